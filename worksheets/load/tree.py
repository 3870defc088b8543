"""YAML text to a tree of nodes that know where they were written.

The tree is built from the parser's events, one at a time, so that every limit is checked before
memory is spent. Plain values are read by the rules of YAML 1.2: `on`, `no`, `12:30` and
`2026-12-07` are text, `08` is text, and numbers with a point are exact decimals.
"""

import re
from collections.abc import Callable, Iterator
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
from worksheets.model.base import Unquoted
from worksheets.problems import Explanation, Kind, Problem, WorksheetError

MAX_NODES = 10_000
MAX_PROBLEMS = 50
MAX_DEPTH = 50
_TOO_DEEP = (
    f"values are nested more than {MAX_DEPTH} levels deep",
    "Check the indentation and the brackets.",
)
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
    """Read a YAML file whose root is a mapping, as `parse_tree` does."""
    return parse_tree(read_source(path))


def parse_tree(source: Source) -> Node:
    """Read YAML text whose root is a mapping.

    Raises:
        WorksheetError: All that is wrong with its form.
    """
    root = _Builder(source, resolve_scalar).build()
    if root is None or root.value is None:
        hint = "The first line should be like kind: exercise."
        raise Mark(source, 1, 1).error("nothing is written in this file", hint)
    if not isinstance(root.value, dict):
        hint = "Write each as key: value, with a space after the colon."
        message = "the file should be made of keys and values"
        raise root.mark.error(message, hint)
    return root


def parse_value(source: Source, resolve: Callable[[str], Scalar] = resolve_scalar) -> Node | None:
    """Read one YAML value of any sort, or None when there is none.

    In a value from the command line a # is text, in a file it begins a comment.

    Args:
        source: The text.
        resolve: What a plain scalar, one without quotes, means.

    Raises:
        WorksheetError: All that is wrong with its form.
    """
    check_characters(source)
    return _Builder(source, resolve).build()


class _Builder:
    """Takes the parser's events and gives the root."""

    def __init__(self, source: Source, resolve: Callable[[str], Scalar]) -> None:
        self.source = source
        self.resolve = resolve
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
            self.problems.append(_explain(self.source, error))
        if self.problems:
            self.problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
            raise WorksheetError(self.problems)
        return root

    def mark(self, event: Any) -> Mark:
        return Mark(self.source, event.start_mark.line + 1, event.start_mark.column + 1)

    def stop(self, mark: Mark, message: str, hint: str, *written: str) -> NoReturn:
        """Give up: what follows cannot be read, or would cost too much."""
        raise WorksheetError([*self.problems, mark.report(Explanation(message, hint, written))])

    def note(
        self, mark: Mark, message: str, hint: str, *written: str, kind: Kind = Kind.UNREADABLE
    ) -> None:
        """Remember a problem and read on."""
        self.problems.append(mark.report(Explanation(message, hint, written), kind))
        if len(self.problems) >= MAX_PROBLEMS:
            raise WorksheetError(self.problems)

    def count(self, mark: Mark, nodes: int, depth: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} values, repeated ones included"
            self.stop(mark, message, "Split it into several files.")
        if depth > MAX_DEPTH:
            self.stop(mark, *_TOO_DEEP)

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
            node = Node(mark, text if event.style else self.resolve(text))
        elif isinstance(event, yaml.SequenceStartEvent):
            items = [
                (self.node(item, depth + 1), not getattr(item, "style", '"'))
                for item in self.until(yaml.SequenceEndEvent)
            ]
            is_open = event.flow_style and len(items) > 1
            node = Node(mark, tuple(_unquoted(*one) if is_open else one[0] for one in items))
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


def under(tree: Node, base: Node) -> Node:
    """A tree with the keys that it leaves out from another one, at every level."""
    if not isinstance(tree.value, dict) or not isinstance(base.value, dict):
        return tree
    whole = dict(base.value)
    for key, entry in tree.value.items():
        below = base.value.get(key)
        whole[key] = entry._replace(node=under(entry.node, below.node)) if below else entry
    return tree._replace(value=whole)


def _unquoted(node: Node, is_plain: bool) -> Node:
    """A text in brackets beside others: a comma may have cut it in two."""
    if is_plain and isinstance(node.value, str):
        return node._replace(value=Unquoted(node.value))
    return node


def _extent(node: Node) -> tuple[int, int]:
    """How many keys and values a node has, with itself, and how many levels are below it."""
    if not node.children:
        return 1, 0
    below = [_extent(child) for child in node.children]
    keys = len(below) if isinstance(node.value, dict) else 0
    return 1 + keys + sum(nodes for nodes, _ in below), 1 + max(levels for _, levels in below)


_QUOTE = "Put the whole text in quotes."
_KEY_VALUE = "Write key: value."

