"""The fourth step: draw a Plan as a tagged PDF file that keeps to PDF/UA-1.

What ReportLab makes: the document with its object numbers and references, catalog, information,
dates, bookmarks, page labels, tree of pages, pages, dictionaries, streams, images, colours.
What is made here, because it has none: text as glyphs that HarfBuzz has shaped, tags with the
structure tree, packed object streams with their cross-reference stream, how fields of a form look,
subsets of fonts. Three hundred elements of a structure are spelt as text, without an object each.

What a group of documents shares is a *master*: everything but the pieces of pages that are slots.
A document of the group is the master, its fonts, and a content stream for each slot.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import BasicFonts, PDFObjectReference, PDFPage, PDFResourceDictionary

from worksheets.pdf.about import About, Contents, finish, usual_moment
from worksheets.pdf.file import File
from worksheets.pdf.fonts import OBJECTS, Need, Words, embed_fonts, needs_of
from worksheets.pdf.forms import write_annotations
from worksheets.pdf.marks import Pen, Shape
from worksheets.pdf.pictures import embed_shapes
from worksheets.pdf.spelling import operands
from worksheets.pdf.tags import Heading, Spot, Walker
from worksheets.plan import Page, Piece, Plan, flatten, flatten_piece
from worksheets.text.fonts import FONT_NAMES

_MAX_FRAMES = 16

Slots = tuple[tuple[Piece, ...], ...]
"""For each page, the pieces that are slots."""


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
    plan: Plan,
    moment: datetime | None = None,
    options: DrawOptions = DrawOptions(),
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
    return make_master(plan, moment, options).fill(slots_of(plan))


def slots_of(plan: Plan) -> Slots:
    """The slots of a document, page by page."""
    return tuple(
        [tuple([flatten_piece(one) for one in page.pieces if one.slot]) for page in plan.pages]
    )


class _Shape(NamedTuple):
    """What a slot adds to a document beside its content: the same in all of a group."""

    piece: tuple[float, float, float, float, bool]
    kids: list[str]
    elements: dict[int, str]
    owners: list[int]
    headings: dict[str, Heading]
    spots: list[Spot]
    shapes: dict[str, Shape]


class _Slot(NamedTuple):
    """Where a slot stands in a master.

    Attributes:
        page: Object number of the page.
        height: Height of the page.
        parent: Object number of the element around all others.
        before: The highest object number before the slot.
        first: Number of its first marked content.
        fillable: Whether the file is.
    """

    page: int
    height: float
    parent: int
    before: int
    first: int
    fillable: bool

    def draw(self, piece: Piece, names: dict[Shape, str]) -> tuple[Pen, Walker, _Shape]:
        """Draw a piece of a page here."""
        pen, walker = Pen(names), Walker(self.before, fillable=self.fillable)
        walker.begin_page(self.page, self.first)
        kids = walker.add(piece, self.height, self.parent, pen)
        walker.close()
        x, y, width, height, _, last = piece[:6]
        shape = _Shape(
            (x, y, width, height, last),
            kids,
            walker.elements,
            walker.owners,
            walker.headings,
            walker.spots,
            pen.shapes,
        )
        return pen, walker, shape


class Master:
    """All of a document but its slots, which are filled with those of other documents like it."""

    def __init__(self, file: File, ends: tuple[str, str], drawn: "_Drawer", fonts: int) -> None:
        """Finish a master; see `make_master`."""
        self._file, self._ends, self._fonts = file, ends, fonts
        self._slots = drawn.slots
        self._names, self._words = drawn.names, [pen.words for pen in drawn.pens]
        self._frames: dict[tuple[Need, ...], File] = {}

    def fill(self, slots: Slots) -> bytes:
        """The file of a document.

        Args:
            slots: Its slots.

        Raises:
            ShapeDiffers: They are not like those of the master: in number, place, roles, fields,
                what is said of them, pictures.
        """
        names = self._names.copy()
        words: list[Words] = []
        contents = []
        pages = [len(page) for page in slots]
        if pages != [len(page) for page in self._slots]:
            raise ShapeDiffers("there are more or fewer slots than in the master")
        for master, page in zip(self._slots, slots, strict=True):
            for (slot, shape), piece in zip(master, page, strict=True):
                pen, _, own = slot.draw(piece, names)
                if own != shape:
                    raise ShapeDiffers(f"the slot {piece.slot} is not like that of the master")
                words.append(pen.words)
                contents.append(pen.operators)
        file = self._frame(needs_of(*self._words, *words)).fork()
        for operators in contents:
            file.add_content(operators)
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
            frame.settle()
            if len(self._frames) >= _MAX_FRAMES:
                self._frames.clear()
            self._frames[needs] = frame
        return frame


def make_master(
    plan: Plan,
    moment: datetime | None = None,
    options: DrawOptions = DrawOptions(),
) -> Master:
    """Draw all of a document but its slots; see `draw_plan`."""
    plan = flatten(plan)
    file = File()
    drawer = _Drawer(file, plan, options)
    for page in plan.pages:
        drawer.draw_page(page)
    form = drawer.end_structure()
    drawer.put_contents()
    about = About(
        plan.title,
        plan.language,
        moment or usual_moment(),
        plan.subject,
        plan.about,
        options.archive,
    )
    headings = list(drawer.walker.headings.values())
    contents = Contents(drawer.numbers[0], (0,), headings, drawer.tags, form)
    ends = finish(file, about, contents)
    # What differs between the documents of a group has the highest numbers and comes last, so that
    # all before it is the same: objects of fonts, two packs, slots.
    fonts = file.reserve(OBJECTS * len(FONT_NAMES) + 1)
    pack = file.reserve()
    drawer.put_pages(file.objectcounter + 1)
    file.pack(pack)
    return Master(file, ends, drawer, fonts)


class TaggedPage(PDFPage):  # type: ignore[misc]
    """ReportLab's page with the entries that tags need."""

    __NoDefault__ = (*PDFPage.__NoDefault__, "StructParents", "Tabs")
    Override_default_compilation = 1


