"""What is in a library and in its files, in short: tables of text for a terminal."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from worksheets.load.folders import builtin_roots
from worksheets.load.library import Library
from worksheets.load.order import is_path
from worksheets.load.source import quoted
from worksheets.load.tree import read_tree
from worksheets.load.wording import did_you_mean
from worksheets.model import Clinic, Exercise, Locale, Program, Template
from worksheets.model.base import Source
from worksheets.model.program import ProgramItem
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.doses import dose_sentence, item_details
from worksheets.resolve.frequencies import frequency_of, frequency_text
from worksheets.resolve.phrases import check_phrases
from worksheets.resolve.wording import Wording


class Table(NamedTuple):
    """Rows of text under a heading; all rows have the same number of cells.

    Attributes:
        heading: What the rows are about.
        rows: The rows.
    """

    heading: str
    rows: tuple[tuple[str, ...], ...]


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
        path = Path(id_or_path)
        # A name that is too long is no folder either.
        folders = [path.parent] if os.path.isdir(path.parent) else []  # noqa: PTH112
        library = Library((*libraries, *folders))
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
            tables = _program(model, _exercises(library, model), wording)
        case Exercise():
            tables = _exercise(model)
        case Template():
            tables = _template(model)
        case Locale() | Clinic():
            tables = [_facts(model.name, [("kind", model.kind), *_in_pairs(model)])]
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


def _exercises(library: Library, program: Program) -> Mapping[str, Exercise]:
    found: dict[str, Exercise] = {}
    problems: list[Problem] = []
    for item in program.exercises:
        if item.exercise:
            try:
                found[item.exercise] = library.load("exercise", item.exercise)
            except WorksheetError as error:
                problems += error.problems
    if problems:
        raise WorksheetError(problems)
    return found


def _program(
    program: Program, exercises: Mapping[str, Exercise], wording: Wording
) -> Iterable[Table]:
    stop = program.stop_and_call
    yield _facts(
        program.title,
        [
            ("id", program.id),
            ("kind", "program"),
            ("what", program.subtitle),
            ("why", program.purpose),
            ("how often", _frequency(program, wording)),
            ("weeks from", program.anchor),
            ("version", f"{program.reference or ''} {program.version}".strip()),
        ],
    )
    gated = {item_id for gate in program.clearance for item_id in gate.items}
    rows = []
    for number, item in enumerate(program.exercises, 1):
        name = item.name or exercises[item.id].name
        gate = " Only when cleared." if item.id in gated else ""
        rows.append((f"{number}", item.id, f"{name}: {_dose(program, item, wording)}{gate}"))
    yield Table("Exercises", tuple(rows))
    if program.clearance:
        gates = ((", ".join(gate.items), gate.warning) for gate in program.clearance)
        yield Table("Only when cleared", tuple(gates))
    signs = [("call", sign) for sign in stop.call]
    signs += [("emergency", sign) for sign in stop.emergency]
    yield Table("Stop and call", tuple(signs))
    yield from _sources(
        [*program.source, *(source for gate in program.clearance for source in gate.source)]
    )


def _frequency(program: Program, wording: Wording) -> str:
    return frequency_text(wording, program.frequency) if program.frequency else ""


def _dose(program: Program, item: ProgramItem, wording: Wording) -> str:
    sentence = dose_sentence(wording, item.dose, frequency_of(program, item))
    return " ".join([sentence, *item_details(wording, item)])


def _exercise(exercise: Exercise) -> Iterable[Table]:
    yield _facts(
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
    yield from _sources(exercise.source)


def _template(template: Template) -> Iterable[Table]:
    sizes = template.type
    yield _facts(
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


def _facts(heading: str, pairs: Iterable[tuple[str, str | None]]) -> Table:
    return Table(heading, tuple((label, text) for label, text in pairs if text))


def _sources(sources: Iterable[Source]) -> Iterable[Table]:
    rows = []
    for source in sources:
        head = ", ".join(filter(None, (source.title, source.author, str(source.year or ""))))
        row = ("-", ". ".join(filter(None, (head, source.note, source.url))))
        if row not in rows:
            rows.append(row)
    if rows:
        yield Table("Source" if len(rows) == 1 else "Sources", tuple(rows))
