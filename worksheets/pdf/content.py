"""Nodes to page content: the operators that draw a node, from the top left corner of its piece.

What a node draws depends on the node alone, never on the page or the document around it, so
that it can be kept and used again.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial

from worksheets.kept import Kept, kept
from worksheets.pdf.deflate import Segment
from worksheets.pdf.images import image_digest
from worksheets.pdf.numbers import ink_operator, number, ratio
from worksheets.pdf.tree import Tree
from worksheets.pdf.walk import Walker
from worksheets.pdf.words import show_run
from worksheets.plan import (
    Blank,
    Box,
    Drawing,
    GlyphRun,
    Image,
    Mark,
    Node,
    Path,
    Pen,
    Picture,
    Placed,
    Rule,
    make_drawing,
)
from worksheets.text.fonts import FONT_NAMES

# Fonts and images have the same names in every document.
FONT_KEYS = {name: f"F{index}" for index, name in enumerate(FONT_NAMES, start=1)}
# How far the control points of a quarter circle lie from its ends, as a share of the radius.
_QUARTER = 0.5523
# Cards that many patients share are laid out once, and so drawn once.
_KEPT_NODES, _KEPT_MOVED = 512, 2048


@dataclass(frozen=True, eq=False, slots=True)
class Content:
    """What a node draws and what the document must hold for it; known by its identity.

    Attributes:
        operators: Page content with a `%d` for the number of each stretch of marked content, in
            order; the origin is the piece's top left corner, y runs up.
        marked: How many stretches of marked content there are.
        tree: The elements of the structure that they belong to.
        bookmarks: Titles with how far down in the piece they stand, in points.
        glyphs: Font names with the glyphs that are drawn.
        texts: (font name, glyph, text) for glyphs that are no single character of the font.
        pictures: The images and drawings by their names.
    """

    operators: str
    marked: int
    tree: Tree
    bookmarks: tuple[tuple[str, float], ...]
    glyphs: tuple[tuple[str, frozenset[int]], ...]
    texts: tuple[tuple[str, int, str], ...]
    pictures: tuple[tuple[str, Image | Drawing], ...]


def _draw_node(node: Node, *, fillable: bool = False, nested: bool = False) -> Content:
    pen = _Pen()
    walker = Walker(pen, fillable=fillable)
    tree = walker.tree(node.flatten() if fillable else node, nested=nested)
    return Content(
        "\n".join(pen.operators),
        walker.marked,
        tree,
        tuple(walker.bookmarks),
        tuple([(font, frozenset().union(*glyphs)) for font, glyphs in pen.glyphs.items()]),
        tuple(pen.texts),
        tuple(pen.pictures.items()),
    )


draw_node = Kept(_draw_node, _KEPT_NODES)
"""The content of a node and of everything in it, in reading order."""

draw_part = partial(_draw_node, nested=True)
"""The content of a node that is part of others."""

_draw_moved = Kept(draw_part, _KEPT_MOVED)

draw_form_node = Kept(partial(_draw_node, fillable=True), _KEPT_NODES)
"""The same without the boxes and lines that fields of a form stand for."""


@kept(2 * _KEPT_NODES, key=lambda content, left, top, first: (id(content), left, top, first))
def place_content(content: Content, left: float, top: float, first: int) -> Segment:
    """A piece drawn from its top left corner, its marked content numbered from `first`."""
    return Segment(place_operators(content, left, top, first))


def place_operators(content: Content, left: float, top: float, first: int) -> bytes:
    """The operators of a piece where it stands on the page."""
    operators = content.operators % tuple(range(first, first + content.marked))
    placed = f"q 1 0 0 1 {number(left)} {number(top)} cm\n{operators}\nQ\n"
    return placed.encode("ascii")


def picture_key(image: Image | Drawing) -> str:
    """The name of an image or drawing: it follows from what it shows."""
    return f"Dr{image.key}" if isinstance(image, Drawing) else f"Im{image_digest(image.data)}"


_BEGIN = {"rg": "0 g", "RG": "0 G", "w": "1", "d": "", "Tf": ""}
"""The graphics state in which a node is drawn, by operators."""


class _Pen:
    """Collects operators and remembers the graphics state, so as to say nothing twice."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.glyphs: defaultdict[str, list[frozenset[int]]] = defaultdict(list)
        self.texts: list[tuple[str, int, str]] = []
        self.pictures: dict[str, Image | Drawing] = {}
        self._state = _BEGIN.copy()
        self._font, self._ink = ("", 0.0), ""

    def draw(self, mark: Mark) -> None:
        """Draw one mark."""
        if isinstance(mark, GlyphRun):
            self._draw_text(mark)
        elif isinstance(mark, Box):
            self._draw_box(mark)
        elif isinstance(mark, Rule):
            self._draw_rule(mark)
        elif isinstance(mark, Blank):
            if mark.ink:
                y = mark.y + mark.height
                self._draw_rule(Rule(mark.x, y, mark.x + mark.width, y, mark.ink, mark.line_width))
        else:
            self._draw_picture(mark)

    def put(self, moved: Placed, *, joined: bool) -> Content:
        """Put a node, drawn by itself, where it is moved to."""
        content = draw_part(moved.node) if joined else _draw_moved(moved.node)
        self._reset()
        start = f"q 1 0 0 1 {number(moved.x)} {number(-moved.y)} cm"
        self.operators += (start, content.operators, "Q")
        for font, glyphs in content.glyphs:
            self.glyphs[font].append(glyphs)
        if content.texts:
            self.texts += content.texts
        if content.pictures:
            self.pictures.update(content.pictures)
        return content

    def _reset(self) -> None:
        """Go back to the state in which every node is drawn."""
        if self._state == _BEGIN:
            return
        for operator in ("rg", "RG"):
            self._set_colour(operator, "#000000")
        self._set("w", _BEGIN["w"])
        self._set_dash(())
        self._state["Tf"], self._font = "", ("", 0.0)

    def _draw_text(self, run: GlyphRun) -> None:
        x, y, size, ink, words = run
        shown = show_run(words)
        if not shown.glyphs:
            return
        font = words[0].font
        self.glyphs[font].append(shown.glyphs)
        if shown.texts:
            self.texts += [(font, glyph, text) for glyph, text in shown.texts]
        if ink != self._ink:
            self._set_colour("rg", ink)
        if (font, size) != self._font:
            self._font = font, size
            self._set("Tf", f"/{FONT_KEYS[font]} {number(size)}")
        parts = shown.level or " ".join([_rise(part, size) for part in shown.parts])
        self.operators.append(f"BT {number(x)} {number(-y)} Td {parts} ET")

    def _draw_box(self, box: Box) -> None:
        if not (box.fill or box.stroke):
            return
        if box.radius and box.stroke and not box.fill:
            self._draw_outline(box)
            return
        if box.fill:
            self._set_colour("rg", box.fill)
        if box.stroke:
            self._set_stroke(box.stroke, box.line_width, box.dash)
        paint = "B" if box.fill and box.stroke else "f" if box.fill else "S"
        outline = box_outline(box.x, -box.y - box.height, box.width, box.height, box.radius)
        self.operators.append(f"{outline} {paint}")

    def _draw_outline(self, box: Box) -> None:
        """An outlined box with round corners as a drawing, stored once for all boxes like it.

        **Why:** a week of a booklet has two hundred of them, and their outlines would be two thirds
        of its page.
        """
        _, _, width, height, stroke, _, line_width, radius, dash = box
        drawing, key = _box_drawing((width, height), stroke, line_width, radius, dash)
        self.pictures[key] = drawing
        half = line_width / 2
        place = f"{number(box.x - half)} {number(half - box.y - drawing.height)}"
        self.operators.append(f"q 1 0 0 1 {place} cm /{key} Do Q")

    def _draw_rule(self, rule: Rule) -> None:
        self._set_stroke(rule.ink, rule.line_width, rule.dash)
        start = f"{number(rule.x1)} {number(-rule.y1)} m"
        self.operators.append(f"{start} {number(rule.x2)} {number(-rule.y2)} l S")

    def _draw_picture(self, picture: Picture) -> None:
        image, key = picture.image, picture_key(picture.image)
        self.pictures[key] = image
        wide, high = picture.width, picture.height  # an image fills the unit square
        if isinstance(image, Drawing):
            wide, high = wide / image.width, high / image.height
        place = f"{number(picture.x)} {number(-picture.y - picture.height)}"
        self.operators.append(f"q {ratio(wide)} 0 0 {ratio(high)} {place} cm /{key} Do Q")

    def _set_stroke(self, ink: str, line_width: float, dash: tuple[float, ...]) -> None:
        self._set_colour("RG", ink)
        self._set("w", number(line_width))
        self._set_dash(dash)

    def _set_dash(self, dash: tuple[float, ...]) -> None:
        pattern = " ".join(map(number, dash))
        if self._state["d"] != pattern:
            self._state["d"] = pattern
            self.operators.append(f"[{pattern}] 0 d")

    def _set_colour(self, operator: str, ink: str) -> None:
        spelling = ink_operator(ink, operator)
        if operator == "rg":
            self._ink = ink
        if self._state[operator] != spelling:
            self._state[operator] = spelling
            self.operators.append(spelling)

    def _set(self, operator: str, operands: str) -> None:
        if self._state[operator] != operands:
            self._state[operator] = operands
            self.operators.append(f"{operands} {operator}")


