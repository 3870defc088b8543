"""The weekly progress grid: a row an exercise, a column a day, a box for each set and session."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from worksheets.layout.boxes import tick_box
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import Balanced, Heading, Paragraph, set_marks
from worksheets.model.template import BlockSetup
from worksheets.names import box_name
from worksheets.plan import Blank, Box, Mark, Node, Role, Rule, Scope, Tag
from worksheets.sheet import Cell, Column, Row, Sheet, WeekGrid, WritingRow
from worksheets.text.lines import Span, natural_width_em, set_lines

_KEY = "week"
_NAME_SHARES = 0.22, 0.31  # least and greatest share of the width for the column of names
_DOSE_SHARES = 0.27, 0.33
_TOGETHER = 0.6  # of a page: a higher grid may be cut between rows
_EDGE_PT = 2.2
_GAP = 0.22  # between boxes, as a share of their side
_SESSION_GAP = 0.6  # between the boxes of two sessions, likewise
_SMALLEST_BOX_PT = 7.1  # 2.5 mm: below that a pen does not meet the box
_LABEL_GAP_PT = 1.5
_FIELD_EDGE_PT = 1.5  # between a place to write and the rules round it


def place_week(sheet: Sheet, setup: BlockSetup, style: Style) -> list[Slab]:
    """The header, a row for each exercise, and rows to write in; a short grid stays together."""
    return _slabs(sheet.grid, setup, style)


@lru_cache(maxsize=256)
def _slabs(grid: WeekGrid, setup: BlockSetup, style: Style) -> list[Slab]:
    frame = _Frame(grid, setup, style)
    header = _header(grid, frame)
    rows = [_row(row, grid.columns, frame) for row in grid.rows]
    rows += [
        _writing_row(row, grid.columns, frame, last=row == grid.writing[-1]) for row in grid.writing
    ]
    together = sum(slab.height for slab in (header, *rows)) <= style.height * _TOGETHER
    return [
        header,
        *(
            replace(slab, repeats=header, keeps_next=together and index < len(rows) - 1)
            for index, slab in enumerate(rows)
        ),
    ]


class _Frame:
    """Where the columns of the grid stand, in points."""

    def __init__(self, grid: WeekGrid, setup: BlockSetup, style: Style) -> None:
        self.style = style
        self.setter = Setter(style)
        self.with_dose = setup.dose
        self.air = style.leading * 0.36
        self.grow = style.leading * (4 if setup.fill else 0.7)
        least, most = (
            share * style.width for share in (_DOSE_SHARES if setup.dose else _NAME_SHARES)
        )
        names = [Span(f"{row.number}\u2002{row.name}", style.ink.text) for row in grid.rows]
        widest = max(natural_width_em((name,)) for name in names) * style.body + style.leading * 0.5
        self.name_width = min(most, max(least, widest))
        self.day_width = (style.width - self.name_width) / max(1, len(grid.columns))

    def left(self, column: int) -> float:
        """Left edge of a day."""
        return self.name_width + column * self.day_width

    def lines(self, height: float) -> Node:
        """The thin rules of one row."""
        style = self.style
        days = range(round((style.width - self.name_width) / self.day_width))
        rules = [
            Rule(self.left(day), 0, self.left(day), height, style.ink.line, 0.5) for day in days
        ]
        rules.append(Rule(0, height, style.width, height, style.ink.line, 0.6))
        return Node(Tag(Role.ARTIFACT), tuple(rules))


def _table_row(cells: Sequence[Node], frame: Node) -> Node:
    """A row of the grid, in the part of the table that this slab holds."""
    children: tuple[Node | Mark, ...] = (frame, Node(Tag(Role.ROW), tuple(cells)))
    return Node(Tag(Role.TABLE, key=_KEY), children)


def _header(grid: WeekGrid, frame: _Frame) -> Slab:
    style, setter = frame.style, frame.setter
    corner = setter.bold_lines(grid.title, frame.name_width - 4)
    heads = [
        set_lines(
            (Span(column.weekday, style.ink.text, True), Span(f" {column.day}", style.ink.muted)),
            frame.day_width / style.body,
        )
        for column in grid.columns
    ]
    week = (  # dates of seven days say the month only here
        setter.lines(grid.week, frame.name_width - 4, style.small, style.ink.muted)
        if frame.with_dose and grid.week
        else ()
    )
    small = style.leading_of(style.small)
    rows = max(len(corner), *(len(lines) for lines in heads))
    height = max(rows * style.leading, len(corner) * style.leading + len(week) * small)
    height += style.leading * 0.25

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        bottom = Rule(0, final, style.width, final, style.ink.text, 0.9)
        under = len(corner) * style.leading
        cells = [
            Node(
                Tag(Role.HEADER_CELL, scope=Scope.COLUMN),
                (
                    Node(Tag(Role.PARAGRAPH), set_marks(corner, 0, 0, style.body, style.leading)),
                    Node(Tag(Role.PARAGRAPH), set_marks(week, 0, under, style.small, small)),
                )
                if week
                else set_marks(corner, 0, 0, style.body, style.leading),
            )
        ]
        for index, lines in enumerate(heads):
            marks = [
                mark
                for row, line in enumerate(lines)
                for mark in set_marks(
                    (line,),
                    frame.left(index) + (frame.day_width - line.width_em * style.body) / 2,
                    row * style.leading,
                    style.body,
                    style.leading,
                )
            ]
            spoken = grid.columns[index].spoken
            cells.append(Node(Tag(Role.HEADER_CELL, spoken, Scope.COLUMN), tuple(marks)))
        return _table_row(cells, Node(Tag(Role.ARTIFACT), (bottom,)))

    return Slab(height, build, gap=style.leading * 0.4, keeps_next=True)


def _row(row: Row, columns: tuple[Column, ...], frame: _Frame) -> Slab:
    style, setter = frame.style, frame.setter
    width = frame.name_width - 4
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
            bookmark=f"{row.number} {row.name}",
        )
    ]
    asides = [row.dose] if frame.with_dose else []
    asides += [row.aside] if row.aside and not frame.with_dose else []
    leading = style.leading_of(style.small)
    for aside in asides:
        span, width_em = Span(aside, style.ink.muted), width / style.small
        lines = set_lines((span,), width_em)
        entries.append(Balanced(0, 0, lines, style.small, leading, span=span, width_em=width_em))
    name_height = sum(entry.height for entry in entries)
    shapes = {id(cell): _shapes(cell, frame) for cell in {id(c): c for c in row.cells}.values()}
    cell_height = max(ways[0].height for ways in shapes.values())
    height = max(name_height + style.leading * 0.2, cell_height + frame.air)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        y = (final - name_height) / 2
        said = []
        for entry in entries:
            said.append(entry.place(0, y, 0, len(entry.lines)))
            y += entry.height
        cells = [Node(Tag(Role.HEADER_CELL, scope=Scope.ROW), tuple(said))]
        for index, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
            shape = _largest(shapes[id(cell)], final)
            cells.append(shape.build(row, frame.left(index), final, column))
        return _table_row(cells, frame.lines(final))

    return Slab(height, build, grow=frame.grow)


class _CellShape:
    """How the boxes of one cell stand: in one row, or stacked by session or by threes."""

    def __init__(self, cell: Cell, frame: _Frame, *, stacked: bool) -> None:
        self.cell = cell
        self.frame = frame
        style = frame.style
        count = len(cell.boxes)
        session = cell.in_session or count
        fits = frame.day_width - 2 * _EDGE_PT
        in_row = (session if 1 < session < count else 3) if stacked else count
        self.offsets = _offsets(min(count, in_row), count if stacked else session)
        widest = self.offsets[-1] + 1 if self.offsets else 1.0
        self.side = min(style.body * (1.35 if frame.with_dose else 0.92), fits / widest)
        self.rows = -(-count // max(1, len(self.offsets)))
        self.gap = self.side * _GAP
        self.label = (
            frame.setter.lines(cell.each, fits, style.small, style.ink.muted) if cell.each else ()
        )
        self.label_leading = style.small * 1.2
        self.height = max(0.0, self.rows * (self.side + self.gap) - self.gap)
        self.height += len(self.label) * self.label_leading + (_LABEL_GAP_PT if self.label else 0)

    def build(self, row: Row, left: float, height: float, column: Column) -> Node:
        """The cell of one exercise on one day."""
        frame, cell = self.frame, self.cell
        if not cell.due:
            fill = Box(left, 0, frame.day_width, height, fill=frame.style.ink.shade)
            return Node(Tag(Role.CELL, cell.spoken), (Node(Tag(Role.ARTIFACT), (fill,)),))
        ink = frame.style.ink.text
        top = (height - self.height) / 2
        nodes: list[Node | Mark] = []
        pitch = self.side + self.gap
        for index, box in enumerate(cell.boxes):
            line, place = divmod(index, len(self.offsets))
            in_this_row = min(len(self.offsets), len(cell.boxes) - line * len(self.offsets))
            width = (self.offsets[in_this_row - 1] + 1) * self.side
            x = left + (frame.day_width - width) / 2 + self.offsets[place] * self.side
            mark = tick_box(x, top + line * pitch, self.side, ink, optional=box.optional)
            name = box_name(row.id, box.name, column.key)
            said = f"{box.spoken}, {column.spoken}"
            tag = Tag(Role.TICK_BOX, said, name=name, context=row.name)
            nodes.append(Node(tag, (mark,)))
        y = top + self.rows * pitch - self.gap + _LABEL_GAP_PT
        for index, text in enumerate(self.label):
            size = frame.style.small
            x = left + (frame.day_width - text.width_em * size) / 2
            nodes += set_marks((text,), x, y + index * self.label_leading, size, self.label_leading)
        return Node(Tag(Role.CELL), tuple(nodes))


def _shapes(cell: Cell, frame: _Frame) -> list[_CellShape]:
    """The ways in which a cell may be set, the lowest first; boxes too small for a pen are none."""
    row, stack = (_CellShape(cell, frame, stacked=stacked) for stacked in (False, True))
    return [row, stack] if row.side >= _SMALLEST_BOX_PT else [stack]


def _largest(shapes: Sequence[_CellShape], height: float) -> _CellShape:
    """The shape with the largest boxes that the final height of the row has room for."""
    fitting = [shape for shape in shapes[1:] if shape.height + shape.frame.air <= height]
    return max((shapes[0], *fitting), key=lambda shape: shape.side)


def _offsets(count: int, session: int) -> list[float]:
    """Where boxes side by side begin, in sides of a box; sessions stand a little apart."""
    return [place * (1 + _GAP) + place // session * (_SESSION_GAP - _GAP) for place in range(count)]


def _writing_row(
    row: WritingRow, columns: tuple[Column, ...], frame: _Frame, *, last: bool
) -> Slab:
    """A row to write in; the one for words is higher and grows first."""
    style = frame.style
    lines = frame.setter.lines(row.label, frame.name_width - 6)
    height = len(lines) * style.leading + style.leading * (0.55 if last else 0.3)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        y = style.leading * 0.18 if last else (final - len(lines) * style.leading) / 2
        head = set_marks(lines, 0, y, style.body, style.leading)
        cells = [Node(Tag(Role.HEADER_CELL, scope=Scope.ROW), head)]
        cells += [
            _place_to_write(row, column, frame, (frame.left(index), final))
            for index, column in enumerate(columns)
        ]
        return _table_row(cells, frame.lines(final))

    return Slab(height, build, grow=frame.grow * (2.5 if last else 1))


def _place_to_write(
    row: WritingRow, column: Column, frame: _Frame, place: tuple[float, float]
) -> Node:
    """One day of a row to write in: `place` is its left edge and its height in points."""
    left, height = place
    blank = Blank(
        left + _FIELD_EDGE_PT,
        _FIELD_EDGE_PT,
        frame.day_width - 2 * _FIELD_EDGE_PT,
        height - 2 * _FIELD_EDGE_PT,
        frame.style.body if row.choices else frame.style.small,
        choices=row.choices,
        lines=not row.choices,
    )
    name = f"{row.name}.{column.key}"
    tag = Tag(Role.FIELD, f"{row.label}, {column.spoken}", name=name)
    return Node(Tag(Role.CELL), (Node(tag, (blank,)),))
