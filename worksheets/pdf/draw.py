"""The fourth step: draw a Plan as a tagged PDF file that keeps to PDF/UA-1."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObjectReference

from worksheets.pdf.catalog import CatalogParts, Heading, add_catalog
from worksheets.pdf.content import Content, draw_form_node, draw_node
from worksheets.pdf.drawings import embed_drawing
from worksheets.pdf.file import File
from worksheets.pdf.fonts import embed_font
from worksheets.pdf.forms import Annotations
from worksheets.pdf.images import embed_image
from worksheets.pdf.numbers import number
from worksheets.pdf.objects import Packed, Written, add_object, number_of
from worksheets.pdf.structure import Structure
from worksheets.plan import Drawing, Image, Page, Plan
from worksheets.text.fonts import FONT_NAMES

# Of zlib's levels: a dense page is 4 KB larger than at level 6, and takes a fifth of the time.
_PAGE_COMPRESSION = 2
_FONTS = "BasicFonts"
"""Name of ReportLab's dictionary of fonts."""


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
    document = PDFDocument(invariant=1)
    draw = draw_form_node if options.fillable else draw_node
    moment = moment or document._timeStamp.datetime
    tree = Written(b"")
    parent = add_object(document, tree)
    pages = [Written(b"") for _ in plan.pages]
    numbers = [add_object(document, page) for page in pages]
    structure, supplies = Structure(), _Supplies()
    bodies: list[str] = []
    headings: list[Heading] = []
    for page, page_number in zip(plan.pages, numbers, strict=True):
        structure.add_page()
        operators = []
        pictures: dict[str, Image | Drawing] = {}
        for piece in page.pieces:
            content = draw(piece.node)
            top = page.height - piece.y
            operators.append(_place_piece(piece.x, top, content, structure.marked()))
            structure.add_piece(content.tree, piece, top)
            supplies.gather(content)
            pictures.update(content.pictures)
            headings += [Heading(text, page_number, top - y) for text, y in content.bookmarks]
        bodies.append(_write_page(document, page, "\n".join(operators), pictures))
    structure.finish()
    supplies.embed(document)
    annotations = Annotations(document, structure.spots, numbers)
    for index, page_object in enumerate(pages):
        here = " ".join(f"{one} 0 R" for one in annotations.on_page(structure.spots, index))
        annots = f"/Annots[{here}]" if here else ""
        head = f"/Type/Page/Parent {parent} 0 R/StructParents {index}/Tabs/S"
        page_object.spelling = f"<<{head}{annots}{bodies[index]}>>".encode("ascii")
    kids = " ".join(f"{page_number} 0 R" for page_number in numbers)
    tree.spelling = f"<</Type/Pages/Kids[{kids}]/Count {len(numbers)}>>".encode("ascii")
    root = Written(b"")
    root_number = add_object(document, root)
    parts = CatalogParts(parent, numbers[0], root_number, headings, annotations.form())
    catalog, info = add_catalog(document, plan, parts, moment, archive=options.archive)
    file = File(document)
    first = file.next_number
    root.spelling = structure.write_root(first).encode("ascii")
    file.add(structure.write(first, root_number, numbers, annotations.numbers))
    return file.write(catalog, info)


def _write_page(
    document: PDFDocument, page: Page, operators: str, pictures: dict[str, Image | Drawing]
) -> str:
    """The entries of a page's dictionary that hold what is drawn."""
    contents = add_object(
        document, Packed(zlib.compress(operators.encode("ascii"), _PAGE_COMPRESSION))
    )
    stored = "".join(
        f"/{key} {number_of(document, _embed(document, key, image))} 0 R"
        for key, image in pictures.items()
    )
    fonts = f"/Font {number_of(document, PDFObjectReference(_FONTS))} 0 R"
    resources = f"{fonts}/XObject<<{stored}>>" if stored else fonts
    return (
        f"/MediaBox[0 0 {number(page.width)} {number(page.height)}]"
        f"/Resources<<{resources}>>/Contents {contents} 0 R"
    )


def _embed(document: PDFDocument, key: str, image: Image | Drawing) -> PDFObjectReference:
    if isinstance(image, Drawing):
        return embed_drawing(document, key, image)
    return embed_image(document, key, image.data)


class _Supplies:
    """What the pages of a document need of each font."""

    def __init__(self) -> None:
        self.glyphs: dict[str, set[int]] = {}
        self.texts: dict[str, dict[int, str]] = {}

    def gather(self, content: Content) -> None:
        """Add what one node needs; of two texts for a glyph, the first one read counts."""
        for font, glyphs in content.glyphs:
            self.glyphs.setdefault(font, set()).update(glyphs)
        for font, glyph, text in content.texts:
            self.texts.setdefault(font, {}).setdefault(glyph, text)

    def embed(self, document: PDFDocument) -> None:
        """Put the fonts into the document."""
        for name in FONT_NAMES:
            if name in self.glyphs:
                texts = tuple(sorted(self.texts.get(name, {}).items()))
                embed_font(document, name, frozenset(self.glyphs[name]), texts)


def _place_piece(left: float, top: float, content: Content, first: int) -> str:
    """A piece drawn from its top left corner, its marked content numbered from `first`."""
    operators = content.operators % tuple(range(first, first + content.marked))
    return f"q 1 0 0 1 {number(left)} {number(top)} cm\n{operators}\nQ"
