"""The table of a week: a row an exercise, a column a day, a box for each set and session.

A handout has one as its progress grid, a booklet one on the page of each week.
"""

from collections.abc import Sequence
from dataclasses import field, replace
from itertools import pairwise
from typing import Any, NamedTuple

from worksheets.document import (
    Cell,
    Column,
    Handout,
    Row,
    WeekDates,
    WeekGrid,
    WritingRow,
    dose_text,
)
from worksheets.field_names import box_name, daily_name
from worksheets.layout import box as boxes
from worksheets.layout.box import Area, Box, Frame, Laid, Pad, Part, Stack, Standing, Stroke
from worksheets.layout.compose import heading, spans, text, width_of
from worksheets.layout.flow import Table
from worksheets.layout.leaves import WriteLine, tick_box
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Node, Role, Scope, Tag
from worksheets.text.lines import Span, natural_width_em

_NAME_SHARES = 0.22, 0.31  # least and greatest share of the width for the column of names
_DOSE_SHARES = 0.27, 0.33
_TOGETHER = 0.6  # of a page: a higher grid may be cut between rows
_PLACE_EDGE_PT = 1.5
"""Between a place to write and the rules round it."""
_GAP = 0.22  # between boxes, as a share of their side
_SESSION_GAP = 0.6  # between the boxes of two sessions, likewise
_DAY_GAP = 2.2
"""Between the boxes of two days, at least so many times the widest gap within a day: even where the
rule between them is not seen, nobody ticks the wrong day."""
_SMALLEST_BOX_PT = 7.1  # 2.5 mm: below that a pen does not meet the box
_LABEL_GAP_PT = 1.5
_AIR = 0.36  # above and below the boxes together, in leadings
_ROW_HEAD = Tag(Role.HEADER_CELL, scope=Scope.ROW)


def place_week(body: Handout, setup: BlockSetup, style: Style) -> Box:
    """The header, a row for each exercise, and rows to write in; a short grid stays together."""
    grid, look = _shown(body, setup, style)
    return replace(week_table(grid, look), together=style.height * _TOGETHER)


def week_head(body: Handout, setup: BlockSetup, style: Style) -> Box:
    """The header alone, which has the dates of the week."""
    return table_of(*_shown(body, setup, style), ()).head_part


def lines_of_head(body: Handout, setup: BlockSetup, style: Style) -> int:
    """The height of the header in lines; the usual one, with dates, counts as one."""
    grid, look = _shown(body, setup, style)
    usual = grid.with_dates(WeekDates(grid.week and "x", ("30",) * len(grid.columns)))
    heights = [_shared_head(one, look).height(style.width) for one in (grid, usual)]
    return 1 + round((heights[0] - heights[1]) / style.small)


def _shown(body: Handout, setup: BlockSetup, style: Style) -> tuple[WeekGrid, "Look"]:
    """What the table shows, and how."""
    grid = body.grid
    if not setup.dose:  # the cards say all that
        grid = grid._replace(week="")
    least, most = (share * style.width for share in (_DOSE_SHARES if setup.dose else _NAME_SHARES))
    names = [f"{row.number}\u2002{row.name}" for row in grid.rows]
    widest = max((width_of(name, style.body) for name in names), default=0.0)
    width = min(most, max(least, widest + style.leading * 0.5))
    grow = style.leading * (4 if setup.fill else 0.7)
    return grid, Look(style, width, with_dose=setup.dose, grow=grow)


class Look(NamedTuple):
    """How the table looks; lengths in points.

    Attributes:
        style: Sizes and inks.
        name_width: Width of the column of names.
        with_dose: Whether the dose stands under each name.
        grow: How much higher a row can become.
        pen: The least height of a row to write in.
        edge: The least distance from boxes to the rules round them.
        week: First part of all names of fields in a booklet, else "": there a narrow day is set in
            small type, and no row has a bookmark.
    """

    style: Style
    name_width: float
    with_dose: bool = False
    grow: float = 0.0
    pen: float = 0.0
    edge: float = 2.2
    week: str = ""

    def widths(self, days: int) -> tuple[float, ...]:
        """The widths of all columns."""
        return self.name_width, *[(self.style.width - self.name_width) / max(1, days)] * days

    def name(self, name: str) -> str:
        """The name of a field."""
        return f"{self.week}.{name}" if self.week else name


def week_table(grid: WeekGrid, look: Look) -> Table:
    """The table with what a grid says."""
    days = grid.columns
    grow, last = look.grow, len(grid.writing) - 1
    rows: list[Box] = [_exercise(row, days, look) for row in grid.rows]
    for n, row in enumerate(grid.writing):  # the last one is for words: it is higher
        args, more = (row, days, look, n == last), grow * (2.5 if n == last else 1)
        how: dict[str, Any] = {"grow": more, "place": "fill"}
        # In a booklet the names in a row are those of one week.
        made = replace(_writing(*args), **how) if look.week else Shared(_writing, args, **how)
        rows.append(made)
    return table_of(grid, look, rows)


