"""`worksheets list`: what there is to choose from."""

from pathlib import Path

import click

from worksheets.cli.commands import command
from worksheets.cli.options import kind_argument, library_option
from worksheets.cli.terminal import say
from worksheets.problems import Kind, Problem, WorksheetError

KINDS = {
    "programs": "program",
    "exercises": "exercise",
    "templates": "template",
    "locales": "locale",
}


@command("list", "worksheets list exercises --region ankle --position standing --equipment none")
@kind_argument(KINDS, required=False)
@click.option("--region", metavar="WORD", help="Exercises for this part of the body, or balance.")
@click.option("--position", metavar="WORD", help="Exercises in this position: standing, lying, ...")
@click.option("--equipment", metavar="WORD", help="Exercises with this equipment, or with none.")
@library_option
def list_all(kind: str | None, libraries: tuple[Path, ...], **wishes: str | None) -> None:
    """List programs, exercises, templates or locales.

    Without KIND: all of them. Your own files are listed with their path.
    """
    from worksheets.cli.tables import print_tables
    from worksheets.load.library import Library
    from worksheets.report import Filter, list_kind

    wish = Filter(**{name: (word or "").strip().lower() for name, word in wishes.items()})
    wish.check()
    if any(wish) and kind not in ("exercises", None):
        hint = "Write: worksheets list exercises"
        message = "only exercises have a region, a position and equipment"
        raise WorksheetError([Problem(message, hint, "worksheets list", kind=Kind.USAGE)])
    if any(wish):
        kind = "exercises"
    library = Library(libraries)
    tables, problems = [], []
    for plural in [kind] if kind else KINDS:
        table, wrong = list_kind(library, KINDS[plural], wish)
        tables.append(table if kind else table._replace(heading=plural.capitalize()))
        problems += wrong
    if any(wish) and not tables[0].rows:
        say("No exercise is like this.")
    print_tables(tables)
    if problems:
        raise WorksheetError(problems)
