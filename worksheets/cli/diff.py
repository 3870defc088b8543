"""`worksheets diff`: what changes for the patient from one program to another."""

from pathlib import Path
from typing import Any

import click

from worksheets.cli.commands import command
from worksheets.cli.options import library_option
from worksheets.cli.patient import date_options

_EXAMPLE = "worksheets diff achilles-rupture my-program.yaml --weeks 12"


@command("diff", _EXAMPLE)
@click.argument("old")
@click.argument("new")
@click.option(
    "--weeks",
    metavar="N",
    help="Look at this many weeks, 1 to 104.  [default: as many as make a difference]",
)
@date_options
@library_option
@click.option("--language", metavar="ID", default="en", show_default=True, help="For the doses.")
def diff(old: str, new: str, libraries: tuple[Path, ...], language: str, **options: Any) -> None:
    """Say what changes for the patient from one program to another.

    OLD and NEW are ids of programs (to see them: worksheets list programs) or paths of YAML files;
    exercises are found beside each file. Rows begin with NEW, CHANGED, STOPPED (exercises) or
    REMOVED (everything else). Exercises have the weeks in which that is so, with --start with
    dates; NEW and STOPPED are about these weeks, and an exercise may have other weeks as well.

    The exit code is 0 whether or not anything changes.
    """
    from worksheets.cli.order import read_dates
    from worksheets.cli.tables import print_tables
    from worksheets.report.diff import compare, find_both

    dates = read_dates(options)
    pair = find_both(old, new, libraries)
    tables = compare(pair, dates.patient, dates.weeks, language)
    if tables:
        print_tables(tables)
    else:
        click.echo("Nothing changes for the patient.")
