"""What is added to a document for one patient: the mark and the name in the margin, and a note.

The mark is at the same place on every page, and nothing moves for it. A note is near the purpose,
whole, and nothing moves where there is none.
"""

from collections import Counter

import pytest
from letter_plans import (
    booklet_with,
    changed,
    letter_to,
    marks_on,
    plan_with,
    sheet_and_template,
    text_on,
)
from plan_checks import check_plan, text_of, usual_edges, without_owner, words_of_plan

from worksheets.document import Field
from worksheets.layout import lay_out
from worksheets.layout.sending import with_mark, with_owner
from worksheets.model.base import Paper
from worksheets.model.template import PageSetup
from worksheets.plan import GlyphRun, Page, Piece, Plan, Role

MM = 72 / 25.4
MARGIN, ABOVE = 14 * MM, 10 * MM


def mark_of(page: Page, text: str) -> Piece:
    """The piece that holds the mark; there is one."""
    (piece,) = [piece for piece in page.pieces if text_of(piece.node) == text]
    return piece


def check_marked(plan: Plan, bare: Plan, text: str) -> None:
    assert plan.body_size == bare.body_size
    for page, before in zip(plan.pages, bare.pages, strict=True):
        margin, above, _ = edges = usual_edges(page)
        piece = mark_of(page, text)
        assert tuple(one for one in page.pieces if one is not piece) == before.pieces
        assert piece.node.tag.role is Role.ARTIFACT
        assert piece.x + piece.width == pytest.approx(page.width - margin)
        assert piece.y + piece.height <= above
        runs = [mark for mark in piece.node.marks() if isinstance(mark, GlyphRun)]
        assert all(run.size >= 7 for run in runs)
        body = without_owner(page, edges)
        others = [mark for mark in marks_on(body) if mark[1] < piece.y + piece.height]
        assert len(others) == len(runs), "nothing else stands as high"
    places = {(page.width - mark_of(page, text).x, mark_of(page, text).y) for page in plan.pages}
    assert len(places) == 1


@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("text", ["12 of 240", "100,000 of 100,000"])
def test_every_page_of_a_sheet_is_marked(template: str, paper: Paper, text: str) -> None:
    bare = plan_with(template, paper)
    check_marked(plan_with(template, paper, mark=text), bare, text)


def owner_of(page: Page) -> str:
    """What stands in the upper margin at the left."""
    last = page.pieces[-1]
    assert last.x == pytest.approx(usual_edges(page)[0])
    return text_of(last.node)


@pytest.mark.parametrize("paper", ["a4", "letter", "a5", "half-letter"])
@pytest.mark.parametrize("mark", ["", "100,000 of 100,000"])
def test_pages_after_the_first_say_whose_they_are(paper: Paper, mark: str) -> None:
    first, *others = booklet_with(paper, mark=mark).pages
    assert all(owner_of(page) == "Siobhán O'Connor  ·  000130" for page in others)
    assert without_owner(first, usual_edges(first)) is first


def test_a_page_behind_the_letter_has_its_own_strip_and_the_next_ones_say_whose_they_are() -> None:
    note = Field("From your clinician:", "Walk. " * 700)
    letter, first, second, *_ = plan_with(letter=letter_to("12 Quay Street"), note=note).pages
    assert without_owner(letter, usual_edges(letter)) is letter
    assert without_owner(first, usual_edges(first)) is first
    assert owner_of(second) == "Siobhán O'Connor  ·  000130"


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        (("", ""), None),
        (("Ann", ""), "Ann"),
        (("", "7"), "7"),
        (("WOLFESCHLEGELSTEINHAUSEN " * 9, "000130"), "…  ·  000130"),
        (("Ann", "9" * 300), "9" * 300),
    ],
)
def test_a_long_name_is_cut_and_a_number_never_is(owner: tuple[str, str], said: str | None) -> None:
    pages = booklet_with("a4").pages[:1]
    (page,) = with_owner(pages, owner, "1 / 2", "#000000", (40.0, 30.0))
    if said is None:
        assert page is pages[0]
        return
    piece = page.pieces[-1]
    text = text_of(piece.node)
    assert text.endswith(said)
    if len(said) < 300:
        assert without_owner(page, (40.0, 30.0, 20.0)) is not page


