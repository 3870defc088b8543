"""The pages of a document in a file, with the structure that joins them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import BasicFonts, PDFObjectReference, PDFPage

from worksheets.pdf.content import Pen, Shape, operands
from worksheets.pdf.file import File, dictionary
from worksheets.pdf.pictures import embed_shapes
from worksheets.pdf.tags import Heading, Spot, Walker
from worksheets.plan import Page, Piece


class SlotShape(NamedTuple):
    """What a slot adds to a document beside its content: the same in all of a group."""

    place: tuple[float, ...]
    kids: list[str]
    elements: dict[int, str]
    owners: list[int]
    headings: dict[str, Heading]
    spots: list[Spot]
    shapes: dict[str, Shape]


class Slot(NamedTuple):
    """Where a slot stands in a document.

    Attributes:
        start: A walker that has come to the slot.
        height: Height of the page.
        parent: Object number of the element around all others.
    """

    start: Walker
    height: float
    parent: int

    def draw(self, piece: Piece, pen: Pen) -> tuple[Walker, SlotShape]:
        """Draw a piece of a page here."""
        walker = self.start.branch()
        kids = walker.add(piece, self.height, self.parent, pen)
        walker.close()
        place = (piece.x, piece.y, piece.width, piece.height, piece.scale, piece.last)
        made = walker.elements, walker.owners, walker.headings, walker.spots
        return walker, SlotShape(place, kids, *made, pen.shapes)


class DrawnPage(NamedTuple):
    """A page whose content is not written yet.

    Attributes:
        page: The page.
        number: Its object number.
        pens: The stretches of its content: a pen for each slot, and for what is between slots.
        slots: The slots by the places of their pens.
        owners: For each stretch of marked content, the element that it belongs to.
    """

    page: Page
    number: int
    pens: list[Pen]
    slots: dict[int, tuple[Slot, SlotShape]]
    owners: list[int]


class DocumentDrawer:
    """Draws the pages of one document, and puts the elements of its structure.

    Attributes:
        numbers: Object numbers of the pages.
        pages: The pages.
        walker: What the nodes were walked by.
        kids: The kids of the element around all others.
    """

    def __init__(
        self,
        file: File,
        pages: Sequence[Page],
        around: int,
        names: dict[Shape, str],
        *,
        fillable: bool = False,
    ) -> None:
        """Draw all pages.

        Args:
            file: The file that is being written.
            pages: The pages.
            around: Object number of the element around all others.
            names: The names of all pictures of the file; gets those of new ones.
            fillable: Whether tick boxes and lines to write on are fields.
        """
        self._around, self._names = around, names
        first = file.reserve(len(pages))
        self.numbers = range(first, first + len(pages))
        self.walker = Walker(file.objectcounter, fillable=fillable)
        self._kids: list[str] = []
        self._last: list[str] = []
        self.pages = [self._draw(*one) for one in zip(pages, self.numbers, strict=True)]
        self.walker.close()
        file.objectcounter = self.walker.count
        file.put_all(self.walker.elements)
        self.kids = " ".join(self.walker.in_order(self._kids + self._last))

    def _draw(self, page: Page, number: int) -> DrawnPage:
        walker = self.walker
        walker.begin_page(number)
        drawn = DrawnPage(page, number, [], {}, walker.owners)
        is_open = False
        for piece in page.pieces:
            if piece.slot or not is_open:
                drawn.pens.append(Pen(self._names))
            pen, is_open = drawn.pens[-1], not piece.slot
            if piece.slot:
                slot = Slot(walker.branch(), page.height, self._around)
                part, shape = slot.draw(piece, pen)
                walker.take(part)
                drawn.slots[len(drawn.pens) - 1] = slot, shape
                kids = shape.kids
            else:
                kids = walker.add(piece, page.height, self._around, pen)
            (self._last if piece.last else self._kids).extend(kids)
        return drawn

    def parents(self) -> list[str]:
        """The entries of the parent tree: of each page a list, of each annotation its element."""
        lists = [f"[{' '.join([f'{one} 0 R' for one in page.owners])}]" for page in self.pages]
        return lists + [f"{spot.element} 0 R" for spot in self.walker.spots]

    def annotations_on(self, page: DrawnPage) -> list[str]:
        """References to the annotations of a page, in reading order."""
        return [f"{one.number} 0 R" for one in self.walker.spots if one.page == page.number]


def put_tags(file: File, tags: int, document: int, kids: str, parents: Iterable[str]) -> None:
    """Put the root of a structure, and the element below it that is around all others."""
    entries = [f"{key} {entry}" for key, entry in enumerate(parents)]
    file.put(document, f"<</P {tags} 0 R/S/Document/K[{kids}]>>")
    file.put(
        tags,
        f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree<</Nums[{' '.join(entries)}]>>"
        f"/ParentTreeNextKey {len(entries)}>>",
    )
    file.Catalog.MarkInfo = dictionary(Marked="true")
    file.Catalog.StructTreeRoot = f"{tags} 0 R"


class _TaggedPage(PDFPage):  # type: ignore[misc]
    """ReportLab's page with the entries that tags need."""

    __NoDefault__ = (*PDFPage.__NoDefault__, "StructParents", "Tabs")
    Override_default_compilation = 1


class Sheets:
    """Makes the pages of a file as ReportLab's objects, which share fonts and pictures."""

    def __init__(self, file: File) -> None:
        """Begin a file without pages."""
        self._file = file
        self._parent = file.refer(file.Pages)
        self._stored: dict[str, int] = {}

    def make(self, page: Page, pens: Iterable[Pen]) -> PDFPage:
        """A page with the pictures that pens have drawn; they are put if they are new."""
        sheet = _TaggedPage()
        sheet.Parent = self._parent
        sheet.MediaBox = f"[{operands(0, 0, page.width, page.height)}]"
        resources = dictionary(Font=PDFObjectReference(BasicFonts))
        shapes = {name: shape for pen in pens for name, shape in pen.shapes.items()}
        if shapes:
            resources["XObject"] = f"<<{embed_shapes(self._file, shapes, self._stored)}>>"
        sheet.Resources = resources
        return sheet

    def put(self, number: int, sheet: PDFPage, contents: Sequence[int]) -> None:
        """Put a page with stretches of content."""
        if contents:
            listed = " ".join([f"{one} 0 R" for one in contents])
            sheet.Contents = listed if len(contents) == 1 else f"[{listed}]"
        self._file.put(number, sheet)


def set_tags(sheet: PDFPage, key: int, annotations: Sequence[str]) -> None:
    """Give a page its place in the structure, and its annotations."""
    sheet.StructParents, sheet.Tabs = str(key), "/S"
    if annotations:
        sheet.Annots = f"[{' '.join(annotations)}]"
