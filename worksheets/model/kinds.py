"""The kinds of amount that a dose is made of: their units, limits and examples."""

import re
from decimal import Decimal
from typing import Any, ClassVar

from worksheets.model.quantity import Quantity

Limits = dict[str, tuple[Decimal, Decimal]]


def _limits(**of_units: tuple[str, str]) -> Limits:
    return {unit: (Decimal(least), Decimal(most)) for unit, (least, most) in of_units.items()}


class Count(Quantity):
    """How many repetitions."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "times": ("time", "x", "×", "rep", "reps", "repetition", "repetitions")
    }
    DEFAULT_UNIT: ClassVar[str | None] = "times"
    LIMITS: ClassVar[Limits] = _limits(times=("1", "1000"))
    WHOLE: ClassVar[bool] = True
    EXAMPLES: ClassVar[tuple[str, ...]] = ("10", "10-15", "up to 10", "at least 8", "10 -> 20-25")


class StepCount(Count):
    """How many steps."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {"steps": ("step",)}
    DEFAULT_UNIT: ClassVar[str | None] = "steps"
    LIMITS: ClassVar[Limits] = _limits(steps=("1", "100000"))
    EXAMPLES: ClassVar[tuple[str, ...]] = ("5000", "at least 6000", "5000 -> 8000")


class SmallCount(Count):
    """How many, where each one gets a box on the page: sets, rounds, sessions, days."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "times": ("time", "x", "×", "set", "sets", "round", "rounds", "day", "days")
    }
    LIMITS: ClassVar[Limits] = _limits(times=("1", "24"))
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
    LIMITS: ClassVar[Limits] = _limits(
        s=("0.1", "7200"),
        min=("0.1", "1440"),
        h=("0.1", "168"),
        days=("1", "31"),
        weeks=("1", "52"),
        counts=("1", "300"),
        breaths=("1", "100"),
    )
    USUAL_UNITS: ClassVar[tuple[str, ...]] = ("s", "min", "counts", "breaths")
    EXAMPLES: ClassVar[tuple[str, ...]] = ("30 s", "30-60 s", "2 min", "5 counts", "3 breaths")

    @classmethod
    def read(cls, value: Any) -> dict[str, Any]:
        """Read minutes with seconds as well: `1:45 min`, `1 min 45 s`."""
        if isinstance(value, str) and (found := [*_MINUTES_AND_SECONDS.finditer(value)]):
            is_whole = all(int(match[2] or match[3]) == 0 for match in found)
            value = _MINUTES_AND_SECONDS.sub(_in_minutes if is_whole else _in_seconds, value)
        return super().read(value)


_MINUTES_AND_SECONDS = re.compile(
    r"\b(\d+)(?::([0-5]\d)(?: ?min(?:ute)?s?)?"
    r"| ?min(?:ute)?s?,? (?:and )?(\d+) ?s(?:ec(?:ond)?s?)?)\b"
)


def _in_seconds(match: re.Match[str]) -> str:
    return f"{int(match[1]) * 60 + int(match[2] or match[3])} s"


def _in_minutes(match: re.Match[str]) -> str:
    return f"{match[1]} min"


class Distance(Quantity):
    """How far."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "m": ("metre", "metres", "meter", "meters"),
        "km": ("kilometre", "kilometres", "kilometer", "kilometers"),
        "ft": ("foot", "feet"),
        "yd": ("yard", "yards"),
        "miles": ("mile", "mi"),
    }
    LIMITS: ClassVar[Limits] = _limits(km=("0.01", "200"), miles=("0.01", "200"))
    EXAMPLES: ClassVar[tuple[str, ...]] = ("500 m", "1-2 km", "up to 1 mile")


