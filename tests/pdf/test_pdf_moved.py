"""Sheets that are put together from what many share look and read as if all of it were theirs."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from access_files import BOTH_SIDES, LONG, MOMENT, SIOBHAN
from access_tree import read_tagged
from structure_outline import apart, flatten, look_alike, looks, outline
from test_pdf_draw import make_plan

from worksheets.app import BookletOptions, Ready, plan_booklet, plan_sheet
from worksheets.load.order import Order, load_order
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Box, Node, Placed, Plan, Role, Rule, Tag
from worksheets.resolve.wording import Wording

HUNDREDTH = 0.011
"""Lengths are written in hundredths of a point; what was moved twice is rounded three times."""
ISSUED = date(2026, 12, 7)
ARCHIVE, FILLABLE = DrawOptions(archive=True), DrawOptions(fillable=True)
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
    one = ORDERS[name]
    loaded = load_order(one)
    return plan_sheet(Ready(one, loaded, Wording(loaded.locale)))[0]


def moved_in(node: Node) -> int:
    inner = [child.node if isinstance(child, Placed) else child for child in node.children]
    here = sum(isinstance(child, Placed) for child in node.children)
    return here + sum(moved_in(child) for child in inner if isinstance(child, Node))


def check_alike(plan: Plan, options: DrawOptions) -> None:
    """Drawn from shared pieces and from its own, a plan has the same structure and look."""
    data, whole = draw_plan(plan, MOMENT, options), draw_plan(flatten(plan), MOMENT, options)
    found, wanted = outline(read_tagged(data)), outline(read_tagged(whole))
    assert found.lines == wanted.lines
    assert apart(found.rectangles, wanted.rectangles) < HUNDREDTH
    for one, other in zip(looks(data), looks(whole), strict=True):
        assert one.kinds == other.kinds
        assert apart(one.rectangles, other.rectangles) < 2 * HUNDREDTH
        assert look_alike(one.pixels, other.pixels)


@pytest.mark.parametrize("name", ORDERS)
def test_a_sheet_looks_and_reads_as_if_nothing_in_it_were_shared(name: str) -> None:
    plan = plan_of(name)
    assert sum(moved_in(piece.node) for page in plan.pages for piece in page.pieces) > 8
    check_alike(plan, ARCHIVE if name == "both sides" else DrawOptions())


@pytest.mark.parametrize("name", ORDERS)
def test_a_form_is_the_very_same_file(name: str) -> None:
    """Its fields depend on where they stand, so that nothing in it is drawn apart."""
    plan = plan_of(name)
    assert draw_plan(plan, MOMENT, FILLABLE) == draw_plan(flatten(plan), MOMENT, FILLABLE)


def test_a_booklet_looks_and_reads_as_if_no_week_shared_anything() -> None:
    one = replace(PHASES, template="booklet", overrides=("heel-raise.sets=2",))
    loaded = load_order(one)
    plan, _ = plan_booklet(Ready(one, loaded, Wording(loaded.locale)), BookletOptions(1))
    check_alike(plan, DrawOptions())


def test_what_is_drawn_before_a_moved_node_leaves_no_trace_on_it() -> None:
    """Neither ink nor dashes nor the width of lines; and nothing of it is left behind it."""
    pale = Node(Tag(Role.FIGURE, "pale"), (Box(0, 0, 90, 9, "#ffaaaa", "#ffcccc", 6, 0, (4, 4)),))
    black = Node(Tag(Role.FIGURE, "black"), (Box(0, 20, 90, 9, "#000000", "#000000", 1),))
    outline_only = Node(Tag(Role.FIGURE, "line"), (Rule(0, 40, 90, 40, "#000000", 1),))
    moved = Placed(5, 0, black), Placed(5, 0, outline_only)
    check_alike(make_plan(Node(Tag(Role.SECTION), (pale, *moved, pale, moved[0]))), DrawOptions())
