"""Following the path of a validation error through the tree and the models at the same time.

The path that pydantic gives mixes keys of the file with names of union members and functions.
Which is which is decided by walking: a part that is neither a field of the model at that place
nor a key of the tree is a name, and is skipped.
"""

import re
import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import AliasChoices, BaseModel, RootModel

from worksheets.load.source import Mark
from worksheets.load.tree import Node


class Step(NamedTuple):
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


class Place(NamedTuple):
    """Where an error's path leads.

    Attributes:
        steps: From the root to the innermost value that exists.
        missing: The last part of the path when the tree has no such key, else "".
        around: The models that the mapping round the last key could be.
        union: Number of steps up to the outermost place where several types are allowed, or 0.
        branch: The member of that union which the error is about.
    """

    steps: tuple[Step, ...]
    missing: str
    around: tuple[type[BaseModel], ...]
    union: int
    branch: str

    @property
    def path(self) -> tuple[tuple[str, int], ...]:
        """The steps as keys and item numbers, fit for comparing."""
        return tuple((step.name, step.item) for step in self.steps)

    @property
    def here(self) -> Step:
        """The innermost value that exists."""
        return self.steps[-1]


def locate(root: Node, model: type[BaseModel], path: Iterable[int | str]) -> Place:
    """Walk `path` from `root`."""
    walk = _Walk(root, model)
    for part in path:
        walk.follow(part)
    return Place(tuple(walk.steps), walk.missing, tuple(walk.around), walk.union, walk.branch)


class _Walk:
    def __init__(self, root: Node, model: type[BaseModel]) -> None:
        self.steps = [Step(root, root.mark)]
        self.missing = ""
        self.union = 0
        self.branch = ""
        self.around: list[type[BaseModel]] = []
        self.enter([model])

    def enter(self, annotations: Iterable[Any]) -> None:
        """Stand at a place that may hold any of `annotations`."""
        self.annotations = list(_members(annotations))
        self.tag_is_due = len([kind for kind in self.annotations if kind is not type(None)]) > 1

    def follow(self, part: int | str) -> None:
        if self.tag_is_due and isinstance(part, str):
            if not part.startswith(("tagged-union[", "union[")):
                self.take_tag(part)
        elif isinstance(part, int):
            self.take_item(part)
        else:
            self.take_key(part)

    def take_tag(self, tag: str) -> None:
        if not self.union:
            self.union, self.branch = len(self.steps), tag
        self.tag_is_due = False
        chosen = [kind for kind in self.annotations if _bears(kind, tag)]
        self.annotations = chosen or self.annotations

    def take_item(self, index: int) -> None:
        here = self.steps[-1]
        value = here.node.value
        if isinstance(value, tuple) and index < len(value):
            node = value[index]
            self.steps.append(Step(node, node.mark, here.name, index + 1))
        self.enter(_items(self.annotations))

    def take_key(self, key: str) -> None:
        if key == "[key]":
            return
        self.around = [kind for kind in self.annotations if _is_model(kind)]
        field = _field(self.around, key)
        inside = field or _values(self.annotations)
        value = self.steps[-1].node.value
        if isinstance(value, dict) and key in value:
            self.missing = ""
            self.steps.append(Step(value[key].node, value[key].key_mark, key))
            self.enter(inside)
        elif field:
            self.missing = key
            self.enter(field)
        elif isinstance(value, dict) and not re.search(r"\W", key):
            self.missing = key


def _members(annotations: Iterable[Any]) -> Iterable[Any]:
    """The types that are allowed, with unions, annotations and aliases taken apart."""
    for annotation in annotations:
        if isinstance(annotation, TypeVar):
            annotation = annotation.__bound__ or Any
        while hasattr(annotation, "__value__"):
            annotation = annotation.__value__
        origin = get_origin(annotation)
        if origin is Annotated:
            yield from _members(get_args(annotation)[:1])
        elif origin in (Union, types.UnionType):
            yield from _members(get_args(annotation))
        elif isinstance(annotation, type) and issubclass(annotation, RootModel):
            yield from _members([annotation.model_fields["root"].annotation])
        else:
            yield annotation


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _bears(kind: Any, tag: str) -> bool:
    """Whether `tag` is how pydantic names this member of a union."""
    origin = get_origin(kind) or kind
    name = getattr(origin, "__name__", "")
    if name and re.search(rf"(?:^|[ \[]){re.escape(name.lower())}(?:$|[\[\],])", tag.lower()):
        return True
    if not _is_model(kind):
        return False
    return any(
        get_origin(field.annotation) is Literal and tag in get_args(field.annotation)
        for field in kind.model_fields.values()
    )


def _field(models: Iterable[type[BaseModel]], key: str) -> list[Any]:
    return [
        field.annotation
        for model in models
        for name, field in model.model_fields.items()
        if key in spellings(name, field)
    ]


def spellings(name: str, field: Any) -> list[str]:
    """The keys under which a field may be written."""
    alias = field.validation_alias or field.alias
    if isinstance(alias, AliasChoices):
        return [choice for choice in alias.choices if isinstance(choice, str)]
    return [alias] if isinstance(alias, str) else [name]


def _items(annotations: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for kind in annotations:
        origin = get_origin(kind)
        if isinstance(origin, type) and not issubclass(origin, Mapping):
            found += [argument for argument in get_args(kind) if argument is not Ellipsis]
    return found


def _values(annotations: Iterable[Any]) -> list[Any]:
    return [
        get_args(kind)[1]
        for kind in annotations
        if isinstance(get_origin(kind), type)
        and issubclass(get_origin(kind), Mapping)
        and len(get_args(kind)) == 2
    ]
