"""The rows of a weekly grid: days at the top, an exercise each, and rows to write in.

A row knows the days but not the dates, so that it is the same one in every week of a booklet.
"""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from worksheets.document import Column, Row, WritingRow
from worksheets.field_names import box_name, daily_name, item_name, repeated
from worksheets.kept import kept, one_of_equals
from worksheets.layout.blocks.week_cells import (
    cell_node,
    day_off,
    largest,
    places_to_write,
    said_of,
    same_cell,
    same_look,
    shapes_of,
    week_node,
)
from worksheets.layout.blocks.week_frame import Frame, head_cell, table_row
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_for_dose, built_once
from worksheets.layout.style import Style
from worksheets.layout.words import Balanced, Heading, Paragraph, set_marks
from worksheets.plan import Mark, Node, Placed, Role, Rule, Scope, Tag
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
        said: Sequence[Node | Mark] = words
        if under:
            below = set_marks(under, 0, top, style.small, small)
            said = Node(Tag(Role.PARAGRAPH), words), Node(Tag(Role.PARAGRAPH), below)
        cells = [head_cell(said, Node(Tag(Role.ARTIFACT), (bottom,)), Scope.COLUMN)]
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
            accessible_text = columns[index].accessible_text
            cells.append(Node(Tag(Role.HEADER_CELL, accessible_text, Scope.COLUMN), tuple(marks)))
        return table_row(cells)

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


def exercise_row(row: Row, frame: Frame) -> Slab:
    """One exercise: its name, with its dose where the frame says so, and a cell a day.

    For the pages of weeks: the very same slab for an equal row.
    """
    return _weekly(sizes_of(_same_row(row)), frame)


@kept(2048, key=lambda sized, frame: id(sized) << 64 | id(frame))
def _weekly(sized: "SizedRow", frame: Frame) -> Slab:
    height, claims = sized.measure(frame)
    build = built_once(lambda final: sized.build(frame, final))
    return Slab(height, build, frame.grow, claims=claims)


def exercise_rows(rows: tuple[Row, ...], frame: Frame) -> list[Slab]:
    """The exercises of the grid of a sheet, one for each patient."""
    slabs = []
    for sized in _sized(rows):
        height, claims = sized.measure(frame)
        build = built_for_dose(partial(sized.build, frame), id(sized), id(frame))
        slabs.append(Slab(height, build, frame.grow, claims=claims))
    return slabs


@kept(8, key=lambda rows: id(rows))
def _sized(rows: tuple[Row, ...]) -> list["SizedRow"]:
    """Looked up once for all the sizes that are tried."""
    return [sizes_of(row) for row in rows]


@kept(1024, key=lambda row: id(row))
def _same_row(row: Row) -> Row:
    """The very same row for equal ones, as the booklets of two patients may have them."""
    return _equal_row(row)


_equal_row = one_of_equals(1024)


_MOST_FRAMES = 32


class SizedRow:
    """A row, with what is known of it in each frame: nothing of it follows from the dates."""

    def __init__(self, row: Row) -> None:
        """Keep a row."""
        self._row = row
        cells = list(map(same_cell, row.cells))
        self._cells = list({id(cell): cell for cell in cells}.values())
        self._places = [
            next(n for n, one in enumerate(self._cells) if one is cell) for cell in cells
        ]
        self._looks = [
            same_look(tuple([(box.name, box.optional) for box in cell.boxes]))
            for cell in self._cells
        ]
        self._within = item_name(row.id)
        unclear = any(repeated([box.name for box in cell.boxes]) for cell in self._cells)
        self._claims = None if unclear else (box_name(row.id, "", "day"),)
        self._heights: dict[int, tuple[Frame, float]] = {}

    def measure(self, frame: Frame) -> tuple[float, tuple[str, ...] | None]:
        """The least height of the row in points, and what stands for the names of its boxes."""
        frame = frame.any_days
        known = self._heights.get(id(frame))
        if known is None:
            if len(self._heights) >= _MOST_FRAMES:
                self._heights.clear()
            known = self._heights[id(frame)] = frame, self._measure(frame)
        return known[1], self._claims

    def _measure(self, frame: Frame) -> float:
        cells = [shapes_of(cell, frame)[0].height for cell in self._cells]
        words = self._head(frame).height + frame.style.leading * 0.2
        return max(words, max(cells, default=0.0) + frame.air)

    def _head(self, frame: Frame) -> "_Head":
        row = self._row
        return _row_head(row._replace(dose=row.dose if frame.with_dose else "", cells=()), frame)

    def build(self, frame: Frame, final: float) -> Node:
        """The row in its final height."""
        plain = frame.any_days
        head = self._head(plain)
        shapes = [largest(shapes_of(cell, plain), final) for cell in self._cells]
        children = [Placed(0, 0, _place_head(head, plain, final))]
        if len(self._cells) == 1 and self._cells[0].due:
            week = week_node(self._looks[0], shapes[0], frame.days)
            said = said_of(self._cells[0], frame.days)
            children.append(self._moved((final - shapes[0].height) / 2, week, said))
            return table_row(children)
        for day, n in enumerate(self._places):
            cell, shape = self._cells[n], shapes[n]
            if cell.due:
                count = len(cell.boxes)
                said = said_of(cell, frame.days)[day * count : (day + 1) * count]
                node = cell_node(self._looks[n], shape, frame.days, day)
                children.append(self._moved((final - shape.height) / 2, node, said))
            else:
                children.append(Placed(0, 0, day_off(cell.accessible_text, plain, day, final)))
        return table_row(children)

    def _moved(self, y: float, cells: Node, said: tuple[str, ...]) -> Placed:
        return Placed(0, y, cells, self._within, self._row.name, said)


@kept(4096, key=lambda row: id(row))
def sizes_of(row: Row) -> SizedRow:
    """What is known of a row."""
    return SizedRow(row)


class _Head(NamedTuple):
    """What stands in the column of names, and how high it is."""

    entries: Sequence[Paragraph]
    height: float


@kept(2048, key=lambda head, frame, final: (id(head), id(frame), final))
def _place_head(head: _Head, frame: Frame, final: float) -> Node:
    said, y = [], (final - head.height) / 2
    for entry in head.entries:
        said.append(entry.place(0, y, 0, len(entry.lines)))
        y += entry.height
    return head_cell(said, frame.lines(final), Scope.ROW)


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


def writing_rows(rows: Sequence[WritingRow], frame: Frame) -> list[Slab]:
    """The rows to write in; the last one is for words."""
    return [writing_row(row, frame, last=row == rows[-1]) for row in rows]


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
        cells = [head_cell(head, frame.lines(final), Scope.ROW)]
        cells += [places_to_write(row, frame, day, final) for day in range(len(frame.days))]
        return table_row(cells)

    claims = (daily_name(row.name, "day"),)
    grow = frame.grow * (2.5 if last else 1)
    return Slab(max(least, frame.pen), build, grow=grow, claims=claims)
