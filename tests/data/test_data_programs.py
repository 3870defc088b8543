"""The built-in program for weeks 9 to 16 after a rupture: the facts of its source, no others."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from worksheets.app import parts_of
from worksheets.facts import dose_text
from worksheets.load.library import Library
from worksheets.load.order import Order, load_order
from worksheets.model import Patient, Program
from worksheets.model.item import ProgramItem
from worksheets.resolve.booklets import resolve_booklet
from worksheets.resolve.calendar import make_calendar
from worksheets.resolve.doses import dose_details, dose_facts
from worksheets.resolve.frequencies import frequency_of
from worksheets.resolve.schedule import Schedule
from worksheets.resolve.wording import Wording

ID = "achilles-rupture-weeks-9-16"
INJURY = date(2026, 10, 5)
WEEK_9 = date(2026, 11, 30)  # week 1 begins on the day of the injury
OFTEN, REST = "Times a day ____", "Rest ____"

# Barfod et al., Trials 2016;17:564, Table 1: phase, id, and its dose as a patient reads it.
DOSES = {
    ("basic", "exercise-bike"): f"10–15 minutes · {OFTEN}",
    ("basic", "ankle-movements"): f"8 times · 2 sets · Side ____ · {OFTEN} · {REST}",
    ("basic", "heel-raise"): f"10 times · 3 sets · 3 times a day · {REST} · Speed ____",
    ("basic", "balance-one-leg"): f"Hold 30 seconds · 3 times · Side ____ · 3 times a day · {REST}",
    ("weeks-9-to-11", "foot-band-three-ways"): (
        f"20 times · 2 sets · Side ____ · {OFTEN} · With a ____ band · {REST}"
    ),
    ("weeks-9-to-11", "hip-abduction-side-lying"): (
        f"15 times · 2 sets · Side ____ · {OFTEN} · {REST}"
    ),
    ("weeks-9-to-11", "heel-raise-supine"): f"15 times · 2 sets · {OFTEN} · {REST}",
    ("weeks-9-to-11", "heel-raise-seated"): (
        f"15 times · 3 sets · {OFTEN} · With a weight that you can lift 20–25 times before you "
        f"have to stop · {REST}"
    ),
    ("weeks-9-to-11", "gait-training"): f"How much ____ · {OFTEN}",
    ("weeks-9-to-11", "pool"): "How much ____ · Once a week",
    ("weeks-12-to-16", "toe-walk"): f"5 metres · 2 times · {OFTEN} · {REST}",
    ("weeks-12-to-16", "heel-raise-more-weight"): f"10 times · 5 sets · {OFTEN} · {REST}",
    ("weeks-12-to-16", "heel-raise-supine-more-weight"): f"15 times · 2 sets · {OFTEN} · {REST}",
    ("weeks-12-to-16", "leg-press"): (
        f"10 times · 2 sets · On each side · {OFTEN} · With a weight that you can lift 10 times "
        f"before you have to stop · {REST}"
    ),
    ("weeks-12-to-16", "trampoline-balance"): f"Hold 45 seconds · 2 times · {OFTEN} · {REST}",
    ("weeks-12-to-16", "trampoline-walk-jog"): f"45 seconds · 2 times · {OFTEN} · {REST}",
    ("weeks-12-to-16", "cross-trainer"): f"How much ____ · {OFTEN}",
    ("weeks-12-to-16", "lunge"): f"10 times · 2 sets · On the affected side · {OFTEN} · {REST}",
    ("weeks-12-to-16", "plank"): f"Hold 45 seconds · 2 times · {OFTEN} · {REST}",
    ("jogging-up-stairs", "jog-up-stairs"): f"How much ____ · {OFTEN}",
    ("running-on-even-ground", "run-on-even-ground"): f"How much ____ · {OFTEN}",
}

BASIC = {"exercise-bike", "ankle-movements", "heel-raise", "balance-one-leg"}
EARLY = {item for phase, item in DOSES if phase == "weeks-9-to-11"}
LATE = {item for phase, item in DOSES if phase == "weeks-12-to-16"}
RUNNING = {"jog-up-stairs", "run-on-even-ground"}


@cache
def library() -> Library:
    return Library()


@cache
def program() -> Program:
    loaded: Program = library().load("program", ID)
    return loaded


@cache
def wording() -> Wording:
    return Wording(library().load("locale", "en"))


def placed() -> Iterator[tuple[str, ProgramItem]]:
    """Every item with the id of its phase."""
    assert program().exercises == ()
    for phase in program().phases:
        for item in phase.exercises:
            yield phase.id, item


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def sentence(item: ProgramItem) -> str:
    often = frequency_of(program(), item)
    return plain(dose_text(dose_facts(wording(), item.dose, often)))


def due_in(week_after_injury: int) -> set[str]:
    """What is due in a week as the source counts them: 9 is the ninth."""
    patient = Patient(start=WEEK_9, injury=INJURY)
    schedule = Schedule(program(), make_calendar(program(), patient))
    return {due.item.id for due in schedule.week(week_after_injury - 8).items}


def test_it_says_where_its_facts_come_from() -> None:
    paper, results, *_ = program().source
    assert "Trials 2016;17:564" in paper.title
    assert str(paper.author).startswith("Barfod KW")
    assert paper.url == "https://doi.org/10.1186/s13063-016-1697-2"
    assert "licence paragraph was not seen" in str(paper.note)
    assert "not advice" in str(paper.note)
    assert "no benefit" in str(results.note)
    assert program().anchor == "injury"
    assert program().reference == "ACH-2"


def test_every_dose_is_that_of_the_source() -> None:
    assert {(phase, item.id): sentence(item) for phase, item in placed()} == DOSES


def test_no_detail_is_added_to_a_dose() -> None:
    """Rest and speed are lines to write on; effort, pain and progress are in no row."""
    blank = {"Rest ____ between sets.", "Rest ____ in between.", "Speed: ____."}
    for _, item in placed():
        dose = item.dose
        if dose is None:
            continue
        assert not (dose.effort or dose.pain_limit or dose.progress), item.id
        details = {plain(one) for one in dose_details(wording(), dose)} - {dose.note}
        assert details <= blank, item.id
        assert bool(dose.rest) == bool(dose.sets), item.id


def test_only_what_the_source_says_how_often_has_a_frequency() -> None:
    named = {item.id for _, item in placed() if item.dose and item.dose.frequency}
    assert named == {"heel-raise", "balance-one-leg", "pool"}
    assert all(phase.frequency is None for phase in program().phases)


def test_notes_and_steps_hold_no_dose() -> None:
    """Numbers in words belong to the two tests before running, and to contact sports."""
    numbered = {
        item.id
        for _, item in placed()
        for text in (*item.steps, item.note or "", (item.dose and item.dose.note) or "")
        if re.search(r"\d", text)
    }
    assert numbered == RUNNING


def test_every_item_says_what_to_do() -> None:
    for _, item in placed():
        steps = library().load("exercise", item.exercise).steps if item.exercise else item.steps
        assert 1 <= len(steps) <= 4, item.id


@pytest.mark.parametrize("item_id", ["ankle-movements", "foot-band-three-ways"])
def test_the_foot_is_pulled_up_to_a_right_angle_and_no_further(item_id: str) -> None:
    (item,) = [item for _, item in placed() if item.id == item_id]
    (step,) = [step for step in item.steps if step.startswith("Pull your foot up")]
    assert "right angle" in step
    assert step.endswith("Stop there.")


def test_no_item_has_the_foot_pulled_up_as_far_as_it_goes() -> None:
    """The pictures of these go past a right angle, and these are stretches."""
    beyond = {"ankle-pumps", "ankle-dorsiflexion-band", "calf-stretch-strap"}
    assert beyond & set(program().item_ids) == set()


@pytest.mark.parametrize(
    ("week", "due"),
    [
        (8, set()),
        (9, BASIC | EARLY),
        (10, BASIC | EARLY),
        (11, BASIC | EARLY),
        (12, BASIC | LATE),
        (13, BASIC | LATE),
        (14, BASIC | LATE | RUNNING),
        (15, BASIC | LATE | RUNNING),
        (16, BASIC | LATE | RUNNING),
        (17, RUNNING),
    ],
)
def test_weeks_are_those_of_the_source(week: int, due: set[str]) -> None:
    patient = Patient(start=INJURY, injury=INJURY)
    from_injury = Schedule(program(), make_calendar(program(), patient))
    assert {one.item.id for one in from_injury.week(week).items} == due
    if week >= 9:
        assert due_in(week) == due


def test_running_waits_for_a_test_and_a_time() -> None:
    running = [one for one in program().phases if {item.id for item in one.exercises} & RUNNING]
    assert len(running) == 2
    assert all(one.entry and one.begins and one.ends is None for one in running)
    entries = " ".join(text for one in running if one.entry for text in one.entry.all_of)
    assert "5 metres on your toes" in entries
    assert "5 heel raises on your injured leg alone, about 90% as high" in entries
    for item_id in RUNNING:
        (gate,) = [gate for gate in program().gates if item_id in gate.items]
        assert gate.not_before
        assert gate.not_if
        assert any(item.id == item_id for _, item in placed())


def test_what_is_measured_is_what_the_tests_ask_for() -> None:
    assert [(one.id, one.target, one.unit) for one in program().measures] == [
        ("heel-raises-one-leg", 5, None),
        ("heel-raise-height", 90, "percent"),
        ("metres-on-toes", 5, "metres"),
    ]
    weeks = [
        one.begins and (one.begins.span.number, one.begins.span.unit) for one in program().measures
    ]
    assert weeks == [(13, "weeks")] * 3


def test_signs_to_stop_for_are_those_of_the_other_program_but_for_the_wound() -> None:
    other = library().load("program", "achilles-rupture").stop_and_call
    signs = program().stop_and_call
    assert signs.call == tuple(sign for sign in other.call if "wound" not in sign)
    assert signs.emergency == other.emergency


def test_a_booklet_of_all_its_weeks_says_when_contact_sports_are_for() -> None:
    order = Order(ID, WEEK_9, patient=Patient(start=WEEK_9, injury=INJURY, side="left"))
    booklet = resolve_booklet(parts_of(order, load_order(order)), 8)
    assert len(booklet.weeks) == 8
    assert len(booklet.exercises) == len(DOSES)
    texts = [text for phase in booklet.phases for line in phase.lines for text in line.sentences]
    contact = "Wait with contact sports: the earliest time is 6 to 9 months after your injury."
    assert contact in texts
