"""What is due when: frequencies over weeks, phases, overlaps, gates, and from when weeks count."""

from datetime import date
from typing import Any

import pytest
from resolve_checks import parts_with, phase, program_of, task

from worksheets.model import Program
from worksheets.problems import Kind, WorksheetError
from worksheets.resolve.schedule import FOREVER, PlannedWeek, Schedule, gate_days

MONDAY = date(2026, 12, 7)
THURSDAY = date(2026, 12, 10)
FROM_MONDAY: dict[str, Any] = {"start": MONDAY}
WHOLE_WEEKS: dict[str, Any] = {"start": THURSDAY, "whole_weeks": True}
IN_OCTOBER: dict[str, Any] = {"start": MONDAY, "surgery": date(2026, 10, 5)}


def walk(frequency: str = "daily", **dose: Any) -> dict[str, Any]:
    return task("Walk", frequency=frequency, **dose)


def hop(**dose: Any) -> dict[str, Any]:
    return task("Hop", **{"reps": 5, **dose})


def schedule(program: Program, *, overridden: bool = False, **known: Any) -> Schedule:
    return Schedule(program, parts_with(program, **known).calendar, overridden=overridden)


def shown(week: PlannedWeek) -> str:
    """What is due in a week: `walk 10 x.x.x.x`; in brackets what waits for the patient."""
    lines = []
    for due in week.items:
        dose = due.item.dose
        reps = dose.reps.short() if dose and dose.reps else "-"
        line = f"{due.item.id} {reps} {''.join('x' if day else '.' for day in due.days)}"
        lines.append(f"({line})" if due.is_open else line)
    return " | ".join(lines)


@pytest.mark.parametrize(
    ("frequency", "known", "weeks"),
    [
        ("daily", FROM_MONDAY, "xxxxxxx xxxxxxx"),
        ("3 days a week", FROM_MONDAY, "xxxxxxx xxxxxxx"),  # the patient chooses
        ("alternate days", FROM_MONDAY, "x.x.x.x .x.x.x. x.x.x.x"),  # 0, 2 ... 6, 8 ... 12, 14
        ("every 3 days", FROM_MONDAY, "x..x..x ..x..x. .x..x.. x..x..x"),  # 0, 3, 6, 9 ... 18
        ("every 5 days", FROM_MONDAY, "x....x. ...x... .x....x"),  # 0, 5, 10, 15, 20
        ("mon and thu", FROM_MONDAY, "x..x... x..x..."),
        ("weekends", FROM_MONDAY, ".....xx .....xx"),
        ("mon and thu", {"start": THURSDAY}, "x...x.. x...x.."),  # Thursday to Wednesday
        ("daily", WHOLE_WEEKS, "...xxxx xxxxxxx"),
        ("alternate days", WHOLE_WEEKS, "...x.x. x.x.x.x .x.x.x."),  # Thursday, Saturday, Monday
        ("every 3 days", WHOLE_WEEKS, "...x..x ..x..x. .x..x.."),
        ("mon and fri", WHOLE_WEEKS, "....x.. x...x.."),
    ],
)
def test_days_go_on_from_week_to_week(frequency: str, known: dict[str, Any], weeks: str) -> None:
    made = schedule(program_of(walk(frequency)), **known)
    for number, days in enumerate(weeks.split(), 1):
        assert shown(made.week(number)) == f"walk 10 {days}"


WALK, HOP = "walk 10 xxxxxxx", "hop 5 xxxxxxx"
GROWS: dict[str, Any] = {"progress": {"reps": "10 -> 20 over 6 weeks"}}  # 10, 12, 14, 16, 18, 20
SIT = {"task": "sit", "name": "Sit", "dose": {"reps": 3}}
BOOT_OFF = {"begins": "1 week", "to": "3 weeks", "since": "boot off"}
BY_SURGERY: dict[str, Any] = {
    "anchor": "surgery",
    "phases": [
        phase("One", walk(reps=10), begins="0 weeks", to="6 weeks"),
        phase("Two", walk(reps=20), begins="6 weeks", to="3 months"),
        phase("Three", walk(reps=30), begins="3 months"),
    ],
}

