"""YAML text to a tree of nodes that know where they were written.

The tree is built from the parser's events, one at a time, so that every limit is checked before
memory is spent. Plain values are read by the rules of YAML 1.2: `on`, `no`, `12:30` and
`2026-12-07` are text, `08` is text, and numbers with a point are exact decimals.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml

from worksheets.load.source import (
    Mark,
    Source,
    check_characters,
    is_printable,
    quoted,
    read_source,
)
from worksheets.load.syntax import MAX_DEPTH, TOO_DEEP, explain
from worksheets.problems import Kind, Problem, Said, WorksheetError

MAX_NODES = 10_000
MAX_PROBLEMS = 50
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

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
# What YAML takes for a comment although people mean the text: "Knee #2".
_LOST_TEXT = re.compile(r"[ \t]+(?=#+[^#\s])")


class Node(NamedTuple):
    """A value and where it begins.

    Attributes:
        mark: Its first character; for a mapping, that of its first key.
        value: A scalar, a tuple of nodes, or entries by key. Never changed once made.
    """

    mark: Mark
    value: "Scalar | tuple[Node, ...] | dict[str, Entry]"

    @property
    def children(self) -> "tuple[Node, ...]":
        """The items of a list or the values of a mapping."""
        if isinstance(self.value, dict):
            return tuple(entry.node for entry in self.value.values())
        return self.value if isinstance(self.value, tuple) else ()

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
        if isinstance(self.value, tuple | dict):
            for node in self.children:
                yield from node.scalars()
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


def read_tree(path: Path) -> Node:
    """Read a YAML file whose root is a mapping.

    Raises:
        WorksheetError: All that is wrong with its form, with lines and columns.
    """
    return parse_tree(read_source(path))


def parse_tree(source: Source) -> Node:
    """Read YAML text whose root is a mapping.

    Raises:
        WorksheetError: All that is wrong with its form.
    """
    root = _Builder(source).build()
    if root is None or root.value is None:
        hint = "The first line should be like kind: exercise."
        raise Mark(source, 1, 1).error("nothing is written in this file", hint)
    if not isinstance(root.value, dict):
        hint = "Write each as key: value, with a space after the colon."
        message = "the file should be made of keys and values"
        raise root.mark.error(message, hint)
    return root


def parse_value(source: Source) -> Node | None:
    """Read one YAML value of any sort, or None when there is none.

    In a value from the command line a # is text, in a file it begins a comment.

    Raises:
        WorksheetError: All that is wrong with its form.
    """
    check_characters(source)
    return _Builder(source).build()


class _Builder:
    """Takes the parser's events and gives the root."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.hash = "#"  # what the parser reads instead of each #
        if not source.has_lines:
            unused = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in source.text)
            self.hash = next(unused, "#")
        self.anchors: dict[str, Node | None] = {}  # None while the value is being read
        self.nodes = 0
        self.problems: list[Problem] = []
        self.events: Iterator[Any] = iter(())

    def build(self) -> Node | None:
        tags = re.search(r"^%TAG\b", self.source.text, re.MULTILINE)
        if tags:
            line = self.source.text.count("\n", 0, tags.start()) + 1
            self.stop(Mark(self.source, line, 1), "%TAG is not used here", "Delete the line.")
        root: Node | None = None
        try:
            self.events = yaml.parse(self.source.text.replace("#", self.hash), Loader=_LOADER)
            for event in self.events:
                if isinstance(event, yaml.NodeEvent):
                    root = self.node(event, 0)
                elif root and isinstance(event, yaml.DocumentStartEvent):
                    hint = "Keep one in each file, and delete the line with the three hyphens."
                    self.stop(self.mark(event), "a second document begins here", hint)
        except yaml.YAMLError as error:
            self.problems.append(explain(self.source, error))
        if self.problems:
            self.problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
            raise WorksheetError(self.problems)
        return root

    def mark(self, event: Any) -> Mark:
        return Mark(self.source, event.start_mark.line + 1, event.start_mark.column + 1)

    def stop(self, mark: Mark, message: str, hint: str, *written: str) -> NoReturn:
        """Give up: what follows cannot be read, or would cost too much."""
        raise WorksheetError([*self.problems, mark.report(Said(message, hint, written))])

    def note(
        self, mark: Mark, message: str, hint: str, *written: str, kind: Kind = Kind.UNREADABLE
    ) -> None:
        """Remember a problem and read on."""
        self.problems.append(mark.report(Said(message, hint, written), kind))
        if len(self.problems) >= MAX_PROBLEMS:
            raise WorksheetError(self.problems)

    def count(self, mark: Mark, nodes: int, depth: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} values, repeated ones included"
            self.stop(mark, message, "Split it into several files.")
        if depth > MAX_DEPTH:
            self.stop(mark, *TOO_DEEP)

    def node(self, event: Any, depth: int) -> Node:
        """The value that begins with `event`, inside of `depth` lists and mappings."""
        mark = self.mark(event)
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event.anchor or "", mark, depth)
        is_scalar = isinstance(event, yaml.ScalarEvent)
        self.count(mark, 1, depth if is_scalar else depth + 1)
        self.check_tag(event, mark)
        if event.anchor:
            self.anchors[event.anchor] = None
        if is_scalar:
            text = self.text(event, mark)
            if not event.style:
                self.check_comment(event)
            node = Node(mark, text if event.style else resolve_scalar(text))
        elif isinstance(event, yaml.SequenceStartEvent):
            items = self.until(yaml.SequenceEndEvent)
            node = Node(mark, tuple(self.node(item, depth + 1) for item in items))
        else:
            node = Node(mark, self.entries(depth + 1))
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def until(self, end: type) -> Iterator[Any]:
        """The events with which the parts of a list or mapping begin."""
        while not isinstance(event := next(self.events), end):
            yield event

    def entries(self, depth: int) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for event in self.until(yaml.MappingEndEvent):
            mark = self.mark(event)
            if isinstance(event, yaml.AliasEvent):
                self.stop(mark, "a key cannot begin with *", "Put it in quotes.")
            self.count(mark, 1, depth)
            if not isinstance(event, yaml.ScalarEvent):
                hint = "If this is text that begins with a bracket, put it in quotes."
                self.stop(mark, "a list or mapping cannot be a key", hint)
            self.check_tag(event, mark)
            key = self.text(event, mark)
            self.check_key(key, mark, is_plain=not event.style, others=found)
            entry = Entry(mark, self.node(next(self.events), depth))
            found.setdefault(key, entry)
        return found

    def text(self, event: Any, mark: Mark) -> str:
        text: str = event.value.replace(self.hash, "#")
        if event.style and not is_printable(text):
            hint = "Delete the escape, the part after the backslash."
            self.note(mark, "the text has a control character, which cannot be printed", hint)
        return text

    def check_tag(self, event: Any, mark: Mark) -> None:
        if event.tag is not None:
            hint = 'If the text begins with "!", put it in quotes; otherwise delete the tag.'
            self.note(mark, "tags, words that begin with !, are not used here", hint)

    def check_comment(self, event: Any) -> None:
        """Report text that is lost because it begins with #, without a space after that."""
        line, column = event.end_mark.line, event.end_mark.column
        lines = self.source.lines
        if self.hash != "#" or line >= len(lines):
            return
        found = _LOST_TEXT.match(lines[line], column)
        if found:
            mark = Mark(self.source, line + 1, found.end() + 1)
            message = "text after # is a comment and would not be printed"
            self.note(mark, message, "Put the whole text in quotes.", kind=Kind.INVALID)

    def check_key(self, key: str, mark: Mark, is_plain: bool, others: dict[str, Entry]) -> None:
        if is_plain and key == "<<":
            hint = "Write the keys out, or reuse a whole value with & and *."
            self.note(mark, "merge keys (<<) are not used here", hint)
        elif is_plain and key == "":
            hint = "Write it, or put the text in quotes."
            self.note(mark, "the key before the colon is missing", hint)
        elif key in others:
            where = f"in line {others[key].key_mark.line}" if self.source.has_lines else "before"
            message = f"the key {quoted(key)} is written twice, first {where}"
            self.note(mark, message, "Keep one of the two.", quoted(key))

    def alias(self, name: str, mark: Mark, depth: int) -> Node:
        """The value that is repeated; it counts as if it were written out."""
        found = self.anchors.get(name)
        if found is None and name in self.anchors:
            message = f"*{name} stands inside &{name} and never ends"
            self.stop(mark, message, "Write it out.", name, name)
        if found is None:
            short = name[:30]
            message = f"*{short} repeats a value marked &{short}, and there is none above"
            hint = "If this is text that begins with *, put it in quotes."
            self.stop(mark, message, hint, short, short)
        # Walking a value takes as many steps as it adds to the count, so the limit bounds both.
        nodes, levels = _extent(found)
        self.count(mark, nodes, depth + levels)
        return found


def _extent(node: Node) -> tuple[int, int]:
    """How many keys and values a node has, with itself, and how many levels are below it."""
    if not node.children:
        return 1, 0
    below = [_extent(child) for child in node.children]
    keys = len(below) if isinstance(node.value, dict) else 0
    return 1 + keys + sum(nodes for nodes, _ in below), 1 + max(levels for _, levels in below)
