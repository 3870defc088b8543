"""The root of a file: language, title, bookmarks, page labels, metadata, the form."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

from worksheets.pdf.file import File
from worksheets.pdf.metadata import About, srgb_profile, write_info, write_xmp
from worksheets.pdf.numbers import number, text_string
from worksheets.pdf.objects import Group


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
        structure: Object number of the root of the structure; 0 for a file without tags.
        outline: Object number of the bookmarks; 0 for none.
        labels: The tree of page labels.
        form: The entry for the form, or "".
    """

    pages: int
    first_page: int
    structure: int
    outline: int
    labels: str
    form: str = ""


class Root(NamedTuple):
    """The objects that a file's end leads to, by their numbers.

    Attributes:
        catalog: The catalog.
        info: The information dictionary.
        metadata: The metadata.
    """

    catalog: int
    info: int
    metadata: int


def write_root(file: File, root: Root, about: About, parts: CatalogParts) -> None:
    """Write the catalog, the information dictionary and the metadata."""
    file.put(root.info, write_info(about))
    xmp = write_xmp(about, parts.structure > 0)
    file.put_stream(root.metadata, xmp, "/Type/Metadata/Subtype/XML")
    tags = f"/MarkInfo<</Marked true>>/StructTreeRoot {parts.structure} 0 R"
    entries = [
        f"/Type/Catalog/Pages {parts.pages} 0 R/Lang{text_string(about.language)}",
        tags if parts.structure else "",
        "/ViewerPreferences<</DisplayDocTitle true>>",
        f"/Metadata {root.metadata} 0 R/PageLabels{parts.labels}",
        f"/OpenAction[{parts.first_page} 0 R/Fit]",
        f"/Outlines {parts.outline} 0 R" if parts.outline else "",
        parts.form,
        _output_intent(file) if about.archive else "",
    ]
    file.put(root.catalog, f"<<{''.join(entries)}>>")


def write_outline(file: File, headings: Sequence[Heading]) -> int:
    """The bookmarks, one under the other; 0 when there are none."""
    first: dict[str, Heading] = {}
    for heading in headings:
        first.setdefault(heading.title, heading)
    if not first:
        return 0
    parent = file.reserve(1 + len(first))
    begin, end = parent + 1, parent + len(first)
    items = [f"<</Type/Outlines/First {begin} 0 R/Last {end} 0 R/Count {len(first)}>>"]
    for item, heading in enumerate(first.values(), begin):
        before = f"/Prev {item - 1} 0 R" if item > begin else ""
        after = f"/Next {item + 1} 0 R" if item < end else ""
        place = f"/Dest[{heading.page} 0 R/XYZ 0 {number(heading.top)} null]"
        title = text_string(heading.title)
        items.append(f"<</Title{title}/Parent {parent} 0 R{before}{after}{place}>>")
    file.put_group(Group(parent, tuple(items)))
    return parent


def _output_intent(file: File) -> str:
    """The colours that are meant, for files that are kept."""
    profile = file.add_stream(zlib.compress(srgb_profile(), 9), "/Filter/FlateDecode/N 3")
    condition = text_string("sRGB IEC61966-2.1")
    return (
        "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
        f"{condition}/Info{condition}/DestOutputProfile {profile} 0 R>>]"
    )
