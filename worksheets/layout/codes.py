"""QR codes: large enough for a phone, the address printed beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from worksheets.document import Field, Figure, Link
from worksheets.layout.box import SECTION, Box, Row, Stack
from worksheets.layout.compose import labelled
from worksheets.layout.entry import Entry
from worksheets.layout.leaves import Picture as Picture_
from worksheets.layout.links import Place, with_links
from worksheets.layout.pictures import picture_size
from worksheets.layout.style import Style
from worksheets.layout.words import set_marks, text_of
from worksheets.plan import Node, Picture, Role, Tag
from worksheets.text.lines import Line, Span, set_lines

_LEAST_PT = 16 * 72 / 25.4
_MODULE_PT = 0.4 * 72 / 25.4
"""Side of a module that phones still read from a page printed on a plain printer."""
_FEWEST_EMS = 5


def code_side(code: Figure) -> float:
    """Side of a code in points, its quiet zone included: more modules need more room."""
    modules, _ = picture_size(code.image)
    return max(_LEAST_PT, modules * _MODULE_PT)


def place_code(code: Figure, x: float, y: float) -> Node:
    """A code with its top left corner at (x, y)."""
    side = code_side(code)
    return Node(
        Tag(Role.FIGURE, accessible_text=code.alt), (Picture(x, y, side, side, code.image),)
    )


def code_picture(code: Figure, **how: Any) -> Picture_:
    """A code in a box, as large as it must be."""
    side = code_side(code)
    return Picture_(code, side, side, place="top", **how)


def code_box(link: Link, code: Figure, style: Style, width: float, *, order: int) -> Box:
    """A code with its address at its end, or under it where the address is long.

    Args:
        link: The address, which is read first.
        code: The code.
        style: Sizes and inks.
        width: Width of the column in points.
        order: Place in the reading order.
    """
    field = Field(link.label, link.text)
    words = labelled(style, field, style.ink.muted, size=style.small, links=(link,), place="middle")
    picture, side = code_picture(code, order=1), code_side(code)
    how: dict[str, Any] = {"tag": SECTION, "order": order, "gap": style.leading * 0.2}
    room = width - side - style.leading * 0.2
    if room > _FEWEST_EMS * style.small and 0 < words.height(room) <= side:
        return Row((picture, words), (side, room), style.leading * 0.2, **how)
    return Stack((Row((picture,), (side,)), words), **how)


@dataclass(frozen=True)
class Coded(Entry):
    """A QR code with its address at its right, or under it where the address is long.

    Attributes:
        link: The address.
        code: The code.
        lines: The label and the address.
        indent: Distance from the left edge to the words in points; 0 when they stand under it.
        style: Sizes and inks.
    """

    link: Link
    code: Figure
    lines: tuple[Line, ...]
    indent: float
    style: Style

    @property
    def _leading(self) -> float:
        return self.style.leading_of(self.style.small)

    @property
    def strips(self) -> Sequence[float]:
        """A single strip: a code is never parted from its address."""
        side, words = code_side(self.code), len(self.lines) * self._leading
        return [max(side, words) if self.indent else side + words]

    def place(self, x: float, y: float, start: int, stop: int) -> Node:
        """The code and the words, which are read first."""
        side, words = code_side(self.code), len(self.lines) * self._leading
        top = y + ((side - words) / 2 if self.indent else side)
        marks = set_marks(self.lines, x + self.indent, top, self.style.small, self._leading)
        said = with_links(marks, (self.link,), Place(text_of(self.lines)))
        nodes = Node(Tag(Role.PARAGRAPH), said), place_code(self.code, x, y)
        return Node(Tag(Role.SECTION), nodes)


def set_coded(link: Link, code: Figure, style: Style, width: float, *, order: int) -> Coded:
    """Set a link with its code in a column.

    Args:
        link: The address.
        code: The code.
        style: Sizes and inks.
        width: Width of the column in points.
        order: Place in the reading order.
    """
    side, size, ink = code_side(code), style.small, style.ink.muted
    indent = side + style.leading * 0.2
    spans = (Span(f"{link.label} ", ink, bold=True), Span(link.text, ink))
    room = width - indent
    lines = set_lines(spans, room / size) if room > _FEWEST_EMS * size else ()
    if not lines or len(lines) * style.leading_of(size) > side:
        indent, lines = 0.0, set_lines(spans, width / size)
    return Coded(style.leading * 0.2, order, link, code, lines, indent, style)
