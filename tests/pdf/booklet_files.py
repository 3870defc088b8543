"""The booklets that the tests look at: a program with phases, dated and not, in every form."""

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from worksheets.app import resolve_document
from worksheets.layout.booklets import lay_out_booklet
from worksheets.load.order import Loaded, Order, load_order
from worksheets.model import Patient
from worksheets.model.base import Paper
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Plan

PHASED = Path(__file__).parent / "long" / "phased.yaml"
MOMENT = datetime(2026, 12, 7)
ANN = Patient(
    name="Ann Example",
    side="left",
    start=date(2026, 12, 9),
    surgery=date(2026, 10, 5),
    clinician="J. Patel",
)


class Case(NamedTuple):
    """One booklet: which program, for how many weeks, in which form."""

    program: str = "phased"
    weeks: int = 6
    paper: Paper = "a4"
    fillable: bool = False
    archive: bool = False
    dated: bool = True

    def __str__(self) -> str:
        form = [word for word in ("fillable", "archive") if getattr(self, word)]
        dated = "dated" if self.dated else "undated"
        return "-".join([self.program, str(self.weeks), self.paper, dated, *form])


CASES = [
    Case(),
    Case(paper="letter", fillable=True),
    Case(paper="a5"),
    Case(paper="half-letter", fillable=True, dated=False),
    Case("achilles-rupture", 12, archive=True),
    Case("achilles-rupture", 2, "a5", fillable=True),
]


def order_for(case: Case) -> Order:
    """The order; the phased program lies beside the tests."""
    program = str(PHASED) if case.program == "phased" else case.program
    patient = ANN if case.dated else Patient()
    return Order(program, date(2026, 12, 7), template="booklet", patient=patient, whole_weeks=True)


@cache
def loaded_for(case: Case) -> Loaded:
    """What the order names."""
    return load_order(order_for(case))


@cache
def plan_of(case: Case, sides: int = 1) -> Plan:
    """The booklet on pages."""
    order, loaded = order_for(case), loaded_for(case)
    document = resolve_document(replace(order, weeks=case.weeks), loaded)
    return lay_out_booklet(document, loaded.template, case.paper, sides=sides)[0]


@cache
def file_of(case: Case) -> bytes:
    """The booklet as a file."""
    options = DrawOptions(fillable=case.fillable, archive=case.archive)
    return draw_plan(plan_of(case), MOMENT, options)
