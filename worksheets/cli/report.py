"""`worksheets list`, `show`, `diff` and `check`: what files there are, and what they say."""

import sys
from pathlib import Path
from typing import Any

import click

from worksheets.cli import options as opt
from worksheets.cli.commands import Run, command, is_given
from worksheets.cli.terminal import counted, print_err, print_problems, print_tables
from worksheets.files import silence
from worksheets.problems import Kind, Problem, WorksheetError

_KINDS = ("programs", "exercises", "templates", "locales")
_SHOW_WEEKS = f"A program week by week: this many weeks, 1 to {opt.MAX_WEEKS}."
_DIFF_WEEKS = f"How many weeks, 1 to {opt.MAX_WEEKS}.  [default: as many as make a difference]"
_SET = "With --weeks: change the program, like heel-raise.reps=15. Repeatable."


@command("list", "worksheets list exercises --region ankle --position standing --equipment none")
@opt.kind_argument(*_KINDS, required=False)
@opt.options(
    ("--region", "WORD", "Exercises for this part of the body, or balance."),
    ("--position", "WORD", "Exercises in this position: standing, lying, ..."),
    ("--equipment", "WORD", "Exercises with this equipment, or with none."),
    opt.LIBRARY,
)
def list_all(kind: str | None, libraries: tuple[Path, ...], **wishes: str | None) -> None:
    """List programs, exercises, templates or locales.

    Without KIND: all of them. Your own files are listed with their path.
    """
    from worksheets.load.library import Library
    from worksheets.report import Filter, list_kind

    wanted = Filter(**{name: (word or "").strip().lower() for name, word in wishes.items()})
    wanted.check()
    if any(wanted) and kind not in ("exercises", None):
        hint = "Write: worksheets list exercises"
        message = "only exercises have a region, a position and equipment"
        raise WorksheetError([Problem(message, hint, "worksheets list", kind=Kind.USAGE)])
    kind = "exercises" if any(wanted) else kind
    own = Library(libraries)
    tables, problems = [], []
    for plural in [kind] if kind else _KINDS:
        table, wrong = list_kind(own, plural.removesuffix("s"), wanted)
        tables.append(table if kind else table._replace(heading=plural.capitalize()))
        problems += wrong
    if any(wanted) and not tables[0].rows:
        print_err("No exercise is like this.")
    print_tables(tables)
    if problems:
        raise WorksheetError(problems)


@command("show", "worksheets show achilles-rupture --weeks 12 --start 2026-12-07")
@click.argument("id_or_path", metavar="ID_OR_PATH")
@opt.options(
    ("--weeks", opt.WEEKS, _SHOW_WEEKS),
    *opt.DAYS,
    opt.overrides(_SET),
    opt.LIBRARY,
    opt.LANGUAGE_OF_DOSES,
)
@click.pass_obj
def show(
    run: Run, /, id_or_path: str, libraries: tuple[Path, ...], language: str, **options: Any
) -> None:
    """Show a program, exercise, template or locale.

    A program is shown with the dose of each exercise in words, its phases, what waits for a
    clearance or a date, and where it comes from. With --weeks it is shown as a schedule: when
    phases and gates begin, and which dose is due in which weeks. With --start the weeks have dates.
    """
    from worksheets.cli.order import read_dates
    from worksheets.load.order import cautions
    from worksheets.report import find, find_program
    from worksheets.report.show import show_file, show_weeks

    if is_given("weeks"):
        order = read_dates(run, id_or_path, options)
        found = find_program(id_or_path, libraries, options["overrides"])
        tables = list(show_weeks(found, order.patient, options["weeks"], language))
        print_problems(cautions(order, found.program, ()))
        print_tables(tables)
        return
    for name in (*(names for names, *_ in opt.DAYS), "--set"):
        if is_given("overrides" if name == "--set" else name[2:].replace("-", "_")):
            hint = "Add --weeks with the number of weeks, or leave it out."
            run.refuse(name, "this is about weeks, and none are asked for", hint)
    run.raise_problems()
    own, files = find(id_or_path, libraries)
    print_tables(table for model, path in files for table in show_file(own, model, path, language))


@command("diff", "worksheets diff achilles-rupture my-program.yaml --weeks 12")
@click.argument("old")
@click.argument("new")
@opt.options(
    ("--weeks", opt.WEEKS, _DIFF_WEEKS),
    *opt.DAYS,
    opt.LIBRARY,
    opt.LANGUAGE_OF_DOSES,
)
@click.pass_obj
def diff(
    run: Run, /, old: str, new: str, libraries: tuple[Path, ...], language: str, **options: Any
) -> None:
    """Show what changes for the patient from one program to another.

    OLD and NEW are ids of programs (to see them: worksheets list programs) or paths of YAML files;
    exercises are found beside each file. Rows begin with NEW, CHANGED, STOPPED (exercises) or
    REMOVED (everything else). Exercises have the weeks in which that is so, with --start with
    dates; NEW and STOPPED are about these weeks, and an exercise may have other weeks as well.

    The exit code is 0 whether or not anything changes.
    """
    from worksheets.cli.order import read_dates
    from worksheets.report.diff import compare, find_both

    order = read_dates(run, new, options)
    pair = find_both(old, new, libraries)
    tables = compare(pair, order.patient, options["weeks"], language)
    if tables:
        print_tables(tables)
    else:
        click.echo("Nothing changes for the patient.")


@command("check", "worksheets check my-exercises my-program.yaml")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=Path)
@opt.LIBRARY
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
