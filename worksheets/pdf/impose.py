"""Imposition: the pages of a Plan on sheets that are folded in the middle and stapled there."""

from dataclasses import replace
from typing import NamedTuple

from reportlab.lib.pagesizes import landscape
from reportlab.lib.units import mm

from worksheets.plan import Page, Piece, Plan

MAX_PAGES = 64
"""More pages than this, on sixteen sheets, are too thick to fold."""

Side = tuple[int | None, int | None]
"""The pages at the left and at the right of one side of a sheet, from 0; None is blank."""

_SHEET_PT = 0.1 * mm
"""Thickness of a sheet of office paper, 80 g/m2."""

_ROUNDING_PT = 0.5
"""A page that is larger than its half by no more than this is not shrunk."""


class Imposed(NamedTuple):
    """A document for the printer.

    Attributes:
        plan: A page for each side of a sheet, front and back by turns; its title and what it is
            for are those of the document.
        pages: How many pages are read, without the blank ones behind them.
        sheets: How many sheets of paper it takes.
        creep: How far the innermost pages stick out of the outermost ones when all sheets are
            folded together, in points; it is cut off, if at all, at the outer edge.
    """

    plan: Plan
    pages: int
    sheets: int
    creep: float


def saddle_order(pages: int) -> tuple[Side, ...]:
    """Which pages stand beside each other when sheets lie in each other and are folded once.

    Args:
        pages: How many pages there are to read.

    Returns:
        Front and back of each sheet by turns, the outermost sheet first. The sheet is turned over
        at its short edge.

    Raises:
        ValueError: No pages, or more than `MAX_PAGES`.
    """
    if not 1 <= pages <= MAX_PAGES:
        raise ValueError(f"1 to {MAX_PAGES} pages fold into a booklet, not {pages}")
    whole = pages + -pages % 4
    sides = []
    for low in range(whole // 2):
        high = whole - 1 - low
        pair = (low if low < pages else None, high if high < pages else None)
        sides.append(pair if low % 2 else pair[::-1])
    return tuple(sides)


def impose(plan: Plan, paper: tuple[float, float]) -> Imposed:
    """Two pages side by side on each side of paper, in the order in which a booklet is folded.

    Pages keep their size and stand in the middle of their halves; only those that are larger than
    a half are shrunk. The Plan is for a printer that prints both sides and turns the paper at the
    short edge; it is drawn without tags, for its pages are not in the order in which they are read.

    Args:
        plan: The document.
        paper: Width and height of the sheet in points, upright; it is turned.

    Raises:
        ValueError: No pages, or too many.
    """
    width, height = landscape(paper)
    sides = []
    for side in saddle_order(len(plan.pages)):
        pieces: list[Piece] = []
        for place, index in enumerate(side):
            if index is not None:
                pieces += _on_half(plan.pages[index], place, (width / 2, height))
        sides.append(Page(width, height, tuple(pieces)))
    sheets = len(sides) // 2
    return Imposed(
        replace(plan, pages=tuple(sides)), len(plan.pages), sheets, (sheets - 1) * _SHEET_PT
    )


def _on_half(page: Page, place: int, half: tuple[float, float]) -> list[Piece]:
    """The pieces of a page in the middle of the left half of a side (place 0), or of the right."""
    over = max(page.width - half[0], page.height - half[1])
    scale = min(half[0] / page.width, half[1] / page.height) if over > _ROUNDING_PT else 1.0
    left = (place + 0.5) * half[0] - scale * page.width / 2
    top = (half[1] - scale * page.height) / 2
    return [
        piece._replace(x=left + scale * piece.x, y=top + scale * piece.y, scale=scale)
        for piece in page.pieces
    ]
