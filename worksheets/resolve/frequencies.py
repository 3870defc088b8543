"""How often, in words and in numbers of sessions and days."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from worksheets.model.course import Course
from worksheets.model.frequency import Frequency, SessionCount
from worksheets.model.frequency_words import WEEKDAYS
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Phase
from worksheets.model.program import Program
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.resolve.amounts import (
    counted,
    exactly,
    fill,
    quantity_text,
    with_goal,
    with_unit,
)
from worksheets.resolve.calendar import DAYS
from worksheets.resolve.progression import value_in_week
from worksheets.resolve.wording import Wording

BLANK_FREQUENCY = Frequency(times_a_day=SessionCount(bound=Bound.BLANK, unit="times"))
"""Where neither dose nor program says how often: "____ times a day"."""

A_MONDAY = date(2024, 1, 1)
_SHORTEST_RUN = 3
_HOURS_A_DAY = 24

WAKING_HOURS = 16
"""Hours awake in a day, for counting the boxes of "every 2 hours". Adults are advised to sleep 7
to 9 hours (Hirshkowitz et al. 2015, Sleep Health 1:40-43), which leaves 15 to 17."""


def frequency_of(
    program: Program, item: ProgramItem, phase: Phase | None = None, week: int = 1
) -> Frequency:
    """How often an item is due: as its dose says, its phase, its program, or else a blank.

    Args:
        program: The program.
        item: The item.
        phase: The phase that it comes from, or None for what is done throughout.
        week: The week of the program.
    """
    own = item.dose.frequency if item.dose else None
    of_phase = phase.frequency if phase else None
    often = program.frequency
    if isinstance(often, Course):
        often = value_in_week(often, week)
    return own or of_phase or often or BLANK_FREQUENCY


def frequency_text(wording: Wording, frequency: Frequency) -> str:
    """How often, as a clause: "twice a day, on Monday and Thursday".

    A gap alone says nothing of how often: "____ days a week, at least 48 hours apart".
    """
    clauses = [*_times(wording, frequency), *_days(wording, frequency)]
    gap = frequency.gap
    if gap and not clauses:
        phrases = wording.locale.frequency
        is_long = gap.unit == "days" or (gap.most or 0) >= _HOURS_A_DAY
        rate = phrases.days_a_week if is_long else phrases.times_a_day
        clauses = [fill(wording, rate, Amount(bound=Bound.BLANK))]
    if gap:
        clauses.append(gap_text(wording, gap))
    return wording.join_clauses(clauses)


def gap_text(wording: Wording, gap: Quantity) -> str:
    """The least time between two sessions: "at least 48 hours apart", "with a day off between"."""
    if gap.unit == "days" and gap.most == 2 and gap.bound in (Bound.EXACTLY, Bound.AT_LEAST):
        return wording.locale.frequency.day_off
    if gap.bound is Bound.EXACTLY:
        gap = gap.model_copy(update={"bound": Bound.AT_LEAST})
    return wording.say(wording.locale.frequency.gap, time=quantity_text(wording, gap))


def _times(wording: Wording, frequency: Frequency) -> Iterator[str]:
    """What is said of the times within a day."""
    phrases = wording.locale.frequency
    has_named_days = frequency.on or frequency.every_days or frequency.week_days
    times = frequency.times_a_day
    if times and not (has_named_days and times.is_exactly(1) and not times.target):
        is_open = times.bound is Bound.AS_MANY and times.high is None and times.target is None
        yield phrases.as_often if is_open else _rate(wording, phrases.times_a_day, times)
    if frequency.every:
        every = _every(wording, frequency.every)
        yield wording.say(phrases.while_awake, every=every) if frequency.while_awake else every
    if frequency.at:
        yield _times_of_day(wording, frequency.at)
    if frequency.trigger:
        yield frequency.trigger


def _days(wording: Wording, frequency: Frequency) -> Iterator[str]:
    """What is said of the days."""
    phrases = wording.locale.frequency
    if frequency.days_a_week:
        yield _rate(wording, phrases.days_a_week, frequency.days_a_week)
    if frequency.on:
        yield _named_days(wording, frequency.on)
    if frequency.week_days:
        numbers = [wording.number(day) for day in frequency.week_days]
        days = wording.join_and(numbers)
        yield wording.say(phrases.on_numbered, n=len(numbers), days=days)
    if frequency.never:
        yield phrases.never
    if frequency.every_days == 2:
        yield wording.say(phrases.every_other_day)
    elif frequency.every_days:
        yield wording.say(phrases.every_days, n=frequency.every_days)


def _rate(wording: Wording, phrase: str, rate: Quantity) -> str:
    return with_goal(wording, rate, counted(wording, phrase, rate))


def _every(wording: Wording, every: Quantity) -> str:
    """The bound stands before the interval: "at least every 2 hours"."""
    phrases, amounts = wording.locale.frequency, wording.locale.amounts
    plain = every
    if every.bound in (Bound.UP_TO, Bound.AT_LEAST, Bound.ABOUT):
        plain = every.model_copy(update={"bound": Bound.EXACTLY, "low": every.most})
    if plain.is_exactly(1) and plain.unit == "h" and plain.target is None:
        said = phrases.every_hour
    else:
        said = wording.say(phrases.every, time=quantity_text(wording, plain))
    if every.bound is Bound.UP_TO:  # up to 2 hours in between
        return wording.say(amounts.at_least, low=said)
    if every.bound is Bound.AT_LEAST:
        return wording.say(phrases.at_most_every, every=said)
    return wording.say(amounts.about, low=said) if every.bound is Bound.ABOUT else said


def _times_of_day(wording: Wording, times: tuple[str, ...]) -> str:
    phrases = wording.locale.frequency
    if all(":" in time for time in times):
        return wording.say(phrases.at_clock, time=wording.join_and(list(times)))
    said = [
        wording.say(phrases.at_clock, time=time) if ":" in time else getattr(phrases, time)
        for time in times
    ]
    return wording.join_and(said)


def _named_days(wording: Wording, days: tuple[str, ...]) -> str:
    phrases = wording.locale.frequency
    if len(days) == DAYS:
        return phrases.every_day
    indexes = [WEEKDAYS.index(day) for day in days]
    firsts = [index for index in indexes if (index - 1) % DAYS not in indexes]
    if len(days) >= _SHORTEST_RUN and len(firsts) == 1:  # from Friday to Monday, too
        last = weekday_name(wording, (firsts[0] + len(days) - 1) % DAYS)
        return wording.say(phrases.from_to, first=weekday_name(wording, firsts[0]), last=last)
    names = [weekday_name(wording, index) for index in indexes]
    return wording.say(phrases.on_days, days=wording.join_and(names))


def weekday_name(wording: Wording, weekday: int) -> str:
    """The full name of a day of the week, 0 for Monday."""
    day = A_MONDAY + timedelta(days=weekday)
    return wording.say(wording.locale.dates.weekday_full, date=day)


def days_of_choice(wording: Wording, days: Amount) -> str:
    """That the patient chooses the days: "any 3 days"; "" when there is nothing to choose."""
    page = wording.locale.page
    if days.is_exactly(DAYS):
        return ""
    if days.bound in (Bound.EXACTLY, Bound.RANGE):
        return wording.say(page.days_of_choice, days=with_unit(wording, days, "days"))
    said = counted(wording, wording.locale.units.days, days)
    if days.bound is Bound.AS_MANY:
        return said
    return wording.say(page.days_you_choose, days=said)


def count_range(amount: Amount, target: Amount | None = None) -> tuple[int, int]:
    """How many boxes an amount asks for: the least, and how many more are allowed."""
    low, most = amount.low, amount.most
    if amount.bound is Bound.UP_TO or (amount.bound is Bound.AS_MANY and most):
        low = Decimal(1)
    if low is None or most is None:  # a blank, or as many as you can
        low = most = Decimal(1)
    if target is not None and target.most is not None:
        most = max(most, target.most)
    return int(low), int(most - low)


def as_amount(least: int, more: int) -> Amount:
    """So many, or from so many to so many."""
    if not more:
        return exactly(least)
    return Amount(bound=Bound.RANGE, low=Decimal(least), high=Decimal(least + more))


def sessions_a_day(frequency: Frequency) -> tuple[int, int]:
    """Sessions on a day that is due: the least, and how many more are allowed."""
    if frequency.times_a_day:
        return count_range(frequency.times_a_day, frequency.times_a_day.target)
    if frequency.at:
        return len(frequency.at), 0
    every = frequency.every
    if every and every.most:
        by_night = frequency.trigger == "day and night"
        hours = Decimal(_HOURS_A_DAY if by_night else WAKING_HOURS)
        span = hours * 60 if every.unit == "min" else hours
        least = max(1, int(span / every.most))
        if every.bound is Bound.AT_LEAST:  # at most every 2 hours: once will do
            return 1, least - 1
        shortest = every.low or every.most
        return least, max(0, int(span / shortest) - least)
    return 1, 0


def is_due(frequency: Frequency, index: int, weekday: int) -> bool:
    """Whether an exercise is due on a day.

    Args:
        frequency: How often.
        index: Days since the first day, from 0.
        weekday: Day of the week, 0 for Monday.
    """
    if frequency.never:
        return False
    if frequency.on:
        return WEEKDAYS[weekday] in frequency.on
    if frequency.week_days:
        return index % DAYS + 1 in frequency.week_days
    if frequency.every_days:
        return index % frequency.every_days == 0
    return True
