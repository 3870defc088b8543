"""Trees to models, and what pydantic says about them to problems with a place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from worksheets.load import wording
from worksheets.load.schema import Place, locate, spellings
from worksheets.load.source import Mark, quoted
from worksheets.load.tree import Node, read_tree
from worksheets.problems import Kind, Problem, Said, WorksheetError, WrongValue

_NO_FIT = 1000.0
_OF_A_KEY = "[key]"
"""In the path of an error: it is about the key before, not about its value."""

ModelType = TypeVar("ModelType", bound=BaseModel)


def read_model(
    tree_or_path: Node | Path,
    model: type[ModelType],
    supplied: Mapping[str, Any] | None = None,
) -> ModelType:
    """Check a tree, or a file, against a model.

    Args:
        tree_or_path: What was written.
        model: What it should be.
        supplied: Values that the file may not hold, because they are known from elsewhere (`id`).

    Raises:
        WorksheetError: Everything that is wrong with it, by line.
    """
    tree = tree_or_path if isinstance(tree_or_path, Node) else read_tree(tree_or_path)
    plain = tree.plain()
    known = dict(supplied or {})
    problems = [_not_a_key(tree, key) for key in known if key in plain]
    try:
        read = model.model_validate({**plain, **known})
    except ValidationError as error:
        problems += _problems(error, tree, model, frozenset(known))
    if problems:
        problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
        raise WorksheetError(dict.fromkeys(problems))
    return read


def _not_a_key(tree: Node, key: str) -> Problem:
    message = f'the key "{key}" is not written in the file'
    hint = f"Delete the line; the name of the file is the {key}."
    mark = tree.value[key].key_mark if isinstance(tree.value, dict) else tree.mark
    return mark.problem(message, hint, Kind.INVALID)


class _Found(NamedTuple):
    """An error of pydantic and the place that it is about."""

    error: Mapping[str, Any]
    place: Place

    @property
    def key(self) -> str:
        """The last part of the error's path."""
        return str(self.error["loc"][-1])

    def allowed(self, supplied: frozenset[str]) -> list[str]:
        """The keys that the models know at this place."""
        return [
            spelling
            for model in self.place.around
            for name, field in model.model_fields.items()
            for spelling in spellings(name, field)
            if spelling not in supplied
        ]

    @property
    def is_about_the_union(self) -> bool:
        """Whether the whole value, not something inside it, is refused."""
        return len(self.place.steps) == self.place.union and not self.place.missing

    @property
    def cost(self) -> float:
        """How far this is from a value that fits; to choose between the members of a union."""
        if self.is_about_the_union:
            if wording.wanted(self.error):
                return _NO_FIT
            return 3 if isinstance(self.place.here.node.value, tuple | dict) else 0.5
        return 100 if wording.is_choice(self.error) and self.place.here.name == "kind" else 1


def _problems(
    error: ValidationError, tree: Node, model: type[BaseModel], supplied: frozenset[str]
) -> list[Problem]:
    apart: list[_Found] = []
    unions: dict[Any, list[_Found]] = {}
    keys: dict[Any, list[_Found]] = {}
    for raised in _without_false_counts(error.errors(include_url=False, include_input=False)):
        found = _Found(raised, locate(tree, model, raised["loc"]))
        if wording.is_choice(raised) and _OF_A_KEY in raised["loc"]:
            keys.setdefault(raised["loc"][: raised["loc"].index(_OF_A_KEY)], []).append(found)
        elif found.place.union:
            unions.setdefault(found.place.path[: found.place.union], []).append(found)
        else:
            apart.append(found)
    problems = [_tell_unknown_key(str(path[-1]), group) for path, group in keys.items()]
    for group in unions.values():
        branch = _likeliest_branch(group)
        apart += branch
        problems += [] if branch else [_tell_no_branch_fits(group)]
    return problems + [_tell(found, supplied) for found in _without_echoes(apart, supplied)]


