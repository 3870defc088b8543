"""The page for the window of an envelope: what shows in it, and that nothing else does."""

import re
from itertools import product

import page as validation
import pytest
from block_pages import check_order, nodes_of
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_plans import SENDER, booklet_with, letter_to, marks_on, plan_with, text_on
from plan_checks import text_of

from worksheets.layout.box import Area
from worksheets.layout.sending import envelope_for
from worksheets.model.base import Paper
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import GlyphRun, Page, Plan, Role, Rule
from worksheets.problems import Kind, WorksheetError

MM = 72 / 25.4
WINDOWS = ("din5008", "uk", "us")
PAPERS: tuple[Paper, ...] = ("a4", "letter")
SIX = (
    "Flat 12, Wellington House",
    "27 St. Hilda's Terrace",
    "Ruswarp",
    "WHITBY",
    "North Yorkshire",
    "YO21 3AE",
)
LONG_NAME = "Professor Dr. Maximiliana Konstantinopolitanskaya-Featherstonehaugh"


def in_mm(area: Area) -> list[float]:
    return [round(edge / MM, 1) for edge in (area.x, area.y, area.right, area.bottom)]


def inside(mark: tuple[float, float, float, float], area: Area, by: float = 0.0) -> bool:
    left, top, right, bottom = mark
    return (
        left >= area.x + by
        and top >= area.y + by
        and right <= area.right - by
        and bottom <= area.bottom - by
    )


def overlaps(mark: tuple[float, float, float, float], area: Area) -> bool:
    left, top, right, bottom = mark
    return left < area.right and right > area.x and top < area.bottom and bottom > area.y


def check_window(page: Page, window: str, mine: int) -> None:
    """Whatever shows in the window belongs there, and stays visible when the letter slides.

    Args:
        page: The page.
        window: The kind of envelope.
        mine: How many marks belong in the window, as the first ones that overlap it.
    """
    envelope = envelope_for(window, page.width, page.height)
    showing = [mark for mark in marks_on(page) if overlaps(mark, envelope.clear)]
    assert len(showing) == mine
    for mark in showing:
        assert inside(mark, envelope.window, 3 * MM - 0.01), "3 mm from every edge"
        for x, y in product((-3 * MM, 0.0, 3 * MM), repeat=2):
            moved = (mark[0] + x, mark[1] + y, mark[2] + x, mark[3] + y)
            assert inside(moved, envelope.window, -0.01)


# Where the windows are


@pytest.mark.parametrize(
    ("window", "size", "shows", "folds"),
    [
        ("din5008", (210, 297), [15, 45, 105, 90], [105, 210]),
        ("uk", (210, 297), [21.6, 39.5, 120, 66.3], [99, 148.5, 198]),
        ("us", (215.9, 279.4), [9.5, 51.9, 123.8, 80.4], [93.1, 186.3]),
        ("us", (210, 297), [6.6, 57.7, 120.9, 86.3], [99, 198]),
    ],
)
def test_windows_and_folds_are_where_the_standards_put_them(
    window: str, size: tuple[float, float], shows: list[float], folds: list[float]
) -> None:
    envelope = envelope_for(window, size[0] * MM, size[1] * MM)
    assert in_mm(envelope.window) == shows
    assert [round(fold / MM, 1) for fold in envelope.folds] == folds
    text = (envelope.text.x, envelope.text.y, envelope.text.right, envelope.text.bottom)
    assert inside(text, envelope.window, 3 * MM - 0.01)
    assert inside((*envelope.window[:2], envelope.window.right, envelope.window.bottom),
                  envelope.clear, -0.01)  # fmt: skip


def test_the_address_field_of_din_5008_holds_the_text() -> None:
    envelope = envelope_for("din5008", 210 * MM, 297 * MM)
    text = (envelope.text.x, envelope.text.y, envelope.text.right, envelope.text.bottom)
    assert inside(text, Area(20 * MM, 45 * MM, 85 * MM, 45 * MM))
    assert envelope.text.x == pytest.approx(25 * MM)
    assert envelope.start == pytest.approx((45 + 17.7) * MM)


