"""How a dose stands in each week: steady ways, tables and rules, as the patient reads them."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from resolve_checks import doses, english, plain

from worksheets.facts import dose_text
from worksheets.model.course import Course
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import Count, Distance, Pain, Time, Weight
from worksheets.model.quantity import Bound, Quantity
from worksheets.resolve.doses import dose_facts
from worksheets.resolve.progression import dose_in_week, first_dose, value_in_week

DAILY = Frequency.model_validate("daily")


def said(dose: Dose, week: int) -> str:
    """The dose of a week, as the patient reads it."""
    made = dose_in_week(dose, week)
    return plain(dose_text(dose_facts(english(), made, made.frequency or DAILY)))


def sets_of_10(**progress: Any) -> dict[str, Any]:
    return {"sets": 3, "reps": 10, "progress": progress}


SETS_OF = "{} times · 3 sets · Once a day"
WITH_KG = "10 times · 3 sets · Once a day · With {} kg"
HOLDS = "Hold {} seconds · 3 times · Once a day"
STEPS = "{} steps · Once a day"


@pytest.mark.parametrize(
    ("written", "sentence", "numbers"),
    [
        (sets_of_10(reps="10 -> 20 over 6 weeks"), SETS_OF, "10 12 14 16 18 20 20"),
        (sets_of_10(reps="10 -> 20 over 4 weeks"), SETS_OF, "10 13 17 20"),  # 13.3 and 16.7
        # 17.5 and 12.5: half a step counts
        (sets_of_10(reps="20 -> 10 over 5 weeks"), SETS_OF, "20 17 15 12 10 10"),
        # by 5: 11.7 is nearer to 10, 13.3 to 15, 16.7 to 15, 18.3 to 20
        (sets_of_10(reps="10 -> 20 over 7 weeks by 5"), SETS_OF, "10 10 15 15 15 20 20"),
        # the lower end by 1; the upper end by 1.25: 11.25, 12.5, 13.75
        (sets_of_10(reps="8-10 -> 12-15 over 5 weeks"), SETS_OF, "8–10 9–11 10–13 11–14 12–15"),
        # by numbers to a range: 12.5, 15, 17.5
        (sets_of_10(reps="10 -> 20-25 over 5 weeks"), SETS_OF, "10 13 15 18 20–25"),
        # down to a range: to its nearer end, 12
        (sets_of_10(reps="20 -> 10-12 over 5 weeks"), SETS_OF, "20 18 16 14 10–12"),
        # a range that closes: 8, 9.5, 11, 12.5, 14 and 10, 11, 12, 13, 14
        (sets_of_10(reps="8-10 -> 14 over 5 weeks"), SETS_OF, "8–10 10–11 11–12 13 14"),
        ({"reps": 10, "progress": {"reps": "up to 10 -> up to 20 over 3 weeks"}},
         "Up to {} times · Once a day", "10 15 20 20"),
        ({"reps": 5, "progress": {"reps": "at least 5 -> at least 8 over 4 weeks"}},
         "At least {} times · Once a day", "5 6 7 8"),
        # 14, 18, 22, 26 in steps of 5
        ({"sets": 3, "hold": "10 s", "progress": {"hold": "10 s -> 30 s over 6 weeks"}},
         HOLDS, "10 15 20 20 25 30"),
        # 12 is no multiple of 5: single seconds
        ({"sets": 3, "hold": "10 s", "progress": {"hold": "10 s -> 12 s over 3 weeks"}},
         HOLDS, "10 11 12"),
        # 2.75, 3.5, 4.25 in steps of half a kilogram
        (sets_of_10(load="2 kg -> 5 kg over 5 weeks"), WITH_KG, "2 3 3.5 4.5 5"),
        # a quarter fits both ends
        (sets_of_10(load="1 kg -> 1.75 kg over 4 weeks"), WITH_KG, "1 1.25 1.5 1.75"),
        # 625, 750, 875 in steps of 50
        (sets_of_10(load="500 g -> 1000 g over 5 weeks"),
         "10 times · 3 sets · Once a day · With {} g", "500 650 750 900 1,000"),
        ({"duration": "10 min", "progress": {"duration": "10 min -> 30 min over 3 weeks"}},
         "{} minutes · Once a day", "10 20 30"),
        # 5,750 and 6,500: whole hundreds
        ({"steps": 5000, "progress": {"steps": "5000 -> 7300 over 4 weeks"}},
         STEPS, "5,000 5,800 6,500 7,300"),
        ({"reps": 10, "progress": {"sets": "2 -> 4 over 3 weeks"}},
         "10 times · {} sets · Once a day", "2 3 4"),
        (sets_of_10(load={"1": "red band", "3": "green band", "4": "orange band"}),
         "10 times · 3 sets · Once a day · With {} band",
         "a_red a_red a_green an_orange an_orange"),
        (sets_of_10(frequency={"1": "daily", "2": "2/day", "4": "2/day, 5 days a week"}),
         "10 times · 3 sets · {}",
         "Once_a_day Twice_a_day Twice_a_day Twice_a_day,_5_days_a_week"),
        (sets_of_10(sets={"1": 2, "3": 3}, reps={"1": 10, "2": 12, "4": "12-15"}),
         "{} sets · Once a day", "10_times_·_2 12_times_·_2 12_times_·_3 12–15_times_·_3"),
    ],
)  # fmt: skip
def test_a_dose_from_week_to_week(written: dict[str, Any], sentence: str, numbers: str) -> None:
    dose = Dose.model_validate(written)
    sentences = [sentence.format(one.replace("_", " ")) for one in numbers.split()]
    assert [said(dose, week) for week in range(1, len(sentences) + 1)] == sentences
    assert said(dose, 100) == said(dose, 104)
    assert dose_in_week(dose, 2).progress is None


@pytest.mark.parametrize(
    ("dose", "rule", "sentence", "numbers"),
    [
        ({"load": "5 kg"}, "add 1 kg a week, to 8 kg", WITH_KG, "5 6 7 8 8"),
        ({"load": "2 kg"}, "add 500 g a week, to 3 kg", WITH_KG, "2 2.5 3 3"),
        ({"load": "500 g"}, "add 0.25 kg a week, to 1 kg",
         "10 times · 3 sets · Once a day · With {} g", "500 750 1,000 1,000"),
        ({"load": "10 lb"}, "add 2.5 lb every 2 weeks, to 15 lb",
         "10 times · 3 sets · Once a day · With {} lb", "10 10 12.5 12.5 15 15 15"),
        ({"load": "60%"}, "add 5% of maximum a week, to 70% of maximum",
         "10 times · 3 sets · Once a day · With {}% of the most that you can lift in one go",
         "60 65 70 70"),
        ({}, "add 2 reps a week, to 15 reps", SETS_OF, "10 12 14 15 15"),  # a short last step
        ({}, "add 2 a week, to 15", SETS_OF, "10 12 14 15"),
        ({"reps": "8-12"}, "add 2 a week, to 15", SETS_OF, "8–12 10–14 12–15 14–15 15"),
        ({"reps": 20}, "add 2 a week, to 15", SETS_OF, "20 20 20"),  # beyond the cap: never less
        ({"sets": 2}, "add 1 set every 2 weeks, to 4 sets", "10 times · {} sets · Once a day",
         "2 2 3 3 4 4 4"),
        ({"reps": None, "hold": "20 s"}, "add 5 s a week, to 30 s", HOLDS, "20 25 30 30"),
        ({"reps": None, "sets": None, "duration": "4 min"}, "add 30 s a week, to 5 min",
         "{} minutes · Once a day", "4 4.5 5 5"),
        ({"reps": None, "sets": None, "distance": "800 m"}, "add 100 m a week, to 1 km",
         "{} metres · Once a day", "800 900 1,000 1,000"),
        ({"reps": None, "sets": None, "steps": 5000}, "add 500 steps a week, to 6000 steps",
         STEPS, "5,000 5,500 6,000 6,000"),
    ],
)  # fmt: skip
def test_a_rule_that_time_decides(
    dose: dict[str, Any], rule: str, sentence: str, numbers: str
) -> None:
    written = {key: one for key, one in ({"sets": 3, "reps": 10} | dose).items() if one is not None}
    made = Dose.model_validate({**written, "progress": rule})
    sentences = [sentence.format(one) for one in numbers.split()]
    assert [said(made, week) for week in range(1, len(sentences) + 1)] == sentences
    assert said(made, 104) == sentences[-1]
    assert dose_in_week(made, 2).progress is None


def test_a_rule_by_the_month() -> None:
    # Months of 30.4 days: week 5 begins after 28 days, week 6 after 35, week 9 after 56, week 10
    # after 63, week 14 after 91, week 15 after 98.
    dose = Dose.model_validate({"reps": 10, "progress": "add 5 a month, to 30"})
    weeks = {1: 10, 5: 10, 6: 15, 9: 15, 10: 20, 14: 20, 15: 25, 18: 25, 19: 30, 60: 30}
    for week, reps in weeks.items():
        assert said(dose, week) == f"{reps} times · Once a day"


@pytest.mark.parametrize(
    ("dose", "rule"),
    [
        ({"load": "20 kg"}, "when pain-free add 5 kg a week, to 60 kg"),  # a criterion
        ({"load": "20 kg"}, "add 5 kg a week"),  # no end
        ({"reps": 10}, "add 2 each session, to 20"),
        ({"reps": 10}, "add 2 a day, to 20"),
        ({"reps": 10}, "add 2, to 20"),
        ({"load": "20 kg"}, "add up to 2.5 kg a week, to 60 kg"),
        ({"load": "20 kg"}, "add 5 kg a week, to about 60 kg"),
        ({"load": "20 kg"}, "add 5% a week, to 60 kg"),  # 5% of what, nobody says
        ({"load": "20 kg"}, "add 2 lb a week, to 60 lb"),
        ({"sets": "blank", "reps": 10}, "add 1 set a week, to 4 sets"),  # no number to add to
        ({"reps": "up to 10"}, "add 2 a week, to 20"),
        ({"load": "red band"}, "add 1 kg a week, to 5 kg"),
        ({"hold": ["5 s", "10 s"]}, "add 5 s a week, to 30 s"),
    ],
)
def test_what_time_alone_cannot_decide_stays_as_it_is(dose: dict[str, Any], rule: str) -> None:
    made = Dose.model_validate({**dose, "progress": rule})
    for week in (1, 2, 9, 104):
        assert dose_in_week(made, week) == made


def test_levels_stay_beside_what_grows() -> None:
    dose = Dose.model_validate(
        sets_of_10(reps="10 -> 20 over 6 weeks", levels=["two legs", "one leg"], up="it is easy")
    )
    third = dose_in_week(dose, 3)
    assert third.progress is not None
    assert (third.progress.levels, third.progress.up) == (("two legs", "one leg"), "it is easy")
    assert list(third.progress.courses) == []
    assert said(dose, 3) == "14 times · 3 sets · Once a day"


def test_a_dose_without_progress_is_the_very_same() -> None:
    dose = Dose.model_validate({"reps": 10})
    assert dose_in_week(dose, 5) is dose
    assert first_dose(dose) is dose


def test_at_first_a_dose_says_how_it_will_grow() -> None:
    dose = Dose.model_validate(
        {
            "reps": 8,
            "progress": {"reps": "10 -> 20 over 6 weeks", "load": {"1": "2 kg", "3": "3 kg"}},
        }
    )
    first = first_dose(dose)
    assert first.progress == dose.progress
    facts = plain(dose_text(dose_facts(english(), first, DAILY)))
    assert facts == "10 times · Once a day · With 2 kg"


@given(doses(), st.integers(1, 104))
def test_whatever_grows_can_still_be_said(dose: Dose, week: int) -> None:
    made = dose_in_week(dose, week)
    assert re.fullmatch(r"[A-Z0-9_].*[^\s,.]", said(dose, week))
    assert dose_in_week(made, week) == made  # what time decides is decided


def ends(amount: Quantity) -> tuple[Decimal, Decimal]:
    low = amount.high if amount.low is None else amount.low
    high = amount.low if amount.high is None else amount.high
    assert low is not None
    assert high is not None
    return low, high


def check_way(course: Course[Any], start: Quantity, target: Quantity) -> None:
    """It starts at the start, reaches the target in its week, and never turns nor goes beyond."""
    assert course.over is not None
    values = [value_in_week(course, week) for week in range(1, course.over + 3)]
    assert values[0] == start
    assert values[course.over - 1 :] == [target] * 3
    for end in (0, 1):
        numbers = [ends(value)[end] for value in values]
        assert numbers in (sorted(numbers), sorted(numbers, reverse=True))
        assert {numbers[0], numbers[-1]} == {ends(start)[end], ends(target)[end]}
    for value in values:
        low, high = ends(value)
        assert low < high if value.bound is Bound.RANGE else low == high
    assert {value.unit for value in values} == {start.unit}


_counts = st.integers(1, 1000)
_ranges = st.tuples(_counts, _counts).filter(lambda pair: pair[0] < pair[1])
_ends = _counts.map(str) | _ranges.map(lambda pair: f"{pair[0]}-{pair[1]}")
_bounds = st.sampled_from(["up to", "at least"])
_bounded = st.tuples(_bounds, _counts, _counts).map(
    lambda way: (f"{way[0]} {way[1]}", f"{way[0]} {way[2]}")
)


@given(st.tuples(_ends, _ends) | _bounded, st.integers(2, 104), st.none() | st.integers(1, 60))
@example(("10", "20"), 6, None)
@example(("20", "10"), 2, None)
@example(("10-12", "30-31"), 3, 4)  # steps of 4 from 10 and from 12 could cross
@example(("8-10", "14"), 5, None)
def test_any_way_is_steady(way: tuple[str, str], over: int, by: int | None) -> None:
    start, target = way
    assume(start != target)
    written = f"{start} -> {target} over {over} weeks" + (f" by {by}" if by else "")
    course = Course[Count].model_validate(written)
    check_way(course, Count.model_validate(start), Count.model_validate(target))


_weights = st.decimals(Decimal("0.01"), Decimal(300), places=2)


@given(
    _weights,
    _weights,
    st.integers(2, 104),
    st.none() | st.decimals(Decimal("0.01"), Decimal(20), places=2),
    st.sampled_from(["kg", "lb", "g"]),
)
@example(Decimal("2.30"), Decimal(5), 7, None, "kg")
def test_any_way_of_weights_is_steady(
    start: Decimal, target: Decimal, over: int, by: Decimal | None, unit: str
) -> None:
    assume(start != target)
    written = f"{start} {unit} -> {target} {unit} over {over} weeks"
    course = Course[Weight].model_validate(written + (f" by {by} {unit}" if by else ""))
    check_way(
        course, Weight.model_validate(f"{start} {unit}"), Weight.model_validate(f"{target} {unit}")
    )


IN_BASE = {"s": 1, "min": 60, "h": 3600, "g": 1, "kg": 1000, "m": 1, "km": 1000, "oz": 1, "lb": 16}


@given(
    st.sampled_from([(Time, "min", "s"), (Time, "h", "min"), (Weight, "kg", "g"),
                     (Distance, "km", "m"), (Weight, "lb", "oz")]),
    st.integers(1, 20), st.integers(1, 20), st.integers(2, 30),
)  # fmt: skip
@example((Time, "min", "s"), 1, 2, 4)
def test_equal_amounts_have_equal_weeks(
    kinds: tuple[type[Quantity], str, str], start: int, target: int, over: int
) -> None:
    """1 min to 2 min is 60 s to 120 s."""
    assume(start != target)
    kind, large, small = kinds
    size = IN_BASE[large] // IN_BASE[small]
    ways = [
        f"{start} {large} -> {target} {large} over {over} weeks",
        f"{start * size} {small} -> {target * size} {small} over {over} weeks",
    ]
    courses = [Course[kind].model_validate(way) for way in ways]  # type: ignore[valid-type]
    for week in range(1, over + 1):
        made = [value_in_week(course, week) for course in courses]
        first, second = [value.low * IN_BASE[value.unit] for value in made]
        assert first == second
        assert min(start, target) <= first / IN_BASE[large] <= max(start, target)


@pytest.mark.parametrize(
    ("way", "weeks"),
    [
        (
            "1 min -> 2 min over 4 weeks",
            "1 minute, 1 minute 20 seconds, 1 minute 40 seconds, 2 minutes",
        ),
        (
            "60 s -> 120 s over 4 weeks",
            "60 seconds, 1 minute 20 seconds, 1 minute 40 seconds, 120 seconds",
        ),
        ("5 min -> 8 min over 3 weeks", "5 minutes, 6.5 minutes, 8 minutes"),
        ("10 min -> 30 min over 4 weeks", "10 minutes, 17 minutes, 23 minutes, 30 minutes"),
        ("1 h -> 1.5 h over 3 weeks", "1 hour, 1.25 hours, 1.5 hours"),
        ("1 h -> 2 h over 4 weeks", "1 hour, 80 minutes, 100 minutes, 2 hours"),
    ],
)
def test_times_grow_in_steps_of_their_size(way: str, weeks: str) -> None:
    dose = Dose.model_validate({"progress": {"duration": way}})
    made = [said(dose, week) for week in range(1, weeks.count(",") + 2)]
    assert made == [f"{one} · Once a day" for one in weeks.split(", ")]


NINETEEN = (
    "1:00 1:15 1:30 1:45 2:00 2:15 2:30 2:45 3:00 3:15 3:30 3:45 4:00 4:15 4:30 4:45 5:00 5:30 6:00"
)


def test_nineteen_stages_of_minutes_each_in_its_week() -> None:
    stages = dict(zip(map(str, range(1, 20)), NINETEEN.split(), strict=True))
    dose = Dose.model_validate({"progress": {"duration": stages}})
    made = [said(dose, week).removesuffix(" · Once a day") for week in range(1, 21)]
    assert made[:5] == [
        "1 minute", "1 minute 15 seconds", "90 seconds", "1 minute 45 seconds", "2 minutes",
    ]  # fmt: skip
    assert made[-3:] == ["5 minutes 30 seconds", "6 minutes", "6 minutes"]


def test_a_range_that_begins_at_nothing() -> None:
    course = Course[Pain].model_validate("0-2 -> 4-5 over 5 weeks")
    assert [value_in_week(course, week).short() for week in range(1, 6)] == [
        "0-2", "1-3", "2-4", "3-4", "4-5",
    ]  # fmt: skip


@given(
    st.integers(1, 100),
    st.integers(1, 20),
    st.integers(1, 200),
    st.sampled_from(["week", "2 weeks", "3 weeks", "month", "2 months"]),
)
def test_a_rule_goes_up_to_its_cap_and_never_down(
    start: int, add: int, to: int, every: str
) -> None:
    dose = Dose.model_validate({"reps": start, "progress": f"add {add} every {every}, to {to}"})
    reps = [made.reps for week in range(1, 105) if (made := dose_in_week(dose, week))]
    numbers = [ends(one)[0] for one in reps if one]
    assert numbers[0] == start
    assert numbers == sorted(numbers)
    assert max(numbers) <= max(start, to)
    assert {after - before for before, after in pairwise(numbers)} <= {
        0,
        add,
        (to - start) % add,
    }
