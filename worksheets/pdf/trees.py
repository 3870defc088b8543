"""Trees of pages, of numbers and of bookmarks in files that grow without end.

A node is written as soon as it is full; what stays in memory is a few bytes for each.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import islice

from worksheets.pdf.file import File
from worksheets.pdf.numbers import text_string

_WIDTH = 64
"""How many kids a node has."""

_ENTRIES = 128
"""How many entries a node of numbers has."""

LATE_NODES = 2048 + 32 + 1
"""So many nodes may lie above the lowest ones: a file has less than 2 ** 23 objects."""


class PageTree:
    """The tree of pages.

    Attributes:
        root: Object number of the highest node.
        count: How many pages there are.
    """

    def __init__(self, file: File, root: int) -> None:
        """Begin without pages; `root` is the object number of the highest node."""
        self._file = file
        self.root = root
        self._leaf, self._kids = 0, list[int]()
        self._leaves, self._above = array("I"), array("I")
        self.count = 0

    def parent(self) -> int:
        """Object number of the node that the next page stands in."""
        if not self._leaf:
            if len(self._leaves) % _WIDTH == 0:
                self._above.append(self._file.reserve_late())
            self._leaf = self._file.reserve()
        return self._leaf

    def add(self, page: int) -> None:
        """Add a page, whose parent is `parent()`, with its object number."""
        self._kids.append(page)
        self.count += 1
        if len(self._kids) == _WIDTH:
            self._end_leaf()

    def close(self) -> None:
        """Write the nodes that are not full, and those above."""
        if self._kids:
            self._end_leaf()
        kids: Sequence[int] = self._leaves
        nodes: Sequence[int] = self._above
        pages, is_top = _WIDTH, False
        while not is_top:
            is_top = len(nodes) <= _WIDTH
            above = [self.root] if is_top else [self._file.reserve_late() for _ in nodes[::_WIDTH]]
            self._write_level(nodes, kids, above, pages)
            kids, nodes, pages = nodes, above, pages * _WIDTH
        self._file.put(self.root, _node(kids, "", self.count))

    def _write_level(
        self, nodes: Sequence[int], kids: Sequence[int], above: Sequence[int], pages: int
    ) -> None:
        """Write nodes whose kids hold so many pages each, save for the last one."""
        for index, node in enumerate(nodes):
            held = kids[index * _WIDTH : (index + 1) * _WIDTH]
            count = min(_WIDTH * pages, self.count - index * _WIDTH * pages)
            self._file.put(node, _node(held, f"/Parent {above[index // _WIDTH]} 0 R", count))

    def _end_leaf(self) -> None:
        spelling = _node(self._kids, f"/Parent {self._above[-1]} 0 R", len(self._kids))
        self._file.put(self._leaf, spelling)
        self._leaves.append(self._leaf)
        self._leaf, self._kids = 0, []


class Outline:
    """Bookmarks, one under the other: the list of contents of a file."""

    def __init__(self, file: File, root: int) -> None:
        """Begin without bookmarks; `root` is the object number of the outline."""
        self._file, self._root = file, root
        self._first = self._last = self._before = 0
        self._waiting = ""
        self._count = 0

    def add(self, title: str, page: int) -> None:
        """Add a bookmark that leads to a page."""
        number = self._file.reserve()
        if self._waiting:  # a bookmark names the next one
            self._file.put(self._last, f"{self._waiting}/Next {number} 0 R>>")
        before = f"/Prev {self._last} 0 R" if self._last else ""
        self._waiting = (
            f"<</Title{text_string(title)}/Parent {self._root} 0 R{before}/Dest[{page} 0 R/Fit]"
        )
        self._first = self._first or number
        self._last = number
        self._count += 1

    def close(self) -> int:
        """Write what is left; the object number of the outline, or 0 without bookmarks."""
        count = f"/Count {self._count}" if self._count else ""
        ends = f"/First {self._first} 0 R/Last {self._last} 0 R{count}" if self._count else ""
        if self._waiting:
            self._file.put(self._last, f"{self._waiting}>>")
        self._file.put(self._root, f"<</Type/Outlines{ends}>>")
        return self._root if self._count else 0


def write_number_tree(file: File, entries: Iterable[tuple[int, str]]) -> int:
    """Write a number tree; the object number of its root.

    Args:
        file: The file that is being written.
        entries: Keys, in ascending order, with values as they are written.
    """
    rest = iter(entries)
    limits, nodes = list[tuple[int, int]](), list[int]()
    some = list(islice(rest, _ENTRIES))
    if len(some) < _ENTRIES:
        return file.add(f"<<{_numbers(some)}>>")
    while some:
        limits.append((some[0][0], some[-1][0]))
        nodes.append(file.add(f"<</Limits[{some[0][0]} {some[-1][0]}]{_numbers(some)}>>"))
        some = list(islice(rest, _ENTRIES))
    while len(nodes) > _WIDTH:
        groups = range(0, len(nodes), _WIDTH)
        ends = [(limits[n][0], limits[n : n + _WIDTH][-1][1]) for n in groups]
        nodes = [
            file.add(f"<</Limits[{low} {high}]{_kids(nodes[n : n + _WIDTH])}>>")
            for n, (low, high) in zip(groups, ends, strict=True)
        ]
        limits = ends
    return file.add(f"<<{_kids(nodes)}>>")


def _node(kids: Sequence[int], parent: str, pages: int) -> str:
    return f"<</Type/Pages{parent}{_kids(kids)}/Count {pages}>>"


def _numbers(entries: Iterable[tuple[int, str]]) -> str:
    return f"/Nums[{' '.join([f'{key} {value}' for key, value in entries])}]"


def _kids(numbers: Iterable[int]) -> str:
    return f"/Kids[{' '.join([f'{number} 0 R' for number in numbers])}]"
