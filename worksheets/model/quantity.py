"""Amounts as people write them: `10`, `10-15`, `up to 3`, `at least 30 s`, `10 -> 20-25`.

Every amount in a dose is a `Quantity`: numbers with a unit, a bound that says how the numbers are
meant, and perhaps a target to work up to. The short forms are read here, and only here; what can
be wrong with them is said in `amount_errors`.
"""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Self

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from worksheets.model.amount_errors import (
    check_limits,
    check_printable,
    check_range,
    not_an_amount,
    unit_missing,
)
from worksheets.model.base import Model
from worksheets.problems import WrongValue


class Bound(StrEnum):
    """How the numbers of an amount are meant."""

    EXACTLY = "exactly"
    RANGE = "range"
    UP_TO = "up to"
    AT_LEAST = "at least"
    ABOUT = "about"
    AS_MANY = "as many as you can"
    BLANK = "blank"


_NUMBER = r"\d{1,3}(?:,\d{3})+(?![\d.])|\d+(?:\.\d+)?|\.\d+"
_BOUND_WORDS = {
    Bound.UP_TO: r"up to|at most|no more than|maximum|max\.?|<=|≤",
    Bound.AT_LEAST: r"at least|no less than|minimum|min\.?(?=\s*\d)|>=|≥",
    Bound.ABOUT: r"about|around|roughly|approximately|approx\.?|~|≈",
}
_ANY_BOUND = "|".join(_BOUND_WORDS.values())
_MANY = r"many|long|much|far|heavy|hard|often"
COUNT = (
    rf"(?:(?:{_ANY_BOUND})\s*)?(?:{_NUMBER})(?:\s*(?:-|\bto\b)\s*(?:{_NUMBER}))?(?:\s*\+)?|_+|blank"
)
"""What an amount without a unit looks like; for finding one inside a longer text."""
TARGET = re.compile(r",?\s*(?:\b(?:(?:working|building|work|build) up to|then up to)\b|->|→)\s*")
_START = re.compile(r"(?:from|start(?:ing)? (?:with|at|from))\s+")
_FROM_TO = re.compile(r"(?:from|start(?:ing)? (?:with|at|from)) (.+?),? ((?:up )?to) (.+)")
_LONGEST = 300


class Amount(Model):
    """Numbers and how they are meant, without a unit.

    Attributes:
        bound: How the numbers are meant.
        low: The number, the lower end of a range, or the least; None for `up to` and no number.
        high: The upper end of a range, the most, or the cap of "as many as you can".
    """

    bound: Bound
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def most(self) -> Decimal | None:
        """The largest number that is named, or None when none is."""
        return self.high if self.high is not None else self.low

    def is_exactly(self, number: int) -> bool:
        """Whether this is one number and no other."""
        return self.bound is Bound.EXACTLY and self.low == number

    def short(self) -> str:
        """The amount as a person would type it; reading this gives the same amount again."""
        match self.bound:
            case Bound.RANGE:
                return f"{self.low}-{self.high}"
            case Bound.EXACTLY:
                return f"{self.low}"
            case Bound.UP_TO:
                return f"up to {self.high}"
            case Bound.AT_LEAST | Bound.ABOUT:
                return f"{self.bound} {self.low}"
            case Bound.AS_MANY:
                return self.bound.value + ("" if self.high is None else f", up to {self.high}")
            case Bound.BLANK:
                return "blank"


