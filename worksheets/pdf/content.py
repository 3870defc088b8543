"""Page content: numbers, inks, words and marks as operators.

Inks are read by ReportLab. Text is ours: words that HarfBuzz has shaped, glyph by glyph, so that
they can be read back as the same words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from reportlab.lib.colors import HexColor

from worksheets.plan import (
    Blank,
    Box,
    Drawing,
    Glyph,
    GlyphRun,
    Image,
    Mark,
    Node,
    Picture,
    Placed,
    Rule,
    Word,
)
from worksheets.text.fonts import FONT_NAMES, open_face

FONT_KEYS = {name: f"F{index}" for index, name in enumerate(FONT_NAMES, start=1)}
"""The names of fonts on a page, the same in every document."""

_GREYS = {"rg": "g", "RG": "G"}


@lru_cache(maxsize=16384)
def operand(value: float | str) -> str:
    """A number to a hundredth (of a point, mostly), or the components of an ink, from 0 to 1.

    An ink has one component when it is a grey, three otherwise. The cache saves a twentieth of a
    sheet whose doses are its own: a page has hundreds of numbers, and few different ones.

    Raises:
        ValueError: An ink is not written #rrggbb.
    """
    if isinstance(value, str):
        if len(value) != 7 or value[0] != "#":
            raise ValueError(f"an ink is written #rrggbb, not {value!r}")
        shares = [f"{share:.3f}".rstrip("0").rstrip(".") for share in HexColor(value).rgb()]
        return shares[0] if len(set(shares)) == 1 else " ".join(shares)
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def operands(*values: float) -> str:
    """Numbers, one after the other."""
    return " ".join(map(operand, values))


def ratio(value: float) -> str:
    """A scale, fine enough for drawings of a thousand units."""
    return f"{value:.5f}".rstrip("0").rstrip(".")


def ink_operator(ink: str, operator: str) -> str:
    """How an ink is chosen: by `rg` to fill, `RG` to stroke, or their forms for a grey."""
    shares = operand(ink)
    return f"{shares} {operator if ' ' in shares else _GREYS[operator]}"


def utf16_hex(text: str) -> str:
    """Text as the inside of a hexadecimal string: UTF-16, big end first, no byte order mark."""
    return text.encode("utf-16-be", "replace").hex().upper()


def text_string(text: str) -> str:
    """Text as a whole string: plain where it can be, otherwise UTF-16 in hexadecimal digits."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{utf16_hex(text)}>"


# What a glyph says that adds nothing to its cluster (a repeated part of a conjunct).
_SILENT = "\u200b"


class ShownWord(NamedTuple):
    """One word as operators.

    Attributes:
        inside: The inside of a TJ array, for a word whose glyphs say exactly its text; else None.
        parts: For any other word: operators, with an integer wherever the text rises to so many
            thousandths of an em.
        glyphs: The glyphs that the font must have.
        texts: What glyphs stand for that stand for no single character of the font.
    """

    inside: str | None
    parts: tuple[str | int, ...]
    glyphs: frozenset[int]
    texts: tuple[tuple[int, str], ...]


def show_words(words: list[ShownWord], size: float) -> str:
    """Words, all in one font, from the current point of the text; "" when nothing is shown."""
    parts: list[str] = []
    inside = ""
    for word in words:
        if word.inside is not None:
            inside += word.inside
            continue
        if inside:
            parts.append(_array(inside))
            inside = ""
        for part in word.parts:
            parts.append(part if isinstance(part, str) else f"{operand(part * size / 1000)} Ts")
    if inside:
        parts.append(_array(inside))
    return " ".join(parts)


