"""Boxes onto pages: where a page ends, where the room that is left goes, and the foot."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

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
    Stack,
    Stroke,
    box_type,
    make_node,
    spread,
    stacked_height,
)
from worksheets.layout.compose import text, width_of
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style
from worksheets.plan import Node, Page, Piece

_ROUNDING_PT = 1e-6
_FOOT_SIZE = 0.71
_FOOT_LEADING = 1.24
_SMALLEST_PT = 7.5
PageSize = tuple[float, float, float]
"""Width, height and margin of a page in points."""


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
    laid: Sequence[Laid], foot: Node, foot_height: float, size: PageSize, step: float = 0.0
) -> Page:
    """A page with boxes from its top and a foot at its bottom.

    Args:
        laid: What stands on the page.
        foot: The foot.
        foot_height: Its height.
        size: That of the page.
        step: By what steps boxes grow, or 0.
    """
    width, height, margin = size
    area = Area(margin, margin, width - 2 * margin, height - 2 * margin - foot_height)
    return with_foot(place_boxes(laid, area, step), foot, foot_height, size)


def with_foot(pieces: Sequence[Piece], foot: Node, foot_height: float, size: PageSize) -> Page:
    """A page of pieces and a foot at its bottom, which is read last."""
    width, height, margin = size
    y = height - margin - foot_height
    at_bottom = Piece(margin, y, width - 2 * margin, foot_height, foot, last=True)
    return Page(width, height, (*pieces, at_bottom))


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
    size = max(_SMALLEST_PT, style.body * _FOOT_SIZE)
    ink, leading = style.ink.muted, size * _FOOT_LEADING
    tag = PARAGRAPH if page == 1 else ARTIFACT
    words = text(style, footer.disclaimer, size, ink, leading=leading, tag=tag)
    room = style.width - words.width_of_last_line(style.width) - 3 * size
    joins = words.lines(style.width) and width_of(_reference(footer, 99, 99), size) <= room
    how: dict[str, Any] = {"leading": leading, "align": "end", "gap": -leading if joins else 0.0}
    reference = text(style, _reference(footer, page, pages), size, ink, tag=ARTIFACT, **how)
    top, rule = style.leading * 0.75, style.leading * 0.55
    line = Stroke(style.ink.line, 0.6, rule)
    return Frame(Stack((words, reference)), Pad(top), above=line, tag=SECTION)


def _reference(footer: Footer, page: int, pages: int) -> str:
    numbered = footer.page_of.replace("{page}", str(page)).replace("{pages}", str(pages))
    return f"{footer.reference} · {numbered}"