# What shows in them


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("count", [1, 3, 6])
def test_the_address_shows_and_nothing_else_does(window: str, paper: Paper, count: int) -> None:
    page = plan_with(paper=paper, letter=letter_to(*SIX[:count], window=window)).pages[0]
    returns = 2 if window == "din5008" else 0  # the sender and the rule below
    check_window(page, window, count + 1 + returns)


@settings(max_examples=40)
@given(
    st.sampled_from(WINDOWS),
    st.lists(st.text("aeilmnorst WM,.-'0127éö", min_size=1, max_size=45), min_size=1, max_size=5),
)
def test_any_address_that_is_printed_shows(window: str, address: list[str]) -> None:
    address = [line for line in (" ".join(line.split()) for line in address) if line] or ["a"]
    try:
        page = plan_with("compact", letter=letter_to(*address, window=window)).pages[0]
    except WorksheetError as error:
        (problem,) = error.problems
        assert problem.file == "--address"
        assert problem.kind is Kind.NO_ROOM
        return
    shown = [run for run in address_runs(page)]
    assert min(run.size for run in shown) >= 8
    printed = re.sub(r"\s", "", "".join(run.text for run in shown))
    assert printed == re.sub(r"\s", "", "".join(("Siobhán O'Connor", *address)))
    envelope = envelope_for(window, page.width, page.height)
    for mark in marks_on(page):
        if overlaps(mark, envelope.clear):
            assert inside(mark, envelope.window, 3 * MM - 0.01)


def address_runs(page: Page) -> list[GlyphRun]:
    """The runs of the piece that holds the address: the last one above the body of the letter."""
    pieces = [piece for piece in page.pieces if piece.y < 100 * MM and piece.x < 100 * MM]
    marks = pieces[-1].node.marks()
    return [mark for mark in marks if isinstance(mark, GlyphRun)]


@pytest.mark.parametrize("window", WINDOWS)
def test_a_short_address_is_large_and_a_long_one_whole(window: str) -> None:
    short = plan_with(letter=letter_to(*SIX[:3], window=window)).pages[0]
    assert {run.size for run in address_runs(short)} == {11.0}
    long = plan_with(letter=letter_to(*SIX, window=window)).pages[0]
    assert min(run.size for run in address_runs(long)) >= 8
    wide = plan_with(letter=letter_to(*SIX[:3], window=window, name=LONG_NAME)).pages[0]
    assert len({run.y for run in address_runs(wide)}) <= 5


@pytest.mark.parametrize("window", WINDOWS)
def test_an_address_that_is_too_long_is_a_problem_without_a_word_of_it(window: str) -> None:
    lines = [f"Secret Street {number}" for number in range(12)]
    with pytest.raises(WorksheetError) as caught:
        plan_with(letter=letter_to(*lines, window=window))
    (problem,) = caught.value.problems
    assert (problem.file, problem.kind) == ("--address", Kind.NO_ROOM)
    assert "Secret" not in str(problem)
    assert "Siobhán" not in str(problem)


def test_a_sender_that_is_too_long_is_a_problem() -> None:
    letter = letter_to(*SIX[:3])._replace(sender=("Clinic", "Very Long Road " * 20))
    with pytest.raises(WorksheetError, match="the clinic's address does not fit"):
        plan_with(letter=letter)


@pytest.mark.parametrize("paper", ["a5", "half-letter"])
def test_half_a_sheet_of_paper_fits_no_envelope(paper: Paper) -> None:
    with pytest.raises(WorksheetError, match="needs A4 or Letter paper"):
        booklet_with(paper, letter=letter_to(*SIX[:3]))


# The rest of the page


