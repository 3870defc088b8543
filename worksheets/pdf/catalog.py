"""The root of a file: language, title, bookmarks, page labels, metadata, the form."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDocument

from worksheets.pdf.metadata import srgb_profile, write_info, write_xmp
from worksheets.pdf.numbers import number, text_string
from worksheets.pdf.objects import Packed, Plain, Written, add_object
from worksheets.plan import Plan


class Heading(NamedTuple):
    """A bookmark: its title, the object number of its page, and how high on it, y up."""

    title: str
    page: int
    top: float


class CatalogParts(NamedTuple):
    """What the catalog leads to.

    Attributes:
        pages: Object number of the tree of pages.
        first_page: Object number of the first page.
        structure: Object number of the root of the structure.
        headings: The bookmarks; of several with the same title the first one counts.
        form: The entry for the form, or "".
    """

    pages: int
    first_page: int
    structure: int
    headings: Sequence[Heading]
    form: str


def add_catalog(
    document: PDFDocument, plan: Plan, parts: CatalogParts, moment: datetime, *, archive: bool
) -> tuple[int, int]:
    """Add the catalog and the information dictionary; their object numbers."""
    info = add_object(document, Written(write_info(plan, moment).encode("ascii")))
    xmp = Plain(write_xmp(plan, moment, archive=archive), "/Type/Metadata/Subtype/XML")
    metadata = add_object(document, xmp)
    outline = _outline(document, parts.headings)
    entries = [
        f"/Type/Catalog/Pages {parts.pages} 0 R/Lang{text_string(plan.language)}",
        f"/MarkInfo<</Marked true>>/StructTreeRoot {parts.structure} 0 R",
        "/ViewerPreferences<</DisplayDocTitle true>>",
        f"/Metadata {metadata} 0 R/PageLabels<</Nums[0<</S/D>>]>>",
        f"/OpenAction[{parts.first_page} 0 R/Fit]",
        f"/Outlines {outline} 0 R" if outline else "",
        parts.form,
        _output_intent(document) if archive else "",
    ]
    catalog = add_object(document, Written(f"<<{''.join(entries)}>>".encode("ascii")))
    return catalog, info


def _outline(document: PDFDocument, headings: Sequence[Heading]) -> int:
    """The bookmarks, one under the other; 0 when there are none."""
    first: dict[str, Heading] = {}
    for heading in headings:
        first.setdefault(heading.title, heading)
    if not first:
        return 0
    top = Written(b"")
    parent = add_object(document, top)
    items = [Written(b"") for _ in first]
    numbers = [add_object(document, item) for item in items]
    for index, (item, heading) in enumerate(zip(items, first.values(), strict=True)):
        before = f"/Prev {numbers[index - 1]} 0 R" if index else ""
        after = f"/Next {numbers[index + 1]} 0 R" if index < len(items) - 1 else ""
        place = f"/Dest[{heading.page} 0 R/XYZ 0 {number(heading.top)} null]"
        item.spelling = (
            f"<</Title{text_string(heading.title)}/Parent {parent} 0 R{before}{after}{place}>>"
        ).encode("ascii")
    top.spelling = (
        f"<</Type/Outlines/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {len(items)}>>"
    ).encode("ascii")
    return parent


def _output_intent(document: PDFDocument) -> str:
    """The colours that are meant, for files that are kept."""
    profile = add_object(document, Packed(zlib.compress(srgb_profile(), 9), " /N 3"))
    condition = text_string("sRGB IEC61966-2.1")
    return (
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
        f"{condition}/Info{condition}/DestOutputProfile {profile} 0 R>>]"
    )
