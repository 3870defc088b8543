"""What the structure of a document is made of, before it has object numbers."""

from typing import NamedTuple

from worksheets.plan import Blank, Box, Tag

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
        kids: Elements, numbers of marked content (from 0 in each piece) and spots, in order.
        attributes: More entries of its dictionary, as they are written.
        extent: Where it is, for figures.
    """

    role: str
    tag: Tag
    kids: tuple["Element | int | Spot", ...]
    attributes: str = ""
    extent: Extent | None = None