CASES: dict[str, tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any], dict[int, str]]] = {
    "a frequency is that of the dose, the phase or the program": (
        [SIT],
        {"frequency": "wed", "phases": [phase("Early", hop(frequency="mon"),
            {**SIT, "task": "lie"}, begins="0 days", frequency="tue")]},
        FROM_MONDAY, {1: "sit 3 ..x.... | hop 5 x...... | lie 3 .x....."},
    ),
    "every other day is counted from the beginning of the phase": (
        [], {"phases": [phase("Later", walk("alternate days"), begins="3 days")]},
        FROM_MONDAY, {1: "walk 10 ...x.x.", 2: "walk 10 x.x.x.x"},  # 3 and 5; 7, 9, 11 and 13
    ),
    "where phases overlap, the one that began last counts, and the base goes on": (
        [],
        {"phases": [phase("Base", walk(reps=10), hop(), begins="0 days"),
                    phase("Peak", walk(reps=20), begins="1 week", to="2 weeks")]},
        FROM_MONDAY, {1: f"{WALK} | {HOP}", 2: f"{HOP} | walk 20 xxxxxxx", 3: f"{WALK} | {HOP}"},
    ),
    "of phases that begin together the last one counts": (
        [],
        {"phases": [phase("One", walk(reps=10), begins="0 days"),
                    phase("Two", walk(reps=20), begins="0 days")]},
        FROM_MONDAY, {1: "walk 20 xxxxxxx"},
    ),
    "a phase says more than what is done throughout": (
        [walk(reps=10)], {"phases": [phase("Peak", walk(reps=20), begins="3 days", to="5 days")]},
        FROM_MONDAY, {1: "walk 10 xxx..xx | walk 20 ...xx.."},
    ),
    "what waits is beside what is due": (
        [walk(reps=10)], {"phases": [phase("Later", walk(reps=20), entry="No pain.")]},
        FROM_MONDAY, {1: f"{WALK} | (walk 20 xxxxxxx)"},
    ),
    "a phase since an event that is not known waits for the patient": (
        [walk()], {"anchor": "surgery", "phases": [phase("Later", hop(), **BOOT_OFF)]},
        IN_OCTOBER, {1: f"{WALK} | ({HOP})", 9: f"{WALK} | ({HOP})"},
    ),
    "a phase since an event that is known": (  # Wednesday: from the 16th to the 29th
        [walk()], {"anchor": "surgery", "phases": [phase("Later", hop(), **BOOT_OFF)]},
        {**IN_OCTOBER, "boot_off": date(2026, 12, 9)},
        {1: WALK, 2: f"{WALK} | hop 5 ..xxxxx", 3: f"{WALK} | {HOP}",
         4: f"{WALK} | hop 5 xx.....", 5: WALK},
    ),
    "phases are counted from the anchor": (  # 6 weeks: 16 November; 3 months: 5 January
        [], BY_SURGERY, IN_OCTOBER,
        {1: "walk 20 xxxxxxx", 5: "walk 20 x...... | walk 30 .xxxxxx"},
    ),
    "without a start, week 7 is the first of phase 2, and 3 months are 90 days": (
        [], BY_SURGERY, {},
        {6: WALK, 7: "walk 20 xxxxxxx", 13: "walk 20 xxxxxx. | walk 30 ......x"},
    ),
    "a gate opens in the middle of a week": (
        [walk(), hop()], {"gates": [{"for": "hop", "not_before": "10 days after start"}]},
        FROM_MONDAY, {1: WALK, 2: f"{WALK} | hop 5 ...xxxx", 3: f"{WALK} | {HOP}"},
    ),
    "a gate is overridden": (
        [walk(), hop()], {"gates": [{"for": "hop", "not_before": "10 days after start"}]},
        {**FROM_MONDAY, "overridden": True}, {1: f"{WALK} | {HOP}"},
    ),
    "a gate that opened before the start changes nothing": (
        [hop(frequency="alternate days")],
        {"gates": [{"for": "hop", "not_before": "2 weeks after surgery"}]},
        {**FROM_MONDAY, "surgery": date(2026, 11, 22)}, {1: "hop 5 x.x.x.x"},
    ),
    "a gate holds in phases too": (
        [],
        {"phases": [phase("Early", hop(), begins="0 days", to="2 weeks")],
         "gates": [{"for": "hop", "not_before": "10 days after start"}]},
        FROM_MONDAY, {1: "", 2: "hop 5 ...xxxx", 3: ""},
    ),
    "weeks of growth in a calendar of whole weeks": (
        [walk(**GROWS)], {}, WHOLE_WEEKS, {1: "walk 10 ...xxxx", 2: "walk 12 xxxxxxx"},
    ),
    "an exercise begins anew in each phase": (
        [],
        {"phases": [phase("One", walk(**GROWS), begins="0 days", to="2 weeks"),
                    phase("Two", walk(progress={"reps": {"1": 30, "2": 40}}), begins="2 weeks")]},
        FROM_MONDAY,
        {1: WALK, 2: "walk 12 xxxxxxx", 3: "walk 30 xxxxxxx", 4: "walk 40 xxxxxxx"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("items", "more", "known", "weeks"), CASES.values(), ids=CASES.keys())
def test_what_is_due(
    items: list[dict[str, Any]], more: dict[str, Any], known: dict[str, Any], weeks: dict[int, str]
) -> None:
    made = schedule(program_of(*items, **more), **known)
    assert {number: shown(made.week(number)) for number in weeks} == weeks


def test_an_item_that_rests_for_a_week_goes_on() -> None:
    made = schedule(program_of(walk("every 14 days"), hop()), start=MONDAY)
    assert shown(made.week(1)) == f"walk 10 x...... | {HOP}"
    assert shown(made.week(2)) == HOP
    assert [made.week(number).resting for number in (1, 2, 3)] == [(), ("walk",), ()]


def spans(made: Schedule) -> list[tuple[int, int, bool]]:
    return [(one.begins, one.ends, one.is_dated) for one in made.phase_spans]


def test_phases_follow_each_other_in_the_middle_of_a_week() -> None:
    phases = [
        phase("Early", walk(reps=10), begins="0 days", to="10 days"),
        phase("Later", walk(reps=20), hop(), begins="10 days"),
    ]
    made = schedule(program_of(phases=phases), start=MONDAY)
    assert spans(made) == [(0, 10, True), (10, FOREVER, True)]
    assert shown(made.week(1)) == WALK
    assert shown(made.week(2)) == "walk 10 xxx.... | walk 20 ...xxxx | hop 5 ...xxxx"
    assert shown(made.week(50)) == f"walk 20 xxxxxxx | {HOP}"
    numbers = [[one.number for one in made.week(week).phase_spans] for week in (1, 2, 3)]
    assert numbers == [[1], [1, 2], [2]]


def test_a_phase_by_criteria_waits_for_the_patient() -> None:
    phases = [
        phase("Early", walk(), begins="2 weeks"),
        phase("Later", hop(), entry="You walk without a limp."),
    ]
    made = schedule(program_of(phases=phases), start=MONDAY)
    assert spans(made) == [(14, FOREVER, True), (14, FOREVER, False)]
    assert [shown(made.week(number)) for number in (2, 3)] == ["", f"{WALK} | ({HOP})"]


def test_phases_in_days_from_the_start() -> None:
    made = schedule(program_of(**BY_SURGERY), **IN_OCTOBER)
    assert spans(made) == [(-63, -21, True), (-21, 29, True), (29, FOREVER, True)]
    assert [one.number for one in made.week(1).phase_spans] == [2]
    # The operation on Monday, the start on Thursday, the week from Monday to Sunday.
    early = [phase("Early", hop(), begins="0 days", to="2 days")]
    program = program_of(walk(), anchor="surgery", phases=early)
    made = schedule(program, **WHOLE_WEEKS, surgery=MONDAY)
    assert made.week(1).phase_spans == (), "it was over before the start"
    assert shown(made.week(1)) == "walk 10 ...xxxx"


@pytest.mark.parametrize(
    ("anchor", "event", "option"),
    [
        ("surgery", "surgery", "--surgery"),
        ("boot off", "day on which the boot came off", "--boot-off"),
    ],
)
def test_phases_cannot_be_counted_from_an_unknown_day(anchor: str, event: str, option: str) -> None:
    program = program_of(anchor=anchor, phases=[phase("Early", walk(), begins="2 weeks")])
    with pytest.raises(WorksheetError) as raised:
        schedule(program, start=MONDAY)
    (problem,) = raised.value.problems
    assert str(problem) == (
        f"the phases of this program are counted from the {event}, and its date is not known. "
        f"Add {option} with the date, or leave out --start."
    )
    assert problem.kind is Kind.USAGE
    assert shown(schedule(program).week(3)) == WALK


def test_the_last_of_several_gates_counts_where_its_day_is_known() -> None:
    gates = [
        {"for": ["hop", "walk"], "not_before": "3 days after start"},
        {"for": "hop", "not_before": "8 weeks after surgery"},
        {"for": "hop", "not_before": "1 day after start"},
        {"for": "walk", "not_before": "6 weeks after injury"},
        {"for": "walk", "cleared": True},
    ]
    program = program_of(walk(), hop(), gates=gates)
    made = schedule(program, start=MONDAY, surgery=date(2026, 10, 19))  # 8 weeks: 14 December
    assert gate_days(program, made.calendar) == {"hop": 7, "walk": 3}
    assert shown(made.week(1)) == "walk 10 ...xxxx"
    assert shown(made.week(2)) == f"{WALK} | {HOP}"


@pytest.mark.parametrize(
    ("begins", "weeks"),
    [
        ("0 days", ["walk 10 xxxxxxx", "walk 12 xxxxxxx", "walk 14 xxxxxxx"]),
        ("1 week", ["", "walk 10 xxxxxxx", "walk 12 xxxxxxx"]),
        ("10 days", ["", "walk 10 ...xxxx", "walk 12 xxxxxxx"]),  # the part of a week is week 1
    ],
)
def test_growth_is_counted_from_the_first_week_in_which_it_is_done(
    begins: str, weeks: list[str]
) -> None:
    in_phase = program_of(phases=[phase("Early", walk(**GROWS), begins=begins)])
    gates = [{"for": "walk", "not_before": f"{begins} after start"}]
    for program in (in_phase, program_of(walk(**GROWS), gates=gates)):
        made = schedule(program, start=MONDAY)
        assert [shown(made.week(number)) for number in (1, 2, 3)] == weeks


@pytest.mark.parametrize(
    ("surgery", "reps"),
    [
        (date(2026, 12, 7), [10, 12, 14]),  # on the first day
        (date(2026, 12, 1), [10, 12, 14]),  # six days before
        (date(2026, 11, 30), [12, 14, 16]),  # a week before
        (date(2026, 11, 23), [14, 16, 18]),
        (date(2026, 12, 14), [10, 10, 12]),  # a week after
        (None, [10, 12, 14]),  # not known: from the first week in which it is done
    ],
)
def test_growth_may_be_counted_from_an_event(surgery: date | None, reps: list[int]) -> None:
    program = program_of(walk(progress={**GROWS["progress"], "since": "surgery"}))
    made = schedule(program, start=MONDAY, surgery=surgery)
    assert [shown(made.week(n)) for n in (1, 2, 3)] == [f"walk {one} xxxxxxx" for one in reps]
