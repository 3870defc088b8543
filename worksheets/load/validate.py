"""Trees to models, and what pydantic says about them to problems with a place.

The path of an error that pydantic gives mixes keys of the file with names of union members and
functions. Which is which is decided by walking through the tree and the models at the same time: a
part that is neither a field of the model at that place nor a key of the tree is a name.
"""

import re
import types
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from worksheets.load import wording
from worksheets.load.source import Mark, quoted
from worksheets.load.tree import Node
from worksheets.problems import Explanation, Kind, Problem, WorksheetError, WrongValue

_NO_FIT = 1000.0
_OF_A_KEY = "[key]"
"""In the path of an error: it is about the key before, not about its value."""

ModelType = TypeVar("ModelType", bound=BaseModel)


def read_model(
    tree: Node, model: type[ModelType], supplied: Mapping[str, Any] | None = None
) -> ModelType:
    """Check a tree against a model.

    Args:
        tree: What was written: a mapping.
        model: What it should be.
        supplied: Values that the file may not hold, because they are known from elsewhere (`id`).

    Raises:
        WorksheetError: Everything that is wrong with it, by line.
    """
    known = dict(supplied or {})
    entries = tree.value if isinstance(tree.value, dict) else {}
    problems: list[Problem] = []
    for key in known.keys() & entries.keys():
        message = f'the key "{key}" is not written in the file'
        hint = f"Delete the line; the name of the file is the {key}."
        problems.append(entries[key].key_mark.problem(message, hint, Kind.INVALID))
    try:
        read = model.model_validate({**tree.plain(), **known})
    except ValidationError as error:
        problems += _problems(error, tree, model, frozenset(known))
    if problems:
        problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
        raise WorksheetError(dict.fromkeys(problems))
    return read


class _Step(NamedTuple):
    """A place in the tree that an error's path goes through.

    Attributes:
        node: The value there.
        key_mark: Where its key is written; for the root and for list items, the value itself.
        name: The key, or "" for the root; list items have the key of their list.
        item: The number of the list item, counted from 1, or 0.
    """

    node: Node
    key_mark: Mark
    name: str = ""
    item: int = 0


class _Found:
    """An error of pydantic and the place that it is about.

    Attributes:
        error: The error.
        steps: From the root to the innermost value that exists.
        missing: The last part of the path when the tree has no such key, else "".
        around: The models that the mapping round the last key could be.
        union: Number of steps up to the outermost place where several types are allowed, or 0.
        branch: The member of that union which the error is about.
    """

    def __init__(self, error: Mapping[str, Any], root: Node, model: type[BaseModel]) -> None:
        self.error = error
        self.steps = [_Step(root, root.mark)]
        self.missing = ""
        self.around: list[type[BaseModel]] = []
        self.union = 0
        self.branch = ""
        self._enter([model])
        raised = error.get("ctx", {}).get("error")
        inside = raised.at if isinstance(raised, WrongValue) else ()
        for part in (*error["loc"], *inside):
            self._follow(part)

    @property
    def here(self) -> _Step:
        """The innermost value that exists."""
        return self.steps[-1]

    @property
    def path(self) -> tuple[tuple[str, int], ...]:
        """The steps as keys and item numbers, fit for comparing."""
        return tuple((step.name, step.item) for step in self.steps)

    @property
    def key(self) -> str:
        """The last part of the error's path."""
        return str(self.error["loc"][-1])

    def allowed(self, supplied: frozenset[str]) -> list[str]:
        """The keys that the models know at this place."""
        return [key for model in self.around for key in _keys(model) if key not in supplied]

    @property
    def is_about_the_union(self) -> bool:
        """Whether the whole value, not something inside it, is refused."""
        return len(self.steps) == self.union and not self.missing

    @property
    def cost(self) -> float:
        """How far this is from a value that fits; to choose between the members of a union."""
        if self.is_about_the_union:
            if wording.wanted(self.error):
                return _NO_FIT
            return 3 if isinstance(self.here.node.value, tuple | dict) else 0.5
        return 100 if wording.is_choice(self.error) and self.here.name == "kind" else 1

    def _enter(self, annotations: Iterable[Any]) -> None:
        """Go to a place that may hold any of `annotations`."""
        self._annotations = list(_members(annotations))
        self._tag_is_due = len({*self._annotations} - {types.NoneType}) > 1

    def _follow(self, part: int | str) -> None:
        if isinstance(part, int):
            value = self.here.node.value
            if isinstance(value, tuple) and part < len(value):
                node = value[part]
                self.steps.append(_Step(node, node.mark, self.here.name, part + 1))
            self._enter(_contents(self._annotations))
        elif self._tag_is_due:
            if not part.startswith(("tagged-union[", "union[")):
                self._take_tag(part)
        elif part != _OF_A_KEY:
            self._take_key(part)

    def _take_tag(self, tag: str) -> None:
        if not self.union:
            self.union, self.branch = len(self.steps), tag
        self._tag_is_due = False
        chosen = [kind for kind in self._annotations if _bears(kind, tag)]
        self._annotations = chosen or self._annotations

    def _take_key(self, key: str) -> None:
        self.around = [kind for kind in self._annotations if _is_model(kind)]
        field = [keys[key] for keys in map(_keys, self.around) if key in keys]
        value = self.here.node.value
        if isinstance(value, dict) and key in value:
            self.missing = ""
            self.steps.append(_Step(value[key].node, value[key].key_mark, key))
            self._enter(field or _contents(self._annotations))
        elif field:
            self.missing = key
            self._enter(field)
        elif isinstance(value, dict) and not re.search(r"\W", key):
            self.missing = key


