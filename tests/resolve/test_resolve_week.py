"""The weekly grid: seven days from any start, each exercise on the days on which it is due."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from resolve_checks import doses, first_week, frequencies, plain

from worksheets.document import Card, Row, WeekGrid
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.frequency_words import WEEKDAYS

CARD = Card(4, "heel-raise", "Heel raise", "10 times.", (), (), (), (), gate="Only when cleared")
TEN = Dose.model_validate({"reps": 10})
STARTS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


def grid(start: date | None, written: str) -> WeekGrid:
    return first_week(start, CARD, [(TEN, Frequency.model_validate(written))])


def due(row: Row) -> str:
    return "".join("x" if cell.due else "." for cell in row.cells)


def test_a_week_from_a_start() -> None:
    made = grid(date(2026, 12, 7), "2/day, on mon, wed and fri")
    assert made.title == "Your own record"
    assert made.week == "Week of 7 December 2026"
    assert [(column.weekday, column.day) for column in made.columns] == [
        ("Mon", "7"), ("Tue", "8"), ("Wed", "9"), ("Thu", "10"), ("Fri", "11"), ("Sat", "12"),
        ("Sun", "13"),
    ]  # fmt: skip
    assert made.columns[0].accessible_text == "Monday"
    assert [(row.label, row.name) for row in made.writing] == [
        ("Pain, 0 to 10", "pain"), ("Notes", "notes"),
    ]  # fmt: skip
    assert "".join(column.key for column in made.columns) == "montuewedthufrisatsun"
    (row,) = made.rows
    assert (row.number, row.id, row.name, row.dose, row.gate) == (
        4, "heel-raise", "Heel raise", "10 times.", "Only when cleared",
    )  # fmt: skip
    assert due(row) == "x.x.x.."
    assert len(row.cells[0].boxes) == 2
    assert (row.cells[1].boxes, row.cells[1].accessible_text) == ((), "Day off")


def test_without_a_start_the_week_begins_on_monday_and_has_no_dates() -> None:
    made = grid(None, "daily")
    assert made.week == ""
    assert made.columns[0].weekday == "Mon"
    assert {column.day for column in made.columns} == {""}


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (date(2028, 2, 26), "26 27 28 29 1 2 3"),  # a leap day
        (date(2027, 2, 26), "26 27 28 1 2 3 4"),
        (date(2100, 2, 26), "26 27 28 1 2 3 4"),  # no leap year
        (date(2026, 12, 28), "28 29 30 31 1 2 3"),  # new year
        (date(2026, 3, 27), "27 28 29 30 31 1 2"),  # clocks go forward
        (date(2026, 10, 23), "23 24 25 26 27 28 29"),  # clocks go back
    ],
)
def test_no_day_is_lost_or_doubled(start: date, days: str) -> None:
    made = grid(start, "alternate days")
    assert " ".join(column.day for column in made.columns) == days
    assert due(made.rows[0]) == "x.x.x.x"


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


@given(STARTS, st.integers(2, 31))
def test_every_so_many_days_begins_on_the_first_day(start: date, days: int) -> None:
    cells = grid(start, f"every {days} days").rows[0].cells
    assert [index for index, cell in enumerate(cells) if cell.due] == list(range(0, 7, days))


@given(STARTS | st.none(), st.lists(st.tuples(doses() | st.none(), frequencies()), max_size=4))
@settings(max_examples=200)
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
            assert (
                not cell.due
                or cell.in_session in (0, len(cell.boxes))
                or not (len(cell.boxes) % cell.in_session)
            )


@pytest.mark.parametrize(
    ("written", "aside"),
    [
        ("daily", ""),
        ("7 days a week", ""),
        ("3 days a week", "any 3 days"),
        ("1/week", "any 1 day"),
        ("3-5 days a week", "any 3–5 days"),
        ("5-7 days a week", "any 5–7 days"),
        ("up to 3 days a week", "up to 3 days of your choice"),
        ("____ days a week", "____ days of your choice"),
        ("as many days a week as you can", "as many days as you can"),
        ("3 days a week, at least 48 h apart", "any 3 days, at least 48 hours apart"),
        ("2/day, 6 h apart", "at least 6 hours apart"),
        ("on mon and thu", ""),
    ],
)
def test_what_boxes_cannot_show_stands_beside_them(written: str, aside: str) -> None:
    assert plain(grid(None, written).rows[0].aside) == aside
