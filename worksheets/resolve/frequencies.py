"""How often, in words and in numbers of sessions and days."""

from datetime import date, timedelta
from decimal import Decimal

from worksheets.model.frequency import WEEKDAYS, Frequency, SessionCount
from worksheets.model.quantity import Amount, Bound
from worksheets.resolve.amounts import amount_text, plural_number, quantity_text
from worksheets.resolve.wording import Wording

BLANK_FREQUENCY = Frequency(times_a_day=SessionCount(bound=Bound.BLANK, unit="times"))
"""Where neither dose nor program says how often: "____ times a day"."""

A_MONDAY = date(2024, 1, 1)

WAKING_HOURS = 16
"""Hours awake in a day, for counting the boxes of "every 2 hours". Adults are advised to sleep 7
to 9 hours (Hirshkowitz et al. 2015, Sleep Health 1:40-43), which leaves 15 to 17."""


def frequency_text(wording: Wording, frequency: Frequency) -> str:
    """How often, as a clause: "twice a day, on Monday and Thursday"."""
    return wording.join_clauses([*_times(wording, frequency), *_days(wording, frequency)])


def _times(wording: Wording, frequency: Frequency) -> list[str]:
    """What is said of the times within a day."""
    phrases, clauses = wording.locale.frequency, []
    if frequency.times_a_day:
        clauses.append(_rate(wording, phrases.times_a_day, frequency.times_a_day))
    if frequency.every:
        every = wording.say(phrases.every, time=quantity_text(wording, frequency.every))
        awake = wording.say(phrases.while_awake, every=every) if frequency.while_awake else every
        clauses.append(awake)
    if frequency.at:
        clauses.append(wording.join_and([_time_of_day(wording, time) for time in frequency.at]))
    if frequency.trigger:
        clauses.append(frequency.trigger)
    return clauses


def _days(wording: Wording, frequency: Frequency) -> list[str]:
    """What is said of the days."""
    phrases, clauses = wording.locale.frequency, []
    if frequency.days_a_week:
        clauses.append(_rate(wording, phrases.days_a_week, frequency.days_a_week))
    if frequency.on:
        days = wording.join_and([_weekday(wording, day) for day in frequency.on])
        clauses.append(wording.say(phrases.on_days, days=days))
    if frequency.every_days == 2:
        clauses.append(wording.say(phrases.every_other_day))
    elif frequency.every_days:
        clauses.append(wording.say(phrases.every_days, n=frequency.every_days))
    if frequency.gap:
        clauses.append(wording.say(phrases.gap, time=quantity_text(wording, frequency.gap)))
    return clauses


def _rate(wording: Wording, phrase: str, amount: Amount) -> str:
    exact = "yes" if amount.bound is Bound.EXACTLY else "no"
    text = amount_text(wording, amount)
    return wording.say(phrase, exact=exact, amount=text, n=plural_number(amount))


def _time_of_day(wording: Wording, time: str) -> str:
    if ":" in time:
        return wording.say(wording.locale.frequency.at_clock, time=time)
    return str(getattr(wording.locale.frequency, time))


def _weekday(wording: Wording, day: str) -> str:
    monday_first = A_MONDAY + timedelta(days=WEEKDAYS.index(day))
    return wording.say(wording.locale.dates.weekday_full, date=monday_first)


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


def sessions_a_day(frequency: Frequency) -> tuple[int, int]:
    """Sessions on a day that is due: the least, and how many more are allowed."""
    if frequency.times_a_day:
        return count_range(frequency.times_a_day, frequency.times_a_day.target)
    if frequency.at:
        return len(frequency.at), 0
    if frequency.every and frequency.every.most:
        hours = Decimal(WAKING_HOURS if frequency.while_awake else 24)
        span = hours * 60 if frequency.every.unit == "min" else hours
        longest = frequency.every.most
        shortest = frequency.every.low or longest
        least = max(1, int(span / longest))
        return least, max(0, int(span / shortest) - least)
    return 1, 0


def is_due(frequency: Frequency, index: int, weekday: int) -> bool:
    """Whether an exercise is due on a day.

    Args:
        frequency: How often.
        index: Days since the first day, from 0.
        weekday: Day of the week, 0 for Monday.
    """
    if frequency.on:
        return WEEKDAYS[weekday] in frequency.on
    if frequency.every_days:
        return index % frequency.every_days == 0
    return True
