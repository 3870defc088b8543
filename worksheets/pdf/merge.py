"""One file of many documents, as a print room wants it: written as it grows, however long."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from io import BytesIO
from itertools import groupby
from typing import BinaryIO, NamedTuple

from worksheets.pdf.about import About, Contents, finish, usual_moment
from worksheets.pdf.draw import TaggedPage, make_page
from worksheets.pdf.file import File
from worksheets.pdf.fonts import OBJECTS, embed_fonts, needs_of
from worksheets.pdf.forms import write_annotations
from worksheets.pdf.marks import Pen, Shape
from worksheets.pdf.pictures import embed_shapes
from worksheets.pdf.spelling import text_string
from worksheets.pdf.tags import Heading, Walker
from worksheets.pdf.words import ShownWord
from worksheets.plan import Page, Plan, flatten
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.text.fonts import FONT_NAMES

MAX_PATIENTS = 5_000
"""The documents of so many patients go into one file for the print room."""

MAX_OBJECTS = 8_388_607
"""Readers need not understand a file of more objects: ISO 32000-1, annex C."""

ROOM = 100_000
"""No document has so many objects, nor does the end of a file."""

_MAX_CONTENTS = 2048


class _Part(NamedTuple):
    """A document in the file.

    Attributes:
        pages: Object numbers of its pages.
        element: Object number of its element, or 0 without tags.
        bookmark: What its bookmark says, or "".
        height: Height of its first page.
    """

    pages: range
    element: int
    bookmark: str
    height: float


class MergedFile:
    """One file in which documents stand one after the other.

    What they share (fonts, figures, equal content of pages) is stored once. Memory grows by some
    hundred bytes a document. The same documents always give the same bytes.
    """

    def __init__(
        self, file: BinaryIO, about: About, *, duplex: bool = False, tagged: bool = False
    ) -> None:
        """Begin a file.

        Args:
            file: What is written, from where it stands to the end; closing it is left to others.
            about: What the file says about itself, free of patients' data; each document is marked
                with its own language.
            duplex: Whether each document takes whole sheets of paper printed on both sides.
            tagged: Whether it keeps to PDF/UA-1, as a file for paper need not.
        """
        self._target, self._file = file, File()
        self._about, self._duplex = about, duplex
        self._parent = self._file.refer(self._file.Pages)
        self._tags, self._document = (
            (self._file.reserve(), self._file.reserve()) if tagged else (0, 0)
        )
        self._parts: list[_Part] = []
        self._parents: list[str] = []
        self._words: dict[str, dict[ShownWord, None]] = {}
        self._names: dict[Shape, str] = {}
        self._stored: dict[str, int] = {}
        self._contents: dict[bytes, int] = {}

    def add(self, plan: Plan, bookmark: str = "", *, first: bool = False) -> int:
        """Add a document.

        Args:
            plan: The document.
            bookmark: What its bookmark says, or "" for none.
            first: Whether it goes before all others, as a cover does whose counts are known last.

        Returns:
            How many pages were added, with the blank one behind an odd number of them.

        Raises:
            WorksheetError: The file would hold more objects than readers understand; it can still
                be closed.
        """
        file, plan = self._file, flatten(plan)
        if file.objectcounter + ROOM > MAX_OBJECTS:
            message = "one file cannot hold the sheets of so many patients"
            hint = "Divide the roster, and print several files."
            raise WorksheetError([Problem(message, hint, kind=Kind.OUTPUT)])
        pages = list(plan.pages)
        if self._duplex and len(pages) % 2:
            pages.append(pages[-1]._replace(pieces=(), common=()))
        start = file.reserve(len(pages))
        numbers = range(start, start + len(pages))
        draw = self._draw_tagged if self._tags else self._draw
        element = draw(plan, pages, numbers)
        part = _Part(numbers, element, bookmark, pages[0].height)
        self._parts.insert(0 if first else len(self._parts), part)
        self._target.write(file.drain())
        return len(pages)

    def close(self) -> None:
        """Write what is left: fonts, trees, bookmarks, the table of all objects.

        Raises:
            ValueError: There are no pages.
        """
        if not self._parts:
            raise ValueError("a file needs at least one page")
        file, parts = self._file, self._parts
        fonts = file.reserve(OBJECTS * len(FONT_NAMES))
        embed_fonts(file, fonts, needs_of(self._words))
        file.Pages.pages = [f"{number} 0 R" for part in parts for number in part.pages]
        if self._tags:
            kids = " ".join([f"{part.element} 0 R" for part in parts])
            file.put(self._document, f"<</P {self._tags} 0 R/S/Document/K[{kids}]>>")
            parents = " ".join([f"{key} {entry}" for key, entry in enumerate(self._parents)])
            file.put(
                self._tags,
                f"<</Type/StructTreeRoot/K[{self._document} 0 R]/ParentTree<</Nums[{parents}]>>"
                f"/ParentTreeNextKey {len(self._parents)}>>",
            )
        starts, count = [], 0
        for part in parts:
            starts.append(count)
            count += len(part.pages)
        headings = [
            Heading(part.bookmark, part.pages[0], part.height) for part in parts if part.bookmark
        ]
        contents = Contents(parts[0].pages[0], starts, headings, self._tags)
        ends = finish(file, self._about, contents)
        file.pack()
        self._target.write(file.close(*ends))

    def _draw(self, plan: Plan, pages: Iterable[Page], numbers: range) -> int:
        """Draw pages without tags: what stands between slots is stored once for all patients."""
        for page, number in zip(pages, numbers, strict=True):
            pens = []
            for _, pieces in groupby(page.pieces, key=lambda piece: piece.slot):
                pen = Pen(self._names)
                for piece in pieces:
                    pen.begin(piece.x, page.height - piece.y, piece.scale)
                    pen.draw_all(piece.node.children, 0.0, 0.0)
                    pen.end()
                pens.append(pen)
            self._file.put(number, self._page(page, pens))
        return 0

    def _draw_tagged(self, plan: Plan, pages: Iterable[Page], numbers: range) -> int:
        """Draw pages with their structure; the object number of the document's element."""
        file = self._file
        element, key = file.reserve(), len(self._parents)
        walker = Walker(file.objectcounter, fillable=False)
        kids: list[str] = []
        last: list[str] = []
        drawn = []
        for page, number in zip(pages, numbers, strict=True):
            walker.begin_page(number)
            pen = Pen(self._names)
            for piece in page.pieces:
                (last if piece.last else kids).extend(walker.add(piece, page.height, element, pen))
            owners = " ".join([f"{owner} 0 R" for owner in walker.owners])
            self._parents.append(f"[{owners}]")
            drawn.append((number, page, pen))
        walker.close()
        file.objectcounter = walker.count
        file.put_all(walker.elements)
        language = f"/Lang{text_string(plan.language)}"
        inner = " ".join(walker.in_order(kids + last))
        file.put(element, f"<</P {self._document} 0 R/S/Part{language}/K[{inner}]>>")
        write_annotations(file, walker.spots, numbers, len(self._parents))
        self._parents += [f"{spot.element} 0 R" for spot in walker.spots]
        for index, (number, page, pen) in enumerate(drawn, key):
            sheet = self._page(page, [pen])
            sheet.StructParents, sheet.Tabs = str(index), "/S"
            if notes := [f"{spot.number} 0 R" for spot in walker.spots if spot.page == number]:
                sheet.Annots = f"[{' '.join(notes)}]"
            file.put(number, sheet)
        return element

    def _page(self, page: Page, pens: Iterable[Pen]) -> TaggedPage:
        """A page with what pens have drawn."""
        contents: list[str] = []
        shapes: dict[str, Shape] = {}
        for pen in pens:
            contents.append(f"{self._content(pen)} 0 R")
            shapes |= pen.shapes
            for font, words in pen.words.items():
                self._words.setdefault(font, {}).update(dict.fromkeys(words))
        sheet = make_page(self._parent, page, embed_shapes(self._file, shapes, self._stored))
        if contents:
            sheet.Contents = f"[{' '.join(contents)}]"
        return sheet

    def _content(self, pen: Pen) -> int:
        """Object number of a stretch of content, which is stored once."""
        name = blake2b("\n".join(pen.operators).encode("ascii"), digest_size=16).digest()
        known = self._contents.get(name)
        if known is None:
            if len(self._contents) >= _MAX_CONTENTS:  # what is needed again is stored again
                self._contents.clear()
            known = self._contents[name] = self._file.add_content(pen.operators)
        return known


def draw_imposed(plan: Plan, moment: datetime | None = None) -> bytes:
    """Draw a Plan whose pages are sides of sheets to be folded: a file without tags and links."""
    file = BytesIO()
    about = About(
        plan.title,
        plan.language,
        moment or usual_moment(),
        plan.subject,
        plan.about,
        imposed=True,
    )
    merged = MergedFile(file, about)
    merged.add(plan)
    merged.close()
    return file.getvalue()
