"""The rows of a weekly grid: days at the top, an exercise each, and rows to write in.

A row knows the days but not the dates, so that it is the same one in every week of a booklet.
"""

from functools import lru_cache

from worksheets.layout.blocks.week_cells import largest, places_to_write, shapes_of
from worksheets.layout.blocks.week_frame import Frame, table_row
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import Balanced, Heading, Paragraph, set_marks
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

    @lru_cache(maxsize=8)
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

    return Slab(height, build, gap=style.leading * 0.4, keeps_next=True)


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


@lru_cache(maxsize=1024)
def exercise_row(row: Row, frame: Frame) -> Slab:
    """One exercise: its name, with its dose where the frame says so, and a cell a day."""
    style = frame.style
    entries = _row_head(row, frame)
    name_height = sum(entry.height for entry in entries)
    shapes = {id(cell): shapes_of(cell, frame) for cell in {id(c): c for c in row.cells}.values()}
    cell_height = max((ways[0].height for ways in shapes.values()), default=0.0)
    height = max(name_height + style.leading * 0.2, cell_height + frame.air)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        y = (final - name_height) / 2
        said = []
        for entry in entries:
            said.append(entry.place(0, y, 0, len(entry.lines)))
            y += entry.height
        cells = [Node(Tag(Role.HEADER_CELL, scope=Scope.ROW), tuple(said))]
        for index, (cell, day) in enumerate(zip(row.cells, frame.days, strict=True)):
            shape = largest(shapes[id(cell)], final)
            cells.append(shape.build(row, frame.left(index), final, day))
        return table_row(cells, frame.lines(final))

    return Slab(height, build, grow=frame.grow)


def _row_head(row: Row, frame: Frame) -> list[Paragraph]:
    """What stands in the column of names."""
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
    return entries


@lru_cache(maxsize=256)
def writing_row(row: WritingRow, frame: Frame, *, last: bool) -> Slab:
    """A row to write in; the one for words is higher and grows first."""
    style = frame.style
    lines = Setter(style).lines(row.label, frame.name_width - 6)
    least = len(lines) * style.leading + style.leading * (0.55 if last else 0.3)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        y = style.leading * 0.18 if last else (final - len(lines) * style.leading) / 2
        head = set_marks(lines, 0, y, style.body, style.leading)
        cells = [Node(Tag(Role.HEADER_CELL, scope=Scope.ROW), head)]
        cells += [places_to_write(row, frame, day, final) for day in range(len(frame.days))]
        return table_row(cells, frame.lines(final))

    return Slab(max(least, frame.pen), build, grow=frame.grow * (2.5 if last else 1))
