"""Booklets: what stands in each week, and that every set has its boxes on its days only."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from resolve_checks import clinic, due, labels, parts_with, phase, plain, program_of, task

from worksheets.document import Booklet, CheckList, Field, Measure, Week, Words
from worksheets.facts import dose_text
from worksheets.field_names import box_name, daily_name
from worksheets.model import Patient, Program
from worksheets.model.frequency_words import WEEKDAYS
from worksheets.problems import Kind, WorksheetError
from worksheets.resolve import Recipient, resolve_strip
from worksheets.resolve.booklets import mark_step, resolve_booklet
from worksheets.resolve.grid import MAX_IN_A_CELL

MONDAY, THURSDAY, SURGERY = date(2026, 12, 7), date(2026, 12, 10), date(2026, 10, 5)
ISSUED = date(2026, 12, 1)


def booklet(program: Program, weeks: int, **known: Any) -> Booklet:
    """A booklet; what is no field of Parts is about the patient."""
    return resolve_booklet(parts_with(program, **known), weeks, known.get("bring_on"))


def news(made: Booklet) -> list[list[str]]:
    """What is new, week by week."""
    return [[plain(one) for one in week.news.sentences] if week.news else [] for week in made.weeks]


def doses(made: Booklet, number: int) -> list[tuple[str, str]]:
    """How much in which weeks, for the exercise with a number."""
    return [
        (one.label, plain(dose_text(one.facts, one.details)))
        for one in made.exercises[number - 1].doses
    ]


def due_in(week: Week) -> dict[str, str]:
    return {row.name: due(row) for row in week.grid.rows}


def test_what_is_new_stands_in_its_week() -> None:
    program = program_of(
        task("Walk", progress={"reps": {"1": 10, "3": 12}}),
        phases=[
            phase("Early", task("Hop", reps=5), begins="0 days", to="2 weeks"),
            phase("Later", task("Run", reps=3), begins="2 weeks"),
        ],
    )
    made = booklet(program, 4, start=MONDAY)
    news_3 = ["Phase 2: Later begins", "Run (exercise 3)", "Walk: 12 times"]
    assert news(made) == [[], [], [*news_3, "Hop: no longer"], []]
    assert made.weeks[2].news is not None
    assert made.weeks[2].news.label == "New this week:"
    dues = [" ".join(due_in(week)) for week in made.weeks]
    assert dues == ["Walk Hop", "Walk Hop", "Walk Run", "Walk Run"]


def test_a_new_dose_in_a_new_phase_is_news_once() -> None:
    program = program_of(
        phases=[
            phase("Early", task("Walk"), begins="0 days", to="10 days"),
            phase("Later", task("Walk", reps=20), begins="10 days"),
        ],
    )
    made = booklet(program, 3, start=MONDAY)
    # In week 2 it is 10 up to Wednesday, and 20 from Thursday on.
    assert [row.dose[0].value.split("\u00a0")[0] for row in made.weeks[1].grid.rows] == ["10", "20"]
    assert news(made) == [[], ["Phase 2: Later begins", "Walk (phase 2): 20 times"], []]


def test_a_week_has_the_whole_dose_and_any_change_of_it_is_new() -> None:
    def bend(degrees: int, **more: Any) -> dict[str, Any]:
        note = f"Bend 0 to {degrees} degrees."
        return task("Bend", rest="1 min", effort="RPE 3", pain_limit=3, note=note, **more)

    phases = [
        phase("One", bend(40), begins="0 weeks", to="1 week"),
        phase("Two", bend(60), begins="1 week", to="2 weeks"),
        phase("Three", bend(60, sets=2, tempo="3-1-2"), begins="2 weeks", to="3 weeks"),
        phase("Four", task("Bend", sets=2), begins="3 weeks"),
    ]
    made = booklet(program_of(phases=phases), 4, start=MONDAY)
    row = made.weeks[2].grid.rows[0]
    assert plain(dose_text(row.dose, row.details)) == (
        "10 times · 2 sets · Once a day · Rest 1 minute between sets · Speed 3 seconds to lower, "
        "pause 1 second, then 2 seconds to lift · Effort 3 of 10 (0 is no effort, 10 is your "
        "hardest) · Pain up to 3 of 10. Bend 0 to 60 degrees."
    )
    assert [week[1:] for week in news(made)] == [
        [],
        ["Bend: Bend 0 to 60 degrees"],
        [
            "Bend: 2 sets · Rest 1 minute between sets · Speed 3 seconds to lower, pause 1 second, "
            "then 2 seconds to lift"
        ],
        ["Bend: 10 times · 2 sets · Once a day"],
    ]


def test_a_table_of_weeks_may_leave_a_week_out() -> None:
    often = {"frequency": {"1": "mon, fri", "2": "none", "3": "mon, fri"}}
    squat = {"task": "squat", "name": "Squat", "dose": {"reps": 10, "progress": often}}
    program = program_of(task("Walk"), squat)
    made = booklet(program, 4, start=MONDAY)
    assert [list(due_in(week)) for week in made.weeks] == [
        ["Walk", "Squat"], ["Walk"], ["Walk", "Squat"], ["Walk", "Squat"],
    ]  # fmt: skip
    assert news(made) == [[], ["Squat: not this week"], [], []]


def test_what_rests_for_a_week_is_no_news() -> None:
    program = program_of(task("Walk"), task("Hop", frequency="every 14 days"))
    made = booklet(program, 3, start=MONDAY)
    assert [" ".join(due_in(week)) for week in made.weeks] == ["Walk Hop", "Walk", "Walk Hop"]
    assert news(made) == [[], [], []]


@pytest.mark.parametrize(
    ("stages", "weeks", "said"),
    [
        ({"1": 10}, 3, [("", 10)]),
        ({"1": 10, "4": 12}, 3, [("", 10)]),
        ({"1": 10, "4": 12}, 6, [("Weeks 1 to 3", 10), ("From week 4", 12)]),
        ({"1": 10, "2": 12, "3": 15}, 3, [("Week 1", 10), ("Week 2", 12), ("Week 3", 15)]),
        ({"1": 10, "2": 12, "4": 15}, 5,
         [("Week 1", 10), ("Weeks 2 to 3", 12), ("From week 4", 15)]),
        ({"1": 10, "3": 12, "5": 10}, 6,
         [("Weeks 1 to 2, From week 5", 10), ("Weeks 3 to 4", 12)]),
    ],
)  # fmt: skip
def test_weeks_with_the_same_dose_are_said_once(
    stages: dict[str, int], weeks: int, said: list[tuple[str, int]]
) -> None:
    made = booklet(program_of(task("Walk", progress={"reps": stages})), weeks)
    assert doses(made, 1) == [(label, f"{reps} times · Once a day") for label, reps in said]


def test_the_doses_of_an_exercise_of_some_weeks() -> None:
    program = program_of(
        task("Walk"), phases=[phase("Middle", task("Hop"), begins="1 week", to="3 weeks")]
    )
    made = booklet(program, 4, start=MONDAY)
    assert doses(made, 1) == [("", "10 times · Once a day")]
    assert doses(made, 2) == [("Weeks 2 to 3", "10 times · Once a day")]


def test_what_waits_for_the_patient_has_no_weeks_and_dashed_boxes() -> None:
    program = program_of(
        task("Walk"),
        phases=[
            phase("Early", begins="1 week"),
            phase("Later", task("Hop", sets=2), entry="You walk without a limp."),
        ],
    )
    made = booklet(program, 3, start=MONDAY)
    assert doses(made, 2) == [("Once you are in phase 2", "10 times · 2 sets · Once a day")]
    assert [list(due_in(week)) for week in made.weeks] == [
        ["Walk"],
        ["Walk", "Hop"],
        ["Walk", "Hop"],
    ]
    walk, hop = made.weeks[1].grid.rows
    assert (walk.gate, hop.gate) == ("", "Once you are in phase 2")
    assert labels(walk.cells[0].boxes) == "10 repetitions"
    assert labels(hop.cells[0].boxes) == "(10 repetitions) | (10 repetitions)"
    assert news(made) == [[], ["Phase 1: Early begins"], []], "what waits is not new"
    # When that phase begins the calendar does not know.
    assert [words.label for words in made.weeks[1].phases] == ["Phase 1: Early"]


LADDER = {
    "levels": ["on two legs", "on one leg"],
    "up": "it is easy",
    "down": "you lose your balance",
}
UP_AND_DOWN = ("Move up when it is easy.", "Move down when you lose your balance.")


def test_levels_have_boxes_in_every_week_and_none_in_the_exercises() -> None:
    made = booklet(program_of(task("Walk"), task("Stand", progress=LADDER)), 2)
    for week in made.weeks:
        (ladder,) = week.ladders
        assert ladder.heading == "Stand: which level this week?"
        assert [(box.label, box.accessible_text, box.name) for box in ladder.levels] == [
            ("on two legs", "tick box, on two legs", "stand.level.1"),
            ("on one leg", "tick box, on one leg", "stand.level.2"),
        ]
        assert ladder.rules == UP_AND_DOWN
        assert week.checks == ()
    walk, stand = made.exercises
    assert walk.ladder is None
    assert stand.ladder is not None
    assert stand.ladder.heading == "Levels, the easiest first:"
    assert (stand.card.details, stand.card.remarks) == ((), ())


RULES = "Ready for the next step? Tick each one that is true:"


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        (
            {"load": "20 kg", "progress": "when pain-free add 5 kg a week, to 60 kg"},
            ["Walk: When pain-free, add 5 kg each week, until you reach 60 kg."],
        ),
        ({"progress": "add 2 reps each session"}, ["Walk: Add 2 repetitions each session."]),
        (
            {"sets": "blank", "progress": "add 1 set a week, to 4 sets"},  # there is no number yet
            ["Walk: Add 1 set each week, until you reach 4 sets."],
        ),
        (
            {"progress": {"up": "it is easy", "add": "1 kg"}},
            ["Walk: Add 1 kg.", "Walk: Do more when it is easy."],
        ),
        ({"progress": LADDER}, []),  # its levels say when
        ({"progress": "add 2 a week, to 20"}, []),  # time decides
        ({"progress": {"reps": "10 -> 20 over 6 weeks"}}, []),
        ({}, []),
    ],
)
def test_what_time_cannot_decide_has_a_box_in_every_week(
    dose: dict[str, Any], said: list[str]
) -> None:
    for week in booklet(program_of(task("Walk", **dose)), 3, start=MONDAY).weeks:
        assert [one.heading for one in week.checks] == ([RULES] if said else [])
        boxes = [box for one in week.checks for box in one.boxes]
        assert [plain(box.label) for box in boxes] == said
        assert [plain(box.accessible_text) for box in boxes] == [f"tick box, {one}" for one in said]
        assert [box.name for box in boxes] == [f"check.walk.{n + 1}" for n in range(len(said))]


def test_criteria_stand_where_the_phase_may_begin() -> None:
    entry = {"all_of": ["No limp.", "No pain."], "any_of": ["20 raises.", "Six weeks."]}
    program = program_of(
        task("Walk"), phases=[phase("Early", begins="0 days"),
                              phase("Later", begins="2 weeks", entry=entry)]
    )  # fmt: skip
    made = booklet(program, 4, start=MONDAY)

    def said(lists: tuple[CheckList, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(one.heading, [(box.label, box.name) for box in one.boxes]) for one in lists]

    expected = [
        ("Begin phase 2 only when all of these are true:",
         [("No limp.", "check.later.1"), ("No pain.", "check.later.2")]),
        ("Begin phase 2 only when one of these is true:",
         [("20 raises.", "check.later.3"), ("Six weeks.", "check.later.4")]),
    ]  # fmt: skip
    assert [said(week.checks) for week in made.weeks] == [[], [], expected, []]
    assert [said(one.entry) for one in made.phases] == [[], expected]


def test_measures_are_the_same_in_every_week() -> None:
    measures = [
        {"id": "raises", "name": "Heel raises", "most": 30, "target": 20, "target_to": 25},
        {"id": "angle", "name": "Ankle angle", "unit": "degrees", "least": 70, "most": 130},
    ]
    made = booklet(program_of(task("Walk"), measures=measures), 2)
    for week in made.weeks:
        assert week.measures_heading == "Measure once this week:"
        assert week.measures == (
            Measure("Heel raises", "", "Target: 20–25", "measure.raises"),
            Measure("Ankle angle", "degrees", "", "measure.angle"),
        )


HOW = "Each week, draw a dot for the number that you measured, and join the dots."


@pytest.mark.parametrize(
    ("written", "marks", "target", "label"),
    [
        ({"name": "Heel raises", "most": 30, "target": 20, "target_to": 25},
         {"0": 0, "5": 1 / 6, "10": 2 / 6, "15": 3 / 6, "20": 4 / 6, "25": 5 / 6, "30": 1},
         (4 / 6, 5 / 6), "Target: 20–25"),
        ({"name": "Angle", "unit": "degrees", "least": 75, "most": 125, "how": "Sit down."},
         {"80": 0.1, "90": 0.3, "100": 0.5, "110": 0.7, "120": 0.9}, (), "Target: ____"),
        ({"name": "Lag", "least": -10, "most": 10, "target": 0},
         {"-10": 0, "-5": 0.25, "0": 0.5, "5": 0.75, "10": 1}, (0.5,), "Target: 0"),
    ],
)  # fmt: skip
def test_a_chart_for_each_measure(
    written: dict[str, Any], marks: dict[str, float], target: tuple[float, ...], label: str
) -> None:
    program = program_of(task("Walk"), measures={"id": "measured", **written})
    (made,) = booklet(program, 3).charts
    assert (made.title, made.unit) == (written["name"], written.get("unit", ""))
    assert made.how == ((written["how"], HOW) if "how" in written else (HOW,))
    assert (made.weeks, made.axis, made.target_label) == (("1", "2", "3"), "Week", label)
    assert dict(made.marks) == pytest.approx(marks)
    assert made.target == pytest.approx(target)
    ends = f"from {written.get('least', 0)} to {written['most']}"
    assert made.alt == f"A blank chart to plot {made.title}, week 1 to 3, {ends}. {label}"


@pytest.mark.parametrize(
    ("most", "step"),
    [(1, 1), (8, 1), (9, 2), (16, 2), (17, 5), (40, 5), (41, 10), (80, 10), (100, 20), (160, 20),
     (161, 50), (1000, 200), (100_000, 20_000)],
)  # fmt: skip
def test_marks_are_few_and_round(most: int, step: int) -> None:
    assert mark_step(0, most) == step
    assert mark_step(-most, 0) == step


def test_a_cover() -> None:
    made = booklet(program_of(task("Walk")), 3, start=MONDAY, clinic=clinic(phone="01632 960001"))
    assert plain(made.cover.length) == "3 weeks, from 7 December 2026"
    assert made.cover.goal_lines == (
        Field("goal 1", "", "goals.1"), Field("goal 2", "", "goals.2"),
        Field("goal 3", "", "goals.3"),
    )  # fmt: skip
    assert len(made.cover.how_to.sentences) == 5
    assert made.cover.stop == (
        "Stop and call us on 01632 960001 if you see one of the signs on the last page."
    )
    assert {week.stop for week in made.weeks} == {
        "Warning signs: back page. Call us on 01632 960001."
    }


def test_a_cover_speaks_of_what_the_booklet_has() -> None:
    measure = {"id": "raises", "name": "Heel raises", "most": 30}
    program = program_of(task("Stand", progress=LADDER), measures=measure)
    made = booklet(program, 1)
    assert plain(made.cover.length) == "1 week"
    assert "Where an exercise has levels, tick the one that you do this week." in (
        made.cover.how_to.sentences
    )
    assert "Once a week, measure and draw a dot in your charts." in made.cover.how_to.sentences
    assert made.cover.stop.startswith("Stop and call us on ________________ if")


def test_weeks_have_dates_where_they_are_known() -> None:
    program = program_of(task("Walk"), anchor="surgery")
    made = booklet(program, 5, start=MONDAY, surgery=SURGERY, bring_on=date(2027, 1, 11))
    assert [(week.key, week.title, week.dates, week.since) for week in made.weeks] == [
        ("week-01", "Week 1", "7 to 13 December 2026", "9 weeks after surgery"),
        ("week-02", "Week 2", "14 to 20 December 2026", "10 weeks after surgery"),
        ("week-03", "Week 3", "21 to 27 December 2026", "11 weeks after surgery"),
        ("week-04", "Week 4", "28 December 2026 to 3 January 2027", "12 weeks after surgery"),
        ("week-05", "Week 5", "4 to 10 January 2027", "13 weeks after surgery"),
    ]
    assert [column.day for column in made.weeks[3].grid.columns] == [
        "28", "29", "30", "31", "1", "2", "3",
    ]  # fmt: skip
    bring = Field("Bring to visit on", "11 January 2027", "patient.bring-on")
    assert {week.bring for week in made.weeks} == {bring}
    patient = Patient(start=MONDAY, surgery=SURGERY, bring_on=date(2027, 1, 11))
    strip = resolve_strip(parts_with(program, start=MONDAY), Recipient(patient), booklet=True)
    assert bring in strip.fields


def test_a_week_after_the_appointment_leaves_room_for_the_next_one() -> None:
    program = program_of(task("Walk"), anchor="surgery")
    made = booklet(program, 5, start=MONDAY, surgery=SURGERY, bring_on=date(2026, 12, 21))
    days = [week.bring.value for week in made.weeks]
    assert days == ["21 December 2026"] * 3 + [""] * 2


@pytest.mark.parametrize(("often", "parts"), [("1/day", 1), ("3/day", 3), ("4/day", 1)])
def test_pain_is_written_down_for_each_session_or_once_a_day(often: str, parts: int) -> None:
    made = booklet(program_of(task("Walk", frequency=often)), 1)
    written = {row.name: row.parts for row in made.weeks[0].grid.writing}
    assert written == {"pain": parts, "effort": parts, "swelling": 1}


@pytest.mark.parametrize(
    ("patient", "since"),
    [
        (
            {"start": MONDAY, "surgery": date(2026, 12, 21)},
            ["2 weeks before surgery", "1 week before surgery", "First week after surgery",
             "1 week after surgery"],
        ),
        ({"start": MONDAY}, ["", "", "", ""]),
        ({}, ["", "", "", ""]),
    ],
)  # fmt: skip
def test_weeks_before_and_after_an_event(patient: dict[str, Any], since: list[str]) -> None:
    made = booklet(program_of(task("Walk"), anchor="surgery"), 4, **patient)
    assert [week.since for week in made.weeks] == since


def test_a_booklet_without_dates() -> None:
    program = program_of(
        anchor="surgery",
        phases=[phase("Early", task("Walk"), begins="0 weeks", to="2 weeks"),
                phase("Later", task("Hop"), begins="2 weeks")],
    )  # fmt: skip
    made = booklet(program, 3)
    assert [(week.title, week.dates, week.since, list(due_in(week))) for week in made.weeks] == [
        ("Week 1", "", "First week after surgery", ["Walk"]),
        ("Week 2", "", "1 week after surgery", ["Walk"]),
        ("Week 3", "", "2 weeks after surgery", ["Hop"]),
    ]
    assert {column.day for week in made.weeks for column in week.grid.columns} == {""}
    assert [plain(one.when) for one in made.phases] == [
        "Until 2 weeks after surgery", "From 2 weeks after surgery on",
    ]  # fmt: skip


def test_a_partial_first_week() -> None:
    program = program_of(task("Walk"), task("Hop", frequency="thu"))
    made = booklet(program, 2, start=THURSDAY, whole_weeks=True)
    first, second = made.weeks
    assert (first.dates, second.dates) == ("10 to 13 December 2026", "14 to 20 December 2026")
    assert [column.weekday for column in first.grid.columns][:2] == ["Mon", "Tue"]
    assert [column.day for column in first.grid.columns] == [str(day) for day in range(7, 14)]
    assert due_in(first) == {"Walk": "...xxxx", "Hop": "...x..."}
    assert due_in(second) == {"Walk": "xxxxxxx", "Hop": "...x..."}
    off = ["Day off"] * 3
    for week, before in ((first, ["before the start"] * 3), (second, off)):
        assert [cell.accessible_text for cell in week.grid.rows[1].cells] == [*before, "", *off]


def test_phases_in_words_and_on_the_line() -> None:
    early = phase(
        "Early", task("Walk"), begins="0 weeks", to="2 weeks",
        device="A boot.", weight_bearing="None.", goals=["Less swelling."],
    )  # fmt: skip
    program = program_of(phases=[early, phase("Later", task("Hop"), begins="2 weeks")])
    made = booklet(program, 3, start=THURSDAY, whole_weeks=True)
    # The 24th of December is two weeks after the 10th; weeks begin on Mondays.
    assert [(one.title, plain(one.when)) for one in made.phases] == [
        ("Phase 1: Early", "Until 2 weeks after the start: 10 to 23 December 2026"),
        ("Phase 2: Later", "From 2 weeks after the start on: from 24 December 2026 on"),
    ]
    assert made.weeks[0].phases == (
        Words("Phase 1: Early", ("Boot or brace: A boot.", "Weight on your leg: None.")),
    )
    assert [[one.label for one in week.phases] for week in made.weeks] == [
        ["Phase 1: Early"],
        ["Phase 1: Early"],
        ["Phase 1: Early (until Wednesday)", "Phase 2: Later (from Thursday on)"],
    ]
    before, since = made.weeks[2].phases
    assert since.sentences == before.sentences, "they go on: Wednesday ends none of them"
    assert made.timeline is not None
    first, second = made.timeline.bars
    assert (first.begins, first.ends) == pytest.approx((3 / 7, 17 / 7))
    assert (second.begins, second.ends) == pytest.approx((17 / 7, 3))
    assert (first.open_left, first.open_right) == (False, False)
    assert (second.open_left, second.open_right) == (False, True)
    assert (first.when, second.when) == ("From week 1", "Week 3")
    assert [(tick.at, tick.label, plain(tick.under)) for tick in made.timeline.ticks] == [
        (0, "Week 1", "7 Dec"), (1, "Week 2", "14 Dec"), (2, "Week 3", "21 Dec"),
    ]  # fmt: skip
    assert made.timeline.today is None  # it was issued the week before


RECOVERY = [
    phase("Cast", task("Rest"), begins="0 weeks", to="2 weeks", device="A cast.",
          precautions="Keep it dry.", weight_bearing="None."),
    phase("Boot", task("Walk"), begins="2 weeks", to="4 weeks", device="A boot."),
    phase("Shoe", task("Step"), begins="4 weeks", entry="You walk without pain.",
          device="A shoe.", weight_bearing="All of it."),
    phase("Sport", task("Run"), begins="7 weeks", to="next phase"),
]  # fmt: skip


def rules(week: Week) -> dict[str, str]:
    return {one.label: " ".join(one.sentences) for one in week.phases}


def test_rules_hold_until_another_phase_says_otherwise() -> None:
    """A rule is on the page of every week in which it is in force, and of no other."""
    made = booklet(program_of(phases=RECOVERY), 9, start=MONDAY)
    cast = "Boot or brace: A cast. Weight on your leg: None. Take care: Keep it dry."
    boot = "Boot or brace: A boot. Weight on your leg: None. Take care: Keep it dry."
    goes_on = {
        "Phase 2: Boot (until you are in phase 3)": boot,
        "Once you are in phase 3: Shoe": "Boot or brace: A shoe. Weight on your leg: All of it.",
    }
    sport = {
        "Once you are in phase 3: Shoe": goes_on["Once you are in phase 3: Shoe"],
        "Phase 4: Sport": "Boot or brace: A boot (until you are in phase 3). "
        "Weight on your leg: None (until you are in phase 3). Take care: Keep it dry.",
    }
    until = {"Phase 2: Boot (until you are in phase 3)": boot}
    wanted = [{"Phase 1: Cast": cast}] * 2 + [until] * 2 + [goes_on] * 3 + [sport] * 2
    assert [rules(week) for week in made.weeks] == wanted
    # Time alone ends no exercise whose next phase has not begun, and begins none that waits.
    assert [list(due_in(week)) for week in made.weeks] == [
        *[["Rest"]] * 2, *[["Walk"]] * 2, *[["Walk", "Step"]] * 3, *[["Step", "Run"]] * 2,
    ]  # fmt: skip
    assert all("Step" not in " ".join(one) for one in news(made))


def test_a_rule_gives_way_to_that_of_a_later_phase_and_comes_back_after_it() -> None:
    """Day by day: of two phases that say the same rule, what began last counts."""
    phases = [
        phase("Base", task("Walk"), begins="0 days", device="A boot.", motion="Up to 90 degrees."),
        phase("Pool", task("Swim"), begins="9 days", to="11 days", device="A float.",
              precautions="Keep near the wall."),
        phase("End", task("Run"), begins="12 days", precautions="None."),
    ]  # fmt: skip
    made = booklet(program_of(phases=phases), 3, start=MONDAY)
    always = "How far to move: Up to 90 degrees."
    assert [rules(week) for week in made.weeks] == [
        {"Phase 1: Base": f"Boot or brace: A boot. {always}"},
        {
            "Phase 1: Base": "Boot or brace: A boot (until Tuesday and Friday). " + always,
            "Phase 2: Pool (Wednesday to Thursday)": "Boot or brace: A float. "
            "Take care: Keep near the wall.",
            "Phase 3: End (from Saturday on)": "Boot or brace: A float.",
        },
        {"Phase 1: Base": always, "Phase 3: End": "Boot or brace: A float."},
    ]


def test_weeks_without_an_exercise_have_their_rules() -> None:
    slab = phase("Slab", begins="0 weeks", to="2 weeks", weight_bearing="None.")
    program = program_of(phases=[slab, phase("Boot", task("Walk"), begins="2 weeks", to="3 weeks")])
    made = booklet(program, 6, start=MONDAY)
    assert [list(due_in(week)) for week in made.weeks] == [[], [], ["Walk"]]
    assert [rules(week) for week in made.weeks[:2]] == [
        {"Phase 1: Slab": "Weight on your leg: None."}
    ] * 2


def test_a_phase_of_a_part_of_a_week_says_its_days() -> None:
    days = [
        phase("Cast", task("Rest"), begins="0 days", to="10 days", device="A cast."),
        phase("Boot", task("Walk"), begins="10 days", to="12 days", device="A boot."),
        phase("Shoe", task("Step"), begins="12 days", device="A shoe."),
    ]
    for start, said in (
        (MONDAY, ("until Wednesday", "Thursday to Friday", "from Saturday on")),
        (None, ("until day 3", "day 4 to day 5", "from day 6 on")),
    ):
        made = booklet(program_of(phases=days), 2, **({"start": start} if start else {}))
        names = ("Phase 1: Cast", "Phase 2: Boot", "Phase 3: Shoe")
        labels = [f"{name} ({when})" for name, when in zip(names, said, strict=True)]
        assert [one.label for one in made.weeks[1].phases] == labels


def test_the_first_hours_are_whole_days() -> None:
    hours = [
        phase("Rest", task("Ice"), begins="0 hours", to="48 hours", device="A splint."),
        phase("Move", task("Walk"), begins="48 hours"),
    ]
    made = booklet(program_of(phases=hours, anchor="surgery"), 1, start=MONDAY, surgery=MONDAY)
    assert due_in(made.weeks[0]) == {"Ice": "xx.....", "Walk": "..xxxxx"}
    assert [plain(one.when) for one in made.phases] == [
        "Until 48 hours after surgery: 7 to 8 December 2026",
        "From 48 hours after surgery on: from 9 December 2026 on",
    ]


def test_weeks_may_be_counted_from_an_event_with_a_name_of_its_own() -> None:
    program = program_of(
        anchor="event", event="your stroke",
        gates={"for": "walk", "not_before": "6 weeks after event"},
        phases=[phase("Early", task("Walk"), begins="5 weeks", to="8 weeks")],
    )  # fmt: skip
    made = booklet(program, 3, start=MONDAY, event=date(2026, 11, 2))
    assert [list(due_in(week)) for week in made.weeks] == [[], ["Walk"], ["Walk"]]
    assert made.weeks[1].since == "6 weeks after your stroke"
    assert plain(made.phases[0].when).startswith("5 weeks to 8 weeks after your stroke: 7 to 27")
    (gate,) = made.exercises[0].clearances
    assert "6 weeks after your stroke (14 December 2026)" in plain(gate.heading)
    patient = Patient(start=MONDAY, event=date(2026, 11, 2))
    parts = parts_with(program, start=MONDAY, event=date(2026, 11, 2))
    (field,) = [
        one
        for one in resolve_strip(parts, Recipient(patient)).fields
        if one.name == "patient.weeks"
    ]
    assert (field.label, plain(field.value)) == ("Your stroke", "2 November 2026, 5 weeks before")


def test_how_often_a_whole_program_is_done_may_change_by_week() -> None:
    often = {"1": "daily", "3": "mon and thu"}
    swim = {"task": "swim", "name": "Swim", "dose": {"reps": 5}}
    program = program_of({"dose": {"reps": 10}}, task("Hop"), frequency=often,
                         phases=[phase("Later", swim, begins="3 weeks")])  # fmt: skip
    made = booklet(program, 4, start=MONDAY)
    assert [list(due_in(week).values()) for week in made.weeks] == [
        *[["xxxxxxx"] * 2] * 2, ["x..x...", "xxxxxxx"], ["x..x...", "xxxxxxx", "x..x..."],
    ]  # fmt: skip
    assert news(made)[2] == ["Walk: On Monday and Thursday"]


def test_the_patient_chooses_some_of_a_group() -> None:
    later = phase("Later", task("Row"), begins="1 week")
    program = program_of(
        task("Walk"), task("Hop"), task("Swim"), phases=[later],
        groups={"choose": 2, "for": ["walk", "swim", "row"]},
    )  # fmt: skip
    made = booklet(program, 2, start=MONDAY)
    first, second = ([row.gate for row in week.grid.rows] for week in made.weeks)
    assert first == ["", "", ""], "two of the group are due, and both are done"
    choose = "Choose 2 of exercises 1, 3 and 4"
    assert second == [choose, "", choose, choose]
    extra = [row.cells[0].boxes[0].optional for row in made.weeks[1].grid.rows]
    assert extra == [True, False, True, True], "no box is missed"
    assert [part.card.gate for part in made.exercises] == [choose, "", choose, choose]


def test_a_measure_may_begin_later() -> None:
    measures = [
        {"id": "raises", "name": "Raises", "most": 10, "from": "2 weeks after start"},
        {"id": "angle", "name": "Angle", "most": 10},
    ]
    made = booklet(program_of(task("Walk"), measures=measures), 4, start=MONDAY)
    assert [[one.label for one in week.measures] for week in made.weeks] == [
        ["Angle"], ["Angle"], ["Raises", "Angle"], ["Raises", "Angle"],
    ]  # fmt: skip


def test_a_phase_with_criteria_waits_for_them_after_its_date_too() -> None:
    program = program_of(
        task("Walk"),
        phases=[phase("Run", task("Jog"), begins="1 weeks", entry="You walk without a limp.")],
    )
    made = booklet(program, 3, start=MONDAY)
    said = [one for one in made.cover.how_to.sentences if "is not yet for you" in one]
    assert len(said) == 1, "its boxes are dashed, which means something else elsewhere"
    first, second, third = made.weeks
    assert [row.name for row in first.grid.rows] == ["Walk"]
    assert first.checks == ()
    walk, jog = second.grid.rows
    assert jog.gate == "Once you are in phase 1"
    assert all(box.optional for cell in jog.cells for box in cell.boxes)
    assert not any(box.optional for cell in walk.cells for box in cell.boxes)
    assert second.phases == ()
    (check,) = second.checks
    assert third.checks == second.checks, "whoever fails the test tries again"
    assert check.heading == "Begin phase 1 only when all of these are true:"
    assert [box.label for box in check.boxes] == ["You walk without a limp."]


def test_weeks_after_the_last_one_with_an_exercise_are_left_out() -> None:
    program = program_of(phases=[phase("Early", task("Walk"), begins="0 days", to="2 weeks")])
    made = booklet(program, 6, start=MONDAY)
    assert len(made.weeks) == 2
    assert plain(made.cover.length) == "2 weeks, from 7 December 2026"


def test_a_booklet_of_nothing_is_refused() -> None:
    gate = {"for": "hop", "not_before": "8 weeks after start"}
    with pytest.raises(WorksheetError) as raised:
        booklet(program_of(task("Hop"), gates=gate), 8, start=MONDAY)
    (problem,) = raised.value.problems
    assert str(problem) == (
        "--weeks: no exercise is due in any of these weeks. "
        "Check --start and the date from which the program counts, or ask for more weeks."
    )
    assert problem.kind is Kind.USAGE
    assert len(booklet(program_of(task("Hop"), gates=gate), 9, start=MONDAY).weeks) == 9


# Any small program: what is due is worked out here once more, from the numbers that it was written
# with, and not from the program.


class Item(NamedTuple):
    """A task of a made-up program; `often` is one of `OFTEN`, `more` the sets from week 3 on."""

    name: str
    often: str
    sets: int
    more: int
    sides: int

    def written(self) -> dict[str, Any]:
        side = {"side": "each"} if self.sides == 2 else {}
        dose = {"sets": self.sets, "reps": 10, "frequency": self.often, **side}
        progress = {"sets": {"1": self.sets, "3": self.more}, "reps": "10 -> 20 over 4 weeks"}
        return {"task": self.name, "name": self.name, "dose": {**dose, "progress": progress}}


class Time(NamedTuple):
    """A phase of a made-up program, in days after the anchor; no end is an open one."""

    begins: int
    ends: int | None
    items: tuple[Item, ...]


class Case(NamedTuple):
    """A made-up program and patient.

    `gates` are the first days of items after the start, `ago` is how many days before it the anchor
    was, and `first` the first weekday of whole weeks, or "".
    """

    throughout: tuple[Item, ...]
    phases: tuple[Time, ...]
    gates: dict[str, int]
    start: date | None
    ago: int
    weeks: int
    first: str

    @property
    def lead(self) -> int:
        if self.start is None or not self.first:
            return 0
        return (self.start.weekday() - WEEKDAYS.index(self.first)) % 7

    def booklet(self) -> Booklet:
        phases = [
            {
                "id": f"phase-{number}",
                "name": "Phase",
                "from": f"{time.begins} days",
                **({"to": f"{time.ends} days"} if time.ends else {}),
                "exercises": [item.written() for item in time.items],
            }
            for number, time in enumerate(self.phases)
        ]
        gates = [
            {"for": name, "not_before": f"{day} days after start"}
            for name, day in self.gates.items()
        ]
        items = [item.written() for item in self.throughout]
        program = program_of(exercises=items, phases=phases, gates=gates, anchor="surgery")
        known = {"surgery": self.start - timedelta(days=self.ago)} if self.start else {}
        parts = parts_with(program, start=self.start, **known, whole_weeks=bool(self.first))
        locale = parts.locale.model_copy(update={"first_weekday": self.first or "monday"})
        return resolve_booklet(replace(parts, locale=locale), self.weeks)

    def origins(self) -> Iterator[tuple[int, int, int, Item]]:
        """Rank, first day and day after the last one of each item."""
        for item in self.throughout:
            yield 0, max(0, self.gates.get(item.name, 0)), 10**6, item
        ago = self.ago if self.start else 0
        for time in self.phases:
            for item in time.items:
                begins = max(0, time.begins - ago, self.gates.get(item.name, 0))
                yield 1, begins, 10**6 if time.ends is None else time.ends - ago, item

    def due(self) -> dict[tuple[str, int], int]:
        """How many boxes each item has on each day on which it is due."""
        expected = {}
        weekday = self.start.weekday() if self.start else WEEKDAYS.index(self.first or "monday")
        for day in range(7 * self.weeks - self.lead):
            last: dict[str, tuple[int, int, Item]] = {}
            for rank, begins, ends, item in self.origins():
                if begins <= day < ends:
                    known = last.get(item.name)
                    if known is None or (rank, begins) >= known[:2]:
                        last[item.name] = rank, begins, item
            for name, (_, begins, item) in last.items():
                if OFTEN[item.often](day - begins, (weekday + day) % 7):
                    week = (day + self.lead) // 7 - (begins + self.lead) // 7 + 1
                    boxes = (item.sets if week < 3 else item.more) * item.sides
                    sessions = 2 if "2/day" in item.often else 1
                    each = boxes if sessions * boxes <= MAX_IN_A_CELL else 1  # or one each
                    expected[name, day] = sessions * each
        return expected


OFTEN: dict[str, Any] = {
    "daily": lambda index, weekday: True,
    "2/day": lambda index, weekday: True,
    "3 days a week": lambda index, weekday: True,
    "alternate days": lambda index, weekday: index % 2 == 0,
    "every 3 days": lambda index, weekday: index % 3 == 0,
    "every 10 days": lambda index, weekday: index % 10 == 0,
    "mon and thu": lambda index, weekday: weekday in (0, 3),
    "2/day on sat and sun": lambda index, weekday: weekday in (5, 6),
}
NAMES = ("walk", "hop", "run", "pain")  # the last one is a word of ours, too


def items(least: int) -> st.SearchStrategy[tuple[Item, ...]]:
    sets = st.integers(1, 4)
    item = st.builds(
        Item, st.sampled_from(NAMES), st.sampled_from([*OFTEN]), sets, sets, st.integers(1, 2)
    )
    unique = st.lists(item, min_size=least, max_size=3, unique_by=lambda one: one.name)
    return unique.map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any program, start, length and way to count weeks."""
    throughout = draw(items(0))
    phases = []
    for _ in range(draw(st.integers(0, 3))):
        begins = draw(st.integers(0, 60))
        length = draw(st.none() | st.integers(1, 40))
        phases.append(Time(begins, None if length is None else begins + length, draw(items(0))))
    names = {item.name for items in (throughout, *(one.items for one in phases)) for item in items}
    assume(names)
    gates = {name: draw(st.integers(0, 30)) for name in names if draw(st.booleans())}
    return Case(
        throughout,
        tuple(phases),
        gates,
        draw(st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))),
        draw(st.integers(-10, 40)),
        draw(st.integers(1, 9)),
        draw(st.sampled_from(["", "monday", "sunday", "saturday"])),
    )


