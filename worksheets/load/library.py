"""Finding files by kind and id: the user's folders first, then what is built in."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from worksheets.load import folders, wording
from worksheets.load.overrides import apply_overrides
from worksheets.load.source import Mark, quoted, showable, whole_file
from worksheets.load.tree import Node, read_tree, under
from worksheets.load.validate import read_model
from worksheets.model import MODELS, Exercise, Locale, Patient
from worksheets.plan import Image
from worksheets.problems import Kind, Problem, WorksheetError

_MAX_CHARACTERS = 5
_SCRIPTS = "Latin, Greek, Cyrillic or Devanagari letters"
# A field of the patient, the option for it, and what its value is called.
_FIELDS = {
    "name": ("--name", "the name"),
    "number": ("--id", "it"),
    "clinician": ("--clinician", "the name"),
    "cleared_by": ("--cleared-by", "the name"),
    "address": ("--address", "the address"),
    "note": ("--note", "the note"),
}


@dataclass
class FileCache:
    """Files that were found, read and checked, for libraries that need the same ones again.

    The documents of a batch have most files in common, and reading them takes longer than making a
    sheet. A file that changes afterwards is not read again: a batch is made from one version.

    Attributes:
        paths: Files by the folders that were searched, kind and id.
        trees: What is written in a file.
        models: What it means, by path, kind and id.
        pictures: Pictures by path and room.
    """

    paths: dict[tuple[tuple[Path, ...], str, str], Path] = field(default_factory=dict)
    trees: dict[Path, Node] = field(default_factory=dict)
    models: dict[tuple[Path, str | None, str], BaseModel] = field(default_factory=dict)
    pictures: dict[tuple[Path, tuple[float, float]], Image] = field(default_factory=dict)


class Library:
    """Everything that can be named by an id.

    Attributes:
        roots: The folders that are searched, in order; the built-in ones come last.
        files_read: Every file that was read, so that none of them is overwritten.
        files: What was read before, also by other libraries.
    """

    def __init__(
        self,
        roots: Sequence[Path] = (),
        models: Mapping[str, type[BaseModel]] = MODELS,
        files: FileCache | None = None,
    ) -> None:
        """Search `roots`, then the built-in folders.

        Args:
            roots: The user's
            models: What can be read, by kind.
            files: What was read before by libraries with the same models, or None.

        Raises:
            WorksheetError: A root does not exist.
        """
        folders.check_roots(roots)
        self.roots = (*roots, *folders.builtin_roots())
        self.files_read: list[Path] = []
        self.files = files or FileCache()
        self._models = models
        self._trees: dict[Path, Node] = {}

    def ids(self, kind: str) -> list[str]:
        """All ids of one kind, sorted."""
        return sorted(
            {file_id for root in self.roots for file_id, _ in folders.files_of(root, kind)}
        )

    def load(self, kind: str, file_id: str, overrides: Sequence[str] = ()) -> Any:
        """The model of the file with this kind and id.

        Args:
            kind: A key of `worksheets.model.MODELS`.
            file_id: Name of the file without its ending.
            overrides: Changes from the command line (`--set`), for programs only.

        Raises:
            WorksheetError: No such file, or everything that is wrong in it.
        """
        path = self.where(kind, file_id)
        model = self._read(path, kind, file_id, overrides)
        is_ours = any(path.is_relative_to(root) for root in folders.builtin_roots())
        if is_ours or not isinstance(model, Exercise):
            return model
        # Whoever changes an exercise in a folder of their own does not shed its gates.
        others: list[tuple[Path, str]] = []
        paths = [self._in_root(root, kind, file_id, others) for root in self.roots]
        same = [self._read(one, kind, file_id, ()) for one in paths if one]
        gates = dict.fromkeys([gate for one in same for gate in one.gates])
        return model.model_copy(update={"gates": tuple(gates)})

    def load_path(self, path: Path, kind: str | None = None, overrides: Sequence[str] = ()) -> Any:
        """The model of a file that was named by its path; its name gives the id.

        Args:
            path: The file, in any folder.
            kind: What it should be; None leaves it to the file.
            overrides: Changes from the command line (`--set`), for programs only.

        Raises:
            WorksheetError: No such file, another kind, or everything that is wrong in it.
        """
        return self._read(path, kind, folders.id_from_name(path), overrides)

    def where(self, kind: str, file_id: str) -> Path:
        """The file with this kind and id.

        Raises:
            WorksheetError: There is none.
        """
        key = (self.roots, kind, file_id)
        if key not in self.files.paths:
            self.files.paths[key] = self._find(kind, file_id)
        return self.files.paths[key]

    def origins(self, character: str) -> list[Mark]:
        """Where `character` was written, in all files read so far: each value once, in order."""
        marks = (
            _pinpoint(node, character)
            for tree in self._trees.values()
            for node in tree.scalars()
            if isinstance(node.value, str) and character in node.value
        )
        return list(dict.fromkeys(marks))

    def place_of(self, path: Path, text: str) -> Mark | None:
        """Where `text` is a whole value in a file that was read, to point at it."""
        tree = self._trees.get(path)
        nodes = tree.scalars() if tree else ()
        return next((node.mark for node in nodes if node.value == text), None)

    def mark_of(self, path: Path, keys: Iterable[str | int]) -> Mark:
        """Where a value is written in a file that was read: as near as the file has it.

        Args:
            path: The file.
            keys: Keys and item numbers, from 0, that lead to the value.
        """
        node = self._trees[path]
        for key in keys:
            inner = node.at(key)
            if inner is None:
                break
            node = inner
        return node.mark

    def _read(self, path: Path, kind: str | None, file_id: str, overrides: Sequence[str]) -> Any:
        files, key = self.files, (path, kind, file_id)
        if path not in files.trees:
            files.trees[path] = read_tree(path)
        tree = files.trees[path]
        model = None if overrides else files.models.get(key)
        if model is None:
            written = _check_kind(tree, kind, self._models)
            tree = apply_overrides(self._whole(tree, written, file_id), overrides)
            model = read_model(tree, self._models[written], {"id": file_id})
            if not overrides:
                files.models[key] = model
        self._trees[path] = tree
        if path not in self.files_read:
            self.files_read.append(path)
        return model

    def _whole(self, tree: Node, kind: str, file_id: str) -> Node:
        """A locale with what it leaves out, from the one that it extends; other files as they are.

        Raises:
            WorksheetError: There is no such locale, or it extends one too.
        """
        base = tree.get("extends") if kind == "locale" else None
        if base is None or not isinstance(base.value, str):
            return tree
        if base.value == file_id:
            raise base.mark.error("a language cannot extend itself", "Name another.", Kind.INVALID)
        whole = read_tree(self.where(kind, base.value))
        if second := whole.get("extends"):
            hint = f"Extend {showable(str(second.value))} instead."
            raise base.mark.error(f"{quoted(base.value)} itself extends one", hint, Kind.INVALID)
        self.load(kind, base.value)
        return under(tree, whole)

    def _find(self, kind: str, file_id: str) -> Path:
        if not folders.is_id(file_id):
            hint = wording.did_you_mean(file_id, self.ids(kind))
            hint = hint or "An id has small letters, digits and single hyphens, like heel-raise."
            message = f"{quoted(file_id)} cannot be the id of {_a(kind)}"
            raise WorksheetError([Problem(message, hint, kind=Kind.NOT_FOUND)])
        others: list[tuple[Path, str]] = []
        for root in self.roots:
            if path := self._in_root(root, kind, file_id, others):
                return path
        hints = [wording.did_you_mean(file_id, self.ids(kind))]
        hints += [f"{showable(str(path))} is {_a(other)}." for path, other in others]
        hints += [
            f"To use {path} in this folder, add --library . or name it with its ending."
            for path in (Path(f"{file_id}{ending}") for ending in (".yaml", ".yml"))
            if path.is_file()
        ]
        hints.append(f"To see all, type: worksheets list {folders.FOLDERS[kind]}")
        word = "language" if kind == "locale" else kind  # as in the option
        message = f"there is no {word} {quoted(file_id)}"
        raise WorksheetError([Problem(message, " ".join(filter(None, hints)), kind=Kind.NOT_FOUND)])

    def _in_root(
        self, root: Path, kind: str, file_id: str, others: list[tuple[Path, str]]
    ) -> Path | None:
        """The file in one folder; `others` takes those with its name and another kind."""
        found: list[Path] = []
        for path in folders.candidates(root, kind, file_id):
            written = folders.peek_kind(path)
            if path.parent == root and written != kind and written in self._models:
                others.append((path, written))
            else:
                found.append(path)
        if len(found) > 1:
            hint = f"Delete or rename one of them; the other is {found[1].name}."
            message = f"two files in one folder are the {kind} {quoted(file_id)}"
            raise whole_file(found[0]).error(message, hint, Kind.INVALID)
        return found[0] if found else None


def _pinpoint(node: Node, character: str) -> Mark:
    """The character itself, or the start of its value when it was written as an escape."""
    source, first, column = node.mark
    lines = source.lines
    is_quoted = lines[first - 1][column - 1 : column] == '"'
    for number in range(first, first + 1 if is_quoted else len(lines) + 1):
        found = lines[number - 1].find(character, column - 1 if number == first else 0)
        if found >= 0:
            return Mark(source, number, found + 1)
    return node.mark


def _check_kind(tree: Node, wanted: str | None, models: Mapping[str, type[BaseModel]]) -> str:
    """The kind that the file says it is, if that is the one wanted."""
    kinds = [wanted] if wanted else list(models)
    kind = tree.get("kind")
    if kind is None:
        hint = f"Begin the file with a line such as kind: {kinds[0]}."
        raise tree.mark.error('"kind" is missing', hint, Kind.INVALID)
    if isinstance(kind.value, str) and kind.value in kinds:
        return kind.value
    if wanted and kind.value in models:
        message = f"this file is {_a(str(kind.value))}, and {_a(wanted)} is wanted here"
        raise kind.mark.error(message, "Name another file.", Kind.INVALID)
    said = wording.wrong_choice('"kind"', kinds, kind)
    raise WorksheetError([kind.mark.report(said, Kind.INVALID)])


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def blame_characters(
    characters: Iterable[str], library: Library, patient: Patient, locale: Locale
) -> list[Problem]:
    """Report where characters that cannot be printed come from.

    The patient's own letters are never repeated, and neither are those of `--set`.

    Args:
        characters: The characters, each once.
        library: Where the files were read.
        patient: Whose details are printed.
        locale: The language in which dates are written.
    """
    lines: dict[tuple[str, int], list[tuple[str, Mark]]] = {}
    counts: Counter[str] = Counter()
    is_of_dates = False
    for character in characters:
        marks = library.origins(character)
        for mark in marks:
            line = mark.line if mark.source.has_lines else 0
            lines.setdefault((mark.source.name, line), []).append((character, mark))
        fields = [name for name in _FIELDS if character in _text(patient, name)]
        counts.update(fields)
        is_of_dates = is_of_dates or not (marks or fields)
    problems = [_in_line(found) for found in lines.values()]
    for name, count in counts.items():
        option, what = _FIELDS[name]
        hint = f"Write {what} in {_SCRIPTS}."
        problems.append(Problem(_counted(count), hint, option, kind=Kind.UNPRINTABLE))
    if is_of_dates:
        language = quoted(locale.language)
        message = f"the language {language} writes dates with characters that no font has"
        problems.append(Problem(message, "Choose another language.", kind=Kind.UNPRINTABLE))
    return problems


def _text(patient: Patient, field: str) -> str:
    value = getattr(patient, field) or ""
    return value if isinstance(value, str) else "\n".join(value)


def _counted(count: int) -> str:
    if count == 1:
        return "1 character cannot be printed: no font has its script"
    return f"{count} characters cannot be printed: no font has their script"


def _in_line(found: Sequence[tuple[str, Mark]]) -> Problem:
    """One problem for all the characters of a line, at the first of them."""
    distinct = list(dict.fromkeys(character for character, _ in found))
    first = min((mark for _, mark in found), key=lambda mark: mark.column)
    if first.source.has_lines:
        names = ", ".join(map(_named, distinct[:_MAX_CHARACTERS]))
        more = len(distinct) - _MAX_CHARACTERS
        tail = f", and {more} more" if more > 0 else ""
        what = "character" if len(distinct) == 1 else "characters"
        message = f"no font has the {what} {names}{tail}"
    else:
        message = _counted(len(distinct))
    return first.problem(message, "Write it in another way, or leave it out.", Kind.UNPRINTABLE)


def _named(character: str) -> str:
    name = unicodedata.name(character, "a character without a name").lower()
    shown = f"{character} " if character.isprintable() else ""
    return f"{shown}(U+{ord(character):04X}, {name})"