class Weight(Quantity):
    """How heavy: a weight, a repetition maximum, or a share of a maximum."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "kg": ("kgs", "kilo", "kilos", "kilogram", "kilograms"),
        "g": ("gram", "grams"),
        "lb": ("lbs", "pound", "pounds"),
        "oz": ("ounce", "ounces"),
        "rm": ("repetition maximum",),
        "%": (
            "percent", "% 1rm", "% 1 rm", "% of 1rm", "% of 1 rm", "% max", "% of max",
            "% of maximum", "% of your maximum", "percent of maximum",
        ),
        "% body weight": ("% bodyweight", "% of body weight", "% of bodyweight",
                          "% of your body weight"),
    }  # fmt: skip
    LIMITS: ClassVar[Limits] = {
        "kg": (Decimal("0.01"), Decimal(1000)),
        "lb": (Decimal("0.01"), Decimal(2000)),
        "%": (Decimal(1), Decimal(150)),
        "rm": (Decimal(1), Decimal(100)),
        "% body weight": (Decimal(1), Decimal(300)),
    }
    EXAMPLES: ClassVar[tuple[str, ...]] = ("2 kg", "2-3 kg", "5 lb", "10 RM", "70% of maximum")


class Effort(Quantity):
    """How hard it should feel.

    RPE 0 to 10 (Borg CR10), the Borg scale 6 to 20, breathlessness 0 to 10 (modified Borg scale),
    repetitions in reserve, or a share of the maximum of the heart rate.
    """

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "rpe": ("/10", "out of 10"),
        "borg": (),
        "breathlessness": ("breathless", "breathlessness score", "dyspnoea", "dyspnea"),
        "rir": ("reps in reserve", "rep in reserve", "repetitions in reserve"),
        "% heart rate": (
            *("% of maximum heart rate", "% of your maximum heart rate", "% hrmax"),
            *("% of max heart rate", "% max heart rate"),
        ),
        "bpm": ("beats a minute", "beats per minute"),
    }
    LIMITS: ClassVar[Limits] = {
        **_limits(rpe=("0", "10"), borg=("6", "20"), breathlessness=("0", "10"), rir=("0", "10")),
        **_limits(bpm=("40", "220")),
        "% heart rate": (Decimal(30), Decimal(100)),
    }
    EXAMPLES: ClassVar[tuple[str, ...]] = ("RPE 3-4", "up to 5 RPE", "Borg 11-13")
    IF_TOO_MUCH: ClassVar[str] = "RPE and breathlessness go from 0 to 10, Borg from 6 to 20."


class Degrees(Quantity):
    """How far a joint moves."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {"degrees": ("degree", "deg", "°")}
    DEFAULT_UNIT: ClassVar[str | None] = "degrees"
    LIMITS: ClassVar[Limits] = _limits(degrees=("0", "180"))
    EXAMPLES: ClassVar[tuple[str, ...]] = ("0-40", "up to 90", "0-40 -> 0-60")


class Length(Quantity):
    """For how long, or how many times in all, an exercise is done."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {
        "days": ("day", "d"),
        "weeks": ("week", "wk"),
        "months": ("month",),
        "sessions": ("session",),
    }
    LIMITS: ClassVar[Limits] = {
        **_limits(days=("1", "400"), weeks=("1", "104"), months=("1", "24")),
        **_limits(sessions=("1", "500")),
    }
    WHOLE: ClassVar[bool] = True
    EXAMPLES: ClassVar[tuple[str, ...]] = ("7 days", "at least 6 weeks", "20-30 sessions")


class Pain(Quantity):
    """The most pain that is acceptable, 0 to 10 on a numeric rating scale."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = {"pain": ("/10", "out of 10")}
    DEFAULT_UNIT: ClassVar[str | None] = "pain"
    LIMITS: ClassVar[Limits] = _limits(pain=("0", "10"))
    EXAMPLES: ClassVar[tuple[str, ...]] = ("3", "2-3", "up to 4")


class Step(Quantity):
    """An amount to add, in any unit that a dose can have, or a bare number or share."""

    UNITS: ClassVar[dict[str, tuple[str, ...]]] = (
        {
            "more": (),
            "reps": ("rep", "repetition", "repetitions", "times", "time"),
            "sets": ("set",),
            "rounds": ("round",),
            "steps": ("step",),
            "% more": ("%", "percent"),
        }
        | {unit: spellings for unit, spellings in Weight.UNITS.items() if unit != "%"}
        | {"% of maximum": tuple(s for s in Weight.UNITS["%"] if s not in ("percent",))}
        | Time.UNITS
        | Distance.UNITS
    )
    DEFAULT_UNIT: ClassVar[str | None] = "more"
    EXAMPLES: ClassVar[tuple[str, ...]] = ("5 kg", "5 s", "2 reps", "100 m")
