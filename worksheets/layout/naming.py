"""Names that stand once: what a document shows twice is numbered, in reading order."""

from collections.abc import Sequence

from worksheets.kept import Kept
from worksheets.names import numbered, repeated
from worksheets.plan import Mark, Node, Page

_KEPT_NODES = 4096


def _names(node: Node) -> tuple[str, ...]:
    return tuple(one.tag.name for one in node.nodes() if one.tag.name)


_names_of = Kept(_names, _KEPT_NODES)


def with_unique_names(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The same pages, with a number behind each name that stood before: `heel-raise.1#2`.

    **Why here:** a block is laid out once for all patients and pages, so it cannot know whether
    another block shows the same boxes. Hardly any template has two that do.
    """
    pieces = (piece for page in pages for piece in page.pieces)
    if not repeated(name for piece in pieces for name in _names_of(piece.node)):
        return tuple(pages)
    seen: dict[str, int] = {}
    return tuple(
        page._replace(
            pieces=tuple(
                piece._replace(node=_renamed(piece.node, seen)) if _names_of(piece.node) else piece
                for piece in page.pieces
            )
        )
        for page in pages
    )


def _renamed(node: Node, seen: dict[str, int]) -> Node:
    tag = node.tag._replace(name=numbered(node.tag.name, seen))
    children: list[Node | Mark] = [
        _renamed(child, seen) if isinstance(child, Node) else child for child in node.children
    ]
    return Node(tag, tuple(children))
