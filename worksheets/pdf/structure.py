"""The structure tree: elements get numbers, find their pages and are written.

An element that a page break has split is one element here: parts with the same key are joined, if
they belong to the same week of a booklet. What many sheets share is spelt once, with gaps for the
numbers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from worksheets.kept import Kept
from worksheets.pdf.numbers import number, text_string
from worksheets.pdf.tree import Element, Extent, Spot
from worksheets.plan import Piece, Role, Tag

_ELEMENT, _PARENT, _PAGE, _CONTENT = range(4)
"""What a gap in a spelling is filled with: numbers of an element of the same stock, of the element
around it, of the page, of marked content."""

_MOST_KEPT = 4096
_ORDER = itemgetter(3)


class Placed(NamedTuple):
    """A spot on a page.

    Attributes:
        spot: What it is.
        page: Number of the page, from 0.
        rectangle: Left, bottom, right and top on the page in points, y up.
        within: What its name belongs to, or "".
    """

    spot: Spot
    page: int
    rectangle: Extent
    within: str = ""


@dataclass(frozen=True, eq=False)
class _Stock:
    """An element with all that is in it, spelt once for all documents; known by its identity.

    Attributes:
        template: The elements, a line each, with `%d` for every number.
        gaps: What each number is: (sort, distance from the first of the sort).
        owners: Which element, from 0, each stretch of marked content belongs to.
        size: How many elements there are.
    """

    template: str
    gaps: tuple[tuple[int, int], ...]
    owners: tuple[int, ...]
    size: int


class _Place(NamedTuple):
    """A piece on a page.

    Attributes:
        page: Number of the page, from 0.
        first: Number of its first marked content.
        left: Left edge.
        top: Upper edge, y up.
        within: What the keys and names in it belong to, or "".
    """

    page: int
    first: int
    left: float
    top: float
    within: str = ""


class _Open:
    """An element that is put together in one document, and written when all numbers are known.

    Attributes:
        element: What it is.
        number: Its place among all elements, from 0.
        parent: That of the element around it.
        place: The first piece that it stands in.
        kids: Entries of it: sort, number, for marked content the page, and place in the order.
    """

    __slots__ = ("element", "kids", "number", "parent", "place")

    def __init__(self, element: Element, number: int, parent: int, place: _Place) -> None:
        self.element, self.number, self.parent, self.place = element, number, parent, place
        self.kids: list[tuple[str, int, int, int]] = []


class Structure:
    """The structure of one document.

    Attributes:
        spots: The spots of all pages, in reading order.
    """

    def __init__(self) -> None:
        """Begin with an empty document."""
        document = Element("Document", Tag(Role.SECTION), ())
        self._document = _Open(document, 0, 0, _Place(0, 0, 0, 0))
        self._parts: list[_Open | tuple[_Stock, int, int, _Place]] = [self._document]
        self._count = 1
        self._keyed: dict[tuple[str, str], _Open] = {}
        self._last: list[tuple[tuple[Element, ...], _Place]] = []
        self._owners: list[list[int]] = []
        self._spot_owners: list[int] = []
        self.spots: list[Placed] = []

    def add_page(self) -> None:
        """Begin the next page."""
        self._owners.append([])

    def marked(self) -> int:
        """How many stretches of marked content the current page has so far."""
        return len(self._owners[-1])

    def add_piece(self, tree: Iterable[Element], piece: Piece, top: float) -> None:
        """Add what stands in a piece of the page.

        Args:
            tree: The elements of the piece.
            piece: The piece; no other one of the page follows one that is read last.
            top: Its upper edge, y up.
        """
        place = _Place(len(self._owners) - 1, self.marked(), piece.x, top, piece.within)
        if piece.last:
            self._last.append((tuple(tree), place))
            return
        for element in tree:
            self._add(element, self._document, place)

    def finish(self) -> None:
        """Add what is read last."""
        for tree, place in self._last:
            for element in tree:
                self._add(element, self._document, place)

    def _add(self, element: Element, parent: _Open, place: _Place) -> None:
        stock = _stock(element)
        if stock is not None:
            parent.kids.append(("element", self._count, 0, element.tag.order))
            self._parts.append((stock, self._count, parent.number, place))
            self._owners[place.page] += [self._count + owner for owner in stock.owners]
            self._count += stock.size
            return
        made = self._open(element, parent, place)
        for kid in element.kids:
            if isinstance(kid, Element):
                self._add(kid, made, place)
            elif isinstance(kid, Spot):
                made.kids.append(("spot", len(self.spots), 0, 0))
                self._spot_owners.append(made.number)
                rectangle = _on_page(kid.extent, place.left, place.top)
                self.spots.append(Placed(kid, place.page, rectangle, place.within))
            else:
                made.kids.append(("content", place.first + kid, place.page, 0))
                self._owners[place.page].append(made.number)

    def _open(self, element: Element, parent: _Open, place: _Place) -> _Open:
        """A new element, or the one whose next part this is."""
        key = place.within, element.tag.key
        if element.tag.key and key in self._keyed:
            return self._keyed[key]
        made = _Open(element, self._count, parent.number, place)
        self._parts.append(made)
        self._count += 1
        parent.kids.append(("element", made.number, 0, element.tag.order))
        if element.tag.key:
            self._keyed[key] = made
        return made

    def write(self, first: int, root: int, pages: list[int], spots: list[int]) -> list[str]:
        """The elements as they are written, the document's first.

        Args:
            first: Object number of the first element.
            root: Object number of the root of the tree.
            pages: Object numbers of the pages.
            spots: Object numbers of the annotations, in the order of `spots`.
        """
        written: list[str] = []
        for part in self._parts:
            if isinstance(part, _Open):
                parent = first + part.parent if part.number else root
                written.append(self._write_open(part, (first, parent), pages, spots))
                continue
            stock, number_of_first, parent, place = part
            base = first + number_of_first, first + parent, pages[place.page], place.first
            written += _spell(stock, base)
        return written

    def _write_open(
        self, made: _Open, numbers: tuple[int, int], pages: list[int], spots: list[int]
    ) -> str:
        first, parent = numbers
        element, place = made.element, made.place
        kids = []
        for sort, value, page, _ in sorted(made.kids, key=_ORDER):
            if sort == "element":
                kids.append(f"{first + value} 0 R")
            elif sort == "spot":
                on = pages[self.spots[value].page]
                kids.append(f"<</Type/OBJR/Pg {on} 0 R/Obj {spots[value]} 0 R>>")
            elif page == place.page:
                kids.append(str(value))
            else:
                kids.append(f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {value}>>")
        attributes = element.attributes
        if element.extent:
            box = " ".join(map(number, _on_page(element.extent, place.left, place.top)))
            attributes += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        content = f"/K[{' '.join(kids)}]" if kids else ""
        head = f"/S/{element.role}/P {parent} 0 R/Pg {pages[place.page]} 0 R"
        return f"<</Type/StructElem{head}{_language(element)}{attributes}{content}>>"

    def write_root(self, first: int) -> str:
        """The root of the tree, with the parents of all marked content and annotations."""
        entries = []
        for page, owners in enumerate(self._owners):
            parents = " ".join([f"{first + owner} 0 R" for owner in owners])
            entries.append(f"{page}[{parents}]")
        count = len(self._owners)
        for index, owner in enumerate(self._spot_owners, count):
            entries.append(f"{index} {first + owner} 0 R")
        return (
            f"<</Type/StructTreeRoot/K[{first} 0 R]/ParentTree<</Nums[{' '.join(entries)}]>>"
            f"/ParentTreeNextKey {count + len(self._spot_owners)}>>"
        )


def _make_stock(element: Element) -> _Stock | None:
    """Spell an element with all that is in it, unless a part of it depends on the document."""
    members = list(_members(element))
    if any(
        member.tag.key or member.extent or any(isinstance(kid, Spot) for kid in member.kids)
        for member in members
    ):
        return None
    numbers = {id(member): index for index, member in enumerate(members)}
    around = {id(kid): member for member in members for kid in member.kids}
    owned: dict[int, int] = {}
    lines, gaps = [], list[tuple[int, int]]()
    for index, member in enumerate(members):
        gaps.append((_ELEMENT, numbers[id(around[id(member)])]) if index else (_PARENT, 0))
        gaps.append((_PAGE, 0))
        kids = []
        for kid in member.kids:
            if isinstance(kid, Element):
                gaps.append((_ELEMENT, numbers[id(kid)]))
                kids.append("%d 0 R")
            elif isinstance(kid, int):
                gaps.append((_CONTENT, kid))
                owned[kid] = index
                kids.append("%d")
        content = f"/K[{' '.join(kids)}]" if kids else ""
        said = f"{_language(member)}{member.attributes}".replace("%", "%%")
        head = f"/S/{member.role}/P %d 0 R/Pg %d 0 R"
        lines.append(f"<</Type/StructElem{head}{said}{content}>>")
    owners = tuple(owned[content] for content in sorted(owned))
    return _Stock("\n".join(lines), tuple(gaps), owners, len(members))


_stock = Kept(_make_stock, _MOST_KEPT)


@lru_cache(maxsize=_MOST_KEPT)
def _spell(stock: _Stock, base: tuple[int, int, int, int]) -> list[str]:
    """The elements of a stock with their numbers; sheets of one program mostly share them."""
    numbers = tuple([base[sort] + distance for sort, distance in stock.gaps])
    return (stock.template % numbers).split("\n")


def _members(element: Element) -> Iterator[Element]:
    """An element and all below it, each before its kids."""
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _members(kid)


def _language(element: Element) -> str:
    language = element.tag.language
    return f"/Lang{text_string(language)}" if language else ""


def _on_page(extent: Extent, left: float, top: float) -> Extent:
    """A rectangle of a piece on its page: left, bottom, right, top, y up."""
    a, b, c, d = extent
    return left + a, top - d, left + c, top - b