def _without_false_counts(errors: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Leave out lists that are "too short" only because their wrong items were not counted."""
    inside = {error["loc"][:end] for error in errors for end in range(len(error["loc"]))}
    return [error for error in errors if error["type"] != "too_short" or error["loc"] not in inside]


def _likeliest_branch(group: Sequence[_Found]) -> list[_Found]:
    """The errors of the member of a union that was meant; none when no member comes near."""
    branches: dict[str, list[_Found]] = {}
    for found in group:
        branches.setdefault(found.place.branch, []).append(found)
    best = min(branches.values(), key=lambda errors: sum(found.cost for found in errors))
    return best if sum(found.cost for found in best) < _NO_FIT else []


def _without_echoes(errors: Iterable[_Found], supplied: frozenset[str]) -> list[_Found]:
    """One error for one mistake.

    A misspelt key does not also mean that the right key is missing, and nested unions say the
    same of one value several times.
    """
    kept: dict[Any, _Found] = {}
    missing: set[Any] = set()
    for found in errors:
        place = found.place
        sort = "missing" if place.missing else "other"
        kept.setdefault((place.path, place.missing, sort), found)
        if found.error["type"] == "extra_forbidden":
            hint = wording.did_you_mean(found.key, found.allowed(supplied))
            missing.add((place.path[:-1], hint))
    return [
        found
        for found in kept.values()
        if found.error["type"] != "missing"
        or (found.place.path, f'Did you mean "{found.place.missing}"?') not in missing
    ]


def _tell_unknown_key(key: str, group: Sequence[_Found]) -> Problem:
    """One problem for a key that is none of the words that may stand there."""
    words = [word for found in group for word in wording.wanted(found.error)]
    said = wording.unknown_key(key, words)
    return group[0].place.here.key_mark.tell(said, Kind.INVALID)


def _tell_no_branch_fits(group: Sequence[_Found]) -> Problem:
    """One problem that names everything that could have been written."""
    refused = [found for found in group if found.is_about_the_union]
    refused = [found for found in refused if wording.wanted(found.error)] or list(group)
    node = refused[0].place.here.node
    subject = _subject(refused[0].place)
    if all(wording.is_choice(found.error) for found in refused):
        choices = [word for found in refused for word in wording.wanted(found.error)]
        return node.mark.tell(wording.wrong_choice(subject, choices, node), Kind.INVALID)
    wishes: list[str] = []
    for found in refused:
        words = wording.wanted(found.error)
        wishes += wording.quote_all(words) if wording.is_choice(found.error) else words
    return node.mark.tell(wording.wrong_type(subject, wishes, node), Kind.INVALID)


def _tell(found: _Found, supplied: frozenset[str]) -> Problem:
    place, error = found.place, found.error
    node = place.here.node
    mark = node.mark
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            said = Said(f'"{place.missing}" is missing', _where_to_add(place))
        case "extra_forbidden" | "invalid_key":
            mark = place.here.key_mark
            said = wording.unknown_key(found.key, found.allowed(supplied))
        case "union_tag_not_found":
            name = context["discriminator"].strip("'")
            said = Said(f'"{name}" is missing', _where_to_add(place))
        case "union_tag_invalid":
            name = context["discriminator"].strip("'")
            choices = re.findall(r"'([^']*)'", context["expected_tags"])
            chosen = node.get(name) or node
            mark = chosen.mark
            said = wording.wrong_choice(f'"{name}"', choices, chosen)
        case _ if isinstance(context.get("error"), Exception):
            mark, said = _raised(node, context["error"])
        case "literal_error" | "enum":
            said = wording.wrong_choice(_subject(place), wording.wanted(error), node)
        case _ if wording.wanted(error):
            said = wording.wrong_type(_subject(place), wording.wanted(error), node)
        case _:
            said = wording.out_of_bounds(_subject(place), error)
    return mark.tell(said, Kind.INVALID)


def _raised(node: Node, error: Exception) -> tuple[Mark, Said]:
    """What a model's own check says; at the key that it names, if it names one of this mapping."""
    said = Said(str(error) or "this value does not fit here")
    if isinstance(error, WrongValue):
        said = Said(error.message, error.hint, error.written)
    named = re.match(r'"([^"]+)"', said.message)
    chosen = node.get(named[1]) if named else None
    return (chosen or node).mark, said


def _subject(place: Place) -> str:
    here = place.here
    if here.item:
        return f'item {here.item} of "{here.name}"' if here.name else f"item {here.item}"
    return quoted(here.name) if here.name else "the file"


def _where_to_add(place: Place) -> str:
    here = place.here
    if here.item:
        return f'Add it to item {here.item} of "{here.name}".'
    return f'Add it below "{here.name}".' if here.name else "Add it to the file."
