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

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from worksheets.pdf.about import About, finish, usual_moment
from worksheets.pdf.content import Pen, Shape
from worksheets.pdf.file import File
from worksheets.pdf.fonts import OBJECTS, Need, embed_fonts, needs_of, sum_up
from worksheets.pdf.forms import write_annotations
from worksheets.pdf.pages import DocumentDrawer, Sheets, put_tags, set_tags
from worksheets.plan import Piece, Plan
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
    return make_master(plan, moment, options).fill(slots_of(plan))


def slots_of(plan: Plan) -> Slots:
    """The slots of a document, page by page."""
    return tuple([tuple([one for one in page.pieces if one.slot]) for page in plan.pages])


class Master:
    """All of a document but its slots, which are filled with those of documents like it."""

    def __init__(
        self,
        file: File,
        ends: tuple[str, str],
        drawn: DocumentDrawer,
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
            frame.settle()
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
    fonts = file.reserve(OBJECTS * len(FONT_NAMES) + 1)
    pack = file.reserve()
    slots = count(file.objectcounter + 1)
    for key, (page, sheet) in enumerate(zip(drawn.pages, made, strict=True)):
        set_tags(sheet, key, drawn.annotations_on(page))
        sheets.put(page.number, sheet, [number or next(slots) for number in stored[key]])
    file.pack(pack)
    return Master(file, ends, drawn, names, fonts)
