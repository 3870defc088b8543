"""Nodes in reading order: what is marked as content of which element, and what is decoration."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Protocol

from worksheets.pdf.numbers import text_string
from worksheets.pdf.tree import SILENT, Element, Extent, Kid, Part, Spot, Tree
from worksheets.plan import Blank, Box, GlyphRun, Mark, Node, Picture, Placed, Role, Rule, Tag
from worksheets.text.fonts import ASCENT_EM, DESCENT_EM

_GROUPS = frozenset({Role.SECTION, Role.LIST, Role.LIST_ITEM, Role.TABLE, Role.ROW})
"""Roles that hold nodes only: a mark straight in one of them would say nothing."""

_SAYS_NOTHING = "a mark in a node of role {} says nothing: wrap it in a node"

_SPREAD = _GROUPS - {Role.LIST}
"""Those of which an element says no more than its type: what is in them is put one by one."""

_WRITTEN = {role: role.value for role in Role} | {
    Role.TICK_BOX: "Span",
    Role.FIELD: "Span",
    Role.CAPTION: "P",
}
"""The structure types of roles."""

_BEGIN = {role: f"/{written} <</MCID %d>> BDC" for role, written in _WRITTEN.items()}
_BEGIN_SPAN, _BEGIN_TICK_BOX = _BEGIN[Role.FIELD], _BEGIN[Role.TICK_BOX]

_ALL_MEAN = (Role.TICK_BOX, Role.FIGURE)
"""Roles whose marks are all content; elsewhere rules and boxes around text are decoration."""

_MEAN = (GlyphRun, Picture)
"""Marks that are content everywhere."""

_PLAIN = frozenset(
    {Role.PARAGRAPH, Role.LIST_ITEM, Role.LIST_LABEL, Role.LIST_BODY, Role.CELL, Role.ROW}
)
"""Roles that say nothing of an element beyond its type."""


class Drawn(Protocol):
    """What is known of a node that was drawn."""

    @property
    def marked(self) -> int:
        """How many stretches of marked content it has."""

    @property
    def tree(self) -> Tree:
        """Its elements."""

    @property
    def bookmarks(self) -> tuple[tuple[str, float], ...]:
        """Titles with how far down they stand."""


class Pen(Protocol):
    """What draws the marks."""

    operators: list[str]

    def draw(self, mark: Mark) -> None:
        """Draw one mark."""

    def put(self, moved: Placed, *, joined: bool) -> Drawn:
        """Put a node, drawn by itself, where it is moved to.

        Args:
            moved: The node.
            joined: Whether it was put together from others, and is hardly met again.
        """


class Walker:
    """Walks a node once: draws it and finds its elements.

    Attributes:
        marked: How many stretches of marked content there are so far.
        bookmarks: Titles with how far down they stand.
    """

    def __init__(self, pen: Pen, *, fillable: bool) -> None:
        """Draw with `pen`; in a fillable file, leave out what fields stand for."""
        self._pen = pen
        self._fillable = fillable
        self.marked = 0
        self.bookmarks: list[tuple[str, float]] = []
        self._is_free, self._has_parts, self._silent = True, False, 0

    def tree(self, node: Node, *, nested: bool) -> Tree:
        """Draw a node that is no part of another here; its elements.

        Args:
            node: The node.
            nested: Whether it is put into others: a section says nothing there.
        """
        kids = self.walk(node, nested=nested)
        elements = tuple([kid for kid in kids if isinstance(kid, Element | Part)])
        return Tree(elements, self._is_free, self._has_parts, self._silent)

    def walk(self, node: Node, *, nested: bool = False) -> list[Kid]:
        """Draw a node; the kids that it adds to the element around it.

        Raises:
            ValueError: A mark stands in a node that says nothing about it.
        """
        tag = node.tag
        role = tag.role
        if role is Role.ARTIFACT:
            self._decorate(node.marks())
            return []
        self._is_free &= not tag.key
        if tag.bookmark:
            self._add_bookmark(node)
        if self._fillable and tag.name and role in (Role.TICK_BOX, Role.FIELD):
            return self._field(node)
        kids = self._kids(node.children, role)
        if role in _PLAIN and kids:
            return [Element(_WRITTEN[role], tag, tuple(kids))]
        if role is Role.SECTION and nested:
            return kids
        if not kids:
            if role is Role.CELL and tag.accessible_text:
                kids = [self._spoken(tag)]
            elif role is Role.FIELD:
                return []
        if role is Role.LINK:
            kids += self._spots(node)
        extent = _union(map(_extent, node.marks())) if role is Role.FIGURE else None
        attributes = _attributes(node) if role in _SAY_MORE else ""
        return [Element(_WRITTEN[role], tag, tuple(kids), attributes, extent)]

    def _add_bookmark(self, node: Node) -> None:
        top = min(map(_top, node.marks()), default=0.0)
        self.bookmarks.append((node.tag.bookmark, top))

    def _spots(self, node: Node) -> list[Spot]:
        """Where the annotations of a link are."""
        self._is_free = False
        link = _as_link(node)
        return [Spot(link, extent) for extent in _lines(node.marks())]

    def _kids(self, children: Sequence[Node | Mark | Placed], role: Role) -> list[Kid]:
        kids: list[Kid] = []
        stretch: list[Mark] = []
        means = False
        for child in children:
            if isinstance(child, Node | Placed):
                if stretch:
                    self._end(stretch, means, role, kids)
                    stretch = []
                if isinstance(child, Placed):
                    kids += self._put(child)
                elif child.tag.role is Role.TICK_BOX and not self._fillable:
                    kids.append(self._tick_box(child))
                else:
                    kids += self.walk(child, nested=True)
                continue
            if role in _GROUPS:
                raise ValueError(_SAYS_NOTHING.format(role))
            meant = isinstance(child, _MEAN) or role in _ALL_MEAN
            if stretch and meant != means:
                self._end(stretch, means, role, kids)
                stretch = []
            means = meant
            stretch.append(child)
        if stretch:
            self._end(stretch, means, role, kids)
        return kids

    def _tick_box(self, node: Node) -> Element:
        """What `walk` makes of a tick box: there are hundreds on a page."""
        marked = self._mark(node.marks(), _BEGIN_TICK_BOX)
        tag = node.tag
        if not tag.accessible_text:
            self._silent += 1
        return Element("Span", tag, (marked,), _said(tag) if tag.accessible_text else SILENT)

    def _put(self, moved: Placed) -> list[Kid]:
        """A node that was drawn before, or is drawn by itself."""
        x, y, node, _, _, accessible_text = moved
        tag, children = node
        joined = any([isinstance(child, Placed) for child in children])
        if joined and tag.role in _SPREAD and not (accessible_text or tag.key or tag.bookmark):
            return self._put_each(node, x, y)
        drawn, first = self._pen.put(moved, joined=joined), self.marked
        self.marked += drawn.marked
        if drawn.bookmarks:
            self.bookmarks += [(title, y + down) for title, down in drawn.bookmarks]
        tree = drawn.tree
        if not tree.elements:
            return []
        self._has_parts = True
        self._is_free &= tree.is_free
        is_whole = tree.is_free and not tree.has_parts
        if accessible_text and not (is_whole and len(accessible_text) == tree.silent):
            raise ValueError("what is said of tick boxes is for other ones")
        return [Part(tree, first, x, y, accessible_text)]

    def _put_each(self, node: Node, x: float, y: float) -> list[Kid]:
        """What is in a node that has been put together from others, each where it stands.

        **Why it is rounded:** to the last hundredth of a point it stands where it would if the node
        was drawn by itself, as it is in other files.
        """
        kids: list[Kid] = []
        x, y = round(x, 2), round(y, 2)
        for child in node.children:
            if isinstance(child, Placed):
                left, top, inner, within, context, accessible_text = child
                left, top = x + round(left, 2), y + round(top, 2)
                kids += self._put(Placed(left, top, inner, within, context, accessible_text))
            elif isinstance(child, Node):
                kids += self._put(Placed(x, y, child))
            else:
                raise ValueError(_SAYS_NOTHING.format(node.tag.role))
        role = node.tag.role
        if role is Role.SECTION:
            return kids
        return [Element(_WRITTEN[role], node.tag, tuple(kids))]

    def _end(self, stretch: list[Mark], means: bool, role: Role, kids: list[Kid]) -> None:
        """Draw marks that lie side by side: content of the element, or decoration."""
        if means:
            kids.append(self._mark(stretch, _BEGIN[role]))
        else:
            self._decorate(stretch)

    def _mark(self, marks: Iterable[Mark], begin: str) -> int:
        """Draw marks as one stretch of marked content; its number."""
        pen = self._pen
        pen.operators.append(begin)
        for mark in marks:
            pen.draw(mark)
        pen.operators.append("EMC")
        self.marked += 1
        return self.marked - 1

    def _decorate(self, marks: Iterable[Mark]) -> None:
        """Draw marks that nobody needs to hear of."""
        self._pen.operators.append("/Artifact BMC")
        for mark in marks:
            self._pen.draw(mark)
        self._pen.operators.append("EMC")

    def _spoken(self, tag: Tag) -> Element:
        """Words for what is shown by shading alone."""
        marked = self._mark((), _BEGIN_SPAN)
        return Element("Span", Tag(Role.FIELD, tag.accessible_text), (marked,), _said(tag))

    def _field(self, node: Node) -> list[Kid]:
        """A field of a form where the box or blank was; what stands beside it stays text."""
        kids: list[Kid] = []
        self._is_free = False
        for mark in node.marks():
            if isinstance(mark, Box | Blank) and not kids:
                kids.append(Element("Form", node.tag, (Spot(node.tag, _extent(mark), mark),)))
        rest = [mark for mark in node.marks() if isinstance(mark, GlyphRun)]
        if rest:
            kids.append(Element("Span", Tag(Role.PARAGRAPH), (self._mark(rest, _BEGIN_SPAN),)))
        return kids


_SAY_MORE = (Role.FIGURE, Role.TICK_BOX, Role.FIELD, Role.HEADER_CELL, Role.LIST)


def _attributes(node: Node) -> str:
    """The entries of an element's dictionary that follow from what it means."""
    tag = node.tag
    match tag.role:
        case Role.TICK_BOX | Role.FIELD:
            return _said(tag)
        case Role.FIGURE:
            return f"/Alt{text_string(tag.accessible_text)}"
        case Role.HEADER_CELL:
            expanded = f"/E{text_string(tag.accessible_text)}" if tag.accessible_text else ""
            return f"{expanded}/A<</O/Table/Scope/{tag.scope or 'Column'}>>"
        case Role.LIST:
            return f"/A<</O/List/ListNumbering/{_numbering(node)}>>"
    return ""


