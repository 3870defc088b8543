"""Elements of nodes that were put together from others, spelt with their numbers.

What was made once is spelt from its stock; only what is around it is new.
"""

from collections.abc import Sequence
from typing import NamedTuple

from worksheets.kept import kept
from worksheets.pdf.objects import Group
from worksheets.pdf.stock import (
    Base,
    Spelt,
    Stock,
    box_entry,
    fill,
    language_entry,
    stock_of_tree,
)
from worksheets.pdf.tree import SILENT, Element, Part, Spot, Tree


class Place(NamedTuple):
    """A piece on a page.

    Attributes:
        page: Place of the page among those of the document, from 0.
        number: Object number of the page.
        first: Number of its first marked content.
        left: Left edge.
        top: Upper edge, y up.
        name_prefix: What the keys and names in it belong to, or "".
        accessible_text: What is said of the tick boxes of which their elements say nothing.
    """

    page: int
    number: int
    first: int
    left: float
    top: float
    name_prefix: str = ""
    accessible_text: tuple[str, ...] = ()

    def inside(self, part: Part) -> "Place":
        """Where a part of the piece stands."""
        page, number, first, left, top, within, _ = self
        _, content, x, y, accessible_text = part
        return Place(page, number, first + content, left + x, top - y, within, accessible_text)

    def base(self, stock: Stock, first: int, parent: int) -> Base:
        """What a stock is spelt with here, its first element having the number `first`."""
        corner = (self.left, self.top) if stock.extents else None
        return Base(first, parent, self.number, self.first, corner, self.accessible_text)


def is_free(element: Element) -> bool:
    """Whether nothing in an element depends on the document around it."""
    for kid in element.kids:
        if isinstance(kid, Spot) or (isinstance(kid, Part) and not kid.tree.is_free):
            return False
        if isinstance(kid, Element) and not is_free(kid):
            return False
    return not element.tag.key


@kept(256, key=lambda tree, first, parent, place: (id(tree), first, parent, place), second=True)
def spell_tree(tree: Tree, first: int, parent: int, place: Place) -> Spelt:
    """The elements of a tree in which nothing depends on the document.

    Args:
        tree: The tree.
        first: Number of its first element; the others follow.
        parent: That of what is around it.
        place: Where it stands.
    """
    speller = _Speller(first)
    return speller.spelt(speller.add_tree(tree, parent, place))


@kept(
    512, key=lambda element, first, parent, place: (id(element), first, parent, place), second=True
)
def spell_element(element: Element, first: int, parent: int, place: Place) -> Spelt:
    """The same for one element with all that is in it."""
    speller = _Speller(first)
    return speller.spelt([speller.add(element, parent, place)])


class _Speller:
    """Spells elements one after the other."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._lines: list[str] = []
        self._owners: list[str] = []

    def spelt(self, roots: Sequence[int]) -> Spelt:
        """All elements, and what marked content belongs to."""
        owners = " ".join(filter(None, self._owners))
        return Spelt(Group(self._first, tuple(self._lines)), owners, roots)

    def add_tree(self, tree: Tree, parent: int, place: Place) -> Sequence[int]:
        """Add the elements of a tree; the numbers of those that are in no other."""
        roots: list[int] = []
        for one in tree.elements:
            if isinstance(one, Part):
                roots += self._add_part(one, parent, place)
            else:
                roots.append(self.add(one, parent, place))
        return roots

    def _add_part(self, part: Part, parent: int, place: Place) -> Sequence[int]:
        """Add the elements of a part: at once where it was made in one piece, as most are.

        **Why not by way of a `Place`:** there are forty on a sheet, and it takes a fortieth longer.
        """
        tree, content, x, y, accessible_text = part
        if tree.has_parts or not (stock := stock_of_tree(tree)):
            return self.add_tree(tree, parent, place.inside(part))
        corner = (place.left + x, place.top - y) if stock.extents else None
        first = self._first + len(self._lines)
        base = Base(first, parent, place.number, place.first + content, corner, accessible_text)
        lines = fill(stock, base)
        self._owners.append(lines.pop())
        self._lines += lines
        return [first + root for root in stock.roots]

    def add(self, element: Element, parent: int, place: Place) -> int:
        """Add an element with all that is in it; its number."""
        number = self._first + len(self._lines)
        kids: list[str] = []
        self._lines.append("")
        for kid in element.kids:
            if isinstance(kid, Part):
                roots = self._add_part(kid, number, place)
                kids += [f"{root} 0 R" for root in roots]
            elif isinstance(kid, int):
                kids.append(str(place.first + kid))
                self._owners.append(f"{number} 0 R")
            elif isinstance(kid, Element):
                kids.append(f"{self.add(kid, number, place)} 0 R")
        self._lines[number - self._first] = spell_one(element, parent, place, kids)
        return number


def spell_one(element: Element, parent: int, place: Place | None, kids: Sequence[str]) -> str:
    """An element in its final spelling, with its kids as they are spelt."""
    said = "" if element.attributes == SILENT else element.attributes
    attributes = f"{language_entry(element.tag)}{said}"
    if place:
        attributes += f"/Pg {place.number} 0 R"
        if element.extent:
            attributes += box_entry(element.extent, place.left, place.top)
    content = f"/K[{' '.join(kids)}]" if kids else ""
    return f"<</P {parent} 0 R/S/{element.role}{attributes}{content}>>"
