"""The frame of a weekly grid: where its columns stand, and what every row of it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from worksheets.layout.style import Style
from worksheets.plan import Mark, Node, Role, Rule, Tag
from worksheets.sheet import Column

_KEY = "week"
_PEN_PT, _NARROW_PEN_PT = 17.1, 14.2  # 6 mm to write in, 5 mm on half a sheet
_NARROW_PT = 430.0


def pen_height(style: Style) -> float:
    """The least height of a place to write with a pen, in points."""
    return _PEN_PT if style.width >= _NARROW_PT else _NARROW_PEN_PT


class Day(NamedTuple):
    """A day as the rows know it: what is said of it and its place in names, not its date."""

    spoken: str
    key: str


def days_of(columns: Sequence[Column]) -> tuple[Day, ...]:
    """The days of a grid without their dates, so that rows can stand in every week."""
    return tuple(Day(column.spoken, column.key) for column in columns)


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
    """

    style: Style
    days: tuple[Day, ...]
    name_width: float
    with_dose: bool = False
    grow: float = 0.0
    pen: float = 0.0
    edge: float = 2.2
    bookmarks: bool = True

    def __hash__(self) -> int:
        """Counted once: every row of every week is looked up by its frame."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.style, self.days, self.name_width, self.with_dose, self.grow))

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
        style = self.style
        rules = [
            Rule(self.left(day), 0, self.left(day), height, style.ink.line, 0.5)
            for day in range(len(self.days))
        ]
        rules.append(Rule(0, height, style.width, height, style.ink.line, 0.6))
        return Node(Tag(Role.ARTIFACT), tuple(rules))


def table_row(cells: Sequence[Node], frame: Node) -> Node:
    """A row of the grid, in the part of the table that this slab holds."""
    children: tuple[Node | Mark, ...] = (frame, Node(Tag(Role.ROW), tuple(cells)))
    return Node(Tag(Role.TABLE, key=_KEY), children)
