"""The rows of a weekly grid: days at the top, an exercise each, and rows to write in.

A row knows the days but not the dates, so that it is the same one in every week of a booklet.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from worksheets.kept import kept
from worksheets.layout.blocks.week_cells import (
    CellShape,
    build_cell,
    largest,
    places_to_write,
    shapes_of,
    tags_of,
)
from worksheets.layout.blocks.week_frame import Day, Frame, table_row
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_for_dose, built_once
from worksheets.layout.style import Style
from worksheets.layout.words import Balanced, Heading, Paragraph, set_marks
from worksheets.names import box_name, daily_name, repeated
from worksheets.plan import Node, Role, Rule, Scope, Tag
from worksheets.sheet import Column, Row, WritingRow
from worksheets.text.lines import Span, natural_width_em, set_lines


@lru_cache(maxsize=256)
def header_row(
    title: str, week: str, columns: tuple[Column, ...], frame: Frame, edge: float = 0.0
) -> Slab:
    """The head of a grid.

    Args:
        title: What the grid is.
        week: The week, under the title, or "".
        columns: The days.
        frame: Where they stand.
        edge: The least distance from the days to the rules; narrow days are set in small type.
    """
    style, setter = frame.style, Setter(frame.style)
    size = _size_of(columns, frame, edge)
    corner = setter.bold_lines(title, frame.name_width - 4)
    heads = [set_lines(_day_spans(column, style), frame.day_width / size) for column in columns]
    under = setter.lines(week, frame.name_width - 4, style.small, style.ink.muted) if week else ()
    small = style.leading_of(style.small)
    rows = max(len(corner), *(len(lines) for lines in heads), 0)
    height = max(rows * style.leading, len(corner) * style.leading + len(under) * small)
    height += style.leading * 0.25

    @built_once
    def build(final: float) -> Node:
        bottom = Rule(0, final, style.width, final, style.ink.text, 0.9)
        top = len(corner) * style.leading
        words = set_marks(corner, 0, 0, style.body, style.leading)
        cells = [
            Node(
                Tag(Role.HEADER_CELL, scope=Scope.COLUMN),
                (
                    Node(Tag(Role.PARAGRAPH), words),
                    Node(Tag(Role.PARAGRAPH), set_marks(under, 0, top, style.small, small)),
                )
                if under
                else words,
            )
        ]
        for index, lines in enumerate(heads):
            marks = [
                mark
                for row, line in enumerate(lines)
                for mark in set_marks(
                    (line,),
                    frame.left(index) + (frame.day_width - line.width_em * size) / 2,
                    row * style.leading,
                    size,
                    style.leading,
                )
            ]
            spoken = columns[index].spoken
            cells.append(Node(Tag(Role.HEADER_CELL, spoken, Scope.COLUMN), tuple(marks)))
        return table_row(cells, Node(Tag(Role.ARTIFACT), (bottom,)))

    return Slab(height, build, gap=style.leading * 0.4, keeps_next=True, claims=())


def _day_spans(column: Column, style: Style) -> tuple[Span, ...]:
    weekday = Span(column.weekday, style.ink.text, bold=True)
    return weekday, Span(f" {column.day}", style.ink.muted)


def _size_of(columns: tuple[Column, ...], frame: Frame, edge: float) -> float:
    """Size of the days: that of body text, or small where they would touch the rules."""
    style = frame.style
    longest = [one._replace(day=one.day and "30") for one in columns]  # the same in every week
    widest = max((natural_width_em(_day_spans(one, style)) for one in longest), default=0.0)
    touches = widest * style.body > frame.day_width - 2 * edge
    return style.small if edge and touches else style.body


@kept(4096, key=lambda row, frame: id(row) << 64 | id(frame))
def exercise_row(row: Row, frame: Frame) -> Slab:
    """One exercise: its name, with its dose where the frame says so, and a cell a day."""
    row = _same_row(row)
    measured = _measured(row, frame.any_days)
    build = built_for_dose(lambda final: _build_row(row, frame, final))
    return Slab(measured.height, build, grow=frame.grow, claims=measured.claims)


@kept(4096, key=lambda row: id(row))
def _same_row(row: Row) -> Row:
    """The very same row for equal ones, as the booklets of two patients may have them."""
    return _equal_row(row)


@lru_cache(maxsize=1024)
def _equal_row(row: Row) -> Row:
    return row


class _Measured(NamedTuple):
    """A row without its days.

    Attributes:
        head: What stands in the column of names.
        shapes: How each of its cells may be set, by the identity of the cell.
        height: Its least height in points.
        claims: What stands for the names of its boxes.
    """

    head: "_Head"
    shapes: Mapping[int, Sequence[CellShape]]
    height: float
    claims: tuple[str, ...] | None


@kept(4096, key=lambda row, frame: id(row) << 64 | id(frame))
def _measured(row: Row, frame: Frame) -> _Measured:
    """What the height of a row follows from: not from the day on which the week begins."""
    head = _row_head(row._replace(dose=row.dose if frame.with_dose else "", cells=()), frame)
    distinct = {id(cell): cell for cell in row.cells}
    shapes = {key: shapes_of(cell, frame) for key, cell in distinct.items()}
    cell_height = max((ways[0].height for ways in shapes.values()), default=0.0)
    height = max(head.height + frame.style.leading * 0.2, cell_height + frame.air)
    unclear = any(repeated([box.name for box in cell.boxes]) for cell in distinct.values())
    claims = None if unclear else (box_name(row.id, "", "day"),)
    return _Measured(head, shapes, height, claims)


def _build_row(row: Row, frame: Frame, final: float) -> Node:
    """A row in its final height."""
    head, shapes, *_ = _measured(row, frame.any_days)
    chosen = {key: largest(ways, final) for key, ways in shapes.items()}
    cells = [_place_head(head, (final - head.height) / 2)]
    tags = _tags(row)
    for index, (cell, day) in enumerate(zip(row.cells, frame.days, strict=True)):
        known = tags.get((id(cell), day))
        if known is None:
            known = tags[id(cell), day] = tags_of(row.id, row.name, cell, day)
        cells.append(build_cell(cell, known, chosen[id(cell)], (index, final)))
    return table_row(cells, frame.any_days.lines(final))


@kept(2048, key=lambda row: id(row))
def _tags(row: Row) -> dict[tuple[int, Day], tuple[Tag, ...]]:
    """What the boxes of a row mean, by cell and day: filled as it is needed."""
    return {}


class _Head(NamedTuple):
    """What stands in the column of names, and how high it is."""

    entries: Sequence[Paragraph]
    height: float


@kept(2048, key=lambda head, y: (id(head), y))
def _place_head(head: _Head, y: float) -> Node:
    said = []
    for entry in head.entries:
        said.append(entry.place(0, y, 0, len(entry.lines)))
        y += entry.height
    return Node(Tag(Role.HEADER_CELL, scope=Scope.ROW), tuple(said))


@kept(2048, key=lambda row, frame: (row, frame))
def _row_head(row: Row, frame: Frame) -> _Head:
    """What stands in the column of names; `row` comes without cells, and they share it."""
    style, setter, width = frame.style, Setter(frame.style), frame.name_width - 4
    number = Span(f"{row.number}\u2002", style.ink.accent, bold=True)
    name = set_lines((number, Span(row.name, style.ink.text, frame.with_dose)), width / style.body)
    gated = row.gate and frame.with_dose
    note = setter.lines(row.gate, width, style.small, style.ink.warning) if gated else ()
    entries: list[Paragraph] = [
        Heading(
            0,
            0,
            name,
            style.body,
            style.leading,
            note=note,
            note_size=style.small,
            width=width,
            language=row.language,
            bookmark=f"{row.number} {row.name}" if frame.bookmarks else "",
        )
    ]
    aside = row.dose if frame.with_dose else row.aside  # the dose says how often as well
    if aside:
        span, width_em = Span(aside, style.ink.muted), width / style.small
        lines, leading = set_lines((span,), width_em), style.leading_of(style.small)
        entries.append(Balanced(0, 0, lines, style.small, leading, span=span, width_em=width_em))
    return _Head(entries, sum(entry.height for entry in entries))


@lru_cache(maxsize=256)
def writing_row(row: WritingRow, frame: Frame, *, last: bool) -> Slab:
    """A row to write in; the one for words is higher and grows first."""
    style = frame.style
    lines = Setter(style).lines(row.label, frame.name_width - 6)
    least = len(lines) * style.leading + style.leading * (0.55 if last else 0.3)

    @built_once
    def build(final: float) -> Node:
        y = style.leading * 0.18 if last else (final - len(lines) * style.leading) / 2
        head = set_marks(lines, 0, y, style.body, style.leading)
        cells = [Node(Tag(Role.HEADER_CELL, scope=Scope.ROW), head)]
        cells += [places_to_write(row, frame, day, final) for day in range(len(frame.days))]
        return table_row(cells, frame.lines(final))

    claims = (daily_name(row.name, "day"),)
    grow = frame.grow * (2.5 if last else 1)
    return Slab(max(least, frame.pen), build, grow=grow, claims=claims)
