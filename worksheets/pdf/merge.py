"""One file for many patients, as a print room wants it: written as it goes, however long."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import BinaryIO, NamedTuple

from worksheets.kept import kept
from worksheets.pdf.catalog import CatalogParts, Root, write_root
from worksheets.pdf.content import draw_node
from worksheets.pdf.deflate import Segment, join_segments
from worksheets.pdf.file import File, Packing
from worksheets.pdf.forms import Annotations
from worksheets.pdf.metadata import About
from worksheets.pdf.numbers import number
from worksheets.pdf.pages import draw_page
from worksheets.pdf.structure import Structure
from worksheets.pdf.supplies import Supplies
from worksheets.pdf.tree import Element, Part, Spot, Tree
from worksheets.pdf.trees import LATE_NODES, Outline, PageTree, write_number_tree
from worksheets.plan import Page, Plan, Role, Tag
from worksheets.problems import Kind, Problem, WorksheetError

MOST_OBJECTS = 8_388_607
"""Readers need not understand a file of more objects: ISO 32000-1, annex C."""

_AT_THE_END = 256
"""More objects than this are written at the end, beside those that grow with the pages: fonts,
catalog, metadata."""

_PLENTY = 500_000
"""No document has so many objects."""

_LATE = LATE_NODES + 16
_MOST_KNOWN = 2048

# The structure of one patient is much like that of the next: packed together, both are smaller.
_PACKING = Packing(most=2400, level=4, kept=False)


class LeftPage(NamedTuple):
    """A page whose document is not there yet.

    Attributes:
        number: Its object number.
        parent: Object number of the node that it stands in.
        part: The place of the document among all.
    """

    number: int
    parent: int
    part: int


class Merger:
    """One file in which the documents of many patients stand one after the other.

    What they share (fonts, figures, the content of equal pieces of pages) is stored once. Memory
    does not grow with the number of patients, but for about a hundred bytes each. The same
    documents always give the same bytes.
    """

    def __init__(
        self, file: BinaryIO, title: str, language: str, moment: datetime, *, duplex: bool
    ) -> None:
        """Begin a file.

        Args:
            file: What is written, from where it stands to the end; closing it is left to others.
            title: The title of the file, free of patients' data.
            language: BCP 47 language of the file; each document is marked with its own.
            moment: When the file was made.
            duplex: Whether each document takes whole sheets of paper printed on both sides.
        """
        self._about = About(title, language, moment)
        self._duplex = duplex
        self._is_tagged = True
        self._file = File(file.write, late=_LATE, packing=_PACKING)
        late = self._file.reserve_late
        self._root = Root(late(), late(), late())
        self._tags, self._document, self._label = late(), late(), late()
        self._tree, self._outline = PageTree(self._file, late()), Outline(self._file, late())
        self._supplies = Supplies(self._file, late())
        self._contents: dict[bytes, int] = {}
        self._resources: dict[str, int] = {}
        self._starts, self._parts, self._parents = array("I"), array("I"), array("I")
        self._first_page = 0

    def expect(self, plan: Plan, patients: int) -> bool:
        """Say before the first document how much is to come.

        A file without tags has room for some hundred times as many patients: when so many would not
        have room with them, they are left out. Nobody listens to a file for the print room.

        Args:
            plan: A document like those that will be added.
            patients: How many will be added.

        Returns:
            Whether the file will be tagged, and keep to PDF/UA-1.
        """
        if not self._tree.count:
            self._is_tagged = patients * _count_objects(plan) <= MOST_OBJECTS - self._at_the_end()
        return self._is_tagged

    def add(self, plan: Plan, bookmark: str) -> int:
        """Add a patient's document.

        Args:
            plan: The document.
            bookmark: What its bookmark says, or "" for none.

        Returns:
            How many pages were added, with the blank one behind an odd number of them.

        Raises:
            WorksheetError: The file would hold more objects than readers understand; it can still
                be closed.
        """
        self._check_room(plan)
        file = self._file
        first = file.reserve(len(plan.pages))
        pages = range(first, first + len(plan.pages))
        self._starts.append(self._tree.count)
        self._first_page = self._first_page or first
        part, spelt = self._draw_all(plan, pages)
        self._parts.append(part)
        for page_number, entries in zip(pages, spelt, strict=True):
            self._put_page(page_number, entries)
        if bookmark:
            self._outline.add(bookmark, first)
        if self._duplex and len(pages) % 2:
            self._put_page(file.reserve(), f"{_media(plan.pages[-1])}/Resources<<>>")
        return self._tree.count - self._starts[-1]

    def leave_page(self) -> LeftPage:
        """Leave a page for a document that is known only later, as a cover with counts is.

        Raises:
            ValueError: The file is for paper printed on both sides.
        """
        if self._duplex:
            raise ValueError("the back of a page that is left would be the next document's")
        left = LeftPage(self._file.reserve_late(), self._tree.parent(), len(self._parts))
        self._starts.append(self._tree.count)
        self._first_page = self._first_page or left.number
        self._parts.append(0)
        self._tree.add(left.number)
        return left

    def fill(self, left: LeftPage, plan: Plan) -> None:
        """Draw a document of one page where a page was left.

        Raises:
            ValueError: It has more pages.
            WorksheetError: As for `add`.
        """
        self._check_room(plan)
        self._parts[left.part], (entries,) = self._draw_all(plan, (left.number,))
        self._file.put(left.number, f"<</Type/Page/Parent {left.parent} 0 R{entries}>>")

    def close(self) -> None:
        """Write what is left: fonts, trees, bookmarks, the table of all objects.

        Raises:
            ValueError: There are no pages.
        """
        if not self._tree.count:
            raise ValueError("a file needs at least one page")
        file = self._file
        self._supplies.write_fonts()
        self._tree.close()
        outline = self._outline.close()
        file.put(self._label, "<</S/D>>")
        label = f"{self._label} 0 R"
        labels = write_number_tree(file, ((start, label) for start in self._starts))
        self._close_structure()
        tags = self._tags if self._is_tagged else 0
        tree = self._tree.root
        ends = CatalogParts(tree, self._first_page, tags, outline, f" {labels} 0 R")
        write_root(file, self._root, self._about, ends)
        file.close(self._root.catalog, self._root.info)

    def _draw_all(self, plan: Plan, pages: Sequence[int]) -> tuple[int, list[str]]:
        """Draw a document; its element, or 0 without tags, and the entries of each page."""
        file, language = self._file, plan.language
        structure = None
        if self._is_tagged:
            around = Element("Part", Tag(Role.SECTION, language=language), ())
            structure = Structure(file, around, self._document, kept=False)
        bodies = [
            self._draw(page, page_number, structure)
            for page, page_number in zip(plan.pages, pages, strict=True)
        ]
        if not structure:
            return 0, bodies
        key = len(self._parents)
        self._add_parents(structure.finish())
        notes = Annotations(file, structure.spots, pages, key + len(pages))
        return structure.number, [
            f"/StructParents {key + index}/Tabs/S{notes.on_page(index)}{body}"
            for index, body in enumerate(bodies)
        ]

    def _draw(self, page: Page, page_number: int, structure: Structure | None) -> str:
        """Draw a page piece by piece, for each is stored once; the entries of its dictionary."""
        page = page._replace(common=())
        drawn = draw_page(page, page_number, draw_node, self._supplies, structure)
        contents = " ".join([f"{self._content(one)} 0 R" for one in drawn.segments])
        resources = self._supplies.resources(drawn.pictures)
        known = self._resources.get(resources)
        if known is None:
            _make_room(self._resources)
            known = self._resources[resources] = self._file.add(resources)
        return f"{_media(page)}/Resources {known} 0 R/Contents[{contents}]"

    def _content(self, segment: Segment) -> int:
        """Object number of a piece's content, stored once for all pages that show it."""
        name = _digest(segment)
        known = self._contents.get(name)
        if known is None:
            _make_room(self._contents)
            packed = join_segments((segment,))
            known = self._contents[name] = self._file.add_stream(packed, "/Filter/FlateDecode")
        return known

    def _put_page(self, page_number: int, entries: str) -> None:
        head = f"/Type/Page/Parent {self._tree.parent()} 0 R"
        self._file.put(page_number, f"<<{head}{entries}>>")
        self._tree.add(page_number)

    def _add_parents(self, entries: Iterable[str]) -> None:
        """Keep entries of the parent tree: the numbers of elements, and of lists of elements."""
        for entry in entries:
            is_list = entry.startswith("[")
            self._parents.append(self._file.add(entry) if is_list else int(entry.split()[0]))

    def _close_structure(self) -> None:
        """Write the root of the structure, and the document that holds all parts."""
        if not self._is_tagged:
            self._file.put(self._tags, "null")
            self._file.put(self._document, "null")
            return
        parts = " ".join([f"{part} 0 R" for part in self._parts])
        self._file.put(self._document, f"<</P {self._tags} 0 R/S/Document/K[{parts}]>>")
        entries = ((key, f"{parent} 0 R") for key, parent in enumerate(self._parents))
        parents = write_number_tree(self._file, entries)
        self._file.put(
            self._tags,
            f"<</Type/StructTreeRoot/K[{self._document} 0 R]/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(self._parents)}>>",
        )

    def _check_room(self, plan: Plan) -> None:
        """See that a document has room.

        Raises:
            WorksheetError: It has not.
        """
        used = self._file.count + self._at_the_end()
        if used + _PLENTY < MOST_OBJECTS:  # counting takes time
            return
        objects = _count_objects(plan) if self._is_tagged else 8 * len(plan.pages)
        if used + objects > MOST_OBJECTS:
            message = "one file cannot hold the sheets of so many patients"
            hint = "Divide the roster, and print several files."
            raise WorksheetError([Problem(message, hint, kind=Kind.OUTPUT)])

    def _at_the_end(self) -> int:
        """How many objects are written at the end at most."""
        nodes = self._tree.count + len(self._starts) + len(self._parents)
        return _AT_THE_END + nodes // 32


