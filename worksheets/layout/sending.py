"""What a document is given to be sent out: a page for the envelope, and whose each page is."""

from collections.abc import Sequence

from worksheets.layout.address import Front, address_page
from worksheets.layout.mark import with_mark, with_owner
from worksheets.plan import Page
from worksheets.sheet import Sheet


def pages_before(sheet: Sheet) -> int:
    """How many pages stand before the document itself; page numbers count them."""
    return 1 if sheet.letter else 0


def for_sending(pages: Sequence[Page], sheet: Sheet, front: Front) -> Sequence[Page]:
    """The pages of a document with all that its sheet wants for sending, and whose they are.

    Args:
        pages: The pages, numbered from `pages_before(sheet) + 1`.
        sheet: What is wanted.
        front: How the page of the letter looks.

    Raises:
        WorksheetError: The address does not fit the envelope, or the envelope not the paper.
    """
    look = front.template.colours.muted, front.template.page.margin
    if len(pages) > 1:
        pages = (pages[0], *with_owner(pages[1:], _owner(sheet), sheet.mark, *look))
    if sheet.letter:
        pages = (address_page(sheet, sheet.letter, front, len(pages) + 1), *pages)
    return with_mark(pages, sheet.mark, *look)


def _owner(sheet: Sheet) -> tuple[str, str]:
    """The patient's name and identifier as the strip of the first page has them, or nothing."""
    values = {field.name: field.value for field in sheet.masthead.strip}
    return values.get("patient.name", ""), values.get("patient.number", "")
