"""Imposition: a file for the printer, whose sheets are folded in the middle and stapled there."""

import re
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from worksheets.pdf.file import File, Packing, read_table
from worksheets.pdf.metadata import About, usual_moment, write_info
from worksheets.pdf.numbers import number, ratio

MOST_PAGES = 64
"""More pages than this, on sixteen sheets, are too thick to fold."""

Side = tuple[int | None, int | None]
"""The pages at the left and at the right of one side of a sheet, from 0; None is blank."""

_SHEET_PT = 0.1 * 72 / 25.4
"""Thickness of a sheet of office paper, 80 g/m2: about 0.1 mm."""

_ROUNDING_PT = 0.5
"""A page that is larger than its half by no more than this is not shrunk."""

_PACKING = Packing(most=10_000, level=6, kept=False)

_NOT_OURS = "only a file that was drawn by this program can be imposed"
_TEXT = rb"(?:\((?:\\.|[^\\)])*\)|<[0-9A-F]*>)"


class Imposed(NamedTuple):
    """A file for the printer.

    Attributes:
        data: The bytes of the file: a page for each side of a sheet, front and back by turns.
        pages: How many pages are read, without the blank ones behind them.
        sheets: How many sheets of paper it takes.
        creep: How far the innermost pages stick out of the outermost ones when all sheets are
            folded together, in points; it is cut off, if at all, at the outer edge.
    """

    data: bytes
    pages: int
    sheets: int
    creep: float


def saddle_order(pages: int) -> tuple[Side, ...]:
    """Which pages stand beside each other when sheets lie in each other and are folded once.

    Args:
        pages: How many pages there are to read.

    Returns:
        Front and back of each sheet by turns, the outermost sheet first. The sheet is turned over
        at its short edge.

    Raises:
        ValueError: No pages, or more than `MOST_PAGES`.
    """
    if not 1 <= pages <= MOST_PAGES:
        raise ValueError(f"1 to {MOST_PAGES} pages fold into a booklet, not {pages}")
    whole = pages + -pages % 4
    sides = []
    for low in range(whole // 2):
        high = whole - 1 - low
        pair = (low if low < pages else None, high if high < pages else None)
        sides.append(pair if low % 2 else pair[::-1])
    return tuple(sides)


def impose(data: bytes, paper: tuple[float, float], moment: datetime | None = None) -> Imposed:
    """Two pages side by side on each side of paper, in the order in which a booklet is folded.

    Pages keep their size, in the middle of their halves; only those that are larger than a half are
    shrunk. The file is for a printer that prints both sides and turns the paper at the short edge:
    it has no tags, links or bookmarks.

    Args:
        data: A file that `draw_plan` made to be printed, not to be filled in: the boxes of a form
            are not on its pages.
        paper: Width and height of the sheet in points, upright; it is turned.
        moment: When the document was made, as for `draw_plan`.

    Raises:
        ValueError: Too many pages, or not such a file.
    """
    source = _Source(data)
    pages = source.pages()
    sides = saddle_order(len(pages))
    parts: list[bytes] = []
    file = File(parts.append, packing=_PACKING)
    tree = file.reserve()
    copies = _Copies(file, source)
    forms = [copies.add_form(page) for page in pages]
    height, width = sorted(paper)
    head = f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {number(width)} {number(height)}]"
    kids = []
    for side in sides:
        halves = [None if index is None else forms[index] for index in side]
        kids.append(file.add(f"{head}{_write_side(file, halves, (width / 2, height))}>>"))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    file.put(tree, f"<</Type/Pages/Kids[{listed}]/Count {len(kids)}>>")
    catalog = file.add(_catalog(tree))
    info = file.add(_info(source.info, moment or usual_moment()))
    file.close(catalog, info)
    sheets = len(sides) // 2
    return Imposed(b"".join(parts), len(pages), sheets, (sheets - 1) * _SHEET_PT)


class _SourcePage(NamedTuple):
    """A page as it is in the file: its size, and the spelling of its resources."""

    width: float
    height: float
    resources: bytes
    contents: int


