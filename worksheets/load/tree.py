"""YAML text to a tree of nodes that know where they were written.

The tree is built from the parser's events, one at a time, so that every limit is checked before
memory is spent. Plain values are read by the rules of YAML 1.2: `on`, `no`, `12:30` and
`2026-12-07` are text, `08` is text, and numbers with a point are exact decimals.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import yaml

from worksheets.load.nodes import Entry, Node, resolve_scalar
from worksheets.load.source import (
    Mark,
    Source,
    check_characters,
    is_printable,
    quoted,
    read_source,
)
from worksheets.load.syntax import explain
from worksheets.problems import Kind, Problem, Said, WorksheetError

MAX_DEPTH = 50
MAX_NODES = 10_000
_MOST_PROBLEMS = 50
_TOO_DEEP = (
    f"values are nested more than {MAX_DEPTH} levels deep",
    "Check the indentation and the brackets.",
)
# What YAML takes for a comment although people mean the text: "Knee #2".
_LOST_TEXT = re.compile(r"[ \t]+(?=#+[^#\s])")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
        raise WorksheetError([Mark(source, 1, 1).problem("nothing is written in this file", hint)])
    if not isinstance(root.value, dict):
        raise WorksheetError(
            [
                root.mark.problem(
                    "the file should be made of keys and values",
                    "Write each as key: value, with a space after the colon.",
                )
            ]
        )
    return root


def parse_value(source: Source) -> Node | None:
    """Read one YAML value of any sort, or None when there is none; a # in it is text.

    Raises:
        WorksheetError: All that is wrong with its form.
    """
    check_characters(source)
    unused = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in source.text)
    return _Builder(source, hash_stand_in=next(unused, "#")).build()


class _Frame:
    """A list or mapping that is being read."""

    __slots__ = ("anchor", "before", "entries", "height", "items", "key", "mark")

    def __init__(self, mark: Mark, is_mapping: bool, anchor: str | None, before: int) -> None:
        self.mark = mark
        self.entries: dict[str, Entry] | None = {} if is_mapping else None
        self.items: list[Node] = []
        self.anchor = anchor
        self.before = before  # nodes counted before this one
        self.height = 0  # levels below this one
        self.key: tuple[str, Mark] | None = None


class _Anchored(NamedTuple):
    node: Node
    nodes: int
    height: int


class _Builder:
    """Takes the parser's events and gives the root."""

    def __init__(self, source: Source, hash_stand_in: str = "#") -> None:
        self.source = source
        self.hash_stand_in = hash_stand_in  # what the parser reads instead of each #
        self.frames: list[_Frame] = []
        self.anchors: dict[str, _Anchored] = {}
        self.nodes = 0
        self.documents = 0
        self.root: Node | None = None
        self.problems: list[Problem] = []

    def build(self) -> Node | None:
        tags = re.search(r"^%TAG\b", self.source.text, re.MULTILINE)
        if tags:
            line = self.source.text.count("\n", 0, tags.start()) + 1
            self.stop(Mark(self.source, line, 1), "%TAG is not used here", "Delete the line.")
        try:
            text = self.source.text.replace("#", self.hash_stand_in)
            for event in yaml.parse(text, Loader=_LOADER):
                self.take(event)
        except yaml.YAMLError as error:
            self.problems.append(self.explain(error))
        if self.problems:
            self.problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
            raise WorksheetError(self.problems)
        return self.root

    def explain(self, error: yaml.YAMLError) -> Problem:
        """What a parser complains about; some read ahead, and have a limit of levels themselves."""
        at = getattr(error, "problem_mark", None)
        if at and "nesting depth" in str(error):
            return Mark(self.source, at.line + 1, at.column + 1).problem(*_TOO_DEEP)
        return explain(self.source, error)

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.take_scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.close()
        elif isinstance(event, yaml.AliasEvent):
            self.take_alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                hint = "Keep one in each file, and delete the line with the three hyphens."
                self.stop(self.mark(event), "a second document begins here", hint)

    def mark(self, event: Any) -> Mark:
        return Mark(self.source, event.start_mark.line + 1, event.start_mark.column + 1)

    def stop(self, mark: Mark, message: str, hint: str, *written: str) -> NoReturn:
        """Give up: what follows cannot be read, or would cost too much."""
        raise WorksheetError([*self.problems, mark.tell(Said(message, hint, written))])

    def note(
        self, mark: Mark, message: str, hint: str, *written: str, kind: Kind = Kind.UNREADABLE
    ) -> None:
        """Remember a problem and read on."""
        self.problems.append(mark.tell(Said(message, hint, written), kind))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise WorksheetError(self.problems)

    def count(self, event: Any, nodes: int, depth: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} values, repeated ones included"
            self.stop(self.mark(event), message, "Split it into several files.")
        if depth > MAX_DEPTH:
            self.stop(self.mark(event), *_TOO_DEEP)

    def check_tag(self, event: Any) -> None:
        if event.tag is not None:
            hint = 'If the text begins with "!", put it in quotes; otherwise delete the tag.'
            self.note(self.mark(event), "tags, words that begin with !, are not used here", hint)

    def wants_key(self) -> bool:
        return bool(self.frames) and self.frames[-1].entries is not None and not self.frames[-1].key

    def take_scalar(self, event: Any) -> None:
        self.count(event, 1, len(self.frames))
        self.check_tag(event)
        text: str = event.value.replace(self.hash_stand_in, "#")
        mark = self.mark(event)
        is_plain = not event.style
        if not is_plain and not is_printable(text):
            hint = "Delete the escape, the part after the backslash."
            self.note(mark, "the text has a control character, which cannot be printed", hint)
        if self.wants_key():
            self.take_key(text, mark, is_plain)
            return
        if is_plain and self.source.has_lines:
            self.check_comment(event)
        node = Node(mark, resolve_scalar(text) if is_plain else text)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, 1, 0)
        self.add(node, 0)

    def check_comment(self, event: Any) -> None:
        """Tell of text that is lost because it begins with #; a comment has a space after that."""
        line, column = event.end_mark.line, event.end_mark.column
        lines = self.source.lines
        found = _LOST_TEXT.match(lines[line], column) if line < len(lines) else None
        if found:
            mark = Mark(self.source, line + 1, found.end() + 1)
            message = "text after # is a comment and would not be printed"
            self.note(mark, message, "Put the whole text in quotes.", kind=Kind.INVALID)

    def take_key(self, text: str, mark: Mark, is_plain: bool) -> None:
        frame = self.frames[-1]
        entries = frame.entries or {}
        frame.key = (text, mark)
        if is_plain and text == "<<":
            hint = "Write the keys out, or reuse a whole value with & and *."
            self.note(mark, "merge keys (<<) are not used here", hint)
        elif is_plain and text == "":
            self.note(
                mark, "the key before the colon is missing", "Write it, or put the text in quotes."
            )
        elif text in entries:
            first = entries[text].key_mark
            where = f"in line {first.line}" if first.source.has_lines else "before"
            message = f"the key {quoted(text)} is written twice, first {where}"
            self.note(mark, message, "Keep one of the two.", quoted(text))

    def open(self, event: Any) -> None:
        self.count(event, 1, len(self.frames) + 1)
        if self.wants_key():
            hint = "If this is text that begins with a bracket, put it in quotes."
            self.stop(self.mark(event), "a list or mapping cannot be a key", hint)
        self.check_tag(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        if event.anchor:
            # A name being defined again does not mean its earlier value inside itself.
            self.anchors.pop(event.anchor, None)
        self.frames.append(_Frame(self.mark(event), is_mapping, event.anchor, self.nodes - 1))

    def close(self) -> None:
        frame = self.frames.pop()
        value = tuple(frame.items) if frame.entries is None else frame.entries
        node = Node(frame.mark, value)
        if frame.anchor:
            nodes = self.nodes - frame.before
            self.anchors[frame.anchor] = _Anchored(node, nodes, frame.height)
        self.add(node, frame.height)

    def take_alias(self, event: Any) -> None:
        name = event.anchor
        mark = self.mark(event)
        if self.wants_key():
            self.stop(mark, "a key cannot begin with *", "Put it in quotes.")
        found = self.anchors.get(name)
        if found is None:
            if any(frame.anchor == name for frame in self.frames):
                message = f"*{name} stands inside &{name} and never ends"
                self.stop(mark, message, "Write it out.", name, name)
            short = name[:30]
            message = f"*{short} repeats a value marked &{short}, and there is none above"
            hint = "If this is text that begins with *, put it in quotes."
            self.stop(mark, message, hint, short, short)
        self.count(event, found.nodes, len(self.frames) + found.height)
        self.add(found.node, found.height)

    def add(self, node: Node, height: int) -> None:
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        frame.height = max(frame.height, height + 1)
        if frame.entries is None:
            frame.items.append(node)
        elif frame.key is not None:
            text, mark = frame.key
            frame.entries.setdefault(text, Entry(mark, node))
            frame.key = None
