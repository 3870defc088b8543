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


def walk(frequency: str = "daily", **dose: Any) -> dict[str, Any]:
    return task("Walk", frequency=frequency, **dose)


def hop(**dose: Any) -> dict[str, Any]:
    return task("Hop", **{"reps": 5, **dose})


def schedule(program: Program, *, overridden: bool = False, **known: Any) -> Schedule:
    return Schedule(program, parts_with(program, **known).calendar, overridden=overridden)


def shown(week: PlannedWeek) -> list[str]:
    """What is due in a week: `walk 10 x.x.x.x`; in brackets what waits for the patient."""
    lines = []
    for due in week.items:
        dose = due.item.dose
        reps = dose.reps.short() if dose and dose.reps else "-"
        line = f"{due.item.id} {reps} {''.join('x' if day else '.' for day in due.days)}"
        lines.append(f"({line})" if due.is_open else line)
    return lines


@pytest.mark.parametrize(
    ("frequency", "weeks"),
    [
        ("daily", ["xxxxxxx", "xxxxxxx"]),
        ("3 days a week", ["xxxxxxx", "xxxxxxx"]),  # the patient chooses
        ("alternate days", ["x.x.x.x", ".x.x.x.", "x.x.x.x"]),  # days 0, 2 ... 6, 8 ... 12, 14
        ("every 3 days", ["x..x..x", "..x..x.", ".x..x..", "x..x..x"]),  # 0, 3, 6, 9, 12, 15, 18
        ("every 5 days", ["x....x.", "...x...", ".x....x"]),  # 0, 5, 10, 15, 20
        ("mon and thu", ["x..x...", "x..x..."]),
        ("weekends", [".....xx", ".....xx"]),
    ],
)
def test_days_go_on_from_week_to_week(frequency: str, weeks: list[str]) -> None:
    made = schedule(program_of(walk(frequency)), start=MONDAY)
    said = [shown(made.week(number)) for number in range(1, len(weeks) + 1)]
    assert said == [[f"walk 10 {days}"] for days in weeks]


@pytest.mark.parametrize(
    ("frequency", "weeks"),
    [
        ("daily", ["...xxxx", "xxxxxxx"]),
        ("alternate days", ["...x.x.", "x.x.x.x", ".x.x.x."]),  # Thursday, Saturday, Monday ...
        ("every 3 days", ["...x..x", "..x..x.", ".x..x.."]),
        ("mon and fri", ["....x..", "x...x.."]),
    ],
)
def test_a_partial_first_week(frequency: str, weeks: list[str]) -> None:
    made = schedule(program_of(walk(frequency)), start=THURSDAY, whole_weeks=True)
    said = [shown(made.week(number)) for number in range(1, len(weeks) + 1)]
    assert said == [[f"walk 10 {days}"] for days in weeks]


def test_named_days_are_those_of_the_calendar() -> None:
    made = schedule(program_of(walk("mon and thu")), start=THURSDAY)
    assert shown(made.week(1)) == ["walk 10 x...x.."]  # Thursday to Wednesday


def test_an_item_that_rests_for_a_week_goes_on() -> None:
    made = schedule(program_of(walk("every 14 days"), hop()), start=MONDAY)
    assert shown(made.week(1)) == ["walk 10 x......", "hop 5 xxxxxxx"]
    assert shown(made.week(2)) == ["hop 5 xxxxxxx"]
    assert [made.week(number).resting for number in (1, 2, 3)] == [(), ("walk",), ()]


def test_a_frequency_is_that_of_the_dose_the_phase_or_the_program() -> None:
    plain = {"task": "sit", "name": "Sit", "dose": {"reps": 3}}
    program = program_of(
        plain,
        phases=[
            phase("Early", hop(frequency="mon"), {**plain, "task": "lie"},
                  begins="0 days", frequency="tue"),
        ],
        frequency="wed",
    )  # fmt: skip
    assert shown(schedule(program, start=MONDAY).week(1)) == [
        "sit 3 ..x....", "hop 5 x......", "lie 3 .x.....",
    ]  # fmt: skip


