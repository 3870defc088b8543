"""Names that stand once: what a document shows twice is numbered, in reading order."""

from collections.abc import Iterator, Sequence
from operator import is_

from worksheets.field_names import numbered, repeated
from worksheets.kept import Kept
from worksheets.plan import Mark, Node, Page, Piece, Placed

_KEPT_NODES = 4096


def _names(node: Node) -> tuple[str, ...]:
    return tuple(one.tag.name for one in node.nodes() if one.tag.name)


_names_of = Kept(_names, _KEPT_NODES)


def with_unique_names(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The same pages, with a number behind each name that stood before: `heel-raise.1#2`.

    Names are told apart as they are in the file, with what the piece stands in before them. A node
    whose names may stay stays the same object, so that the weeks of a booklet that share it go on
    sharing what is made of it.

    **Why here:** a block is laid out once for all patients and pages, so it cannot know whether
    another block shows the same boxes. Hardly any template has two that do.
    """
    if not repeated(name for page in pages for piece in page.pieces for name in _full(piece)):
        return tuple(pages)
    unique = _Unique()
    return tuple(
        page._replace(pieces=tuple(map(unique.piece, page.pieces)), common=()) for page in pages
    )


def _full(piece: Piece) -> Iterator[str]:
    """The names in a piece as they are in the file."""
    for name in _names_of(piece.node):
        yield f"{piece.name_prefix}.{name}" if piece.name_prefix else name


class _Unique:
    """Numbers the names of the pieces that it is given, one after the other."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._renamed: dict[tuple[int, tuple[str, ...]], Node] = {}

    def piece(self, piece: Piece) -> Piece:
        """The piece, its node renamed where a name in it stood before."""
        node, old = piece.node, _names_of(piece.node)
        before = len(piece.name_prefix) + 1 if piece.name_prefix else 0
        new = tuple(numbered(name, self._seen)[before:] for name in _full(piece))
        if new == old:
            return piece
        key = id(node), new  # the pages keep the node alive
        if key not in self._renamed:
            self._renamed[key] = _rename(node, iter(new))
        return piece._replace(node=self._renamed[key])


def _rename(node: Node, names: Iterator[str]) -> Node:
    """A node with other names, in reading order; what keeps its names stays the same object."""
    tag = node.tag._replace(name=next(names)) if node.tag.name else node.tag
    children: list[Node | Mark | Placed] = []
    for child in node.children:
        flatten = child.flatten() if isinstance(child, Placed) else child
        renamed = _rename(flatten, names) if isinstance(flatten, Node) else flatten
        children.append(child if renamed is flatten else renamed)
    same = tag == node.tag and all(map(is_, children, node.children))
    return node if same else Node(tag, tuple(children))
