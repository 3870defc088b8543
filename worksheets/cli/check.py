"""`worksheets check`: whether files are as they should be."""

import sys
from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import library_option, to_paths
from worksheets.cli.report import show_problems
from worksheets.cli.terminal import silence
from worksheets.problems import WorksheetError


@command("check", "worksheets check my-exercises my-program.yaml")
@click.argument("paths", metavar="[PATH]...", nargs=-1, callback=to_paths)
@library_option
def check(paths: tuple[Path, ...], libraries: tuple[Path, ...]) -> None:
    """Check files, and all YAML files in folders.

    Without PATH: everything that is built in. Every problem of every file is shown, and so are
    exercises and pictures that a file names and that do not exist.
    """
    from worksheets.cli.checking import check_files, yaml_files

    files, problems = yaml_files(paths)
    problems += check_files(files, libraries)
    show_problems(problems)
    count = "1 file" if len(files) == 1 else f"{len(files)} files"
    wrong = "1 problem" if len(problems) == 1 else f"{len(problems) or 'no'} problems"
    try:
        click.echo(f"{count}, {wrong}.")
    except BrokenPipeError:  # the reader has seen enough; the exit code still says what is wrong
        silence(sys.stdout)
    if problems:
        raise click.exceptions.Exit(WorksheetError(problems).exit_code)
