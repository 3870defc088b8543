"""A structure in comparable parts, and how a page looks."""

from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2
from access_tree import Element, Linked, Marked, TaggedFile
from PIL import Image, ImageChops, ImageFilter

from worksheets.plan import Plan

_SAID = "/ActualText", "/Alt", "/E", "/Lang"
_ATTRIBUTES = "/Scope", "/ListNumbering", "/Placement"
_FAINT = 24
"""A difference of grey, of 255, that edges may have."""


class Line(NamedTuple):
    """An element, what it holds itself, and where it stands among others."""

    depth: int
    role: str
    said: tuple[str, ...]
    attributes: tuple[str, ...]
    pages: tuple[int, ...]
    text: str
    links: tuple[tuple[str, ...], ...]


class Outline(NamedTuple):
    """A structure in reading order, and the rectangles in it: of figures and of annotations."""

    lines: list[Line]
    rectangles: list[list[float]]


def flatten(plan: Plan) -> Plan:
    """The same plan with everything where it stands: nothing moved, and nothing drawn as one."""
    pages = tuple(
        page._replace(
            pieces=tuple(piece._replace(node=piece.node.flatten()) for piece in page.pieces),
            common=(),
        )
        for page in plan.pages
    )
    return replace(plan, pages=pages)


def outline(file: TaggedFile) -> Outline:
    """The elements of a file; a section is left out, for it says nothing but what is in it."""
    found = Outline([], [])
    for root in file.roots:
        _add(file, root, 0, found)
    return found


def _add(file: TaggedFile, element: Element, depth: int, found: Outline) -> None:
    if element.role != "Sect":
        found.lines.append(_line(file, element, depth, found))
        depth += 1
    for kid in element.elements:
        _add(file, kid, depth, found)


def _line(file: TaggedFile, element: Element, depth: int, found: Outline) -> Line:
    marked = [kid for kid in element.kids if isinstance(kid, Marked)]
    notes = [file.annotation(kid) for kid in element.kids if isinstance(kid, Linked)]
    box = element.attribute("/BBox")
    found.rectangles.extend([float(edge) for edge in one] for one in _boxes(box, notes))
    return Line(
        depth,
        element.role,
        tuple(element.text_entry(name) for name in _SAID),
        tuple(str(element.attribute(name)) for name in _ATTRIBUTES),
        tuple(kid.page for kid in marked),
        "|".join(file.pages[kid.page].stretches[kid.mcid].text for kid in marked),
        tuple(
            tuple(str(note.get(name)) for name in ("/Subtype", "/Contents", "/A")) for note in notes
        ),
    )


def _boxes(box: Any, notes: list[Any]) -> list[Any]:
    return ([] if box is None else [box]) + [note["/Rect"] for note in notes]


def apart(one: list[list[float]], other: list[list[float]]) -> float:
    """How far apart two edges of the same rectangle are in two lists, at most, in points."""
    pairs = zip(one, other, strict=True)
    return max((abs(a - b) for edges in pairs for a, b in zip(*edges, strict=True)), default=0.0)


class Look(NamedTuple):
    """What is drawn on a page.

    Attributes:
        kinds: What sort of thing each of them is, in the order in which they are drawn.
        rectangles: Where each of them is.
        pixels: How all of it looks, in grey.
    """

    kinds: list[int]
    rectangles: list[list[float]]
    pixels: Image.Image


def looks(data: bytes) -> list[Look]:
    """What is drawn on each page, as PDFium sees it."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        things = list(page.get_objects(max_depth=1))
        edges = [list(thing.get_bounds()) for thing in things]
        pixels = page.render(scale=1, grayscale=True).to_pil().convert("L")
        found.append(Look([thing.type for thing in things], edges, pixels))
    document.close()
    return found


def look_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether every pixel is much like one beside it in the other picture.

    Glyphs are drawn on whole pixels, so that a hundredth of a point can move a line by one.
    """
    return one.size == other.size and _is_within(one, other) and _is_within(other, one)


def _is_within(one: Image.Image, other: Image.Image) -> bool:
    above = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    below = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    return max(_greatest(above), _greatest(below)) <= _FAINT


def _greatest(grey: Image.Image) -> int:
    return max(value for value, count in enumerate(grey.histogram()) if count)
