"""The dose of an exercise: how much, how hard, how often, and how it grows.

Structured, so that one source drives the sentence that the patient reads and the boxes that the
patient ticks. Every amount may be a range, "up to", "at least", or a blank to write in.
"""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from worksheets.model.base import Line, Model, Passage
from worksheets.model.frequency import Frequency
from worksheets.model.quantity import (
    AnyQuantity,
    Bound,
    Count,
    Distance,
    Effort,
    Pain,
    Quantity,
    SmallCount,
    Time,
    Weight,
)
from worksheets.problems import WrongValue


class Side(StrEnum):
    """Which side of the body, or which way, a set is for."""

    EACH = "each side"
    ONE = "one side"
    AFFECTED = "affected side"
    OTHER = "other side"
    LEFT = "left"
    RIGHT = "right"
    EACH_DIRECTION = "each direction"


_SIDE_SPELLINGS = {
    "each": Side.EACH, "both": Side.EACH, "both sides": Side.EACH, "each leg": Side.EACH,
    "one": Side.ONE, "affected": Side.AFFECTED, "injured": Side.AFFECTED,
    "other": Side.OTHER, "left side": Side.LEFT, "right side": Side.RIGHT,
    "each way": Side.EACH_DIRECTION, "both directions": Side.EACH_DIRECTION,
}  # fmt: skip


def _read_side(value: Any) -> Any:
    text = " ".join(str(value).lower().split())
    side = _SIDE_SPELLINGS.get(text, text)
    if side not in set(Side):
        raise WrongValue("unknown side", f"Write one of: {', '.join(Side)}.")
    return Side(side)


_BANDS = ("tan", "yellow", "red", "green", "blue", "black", "silver", "gold", "orange", "purple")


class Load(Model):
    """What is moved or held: a weight, a share of a maximum, a band of a colour, or nothing.

    Attributes:
        weight: How heavy, or None for a band or body weight.
        band: Colour of the resistance band, lower end of a range.
        band_to: Colour at the upper end of a range of bands.
        band_bound: How the colours are meant.
        body_weight: Only the weight of the body.
    """

    weight: Weight | None = None
    band: str | None = None
    band_to: str | None = None
    band_bound: Bound = Bound.EXACTLY
    body_weight: bool = False

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `2 kg`, `red band`, `yellow-red band`, `up to green band` or `body weight`."""
        if isinstance(value, dict):
            return value
        text = re.sub(r"[\u2010-\u2015]", "-", " ".join(str(value).lower().split()))
        if text in ("body weight", "bodyweight", "body weight only"):
            return {"body_weight": True}
        if match := re.fullmatch(
            r"(?:(up to|at least) )?([a-z]+)(?:\s*(?:-|to)\s*([a-z]+))?(?: (?:resistance )?band)",
            text,
        ):
            bound, low, high = match.groups()
            for colour in (low, high):
                if colour is not None and colour not in _BANDS:
                    raise WrongValue(
                        f'unknown band colour "{colour[:20]}"',
                        f"Known colours: {', '.join(_BANDS)}.",
                    )
            kind = Bound(bound) if bound else Bound.RANGE if high else Bound.EXACTLY
            return {"band": low, "band_to": high, "band_bound": kind}
        return {"weight": value}


class Hold(Model):
    """A position that is held for a time, and where in the movement."""

    time: Time
    where: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Let `30 s` stand for `{time: 30 s}`."""
        return value if isinstance(value, dict) else {"time": value}


