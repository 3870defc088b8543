"""What a document is given to be sent out: a page for the envelope, and whose each page is.

Small, in the upper margin: its place in a batch, and from the second page on the patient again,
since those pages are torn off, filled in and brought back by themselves.
"""

from collections.abc import Sequence

from worksheets.document import Booklet, Document, Strip
from worksheets.layout.address import Front, address_page
from worksheets.layout.box import ARTIFACT
from worksheets.layout.flow import draw_box
from worksheets.layout.leaves import Text
from worksheets.plan import Page, Piece
from worksheets.text.lines import Span, natural_width_em

_SIZE_PT, _SMALLEST_PT = 8.0, 7.0
_LEADING = 1.2
_ABOVE_BODY_PT = 3.0
_EDGE_PT = 5 * 72 / 25.4
"""What many printers leave empty at the edge of the paper."""


def pages_before(strip: Strip) -> int:
    """How many pages stand before the document itself; page numbers count them."""
    return 1 if strip.letter else 0


def for_sending(pages: Sequence[Page], document: Document, front: Front) -> Sequence[Page]:
    """The pages of a document with all that it wants for sending, and whose they are.

    Args:
        pages: The pages, numbered from `pages_before(strip) + 1`.
        document: What is wanted.
        front: How the page of the letter looks.

    Raises:
        WorksheetError: The address does not fit the envelope, or the envelope not the paper.
    """
    ink, margin = front.template.colours.muted, front.template.page.margin
    strip, body = document
    sheet = body.sheet if isinstance(body, Booklet) else body
    # The patient's name and identifier as the strip of the first page has them, or nothing.
    owner = strip.value("patient.name"), strip.value("patient.number")
    if len(pages) > 1:
        pages = (pages[0], *with_owner(pages[1:], owner, strip.mark, ink, margin))
    if strip.letter:
        pages = (address_page(sheet, strip.letter, front, len(pages) + 1), *pages)
    return with_mark(pages, strip.mark, ink, margin)


def with_mark(pages: Sequence[Page], mark: str, ink: str, margin: float) -> Sequence[Page]:
    """The same pages with a mark at the end of the upper margin of each: nothing else moves.

    Args:
        pages: The pages of one document.
        mark: "12 of 240", or "" for none.
        ink: Its colour.
        margin: The empty edge of the pages, in points.
    """
    if not mark:
        return pages
    piece = _margin_piece(mark, ink, margin, "mark")
    return [
        page._replace(pieces=(piece._replace(x=page.width - margin - piece.width), *page.pieces))
        for page in pages
    ]


def with_owner(
    pages: Sequence[Page], owner: tuple[str, str], mark: str, ink: str, margin: float
) -> Sequence[Page]:
    """The same pages with the patient at the start of the upper margin of each.

    Args:
        pages: Pages after the first of a document.
        owner: Name and identifier, each "" for none; a name that is too long is cut.
        mark: What stands at the end of the same margin, or "".
        ink: Its colour.
        margin: The empty edge of the pages, in points.
    """
    if not any(owner) or not pages:
        return pages
    taken, size = 0.0, _size(margin)
    if mark:
        taken = _margin_piece(mark, ink, margin, "mark").width + 2 * size
    room = (pages[0].width - 2 * margin - taken) / size
    piece = _margin_piece(_cut(owner, room, ink), ink, margin, "owner")
    return [page._replace(pieces=(*page.pieces, piece)) for page in pages]


def _size(margin: float) -> float:
    """As large as fits between the body and what printers leave empty, but never unreadable."""
    room = (margin - _ABOVE_BODY_PT - _EDGE_PT) / _LEADING
    return max(_SMALLEST_PT, min(_SIZE_PT, room))


def _margin_piece(words: str, ink: str, margin: float, slot: str) -> Piece:
    """A line at the start of the upper margin."""
    size = _size(margin)
    leading = size * _LEADING
    line = Text((Span(words.replace("\n", " "), ink),), size, leading, tag=ARTIFACT)
    width = natural_width_em(line.spans) * size
    y = max(0.0, margin - _ABOVE_BODY_PT - leading)
    node = draw_box(line, width + size, leading)
    return Piece(margin, y, width, leading, node, slot=slot)


def _cut(owner: tuple[str, str], room: float, ink: str) -> str:
    """Name and identifier in `room` ems; the end of the name goes first."""
    name, number = owner
    for end in range(len(name), 0, -1):
        shown = name if end == len(name) else f"{name[:end].rstrip()}…"
        words = f"{shown}  ·  {number}" if number else shown
        if natural_width_em((Span(words, ink),)) <= room:
            return words
    return number
