"""Tables of text, and the files that words on the command line mean."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from worksheets.load.library import Library
from worksheets.load.order import is_path, path_of
from worksheets.load.source import quoted
from worksheets.load.wording import did_you_mean
from worksheets.model import Exercise, Program
from worksheets.problems import Kind, Problem, WorksheetError

_KINDS = ("program", "exercise", "template", "locale")


class Table(NamedTuple):
    """Rows of text under a heading; all rows have the same number of cells."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


class Found(NamedTuple):
    """A program with its file, and the library in which its exercises are found."""

    library: Library
    program: Program
    path: Path

    def exercises(self) -> Mapping[str, Exercise]:
        """The exercises that the program and its phases name, by id.

        Raises:
            WorksheetError: Everything that is wrong with them; a missing one is reported with the
                place where the program names it.
        """
        exercises: dict[str, Exercise] = {}
        problems: list[Problem] = []
        for file_id in dict.fromkeys(item.exercise for item in self.program.items if item.exercise):
            try:
                exercises[file_id] = self.library.load("exercise", file_id)
            except WorksheetError as error:
                mark = self.library.place_of(self.path, file_id)
                problems += [
                    mark.problem(one.message, one.hint, one.kind)
                    if mark and one.kind is Kind.NOT_FOUND and not one.file
                    else one
                    for one in error.problems
                ]
        if problems:
            raise WorksheetError(problems)
        return exercises


def facts(heading: str, pairs: Iterable[tuple[str, str | None]]) -> Table:
    """A row for each label that has a text."""
    return Table(heading, tuple((label, text) for label, text in pairs if text))


def table_of(heading: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """A table whose first row names its columns; a column without any text is left out."""
    given = list(rows)
    used = [at for at in range(len(columns)) if any(row[at] for row in given)]
    return Table(heading, tuple(tuple(row[at] for at in used) for row in (columns, *given)))


def find(id_or_path: str, libraries: Sequence[Path]) -> tuple[Library, list[tuple[Any, Path]]]:
    """The files that a word on the command line means.

    Args:
        id_or_path: An id, which files of several kinds may have, or the path of one file.
        libraries: The user's folders; that of a file that is named by its path comes after them.

    Returns:
        The library, and each file's content with its path.

    Raises:
        WorksheetError: Nothing has this id, or everything that is wrong in the files.
    """
    library = _library(id_or_path, libraries)
    if is_path(id_or_path):
        return library, [(library.load_path(Path(id_or_path)), Path(id_or_path))]
    ids = {kind: library.ids(kind) for kind in _KINDS}
    kinds = [kind for kind in _KINDS if id_or_path in ids[kind]]
    if not kinds:
        near = did_you_mean(id_or_path, [one for some in ids.values() for one in some])
        hint = near or "To see all there is, type: worksheets list"
        message = f"there is nothing with the id {quoted(id_or_path)}"
        raise WorksheetError([Problem(message, hint, kind=Kind.NOT_FOUND)])
    return library, [
        (library.load(kind, id_or_path), library.where(kind, id_or_path)) for kind in kinds
    ]


def find_program(
    id_or_path: str, libraries: Sequence[Path], overrides: Sequence[str] = ()
) -> Found:
    """The program that a word on the command line means.

    Args:
        id_or_path: An id, or the path of a file.
        libraries: As in `find`.
        overrides: Changes to doses, like `heel-raise.reps=15`.

    Raises:
        WorksheetError: There is no such program, or everything that is wrong in it.
    """
    library = _library(id_or_path, libraries)
    kinds = [] if is_path(id_or_path) else [k for k in _KINDS if id_or_path in library.ids(k)]
    if kinds and "program" not in kinds:
        article = "an" if kinds[0] == "exercise" else "a"
        message = f"{quoted(id_or_path)} is {article} {kinds[0]}, and a program is wanted here"
        hint = "To see all, type: worksheets list programs"
        raise WorksheetError([Problem(message, hint, kind=Kind.NOT_FOUND)])
    if is_path(id_or_path):
        program = library.load_path(Path(id_or_path), "program", tuple(overrides))
    else:
        program = library.load("program", id_or_path, tuple(overrides))
    return Found(library, program, path_of(library, "program", id_or_path))


def _library(id_or_path: str, libraries: Sequence[Path]) -> Library:
    """The user's folders, and that of a file that is named by its path."""
    folder = Path(id_or_path).parent
    # A name that is too long is no folder either.
    is_folder = is_path(id_or_path) and os.path.isdir(folder)  # noqa: PTH112
    return Library((*libraries, folder) if is_folder else libraries)
