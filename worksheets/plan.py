"""The Plan: pages of positioned marks, each inside a node that says what it means.

The second hand-over of the program: `layout` makes it, `pdf` draws it and decides nothing.
All lengths are points (1/72 inch). The origin of a page is its top left corner, y runs down;
marks in a piece are placed from the top left corner of that piece, so that a piece can be moved
(and what was drawn for it used again) without touching its marks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple


class Role(StrEnum):
    """What a node means; the values are the structure types of PDF where one exists."""

    SECTION = "Sect"
    HEADING_1 = "H1"
    HEADING_2 = "H2"
    PARAGRAPH = "P"
    LIST = "L"
    LIST_ITEM = "LI"
    LIST_LABEL = "Lbl"
    LIST_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEADER_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"
    LINK = "Link"
    TICK_BOX = "TickBox"
    FIELD = "Field"
    ARTIFACT = "Artifact"


class Scope(StrEnum):
    """Which cells a header cell heads."""

    NONE = ""
    ROW = "Row"
    COLUMN = "Column"


class Tag(NamedTuple):
    """The meaning of a node.

    Attributes:
        role: What it is.
        accessible_text: What a screen reader says instead of the marks: the alternative text of a
            figure, "set 1 of 3, 30 seconds, Monday" for a tick box, the label of a field.
        scope: For a header cell, the cells that it heads.
        key: Joins the parts of one element that a page break has split ("" when not split).
        order: Place among the nodes around it when a page break has split them all: parts that are
            joined are read in this order.
        name: For a tick box or a field, its name in a file that is filled in on a screen: unique in
            the document, the same in every language and every printing.
        language: BCP 47 language of what is in the node, "" for that of the document.
        target: For a link, the address it leads to, or `#7` for page 7 of the document.
        context: What a tick box or field belongs to: said before it where a reader comes to it by
            itself, as when fields are filled in one after the other.
        bookmark: The title under which a reader's list of contents leads here, or "".
    """

    role: Role
    accessible_text: str = ""
    scope: Scope = Scope.NONE
    key: str = ""
    order: int = 0
    name: str = ""
    language: str = ""
    target: str = ""
    context: str = ""
    bookmark: str = ""


class Glyph(NamedTuple):
    """One glyph of a shaped word; lengths in thousandths of an em.

    Attributes:
        id: Glyph number in the font file.
        advance: How far the pen moves, kerning included.
        x_offset: Shift to the right of the pen for this glyph only.
        y_offset: Shift upwards for this glyph only.
        cluster: Index into the word's text of the first character that it stands for.
    """

    id: int
    advance: int
    x_offset: int
    y_offset: int
    cluster: int


class Word(NamedTuple):
    """A shaped stretch of text in one font that is never broken across lines."""

    text: str
    font: str
    glyphs: tuple[Glyph, ...]
    advance: int


class GlyphRun(NamedTuple):
    """Words on one baseline in one font, starting at (x, y)."""

    x: float
    y: float
    size: float
    ink: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The characters of the run, as they are read."""
        return "".join(word.text for word in self.words)


class Box(NamedTuple):
    """A rectangle, outlined, filled or both; "" as an ink means not at all."""

    x: float
    y: float
    width: float
    height: float
    stroke: str = ""
    fill: str = ""
    line_width: float = 0.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: str
    line_width: float
    dash: tuple[float, ...] = ()


class Blank(NamedTuple):
    """A place to write: a line on paper, a text field or a choice in a file that is filled in.

    Attributes:
        x: Left edge.
        y: Upper edge.
        width: Width.
        height: Height; the line lies at the bottom.
        size: Size of the type in which it is filled in.
        ink: Ink of the line; "" where a table already has its rules.
        line_width: Width of the line.
        choices: What may be chosen, or nothing for free text.
        lines: Whether there is room for more than one line.
    """

    x: float
    y: float
    width: float
    height: float
    size: float
    ink: str = ""
    line_width: float = 0.6
    choices: tuple[str, ...] = ()
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture file, checked when it was loaded.

    Attributes:
        data: The bytes of the file, PNG or JPEG.
        width_px: Width in pixels.
        height_px: Height in pixels.
    """

    data: bytes = field(repr=False)
    width_px: int
    height_px: int


class Pen(NamedTuple):
    """How a line begins, bends and ends; the values are those of SVG.

    Attributes:
        ends: "butt", "round" or "square".
        corners: "miter", "round" or "bevel".
        miter: How long a mitred corner may be, as a multiple of the width; longer ones are cut.
        dash: Lengths of dashes and gaps by turns, or nothing for a line without gaps.
        dash_start: Where in that pattern the line begins.
    """

    ends: str = "round"
    corners: str = "round"
    miter: float = 10.0
    dash: tuple[float, ...] = ()
    dash_start: float = 0.0


_ROUND = Pen()


class Path(NamedTuple):
    """An outline of lines and curves, filled, stroked or both; "" as an ink means not at all.

    Attributes:
        steps: What a pen does: ("m", (x, y)) and ("l", (x, y)) move and draw to a point,
            ("c", (x1, y1, x2, y2, x, y)) draws a cubic curve, ("h", ()) closes the outline.
        fill: Ink of the inside.
        stroke: Ink of the line.
        line_width: Width of the line.
        pen: Ends and corners of the line: round ones unless something else is said.
        even_odd: Whether the inside is found by the even-odd rule, not by the nonzero one.
    """

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    fill: str = ""
    stroke: str = ""
    line_width: float = 0.0
    pen: Pen = _ROUND
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths in units of their own, the first one at the bottom; made by `make_drawing`.

    Attributes:
        key: Names what is drawn: two drawings with the same key are the same.
        width: Width in units.
        height: Height in units. The origin is the top left corner, y runs down.
        paths: The paths. An ink is "#rrggbb" or, until layout, the name of a template's colour.
    """

    key: str
    width: float = field(compare=False)
    height: float = field(compare=False)
    paths: tuple[Path, ...] = field(repr=False, compare=False)


