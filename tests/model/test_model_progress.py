"""Progress: rules, tables of weeks, steady ways and levels; short forms, and what is refused."""

from typing import Any

import pytest
from model_checks import refusals
from pydantic import ValidationError

from worksheets.model.course import Course, goal_of, quantity_of
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import Count, Effort, Pain, Time
from worksheets.model.progress import COURSES, Progress, StepRule
from worksheets.model.resistance import Load
from worksheets.model.sets import Holds, Sets
from worksheets.resolve.progression import value_in_week

Reps = Course[Count]
HOW = "Write it like 10 -> 20 over 6 weeks, or as a table of weeks: {1: 10, 3: 12}."
NO_COURSE = f"this does not say how it goes from week to week. {HOW}"
NO_NUMBERS = f"a steady way goes from a number to a number. {HOW}"
NO_FIRST = "the table does not begin with week 1. Add week 1, like {1: 10, 3: 12}."
KEYS = " is no week from 1 to 104. Write a table of weeks like {1: 10, 3: 12}: 12 from week 3 on."
NO_WEEKS = "this is no number of weeks, 1 to 104. Write it like 6 weeks."
STEPS = "the steps are not a number in the same unit. Write it like by 2."
BOUNDS = '"up to" or "at least" is said of both ends or of none. Write it twice, or never.'
COUNTS = "Write it like 10, 10-15, up to 10, at least 8 or 10 -> 20-25."


@pytest.mark.parametrize(
    ("written", "path", "over", "by"),
    [
        ("10 -> 20 over 6 weeks", "10 -> 20", 6, None),
        ("10 → 20, over 6 wks", "10 -> 20", 6, None),
        ("10 -> 20 in 6w", "10 -> 20", 6, None),
        ("10 -> 20 Over 6 Weeks", "10 -> 20", 6, None),
        ("10 -> 20-25 over 12 weeks", "10 -> 20-25", 12, None),
        ("start with 10, work up to 20 over 6 weeks", "10 -> 20", 6, None),
        ("10 -> 20 over 6 weeks by 2", "10 -> 20", 6, "2"),
        ("10 -> 20 over 6 weeks, in steps of 5", "10 -> 20", 6, "5"),
        ({"start": 10, "target": 20, "over": "6 weeks"}, "10 -> 20", 6, None),
        ({"start": 10, "target": 20, "over": 6, "by": 2}, "10 -> 20", 6, "2"),
        ({"path": "10 -> 20", "over": "6 weeks"}, "10 -> 20", 6, None),
    ],
)
def test_a_steady_way(written: Any, path: str, over: int, by: str | None) -> None:
    course = Reps.model_validate(written)
    assert course.stages is None
    assert course.path == Count.model_validate(path)
    assert course.over == over
    assert course.by == (Count.model_validate(by) if by else None)
    assert value_in_week(course, 1) == Count.model_validate(path.split(" -> ")[0])
    assert hash(course) == hash(Reps.model_validate(written))


@pytest.mark.parametrize(
    "written",
    [
        {"1": 10, "3": "12-15"},
        {"week 1": 10, "week 3": "12-15"},
        {"3": "12-15", "1": 10},
        {"From week 3": "12-15", " week  1 ": 10},
        {"stages": {"1": 10, "3": "12-15"}},
    ],
)
def test_a_table_of_weeks_is_read_and_put_in_order(written: Any) -> None:
    course = Reps.model_validate(written)
    stages = course.stages or {}
    assert [(int(week), count.short()) for week, count in stages.items()] == [
        (1, "10"),
        (3, "12-15"),
    ]
    assert value_in_week(course, 1) == Count.model_validate(10)
    assert (course.path, course.over, course.by) == (None, None, None)
    assert {course: "kept"}[Reps.model_validate(written)] == "kept"


