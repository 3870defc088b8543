"""`worksheets new`: a file to start from."""

from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import kind_argument

KINDS = ("exercise", "program", "template", "clinic")


@command("new", "worksheets new exercise wall-slide")
@kind_argument(KINDS)
@click.argument("file_id", metavar="ID")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write, or a folder for it.  [default: ID.yaml]",
)
def new(kind: str, file_id: str, output: str | None) -> None:
    """Write a YAML file to start from, with comments that say what may stand in it.

    A file that exists is never overwritten.
    """
    from worksheets.cli.starting import start_file
    from worksheets.load.source import showable

    target = showable(str(start_file(kind, file_id, Path(output or "."))))
    click.echo(f"Wrote {target}. To check it: worksheets check {target}")
