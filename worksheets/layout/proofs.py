"""The proof sheet: a line for each row of a roster, page by page, so that nothing is kept.

The pages are made one after the other while the lines come in, because a large batch has more of
them than should be held; each page is a document of its own, its table with a head of its own.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from worksheets.layout.boxes import tick_box
from worksheets.layout.setter import Setter
from worksheets.layout.staff import Staff, clean, line_under, write_lines
from worksheets.layout.words import set_marks
from worksheets.plan import Mark, Node, Plan, Role, Scope, Tag
from worksheets.text.lines import Line, Span, set_lines

_BODY_PT, _TITLE = 9.0, 1.6
_BOX_PT, _PAD_PT, _GUTTER_PT = 11.0, 2.5, 6.0
_SHARES = 0.10, 0.065, 0.145, 0.13, 0.20, 0.065, 0.065
"""Columns behind the boxes: place, row, number, name, program, side, pages. The rest: the result.

All columns are counted from the last one, because there may be none for places.
"""
_NAMES = -7
"""The column that names the row: it is read first, though the box stands before it."""
_RIGHT = _NAMES, -2
"""Columns of numbers."""
_REMARK = -6
"""The column below which a remark begins, which has the rest of the width.

**Why:** in a column of its own it would be as narrow as a word or two.
"""
_FEWEST = 3
"""Lines of a very long row with which it begins on a page that has others on it."""


class ProofRow(NamedTuple):
    """One row of the table.

    Attributes:
        texts: A text for each column behind the boxes.
        box: What a screen reader says of the box, or "" for a row that was not printed.
        remark: What stands below the row, over all columns from the number on, or "".
    """

    texts: tuple[str, ...]
    box: str = ""
    remark: str = ""


class ProofWords(NamedTuple):
    """What stands around the rows.

    Attributes:
        lines: What the batch was made from, and what is to be done.
        heads: A head for the column of boxes and for each column behind it; that of places may be
            left out, and then each row has a text less.
        signed: Labels of the lines to sign on, after the last row.
    """

    lines: tuple[str, ...]
    heads: tuple[str, ...]
    signed: tuple[str, ...]


class ProofTable:
    """The pages, each given as soon as it is full; there is one at least."""

    def __init__(self, words: ProofWords, staff: Staff) -> None:
        """Begin the first page.

        Args:
            words: What stands around the rows.
            staff: How the pages look.
        """
        self._page = _Page(words, staff)

    def add(self, row: ProofRow) -> list[Plan]:
        """Add a row; the pages that it filled."""
        full, lines = [], self._page.set(row)
        while lines.high:
            taken = self._page.take(lines)
            if taken:
                lines = lines.after(taken)
            if lines.high:
                full.append(self._page.finish())
        return full

    def end(self) -> list[Plan]:
        """The last page, with the lines to sign on, and the one before if they do not fit it."""
        left = [] if self._page.can_sign() else [self._page.finish()]
        self._page.sign()
        return [*left, self._page.finish()]


class _Lines(NamedTuple):
    """A row, or the rest of one, set in lines for the width of each column.

    Attributes:
        columns: The lines of each cell.
        remark: The lines below the highest cell.
        box: What a screen reader says of the box, or "".
    """

    columns: tuple[tuple[Line, ...], ...]
    remark: tuple[Line, ...]
    box: str

    @property
    def head(self) -> int:
        """How many lines the highest cell has left."""
        return max(map(len, self.columns))

    @property
    def high(self) -> int:
        """How many lines are left in all."""
        return self.head + len(self.remark)

    def upto(self, stop: int) -> "_Lines":
        """The first lines."""
        columns = tuple(lines[:stop] for lines in self.columns)
        return _Lines(columns, self.remark[: max(stop - self.head, 0)], self.box)

    def after(self, start: int) -> "_Lines":
        """The other lines, and again what names the row; its box has been."""
        rest = [lines[start:] for lines in self.columns]
        remark = self.remark[max(start - self.head, 0) :]
        if (remark or any(rest)) and not rest[_NAMES]:
            rest[_NAMES] = self.columns[_NAMES]
        return _Lines(tuple(rest), remark, "")


class _Page:
    """The page that is being filled."""

    def __init__(self, words: ProofWords, staff: Staff) -> None:
        self._words, self._staff = words, staff
        self._style = staff.style(_BODY_PT)
        self._number = 1
        first = _BOX_PT + _GUTTER_PT * 3
        room = self._style.width - first
        shares = _SHARES[2 - len(words.heads) :]
        self._edges = [first + room * share for share in accumulate((0.0, *shares))]
        rooms = [room * share for share in (*shares, 1 - sum(shares))]
        self._rooms = [one - _GUTTER_PT for one in rooms[:-1]] + rooms[-1:]
        self._begin()

    def _begin(self) -> None:
        """The head of a page; what there is to know about the batch stands on the first one."""
        heading, self._top = self._heading()
        self._above = [(0.0, self._top, heading)]
        self._below: list[tuple[float, float, Node]] = []
        self._rows: list[Node] = []
        self._y = self._top
        self._head()
        self._is_fresh = True

    def _heading(self) -> tuple[Node, float]:
        setter, style = Setter(self._style), self._style
        size = style.body * _TITLE
        leading = style.leading_of(size)
        lines = setter.bold_lines(self._staff.title, style.width, size)
        bookmark = self._staff.title if self._number == 1 else ""
        tag = Tag(Role.HEADING_1, bookmark=bookmark)
        nodes = [Node(tag, set_marks(lines, 0, 0, size, leading))]
        y = leading * len(lines)
        for text in self._words.lines if self._number == 1 else ():
            said = setter.lines(clean(text), style.width, 0, style.ink.muted)
            marks = set_marks(said, 0, y, style.body, style.leading)
            nodes.append(Node(Tag(Role.PARAGRAPH), marks))
            y += style.leading * len(said)
        return Node(Tag(Role.SECTION), tuple(nodes)), y + style.leading * 0.5

    def _head(self) -> None:
        """The heads of the columns, over a strong rule; that of the boxes is only accessible_text."""
        style, size = self._style, self._style.small
        leading = style.leading_of(size)
        first, *heads = self._words.heads
        columns = [
            set_lines((Span(head, style.ink.text, bold=True),), room / size)
            for head, room in zip(heads, self._rooms, strict=True)
        ]
        height = max(map(len, columns)) * leading + 2 * _PAD_PT
        accessible_text = set_lines(
            (Span(first, style.ink.text, bold=True),), self._edges[0] / size
        )
        cells = []
        for index, lines in enumerate([accessible_text, *columns]):
            x = self._edges[index - 1] if index else 0.0
            marks: list[Mark] = []
            for place, line in enumerate(lines):
                shift = 0.0
                if index and index - len(columns) - 1 in _RIGHT:
                    shift = self._rooms[index - 1] - line.width_em * size
                top = height - _PAD_PT - (len(lines) - place) * leading
                marks += set_marks((line,), x + shift, top, size, leading)
            cells.append(Node(Tag(Role.HEADER_CELL, scope=Scope.COLUMN), tuple(marks)))
        rule = line_under(height, style, strong=True)
        self._rows += [_row(cells), rule]
        self._y += height
        self._empty = self._y

    def set(self, row: ProofRow) -> _Lines:
        """A row in lines; a row without any text has one line all the same."""
        ink, size = self._style.ink, self._style.body
        bold = [False] * (len(row.texts) - 1) + [not row.box]
        columns = tuple(
            set_lines((Span(clean(text), ink.text, is_bold),), room / size)
            for text, is_bold, room in zip(row.texts, bold, self._rooms, strict=True)
        )
        if not any(columns):
            columns = (set_lines((Span("\u2013", ink.text),), 9.0), *columns[1:])
        room = self._style.width - self._edges[_REMARK]
        remark = set_lines((Span(clean(row.remark), ink.text),), room / size)
        return _Lines(columns, remark, row.box)

    def take(self, lines: _Lines) -> int:
        """Put as much of a row on the page as belongs there; how many lines that is."""
        left = self._style.height - self._y
        fitting = int((left - 2 * _PAD_PT) / self._style.leading + 1e-6)
        if self._high(lines.high) <= left:
            fitting = lines.high
        elif not self._is_fresh and (self._fits_a_page(lines) or fitting < _FEWEST):
            return 0
        self._add(lines.upto(fitting))
        return fitting

    def _high(self, count: int) -> float:
        """Height of a row of some lines; its box needs room too."""
        return max(count * self._style.leading, _BOX_PT) + 2 * _PAD_PT

    def _fits_a_page(self, lines: _Lines) -> bool:
        """Whether a row fits a page that has none: the first page has the least room."""
        return self._high(lines.high) <= self._style.height - self._empty

    def _add(self, lines: _Lines) -> None:
        style, y = self._style, self._y - self._top
        height = self._high(lines.high)
        top = y + (_PAD_PT if lines.high > 1 else (height - style.leading) / 2)
        cells = [Node(Tag(Role.CELL), self._box(lines.box, y + _PAD_PT))]
        for index, column in enumerate(lines.columns, -len(lines.columns)):
            tag = Tag(Role.HEADER_CELL, scope=Scope.ROW) if index == _NAMES else Tag(Role.CELL)
            cells.append(Node(tag, self._set(column, index, top)))
        if lines.remark:
            cells[-1] = self._with_remark(cells[-1], lines, top)
        self._rows += [_row(cells), line_under(y + height, style)]
        self._y += height
        self._is_fresh = False

    def _box(self, accessible_text: str, y: float) -> tuple[Node, ...]:
        if not accessible_text:
            return ()
        box = tick_box(0, y, _BOX_PT, self._style.ink.text, optional=False)
        return (Node(Tag(Role.TICK_BOX, accessible_text), (box,)),)

    def _set(self, lines: tuple[Line, ...], column: int, y: float) -> tuple[Mark, ...]:
        """The marks of a cell; numbers stand at the right of their column."""
        style = self._style
        marks: list[Mark] = []
        for index, line in enumerate(lines):
            x = self._edges[column]
            if column in _RIGHT:
                x += self._rooms[column] - line.width_em * style.body
            marks += set_marks((line,), x, y + index * style.leading, style.body, style.leading)
        return tuple(marks)

    def _with_remark(self, result: Node, lines: _Lines, y: float) -> Node:
        """The last cell with the remark, which belongs to it wherever it stands."""
        style, x = self._style, self._edges[_REMARK]
        below = y + lines.head * style.leading
        remark = set_marks(lines.remark, x, below, style.body, style.leading)
        parts = [marks for marks in (result.children, remark) if marks]
        paragraphs = [Node(Tag(Role.PARAGRAPH), marks) for marks in parts]
        return Node(result.tag, tuple(paragraphs))

    def can_sign(self) -> bool:
        """Whether the lines to sign on fit the page."""
        return self._y + self._style.leading * 5 <= self._style.height

    def sign(self) -> None:
        """Put the lines to sign on below the table."""
        top = self._y + self._style.leading * 2
        node, height = write_lines(self._words.signed, 0, self._style)
        self._below = [(top, height, node)]

    def finish(self) -> Plan:
        """The page as a document; the next one begins."""
        table = Node(Tag(Role.TABLE), tuple(self._rows))
        nodes = [*self._above, (self._top, self._y - self._top, table), *self._below]
        plan = self._staff.plan(nodes, self._style, self._number)
        self._number += 1
        self._begin()
        return plan


def _row(cells: Sequence[Node]) -> Node:
    """A row of the table, read from the cell that names it."""
    name = cells[_NAMES]
    return Node(Tag(Role.ROW), (name, *(cell for cell in cells if cell is not name)))
