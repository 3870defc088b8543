"""Days, weeks and events: leap days, New Year, months of any length, both ways to count weeks."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from resolve_checks import program_of

from worksheets.model import Patient
from worksheets.model.frequency_words import WEEKDAYS
from worksheets.model.span import Moment, Span
from worksheets.resolve.calendar import Calendar, later, make_calendar

MONDAY, THURSDAY, SURGERY = date(2026, 12, 7), date(2026, 12, 10), date(2026, 10, 5)
STARTS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def calendar(anchor: str | None = None, first: str = "", **patient: Any) -> Calendar:
    """A calendar; with a first weekday, weeks begin on it."""
    program = program_of({}, **({"anchor": anchor} if anchor else {}))
    return make_calendar(program, Patient(**patient), first or "monday", whole_weeks=bool(first))


def days(made: Calendar, week: int) -> str:
    dates = [made.date_of(day) for day in made.days_of(week)]
    return " ".join(f"{day:%a}-{day.day}" for day in dates if day)


def test_weeks_begin_on_the_weekday_of_the_start() -> None:
    made = calendar(start=THURSDAY)
    assert days(made, 1) == "Thu-10 Fri-11 Sat-12 Sun-13 Mon-14 Tue-15 Wed-16"
    assert days(made, 2).startswith("Thu-17")
    assert made.days_of(3) == range(14, 21)


@pytest.mark.parametrize(
    ("first", "lead", "begins"),
    [("monday", 3, "Mon-7"), ("sunday", 4, "Sun-6"), ("saturday", 5, "Sat-5"),
     ("thursday", 0, "Thu-10"), ("friday", 6, "Fri-4")],
)  # fmt: skip
def test_whole_weeks_begin_on_the_first_weekday_of_the_language(
    first: str, lead: int, begins: str
) -> None:
    made = calendar(first=first, start=THURSDAY)
    assert made.lead == lead
    assert days(made, 1).split()[0] == begins
    assert days(made, 1).split()[lead] == "Thu-10"
    assert made.days_of(1) == range(-lead, 7 - lead)
    assert made.days_of(2) == range(7 - lead, 14 - lead)


@pytest.mark.parametrize(
    ("start", "written"),
    [
        ("2028-02-26", "26 27 28 29 1 2 3"),  # a leap year
        ("2028-02-29", "29 1 2 3 4 5 6"),
        ("2027-02-26", "26 27 28 1 2 3 4"),
        ("2100-02-26", "26 27 28 1 2 3 4"),  # no leap year
        ("2000-02-26", "26 27 28 29 1 2 3"),  # one
        ("2026-12-28", "28 29 30 31 1 2 3"),
        ("2026-03-27", "27 28 29 30 31 1 2"),  # clocks go forward in Europe
        ("2026-10-23", "23 24 25 26 27 28 29"),  # and back
    ],
)
def test_the_days_of_a_week(start: str, written: str) -> None:
    made = days(calendar(start=date.fromisoformat(start)), 1)
    assert " ".join(day.split("-")[1] for day in made.split()) == written


def test_after_a_year_of_weeks() -> None:
    made = calendar(start=MONDAY)
    assert made.date_of(364) == date(2027, 12, 6)  # 52 weeks are a day less than a year
    assert calendar(start=date(2028, 1, 1)).date_of(364) == date(2028, 12, 30)  # or two
    assert made.days_of(53)[0] == 364


def test_without_a_start_there_are_days_but_no_dates() -> None:
    made = calendar("surgery", "sunday", surgery=THURSDAY)
    assert made.lead == 0
    assert made.days_of(2) == range(7, 14)
    assert [made.weekday_of(day) for day in made.days_of(2)] == [6, 0, 1, 2, 3, 4, 5]
    assert [made.date_of(day) for day in (0, 7)] == [None, None]


def test_weekdays() -> None:
    made = calendar(first="monday", start=THURSDAY)
    assert [made.weekday_of(day) for day in (-3, 0, 3, 4, 7)] == [0, 3, 6, 0, 3]


@pytest.mark.parametrize(
    ("day", "span", "then"),
    [
        ("2026-12-07", "10 days", "2026-12-17"), ("2026-12-07", "0 days", "2026-12-07"),
        ("2026-12-28", "1 week", "2027-01-04"), ("2028-02-28", "1 day", "2028-02-29"),
        ("2027-02-28", "1 day", "2027-03-01"), ("2026-10-05", "3 months", "2027-01-05"),
        ("2026-10-05", "0 months", "2026-10-05"), ("2026-12-05", "12 months", "2027-12-05"),
        ("2027-01-31", "1 month", "2027-02-28"), ("2028-01-31", "1 month", "2028-02-29"),
        ("2027-01-31", "2 months", "2027-03-31"), ("2027-03-31", "1 month", "2027-04-30"),
        ("2026-12-31", "2 months", "2027-02-28"), ("2028-02-29", "12 months", "2029-02-28"),
        ("2028-02-29", "48 months", "2032-02-29"),
    ],
)  # fmt: skip
def test_a_span_later(day: str, span: str, then: str) -> None:
    made = later(date.fromisoformat(day), Span.model_validate(span))
    assert made == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("moment", "day", "without_start"),
    [
        ("8 weeks", -7, 56),  # 30 November; without a start, the program begins at its anchor
        ("9 weeks", 0, 63),
        ("8 weeks after surgery", -7, 56),
        ("10 weeks after surgery", 7, 70),
        ("3 months", 29, 90),  # 5 January 2027
        ("2 weeks after start", 14, 14),
        ("1 week after injury", -63, None),  # 28 September + 7 days is 5 October
        ("2 weeks after boot off", None, None),
    ],
)
def test_a_moment_is_a_day_of_the_program(
    moment: str, day: int | None, without_start: int | None
) -> None:
    read = Moment.model_validate(moment)
    made = calendar("surgery", start=MONDAY, surgery=SURGERY, injury=date(2026, 9, 28))
    assert made.day_of(read.span, read.after) == day
    for surgery in (None, SURGERY):
        undated = calendar("surgery", surgery=surgery)
        assert undated.day_of(read.span, read.after) == without_start


@pytest.mark.parametrize(
    ("surgery", "day", "weeks"),
    [
        ("2026-10-05", 0, 9),  # 63 days
        ("2026-10-05", 6, 9), ("2026-10-05", 7, 10),
        ("2026-10-06", 0, 8),  # 62 days
        ("2026-12-07", 0, 0), ("2026-12-14", 0, -1), ("2026-12-14", 6, -1), ("2026-12-14", 7, 0),
    ],
)  # fmt: skip
def test_weeks_since_an_event(surgery: str, day: int, weeks: int) -> None:
    made = calendar("surgery", start=MONDAY, surgery=date.fromisoformat(surgery))
    assert made.weeks_since("surgery", day) == weeks
    assert made.weeks_since("injury", day) is None


@settings(max_examples=50)
@given(STARTS, st.sampled_from([*WEEKDAYS, ""]), st.integers(1, 60))
@example(date(2028, 2, 29), "monday", 52)
@example(date(2026, 12, 31), "", 2)
def test_no_day_is_missing_and_none_is_there_twice(start: date, first: str, weeks: int) -> None:
    made = calendar(first=first, start=start)
    shown: list[Any] = [made.date_of(day) for n in range(1, weeks + 1) for day in made.days_of(n)]
    assert len(shown) == 7 * weeks
    assert {after - before for before, after in pairwise(shown)} == {timedelta(days=1)}
    assert start - timedelta(days=7) < shown[0] <= start
    assert shown[0].weekday() == (WEEKDAYS.index(first) if first else start.weekday())
    for day in range(-made.lead, 20):
        assert made.weekday_of(day) == (start + timedelta(days=day)).weekday()


@settings(max_examples=50)
@given(STARTS, st.integers(0, 60))
def test_months_go_from_day_to_day_or_to_the_last_one(day: date, months: int) -> None:
    then = later(day, Span(number=months, unit="months"))
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)
