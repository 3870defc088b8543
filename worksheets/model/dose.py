"""The dose of an exercise: how much, how hard, how often, and how it grows.

Structured, so that one source drives the sentence that the patient reads and the boxes that the
patient ticks. Every amount may be a range, "up to", "at least", or a blank to write in.
"""

import re
from decimal import Decimal
from enum import StrEnum
from itertools import permutations
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from worksheets.model.base import Line, Model, Passage, Prose
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import (
    Count,
    Degrees,
    Distance,
    Effort,
    Length,
    Pain,
    SmallCount,
    StepCount,
    Time,
)
from worksheets.model.progress import COURSES, Progress
from worksheets.model.quantity import Bound, Quantity, tidy
from worksheets.model.resistance import Load
from worksheets.model.sets import After, Holds, Part, Sets, Tempo
from worksheets.problems import WrongValue


class Side(StrEnum):
    """Which side of the body, or which way, a set is for."""

    EACH = "each side"
    ONE = "one side"
    AFFECTED = "affected side"
    OTHER = "other side"
    LEFT = "left"
    RIGHT = "right"
    TOGETHER = "both together"
    EACH_DIRECTION = "each direction"
    BLANK = "blank"


_SIDE_SPELLINGS = {
    "each": Side.EACH, "together": Side.TOGETHER, "both sides together": Side.TOGETHER,
    "one": Side.ONE, "affected": Side.AFFECTED, "injured": Side.AFFECTED,
    "injured side": Side.AFFECTED, "other": Side.OTHER, "left side": Side.LEFT,
    "right side": Side.RIGHT, "each way": Side.EACH_DIRECTION,
    "both directions": Side.EACH_DIRECTION, "both ways": Side.EACH_DIRECTION,
}  # fmt: skip
_LIMB = r"(?:leg|foot|ankle|knee|hip|arm|hand|wrist|elbow|shoulder)"
_EACH_LIMB = re.compile(rf"(?:each|either) (?:side|{_LIMB})")
_EACH_BEHIND = re.compile(
    rf"(?P<amount>.*\d.*?),? (?:on |for |to )?(?:each|either|per) "
    rf"(?:(?P<way>way|direction)|side|{_LIMB})",
    re.IGNORECASE,
)
"""An amount with its side behind it: "30 s on each leg", "10 each way"."""


def _read_side(value: Any) -> Any:
    text = tidy(value) if isinstance(value, str) else ""
    side = _SIDE_SPELLINGS.get(text, text)
    if _EACH_LIMB.fullmatch(text):
        return Side.EACH
    if re.fullmatch(r"_+", text):
        return Side.BLANK
    if text in ("both", "both sides"):
        hint = "Write each side for a set of its own on each, or both together."
        raise WrongValue("both can mean each side, or both at the same time", hint)
    if side not in set(Side):
        raise WrongValue("unknown side", f"Write one of: {', '.join(Side)}.")
    return Side(side)


OPPOSITE = {
    Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.AFFECTED: Side.OTHER,
    Side.OTHER: Side.AFFECTED,
}  # fmt: skip
"""The other one of two sides that may have sets of their own."""
_TWO_SIDES = (*permutations(("left", "right")), *permutations(("affected", "other")))


def _with_sets_of_sides(value: dict[str, Any]) -> dict[str, Any]:
    """`{right: 3, left: 1}` where sets stand: those of the first side, and those of the other."""
    written = value.get("sets")
    if not isinstance(written, dict) or tuple(written) not in _TWO_SIDES:
        return value  # `Sets` says what is wrong
    (first, sets), (_, others) = [(_read_side(key), sets) for key, sets in written.items()]
    if "side" in value and _read_side(value["side"]) is not Side.EACH:
        raise WrongValue('"sets" and "side" name different sides', "Keep one of them.")
    return {**value, "sets": sets, "side": first, "other_sets": others}


def _with_side(value: dict[str, Any]) -> dict[str, Any]:
    """The parts of a dose, where a side stands behind an amount with the side by itself."""
    for key in ("sets", "reps", "hold", "duration", "distance", "steps"):
        written = value.get(key)
        found = _EACH_BEHIND.fullmatch(written.strip()) if isinstance(written, str) else None
        if found is None:
            continue
        side = Side.EACH_DIRECTION if found["way"] else Side.EACH
        if "side" in value and _read_side(value["side"]) != side:
            raise WrongValue(f'"{key}" and "side" name different sides', "Keep one of them.")
        value = {**value, key: found["amount"], "side": side}
    return value


def _with_courses(value: dict[str, Any]) -> dict[str, Any]:
    """`10 -> 15 over 4 weeks` where an amount stands is how that part of the dose grows."""
    for key in COURSES:
        written = value.get(key)
        if not (isinstance(written, str) and _OVER_WEEKS.search(written)):
            continue
        progress = value.get("progress", {})
        if not isinstance(progress, dict) or key in progress:
            raise WrongValue(f'"{key}" grows in two ways', "Keep one of them.")
        value = {**value, "progress": {**progress, key: written}}
        del value[key]
    return value