@pytest.mark.parametrize(
    ("model", "written", "first", "target"),
    [
        (Course[Time], "30 s -> 60 s over 4 weeks by 10 s", "30 s", "60 s"),
        (Course[Load], "2 kg -> 5 kg over 4 weeks by 0.5 kg", "2 kg", "5 kg"),
        (Course[Sets], "2 -> 4 over 4 weeks", "2", "4"),
        (Course[Holds], "10 s -> 30 s over 4 weeks by 5 s", "10 s", "30 s"),
        (Course[Effort], "RPE 3 -> RPE 5 over 4 weeks", "3 rpe", "5 rpe"),
        (Course[Pain], "4 -> 2 over 4 weeks", "4", "2"),
        (Course[Count], "up to 10 -> up to 20 over 4 weeks", "up to 10", "up to 20"),
        (Course[Count], "at least 5 -> at least 8 over 4 weeks", "at least 5", "at least 8"),
    ],
)
def test_what_has_a_number_can_go_a_steady_way(
    model: Any, written: str, first: str, target: str
) -> None:
    course = model.model_validate(written)
    start, begins = quantity_of(course.path), quantity_of(value_in_week(course, 1))
    assert start is not None
    assert begins is not None
    assert (begins.short(), goal_of(start).short()) == (first, target)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10 -> 20", NO_COURSE),
        ("10 over 6 weeks", NO_COURSE),
        ("over 6 weeks", NO_COURSE),
        ("10 -> 20 over 6 months", NO_COURSE),
        (10, NO_COURSE),
        (None, NO_COURSE),
        (["10", "20"], NO_COURSE),
        ({"start": 10, "target": 20}, NO_COURSE),
        ("10 -> 20 over 1 week", "a steady way takes two weeks or more. For one week, write a "
                                 "table."),
        ("10 -> 20 over 105 weeks", NO_WEEKS),
        ("10 -> 20 over 0 weeks", NO_WEEKS),
        ({"start": 10, "target": 20, "over": True}, NO_WEEKS),
        ({"start": 10, "target": 20, "over": "soon"}, NO_WEEKS),
        ("10 -> blank over 6 weeks", NO_NUMBERS),
        ("blank -> 20 over 6 weeks", NO_NUMBERS),
        ("amrap -> 20 over 6 weeks", NO_NUMBERS),
        ("about 10 -> about 20 over 6 weeks", NO_NUMBERS),
        ("up to 10 -> 20 over 6 weeks", BOUNDS),
        ("10-12 -> at least 20 over 6 weeks", BOUNDS),
        ("up to 10 -> at least 20 over 6 weeks", BOUNDS),
        ("10 -> 20 over 6 weeks by 1-2", STEPS),
        ("10 -> 20 over 6 weeks by blank", STEPS),
        ("10 -> 20 over 6 weeks by 1 -> 2", STEPS),
        ("10 -> 10 over 6 weeks", "the start and the target are the same. Write it once."),
        ({"start": 10, "over": "6 weeks"},
         f"an amount in several lines has the keys start and target. {COUNTS}"),
        ({"1": "ten"}, f"there is no number in this amount. {COUNTS}"),
        ({"3": 12}, NO_FIRST),
        ({}, NO_FIRST),
        ({"1": 10, "week 1": 12}, '"week 1" is week 1, which stands there twice. Keep one.'),
        ({"1": 10, "0": 12}, f'"0"{KEYS}'),
        ({"1": 10, "105": 12}, f'"105"{KEYS}'),
        ({"1": 10, "soon": 12}, f'"soon"{KEYS}'),
        ({"1": 10, "1-2": 12}, f'"1-2"{KEYS}'),
        ({"1": 10, "\x1b[2J": 12}, f"a key of the table{KEYS}"),
        ("10 -> over 6 weeks", f"there is no target after the arrow. {HOW}"),
        ("1" * 301, "this is too long; 300 characters are the most that fits. Shorten it."),
    ],
)  # fmt: skip
def test_what_is_no_course(written: Any, said: str) -> None:
    assert refusals(Reps, written) == [said]


@pytest.mark.parametrize(
    ("model", "written", "said"),
    [
        (Course[Load], "red band -> blue band over 4 weeks", NO_COURSE),
        (Course[Load], "2 kg -> 5 kg over 4 weeks by 500 g", STEPS),
        (Course[Frequency], "2/day -> 4/day over 4 weeks", NO_COURSE),
        (Course[Holds], {"1": []}, "there is no hold in the list. Write it like 30 s."),
        (
            Course[Time],
            "30 s -> 60 s over 4 weeks by 10",
            "the unit is missing. Write what is meant: 10 s, 10 min, 10 counts or 10 breaths.",
        ),
    ],
)
def test_what_has_no_number_goes_by_a_table(model: Any, written: Any, said: str) -> None:
    assert refusals(model, written) == [said]


