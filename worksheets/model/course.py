"""How one part of a dose goes from week to week: a table, or a steady way to a target."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar

from pydantic import AfterValidator, BeforeValidator, model_validator

from worksheets.model.base import Model, Table
from worksheets.model.quantity import Bound, Quantity, match_short
from worksheets.model.resistance import Load
from worksheets.model.sets import Hold, Sets
from worksheets.problems import WrongValue

Value = TypeVar("Value")
_LONGEST_WEEKS = 104
_HOW = "Write it like 10 -> 20 over 6 weeks, or as a table of weeks: {1: 10, 3: 12}."


def _by_week(table: Mapping[str, Value]) -> Table[int, Value]:
    stages: dict[int, Value] = {}
    for key, value in table.items():
        match = re.fullmatch(r"(?:from )?(?:week )?([1-9]\d{0,2})", " ".join(key.lower().split()))
        week = int(match[1]) if match else 0
        if not 1 <= week <= _LONGEST_WEEKS:
            raise WrongValue(
                f"{_named(key)} is no week from 1 to {_LONGEST_WEEKS}",
                "Write a table of weeks like {1: 10, 3: 12}: 12 from week 3 on.",
                _named(key),
            )
        if week in stages:
            message = f"{_named(key)} is week {week}, which stands there twice"
            raise WrongValue(message, "Keep one.", _named(key), str(week))
        stages[week] = value
    if 1 not in stages:
        raise WrongValue("the table does not begin with week 1", "Add week 1, like {1: 10, 3: 12}.")
    return Table({week: stages[week] for week in sorted(stages)})


def _named(key: str) -> str:
    """A key as it can be said in a message; with it, the message is shown where the key is."""
    return f'"{key}"' if re.fullmatch(r"[\w .-]{1,20}", key) else "a key of the table"


def _read_weeks(value: Any) -> Any:
    match = re.fullmatch(r"([1-9]\d{0,2})\s*(?:w|wks?|weeks?)?", str(value).strip().lower())
    if isinstance(value, bool) or not match or int(match[1]) > _LONGEST_WEEKS:
        raise WrongValue(
            f"this is no number of weeks, 1 to {_LONGEST_WEEKS}", "Write it like 6 weeks."
        )
    return int(match[1])


Weeks = Annotated[int, BeforeValidator(_read_weeks, json_schema_input_type=str | int)]
"""A number of weeks, `6 weeks` or `6`."""


class Course(Model, Generic[Value]):
    """How one part of a dose goes from week to week; week 1 is the first week of the exercise.

    Attributes:
        stages: A table: what holds from a week on.
        path: Where it starts and the target, for a steady way; None for a table.
        over: The week in which the target is reached, for a steady way: `6 weeks` is week 6.
        by: What the steps are multiples of; None leaves it to what the two ends allow.
    """

    stages: Annotated[Mapping[str, Value], AfterValidator(_by_week)] | None = None
    path: Value | None = None
    over: Weeks | None = None
    by: Value | None = None

    _WRITTEN: ClassVar[re.Pattern[str]] = re.compile(
        r"(?P<path>.+?),?\s+(?:over|in)\s+(?P<over>\d+\s*(?:w|wks?|weeks?))"
        r"(?:,?\s+(?:by|in steps of)\s+(?P<by>.+))?",
        re.IGNORECASE,
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `10 -> 20 over 6 weeks`, `30 s -> 60 s over 4 weeks by 10 s`, or a table of weeks.

        Raises:
            WrongValue: None of these.
        """
        if isinstance(value, dict):
            keys = set(value)
            if keys & {"stages", "path"}:
                return value
            if "start" in keys or "target" in keys:
                ends = {key: value[key] for key in ("start", "target") if key in value}
                rest = {key: one for key, one in value.items() if key not in ends}
                return {"path": ends, **rest}
            return {"stages": value}
        match = match_short(cls._WRITTEN, value)
        if not match:
            raise WrongValue("this does not say how it goes from week to week", _HOW)
        if match["path"].endswith("->"):
            raise WrongValue("there is no target after the arrow", _HOW)
        return {name: text for name, text in match.groupdict().items() if text is not None}

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.stages is not None:
            return self
        start = quantity_of(self.path)
        if start is None or start.target is None or self.over is None:
            raise WrongValue("this does not say how it goes from week to week", _HOW)
        for amount in (start, start.target):
            if amount.bound not in (Bound.EXACTLY, Bound.RANGE, Bound.UP_TO, Bound.AT_LEAST):
                raise WrongValue("a steady way goes from a number to a number", _HOW)
        loose = {Bound.UP_TO, Bound.AT_LEAST}
        if start.bound is not start.target.bound and {start.bound, start.target.bound} & loose:
            raise WrongValue(
                '"up to" or "at least" is said of both ends or of none', "Write it twice, or never."
            )
        if self.over < 2:
            raise WrongValue("a steady way takes two weeks or more", "For one week, write a table.")
        step = quantity_of(self.by)
        if self.by is not None and (
            step is None
            or step.bound is not Bound.EXACTLY
            or step.target
            or step.unit != start.unit
        ):
            raise WrongValue("the steps are not a number in the same unit", "Write it like by 2.")
        return self


def quantity_of(value: Any) -> Quantity | None:
    """The one amount in a part of a dose, or None where there is none, or several."""
    match value:
        case Quantity():
            return value
        case Sets():
            return value.count
        case Load():
            return value.weight
        case (Hold(time=time),):
            return time
    return None


def with_quantity(value: Any, quantity: Quantity) -> Any:
    """The same part of a dose with another amount in it."""
    match value:
        case Sets():
            return value.model_copy(update={"count": quantity})
        case Load():
            return value.model_copy(update={"weight": quantity})
        case (Hold() as hold,):
            return (hold.model_copy(update={"time": quantity}),)
    return quantity


def goal_of(quantity: Quantity) -> Quantity:
    """The target of an amount, as an amount of its own in the same unit."""
    target = quantity.target
    assert target is not None  # asked for only where there is one
    fields = {"bound": target.bound, "low": target.low, "high": target.high, "target": None}
    return quantity.model_copy(update=fields)
