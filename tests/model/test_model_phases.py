"""Phases, gates and measures, and how they hang together in a program."""

from typing import Any

import pytest
from model_checks import refusals
from pydantic import ValidationError

from worksheets.model import Patient, Program
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Criteria, Gate, Measure, Phase
from worksheets.model.span import Moment, Span

PHASE: dict[str, Any] = {"id": "strength", "name": "Build strength", "from": "2 weeks"}
GATE: dict[str, Any] = {"for": "heel-raise", "cleared": True}
MEASURE: dict[str, Any] = {"id": "raises", "name": "Heel raises in a row", "most": 30}
HEEL_RAISE = {"exercise": "heel-raise"}
PROGRAM: dict[str, Any] = {
    "kind": "program",
    "id": "ankle",
    "title": "Ankle",
    "version": "1.0",
    "purpose": "To walk again.",
    "stop_and_call": {"call": "it hurts"},
    "exercises": [HEEL_RAISE],
}
CHART = "Check least, most and target."
ORDER = '"to" is not later than "from". Check the two times.'
RANGE = '"target_to" is not above "target". Check the two numbers.'
HEIGHT = '"most" is not above "least". Check the two numbers.'
EVENT = (
    "an event of its own has a name, and something is counted from it. "
    "Write event: your stroke, and anchor: event or 8 weeks after event."
)
NO_GATE = (
    "the gate asks for nothing. "
    "Write cleared: true, not_before: 8 weeks after surgery, or not_if: with reasons."
)


def test_a_phase_in_time() -> None:
    phase = Phase.model_validate(
        {**PHASE, "to": "6 weeks", "since": "boot off", "device": "No boot.", "goals": ["Walk."]}
    )
    assert phase.begins == Span.model_validate("2 weeks")
    assert phase.ends == Span.model_validate("6 weeks")
    assert (phase.since, phase.device, phase.goals) == ("boot off", ("No boot.",), ("Walk.",))


def test_a_phase_may_go_on_or_begin_when_it_is_time() -> None:
    assert Phase.model_validate(PHASE).ends is None
    phase = Phase.model_validate({"id": "run", "name": "Run", "entry": "You walk without a limp."})
    assert phase.begins is None
    assert phase.entry == Criteria(all_of=("You walk without a limp.",))


@pytest.mark.parametrize(
    ("written", "all_of", "any_of"),
    [
        ("No limp.", ("No limp.",), ()),
        (["No limp.", "No pain."], ("No limp.", "No pain."), ()),
        ({"all_of": ["No limp."], "any_of": "20 raises."}, ("No limp.",), ("20 raises.",)),
        ({"any_of": ["20 raises.", "No limp."]}, (), ("20 raises.", "No limp.")),
    ],
)
def test_what_criteria_are_read_as(written: Any, all_of: Any, any_of: Any) -> None:
    criteria = Criteria.model_validate(written)
    assert (criteria.all_of, criteria.any_of) == (all_of, any_of)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"from": None}, "nothing says when the phase begins. "
                         "Write from: 2 weeks, or entry: with criteria."),
        ({"from": None, "to": "6 weeks", "entry": "No limp."},
         '"to" stands without "from". Write from: as well.'),
        ({"from": "6 weeks", "to": "6 weeks"}, ORDER),
        ({"from": "2 months", "to": "8 weeks"}, ORDER),
        ({"since": "birthday"}, "since: literal_error"),
        ({"begins": "2 weeks"}, "begins: extra_forbidden"),
        ({"entry": []}, "no criterion is given. Write one, or delete the key."),
        ({"entry": {"all_of": []}}, "no criterion is given. Write one, or delete the key."),
        ({"exercises": [HEEL_RAISE] * 41}, "exercises: too_long"),
        ({"motion": "None."}, "none can mean no movement, or no limit to it. "
                              "Write No movement. or No limit."),
    ],
)  # fmt: skip
def test_what_is_no_phase(change: dict[str, Any], said: str) -> None:
    assert refusals(Phase, {**PHASE, **change}) == [said]