# fmt: off
_NO_COLON = "could not find expected ':'"
_MISFIT = "block mapping|block collection|document start"
_COMPLAINTS = (
    ("nesting depth", "at", "", *_TOO_DEEP),  # some parsers read ahead and have their own limit
    ("directive|incompatible YAML", "at", "", "a line cannot begin with % here",
     "Delete the line."),
    ("found unexpected (end of stream|document)", "start", "",
     "this quotation mark is never closed", "Write the same mark at the end of the text."),
    ("escape", "at", "", "the backslash begins an escape that does not exist",
     "Write two backslashes, or use single quotation marks."),
    ("scanning an? (alias|anchor|block scalar|tag)|parsing a tag|tag handle", "start", "",
     "text cannot begin with {character}", _QUOTE),
    ("mapping values are not allowed", "at", r":\s.*\0",
     "a colon stands inside text that is not in quotes", _QUOTE),
    ("mapping values are not allowed", "line", "",
     "this line is indented as if it belonged to the text above it",
     "Line it up with its neighbours, and check that the key above ends with a colon."),
    (_NO_COLON, "start", r"^\s*\0?[\w-]+:\S", "the space after the colon is missing", _KEY_VALUE),
    (_NO_COLON, "start", r"^\s*\0?[-*•]\S",
     "the space after {character} is missing", "Write - and a space."),
    (_NO_COLON, "start", "", "this line has no colon",
     "Write it as key: value, or indent it if it goes on from above."),
    ("cannot start any token", "at", r"\0\t",
     "a tab stands where a space should", "Use spaces instead of tabs."),
    ("cannot start any token", "at", "", "text cannot begin with {character}", _QUOTE),
    ("sequence entries are not allowed", "at", "", "a list cannot begin in this place",
     'Begin it on the next line, one item a line; put text that begins with "-" in quotes.'),
    ("mapping keys are not allowed", "at", "", 'text cannot begin with "?"', _QUOTE),
    ("parsing a flow (sequence|mapping)", "start", r"\0\[",
     "the bracket [ is not closed, or a comma is missing after it",
     "Separate the values with commas and end with ]; put text in quotes."),
    ("parsing a flow (sequence|mapping)", "start", "",
     "the bracket { is not closed, or a comma is missing after it",
     "Separate the values with commas and end with }; put text in quotes."),
    ("unexpected ':'", "at", "", "the space after the colon is missing", _KEY_VALUE),
    ("node content", "at", r"\0[,\]}]",
     "a value is missing before {character}", "If this is text, put it in quotes."),
    ("node content", "at", "", "a value is missing here",
     "Write it after the colon or the hyphen."),
    (_MISFIT, "at", r"[\"']\s*\0", "the text goes on after its closing quotation mark",
     'Inside "…" write a quotation mark as \\", inside \'…\' write it twice.'),
    (_MISFIT, "at", r"^\s*\0\s*-", "this list item does not line up with what is above",
     "Begin all items of a list in the same column, below the key that they belong to."),
    (_MISFIT, "at", r"[\]}]\s*\0", "the line goes on after its last closing bracket",
     "Delete what follows the bracket; put text that has brackets in quotes."),
    (_MISFIT, "at", r"\S\s*\0", "this part does not belong here", _QUOTE),
    (_MISFIT, "at", "", "this line does not line up with what is above",
     "Begin all keys that belong together in the same column."),
    ("", "at", "", "the line cannot be read",
     "Check the indentation, the colons and the quotation marks here and in the line above."),
)
# fmt: on
"""What the parser's complaints mean; the first row that fits is taken.

The columns: words of the parser; which place is meant (where it stopped, the start of what it was
reading, or the start of the line); the line itself, where `\\0` is that place; message; hint.
"""


def _explain(source: Source, error: yaml.YAMLError) -> Problem:
    """Turn an error of the scanner or parser into a problem at the most helpful place."""
    complaint = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or ''}"
    at = _place(source, getattr(error, "problem_mark", None), Mark(source, 1, 1))
    start = _place(source, getattr(error, "context_mark", None), at)
    tab = re.match(r" *\t", _line(at))
    if tab:
        hint = "Use spaces instead, two for each level."
        return at._replace(column=tab.end()).problem("a tab is used for indentation", hint)
    marks = {"at": at, "start": start}
    marks["line"] = at._replace(column=len(_line(at)) - len(_line(at).lstrip()) + 1)

    def fits(words: str, where: str, pattern: str) -> bool:
        line, index = _line(marks[where]), marks[where].column - 1
        shown = f"{line[:index]}\0{line[index:]}"
        return bool(re.search(words, complaint) and re.search(pattern, shown))

    _, where, _, message, hint = next(row for row in _COMPLAINTS if fits(*row[:3]))
    mark = marks[where]
    character = quoted(_line(mark)[mark.column - 1 : mark.column])
    return mark.problem(message.replace("{character}", character), hint)


def _place(source: Source, mark: Any, otherwise: Mark) -> Mark:
    if mark is None:
        return otherwise
    # An error at the end of the text is shown after the last line that has something in it.
    line, column = mark.line + 1, mark.column + 1
    lines = source.lines
    if line >= len(lines) and not "".join(lines[line - 1 :]).strip(" "):
        line = min(line, len(lines))
        while line > 1 and not lines[line - 1].strip(" "):
            line -= 1
        column = len(lines[line - 1]) + 1
    return Mark(source, line, column)


def _line(mark: Mark) -> str:
    lines = mark.source.lines
    return lines[mark.line - 1] if mark.line <= len(lines) else ""
