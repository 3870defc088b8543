"""The boxes to tick for an exercise on one day of a table."""

from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise
from typing import Any, NamedTuple

from worksheets.document import Cell, Column
from worksheets.field_names import box_name
from worksheets.layout.box import Area, Box, Laid, Part, Standing, box_type
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


class _Rows(NamedTuple):
    """One way in which the boxes of a cell stand.

    Attributes:
        offsets: Where those of a row begin, in sides of a box.
        side: Side of a box in points.
        height: Height of all rows in points.
    """

    offsets: Sequence[float]
    side: float
    height: float


class CellShape(NamedTuple):
    """A cell with the ways in which its boxes may stand, whatever the day; lengths in points.

    Attributes:
        cell: The cell.
        ways: In one row or stacked by session or by threes, the lowest first.
        each: What stands under the boxes, or None.
        ink: Ink of the boxes.
        air: Height above and below the boxes together.
    """

    cell: Cell
    ways: Sequence[_Rows]
    each: Laid | None
    ink: str
    air: float

    @property
    def under(self) -> float:
        """Height of what stands under the boxes, with the distance to them."""
        return self.each.height + _LABEL_GAP_PT if self.each else 0.0


def shape_cell(cell: Cell, width: float, style: Style, largest: float, edge: float) -> CellShape:
    """Measure a cell.

    Args:
        cell: The cell.
        width: Width of a day.
        style: Sizes and inks.
        largest: Side of the largest box.
        edge: The least distance to the rules at both sides.
    """
    row, stack = (_rows(cell, width, largest, edge, stacked=one) for one in (False, True))
    ways = [row, stack] if row.side >= _SMALLEST_BOX_PT else [stack]
    ink, leading, each = style.ink.muted, style.small * 1.2, None
    if cell.each:
        how: dict[str, Any] = {"leading": leading, "align": "center", "tag": None}
        each = text(style, cell.each, style.small, ink, **how).lay(width - 2 * edge)
    return CellShape(cell, ways, each, style.ink.text, style.leading * _AIR)


def _rows(cell: Cell, width: float, largest: float, edge: float, *, stacked: bool) -> _Rows:
    count = len(cell.boxes)
    session = cell.in_session or count
    in_row = count
    if stacked:
        in_row, session = (session if 1 < session < count else 3), count
    offsets = [
        place * (1 + _GAP) + place // session * (_SESSION_GAP - _GAP)
        for place in range(min(count, in_row))
    ]
    widest = offsets[-1] + 1 if offsets else 1.0
    between = max((b - a - 1 for a, b in pairwise(offsets)), default=0.0)
    room = min((width - 2 * edge) / widest, width / (widest + _DAY_GAP * between))
    side = min(largest, room)
    rows = -(-count // max(1, len(offsets)))
    return _Rows(offsets, side, max(0.0, side * (rows * (1 + _GAP) - _GAP)))


@box_type
class DayBoxes(Box):
    """A cell on one day.

    Attributes:
        shape: The cell.
        item: Id of the exercise.
        context: Its name.
        day: The day.
        week: First part of all names in a booklet, or "".
    """

    shape: CellShape
    item: str
    context: str
    day: Column
    week: str = ""
    tag: Tag | None = field(default=Tag(Role.CELL), kw_only=True)
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.shape.ways[0].height + self.shape.under + self.shape.air

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        cell, ways, each, ink, air = self.shape
        under = self.shape.under
        fitting = [one for one in ways[1:] if one.height + under + air <= area.height]
        offsets, side, height = max((ways[0], *fitting), key=lambda one: one.side)
        top = area.y + (area.height - height - under) / 2
        in_row, count = len(offsets), len(cell.boxes)
        day = f", {self.day.accessible_text}"
        parts: list[Part] = []
        for index, box in enumerate(cell.boxes):
            line, place = divmod(index, in_row)
            last = min(in_row, count - line * in_row) - 1
            start = area.x + (area.width - (offsets[last] + 1) * side) / 2
            name = box_name(self.item, box.name, self.day.key)
            name = f"{self.week}.{name}" if self.week else name
            tag = Tag(Role.TICK_BOX, box.accessible_text + day, name=name, context=self.context)
            y = top + line * side * (1 + _GAP)
            x, optional = start + offsets[place] * side, box.optional
            parts.append((0, Node(tag, (tick_box(x, y, side, ink, optional=optional),))))
        if each:
            x, y = area.x + (area.width - each.width) / 2, top + height + _LABEL_GAP_PT
            parts += each.draw(Area(x, y, each.width, under))
        return parts
