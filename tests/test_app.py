"""The story: documents of a group share a master, and each is as if it had been made alone."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.app import DocumentMaker, resolve_document
from worksheets.layout import lay_out
from worksheets.load.order import Order
from worksheets.model import Patient
from worksheets.plan import GlyphRun, Plan

ISSUED = date(2026, 12, 1)
MONDAY = date(2026, 12, 7)
MAKER = DocumentMaker()


def order(start: date | None, template: str = "handout", **more: Any) -> Order:
    program = more.pop("program", "achilles-rupture")
    return Order(program, ISSUED, template, patient=Patient(start=start, **more))


def words_of(plan: Plan) -> str:
    marks = [mark for page in plan.pages for piece in page.pieces for mark in piece.node.marks()]
    return " ".join(mark.text for mark in marks if isinstance(mark, GlyphRun))


def test_sheets_that_begin_on_the_same_day_of_the_week_share_a_master() -> None:
    maker = DocumentMaker()
    for weeks in range(8):
        plan = maker.make(order(MONDAY + timedelta(weeks=weeks)), draw=False).plan
        days = [(MONDAY + timedelta(weeks=weeks, days=day)).day for day in range(7)]
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        heads = [f"{name}  {day}" for name, day in zip(names, days, strict=True)]
        assert " ".join(heads) in words_of(plan)
    assert maker._share.cache_info().misses == 1


@settings(max_examples=30, deadline=None)
@given(
    start=st.none() | st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    template=st.sampled_from(["handout", "compact", "grid"]),
    side=st.sampled_from([None, "left", "both"]),
    whole_weeks=st.booleans(),
    week=st.sampled_from([None, 1, 3]),
)
def test_a_sheet_is_as_if_it_had_been_laid_out_alone(
    start: date | None, template: str, side: Any, whole_weeks: bool, week: int | None
) -> None:
    wanted = order(start, template, side=side, name="Ann Lee")
    wanted = replace(wanted, week=week, whole_weeks=whole_weeks)
    loaded = MAKER.load(wanted)
    alone, _ = lay_out(resolve_document(wanted, loaded), loaded.template, loaded.paper)
    assert MAKER.make(wanted, draw=False).plan == alone


@pytest.mark.parametrize("weeks", [0, 1])
def test_phases_are_counted_from_dates(weeks: int) -> None:
    """Two starts on a Monday are two masters where what is due depends on the date."""
    start = MONDAY + timedelta(weeks=weeks)
    wanted = order(start, program="achilles-rupture-weeks-9-16", injury=date(2026, 10, 5))
    loaded = MAKER.load(wanted)
    alone, _ = lay_out(resolve_document(wanted, loaded), loaded.template, loaded.paper)
    assert MAKER.make(wanted, draw=False).plan == alone
