"""Files in short: what there is of a kind, and what one file says."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from worksheets.describe.programs import program_tables
from worksheets.describe.tables import Found, Table, facts, source_tables
from worksheets.load.folders import builtin_roots
from worksheets.load.library import Library
from worksheets.load.order import is_path
from worksheets.load.source import quoted
from worksheets.load.tree import read_tree
from worksheets.load.wording import did_you_mean
from worksheets.model import Clinic, Exercise, Locale, Program, Template
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.phrases import check_phrases
from worksheets.resolve.wording import Wording

_KINDS = ("program", "exercise", "template", "locale")


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
    if is_path(id_or_path):
        library, path = _beside(id_or_path, libraries)
        return library, [(library.load_path(path), path)]
    library = Library(libraries)
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


def _beside(written: str, libraries: Sequence[Path]) -> tuple[Library, Path]:
    """A file that is named by its path, and the library with the folder that it lies in."""
    path = Path(written)
    # A name that is too long is no folder either.
    folders = [path.parent] if os.path.isdir(path.parent) else []  # noqa: PTH112
    return Library((*libraries, *folders)), path


def find_program(
    id_or_path: str, libraries: Sequence[Path], overrides: Sequence[str] = ()
) -> Found:
    """The program that a word on the command line means.

    Args:
        id_or_path: An id, or the path of a file.
        libraries: The user's folders; that of a file that is named by its path comes after them.
        overrides: Changes to doses, like `heel-raise.reps=15`.

    Raises:
        WorksheetError: There is no such program, or everything that is wrong in it.
    """
    if is_path(id_or_path):
        library, path = _beside(id_or_path, libraries)
        return Found(library, library.load_path(path, "program", tuple(overrides)), path)
    library = Library(libraries)
    others = [kind for kind in _KINDS[1:] if id_or_path in library.ids(kind)]
    if others and id_or_path not in library.ids("program"):
        article = "an" if others[0] == "exercise" else "a"
        message = f"{quoted(id_or_path)} is {article} {others[0]}, and a program is wanted here"
        hint = "To see all, type: worksheets list programs"
        raise WorksheetError([Problem(message, hint, kind=Kind.NOT_FOUND)])
    program = library.load("program", id_or_path, tuple(overrides))
    return Found(library, program, library.where("program", id_or_path))


def describe_kind(
    library: Library, kind: str, allows: Callable[[Any], bool] = lambda model: True
) -> tuple[Table, list[Problem]]:
    """One row for each file of a kind: id, name, a few words more, and its path if not built in.

    Args:
        library: Where to look.
        kind: What to list.
        allows: Whether a file is wanted.

    Returns:
        The table, and the problems of the files that cannot be read; they have a row all the same.
    """
    problems: list[Problem] = []
    rows = []
    for file_id in library.ids(kind):
        try:
            model = library.load(kind, file_id)
            if not allows(model):
                continue
            name, more = _in_short(model)
        except WorksheetError as error:
            problems += error.problems
            name, more = "(has problems)", ""
        rows.append((file_id, name, more, _where(library, kind, file_id)))
    used = [column for column in range(4) if any(row[column] for row in rows)]
    return Table("", tuple(tuple(row[column] for column in used) for row in rows)), problems


def describe(library: Library, model: Any, path: Path, language: str = "en") -> tuple[Table, ...]:
    """What one file says.

    Args:
        library: Where the exercises of a program are found.
        model: The file's content.
        path: The file.
        language: Id of the locale in which doses are said.

    Raises:
        WorksheetError: An exercise of the program, or the locale, cannot be read.
    """
    match model:
        case Program():
            wording = Wording(library.load("locale", language))
            tables: Iterable[Table] = program_tables(Found(library, model, path), wording)
        case Exercise():
            tables = _exercise(model)
        case Template():
            tables = _template(model)
        case Locale() | Clinic():
            tables = [facts(model.name, [("kind", model.kind), *_in_pairs(model)])]
        case _:
            tables = []
    return (*tables, Table("File", ((str(path),),)))


def phrase_problems(locale: Locale, path: Path) -> list[Problem]:
    """The phrases of a locale that cannot be filled, with the places where they are written."""
    scalars = [node for node in read_tree(path).scalars() if isinstance(node.value, str)]
    problems = []
    for problem in check_phrases(locale, Library().load("locale", "en")):
        near = (node for node in scalars if f'"{str(node.value)[:40]}"' in problem.message)
        node = next(near, scalars[0])
        problems.append(node.mark.problem(problem.message, problem.hint, problem.kind))
    return problems


def _in_short(model: Any) -> tuple[str, str]:
    match model:
        case Program():
            return model.title, model.subtitle or ""
        case Template():
            return model.name, model.description
        case Exercise():
            return model.name, ", ".join(model.position)
        case Locale():
            return model.name, f"{model.language}, {model.status}"
        case _:
            return model.name, ""


def _where(library: Library, kind: str, file_id: str) -> str:
    """The file, or "" for one that is built in."""
    try:
        path = library.where(kind, file_id)
    except WorksheetError:
        return ""
    return "" if any(path.is_relative_to(root) for root in builtin_roots()) else str(path)


def _exercise(exercise: Exercise) -> Iterable[Table]:
    yield facts(
        exercise.name,
        [
            ("id", exercise.id),
            ("kind", "exercise"),
            ("for", ", ".join(exercise.region)),
            ("position", ", ".join(exercise.position)),
            ("equipment", ", ".join(exercise.equipment)),
            ("muscles", ", ".join(exercise.muscles)),
            ("feel", exercise.feel),
            ("avoid", " ".join(exercise.avoid)),
            ("care", " ".join(exercise.precautions)),
            ("easier", ", ".join(exercise.easier)),
            ("harder", ", ".join(exercise.harder)),
            ("video", exercise.video),
        ],
    )
    yield Table("Steps", tuple((f"{n}", step) for n, step in enumerate(exercise.steps, 1)))
    yield from source_tables(exercise.source)


def _template(template: Template) -> Iterable[Table]:
    sizes = template.type
    yield facts(
        template.name,
        [
            ("id", template.id),
            ("kind", "template"),
            ("what", template.description),
            ("page", template.page.orientation),
            ("body", f"{sizes.largest:g} pt, down to {sizes.smallest:g} pt when there is much"),
            ("blocks", ", ".join(block.block for block in template.blocks)),
        ],
    )


def _in_pairs(model: Locale | Clinic) -> list[tuple[str, str | None]]:
    """The short values of a model, as they are named in its file."""
    values = model.model_dump(exclude={"kind", "name"})
    return [
        (key, value if isinstance(value, str) else ", ".join(value))
        for key, value in values.items()
        if isinstance(value, str | tuple)
    ]
