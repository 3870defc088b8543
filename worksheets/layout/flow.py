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
    for run in _runs(laid):
        if page and stacked_height([*page, *run]) > room:
            pages.append(page)
            page = []
        for one in run:
            if page and stacked_height([*page, one]) > room:  # a run that is higher than a page
                pages.append(page)
                page = []
            if not page and pages and one.box.repeats:
                again = Repeated(one.box.repeats, slot=one.box.repeats.slot)
                page = [again.lay(style.width)]
            page.append(one)
    pages.append(page)
    return pages


def _runs(laid: Sequence[Laid]) -> list[list[Laid]]:
    """Boxes that must stay together."""
    runs: list[list[Laid]] = [[]]
    for one in laid:
        runs[-1].append(one)
        if not one.box.keep_next:
            runs.append([])
    return [run for run in runs if run]


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
    if len(parts) == 1 and isinstance(parts[0][1], Node):
        return parts[0][1]
    return make_node(SECTION, parts)


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
    laid: Sequence[Laid],
    foot: Node,
    foot_height: float,
    size: tuple[float, float, float],
    step: float = 0.0,
) -> Page:
    """A page with boxes from its top and a foot at its bottom.

    Args:
        laid: What stands on the page.
        foot: The foot.
        foot_height: Its height.
        size: Width, height and margin of the page.
        step: By what steps boxes grow, or 0.
    """
    width, height, margin = size
    area = Area(margin, margin, width - 2 * margin, height - 2 * margin - foot_height)
    return with_foot(place_boxes(laid, area, step), foot, foot_height, size)


def with_foot(
    pieces: Sequence[Piece], foot: Node, foot_height: float, size: tuple[float, float, float]
) -> Page:
    """A page of pieces and a foot at its bottom, which is read last."""
    width, height, margin = size
    y = height - margin - foot_height
    at_bottom = Piece(margin, y, width - 2 * margin, foot_height, foot, last=True)
    return Page(width, height, (*pieces, at_bottom))
