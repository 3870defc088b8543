"""Amounts as people write them: `10`, `10-15`, `up to 3`, `at least 30 s`, `from 10 to 20-25`.

Every amount in a dose is a `Quantity`: numbers with a unit, a bound that says how the numbers are
meant, and perhaps a target to work up to. The short forms are read here, and only here.
"""

import re
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Self

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

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


_NUMBER = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?"
_AS_MANY = r"as (?:many|long|much|far|heavy) as (?:you can|possible)|amrap"
_BOUND_WORDS = {
    Bound.UP_TO: r"up to|at most|no more than|maximum|max\.?|<=|≤",
    Bound.AT_LEAST: r"at least|no less than|minimum|min\.?(?=\s*\d)|>=|≥",
    Bound.ABOUT: r"about|around|roughly|approximately|approx\.?|~|≈",
}
_START = re.compile(r"(?:from|start(?:ing)? (?:with|at|from))\s+")
_TARGET = re.compile(r",?\s*(?:\b(?:(?:working|building|work|build) up to|then up to)\b|->|→)\s*")


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
                return self.bound.value + (f", up to {self.high}" if self.high else "")
            case Bound.BLANK:
                return "blank"


class Quantity(Amount):
    """An amount in a unit, and perhaps the amount to work up to.

    Attributes:
        unit: Canonical unit, a key of `UNITS`.
        target: The amount to work up to, in the same unit.
    """

    unit: str
    target: Amount | None = None

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {}
    DEFAULT_UNIT: ClassVar[str | None] = None
    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {}
    WHOLE: ClassVar[bool] = False
    EXAMPLES: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Turn what was written into the fields of the model.

        Raises:
            WrongValue: Not an amount, no unit or the wrong one, a reversed range, out of limits.
        """
        if isinstance(value, dict):
            if "bound" in value:  # already read
                return value
            if set(value) != {"start", "target"}:
                raise WrongValue(
                    "an amount in several lines has the keys start and target", cls._how_to_write()
                )
            value = f"{value['start']} -> {value['target']}"
        if isinstance(value, list | tuple):
            raise WrongValue("one amount is wanted here, not a list", cls._how_to_write())
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise WrongValue("this is not an amount", cls._how_to_write())
        return cls._read_text(_tidy(str(value)))

    @classmethod
    def _read_text(cls, text: str) -> dict[str, Any]:
        start, *rest = _TARGET.split(text, maxsplit=1)
        if not rest:
            return cls._read_amount(text)
        # "10 -> 30 s": either side may leave the unit to the other.
        target = cls._read_amount(rest[0])
        first = cls._read_amount(_START.sub("", start), unit=target["unit"])
        if target.pop("unit") != first["unit"]:
            raise WrongValue(
                "the start and the target have different units", "Write both in the same unit."
            )
        return first | {"target": target}

    @classmethod
    def _read_amount(cls, text: str, unit: str | None = None) -> dict[str, Any]:
        """Read one amount; `unit` stands in when the text names none."""
        match = _grammar(cls).fullmatch(text)
        if not match:
            raise cls._diagnose(text)
        units = {
            _canonical(cls, found) for found in match.group("before", "low_unit", "unit", "after")
        }
        units -= {None}
        if len(units) > 1:
            raise WrongValue("the amount has two different units", "Write both in the same unit.")
        found = units.pop() if units else unit or cls.DEFAULT_UNIT
        low, high = _number(match["low"]), _number(match["high"])
        bound = next((bound for bound in _BOUND_WORDS if match[bound.name]), Bound.EXACTLY)
        if match["blank"]:
            return {"bound": Bound.BLANK, "unit": found or next(iter(cls.UNITS))}
        if match["as_many"]:
            cap = _number(match["cap"])
            return {"bound": Bound.AS_MANY, "high": cap, "unit": found or next(iter(cls.UNITS))}
        if found is None:
            raise WrongValue("the unit is missing", cls._how_to_write())
        cls._check(low, high, found)
        if match["plus"]:
            bound = Bound.AT_LEAST
        if high is not None:
            if bound is not Bound.EXACTLY:
                raise WrongValue(
                    'a range cannot also be "up to", "at least" or "about"', "Keep one of the two."
                )
            return {"bound": Bound.RANGE, "low": low, "high": high, "unit": found}
        key = "high" if bound is Bound.UP_TO else "low"
        return {"bound": bound, key: low, "unit": found}

    @classmethod
    def _check(cls, low: Decimal | None, high: Decimal | None, unit: str) -> None:
        if low is not None and high is not None and low >= high:
            right = f"{low}" if low == high else f"{high}-{low}"
            wrong = "both ends of the range are equal" if low == high else "the range is reversed"
            raise WrongValue(f"{wrong}: {low}-{high}", f"Write {right}.")
        smallest, largest = cls.LIMITS.get(unit, (Decimal("0.01"), Decimal(100_000)))
        for number in (low, high):
            if number is None:
                continue
            if not smallest <= number <= largest:
                raise WrongValue(
                    f"{number} is outside the limits, {smallest:,} to {largest:,}",
                    "Check the number and its unit.",
                )
            if cls.WHOLE and number != int(number):
                raise WrongValue(f"{number} is not a whole number", f"Write {int(number)}.")

    @classmethod
    def _diagnose(cls, text: str) -> WrongValue:
        """Say what stops a text from being an amount."""
        if re.search(r"\d,\d{1,2}\b", text):
            return WrongValue("a comma is not a decimal point here", "Write it like 4.5.")
        if re.match(r"-\s*\d", text):
            return WrongValue("an amount cannot be negative", cls._how_to_write())
        match = re.fullmatch(rf".*?(?:{_NUMBER})\s*(?P<unit>[^\d\s+-][^\d]*)", text)
        if match:
            return WrongValue(f'unknown unit "{match["unit"][:20]}"', cls._how_to_write())
        return WrongValue("this is not an amount", cls._how_to_write())

    @classmethod
    def _how_to_write(cls) -> str:
        return f"Write it like {', '.join(cls.EXAMPLES[:-1])} or {cls.EXAMPLES[-1]}."

    def short(self) -> str:
        """The quantity as a person would type it; reading this gives the same quantity again."""
        unit = "" if self.unit == self.DEFAULT_UNIT else f" {self.unit}"
        target = f" -> {self.target.short()}{unit}" if self.target else ""
        return super().short() + ("" if self._has_no_number() else unit) + target

    def _has_no_number(self) -> bool:
        return self.bound is Bound.AS_MANY and self.high is None

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


def _tidy(text: str) -> str:
    text = " ".join(text.lower().replace("\u00a0", " ").split())
    return re.sub(r"[\u2010-\u2015\u2212]", "-", text)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", ""))


def _canonical(cls: type[Quantity], spelling: str | None) -> str | None:
    for unit, spellings in cls.UNITS.items():
        if spelling == unit or spelling in spellings:
            return unit
    return None


@cache
def _grammar(cls: type[Quantity]) -> re.Pattern[str]:
    """The one expression that every amount of this kind matches."""
    spellings = {spelling for unit, others in cls.UNITS.items() for spelling in (unit, *others)}
    unit = "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
    bounds = "|".join(f"(?P<{bound.name}>{words})" for bound, words in _BOUND_WORDS.items())
    return re.compile(
        rf"(?:(?P<before>{unit})\s+)?(?:"
        rf"(?P<blank>blank|_+)"
        rf"|(?P<as_many>{_AS_MANY})(?:,? up to (?P<cap>{_NUMBER}))?"
        rf"|(?:{bounds})?\s*(?P<low>{_NUMBER})(?:\s*(?P<low_unit>{unit})(?=\s*(?:-|to\b)))?"
        rf"(?:\s*(?:-|\bto\b)\s*(?P<high>{_NUMBER}))?\s*"
        rf")(?:\s*(?P<unit>{unit})\.?)?\s*(?P<plus>\+)?(?:\s*(?P<after>{unit}))?"
    )


class Count(Quantity):
    """How many: repetitions, steps, rounds."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "times": ("time", "x", "×", "rep", "reps", "repetition", "repetitions", "steps", "step")
    }
    DEFAULT_UNIT: ClassVar[str | None] = "times"
    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {"times": (Decimal(1), Decimal(100_000))}
    WHOLE: ClassVar[bool] = True
    EXAMPLES: ClassVar[tuple[str, ...]] = ("10", "10-15", "up to 10", "at least 8", "10 -> 20-25")