def test_a_gate() -> None:
    gate = Gate.model_validate(
        {"for": "heel-raise", "not_before": "8 weeks after surgery", "not_if": "it swells"}
    )
    assert gate.items == ("heel-raise",)
    assert gate.not_before == Moment.model_validate("8 weeks after surgery")
    assert (gate.cleared, gate.not_if, gate.warning) == (False, ("it swells",), None)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"for": "heel-raise"}, NO_GATE),
        ({"for": "heel-raise", "warning": "Wait."}, NO_GATE),
        ({"for": "heel-raise", "cleared": False, "not_if": []}, NO_GATE),
        ({**GATE, "for": []}, "for: too_short"),
        ({"cleared": True}, "for: missing"),
        ({**GATE, "not_before": "soon"}, "this is no number of hours, days, weeks or months. "
                                         "Write it like 48 hours, 10 days, 6 weeks or 3 months."),
    ],
)  # fmt: skip
def test_what_is_no_gate(written: Any, said: str) -> None:
    assert refusals(Gate, written) == [said]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"most": 0}, HEIGHT),
        ({"least": 30}, HEIGHT),
        ({"target": 31}, f'"target" is outside the chart, 0 to 30. {CHART}'),
        ({"target": 20, "target_to": 31}, f'"target_to" is outside the chart, 0 to 30. {CHART}'),
        ({"least": 10, "target": 9}, f'"target" is outside the chart, 10 to 30. {CHART}'),
        ({"target": 20, "target_to": 20}, RANGE),
        ({"target_to": 20}, '"target_to" stands without "target". Write target: as well.'),
        ({"most": 100_001}, "most: less_than_equal"),
    ],
)
def test_what_is_no_measure(change: dict[str, Any], said: str) -> None:
    assert refusals(Measure, {**MEASURE, **change}) == [said]


def test_a_measure_below_nothing() -> None:
    measure = Measure.model_validate({**MEASURE, "least": -10, "target": 0, "target_to": 5})
    assert (measure.least, measure.target, measure.target_to) == (-10, 0, 5)


def test_the_items_of_a_program_are_those_of_its_phases_too() -> None:
    walk = {"task": "walk", "name": "Walk"}
    program = Program.model_validate(
        {**PROGRAM, "phases": [{**PHASE, "exercises": [walk, HEEL_RAISE]}]}
    )
    assert [item.id for item in program.items] == ["heel-raise", "walk", "heel-raise"]
    assert program.item_ids == ("heel-raise", "walk")
    only = Program.model_validate({**PROGRAM, "exercises": [], "phases": program.phases})
    assert only.item_ids == ("walk", "heel-raise")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"phases": [PHASE, PHASE]},
            '"strength" stands twice in the list of phases. Keep one.',
        ),
        (
            {"phases": [{**PHASE, "exercises": [HEEL_RAISE, HEEL_RAISE]}]},
            '"heel-raise" stands twice in the program. '
            "Keep one, or give the second a name with as:.",
        ),
        (
            {"phases": [{**PHASE, "id": "heel-raise"}]},
            '"heel-raise" is the id of a phase and of an exercise or task. '
            "Give the phase another id.",
        ),
        (
            {"measures": [MEASURE, MEASURE]},
            '"raises" stands twice in the list of measures. Keep one.',
        ),
        (
            {"gates": {**GATE, "for": ["heel-raise", "toe-raise"]}},
            'a gate names "toe-raise", which the program does not contain. Items: heel-raise.',
        ),
        (
            {"exercises": [], "phases": [PHASE]},
            "the program has no exercises. Add exercises: with one or more.",
        ),
        ({"anchor": "start"}, "anchor: literal_error"),
        ({"anchor": "event"}, EVENT),
        ({"event": "cast off"}, EVENT),
        ({"gates": {**GATE, "not_before": "8 weeks after event"}}, EVENT),
        (
            {"groups": {"choose": 1, "for": ["heel-raise", "toe-raise"]}},
            'a group names "toe-raise", which the program does not contain. Items: heel-raise.',
        ),
        (
            {"groups": {"choose": 2, "for": ["heel-raise", "toe-raise"]}},
            "there is nothing to choose. Write fewer than there are items, like choose: 2.",
        ),
        (
            {"groups": {"choose": 1, "for": ["heel-raise", "heel-raise"]}},
            '"heel-raise" stands twice in the groups. Keep it in one group.',
        ),
    ],
)
def test_how_a_program_hangs_together(change: dict[str, Any], said: str) -> None:
    assert refusals(Program, {**PROGRAM, **change}) == [said]


def test_a_gate_may_name_an_item_of_a_phase() -> None:
    phase = {**PHASE, "exercises": [{"exercise": "hop"}]}
    program = Program.model_validate(
        {**PROGRAM, "phases": [phase], "gates": {**GATE, "for": "hop"}}
    )
    assert program.gates[0].items == ("hop",)


def test_the_days_of_a_patient_that_are_known() -> None:
    patient = Patient.model_validate({"start": "2026-12-07", "boot_off": "2026-11-30"})
    assert {anchor: f"{day}" for anchor, day in patient.anchors.items()} == {
        "start": "2026-12-07", "boot off": "2026-11-30",
    }  # fmt: skip
    assert Patient().anchors == {}


def test_an_exercise_may_stand_twice_under_two_ids() -> None:
    item = ProgramItem.model_validate({"exercise": "heel-raise", "as": "loaded", "name": "Loaded"})
    assert (item.id, item.exercise) == ("loaded", "heel-raise")
    with pytest.raises(ValidationError, match="as is for an exercise that stands"):
        ProgramItem.model_validate({"exercise": "heel-raise", "as": "loaded"})
