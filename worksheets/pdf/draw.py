"""The fourth step: draw a Plan as a tagged PDF file that keeps to PDF/UA-1.

What ReportLab makes: the document with its object numbers and references, catalog, information,
dates, bookmarks, page labels, tree of pages, pages, dictionaries, streams, images, colours.
What is made here, because it has none: text as glyphs that HarfBuzz has shaped, tags with the
structure tree, packed object streams with their cross-reference stream, annotations with how
fields of a form look, subsets of fonts. The three hundred elements of a structure are spelt as
text, without an object each.

What a group of documents shares is a *master*: everything but the pieces of pages that are slots.
A document of the group is the master, its fonts, and a content stream for each slot.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import BasicFonts, PDFObjectReference, PDFPage

from worksheets.pdf.about import About, finish, usual_moment
from worksheets.pdf.content import Pen, Shape, operands
from worksheets.pdf.file import File, dictionary
from worksheets.pdf.fonts import OBJECTS, Need, embed_fonts, needs_of, sum_up
from worksheets.pdf.forms import write_annotations
from worksheets.pdf.pictures import embed_shapes
from worksheets.pdf.tags import Heading, Open, Spot, Walker
from worksheets.plan import Page, Piece, Plan, Slots
from worksheets.text.fonts import FONT_NAMES

_MAX_FRAMES = 16


@dataclass(frozen=True)
class DrawOptions:
    """What sort of file is drawn; the pages look the same.

    Attributes:
        fillable: Tick boxes and lines to write on are fields of a form.
        archive: The file keeps to PDF/A-2a as well.
    """

    fillable: bool = False
    archive: bool = False


class ShapeDiffers(Exception):
    """The slots of a document are not like those of the master: it needs a master of its own."""


def draw_plan(
    plan: Plan, moment: datetime | None = None, options: DrawOptions = DrawOptions()
) -> bytes:
    """Draw a Plan as a PDF file.

    The same Plan, moment and options always give the same bytes, by whatever master.

    Args:
        plan: The document.
        moment: When the document was made. Without one, the file carries the date that
            SOURCE_DATE_EPOCH sets, or the start of the year 2000.
        options: What sort of file.

    Returns:
        The bytes of the file.
    """
    return make_master(plan, moment, options).fill(plan.slots)


class Master:
    """All of a document but its slots, which are filled with those of documents like it."""

    def __init__(
        self,
        file: File,
        ends: tuple[str, str],
        drawn: "DocumentDrawer",
        names: dict[Shape, str],
        fonts: int,
    ) -> None:
        """Finish a master; see `make_master`.

        Args:
            file: The file, in which all is written but fonts and slots.
            ends: References to catalog and information.
            drawn: The document.
            names: The names of all pictures.
            fonts: The first of the object numbers that are kept for fonts.
        """
        self._file, self._ends, self._names, self._fonts = file, ends, names, fonts
        self._slots = [list(page.slots.values()) for page in drawn.pages]
        pens = [
            pen.words
            for page in drawn.pages
            for place, pen in enumerate(page.pens)
            if place not in page.slots
        ]
        self._words = sum_up(*pens)
        self._frames: dict[tuple[Need, ...], File] = {}

    def fill(self, slots: Slots) -> bytes:
        """The file of a document.

        Args:
            slots: Its slots.

        Raises:
            ShapeDiffers: They are not like those of the master: in number, place, roles, fields,
                what is said of them, pictures.
        """
        if [len(page) for page in slots] != [len(page) for page in self._slots]:
            raise ShapeDiffers("there are more or fewer slots than in the master")
        names, pens = self._names.copy(), []
        for known, pieces in zip(self._slots, slots, strict=True):
            for (slot, shape), piece in zip(known, pieces, strict=True):
                pen = Pen(names)
                if slot.draw(piece, pen)[1] != shape:
                    raise ShapeDiffers(f"the slot {piece.slot} is not like that of the master")
                pens.append(pen)
        file = self._frame(needs_of(self._words, *[pen.words for pen in pens])).fork()
        for pen in pens:
            file.add_content(pen.operators)
        return file.close(*self._ends)

    def _frame(self, needs: tuple[Need, ...]) -> File:
        """The master with its fonts.

        The cache saves 0.2 ms a document: names choose among a few sets of glyphs.
        """
        frame = self._frames.get(needs)
        if frame is None:
            frame = self._file.fork()
            embed_fonts(frame, self._fonts, needs)
            frame.pack(self._fonts + OBJECTS * len(FONT_NAMES))
            frame.freeze()
            if len(self._frames) >= _MAX_FRAMES:
                self._frames.clear()
            self._frames[needs] = frame
        return frame


def make_master(
    plan: Plan, moment: datetime | None = None, options: DrawOptions = DrawOptions()
) -> Master:
    """Draw all of a document but its slots; see `draw_plan`."""
    file, names = File(), dict[Shape, str]()
    sheets, tags, document = Sheets(file), file.reserve(), file.reserve()
    drawn = DocumentDrawer(file, plan.pages, document, names, fillable=options.fillable)
    put_tags(file, tags, document, drawn.kids, drawn.parents())
    write_annotations(file, drawn.walker.spots, drawn.numbers, len(drawn.numbers))
    file.Pages.pages = [f"{number} 0 R" for number in drawn.numbers]
    made = [sheets.make(page.page, page.pens) for page in drawn.pages]
    stored = [
        [
            0 if n in page.slots else file.add_content(pen.operators)
            for n, pen in enumerate(page.pens)
        ]
        for page in drawn.pages
    ]
    about = About(plan.title, plan.language, moment or usual_moment(), plan.subject, plan.about)
    about = about._replace(archive=options.archive)
    ends = finish(file, about, list(drawn.walker.headings.values()))
    # What differs between the documents of a group has the highest numbers and is written last, so
    # that all before it is the same: fonts, their pack, the pack of all else, slots.
    file.make_room(len(drawn.pages))  # a pack in between would take the number of a slot
    fonts = file.reserve(OBJECTS * len(FONT_NAMES) + 1)
    pack = file.reserve()
    slots = count(file.objectcounter + 1)
    for key, (page, sheet) in enumerate(zip(drawn.pages, made, strict=True)):
        set_tags(sheet, key, drawn.annotations_on(page))
        sheets.put(page.number, sheet, [number or next(slots) for number in stored[key]])
    file.pack(pack)
    return Master(file, ends, drawn, names, fonts)


class SlotShape(NamedTuple):
    """What a slot adds to a document beside its content: the same in all of a group."""

    place: tuple[float, ...]
    kids: list[str]
    elements: dict[int, str]
    owners: list[int]
    headings: dict[str, Heading]
    spots: list[Spot]
    joined: dict[str, Open]
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
        place = (piece.x, piece.y, piece.width, piece.height, piece.scale, piece.last)
        made = walker.elements, walker.owners, walker.headings, walker.spots, walker.open
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