def _keys(model: type[BaseModel]) -> dict[str, Any]:
    """The type of each field, under the key by which it is written."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _members(annotations: Iterable[Any]) -> Iterable[Any]:
    """The types that are allowed, with unions and annotations taken apart."""
    for annotation in annotations:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin in (Annotated, Union, types.UnionType):
            yield from _members(arguments[:1] if origin is Annotated else arguments)
        else:
            yield annotation


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _bears(kind: Any, tag: str) -> bool:
    """Whether `tag` is how pydantic names this member of a union: a literal in it, or its name."""
    literals = _keys(kind).values() if _is_model(kind) else ()
    if any(get_origin(one) is Literal and tag in get_args(one) for one in literals):
        return True
    name = getattr(get_origin(kind) or kind, "__name__", "").lower()
    return bool(name and re.search(rf"(?:^|[ \[]){re.escape(name)}(?:$|[\[\],])", tag.lower()))


def _contents(annotations: Iterable[Any]) -> Iterable[Any]:
    """What lists hold, and what is under the keys of mappings."""
    for kind in annotations:
        origin = get_origin(kind)
        if isinstance(origin, type):
            arguments = [one for one in get_args(kind) if one is not Ellipsis]
            yield from arguments[-1:] if issubclass(origin, Mapping) else arguments


def _problems(
    error: ValidationError, tree: Node, model: type[BaseModel], supplied: frozenset[str]
) -> list[Problem]:
    apart: list[_Found] = []
    unions: dict[Any, list[_Found]] = {}
    keys: dict[Any, list[_Found]] = {}
    errors = error.errors(include_url=False, include_input=False)
    # Lists are also "too short" when their wrong items were not counted.
    inside = {one["loc"][:end] for one in errors for end in range(len(one["loc"]))}
    for raised in errors:
        if raised["type"] == "too_short" and raised["loc"] in inside:
            continue
        found = _Found(raised, tree, model)
        if wording.is_choice(raised) and _OF_A_KEY in raised["loc"]:
            keys.setdefault(raised["loc"][: raised["loc"].index(_OF_A_KEY)], []).append(found)
        elif found.union:
            unions.setdefault(found.path[: found.union], []).append(found)
        else:
            apart.append(found)
    problems = []
    for path, group in keys.items():
        words = [word for found in group for word in wording.wanted(found.error)]
        said = wording.unknown_key(str(path[-1]), words)
        problems.append(group[0].here.key_mark.report(said, Kind.INVALID))
    for group in unions.values():
        branch = _likeliest_branch(group)
        apart += branch
        if not branch:
            refused = [one for one in group if one.is_about_the_union and wording.wanted(one.error)]
            problems.append(_report_refused(refused or group))
    return problems + [_report(found, supplied) for found in _without_echoes(apart, supplied)]


def _likeliest_branch(group: Sequence[_Found]) -> list[_Found]:
    """The errors of the member of a union that was meant; none when no member comes near."""
    branches: dict[str, list[_Found]] = {}
    for found in group:
        branches.setdefault(found.branch, []).append(found)
    best = min(branches.values(), key=lambda errors: sum(found.cost for found in errors))
    return best if sum(found.cost for found in best) < _NO_FIT else []


def _without_echoes(errors: Iterable[_Found], supplied: frozenset[str]) -> list[_Found]:
    """One error for one mistake.

    A misspelt key does not also mean that the right key is missing, and nested unions report the
    same of one value several times.
    """
    first: dict[Any, _Found] = {}
    suggested: set[Any] = set()
    for found in errors:
        first.setdefault((found.path, found.missing), found)
        if found.error["type"] == "extra_forbidden":
            hint = wording.did_you_mean(found.key, found.allowed(supplied))
            suggested.add((found.path[:-1], hint))
    return [
        found
        for found in first.values()
        if found.error["type"] != "missing"
        or (found.path, f'Did you mean "{found.missing}"?') not in suggested
    ]


def _report_refused(group: Sequence[_Found]) -> Problem:
    """One problem for a value, which names everything that could have been written instead."""
    here = group[0].here
    wishes: list[str] = []
    for found in group:
        words = wording.wanted(found.error)
        wishes += map(quoted, words) if wording.is_choice(found.error) else words
    if all(wording.is_choice(found.error) for found in group):
        choices = [word for found in group for word in wording.wanted(found.error)]
        said = wording.wrong_choice(_subject(here), choices, here.node)
    else:
        said = wording.wrong_type(_subject(here), wishes, here.node)
    return here.node.mark.report(said, Kind.INVALID)


def _report(found: _Found, supplied: frozenset[str]) -> Problem:
    error, here = found.error, found.here
    mark, node = here.node.mark, here.node
    context = error.get("ctx", {})
    tag = context.get("discriminator", "").strip("'")
    match error["type"]:
        case "missing" | "union_tag_not_found":
            where = "below" if here.name and not here.item else "to"
            hint = f"Add it {where} {_subject(here)}."
            said = Explanation(f'"{tag or found.missing}" is missing', hint)
        case "extra_forbidden" | "invalid_key":
            mark = here.key_mark
            said = wording.unknown_key(found.key, found.allowed(supplied))
        case "union_tag_invalid":
            chosen = node.get(tag) or node
            mark = chosen.mark
            choices = re.findall(r"'([^']*)'", context["expected_tags"])
            said = wording.wrong_choice(f'"{tag}"', choices, chosen)
        case _ if isinstance(context.get("error"), Exception):
            mark, said = _raised(node, context["error"])
        case _ if wording.wanted(error):
            return _report_refused([found])
        case _:
            said = wording.out_of_bounds(_subject(here), error)
    return mark.report(said, Kind.INVALID)


def _raised(node: Node, error: Exception) -> tuple[Mark, Explanation]:
    """What a model's own check says; at the key that it names, if it names one of this mapping."""
    said = Explanation(str(error) or "this value does not fit here")
    if isinstance(error, WrongValue):
        said = Explanation(error.message, error.hint, error.written)
    named = re.match(r'"([^"]+)"', said.message)
    chosen = node.get(named[1]) if named else None
    return (chosen or node).mark, said


def _subject(here: _Step) -> str:
    if here.item:
        return f'item {here.item} of "{here.name}"' if here.name else f"item {here.item}"
    return quoted(here.name) if here.name else "the file"
