"""Marks to page content: the operators that draw text, boxes, rules and pictures."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from worksheets.pdf.spelling import ink_operator, operand, operands, ratio
from worksheets.pdf.words import ShownWord, show_word, show_words
from worksheets.plan import (
    Blank,
    Box,
    Drawing,
    GlyphRun,
    Image,
    Mark,
    Node,
    Picture,
    Placed,
    Rule,
)
from worksheets.text.fonts import FONT_NAMES

FONT_KEYS = {name: f"F{index}" for index, name in enumerate(FONT_NAMES, start=1)}
"""The names of fonts on a page, the same in every document."""

# How far the control points of a quarter circle lie from its ends, as a share of the radius.
_QUARTER = 0.5523


class Outline(NamedTuple):
    """A box with round corners that is outlined only, wherever it stands.

    It is stored once for all boxes like it: a week of a booklet has two hundred of them, and their
    outlines would be two thirds of its page.
    """

    width: float
    height: float
    ink: str
    line_width: float
    radius: float
    dash: tuple[float, ...]


Shape = Image | Drawing | Outline
"""What is stored once in a document and drawn by its name."""


class Pen:
    """Writes one stretch of page content.

    Attributes:
        operators: The operators so far.
        words: The words that are shown, by font, in the order in which they came.
        shapes: The names of the shapes that are drawn.
    """

    def __init__(self, names: dict[Shape, str]) -> None:
        """Begin; `names` are those of all shapes of the document, and new ones are added."""
        self.operators: list[str] = []
        self.words: defaultdict[str, list[ShownWord]] = defaultdict(list)
        self.shapes: dict[str, Shape] = {}
        self._names = names
        self._reset()

    def _reset(self) -> None:
        """Know the graphics state that a piece of a page begins with."""
        self._fill, self._stroke, self._width, self._dash = "0 g", "0 G", "1", ""
        self._ink = ""
        self._font: tuple[str, float] = "", 0.0

    def begin(self, left: float, top: float, scale: float = 1.0) -> None:
        """Begin a piece, whose marks are placed from its top left corner; y runs up."""
        size = ratio(scale)
        self.operators.append(f"q {size} 0 0 {size} {operands(left, top)} cm")
        self._reset()

    def end(self) -> None:
        """End a piece."""
        self.operators.append("Q")

    def draw_all(self, children: Iterable[Node | Mark | Placed], x: float, y: float) -> None:
        """Draw all marks in nodes, moved by so much to the right and down."""
        for child in children:
            if isinstance(child, GlyphRun):
                self._draw_text(child, x, y)
            elif isinstance(child, Node):
                self.draw_all(child.children, x, y)
            elif isinstance(child, Placed):
                self.draw_all(child.node.children, x + child.x, y + child.y)
            else:
                self._draw(child, x, y)

    def _draw(self, mark: Box | Rule | Picture | Blank, x: float, y: float) -> None:
        if isinstance(mark, Box):
            self._draw_box(mark, mark.x + x, mark.y + y)
        elif isinstance(mark, Rule):
            self._set_stroke(mark.ink, mark.line_width, mark.dash)
            start = operands(mark.x1 + x, -mark.y1 - y)
            self.operators.append(f"{start} m {operands(mark.x2 + x, -mark.y2 - y)} l S")
        elif isinstance(mark, Picture):
            self._draw_picture(mark, mark.x + x, -mark.y - y - mark.height)
        elif mark.ink:
            left, bottom = mark.x + x, -mark.y - y - mark.height
            self._set_stroke(mark.ink, mark.line_width, ())
            line = f"{operands(left, bottom)} m {operands(left + mark.width, bottom)} l S"
            self.operators.append(line)

    def _draw_text(self, run: GlyphRun, x: float, y: float) -> None:
        left, baseline, size, ink, run_words = run
        words = [show_word(word) for word in run_words]
        shown = show_words(words, size)
        if not shown:
            return
        font = run_words[0].font
        self.words[font] += words
        if ink != self._ink:
            self._set_fill(ink)
        if (font, size) != self._font:
            self._font = font, size
            self.operators.append(f"/{FONT_KEYS[font]} {operand(size)} Tf")
        place = f"{operand(left + x)} {operand(-baseline - y)}"
        self.operators.append(f"BT {place} Td {shown} ET")

    def _draw_box(self, box: Box, left: float, top: float) -> None:
        if box.radius and box.stroke and not box.fill:
            half = box.line_width / 2
            outline = Outline(
                box.width, box.height, box.stroke, box.line_width, box.radius, box.dash
            )
            place = operands(left - half, -top - box.height - half)
            self.operators.append(f"q 1 0 0 1 {place} cm /{self._name(outline)} Do Q")
            return
        if box.fill:
            self._set_fill(box.fill)
        if box.stroke:
            self._set_stroke(box.stroke, box.line_width, box.dash)
        if box.fill or box.stroke:
            paint = "B" if box.fill and box.stroke else "f" if box.fill else "S"
            path = box_outline(left, -top - box.height, box.width, box.height, box.radius)
            self.operators.append(f"{path} {paint}")

    def _draw_picture(self, picture: Picture, left: float, bottom: float) -> None:
        image, wide, high = picture.image, picture.width, picture.height
        if isinstance(image, Drawing):  # an image fills the unit square
            wide, high = wide / image.width, high / image.height
        place = f"{ratio(wide)} 0 0 {ratio(high)} {operands(left, bottom)} cm"
        self.operators.append(f"q {place} /{self._name(image)} Do Q")

    def _name(self, shape: Shape) -> str:
        name = self._names.setdefault(shape, f"X{len(self._names)}")
        self.shapes[name] = shape
        return name

    def _set_fill(self, ink: str) -> None:
        self._ink, fill = ink, ink_operator(ink, "rg")
        if fill != self._fill:
            self._fill = fill
            self.operators.append(fill)

    def _set_stroke(self, ink: str, line_width: float, dash: tuple[float, ...]) -> None:
        stroke, width, pattern = ink_operator(ink, "RG"), operand(line_width), operands(*dash)
        if stroke != self._stroke:
            self._stroke = stroke
            self.operators.append(stroke)
        if width != self._width:
            self._width = width
            self.operators.append(f"{width} w")
        if pattern != self._dash:
            self._dash = pattern
            self.operators.append(f"[{pattern}] 0 d")


def outline_operators(outline: Outline) -> str:
    """The page content that draws an outline, its line within the box from (0, 0)."""
    half = outline.line_width / 2
    path = box_outline(half, half, outline.width, outline.height, outline.radius)
    dash = f"[{operands(*outline.dash)}] 0 d " if outline.dash else ""
    width = operand(outline.line_width)
    return f"{ink_operator(outline.ink, 'RG')} {width} w {dash}{path} S"


def box_outline(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """The path of a box, its corners rounded when it has a radius."""
    radius = min(radius, width / 2, height / 2)
    if radius <= 0:
        return f"{operands(left, bottom, width, height)} re"
    right, top, near = left + width, bottom + height, radius * (1 - _QUARTER)
    steps: tuple[tuple[str, tuple[float, ...]], ...] = (
        ("m", (left + radius, bottom)),
        ("l", (right - radius, bottom)),
        ("c", (right - near, bottom, right, bottom + near, right, bottom + radius)),
        ("l", (right, top - radius)),
        ("c", (right, top - near, right - near, top, right - radius, top)),
        ("l", (left + radius, top)),
        ("c", (left + near, top, left, top - near, left, top - radius)),
        ("l", (left, bottom + radius)),
        ("c", (left, bottom + near, left + near, bottom, left + radius, bottom)),
    )
    return " ".join([f"{operands(*where)} {step}" for step, where in steps]) + " h"


def blank_line(blank: Blank) -> str:
    """The operators of a line to write on, along the bottom of its own rectangle, or ""."""
    if not blank.ink:
        return ""
    stroke = f"{ink_operator(blank.ink, 'RG')} {operand(blank.line_width)} w"
    return f"\n{stroke} 0 0.3 m {operand(blank.width)} 0.3 l S"
