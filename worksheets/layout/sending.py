"""What a document is given to be sent out: a page for the envelope, and a mark on every page."""

from collections.abc import Sequence

from worksheets.layout.address import Front, address_page
from worksheets.layout.mark import with_mark
from worksheets.plan import Page
from worksheets.sheet import Sheet


def pages_before(sheet: Sheet) -> int:
    """How many pages stand before the document itself; page numbers count them."""
    return 1 if sheet.letter else 0


def for_sending(pages: Sequence[Page], sheet: Sheet, front: Front) -> Sequence[Page]:
    """The pages of a document with all that its sheet wants for sending; else the same pages.

    Args:
        pages: The pages, numbered from `pages_before(sheet) + 1`.
        sheet: What is wanted.
        front: How the page of the letter looks.

    Raises:
        WorksheetError: The address does not fit the envelope, or the envelope not the paper.
    """
    if sheet.letter:
        first = address_page(sheet, sheet.letter, front, len(pages) + 1)
        pages = (first, *pages)
    template = front.template
    return with_mark(pages, sheet.mark, template.colours.muted, template.page.margin)
