"""What is moved or held: a weight, a share of a maximum, a band of a colour, or the body."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar, Self

from pydantic import model_validator

from worksheets.model.base import Model
from worksheets.model.kinds import Weight
from worksheets.model.quantity import TARGET, Bound, tidy
from worksheets.problems import WrongValue

BANDS = ("tan", "yellow", "red", "green", "blue", "black", "silver", "gold", "orange", "purple")


class Load(Model):
    """What is moved or held: a weight, a share of a maximum, a band of a colour, or the body.

    Attributes:
        weight: How heavy, or None for a band or body weight.
        band: Colour of the resistance band, lower end of a range; "blank" to write it in.
        band_to: Colour at the upper end of a range of bands.
        band_bound: How the colours are meant.
        band_target: Colour of the band to work up to.
        body_weight: Only the weight of the body.
        from_none: Whether it begins without any; then the rest is what to work up to.
        heavier: Whether it is to become heavier, nobody says how much.
    """

    weight: Weight | None = None
    band: str | None = None
    band_to: str | None = None
    band_bound: Bound = Bound.EXACTLY
    band_target: str | None = None
    body_weight: bool = False
    from_none: bool = False
    heavier: bool = False

    _BODY: ClassVar[tuple[str, ...]] = ("body weight", "bodyweight", "body weight only")
    _BAND: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:(up to|at least|at most) )?(?:an? )?([a-z]+|_+)(?: ?(?:-|to|or) ?([a-z]+))?"
        r" (?:(?:resistance|elastic|exercise) )?band"
    )

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `2 kg`, `red band`, `yellow-red band`, `red band -> green band`, `body weight`.

        Raises:
            WrongValue: None of these.
        """
        if isinstance(value, dict):
            if set(value) != {"start", "target"}:
                return {"band_bound": Bound.RANGE, **value} if "band_to" in value else value
            value = f"{value['start']} -> {value['target']}"
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise WrongValue("this is not a load", _HOW_TO_WRITE)
        text = tidy(value) if isinstance(value, str) else ""
        start, *target = (_full(part) for part in TARGET.split(text, maxsplit=1))
        if target and start in _NOTHING and target[0] in _HEAVIER:
            return {"from_none": True, "heavier": True}
        if target and start in _NOTHING:
            return {**cls._read(target[0], target[0], []), "from_none": True}
        if target and target[0] in _HEAVIER:
            return {**cls._read(start, start, []), "heavier": True}
        return cls._read(value, start, target)

    @classmethod
    def _read(cls, value: Any, start: str, target: Sequence[str]) -> dict[str, Any]:
        """A load as it was written, with its start and its target, if any."""
        text = tidy(value) if isinstance(value, str) else ""
        if text in cls._BODY:
            return {"body_weight": True}
        if not (match := cls._BAND.fullmatch(start)):
            if text and not re.search(r"\d|blank|_| as ", text):
                raise WrongValue("this is not a load", _HOW_TO_WRITE)
            return {"weight": value}
        bound, low, high = match.groups()
        kind = Bound(bound.replace("at most", "up to")) if bound else Bound.EXACTLY
        fields: dict[str, Any] = {"band": low.replace("____", "blank"), "band_bound": kind}
        if high:
            fields |= {"band_to": high, "band_bound": Bound.RANGE}
        if target:
            goal = cls._BAND.fullmatch(target[0])
            if not goal or goal[1] or goal[3]:
                raise WrongValue(
                    "the target is not one band", "Write it like red band -> green band."
                )
            fields |= {"band_target": goal[2]}
        return fields

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        for colour in (self.band, self.band_to, self.band_target):
            if colour is not None and colour not in (*BANDS, "blank"):
                named = f'"{colour[:20]}"'
                hint = f"Known colours: {', '.join(BANDS)}."
                raise WrongValue(f"unknown band colour {named}", hint, named)
        is_open = self.from_none and self.heavier
        if (self.weight is not None) + (self.band is not None) + self.body_weight != 1 - is_open:
            raise WrongValue("a load is a weight, a band or body weight", "Give one of the three.")
        if self.band_bound not in (Bound.EXACTLY, Bound.RANGE, Bound.UP_TO, Bound.AT_LEAST):
            raise WrongValue("a band has no such bound", "Write it like up to green band.")
        if (self.band_bound is Bound.RANGE) != (self.band_to is not None):
            raise WrongValue("two bands are a range", "Write it like yellow-red band.")
        if self.band is not None and self.band in (self.band_to, self.band_target):
            raise WrongValue("the two bands are the same", "Write it once.")
        return self


_NOTHING = ("0", "0 kg", "0 lb", "none", "no weight", "nothing", "without", "body weight")
_HEAVIER = ("heavier", "heavier weights", "more")
_HOW_TO_WRITE = "Write it like 2 kg, 10 RM, 70% of maximum, red band or body weight."


def _full(text: str) -> str:
    """Let a colour alone stand for its band."""
    return f"{text} band" if text in BANDS else text.strip()
