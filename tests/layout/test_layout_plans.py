"""The Plans of the built-in program: what stands where, compared with what was approved.

After a change whose pages were looked at, `UPDATE_PLANS=1 pytest tests/layout` writes them anew.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from plan_checks import check_plan, dump_plan, words_of_plan, words_of_sheet

from worksheets.app import parts_of
from worksheets.document import Handout
from worksheets.layout import lay_out
from worksheets.layout.fit import Draft, Geometry
from worksheets.layout.sizes import STEP_PT
from worksheets.load.order import Order, load_order
from worksheets.model import Patient
from worksheets.model.base import Paper
from worksheets.plan import GlyphRun, Node, Plan, Role
from worksheets.resolve import resolve_handout

APPROVED = Path(__file__).parent / "plans"
TEMPLATES = ("handout", "compact", "grid")
PAPERS: tuple[Paper, ...] = ("a4", "letter")
SIOBHAN = Patient(
    name="Siobhán O'Connor",
    number="000130",
    side="left",
    start=date(2026, 12, 7),
    surgery=date(2026, 10, 5),
    clinician="J. Patel",
)


def achilles(template: str, paper: Paper, patient: Patient = SIOBHAN) -> tuple[Handout, Plan]:
    order = Order("achilles-rupture", date(2026, 12, 7), template, paper=paper, patient=patient)
    loaded = load_order(order)
    sheet = resolve_handout(parts_of(order, loaded))
    plan, warnings = lay_out(sheet, loaded.template, loaded.paper)
    assert not warnings
    return sheet, plan


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("patient", [SIOBHAN, Patient()], ids=["filled", "blank"])
def test_the_program_fits_one_page_and_prints_every_word(
    template: str, paper: Paper, patient: Patient
) -> None:
    sheet, plan = achilles(template, paper, patient)
    assert len(plan.pages) == 1
    assert 10.5 <= plan.body_size <= 13
    check_plan(plan, margin=11 * 72 / 25.4)
    printed = words_of_plan(plan)
    for word, count in words_of_sheet(sheet, template).items():
        found = sum(n for other, n in printed.items() if other.strip(",;") == word)
        assert found >= count, f"{word!r} stands {found} times, wanted {count}"


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_largest_size_that_fits_is_taken(template: str) -> None:
    order = Order("achilles-rupture", date(2026, 12, 7), template, patient=SIOBHAN)
    loaded = load_order(order)
    sheet = resolve_handout(parts_of(order, loaded))
    page = Geometry(loaded.template, "a4")
    taken = lay_out(sheet, loaded.template, "a4")[0].body_size
    assert Draft(sheet, loaded.template, page, taken).is_one_page
    assert not Draft(sheet, loaded.template, page, taken + STEP_PT).is_one_page


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_plan_is_the_approved_one(template: str, paper: Paper) -> None:
    dump = dump_plan(achilles(template, paper)[1])
    approved = APPROVED / f"achilles-{template}-{paper}.txt"
    if os.environ.get("UPDATE_PLANS"):
        approved.write_text(dump, encoding="utf-8")
    assert dump == approved.read_text(encoding="utf-8")


def test_a_box_for_every_set_on_every_day() -> None:
    _, plan = achilles("handout", "a4")
    accessible_text = [tag.accessible_text for tag in tags(plan) if tag.role is Role.TICK_BOX]
    on_monday = [text for text in accessible_text if text.endswith("Monday")]
    assert on_monday == [
        *[f"tick box, set {n} of 3, 30 seconds, Monday" for _ in range(3) for n in (1, 2, 3)],
        "tick box, 10 repetitions, Monday",
        "tick box, 30–60 seconds, Monday",
    ]
    assert len(accessible_text) == 11 + 7 * 11


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_gate_stands_before_the_exercises_in_every_template(template: str) -> None:
    _, plan = achilles(template, "a4")
    text = " ".join(
        mark.text
        for piece in plan.pages[0].pieces
        for mark in piece.node.marks()
        if isinstance(mark, GlyphRun)
    )
    warning = text.index("Exercises 1, 2 and 3: only when cleared.")
    assert text.index("if:") < warning < text.index("Calf stretch with a strap")


def test_a_card_is_read_in_order() -> None:
    """Name, dose, steps, what it should feel like, boxes: also where they stand side by side."""
    _, plan = achilles("handout", "a4")
    pieces = [piece.node for piece in plan.pages[0].pieces]
    card = next(node for node in pieces if text_of(node).startswith("1\u2002Calf stretch"))
    text = text_of(card)
    order = ["Calf stretch", "3\u00a0holds of", "Sit with the leg", "You should feel", "30\u00a0s"]
    places = [text.rindex(part) for part in order]
    assert places == sorted(places)


def tags(plan: Plan) -> list:  # type: ignore[type-arg]
    return [node.tag for page in plan.pages for piece in page.pieces for node in piece.node.nodes()]


def text_of(node: Node) -> str:
    return "".join(mark.text for mark in node.marks() if isinstance(mark, GlyphRun))
