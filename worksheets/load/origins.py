"""Where a character comes from, for example one that no font has."""

from collections.abc import Iterable
from typing import NamedTuple

from worksheets.load.source import Mark
from worksheets.load.tree import Node


class Origin(NamedTuple):
    """A place where a character was written; the names are those of a `Problem`."""

    file: str
    line: int | None
    column: int | None
    excerpt: str


def origins_in(trees: Iterable[Node], character: str) -> list[Origin]:
    """All values that contain `character`, each once, in reading order."""
    marks = (
        _pinpoint(node, character)
        for tree in trees
        for node in tree.scalars()
        if isinstance(node.value, str) and character in node.value
    )
    return list(dict.fromkeys(map(_origin, marks)))


def _pinpoint(node: Node, character: str) -> Mark:
    """The character itself, or the start of its value when it was written as an escape."""
    source, first, column = node.mark
    lines = source.lines
    is_quoted = lines[first - 1][column - 1 : column] == '"'
    last = first if is_quoted else len(lines)
    for number in range(first, last + 1):
        start = column - 1 if number == first else 0
        found = lines[number - 1].find(character, start)
        if found >= 0:
            return Mark(source, number, found + 1)
    return node.mark


def _origin(mark: Mark) -> Origin:
    if not mark.source.has_lines:
        return Origin(mark.source.name, None, None, "")
    excerpt = mark.source.excerpt(mark.line, mark.column)
    return Origin(mark.source.name, mark.line, mark.column, excerpt)
