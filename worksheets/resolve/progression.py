"""The dose of one week: how a dose that grows stands in its first, second, third week.

What time alone cannot decide stays in the dose as it is: rules that begin with "when", rules
without an end or for a part that has no number yet, and levels.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from worksheets.model.course import Course, goal_of, quantity_of, with_quantity
from worksheets.model.dose import Dose
from worksheets.model.progress import StepRule
from worksheets.model.quantity import Bound, Quantity

_DAYS_A_MONTH = Decimal("30.4375")
_ROUND: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {
    "s": ((300, ("5", "1")), (599, ("30", "5", "1")), (7200, ("60", "30", "5", "1")),
          (0, ("1800", "900", "60"))),
    "g": ((1000, ("50", "10")), (0, ("500", "250", "50", "10"))),
    "oz": ((16, ("1",)), (0, ("16", "8", "1"))),
    "m": ((1000, ("10", "5")), (2000, ("100", "10", "5")), (0, ("500", "100", "10", "5"))),
    "%": ((0, ("5", "1")),), "% body weight": ((0, ("5", "1")),), "rpe": ((0, ("1", "0.5")),),
    "steps": ((0, ("100", "10")),), "miles": ((0, ("0.5", "0.1")),),
}  # fmt: skip
"""Steps that people count, set or put on a bar, by base unit and up to which amount (0 for any).

The first that fits both ends is taken.
"""

_TIDY = {"min": 30, "h": 900}
"""What an amount in a unit is a multiple of; others are said in a smaller unit: 80 seconds."""

_IN_BASE_UNITS = {
    "s": ("s", 1), "min": ("s", 60), "h": ("s", 3600), "g": ("g", 1), "kg": ("g", 1000),
    "oz": ("oz", 1), "lb": ("oz", 16), "m": ("m", 1), "km": ("m", 1000),
}  # fmt: skip
_COUNTED = ("reps", "sets", "rounds", "steps")


def dose_in_week(dose: Dose, week: int) -> Dose:
    """A dose as it stands in a week.

    Args:
        dose: The dose as it was written.
        week: The week of the exercise, from 1.
    """
    progress = dose.progress
    if progress is None:
        return dose
    changed = {name: value_in_week(course, week) for name, course in progress.courses}
    if progress.rule and is_dated(progress.rule) and (part := _part_of(dose, progress.rule)):
        changed[part] = _stepped(getattr(dose, part), progress.rule, week)
        progress = progress.model_copy(update={"rule": None})
    progress = progress.model_copy(update=dict.fromkeys(name for name, _ in progress.courses))
    is_empty = not (progress.rule or progress.levels or progress.up or progress.down)
    return dose.model_copy(update={**changed, "progress": None if is_empty else progress})


def first_dose(dose: Dose) -> Dose:
    """A dose as it stands at first, with all that it says about how it grows."""
    if dose.progress is None:
        return dose
    first = {name: value_in_week(course, 1) for name, course in dose.progress.courses}
    return dose.model_copy(update=first)


def value_in_week(course: Course[Any], week: int) -> Any:
    """What a course asks for in a week, from 1."""
    if course.stages is not None:
        return course.stages[max(first for first in course.stages if int(first) <= week)]
    start = quantity_of(course.path)
    assert start is not None and course.over is not None  # validated
    step = quantity_of(course.by)
    return with_quantity(course.path, _on_the_way(start, course.over, step, week))


def _on_the_way(start: Quantity, over: int, by: Quantity | None, week: int) -> Quantity:
    """An amount on its way to its target, rounded to steps that people can count."""
    goal = goal_of(start)
    if week >= over:
        return goal
    if week == 1:
        return start.starts_at
    base, size = _IN_BASE_UNITS.get(start.unit, (start.unit, 1))  # equal amounts, equal steps
    ends = list(zip(_ends(start), _ends(goal), strict=True))
    if start.bound is Bound.EXACTLY:  # "10 -> 20-25" goes to the nearer end, and ends in a range
        least, most = _ends(goal)
        ends = [(start.low, min(max(start.low, least), most))] * 2
    ends = [(first * size, last * size) for first, last in ends]
    step = by.low * size if by and by.low else _round_step(base, ends)
    share = Decimal(week - 1) / (over - 1)
    low, high = (_between(first, last, step, share) for first, last in ends)
    high = max(low, high)  # steps from two different numbers could cross
    if start.unit in _TIDY and (low % _TIDY[start.unit] or high % _TIDY[start.unit]):
        is_whole = not (low % 60 or high % 60)
        start = start.model_copy(update={"unit": "min" if is_whole else base})
        size = 60 if is_whole else 1
    low, high = tidy_number(low / size), tidy_number(high / size)
    if start.bound is Bound.UP_TO:
        return start.starts_at.model_copy(update={"high": high})
    if start.bound is Bound.AT_LEAST or low == high:
        bound = Bound.AT_LEAST if start.bound is Bound.AT_LEAST else Bound.EXACTLY
        return start.starts_at.model_copy(update={"bound": bound, "low": low, "high": None})
    return start.starts_at.model_copy(update={"bound": Bound.RANGE, "low": low, "high": high})


def _ends(amount: Quantity) -> tuple[Any, Any]:
    """The lower and upper end of an amount; a single number is both."""
    low, high = amount.low, amount.high
    return (high if low is None else low), (low if high is None else high)


def _between(first: Any, last: Any, step: Decimal, share: Decimal) -> Decimal:
    """A number on the way, a whole number of steps from the first, never beyond the last."""
    steps = ((last - first) * share / step).quantize(Decimal(1), ROUND_HALF_UP)
    here: Decimal = first + steps * step
    least, most = sorted((first, last))
    return tidy_number(min(max(here, least), most))


def _round_step(unit: str, ends: list[tuple[Any, Any]]) -> Decimal:
    """The coarsest step that people use and that fits both ends."""
    numbers = [number for pair in ends for number in pair]
    steps = next(
        (steps for most, steps in _ROUND.get(unit, ()) if not most or max(numbers) <= most), ("1",)
    )
    candidates = [Decimal(step) for step in steps]
    fitting = [step for step in candidates if all(number % step == 0 for number in numbers)]
    return fitting[0] if fitting else candidates[-1]


def tidy_number(number: Decimal) -> Decimal:
    """The number without zeros behind its decimal point: 2.50 is 2.5, and 20 stays 20."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def is_dated(rule: StepRule) -> bool:
    """Whether time alone decides what a rule asks for, and it has an end."""
    exact = rule.add.bound is Bound.EXACTLY and rule.to and rule.to.bound is Bound.EXACTLY
    return bool(exact and not rule.when and rule.step[1] in ("week", "month"))


