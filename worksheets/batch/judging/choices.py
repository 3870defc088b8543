"""Programs, templates and languages that a row names: by id or by name, never by path."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from worksheets.batch.judging.people import fold
from worksheets.batch.task import Setting
from worksheets.load import wording
from worksheets.load.folders import FOLDERS, is_id
from worksheets.load.library import Library
from worksheets.load.order import is_path, load_named
from worksheets.problems import Problem, WorksheetError

_REMEMBERED = 1024
_REGION = re.compile(r"([a-z]{2,3})[-_](?:[a-z]{2}|[0-9]{3})")
"""A language as it is accessible_text somewhere, like en-US: read as the language."""


class Choice(NamedTuple):
    """What was chosen.

    Attributes:
        name: Id or path, as an order names it.
        id: Its id.
        language: The language tag of a locale; "" for others.
        document: The document that a template is for; "" for others.
        items: The ids of the items of a program; empty for others.
        names: What people call it, folded.
    """

    name: str
    id: str
    language: str = ""
    document: str = ""
    items: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


class Wrong(NamedTuple):
    """Why there is no choice."""

    message: str
    hint: str


class Choices:
    """Everything of one kind that rows can name; each file is read once.

    Attributes:
        default: What rows get that name nothing, or None.
    """

    def __init__(self, library: Library, kind: str, default: Choice | None = None) -> None:
        """Look in `library`; `default` is found by its id and names as well."""
        self._library = library
        self._kind = kind
        self._word = "language" if kind == "locale" else kind
        self.default = default
        self._ids = library.ids(kind)
        self._names: dict[str, set[str]] | None = None
        self.find: Callable[[str], Choice | Wrong] = lru_cache(_REMEMBERED)(self._find)

    def _find(self, written: str) -> Choice | Wrong:
        """What a row names by its id or its name, in any case."""
        folded = written.casefold().replace(" ", "-")
        default = self.default
        if default and (folded == default.id or fold(written) in default.names):
            return default
        if is_id(folded) and folded in self._ids:
            return self._load(folded)
        ids = self._ids_named(fold(written))
        if self._kind == "locale" and (found := _REGION.fullmatch(folded)):
            ids = ids or {found[1]} & set(self._ids)
        if len(ids) > 1:
            hint = "Write the id; to see them, type: "
            return Wrong(f"several {FOLDERS[self._kind]} have this name", hint + self._listing)
        if ids:
            (one,) = ids
            return default if default and one == default.id else self._load(one)
        if is_path(written):
            message = f"a roster names a {self._word} by its id, not by a path"
            return Wrong(message, f"Give its folder with --library, or use --{self._word}.")
        hint = wording.did_you_mean(written, self._ids)
        hint = f"{hint} To see all, type: {self._listing}".strip()
        return Wrong(f"there is no such {self._word}", hint)

    @property
    def _listing(self) -> str:
        return f"worksheets list {FOLDERS[self._kind]}"

    def _load(self, file_id: str) -> Choice | Wrong:
        try:
            return choice_of(file_id, self._library.load(self._kind, file_id))
        except WorksheetError:
            message = f"the file of this {self._word} has mistakes in it"
            who = f"Ask whoever looks after the {self._word}s"
            return Wrong(message, f"{who}. To see them, type: worksheets check")

    def _ids_named(self, name: str) -> set[str]:
        """The ids of everything that has this name."""
        if self._names is None:
            self._names = {}
            for file_id in self._ids:
                try:
                    model = self._library.load(self._kind, file_id)
                except WorksheetError:
                    continue  # it is told when somebody names it by its id
                for one in _names_of(model):
                    self._names.setdefault(one, set()).add(file_id)
        return self._names.get(name, set())


def _names_of(model: Any) -> frozenset[str]:
    """What people call it: a title with or without its subtitle, a name, a language tag."""
    if hasattr(model, "title"):
        names = (model.title, f"{model.title} {model.subtitle or ''}")
    else:
        names = (model.name, getattr(model, "language", model.name))
    return frozenset(map(fold, names))


def choice_of(name: str, model: Any) -> Choice:
    """A choice by what the models of the three kinds have."""
    return Choice(
        name,
        model.id,
        getattr(model, "language", ""),
        getattr(model, "document", ""),
        frozenset(getattr(model, "item_ids", ())),
        _names_of(model),
    )


class Menu(NamedTuple):
    """What rows can choose from."""

    programs: Choices
    templates: Choices
    locales: Choices


def read_menu(setting: Setting, problems: list[Problem]) -> Menu | None:
    """What rows can choose from, and what they get by themselves.

    Args:
        setting: What holds for every row.
        problems: Takes what is wrong with the setting.
    """
    try:
        roots = _roots(setting)
        library = Library(roots)
        # A program that is named by its path brings the folder that it lies in.
        beside = library
        if setting.program and is_path(setting.program):
            folders = (*setting.libraries, Path(setting.program).parent, *roots)
            beside = Library(tuple(dict.fromkeys(folders)))
    except WorksheetError as error:
        problems += error.problems
        return None
    named = (
        ("program", setting.program),
        ("template", setting.template),
        ("locale", setting.language),
    )
    found: dict[str, Choice | None] = {}
    for kind, name in named:
        found[kind] = None
        if name is None:
            continue
        try:
            found[kind] = choice_of(name, load_named(beside, kind, name))
        except WorksheetError as error:
            problems += error.problems
    menu = Menu(*(Choices(library, kind, found[kind]) for kind, _ in named))
    return None if problems else menu


def _roots(setting: Setting) -> tuple[Path, ...]:
    """The folders of the user, then those of the clinic."""
    roots = [*setting.libraries]
    if setting.clinic is not None:
        clinic = Library().load_path(setting.clinic, "clinic")
        roots += [setting.clinic.parent / folder for folder in clinic.libraries]
    return tuple(dict.fromkeys(roots))
