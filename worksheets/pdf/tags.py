"""The structure of a document: what is content of which element, and what is decoration.

A node is walked once: its marks are drawn, and its elements get the next object numbers and are
spelt as plain text, since ReportLab knows no tags and a page has three hundred of them.
An element that a page break has split is one element: parts with the same key are joined.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from worksheets.pdf.content import Pen, operands, text_string
from worksheets.plan import (
    Blank,
    Box,
    GlyphRun,
    Mark,
    Node,
    Picture,
    Piece,
    Placed,
    Role,
    Rule,
    Tag,
)
from worksheets.text.fonts import ASCENT_EM, DESCENT_EM

Child = Node | Mark | Placed

Extent = tuple[float, float, float, float]
"""The edges of a rectangle; in a piece: left, top, right, bottom, from its top left corner."""

_GROUPS = frozenset({Role.SECTION, Role.LIST, Role.LIST_ITEM, Role.TABLE, Role.ROW})
"""Roles that hold nodes only: a mark straight in one of them would say nothing."""

_WRITTEN = {role: role.value for role in Role} | {
    Role.TICK_BOX: "Span",
    Role.FIELD: "Span",
    Role.CAPTION: "P",
}
"""The structure types of roles."""

_MEAN = frozenset({GlyphRun, Picture})
"""Marks that are content everywhere; rules and boxes around text are decoration, but in figures."""

_FIELDS = frozenset({Role.TICK_BOX, Role.FIELD})
"""Roles whose nodes are fields of a form in a file that is filled in."""

_SAY_MORE = frozenset({Role.FIGURE, Role.FIELD, Role.HEADER_CELL, Role.LIST})
"""Roles whose elements say more than their type."""


class Heading(NamedTuple):
    """A bookmark: its title, the object number of its page, and how high on it, y up."""

    title: str
    page: int
    top: float


class Spot(NamedTuple):
    """A place for an annotation: a link, or a field of a form.

    Attributes:
        tag: What it means: a link's target, a field's name and tooltip.
        page: Object number of its page.
        rectangle: Left, bottom, right and top on the page in points, y up.
        number: Object number of the annotation.
        element: Object number of the element that it belongs to.
        mark: The box or blank that it stands for; None for a link.
    """

    tag: Tag
    page: int
    rectangle: Extent
    number: int
    element: int
    mark: Box | Blank | None = None


@dataclass(slots=True)
class Open:
    """An element that may get more kids from the pieces and pages that follow.

    Attributes:
        number: Its object number.
        head: Its dictionary without its kids.
        page: Object number of its page.
        kids: Its kids so far.
    """

    number: int
    head: str
    page: int
    kids: tuple[str, ...] = ()


def _copied(made: Mapping[str, Open]) -> dict[str, Open]:
    return {key: replace(one) for key, one in made.items()}


class Walker:
    """Walks nodes: draws them and makes their elements.

    Kids of elements are in their final spelling: a reference, or the number of marked content on
    the page of the element.

    Attributes:
        count: The highest object number so far.
        elements: Elements by their numbers, as they are spelt.
        owners: For each stretch of marked content on the page, the element that it belongs to.
        headings: The bookmarks by their titles, each title once.
        spots: The places of annotations, in reading order.
        open: The elements that parts are joined in, by their keys.
    """

    def __init__(self, count: int, *, fillable: bool) -> None:
        """Begin; object numbers go on after `count`."""
        self.count = count
        self.elements: dict[int, str] = {}
        self.owners: list[int] = []
        self.headings: dict[str, Heading] = {}
        self.spots: list[Spot] = []
        self._fillable = fillable
        self.open: dict[str, Open] = {}
        self._orders: dict[str, int] = {}
        self._x = self._y = 0.0  # how far the node is moved from where it was made

    def begin_page(self, page: int, first: int = 0) -> None:
        """Begin a page with its object number, or the rest of it after marked content."""
        self._page, self._pg = page, f"/Pg {page} 0 R"
        self.owners, self._first = [], first

    def add(self, piece: Piece, height: float, parent: int, pen: Pen) -> list[str]:
        """Draw a piece of a page of a height; the kids that it adds to the element around it."""
        self._pen, self._scale = pen, piece.scale
        self._left, self._top = piece.x, height - piece.y
        pen.begin(self._left, self._top, self._scale)
        kids = self._walk(piece.node, parent)
        pen.end()
        return kids

    def branch(self) -> "Walker":
        """Another walker, which goes on from here by itself."""
        part = Walker(self.count, fillable=self._fillable)
        part.begin_page(self._page, self._first + len(self.owners))
        part.open = _copied(self.open)
        return part

    def take(self, part: "Walker") -> None:
        """Add what a branch has found."""
        self.count = part.count
        self.elements.update(part.elements)
        self.owners += part.owners
        self.headings = self.headings | part.headings | self.headings
        self.spots += part.spots
        self.open = _copied(part.open)
        self._orders.update(part._orders)

    def close(self) -> None:
        """Spell the elements that parts were joined in."""
        for made in self.open.values():
            self.elements[made.number] = f"{made.head}/K[{' '.join(self.in_order(made.kids))}]>>"

    def in_order(self, kids: Iterable[str]) -> Iterable[str]:
        """Kids as they are read: a page break may have split several elements side by side."""
        return sorted(kids, key=lambda kid: self._orders.get(kid, 0)) if self._orders else kids

    def _walk(self, node: Node, parent: int) -> list[str]:
        """Draw a node; the kids that it adds to the element around it."""
        tag, children = node
        role = tag.role
        if role is Role.ARTIFACT:
            return self._draw(children, "", 0)
        if tag.bookmark:
            top = min(map(_top, node.marks()), default=0.0)
            heading = Heading(tag.bookmark, self._page, self._on_page((0, top, 0, top))[3])
            self.headings.setdefault(tag.bookmark, heading)
        if role is Role.SECTION and not tag.key:  # it says nothing but the order of what is in it
            return self._ordered(self._kids(children, role, parent), tag)
        if self._fillable and tag.name and role in _FIELDS:
            return self._field(node, parent)
        if role is Role.TICK_BOX:
            return self._span(tag, children, parent)
        if tag.key:
            return self._joined(node, parent)
        self.count += 1
        number = self.count
        kids = self._kids(children, role, number)
        if role is Role.LINK:
            kids += self._link(node, number)
        elif not kids and role is Role.CELL and tag.accessible_text:
            kids = self._span(tag, (), number)  # what is shown by shading alone
        elif not kids and role is Role.FIELD:
            self.count -= 1
            return []
        content = f"/K[{' '.join(kids)}]" if kids else ""
        self.elements[number] = f"{self._head(node, parent)}{content}>>"
        return self._ordered([f"{number} 0 R"], tag)

    def _joined(self, node: Node, parent: int) -> list[str]:
        """A part of an element; only the first adds a kid to the element around it."""
        key, is_first = node.tag.key, node.tag.key not in self.open
        if is_first:
            self.count += 1
            self.open[key] = Open(self.count, self._head(node, parent), self._page)
        made = self.open[key]
        kids = self._kids(node.children, node.tag.role, made.number)
        if node.tag.role is Role.LINK:
            kids += self._link(node, made.number)
        if made.page != self._page:
            kids = [f"<</Type/MCR{self._pg}/MCID {kid}>>" if kid.isdigit() else kid for kid in kids]
        made.kids += tuple(kids)
        return self._ordered([f"{made.number} 0 R"], node.tag) if is_first else []

    def _ordered(self, kids: list[str], tag: Tag) -> list[str]:
        """Note the order of kids, if their tag has one."""
        if tag.order:
            self._orders.update(dict.fromkeys(kids, tag.order))
        return kids

    def _head(self, node: Node, parent: int) -> str:
        """The dictionary of an element without its kids and its end."""
        tag = node.tag
        more = _attributes(node) if tag.role in _SAY_MORE else ""
        if tag.language:
            more = f"/Lang{text_string(tag.language)}{more}"
        if tag.role is Role.FIGURE:
            edges = operands(*self._on_page(_union(map(_extent, node.marks()))))
            more += f"/A<</O/Layout/Placement/Block/BBox[{edges}]>>"
        return f"<</P {parent} 0 R/S/{_WRITTEN[tag.role]}{more}{self._pg}"

    def _kids(self, children: Sequence[Child], role: Role, parent: int) -> list[str]:
        """Draw what is in an element: stretches of marks, which are its content or decoration."""
        kids: list[str] = []
        stretch: list[Child] = []
        begin = ""
        for child in children:
            kind = type(child)
            if kind is Node or kind is Placed:
                if stretch:
                    kids += self._draw(stretch, begin, parent)
                    stretch = []
                if isinstance(child, Placed):
                    x, y = self._x, self._y
                    self._x, self._y = x + child.x, y + child.y
                    kids += self._walk(child.node, parent)
                    self._x, self._y = x, y
                elif isinstance(child, Node):
                    kids += self._walk(child, parent)
                continue
            if role in _GROUPS:
                raise ValueError(f"a mark in a node of role {role} says nothing: wrap it in a node")
            means = _WRITTEN[role] if kind in _MEAN or role is Role.FIGURE else ""
            if stretch and means != begin:
                kids += self._draw(stretch, begin, parent)
                stretch = []
            begin = means
            stretch.append(child)
        return kids + self._draw(stretch, begin, parent) if stretch else kids

    def _draw(self, marks: Iterable[Child], begin: str, owner: int) -> list[str]:
        """Draw marks as one stretch of marked content, whose number is returned.

        Args:
            marks: The marks.
            begin: The structure type of the element that they are content of; "" for decoration,
                which needs no words and has no number.
            owner: Object number of the element.
        """
        numbers = []
        if begin:
            number = self._first + len(self.owners)
            self.owners.append(owner)
            numbers.append(str(number))
            begin = f"/{begin} <</MCID {number}>> BDC"
        self._pen.operators.append(begin or "/Artifact BMC")
        self._pen.draw_all(marks, self._x, self._y)
        self._pen.operators.append("EMC")
        return numbers

    def _span(self, tag: Tag, marks: Iterable[Child], parent: int) -> list[str]:
        """A span of marks with the words that are read instead of them."""
        self.count += 1
        number = self.count
        (marked,) = self._draw(marks, "Span", number)
        more = f"/Lang{text_string(tag.language)}" if tag.language else ""
        if tag.accessible_text:
            more += f"/ActualText{text_string(tag.accessible_text)}"
        self.elements[number] = f"<</P {parent} 0 R/S/Span{more}{self._pg}/K[{marked}]>>"
        return self._ordered([f"{number} 0 R"], tag)

    def _field(self, node: Node, parent: int) -> list[str]:
        """A field of a form over its box or blank; what stands beside it stays text.

        Its frame or line is drawn on the page: programs that fill in forms make new appearances.
        """
        kids, tag = [], node.tag
        marks = list(node.marks())
        for mark in [mark for mark in marks if isinstance(mark, Box | Blank)][:1]:
            self.count += 1
            number = self.count
            self._draw((mark,), "", 0)
            if isinstance(mark, Blank) and mark.ink:
                mark = mark._replace(height=mark.height - mark.line_width)  # above its line
            spot = self._spot(tag, _extent(mark), number, mark)
            more = f"/Lang{text_string(tag.language)}" if tag.language else ""
            self.elements[number] = f"<</P {parent} 0 R/S/Form{more}{self._pg}/K[{spot}]>>"
            kids += self._ordered([f"{number} 0 R"], tag)
        rest = [mark for mark in marks if isinstance(mark, GlyphRun)]
        return kids + self._span(Tag(Role.PARAGRAPH), rest, parent) if rest else kids

    def _link(self, node: Node, number: int) -> list[str]:
        """The annotations of a link, one for each line of its text."""
        tag = node.tag
        runs = [mark for mark in node.marks() if isinstance(mark, GlyphRun)]
        if not tag.accessible_text and tag.target.startswith("#"):
            tag = tag._replace(accessible_text=_text(runs))
        lines = [_union(map(_extent, line)) for _, line in groupby(runs, key=lambda run: run.y)]
        return [self._spot(tag, line, number) for line in lines]

    def _spot(self, tag: Tag, extent: Extent, element: int, mark: Box | Blank | None = None) -> str:
        """Note the place of an annotation; how it is spelt among the kids of its element."""
        self.count += 1
        rectangle = self._on_page(extent)
        self.spots.append(Spot(tag, self._page, rectangle, self.count, element, mark))
        return f"<</Type/OBJR{self._pg}/Obj {self.count} 0 R>>"

    def _on_page(self, extent: Extent) -> Extent:
        """A rectangle of the node on its page: left, bottom, right, top, y up."""
        left, top, scale = self._left + self._scale * self._x, self._top, self._scale
        top -= scale * self._y
        a, b, c, d = extent
        return left + scale * a, top - scale * d, left + scale * c, top - scale * b


def _attributes(node: Node) -> str:
    """The entries of an element's dictionary that follow from what it means."""
    tag = node.tag
    said = text_string(tag.accessible_text) if tag.accessible_text else ""
    match tag.role:
        case Role.FIGURE:
            return f"/Alt{text_string(tag.accessible_text)}"
        case Role.HEADER_CELL:
            expanded = f"/E{said}" if said else ""
            return f"{expanded}/A<</O/Table/Scope/{tag.scope or 'Column'}>>"
        case Role.LIST:
            return f"/A<</O/List/ListNumbering/{_numbering(node)}>>"
    return f"/ActualText{said}" if said else ""