def _read_holds(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


Holds = Annotated[tuple[Hold, ...], BeforeValidator(_read_holds, json_schema_input_type=Any)]


class Tempo(Model):
    """How fast each part of one repetition goes, in the order that resistance training uses."""

    lower: Time | None = None
    pause: Time | None = None
    lift: Time | None = None
    pause_at_top: Time | None = None
    words: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `3-1-2` or `3-1-2-0` (lower, pause, lift, pause; seconds), or plain words."""
        if isinstance(value, dict):
            if not value:
                raise WrongValue("the tempo is empty", "Write it like 3-1-2 or {lower: 3 s}.")
            return value
        text = str(value).strip()
        if match := re.fullmatch(r"(\d+)\s*-\s*(\d+)\s*-\s*(\d+)(?:\s*-\s*(\d+))?", text):
            names = ("lower", "pause", "lift", "pause_at_top")
            pairs = zip(names, match.groups(), strict=True)
            return {name: f"{n} s" for name, n in pairs if n is not None and int(n) > 0}
        if not isinstance(value, str) or re.search(r"\d", text):
            raise WrongValue(
                "this is not a tempo",
                "Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
            )
        return {"words": value}


class Part(Model):
    """One part of a round: an interval ("walk 4.5 min") or a station ("heel raise 10 reps")."""

    do: Line
    time: Time | None = None
    reps: Count | None = None
    distance: Distance | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `walk 4.5 min`: what to do, then how much."""
        if isinstance(value, dict):
            return value
        match = re.fullmatch(
            r"\s*(\D+?)\s+(?:for\s+)?((?:up to |at least |about )?\d.*)", str(value)
        )
        if not match:
            raise WrongValue("this part says no amount", "Write it like walk 4.5 min.")
        amount = match[2].strip()
        for field, kind in (("time", Time), ("distance", Distance)):
            spellings = [s for unit, others in kind.UNITS.items() for s in (unit, *others)]
            if re.sub(r"^.*\d\s*\+?", "", amount).strip().lower() in spellings:
                return {"do": match[1], field: amount}
        return {"do": match[1], "reps": amount}

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if sum(amount is not None for amount in (self.time, self.reps, self.distance)) != 1:
            raise WrongValue("a part has one amount", "Give one of time, reps or distance.")
        return self


class SetDose(Model):
    """What one set asks for, where sets differ from each other."""

    reps: Count | None = None
    hold: Time | None = None
    load: Load | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Let `12` stand for `{reps: 12}`."""
        return value if isinstance(value, dict) else {"reps": value}

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if self.reps is None and self.hold is None:
            raise WrongValue("a set needs reps or a hold", "Write it like {reps: 10, load: 2 kg}.")
        return self


class Sets(Model):
    """How many sets, or what each of them is when they differ."""

    count: SmallCount | None = None
    each: tuple[SetDose, ...] = Field(default=(), max_length=24)

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `3`, `2-3`, or a list with one entry for each set: `[12, 10, 8]`."""
        if isinstance(value, dict) and ("count" in value or "each" in value):
            return value
        if isinstance(value, list | tuple):
            if len(value) < 2:
                raise WrongValue("unequal sets need two or more", "Write it like [12, 10, 8].")
            return {"each": value}
        return {"count": value}


class StepRule(Model):
    """When to ask for more, how much more, and where to stop.

    Attributes:
        add: What to add each time.
        when: What must be true first, for example "pain-free".
        every: How often at most ("week", "day", "session").
        to: Where to stop, in the unit of `add`.
    """

    add: AnyQuantity
    when: Line | None = None
    every: Line | None = None
    to: AnyQuantity | None = None

    EVERY: ClassVar[tuple[str, ...]] = ("session", "day", "week", "month")
    _RULE: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:when (?P<when>.+?),? )?add (?P<add>.+?)"
        r"(?: (?:a|an|per|every|each) (?P<every>session|day|week|month))?"
        r"(?:,? (?:up )?to (?P<to>.+))?",
        re.IGNORECASE,
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `when pain-free add 5 kg a week, to 60 kg`."""
        if isinstance(value, dict):
            return value
        match = cls._RULE.fullmatch(" ".join(str(value).split()))
        if not match:
            raise WrongValue(
                "this is not a step rule", "Write it like when pain-free add 5 kg a week, to 60 kg."
            )
        return {name: text for name, text in match.groupdict().items() if text is not None}

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.every is not None and self.every not in self.EVERY:
            raise WrongValue("unknown step", f"every is one of: {', '.join(self.EVERY)}.")
        if self.to is not None and self.to.unit != self.add.unit:
            raise WrongValue("add and to have different units", "Write both in the same unit.")
        return self


class Dose(Model):
    """How much of an exercise, how hard and how often; every part may be left out.

    Attributes:
        sets: How many sets (each gets a box), or a list of unequal sets.
        reps: Repetitions in a set.
        hold: How long each repetition, or each set without repetitions, is held; two or more
            different holds in one repetition are a list.
        rest: Rest between sets.
        load: What is moved or held.
        tempo: How fast each part of a repetition goes.
        side: Which side, or which way.
        frequency: How often, and when.
        effort: How hard it should feel.
        pain_limit: The most pain that is acceptable, 0 to 10.
        duration: How long a continuous activity lasts.
        distance: How far.
        steps: How many steps.
        rounds: How often the intervals or the circuit are gone through (each gets a box).
        intervals: The parts of one round, by time or distance.
        circuit: The stations of one round.
        progress: When to ask for more.
        note: Anything that no field expresses; free text is the exception.
    """

    sets: Sets | None = None
    reps: Count | None = None
    hold: Holds = ()
    rest: Time | None = None
    load: Load | None = None
    tempo: Tempo | None = None
    side: Annotated[Side, BeforeValidator(_read_side, json_schema_input_type=str)] | None = None
    frequency: Frequency | None = None
    effort: Effort | None = None
    pain_limit: Pain | None = None
    duration: Time | None = None
    distance: Distance | None = None
    steps: Count | None = None
    rounds: SmallCount | None = None
    intervals: tuple[Part, ...] = Field(default=(), max_length=12)
    circuit: tuple[Part, ...] = Field(default=(), max_length=12)
    progress: StepRule | None = None
    note: Passage | None = None

    @model_validator(mode="before")
    @classmethod
    def _lists_belong_to_sets(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("reps"), list):
            raise WrongValue(
                "reps is one amount", "For unequal sets write them as sets: [12, 10, 8]."
            )
        return value

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        """Refuse combinations that no sentence could say.

        Raises:
            WrongValue: An empty dose, or two fields that contradict each other.
        """
        if not self.model_fields_set:
            raise WrongValue("the dose is empty", "Write at least one part, like reps: 10.")
        if self.sets and self.sets.each and (self.reps or self.hold or self.load):
            raise WrongValue(
                "unequal sets already say what each set is",
                "Move reps, hold and load into the sets.",
            )
        if self.intervals and self.circuit:
            raise WrongValue("a round has intervals or a circuit, not both", "Keep one of them.")
        if self.rounds and not (self.intervals or self.circuit):
            raise WrongValue("rounds of what?", "Add intervals or a circuit, or write sets.")
        if (self.intervals or self.circuit) and (self.sets or self.reps or self.hold):
            raise WrongValue(
                "rounds cannot be mixed with sets, reps or a hold", "Write rounds instead of sets."
            )
        return self

    @property
    def round_parts(self) -> tuple[Part, ...]:
        """The parts of one round, intervals or stations."""
        return self.intervals or self.circuit


def total_seconds(quantity: Quantity) -> Decimal | None:
    """The length of an exact time in seconds, or None for counts, breaths, ranges and blanks."""
    seconds = {"s": 1, "min": 60, "h": 3600}.get(quantity.unit)
    if seconds is None or quantity.bound is not Bound.EXACTLY or quantity.low is None:
        return None
    return quantity.low * seconds
