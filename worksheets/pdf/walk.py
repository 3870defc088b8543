"""Nodes in reading order: what is marked as content of which element, and what is decoration."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Protocol

from worksheets.pdf.numbers import text_string
from worksheets.pdf.tree import Element, Extent, Spot
from worksheets.plan import Blank, Box, GlyphRun, Mark, Node, Picture, Role, Rule, Tag
from worksheets.text.fonts import ASCENT_EM, DESCENT_EM

_GROUPS = (Role.SECTION, Role.LIST, Role.LIST_ITEM, Role.TABLE, Role.ROW)
"""Roles that hold nodes only: a mark straight in one of them would say nothing."""

_WRITTEN = {Role.TICK_BOX: "Span", Role.FIELD: "Span", Role.CAPTION: "P"}
"""Roles that are written as another structure type."""

Kid = Element | int | Spot


class Pen(Protocol):
    """What draws the marks."""

    operators: list[str]

    def draw(self, mark: Mark) -> None:
        """Draw one mark."""


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

    def walk(self, node: Node, *, nested: bool = False) -> list[Kid]:
        """Draw a node; the kids that it adds to the element around it.

        Raises:
            ValueError: A mark stands in a node that says nothing about it.
        """
        role = node.tag.role
        if role is Role.ARTIFACT:
            self._decorate(node.marks())
            return []
        if node.tag.bookmark:
            top = min((_extent(mark)[1] for mark in node.marks()), default=0.0)
            self.bookmarks.append((node.tag.bookmark, top))
        if self._fillable and node.tag.name and role in (Role.TICK_BOX, Role.FIELD):
            return self._field(node)
        kids = self._kids(node)
        if role is Role.SECTION and nested:
            return kids
        if role is Role.CELL and node.tag.spoken and not kids:
            kids = [self._spoken(node.tag)]
        if role is Role.FIELD and not kids:
            return []
        if role is Role.LINK:
            tag = _as_link(node)
            kids += [Spot(tag, extent) for extent in _lines(node.marks())]
        extent = _union(map(_extent, node.marks())) if role is Role.FIGURE else None
        written = _WRITTEN.get(role, role.value)
        return [Element(written, node.tag, tuple(kids), _attributes(node), extent)]

    def _kids(self, node: Node) -> list[Kid]:
        role = node.tag.role
        kids: list[Kid] = []
        for is_node, group in groupby(node.children, key=lambda child: isinstance(child, Node)):
            if is_node:
                for child in group:
                    kids += self.walk(child, nested=True)  # type: ignore[arg-type]
                continue
            marks: list[Mark] = list(group)  # type: ignore[arg-type]
            if role in _GROUPS:
                raise ValueError(f"a mark in a node of role {role} says nothing: wrap it in a node")
            means = _meaning(role)
            for has_meaning, stretch in groupby(marks, key=means):
                if has_meaning:
                    kids.append(self._mark(stretch, _WRITTEN.get(role, role.value)))
                else:
                    self._decorate(stretch)
        return kids

    def _mark(self, marks: Iterable[Mark], role: str) -> int:
        """Draw marks as one stretch of marked content; its number."""
        self._pen.operators.append(f"/{role} <</MCID %d>> BDC")
        for mark in marks:
            self._pen.draw(mark)
        self._pen.operators.append("EMC")
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
        return Element("Span", Tag(Role.FIELD, tag.spoken), (self._mark((), "Span"),), _said(tag))

    def _field(self, node: Node) -> list[Kid]:
        """A field of a form where the box or blank was; what stands beside it stays text."""
        kids: list[Kid] = []
        for mark in node.marks():
            if isinstance(mark, Box | Blank) and not kids:
                kids.append(Element("Form", node.tag, (Spot(node.tag, _extent(mark), mark),)))
        rest = [mark for mark in node.marks() if isinstance(mark, GlyphRun)]
        if rest:
            kids.append(Element("Span", Tag(Role.PARAGRAPH), (self._mark(rest, "Span"),)))
        return kids


def _meaning(role: Role) -> Callable[[Mark], bool]:
    """Which marks in a node are its content; rules and boxes around text are decoration."""
    if role in (Role.TICK_BOX, Role.FIGURE):
        return lambda mark: True
    return lambda mark: isinstance(mark, GlyphRun | Picture)


def _attributes(node: Node) -> str:
    """The entries of an element's dictionary that follow from what it means."""
    tag = node.tag
    match tag.role:
        case Role.FIGURE:
            return f"/Alt{text_string(tag.spoken)}"
        case Role.TICK_BOX | Role.FIELD:
            return _said(tag)
        case Role.HEADER_CELL:
            expanded = f"/E{text_string(tag.spoken)}" if tag.spoken else ""
            return f"{expanded}/A<</O/Table/Scope/{tag.scope or 'Column'}>>"
        case Role.LIST:
            return f"/A<</O/List/ListNumbering/{_numbering(node)}>>"
    return ""


def _said(tag: Tag) -> str:
    return f"/ActualText{text_string(tag.spoken)}" if tag.spoken else ""


def _numbering(node: Node) -> str:
    """How the items of a list are labelled, as their first label shows: None without labels."""
    labels = (inner for inner in node.nodes() if inner.tag.role is Role.LIST_LABEL)
    texts = [mark.text for label in labels for mark in label.marks() if isinstance(mark, GlyphRun)]
    if not texts:
        return "None"
    return "Decimal" if texts[0][:1].isdigit() else "Disc"


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
    if node.tag.spoken or not node.tag.target.startswith("#"):
        return node.tag
    text = ""
    end, line = 0.0, None
    for run in (mark for mark in node.marks() if isinstance(mark, GlyphRun)):
        # What stands straight behind the last run goes on, perhaps within a word: only bolder.
        goes_on = run.y == line and run.x - end < run.size / 10
        text += run.text if goes_on else f" {run.text}"
        end, line = _extent(run)[2], run.y
    return node.tag._replace(spoken=" ".join(text.split()))


def _lines(marks: Iterable[Mark]) -> list[Extent]:
    """Where the text of a link is, line by line."""
    runs = [mark for mark in marks if isinstance(mark, GlyphRun)]
    return [_union(map(_extent, line)) for _, line in groupby(runs, key=lambda run: run.y)]
