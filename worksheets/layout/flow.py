"""Boxes onto pages: where a page ends, where the room that is left goes, and the foot."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from worksheets.document import Footer
from worksheets.layout.box import (
    ARTIFACT,
    PARAGRAPH,
    SECTION,
    Area,
    Box,
    Frame,
    Laid,
    Pad,
    Part,
    Row,
    Stack,
    Stroke,
    box_type,
    make_node,
    spread,
    stacked_height,
)
from worksheets.layout.compose import text, width_of
from worksheets.layout.shared import Shared
from worksheets.layout.style import MM, Style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Node, Page, Piece

_ROUNDING_PT = 1e-6
_FOOT_PT, _NUMBER_PT = 8.0, 9.5
_FOOT_LEADING = 1.24
_ABOVE, _BELOW, _MIN_EDGE = 10 / 14, 8 / 14, 5 * MM
"""Upper and lower margin to those at the sides, and the least that printers leave empty."""
_NARROW = 0.72  # margins of half a sheet, to those of a whole one

PAPERS_PT: dict[Paper, tuple[float, float]] = {
    "a4": (210 * 72 / 25.4, 297 * 72 / 25.4),
    "letter": (612.0, 792.0),
    "a5": (148 * 72 / 25.4, 210 * 72 / 25.4),
    "half-letter": (396.0, 612.0),
}
"""Width and height of upright paper, in points."""
_HALF_PT = 450.0


class Geometry(NamedTuple):
    """The paper, turned the way the template wants it, and its margins; lengths in points."""

    width: float
    height: float
    margin: float
    above: float
    below: float
    upright: tuple[float, float]
    paper: Paper

    @classmethod
    def of(cls, template: Template, paper: Paper, *, turned: bool = True) -> "Geometry":
        """The page of a template on paper of some size; upright where it is not `turned`."""
        upright, margin = PAPERS_PT[paper], template.page.margin
        is_upright = template.page.orientation == "portrait" or not turned
        width, height = upright if is_upright else upright[::-1]
        if upright[0] < _HALF_PT:
            margin = max(_MIN_EDGE, margin * _NARROW)
        above, below = (max(_MIN_EDGE, margin * share) for share in (_ABOVE, _BELOW))
        return cls(width, height, margin, above, below, upright, paper)

    @property
    def inner(self) -> tuple[float, float]:
        """Width and height between the margins."""
        return self.width - 2 * self.margin, self.height - self.above - self.below

    def area(self, foot: float) -> Area:
        """What is between the margins, above a foot of some height."""
        width, height = self.inner
        return Area(self.margin, self.above, width, height - foot)


def parts_of(boxes: Iterable[Box], width: float) -> list[Laid]:
    """The boxes between which a page may end, measured for a width in points."""
    return [laid for box in boxes for laid in box.lay_parts(width)]


def fill_pages(laid: Sequence[Laid], style: Style) -> list[list[Laid]]:
    """Share boxes out over pages: those that keep together where a page has room for them.

    Args:
        laid: In reading order, none higher than a page.
        style: Width and height of a page.
    """
    room = style.height + _ROUNDING_PT
    if stacked_height(laid) <= room:
        return [list(laid)]
    pages: list[list[Laid]] = []
    page: list[Laid] = []
    for n, one in enumerate(laid):
        run = [one] if n and laid[n - 1].box.keep_next else _run(laid[n:])
        # A run that is higher than a page is parted as well.
        if page and (stacked_height([*page, *run]) > room or stacked_height([*page, one]) > room):
            pages.append(page)
            page = []
        if not page and pages and one.box.repeats:
            again = Repeated(one.box.repeats, slot=one.box.repeats.slot)
            page = [again.lay(style.width)]
        page.append(one)
    return [*pages, page]


def _run(laid: Sequence[Laid]) -> Sequence[Laid]:
    """The first boxes, which must stay together."""
    count = next((n for n, one in enumerate(laid, 1) if not one.box.keep_next), len(laid))
    return laid[:count]


@box_type
class Table(Stack):
    """Rows, the first of which is the head; each is tagged as a row, and joined by a key.

    A page may end between two rows, and the next one repeats the head.

    Attributes:
        together: Height up to which all rows stay on one page.
    """

    together: float = 0.0

    @property
    def head_part(self) -> Stack:
        """The head as a part of the table."""
        slot = self.boxes[0].slot
        return Stack(self.boxes[:1], tag=self.tag, gap=self.gap, keep_next=True, slot=slot)

    def lay_parts(self, width: float) -> list[Laid]:
        """The rows, each a part of the table."""
        laid = self.lay(width)
        keep = laid.height <= self.together
        head = self.head_part
        parts = [Laid(head, width, laid.inside[0].height, laid.inside[:1])]
        for row in laid.inside[1:]:
            box, is_last = row.box, row is laid.inside[-1]
            part = Stack(
                (box,),
                tag=self.tag,
                gap=box.gap,
                grow=box.grow,
                keep_next=self.keep_next if is_last else keep or box.keep_next,
                repeats=head,
            )
            parts.append(Laid(part, width, row.height, (row,)))
        return parts


@box_type
class Repeated(Box):
    """A box that was on another page already: it is for the eye only."""

    box: Box

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.box.height(width)

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        return [(0, Node(ARTIFACT, tuple(make_node(SECTION, self.box.draw(area)).marks())))]


def draw_laid(laid: Laid, height: float) -> Node:
    """A box by itself, from its top start corner, as one node."""
    parts = laid.draw(Area(0.0, 0.0, laid.width, height))
    one = parts[0][1] if len(parts) == 1 else None
    return one if isinstance(one, Node) else make_node(SECTION, parts)


def draw_box(box: Box, width: float, height: float) -> Node:
    """The same for a box that was not measured."""
    return draw_laid(box.lay(width), height)


def place_boxes(laid: Sequence[Laid], area: Area, step: float = 0.0) -> list[Piece]:
    """The pieces of a page; boxes that can grow share the height that is left.

    Args:
        laid: What stands on the page.
        area: Where: between the margins, above the foot.
        step: By what steps boxes grow, or 0.
    """
    return [
        Piece(area.x, area.y + y, one.width, high, draw_laid(one, high), slot=one.box.slot)
        for one, y, high in spread(laid, area.height, step)
    ]


def make_page(
    laid: Sequence[Laid], foot: Node, foot_height: float, page: Geometry, step: float = 0.0
) -> Page:
    """A page with boxes from its top and a foot at its bottom.

    Args:
        laid: What stands on the page.
        foot: The foot.
        foot_height: Its height.
        page: The paper.
        step: By what steps boxes grow, or 0.
    """
    area = page.area(foot_height)
    return with_foot(place_boxes(laid, area, step), foot, foot_height, page)


def with_foot(pieces: Sequence[Piece], foot: Node, foot_height: float, page: Geometry) -> Page:
    """A page of pieces and a foot at its bottom, which is read last."""
    area = page.area(foot_height)
    at_bottom = Piece(area.x, area.bottom, area.width, foot_height, foot, last=True)
    return Page(page.width, page.height, (*pieces, at_bottom))


class Foot(NamedTuple):
    """The foot of the pages of a document, and its height with the distance to the body."""

    footer: Footer
    style: Style
    height: float

    def build(self, page: int, pages: int) -> Node:
        """The foot of one page."""
        foot = Shared(foot_box, (self.footer, self.style, page, pages), place="fill")
        return draw_box(foot, self.style.width, self.height)


def measure_foot(footer: Footer, style: Style) -> Foot:
    """Set the disclaimer; the reference shares its last line where there is room."""
    foot = Shared(foot_box, (footer, style, 99, 99))
    return Foot(footer, style, foot.height(style.width))


def foot_box(footer: Footer, style: Style, page: int, pages: int) -> Box:
    """The foot of one page; the disclaimer is read on the first one only."""
    size, ink = _FOOT_PT, style.ink.muted
    leading, tag = size * _FOOT_LEADING, PARAGRAPH if page == 1 else ARTIFACT
    words = text(style, footer.disclaimer, size, ink, leading=leading, tag=tag)
    number = footer.page_of.replace("{page}", str(page)).replace("{pages}", str(pages))
    numbered = text(
        style, number, _NUMBER_PT, bold=True, leading=leading, align="end", tag=ARTIFACT
    )
    reference = text(style, footer.reference, size, ink, leading=leading, tag=ARTIFACT)
    wide = width_of(number, _NUMBER_PT, bold=True) + 1
    last = Row((reference, numbered), (style.width - wide, wide))
    line = Stroke(style.ink.line, 0.6, _FOOT_RULE_PT)
    return Frame(Stack((words, last)), Pad(_FOOT_PAD_PT), above=line, tag=SECTION)


_FOOT_PAD_PT, _FOOT_RULE_PT = 8.0, 5.0
