"""Names that stand once: what a document shows twice is numbered, in reading order."""

from collections.abc import Iterator, Sequence

from worksheets.field_names import numbered, repeated
from worksheets.plan import Node, Page, Placed


def with_unique_names(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The same pages, with a number behind each name that stood before: `heel-raise.1#2`.

    **Why here:** a block cannot know whether another block shows the same boxes. Hardly any
    template has two that do.
    """
    names: list[str] = []
    for page in pages:
        for piece in page.pieces:
            _gather(piece.node, names)
    if not repeated(names):
        return tuple(pages)
    seen: dict[str, int] = {}
    new = iter([numbered(name, seen) for name in names])
    return tuple(
        page._replace(
            pieces=tuple([one._replace(node=_rename(one.node, new)) for one in page.pieces])
        )
        for page in pages
    )


def _gather(node: Node, names: list[str]) -> None:
    """Add the names in a node, in reading order."""
    if node.tag.name:
        names.append(node.tag.name)
    for child in node.children:
        if type(child) is Node:
            _gather(child, names)
        elif type(child) is Placed:
            _gather(child.node, names)


def _rename(node: Node, names: Iterator[str]) -> Node:
    """A node with other names, in reading order."""
    tag = node.tag._replace(name=next(names)) if node.tag.name else node.tag
    placed = [one.flatten() if isinstance(one, Placed) else one for one in node.children]
    children = [_rename(one, names) if isinstance(one, Node) else one for one in placed]
    return Node(tag, tuple(children))