def table_of(grid: WeekGrid, look: Look, rows: Sequence[Box]) -> Table:
    """The header over rows."""
    if look.week:  # a week of a booklet is on no other page
        head: Box = _head(grid.title, grid.week, grid.columns, look)
    else:
        head = _shared_head(grid, look)
    tag = Tag(Role.TABLE, key=look.name("week"))
    return Table((head, *rows), tag=tag, gap=look.style.leading * 0.4)


def _shared_head(grid: WeekGrid, look: Look) -> Box:
    return Shared(_head, (grid.title, grid.week, grid.columns, look), slot="dates")


def _row(cells: Sequence[Box], look: Look, **how: Any) -> boxes.Row:
    """A row between thin rules."""
    ink, widths = look.style.ink.line, look.widths(len(cells) - 1)
    how |= {"between": Stroke(ink, 0.5), "below": Stroke(ink, 0.6), "tag": Tag(Role.ROW)}
    return boxes.Row(tuple(cells), widths, **how)


def _head(title: str, week: str, days: Sequence[Column], look: Look) -> boxes.Row:
    """Title and week, and the days; narrow days of a booklet are set in small type."""
    style, air = look.style, look.style.leading * 0.25
    corner: Box = text(style, title, bold=True, tag=None)
    if week:
        named = text(style, title, bold=True)
        corner = Stack((named, text(style, week, style.small, style.ink.muted)))
    widths, size = look.widths(len(days)), style.body
    if look.week and days:
        longest = [one._replace(day=one.day and "30") for one in days]  # in every week
        widest = max(natural_width_em(_day(one, style)) for one in longest) * style.body
        size = style.small if widest > widths[-1] - 2 * look.edge else style.body
    cells = [Frame(corner, Pad(0, air, 0, 4), tag=Tag(Role.HEADER_CELL, scope=Scope.COLUMN))]
    how: dict[str, Any] = {"leading": style.leading, "align": "center", "tag": None}
    for column in days:
        tag = Tag(Role.HEADER_CELL, column.accessible_text, Scope.COLUMN)
        cells.append(
            Frame(spans(style, *_day(column, style), size=size, **how), Pad(0, air), tag=tag)
        )
    return boxes.Row(tuple(cells), widths, below=Stroke(style.ink.text, 0.9), tag=Tag(Role.ROW))


def _day(column: Column, style: Style) -> tuple[Span, ...]:
    weekday = Span(column.weekday, style.ink.text, bold=True)
    return weekday, Span(f" {column.day}", style.ink.muted)


def _exercise(row: Row, days: Sequence[Column], look: Look) -> boxes.Row:
    """An exercise: its name, with its dose where the look says so, and a cell a day."""
    style, air = look.style, look.style.leading * 0.1
    number = Span(f"{row.number}\u2002", style.ink.accent, bold=True)
    words = number, Span(row.name, style.ink.text, look.with_dose)
    bookmark = "" if look.week else f"{row.number} {row.name}"
    tag = Tag(Role.PARAGRAPH, language=row.language, bookmark=bookmark)
    lines = [heading(style, words, row.gate if look.with_dose else "", tag, style.body)]
    # The dose says how often as well.
    aside = dose_text(row.dose, row.details) if look.with_dose else row.aside
    if aside:
        lines.append(text(style, aside, style.small, style.ink.muted, balanced=True))
    name = Frame(Stack(tuple(lines)), Pad(air, air, 0, 4), tag=_ROW_HEAD, place="middle")
    cells: list[Box] = [name]
    shapes: dict[Cell, _Shape] = {}
    width = look.widths(len(days))[-1]
    for cell, day in zip(row.cells, days, strict=True):
        if not cell.due:
            off = Tag(Role.CELL, cell.accessible_text)
            cells.append(Frame(boxes.Space(0.0), fill=style.ink.shade, tag=off))
            continue
        if cell not in shapes:
            shapes[cell] = _shape(cell, width, look)
        cells.append(_DayBoxes(shapes[cell], row, day, look))
    return _row(cells, look, grow=look.grow)


def _writing(row: WritingRow, days: Sequence[Column], look: Look, last: bool) -> boxes.Row:
    """A row to write in; the one for words has more room around its label."""
    leading = look.style.leading
    above, below = (0.18, 0.37) if last else (0.15, 0.15)
    pad = Pad(leading * above, leading * below, end=6)
    words = text(look.style, row.label, tag=None)
    head = Frame(words, pad, tag=_ROW_HEAD, place="fill" if last else "middle")
    cells = [_places(row, day, look.widths(len(days))[1], look) for day in days]
    return _row([head, *cells], look, least=look.pen)


