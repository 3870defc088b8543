"""What is printed, and files that are written: problems with their place, and tables."""

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worksheets.files import silence, write_stdout, write_whole
from worksheets.load.folders import id_from_name
from worksheets.load.source import showable
from worksheets.problems import Kind, Problem

if TYPE_CHECKING:
    from worksheets.report import Table

_BEFORE_CARET = 20  # columns that stay free right of the caret when a long line is cut
_GAP = "  "
_LONGEST_UNBROKEN = 32


def print_err(text: str) -> None:
    """Print to standard error; the work and its exit code stay as they are if that fails."""
    try:
        click.echo(text, err=True)
    except OSError:
        silence(sys.stderr)


def counted(count: int, thing: str) -> str:
    """A number with its noun: "1 page", "2,476 pages"."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error; on a terminal with the line that each is about."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    for problem in problems:
        label = _styled("warning: ", "yellow") if problem.kind is Kind.WARNING else ""
        print_err(label + showable(str(problem)))
        if is_terminal and problem.excerpt and problem.line and problem.column:
            print_err(_excerpt(problem.excerpt, problem.line, problem.column))


def _excerpt(written: str, line: int, column: int) -> str:
    """A line of a file and, under it, a caret.

    Characters are counted as wide as a terminal draws them; a line that is wider than the terminal
    is cut so that the place can be seen.
    """
    text = showable(written.replace("\t", " ").replace("\N{REPLACEMENT CHARACTER}", "?"))
    number = f"{line:>5} | "
    room = max(2 * _BEFORE_CARET, shutil.get_terminal_size().columns - len(number) - 1)
    at = min(column - 1, len(text))
    start, end = 0, len(text)
    while _width(text[start:at]) > room - _BEFORE_CARET:
        start += 1
    while _width(text[start:end]) > room:
        end -= 1
    shown = ("…" if start else "") + text[start + bool(start) : end]
    caret = " " * (len(number) + _width(text[start:at])) + "^"
    return f"{_styled(number, dim=True)}{shown}\n{_styled(caret, 'red', bold=True)}"


def _width(text: str) -> int:
    """Columns of a terminal that `text` takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    drawn_over = sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in text)
    return len(text) + wide - drawn_over


def _styled(text: str, colour: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
    """`text` in a style, unless the user asked for none (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, fg=colour, bold=bold or None, dim=dim or None)


def default_target(id_or_path: str, ending: str) -> Path:
    """The file to write when none is named: in the working folder, named by the id."""
    from worksheets.load.order import is_path  # slow to import

    named = Path(id_or_path if is_path(id_or_path) else f"{id_or_path}.yaml")
    return Path(f"{id_from_name(named)}{ending}")


def write_output(
    data: bytes, target: Path | None, *, private: bool = False, inputs: Iterable[Path] = ()
) -> str:
    """Write a file, or to standard output, and give the words for it: "Wrote sheet.pdf".

    Args:
        data: The whole file.
        target: Where it goes, or None for standard output.
        private: Only its owner may read it.
        inputs: The files that were read, none of which is overwritten.

    Raises:
        WorksheetError: It cannot be written; what was there is as it was.
    """
    if target is None:
        write_stdout(data)
        return "Wrote to standard output"
    replaced = write_whole(data, target, private=private, inputs=inputs)
    return f"{'Replaced' if replaced else 'Wrote'} {showable(str(target))}"


def print_tables(tables: Iterable["Table"]) -> None:
    """Print tables, an empty line between two: wrapped on a terminal, else a line for each row."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    for number, table in enumerate(tables):
        if number:
            click.echo()
        (_print_wrapped if is_terminal else _print_plain)(table)


def _print_plain(table: "Table") -> None:
    if table.heading:
        click.echo(_cell(table.heading))
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell + " " * (width - _width(cell))
            for cell, width in zip(row, widths, strict=True)
            if width
        ]
        click.echo(f"{_GAP if table.heading else ''}{_GAP.join(cells)}".rstrip())


def _print_wrapped(table: "Table") -> None:
    # Slow to import, and of no use in a pipe.
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    # Cells are given as Text, so that [brackets] in them are not read as markup.
    console = Console(highlight=False, markup=False, emoji=False)
    grid = Grid.grid(padding=(0, len(_GAP)))
    if table.heading:
        console.print(Text(_cell(table.heading), style="bold"))
        grid.add_column(width=0)
    columns = [column for column in zip(*table.rows, strict=True) if any(column)]
    for number, column in enumerate(columns):
        # Ids are typed again by the reader: they are not broken when there is room.
        is_id = number == 0 and max(map(len, column)) <= _LONGEST_UNBROKEN
        colour = "cyan" if number < len(columns) - 1 else ""
        grid.add_column(no_wrap=is_id, overflow="fold", style=colour)
    for row in zip(*columns, strict=True):
        cells = [Text(_cell(text)) for text in row]
        grid.add_row(*([Text()] if table.heading else []), *cells)
    console.print(grid)


def _cell(text: str) -> str:
    """Text that does not disturb a terminal and that can be searched for as it is typed."""
    return showable(
        text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    )
