"""What is read out is the sheet, word by word, in the order in which it is meant."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest
from access_files import (
    CASES,
    Case,
    document_of,
    file_of,
    frame_of,
    read_case,
    sheet_of,
)
from access_tree import Element, Linked, TaggedFile
from access_words import differences, rows_of, spoken_words

from worksheets.facts import BLANK
from worksheets.model.base import Paper

LONG = [case for case in CASES if case.content == "long"]
PRINTED = [case for case in CASES if not case.fillable]
DEVANAGARI = re.compile("[\u0900-\u097f]")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_tree_says_the_sheet_in_order(case: Case) -> None:
    wanted = spoken_words(document_of(case), frame_of(case), fillable=case.fillable)
    said = read_case(case).words()
    assert said == wanted, differences(wanted, said)


@pytest.mark.parametrize("case", PRINTED, ids=str)
def test_the_disclaimer_is_read_once_and_last(case: Case) -> None:
    disclaimer = sheet_of(case).footer.disclaimer.split()
    words = read_case(case).words()
    starts = [n for n in range(len(words)) if words[n : n + len(disclaimer)] == disclaimer]
    assert starts == [len(words) - len(disclaimer)]


@pytest.mark.parametrize("case", PRINTED, ids=str)
def test_the_details_of_a_dose_are_read_with_the_dose(case: Case) -> None:
    said = " ".join(read_case(case).words())
    for card in sheet_of(case).cards:
        shown = [fact for fact in card.dose if fact.is_known or case.template != "grid"]
        for words in (*(fact.text.replace(BLANK, "") for fact in shown), *card.details):
            assert heading_text(words) in said


@pytest.mark.parametrize("case", PRINTED, ids=str)
def test_pypdf_finds_every_word_of_the_sheet(case: Case) -> None:
    """It does not know `ActualText`, which shaped scripts need, and glues neighbours together."""
    pages = read_case(case).reader.pages
    text = "\n".join(page.extract_text() for page in pages)
    missing = missing_words(case, text)
    assert [word for word in missing if word not in text and not DEVANAGARI.search(word)] == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
@pytest.mark.parametrize("case", PRINTED, ids=str)
def test_pdftotext_finds_every_word_of_the_sheet(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(file_of(case))
    done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    assert done.stderr == b""
    assert missing_words(case, done.stdout.decode()) == []


def missing_words(case: Case, text: str) -> list[str]:
    """Words that must be on paper and were not found; what only screen readers say is left out."""
    sheet = sheet_of(case)
    silent = sheet._replace(
        cards=tuple(
            card._replace(figure=None, video=card.video and card.video._replace(code=None))
            for card in sheet.cards
        ),
        masthead=sheet.masthead._replace(logo=None, links=()),
        grid=sheet.grid._replace(
            rows=tuple(
                row._replace(
                    cells=tuple(cell._replace(accessible_text="") for cell in row.cells),
                    figure=None,
                )
                for row in sheet.grid.rows
            )
        ),
    )
    found, unbroken = set(text.split()), "".join(text.split())
    words = spoken_words(document_of(case)._replace(body=silent), frame_of(case), fillable=True)
    # An address may be cut where a line ends.
    return [w for w in words if w not in (unbroken if "/" in w else found)]


@pytest.mark.parametrize("case", PRINTED, ids=str)
def test_the_tree_reads_across_the_page_and_then_down(case: Case) -> None:
    """Marked stretches are numbered as they are read, so that any reader gets the order right."""
    for number, page in enumerate(read_case(case).pages):
        assert list(page.stretches) == list(range(len(page.stretches))), f"page {number + 1}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_headings_are_the_title_and_the_exercises(case: Case) -> None:
    file, sheet = read_case(case), sheet_of(case)
    said = [(head.role, heading_text(file.text_of(head))) for head in file.named("H1", "H2")]
    wanted = [("H1", heading_text(sheet.masthead.title))]
    if case.template != "grid":
        wanted += [("H2", f"{card.number} {heading_text(card.name)}") for card in sheet.cards]
    wanted += [("H2", sheet.grid.title)] if frame_of(case).on_back else []
    assert said == wanted


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_page_furniture_is_an_artifact(case: Case) -> None:
    """The foot is on every page; it is read out once, and the page number never."""
    file, sheet = read_case(case), sheet_of(case)
    disclaimer = sheet.footer.disclaimer.split()
    for number, page in enumerate(file.pages):
        furniture = page.artifacts.split()
        assert sheet.footer.reference.replace(" ", "") in page.artifacts.replace(" ", "")
        assert (" ".join(disclaimer) in " ".join(furniture)) == (number > 0)


@pytest.mark.parametrize("case", [c for c in CASES if c.template == "handout"], ids=str)
def test_a_step_that_a_page_break_cuts_is_one_element(case: Case) -> None:
    file, sheet = read_case(case), sheet_of(case)
    lists = [listing for listing in file.named("L") if is_numbered(listing)]
    with_steps = [card for card in sheet.cards if card.steps]
    assert len(lists) == len(with_steps)
    for listing, card in zip(lists, with_steps, strict=True):
        bodies = [item.elements[1] for item in listing.elements]
        assert [heading_text(file.text_of(body)) for body in bodies] == [
            heading_text(step) for step in card.steps
        ]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_week_is_one_table(case: Case) -> None:
    file, sheet = read_case(case), sheet_of(case)
    tables = file.named("Table")
    assert len(tables) == 1
    for table in tables:
        rows = [element for element in table.walk() if element.role == "TR"]
        assert len(rows) == 1 + len(sheet.grid.rows) + len(sheet.grid.writing)
        heads = [heading_text(file.text_of(row.elements[0])) for row in rows[1:]]
        names = [f"{row.number} {heading_text(row.name)}" for row in sheet.grid.rows]
        names += [heading_text(row.label) for row in sheet.grid.writing]
        assert all(name in head for head, name in zip(heads, names, strict=True))
        shown = rows_of(sheet, frame_of(case), with_dose=with_dose(case))
        for row, wanted in zip(rows[1:], shown, strict=False):
            for cell, day in zip(row.elements[1:], wanted.cells, strict=True):
                fields = [kid for kid in cell.walk() if holds_a_field(kid)]
                boxes = fields if case.fillable else spans(cell)
                assert len(boxes) == (len(day.boxes) if day.due else 0 if case.fillable else 1)


def with_dose(case: Case) -> bool:
    """Whether the table has pictures and doses."""
    return case.template == "grid" or frame_of(case).on_back


def is_numbered(listing: Element) -> bool:
    return bool(listing.attribute("/ListNumbering") == "/Decimal")


def holds_a_field(element: Element) -> bool:
    return any(isinstance(kid, Linked) for kid in element.kids)


def spans(cell: Element) -> list[Element]:
    return [kid for kid in cell.walk() if kid.text_entry("/ActualText")]


def heading_text(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_picture_says_what_it_shows(case: Case) -> None:
    file, sheet = read_case(case), sheet_of(case)
    alts = [figure.text_entry("/Alt") for figure in file.named("Figure")]
    wanted = [link.code.alt for link in sheet.masthead.links if link.code]
    wanted += [sheet.masthead.clinic[0]] if sheet.masthead.logo else []
    for card in sheet.cards if case.template != "grid" else ():
        wanted += [card.figure.alt] if card.figure and case.template == "handout" else []
        wanted += [card.video.code.alt] if card.video and card.video.code else []
    if with_dose(case):
        wanted += [row.figure.alt for row in sheet.grid.rows if row.figure]
    assert alts == wanted
    assert all(alts)


@pytest.mark.parametrize("case", LONG, ids=str)
def test_a_link_leads_where_its_words_say(case: Case) -> None:
    file, sheet = read_case(case), sheet_of(case)
    said = [(heading_text(file.text_of(link)), targets(file, link)) for link in file.named("Link")]
    wanted = list(sheet.masthead.links)
    wanted += [sheet.stop_and_call.phone] if sheet.stop_and_call.phone else []
    wanted += [c.video for c in sheet.cards if c.video and case.template != "grid"]
    assert [text for text, _ in said] == [heading_text(link.text) for link in wanted]
    for (_, found), link in zip(said, wanted, strict=True):
        assert found == {link.target}


def targets(file: TaggedFile, link: Element) -> set[str]:
    """Where an element leads: a link on two lines has two places, with one target."""
    notes = [file.annotation(kid) for kid in link.kids if isinstance(kid, Linked)]
    return {str(note["/A"]["/URI"]) for note in notes}


@pytest.mark.parametrize("case", LONG, ids=str)
def test_what_is_in_another_language_says_so(case: Case) -> None:
    file, sheet = read_case(case), sheet_of(case)
    (hindi,) = [card for card in sheet.cards if card.id == "takhne"]
    marked = [element for element in file.elements if element.entries.get("/Lang") == "hi"]
    said = " ".join(heading_text(file.text_of(element)) for element in marked)
    wanted = [hindi.name] if case.template == "grid" else [hindi.name, *hindi.steps]
    assert [text for text in wanted if heading_text(text) not in said] == []
    others = [card.name for card in sheet.cards if card.id not in {"takhne", "ice"}]
    assert not [name for name in others if name in said]
    assert file.catalog["/Lang"] == sheet.language


def landmarks(case: Case) -> list[str]:
    """What stands on the page in the order in which it is read; names as they begin."""
    sheet = sheet_of(case)
    cards = [f"{card.number} {card.name}" for card in sheet.cards]
    return [
        sheet.masthead.title,
        document_of(case).strip.fields[0].label,
        sheet.purpose.label,
        sheet.stop_and_call.signs[0],
        *cards,
        sheet.grid.title,
        sheet.footer.disclaimer[:30],
    ]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_other_programs_read_the_page_in_the_same_order(paper: Paper, tmp_path: Path) -> None:
    case = Case("handout", paper)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(file_of(case))
    texts = [pypdf.PdfReader(file).pages[0].extract_text()]
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
        texts.append(done.stdout.decode())
    for text in texts:
        said, start = " ".join(text.split()), 0
        for landmark in landmarks(case):
            found = said.find(landmark, start)
            assert found >= 0, f"{landmark!r} is missing or out of order"
            start = found + len(landmark)
