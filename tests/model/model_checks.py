"""What the tests of the models share: how a refusal reads, and amounts to try."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from worksheets.model import kinds
from worksheets.model.frequency import DayCount, SessionCount
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.problems import WrongValue

# How long an example takes depends on what else the machine does.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

KINDS: tuple[type[Quantity], ...] = (
    kinds.Count,
    kinds.StepCount,
    kinds.SmallCount,
    SessionCount,
    DayCount,
    kinds.Time,
    kinds.Distance,
    kinds.Weight,
    kinds.Effort,
    kinds.Pain,
    kinds.Step,
)


def refusals(model: type[BaseModel], value: Any) -> list[str]:
    """What is said about a value, as a person reads it: message and hint."""
    try:
        model.model_validate(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # A list is "too short" when its wrong items are not counted: the loader leaves that out.
        inside = {one["loc"][:end] for one in errors for end in range(len(one["loc"]))}
        return [
            _said(one) for one in errors if one["type"] != "too_short" or one["loc"] not in inside
        ]
    raise AssertionError(f"{value!r} was accepted")


def _said(error: Any) -> str:
    wrong = error.get("ctx", {}).get("error")
    if not isinstance(wrong, WrongValue):
        return f"{'.'.join(map(str, error['loc']))}: {error['type']}"
    assert not wrong.message.endswith(".")
    assert wrong.hint.endswith(".")
    return f"{wrong.message}. {wrong.hint}"


def short(kind: type[Quantity], written: Any) -> str:
    """What was written, in the one form that the program itself would write."""
    return kind.model_validate(written).short()


@st.composite
def quantities(draw: st.DrawFn, kind: type[Quantity]) -> Quantity:
    """Any quantity of a kind that a person can write."""
    unit = draw(st.sampled_from(sorted(kind.UNITS)))
    start = draw(_amounts(kind, unit))
    target = draw(st.none() | _amounts(kind, unit))
    if start == target or (target and target.bound is start.bound is Bound.BLANK):
        target = None
    numbers = [amount for amount in (start, target) if amount and amount.most is not None]
    if not numbers and start.bound is Bound.AS_MANY and target is None:
        unit = kind.DEFAULT_UNIT or next(iter(kind.UNITS))
    if not numbers and target is not None:
        target = None if start.bound is Bound.AS_MANY else target
        unit = kind.DEFAULT_UNIT or (unit if target is None else "")
        if start.bound is Bound.AS_MANY:
            unit = kind.DEFAULT_UNIT or next(iter(kind.UNITS))
    return kind(**start.model_dump(), unit=unit, target=target)


@st.composite
def _amounts(draw: st.DrawFn, kind: type[Quantity], unit: str) -> Amount:
    least, most = kind.LIMITS.get(unit, (Decimal("0.01"), Decimal(100_000)))
    places = 0 if kind.WHOLE else 2
    numbers = st.decimals(least, most, places=places, allow_nan=False)
    low, high = draw(numbers), draw(numbers)
    bound = draw(st.sampled_from(Bound))
    match bound:
        case Bound.BLANK:
            return Amount(bound=bound)
        case Bound.UP_TO:
            return Amount(bound=bound, high=high)
        case Bound.AS_MANY:
            return Amount(bound=bound, high=draw(st.none() | numbers))
        case Bound.RANGE if low != high:
            return Amount(bound=bound, low=min(low, high), high=max(low, high))
        case Bound.RANGE:
            return Amount(bound=Bound.EXACTLY, low=low)
        case _:
            return Amount(bound=bound, low=low)
