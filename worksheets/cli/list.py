"""`worksheets list`: what there is to choose from."""

from pathlib import Path

from worksheets.cli.commands import command
from worksheets.cli.options import kind_argument, library_option
from worksheets.problems import WorksheetError

KINDS = {
    "programs": "program",
    "exercises": "exercise",
    "templates": "template",
    "locales": "locale",
}


@command("list", "worksheets list exercises --library my-exercises")
@kind_argument(KINDS, required=False)
@library_option
def list_all(kind: str | None, libraries: tuple[Path, ...]) -> None:
    """List programs, exercises, templates or locales.

    Without KIND: all of them. Your own files are listed with their path.
    """
    from worksheets.cli.tables import print_tables
    from worksheets.describe import describe_kind
    from worksheets.load.library import Library

    library = Library(libraries)
    tables, problems = [], []
    for plural in [kind] if kind else KINDS:
        table, wrong = describe_kind(library, KINDS[plural])
        tables.append(table if kind else table._replace(heading=plural.capitalize()))
        problems += wrong
    print_tables(tables)
    if problems:
        raise WorksheetError(problems)
