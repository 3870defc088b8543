"""Programs, templates and languages that a row names: by id or by name, never by path."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from worksheets.batch.judging.people import fold
from worksheets.batch.task import Setting
from worksheets.load import wording
from worksheets.load.folders import FOLDERS
from worksheets.load.library import Library
from worksheets.load.order import is_path, load_named
from worksheets.load.source import showable
from worksheets.problems import Problem, WorksheetError

_REGION = re.compile(r"([a-z]{2,3})[-_](?:[a-z]{2}|[0-9]{3})")
"""A language as it is spoken somewhere, like en-US: read as the language."""


_USUAL = {"template": ("handout", "booklet")}
"""What rows get that name nothing, where nothing was given for all of them."""


class Choice(NamedTuple):
    """What was chosen.

    Attributes:
        name: Id or path, as an order names it.
        id: Its id.
        language: The language tag of a locale; "" for others.
        document: The document that a template is for; "" for others.
        items: The ids of the items of a program; empty for others.
    """

    name: str
    id: str
    language: str = ""
    document: str = ""
    items: frozenset[str] = frozenset()


class Wrong(NamedTuple):
    """Why there is no choice."""

    message: str
    hint: str


class Lookup:
    """Everything of one kind that rows can name.

    Attributes:
        default: What rows get that name nothing, or None.
    """

    def __init__(
        self, library: Library, kind: str, ids: Iterable[str], default: Any, name: str | None
    ) -> None:
        """Read files of a kind.

        Args:
            library: Where they are.
            kind: A kind of file.
            ids: The ids that rows can name.
            default: The model that rows get that name nothing, or None.
            name: How an order names the default.
        """
        self._kind = kind
        self._word = "language" if kind == "locale" else kind
        self._by_id: dict[str, Choice | Wrong] = {}
        self._by_name: dict[str, set[str]] = {}
        for file_id in ids:
            try:
                self._add(file_id, library.load(kind, file_id))
            except WorksheetError:
                message = f"the file of this {self._word} has mistakes in it"
                hint = f"Ask whoever looks after the {self._word}s. To see them, type: "
                self._by_id[file_id] = Wrong(message, f"{hint}worksheets check")
        self._ids: Collection[str] = frozenset(self._by_id)
        self.default = self._add(name, default) if name and default else None

    def _add(self, name: str, model: Any) -> Choice:
        """Take in a model of any of the three kinds, by its id and by what people call it."""
        choice = Choice(
            name,
            model.id,
            getattr(model, "language", ""),
            getattr(model, "document", ""),
            frozenset(getattr(model, "item_ids", ())),
        )
        self._by_id[model.id] = choice
        if hasattr(model, "title"):
            names = (model.title, f"{model.title} {model.subtitle or ''}")
        else:
            names = (model.name, getattr(model, "language", model.name))
        for one in names:
            self._by_name.setdefault(fold(one), set()).add(model.id)
        return choice

    def find(self, written: str) -> Choice | Wrong:
        """What a row names by its id or its name, in any case."""
        folded = written.casefold().replace(" ", "-")
        if folded in self._by_id:
            return self._by_id[folded]
        ids = self._by_name.get(fold(written), set())
        if self._kind == "locale" and not ids and (found := _REGION.fullmatch(folded)):
            ids = {found[1]}.intersection(self._ids)
        listing = f"worksheets list {FOLDERS[self._kind]}"
        if len(ids) > 1:
            message = f"several {FOLDERS[self._kind]} have this name"
            return Wrong(message, f"Write the id; to see them, type: {listing}")
        if ids:
            return self._by_id[next(iter(ids))]
        if is_path(written):
            message = f"a roster names a {self._word} by its id, not by a path"
            return Wrong(message, f"Give its folder with --library, or use --{self._word}.")
        hint = wording.did_you_mean(written, sorted(self._ids))
        message = f"there is no such {self._word}"
        return Wrong(message, f"{hint} To see all, type: {listing}".strip())


class Lookups(NamedTuple):
    """What rows can choose from; `other_languages` is what a language gets that there is not."""

    programs: Lookup
    templates: Lookup
    locales: Lookup
    other_languages: Choice | None = None


def read_lookups(
    setting: Setting, columns: Collection[str], problems: list[Problem]
) -> Lookups | None:
    """What rows can choose from, and what they get by themselves.

    Args:
        setting: What holds for every row.
        columns: The fields that the roster has columns for.
        problems: Takes what is wrong with the setting.
    """
    other = None
    try:
        roots = [*setting.libraries]
        if setting.clinic is not None:
            clinic = Library().load_path(setting.clinic, "clinic")
            roots += [setting.clinic.parent / folder for folder in clinic.libraries]
            other = clinic.roster and clinic.roster.other_languages
        library = beside = Library(tuple(dict.fromkeys(roots)))
        # A program that is named by its path brings the folder that it lies in.
        if setting.program and is_path(setting.program):
            folders = (*setting.libraries, Path(setting.program).parent, *roots)
            beside = Library(tuple(dict.fromkeys(folders)))
    except WorksheetError as error:
        problems += error.problems
        return None
    lookups = []
    for kind, name in (
        ("program", setting.program),
        ("template", setting.template),
        ("locale", setting.language),
    ):
        default = None
        try:
            default = load_named(beside, kind, name) if name is not None else None
        except WorksheetError as error:
            problems += error.problems
        has_column = ("language" if kind == "locale" else kind) in columns
        ids = library.ids(kind) if has_column else _USUAL.get(kind, ())
        lookups.append(Lookup(library, kind, ids, default, name))
    choice = None
    if other and not problems:
        found = Lookup(library, "locale", [other], None, None).find(other)
        choice = found if isinstance(found, Choice) else None
        if isinstance(found, Wrong):
            place = showable(str(setting.clinic))
            problems.append(Problem(f"other_languages: {found.message}", found.hint, place))
    programs, templates, locales = lookups
    return None if problems else Lookups(programs, templates, locales, choice)
