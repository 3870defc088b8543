"""Elements of the structure spelt once for many documents, with gaps for the numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from worksheets.kept import Kept, kept, kept_by_value
from worksheets.pdf.numbers import number, text_string
from worksheets.pdf.objects import Group
from worksheets.pdf.tree import SILENT, Element, Extent, Kid, Part, Spot, Tree
from worksheets.plan import Tag

_PARENT, _PAGE, _FIRST = range(3)
"""Places in the list of numbers that the gaps of a spelling are filled with: of the element around
it, of the page, of the element itself; then of those in it, rectangles, and marked content."""

_MOST_KEPT, _MOST_TREES = 512, 4096
_FEW = 2


@dataclass(frozen=True, eq=False)
class Stock:
    """Elements with all that is in them, spelt once for all documents; known by its identity.

    Attributes:
        template: The elements, a line each, with `%s` for every number, and after them a line of
            the elements that marked content belongs to, stretch by stretch.
        gaps: Places of what the gaps are filled with in the list of numbers.
        pick: Picks all of that out of the list.
        size: How many elements there are.
        roots: Places of those among them that are in no other.
        contents: Number of the first stretch of marked content, and of the one after the last.
        silent: How many tick boxes there are of which their elements say nothing.
        extents: Where figures are in the piece.
    """

    template: str
    gaps: tuple[int, ...]
    pick: Callable[[list[str]], str | tuple[str, ...]]
    size: int
    roots: tuple[int, ...]
    contents: tuple[int, int]
    silent: int
    extents: tuple[Extent, ...]


class _Speller:
    """Spells an element with all that is in it.

    Attributes:
        lines: The elements, each before its kids.
        gaps: Places in the list of numbers, gap by gap; those of marked content, which is last in
            that list and stands there backwards, count from its end.
        owners: Places of the numbers of the elements that marked content belongs to.
        extents: Where figures are, each with the gap for it.
        silent: The gaps for what is said of tick boxes of which their elements say nothing.
        begin: Number of the first marked content.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.gaps: list[int] = []
        self.owners: list[int] = []
        self.extents: list[tuple[Extent, int]] = []
        self.silent: list[int] = []
        self.begin = 0

    def add(self, element: Element, parent: int) -> bool:
        """Add an element; False when a part of it depends on the document."""
        role, tag, kids, said, extent = element
        if tag.key:
            return False
        gaps, place = self.gaps, _FIRST + len(self.lines)
        only = kids[0] if len(kids) == 1 and not extent else None
        if said == SILENT and isinstance(only, int):
            self.silent.append(len(gaps) + 1)
            gaps += (parent, 0, _PAGE, self._content(only, place))
            language = language_entry(tag).replace("%", "%%") if tag.language else ""
            self.lines.append(f"<</P %s 0 R/S/{role}{language}%s/Pg %s 0 R/K[%s]>>")
            return True
        if said or tag.language:
            said = f"{language_entry(tag)}{said}".replace("%", "%%")
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

    def _add_kids(self, kids: Sequence[Kid], place: int, first: int) -> bool:
        """Add the kids of an element, whose gaps begin with the first."""
        gaps = self.gaps
        for gap, kid in enumerate(kids, first):
            if isinstance(kid, Element):
                gaps[gap] = _FIRST + len(self.lines)
                if not self.add(kid, place):
                    return False
            elif isinstance(kid, Spot | Part):
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


def _make_stock(elements: Sequence[Element]) -> Stock | None:
    speller, roots = _Speller(), []
    for element in elements:
        roots.append(len(speller.lines))
        if not speller.add(element, _PARENT):
            return None
    gaps, owners, size = speller.gaps, speller.owners, len(speller.lines)
    later = [*speller.silent, *(gap for _, gap in speller.extents)]
    for place, gap in enumerate(later, _FIRST + size):
        gaps[gap] = place
    template = "\n".join([*speller.lines, " ".join(["%s 0 R"] * len(owners))])
    extents = tuple([extent for extent, _ in speller.extents])
    marked = speller.begin, speller.begin + len(owners)
    places = (*gaps, *owners)
    silent = len(speller.silent)
    pick = itemgetter(*places)
    return Stock(template, places, pick, size, tuple(roots), marked, silent, extents)


