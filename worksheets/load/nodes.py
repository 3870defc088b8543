"""The tree that YAML is read into: values that know where they were written."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from worksheets.load.source import Mark

Scalar: TypeAlias = str | int | bool | Decimal | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# Long digits are somebody's number on a card, not an amount, and stay text; so do .inf and 0x1F.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})")
_DECIMAL = re.compile(
    r"[-+]?(?:\.[0-9]{1,30}|(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,2})?"
)


class Node(NamedTuple):
    """A value and where it begins.

    Attributes:
        mark: Its first character; for a mapping, that of its first key.
        value: A scalar, a tuple of nodes, or entries by key. Never changed once made.
    """

    mark: Mark
    value: "Scalar | tuple[Node, ...] | dict[str, Entry]"

    def plain(self) -> Any:
        """The value without places: dictionaries, lists and scalars, all of them new."""
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: entry.node.plain() for key, entry in self.value.items()}
        return self.value

    def get(self, key: str) -> "Node | None":
        """The value under `key`, or None when this is no mapping or has no such key."""
        entry = self.value.get(key) if isinstance(self.value, dict) else None
        return entry.node if entry else None

    def at(self, key: str | int) -> "Node | None":
        """The value under a key, or the item with a number from 0; a lone item needs no list."""
        if isinstance(key, str):
            return self.get(key)
        if isinstance(self.value, tuple):
            return self.value[key] if key < len(self.value) else None
        return self if key == 0 else None

    def scalars(self) -> "Iterator[Node]":
        """All scalars in and below this node, in reading order."""
        if isinstance(self.value, tuple):
            for node in self.value:
                yield from node.scalars()
        elif isinstance(self.value, dict):
            for entry in self.value.values():
                yield from entry.node.scalars()
        else:
            yield self


class Entry(NamedTuple):
    """One `key: value` of a mapping; keys are text, however they are written."""

    key_mark: Mark
    node: Node


def resolve_scalar(text: str) -> Scalar:
    """What a plain scalar, one without quotes, means."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+.0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
    return text