WALK = Item("walk", "alternate days", 3, 4, 2)
HOP = Item("hop", "mon and thu", 2, 2, 1)


@given(cases())
@settings(max_examples=120)
@example(Case((WALK,), (), {}, date(2028, 2, 26), 0, 2, ""))
@example(
    Case((WALK, HOP), (Time(3, 20, (WALK,)),), {"hop": 10}, date(2026, 12, 30), 0, 4, "sunday")
)
def test_every_set_has_its_box_on_its_day_and_no_other(case: Case) -> None:
    expected = case.due()
    if not expected:
        with pytest.raises(WorksheetError, match="no exercise is due"):
            case.booklet()
        return
    seen: dict[tuple[str, int], int] = {}
    for index, week in enumerate(case.booklet().weeks):
        check_days(case, index, week)
        check_names(week)
        for row in week.grid.rows:
            for place, cell in enumerate(row.cells):
                assert bool(cell.boxes) == cell.due
                assert not any(box.optional for box in cell.boxes)
                if cell.due:
                    key = row.id, 7 * index - case.lead + place
                    assert key not in seen
                    seen[key] = len(cell.boxes)
    assert seen == expected


def check_days(case: Case, index: int, week: Week) -> None:
    """The columns of a week are its seven days: the first week begins where it should."""
    days = range(7 * index - case.lead, 7 * index - case.lead + 7)
    shown = [(column.key, column.day) for column in week.grid.columns]
    if case.start is None:
        first = WEEKDAYS.index(case.first or "monday")
        assert shown == [(day[:3], "") for day in WEEKDAYS[first:] + WEEKDAYS[:first]]
        assert week.dates == ""
        return
    dates = [case.start + timedelta(days=day) for day in days]
    assert shown == [(f"{day:%a}".lower(), str(day.day)) for day in dates]
    assert str(dates[-1].year) in week.dates


