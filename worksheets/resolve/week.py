"""The weekly progress grid: which exercise is due on which day, with which boxes."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from worksheets.document import Card, Cell, Column, Row, WeekGrid, WritingRow
from worksheets.field_names import DAYS as DAY_KEYS
from worksheets.kept import kept
from worksheets.model import Clinic
from worksheets.model.frequency import Frequency
from worksheets.resolve.boxes import all_optional, grid_cell
from worksheets.resolve.calendar import Calendar
from worksheets.resolve.dates import full_date
from worksheets.resolve.frequencies import A_MONDAY, days_of_choice, gap_text, sessions_a_day
from worksheets.resolve.schedule import Due, PlannedWeek
from worksheets.resolve.wording import Wording

_0_TO_10 = tuple(map(str, range(11)))
_MOST_PARTS = 3
"""With more sessions a day than this, what is felt is written down once a day."""


def week_grid(
    wording: Wording,
    week: PlannedWeek,
    calendar: Calendar,
    cards: Sequence[Card],
    clinic: Clinic | None = None,
) -> WeekGrid:
    """The seven days of a week, a row for each item that is due in it.

    Args:
        wording: The language.
        week: Its days and what is due.
        calendar: The dates of the days.
        cards: The items, in the same order, for their names and sentences.
        clinic: Its way of writing dates, or None.
    """
    rows = _grid_rows(wording, tuple(cards), week.dues, week.days)
    return empty_grid(wording, week.days, calendar, clinic)._replace(
        rows=rows, writing=_writing(wording)
    )


@kept(
    256,
    key=lambda wording, cards, dues, days: (
        id(wording),
        *map(id, cards),
        *map(id, dues),
        min(0, days[0]),
    ),
    second=True,
)
def _grid_rows(
    wording: Wording, cards: tuple[Card, ...], dues: tuple[Due, ...], days: Sequence[int]
) -> tuple[Row, ...]:
    """A row for each item; most patients of a program share all of them."""
    return tuple(grid_row(wording, card, due, days) for card, due in zip(cards, dues, strict=True))


@lru_cache(maxsize=64)
def _writing(wording: Wording) -> tuple[WritingRow, ...]:
    page = wording.locale.page
    return WritingRow(page.pain, "pain", _0_TO_10), WritingRow(page.notes, "notes")


@kept(
    1024,
    key=lambda wording, days, calendar, clinic: (
        id(wording),
        tuple(days),
        calendar.start,
        id(clinic),
    ),
)
def empty_grid(
    wording: Wording, days: Sequence[int], calendar: Calendar, clinic: Clinic | None
) -> WeekGrid:
    """The seven days of a week without any row."""
    first = calendar.date_of(days[0])
    week = ""
    if first:
        written = full_date(wording, clinic, first)
        week = wording.say(wording.locale.dates.week_of, date=written)
    columns = [_column(wording, calendar.weekday_of(day), calendar.date_of(day)) for day in days]
    return WeekGrid(wording.locale.page.record, week, tuple(columns), (), ())


@kept(
    4096,
    key=lambda wording, card, due, days: (
        id(wording),
        id(card),
        id(due.item.dose),
        id(due.frequency),
        due.is_open,
        due.days,
        min(0, days[0]),
    ),
)
def grid_row(wording: Wording, card: Card, due: Due, days: Sequence[int]) -> Row:
    """One item over the days of a week."""
    page = wording.locale.page
    cell = grid_cell(wording, due.item.dose, due.frequency)
    if due.is_open:  # the patient begins it when it is time: nothing is missed before
        cell = cell._replace(boxes=all_optional(cell.boxes))
    off, before = _not_due(page.day_off), _not_due(wording.locale.booklet.not_begun)
    cells = tuple(
        cell if is_due else (off if day >= 0 else before)
        for day, is_due in zip(days, due.days, strict=True)
    )
    aside = _aside(wording, due.frequency)
    language = card.name_language
    return Row(card.number, card.id, card.name, card.dose, aside, card.gate, cells, language)


@lru_cache(maxsize=64)
def _not_due(accessible_text: str) -> Cell:
    return Cell(due=False, accessible_text=accessible_text)


@lru_cache(maxsize=4096)
def _column(wording: Wording, weekday: int, known: date | None) -> Column:
    dates = wording.locale.dates
    shown = A_MONDAY + timedelta(days=weekday)
    return Column(
        wording.say(dates.weekday, date=shown),
        wording.say(dates.day, date=known) if known else "",
        wording.say(dates.weekday_full, date=shown),
        DAY_KEYS[weekday],
    )


def daily_rows(wording: Wording, dues: Sequence[Due]) -> tuple[WritingRow, ...]:
    """What is written down each day of a booklet: after each session, pain and effort."""
    sessions = max((sessions_a_day(due.frequency)[0] for due in dues), default=1)
    # A part for some of the sessions only would leave the patient in doubt which: then one a day.
    return _daily_rows(wording, sessions if sessions <= _MOST_PARTS else 1)


@lru_cache(maxsize=64)
def _daily_rows(wording: Wording, parts: int) -> tuple[WritingRow, ...]:
    phrases = wording.locale.booklet
    amounts = tuple(one.strip() for one in phrases.swelling_choices.split(","))
    return (
        WritingRow(phrases.pain, "pain", _0_TO_10, parts),
        WritingRow(phrases.effort, "effort", _0_TO_10, parts),
        WritingRow(phrases.swelling, "swelling", amounts),
        WritingRow(phrases.notes, "notes"),
    )


def _aside(wording: Wording, frequency: Frequency) -> str:
    """What the boxes cannot show: that the patient chooses the days, and the least gap."""
    asides = []
    if frequency.days_a_week:
        asides.append(days_of_choice(wording, frequency.days_a_week))
    if frequency.gap:
        asides.append(gap_text(wording, frequency.gap))
    return wording.join_clauses(asides)
