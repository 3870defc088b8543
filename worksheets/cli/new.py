"""`worksheets new`: a file to start from."""

from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import kind_argument

KINDS = ("exercise", "program", "template", "clinic", "roster")


@command("new", "worksheets new exercise wall-slide")
@kind_argument(KINDS)
@click.argument("file_id", metavar="ID")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write, or a folder for it.  [default: ID.yaml, or ID.csv]",
)
def new(kind: str, file_id: str, output: str | None) -> None:
    """Write a file to start from: YAML with comments that say what may stand in it.

    A roster is a CSV file, for `worksheets batch`. A file that exists is never overwritten.
    """
    from worksheets.cli.starting import start_file
    from worksheets.load.source import showable

    target = showable(str(start_file(kind, file_id, Path(output or "."))))
    how = f"batch {target} --dry-run" if kind == "roster" else f"check {target}"
    click.echo(f"Wrote {target}. To check it: worksheets {how}")
