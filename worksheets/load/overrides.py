"""Changes from the command line: `--set heel-raise.reps=15`.

A change is made in the tree of the program, before it is checked, so that a value from the
command line meets the very same checks and messages as one from the file.
"""

import re
from collections.abc import Sequence

from worksheets.load import wording
from worksheets.load.source import Source, quoted
from worksheets.load.tree import Entry, Node, parse_value
from worksheets.problems import Kind, Problem, WorksheetError

_LONGEST_PATH = 8
_LONGEST_NAME = 80
_HOW = "Write it like heel-raise.reps=15 or frequency=2/day."
_DOSES_ONLY = "--set changes doses only"
_NAME = re.compile(r"[\w.-]+")


def apply_overrides(program: Node, overrides: Sequence[str]) -> Node:
    """A copy of the tree of a program in which the changes have been made, in order.

    Args:
        program: A mapping with `exercises:`, a list of items with `exercise:` or `task:`, and
            `phases:`, a list of mappings with `exercises:` of their own.
        overrides: `ITEM.FIELD=VALUE` for the dose of an item, or `frequency=VALUE` for all items.

    Raises:
        WorksheetError: All changes that name no item, or that cannot be read.
    """
    problems: list[Problem] = []
    for text in overrides:
        try:
            name, path, value = _parse(text)
            _check(program, path, value, name)
            change = _with if path == ["frequency"] else _with_items
            program = change(program, path, value)
        except WorksheetError as error:
            problems += error.problems
    if problems:
        raise WorksheetError(problems)
    return program


def check_overrides(overrides: Sequence[str]) -> list[Problem]:
    """What is wrong with changes whatever the program is, reported once for many patients."""
    problems: list[Problem] = []
    for text in overrides:
        try:
            name, path, _ = _parse(text)
            if len(path) == 1 and path != ["frequency"]:
                raise _wrong(name, _DOSES_ONLY, _HOW)
        except WorksheetError as error:
            problems += error.problems
    return problems


def _parse(text: str) -> tuple[str, list[str], Node]:
    """What a change is called in messages, what it changes, and to what.

    The name has no part of the value, which may be about the patient.
    """
    left, equals, written = (part.strip() for part in text.partition("="))
    path = [part.strip() for part in left.split(".")]
    name = f"--set {left}" if _NAME.fullmatch(left) else "--set"
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 1] + "…"
    if not equals:
        raise _wrong(name, "there is no = between the name and the value", _HOW)
    if not all(path) or len(path) > _LONGEST_PATH:
        raise _wrong(name, "the name before the = is not complete", _HOW)
    try:
        value = parse_value(Source(name, written, has_lines=False, is_private=True))
    except WorksheetError as error:
        raise WorksheetError(
            Problem(problem.message, problem.hint, name, kind=Kind.USAGE)
            for problem in error.problems
        ) from None
    if value is None:
        raise _wrong(name, "there is no value after the =", _HOW)
    return name, path, value


def _wrong(name: str, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, name, kind=Kind.USAGE)])


def _check(program: Node, path: Sequence[str], value: Node, name: str) -> None:
    """Refuse everything that is not about a dose: warnings and gates stay as they are written."""
    first, *rest = path
    if path == ["frequency"]:
        return
    parts = (program, *_items(program, "phases"))
    ids = dict.fromkeys(_id_of(item) for part in parts for item in _items(part, "exercises"))
    if first in ids:
        if not rest:
            message = f"the part of the dose of {quoted(first)} is not named"
            raise _wrong(name, message, f"Write it like {first}.reps=15.")
        if rest[0] == "dose":
            example = ".".join([first, *(rest[1:] or ["reps"])])
            raise _wrong(name, "the word dose is left out here", f"Write it like {example}=15.")
        if rest == ["steps"] and isinstance(value.value, tuple | dict):
            hint = f"Write it like {first}.steps=200; the instructions are those of the exercise."
            raise _wrong(name, "the steps of a dose are a number of steps", hint)
        return
    if not rest or program.get(first):
        near = "" if rest else wording.did_you_mean(first, ["frequency"])
        raise _wrong(name, _DOSES_ONLY, near or _HOW)
    known = [item_id for item_id in ids if item_id]
    hint = wording.did_you_mean(first, known)
    if not hint and known:
        hint = f"It has {wording.listed(known)}."
    raise _wrong(name, f"the program has no exercise {quoted(first)}", hint)


def _items(part: Node, key: str) -> tuple[Node, ...]:
    """The items of a list below a key, or nothing when there is no list."""
    found = part.get(key)
    return found.value if found and isinstance(found.value, tuple) else ()


def _id_of(item: Node) -> str:
    ids = (found.value for key in ("as", "exercise", "task") if (found := item.get(key)))
    return next((value for value in ids if isinstance(value, str)), "")


def _with_items(part: Node, path: Sequence[str], value: Node) -> Node:
    """A program or a phase, with `value` in the dose of every item that has the id `path[0]`."""

    def with_dose(item: Node) -> Node:
        return _with(item, ["dose", *path[1:]], value) if _id_of(item) == path[0] else item

    def with_phase(phase: Node) -> Node:
        return _with_items(phase, path, value)

    for key, change in (("exercises", with_dose), ("phases", with_phase)):
        found, items = part.get(key), _items(part, key)
        if found and items:
            part = _with(part, [key], Node(found.mark, tuple(map(change, items))))
    return part


def _with(node: Node, path: Sequence[str], value: Node) -> Node:
    """A copy of `node` with `value` at `path`; nodes that are not on the path are shared."""
    if not path:
        return value
    key, *rest = path
    entries = node.value if isinstance(node.value, dict) else {}
    old = entries.get(key)
    # What has no place in the file is placed where the change was written.
    mark = old.key_mark if old and rest else value.mark
    below = _with(old.node if old else Node(value.mark, {}), rest, value)
    own = node.mark if entries or node.value == {} else value.mark
    return Node(own, {**entries, key: Entry(mark, below)})
