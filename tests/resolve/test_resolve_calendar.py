"""Days, weeks and events: leap days, New Year, months of any length, both ways to count weeks."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from resolve_checks import program_of

from worksheets.model import Patient
from worksheets.model.frequency_words import WEEKDAYS
from worksheets.model.span import Moment, Span
from worksheets.resolve.calendar import Calendar, later, make_calendar

THURSDAY = date(2026, 12, 10)
STARTS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def calendar(anchor: str | None = None, first: str = "", **patient: Any) -> Calendar:
    """A calendar; with a first weekday, weeks begin on it."""
    program = program_of({}, **({"anchor": anchor} if anchor else {}))
    return make_calendar(program, Patient(**patient), first or "monday", whole_weeks=bool(first))


def days(made: Calendar, week: int) -> list[str]:
    dates = [made.date_of(day) for day in made.days_of(week)]
    return [f"{day:%a} {day.day} {day:%b}" for day in dates if day]


def test_weeks_begin_on_the_weekday_of_the_start() -> None:
    made = calendar(start=THURSDAY)
    assert days(made, 1) == [
        "Thu 10 Dec", "Fri 11 Dec", "Sat 12 Dec", "Sun 13 Dec", "Mon 14 Dec", "Tue 15 Dec",
        "Wed 16 Dec",
    ]  # fmt: skip
    assert days(made, 2)[0] == "Thu 17 Dec"
    assert made.days_of(3) == range(14, 21)


@pytest.mark.parametrize(
    ("first", "lead", "begins"),
    [
        ("monday", 3, "Mon 7 Dec"),
        ("sunday", 4, "Sun 6 Dec"),
        ("saturday", 5, "Sat 5 Dec"),
        ("thursday", 0, "Thu 10 Dec"),
        ("friday", 6, "Fri 4 Dec"),
    ],
)
def test_whole_weeks_begin_on_the_first_weekday_of_the_language(
    first: str, lead: int, begins: str
) -> None:
    made = calendar(first=first, start=THURSDAY)
    assert made.lead == lead
    assert days(made, 1)[0] == begins
    assert days(made, 1)[lead] == "Thu 10 Dec"
    assert made.days_of(1) == range(-lead, 7 - lead)
    assert made.days_of(2) == range(7 - lead, 14 - lead)


@pytest.mark.parametrize(
    ("start", "written"),
    [
        (date(2028, 2, 26), "26 27 28 29 1 2 3"),  # a leap year
        (date(2028, 2, 29), "29 1 2 3 4 5 6"),
        (date(2027, 2, 26), "26 27 28 1 2 3 4"),
        (date(2100, 2, 26), "26 27 28 1 2 3 4"),  # no leap year
        (date(2000, 2, 26), "26 27 28 29 1 2 3"),  # one
        (date(2026, 12, 28), "28 29 30 31 1 2 3"),
        (date(2026, 3, 27), "27 28 29 30 31 1 2"),  # clocks go forward in Europe
        (date(2026, 10, 23), "23 24 25 26 27 28 29"),  # and back
    ],
)
def test_the_days_of_a_week(start: date, written: str) -> None:
    assert " ".join(day.split()[1] for day in days(calendar(start=start), 1)) == written


def test_after_a_year_of_weeks() -> None:
    made = calendar(start=date(2026, 12, 7))
    assert made.date_of(364) == date(2027, 12, 6)  # 52 weeks are a day less than a year
    assert calendar(start=date(2028, 1, 1)).date_of(364) == date(2028, 12, 30)  # or two
    assert made.days_of(53)[0] == 364


def test_without_a_start_there_are_days_but_no_dates() -> None:
    made = calendar("surgery", "sunday", surgery=THURSDAY)
    assert made.lead == 0
    assert made.days_of(2) == range(7, 14)
    assert [made.weekday_of(day) for day in made.days_of(2)] == [0, 1, 2, 3, 4, 5, 6]
    assert [made.date_of(day) for day in (0, 7)] == [None, None]


def test_weekdays() -> None:
    made = calendar(first="monday", start=THURSDAY)
    assert [made.weekday_of(day) for day in (-3, 0, 3, 4, 7)] == [0, 3, 6, 0, 3]


@pytest.mark.parametrize(
    ("day", "span", "then"),
    [
        (date(2026, 12, 7), "10 days", date(2026, 12, 17)),
        (date(2026, 12, 7), "0 days", date(2026, 12, 7)),
        (date(2026, 12, 28), "1 week", date(2027, 1, 4)),
        (date(2028, 2, 28), "1 day", date(2028, 2, 29)),
        (date(2027, 2, 28), "1 day", date(2027, 3, 1)),
        (date(2026, 10, 5), "3 months", date(2027, 1, 5)),
        (date(2026, 10, 5), "0 months", date(2026, 10, 5)),
        (date(2026, 12, 5), "12 months", date(2027, 12, 5)),
        (date(2027, 1, 31), "1 month", date(2027, 2, 28)),
        (date(2028, 1, 31), "1 month", date(2028, 2, 29)),
        (date(2027, 1, 31), "2 months", date(2027, 3, 31)),
        (date(2027, 3, 31), "1 month", date(2027, 4, 30)),
        (date(2026, 12, 31), "2 months", date(2027, 2, 28)),
        (date(2028, 2, 29), "12 months", date(2029, 2, 28)),
        (date(2028, 2, 29), "48 months", date(2032, 2, 29)),
    ],
)
def test_a_span_later(day: date, span: str, then: date) -> None:
    assert later(day, Span.model_validate(span)) == then


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("8 weeks", -7),  # 30 November
        ("9 weeks", 0),
        ("10 weeks after surgery", 7),
        ("3 months", 29),  # 5 January 2027
        ("2 weeks after start", 14),
        ("1 week after injury", -63),  # 28 September + 7 days is 5 October
        ("2 weeks after boot off", None),
    ],
)
def test_a_moment_is_a_day_of_the_program(moment: str, day: int | None) -> None:
    dates: dict[str, Any] = {
        "start": date(2026, 12, 7),
        "surgery": date(2026, 10, 5),
        "injury": date(2026, 9, 28),
    }
    made = calendar("surgery", **dates)
    read = Moment.model_validate(moment)
    assert made.day_of(read.span, read.after) == day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("8 weeks", 56),
        ("8 weeks after surgery", 56),
        ("8 weeks after start", 56),
        ("3 months", 90),
        ("8 weeks after injury", None),
        ("8 weeks after boot off", None),
    ],
)
def test_without_a_start_the_program_begins_at_its_anchor(moment: str, day: int | None) -> None:
    read = Moment.model_validate(moment)
    for patient in (Patient(), Patient(surgery=date(2026, 10, 5))):
        made = make_calendar(program_of({}, anchor="surgery"), patient)
        assert made.day_of(read.span, read.after) == day


@pytest.mark.parametrize(
    ("surgery", "day", "weeks"),
    [
        (date(2026, 10, 5), 0, 9),  # 63 days
        (date(2026, 10, 5), 6, 9),
        (date(2026, 10, 5), 7, 10),
        (date(2026, 10, 6), 0, 8),  # 62 days
        (date(2026, 12, 7), 0, 0),
        (date(2026, 12, 14), 0, -1),
        (date(2026, 12, 14), 6, -1),
        (date(2026, 12, 14), 7, 0),
    ],
)
def test_weeks_since_an_event(surgery: date, day: int, weeks: int) -> None:
    made = calendar("surgery", start=date(2026, 12, 7), surgery=surgery)
    assert made.weeks_since("surgery", day) == weeks
    assert made.weeks_since("injury", day) is None


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


@given(STARTS, st.integers(0, 60))
def test_months_go_from_day_to_day_or_to_the_last_one(day: date, months: int) -> None:
    then = later(day, Span(number=months, unit="months"))
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)
