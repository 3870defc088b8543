"""The proof sheet: a line for each row of a roster, page by page, so that nothing is kept.

The pages are made one after the other while the lines come in, because a large batch has more of
them than should be held; each page is a document of its own, its table with a head of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from worksheets.layout.box import PARAGRAPH, Box, Frame, Pad, Row, Stack, Standing, Stroke
from worksheets.layout.compose import text
from worksheets.layout.leaves import Marks, Text, tick_box
from worksheets.layout.staff import Staff, clean, title_with_lines, write_lines
from worksheets.plan import Node, Plan, Role, Scope, Tag

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
    """A row, or the rest of one.

    Attributes:
        cells: The words of each cell.
        remark: The words below the highest cell.
        box: The accessible text of the box, or "".
        widths: The width of each cell, and then that of the remark.
    """

    cells: tuple[Text, ...]
    remark: Text
    box: str
    widths: tuple[float, ...]

    @property
    def above(self) -> int:
        """How many lines the highest cell has left."""
        both = zip(self.cells, self.widths, strict=False)
        return max(len(cell.lines(width)) for cell, width in both)

    @property
    def total(self) -> int:
        """How many lines are left in all."""
        return self.above + len(self.remark.lines(self.widths[-1]))

    def upto(self, stop: int) -> "_Lines":
        """The first lines."""
        cells = tuple(replace(cell, last=cell.first + stop) for cell in self.cells)
        last = self.remark.first + max(stop - self.above, 0)
        return self._replace(cells=cells, remark=replace(self.remark, last=last))

    def after(self, start: int) -> "_Lines":
        """The other lines, and again what names the row; its box has been."""
        cells = [replace(cell, first=cell.first + start) for cell in self.cells]
        first = self.remark.first + max(start - self.above, 0)
        rest = self._replace(cells=tuple(cells), remark=replace(self.remark, first=first), box="")
        if rest.total and not cells[_NAMES].lines(self.widths[_NAMES - 1]):
            cells[_NAMES] = self.cells[_NAMES]
        return rest._replace(cells=tuple(cells))


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
        first, shares = _BOX_PT + _GUTTER_PT * 2, _SHARES[2 - len(heads) :]
        rest = style.width - first - _GUTTER_PT
        others = (share * rest - _GUTTER_PT for share in shares)
        self._widths = (first, *others, (1 - sum(shares)) * rest)
        self._back = sum(width + _GUTTER_PT for width in self._widths[_REMARK:-1])
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
                self._add(self._row(lines.upto(taken)), Stroke(self._style.ink.line, 0.6))
                lines = lines.after(taken)
            if lines.total:
                full.append(self._finish())
        return full

    def end(self) -> list[Plan]:
        """The last page, with the lines to sign on, and the one before if they do not fit it."""
        leading = self._style.leading
        left = [] if leading * 5 <= self._room else [self._finish()]
        return [*left, self._finish(write_lines(self._signed, self._style, leading * 2))]

    def _begin(self) -> None:
        """The top of a page; what there is to know about the batch is on the first one."""
        style, is_first, title = self._style, self._number == 1, self._staff.title
        tag = Tag(Role.HEADING_1, bookmark=title if is_first else "")
        words = text(style, title, style.body * _TITLE, bold=True, tag=tag)
        lines = self._about if is_first else ()
        self._heading = title_with_lines(words, lines, style, style.leading * 0.5)
        self._room = style.height - self._heading.height(style.width)
        self._rows: list[Box] = []
        tag = Tag(Role.HEADER_CELL, scope=Scope.COLUMN)
        heads = [
            self._text(head, n, tag, size=style.small, bold=True, place="bottom")
            for n, head in enumerate(self._heads, -len(self._heads))
        ]
        done = Frame(heads[0], Pad(end=-_GUTTER_PT), place="bottom")
        self._add([done, *heads[1:]], Stroke(style.ink.accent, 1.6))
        self._whole = self._room  # the first page has the least

    def _text(self, words: str, column: int, tag: Tag, **how: Any) -> Text:
        """The words of a cell: numbers are at the end, and the name of the row is read first."""
        align, order = "end" if column in _AT_END else "start", -1 if column == _NAMES else 0
        return text(self._style, words, align=align, order=order, tag=tag, **how)

    def _set(self, texts: Sequence[str], box: str, remark: str) -> _Lines:
        """The words of a row; a row without any has a dash all the same."""
        printed = [clean(words) for words in texts]
        if not any((*printed, clean(remark))):
            printed[0] = "\N{EN DASH}"
        cells = [
            self._text(
                words,
                column,
                Tag(Role.HEADER_CELL, scope=Scope.ROW) if column == _NAMES else Tag(Role.CELL),
                bold=column == -1 and not box,
            )
            for column, words in enumerate(printed, -len(printed))
        ]
        widths = *self._widths[1:], self._widths[-1] + self._back
        return _Lines(tuple(cells), text(self._style, clean(remark)), box, widths)

    def _fitting(self, lines: _Lines) -> int:
        """How many lines of a row belong on the page: none where it is better on the next one."""
        height = max(lines.total * self._style.leading, _BOX_PT) + 2 * _PAD_PT
        if height <= self._room:
            return lines.total
        fitting = int((self._room - 2 * _PAD_PT) / self._style.leading + 1e-6)
        is_better_whole = height <= self._whole or fitting < _FEWEST
        return 0 if is_better_whole and len(self._rows) > 1 else fitting

    def _row(self, lines: _Lines) -> list[Box]:
        """The cells of a row, or of a part of one; a remark belongs to the last one."""
        square = tick_box(0, 0, _BOX_PT, self._style.ink.text)
        tick = Marks(_BOX_PT, lambda *_: [square], tag=Tag(Role.TICK_BOX, lines.box))
        place: Standing = "middle" if lines.total == 1 else "top"
        words = [
            replace(cell, place=place) if cell.lines(width) else _empty(cell)
            for cell, width in zip(lines.cells, lines.widths, strict=False)
        ]
        if lines.remark.lines(lines.widths[-1]):
            last = Stack((replace(lines.cells[-1], tag=PARAGRAPH),))
            last = replace(last, least=lines.above * self._style.leading)
            below = Frame(lines.remark, Pad(start=-self._back))
            words[-1] = Stack((last, below), tag=Tag(Role.CELL))
        return [Frame(tick, tag=Tag(Role.CELL)) if lines.box else _empty(lines.cells[-1]), *words]

    def _add(self, cells: Sequence[Box], rule: Stroke) -> None:
        """Add a row to the table, and a rule under it."""
        row = Row(tuple(cells), self._widths, _GUTTER_PT, tag=Tag(Role.ROW))
        if self._rows:
            row = replace(row, least=_BOX_PT)
        self._rows.append(Frame(row, Pad(_PAD_PT, _PAD_PT), below=rule))
        self._room -= self._rows[-1].height(self._style.width)

    def _finish(self, *below: Box) -> Plan:
        """The page as a document; the next one begins."""
        table = Stack(tuple(self._rows), tag=Tag(Role.TABLE))
        plan = self._staff.plan([self._heading, table, *below], _BODY_PT, self._number)
        self._number += 1
        self._begin()
        return plan


def _empty(cell: Text) -> Box:
    """A cell without words."""
    node = Node(cell.tag or Tag(Role.CELL), ())
    return Marks(0.0, lambda *_: [node], order=cell.order)