class Quantity(Amount):
    """An amount in a unit, and perhaps the amount to work up to.

    Attributes:
        unit: Canonical unit, a key of `UNITS`; "" for a blank whose unit is left open too.
        target: The amount to work up to, in the same unit.
    """

    unit: str
    target: Amount | None = None

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {}
    DEFAULT_UNIT: ClassVar[str | None] = None
    USUAL_UNITS: ClassVar[tuple[str, ...]] = ()
    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {}
    WHOLE: ClassVar[bool] = False
    EXAMPLES: ClassVar[tuple[str, ...]] = ()
    IF_TOO_MUCH: ClassVar[str] = "Check the number and its unit."
    _PATTERN: ClassVar[str] = ""
    """The one expression that every amount of this kind matches; `re` remembers it compiled."""

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        """Put the pattern together once: a program has fifty amounts to read."""
        cls._PATTERN = _grammar(cls)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return cls.read(value)

    @classmethod
    def read(cls, value: Any) -> dict[str, Any]:
        """Turn what was written into the fields of the model.

        Raises:
            WrongValue: Not an amount, no unit or the wrong one, a reversed range, out of limits.
        """
        hint = cls._how_to_write()
        if isinstance(value, dict):
            if isinstance(value.get("bound"), Bound):  # made by the program, not written
                return value
            if set(value) != {"start", "target"}:
                raise WrongValue("an amount in several lines has the keys start and target", hint)
            value = f"{value['start']} -> {value['target']}"
        if isinstance(value, list | tuple):
            raise WrongValue("one amount is wanted here, not a list", hint)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise WrongValue("this is not an amount", hint)
        text = value if isinstance(value, str) else f"{Decimal(value):f}"
        return cls._read_text(tidy(text))

    @classmethod
    def _read_text(cls, text: str) -> dict[str, Any]:
        """The fields of the model."""
        parts = cls._split_at_target(re.sub(r"\bbetween (\S+) and ", r"\1 to ", text))
        amounts = [cls._read_amount(part) for part in parts]
        # "10 -> 30 s": either side may leave the unit to the other.
        units = [unit for _, unit in amounts if unit is not None]
        if len(set(units)) > 1:
            raise WrongValue(
                "the start and the target have different units", "Write both in the same unit."
            )
        first, *target = [amount for amount, _ in amounts]
        unit = units[0] if units else cls.DEFAULT_UNIT
        if first.bound is Bound.AS_MANY and first.high is None and not target:
            unit = cls.DEFAULT_UNIT or next(iter(cls.UNITS))  # there is no number to count with
        elif unit is None and any(amount.most is not None for amount, _ in amounts):
            raise unit_missing(text, cls.USUAL_UNITS, cls._how_to_write())
        for amount, _ in amounts:
            check_range(amount.low, amount.high)
            for number in (amount.low, amount.high):
                if number is not None:
                    check_limits(number, cls.LIMITS.get(unit or ""), cls.IF_TOO_MUCH)
                    check_printable(number, whole=cls.WHOLE)
        if target == [first]:
            raise WrongValue("the start and the target are the same", "Write it once.")
        fields = {"bound": first.bound, "low": first.low, "high": first.high, "unit": unit or ""}
        return fields | ({"target": target[0]} if target else {})

    @classmethod
    def _split_at_target(cls, text: str) -> list[str]:
        """The start, and the target if there is one."""
        start, *target = TARGET.split(text, maxsplit=1)
        if target:
            return [_START.sub("", start), *target]
        if not (match := _FROM_TO.fullmatch(text)):
            return [text]
        start, to, end = match.groups()
        if to == "to" and re.fullmatch(_NUMBER, start) and "-" not in end:
            spread, growth = f"{start}-{end}", f"{start} -> {end}"
            hint = f"Write {spread} for a range, or {growth} to work up."
            raise WrongValue("this can be a range or a target", hint, spread, growth)
        return [start, end]

    @classmethod
    def _read_amount(cls, text: str) -> tuple[Amount, str | None]:
        """Read one amount, and its unit if it names one."""
        match = re.fullmatch(cls._PATTERN, text)
        if not match:
            raise not_an_amount(text, cls.UNITS, cls._how_to_write())
        found = ("before", "low_unit", "what", "cap_unit", "unit", "after")
        units = {_canonical(cls, spelling) for spelling in match.group(*found)} - {None}
        if len(units) > 1:
            raise WrongValue("the amount has two different units", "Write both in the same unit.")
        unit = units.pop() if units else None
        if match["blank"]:
            return Amount(bound=Bound.BLANK), unit
        if match["as_many"]:
            return Amount(bound=Bound.AS_MANY, high=_number(match["cap"])), unit
        low, high = _number(match["low"]), _number(match["high"])
        bounds = [bound for bound in _BOUND_WORDS if match[bound.name]]
        bounds += [Bound.AT_LEAST] if match["or_more"] else []
        bounds += [Bound.UP_TO] if match["or_less"] else []
        if len(bounds) + (high is not None) > 1:
            raise WrongValue(
                'an amount has one of a range, "up to", "at least" and "about"', "Keep one."
            )
        if high is not None:
            return Amount(bound=Bound.RANGE, low=low, high=high), unit
        bound = bounds[0] if bounds else Bound.EXACTLY
        if bound is Bound.UP_TO:
            return Amount(bound=bound, high=low), unit
        return Amount(bound=bound, low=low), unit

    @classmethod
    def _how_to_write(cls) -> str:
        return f"Write it like {', '.join(cls.EXAMPLES[:-1])} or {cls.EXAMPLES[-1]}."

    def short(self) -> str:
        """The quantity as a person would type it; reading this gives the same quantity again."""
        unit = f" {self.unit}" if self.unit and self.unit != self.DEFAULT_UNIT else ""
        start = super().short() + ("" if _is_open(self) else unit)
        if self.target is None:
            return start
        return f"{start} -> {self.target.short()}" + ("" if _is_open(self.target) else unit)

    @property
    def starts_at(self) -> Self:
        """The quantity without its target."""
        return self.model_copy(update={"target": None})

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """What an editor should accept: the short forms, or a start with a target."""
        short = {"type": ["string", "number"], "examples": list(cls.EXAMPLES)}
        return {
            "description": (cls.__doc__ or "").split("\n")[0],
            "anyOf": [
                short,
                {
                    "type": "object",
                    "properties": {"start": short, "target": short},
                    "required": ["start", "target"],
                    "additionalProperties": False,
                },
            ],
        }