@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_letter_is_the_first_page_and_the_sheet_stays_as_it_was(
    template: str, paper: Paper
) -> None:
    bare = plan_with(template, paper)
    plan = plan_with(template, paper, letter=letter_to(*SIX[:4], window="uk"))
    assert len(plan.pages) == len(bare.pages) + 1
    assert plan.body_size == bare.body_size
    assert plan.pages[0].width < plan.pages[0].height
    for page, before in zip(plan.pages[1:], bare.pages, strict=True):
        assert page.pieces[:-1] == before.pieces[:-1]
    for number, page in enumerate(plan.pages, 1):
        assert f"page {number} of {len(plan.pages)}" in text_on(page)
        assert "not medical advice" in text_on(page)


def test_the_letter_is_read_in_order_and_says_what_it_must() -> None:
    plan = plan_with(letter=letter_to(*SIX[:4]))
    text = text_on(plan.pages[0])
    wanted = [*SENDER, *SENDER, "Siobhán O'Connor", *SIX[:4], "7 December 2026"]
    wanted += ["Achilles tendon rupture", "Your exercise sheet follows.", "Call us on", "Tell us."]
    check_order(text, [*wanted, "This sheet is for general education only"])
    assert len(list(nodes_of(plan.pages[:1], Role.HEADING_1))) == 1


@pytest.mark.parametrize("window", WINDOWS)
def test_folds_are_marked_where_printers_can_print(window: str) -> None:
    page = plan_with(letter=letter_to(*SIX[:3], window=window)).pages[0]
    envelope = envelope_for(window, page.width, page.height)
    node = page.pieces[0].node
    rules = [mark for mark in node.marks() if isinstance(mark, Rule)]
    assert node.tag.role is Role.ARTIFACT
    assert [rule.y1 for rule in rules] == list(envelope.folds)
    assert all(5 * MM <= rule.x1 < rule.x2 <= 10 * MM for rule in rules)


def test_a_clinic_is_not_needed() -> None:
    letter = letter_to(*SIX[:3])._replace(sender=(), phone=None)
    sheet = plan_with().pages[0]
    plan = plan_with(letter=letter)
    assert len(plan.pages) == 2
    check_window(plan.pages[0], "din5008", 4)
    assert plan.pages[1].pieces[:-1] == sheet.pieces[:-1]


# Booklets


def test_a_booklet_counts_the_letter_among_its_pages() -> None:
    bare = booklet_with(weeks=20)
    plan = booklet_with(weeks=20, letter=letter_to(*SIX[:3], window="us"))
    assert len(plan.pages) == len(bare.pages) + 1
    for number, page in enumerate(plan.pages, 1):
        assert f"page {number} of {len(plan.pages)}" in text_on(page)
    nodes = [node for node in nodes_of(plan.pages) if node.tag.target.startswith("#")]
    links = [(node.tag.target, text_of(node)) for node in nodes]
    assert links
    for target, text in links:
        title = " ".join(re.sub(r"\s\d*$", "", text).split())
        listed = " ".join(text_on(plan.pages[int(target[1:]) - 1]).split())
        assert title in listed, f"{title!r} is not on page {target}"


@pytest.mark.parametrize("sides", [1, 2])
def test_with_a_letter_the_number_of_pages_is_still_a_multiple(sides: int) -> None:
    plan = booklet_with(weeks=3, sides=sides, letter=letter_to(*SIX[:3]))
    assert len(plan.pages) % sides == 0


# Files


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("template", ["handout", "grid"])
def test_the_file_is_accessible(window: str, template: str) -> None:
    plan = plan_with(template, letter=letter_to(*SIX, window=window), mark="12 of 240")
    for options in (DrawOptions(), DrawOptions(fillable=True)):
        assert complaints(plan, options) == []


def complaints(plan: Plan, options: DrawOptions) -> list[str]:
    data = draw_plan(plan, None, options)
    report = validation.validate_pdf_bytes(data, profile=validation.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