class SmallCount(Count):
    """How many, where each one gets a box on the page: sets, rounds, sessions, days."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "times": ("time", "x", "×", "set", "sets", "round", "rounds", "day", "days")
    }
    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {"times": (Decimal(1), Decimal(24))}
    EXAMPLES: ClassVar[tuple[str, ...]] = ("3", "2-3", "up to 3", "at least 2", "blank")


class Time(Quantity):
    """How long: seconds, minutes, hours, days, slow counts or breaths."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "s": ("sec", "secs", "second", "seconds"),
        "min": ("mins", "minute", "minutes"),
        "h": ("hr", "hrs", "hour", "hours"),
        "days": ("day", "d"),
        "weeks": ("week", "wk"),
        "counts": ("count", "slow count", "slow counts"),
        "breaths": ("breath", "slow breath", "slow breaths"),
    }
    EXAMPLES: ClassVar[tuple[str, ...]] = ("30 s", "30-60 s", "2 min", "5 counts", "3 breaths")


class Distance(Quantity):
    """How far."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "m": ("metre", "metres", "meter", "meters"),
        "km": ("kilometre", "kilometres", "kilometer", "kilometers"),
        "ft": ("foot", "feet"),
        "yd": ("yard", "yards"),
        "miles": ("mile", "mi"),
    }
    EXAMPLES: ClassVar[tuple[str, ...]] = ("500 m", "1-2 km", "up to 1 mile")


class Weight(Quantity):
    """How heavy: a weight, a repetition maximum, or a share of a maximum."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "kg": ("kilo", "kilos", "kilogram", "kilograms"),
        "g": ("gram", "grams"),
        "lb": ("lbs", "pound", "pounds"),
        "oz": ("ounce", "ounces"),
        "rm": ("repetition maximum",),
        "%": (
            "percent", "% 1rm", "% of 1rm", "% max", "% of max", "% of maximum",
            "% of your maximum", "percent of maximum",
        ),
        "% body weight": ("% of body weight", "% bodyweight", "% of your body weight"),
    }  # fmt: skip
    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {
        "%": (Decimal(1), Decimal(150)),
        "rm": (Decimal(1), Decimal(100)),
        "% body weight": (Decimal(1), Decimal(300)),
    }
    EXAMPLES: ClassVar[tuple[str, ...]] = ("2 kg", "2-3 kg", "5 lb", "10 RM", "70% of maximum")