def _numbering(node: Node) -> str:
    """How the items of a list are labelled, as their first label shows: None without labels."""
    labels = (inner for inner in node.nodes() if inner.tag.role is Role.LIST_LABEL)
    marks = (mark for label in labels for mark in label.marks() if isinstance(mark, GlyphRun))
    first = next(marks, None)
    if first is None:
        return "None"
    return "Decimal" if first.text[:1].isdigit() else "Disc"


def _text(runs: Iterable[GlyphRun]) -> str:
    """The text of a link that leads to a page."""
    text = ""
    end, line = 0.0, None
    for run in runs:
        # What stands straight behind the last run goes on, perhaps within a word: only bolder.
        goes_on = run.y == line and run.x - end < run.size / 10
        text += run.text if goes_on else f" {run.text}"
        end, line = _extent(run)[2], run.y
    return " ".join(text.split())


def _top(mark: Mark) -> float:
    return _extent(mark)[1]


def _extent(mark: Mark) -> Extent:
    match mark:
        case GlyphRun():
            width = sum(word.advance for word in mark.words) * mark.size / 1000
            top, bottom = mark.y - ASCENT_EM * mark.size, mark.y - DESCENT_EM * mark.size
            return mark.x, top, mark.x + width, bottom
        case Rule():
            xs, ys = sorted((mark.x1, mark.x2)), sorted((mark.y1, mark.y2))
            return xs[0], ys[0], xs[1], ys[1]
        case _:
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


def _union(extents: Iterable[Extent]) -> Extent:
    lefts, tops, rights, bottoms = zip(*extents, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
