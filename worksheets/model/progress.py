"""How a dose grows: by a rule, from week to week, or from level to level."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from worksheets.model.base import Line, Model, Several
from worksheets.model.course import Course
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import (
    Count,
    Degrees,
    Distance,
    Effort,
    Pain,
    SmallCount,
    Step,
    StepCount,
    Time,
)
from worksheets.model.quantity import Bound, check_length
from worksheets.model.resistance import Load
from worksheets.model.sets import Holds, Sets
from worksheets.model.span import Anchor
from worksheets.problems import WrongValue

_LIKE = (("s", "min", "h"), ("m", "km"), ("ft", "yd", "miles"), ("g", "kg"), ("oz", "lb"))


def _go_together(add: str, to: str) -> bool:
    """Whether adding one unit can lead to the other: "add 30 s a day, to 5 min"."""
    return add in (to, "% more") or any(add in units and to in units for units in _LIKE)


class StepRule(Model):
    """When to ask for more, how much more, and where to stop.

    Attributes:
        add: What to add each time.
        when: What must be true first, for example "pain-free".
        every: How often at most: "session", "day", "week", "month", or a number of them, "2 weeks".
        to: Where to stop, in the unit of `add`.
    """

    add: Step
    when: Line | None = None
    every: Line | None = None
    to: Step | None = None

    _RULE: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:(?:when|once|if|as soon as)\s+(?P<when>.+?),?\s+)?(?:add|increase by|go up by)\s+"
        r"(?P<add>(?:(?:up to|at most|at least|about)\s+)?.+?)"
        r"(?:(?:\s+(?:a|an|per|every|each)\s+|\s*/\s*)(?P<every>(?:\d+\s+)?[a-z]+))?"
        r"(?:,?\s+(?:(?:up )?to|until(?: you reach)?)\s+(?P<to>.+))?",
        re.IGNORECASE,
    )
    _EVERY: ClassVar[re.Pattern[str]] = re.compile(r"(?:([1-9]\d?) )?(session|day|week|month)s?")

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `when pain-free add 5 kg a week, to 60 kg`.

        Raises:
            WrongValue: It says nothing to add.
        """
        if isinstance(value, dict):
            return value
        check_length(value)
        text = " ".join(value.split()) if isinstance(value, str) else ""
        match = cls._RULE.fullmatch(text.removesuffix("."))
        if not match:
            raise WrongValue(
                "this is not a step rule", "Write it like when pain-free add 5 kg a week, to 60 kg."
            )
        return {name: text for name, text in match.groupdict().items() if text is not None}

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.every is not None and not self._EVERY.fullmatch(self.every.lower()):
            raise WrongValue(
                "a step is taken each session, day, week or month", "Write it like a week."
            )
        if self.add.target or (self.to and self.to.target):
            raise WrongValue("a step rule has one target", "Write it after to, like to 60 kg.")
        if self.add.bound is Bound.AS_MANY or (self.to and self.to.bound is Bound.AS_MANY):
            raise WrongValue("a step rule adds an amount", "Write it like add 5 kg a week.")
        if self.to is not None and not _go_together(self.add.unit, self.to.unit):
            raise WrongValue("add and to have different units", "Write both in the same unit.")
        return self

    @property
    def step(self) -> tuple[int, str]:
        """How often at most, as a number and its word: `(2, "week")`; `(0, "")` when not said."""
        match = self._EVERY.fullmatch(self.every.lower()) if self.every else None
        return (int(match[1] or 1), match[2]) if match else (0, "")


_RULE_KEYS = {"add", "when", "every", "to"}


class Progress(Model):
    """How a dose grows: by a rule, from week to week, or from level to level.

    Attributes:
        rule: When to add how much; its keys may stand here themselves.
        sets: How the number of sets goes from week to week.
        reps: How the repetitions do.
        hold: How the hold does.
        rest: How the rest does.
        load: How the load does.
        duration: How the duration does.
        distance: How the distance does.
        steps: How the number of steps does.
        rounds: How the number of rounds does.
        effort: How the effort does.
        pain_limit: How the limit of pain does.
        motion: How the range of movement does.
        frequency: How often does.
        since: The event from which these weeks are counted; left out, they are counted from the
            first week in which the patient does the exercise.
        levels: Names of levels, the easiest first; the patient moves on when it is time, not at a
            date, so that they print as boxes.
        up: When to move up: "it is easy".
        down: When to move down: "you lose your balance".
    """

    rule: StepRule | None = None
    sets: Course[Sets] | None = None
    reps: Course[Count] | None = None
    hold: Course[Holds] | None = None
    rest: Course[Time] | None = None
    load: Course[Load] | None = None
    duration: Course[Time] | None = None
    distance: Course[Distance] | None = None
    steps: Course[StepCount] | None = None
    rounds: Course[SmallCount] | None = None
    effort: Course[Effort] | None = None
    pain_limit: Course[Pain] | None = None
    motion: Course[Degrees] | None = None
    frequency: Course[Frequency] | None = None
    since: Anchor | None = None
    levels: Several[Line] = Field(default=(), max_length=20)
    up: Line | None = None
    down: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `when pain-free add 5 kg a week, to 60 kg` as a rule; otherwise keys with values."""
        if not isinstance(value, dict):
            return {"rule": value}
        rule = {key: one for key, one in value.items() if key in _RULE_KEYS}
        rest = {key: one for key, one in value.items() if key not in _RULE_KEYS}
        return {**rest, "rule": rule} if rule else rest

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set - {"since"}:
            raise WrongValue("the progress is empty", "Write it like add 1 kg a week, to 10 kg.")
        if len(self.levels) == 1:
            raise WrongValue("one level is no ladder", "Name two or more, the easiest first.")
        return self

    @property
    def courses(self) -> Iterator[tuple[str, Course[Any]]]:
        """The parts of the dose that go from week to week, by their names in the dose."""
        for name in COURSES:
            course = getattr(self, name)
            if course is not None:
                yield name, course


COURSES = (
    "sets", "reps", "hold", "rest", "load", "duration", "distance", "steps", "rounds", "effort",
    "pain_limit", "motion", "frequency",
)  # fmt: skip
"""The parts of a dose that can go from week to week."""
