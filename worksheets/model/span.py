"""Stretches of time since something happened: `6 weeks`, `8 weeks after surgery`."""

import re
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from worksheets.model.base import Model
from worksheets.problems import WrongValue

Anchor = Literal["start", "surgery", "injury", "boot off", "event"]
"""What weeks are counted from: the first day of the exercises, or an event.

"event" is the one that the program names itself: `event: stroke`.
"""

ANCHORS: tuple[Anchor, ...] = ("start", "surgery", "injury", "boot off", "event")
_LONGEST_DAYS = 5 * 366
_HOURS = 24
_DAYS = {"days": 1, "weeks": 7, "months": 30}
_HOW = "Write it like 48 hours, 10 days, 6 weeks or 3 months."
_HOW_MOMENT = f"Write it like 8 weeks after surgery; events: {', '.join(ANCHORS)}."


class Span(Model):
    """A whole number of days, weeks or months, or the hours of whole days.

    Attributes:
        number: How many.
        unit: Of what; a month is one of the calendar, 48 hours are the first two days.
    """

    number: int = Field(ge=0)
    unit: Literal["hours", "days", "weeks", "months"]

    _WRITTEN: ClassVar[re.Pattern[str]] = re.compile(
        r"(\d{1,4})\s*(?:(d|days?)|(w|wks?|weeks?)|(months?)|(?:h|hrs?|hours?))", re.IGNORECASE
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `6 weeks`, `10 days`, `3 months` or `48 hours`.

        Raises:
            WrongValue: None of these.
        """
        if isinstance(value, dict):
            return value
        match = cls._WRITTEN.fullmatch(value.strip()) if isinstance(value, str) else None
        if not match:
            raise WrongValue("this is no number of hours, days, weeks or months", _HOW)
        unit = "days" if match[2] else "weeks" if match[3] else "months" if match[4] else "hours"
        return {"number": int(match[1]), "unit": unit}

    @model_validator(mode="after")
    def _is_plausible(self) -> Self:
        if self.unit == "hours" and self.number % _HOURS:
            raise WrongValue("pages have whole days", "Write 24, 48 or 72 hours, or days.")
        if self.days > _LONGEST_DAYS:
            raise WrongValue("this is longer than five years", "Check the number and its unit.")
        return self

    @property
    def days(self) -> int:
        """About how many days; exactly so many unless the unit is months."""
        if self.unit == "hours":
            return self.number // _HOURS
        return self.number * _DAYS[self.unit]


class Moment(Model):
    """A time after an event.

    Attributes:
        span: How long after it.
        after: The event; None leaves it to the program's anchor.
    """

    span: Span
    after: Anchor | None = None

    _WRITTEN: ClassVar[re.Pattern[str]] = re.compile(
        r"(.+?)(?:\s+(?:after|since|from)\s+(?:the\s+)?(.+))?"
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `8 weeks after surgery`, or `8 weeks` after the program's anchor.

        Raises:
            WrongValue: None of these.
        """
        if isinstance(value, dict):
            return value
        text = " ".join(value.lower().split()) if isinstance(value, str) else ""
        match = cls._WRITTEN.fullmatch(text)
        if not match:
            raise WrongValue("this is no time after an event", _HOW_MOMENT)
        if match[2] and match[2] not in ANCHORS:
            raise WrongValue("weeks are not counted from this event", _HOW_MOMENT)
        return {"span": match[1]} | ({"after": match[2]} if match[2] else {})
