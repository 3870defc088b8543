"""The weekly progress grid: which exercise is due on which day, with which boxes."""

from collections.abc import Sequence
from datetime import date, timedelta

from worksheets.model import Clinic
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.names import DAYS as DAY_KEYS
from worksheets.resolve.boxes import grid_cell
from worksheets.resolve.dates import full_date
from worksheets.resolve.frequencies import A_MONDAY, DAYS, days_of_choice, gap_text, is_due
from worksheets.resolve.wording import Wording
from worksheets.sheet import Card, Cell, Column, Row, WeekGrid, WritingRow

_PAIN = tuple(map(str, range(11)))


def week_grid(
    wording: Wording,
    start: date | None,
    cards: Sequence[Card],
    doses: Sequence[tuple[Dose | None, Frequency]],
    clinic: Clinic | None = None,
) -> WeekGrid:
    """Seven days from the start, or Monday to Sunday when the start is not known.

    Args:
        wording: The language.
        start: First day.
        cards: The exercises, for their names and sentences.
        doses: Dose and frequency of each, in the same order.
        clinic: Its way of writing dates, or None.
    """
    page, dates = wording.locale.page, wording.locale.dates
    days = [(start or A_MONDAY) + timedelta(days=index) for index in range(DAYS)]
    columns = []
    for day in days:
        weekday = wording.say(dates.weekday, date=day)
        number = wording.say(dates.day, date=day) if start else ""
        spoken = wording.say(dates.weekday_full, date=day)
        columns.append(Column(weekday, number, spoken, DAY_KEYS[day.weekday()]))
    week = wording.say(dates.week_of, date=full_date(wording, clinic, start)) if start else ""
    off = Cell(due=False, spoken=page.day_off)
    rows = []
    for card, (dose, frequency) in zip(cards, doses, strict=True):
        cell = grid_cell(wording, dose, frequency)
        cells = tuple(
            cell if is_due(frequency, index, day.weekday()) else off
            for index, day in enumerate(days)
        )
        aside = _aside(wording, frequency)
        row = Row(card.number, card.id, card.name, card.dose, aside, card.gate, cells)
        rows.append(row._replace(language=card.name_language))
    return WeekGrid(
        title=page.record,
        week=week,
        columns=tuple(columns),
        rows=tuple(rows),
        writing=(WritingRow(page.pain, "pain", _PAIN), WritingRow(page.notes, "notes")),
    )


def _aside(wording: Wording, frequency: Frequency) -> str:
    """What the boxes cannot show: that the patient chooses the days, and the least gap."""
    asides = []
    if frequency.days_a_week:
        asides.append(days_of_choice(wording, frequency.days_a_week))
    if frequency.gap:
        asides.append(gap_text(wording, frequency.gap))
    return wording.join_clauses(asides)