def test_phases_follow_each_other_in_the_middle_of_a_week() -> None:
    program = program_of(
        phases=[
            phase("Early", walk(reps=10), begins="0 days", to="10 days"),
            phase("Later", walk(reps=20), hop(), begins="10 days"),
        ],
        exercises=[],
    )
    made = schedule(program, start=MONDAY)
    assert [(one.number, one.begins, one.ends, one.is_dated) for one in made.phase_spans] == [
        (1, 0, 10, True), (2, 10, FOREVER, True),
    ]  # fmt: skip
    assert shown(made.week(1)) == ["walk 10 xxxxxxx"]
    assert shown(made.week(2)) == ["walk 10 xxx....", "walk 20 ...xxxx", "hop 5 ...xxxx"]
    assert shown(made.week(50)) == ["walk 20 xxxxxxx", "hop 5 xxxxxxx"]
    numbers = [[one.number for one in made.week(week).phase_spans] for week in (1, 2, 3)]
    assert numbers == [[1], [1, 2], [2]]


def test_every_other_day_is_counted_from_the_beginning_of_the_phase() -> None:
    program = program_of(
        exercises=[], phases=[phase("Later", walk("alternate days"), begins="3 days")]
    )
    made = schedule(program, start=MONDAY)
    assert shown(made.week(1)) == ["walk 10 ...x.x."]  # days 3 and 5
    assert shown(made.week(2)) == ["walk 10 x.x.x.x"]  # 7, 9, 11 and 13


def test_where_phases_overlap_the_one_that_began_last_counts() -> None:
    program = program_of(
        exercises=[],
        phases=[
            phase("Base", walk(reps=10), hop(), begins="0 days"),
            phase("Peak", walk(reps=20), begins="1 week", to="2 weeks"),
        ],
    )
    made = schedule(program, start=MONDAY)
    assert [shown(made.week(number)) for number in (1, 2, 3)] == [
        ["walk 10 xxxxxxx", "hop 5 xxxxxxx"],
        ["hop 5 xxxxxxx", "walk 20 xxxxxxx"],
        ["walk 10 xxxxxxx", "hop 5 xxxxxxx"],  # the peak is over, the base goes on
    ]


def test_phases_that_begin_together() -> None:
    both = [phase("One", walk(reps=10), begins="0 days"),
            phase("Two", walk(reps=20), begins="0 days")]  # fmt: skip
    assert shown(schedule(program_of(exercises=[], phases=both), start=MONDAY).week(1)) == [
        "walk 20 xxxxxxx"
    ]


def test_a_phase_says_more_than_what_is_done_throughout() -> None:
    program = program_of(
        walk(reps=10), phases=[phase("Peak", walk(reps=20), begins="3 days", to="5 days")]
    )
    made = schedule(program, start=MONDAY)
    assert shown(made.week(1)) == ["walk 10 xxx..xx", "walk 20 ...xx.."]


def test_a_phase_by_criteria_waits_for_the_patient() -> None:
    program = program_of(
        exercises=[],
        phases=[
            phase("Early", walk(), begins="2 weeks"),
            phase("Later", hop(), entry="You walk without a limp."),
        ],
    )
    made = schedule(program, start=MONDAY)
    assert [(one.begins, one.ends, one.is_dated) for one in made.phase_spans] == [
        (14, FOREVER, True), (14, FOREVER, False),
    ]  # fmt: skip
    assert [shown(made.week(number)) for number in (2, 3)] == [
        [], ["walk 10 xxxxxxx", "(hop 5 xxxxxxx)"],
    ]  # fmt: skip


def test_what_waits_stands_beside_what_is_due() -> None:
    program = program_of(walk(reps=10), phases=[phase("Later", walk(reps=20), entry="No pain.")])
    made = schedule(program, start=MONDAY)
    assert shown(made.week(1)) == ["walk 10 xxxxxxx", "(walk 20 xxxxxxx)"]


