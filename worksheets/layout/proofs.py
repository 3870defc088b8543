"""The proof sheet: a line for each row of a roster, page by page, so that nothing is kept.

The pages are made one after the other while the lines come in, because a large batch has more of
them than should be held; each page is a document of its own, its table with a head of its own.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from worksheets.layout.box import ARTIFACT, Box
from worksheets.layout.compose import text
from worksheets.layout.graph import Label, label
from worksheets.layout.leaves import Marks, tick_box
from worksheets.layout.staff import Staff, clean, title_with_lines, write_lines
from worksheets.plan import Mark, Node, Plan, Role, Rule, Scope, Tag
from worksheets.text.lines import Line, Span, set_lines

_BODY_PT, _TITLE = 9.0, 1.6
_BOX_PT, _PAD_PT, _GUTTER_PT = 11.0, 2.5, 6.0
_SHARES = 0.10, 0.065, 0.145, 0.13, 0.20, 0.065, 0.065
"""Columns behind the boxes: place, row, number, name, program, side, pages. The rest: the result.

All columns are counted from the last one, because there may be none for places.
"""
_NAMES = -7
"""The column that names the row: it is read first, though the box is before it."""
_AT_END = _NAMES, -2
"""Columns of numbers."""
_REMARK = -6
"""The column below which a remark begins, which has the rest of the width.

