"""The frame of a weekly grid: where its columns stand, and what every row of it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from worksheets.document import Column
from worksheets.kept import kept, one_of_equals
from worksheets.layout.style import Style
from worksheets.plan import Mark, Node, Placed, Role, Rule, Scope, Tag

_TABLE, _ROW = Tag(Role.TABLE, key="week"), Tag(Role.ROW)
_ARTIFACT = Tag(Role.ARTIFACT)
_PEN_PT, _NARROW_PEN_PT = 17.1, 14.2  # 6 mm to write in, 5 mm on half a sheet
_NARROW_PT = 430.0


def pen_height(style: Style) -> float:
    """The least height of a place to write with a pen, in points."""
    return _PEN_PT if style.width >= _NARROW_PT else _NARROW_PEN_PT


class Day(NamedTuple):
    """A day as the rows know it: what is said of it and its place in names, not its date."""

    accessible_text: str
    key: str


@kept(512, key=lambda columns: id(columns))
def days_of(columns: Sequence[Column]) -> tuple[Day, ...]:
    """The days of a grid without their dates, so that rows can stand in every week."""
    return _same_days(tuple([Day(column.accessible_text, column.key) for column in columns]))


_same_days = one_of_equals(512)


_ANY_DAY = Day("", "")


@dataclass(frozen=True)
class Frame:
    """Where the columns of a grid stand; lengths in points.

    Attributes:
        style: Sizes and inks.
        days: The days.
        name_width: Width of the column of names.
        with_dose: Whether the dose stands under each name.
        grow: How much height a row can use beyond the least.
        pen: The least height of a row to write in.
        edge: The least distance from boxes to the rules round them.
        bookmarks: Whether a reader's list of contents leads to each row.
        weekly: Whether the same rows stand on the pages of several weeks, each time as one node.
    """

    style: Style
    days: tuple[Day, ...]
    name_width: float
    with_dose: bool = False
    grow: float = 0.0
    pen: float = 0.0
    edge: float = 2.2
    bookmarks: bool = True
    weekly: bool = False

    def __hash__(self) -> int:
        """Counted once: every row of every week is looked up by its frame."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.style, self.days, self.name_width, self.with_dose, self.grow))

    @cached_property
    def any_days(self) -> "Frame":
        """The same without saying which days these are: all weeks share what is measured."""
        return same_frame(replace(self, days=(_ANY_DAY,) * len(self.days)))

    @cached_property
    def day_width(self) -> float:
        """Width of a day."""
        return (self.style.width - self.name_width) / max(1, len(self.days))

    @property
    def air(self) -> float:
        """Height that a row has beyond that of its boxes."""
        return self.style.leading * 0.36

    def left(self, day: int) -> float:
        """Left edge of a day."""
        return self.name_width + day * self.day_width

    def lines(self, height: float) -> Node:
        """The thin rules of one row."""
        return _lines(self.any_days, height)

    @cached_property
    def lefts(self) -> list[float]:
        """Left edges of the days."""
        return [self.left(day) for day in range(len(self.days))]


same_frame = one_of_equals(256)
"""An equal frame: the very same one for the same style, days and widths."""


@kept(1024, key=lambda frame, height: (id(frame), height))
def _lines(frame: Frame, height: float) -> Node:
    ink = frame.style.ink.line
    rules = [Rule(x, 0, x, height, ink, 0.5) for x in frame.lefts]
    rules.append(Rule(0, height, frame.style.width, height, ink, 0.6))
    return Node(_ARTIFACT, tuple(rules))


def table_row(cells: Sequence[Node | Placed]) -> Node:
    """A row of the grid, in the part of the table that this slab holds."""
    return Node(_TABLE, (Node(_ROW, tuple(cells)),))


def head_cell(children: Sequence[Node | Mark], frame: Node, scope: Scope) -> Node:
    """The first cell of a row, with the rules of the whole row behind it."""
    return Node(Tag(Role.HEADER_CELL, scope=scope), (frame, *children))
