"""The fourth step: draw a Plan as a tagged PDF file that keeps to PDF/UA-1."""

from dataclasses import dataclass
from datetime import datetime

from worksheets.pdf.catalog import CatalogParts, Heading, Root, write_outline, write_root
from worksheets.pdf.content import draw_form_node, draw_node
from worksheets.pdf.deflate import join_segments
from worksheets.pdf.file import File
from worksheets.pdf.forms import Annotations
from worksheets.pdf.metadata import About, usual_moment
from worksheets.pdf.numbers import number
from worksheets.pdf.pages import draw_page
from worksheets.pdf.structure import Structure
from worksheets.pdf.supplies import Supplies
from worksheets.pdf.tree import Element
from worksheets.plan import Plan, Role, Tag

_AROUND = Element("Document", Tag(Role.SECTION), ())
_LABELS = "<</Nums[0<</S/D>>]>>"


@dataclass(frozen=True)
class DrawOptions:
    """What sort of file is drawn; the pages look the same.

    Attributes:
        fillable: Tick boxes and lines to write on are fields of a form.
        archive: The file keeps to PDF/A-2a as well.
    """

    fillable: bool = False
    archive: bool = False


_PLAIN = DrawOptions()


def draw_plan(plan: Plan, moment: datetime | None = None, options: DrawOptions = _PLAIN) -> bytes:
    """Draw a Plan as a PDF file.

    The same Plan, moment and options always give the same bytes.

    Args:
        plan: The document.
        moment: When the document was made. Without one, the file carries the date that
            SOURCE_DATE_EPOCH sets, or the start of the year 2000.
        options: What sort of file.

    Returns:
        The bytes of the file.
    """
    draw = draw_form_node if options.fillable else draw_node
    parts: list[bytes] = []
    file = File(parts.append)
    # **Why in this order:** what differs between the sheets of a batch comes as late as it can, so
    # that what they share has the same object numbers, and is spelt and compressed once.
    root = Root(file.reserve(), file.reserve(), file.reserve())
    tree, fonts, tags = file.reserve(), file.reserve(), file.reserve()
    first, count = file.reserve(len(plan.pages)), len(plan.pages)
    numbers = range(first, first + count)
    supplies, structure = Supplies(file, fonts), Structure(file, _AROUND, tags)
    bodies: list[str] = []
    headings: list[Heading] = []
    for page, page_number in zip(plan.pages, numbers, strict=True):
        drawn = draw_page(page, page_number, draw, supplies, structure)
        contents = file.add_stream(join_segments(drawn.segments), "/Filter/FlateDecode")
        bodies.append(
            f"/MediaBox[0 0 {number(page.width)} {number(page.height)}]"
            f"/Resources{supplies.resources(drawn.pictures)}/Contents {contents} 0 R"
        )
        headings += drawn.headings
    entries = structure.finish()
    supplies.write_fonts()
    annotations = Annotations(file, structure.spots, numbers, count)
    for index, body in enumerate(bodies):
        head = f"/Type/Page/Parent {tree} 0 R/StructParents {index}/Tabs/S"
        file.put(numbers[index], f"<<{head}{annotations.on_page(index)}{body}>>")
    kids = " ".join([f"{page_number} 0 R" for page_number in numbers])
    parents = " ".join([f"{key} {entry}" for key, entry in enumerate(entries)])
    file.put(tree, f"<</Type/Pages/Kids[{kids}]/Count {count}>>")
    file.put(
        tags,
        f"<</Type/StructTreeRoot/K[{structure.number} 0 R]/ParentTree<</Nums[{parents}]>>"
        f"/ParentTreeNextKey {len(entries)}>>",
    )
    outline = write_outline(file, headings)
    ends = CatalogParts(tree, first, tags, outline, _LABELS, annotations.form())
    about = About(
        plan.title,
        plan.language,
        moment or usual_moment(),
        plan.subject,
        plan.about,
        options.archive,
    )
    write_root(file, root, about, ends)
    file.close(root.catalog, root.info)
    return b"".join(parts)