def test_a_phase_since_an_event_that_is_not_known_waits_for_the_patient() -> None:
    later = phase("Later", hop(), begins="1 week", to="3 weeks", since="boot off")
    program = program_of(walk(), anchor="surgery", phases=[later])
    dates: dict[str, Any] = {"start": MONDAY, "surgery": date(2026, 10, 5)}
    unknown = schedule(program, **dates)
    assert shown(unknown.week(1)) == ["walk 10 xxxxxxx", "(hop 5 xxxxxxx)"]
    assert shown(unknown.week(9)) == ["walk 10 xxxxxxx", "(hop 5 xxxxxxx)"]
    # The boot comes off on Wednesday, 9 December: from the 16th to the 29th.
    known = schedule(program, **dates, boot_off=date(2026, 12, 9))
    assert [shown(known.week(number))[1:] for number in (1, 2, 3, 4, 5)] == [
        [], ["hop 5 ..xxxxx"], ["hop 5 xxxxxxx"], ["hop 5 xx....."], [],
    ]  # fmt: skip


def test_phases_are_counted_from_the_anchor() -> None:
    program = program_of(
        exercises=[],
        anchor="surgery",
        phases=[
            phase("One", walk(reps=10), begins="0 weeks", to="6 weeks"),
            phase("Two", walk(reps=20), begins="6 weeks", to="3 months"),
            phase("Three", walk(reps=30), begins="3 months"),
        ],
    )
    # Surgery on 5 October: 6 weeks later is 16 November, 3 months later 5 January 2027.
    made = schedule(program, start=MONDAY, surgery=date(2026, 10, 5))
    assert [(one.begins, one.ends) for one in made.phase_spans] == [
        (-63, -21), (-21, 29), (29, FOREVER),
    ]  # fmt: skip
    assert shown(made.week(1)) == ["walk 20 xxxxxxx"]
    assert [one.number for one in made.week(1).phase_spans] == [2]
    assert shown(made.week(5)) == ["walk 20 x......", "walk 30 .xxxxxx"]
    # Without a start: week 7 is the first of phase 2, and 3 months are 90 days.
    undated = schedule(program)
    assert shown(undated.week(6)) == ["walk 10 xxxxxxx"]
    assert shown(undated.week(7)) == ["walk 20 xxxxxxx"]
    assert shown(undated.week(13)) == ["walk 20 xxxxxx.", "walk 30 ......x"]


def test_a_phase_that_was_over_before_the_start_is_in_no_week() -> None:
    program = program_of(
        walk(),
        anchor="surgery",
        phases=[phase("Early", hop(), begins="0 days", to="2 days")],
    )
    # The operation on Monday, the start on Thursday, the week from Monday to Sunday.
    made = schedule(program, start=THURSDAY, surgery=MONDAY, whole_weeks=True)
    assert made.week(1).phase_spans == ()
    assert shown(made.week(1)) == ["walk 10 ...xxxx"]


@pytest.mark.parametrize(
    ("anchor", "said"),
    [
        ("surgery", "the phases of this program are counted from the surgery, and its date is not "
                    "known. Add --surgery with the date, or leave out --start."),
        ("boot off", "the phases of this program are counted from the day on which the boot came "
                     "off, and its date is not known. Add --boot-off with the date, or leave out "
                     "--start."),
    ],
)  # fmt: skip
def test_phases_cannot_be_counted_from_an_unknown_day(anchor: str, said: str) -> None:
    early = phase("Early", walk(), begins="2 weeks")
    program = program_of(exercises=[], anchor=anchor, phases=[early])
    with pytest.raises(WorksheetError) as raised:
        schedule(program, start=MONDAY)
    (problem,) = raised.value.problems
    assert str(problem) == said
    assert problem.kind is Kind.USAGE
    assert shown(schedule(program).week(3)) == ["walk 10 xxxxxxx"]


