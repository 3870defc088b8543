"""Boxes that many documents have in common: made, measured and drawn once for equal values."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import field, replace
from functools import lru_cache

from worksheets.layout.box import Area, Box, Laid, Part, Parting, box_type
from worksheets.plan import Node, Placed

_REMEMBERED = 1024


@box_type
class Shared(Box):
    """The box that a pure function makes of values: a card, the title, the foot.

    Where it stands and how it grows is said of this box, not of the one that is made.

    Attributes:
        make: The function.
        args: Its arguments.
    """

    make: Callable[..., Box]
    args: tuple[Hashable, ...]
    tag: None = field(default=None, kw_only=True)

    @classmethod
    def of(cls, width: float, make: Callable[..., Box], *args: Hashable) -> "Shared":
        """What is made, standing where the made box says it stands at a width."""
        box = _lay(make, args, width).box
        return cls(make, args, gap=box.gap, place=box.place, keep_next=box.keep_next)

    def _inside(self, width: float) -> tuple[Laid, ...]:
        return (_lay(self.make, self.args, width),)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return float(inside[0].height)

    def lay_parts(self, width: float) -> list[Laid]:
        """The box itself, or the parts of what is made where that must be cut."""
        laid = self.lay(width)
        made: Laid = laid.inside[0]
        if made.box.cuts and made.height > made.box.cuts[0]:
            return replace(made.box, gap=self.gap).lay_parts(width)
        return [laid]

    def cut(self, width: float, room: float, *, force: bool) -> Parting:
        """Cut what is made."""
        box = _lay(self.make, self.args, width).box
        own = replace(box, key=self.key, gap=self.gap, order=self.order + box.order)
        return own.cut(width, room, force=force)

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        height = area.height if self.place == "fill" else laid.height
        parts = _draw(self.make, self.args, area.width, height)
        if not (area.x or area.y):
            return list(parts)
        return [(order, Placed(area.x, area.y, node)) for order, node in parts]


# Buys a quarter of a sheet whose doses are its own: what recurs on other sheets is not measured.
@lru_cache(maxsize=_REMEMBERED)
def _lay(make: Callable[..., Box], args: tuple[Hashable, ...], width: float) -> Laid:
    return make(*args).lay(width)


# Buys a quarter of such a sheet: what recurs is not drawn either.
@lru_cache(maxsize=_REMEMBERED)
def _draw(
    make: Callable[..., Box], args: tuple[Hashable, ...], width: float, height: float
) -> tuple[tuple[int, Node], ...]:
    parts = _lay(make, args, width).draw(Area(0.0, 0.0, width, height))
    return tuple([(order, part) for order, part in parts if isinstance(part, Node)])
