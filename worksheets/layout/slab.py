"""Slabs: strips of the page, as wide as the page, that no page break may cut."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from worksheets.plan import Node, Role, Tag


@dataclass(frozen=True, slots=True)
class Slab:
    """Something with a known height that is drawn once its final height is known.

    Attributes:
        height: The least height in points.
        build: Makes the node for a final height, with its origin at the slab's top left corner.
            Blocks that many patients share remember what they built.
        grow: How much height the slab can use beyond the least.
        gap: Distance to the slab above, dropped at the top of a page.
        keeps_next: Whether the next slab must stand on the same page.
        repeats: Draws the header again where a page begins with this slab, or None.
        within: What the names and keys in it belong to, as in a `Piece`.
    """

    height: float
    build: Callable[[float], Node]
    grow: float = 0.0
    gap: float = 0.0
    keeps_next: bool = False
    repeats: "Slab | None" = None
    within: str = ""


def repeated(slab: Slab) -> Slab:
    """A slab that says again what was said on another page: it is read only there."""

    def build(final: float) -> Node:
        return Node(Tag(Role.ARTIFACT), tuple(slab.build(final).marks()))

    return replace(slab, build=build)
