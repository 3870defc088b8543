"""Columns: entries one under the other, cut between strips where they are too high.

A column knows its height before anything is placed, so that sizes can be tried cheaply.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from math import inf
from typing import NamedTuple

from worksheets.layout.entry import Entry
from worksheets.plan import Node, Placed, Role, Tag

_TALL, _PART = 0.4, 0.2
"""Columns higher than this share of a page are cut into parts of that share."""


class Cut(NamedTuple):
    """Part of a column that fits a height: entries with their strips, and how high they are."""

    parts: tuple[tuple[Entry, int, int], ...]
    height: float

    def place(self, x: float, y: float) -> Iterator[tuple[int, Node | Placed]]:
        """The nodes of the part, each with its place in the reading order."""
        for index, (entry, start, stop) in enumerate(self.parts):
            if index:
                y += entry.gap
            yield from entry.parts(x, y, start, stop)
            y += sum(entry.strips[start:stop])


def cut_column(entries: Sequence[Entry], room: float) -> list[Cut]:
    """Cut a column into parts that are at most `room` points high.

    A strip that is higher than `room` gets a part of its own.
    """
    whole = sum(entry.height for entry in entries) + sum(entry.gap for entry in entries[1:])
    if whole <= room:  # nearly always
        return [Cut(tuple((entry, 0, len(entry.strips)) for entry in entries), whole)]
    cuts: list[Cut] = []
    parts: list[tuple[Entry, int, int]] = []
    height = 0.0
    for entry in entries:
        start = 0
        gap = entry.gap if parts else 0.0
        for index, strip in enumerate(entry.strips):
            if (parts and height + gap + strip > room) or (start < index and height + strip > room):
                if start < index:
                    parts.append((entry, start, index))
                cuts.append(Cut(tuple(parts), height))
                parts, height, start, gap = [], 0.0, index, 0.0
            height += gap + strip
            gap = 0.0
        parts.append((entry, start, len(entry.strips)))
    cuts.append(Cut(tuple(parts), height))
    return cuts


class Pair(NamedTuple):
    """Parts of two columns that stand side by side; one of them may have ended before."""

    left: Cut | None
    right: Cut | None

    @property
    def height(self) -> float:
        """Height of the higher part in points."""
        return max((cut.height for cut in self if cut), default=0.0)

    def place(self, left_x: float, right_x: float, y: float) -> list[tuple[int, Node | Placed]]:
        """The nodes of both parts, with their places in the reading order."""
        left = self.left.place(left_x, y) if self.left else ()
        right = self.right.place(right_x, y) if self.right else ()
        return [*left, *right]


def pair_columns(left: Sequence[Entry], right: Sequence[Entry], page: float) -> list[Pair]:
    """Two columns side by side, in one piece unless they are high.

    Args:
        left: The one column.
        right: The other.
        page: Height of a page in points. What is higher than `_TALL` of it is cut into parts of
            `_PART` of it, so that it can begin on a page that has something on it already.
    """
    whole = Pair(cut_column(left, inf)[0], cut_column(right, inf)[0])
    if is_whole(whole, page):
        return [whole]
    cuts = zip_longest(cut_column(left, page * _PART), cut_column(right, page * _PART))
    return [Pair(*pair) for pair in cuts]


def is_whole(pair: Pair, page: float) -> bool:
    """Whether two columns stay in one piece on pages of a height."""
    return pair.height <= page * _TALL


def in_reading_order(
    parts: Iterable[tuple[int, Node | Placed]], role: Role = Role.SECTION, *, key: str = ""
) -> Node:
    """A node of others, sorted by their places in the reading order.

    Args:
        parts: The nodes with their places.
        role: What they are together.
        key: Joins what page breaks have split; its parts are sorted again when they are joined.
    """
    ordered = sorted(parts, key=lambda part: part[0])
    if not key:
        return Node(Tag(role), tuple(node for _, node in ordered))
    nodes = []
    for order, part in ordered:
        node = part.flatten() if isinstance(part, Placed) else part
        nodes.append(Node(node.tag._replace(order=order), node.children))
    return Node(Tag(role, key=key), tuple(nodes))
