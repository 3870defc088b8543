"""The cover and the proof sheet of a batch: counts that add up, every row once, nothing kept."""

import gc
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

import page as validation
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.layout.flow import PAPERS_PT
from worksheets.load.library import Library
from worksheets.model import Locale, Template
from worksheets.model.base import Paper
from worksheets.pdf.draw import draw_plan
from worksheets.plan import Blank, Box, GlyphRun, Mark, Node, Plan, Role, Rule, Scope
from worksheets.proof import ENDS, ProofFacts, ProofLine, ProofPages, cover_plan

ENGLISH: Locale = Library().load("locale", "en")
TEMPLATE: Template = Library().load("template", "handout")
MARGIN = TEMPLATE.page.margin
ABOVE, BELOW = MARGIN * 10 / 14, MARGIN * 8 / 14
COUNTS = {"rows": 1245, "ok": 1230, "warning": 8, "error": 3, "blank": 2, "header": 1, "totals": 1}
FACTS = ProofFacts(
    "monday.xlsx", date(2026, 12, 7), COUNTS, 2476, 1240, "1 of 1,238", "1,238 of 1,238", "0.6.0"
)
PAPERS: tuple[Paper, ...] = ("a4", "letter")


def line(row: int, **changes: Any) -> ProofLine:
    place, number = f"{row} of 240", f"{row:06}"
    words = "O'CONNOR, S.", "achilles-rupture", "Left"
    return ProofLine(row, place, number, *words, 2, "Printed", "")._replace(**changes)


def proof_pages(
    facts: ProofFacts, lines: Iterable[ProofLine], paper: Paper = "a4"
) -> Iterator[Plan]:
    pages = ProofPages(facts, ENGLISH, paper, TEMPLATE)
    for one in lines:
        yield from pages.add(one)
    yield from pages.end()


def refused(row: int, remark: str = "no side: write left, right or both") -> ProofLine:
    return line(row, mark="", pages=0, status="Not printed", remark=remark)


def marks_of(plan: Plan) -> list[tuple[float, float, Mark]]:
    (page,) = plan.pages
    return [(piece.x, piece.y, mark) for piece in page.pieces for mark in piece.node.marks()]


def nodes_of(plan: Plan) -> list[Node]:
    (page,) = plan.pages
    return [node for piece in page.pieces for node in piece.node.nodes()]


def text_of(node: Node) -> str:
    return "".join(mark.text for mark in node.marks() if isinstance(mark, GlyphRun))


def text_on(plan: Plan) -> str:
    return " ".join(mark.text for _, _, mark in marks_of(plan) if isinstance(mark, GlyphRun))


def rows_of(plan: Plan) -> list[list[str]]:
    """The texts of the cells below the heads, as they are read."""
    rows = [node for node in nodes_of(plan) if node.tag.role is Role.ROW]
    return [[text_of(cell) for cell in row.children if isinstance(cell, Node)] for row in rows][1:]


def check_inside(plan: Plan) -> None:
    (page,) = plan.pages
    bottom = 0.0
    for piece in page.pieces:
        assert piece.y >= bottom - 0.01, "a piece over another"
        bottom = piece.y + piece.height
    assert bottom <= page.height - BELOW + 0.01
    for x, y, mark in marks_of(plan):
        left, top, right, lower = edges(mark)
        assert x + left >= MARGIN - 0.1, mark
        assert x + right <= page.width - MARGIN + 0.1, mark
        assert ABOVE - 0.1 <= y + top <= y + lower <= page.height - BELOW + 0.5, mark


def edges(mark: Mark) -> tuple[float, float, float, float]:
    match mark:
        case GlyphRun():
            text = mark.text.rstrip()
            glyphs = [glyph for word in mark.words for glyph in word.glyphs][: len(text)]
            width = sum(glyph.advance for glyph in glyphs) * mark.size / 1000
            return mark.x, mark.y - 0.7 * mark.size, mark.x + width, mark.y
        case Rule():
            return mark.x1, mark.y1, mark.x2, mark.y2
        case _:
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


def complaints(plan: Plan) -> list[str]:
    data = draw_plan(plan)
    report = validation.validate_pdf_bytes(data, profile=validation.ValidationProfile.PDF_UA_1)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


# The cover