class Effort(Quantity):
    """How hard it should feel: RPE 0 to 10 (Borg CR10), or the Borg scale 6 to 20."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {"rpe": ("/10", "out of 10"), "borg": ()}
    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {
        "rpe": (Decimal(0), Decimal(10)),
        "borg": (Decimal(6), Decimal(20)),
    }
    EXAMPLES: ClassVar[tuple[str, ...]] = ("RPE 3-4", "up to 5 RPE", "Borg 11-13")


class Pain(Quantity):
    """The most pain that is acceptable, 0 to 10 on a numeric rating scale."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {"pain": ("/10", "out of 10")}
    DEFAULT_UNIT: ClassVar[str | None] = "pain"
    LIMITS: ClassVar[dict[str, tuple[Decimal, Decimal]]] = {"pain": (Decimal(0), Decimal(10))}
    EXAMPLES: ClassVar[tuple[str, ...]] = ("3", "2-3", "up to 4")


class AnyQuantity(Quantity):
    """An amount to add, in any unit that a dose can have."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = (
        Count.UNITS | Time.UNITS | Weight.UNITS | Distance.UNITS
    )
    DEFAULT_UNIT: ClassVar[str | None] = "times"
    EXAMPLES: ClassVar[tuple[str, ...]] = ("5 kg", "5 s", "2 reps", "100 m")
