"""Booklets as files: tagged like sheets, every page with its disclaimer, fields named by week."""

import re
from io import BytesIO

import page as validation
import pypdf
import pytest
from access_checks import structure_problems
from access_files import complaints
from booklet_files import CASES, Case, file_of, plan_of

from worksheets.field_names import read_name
from worksheets.pdf.draw import draw_plan
from worksheets.plan import GlyphRun, Page, Role

FULL = Case(paper="a5")
"""On half a sheet the week in which two phases begin is longer than a page."""


def words(page: Page) -> str:
    runs = (
        mark for piece in page.pieces for mark in piece.node.marks() if isinstance(mark, GlyphRun)
    )
    return " ".join(run.text for run in runs).replace("\u00a0", " ")


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_validator_finds_nothing(case: Case) -> None:
    assert complaints(file_of(case)) == []
    if case.archive:
        assert complaints(file_of(case), validation.ValidationProfile.PDF_A_2A) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_structure_hangs_together(case: Case) -> None:
    assert structure_problems(file_of(case)) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_page_has_the_disclaimer_and_its_number(case: Case) -> None:
    pages = plan_of(case).pages
    for number, page in enumerate(pages, 1):
        assert "for general education only" in words(page)
        assert f"page {number} of {len(pages)}" in words(page)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_week_has_a_page_of_its_own(case: Case) -> None:
    pages = plan_of(case).pages
    for week in range(1, case.weeks + 1):
        most = 1 if case.paper in ("a4", "letter") else 2
        assert 1 <= sum(is_of_week(page, week) for page in pages) <= most


def is_of_week(page: Page, week: int) -> bool:
    return bool(re.match(rf"Week {week}\b", words(page)))


def test_a_week_that_is_too_full_goes_on_under_its_title() -> None:
    week = [words(page) for page in plan_of(FULL).pages if is_of_week(page, 3)]
    assert len(week) == 2
    assert "Warning signs" in week[1]
    assert "Warning signs" not in week[0]


def test_the_contents_lead_to_the_pages_they_name() -> None:
    plan = plan_of(Case(weeks=16))
    assert "Contents" in words(plan.pages[1])
    links = {
        node.tag.accessible_text: int(node.tag.target[1:])
        for piece in plan.pages[1].pieces
        for node in piece.node.nodes()
        if node.tag.role is Role.LINK
    }
    assert {"Week 1", "Week 16", "3 Heel raise", "Your charts"} <= set(links)
    for title, page in links.items():
        titles = {
            node.tag.bookmark
            for piece in plan.pages[page - 1].pieces
            for node in piece.node.nodes()
        }
        assert title in titles


def test_a_short_booklet_needs_no_contents() -> None:
    plan = plan_of(Case("achilles-rupture", 2))
    assert len(plan.pages) <= 8
    assert not any("Contents" in words(page) for page in plan.pages)


@pytest.mark.parametrize("sides", [1, 2, 4])
def test_pages_to_write_on_make_the_number_even(sides: int) -> None:
    plan = plan_of(CASES[0], sides)
    assert len(plan.pages) % sides == 0
    assert len(plan.pages) - len(plan_of(CASES[0]).pages) in range(sides)
    assert "Stop and call us" in words(plan.pages[-1]), "the signs stay on the last page"


def test_every_field_has_a_name_that_is_understood() -> None:
    case = Case(paper="letter", fillable=True)
    fields = pypdf.PdfReader(BytesIO(file_of(case))).get_fields() or {}
    leaves = [name for name, field in fields.items() if field.get("/FT")]
    assert len(leaves) > 500
    assert all(read_name(name) for name in leaves)
    weeks = {named.week for name in leaves if (named := read_name(name)) and named.week}
    assert weeks == {"1", "2", "3", "4", "5", "6"}
    assert {"week-03.heel-raise.sat.1", "week-01.pain.wed.1", "week-02.measure.raises",
            "goals.1", "check.strengthen.1", "week-03.balance-one-leg.level.2",
            "week-03.check.jog.1"} <= set(leaves)  # fmt: skip


def test_the_text_is_read_page_by_page() -> None:
    pages = pages_of(file_of(CASES[0]))
    week = next(text for text in pages if text.startswith("Week 3"))
    assert "21 to 27 December 2026" in week
    assert "11 weeks after surgery" in week
    assert "Heel raise (exercise 3)" not in week, "what waits is not new"
    assert "Once you are in phase 2" in week


def test_the_same_booklet_is_the_same_bytes() -> None:
    plan = plan_of(CASES[0])
    assert draw_plan(plan) == draw_plan(plan)
