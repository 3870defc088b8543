"""A clinician's note: near the purpose, whole, and nothing moves where there is none."""

from collections import Counter

import pytest
from letter_plans import booklet_with, plan_with, text_on
from plan_checks import check_plan, words_of_plan

from worksheets.document import Field
from worksheets.model.base import Paper
from worksheets.plan import Plan

MARGIN = 11 * 72 / 25.4
SHORT = Field(
    "From your clinician:", "Leave out the soleus stretch until I see you. Hold on to a worktop."
)
LONG = Field("From your clinician:", " ".join(f"word{number}" for number in range(500)))
LONGEST = Field("From your clinician:", ("Walk. " * 700)[:4000].strip())


def check_words(plan: Plan, bare: Plan, note: Field) -> None:
    wanted = Counter(f"{note.label} {note.value}".split())
    assert wanted <= words_of_plan(plan) - words_of_plan(bare)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
@pytest.mark.parametrize("note", [SHORT, LONG, LONGEST], ids=["short", "long", "longest"])
def test_every_template_prints_the_whole_note(template: str, paper: Paper, note: Field) -> None:
    plan = plan_with(template, paper, note=note)
    check_plan(plan, MARGIN)
    check_words(plan, plan_with(template, paper), note)
    text = text_on(plan.pages[0])
    assert text.index("Why:") < text.index("From your clinician:")


@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
def test_a_short_note_costs_no_page(template: str) -> None:
    assert len(plan_with(template, note=SHORT).pages) == 1


@pytest.mark.parametrize("paper", ["a4", "letter", "a5", "half-letter"])
@pytest.mark.parametrize("note", [SHORT, LONG, LONGEST], ids=["short", "long", "longest"])
def test_a_booklet_prints_the_whole_note_and_keeps_its_size(paper: Paper, note: Field) -> None:
    bare, plan = booklet_with(paper), booklet_with(paper, note=note)
    check_plan(plan, MARGIN)
    assert plan.body_size == bare.body_size
    check_words(plan, bare, note)
    holding = [n for n, page in enumerate(plan.pages) if "From your clinician:" in text_on(page)]
    assert len(holding) == 1
    page = text_on(plan.pages[holding[0]])
    assert holding[0] == 0 or page.index("Your exercises") < page.index("From your clinician:")


def test_a_cover_with_room_takes_the_note() -> None:
    plan = booklet_with("a4", weeks=4, note=SHORT)
    assert "From your clinician:" in text_on(plan.pages[0])
    assert len(plan.pages) == len(booklet_with("a4", weeks=4).pages)
