"""Frequencies as patients read them, and the days and sessions that follow from them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolve_checks import english, first_week, frequencies, labels, plain

from worksheets.document import Card
from worksheets.load.tree import read_tree
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import SmallCount
from worksheets.resolve.frequencies import (
    BLANK_FREQUENCY,
    count_range,
    frequency_text,
    is_due,
    sessions_a_day,
)

CASES: list[dict[str, Any]] = read_tree(Path(__file__).parent / "frequencies.yaml").plain()[
    "frequencies"
]
CARD = Card(1, "heel-raise", "Heel raise", "", (), (), (), ())


def test_there_are_cases() -> None:
    assert len(CASES) >= 45


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["written"]))
def test_a_frequency_is_said_and_ticked(case: dict[str, Any]) -> None:
    frequency = Frequency.model_validate(case["written"])
    ten = Dose.model_validate({"reps": 10})
    row = first_week(None, CARD, [(ten, frequency)]).rows[0]
    due = [cell for cell in row.cells if cell.due]
    assert plain(frequency_text(english(), frequency)) == case["says"]
    assert "".join("x" if cell.due else "." for cell in row.cells) == case["week"]
    assert {labels(cell.boxes) for cell in due} == {case["cell"]}
    assert plain(row.aside) == case.get("aside", "")


def test_where_nothing_is_said_there_is_a_gap() -> None:
    assert plain(frequency_text(english(), BLANK_FREQUENCY)) == "____ times a day"
    assert sessions_a_day(BLANK_FREQUENCY) == (1, 0)


@pytest.mark.parametrize(
    ("written", "sessions"),
    [
        ("2/day", (2, 0)),
        ("2-3/day", (2, 1)),
        ("up to 3/day", (1, 2)),
        ("at least 3/day", (3, 0)),
        ("2 -> 4/day", (2, 2)),
        ("as often as you can", (1, 0)),
        ("morning and evening", (2, 0)),
        ("8:00, 14:00, 20:00", (3, 0)),
        ("whenever you sit down", (1, 0)),
        ("3 days a week", (1, 0)),
        ("every 2 h", (12, 0)),
        ("every 2 h while awake", (8, 0)),
        ("every 2-3 h while awake", (5, 3)),
        ("every 90 min while awake", (10, 0)),
        ("at least every 4 h", (6, 0)),
        ("no more than every 4 h", (1, 5)),
        ("every 23 h while awake", (1, 0)),
        ("every ____ h", (1, 0)),
    ],
)
def test_sessions_on_a_day(written: str, sessions: tuple[int, int]) -> None:
    assert sessions_a_day(Frequency.model_validate(written)) == sessions


@pytest.mark.parametrize(
    ("written", "boxes"),
    [("3", (3, 0)), ("2-3", (2, 1)), ("up to 3", (1, 2)), ("at least 2", (2, 0)),
     ("about 3", (3, 0)), ("amrap", (1, 0)), ("amrap, up to 4", (1, 3)), ("blank", (1, 0)),
     ("2 -> 4", (2, 2)), ("2 -> 3-5", (2, 3)), ("4 -> 2", (4, 0)), ("blank -> 3", (1, 2))],
)  # fmt: skip
def test_a_count_has_boxes_that_must_and_boxes_that_may(
    written: str, boxes: tuple[int, int]
) -> None:
    count = SmallCount.model_validate(written)
    assert count_range(count, count.target) == boxes


@given(frequencies())
def test_there_is_always_a_session(frequency: Frequency) -> None:
    least, more = sessions_a_day(frequency)
    assert least >= 1
    assert more >= 0


@given(frequencies(), st.integers(0, 60), st.integers(0, 6))
def test_days_are_due_as_they_are_said(frequency: Frequency, index: int, weekday: int) -> None:
    due = is_due(frequency, index, weekday)
    if frequency.on:
        assert due == any(is_due(frequency, 0, weekday) for _ in (1,))
    elif frequency.every_days:
        assert due == (index % frequency.every_days == 0)
    else:
        assert due
