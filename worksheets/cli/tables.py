"""Tables of text: wrapped and set out on a terminal, a plain line for each row in a pipe."""

import sys
from collections.abc import Iterable

import click

from worksheets.cli.terminal import width_of
from worksheets.load.source import showable
from worksheets.report.table import Table

_GAP = "  "
_LONGEST_UNBROKEN = 32


def print_tables(tables: Iterable[Table]) -> None:
    """Print tables, an empty line between two."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    for number, table in enumerate(tables):
        if number:
            click.echo()
        if is_terminal:
            _print_wrapped(table)
        else:
            _print_plain(table)


def _print_plain(table: Table) -> None:
    indent = ""
    if table.heading:
        click.echo(_cell(table.heading))
        indent = _GAP
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        filled = [cell for cell, width in zip(cells, widths, strict=True) if width]
        click.echo(f"{indent}{_GAP.join(filled)}".rstrip())


def _print_wrapped(table: Table) -> None:
    # Slow to import, and of no use in a pipe.
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    # Cells are given as Text, so that [brackets] in them are not read as markup.
    console = Console(highlight=False, markup=False, emoji=False)
    if table.heading:
        console.print(Text(_cell(table.heading), style="bold"))
    grid = Grid.grid(padding=(0, len(_GAP)))
    if table.heading:
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
