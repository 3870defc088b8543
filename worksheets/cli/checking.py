"""Checking files: each on its own, and what it names in other files."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from worksheets.cli.terminal import counted
from worksheets.figure_sheets import illustrate
from worksheets.load.folders import ENDINGS, FOLDERS, builtin_roots, id_from_name, is_id
from worksheets.load.library import Library
from worksheets.load.pictures import load_picture, resolve_beside
from worksheets.load.source import showable
from worksheets.load.tree import read_tree
from worksheets.model import Clinic, Exercise, Locale, Program
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.wording import check_phrases


class _File(NamedTuple):
    """A file to check, and the folder on the command line that it is in, or None."""

    path: Path
    below: Path | None = None


def check_paths(paths: Sequence[Path], libraries: Sequence[Path]) -> tuple[str, list[Problem]]:
    """Check files, and all YAML files in folders.

    Args:
        paths: Files and folders; none at all means what is built in.
        libraries: Further folders in which files find what they name.

    Returns:
        How many files there are, in words, and everything that is wrong, each problem once.
    """
    files: dict[Path, _File] = {}
    problems: dict[Problem, None] = {}
    for path in paths or builtin_roots():
        for file in _files(path, problems):
            files.setdefault(Path(os.path.abspath(file.path)), file)  # noqa: PTH100 - keeps links
    known: dict[tuple[Path, ...], Library] = {}
    for file in files.values():
        roots = _roots(file, libraries)
        if roots not in known:
            known[roots] = Library(roots)
        problems |= dict.fromkeys(_Checker(known[roots], file.path).check())
    return counted(len(files), "file"), list(problems)


def _files(path: Path, problems: dict[Problem, None]) -> list[_File]:
    """A file itself, or the YAML files below a folder by name, without hidden ones."""
    if not os.path.isdir(path):  # noqa: PTH112 - a name that is too long is no folder
        return [_File(path)]

    def note(error: OSError) -> None:
        hint, name = "Ask for permission to read it.", showable(str(error.filename))
        problems[Problem("the folder cannot be read", hint, name, kind=Kind.UNREADABLE)] = None

    files = []
    for here, folders, names in os.walk(path, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found = [name for name in names if name.endswith(ENDINGS) and not name.startswith(".")]
        files += [_File(Path(here, name), path) for name in sorted(found)]
    if not files and not problems:
        hint = f"Files to check end in {' or '.join(ENDINGS)}."
        message, name = "this folder has no YAML file", showable(str(path))
        problems[Problem(message, hint, name, kind=Kind.NOT_FOUND)] = None
    return files


def _roots(file: _File, libraries: Sequence[Path]) -> tuple[Path, ...]:
    """The folders in which a file finds others: those of the user, then those that it is in."""
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
        with self.gather():
            model = self.library.load_path(self.path)
            if not isinstance(model, Clinic):
                self.check_name(model.kind)
            match model:
                case Exercise():
                    self.check_exercise(model)
                case Program():
                    self.check_named(item.exercise for item in model.items if item.exercise)
                case Clinic():
                    self.check_picture(model.logo)
                    for folder in model.libraries:
                        with self.gather():
                            Library([self.path.parent / folder])
                case Locale():
                    self.check_locale(model)
        return self.problems

    @contextmanager
    def gather(self, written: str = "") -> Iterator[None]:
        """Gather the problems of a block; `written` is the value in this file to point at."""
        try:
            yield
        except WorksheetError as error:
            mark = self.library.place_of(self.path, written) if written else None
            for problem in error.problems:
                if mark and not problem.file:
                    problem = mark.problem(problem.message, problem.hint, problem.kind)
                self.problems.append(problem)

    def check_name(self, kind: str) -> None:
        """Whether others can name the file by its id, and only this file."""
        file_id = self.path.stem
        if is_id(file_id):
            if any(self.path.parent in (root, root / FOLDERS[kind]) for root in self.library.roots):
                with self.gather():
                    self.library.where(kind, file_id)
        elif kind in ("exercise", "locale"):  # programs and templates can be named by their path
            message = "the name of the file cannot be an id"
            hint = f"Rename it to {id_from_name(self.path)}.yaml."
            self.problems.append(Problem(message, hint, showable(str(self.path))))

    def check_exercise(self, exercise: Exercise) -> None:
        self.check_named((*exercise.easier, *exercise.harder))
        self.check_picture(exercise.figure.image if exercise.figure else None)
        with self.gather():
            illustrate(self.library, [(exercise, self.path)], None)

    def check_named(self, file_ids: Iterable[str]) -> None:
        """Whether the exercises exist that this file names."""
        for file_id in dict.fromkeys(file_ids):
            with self.gather(file_id):
                self.library.load("exercise", file_id)

    def check_locale(self, locale: Locale) -> None:
        """Whether the phrases can be filled; problems have the places where they are written."""
        scalars = [node for node in read_tree(self.path).scalars() if isinstance(node.value, str)]
        for problem in check_phrases(locale, Library().load("locale", "en")):
            near = (one for one in scalars if f'"{str(one.value)[:40]}"' in problem.message)
            mark = next(near, scalars[0]).mark
            self.problems.append(mark.problem(problem.message, problem.hint, problem.kind))

    def check_picture(self, written: str | None) -> None:
        if written:
            with self.gather(written):
                mark = self.library.place_of(self.path, written)
                load_picture(resolve_beside(written, self.path, self.path.parent, mark))
