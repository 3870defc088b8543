"""Boxes: one for each set and each hold, a row of them for each session, six in a cell at most."""

from typing import Any

import pytest
from hypothesis import given, settings
from resolve_checks import doses, english, frequencies, labels, plain

from worksheets.model.dose import Dose, Side
from worksheets.model.frequency import Frequency
from worksheets.model.quantity import Quantity
from worksheets.resolve.boxes import MOST_IN_A_CELL, grid_cell, set_boxes
from worksheets.resolve.frequencies import BLANK_FREQUENCY, count_range, sessions_a_day
from worksheets.sheet import Cell


def cell(dose: dict[str, Any] | None, frequency: str) -> Cell:
    model = None if dose is None else Dose.model_validate(dose)
    return grid_cell(english(), model, Frequency.model_validate(frequency))


def spoken(dose: dict[str, Any]) -> list[str]:
    return [plain(box.spoken) for box in set_boxes(english(), Dose.model_validate(dose))]


@pytest.mark.parametrize(
    ("dose", "frequency", "boxes", "each"),
    [
        ({"sets": 3, "hold": "30 s"}, "blank", "30 s | 30 s | 30 s", ""),
        ({"sets": 3, "hold": "30 s"}, "2/day", " | ".join(["30 s"] * 6), ""),
        ({"sets": 3, "hold": "30 s"}, "3/day", "× 3 | × 3 | × 3", "× 3"),
        ({"sets": 3, "hold": "30 s"}, "1-2/day",
         "30 s | 30 s | 30 s | (30 s) | (30 s) | (30 s)", ""),
        ({"sets": 3, "hold": "30 s"}, "2-3/day", "× 3 | × 3 | (× 3)", "× 3"),
        ({"sets": 3, "hold": "30 s", "side": "each"}, "daily",
         "left 30 s | right 30 s | left 30 s | right 30 s | left 30 s | right 30 s", ""),
        ({"sets": 3, "hold": "30 s", "side": "each"}, "2/day", "× 6 | × 6", "× 6"),
        ({"sets": "2-3", "reps": 10}, "2/day",
         "10 reps | 10 reps | (10 reps) | 10 reps | 10 reps | (10 reps)", ""),
        ({"sets": "2-3", "reps": 10}, "3/day", "× 2–3 | × 2–3 | × 2–3", "× 2–3"),
        ({"sets": 7, "reps": 10}, "daily", "× 7", "× 7"),
        ({"sets": [12, 10, 8]}, "2/day",
         "12 reps | 10 reps | 8 reps | 12 reps | 10 reps | 8 reps", ""),
        ({"sets": [12, 10, 8], "side": "each"}, "2/day", "× 6 | × 6", "× 6"),
        ({"reps": 10}, "every 2 h while awake", "8 times", "8 times"),
        ({"sets": 3, "reps": 10}, "every 2-3 h while awake", "5–8 times", "5–8 times"),
        ({"reps": 10}, "7/day", "7 times", "7 times"),
        ({"reps": 10}, "6/day", " | ".join(["10 reps"] * 6), ""),
        ({"rounds": "6-8", "intervals": ["walk 4 min"]}, "daily", "× 6–8", "× 6–8"),
        ({"sets": "blank", "reps": "10 -> 20-25"}, "blank", "10 reps", ""),
        (None, "blank", "____", ""),
        (None, "2/day", "____ | ____", ""),
        ({"duration": "20 min"}, "3/day", "20 min | 20 min | 20 min", ""),
    ],
)  # fmt: skip
def test_boxes_of_a_day(dose: dict[str, Any] | None, frequency: str, boxes: str, each: str) -> None:
    made = cell(dose, frequency)
    assert labels(made.boxes) == boxes
    assert plain(made.each) == each
    assert made.due