def _places(row: WritingRow, day: Column, width: float, look: Look) -> Box:
    """One day of a row to write in: a place, or one for each session with a rule between them."""
    style, tag = look.style, Tag(Role.CELL)
    how: dict[str, Any] = {"choices": row.choices, "lines": not row.choices}
    how |= {"inset": _PLACE_EDGE_PT, "tag": tag if row.parts == 1 else None}
    size = style.body if row.choices else style.small
    places = []
    for part in range(row.parts):
        session = str(part + 1) if row.parts > 1 else ""
        label = ", ".join(filter(None, (row.label, day.accessible_text, session)))
        name = look.name(daily_name(row.name, day.key, session))
        places.append(WriteLine(label, name, size, **how))
    if row.parts == 1:
        return places[0]
    widths = (width / row.parts,) * row.parts
    between = Stroke(style.ink.line, 0.5, share=0.15)
    return boxes.Row(tuple(places), widths, between=between, tag=tag)


class _Lines(NamedTuple):
    """One way in which the boxes of a cell stand.

    Attributes:
        offsets: Where those of a row begin, in sides of a box.
        side: Side of a box in points.
        height: Height of all rows in points.
    """

    offsets: Sequence[float]
    side: float
    height: float


class _Shape(NamedTuple):
    """The ways in which the boxes of a cell may stand, whatever the day; lengths in points.

    Attributes:
        cell: The cell.
        ways: In one row or stacked by session or by threes, the lowest first.
        each: What stands under the boxes, or None.
        under: Its height, with the distance to the boxes.
        air: Height above and below the boxes together.
    """

    cell: Cell
    ways: Sequence[_Lines]
    each: Laid | None
    under: float
    air: float


def _shape(cell: Cell, width: float, look: Look) -> _Shape:
    """Measure a cell for the width of a day."""
    style = look.style
    row, stack = (_lines(cell, width, look, stacked=one) for one in (False, True))
    ways = [row, stack] if row.side >= _SMALLEST_BOX_PT else [stack]
    air = style.leading * _AIR
    if not cell.each:
        return _Shape(cell, ways, None, 0.0, air)
    how: dict[str, Any] = {"leading": style.small * 1.2, "align": "center", "tag": None}
    words = text(style, cell.each, style.small, style.ink.muted, **how)
    each = words.lay(width - 2 * look.edge)
    return _Shape(cell, ways, each, each.height + _LABEL_GAP_PT, air)


def _lines(cell: Cell, width: float, look: Look, *, stacked: bool) -> _Lines:
    in_row = count = len(cell.boxes)
    session = cell.in_session or count
    if stacked:
        in_row, session = (session if 1 < session < count else 3), count
    offsets = [
        place * (1 + _GAP) + place // session * (_SESSION_GAP - _GAP)
        for place in range(min(count, in_row))
    ]
    widest = offsets[-1] + 1 if offsets else 1.0
    between = max((b - a - 1 for a, b in pairwise(offsets)), default=0.0)
    room = min((width - 2 * look.edge) / widest, width / (widest + _DAY_GAP * between))
    side = min(look.style.day_box(with_dose=look.with_dose), room)
    rows = -(-count // max(1, len(offsets)))
    return _Lines(offsets, side, max(0.0, side * (rows * (1 + _GAP) - _GAP)))


@boxes.box_type
class _DayBoxes(Box):
    """The boxes to tick for an exercise on one day."""

    shape: _Shape
    row: Row
    day: Column
    look: Look
    tag: Tag | None = field(default=Tag(Role.CELL), kw_only=True)
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.shape.ways[0].height + self.shape.under + self.shape.air

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        cell, ways, each, under, air = self.shape
        fitting = [one for one in ways[1:] if one.height + under + air <= area.height]
        way = max((ways[0], *fitting), key=lambda one: one.side) if fitting else ways[0]
        offsets, side, height = way
        top = area.y + (area.height - height - under) / 2
        in_row, count, ink = len(offsets), len(cell.boxes), self.look.style.ink.text
        day, context, parts = f", {self.day.accessible_text}", self.row.name, list[Part]()
        for index, box in enumerate(cell.boxes):
            line, place = divmod(index, in_row)
            if place == 0:  # the last row may be shorter
                last = min(in_row, count - index) - 1
                start = area.x + (area.width - (offsets[last] + 1) * side) / 2
            square = tick_box(
                start + offsets[place] * side,
                top + line * side * (1 + _GAP),
                side,
                ink,
                optional=box.optional,
            )
            name = self.look.name(box_name(self.row.id, box.name, self.day.key))
            words = box.accessible_text + day
            tag = Tag(Role.TICK_BOX, words, name=name, context=context)
            parts.append((0, Node(tag, (square,))))
        if each:
            x, y = area.x + (area.width - each.width) / 2, top + height + _LABEL_GAP_PT
            parts += each.draw(Area(x, y, each.width, under))
        return parts
