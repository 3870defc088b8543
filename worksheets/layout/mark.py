"""Whose page it is, small, in the upper margin: place in a batch, and the patient again.

The patient stands on the first page of the document; the pages after it are torn off, filled in and
brought back by themselves.
"""

from collections.abc import Sequence
from functools import lru_cache

from worksheets.layout.words import set_marks
from worksheets.plan import Node, Page, Piece, Role, Tag
from worksheets.text.lines import Span, natural_width_em, set_lines

_SIZE_PT, _SMALLEST_PT = 8.0, 7.0
_LEADING = 1.2
_ABOVE_BODY_PT = 3.0
_EDGE_PT = 5 * 72 / 25.4
"""What many printers leave empty at the edge of the paper."""


def with_mark(pages: Sequence[Page], mark: str, ink: str, margin: float) -> Sequence[Page]:
    """The same pages with a mark at the top right of each, above the body: nothing else moves.

    Args:
        pages: The pages of one document.
        mark: "12 of 240", or "" for none.
        ink: Its colour.
        margin: The empty edge of the pages, in points.
    """
    if not mark:
        return pages
    size, top = _place(margin)
    width, node = _set(mark, size, ink)
    return [
        page._replace(
            pieces=(
                Piece(page.width - margin - width, top, width, size * _LEADING, node, slot="mark"),
                *page.pieces,
            )
        )
        for page in pages
    ]


def with_owner(
    pages: Sequence[Page], owner: tuple[str, str], mark: str, ink: str, margin: float
) -> Sequence[Page]:
    """The same pages with the patient at the top left of each: nothing else moves.

    Args:
        pages: Pages after the first of a document.
        owner: Name and identifier, each "" for none; a name that is too long is cut.
        mark: What stands at the top right of the same pages, or "".
        ink: Its colour.
        margin: The empty edge of the pages, in points.
    """
    if not any(owner):
        return pages
    size, top = _place(margin)
    taken = _set(mark, size, ink)[0] + 2 * size if mark else 0.0
    signed = []
    for page in pages:
        text = _cut(owner, (page.width - 2 * margin - taken) / size, ink)
        width, node = _set(text, size, ink)
        piece = Piece(margin, top, width, size * _LEADING, node, slot="owner")
        signed.append(page._replace(pieces=(*page.pieces, piece)))
    return signed


def _place(margin: float) -> tuple[float, float]:
    """As large as fits between the body and what the printer leaves empty, but never unreadable.

    Returns:
        Size of the type and distance from the edge of the paper, in points.
    """
    room = (margin - _ABOVE_BODY_PT - _EDGE_PT) / _LEADING
    size = max(_SMALLEST_PT, min(_SIZE_PT, room))
    return size, max(0.0, margin - _ABOVE_BODY_PT - size * _LEADING)


@lru_cache(maxsize=16)
def _cut(owner: tuple[str, str], room: float, ink: str) -> str:
    """Name and identifier in `room` ems; the end of the name goes first."""
    name, number = owner
    for end in range(len(name), 0, -1):
        shown = name if end == len(name) else f"{name[:end].rstrip()}…"
        text = f"{shown}  ·  {number}" if number else shown
        if natural_width_em((Span(text, ink),)) <= room:
            return text
    return number


@lru_cache(maxsize=16)
def _set(mark: str, size: float, ink: str) -> tuple[float, Node]:
    """Width of the mark and its node: one for all pages of a document."""
    lines = set_lines((Span(mark.replace("\n", " "), ink),), float("inf"))
    width = max((line.width_em for line in lines), default=0.0) * size
    return width, Node(Tag(Role.ARTIFACT), set_marks(lines, 0, 0, size, size * _LEADING))