def _part_of(dose: Dose, rule: StepRule) -> str:
    """The part of a dose that a rule adds to, or "" where there is none that it can add to."""
    named = rule.add.unit if rule.add.unit in _COUNTED else ""
    for name in [named] if named else ["load", "hold", "duration", "distance", "reps"]:
        quantity = quantity_of(getattr(dose, name))
        if quantity is None or quantity.bound not in (Bound.EXACTLY, Bound.RANGE):
            continue
        if named or (rule.add.unit == "more" and name == "reps") or _factor(rule.add, quantity):
            return name
    return ""


def _factor(amount: Quantity, other: Quantity) -> Decimal | None:
    """How many units of another amount one unit of an amount is; None for another sort."""
    unit = "%" if amount.unit == "% of maximum" else amount.unit
    base, size = _IN_BASE_UNITS.get(unit, (unit, 1))
    other_base, other_size = _IN_BASE_UNITS.get(other.unit, (other.unit, 1))
    return Decimal(size) / other_size if base == other_base else None


def _stepped(part: Any, rule: StepRule, week: int) -> Any:
    """A part of a dose after the steps that a rule has taken by a week."""
    quantity = quantity_of(part)
    assert quantity is not None and rule.to is not None  # `_part_of` and `is_dated` have looked
    number, unit = rule.step
    days = Decimal(7 * (week - 1))
    steps = int(days / (7 * number if unit == "week" else _DAYS_A_MONTH * number))
    add = (rule.add.low or Decimal(0)) * (_factor(rule.add, quantity) or 1)
    cap = (rule.to.low or Decimal(0)) * (_factor(rule.to, quantity) or 1)
    changed: dict[str, Any] = {
        end: tidy_number(max(min(value + add * steps, cap), value))
        for end in ("low", "high")
        if (value := getattr(quantity, end)) is not None
    }
    if changed.get("high") == changed.get("low"):
        changed["high"], changed["bound"] = None, Bound.EXACTLY
    return with_quantity(part, quantity.model_copy(update={"target": None, **changed}))
