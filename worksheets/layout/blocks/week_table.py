"""The table of a week: a row an exercise, a column a day, and rows to write in."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from worksheets.document import Cell, Column, Row, WeekGrid, WritingRow
from worksheets.field_names import daily_name
from worksheets.layout import box as boxes
from worksheets.layout.blocks.day_boxes import CellShape, DayBoxes, shape_cell
from worksheets.layout.box import Box, Frame, Pad, Stack, Stroke
from worksheets.layout.compose import heading, spans, text
from worksheets.layout.leaves import WriteLine
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style
from worksheets.layout.table import Table
from worksheets.plan import Role, Scope, Tag
from worksheets.text.lines import Span, natural_width_em

_EDGE_PT = 1.5
"""Between a place to write and the rules round it."""


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

    @property
    def box_side(self) -> float:
        """Side of the largest box."""
        return self.style.body * (1.35 if self.with_dose else 0.92)

    def widths(self, days: int) -> tuple[float, ...]:
        """The widths of all columns."""
        return self.name_width, *[(self.style.width - self.name_width) / max(1, days)] * days


def week_table(grid: WeekGrid, look: Look, *, together: float = 0.0) -> Table:
    """The table.

    Args:
        grid: What it says.
        look: How it looks.
        together: Height in points up to which it stays on one page.
    """
    days = grid.columns
    rows: list[Box]
    if look.week:  # the names in it are those of one week
        rows = [_exercise(row, days, look) for row in grid.rows]
    else:
        how: dict[str, Any] = {"grow": look.grow, "place": "fill"}
        rows = [Shared(_exercise, (row, days, look), **how) for row in grid.rows]
    rows += [_writing(row, days, look, last=row is grid.writing[-1]) for row in grid.writing]
    name = f"{look.week}.week" if look.week else "week"
    gap = look.style.leading * 0.4
    return Table(_head(grid, look), tuple(rows), name, together, gap=gap)


def _row(cells: Sequence[Box], look: Look, **how: Any) -> boxes.Row:
    """A row between thin rules."""
    ink = look.style.ink.line
    between, below = Stroke(ink, 0.5), Stroke(ink, 0.6)
    widths = look.widths(len(cells) - 1)
    tag = Tag(Role.ROW)
    return boxes.Row(tuple(cells), widths, between=between, below=below, tag=tag, **how)


def _head(grid: WeekGrid, look: Look) -> boxes.Row:
    """Title and week, and the days; narrow days of a booklet are set in small type."""
    style, air = look.style, look.style.leading * 0.25
    corner: Box = text(style, grid.title, bold=True, tag=None)
    if grid.week:
        title = text(style, grid.title, bold=True)
        corner = Stack((title, text(style, grid.week, style.small, style.ink.muted)))
    widths = look.widths(len(grid.columns))
    size = style.body
    if look.week and grid.columns:
        longest = [one._replace(day=one.day and "30") for one in grid.columns]  # in every week
        widest = max(natural_width_em(_day(one, style)) for one in longest) * style.body
        size = style.small if widest > widths[-1] - 2 * look.edge else style.body
    cells = [Frame(corner, Pad(0, air, 0, 4), tag=Tag(Role.HEADER_CELL, scope=Scope.COLUMN))]
    for column in grid.columns:
        how: dict[str, Any] = {"leading": style.leading, "align": "center", "tag": None}
        day = spans(style, *_day(column, style), size=size, **how)
        tag = Tag(Role.HEADER_CELL, column.accessible_text, Scope.COLUMN)
        cells.append(Frame(day, Pad(0, air), tag=tag))
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
    name = heading(style, words, row.gate if look.with_dose else "", style.body, tag)
    lines: list[Box] = [name]
    aside = row.dose if look.with_dose else row.aside  # the dose says how often as well
    if aside:
        lines.append(text(style, aside, style.small, style.ink.muted, balanced=True))
    tag, pad = Tag(Role.HEADER_CELL, scope=Scope.ROW), Pad(air, air, 0, 4)
    cells: list[Box] = [Frame(Stack(tuple(lines)), pad, tag=tag, place="middle")]
    shapes: dict[Cell, CellShape] = {}
    width = look.widths(len(days))[-1]
    for cell, day in zip(row.cells, days, strict=True):
        if not cell.due:
            off = Tag(Role.CELL, cell.accessible_text)
            cells.append(Frame(boxes.Space(0.0), fill=style.ink.shade, tag=off))
            continue
        if cell not in shapes:
            shapes[cell] = shape_cell(cell, width, style, look.box_side, look.edge)
        cells.append(DayBoxes(shapes[cell], row.id, row.name, day, look.week))
    return _row(cells, look, grow=look.grow)


def _writing(row: WritingRow, days: Sequence[Column], look: Look, *, last: bool) -> boxes.Row:
    """A row to write in; the one for words is higher and grows first."""
    style, leading = look.style, look.style.leading
    label = text(style, row.label, tag=None)
    tag = Tag(Role.HEADER_CELL, scope=Scope.ROW)
    air = (0.18, 0.37) if last else (0.15, 0.15)
    pad = Pad(leading * air[0], leading * air[1], end=6)
    head = Frame(label, pad, tag=tag, place="fill" if last else "middle")
    cells = [_places(row, day, look.widths(len(days))[1], look) for day in days]
    return _row([head, *cells], look, grow=look.grow * (2.5 if last else 1), least=look.pen)


def _places(row: WritingRow, day: Column, width: float, look: Look) -> Box:
    """One day of a row to write in: a place, or one for each session with a rule between them."""
    style, tag = look.style, Tag(Role.CELL)
    places = []
    for part in range(row.parts):
        session = str(part + 1) if row.parts > 1 else ""
        label = ", ".join(filter(None, (row.label, day.accessible_text, session)))
        name = daily_name(row.name, day.key, session)
        name = f"{look.week}.{name}" if look.week else name
        size = style.body if row.choices else style.small
        how: dict[str, Any] = {"choices": row.choices, "lines": not row.choices, "inset": _EDGE_PT}
        places.append(WriteLine(label, name, size, tag=tag if row.parts == 1 else None, **how))
    if row.parts == 1:
        return places[0]
    widths = (width / row.parts,) * row.parts
    between = Stroke(style.ink.line, 0.5, share=0.15)
    return boxes.Row(tuple(places), widths, between=between, tag=tag)