def check_names(week: Week) -> None:
    """No two fields of a week have the same name."""
    names = [
        box_name(row.id, box.name, column.key)
        for row in week.grid.rows
        for column, cell in zip(week.grid.columns, row.cells, strict=True)
        for box in cell.boxes
    ]
    names += [
        daily_name(row.name, column.key, str(part) if row.parts > 1 else "")
        for row in week.grid.writing
        for column in week.grid.columns
        for part in range(1, row.parts + 1)
    ]
    boxes = [box for one in week.checks for box in one.boxes]
    boxes += [box for one in week.ladders for box in one.levels]
    names += [box.name for box in boxes] + [one.name for one in week.measures]
    assert "" not in names
    assert len(set(names)) == len(names)


def test_the_names_of_a_full_week_are_its_own() -> None:
    program = program_of(
        task("Pain", progress=LADDER, frequency="3/day"),
        task("Notes", side="each", progress="add 1 each session"),
        task("Walk", progress={**LADDER, "add": "1 kg", "when": "easy"}),
        phases=[phase("Later", task("Hop"), begins="0 days", entry=["No limp.", "No pain."])],
        measures=[
            {"id": "pain", "name": "Pain", "most": 10},
            {"id": "walk", "name": "x", "most": 9},
        ],
    )
    for week in booklet(program, 2, start=MONDAY).weeks:
        check_names(week)
    assert [one.parts for one in week.grid.writing] == [3, 3, 1]
