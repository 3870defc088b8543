"""One file of many documents, as a print room wants it: written as it grows, however long."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from io import BytesIO
from itertools import groupby
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFPage

from worksheets.pdf.about import About, finish, usual_moment
from worksheets.pdf.content import Pen, Shape, ShownWord, text_string
from worksheets.pdf.draw import DocumentDrawer, Sheets, put_tags, set_tags
from worksheets.pdf.file import File
from worksheets.pdf.fonts import OBJECTS, embed_fonts, needs_of, sum_up
from worksheets.pdf.forms import write_annotations
from worksheets.pdf.tags import Heading
from worksheets.plan import Page, Plan
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.text.fonts import FONT_NAMES

MAX_PATIENTS = 5_000
"""The documents of so many patients go into one file for the print room."""

MAX_OBJECTS = 8_388_607
"""Readers need not understand a file of more objects: ISO 32000-1, annex C."""

ROOM = 100_000
"""No document has so many objects, nor does the end of a file."""

_MAX_CONTENTS = 2048


class MergedFile:
    """One file in which documents stand one after the other.

    What they share (fonts, figures, equal content of pages) is stored once. Memory grows by about a
    kilobyte a document. The same documents always give the same bytes.

    Attributes:
        about: What the file says about itself.
    """

    def __init__(  # noqa: PLR0913 - what the file says of itself, and how it is made
        self,
        file: BinaryIO,
        title: str,
        language: str,
        moment: datetime,
        *,
        duplex: bool = False,
        tagged: bool = False,
    ) -> None:
        """Begin a file.

        Args:
            file: What is written, from where it stands to the end; closing it is left to others.
            title: The title of the file, free of patients' data.
            language: BCP 47 language of the file; each document is marked with its own.
            moment: When the file was made.
            duplex: Whether each document takes whole sheets of paper printed on both sides.
            tagged: Whether it keeps to PDF/UA-1, as a file for paper need not.
        """
        self._target, self._file = file, File()
        self.about, self._duplex = About(title, language, moment), duplex
        self._sheets = Sheets(self._file)
        self._tags, self._document = (
            (self._file.reserve(), self._file.reserve()) if tagged else (0, 0)
        )
        self._starts: list[int] = []
        self._headings: list[Heading] = []
        self._kids: list[str] = []
        self._parents: list[str] = []
        self._words: dict[str, list[ShownWord]] = {}
        self._names: dict[Shape, str] = {}
        self._contents: dict[bytes, int] = {}

    def add(self, plan: Plan, bookmark: str = "") -> int:
        """Add a document.

        Args:
            plan: The document.
            bookmark: What its bookmark says, or "" for none.

        Returns:
            How many pages were added, with the blank one behind an odd number of them.

        Raises:
            WorksheetError: The file would hold more objects than readers understand; it can still
                be closed.
        """
        file = self._file
        if file.objectcounter + ROOM > MAX_OBJECTS:
            message = "one file cannot hold the sheets of so many patients"
            hint = "Divide the roster, and print several files."
            raise WorksheetError([Problem(message, hint, kind=Kind.OUTPUT)])
        pages = plan.pages
        if self._duplex and len(pages) % 2:
            pages = (*pages, pages[-1]._replace(pieces=()))
        add = self._add_tagged if self._tags else self._add_plain
        numbers = add(pages, plan.language)
        self._starts.append(len(file.Pages.pages))
        file.Pages.pages += [f"{number} 0 R" for number in numbers]
        if bookmark:
            self._headings.append(Heading(bookmark, numbers[0], pages[0].height))
        self._target.write(file.drain())
        return len(pages)

    def close(self) -> None:
        """Write what is left: fonts, trees, bookmarks, the table of all objects.

        Raises:
            ValueError: There are no pages.
        """
        if not self._starts:
            raise ValueError("a file needs at least one page")
        file = self._file
        fonts = file.reserve(OBJECTS * len(FONT_NAMES))
        embed_fonts(file, fonts, needs_of(self._words))
        if self._tags:
            put_tags(file, self._tags, self._document, " ".join(self._kids), self._parents)
        ends = finish(file, self.about, self._headings, self._starts)
        file.pack()
        self._target.write(file.close(*ends))

    def _add_plain(self, pages: Sequence[Page], _: str) -> range:
        """Draw pages without tags: what stands between slots is stored once for all patients."""
        start = self._file.reserve(len(pages))
        numbers = range(start, start + len(pages))
        for page, number in zip(pages, numbers, strict=True):
            pens = []
            for _, pieces in groupby(page.pieces, key=lambda piece: piece.slot):
                pen = Pen(self._names)
                for piece in pieces:
                    pen.begin(piece.x, page.height - piece.y, piece.scale)
                    pen.draw_all(piece.node.children, 0.0, 0.0)
                    pen.end()
                pens.append(pen)
            self._put(number, self._sheets.make(page, pens), pens)
        return numbers

    def _add_tagged(self, pages: Sequence[Page], language: str) -> range:
        """Draw pages with their structure; their object numbers."""
        file, key = self._file, len(self._parents)
        element = file.reserve()
        drawn = DocumentDrawer(file, pages, element, self._names)
        said = f"/S/Part/Lang{text_string(language)}"
        file.put(element, f"<</P {self._document} 0 R{said}/K[{drawn.kids}]>>")
        self._parents += [
            f"{file.add(one)} 0 R" if one.startswith("[") else one for one in drawn.parents()
        ]
        write_annotations(file, drawn.walker.spots, drawn.numbers, key + len(pages))
        for index, page in enumerate(drawn.pages, key):
            sheet = self._sheets.make(page.page, page.pens)
            set_tags(sheet, index, drawn.annotations_on(page))
            self._put(page.number, sheet, page.pens)
        self._kids.append(f"{element} 0 R")
        return drawn.numbers

    def _put(self, number: int, sheet: PDFPage, pens: Sequence[Pen]) -> None:
        """Put a page with what pens have drawn."""
        self._words = sum_up(self._words, *[pen.words for pen in pens])
        self._sheets.put(number, sheet, [self._content(pen) for pen in pens])

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
    merged = MergedFile(file, plan.title, plan.language, moment or usual_moment())
    merged.about = merged.about._replace(subject=plan.subject, keywords=plan.about, imposed=True)
    merged.add(plan)
    merged.close()
    return file.getvalue()
