"""The structure tree: elements get numbers, find their pages and are written.

An element that a page break has split is one element here: parts with the same key are joined, if
they belong to the same week of a booklet. What many sheets share is spelt once, with gaps for the
numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from worksheets.kept import Kept
from worksheets.pdf.file import File
from worksheets.pdf.numbers import number, text_string
from worksheets.pdf.objects import Group
from worksheets.pdf.tree import Element, Extent, Spot
from worksheets.plan import Piece, Tag

_PARENT, _PAGE, _FIRST = range(3)
"""Places in the list of numbers that the gaps of a spelling are filled with: of the element around
it, of the page, of the element itself; then of those in it, of marked content, and rectangles."""

_MOST_KEPT = 2048
_ORDER = itemgetter(0)


class Placed(NamedTuple):
    """A spot on a page.

    Attributes:
        spot: What it is.
        page: Place of the page among those of the document, from 0.
        rectangle: Left, bottom, right and top on the page in points, y up.
        within: What its name belongs to, or "".
        number: Object number of its annotation.
    """

    spot: Spot
    page: int
    rectangle: Extent
    within: str
    number: int


@dataclass(frozen=True, eq=False)
class _Stock:
    """An element with all that is in it, spelt once for all documents; known by its identity.

    Attributes:
        template: The elements, a line each, with `%s` for every number, and after them a line of
            the elements that marked content belongs to, stretch by stretch.
        gaps: Places of what the gaps are filled with in the list of numbers.
        pick: Picks all of that out of the list.
        size: How many elements there are.
        contents: Number of the first stretch of marked content, and of the one after the last.
        extents: Where figures are in the piece.
    """

    template: str
    gaps: tuple[int, ...]
    pick: Callable[[list[str]], str | tuple[str, ...]]
    size: int
    contents: tuple[int, int]
    extents: tuple[Extent, ...]


class _Place(NamedTuple):
    """A piece on a page.

    Attributes:
        page: Place of the page among those of the document, from 0.
        number: Object number of the page.
        first: Number of its first marked content.
        left: Left edge.
        top: Upper edge, y up.
        within: What the keys and names in it belong to, or "".
    """

    page: int
    number: int
    first: int
    left: float
    top: float
    within: str = ""


class _Open:
    """An element that is put together in one document, and written when all its parts are known.

    Attributes:
        element: What it is.
        number: Its object number.
        parent: That of what is around it.
        place: The first piece that it stands in; None for the element around all others.
        kids: Entries of it: place in the order, and spelling.
    """

    __slots__ = ("element", "kids", "number", "parent", "place")

    def __init__(self, element: Element, number: int, parent: int, place: _Place | None) -> None:
        self.element, self.number, self.parent, self.place = element, number, parent, place
        self.kids: list[tuple[int, str]] = []


class Structure:
    """The structure of one document, or of one part of a file.

    Attributes:
        number: Object number of the element around all others.
        spots: The spots of all pages, in reading order.
    """

    def __init__(self, file: File, around: Element, parent: int, *, kept: bool = True) -> None:
        """Begin with an empty document.

        Args:
            file: The file that is being written.
            around: The element around all others, without kids.
            parent: Object number of what that one stands in.
            kept: Whether other documents will have the same numbers, as those of a batch have.
        """
        self._file = file
        self._spell = _spell_kept if kept else _spell_anew
        self.number = file.reserve()
        self._around = _Open(around, self.number, parent, None)
        self._open = [self._around]
        self._keyed: dict[tuple[str, str], _Open] = {}
        self._last: list[tuple[Sequence[Element], _Place]] = []
        self._pages: list[int] = []
        self._parents: list[list[str]] = []
        self._spot_parents: list[str] = []
        self.spots: list[Placed] = []

    def add_page(self, page: int) -> None:
        """Begin the next page, with its object number."""
        self._pages.append(page)
        self._parents.append([])

    def add_piece(self, tree: Sequence[Element], piece: Piece, top: float, first: int) -> None:
        """Add what stands in a piece of the page.

        Args:
            tree: The elements of the piece.
            piece: The piece; no other one of the page follows one that is read last.
            top: Its upper edge, y up.
            first: Number of its first marked content.
        """
        place = _Place(len(self._pages) - 1, self._pages[-1], first, piece.x, top, piece.within)
        if piece.last:
            self._last.append((tree, place))
            return
        for element in tree:
            self._add(element, self._around, place)

    def finish(self) -> list[str]:
        """Add what is read last, and write what was left open.

        Returns:
            The entries of the parent tree: of each page a list, of each spot its element.
        """
        for tree, place in self._last:
            for element in tree:
                self._add(element, self._around, place)
        for made in self._open:
            self._file.put(made.number, _spell_open(made))
        pages = [f"[{' '.join(filter(None, owners))}]" for owners in self._parents]
        return pages + self._spot_parents

    def _add(self, element: Element, parent: _Open, place: _Place) -> None:
        stock = _stock(element)
        if stock is not None:
            first = self._file.reserve(stock.size)
            corner = (place.left, place.top) if stock.extents else None
            base = first, parent.number, place.number, place.first, corner
            group, owners = self._spell(stock, base)
            self._file.put_group(group)
            parent.kids.append((element.tag.order, f"{first} 0 R"))
            self._parents[place.page].append(owners)
            return
        made = self._make(element, parent, place)
        for kid in element.kids:
            if isinstance(kid, Element):
                self._add(kid, made, place)
            elif isinstance(kid, Spot):
                made.kids.append((0, self._add_spot(kid, made, place)))
            else:
                made.kids.append((0, _content(place, kid, made.place)))
                self._parents[place.page].append(f"{made.number} 0 R")

    def _make(self, element: Element, parent: _Open, place: _Place) -> _Open:
        """A new element, or the one whose next part this is."""
        key = place.within, element.tag.key
        if element.tag.key and key in self._keyed:
            return self._keyed[key]
        made = _Open(element, self._file.reserve(), parent.number, place)
        self._open.append(made)
        parent.kids.append((element.tag.order, f"{made.number} 0 R"))
        if element.tag.key:
            self._keyed[key] = made
        return made

    def _add_spot(self, spot: Spot, made: _Open, place: _Place) -> str:
        """Add a spot; how it is spelt among the kids of its element."""
        annotation = self._file.reserve()
        rectangle = _on_page(spot.extent, place.left, place.top)
        self.spots.append(Placed(spot, place.page, rectangle, place.within, annotation))
        self._spot_parents.append(f"{made.number} 0 R")
        return f"<</Type/OBJR/Pg {place.number} 0 R/Obj {annotation} 0 R>>"


def _content(place: _Place, content: int, of_element: _Place | None) -> str:
    """Marked content of a piece among the kids of an element, which may begin on another page."""
    marked = place.first + content
    if of_element and place.page == of_element.page:
        return str(marked)
    return f"<</Type/MCR/Pg {place.number} 0 R/MCID {marked}>>"


def _spell_open(made: _Open) -> str:
    element, place = made.element, made.place
    attributes = f"{_language(element.tag)}{element.attributes}"
    if place:
        attributes += f"/Pg {place.number} 0 R"
        if element.extent:
            attributes += _box(element.extent, place.left, place.top)
    kids = " ".join([kid for _, kid in sorted(made.kids, key=_ORDER)])
    content = f"/K[{kids}]" if kids else ""
    return f"<</P {made.parent} 0 R/S/{element.role}{attributes}{content}>>"


class _Speller:
    """Spells an element with all that is in it.

    Attributes:
        lines: The elements, each before its kids.
        gaps: Places in the list of numbers, gap by gap; those of marked content, which is last in
            that list and stands there backwards, count from its end.
        owners: Places of the numbers of the elements that marked content belongs to.
        extents: Where figures are, each with the gap for it.
        begin: Number of the first marked content.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.gaps: list[int] = []
        self.owners: list[int] = []
        self.extents: list[tuple[Extent, int]] = []
        self.begin = 0

    def add(self, element: Element, parent: int) -> bool:
        """Add an element; False when a part of it depends on the document."""
        role, tag, kids, said, extent = element
        if tag.key:
            return False
        if said or tag.language:
            said = f"{_language(tag)}{said}".replace("%", "%%")
        gaps, place = self.gaps, _FIRST + len(self.lines)
        only = kids[0] if len(kids) == 1 and not extent else None
        if isinstance(only, int):  # what most elements are
            gaps += (parent, _PAGE, self._content(only, place))
            self.lines.append(f"<</P %s 0 R/S/{role}{said}/Pg %s 0 R/K[%s]>>")
            return True
        gaps.append(parent)
        marked = [isinstance(kid, int) for kid in kids]
        if extent or True in marked:
            gaps.append(_PAGE)
            said += "/Pg %s 0 R"
        if extent:
            self.extents.append((extent, len(gaps)))
            gaps.append(0)
            said += "%s"
        listed = " ".join(["%s" if one else "%s 0 R" for one in marked])
        self.lines.append(f"<</P %s 0 R/S/{role}{said}{f'/K[{listed}]' if kids else ''}>>")
        first = len(gaps)
        gaps += marked
        return self._add_kids(kids, place, first)

    def _add_kids(self, kids: Sequence[Element | int | Spot], place: int, first: int) -> bool:
        """Add the kids of an element, whose gaps begin with the first."""
        gaps = self.gaps
        for gap, kid in enumerate(kids, first):
            if isinstance(kid, Element):
                gaps[gap] = _FIRST + len(self.lines)
                if not self.add(kid, place):
                    return False
            elif isinstance(kid, Spot):
                return False
            else:
                gaps[gap] = self._content(kid, place)
        return True

    def _content(self, content: int, owner: int) -> int:
        """The place of the number of marked content."""
        if not self.owners:
            self.begin = content
        self.owners.append(owner)
        return self.begin - content - 1


