"""The Plans of the built-in program: what stands where, compared with what was approved.

After a change whose pages were looked at, `UPDATE_PLANS=1 pytest tests/layout` writes them anew.
"""

import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from letter_plans import SIOBHAN, document_of, text_on
from plan_checks import check_plan, dump_plan, nodes_of, text_of, words_of_plan, words_of_sheet

from worksheets.document import Document
from worksheets.layout import lay_out
from worksheets.layout.fit import Draft
from worksheets.layout.flow import Geometry
from worksheets.layout.style import ladder
from worksheets.load.order import Order
from worksheets.model import Patient
from worksheets.model.base import Paper
from worksheets.plan import Plan, Role

APPROVED = Path(__file__).parent / "plans"
TEMPLATES = ("handout", "compact", "grid")
PAPERS: tuple[Paper, ...] = ("a4", "letter")


@cache
def achilles(template: str, paper: Paper, patient: Patient = SIOBHAN) -> tuple[Document, Plan]:
    order = Order("achilles-rupture", date(2026, 12, 7), template, paper=paper, patient=patient)
    document, loaded = document_of(order)
    plan, warnings = lay_out(document, loaded, paper)
    assert not warnings
    return document, plan


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("patient", [SIOBHAN, Patient()], ids=["filled", "blank"])
def test_the_program_fits_one_page_and_prints_every_word(
    template: str, paper: Paper, patient: Patient
) -> None:
    sheet, plan = achilles(template, paper, patient)
    assert len(plan.pages) == 1
    assert 10.5 <= plan.body_size <= 14
    check_plan(plan)
    printed = words_of_plan(plan)
    for word, count in words_of_sheet(sheet, template).items():
        found = sum(n for other, n in printed.items() if other.strip(",;") == word)
        assert found >= count, f"{word!r} stands {found} times, wanted {count}"


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_largest_size_that_fits_is_taken(template: str) -> None:
    document, plan = achilles(template, "a4")
    order = Order("achilles-rupture", date(2026, 12, 7), template, paper="a4", patient=SIOBHAN)
    loaded = document_of(order)[1]
    page, rungs = Geometry.of(loaded, "a4"), ladder(loaded.type)
    pages = [len(Draft(document, loaded, page, rung).pages) for rung in rungs]
    assert pages == sorted(pages), "what fits at one setting fits at those below"
    assert rungs[pages.count(1) - 1].body == plan.body_size


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
    accessible_text = [node.tag.accessible_text for node in nodes_of(plan, Role.TICK_BOX)]
    on_monday = [text for text in accessible_text if text.endswith("Monday")]
    assert on_monday == [
        *[f"tick box, set {n} of 3, 30 seconds, Monday" for _ in range(3) for n in (1, 2, 3)],
        "tick box, 10 repetitions, Monday",
        "tick box, 30–60 seconds, Monday",
    ]
    assert len(accessible_text) == 7 * 11


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_gate_stands_before_the_exercises_in_every_template(template: str) -> None:
    _, plan = achilles(template, "a4")
    text = text_on(plan.pages[0])
    warning = text.index("Exercises 1, 2 and 3: wait for the OK.")
    assert text.index("if:") < warning < text.index("Calf stretch with a strap")


def test_a_card_is_read_in_order() -> None:
    """Name, dose, steps, what it should feel like: also where they stand side by side."""
    _, plan = achilles("handout", "a4")
    pieces = [piece.node for piece in plan.pages[0].pieces]
    card = next(node for node in pieces if text_of(node).startswith("1\u2002Calf stretch"))
    text = text_of(card)
    order = ["Calf stretch", "Hold\u00a0", "3\u00a0times", "Sit with the leg", "You should feel"]
    places = [text.rindex(part) for part in order]
    assert places == sorted(places)