**Why:** in a column of its own it would be as narrow as a word or two.
"""
_FEWEST = 3
"""Lines of a very long row with which it begins on a page that has others on it."""


class _Lines(NamedTuple):
    """A row, or the rest of one, set in lines for the width of each column.

    Attributes:
        columns: The lines of each cell.
        remark: The lines below the highest cell.
        box: The accessible text of the box, or "".
    """

    columns: tuple[tuple[Line, ...], ...]
    remark: tuple[Line, ...]
    box: str

    @property
    def above(self) -> int:
        """How many lines the highest cell has left."""
        return max(map(len, self.columns))

    @property
    def total(self) -> int:
        """How many lines are left in all."""
        return self.above + len(self.remark)

    def upto(self, stop: int) -> "_Lines":
        """The first lines."""
        columns = tuple(lines[:stop] for lines in self.columns)
        return _Lines(columns, self.remark[: max(stop - self.above, 0)], self.box)

    def after(self, start: int) -> "_Lines":
        """The other lines, and again what names the row; its box has been."""
        rest = [lines[start:] for lines in self.columns]
        remark = self.remark[max(start - self.above, 0) :]
        if (remark or any(rest)) and not rest[_NAMES]:
            rest[_NAMES] = self.columns[_NAMES]
        return _Lines(tuple(rest), remark, "")


class ProofTable:
    """The pages, each given as soon as it is full; there is one at least."""

    def __init__(
        self, staff: Staff, lines: Sequence[str], heads: Sequence[str], signed: Sequence[str]
    ) -> None:
        """Begin the first page.

        Args:
            staff: How the pages look.
            lines: What the batch was made from, and what is to be done.
            heads: A head for the column of boxes and for each column behind it; that of places may
                be left out, and then each row has a text less.
            signed: Labels of the lines to sign on, after the last row.
        """
        self._staff, self._about, self._heads, self._signed = staff, lines, heads, signed
        self._style = style = staff.style(_BODY_PT)
        first = _BOX_PT + _GUTTER_PT * 3
        shares = accumulate((0.0, *_SHARES[2 - len(heads) :]))
        self._starts = [first + (style.width - first) * share for share in shares]
        self._ends = [start - _GUTTER_PT for start in self._starts[1:]] + [style.width]
        self._number = 1
        self._begin()

    def add(self, texts: Sequence[str], box: str = "", remark: str = "") -> list[Plan]:
        """Add a row; the pages that it filled.

        Args:
            texts: A text for each column behind the boxes.
            box: The accessible text of the box, or "" for a row that was not printed.
            remark: What is printed below the row, over all columns from the number on, or "".
        """
        full, lines = [], self._set(texts, box, remark)
        while lines.total:
            taken = self._fitting(lines)
            if taken:
                self._print(lines.upto(taken))
                lines = lines.after(taken)
            if lines.total:
                full.append(self._finish())
        return full

    def end(self) -> list[Plan]:
        """The last page, with the lines to sign on, and the one before if they do not fit it."""
        leading = self._style.leading
        fits = self._top + self._y + leading * 5 <= self._style.height
        left = [] if fits else [self._finish()]
        return [*left, self._finish(write_lines(self._signed, self._style, leading * 2))]

    def _begin(self) -> None:
        """The top of a page; what there is to know about the batch is on the first one."""
        style, is_first, title = self._style, self._number == 1, self._staff.title
        tag = Tag(Role.HEADING_1, bookmark=title if is_first else "")
        words = text(style, title, style.body * _TITLE, bold=True, tag=tag)
        lines = self._about if is_first else ()
        self._heading = title_with_lines(words, lines, style, style.leading * 0.5)
        self._top = self._heading.height(style.width)
        self._y = 0.0
        self._nodes: list[Node] = []
        self._print_heads()
        self._empty = self._y

    def _print_heads(self) -> None:
        """The heads of the columns, over a strong rule, at the height of their last lines."""
        style = self._style
        widths = [self._starts[0], *(b - a for a, b in zip(self._starts, self._ends, strict=True))]
        heads = [
            label((Span(head, style.ink.text, bold=True),), style.small, width, style)
            for head, width in zip(self._heads, widths, strict=True)
        ]
        height = max(head.height for head in heads[1:]) + 2 * _PAD_PT
        tag = Tag(Role.HEADER_CELL, scope=Scope.COLUMN)
        cells = [Node(tag, tuple(heads[0].marks(0.0, height - _PAD_PT - heads[0].height)))]
        for column, head in enumerate(heads[1:], 1 - len(heads)):
            marks = self._marks(head, column, height - _PAD_PT - head.height)
            cells.append(Node(tag, marks))
        self._add_row(cells, height, Rule(0, 0, 0, 0, style.ink.accent, 1.6))

    def _set(self, texts: Sequence[str], box: str, remark: str) -> _Lines:
        """A row in lines; a row without any text has one line all the same."""
        ink, size = self._style.ink.text, self._style.body
        columns = []
        for n, words in enumerate(texts):
            is_bold = n == len(texts) - 1 and not box
            width = self._ends[n] - self._starts[n]
            columns.append(set_lines((Span(clean(words), ink, is_bold),), width / size))
        if not any(columns):
            columns[0] = set_lines((Span("\N{EN DASH}", ink),), 9.0)
        room = self._style.width - self._starts[_REMARK]
        below = set_lines((Span(clean(remark), ink),), room / size)
        return _Lines(tuple(columns), below, box)

    def _fitting(self, lines: _Lines) -> int:
        """How many lines of a row belong on the page: none where it is better on the next one."""
        left = self._style.height - self._top - self._y
        if self._height(lines.total) <= left:
            return lines.total
        is_fresh = self._y == self._empty
        whole = self._style.height - self._top - self._empty  # the first page has the least room
        fitting = int((left - 2 * _PAD_PT) / self._style.leading + 1e-6)
        if not is_fresh and (self._height(lines.total) <= whole or fitting < _FEWEST):
            return 0
        return fitting

    def _height(self, count: int) -> float:
        """Height of a row of some lines; its box needs room too."""
        return max(count * self._style.leading, _BOX_PT) + 2 * _PAD_PT

    def _print(self, lines: _Lines) -> None:
        """Add a row, or a part of one, to the table."""
        style, y, height = self._style, self._y, self._height(lines.total)
        top = y + (_PAD_PT if lines.total > 1 else (height - style.leading) / 2)
        box: tuple[Node, ...] = ()
        if lines.box:
            square = tick_box(0, y + _PAD_PT, _BOX_PT, style.ink.text)
            box = (Node(Tag(Role.TICK_BOX, lines.box), (square,)),)
        cells = [Node(Tag(Role.CELL), box)]
        for column, words in enumerate(lines.columns, -len(lines.columns)):
            tag = Tag(Role.HEADER_CELL, scope=Scope.ROW) if column == _NAMES else Tag(Role.CELL)
            cells.append(Node(tag, self._marks(self._label(words), column, top)))
        if lines.remark:  # it belongs to the last cell, wherever it is printed
            below = top + lines.above * style.leading
            remark = self._label(lines.remark).marks(self._starts[_REMARK], below)
            parts = [marks for marks in (cells[-1].children, tuple(remark)) if marks]
            paragraphs = [Node(Tag(Role.PARAGRAPH), marks) for marks in parts]
            cells[-1] = Node(cells[-1].tag, tuple(paragraphs))
        self._add_row(cells, height, Rule(0, 0, 0, 0, style.ink.line, 0.6))

    def _label(self, lines: tuple[Line, ...]) -> Label:
        return Label(lines, self._style.body, self._style.leading)

    def _marks(self, words: Label, column: int, y: float) -> tuple[Mark, ...]:
        """The marks of a cell; numbers are at the end of their column."""
        if column in _AT_END:
            return tuple(words.marks(self._ends[column], y, at_end=True))
        return tuple(words.marks(self._starts[column], y))

    def _add_row(self, cells: Sequence[Node], height: float, rule: Rule) -> None:
        """Add the cells, read from the one that names the row, and a rule under them."""
        name = cells[_NAMES]
        self._y += height
        under = rule._replace(x2=self._style.width, y1=self._y, y2=self._y)
        others = [cell for cell in cells if cell is not name]
        self._nodes += [Node(Tag(Role.ROW), (name, *others)), Node(ARTIFACT, (under,))]

    def _finish(self, *below: Box) -> Plan:
        """The page as a document; the next one begins."""
        nodes = self._nodes
        table = Marks(self._y, lambda *_: nodes, tag=Tag(Role.TABLE))
        plan = self._staff.plan([self._heading, table, *below], _BODY_PT, self._number)
        self._number += 1
        self._begin()
        return plan