def _make_stock(element: Element) -> _Stock | None:
    """Spell an element with all that is in it, unless a part of it depends on the document."""
    speller = _Speller()
    if not speller.add(element, _PARENT):
        return None
    gaps, owners, size = speller.gaps, speller.owners, len(speller.lines)
    for place, (_, gap) in enumerate(speller.extents, _FIRST + size):
        gaps[gap] = place
    template = "\n".join([*speller.lines, " ".join(["%s 0 R"] * len(owners))])
    extents = tuple([extent for extent, _ in speller.extents])
    marked = speller.begin, speller.begin + len(owners)
    places = (*gaps, *owners)
    return _Stock(template, places, itemgetter(*places), size, marked, extents)


_stock = Kept(_make_stock, _MOST_KEPT)

_Base = tuple[int, int, int, int, tuple[float, float] | None]
"""Object numbers of the first element, of what is around it and of the page, number of the first
marked content, and the left and upper edge of the piece where that matters."""


def _spell(stock: _Stock, base: _Base) -> tuple[Group, str]:
    """The elements of a stock with their numbers, and after them the line of owners."""
    first, parent, page, content, corner = base
    begin, end = stock.contents
    filled = list(map(str, (parent, page, *range(first, first + stock.size))))
    if corner:
        filled += [_box(extent, *corner) for extent in stock.extents]
    filled += map(str, range(content + end - 1, content + begin - 1, -1))
    *lines, owners = (stock.template % stock.pick(filled)).split("\n")
    return Group(first, tuple(lines)), owners


