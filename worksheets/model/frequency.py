"""How often and when: times a day, days a week, named days and times, gaps and triggers."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from worksheets.model.base import Line, Model, Several
from worksheets.model.frequency_words import (
    HOW_TO_WRITE,
    NUMBER_ALONE,
    read_days,
    read_frequency,
    read_times,
)
from worksheets.model.kinds import SmallCount, Time
from worksheets.model.quantity import Bound
from worksheets.problems import WrongValue

_SHORTEST_MIN = 5
_LONGEST_H = 24
_MAX_DAYS = 31


def _as_text(entry: Any) -> str:
    """A day or time as it was written; what is no text names none."""
    return entry if isinstance(entry, str) else ""


class SessionCount(SmallCount):
    """How many times a day."""

    EXAMPLES: ClassVar[tuple[str, ...]] = ("2", "2-3", "up to 4", "at least 2", "blank")
    IF_TOO_MUCH: ClassVar[str] = "For more than 24 times a day write it like every 30 min."


class DayCount(SmallCount):
    """How many days a week."""

    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {"times": (Decimal(1), Decimal(7))}
    EXAMPLES: ClassVar[tuple[str, ...]] = ("3", "3-5", "at least 5", "blank")
    IF_TOO_MUCH: ClassVar[str] = "A week has 7 days."


class Frequency(Model):
    """How often an exercise is due.

    Attributes:
        times_a_day: Sessions on a day on which it is due.
        every: Time between sessions within a day ("every 2 h"); "up to 2 h" means at least every
            2 hours.
        while_awake: `every` holds for waking hours only.
        at: Named times of day, or clock times as HH:MM; each is one session.
        days_a_week: Days in a week, the patient chooses which.
        on: Named days of the week.
        every_days: Due on the first day and every so many days after it; 2 is alternate days.
        week_days: Days of each week by their numbers, from 1, counted from the first day.
        never: Not at all, in a week of a table.
        gap: The least time between sessions, in hours or days ("2 days" leaves one day free).
        trigger: A situation instead of a time ("whenever you sit down").
    """

    times_a_day: SessionCount | None = None
    every: Time | None = None
    while_awake: bool = False
    at: Several[str] = ()
    days_a_week: DayCount | None = None
    on: Several[str] = ()
    every_days: int | None = None
    week_days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()
    never: bool = False
    gap: Time | None = None
    trigger: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read short forms, several of them joined by commas: `2/day, 3 days a week`.

        Raises:
            WrongValue: A part that is none of the short forms.
        """
        if isinstance(value, dict):
            fields = dict(value)
            for key, read in (("on", read_days), ("at", read_times)):
                if key in fields:
                    listed = fields[key] if isinstance(fields[key], list | tuple) else [fields[key]]
                    fields[key] = read([_as_text(entry) for entry in listed])
            return fields
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            raise WrongValue(*NUMBER_ALONE)
        if not isinstance(value, str) or not value.strip():
            raise WrongValue("this is not a frequency", HOW_TO_WRITE)
        return read_frequency(value)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        given = (getattr(self, name) for name in self.model_fields_set)
        if all(value is None or value is False or value == () for value in given):
            raise WrongValue("the frequency is empty", HOW_TO_WRITE)
        days = [self.days_a_week is not None, bool(self.on), self.every_days is not None]
        days += [bool(self.week_days), self.never]
        if sum(days) > 1:
            raise WrongValue(
                "the frequency names its days in two ways",
                "Keep one of days_a_week, on, every_days and week_days.",
            )
        sessions = [self.times_a_day is not None, self.every is not None, bool(self.at)]
        if sum(sessions) > 1:
            raise WrongValue(
                "the frequency names its times in two ways",
                "Keep one of times_a_day, every and at.",
            )
        if self.at and self.trigger:
            raise WrongValue(
                "the frequency names its times in two ways", "Keep one of at and trigger."
            )
        if self.while_awake and self.every is None:
            raise WrongValue("while awake goes with every", "Write it like every 2 h while awake.")
        if self.every_days is not None and not 2 <= self.every_days <= _MAX_DAYS:
            raise WrongValue(f"every so many days is 2 to {_MAX_DAYS}", "For each day write daily.")
        return self

    @model_validator(mode="after")
    def _times_are_plausible(self) -> Self:
        every, gap = self.every, self.gap
        if every is not None:
            if every.unit not in ("min", "h") or every.bound is Bound.AS_MANY:
                raise WrongValue(
                    "every is in minutes or hours", "Write it like 2 h; for days, every 2 days."
                )
            minutes = [
                number * (60 if every.unit == "h" else 1)
                for number in (every.low, every.high)
                if number is not None
            ]
            if any(number >= _LONGEST_H * 60 for number in minutes):
                raise WrongValue("every is less than 24 hours", "Write daily or every 2 days.")
            if any(number < _SHORTEST_MIN for number in minutes):
                raise WrongValue(f"every is {_SHORTEST_MIN} minutes or more", "Check the unit.")
        if gap is not None and (gap.unit not in ("h", "days") or gap.bound is Bound.AS_MANY):
            raise WrongValue("the gap is in hours or days", "Write it like 48 h apart.")
        return self