@lru_cache(maxsize=1024)
def _box_drawing(
    size: tuple[float, float], ink: str, line_width: float, radius: float, dash: tuple[float, ...]
) -> tuple[Drawing, str]:
    """The outline of a box as a drawing that is larger by the width of the line, and its name."""
    half = line_width / 2
    path = Path(
        box_steps(half, half, *size, radius), "", ink, line_width, Pen("butt", "miter", dash=dash)
    )
    drawing = make_drawing(size[0] + line_width, size[1] + line_width, (path,))
    return drawing, picture_key(drawing)


def _rise(part: str | int, size: float) -> str:
    """A part of a run in its final spelling: rises depend on the type size."""
    return part if isinstance(part, str) else f"{number(part * size / 1000)} Ts"


@lru_cache(maxsize=8192)
def box_outline(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """The path of a box, its corners rounded when it has a radius."""
    if min(radius, width / 2, height / 2) <= 0:
        return " ".join(map(number, (left, bottom, width, height))) + " re"
    steps = box_steps(left, bottom, width, height, radius)
    return " ".join(" ".join([*map(number, where), step]) for step, where in steps)


def box_steps(
    left: float, bottom: float, width: float, height: float, radius: float
) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """The outline of a box with round corners, step by step; it may stand on its head."""
    radius = min(radius, width / 2, height / 2)
    right, top = left + width, bottom + height
    near = radius * (1 - _QUARTER)
    return (
        ("m", (left + radius, bottom)),
        ("l", (right - radius, bottom)),
        ("c", (right - near, bottom, right, bottom + near, right, bottom + radius)),
        ("l", (right, top - radius)),
        ("c", (right, top - near, right - near, top, right - radius, top)),
        ("l", (left + radius, top)),
        ("c", (left + near, top, left, top - near, left, top - radius)),
        ("l", (left, bottom + radius)),
        ("c", (left, bottom + near, left + near, bottom, left + radius, bottom)),
        ("h", ()),
    )
