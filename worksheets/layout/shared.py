"""Boxes that many documents have in common: made, measured and drawn once for equal values."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import field, replace
from functools import lru_cache

from worksheets.layout.box import Area, Box, Laid, Part, Parting, box_type
from worksheets.plan import Node, Placed

_REMEMBERED = 512


@box_type
class Shared(Box):
    """The box that a pure function makes of values: the words or the picture of an exercise.

    Attributes:
        make: The function.
        args: Its arguments.
    """

    make: Callable[..., Box]
    args: tuple[Hashable, ...]
    tag: None = field(default=None, kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return _lay(self.make, self.args, width).height

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """Cut what is made."""
        box = _lay(self.make, self.args, width).box
        own = replace(box, key=self.key, gap=self.gap, order=self.order + box.order)
        return own.cut(width, room, force=force)

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        made = _lay(self.make, self.args, area.width)
        if made.box.place == "fill":  # how it looks depends on the area
            return made.draw(area)
        parts = _draw(self.make, self.args, area.width)
        return [(order, Placed(area.x, area.y, node)) for order, node in parts]


# Buys a sixth of a sheet whose doses are its own: the words of its exercises are measured once.
@lru_cache(maxsize=_REMEMBERED)
def _lay(make: Callable[..., Box], args: tuple[Hashable, ...], width: float) -> Laid:
    return make(*args).lay(width)


# Buys a tenth of such a sheet: the same words are drawn once.
@lru_cache(maxsize=_REMEMBERED)
def _draw(
    make: Callable[..., Box], args: tuple[Hashable, ...], width: float
) -> tuple[tuple[int, Node], ...]:
    laid = _lay(make, args, width)
    parts = laid.draw(Area(0.0, 0.0, width, laid.height))
    return tuple([(order, part) for order, part in parts if isinstance(part, Node)])
