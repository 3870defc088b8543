"""Every file is PDF/UA-1: the validator finds nothing, and neither do checks of our own."""

import re
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import page as validation
import pypdf
import pytest
from access_checks import structure_problems
from access_files import (
    CASES,
    FORMS,
    Case,
    complaints,
    document_of,
    file_of,
    plan_of,
    read_case,
    sheet_of,
    template_of,
)
from access_tree import all_objects, keys_of
from PIL import Image as PillowImage

from worksheets.layout import lay_out
from worksheets.load.pictures import load_picture
from worksheets.pdf.draw import DrawOptions, draw_plan

ARCHIVES = [
    Case(template, paper, content=content, archive=True)
    for content in ("short", "long")
    for template, paper in FORMS
]
LONG = [case for case in CASES if case.content == "long"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_validator_finds_nothing(case: Case) -> None:
    assert complaints(file_of(case)) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_structure_hangs_together(case: Case) -> None:
    assert structure_problems(file_of(case)) == []


@pytest.mark.parametrize("case", LONG, ids=str)
def test_the_long_sheet_is_long(case: Case) -> None:
    """Else the tests above would have nothing to see."""
    assert len(plan_of(case).pages) > 1
    pieces = [piece for page in plan_of(case).pages for piece in page.pieces]
    assert any(node.tag.key for piece in pieces for node in piece.node.nodes()), "nothing is cut"


# Archives


@pytest.mark.parametrize("case", ARCHIVES, ids=str)
def test_an_archive_keeps_to_both_standards(case: Case) -> None:
    data = file_of(case)
    assert complaints(data, validation.ValidationProfile.PDF_A_2A) == []
    assert complaints(data) == []
    assert structure_problems(data) == []


@pytest.mark.parametrize("case", ARCHIVES, ids=str)
def test_an_archive_needs_nothing_from_outside(case: Case) -> None:
    file = read_case(case)
    (intent,) = file.catalog["/OutputIntents"]
    profile = intent.get_object()["/DestOutputProfile"].get_data()
    assert profile[36:40] == b"acsp", "a colour profile"
    assert profile[16:20] == b"RGB "
    keys = {key for thing in all_objects(file.reader) for key in keys_of(thing)}
    assert keys.isdisjoint({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AA", "/Encrypt"})


@pytest.mark.parametrize("kind", ["L JPEG", "RGB JPEG", "CMYK JPEG", "1 PNG", "P PNG", "RGBA PNG"])
def test_an_archive_takes_pictures_of_every_kind(kind: str, tmp_path: Path) -> None:
    """A clinic's logo comes as it is; its colours must be those that the file says it has."""
    mode, format_name = kind.split()
    file = tmp_path / "logo"
    PillowImage.new(mode, (120, 60)).save(file, format_name)
    case = Case()
    sheet, document = sheet_of(case), document_of(case)
    masthead = sheet.masthead._replace(clinic=("Clinic",), logo=load_picture(file))
    document = document._replace(body=sheet._replace(masthead=masthead))
    plan, _ = lay_out(document, template_of(case), case.paper)
    data = draw_plan(plan, None, DrawOptions(archive=True))
    assert complaints(data, validation.ValidationProfile.PDF_A_2A) == []
    assert complaints(data) == []


def test_no_stream_seems_shorter_than_it_is() -> None:
    """Compressed data may end in a carriage return: with the end of line after it, that looks like
    one end of line of two bytes, and the length seems wrong. One stream in 256 is like that."""
    plan = plan_of(Case("compact"))
    for number in range(60):
        data = draw_plan(replace(plan, title=f"Handout {number}"), None, DrawOptions(archive=True))
        assert complaints(data, validation.ValidationProfile.PDF_A_2A) == [], number


# What else leads through a file


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_bookmarks_are_the_exercises(case: Case) -> None:
    file, sheet = read_case(case), sheet_of(case)
    titles = [str(item.title) for item in file.reader.outline]  # type: ignore[union-attr]
    names = [card.name for card in sheet.cards]
    assert [title for title in titles if any(name in title for name in names)] == titles
    assert len(titles) == len(names)
    assert all(name in title for name, title in zip(names, titles, strict=True))


@pytest.mark.parametrize("case", LONG, ids=str)
def test_a_bookmark_leads_to_the_page_of_its_exercise(case: Case) -> None:
    file = read_case(case)
    for item in file.reader.outline:
        number = file.reader.get_destination_page_number(item)  # type: ignore[arg-type]
        assert number is not None
        texts = [stretch.text for stretch in file.pages[number].stretches.values()]
        assert str(item.title).split()[-1] in " ".join(texts)  # type: ignore[union-attr]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_pages_are_numbered_from_one(case: Case) -> None:
    reader = read_case(case).reader
    assert reader.page_labels == [str(number) for number in range(1, len(reader.pages) + 1)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_file_opens_with_the_whole_first_page_and_its_title(case: Case) -> None:
    file = read_case(case)
    page, fit = file.catalog["/OpenAction"]
    assert file.page_numbers[page.indirect_reference.idnum] == 0
    assert fit == "/Fit"
    assert file.catalog.get("/PageMode", "/UseNone") in {"/UseNone", "/UseOutlines"}
    assert file.catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True


@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
@pytest.mark.parametrize("content", ["short", "long"])
def test_the_structure_is_small(template: str, content: str) -> None:
    """It costs what it costs compressed: less than 12 KB a page."""
    case = Case(template, content=content)
    pages = len(plan_of(case).pages)
    assert structure_cost(file_of(case)) <= 12_288 * pages


def structure_cost(data: bytes) -> int:
    """By how many bytes the structure makes a file larger."""
    reader = pypdf.PdfReader(BytesIO(data))
    whole, rest = [], []
    for thing in all_objects(reader):
        if isinstance(thing, pypdf.generic.StreamObject):
            continue
        spelling = BytesIO()
        thing.write_to_stream(spelling)
        whole.append(spelling.getvalue())
        if not isinstance(thing, dict) or not is_structure(thing):
            rest.append(spelling.getvalue())
    is_packed = b"/ObjStm" in data
    cost = sum(map(len, whole)) - sum(map(len, rest))
    if is_packed:
        cost = packed(b"\n".join(whole)) - packed(b"\n".join(rest))
    cost += (4 if is_packed else 20) * (len(whole) - len(rest))  # rows of the table of objects
    for page in reader.pages:
        contents = page.get_contents()
        operators = contents.get_data() if contents else b""
        plain = re.sub(rb"/\w+ <</MCID \d+>> BDC|/Artifact BMC|(?<=\n)EMC", b"", operators)
        cost += packed(operators) - packed(plain)
    return cost


def is_structure(thing: Any) -> bool:
    return ("/S" in thing and "/P" in thing) or "/ParentTree" in thing


def packed(data: bytes) -> int:
    return len(zlib.compress(data, 3))
