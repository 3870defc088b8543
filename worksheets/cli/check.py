"""`worksheets check`: whether files are as they should be."""

import sys
from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import library
from worksheets.cli.terminal import counted, print_problems
from worksheets.files import silence
from worksheets.problems import WorksheetError


@command("check", "worksheets check my-exercises my-program.yaml")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=Path)
@library
def check(paths: tuple[Path, ...], libraries: tuple[Path, ...]) -> None:
    """Check files, and all YAML files in folders.

    Without PATH: everything that is built in. Every problem of every file is shown, and so are
    exercises and pictures that a file names and that do not exist.
    """
    from worksheets.cli.checking import check_files, yaml_files

    files, problems = yaml_files(paths)
    problems += check_files(files, libraries)
    print_problems(problems)
    wrong = counted(len(problems), "problem") if problems else "no problems"
    try:
        click.echo(f"{counted(len(files), 'file')}, {wrong}.")
    except BrokenPipeError:  # the reader has seen enough; the exit code still says what is wrong
        silence(sys.stdout)
    if problems:
        raise click.exceptions.Exit(WorksheetError(problems).exit_code)
