"""`worksheets show`: what is in one file, or what a program asks for week by week."""

from pathlib import Path
from typing import Any

import click

from worksheets.cli.commands import command
from worksheets.cli.options import library_option
from worksheets.cli.patient import DATES, date_options
from worksheets.cli.report import show_problems
from worksheets.problems import Kind, Problem, WorksheetError

_EXAMPLE = "worksheets show achilles-rupture --weeks 12 --start 2026-12-07"


@command("show", _EXAMPLE)
@click.argument("id_or_path", metavar="ID_OR_PATH")
@click.option("--weeks", metavar="N", help="A program week by week: this many weeks, 1 to 104.")
@date_options
@click.option(
    "--set",
    "overrides",
    metavar="X=Y",
    multiple=True,
    help="With --weeks: change the program, like heel-raise.reps=15. Repeatable.",
)
@library_option
@click.option("--language", metavar="ID", default="en", show_default=True, help="For the doses.")
def show(id_or_path: str, libraries: tuple[Path, ...], language: str, **options: Any) -> None:
    """Show a program, exercise, template or locale.

    A program is shown with the dose of each exercise in words, its phases, what waits for a
    clearance or a date, and where it comes from. With --weeks it is shown as a schedule: when
    phases and gates begin, and which dose is due in which weeks. With --start the weeks have dates.
    """
    from worksheets.cli.tables import print_tables
    from worksheets.report import find
    from worksheets.report.show import show_file

    if options["weeks"] is not None:
        _show_weeks(id_or_path, libraries, language, options)
        return
    given = [name for name in (*DATES, "overrides") if options[name]]
    if given:
        raise WorksheetError(_needs_weeks(name) for name in given)
    library, found = find(id_or_path, libraries)
    print_tables(
        table for model, path in found for table in show_file(library, model, path, language)
    )


def _needs_weeks(name: str) -> Problem:
    option = "--set" if name == "overrides" else f"--{name.replace('_', '-')}"
    hint = "Add --weeks with the number of weeks, or leave it out."
    return Problem("this is about weeks, and none are asked for", hint, option, kind=Kind.USAGE)


def _show_weeks(
    id_or_path: str, libraries: tuple[Path, ...], language: str, options: dict[str, Any]
) -> None:
    from worksheets.cli.order import read_dates
    from worksheets.cli.tables import print_tables
    from worksheets.load.cautions import cautions
    from worksheets.report import find_program
    from worksheets.report.show import show_weeks

    dates = read_dates(options)
    found = find_program(id_or_path, libraries, options["overrides"])
    tables = show_weeks(found, dates.patient, dates.weeks or 1, language)
    show_problems(cautions(dates, found.program, ()))
    print_tables(tables)