@pytest.mark.parametrize("paper", PAPERS)
def test_the_cover_shows_a_sum_that_adds_up(paper: Paper) -> None:
    plan = cover_plan(FACTS, ENGLISH, paper, TEMPLATE)
    check_inside(plan)
    assert complaints(plan) == []
    assert (plan.pages[0].width, plan.pages[0].height) == PAPERS_PT[paper]
    numbers = [row[-1] for row in rows_of(plan)]
    first, second = numbers[:7], numbers[8:]  # the heads of the second table stand between
    ends = [int(number.replace(",", "")) for number in first]
    assert ends == [1230, 8, 3, 2, 1, 1, 1245]
    assert sum(ends[:-1]) == ends[-1]
    assert second == ["1,238", "2,476", "1,240"]
    text = text_on(plan)
    for words in ("monday.xlsx", "7 December 2026", "0.6.0", "1,238 of 1,238", "3 rows were not"):
        assert words in text


def test_the_cover_has_room_for_what_was_counted() -> None:
    plan = cover_plan(FACTS, ENGLISH, "a4", TEMPLATE)
    fields = [node.tag.accessible_text for node in nodes_of(plan) if node.tag.role is Role.FIELD]
    assert fields == [
        "Sheets of paper printed",
        "Envelopes filled",
        "Sheets left over (there should be none)",
        *["Counted by", "Date", "Checked by", "Date"],
    ]
    boxes = [mark for _, _, mark in marks_of(plan) if isinstance(mark, Box)]
    assert len(boxes) == 4
    blanks = [mark for _, _, mark in marks_of(plan) if isinstance(mark, Blank)]
    assert min(blank.height for blank in blanks) >= 14, "5 mm for a pen"
    assert min(box.width for box in boxes) >= 14


@settings(max_examples=12)
@given(st.lists(st.integers(0, 10**6), min_size=6, max_size=6), st.integers(-2, 2))
def test_counts_that_do_not_add_up_are_never_printed(numbers: list[int], off: int) -> None:
    counts = dict(zip(ENDS, numbers, strict=True)) | {"rows": sum(numbers) + off}
    facts = FACTS._replace(counts=counts)
    if off:
        with pytest.raises(ValueError, match="do not add up"):
            cover_plan(facts, ENGLISH, "a4", TEMPLATE)
    else:
        check_inside(cover_plan(facts, ENGLISH, "a4", TEMPLATE))


def test_a_batch_of_nobody_has_a_cover() -> None:
    facts = FACTS._replace(
        counts={"rows": 2, "blank": 2}, pages=0, papers=0, first_mark="", last_mark=""
    )
    text = text_on(cover_plan(facts, ENGLISH, "letter", TEMPLATE))
    assert "Patients" in text
    assert "such as" not in text


@pytest.mark.parametrize(
    "name", ["x" * 4000, "a" * 300 + ".csv", "tom\x00\n\u202e&<b>{roster}.csv"]
)
def test_any_name_of_a_roster_fits_the_cover(name: str) -> None:
    plan = cover_plan(FACTS._replace(roster=name), ENGLISH, "letter", TEMPLATE)
    check_inside(plan)
    assert name[-4:] in text_on(plan)


# The proof sheet


@pytest.mark.parametrize("paper", PAPERS)
def test_every_row_stands_once_in_order_with_a_box_if_it_was_printed(paper: Paper) -> None:
    lines = [refused(n) if n % 7 == 0 else line(n) for n in range(1, 151)]
    plans = list(proof_pages(FACTS, lines, paper))
    assert len(plans) > 2
    rows = [row for plan in plans for row in rows_of(plan)]
    assert [row[0] for row in rows] == [str(n) for n in range(1, 151)]
    for number, row in enumerate(rows, 1):
        if number % 7 == 0:
            assert row[-1] == "Not printed" + "no side: write left, right or both"
        else:
            assert row[2:] == [f"{number} of 240", f"{number:06}", "O'CONNOR, S.",
                               "achilles-rupture", "Left", "2", "Printed"]  # fmt: skip
    boxes = [node.tag.accessible_text for plan in plans for node in nodes_of(plan)
             if node.tag.role is Role.TICK_BOX]  # fmt: skip
    assert [re.findall(r"\d+", box)[0] for box in boxes] == [str(n) for n in range(1, 151) if n % 7]
    for plan in plans:
        check_inside(plan)


def test_every_page_stands_alone() -> None:
    lines = [line(n) for n in range(1, 121)]
    plans = list(proof_pages(FACTS, lines))
    for number, plan in enumerate(plans, 1):
        assert complaints(plan) == []
        heads = [node for node in nodes_of(plan) if node.tag.role is Role.HEADER_CELL]
        columns = [text_of(node) for node in heads if node.tag.scope is Scope.COLUMN]
        assert columns[:4] == ["Row", "Done", "Place", "Number"]
        assert len(columns) == 9
        rows = [node for node in nodes_of(plan) if node.tag.role is Role.ROW]
        assert {len(row.children) for row in rows} == {9}
        assert text_on(plan).endswith(f"page {number}")
        assert "monday.xlsx" in text_on(plan) or number > 1
        signed = any(node.tag.accessible_text == "Signature" for node in nodes_of(plan))
        assert signed is (number == len(plans))