_spell_kept = lru_cache(maxsize=_MOST_KEPT)(_spell)


def _spell_anew(stock: _Stock, base: _Base) -> tuple[Group, str]:
    """The same for a file in which all has new numbers, but for marked content and rectangles."""
    first, parent, page, content, corner = base
    template, pick = _place_stock(stock, content, corner)
    filled = list(map(str, (parent, page, *range(first, first + stock.size))))
    *lines, owners = (template % pick(filled)).split("\n")
    return Group(first, tuple(lines)), owners


@lru_cache(maxsize=_MOST_KEPT)
def _place_stock(
    stock: _Stock, content: int, corner: tuple[float, float] | None
) -> tuple[str, Callable[[list[str]], str | tuple[str, ...]]]:
    """The spelling of a stock with gaps for object numbers alone, and what picks these."""
    begin, end = stock.contents
    filled = ["\0"] * (_FIRST + stock.size)  # no text is spelt with such a character
    if corner:
        filled += [_box(extent, *corner) for extent in stock.extents]
    filled += map(str, range(content + end - 1, content + begin - 1, -1))
    spelt: str = stock.template % stock.pick(filled)
    numbers = [gap for gap in stock.gaps if 0 <= gap < _FIRST + stock.size]
    return spelt.replace("%", "%%").replace("\0", "%s"), itemgetter(*numbers)


def _language(tag: Tag) -> str:
    return f"/Lang{text_string(tag.language)}" if tag.language else ""


def _box(extent: Extent, left: float, top: float) -> str:
    """Where a figure is on the page, as an attribute."""
    edges = " ".join(map(number, _on_page(extent, left, top)))
    return f"/A<</O/Layout/Placement/Block/BBox[{edges}]>>"


def _on_page(extent: Extent, left: float, top: float) -> Extent:
    """A rectangle of a piece on its page: left, bottom, right, top, y up."""
    a, b, c, d = extent
    return left + a, top - d, left + c, top - b