@pytest.mark.parametrize("paper", ["a4", "letter", "a5", "half-letter"])
def test_every_page_of_a_booklet_is_marked(paper: Paper) -> None:
    bare = booklet_with(paper)
    assert len(bare.pages) > 6
    check_marked(booklet_with(paper, mark="7 of 12"), bare, "7 of 12")


def test_the_letter_is_marked_too() -> None:
    letter = letter_to("12 Quay Street", "WHITBY")
    bare = plan_with("grid", letter=letter)
    check_marked(plan_with("grid", letter=letter, mark="1 of 2"), bare, "1 of 2")


@pytest.mark.parametrize("margin_mm", [5, 6, 8, 11, 20, 40])
def test_the_mark_fits_every_margin(margin_mm: float) -> None:
    sheet, template = sheet_and_template("compact", "a4")
    margin = margin_mm * MM
    template = template.model_copy(update={"page": PageSetup(margin=f"{margin_mm} mm")})
    bare = lay_out(sheet, template, "a4")[0]
    plan = lay_out(changed(sheet, mark="12 of 240"), template, "a4")[0]
    top = mark_of(plan.pages[0], "12 of 240").y
    assert 0 <= top <= max(5 * MM, margin * 10 / 14)
    assert top >= (5 * MM - 0.01 if margin_mm >= 14 else 0), "most printers print there"
    assert tuple(plan.pages[0].pieces[1:]) == bare.pages[0].pieces, "nothing moves for it"


def test_without_a_mark_the_pages_are_the_same_objects() -> None:
    pages = plan_with().pages
    assert with_mark(pages, "", "#000000", (40.0, 30.0)) is pages


SHORT = Field(
    "From your clinician:", "Leave out the soleus stretch until I see you. Hold on to a worktop."
)
LONG = Field("From your clinician:", " ".join(f"word{number}" for number in range(500)))
LONGEST = Field("From your clinician:", ("Walk. " * 700)[:4000].strip())


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
@pytest.mark.parametrize("note", [SHORT, LONG, LONGEST], ids=["short", "long", "longest"])
def test_every_template_prints_the_whole_note(template: str, paper: Paper, note: Field) -> None:
    plan = plan_with(template, paper, note=note)
    check_plan(plan)
    bare = words_of_plan(plan_with(template, paper))
    wanted = Counter(f"{note.label} {note.value}".split())
    printed = words_of_plan(plan)
    assert all(printed[word] - bare[word] >= n for word, n in wanted.items())
    text = text_on(plan.pages[0])
    assert text.index("Why:") < text.index("From your clinician:")


@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
def test_a_short_note_costs_no_page(template: str) -> None:
    assert len(plan_with(template, note=SHORT).pages) == 1


@pytest.mark.parametrize("paper", ["a4", "letter", "a5", "half-letter"])
@pytest.mark.parametrize("note", [SHORT, LONG, LONGEST], ids=["short", "long", "longest"])
def test_a_booklet_prints_the_whole_note_and_keeps_its_size(paper: Paper, note: Field) -> None:
    bare, plan = booklet_with(paper), booklet_with(paper, note=note)
    check_plan(plan)
    assert plan.body_size == bare.body_size
    before, printed = words_of_plan(bare), words_of_plan(plan)
    wanted = Counter(f"{note.label} {note.value}".split())
    assert all(printed[word] - before[word] >= n for word, n in wanted.items())
    holding = [n for n, page in enumerate(plan.pages) if "From your clinician:" in text_on(page)]
    assert len(holding) == 1
    page = text_on(plan.pages[holding[0]])
    assert holding[0] == 0 or page.index("Your exercises") < page.index("From your clinician:")


def test_a_cover_with_room_takes_the_note() -> None:
    plan = booklet_with("a4", weeks=4, note=SHORT)
    assert "From your clinician:" in text_on(plan.pages[0])
    assert len(plan.pages) == len(booklet_with("a4", weeks=4).pages)