def test_the_number_of_pages_is_printed_when_it_is_known() -> None:
    facts = FACTS._replace(proof_pages=12)
    (plan,) = proof_pages(facts, [line(1)])
    assert text_on(plan).endswith("page 1 of 12")


def test_a_page_is_made_before_the_rest_of_the_rows_are_read() -> None:
    taken = 0

    def endless() -> Iterator[ProofLine]:
        nonlocal taken
        while True:
            taken += 1
            yield line(taken)

    pages = proof_pages(FACTS, endless())
    made = [len(rows_of(plan)) for plan in islice(pages, 5)]
    assert taken <= sum(made) + 1


def test_pages_are_not_kept() -> None:
    """What a large batch leaves behind is what a page takes, not what all of them took."""

    def nodes_alive() -> int:
        gc.collect()
        return sum(type(thing) is Node for thing in gc.get_objects())

    pages = proof_pages(FACTS, map(line, range(1, 10**6)))
    for _ in islice(pages, 5):
        pass
    before = nodes_alive()
    for _ in islice(pages, 20):
        pass
    assert nodes_alive() < before * 1.2 + 200


@pytest.mark.parametrize("length", [200, 2000, 9000])
def test_a_very_long_remark_wraps_over_pages(length: int) -> None:
    words = [f"w{n}" for n in range(length // 5)]
    lines = [line(1), refused(2, " ".join(words)), line(3)]
    plans = list(proof_pages(FACTS, lines, "letter"))
    for plan in plans:
        check_inside(plan)
        assert complaints(plan) == []
    rows = [row for plan in plans for row in rows_of(plan)]
    said = " ".join(row[-1] for row in rows if row[0] == "2").split()
    assert " ".join(said).replace("Not printed", "").split() == words
    assert [row[0] for row in rows if row[0] != "2"] == ["1", "3"]


def test_long_words_break_and_unknown_characters_are_replaced() -> None:
    odd = line(1, number="X" * 300, name="\u2603 \x07 \u0e01O'Connor", program="", side="")
    (plan,) = proof_pages(FACTS, [odd])
    check_inside(plan)
    (row,) = rows_of(plan)
    assert row[3] == "X" * 300
    assert "O'Connor" in row[4]
    assert row[4].count("\ufffd") == 3
    assert complaints(plan) == []


any_lines = st.builds(
    line, st.integers(1, 10**6), number=st.text(max_size=60), name=st.text(max_size=80),
    remark=st.text("abc \n-", max_size=400), pages=st.integers(0, 20),
)  # fmt: skip


@settings(max_examples=15)
@given(st.lists(any_lines, max_size=40))
def test_any_rows_stand_on_pages(lines: list[ProofLine]) -> None:
    plans = list(proof_pages(FACTS, lines))
    for plan in plans:
        check_inside(plan)
    first = [row[0] for plan in plans for row in rows_of(plan)]
    distinct = [number for n, number in enumerate(first) if n == 0 or first[n - 1] != number]
    wanted = [str(one.row) for one in lines]
    assert [n for i, n in enumerate(wanted) if i == 0 or wanted[i - 1] != n] == distinct


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("first_mark", ["", "1 of 240"])
def test_what_is_said_of_a_row_has_most_of_the_width(paper: Paper, first_mark: str) -> None:
    remark = 'column F ("Side"): there is no side; the sheet has a line to write it on'
    lines = [line(1, status="Printed, with a warning", remark=remark), refused(2, remark), line(3)]
    facts = FACTS._replace(first_mark=first_mark)
    (plan,) = proof_pages(facts, lines, paper)
    check_inside(plan)
    assert complaints(plan) == []
    cells = [node for node in nodes_of(plan) if node.tag.role is Role.CELL]
    results = [node for node in cells if "rinted" in text_of(node)]
    assert [len(result.children) for result in results] == [2, 2, 1]
    for result in results[:2]:
        heights = {mark.y for mark in result.marks() if isinstance(mark, GlyphRun)}
        assert len(heights) == 2, "one line for the result, one for what is said of it"


def test_there_is_no_column_for_places_where_sheets_have_none() -> None:
    (plan,) = proof_pages(FACTS._replace(first_mark=""), [line(7)])
    assert "Place" not in text_on(plan) and "7 of 240" not in text_on(plan)
    (row,) = rows_of(plan)
    assert (row[0], row[2], row[-1]) == ("7", "000007", "Printed")


def test_a_batch_without_rows_can_be_signed() -> None:
    (plan,) = proof_pages(FACTS, [])
    assert any(node.tag.accessible_text == "Signature" for node in nodes_of(plan))
