"""The structure tree: elements get numbers, find their pages and are written.

An element that a page break has split is one element here: parts with the same key are joined, if
they belong to the same week of a booklet. What many sheets share is spelt once, with gaps for the
numbers.
"""

from operator import itemgetter
from typing import NamedTuple

from worksheets.pdf.compound import (
    Place,
    is_free,
    spell_element,
    spell_one,
    spell_tree,
)
from worksheets.pdf.file import File
from worksheets.pdf.stock import Spelt, on_page, spell_anew, spell_kept, stock_of, stock_of_tree
from worksheets.pdf.tree import Element, Extent, Part, Spot, Tree
from worksheets.plan import Piece

_ORDER = itemgetter(0)


class Placed(NamedTuple):
    """A spot on a page.

    Attributes:
        spot: What it is.
        page: Place of the page among those of the document, from 0.
        rectangle: Left, bottom, right and top on the page in points, y up.
        name_prefix: What its name belongs to, or "".
        number: Object number of its annotation.
    """

    spot: Spot
    page: int
    rectangle: Extent
    name_prefix: str
    number: int


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

    def __init__(self, element: Element, number: int, parent: int, place: Place | None) -> None:
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
        self._spell = spell_kept if kept else spell_anew
        self.number = file.reserve()
        self._around = _Open(around, self.number, parent, None)
        self._open = [self._around]
        self._keyed: dict[tuple[str, str], _Open] = {}
        self._last: list[tuple[Tree, Place]] = []
        self._pages: list[int] = []
        self._parents: list[list[str]] = []
        self._spot_parents: list[str] = []
        self.spots: list[Placed] = []

    def add_page(self, page: int) -> None:
        """Begin the next page, with its object number."""
        self._pages.append(page)
        self._parents.append([])

    def add_piece(self, tree: Tree, piece: Piece, top: float, first: int) -> None:
        """Add what stands in a piece of the page.

        Args:
            tree: The elements of the piece.
            piece: The piece; no other one of the page follows one that is read last.
            top: Its upper edge, y up.
            first: Number of its first marked content.
        """
        place = Place(len(self._pages) - 1, self._pages[-1], first, piece.x, top, piece.name_prefix)
        if piece.last:
            self._last.append((tree, place))
            return
        self._add_tree(tree, self._around, place)

    def finish(self) -> list[str]:
        """Add what is read last, and write what was left open.

        Returns:
            The entries of the parent tree: of each page a list, of each spot its element.
        """
        for tree, place in self._last:
            self._add_tree(tree, self._around, place)
        for made in self._open:
            self._file.put(made.number, _spell_open(made))
        pages = [f"[{' '.join(filter(None, owners))}]" for owners in self._parents]
        return pages + self._spot_parents

    def _add_tree(self, tree: Tree, parent: _Open, place: Place) -> None:
        """Add the elements of a node: at once where nothing in it depends on the document."""
        if tree.is_free and tree.elements:
            self._put(self._spell_tree(tree, parent.number, place), parent, place)
            return
        for one in tree.elements:
            if isinstance(one, Part):
                self._add_tree(one.tree, parent, place.inside(one))
            else:
                self._add(one, parent, place)

    def _spell_tree(self, tree: Tree, parent: int, place: Place) -> Spelt:
        first = self._file.count + 1
        stock = None if tree.has_parts else stock_of_tree(tree)
        if stock is None:
            return spell_tree(tree, first, parent, place)
        return self._spell(stock, place.base(stock, first, parent))

    def _put(self, spelt: Spelt, parent: _Open, place: Place, order: int = 0) -> None:
        """Put elements that were spelt with the next numbers."""
        group, owners, roots = spelt
        self._file.reserve(len(group.spellings))
        self._file.put_group(group)
        parent.kids += [(order, f"{root} 0 R") for root in roots]
        self._parents[place.page].append(owners)

    def _add(self, element: Element, parent: _Open, place: Place) -> None:
        if spelt := self._spell_element(element, parent.number, place):
            self._put(spelt, parent, place, element.tag.order)
            return
        made = self._make(element, parent, place)
        for kid in element.kids:
            if isinstance(kid, Element):
                self._add(kid, made, place)
            elif isinstance(kid, Part):
                self._add_tree(kid.tree, made, place.inside(kid))
            elif isinstance(kid, Spot):
                made.kids.append((0, self._add_spot(kid, made, place)))
            else:
                made.kids.append((0, _content(place, kid, made.place)))
                self._parents[place.page].append(f"{made.number} 0 R")

    def _spell_element(self, element: Element, parent: int, place: Place) -> Spelt | None:
        """An element and all in it with the next numbers; None where that takes the document."""
        first = self._file.count + 1
        has_parts = any([isinstance(kid, Part) for kid in element.kids])
        stock = None if has_parts else stock_of(element)
        if stock is not None:
            return self._spell(stock, place.base(stock, first, parent))
        return spell_element(element, first, parent, place) if is_free(element) else None

    def _make(self, element: Element, parent: _Open, place: Place) -> _Open:
        """A new element, or the one whose next part this is."""
        key = place.name_prefix, element.tag.key
        if element.tag.key and key in self._keyed:
            return self._keyed[key]
        made = _Open(element, self._file.reserve(), parent.number, place)
        self._open.append(made)
        parent.kids.append((element.tag.order, f"{made.number} 0 R"))
        if element.tag.key:
            self._keyed[key] = made
        return made

    def _add_spot(self, spot: Spot, made: _Open, place: Place) -> str:
        """Add a spot; how it is spelt among the kids of its element."""
        annotation = self._file.reserve()
        rectangle = on_page(spot.extent, place.left, place.top)
        self.spots.append(Placed(spot, place.page, rectangle, place.name_prefix, annotation))
        self._spot_parents.append(f"{made.number} 0 R")
        return f"<</Type/OBJR/Pg {place.number} 0 R/Obj {annotation} 0 R>>"


def _content(place: Place, content: int, of_element: Place | None) -> str:
    """Marked content of a piece among the kids of an element, which may begin on another page."""
    marked = place.first + content
    if of_element and place.page == of_element.page:
        return str(marked)
    return f"<</Type/MCR/Pg {place.number} 0 R/MCID {marked}>>"


def _spell_open(made: _Open) -> str:
    kids = [kid for _, kid in sorted(made.kids, key=_ORDER)]
    return spell_one(made.element, made.parent, made.place, kids)
