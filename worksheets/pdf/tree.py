"""What the structure of a document is made of, before it has object numbers."""

from typing import NamedTuple

from worksheets.plan import Blank, Box, Tag

SILENT = "\0"
"""Stands in the attributes of an element for what is said of a tick box, where that comes later."""

Extent = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the top left corner of a piece."""


class Spot(NamedTuple):
    """A place for an annotation: a link, or a field of a form.

    Attributes:
        tag: What it means: a link's target, a field's name and tooltip.
        extent: Where it is in its piece.
        mark: The box or blank that it stands for; None for a link.
    """

    tag: Tag
    extent: Extent
    mark: Box | Blank | None = None


class Element(NamedTuple):
    """One element of the structure of a piece.

    Attributes:
        role: The structure type, as it is written.
        tag: What it means.
        kids: Elements, numbers of marked content (from 0 in each piece), spots and parts, in order.
        attributes: More entries of its dictionary, as they are written.
        extent: Where it is, for figures.
    """

    role: str
    tag: Tag
    kids: tuple["Kid", ...]
    attributes: str = ""
    extent: Extent | None = None


class Tree(NamedTuple):
    """The elements of a node, in reading order.

    Attributes:
        elements: The elements, and parts.
        is_free: Whether nothing in it depends on the document around it.
        has_parts: Whether there are parts in it.
        silent: How many tick boxes have nothing said of them here.
    """

    elements: tuple["Element | Part", ...]
    is_free: bool
    has_parts: bool
    silent: int = 0


class Part(NamedTuple):
    """Elements of a node that stands elsewhere than where it was made, among others of its piece.

    Attributes:
        tree: The elements; their marked content is numbered from 0.
        first: Number of the first marked content.
        x: How far they are moved to the right.
        y: How far they are moved down.
        accessible_text: What is said of the tick boxes of which their elements say nothing.
    """

    tree: Tree
    first: int
    x: float
    y: float
    accessible_text: tuple[str, ...] = ()


Kid = Element | int | Spot | Part