def test_gates_open_in_the_middle_of_a_week() -> None:
    program = program_of(walk(), hop(), gates=[{"for": "hop", "not_before": "10 days after start"}])
    made = schedule(program, start=MONDAY)
    assert [shown(made.week(number)) for number in (1, 2, 3)] == [
        ["walk 10 xxxxxxx"],
        ["walk 10 xxxxxxx", "hop 5 ...xxxx"],
        ["walk 10 xxxxxxx", "hop 5 xxxxxxx"],
    ]
    early = schedule(program, start=MONDAY, overridden=True)
    assert shown(early.week(1)) == ["walk 10 xxxxxxx", "hop 5 xxxxxxx"]


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
    assert shown(made.week(1)) == ["walk 10 ...xxxx"]
    assert shown(made.week(2)) == ["walk 10 xxxxxxx", "hop 5 xxxxxxx"]


def test_a_gate_that_opened_before_the_start_changes_nothing() -> None:
    program = program_of(
        hop(frequency="alternate days"),
        gates=[{"for": "hop", "not_before": "2 weeks after surgery"}],
    )
    made = schedule(program, start=MONDAY, surgery=date(2026, 11, 22))
    assert shown(made.week(1)) == ["hop 5 x.x.x.x"]


def test_a_gate_holds_in_phases_too() -> None:
    program = program_of(
        exercises=[],
        phases=[phase("Early", hop(), begins="0 days", to="2 weeks")],
        gates=[{"for": "hop", "not_before": "10 days after start"}],
    )
    made = schedule(program, start=MONDAY)
    assert [shown(made.week(number)) for number in (1, 2, 3)] == [[], ["hop 5 ...xxxx"], []]


GROWS: dict[str, Any] = {"progress": {"reps": "10 -> 20 over 6 weeks"}}  # 10, 12, 14, 16, 18, 20


@pytest.mark.parametrize(
    ("begins", "weeks"),
    [
        ("0 days", ["10 xxxxxxx", "12 xxxxxxx", "14 xxxxxxx"]),
        ("1 week", ["", "10 xxxxxxx", "12 xxxxxxx"]),
        ("10 days", ["", "10 ...xxxx", "12 xxxxxxx"]),  # the part of a week is week 1
    ],
)
def test_weeks_are_counted_from_the_first_one_in_which_it_is_done(
    begins: str, weeks: list[str]
) -> None:
    in_phase = program_of(exercises=[], phases=[phase("Early", walk(**GROWS), begins=begins)])
    gated = program_of(
        walk(**GROWS), gates=[{"for": "walk", "not_before": f"{begins} after start"}]
    )
    for program in (in_phase, gated):
        made = schedule(program, start=MONDAY)
        said = [" ".join(shown(made.week(number))) for number in (1, 2, 3)]
        assert said == [f"walk {week}" if week else "" for week in weeks]


def test_weeks_in_a_calendar_of_whole_weeks() -> None:
    made = schedule(program_of(walk(**GROWS)), start=THURSDAY, whole_weeks=True)
    assert shown(made.week(1)) == ["walk 10 ...xxxx"]
    assert shown(made.week(2)) == ["walk 12 xxxxxxx"]


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
def test_weeks_may_be_counted_from_an_event(surgery: date | None, reps: list[int]) -> None:
    program = program_of(walk(progress={**GROWS["progress"], "since": "surgery"}))
    known: dict[str, Any] = {"surgery": surgery} if surgery else {}
    made = schedule(program, start=MONDAY, **known)
    said = [shown(made.week(number)) for number in (1, 2, 3)]
    assert said == [[f"walk {n} xxxxxxx"] for n in reps]


def test_an_exercise_begins_anew_in_each_phase() -> None:
    program = program_of(
        exercises=[],
        phases=[
            phase("One", walk(**GROWS), begins="0 days", to="2 weeks"),
            phase("Two", walk(progress={"reps": {"1": 30, "2": 40}}), begins="2 weeks"),
        ],
    )
    made = schedule(program, start=MONDAY)
    assert [shown(made.week(number)) for number in (1, 2, 3, 4)] == [
        [f"walk {reps} xxxxxxx"] for reps in (10, 12, 30, 40)
    ]