class _Source:
    """The objects of a file that `File` wrote, by their numbers.

    **Why not pypdf:** it would read every element of the structure, none of which is wanted. That
    takes more than ten times as long as to draw the file; all of this takes a quarter of it.
    """

    def __init__(self, data: bytes) -> None:
        """Read where everything is.

        Raises:
            ValueError: This is no file of ours, or one to be filled in.
        """
        self._data = data
        end = re.search(rb"startxref\n(\d+)\n%%EOF\n$", data[-64:])
        head, table = self._stream(int(end[1])) if end else (b"", b"")
        found = re.search(rb"/W\[1 5 2\]/Root (\d+) 0 R/Info (\d+) 0 R", head)
        if not found:
            raise ValueError(_NOT_OURS)
        self._rows = read_table(table)
        self._packs: dict[int, Mapping[int, bytes]] = {}
        self._root = self.spelling(int(found[1]))
        if b"/AcroForm" in self._root:
            raise ValueError("the boxes of a file to be filled in are not on its pages")
        self.info = self.spelling(int(found[2]))

    def pages(self) -> list[_SourcePage]:
        """The pages in order."""
        tree = self.spelling(_first(rb"/Pages (\d+) 0 R", self._root))
        found = re.search(rb"/Kids\[(.*?)\]", tree)
        kids = re.findall(rb"(\d+) 0 R", found[1] if found else b"")
        return [self._page(self.spelling(int(kid))) for kid in kids]

    def _page(self, page: bytes) -> _SourcePage:
        found = re.search(
            rb"/MediaBox\[0 0 (\S+) (\S+)\]/Resources(<<.*>>)/Contents (\d+) 0 R>>$", page
        )
        if not found:
            raise ValueError(_NOT_OURS)
        return _SourcePage(float(found[1]), float(found[2]), found[3], int(found[4]))

    def is_stream(self, index: int) -> bool:
        """Whether an object is a stream."""
        return bool(self._rows[index][0] == 1)

    def stream(self, index: int) -> tuple[bytes, bytes]:
        """A stream: the entries of its dictionary without the length, and its data as stored."""
        return self._stream(self._rows[index][1])

    def spelling(self, index: int) -> bytes:
        """An object that is no stream."""
        _, pack, _ = self._rows[index]
        if pack not in self._packs:
            self._packs[pack] = self._unpack(pack)
        return self._packs[pack][index]

    def _stream(self, offset: int) -> tuple[bytes, bytes]:
        head = re.compile(rb"\d+ 0 obj\n<<(.*?)/Length (\d+)>>\nstream\n", re.DOTALL)
        found = head.match(self._data, offset)
        if not found:
            raise ValueError(_NOT_OURS)
        return found[1], self._data[found.end() : found.end() + int(found[2])]

    def _unpack(self, pack: int) -> Mapping[int, bytes]:
        head, packed = self.stream(pack)
        first = _first(rb"/First (\d+)", head)
        data = zlib.decompress(packed)
        index = list(map(int, data[:first].split()))
        starts = [first + offset for offset in index[1::2]]
        ends = [*(start - 1 for start in starts[1:]), len(data)]
        return {n: data[a:b] for n, a, b in zip(index[::2], starts, ends, strict=True)}


class _Form(NamedTuple):
    """A page as a form to be drawn: its object number, and its size in points."""

    number: int
    width: float
    height: float


class _Copies:
    """What pages are made of in another file, each object copied once."""

    def __init__(self, file: File, source: _Source) -> None:
        self._file = file
        self._source = source
        self._numbers: dict[int, int] = {}
        self._resources: dict[str, int] = {}

    def add_form(self, page: _SourcePage) -> _Form:
        """Add a page, its content as it is stored."""
        size = f"{number(page.width)} {number(page.height)}"
        entries, content = self._source.stream(page.contents)
        kind = f"/Type/XObject/Subtype/Form/BBox[0 0 {size}]"
        head = f"{entries.decode('ascii')}{kind}/Resources {self._add_resources(page)} 0 R"
        return _Form(self._file.add_stream(content, head), page.width, page.height)

    def _add_resources(self, page: _SourcePage) -> int:
        """What the page needs, stored once for all pages that need the same."""
        spelling = self._renumbered(page.resources)
        if spelling not in self._resources:
            self._resources[spelling] = self._file.add(spelling)
        return self._resources[spelling]

    def _renumbered(self, spelling: bytes) -> str:
        """A spelling that leads to the copies of what it led to; none of it is text to read."""
        replaced = re.sub(rb"\b(\d+) 0 R\b", lambda found: self._copy(int(found[1])), spelling)
        return replaced.decode("ascii")

    def _copy(self, index: int) -> bytes:
        """A reference to the copy of an object."""
        if index not in self._numbers:
            copy = self._numbers[index] = self._file.reserve()
            if self._source.is_stream(index):
                entries, data = self._source.stream(index)
                self._file.put_stream(copy, data, self._renumbered(entries))
            else:
                self._file.put(copy, self._renumbered(self._source.spelling(index)))
        return b"%d 0 R" % self._numbers[index]


def _write_side(file: File, halves: Sequence[_Form | None], half: tuple[float, float]) -> str:
    """The entries of a page's dictionary that draw the forms, each in the middle of its half."""
    operators, stored = [], []
    for place, form in enumerate(halves):
        if form is None:
            continue
        over = max(form.width - half[0], form.height - half[1])
        shrunk = min(half[0] / form.width, half[1] / form.height)
        scale = shrunk if over > _ROUNDING_PT else 1
        left = (place + 0.5) * half[0] - scale * form.width / 2
        bottom = (half[1] - scale * form.height) / 2
        sizes = f"{ratio(scale)} 0 0 {ratio(scale)} {number(left)} {number(bottom)}"
        operators.append(f"q {sizes} cm /P{place} Do Q")
        stored.append(f"/P{place} {form.number} 0 R")
    if not operators:
        return "/Resources<<>>"
    packed = zlib.compress("\n".join(operators).encode("ascii"))
    contents = file.add_stream(packed, "/Filter/FlateDecode")
    return f"/Resources<</XObject<<{''.join(stored)}>>>>/Contents {contents} 0 R"


def _catalog(pages: int) -> str:
    wishes = "/DisplayDocTitle true/Duplex/DuplexFlipShortEdge/PrintScaling/None"
    return f"<</Type/Catalog/Pages {pages} 0 R/ViewerPreferences<<{wishes}>>>>"


def _info(source: bytes, moment: datetime) -> str:
    """The information dictionary: what the document is, as it was, and when this file was made."""
    kept = re.findall(rb"/(?:Title|Subject|Keywords)" + _TEXT, source)
    made = write_info(About("", "", moment))
    return "<<" + b"".join(kept).decode("ascii") + made.removeprefix("<<")


def _first(pattern: bytes, spelling: bytes) -> int:
    """The number that a pattern finds.

    Raises:
        ValueError: It finds none.
    """
    found = re.search(pattern, spelling)
    if not found:
        raise ValueError(_NOT_OURS)
    return int(found[1])
