"""How often and when: times a day, days a week, named days and times, gaps and triggers."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from worksheets.model.base import Line, Model, Several
from worksheets.model.quantity import SmallCount, Time
from worksheets.problems import WrongValue

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TIMES_OF_DAY = (
    "morning",
    "midday",
    "afternoon",
    "evening",
    "bedtime",
    "breakfast",
    "lunch",
    "dinner",
)
_DAY = "|".join(rf"{day[:3]}(?:{day[3:]})?s?" for day in WEEKDAYS) + "|tues|thur|thurs"
_TIMES = {"once": "1", "twice": "2"}


class SessionCount(SmallCount):
    """How many times a day."""

    EXAMPLES: ClassVar[tuple[str, ...]] = ("2", "2-3", "up to 4", "at least 2", "blank")


class DayCount(SmallCount):
    """How many days a week."""

    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {"times": (Decimal(1), Decimal(7))}
    EXAMPLES: ClassVar[tuple[str, ...]] = ("3", "3-5", "at least 5", "blank")


class Frequency(Model):
    """How often an exercise is due.

    Attributes:
        times_a_day: Sessions on a day on which it is due.
        every: Time between sessions within a day ("every 2 h").
        while_awake: `every` holds for waking hours only.
        at: Named times of day, or clock times as HH:MM; each is one session.
        days_a_week: Days in a week, the patient chooses which.
        on: Named days of the week.
        every_days: Due on the first day and every so many days after it; 2 is alternate days.
        gap: The least time between sessions, in hours or days.
        trigger: A situation instead of a time ("whenever you sit down").
    """

    times_a_day: SessionCount | None = None
    every: Time | None = None
    while_awake: bool = False
    at: Several[str] = ()
    days_a_week: DayCount | None = None
    on: Several[str] = ()
    every_days: int | None = Field(default=None, ge=2, le=31)
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
            for key, read in (("on", _read_days), ("at", _read_times)):
                if key in fields:
                    listed = fields[key] if isinstance(fields[key], list | tuple) else [fields[key]]
                    fields[key] = read([str(entry) for entry in listed])
            return fields
        if not isinstance(value, str) or not value.strip():
            raise WrongValue("this is not a frequency", _HOW_TO_WRITE)
        fields = {}
        for clause in _clauses(value):
            for key, found in _read_clause(clause).items():
                if key in fields and key not in ("on", "at"):
                    raise WrongValue("the frequency says the same thing twice", "Keep one of them.")
                fields[key] = (*fields.get(key, ()), *found) if key in ("on", "at") else found
        return fields

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if not self.model_fields_set:
            raise WrongValue("the frequency is empty", _HOW_TO_WRITE)
        days = [self.days_a_week is not None, bool(self.on), self.every_days is not None]
        if sum(days) > 1:
            raise WrongValue(
                "the frequency names its days in two ways",
                "Keep one of days_a_week, on and every_days.",
            )
        sessions = [self.times_a_day is not None, self.every is not None, bool(self.at)]
        if sum(sessions) > 1:
            raise WrongValue(
                "the frequency names its times in two ways",
                "Keep one of times_a_day, every and at.",
            )
        if self.every is not None and self.every.unit not in ("min", "h"):
            raise WrongValue("every is in minutes or hours", "For days write every 2 days.")
        if self.gap is not None and self.gap.unit not in ("h", "days"):
            raise WrongValue("the gap is in hours or days", "Write it like 48 h apart.")
        if self.while_awake and self.every is None:
            raise WrongValue("while awake goes with every", "Write it like every 2 h while awake.")
        return self


_HOW_TO_WRITE = (
    "Write it like 2/day, 3 days a week, every 2 h while awake, on mon and thu, "
    "alternate days, in the morning and evening, at least 48 h apart, or blank."
)
_AMOUNT = r"(?:up to |at least |about )?[\d,.]+(?:\s*(?:-|to)\s*\d+)?\+?|_+|blank"
_PER_DAY = re.compile(
    rf"({_AMOUNT}|once|twice)\s*(?:x|×|times?|sessions?)?\s*(?:/|\ba|\bper|\beach)\s*day"
)
_PER_WEEK = re.compile(
    rf"({_AMOUNT}|once|twice)\s*(?:x|×|times?|days?)?\s*(?:/|\ba|\bper|\beach)\s*week"
)
_EVERY = re.compile(
    r"every (?:([\d.]+(?:\s*(?:-|to)\s*[\d.]+)?)\s*)?(minutes?|mins?|hours?|hrs?|h)"
    r"( while(?: you are)? awake)?"
)
_EVERY_DAYS = re.compile(r"every (\d+) days")
_GAP = re.compile(
    r"(?:(?:with )?(at least )?(\d+)\s*(h|hours?|days?) (?:apart|between(?: sessions)?))"
)


def _clauses(text: str) -> list[str]:
    """Split at commas, and before "on" and "at": each clause says one thing."""
    text = " ".join(re.sub(r"[\u2010-\u2015]", "-", text.replace("\u00a0", " ")).split())
    clauses = re.split(r",(?!\d{3})|;|\s(?=on [a-z]{3})|\s(?=at \d)", text, flags=re.IGNORECASE)
    return [clause.strip() for clause in clauses if clause.strip()]


def _read_clause(written: str) -> dict[str, Any]:
    """The fields that one clause sets."""
    clause = re.sub(r"^and ", "", written.lower())
    if clause in _FIXED:
        return dict(_FIXED[clause])
    for pattern, fields in _PATTERNS:
        if match := pattern.fullmatch(clause):
            return fields(match)
    if clause.startswith(("whenever ", "every time ", "each time ", "when ")):
        return {"trigger": written}
    words = [word for word in re.split(r"\s+|/|&", clause) if word not in _FILLERS]
    if words and all(re.fullmatch(_DAY, word) for word in words):
        return {"on": _read_days(words)}
    if words and all(_is_time(word) for word in words):
        return {"at": _read_times(words)}
    raise WrongValue("this is not a frequency", _HOW_TO_WRITE)


def _every(match: re.Match[str]) -> dict[str, Any]:
    every: dict[str, Any] = {"every": f"{match[1] or 1} {match[2]}"}
    return every | {"while_awake": True} if match[3] else every


def _every_days(match: re.Match[str]) -> dict[str, Any]:
    return {"every_days": int(match[1])} if int(match[1]) > 1 else {"times_a_day": "1"}


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dict[str, Any]]], ...] = (
    (re.compile(r"_+"), lambda _: {"times_a_day": "blank"}),
    (_PER_DAY, lambda match: {"times_a_day": _TIMES.get(match[1], match[1])}),
    (_PER_WEEK, lambda match: {"days_a_week": _TIMES.get(match[1], match[1])}),
    (_EVERY_DAYS, _every_days),
    (_EVERY, _every),
    (_GAP, lambda match: {"gap": f"{match[1] or ''}{match[2]} {match[3]}"}),
)

_FIXED: dict[str, dict[str, Any]] = {
    "blank": {"times_a_day": "blank"},
    "daily": {"times_a_day": "1"},
    "every day": {"times_a_day": "1"},
    "hourly": {"every": "1 h"},
    "weekly": {"days_a_week": "1"},
    "every week": {"days_a_week": "1"},
    "alternate days": {"every_days": 2},
    "every other day": {"every_days": 2},
    "every second day": {"every_days": 2},
}
_FILLERS = ("", "on", "and", "in", "at", "the", "with")


def _is_time(word: str) -> bool:
    return word in TIMES_OF_DAY or word == "noon" or bool(_CLOCK.fullmatch(word))


_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def _read_days(words: list[str]) -> tuple[str, ...]:
    """The full names of days, in the order of the week."""
    found = set()
    for word in words:
        day = next(
            (day for day in WEEKDAYS if len(word) > 2 and day.startswith(word.lower()[:3])), None
        )
        if day is None or not re.fullmatch(_DAY, word.lower()):
            raise WrongValue(f'unknown day "{word[:20]}"', "Write days like mon, wed, fri.")
        found.add(day)
    return tuple(day for day in WEEKDAYS if day in found)


def _read_times(words: list[str]) -> tuple[str, ...]:
    """Times of day as their names, or as HH:MM, in the order written."""
    found = []
    for word in words:
        text = "midday" if word.lower() == "noon" else word.lower()
        if match := _CLOCK.fullmatch(text):
            text = f"{int(match[1]):02}:{match[2]}"
        elif text not in TIMES_OF_DAY:
            raise WrongValue(
                f'unknown time of day "{word[:20]}"',
                f"Write a time like 08:00, or one of: {', '.join(TIMES_OF_DAY)}.",
            )
        if text not in found:
            found.append(text)
    return tuple(found)