def make_drawing(width: float, height: float, paths: Iterable[Path]) -> Drawing:
    """A drawing, named after what it shows."""
    content = (float(width), float(height), tuple(paths))
    key = sha256(repr(content).encode()).hexdigest()[:16]
    return Drawing(key, *content)


class Picture(NamedTuple):
    """An image or a drawing, scaled to fill the rectangle."""

    x: float
    y: float
    width: float
    height: float
    image: Image | Drawing


Mark = GlyphRun | Box | Rule | Picture | Blank


class Node(NamedTuple):
    """Marks and nodes that mean one thing together, in reading order."""

    tag: Tag
    children: tuple["Node | Mark | Placed", ...]

    def marks(self) -> Iterator[Mark]:
        """Every mark in the node, in the order in which it is drawn and read."""
        for child in self.children:
            if isinstance(child, Node):
                yield from child.marks()
            elif isinstance(child, Placed):
                yield from (shifted(mark, child.x, child.y) for mark in child.node.marks())
            else:
                yield child

    def nodes(self) -> Iterator["Node"]:
        """The node itself and every node below it, in reading order, each where it stands."""
        yield self
        for child in self.children:
            if isinstance(child, Placed):
                child = child.flatten()
            if isinstance(child, Node):
                yield from child.nodes()

    def flatten(self, x: float = 0.0, y: float = 0.0) -> "Node":
        """The node moved to the right and down, with nothing placed: each mark where it stands."""
        children: list[Node | Mark | Placed] = []
        for child in self.children:
            if isinstance(child, Placed):
                child = child.flatten()
            if isinstance(child, Node):
                children.append(child.flatten(x, y))
            else:
                children.append(shifted(child, x, y))
        return Node(self.tag, tuple(children))


class Placed(NamedTuple):
    """A node at an offset: what many places share is made once, from its own top left corner.

    Attributes:
        x: How far it is moved to the right.
        y: How far it is moved down.
        node: The node.
    """

    x: float
    y: float
    node: Node

    def flatten(self) -> Node:
        """The node with everything in it at its place on the page."""
        return self.node.flatten(self.x, self.y)


def shifted(mark: Mark, x: float, y: float) -> Mark:
    """The same mark, so much farther to the right and down."""
    if isinstance(mark, Rule):
        return mark._replace(x1=mark.x1 + x, y1=mark.y1 + y, x2=mark.x2 + x, y2=mark.y2 + y)
    return mark._replace(x=mark.x + x, y=mark.y + y)


class Piece(NamedTuple):
    """A node placed on a page: the part of a page that moves as one.

    Attributes:
        x: Left edge.
        y: Upper edge.
        width: Width.
        height: Height.
        node: What stands there.
        last: Whether it is read after everything else in the document, as the foot of a page is.
        slot: Names the patient's part of a page ("strip"), which differs between the documents of a
            group that share the rest; "" for what they share.
        scale: How large it is drawn: less than 1 for a page that is larger than half of a sheet.
    """

    x: float
    y: float
    width: float
    height: float
    node: Node
    last: bool = False
    slot: str = ""
    scale: float = 1.0


class Page(NamedTuple):
    """One side of paper.

    Attributes:
        width: Width.
        height: Height.
        pieces: The pieces in reading order.
    """

    width: float
    height: float
    pieces: tuple[Piece, ...]


Slots = tuple[tuple[Piece, ...], ...]
"""For each page, the pieces that are slots."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole document, ready to draw.

    Attributes:
        title: The document's title, free of patient data.
        language: BCP 47 language of the text, for example "en-GB".
        subject: One line on what the document is for.
        pages: The pages in order.
        body_size: The size of body text that was chosen, in points.
        about: Whose sheet it is, for the file's properties; "" unless somebody asked for that.
    """

    title: str
    language: str
    subject: str
    pages: tuple[Page, ...]
    body_size: float
    about: str = ""

    @property
    def slots(self) -> Slots:
        """The pieces that show the patient, page by page."""
        return tuple([tuple([one for one in page.pieces if one.slot]) for page in self.pages])

    def with_slots(self, slots: Slots) -> "Plan":
        """The same Plan for another patient, whose pieces are in as many slots."""
        pages = []
        for page, own in zip(self.pages, slots, strict=True):
            left = iter(own)
            pieces = tuple([next(left) if piece.slot else piece for piece in page.pieces])
            pages.append(page._replace(pieces=pieces))
        return replace(self, pages=tuple(pages))
