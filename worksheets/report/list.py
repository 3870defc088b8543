"""`list`: what there is of a kind; and how files are found and put into tables of text."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

from worksheets.load.folders import builtin_roots
from worksheets.load.library import Library
from worksheets.load.order import is_path, load_exercise, path_of
from worksheets.load.source import quoted
from worksheets.load.wording import did_you_mean
from worksheets.model import Exercise, Locale, Program, Template
from worksheets.model.base import Source
from worksheets.model.exercise import Position, Region
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

    def with_gates(self) -> "Found":
        """The same, with the gates that its exercises have."""
        return self._replace(program=self.program.with_gates_of(self.exercises()))

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
                exercises[file_id] = load_exercise(self.library, file_id, str(self.path))
            except WorksheetError as error:
                problems += error.problems
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


class Filter(NamedTuple):
    """What an exercise must have, in small letters; "" asks for nothing.

    Attributes:
        region: One of its regions.
        position: A word of one of its positions, so that `lying` finds all three.
        equipment: A word of one of its items, or `none` for exercises without any.
    """

    region: str = ""
    position: str = ""
    equipment: str = ""

    def check(self) -> None:
        """Refuse a region or position that no exercise can have.

        Raises:
            WorksheetError: One problem for each.
        """
        problems = []
        for name, known in (("region", get_args(Region)), ("position", get_args(Position))):
            word = getattr(self, name)
            if not any(word == one or (name == "position" and word in one) for one in ("", *known)):
                hint = did_you_mean(word, known) or f"Write one of: {', '.join(known)}."
                message = f"there is no such {name}"
                problems.append(Problem(message, hint, f"--{name}", kind=Kind.USAGE))
        if problems:
            raise WorksheetError(problems)

    def allows(self, model: Any) -> bool:
        """Whether a file is an exercise that is wanted; an empty filter allows every file."""
        if not any(self):
            return True
        if not isinstance(model, Exercise) or (self.region and self.region not in model.region):
            return False
        if not any(self.position in position for position in model.position or ("",)):
            return False
        if self.equipment == "none":
            return not model.equipment
        return any(self.equipment in item.lower() for item in (*model.equipment, ""))


def list_kind(
    library: Library,
    kind: str,
    wanted: Filter = Filter(),  # noqa: B008 - it is frozen
) -> tuple[Table, list[Problem]]:
    """One row for each file of a kind: id, name, a few words more, and its path if not built in.

    Args:
        library: Where to look.
        kind: What to list.
        wanted: Leaves exercises out.

    Returns:
        The table, and the problems of the files that cannot be read; they have a row all the same.
    """
    problems: list[Problem] = []
    rows = []
    for file_id in library.ids(kind):
        try:
            model = library.load(kind, file_id)
            if not wanted.allows(model):
                continue
            name, more = _in_short(model)
        except WorksheetError as error:
            problems += error.problems
            name, more = "(has problems)", ""
        rows.append((file_id, name, more, _where(library, kind, file_id)))
    used = [column for column in range(4) if any(row[column] for row in rows)]
    return Table("", tuple(tuple(row[column] for column in used) for row in rows)), problems


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


def exercise_tables(exercise: Exercise) -> Iterator[Table]:
    """What the file of an exercise says."""
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


def template_table(template: Template) -> Table:
    """What the file of a template says."""
    sizes = template.type
    return facts(
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


def source_tables(sources: Iterable[Source]) -> Iterator[Table]:
    """Where facts come from, each source once; no table without any."""
    rows = []
    for source in sources:
        head = ", ".join(filter(None, (source.title, source.author, str(source.year or ""))))
        rows.append(("-", ". ".join(filter(None, (head, source.note, source.url)))))
    if once := tuple(dict.fromkeys(rows)):
        yield Table("Source" if len(once) == 1 else "Sources", once)
