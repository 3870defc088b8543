"""Tables of text, and the ones that many descriptions have."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from worksheets.load.library import Library
from worksheets.model import Program
from worksheets.model.base import Source


class Found(NamedTuple):
    """A program that was found.

    Attributes:
        library: Where its exercises are found.
        program: The program.
        path: Its file, which the library has read.
    """

    library: Library
    program: Program
    path: Path


class Table(NamedTuple):
    """Rows of text under a heading; all rows have the same number of cells.

    Attributes:
        heading: What the rows are about.
        rows: The rows.
    """

    heading: str
    rows: tuple[tuple[str, ...], ...]


def facts(heading: str, pairs: Iterable[tuple[str, str | None]]) -> Table:
    """A row for each label that has a text."""
    return Table(heading, tuple((label, text) for label, text in pairs if text))


def source_tables(sources: Iterable[Source]) -> Iterable[Table]:
    """Where facts come from, each source once; no table without any."""
    rows = []
    for source in sources:
        head = ", ".join(filter(None, (source.title, source.author, str(source.year or ""))))
        row = ("-", ". ".join(filter(None, (head, source.note, source.url))))
        if row not in rows:
            rows.append(row)
    if rows:
        yield Table("Source" if len(rows) == 1 else "Sources", tuple(rows))


def table_of(heading: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """A table whose first row names its columns; a column without any text is left out."""
    kept = list(rows)
    used = [at for at in range(len(columns)) if any(row[at] for row in kept)]
    return Table(heading, tuple(tuple(row[at] for at in used) for row in (columns, *kept)))
