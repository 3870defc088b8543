"""When to ask for more, how much more, and where to stop."""

import re
from typing import Any, ClassVar, Self

from pydantic import model_validator

from worksheets.model.base import Line, Model
from worksheets.model.kinds import Step
from worksheets.model.quantity import Bound, check_length
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
