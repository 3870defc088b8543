"""Slabs: strips of the page, as wide as the page, that no page break may cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from worksheets.kept import kept
from worksheets.layout.box import Box
from worksheets.plan import Node, Role, Tag


@dataclass(slots=True)
class Slab:
    """Something with a known height that is drawn once its final height is known.

    Whoever makes it may change it until it is handed on, and nobody later. It is not frozen, for
    that takes three times as long to make, and a hundred are made to find the size of a sheet.

    Attributes:
        height: The least height in points.
        build: Makes the node for a final height, with its origin at the slab's top left corner.
            What many patients share is `built_once`.
        grow: How much height the slab can use beyond the least.
        gap: Distance to the slab above, dropped at the top of a page.
        keeps_next: Whether the next slab must stand on the same page.
        repeats: Draws the header again where a page begins with this slab, or None.
        name_prefix: What the names and keys in it belong to, as in a `Piece`.
        claims: What stands for the names of its boxes and fields: no two slabs have a name in
            common unless they have a claim in common. None where that is not known.
    """

    height: float
    build: Callable[[float], Node]
    grow: float = 0.0
    gap: float = 0.0
    keeps_next: bool = False
    repeats: "Slab | None" = None
    name_prefix: str = ""
    claims: tuple[str, ...] | None = None


def built_once(build: Callable[[float], Node]) -> Callable[[float], Node]:
    """The same function, whose node for a height is the very same one while it is kept.

    All slabs share what is kept: with many slabs in many heights each of them would keep too much.
    """
    return lambda final: _built(build, final)


def built_for_dose(
    build: Callable[[float], Node], thing: int, setting: int
) -> Callable[[float], Node]:
    """The same for what shows a dose, from the second time on.

    Where every patient has doses of their own, hardly any such node is wanted again.

    Args:
        build: What builds the node, and keeps the thing and its setting alive.
        thing: The identity of what is built.
        setting: The identity of what it is built in.
    """
    key = thing << 64 | setting
    return lambda final: _built_for_dose(build, (key, final))


@kept(1024, key=lambda build, final: (id(build), final))
def _built(build: Callable[[float], Node], final: float) -> Node:
    return build(final)


@kept(1024, key=lambda build, key: key, second=True)
def _built_for_dose(build: Callable[[float], Node], key: tuple[int, float]) -> Node:
    return build(key[1])


def repeated(slab: Slab) -> Slab:
    """A slab that says again what was said on another page: it is read only there."""

    def build(final: float) -> Node:
        return Node(Tag(Role.ARTIFACT), tuple(slab.build(final).marks()))

    return replace(slab, build=build)


def slabs_of(boxes: Sequence[Box], width: float) -> list[Slab]:
    """Boxes as slabs, until all blocks are boxes."""
    from worksheets.layout.flow import draw_box, parts_of

    return [
        Slab(
            part.height(width),
            lambda final, part=part: draw_box(part, width, final),  # type: ignore[misc]
            part.grow,
            part.gap,
            part.keep_next,
            slabs_of([part.repeats], width)[0] if part.repeats else None,
        )
        for part in [one.box for one in parts_of(boxes, width)]
    ]