def _count_objects(plan: Plan) -> int:
    """How many objects a tagged document takes at most, without pictures."""
    contents = [draw_node(piece.node) for page in plan.pages for piece in page.pieces]
    elements = sum([_count_in(content.tree) for content in contents])
    return 8 * len(plan.pages) + 8 + len(contents) + elements


def _count_in(tree: Tree) -> int:
    return sum(
        _count_in(one.tree) if isinstance(one, Part) else _count_elements(one)
        for one in tree.elements
    )


def _count_elements(element: Element) -> int:
    inner = [kid for kid in element.kids if isinstance(kid, Element)]
    parts = sum(_count_in(kid.tree) for kid in element.kids if isinstance(kid, Part))
    spots = sum(isinstance(kid, Spot) for kid in element.kids)
    return 1 + spots + parts + sum(map(_count_elements, inner))


def _media(page: Page) -> str:
    return f"/MediaBox[0 0 {number(page.width)} {number(page.height)}]"


@kept(512, key=lambda segment: id(segment))
def _digest(segment: Segment) -> bytes:
    return blake2b(segment.data, digest_size=16).digest()


def _make_room(known: dict[bytes, int] | dict[str, int]) -> None:
    """Forget all when it is too much: what is needed again is stored again."""
    if len(known) >= _MOST_KNOWN:
        known.clear()


MAX_PATIENTS = 5_000
"""Documents of patients in one file."""


class MergedFile(Merger):
    """One file of many documents, with tags or, as a file for the print room, without."""

    def __init__(
        self,
        file: BinaryIO,
        title: str,
        language: str,
        moment: datetime,
        *,
        duplex: bool = False,
        tagged: bool = False,
    ) -> None:
        """Begin a file; see `Merger`."""
        super().__init__(file, title, language, moment, duplex=duplex)
        self._is_tagged = tagged

    def add(self, plan: Plan, bookmark: str = "") -> int:
        """Add a document; see `Merger.add`."""
        return super().add(plan, bookmark)
