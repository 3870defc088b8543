"""`worksheets check`: whether files are as they should be."""

import sys
from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import LIBRARY
from worksheets.cli.terminal import counted, print_problems
from worksheets.files import silence
from worksheets.problems import WorksheetError


@command("check", "worksheets check my-exercises my-program.yaml")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=Path)
@LIBRARY
def check(paths: tuple[Path, ...], libraries: tuple[Path, ...]) -> None:
    """Check files, and all YAML files in folders.

    Without PATH: everything that is built in. Every problem of every file is shown, and so are
    exercises and pictures that a file names and that do not exist.
    """
    from worksheets.cli.checking import check_paths

    files, problems = check_paths(paths, libraries)
    print_problems(problems)
    wrong = counted(len(problems), "problem") if problems else "no problems"
    try:
        click.echo(f"{files}, {wrong}.")
    except BrokenPipeError:  # the reader has seen enough; the exit code still says what is wrong
        silence(sys.stdout)
    if problems:
        raise click.exceptions.Exit(WorksheetError(problems).exit_code)
