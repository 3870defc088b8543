"""Sheets with doses of their own, each by itself and in one file."""

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from access_checks import structure_problems
from access_files import BOTH_SIDES, LONG, MOMENT, SIOBHAN, complaints
from access_tree import TaggedFile, read_tagged

from worksheets.app import DocumentMaker
from worksheets.load.order import Order
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.pdf.merge import MergedFile
from worksheets.plan import Plan

ISSUED = date(2026, 12, 7)
ADDRESS = SIOBHAN.model_copy(update={"address": ("1 Quay Street", "WHITBY YO21 1AB")})
OWN = "heel-raise.sets=2", "heel-raise.reps=12", "balance-one-leg.hold=20 s"
CLINIC = LONG / "clinic.yaml"
LONG_ORDER = Order(
    str(LONG / "long.yaml"), ISSUED, clinic=CLINIC, libraries=(LONG,), patient=BOTH_SIDES, qr=True
)


def order(*overrides: str, program: str = "achilles-rupture", template: str = "handout") -> Order:
    return Order(program, ISSUED, template, overrides=overrides, patient=SIOBHAN)


PHASES = replace(
    order(program="achilles-rupture-weeks-9-16"),
    patient=SIOBHAN.model_copy(update={"injury": date(2026, 10, 5)}),
)
ORDERS = {
    "own doses": order(*OWN),
    "own doses in a list": order(*OWN, template="compact"),
    "own doses in a grid": order(*OWN, "frequency=3/day", template="grid"),
    "days off": order("heel-raise.frequency=Mon, Wed, Fri", "soleus-stretch.frequency=3/day"),
    "more boxes than a cell has room for": order("heel-raise.sets=10", "heel-raise.rest=blank"),
    "both sides": replace(order(*OWN, "heel-raise.side=each"), patient=BOTH_SIDES, paper="letter"),
    "a phone link and codes": replace(order(*OWN), clinic=CLINIC, qr=True, mark="3 of 15"),
    "a letter": replace(order(*OWN), clinic=CLINIC, patient=ADDRESS, window="uk"),
    "a week of phases": replace(PHASES, week=2, overrides=("heel-raise.sets=2",)),
    "several pages with videos": LONG_ORDER,
}


@cache
def plan_of(name: str) -> Plan:
    return DocumentMaker().make(ORDERS[name], draw=False).plan


TWO_TITLES = "there are 2 headings of the first level"
"""The page for the envelope has the title as well."""


def file_of(name: str) -> bytes:
    return draw_plan(plan_of(name), MOMENT)


@cache
def together() -> bytes:
    """All of them, one after the other."""
    data = BytesIO()
    merger = MergedFile(data, "Sheets of a clinic", "en-GB", MOMENT, tagged=True)
    for name in ORDERS:
        merger.add(plan_of(name), name)
    merger.close()
    return data.getvalue()


@pytest.mark.parametrize("name", ORDERS)
def test_the_validator_finds_nothing_in_a_sheet(name: str) -> None:
    data = file_of(name)
    assert complaints(data) == []
    assert structure_problems(data) == ([TWO_TITLES] if name == "a letter" else [])


def test_the_validator_finds_nothing_in_one_file_of_all() -> None:
    assert complaints(together()) == []
    several = TWO_TITLES.replace("2", str(len(ORDERS) + 1))
    assert structure_problems(together()) == [several]


def test_each_sheet_reads_in_one_file_as_it_does_alone() -> None:
    file = read_tagged(together())
    (document,) = file.roots
    for part, name in zip(document.elements, ORDERS, strict=True):
        assert file.text_of(part).split() == TaggedFile(file_of(name)).words()


@pytest.mark.parametrize("fillable", [False, True])
@pytest.mark.parametrize("name", ORDERS)
def test_a_placed_node_is_drawn_where_it_stands(name: str, fillable: bool) -> None:
    """The file is the same when all nodes are made where they stand."""
    plan = plan_of(name)
    options = DrawOptions(fillable=fillable)
    pages = [
        page._replace(pieces=tuple(one._replace(node=one.node.flatten()) for one in page.pieces))
        for page in plan.pages
    ]
    flat = replace(plan, pages=tuple(pages))
    assert draw_plan(plan, MOMENT, options) == draw_plan(flat, MOMENT, options)
