"""Which exercises are wanted: by region, position and equipment."""

from typing import Any, NamedTuple, get_args

from worksheets.load.wording import did_you_mean
from worksheets.model import Exercise
from worksheets.model.exercise import Position, Region
from worksheets.problems import Kind, Problem, WorksheetError

_NONE = "none"


class Filter(NamedTuple):
    """What an exercise must have; "" asks for nothing.

    Attributes:
        region: One of its regions.
        position: A word of one of its positions, so that `lying` finds all three.
        equipment: A word of one of its items, or `none` for exercises without any.
    """

    region: str = ""
    position: str = ""
    equipment: str = ""

    @property
    def is_set(self) -> bool:
        """Whether it leaves anything out."""
        return any(self)

    def allows(self, model: Any) -> bool:
        """Whether a file is an exercise that is wanted; without wishes, everything is."""
        if not self.is_set:
            return True
        return isinstance(model, Exercise) and (
            (not self.region or self.region in model.region)
            and any(self.position in position for position in model.position or ("",))
            and self._has_equipment(model)
        )

    def _has_equipment(self, exercise: Exercise) -> bool:
        if self.equipment == _NONE:
            return not exercise.equipment
        return not self.equipment or any(
            self.equipment in item.lower() for item in exercise.equipment
        )


def read_filter(
    region: str | None = None, position: str | None = None, equipment: str | None = None
) -> Filter:
    """The wishes of a command line, in small letters or capitals.

    Raises:
        WorksheetError: A region or position that no exercise can have.
    """
    wish = Filter(*((word or "").strip().lower() for word in (region, position, equipment)))
    problems = []
    if wish.region and wish.region not in get_args(Region):
        problems.append(_unknown("region", wish.region, get_args(Region)))
    if wish.position and not any(wish.position in known for known in get_args(Position)):
        problems.append(_unknown("position", wish.position, get_args(Position)))
    if problems:
        raise WorksheetError(problems)
    return wish


def _unknown(name: str, word: str, known: tuple[str, ...]) -> Problem:
    hint = did_you_mean(word, known) or f"Write one of: {', '.join(known)}."
    return Problem(f"there is no such {name}", hint, f"--{name}", kind=Kind.USAGE)
