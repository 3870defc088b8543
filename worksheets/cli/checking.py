"""Checking files: each on its own, and what it names in other files."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from worksheets.figure_sheets import illustrate
from worksheets.load.folders import ENDINGS, FOLDERS, builtin_roots, id_from_name, is_id
from worksheets.load.library import Library
from worksheets.load.pictures import load_picture, resolve_beside
from worksheets.load.source import showable
from worksheets.load.tree import read_tree
from worksheets.model import Clinic, Exercise, Locale, Program
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.phrases import check_phrases


class Found(NamedTuple):
    """A file to check.

    Attributes:
        path: The file.
        below: The folder that was named on the command line and that it lies in, or None.
    """

    path: Path
    below: Path | None = None


def yaml_files(paths: Sequence[Path]) -> tuple[list[Found], list[Problem]]:
    """The files that paths mean: themselves, and all YAML files below folders.

    Args:
        paths: Files and folders; none at all means what is built in.

    Returns:
        Each file once, and the problems of folders without any.
    """
    files: dict[Path, Found] = {}
    problems: list[Problem] = []
    for path in paths or builtin_roots():
        found = [Found(path)]
        if os.path.isdir(path):  # noqa: PTH112 - a name that is too long is no folder
            found = [Found(file, path) for file in _below(path, problems)]
            if not found and not problems:
                hint = f"Files to check end in {' or '.join(ENDINGS)}."
                message = "this folder has no YAML file"
                problems.append(Problem(message, hint, showable(str(path)), kind=Kind.NOT_FOUND))
        for one in found:
            files.setdefault(Path(os.path.abspath(one.path)), one)  # noqa: PTH100 - keeps links
    return list(files.values()), problems


def _below(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """All YAML files below a folder in the order of their names; hidden folders are passed over."""

    def note(error: OSError) -> None:
        hint = "Ask for permission to read it."
        name = showable(str(error.filename))
        problems.append(Problem("the folder cannot be read", hint, name, kind=Kind.UNREADABLE))

    for here, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield Path(here, name)


def check_files(files: Iterable[Found], libraries: Sequence[Path] = ()) -> list[Problem]:
    """Everything that is wrong in files and in what they name, each problem once."""
    known: dict[tuple[Path, ...], Library] = {}
    problems: dict[Problem, None] = {}
    for file in files:
        roots = _roots(file, libraries)
        if roots not in known:
            known[roots] = Library(roots)
        problems |= dict.fromkeys(_Checker(known[roots], file.path).check())
    return list(problems)


def _roots(file: Found, libraries: Sequence[Path]) -> tuple[Path, ...]:
    """The folders in which a file finds others: those of the user, then those that it lies in."""
    folder = file.path.parent
    own = [file.below] if file.below else []
    is_builtin = folder in builtin_roots() or folder.parent in builtin_roots()
    if os.path.isdir(folder) and not is_builtin:  # noqa: PTH112 - likewise
        own.append(folder.parent if folder.name in FOLDERS.values() else folder)
    return tuple(dict.fromkeys((*libraries, *own)))


class _Checker:
    """Checks one file and gathers its problems."""

    def __init__(self, library: Library, path: Path) -> None:
        self.library = library
        self.path = path
        self.problems: list[Problem] = []

    def check(self) -> list[Problem]:
        model = self.attempt(lambda: self.library.load_path(self.path))
        match model:
            case Exercise():
                self.check_exercise(model)
            case Program():
                self.check_program(model)
            case Clinic():
                self.check_clinic(model)
            case Locale():
                self.check_locale(model)
        if model is not None and not isinstance(model, Clinic):
            self.check_name(model.kind)
        return self.problems

    def attempt(self, work: Callable[[], Any], written: str = "") -> Any:
        """What `work` gives; when it fails, `written` is the value in this file to point at."""
        try:
            return work()
        except WorksheetError as error:
            mark = self.library.place_of(self.path, written) if written else None
            for problem in error.problems:
                if mark and not problem.file:
                    problem = mark.problem(problem.message, problem.hint, problem.kind)
                self.problems.append(problem)
            return None

    def check_name(self, kind: str) -> None:
        """Whether others can name the file by its id, and only this file."""
        file_id = self.path.stem
        if is_id(file_id):
            if any(self.path.parent in (root, root / FOLDERS[kind]) for root in self.library.roots):
                self.attempt(lambda: self.library.where(kind, file_id))
        elif kind in ("exercise", "locale"):  # programs and templates can be named by their path
            message = "the name of the file cannot be an id"
            hint = f"Rename it to {id_from_name(self.path)}.yaml."
            self.problems.append(Problem(message, hint, showable(str(self.path))))

    def check_exercise(self, exercise: Exercise) -> None:
        for file_id in dict.fromkeys((*exercise.easier, *exercise.harder)):
            self.attempt(partial(self.library.where, "exercise", file_id), file_id)
        if exercise.figure and exercise.figure.image:
            self.check_picture(exercise.figure.image)
        self.attempt(lambda: illustrate(self.library, [(exercise, self.path)], None))

    def check_program(self, program: Program) -> None:
        for file_id in dict.fromkeys(item.exercise for item in program.items):
            if file_id:
                self.attempt(partial(self.library.load, "exercise", file_id), file_id)

    def check_clinic(self, clinic: Clinic) -> None:
        if clinic.logo:
            self.check_picture(clinic.logo)
        for folder in clinic.libraries:
            self.attempt(partial(Library, [self.path.parent / folder]))

    def check_locale(self, locale: Locale) -> None:
        """Phrases that cannot be filled, with the places where they are written."""
        scalars = [node for node in read_tree(self.path).scalars() if isinstance(node.value, str)]
        for problem in check_phrases(locale, Library().load("locale", "en")):
            near = (one for one in scalars if f'"{str(one.value)[:40]}"' in problem.message)
            mark = next(near, scalars[0]).mark
            self.problems.append(mark.problem(problem.message, problem.hint, problem.kind))

    def check_picture(self, written: str) -> None:
        mark = self.library.place_of(self.path, written)
        self.attempt(
            lambda: load_picture(resolve_beside(written, self.path, self.path.parent, mark)),
            written,
        )
