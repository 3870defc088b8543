"""The `worksheets` command and its parts."""

import gc
import os
import sys

import click

import worksheets
from worksheets.cli.batch import batch
from worksheets.cli.booklet import booklet
from worksheets.cli.check import check
from worksheets.cli.commands import Commands
from worksheets.cli.diff import diff
from worksheets.cli.figure import figure
from worksheets.cli.handout import handout
from worksheets.cli.list import list_all
from worksheets.cli.new import new
from worksheets.cli.read_back import read_back
from worksheets.cli.schema import schema
from worksheets.cli.show import show
from worksheets.garbage import collect_rarely

_EXAMPLE = """\b
Example:
  worksheets handout achilles-rupture --side left --start 2026-12-07
Help on one command:
  worksheets handout --help"""


@click.group(
    "worksheets",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXAMPLE,
)
@click.version_option(
    worksheets.__version__, prog_name="worksheets", message="%(prog)s %(version)s"
)
def main() -> None:
    """Make printable worksheets for rehabilitation exercises."""


for _command in (
    handout,
    booklet,
    batch,
    read_back,
    figure,
    list_all,
    show,
    diff,
    check,
    new,
    schema,
):
    main.add_command(_command)


def run() -> None:
    """Run the program; it never returns."""
    collect_rarely()
    # Looking for plug-ins of pydantic reads the metadata of every package there is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show a character must not stop the work. Either may be
        # closed, and is None then.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        main(prog_name="worksheets")
    finally:
        gc.freeze()