def test_bands_and_frequencies_go_by_a_table() -> None:
    bands = Course[Load].model_validate({"1": "red band", "4": "green band"})
    assert [load.band for load in (bands.stages or {}).values()] == ["red", "green"]
    often = Course[Frequency].model_validate({"1": "daily", "3": "2/day"})
    assert value_in_week(often, 1) == Frequency.model_validate("daily")


RULE = StepRule.model_validate("add 1 kg a week, to 10 kg")


@pytest.mark.parametrize(
    ("written", "rule", "courses", "levels"),
    [
        ("add 1 kg a week, to 10 kg", RULE, [], ()),
        ({"add": "1 kg", "every": "week", "to": "10 kg"}, RULE, [], ()),
        ({"rule": "add 1 kg a week, to 10 kg"}, RULE, [], ()),
        ({"reps": "10 -> 20 over 6 weeks"}, None, ["reps"], ()),
        ({"reps": {"1": 10, "3": 12}, "sets": {"1": 2, "5": 3}}, None, ["sets", "reps"], ()),
        ({"frequency": {"1": "daily"}, "since": "surgery"}, None, ["frequency"], ()),
        ({"levels": ["two legs", "one leg"]}, None, [], ("two legs", "one leg")),
        ({"reps": {"1": 10}, "add": "1 kg", "every": "week", "to": "10 kg"}, RULE, ["reps"], ()),
    ],
)
def test_what_a_progress_is_read_as(
    written: Any, rule: StepRule | None, courses: list[str], levels: tuple[str, ...]
) -> None:
    progress = Progress.model_validate(written)
    assert progress.rule == rule
    assert [name for name, _ in progress.courses] == courses
    assert progress.levels == levels


def test_when_to_change_level() -> None:
    progress = Progress.model_validate(
        {"levels": ["two legs", "one leg"], "up": "it is easy", "down": "you lose your balance"}
    )
    assert (progress.up, progress.down) == ("it is easy", "you lose your balance")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, "the progress is empty. Write it like add 1 kg a week, to 10 kg."),
        ({"since": "surgery"}, "the progress is empty. Write it like add 1 kg a week, to 10 kg."),
        ("grow", "this is not a step rule. Write it like when pain-free add 5 kg a week, to 60 "
                 "kg."),
        ({"levels": "one leg"}, "one level is no ladder. Name two or more, the easiest first."),
        ({"levels": ["x"]}, "one level is no ladder. Name two or more, the easiest first."),
        ({"levels": [*"abcdefghijklmnopqrstu"]}, "levels: too_long"),
        ({"tempo": {"1": "slow"}}, "tempo: extra_forbidden"),
        ({"since": "birthday", "reps": {"1": 10}}, "since: literal_error"),
        ({"when": "pain-free"}, "rule.add: missing"),
        ({"reps": {"2": 10}}, NO_FIRST),
    ],
)  # fmt: skip
def test_what_is_no_progress(written: Any, said: str) -> None:
    assert refusals(Progress, written) == [said]


def test_every_course_is_a_part_of_a_dose() -> None:
    assert set(COURSES) <= set(Dose.model_fields)
    assert set(COURSES) < set(Progress.model_fields)


def test_a_dose_that_grows_can_be_kept_and_compared() -> None:
    written = {"reps": 10, "progress": {"reps": {"1": 10, "3": 12}, "load": {"1": "2 kg"}}}
    dose, again = Dose.model_validate(written), Dose.model_validate(written)
    assert {dose: 1}[again] == 1
    other = Dose.model_validate({**written, "progress": {"reps": {"1": 10, "4": 12}}})
    assert dose != other


def test_what_grows_is_an_amount_of_the_dose_too() -> None:
    written = {"duration": "1 min", "progress": {"reps": "10 -> 20 over 6 weeks"}}
    with pytest.raises(ValidationError, match="how much in two ways: repetitions, and duration"):
        Dose.model_validate(written)
    assert Dose.model_validate({"progress": {"reps": "10 -> 20 over 6 weeks"}}).progress