def tidy(text: str) -> str:
    """Small letters, plain spaces and hyphens: what people type differently and mean alike.

    Raises:
        WrongValue: The text is too long to be a short form.
    """
    check_length(text)
    return re.sub(r"[\u2010-\u2015\u2212]", "-", " ".join(text.lower().split()))


def check_length(text: Any) -> None:
    """Refuse a text that is too long to be a short form.

    Raises:
        WrongValue: It is.
    """
    if isinstance(text, str) and len(text) > _LONGEST:
        raise WrongValue(
            f"this is too long; {_LONGEST} characters are the most that fits", "Shorten it."
        )


def match_short(pattern: re.Pattern[str], value: Any) -> re.Match[str] | None:
    """How a short form is written, whatever the spaces in it; None where it is another one.

    Raises:
        WrongValue: It is too long.
    """
    check_length(value)
    return pattern.fullmatch(" ".join(value.split())) if isinstance(value, str) else None


def _is_open(amount: Amount) -> bool:
    return amount.bound is Bound.AS_MANY and amount.high is None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", ""))


def _canonical(cls: type[Quantity], spelling: str | None) -> str | None:
    for unit, spellings in cls.UNITS.items():
        if spelling == unit or spelling in spellings:
            return unit
    return None


def _grammar(cls: type[Quantity]) -> str:
    """The pattern of a kind of amount."""
    spellings = {spelling for unit, others in cls.UNITS.items() for spelling in (unit, *others)}
    unit = "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
    most = _BOUND_WORDS[Bound.UP_TO]
    bounds = "|".join(f"(?P<{bound.name}>{words})" for bound, words in _BOUND_WORDS.items())
    return (
        rf"(?:(?P<before>{unit}):?\s+)?(?:"
        rf"(?P<blank>blank|_+)"
        rf"|(?P<as_many>amrap|as (?:{_MANY})(?: (?P<what>{unit}))? as (?:you can|possible))"
        rf"(?:,? (?:{most})\s*(?P<cap>{_NUMBER})(?:\s*(?P<cap_unit>{unit}))?)?"
        rf"|(?:{bounds})?\s*(?P<low>{_NUMBER})(?:\s*(?P<low_unit>{unit})(?=\s*(?:-|to\b)))?"
        rf"(?:\s*(?:-|\bto\b)\s*(?P<high>{_NUMBER}))?\s*"
        rf")(?:\s*(?P<unit>{unit})\.?)?"
        rf"\s*(?:(?P<or_more>\+|or more)|(?P<or_less>or less|or fewer))?(?:\s*(?P<after>{unit}))?"
    )