def _make_stock_of_tree(tree: Tree) -> Stock | None:
    elements = tuple([one for one in tree.elements if isinstance(one, Element)])
    return _stock_of_few(elements) if len(elements) <= _FEW else _make_stock(elements)


_stock_of_few = kept_by_value(_MOST_KEPT)(_make_stock)
"""Few elements are soon compared by their values: the fields of all patients are alike."""


def _make_stock_of_one(element: Element) -> Stock | None:
    return _make_stock((element,))


stock_of = Kept(_make_stock_of_one, _MOST_KEPT)
"""The stock of an element, or None when it has parts or something in it depends on the document."""

stock_of_tree = Kept(_make_stock_of_tree, _MOST_TREES)
"""The stock of a tree without parts, or None when something in it depends on the document."""


class Base(NamedTuple):
    """What the gaps of a stock are filled with.

    Attributes:
        first: Object number of the first element.
        parent: That of what is around it.
        page: That of the page.
        content: Number of the first marked content of the piece.
        corner: Left and upper edge of the piece where that matters, or None.
        accessible_text: What is said of the tick boxes of which their elements say nothing; () for nothing.
    """

    first: int
    parent: int
    page: int
    content: int
    corner: tuple[float, float] | None
    accessible_text: tuple[str, ...] = ()


class Spelt(NamedTuple):
    """Elements with their numbers.

    Attributes:
        group: The elements.
        owners: The elements that marked content belongs to, stretch by stretch, as one text.
        roots: The numbers of those elements that are in no other.
    """

    group: Group
    owners: str
    roots: Sequence[int]


def spell_once(stock: Stock, base: Base) -> Spelt:
    """The elements of a stock with their numbers."""
    *lines, owners = fill(stock, base)
    roots = [base.first + root for root in stock.roots]
    return Spelt(Group(base.first, tuple(lines)), owners, roots)


def fill(stock: Stock, base: Base) -> list[str]:
    """The elements of a stock as lines, and after them what marked content belongs to."""
    first, parent, page, content, corner, accessible_text = base
    filled = [str(parent), str(page), *digits(first, first + stock.size)]
    filled += _of_place(stock, content, corner, accessible_text)
    return (stock.template % stock.pick(filled)).split("\n")


def _of_place(
    stock: Stock, content: int, corner: tuple[float, float] | None, accessible_text: tuple[str, ...]
) -> list[str]:
    """What fills the gaps that no object number does: words, rectangles and marked content."""
    filled: list[str] = []
    if stock.silent:
        filled += _said(accessible_text) if accessible_text else [""] * stock.silent
    if corner:
        filled += [box_entry(extent, *corner) for extent in stock.extents]
    begin, end = stock.contents
    filled += digits(content + begin, content + end)[::-1]
    return filled


@kept(4096, key=lambda accessible_text: id(accessible_text))
def _said(accessible_text: tuple[str, ...]) -> list[str]:
    """What is said, as entries of elements."""
    return [f"/ActualText{text_string(one)}" for one in accessible_text]


_DIGITS = [str(number) for number in range(4096)]


def digits(first: int, end: int) -> list[str]:
    """The numbers from the first one up to the end, as they are written."""
    return _DIGITS[first:end] if end <= len(_DIGITS) else list(map(str, range(first, end)))


spell_kept = kept_by_value(_MOST_KEPT)(spell_once)
"""The same for files in which many have the same numbers."""


def spell_anew(stock: Stock, base: Base) -> Spelt:
    """The same for a file in which all has new numbers, but for marked content and rectangles."""
    first, parent, page, content, corner, accessible_text = base
    template, pick = _place_stock(stock, content, corner, accessible_text)
    filled = [str(parent), str(page), *digits(first, first + stock.size)]
    *lines, owners = (template % pick(filled)).split("\n")
    return Spelt(Group(first, tuple(lines)), owners, [first + root for root in stock.roots])


@kept_by_value(_MOST_KEPT)
def _place_stock(
    stock: Stock, content: int, corner: tuple[float, float] | None, accessible_text: tuple[str, ...]
) -> tuple[str, Callable[[list[str]], str | tuple[str, ...]]]:
    """The spelling of a stock with gaps for object numbers alone, and what picks these."""
    filled = ["\0"] * (_FIRST + stock.size)  # no text is spelt with such a character
    filled += _of_place(stock, content, corner, accessible_text)
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
