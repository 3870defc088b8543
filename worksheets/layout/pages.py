"""Slabs onto pages: where a page ends, and where the room that is left goes."""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

from worksheets.layout.slab import Slab, repeated
from worksheets.plan import Node, Page, Piece

_ROUNDING_PT = 1e-6
"""Sums of heights that are nearer to the height of a page depend on the order of adding."""


class Placed(NamedTuple):
    """A slab on a page: the distance of its top from the top of the body, and its final height."""

    slab: Slab
    y: float
    height: float


def fill_pages(slabs: Sequence[Slab], height: float) -> list[list[Slab]]:
    """Share slabs out over pages, breaking only between slabs that may be parted.

    Args:
        slabs: In reading order, none higher than a page.
        height: Height of a page in points.
    """
    pages: list[list[Slab]] = []
    page: list[Slab] = []
    used = 0.0
    for run in _runs(slabs):
        needed = _height(run) + (run[0].gap if page else 0)
        if page and used + needed > height:
            pages.append(page)
            page, used = [], 0.0
        for slab in run:
            needed = slab.height + (slab.gap if page else 0)
            if page and used + needed > height:  # a run that is higher than a page
                pages.append(page)
                page, used = [], 0.0
            if not page and pages and slab.repeats:
                page, used = [repeated(slab.repeats)], slab.repeats.height
            used += slab.height + (slab.gap if page else 0)
            page.append(slab)
    pages.append(page)
    return pages


def fit_one_page(slabs: Sequence[Slab], height: float) -> bool:
    """Whether `fill_pages` would need one page only; said without filling any, as a rule."""
    if len(slabs) < 2:
        return True
    used = -slabs[0].gap
    for slab in slabs:
        used += slab.height + slab.gap
    if abs(used - height) > _ROUNDING_PT:
        return used < height
    return len(fill_pages(slabs, height)) == 1


def _runs(slabs: Sequence[Slab]) -> list[list[Slab]]:
    """Slabs that must stay together."""
    runs: list[list[Slab]] = [[]]
    for slab in slabs:
        runs[-1].append(slab)
        if not slab.keeps_next:
            runs.append([])
    return [run for run in runs if run]


def _height(slabs: Sequence[Slab]) -> float:
    """Height of slabs one under the other, without the gap above the first."""
    return sum(slab.height for slab in slabs) + sum(slab.gap for slab in slabs[1:])


def spread(page: Sequence[Slab], height: float, step: float = 0.0) -> list[Placed]:
    """Place the slabs of one page and give the room that is left to those that can use it.

    Args:
        page: The slabs.
        height: Height of the page in points.
        step: By what steps slabs grow, in points, or 0: in steps the slabs of many documents are as
            high, and what is in them is drawn once.
    """
    left = height - _height(page)
    wanted = sum(slab.grow for slab in page)
    share = min(1.0, max(0.0, left) / wanted) if wanted else 0.0
    placed, y = [], 0.0
    for index, slab in enumerate(page):
        y += slab.gap if index else 0.0
        more = slab.grow * share
        final = slab.height + (floor(more / step) * step if step else more)
        placed.append(Placed(slab, y, final))
        y += final
    return placed


def make_page(
    slabs: Sequence[Slab], foot: Node, foot_height: float, size: tuple[float, float, float]
) -> Page:
    """A page with slabs from its top and a foot at its bottom, which is read last.

    Args:
        slabs: What stands on the page.
        foot: The foot.
        foot_height: Its height in points.
        size: Width and height of the page and its margin in points.
    """
    body = place_body(slabs, body_room(foot_height, size), size)
    return with_foot(body, foot, foot_height, size)


def body_room(foot_height: float, size: tuple[float, float, float]) -> float:
    """Height between the margins, above the foot, in points."""
    _, height, margin = size
    return height - margin - foot_height - margin


def place_body(
    slabs: Sequence[Slab], room: float, size: tuple[float, float, float], step: float = 0.0
) -> list[Piece]:
    """The slabs of a page as pieces from its top, in `room` points of height; see `spread`."""
    width, _, margin = size
    return [
        Piece(
            margin,
            margin + y,
            width - 2 * margin,
            final,
            slab.build(final),
            name_prefix=slab.name_prefix,
        )
        for slab, y, final in spread(slabs, room, step)
    ]


def with_foot(
    body: Sequence[Piece],
    foot: Node,
    foot_height: float,
    size: tuple[float, float, float],
    common: tuple[Piece, ...] = (),
) -> Page:
    """A page of pieces and a foot at its bottom; `common` are the last of the pieces."""
    width, height, margin = size
    at_bottom = Piece(
        margin, height - margin - foot_height, width - 2 * margin, foot_height, foot, last=True
    )
    return Page(width, height, (*body, *common, at_bottom), common)
