"""Boxes onto pages: where a page ends, and where the room that is left goes."""

from collections.abc import Iterable, Sequence

from worksheets.layout.box import (
    ARTIFACT,
    SECTION,
    Area,
    Box,
    Laid,
    Part,
    box_type,
    make_node,
    spread,
    stacked_height,
)
from worksheets.layout.style import Style
from worksheets.plan import Node, Page, Piece

_ROUNDING_PT = 1e-6
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
    pages: list[list[Laid]] = []
    page: list[Laid] = []
    for n, one in enumerate(laid):
        run = [one] if n and laid[n - 1].box.keep_next else _run(laid[n:])
        # A run that is higher than a page is parted as well.
        if page and (stacked_height([*page, *run]) > room or stacked_height([*page, one]) > room):
            pages.append(page)
            page = []
        if not page and pages and one.box.repeats:
            page = [Repeated(one.box.repeats).lay(style.width)]
        page.append(one)
    return [*pages, page]


def _run(laid: Sequence[Laid]) -> Sequence[Laid]:
    """The first boxes, which must stay together."""
    count = next((n for n, one in enumerate(laid, 1) if not one.box.keep_next), len(laid))
    return laid[:count]


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
