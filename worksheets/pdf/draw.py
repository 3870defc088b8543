"""The fourth step: draw a Plan."""

import zlib
from datetime import datetime
from io import BytesIO

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFDocument,
    PDFInfo,
    PDFObjectReference,
    PDFPage,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from worksheets.pdf.content import Content, draw_node
from worksheets.pdf.drawings import embed_drawing
from worksheets.pdf.fonts import embed_font
from worksheets.pdf.images import embed_image
from worksheets.pdf.numbers import number
from worksheets.pdf.objects import Packed
from worksheets.plan import Drawing, Image, Page, Piece, Plan
from worksheets.text.fonts import FONT_NAMES

# Of zlib's levels: a dense page is 4 KB larger than at level 6, and takes a fifth of the time.
_PAGE_COMPRESSION = 2


def draw_plan(plan: Plan, moment: datetime | None = None) -> bytes:
    """Draw a Plan as a PDF file.

    The same Plan and moment always give the same bytes.

    Args:
        plan: The document.
        moment: When the document was made. Without one, the file carries the date that
            SOURCE_DATE_EPOCH sets, or the start of the year 2000.

    Returns:
        The bytes of the file.
    """
    canvas = _Canvas(BytesIO(), invariant=1, lang=plan.language, pdfVersion=(1, 7))
    document = canvas._doc
    document.info = _Info(plan, moment)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    supplies = _Supplies()
    for page in plan.pages:
        contents = [draw_node(piece.node) for piece in page.pieces]
        pictures: dict[str, Image | Drawing] = {}
        for content in contents:
            supplies.gather(content)
            pictures.update(content.pictures)
        sheet = _add_page(canvas, page, contents)
        if pictures:
            sheet.hasImages = 1
            stored = {key: _embed(document, key, image) for key, image in pictures.items()}
            sheet.XObjects = PDFDictionary(stored)
    for name in FONT_NAMES:
        if name in supplies.glyphs:
            embed_font(
                document,
                name,
                frozenset(supplies.glyphs[name]),
                tuple(sorted(supplies.texts.get(name, {}).items())),
            )
    data: bytes = canvas.getpdfdata()
    return data


def _embed(document: PDFDocument, key: str, image: Image | Drawing) -> PDFObjectReference:
    if isinstance(image, Drawing):
        return embed_drawing(document, key, image)
    return embed_image(document, key, image.data)


class _Canvas(Canvas):  # type: ignore[misc]  # ReportLab has no types.
    """A canvas whose pages come ready made."""

    def _make_preamble(self) -> None:
        # The usual one sets a font that is not embedded.
        self._preamble = ""


class _Info(PDFInfo):  # type: ignore[misc]  # ReportLab has no types.
    """The document information, without the entries that this program leaves empty."""

    creator = "worksheets"

    def __init__(self, plan: Plan, moment: datetime | None) -> None:
        super().__init__()
        self.title = plan.title
        self.subject = plan.subject
        self.moment = moment

    def digest(self, signature: object) -> None:
        """Leave the file's identifier to the content of its pages."""

    def format(self, document: object) -> bytes:
        """The entries as they are written."""
        moment = _write_moment(self.moment or document._timeStamp.datetime)  # type: ignore[attr-defined]
        entries = {
            "Title": self.title,
            "Subject": self.subject,
            "Creator": self.creator,
            "Producer": self.producer,
            "CreationDate": moment,
            "ModDate": moment,
        }
        written = {name: PDFString(value) for name, value in entries.items() if value}
        data: bytes = PDFDictionary(written).format(document)
        return data


def _write_moment(moment: datetime) -> str:
    offset = moment.strftime("%z")
    zone = f"{offset[:3]}'{offset[3:5]}'" if offset else "Z"
    return f"D:{moment:%Y%m%d%H%M%S}{zone}"


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


def _add_page(canvas: Canvas, page: Page, contents: list[Content]) -> PDFPage:
    """Add a page with its pieces, each drawn from its own top left corner."""
    placed = [
        _place_piece(piece, content, page.height)
        for piece, content in zip(page.pieces, contents, strict=True)
    ]
    operators = "\n".join(placed).encode("ascii")
    canvas.setPageSize((page.width, page.height))
    canvas.showPage()
    canvas._doc.updateSignature(operators)
    sheet = canvas._doc.Pages.pages[-1]
    sheet.Trans = None
    sheet.Contents = Packed(zlib.compress(operators, _PAGE_COMPRESSION))
    return sheet


def _place_piece(piece: Piece, content: Content, page_height: float) -> str:
    place = f"q 1 0 0 1 {number(piece.x)} {number(page_height - piece.y)} cm"
    return f"{place}\n{content.operators}\nQ"