@lru_cache(maxsize=4096)
def show_word(word: Word) -> ShownWord:
    """Encode one word; it gets its text spelt out unless its glyphs say exactly that.

    The cache saves two fifths of a sheet whose doses are its own: most of its words are common.
    """
    texts = open_face(word.font).glyph_texts
    meant = "".join([texts.get(glyph.id, "") for glyph in word.glyphs])
    glyphs = frozenset([glyph.id for glyph in word.glyphs])
    stretches = list(_stretches(word))
    is_level = all(rise == 0 for rise, _ in stretches)
    is_plain = meant == word.text and all(glyph in texts for glyph in glyphs)
    if is_plain and is_level and not any(glyph.x_offset for glyph in word.glyphs):
        return ShownWord("".join([shown for _, shown in stretches]), (), glyphs, ())
    if not glyphs:
        return ShownWord(None, (), glyphs, ())
    parts: list[str | int] = [f"/Span <</ActualText <FEFF{utf16_hex(word.text)}>>> BDC"]
    height = 0
    for rise, shown in stretches:
        if rise != height:
            parts.append(rise)
            height = rise
        parts.append(_array(shown))
    if height:
        parts.append(0)
    parts.append("EMC")
    return ShownWord(None, tuple(parts), glyphs, tuple(_name_glyphs(word)))


def _array(inside: str) -> str:
    return "[" + inside.replace("><", "") + "] TJ"


def _stretches(word: Word) -> Iterator[tuple[int, str]]:
    """The word's glyphs with their adjustments, cut where the text rises, as (rise, inside)."""
    advances = open_face(word.font).advances
    owed = 0  # what the pen must still move to the right
    for rise, group in groupby(word.glyphs, key=lambda glyph: glyph.y_offset):
        shown = ""
        for glyph in group:
            shown += _adjust(owed + glyph.x_offset) + f"<{glyph.id:04X}>"
            owed = glyph.advance - advances[glyph.id] - glyph.x_offset
        yield rise, shown
    if owed:
        yield 0, _adjust(owed)


def _adjust(move: int) -> str:
    """A move to the right, which a TJ array counts to the left."""
    return str(-move) if move else ""


def _name_glyphs(word: Word) -> Iterator[tuple[int, str]]:
    """What the glyphs without a character of their own stand for, cluster by cluster."""
    texts = open_face(word.font).glyph_texts
    starts = sorted({glyph.cluster for glyph in word.glyphs})
    ends = dict(zip(starts, [*starts[1:], len(word.text)], strict=True))
    for start, end in ends.items():
        members: list[Glyph] = [glyph for glyph in word.glyphs if glyph.cluster == start]
        left = word.text[start:end]
        for glyph in members:
            left = left.replace(texts.get(glyph.id, ""), "", 1)
        for glyph in members:
            if glyph.id not in texts:
                yield glyph.id, left or _SILENT
                left = ""


# How far the control points of a quarter circle lie from its ends, as a share of the radius.
_QUARTER = 0.5523


Shape = Image | Drawing | Box
"""What is stored once in a document and drawn by its name.

A box is one with round corners that is outlined only, at (0, 0): a week of a booklet has two
hundred of them, and their outlines would be two thirds of its page.
"""


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
            place = operands(left - half, -top - box.height - half)
            name = self._name(Box(0.0, 0.0, *box[2:]))
            self._draw_form(f"1 0 0 1 {place}", name)
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
        place = f"{ratio(wide)} 0 0 {ratio(high)} {operands(left, bottom)}"
        self._draw_form(place, self._name(image))

    def _draw_form(self, place: str, name: str) -> None:
        """Draw a form, which begins with solid lines: it would take over dashes from the page."""
        if self._dash:
            self._dash = ""
            self.operators.append("[] 0 d")
        self.operators.append(f"q {place} cm /{name} Do Q")

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


def outline_operators(box: Box) -> str:
    """The page content that draws the outline of a box from (0, 0) on; y runs down."""
    half = box.line_width / 2
    path = box_outline(half, half, box.width, box.height, box.radius)
    dash = f"[{operands(*box.dash)}] 0 d " if box.dash else ""
    return f"{ink_operator(box.stroke, 'RG')} {operand(box.line_width)} w {dash}{path} S"


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
