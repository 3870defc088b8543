"""Boxes onto pages: where a page ends, and where the room that is left goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from worksheets.layout.box import ARTIFACT, SECTION, Area, Box, Part, make_node, spread
from worksheets.plan import Node, Piece

_ROUNDING_PT = 1e-6


def parts_of(boxes: Iterable[Box], width: float) -> list[Box]:
    """The boxes between which a page may end."""
    return [part for box in boxes for part in box.parts(width)]


def stacked_height(boxes: Sequence[Box], width: float) -> float:
    """Height of boxes one under the other, without the gap above the first."""
    return sum([box.height(width) for box in boxes]) + sum([box.gap for box in boxes[1:]])


def fill_pages(parts: Sequence[Box], width: float, height: float) -> list[list[Box]]:
    """Share parts out over pages: those that keep together where a page has room for them.

    Args:
        parts: In reading order, none higher than a page.
        width: Width of a page in points.
        height: Its height.
    """
    pages: list[list[Box]] = []
    page: list[Box] = []
    used = 0.0
    for run in _runs(parts):
        needed = stacked_height(run, width) + (run[0].gap if page else 0)
        if page and used + needed > height + _ROUNDING_PT:
            pages.append(page)
            page, used = [], 0.0
        for box in run:
            own = box.height(width)
            if page and used + own + box.gap > height + _ROUNDING_PT:  # a run too high for a page
                pages.append(page)
                page, used = [], 0.0
            if not page and pages and box.repeats:
                page, used = [_Repeated(box.repeats)], box.repeats.height(width)
            used += own + (box.gap if page else 0)
            page.append(box)
    pages.append(page)
    return pages


def _runs(parts: Sequence[Box]) -> list[list[Box]]:
    """Parts that must stay together."""
    runs: list[list[Box]] = [[]]
    for box in parts:
        runs[-1].append(box)
        if not box.keep_next:
            runs.append([])
    return [run for run in runs if run]


@dataclass(frozen=True)
class _Repeated(Box):
    """A box that was on another page already: it is for the eye only."""

    box: Box

    def _height(self, width: float) -> float:
        return self.box.height(width)

    def _draw(self, area: Area) -> list[Part]:
        return [(0, Node(ARTIFACT, tuple(make_node(SECTION, self.box.draw(area)).marks())))]


def draw_box(box: Box, width: float, height: float) -> Node:
    """A box by itself, from its top start corner, as one node."""
    parts = box.draw(Area(0.0, 0.0, width, height))
    if len(parts) == 1 and isinstance(parts[0][1], Node):
        return parts[0][1]
    return make_node(SECTION, parts)


def place_boxes(boxes: Sequence[Box], area: Area, step: float = 0.0) -> list[Piece]:
    """The pieces of a page; boxes that can grow share the height that is left.

    Args:
        boxes: What stands on the page.
        area: Where: between the margins, above the foot.
        step: By what steps boxes grow, or 0.
    """
    heights = [box.height(area.width) for box in boxes]
    return [
        Piece(area.x, area.y + y, area.width, height, draw_box(box, area.width, height))
        for box, y, height in spread(boxes, heights, area.height, step)
    ]
