"""Elements of the structure spelt once for many documents, with gaps for the numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from worksheets.kept import Kept
from worksheets.pdf.numbers import number, text_string
from worksheets.pdf.objects import Group
from worksheets.pdf.tree import Element, Extent, Spot
from worksheets.plan import Tag

_PARENT, _PAGE, _FIRST = range(3)
"""Places in the list of numbers that the gaps of a spelling are filled with: of the element around
it, of the page, of the element itself; then of those in it, rectangles, and marked content."""

_MOST_KEPT = 512


@dataclass(frozen=True, eq=False)
class Stock:
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
            said = f"{language_entry(tag)}{said}".replace("%", "%%")
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


def _make_stock(element: Element) -> Stock | None:
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
    return Stock(template, places, itemgetter(*places), size, marked, extents)


stock_of = Kept(_make_stock, _MOST_KEPT)
"""The stock of an element, or None when a part of it depends on the document."""

Base = tuple[int, int, int, int, tuple[float, float] | None]
"""Object numbers of the first element, of what is around it and of the page, number of the first
marked content, and the left and upper edge of the piece where that matters."""


def _spell(stock: Stock, base: Base) -> tuple[Group, str]:
    """The elements of a stock with their numbers, and after them the line of owners."""
    first, parent, page, content, corner = base
    begin, end = stock.contents
    filled = list(map(str, (parent, page, *range(first, first + stock.size))))
    if corner:
        filled += [box_entry(extent, *corner) for extent in stock.extents]
    filled += map(str, range(content + end - 1, content + begin - 1, -1))
    *lines, owners = (stock.template % stock.pick(filled)).split("\n")
    return Group(first, tuple(lines)), owners


spell_kept = lru_cache(maxsize=_MOST_KEPT)(_spell)
"""The elements of a stock with their numbers, for files in which many have the same ones, and to
which elements its marked content belongs."""


def spell_anew(stock: Stock, base: Base) -> tuple[Group, str]:
    """The same for a file in which all has new numbers, but for marked content and rectangles."""
    first, parent, page, content, corner = base
    template, pick = _place_stock(stock, content, corner)
    filled = list(map(str, (parent, page, *range(first, first + stock.size))))
    *lines, owners = (template % pick(filled)).split("\n")
    return Group(first, tuple(lines)), owners


@lru_cache(maxsize=_MOST_KEPT)
def _place_stock(
    stock: Stock, content: int, corner: tuple[float, float] | None
) -> tuple[str, Callable[[list[str]], str | tuple[str, ...]]]:
    """The spelling of a stock with gaps for object numbers alone, and what picks these."""
    begin, end = stock.contents
    filled = ["\0"] * (_FIRST + stock.size)  # no text is spelt with such a character
    if corner:
        filled += [box_entry(extent, *corner) for extent in stock.extents]
    filled += map(str, range(content + end - 1, content + begin - 1, -1))
    spelt: str = stock.template % stock.pick(filled)
    numbers = [gap for gap in stock.gaps if 0 <= gap < _FIRST + stock.size]
    return spelt.replace("%", "%%").replace("\0", "%s"), itemgetter(*numbers)


def language_entry(tag: Tag) -> str:
    """The entry of an element that is in another language than what is around it, or ""."""
    return f"/Lang{text_string(tag.language)}" if tag.language else ""


def box_entry(extent: Extent, left: float, top: float) -> str:
    """Where a figure is on the page, as an attribute."""
    edges = " ".join(map(number, on_page(extent, left, top)))
    return f"/A<</O/Layout/Placement/Block/BBox[{edges}]>>"


def on_page(extent: Extent, left: float, top: float) -> Extent:
    """A rectangle of a piece on its page: left, bottom, right, top, y up."""
    a, b, c, d = extent
    return left + a, top - d, left + c, top - b
