"""What can be wrong with an amount, and what to write instead."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from worksheets.problems import WrongValue

_LIMITS = (Decimal("0.01"), Decimal(100_000))
_MAX_DECIMALS = 3
_MAX_DIGITS = 12
_TIME_UNIT = re.compile(
    r"(?:s|secs?|seconds?|min|mins|minutes?|h|hours?|(?:slow )?(?:counts?|breaths?))\.?"
)


# Units that a person may put under the wrong key.
_BELONGS = (
    (("s", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hour",
      "hours", "counts", "breath", "breaths"), "A time belongs to hold, rest or duration."),
    (("kg", "g", "lb", "lbs", "oz", "rm", "%"), "A weight belongs to load."),
    (("m", "metres", "km", "ft", "feet", "yd", "yards", "mile", "miles"),
     "A length belongs to distance."),
    (("reps", "rep", "repetitions"), "Repetitions belong to reps."),
    (("set", "sets"), "A number of sets belongs to sets."),
    (("/day", "a day", "per day", "times a day", "/week", "a week"),
     "How often belongs to frequency."),
    (("/10", "out of 10"), "A number out of 10 belongs to effort or pain_limit."),
)  # fmt: skip


def check_range(low: Decimal | None, high: Decimal | None) -> None:
    """Refuse a range that is none.

    Raises:
        WrongValue: Reversed, or both ends are equal.
    """
    if low is None or high is None or low < high:
        return
    if low == high:
        once = _shown(low)
        raise WrongValue("both ends of the range are equal", f"Write {once}.", once)
    first, last = f"{_shown(low)}-{_shown(high)}", f"{_shown(high)}-{_shown(low)}"
    raise WrongValue(f"the range is reversed: {first}", f"Write {last}.", first, last)


def check_limits(number: Decimal, limits: tuple[Decimal, Decimal] | None, hint: str) -> None:
    """Refuse a number that nobody can have meant.

    Args:
        number: The number.
        limits: The smallest and the largest that are accepted.
        hint: What to do about a number outside them.

    Raises:
        WrongValue: Out of limits.
    """
    smallest, largest = limits or _LIMITS
    if not smallest <= number <= largest:
        shown = _shown(number)
        message = f"{shown} is outside the limits, {smallest:,} to {largest:,}"
        raise WrongValue(message, hint, shown)


def check_printable(number: Decimal, *, whole: bool) -> None:
    """Refuse a number that would be rounded when it is printed.

    Args:
        number: The number, within its limits.
        whole: Whether it counts things.

    Raises:
        WrongValue: Not whole, or too finely divided.
    """
    if whole and number != int(number):
        shown = _shown(number)
        raise WrongValue(f"{shown} is not a whole number", "Write it without a fraction.", shown)
    if number != round(number, _MAX_DECIMALS):
        shown, rounded = _shown(number), str(round(number, _MAX_DECIMALS))
        message = f"{shown} has more than {_MAX_DECIMALS} decimals"
        raise WrongValue(message, f"Write {rounded}.", shown, rounded)


def not_an_amount(text: str, units: Mapping[str, Iterable[str]], how: str) -> WrongValue:
    """Say what stops a text from being an amount.

    Args:
        text: What was written, tidied.
        units: The units of this kind of amount, with their spellings.
        how: How to write an amount of this kind.
    """
    if not text:
        return WrongValue("the amount is empty", how)
    if match := re.fullmatch(r"(\d+) ?[x×*] ?(\d+)( .*)?", text):
        return _in_one(_shown(match[1]), _shown(match[2]), (match[3] or "").strip())
    if re.fullmatch(r"\d+(, ?\d+){2,}", text):
        return WrongValue("this is a list of amounts", "Write unequal sets as sets: [12, 10, 8].")
    if re.search(r"\d,\d{1,2}(?!\d)", text):
        return WrongValue("a comma is not a decimal point here", "Write it like 4.5.")
    if re.match(r"-\s*\.?\d", text):
        return WrongValue("an amount cannot be negative", how)
    if re.search(r"\d ?/ ?(?!10\b)\d|[¼-¾⅐-⅞]", text):
        return WrongValue("a fraction is not read here", "Write it like 0.5 or 1.5.")
    if not re.search(r"\d", text):
        return WrongValue("there is no number in this amount", how)
    if match := re.fullmatch(r".*\d\s*([^\d\s+,.-]\D*)", text):
        unit = match[1].strip()
        if not any(unit == name or unit in others for name, others in units.items()):
            hint = next((hint for others, hint in _BELONGS if unit in others), how)
            named = f'"{unit[:20]}"'
            return WrongValue(f"unknown unit {named}", hint, named)
    return WrongValue("this is not an amount", how)


def unit_missing(text: str, units: Sequence[str], how: str) -> WrongValue:
    """An amount without a unit, as leaflets print it: only its author knows which is meant."""
    message = "the unit is missing"
    if not units or len(text) > _MAX_DIGITS:
        return WrongValue(message, how)
    *first, last = [f"{text} {unit}" for unit in units]
    hint = f"Write what is meant: {', '.join(first)} or {last}."
    return WrongValue(message, hint, *[text] * len(units))


def _in_one(sets: str, size: str, unit: str) -> WrongValue:
    """Sets were written together with what each of them is: `3 x 10` or `3 x 30 s`."""
    if _TIME_UNIT.fullmatch(unit):
        amount = f"{size} {unit}"
        hint = f"Write sets: {sets} and hold: {amount}."
        return WrongValue("sets and holds are written apart", hint, sets, amount)
    hint = f"Write sets: {sets} and reps: {size}."
    return WrongValue("sets and repetitions are written apart", hint, sets, size)


def _shown(number: Decimal | str) -> str:
    """A number as it was written, unless it is absurdly long."""
    text = f"{number:f}" if isinstance(number, Decimal) else number
    return text if len(text) <= _MAX_DIGITS else f"{text[:_MAX_DIGITS]}…"
