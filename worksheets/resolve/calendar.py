"""Days and weeks of a program, counted from its first day, with dates where they are known."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from worksheets.model import Program
from worksheets.model.frequency_words import WEEKDAYS
from worksheets.model.span import Anchor, Span

DAYS = 7


class KnownDays(Protocol):
    """Who knows the days that weeks are counted from: a patient, or the facts of a body."""

    @property
    def start(self) -> date | None:
        """The first day of the exercises."""

    @property
    def anchors(self) -> Mapping[Anchor, date]:
        """Every day that is known."""


@dataclass(frozen=True)
class Calendar:
    """Days are numbers: 0 is the first day of the exercises, 7 the first of the second week.

    Without a start no day has a date, and the program is taken to begin at its anchor: week 3 is
    the third week after surgery.

    Attributes:
        start: The first day, or None.
        anchors: Days from which weeks are counted, as far as they are known.
        anchor: The one that the program counts from.
        lead: How many days of the first week lie before the start.
        weekday: Day of the week of the first day, 0 for Monday; weeks without a start begin then.
        event: What the anchor "event" is, in the words of the program.
    """

    start: date | None
    anchors: Mapping[Anchor, date]
    anchor: Anchor
    lead: int = 0
    weekday: int = 0
    event: str = ""

    def days_of(self, week: int) -> range:
        """The seven days of a week, the first week being 1; days before the start are negative."""
        first = DAYS * (week - 1) - self.lead
        return range(first, first + DAYS)

    def date_of(self, day: int) -> date | None:
        """The date of a day, or None where none is known."""
        return self.start + timedelta(days=day) if self.start else None

    def weekday_of(self, day: int) -> int:
        """Day of the week, 0 for Monday."""
        return (self.weekday + day) % DAYS

    def day_of(self, span: Span, after: Anchor | None = None) -> int | None:
        """The day that comes a span after an anchor, or None where the anchor is not known.

        Args:
            span: How long after it.
            after: The anchor; None for that of the program.
        """
        anchor = after or self.anchor
        if self.start is None:
            return span.days if anchor in (self.anchor, "start") else None
        event = self.start if anchor == "start" else self.anchors.get(anchor)
        return (later(event, span) - self.start).days if event else None

    def weeks_since(self, anchor: Anchor, day: int) -> int | None:
        """Whole weeks from an anchor to a day, negative before it; None where it is not known."""
        event = self.day_of(Span(number=0, unit="days"), anchor)
        return None if event is None else (day - event) // DAYS


def make_calendar(
    program: Program,
    known: KnownDays,
    first_weekday: str = "monday",
    *,
    whole_weeks: bool = False,
    weekday: int | None = None,
) -> Calendar:
    """The calendar of one patient's program.

    Args:
        program: Names the event that weeks are counted from.
        known: Knows when that was.
        first_weekday: The day on which weeks begin, for `whole_weeks`.
        whole_weeks: Whether weeks begin on that day, and not on the day of the week of the start.
        weekday: Day of the week of the start, 0 for Monday, where its date does not matter.
    """
    if known.start:
        weekday = known.start.weekday()
    lead, first = 0, WEEKDAYS.index(first_weekday)
    if whole_weeks and weekday is not None:
        lead = (weekday - first) % DAYS
    day = first if weekday is None else weekday
    anchor = program.anchor or "start"
    return Calendar(known.start, known.anchors, anchor, lead, day, program.event or "")


def later(day: date, span: Span) -> date:
    """The day that comes a span later; a month later is the same day of the next month.

    Where that month is too short, it is its last day.

    Raises:
        OverflowError: The calendar ends before.
    """
    if span.unit != "months":
        return day + timedelta(days=span.days)
    years, month = divmod(day.month - 1 + span.number, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
