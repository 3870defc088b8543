"""What one set, one repetition or one round is made of."""

import re
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from worksheets.model.base import Line, Model
from worksheets.model.kinds import Count, Distance, SmallCount, StepCount, Time
from worksheets.model.quantity import check_length, match_short, tidy
from worksheets.model.resistance import Load
from worksheets.problems import WrongValue

_MAX_HOLDS = 4
_MAX_SETS = 24


class Hold(Model):
    """A position that is held for a time, and where in the movement."""

    time: Time
    where: Line | None = None

    _WITH_WHERE: ClassVar[re.Pattern[str]] = re.compile(
        r"(.*?\d.*?)\s+((?:at|in|on|near|half\w*|just|when|with) .+)", re.IGNORECASE
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Let `30 s` stand for `{time: 30 s}`, and `5 s at the top` for time and place."""
        if isinstance(value, dict) and set(value) != {"start", "target"}:
            return value
        check_length(value)
        if isinstance(value, str) and (match := cls._WITH_WHERE.fullmatch(value.strip())):
            return {"time": match[1], "where": match[2]}
        return {"time": value}


def _read_holds(value: Any) -> Any:
    if isinstance(value, list | tuple):
        if not value:
            raise WrongValue("there is no hold in the list", "Write it like 30 s.")
        return value
    return [value]


Holds = Annotated[
    tuple[Hold, ...],
    Field(max_length=_MAX_HOLDS),
    BeforeValidator(_read_holds, json_schema_input_type=Any),
]
"""One hold, or the different holds of one repetition."""


class Tempo(Model):
    """How fast each part of one repetition goes.

    Attributes:
        lower: How long to lower.
        pause: How long to pause below.
        lift: How long to lift.
        pause_at_top: How long to pause above.
        lift_first: Whether it begins with lifting; resistance training names lowering first.
        words: Plain words instead of times.
    """

    lower: Time | None = None
    pause: Time | None = None
    lift: Time | None = None
    pause_at_top: Time | None = None
    lift_first: bool = False
    words: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `3-1-2` or `3-1-2-0` (lower, pause, lift, pause; seconds), or plain words.

        Parts that are written out come in their order: `{lift: 2 s, lower: 3 s}` lifts first.

        Raises:
            WrongValue: None of these.
        """
        if isinstance(value, dict):
            keys = [key for key in value if key in ("lower", "lift")]
            return {"lift_first": keys == ["lift", "lower"], **value}
        text = tidy(value) if isinstance(value, str) else ""
        if match := re.fullmatch(r"(\d+) ?([-/:]) ?(\d+) ?\2 ?(\d+)(?: ?\2 ?(\d+))?", text):
            names = ("lower", "pause", "lift", "pause_at_top")
            seconds = (match[1], match[3], match[4], match[5])
            pairs = zip(names, seconds, strict=True)
            timed = {name: f"{n} s" for name, n in pairs if n is not None and n.strip("0")}
            if not timed:
                raise WrongValue("every part of the tempo is 0", "Write it like 3-1-2.")
            return timed
        if re.fullmatch(r"blank|_+", text):
            return {"words": "____"}
        if not isinstance(value, str) or re.search(r"\d", text):
            raise WrongValue(
                "this is not a tempo",
                "Write it like 3-1-2 (lower, pause, lift), or in words: slow.",
            )
        return {"words": value}

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        timed = (self.lower, self.pause, self.lift, self.pause_at_top)
        if any(time is not None and time.target for time in timed):
            raise WrongValue("a tempo has no target", "Write what it is now.")
        if (self.words is not None) == any(time is not None for time in timed):
            raise WrongValue(
                "a tempo is either times or words", "Write it like 3-1-2, {lower: 3 s} or slow."
            )
        return self


class After(Model):
    """What must be so after a session, and what to do where it is not.

    Attributes:
        so: "your pain has settled by the next day".
        otherwise: "go one step back".
    """

    so: Line
    otherwise: Line | None = None

    _WRITTEN: ClassVar[re.Pattern[str]] = re.compile(
        r"(?P<so>.+?)(?:[,;.]? +(?:else|otherwise|if not),? +(?P<otherwise>.+))?",
        re.IGNORECASE,
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `your pain has settled by the next day, else go one step back`.

        Raises:
            WrongValue: No text.
        """
        if isinstance(value, dict):
            return value
        match = match_short(cls._WRITTEN, value)
        if not match:
            raise WrongValue("this does not say what must be so afterwards", _HOW_TO_WRITE_AFTER)
        return match.groupdict()


_HOW_TO_WRITE_AFTER = "Write it like your pain has settled by the next day, else go one step back."


class Part(Model):
    """One part of a round: an interval ("walk 4.5 min") or a station ("heel raise 10 reps")."""

    do: Line
    time: Time | None = None
    reps: Count | None = None
    distance: Distance | None = None
    steps: StepCount | None = None

    _KINDS: ClassVar[dict[str, type[Time | Count | Distance | StepCount]]] = {
        "time": Time,
        "distance": Distance,
        "reps": Count,
        "steps": StepCount,
    }

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `walk 4.5 min`: what to do, then how much.

        Raises:
            WrongValue: No amount, or one that cannot be read.
        """
        if isinstance(value, dict):
            return value
        check_length(value)
        if not isinstance(value, str):
            raise WrongValue("this part does not end with an amount", _HOW_TO_WRITE_PARTS)
        words = value.split()
        for end in range(1, len(words)):
            do, amount = " ".join(words[:end]).removesuffix(" for"), " ".join(words[end:])
            if field := cls._field_of(amount):
                return {"do": do, field: amount}
        raise WrongValue("this part does not end with an amount", _HOW_TO_WRITE_PARTS)

    @classmethod
    def _field_of(cls, amount: str) -> str | None:
        """The field that an amount belongs to, or None when this is no amount.

        Raises:
            WrongValue: An amount, but a wrong one.
        """
        refused = None
        kinds = cls._KINDS
        if re.match(r"as many|amrap", amount, re.IGNORECASE):
            kinds = {"reps": Count, "steps": StepCount}
        elif re.match("as far", amount, re.IGNORECASE):
            kinds = {"distance": Distance}
        for field, kind in kinds.items():
            try:
                kind.read(amount)
            except WrongValue as error:
                if not error.message.startswith(("unknown", "this is", "there is", "the unit")):
                    refused = refused or error
            else:
                return field
        if refused:
            raise refused
        return None

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if sum(getattr(self, field) is not None for field in self._KINDS) != 1:
            raise WrongValue("a part has one amount", "Give one of time, reps, distance or steps.")
        return self

    @property
    def amount(self) -> Time | Count | Distance | StepCount:
        """How much of it."""
        amount = self.time or self.reps or self.distance or self.steps
        assert amount is not None  # validated
        return amount


_HOW_TO_WRITE_PARTS = "Write it like walk 4.5 min or heel raise 10 reps."


class SetDose(Model):
    """What one set asks for, where sets differ from each other."""

    reps: Count | None = None
    hold: Time | None = None
    load: Load | None = None

    _LOADED: ClassVar[re.Pattern[str]] = re.compile(
        r"(.+?) ?(?:(?<![a-z])[x×@](?![a-z])|\b(?:at|with)\b) ?(.+)"
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Let `12` stand for `{reps: 12}`, `30 s` for a hold, `12 x 20 kg` for reps and load."""
        if isinstance(value, dict):
            return value
        load = {}
        if isinstance(value, str) and (match := cls._LOADED.fullmatch(tidy(value))):
            value, load = match[1], {"load": match[2]}
        try:
            Time.read(value)
        except WrongValue:
            return {"reps": value, **load}
        is_open = isinstance(value, str) and not re.search(r"\d", value)
        return {"reps" if is_open else "hold": value, **load}

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if self.reps is None and self.hold is None:
            raise WrongValue("a set needs reps or a hold", "Write it like {reps: 10, load: 2 kg}.")
        return self


class Sets(Model):
    """How many sets, or what each of them is when they differ."""

    count: SmallCount | None = None
    each: tuple[SetDose, ...] = Field(default=(), max_length=_MAX_SETS)

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `3`, `2-3`, or what each set is: `[12, 10, 8]`.

        Raises:
            WrongValue: A list of one.
        """
        if isinstance(value, dict) and set(value) & {"left", "right", "affected", "other"}:
            hint = "Write it like {right: 3, left: 1} or {affected: 3, other: 1}."
            raise WrongValue("these are not the sets of two sides", hint)
        if isinstance(value, dict) and set(value) != {"start", "target"}:
            return value
        check_length(value)
        if isinstance(value, str) and re.fullmatch(r"\s*\d+(?:\s*,\s*\d{1,2})+\s*", value):
            value = value.split(",")
        if isinstance(value, list | tuple):
            if len(value) < 2:
                raise WrongValue("unequal sets need two or more", "Write it like [12, 10, 8].")
            return {"each": value}
        return {"count": value}

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.count is None) != bool(self.each):
            raise WrongValue(
                "sets are a number or a list of sets", "Write it like 3 or [12, 10, 8]."
            )
        return self
