"""`worksheets show`: what is in one file."""

from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import library_option


@command("show", "worksheets show achilles-rupture")
@click.argument("id_or_path", metavar="ID_OR_PATH")
@library_option
@click.option("--language", metavar="ID", default="en", show_default=True, help="For the doses.")
def show(id_or_path: str, libraries: tuple[Path, ...], language: str) -> None:
    """Show a program, exercise, template or locale.

    A program is shown with the dose of each exercise in words, what waits for a clearance, and
    where it comes from.
    """
    from worksheets.cli.tables import print_tables
    from worksheets.describe import describe, find

    library, found = find(id_or_path, libraries)
    print_tables(
        table for model, path in found for table in describe(library, model, path, language)
    )
