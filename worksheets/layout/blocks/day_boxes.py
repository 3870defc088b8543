"""The boxes to tick for an exercise on one day of a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from worksheets.document import Cell, Column, Row
from worksheets.field_names import box_name
from worksheets.layout.box import Area, Box, Part, Standing
from worksheets.layout.compose import text
from worksheets.layout.leaves import tick_box
from worksheets.layout.style import Style
from worksheets.plan import Node, Role, Tag

_GAP = 0.22  # between boxes, as a share of their side
_SESSION_GAP = 0.6  # between the boxes of two sessions, likewise
_DAY_GAP = 2.2
"""Between the boxes of two days, at least so many times the widest gap within a day: even where the
rule between them is not seen, nobody ticks the wrong day."""
_SMALLEST_BOX_PT = 7.1  # 2.5 mm: below that a pen does not meet the box
_LABEL_GAP_PT = 1.5
_AIR = 0.36  # above and below the boxes together, in leadings


class _Shape(NamedTuple):
    """How boxes stand.

    Attributes:
        offsets: Where those of a row begin, in sides of a box.
        side: Side of a box in points.
        height: Height of all rows in points.
    """

    offsets: Sequence[float]
    side: float
    height: float


@dataclass(frozen=True)
class DayBoxes(Box):
    """A cell with boxes in one row, or stacked by session or by threes.

    Attributes:
        cell: The boxes.
        row: The exercise.
        day: The day.
        style: Sizes and inks.
        largest: Side of the largest box in points.
        edge: The least distance to the rules at both sides in points.
        week: First part of all names in a booklet, or "".
    """

    cell: Cell
    row: Row
    day: Column
    style: Style
    largest: float
    edge: float
    week: str = ""
    tag: Tag | None = field(default=Tag(Role.CELL), kw_only=True)
    place: Standing = field(default="fill", kw_only=True)

    def _shape(self, width: float, *, stacked: bool) -> _Shape:
        count = len(self.cell.boxes)
        session = self.cell.in_session or count
        in_row = count
        if stacked:
            in_row, session = (session if 1 < session < count else 3), count
        offsets = [
            place * (1 + _GAP) + place // session * (_SESSION_GAP - _GAP)
            for place in range(min(count, in_row))
        ]
        widest = offsets[-1] + 1
        between = max((b - a - 1 for a, b in pairwise(offsets)), default=0.0)
        room = min((width - 2 * self.edge) / widest, width / (widest + _DAY_GAP * between))
        side = min(self.largest, room)
        rows = -(-count // len(offsets))
        return _Shape(offsets, side, side * (rows * (1 + _GAP) - _GAP))

    def _shapes(self, width: float) -> list[_Shape]:
        """The ways in which the cell may be set, the lowest first; none too small for a pen."""
        row, stack = (self._shape(width, stacked=stacked) for stacked in (False, True))
        return [row, stack] if row.side >= _SMALLEST_BOX_PT else [stack]

    def _each(self, width: float) -> tuple[Box, float]:
        """What stands under the boxes, and its height with the distance to them."""
        style = self.style
        ink, leading = style.ink.muted, style.small * 1.2
        each = text(
            style, self.cell.each, style.small, ink, leading=leading, align="center", tag=None
        )
        height = each.height(width - 2 * self.edge)
        return each, height + _LABEL_GAP_PT if height else 0.0

    def _height(self, width: float) -> float:
        return self._shapes(width)[0].height + self._each(width)[1] + self.style.leading * _AIR

    def _draw(self, area: Area) -> list[Part]:
        each, under = self._each(area.width)
        room = area.height - self.style.leading * _AIR - under
        first, *others = self._shapes(area.width)
        fitting = [shape for shape in others if shape.height <= room]
        offsets, side, height = max((first, *fitting), key=lambda shape: shape.side)
        top = area.y + (area.height - height - under) / 2
        in_row, boxes = len(offsets), self.cell.boxes
        parts: list[Part] = []
        for index, box in enumerate(boxes):
            line, place = divmod(index, in_row)
            last = min(in_row, len(boxes) - line * in_row) - 1
            start = area.x + (area.width - (offsets[last] + 1) * side) / 2
            name = box_name(self.row.id, box.name, self.day.key)
            tag = Tag(
                Role.TICK_BOX,
                f"{box.accessible_text}, {self.day.accessible_text}",
                name=f"{self.week}.{name}" if self.week else name,
                context=self.row.name,
            )
            y = top + line * side * (1 + _GAP)
            ink, optional = self.style.ink.text, box.optional
            square = tick_box(start + offsets[place] * side, y, side, ink, optional=optional)
            parts.append((0, Node(tag, (square,))))
        if under:
            inner = area.width - 2 * self.edge
            y = top + height + _LABEL_GAP_PT
            parts += each.draw(Area(area.x + self.edge, y, inner, under))
        return parts
