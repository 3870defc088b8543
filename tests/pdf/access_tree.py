"""Reading the structure tree of a PDF file: its elements, and the words that they hold."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any, NamedTuple

import pypdf
from access_content import PageContent, read_content

# Elements that stand inside a line; every other one begins a word of its own.
INLINE = frozenset({"Span", "Link", "Quote", "Reference", "Em", "Strong"})


class Marked(NamedTuple):
    """A marked stretch of a page, as the tree names it."""

    page: int
    mcid: int


class Linked(NamedTuple):
    """An annotation, as the tree names it: its object number."""

    number: int


@dataclass(eq=False)
class Element:
    """One element of the tree."""

    role: str
    entries: Any
    number: int
    parent: "Element | None" = field(repr=False)
    kids: list["Element | Marked | Linked"] = field(default_factory=list, repr=False)

    @property
    def elements(self) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator["Element"]:
        """The element and every one below it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def text_entry(self, name: str) -> str:
        return str(self.entries.get(name, ""))

    def attribute(self, name: str) -> Any:
        """An attribute, whoever owns it; None where there is none."""
        found = self.entries.get("/A")
        owners = found if isinstance(found, list) else [found] if found is not None else []
        for owner in owners:
            value = owner.get_object()
            if isinstance(value, dict) and name in value:
                return value[name]
        return None


class TaggedFile:
    """A PDF file, with its tree and its pages read on demand."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reader = reader_of(data)
        self.catalog: Any = self.reader.root_object
        self.page_numbers = {
            page.indirect_reference.idnum: index
            for index, page in enumerate(self.reader.pages)
            if page.indirect_reference
        }

    @cached_property
    def pages(self) -> list[PageContent]:
        return [read_content(page, self.reader) for page in self.reader.pages]

    @cached_property
    def roots(self) -> list[Element]:
        """The elements at the top of the tree, nearly always one: the document."""
        tree = self.catalog.get("/StructTreeRoot")
        if tree is None:
            return []
        roles = tree.get_object().get("/RoleMap", {})
        return [
            kid
            for kid in self._read_kids(tree.get_object().get("/K"), None, -1, roles)
            if isinstance(kid, Element)
        ]

    @cached_property
    def elements(self) -> list[Element]:
        return [element for root in self.roots for element in root.walk()]

    @cached_property
    def parent_tree(self) -> dict[int, Any]:
        tree = self.catalog.get("/StructTreeRoot")
        numbers = tree.get_object().get("/ParentTree") if tree is not None else None
        return dict(_read_numbers(numbers.get_object())) if numbers is not None else {}

    def named(self, *roles: str) -> list[Element]:
        return [element for element in self.elements if element.role in roles]

    def annotations(self) -> list[tuple[int, Any]]:
        """Every annotation with the number of its page, in the order in which they are listed."""
        return [
            (index, note.get_object())
            for index, page in enumerate(self.reader.pages)
            for note in (page.get("/Annots") or ())
        ]

    def text_of(self, element: Element) -> str:
        """The words of an element, its own and those below it."""
        return "".join(part for _, part in self.said(element))

    def said(self, element: Element) -> Iterator[tuple[Element, str]]:
        """Every stretch of text of an element, with the element that holds it.

        What replaces the marks counts instead of them: the alternative text of a figure, and
        `ActualText`.
        """
        instead = element.text_entry("/ActualText") or element.text_entry("/Alt")
        if instead:
            yield element, f" {instead} "
            return
        edge = "" if element.role in INLINE else "\n"
        yield element, edge
        for kid in element.kids:
            if isinstance(kid, Element):
                yield from self.said(kid)
            elif isinstance(kid, Marked):
                stretch = self.pages[kid.page].stretches.get(kid.mcid)
                yield element, stretch.text if stretch else ""
        yield element, edge

    def words(self) -> list[str]:
        """The words of the whole document, in the order in which they are read out."""
        return " ".join(self.text_of(root) for root in self.roots).split()

    def annotation(self, linked: Linked) -> Any:
        """The annotation that the tree names."""
        return self.reader.get_object(linked.number)

    def _read_kids(
        self, kids: Any, parent: Element | None, page: int, roles: Any
    ) -> list["Element | Marked | Linked"]:
        if kids is None:
            return []
        listed = kids.get_object() if hasattr(kids, "get_object") else kids
        read: list[Element | Marked | Linked] = []
        for kid in listed if isinstance(listed, list) else [kids]:
            value = kid.get_object()
            if isinstance(value, int):
                read.append(Marked(page, int(value)))
            elif value.get("/Type") == "/MCR":
                read.append(Marked(self._page_of(value, page), int(value["/MCID"])))
            elif value.get("/Type") == "/OBJR":
                read.append(Linked(value.raw_get("/Obj").idnum))
            else:
                read.append(self._read_element(kid, value, parent, page, roles))
        return read

    def _read_element(
        self, kid: Any, value: Any, parent: Element | None, page: int, roles: Any
    ) -> Element:
        role = value["/S"]
        for _ in range(5):  # a role may be mapped to a role that is mapped
            role = roles.get(role, role)
        number = kid.idnum if hasattr(kid, "idnum") else 0
        element = Element(str(role)[1:], value, number, parent)
        page = self._page_of(value, page)
        element.kids = self._read_kids(
            value.raw_get("/K") if "/K" in value else None, element, page, roles
        )
        return element

    def _page_of(self, value: Any, page: int) -> int:
        return self.page_numbers.get(value.raw_get("/Pg").idnum, -1) if "/Pg" in value else page


@lru_cache(maxsize=64)
def reader_of(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(data), strict=True)


def run(script: str, seed: str = "0") -> str:
    return subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def read_tagged(data: bytes) -> TaggedFile:
    """A file, read once for all tests that look at it."""
    return TaggedFile(data)


def _read_numbers(node: Any) -> Iterator[tuple[int, Any]]:
    numbers = node.get("/Nums", [])
    for index in range(0, len(numbers), 2):
        yield int(numbers[index]), numbers[index + 1]
    for kid in node.get("/Kids", []):
        yield from _read_numbers(kid.get_object())


def all_objects(reader: pypdf.PdfReader) -> list[Any]:
    """Every object of a file."""
    numbers = {number for table in reader.xref.values() for number in table}
    numbers |= set(reader.xref_objStm)
    return [reader.get_object(number) for number in sorted(numbers) if number]


def keys_of(thing: Any) -> set[str]:
    """Every key in an object, however deep, without following references."""
    if isinstance(thing, dict):
        inner = (keys_of(dict.__getitem__(thing, key)) for key in thing)
        return {str(key) for key in thing}.union(*inner)
    if isinstance(thing, list):
        return set().union(*(keys_of(list.__getitem__(thing, n)) for n in range(len(thing))))
    return set()
