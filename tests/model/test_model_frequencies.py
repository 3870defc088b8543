"""Frequencies: what people write, and what it means."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.model.frequency import Frequency
from worksheets.model.frequency_words import TIMES_OF_DAY, WEEKDAYS, read_days

WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("2/day", {"times_a_day": 2}),
        ("2 / d", {"times_a_day": 2}),
        ("2 a day", {"times_a_day": 2}),
        ("2x/day", {"times_a_day": 2}),
        ("2 x a day", {"times_a_day": 2}),
        ("2 times per day", {"times_a_day": 2}),
        ("2 sessions each day", {"times_a_day": 2}),
        ("twice a day", {"times_a_day": 2}),
        ("Twice daily", {"times_a_day": 2}),
        ("three times a day", {"times_a_day": 3}),
        ("daily", {"times_a_day": 1}),
        ("every day", {"times_a_day": 1}),
        ("2\u20133 times a day", {"times_a_day": "2-3"}),
        ("2 to 3/day", {"times_a_day": "2-3"}),
        ("once or twice a day", {"times_a_day": "1-2"}),
        ("up to 4/day", {"times_a_day": "up to 4"}),
        ("≤4/day", {"times_a_day": "up to 4"}),
        ("at least 2/day", {"times_a_day": "at least 2"}),
        ("2+/day", {"times_a_day": "at least 2"}),
        ("about 3 times a day", {"times_a_day": "about 3"}),
        ("as often as you can", {"times_a_day": "as many as you can"}),
        ("as many times a day as possible", {"times_a_day": "as many as you can"}),
        ("blank", {"times_a_day": "blank"}),
        ("____", {"times_a_day": "blank"}),
        ("____ times a day", {"times_a_day": "blank"}),
        ("2/day -> 4/day", {"times_a_day": "2 -> 4"}),
        ("2 -> 4/day", {"times_a_day": "2 -> 4"}),
        ("once a day, working up to 3 times a day", {"times_a_day": "1 -> 3"}),
        ("every 2 h", {"every": "2 h"}),
        ("every 2 hours while awake", {"every": "2 h", "while_awake": True}),
        ("every 2-3 hrs when you are awake", {"every": "2-3 h", "while_awake": True}),
        ("every hour", {"every": "1 h"}),
        ("hourly while awake", {"every": "1 h", "while_awake": True}),
        ("every 90 min", {"every": "90 min"}),
        ("at least every 2 h", {"every": "up to 2 h"}),
        ("no more than every 4 hours", {"every": "at least 4 h"}),
        ("about every 2 h", {"every": "about 2 h"}),
        ("every ____ hours", {"every": "blank h"}),
        ("morning", {"at": ["morning"]}),
        ("every morning", {"at": ["morning"]}),
        ("in the morning and evening", {"at": ["morning", "evening"]}),
        ("in the morning, at lunch and at bedtime", {"at": ["morning", "lunch", "bedtime"]}),
        ("at noon", {"at": "midday"}),
        ("before bed", {"at": "bedtime"}),
        ("at night", {"at": "night"}),
        ("8:00", {"at": "08:00"}),
        ("at 8:00 and 20:00", {"at": ["08:00", "20:00"]}),
        ("8 am and 8pm", {"at": ["08:00", "20:00"]}),
        ("12 am", {"at": "00:00"}),
        ("12:30 pm", {"at": "12:30"}),
        ("3 days a week", {"days_a_week": 3}),
        ("3/week", {"days_a_week": 3}),
        ("3x/wk", {"days_a_week": 3}),
        ("three times weekly", {"days_a_week": 3}),
        ("once a week", {"days_a_week": 1}),
        ("weekly", {"days_a_week": 1}),
        ("3-5 days per week", {"days_a_week": "3-5"}),
        ("at least 5 days a week", {"days_a_week": "at least 5"}),
        ("____ days a week", {"days_a_week": "blank"}),
        ("as many days a week as you can", {"days_a_week": "as many as you can"}),
        ("on mon and thu", {"on": ["mon", "thu"]}),
        ("Mondays & Thursdays", {"on": ["mon", "thu"]}),
        ("thu, mon", {"on": ["monday", "thursday"]}),
        ("Mon/Wed/Fri", {"on": ["mon", "wed", "fri"]}),
        ("every Tues", {"on": "tuesday"}),
        ("weekdays", {"on": WORKDAYS}),
        ("mon\u2013fri", {"on": WORKDAYS}),
        ("monday to friday", {"on": "mon-fri"}),
        ("at weekends", {"on": ["sat", "sun"]}),
        ("sat-mon", {"on": ["mon", "sat", "sun"]}),
        ("mon, mon", {"on": "mon"}),
        ("alternate days", {"every_days": 2}),
        ("on alternate days", {"every_days": 2}),
        ("every other day", {"every_days": 2}),
        ("every 2nd day", {"every_days": 2}),
        ("every third day", {"every_days": 3}),
        ("every 3 days", {"every_days": 3}),
        ("every 1 days", {"times_a_day": 1}),
        ("3 days a week, at least 48 h apart", {"days_a_week": 3, "gap": "at least 48 h"}),
        ("2/day, 6 hours apart", {"times_a_day": 2, "gap": "6 h"}),
        ("2/day with at least 6 hours between", {"times_a_day": 2, "gap": "at least 6 h"}),
        ("2/week, at least 2 days apart", {"days_a_week": 2, "gap": "at least 2 days"}),
        ("2/week, with at least 1 day in between", {"days_a_week": 2, "gap": "at least 2 days"}),
        ("2/week, 1-2 days of rest between", {"days_a_week": 2, "gap": "2-3 days"}),
        ("whenever you sit down", {"trigger": "whenever you sit down"}),
        ("Every time you stand up", {"trigger": "every time you stand up"}),
        ("after breakfast", {"trigger": "after breakfast"}),
        ("with meals", {"trigger": "with meals"}),
        ("as needed", {"trigger": "as needed"}),
        ("at all times", {"trigger": "at all times"}),
        ("whenever you turn on the tap", {"trigger": "whenever you turn on the tap"}),
        ("2/day on mon, wed and fri", {"times_a_day": 2, "on": ["mon", "wed", "fri"]}),
        ("5 days a week, morning and evening", {"days_a_week": 5, "at": ["morning", "evening"]}),
        ("every other day; at 8:00", {"every_days": 2, "at": "08:00"}),
        ("after a walk, 5 days a week", {"trigger": "after a walk", "days_a_week": 5}),
    ],
)
def test_what_people_write(written: str, same: dict[str, Any]) -> None:
    meant = Frequency.model_validate(same)
    assert Frequency.model_validate(written) == meant
    assert Frequency.model_validate(written.replace(" ", "\u00a0")) == meant


@given(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True), st.data())
def test_days_are_kept_in_the_order_of_the_week(days: list[str], data: st.DataObject) -> None:
    spelt = [
        data.draw(st.sampled_from((day, day[:3], day.title(), f"{day}s", day[:3].upper())))
        for day in days
    ]
    joined = data.draw(st.sampled_from((", ", " and ", "/", " & ")))
    frequency = Frequency.model_validate(joined.join(spelt))
    assert frequency.on == tuple(day for day in WEEKDAYS if day in days)


@given(st.integers(0, 6), st.integers(0, 6))
def test_a_span_of_days_may_run_over_the_end_of_the_week(first: int, last: int) -> None:
    days = read_days([f"{WEEKDAYS[first]}-{WEEKDAYS[last][:3]}"])
    assert len(days) == (last - first) % 7 + 1
    assert {WEEKDAYS[first], WEEKDAYS[last]} <= set(days)


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_can_be_named(hour: int, minute: int) -> None:
    written = {f"{hour}:{minute:02}", f"{hour:02}:{minute:02}", f"at {hour}:{minute:02}"}
    half = f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour < 12 else 'pm'}"
    for clock in (*written, half, half.upper(), half.replace(" ", "")):
        assert Frequency.model_validate(clock).at == (f"{hour:02}:{minute:02}",)


def test_every_time_of_day_can_be_named() -> None:
    for time in TIMES_OF_DAY:
        assert Frequency.model_validate(time).at == (time,)
