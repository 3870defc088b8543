"""The sequence mark: which document of a batch a page belongs to, small, in the upper margin."""

from collections.abc import Sequence
from functools import lru_cache

from worksheets.layout.words import set_marks
from worksheets.plan import Node, Page, Piece, Role, Tag
from worksheets.text.lines import Span, set_lines

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
    # As large as fits between the body and what the printer leaves empty, but never unreadable.
    room = (margin - _ABOVE_BODY_PT - _EDGE_PT) / _LEADING
    size = max(_SMALLEST_PT, min(_SIZE_PT, room))
    width, node = _set(mark, size, ink)
    top = max(0.0, margin - _ABOVE_BODY_PT - size * _LEADING)
    return [
        page._replace(
            pieces=(
                Piece(page.width - margin - width, top, width, size * _LEADING, node),
                *page.pieces,
            )
        )
        for page in pages
    ]


@lru_cache(maxsize=16)
def _set(mark: str, size: float, ink: str) -> tuple[float, Node]:
    """Width of the mark and its node: one for all pages of a document."""
    lines = set_lines((Span(mark.replace("\n", " "), ink),), float("inf"))
    width = max((line.width_em for line in lines), default=0.0) * size
    return width, Node(Tag(Role.ARTIFACT), set_marks(lines, 0, 0, size, size * _LEADING))