_OVER_WEEKS = re.compile(r"(?:->|→|up to)\s*.+\s(?:over|in) \d+ ?(?:w|wks?|weeks?)\b")


def _with_words(value: dict[str, Any]) -> dict[str, Any]:
    """An effort in words by itself: "you can still talk"."""
    written = value.get("effort")
    if isinstance(written, str) and not re.search(r"\d|blank|_|hard as", written):
        value = {**value, "effort_words": written}
        del value["effort"]
    return value


_AMOUNTS = ("reps", "hold", "duration", "distance", "steps")


class Dose(Model):
    """How much of an exercise, how hard and how often; every part may be left out.

    Attributes:
        sets: How many sets (each gets a box), or a list of unequal sets.
        other_sets: How many on the other side, where `sets: {right: 3, left: 1}` says so.
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
        duration: How long a continuous activity lasts, or how long rounds are repeated.
        distance: How far.
        steps: How many steps.
        rounds: How often the intervals or the circuit are gone through (each gets a box).
        intervals: The parts of one round, by time or distance.
        circuit: The stations of one round.
        motion: How far a joint moves, in degrees.
        effort_words: How hard it should feel, in words: "you can still talk".
        may_split: Whether it may be done in parts over the day.
        lasts: For how many days, weeks, months or sessions it is done.
        until: What ends it: "you feel tired"; beside an amount, what may end it as well.
        stop_if: When to stop at once.
        after: What must be so after a session, and what to do where it is not.
        progress: How it grows: a rule, a table by week, levels.
        note: Anything that no field expresses; free text is the exception.
    """

    sets: Sets | None = None
    other_sets: SmallCount | None = None
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
    steps: StepCount | None = None
    rounds: SmallCount | None = None
    intervals: tuple[Part, ...] = Field(default=(), max_length=12)
    circuit: tuple[Part, ...] = Field(default=(), max_length=12)
    motion: Degrees | None = None
    effort_words: Line | None = None
    may_split: bool = False
    lasts: Length | None = None
    until: Line | None = None
    stop_if: Prose = ()
    after: After | None = None
    progress: Progress | None = None
    note: Passage | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_written_out(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        for key, written in value.items():
            if written is None and key in cls.model_fields:
                raise WrongValue(
                    f'"{key}" has no value', "Write blank for a gap to fill in, or delete the key."
                )
            if written in ([], (), {}):
                raise WrongValue(f'"{key}" is empty', "Write at least one, or delete the key.")
        value = _with_words(_with_courses(_with_side(_with_sets_of_sides(value))))
        if isinstance(value.get("reps"), list | tuple):
            raise WrongValue(
                '"reps" is one amount', "For unequal sets write them as sets: [12, 10, 8]."
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
        if self.rounds and not self.round_parts:
            raise WrongValue(
                "the rounds have no parts", "Add intervals or a circuit, or write sets."
            )
        if self.round_parts and (self.sets or self.reps or self.hold):
            raise WrongValue(
                "rounds cannot be mixed with sets, reps or a hold", "Write rounds instead of sets."
            )
        if self.rounds and self.duration:
            raise WrongValue(
                "rounds are counted or timed, not both", "Keep one of rounds and duration."
            )
        growing = dict(self.progress.courses) if self.progress else {}
        has = {name: getattr(self, name) or name in growing for name in _AMOUNTS}
        amounts = {
            "repetitions": bool(has["reps"] or has["hold"] or (self.sets and self.sets.each)),
            "rounds": bool(self.round_parts and not has["duration"]),
            "duration": bool(has["duration"]),
            "distance": bool(has["distance"]),
            "steps": bool(has["steps"]),
        }
        given = [name for name, is_given in amounts.items() if is_given]
        if len(given) > 1:
            raise WrongValue(
                f"the dose says how much in two ways: {given[0]}, and {given[1]}",
                "Keep one of them, and say the rest in a note.",
            )
        if self.frequency and self.frequency.never:
            raise WrongValue("it is never done", "Write none in a table of weeks only.")
        if self.pain_limit and self.pain_limit.bound in (Bound.AT_LEAST, Bound.AS_MANY):
            raise WrongValue("a pain limit is the most that is acceptable", "Write it like 3.")
        return self

    @model_validator(mode="after")
    def _has_two_sides(self) -> Self:
        if self.other_sets and not (self.sets and self.sets.count and self.side in OPPOSITE):
            hint = "Write sets: {right: 3, left: 1}."
            raise WrongValue("the other side has sets, and this side has none", hint)
        return self

    @property
    def round_parts(self) -> tuple[Part, ...]:
        """The parts of one round, intervals or stations."""
        return self.intervals or self.circuit


def total_seconds(quantity: Quantity) -> Decimal | None:
    """The length of an exact time in seconds, or None for counts, breaths, ranges and blanks."""
    seconds = {"s": 1, "min": 60, "h": 3600}.get(quantity.unit)
    if seconds is None or quantity.low is None:
        return None
    if quantity.bound is not Bound.EXACTLY or quantity.target is not None:
        return None
    return quantity.low * seconds
