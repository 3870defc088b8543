"""Boxes and the weekly grid: a box for each set, session and hold, on the days that are due."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from resolve_checks import doses, due, english, first_week, frequencies, labels, plain, set_boxes

from worksheets.document import Card, Cell, WeekGrid
from worksheets.facts import Fact
from worksheets.model.dose import Dose, Side
from worksheets.model.frequency import Frequency
from worksheets.model.frequency_words import WEEKDAYS
from worksheets.model.quantity import Quantity
from worksheets.resolve.frequencies import count_range, sessions_a_day
from worksheets.resolve.grid import MAX_IN_A_CELL, MAX_SESSIONS, grid_cell

CARD = Card(
    4,
    "heel-raise",
    "Heel raise",
    (Fact("", "10 times", "times"),),
    (),
    (),
    (),
    gate="Wait for the OK",
)
TEN = Dose.model_validate({"reps": 10})
STARTS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def cell(dose: dict[str, Any] | None, frequency: str) -> Cell:
    model = None if dose is None else Dose.model_validate(dose)
    return grid_cell(english(), model, Frequency.model_validate(frequency))


def counted(said: str) -> str:
    """Equal boxes that follow each other, counted: "3 x 30 seconds"."""
    runs = [(label, len(list(some))) for label, some in groupby(said.split(" | "))]
    return " | ".join(f"{count} x {label}" if count > 1 else label for label, count in runs)


@pytest.mark.parametrize(
    ("dose", "frequency", "boxes", "each"),
    [
        ({"sets": 3, "hold": "30 s"}, "blank", "3 x 30 seconds", ""),
        ({"sets": 3, "hold": "30 s"}, "2/day", "6 x 30 seconds", ""),
        ({"sets": 3, "hold": "30 s"}, "3/day", "9 x 30 seconds", ""),
        ({"sets": 3, "hold": "30 s"}, "1-2/day", "3 x 30 seconds | 3 x (30 seconds)", ""),
        ({"sets": 5, "hold": "30 s"}, "2-3/day", "2 x × 5 | (× 5)", "× 5"),
        ({"sets": 2, "hold": "30 s", "side": "each"}, "daily",
         "left 30 seconds | right 30 seconds | left 30 seconds | right 30 seconds", ""),
        ({"sets": 4, "hold": "30 s", "side": "each"}, "2/day", "2 x × 8", "× 8"),
        ({"sets": "2-3", "reps": 10}, "2/day",
         "2 x 10 repetitions | (10 repetitions) | 2 x 10 repetitions | (10 repetitions)", ""),
        ({"sets": "4-5", "reps": 10}, "3/day", "3 x × 4–5", "× 4–5"),
        ({"sets": 12, "reps": 10}, "daily", "12 x 10 repetitions", ""),
        ({"sets": 13, "reps": 10}, "daily", "× 13", "× 13"),
        ({"sets": [12, 10, 8]}, "daily", "12 repetitions | 10 repetitions | 8 repetitions", ""),
        ({"reps": 10}, "every 2 h while awake", "8 times", "8 times"),
        ({"sets": 3, "reps": 10}, "every 2-3 h while awake", "5–8 times", "5–8 times"),
        ({"reps": 10}, "7/day", "7 times", "7 times"),
        ({"reps": 10}, "6/day", "6 x 10 repetitions", ""),
        ({"rounds": "12-13", "intervals": ["walk 4 min"]}, "daily", "× 12–13", "× 12–13"),
        ({"sets": "blank", "reps": "10 -> 20-25"}, "blank", "10 repetitions", ""),
        (None, "blank", "", ""),
        ({"duration": "20 min"}, "3/day", "3 x 20 minutes", ""),
    ],
)  # fmt: skip
def test_boxes_of_a_day(dose: dict[str, Any] | None, frequency: str, boxes: str, each: str) -> None:
    made = cell(dose, frequency)
    assert counted(labels(made.boxes)) == boxes
    assert plain(made.each) == each
    assert made.due


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ({"sets": 3, "hold": "30 s"}, "set 1 of 3, 30 seconds | set 2 of 3, 30 seconds | "
                                      "set 3 of 3, 30 seconds"),
        ({"sets": "1-2", "reps": 10}, "set 1 of 2, 10 repetitions | "
                                      "set 2 of 2, 10 repetitions, if you can"),
        ({"hold": "30 s", "side": "each"}, "set 1 of 2, left 30 seconds | "
                                           "set 2 of 2, right 30 seconds"),
        ({"reps": 1, "side": "each direction"}, "set 1 of 2, one way 1 repetition | "
                                                "set 2 of 2, other way 1 repetition"),
        ({"rounds": 2, "intervals": ["walk 4 min"]}, "round 1 of 2 | round 2 of 2"),
        ({"intervals": ["walk 4 min"]}, "1 round"),
        ({"duration": "20 min"}, "20 minutes"),
        ({"duration": "as long as you can"}, "as long as you can"),
        ({"distance": "1-2 km"}, "1–2 km"),
        ({"distance": "500 m"}, "500 metres"),
        ({"steps": 5000}, "5,000 steps"),
        ({"hold": "5 breaths"}, "5 slow breaths"),
        ({"hold": ["3 s", "2 s"]}, "3 seconds, 2 seconds"),
        ({"reps": 10, "hold": "5 s"}, "10 repetitions, 5 seconds"),
        ({"reps": "amrap, up to 20"}, "as many as you can, up to 20 repetitions"),
        ({"reps": "10 -> 20-25"}, "10 repetitions"),
        ({"reps": "8-12"}, "8–12 repetitions"),
        ({"sets": ["12 x 20 kg", {"reps": 8, "hold": "blank"}]},
         "set 1 of 2, 12 repetitions, 20 kg | set 2 of 2, 8 repetitions"),
        ({"hold": "blank"}, "done"),
        ({"sets": 2, "reps": "blank"}, "set 1 of 2, done | set 2 of 2, done"),
        ({"reps": "blank", "side": "each"}, "set 1 of 2, left | set 2 of 2, right"),
        ({"sets": 2}, "set 1 of 2, 1 set | set 2 of 2, 1 set"),
        ({"frequency": "daily"}, "done"),
    ],
)  # fmt: skip
def test_what_a_screen_reader_says(dose: dict[str, Any], said: str) -> None:
    texts = [box.accessible_text for box in set_boxes(Dose.model_validate(dose))]
    assert texts == [f"tick box, {part}" for part in said.split(" | ")]


@pytest.mark.parametrize(
    ("dose", "frequency", "said", "names"),
    [
        ({"sets": 2, "reps": 10}, "2/day",
         "session 1 of 2, set 1 of 2, 10 repetitions | session 1 of 2, set 2 of 2, 10 repetitions"
         " | session 2 of 2, set 1 of 2, 10 repetitions"
         " | session 2 of 2, set 2 of 2, 10 repetitions", "1.1 1.2 2.1 2.2"),
        ({"sets": 7, "reps": 10}, "2/day", "session 1 of 2, 7 sets | session 2 of 2, 7 sets",
         "1.all 2.all"),
        ({"sets": 13, "reps": 10}, "daily", "13 sets", "all"),
        ({"rounds": "12-13", "intervals": ["walk 4 min"]}, "daily", "12–13 rounds", "all"),
        ({"reps": 10}, "every 2 h while awake", "8 times", "all"),
        (None, "daily", "done", "1"),
        ({"sets": 3, "reps": 10}, "daily", "", "1 2 3"),
        ({"sets": 2, "reps": 10, "side": "each"}, "daily", "", "left.1 right.1 left.2 right.2"),
        ({"reps": 10, "side": "each direction"}, "daily", "", "one-way.1 other-way.1"),
        ({"reps": 10, "sets": {"right": 2, "left": 1}}, "daily", "", "right.1 right.2 left.1"),
        ({"reps": 10, "sets": {"affected": 1, "other": 2}}, "2/day", "",
         "1.affected.1 1.other.1 1.other.2 2.affected.1 2.other.1 2.other.2"),
        ({"reps": 10, "side": "each"}, "2/day", "", "1.left.1 1.right.1 2.left.1 2.right.1"),
    ],
)  # fmt: skip
def test_sessions_and_names_of_the_boxes_of_a_day(
    dose: dict[str, Any] | None, frequency: str, said: str, names: str
) -> None:
    boxes = cell(dose, frequency).boxes
    assert " ".join(box.name for box in boxes) == names
    if said:
        texts = [box.accessible_text for box in boxes]
        assert texts == [f"tick box, {part}" for part in said.split(" | ")]


@pytest.mark.parametrize(("reps", "boxes"), [(5, 5), (6, 6), (7, 1)])
def test_up_to_six_holds_have_a_box_each(reps: int, boxes: int) -> None:
    made = cell({"reps": reps, "hold": "30 s"}, "daily").boxes
    assert len(made) == boxes


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
@settings(max_examples=150)
def test_a_session_has_a_box_for_every_set_and_side(dose: Dose) -> None:
    boxes = set_boxes(dose)
    sides = 2 if dose.side in (Side.EACH, Side.EACH_DIRECTION) else 1
    least, more = expected(dose)
    assert sum(not box.optional for box in boxes) == least * sides >= 1
    assert sum(box.optional for box in boxes) == more * sides
    assert [box.optional for box in boxes] == sorted(box.optional for box in boxes)
    for box in boxes:
        assert box.accessible_text
        assert box.label == box.label.strip()
    if sides == 2:
        firsts = {box.label.split()[0] for box in boxes}
        assert firsts <= {"left", "right"} or firsts <= {"one", "other"}
    assert len({box.accessible_text for box in boxes}) == len(boxes)
    assert len({box.name for box in boxes}) == len(boxes)


@given(doses(), frequencies())
@settings(max_examples=150)
def test_a_cell_has_every_box_or_one_a_session(dose: Dose, frequency: Frequency) -> None:
    boxes, made = set_boxes(dose), grid_cell(english(), dose, frequency)
    least, more = sessions_a_day(frequency)
    sessions = least + more
    assert 1 <= len(made.boxes) <= MAX_IN_A_CELL
    assert not made.boxes[0].optional
    assert len({box.accessible_text for box in made.boxes}) == len(made.boxes)
    assert len({box.name for box in made.boxes}) == len(made.boxes)
    if sessions <= MAX_SESSIONS and sessions * len(boxes) <= MAX_IN_A_CELL:
        tally = frequency.trigger and sessions == 1
        assert made.each == ("____\u00a0times" if tally else "")
        assert [box.label for box in made.boxes] == [box.label for box in boxes] * sessions
        required = sum(not box.optional for box in boxes)
        assert sum(not box.optional for box in made.boxes) == least * required
    else:
        assert made.each
        assert {box.label for box in made.boxes} == {made.each}
        assert len(made.boxes) == (sessions if sessions <= MAX_SESSIONS else 1)


def grid(start: date | None, written: str) -> WeekGrid:
    return first_week(start, CARD, [(TEN, Frequency.model_validate(written))])


def test_a_week_from_a_start() -> None:
    made = grid(date(2026, 12, 7), "2/day, on mon, wed and fri")
    assert made.title == "Your week"
    assert made.week == "Week of 7 December 2026"
    assert [(column.weekday, column.day) for column in made.columns] == [
        ("Mon", "7"), ("Tue", "8"), ("Wed", "9"), ("Thu", "10"), ("Fri", "11"), ("Sat", "12"),
        ("Sun", "13"),
    ]  # fmt: skip
    assert made.columns[0].accessible_text == "Monday"
    assert [(row.label, row.name) for row in made.writing] == [("Pain, 0 to 10", "pain")]
    assert made.notes == "Notes and questions for your visit"
    assert "".join(column.key for column in made.columns) == "montuewedthufrisatsun"
    (row,) = made.rows
    assert (row.number, row.id, row.name, row.dose, row.gate) == (
        4, "heel-raise", "Heel raise", CARD.dose, "Wait for the OK",
    )  # fmt: skip
    assert due(row) == "x.x.x.."
    assert len(row.cells[0].boxes) == 2
    assert (row.cells[1].boxes, row.cells[1].accessible_text) == ((), "Day off")


def test_without_a_start_the_week_begins_on_monday_and_has_no_dates() -> None:
    made = grid(None, "daily")
    assert made.week == ""
    assert made.columns[0].weekday == "Mon"
    assert {column.day for column in made.columns} == {""}


@settings(max_examples=50)
@given(STARTS, st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True))
@example(date(2028, 2, 29), ["tuesday"])
def test_named_days_are_right_whatever_the_first_day(start: date, days: list[str]) -> None:
    made = grid(start, ", ".join(days))
    for index, (column, cell) in enumerate(zip(made.columns, made.rows[0].cells, strict=True)):
        day = start + timedelta(days=index)
        assert column.day == str(day.day)
        assert column.accessible_text.lower() == WEEKDAYS[day.weekday()]
        assert cell.due == (column.accessible_text.lower() in days)
        assert column.key == WEEKDAYS[day.weekday()][:3]


@settings(max_examples=50)
@given(STARTS, st.integers(2, 31))
def test_every_so_many_days_begins_on_the_first_day(start: date, days: int) -> None:
    cells = grid(start, f"every {days} days").rows[0].cells
    assert [index for index, cell in enumerate(cells) if cell.due] == list(range(0, 7, days))


@given(STARTS | st.none(), st.lists(st.tuples(doses() | st.none(), frequencies()), max_size=4))
@settings(max_examples=80)
def test_every_grid_is_whole(
    start: date | None, items: list[tuple[Dose | None, Frequency]]
) -> None:
    made = first_week(start, CARD, items)
    assert len(made.columns) == 7
    assert len(made.rows) == len(items)
    for row in made.rows:
        assert len(row.cells) == 7
        assert any(cell.due for cell in row.cells)
        for cell in row.cells:
            assert bool(cell.boxes) == cell.due
            assert bool(cell.accessible_text) != cell.due
            assert not cell.due or not cell.in_session or not len(cell.boxes) % cell.in_session
