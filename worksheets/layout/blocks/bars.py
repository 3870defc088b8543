"""The boxes of a day: the sets of a session are a bar, and each session is a bar of its own."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any, NamedTuple

from worksheets.document import Cell, Column, Row, TickBox
from worksheets.field_names import box_name
from worksheets.layout.box import Area, Box, Laid, Part, Standing, box_type
from worksheets.layout.compose import text, width_of
from worksheets.layout.leaves import tick_box
from worksheets.layout.style import MM, Style, baseline
from worksheets.plan import Node, Role, Tag

_BOX_PT, _NARROW_BOX_PT, _LARGEST_PT = 5 * MM, 4.5 * MM, 7 * MM
"""Sides of a box: at least, at least on half a sheet, and at most."""
_BOX_EMS = 1.2
DAY_PAD_PT = 0.6 * MM
"""At each side of the boxes of a day: days are further apart than the boxes of one."""
_BAR_GAP_PT, _SESSION_GAP_PT = 0.9 * MM, 2 * MM
"""Between two bars, and between two sessions of which each has a bar for each side."""
_STACKED = 3
"""Up to so many sessions of one box each stand one under the other."""
_LABEL_GAP_PT = 1.0
_WAY_PAD_PT = 3.0


class _Line(NamedTuple):
    """Boxes in a line, as places in the cell.

    Attributes:
        above: The gap before it.
        way: For which side or way the bar is that begins here, from 0, or None.
        is_joined: Whether the boxes are one bar.
    """

    places: tuple[int, ...]
    above: float
    way: int | None = None
    is_joined: bool = True


class Bars(NamedTuple):
    """How the boxes of a day stand, the same on all days of a row; lengths in points.

    Attributes:
        lines: The lines, from top to bottom.
        side: Side of a box.
        pad: Room above and below.
        each: What stands under the boxes, or None.
    """

    lines: tuple[_Line, ...]
    side: float
    pad: float
    each: Laid | None

    @property
    def tall(self) -> float:
        """Height of all lines, without what stands under them."""
        return sum([line.above + self.side for line in self.lines])

    @property
    def height(self) -> float:
        """The least height of a row."""
        under = self.each.height + _LABEL_GAP_PT if self.each else 0.0
        return self.tall + under + 2 * self.pad


def bars_of(row: Row, style: Style, width: float, pad: float, *, stacked: bool) -> Bars:
    """Measure the boxes of a row.

    Args:
        row: The row.
        style: Sizes and inks.
        width: Width of a day in points.
        pad: Room above and below the boxes in points.
        stacked: Whether a few sessions of one box each stand one under the other.
    """
    room = width - 2 * DAY_PAD_PT
    cell = next((cell for cell in row.cells if cell.due), Cell(due=False))
    least = _NARROW_BOX_PT if style.is_narrow else _BOX_PT
    most = max(least, min(_LARGEST_PT, style.body * _BOX_EMS))
    fitting = int(room / least), int((room + _BAR_GAP_PT) / (least + _BAR_GAP_PT))
    lines = _lines(cell, len(row.ways), fitting, stacked=stacked)
    longest = max((len(line.places) for line in lines), default=1)
    gaps = 0.0 if all(line.is_joined for line in lines) else _BAR_GAP_PT * (longest - 1)
    side = min(most, (room - gaps) / longest)
    if not cell.each:
        return Bars(lines, side, pad, None)
    how: dict[str, Any] = {"leading": style.small * 1.2, "align": "center", "tag": None}
    words = text(style, cell.each, style.small, style.ink.muted, **how)
    return Bars(lines, side, pad, words.lay(room))


def _lines(cell: Cell, ways: int, fitting: tuple[int, int], *, stacked: bool) -> tuple[_Line, ...]:
    """A bar a session, or two where each side has its own; a long bar goes on in the next line.

    Args:
        cell: The boxes.
        ways: 2 where each side has boxes of its own.
        fitting: How many boxes fit in a line, joined and apart.
        stacked: Whether a few sessions of one box each stand one under the other.
    """
    count = len(cell.boxes)
    step = cell.in_session or max(1, count)
    sessions = [tuple(range(start, min(count, start + step))) for start in range(0, count, step)]
    if step == 1 and len(sessions) > (_STACKED if stacked else 1):
        places = range(count)
        apart = max(1, fitting[1])
        starts = range(0, count, apart)
        return tuple(
            _Line(
                tuple(places[start : start + apart]), _BAR_GAP_PT if start else 0.0, is_joined=False
            )
            for start in starts
        )
    lines: list[_Line] = []
    for session in sessions:
        is_parted = ways > 1 and (cell.first or len(session) % ways == 0)
        bars = [session[way::ways] for way in range(ways)] if is_parted else [session]
        if is_parted and cell.first:
            bars = [session[: cell.first], session[cell.first :]]
        for n, bar in enumerate(bars):
            in_line = -(-len(bar) // -(-len(bar) // max(1, fitting[0])))  # lines of one length
            for start in range(0, len(bar), in_line):
                gap = 0.0 if start else _SESSION_GAP_PT if not n and len(bars) > 1 else _BAR_GAP_PT
                way = n if is_parted and not start else None
                lines.append(_Line(bar[start : start + in_line], gap if lines else 0.0, way))
    return tuple(lines)


@box_type
class DayBoxes(Box):
    """The boxes to tick for an exercise on one day; `week` begins the names of their fields."""

    bars: Bars
    cell: Cell
    row: Row
    day: Column
    style: Style
    week: str = ""
    tag: Tag | None = field(default=Tag(Role.CELL), kw_only=True)
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.bars.height

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        lines, side, _, each = self.bars
        y = _top(self.bars, area)
        parts: list[Part] = []
        for line in lines:
            y += line.above
            pitch = side if line.is_joined else side + _BAR_GAP_PT
            x = area.x + (area.width - (len(line.places) - 1) * pitch - side) / 2
            is_bar = line.is_joined and len(line.places) > 1
            for n, place in enumerate(line.places):
                node = self._box(self.cell.boxes[place], x + n * pitch, y, is_bar)
                parts.append((place, node))
            y += side
        if each:
            x = area.x + (area.width - each.width) / 2
            under = Area(x, y + _LABEL_GAP_PT, each.width, each.height)
            parts += [(len(self.cell.boxes), part) for _, part in each.draw(under)]
        return parts

    def _box(self, box: TickBox, x: float, y: float, in_bar: bool) -> Node:
        side, ink = self.bars.side, self.style.ink.text
        name = box_name(self.row.id, box.name, self.day.key)
        name = f"{self.week}.{name}" if self.week else name
        words = f"{box.accessible_text}, {self.day.accessible_text}"
        square = tick_box(x, y, side, ink, optional=box.optional)
        if in_bar:
            square = square._replace(radius=0.0)
        return Node(Tag(Role.TICK_BOX, words, name=name, context=self.row.name), (square,))


def _top(bars: Bars, area: Area) -> float:
    """Where the first line begins in an area: all lines stand in its middle."""
    return area.y + (area.height - bars.height) / 2 + bars.pad


@box_type
class Ways(Box):
    """Left and right, or one way and the other, each before its bar."""

    bars: Bars
    ways: tuple[str, ...]
    style: Style
    tag: Tag | None = field(default=Tag(Role.PARAGRAPH), kw_only=True)
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.bars.height - 2 * self.bars.pad

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        style, side = self.style, self.bars.side
        pad = self.bars.pad
        outer = Area(area.x, area.y - pad, area.width, area.height + 2 * pad)
        y, parts = _top(self.bars, outer), list[Part]()
        for line in self.bars.lines:
            y += line.above
            if line.way is not None:
                words = text(
                    style, f"{self.ways[line.way]} ", style.small, style.ink.muted, tag=None
                )
                rise = baseline(style.small, words.leading)
                low = y + side / 2 + style.small * 0.35 - rise
                drawn = words.draw(Area(area.x + _WAY_PAD_PT, low, area.width, 0.0))
                parts += [(len(parts), part) for _, part in drawn]
            y += side
        return parts


def ways_width(row: Row, style: Style) -> float:
    """Width of the words for the sides, which stand before the boxes."""
    cell = next((cell for cell in row.cells if cell.due), None)
    if cell is None or (not cell.first and cell.in_session % max(1, len(row.ways))):
        # A box stands for both sides.
        return 0.0
    return max((width_of(way, style.small) + 2 * _WAY_PAD_PT for way in row.ways), default=0.0)