def _said(tag: Tag) -> str:
    return f"/ActualText{text_string(tag.accessible_text)}" if tag.accessible_text else ""


def _numbering(node: Node) -> str:
    """How the items of a list are labelled, as their first label shows: None without labels."""
    labels = (inner for inner in node.nodes() if inner.tag.role is Role.LIST_LABEL)
    marks = (mark for label in labels for mark in label.marks() if isinstance(mark, GlyphRun))
    first = next(marks, None)
    if first is None:
        return "None"
    return "Decimal" if first.text[:1].isdigit() else "Disc"


def _top(mark: Mark) -> float:
    if isinstance(mark, GlyphRun):
        return mark.y - ASCENT_EM * mark.size
    return min(mark.y1, mark.y2) if isinstance(mark, Rule) else mark.y


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


def _as_link(node: Node) -> Tag:
    """What the annotation of a link means: one that leads to a page says its text by default."""
    if node.tag.accessible_text or not node.tag.target.startswith("#"):
        return node.tag
    text = ""
    end, line = 0.0, None
    for run in (mark for mark in node.marks() if isinstance(mark, GlyphRun)):
        # What stands straight behind the last run goes on, perhaps within a word: only bolder.
        goes_on = run.y == line and run.x - end < run.size / 10
        text += run.text if goes_on else f" {run.text}"
        end, line = _extent(run)[2], run.y
    return node.tag._replace(accessible_text=" ".join(text.split()))


def _lines(marks: Iterable[Mark]) -> list[Extent]:
    """Where the text of a link is, line by line."""
    runs = [mark for mark in marks if isinstance(mark, GlyphRun)]
    return [_union(map(_extent, line)) for _, line in groupby(runs, key=lambda run: run.y)]