def test_what_a_screen_reader_says() -> None:
    assert spoken({"sets": 3, "hold": "30 s"}) == [
        "set 1 of 3, 30 s", "set 2 of 3, 30 s", "set 3 of 3, 30 s"
    ]  # fmt: skip
    assert spoken({"sets": "1-2", "reps": 10}) == [
        "set 1 of 2, 10 reps", "set 2 of 2, 10 reps, if you can"
    ]  # fmt: skip
    assert spoken({"hold": "30 s", "side": "each"}) == [
        "set 1 of 2, left 30 s", "set 2 of 2, right 30 s"
    ]  # fmt: skip
    assert spoken({"rounds": 2, "intervals": ["walk 4 min"]}) == ["round 1 of 2", "round 2 of 2"]
    assert spoken({"duration": "20 min"}) == ["20 min"]
    assert spoken({"frequency": "daily"}) == ["done"]


def test_a_screen_reader_tells_sessions_apart() -> None:
    said = [plain(box.spoken) for box in cell({"sets": 2, "reps": 10}, "2/day").boxes]
    assert said == [
        "session 1 of 2, set 1 of 2, 10 reps",
        "session 1 of 2, set 2 of 2, 10 reps",
        "session 2 of 2, set 1 of 2, 10 reps",
        "session 2 of 2, set 2 of 2, 10 reps",
    ]
    assert [plain(box.spoken) for box in cell({"sets": 4, "reps": 10}, "2/day").boxes] == [
        "session 1 of 2, × 4",
        "session 2 of 2, × 4",
    ]


def expected(dose: Dose) -> tuple[int, int]:
    """Boxes of one session for one side, counted from the dose itself."""
    if dose.sets and dose.sets.each:
        return len(dose.sets.each), 0
    count: Quantity | None = dose.rounds or (dose.sets.count if dose.sets else None)
    is_held_few_times = dose.hold and dose.reps and not dose.reps.is_exactly(1) and not dose.sets
    if is_held_few_times and dose.reps:
        most = (dose.reps.target or dose.reps).most
        if most and most <= 6:
            count = dose.reps
    return count_range(count, count.target) if count else (1, 0)


@given(doses())
@settings(max_examples=500)
def test_a_session_has_a_box_for_every_set_and_side(dose: Dose) -> None:
    boxes = set_boxes(english(), dose)
    sides = 2 if dose.side in (Side.EACH, Side.EACH_DIRECTION) else 1
    least, more = expected(dose)
    assert sum(not box.optional for box in boxes) == least * sides >= 1
    assert sum(box.optional for box in boxes) == more * sides
    assert [box.optional for box in boxes] == sorted(box.optional for box in boxes)
    for box in boxes:
        assert box.spoken
        assert box.label == box.label.strip()
    if sides == 2:
        firsts = {box.label.split()[0] for box in boxes}
        assert firsts <= {"left", "right"} or firsts <= {"one", "other"}
    assert len({box.spoken for box in boxes}) == len(boxes)


@given(doses(), frequencies())
@settings(max_examples=500)
def test_a_cell_has_every_box_or_one_a_session(dose: Dose, frequency: Frequency) -> None:
    boxes, made = set_boxes(english(), dose), grid_cell(english(), dose, frequency)
    least, more = sessions_a_day(frequency)
    sessions = least + more
    assert 1 <= len(made.boxes) <= MOST_IN_A_CELL
    assert not made.boxes[0].optional
    assert len({box.spoken for box in made.boxes}) == len(made.boxes)
    if sessions * len(boxes) <= MOST_IN_A_CELL:
        tally = frequency.trigger and sessions == 1
        assert made.each == ("____\u00a0times" if tally else "")
        assert [box.label for box in made.boxes] == [box.label for box in boxes] * sessions
        required = sum(not box.optional for box in boxes)
        assert sum(not box.optional for box in made.boxes) == least * required
    else:
        assert made.each
        assert {box.label for box in made.boxes} == {made.each}
        assert len(made.boxes) == (sessions if sessions <= MOST_IN_A_CELL else 1)


@given(doses())
def test_without_a_frequency_there_is_one_session(dose: Dose) -> None:
    boxes, made = set_boxes(english(), dose), grid_cell(english(), dose, BLANK_FREQUENCY)
    assert made.boxes == boxes if len(boxes) <= MOST_IN_A_CELL else len(made.boxes) == 1