class _Drawer:
    """Draws the pages of a document, and joins their structure.

    Attributes:
        numbers: Object numbers of the pages.
        tags: Object number of the root of the structure.
        walker: Makes the elements.
        names: The names of all pictures.
        pens: The pens of what is no slot.
        slots: For each page, the slots with their shapes.
    """

    def __init__(self, file: File, plan: Plan, options: DrawOptions) -> None:
        self._file, self._fillable = file, options.fillable
        self._parent = file.refer(file.Pages)
        self.tags, self._document = file.reserve(), file.reserve()
        first = file.reserve(len(plan.pages))
        self._plan, self.numbers = plan, range(first, first + len(plan.pages))
        self.walker = Walker(file.objectcounter, fillable=options.fillable)
        self.names: dict[Shape, str] = {}
        self.pens: list[Pen] = []
        self.slots: list[list[tuple[_Slot, _Shape]]] = []
        self._kids: list[str] = []
        self._last: list[str] = []
        self._owners: list[list[int]] = []
        self._streams: list[list[Pen | None]] = []
        self._shapes: list[dict[str, Shape]] = []
        self._annotated: dict[int, list[int]] = {}
        self._contents: list[list[str]] = []
        self._sheets: list[TaggedPage] = []

    def draw_page(self, page: Page) -> None:
        """Draw a page: a pen for each slot, and for what stands between slots."""
        number, walker = self.numbers[len(self.slots)], self.walker
        walker.begin_page(number)
        streams: list[Pen | None] = []
        shapes: dict[str, Shape] = {}
        slots: list[tuple[_Slot, _Shape]] = []
        pen = None
        for piece in page.pieces:
            if piece.slot:
                first = len(walker.owners)
                slot = _Slot(
                    number, page.height, self._document, walker.count, first, self._fillable
                )
                own, part, shape = slot.draw(piece, self.names)
                walker.take(part)
                kids = shape.kids
                slots.append((slot, shape))
                streams.append(None)
                shapes |= own.shapes
                pen = None
            else:
                if pen is None:
                    pen = Pen(self.names)
                    streams.append(pen)
                    self.pens.append(pen)
                kids = walker.add(piece, page.height, self._document, pen)
                shapes |= pen.shapes
            (self._last if piece.last else self._kids).extend(kids)
        self.slots.append(slots)
        self._owners.append(walker.owners)
        self._streams.append(streams)
        self._shapes.append(shapes)

    def end_structure(self) -> str:
        """Put all elements, the root above them, and the annotations; the form, or ""."""
        file, walker = self._file, self.walker
        walker.close()
        file.objectcounter = walker.count
        file.put_all(walker.elements)
        kids = " ".join(walker.in_order(self._kids + self._last))
        file.put(self._document, f"<</P {self.tags} 0 R/S/Document/K[{kids}]>>")
        lists = [f"[{' '.join([f'{owner} 0 R' for owner in one])}]" for one in self._owners]
        entries = [*lists, *[f"{spot.element} 0 R" for spot in walker.spots]]
        parents = " ".join([f"{key} {entry}" for key, entry in enumerate(entries)])
        file.put(
            self.tags,
            f"<</Type/StructTreeRoot/K[{self._document} 0 R]/ParentTree<</Nums[{parents}]>>"
            f"/ParentTreeNextKey {len(entries)}>>",
        )
        for spot in walker.spots:
            self._annotated.setdefault(spot.page, []).append(spot.number)
        file.Pages.pages = [f"{number} 0 R" for number in self.numbers]
        return write_annotations(file, walker.spots, self.numbers, len(self.numbers))

    def put_contents(self) -> None:
        """Put the content of what is no slot, and the pictures."""
        stored: dict[str, int] = {}
        for streams, shapes, page in zip(
            self._streams, self._shapes, self._plan.pages, strict=True
        ):
            self._contents.append(
                [f"{self._file.add_content(pen.operators)} 0 R" if pen else "" for pen in streams]
            )
            pictures = embed_shapes(self._file, shapes, stored)
            self._sheets.append(make_page(self._parent, page, pictures))

    def put_pages(self, slot: int) -> None:
        """Put the pages; `slot` is the object number of the content of the first slot."""
        for index, number in enumerate(self.numbers):
            sheet, contents = self._sheets[index], self._contents[index]
            for place, content in enumerate(contents):
                if not content:
                    contents[place] = f"{slot} 0 R"
                    slot += 1
            if contents:
                sheet.Contents = f"[{' '.join(contents)}]" if len(contents) > 1 else contents[0]
            sheet.StructParents, sheet.Tabs = str(index), "/S"
            if annotated := self._annotated.get(number):
                sheet.Annots = f"[{' '.join([f'{one} 0 R' for one in annotated])}]"
            self._file.put(number, sheet)


def make_page(parent: str, page: Page, pictures: str) -> TaggedPage:
    """ReportLab's page of a size, with all fonts and with pictures."""
    sheet = TaggedPage()
    sheet.Parent = parent
    sheet.MediaBox = f"[{operands(0, 0, page.width, page.height)}]"
    resources = PDFResourceDictionary(Font=PDFObjectReference(BasicFonts), ProcSet=())
    if pictures:
        resources.XObject = f"<<{pictures}>>"
    sheet.Resources = resources
    return sheet
