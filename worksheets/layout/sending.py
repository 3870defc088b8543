"""What a document is given to be sent out: a page for the envelope, and whose each page is."""

from collections.abc import Sequence

from worksheets.document import Booklet, Document, Strip
from worksheets.layout.address import Front, address_page
from worksheets.layout.mark import with_mark, with_owner
from worksheets.plan import Page


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
    look = front.template.colours.muted, front.template.page.margin
    strip, body = document
    sheet = body.sheet if isinstance(body, Booklet) else body
    if len(pages) > 1:
        pages = (pages[0], *with_owner(pages[1:], _owner(strip), strip.mark, *look))
    if strip.letter:
        pages = (address_page(sheet, strip.letter, front, len(pages) + 1), *pages)
    return with_mark(pages, strip.mark, *look)


def _owner(strip: Strip) -> tuple[str, str]:
    """The patient's name and identifier as the strip of the first page has them, or nothing."""
    return strip.value("patient.name"), strip.value("patient.number")
