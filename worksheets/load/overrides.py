"""Changes from the command line: `--set heel-raise.reps=15`.

A change is made in the tree of the program, before it is checked, so that a value from the
command line meets the very same checks and messages as one from the file.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

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
            program = _apply(program, text)
        except WorksheetError as error:
            problems += error.problems
    if problems:
        raise WorksheetError(problems)
    return program


def check_overrides(overrides: Sequence[str]) -> list[Problem]:
    """What is wrong with changes whatever the program is, so that it is said once for many."""
    problems: list[Problem] = []
    for text in overrides:
        try:
            name, path, _ = _parts_of(text)
            if len(path) == 1 and path != ["frequency"]:
                raise _wrong(name, _DOSES_ONLY, _HOW)
        except WorksheetError as error:
            problems += error.problems
    return problems


def _apply(program: Node, text: str) -> Node:
    name, path, value = _parts_of(text)
    _check_path(program, path, name)
    if len(path) == 1:
        return _with(program, path, value)
    if path[1:] == ["steps"] and isinstance(value.value, tuple | dict):
        hint = f"Write it like {path[0]}.steps=200; the instructions are those of the exercise."
        raise _wrong(name, "the steps of a dose are a number of steps", hint)
    return _with_item(program, path, value)


def _parts_of(text: str) -> tuple[str, list[str], Node]:
    """What a change is called in messages, what it changes, and to what."""
    left, equals, written = text.partition("=")
    name = _place(left.strip())
    path = [part.strip() for part in left.split(".")]
    if not equals:
        raise _wrong(name, "there is no = between the name and the value", _HOW)
    if not all(path) or len(path) > _LONGEST_PATH:
        raise _wrong(name, "the name before the = is not complete", _HOW)
    if not written.strip():
        raise _wrong(name, "there is no value after the =", _HOW)
    return name, path, _read_value(name, written.strip())


def _place(left: str) -> str:
    """Where a problem is, without the value: that may be about the patient."""
    if not _NAME.fullmatch(left):
        return "--set"
    name = f"--set {left}"
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _check_path(program: Node, path: Sequence[str], name: str) -> None:
    """Refuse everything that is not about a dose: warnings and gates stay as they are written."""
    first = path[0]
    ids = _ids_of(program)
    keys = program.value if isinstance(program.value, dict) else {}
    if path == ["frequency"]:
        return
    if first in ids:
        if len(path) == 1:
            message = f"the part of the dose of {quoted(first)} is not named"
            raise _wrong(name, message, f"Write it like {first}.reps=15.")
        if path[1] == "dose":
            example = ".".join([first, *path[2:]]) if len(path) > 2 else f"{first}.reps"
            raise _wrong(name, "the word dose is left out here", f"Write it like {example}=15.")
        return
    if len(path) == 1 or first in keys:
        near = "" if len(path) > 1 else wording.did_you_mean(first, ["frequency"])
        raise _wrong(name, _DOSES_ONLY, near or _HOW)
    known = [item_id for item_id in ids if item_id]
    hint = wording.did_you_mean(first, known)
    if not hint and known:
        hint = f"It has {wording.listed(known)}."
    raise _wrong(name, f"the program has no exercise {quoted(first)}", hint)


def _wrong(name: str, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, name, kind=Kind.USAGE)])


@lru_cache(maxsize=1024)
def _read_value(name: str, written: str) -> Node:
    """The value of a change; the patients of a batch share most of them."""
    source = Source(name, written, has_lines=False, is_private=True)
    try:
        value = parse_value(source)
    except WorksheetError as error:
        raise WorksheetError(
            Problem(problem.message, problem.hint, name, kind=Kind.USAGE)
            for problem in error.problems
        ) from None
    if value is None:
        raise _wrong(name, "there is no value after the =", _HOW)
    return value


def _with_item(program: Node, path: Sequence[str], value: Node) -> Node:
    """Set a field in the dose of every item that has the id `path[0]`, in all phases too."""
    program = _with_items(program, path, value)
    phases = program.get("phases")
    if phases is None or not isinstance(phases.value, tuple):
        return program
    changed = tuple(_with_items(phase, path, value) for phase in phases.value)
    return _with(program, ["phases"], Node(phases.mark, changed))


def _with_items(part: Node, path: Sequence[str], value: Node) -> Node:
    """The same for the items of a program alone, or of one of its phases."""
    exercises = part.get("exercises")
    if exercises is None or path[0] not in map(_id_of, _items_of(part)):
        return part
    changed = tuple(
        _with(item, ["dose", *path[1:]], value) if _id_of(item) == path[0] else item
        for item in _items_of(part)
    )
    return _with(part, ["exercises"], Node(exercises.mark, changed))


def _ids_of(program: Node) -> list[str]:
    """The id of every item of a program and of its phases, each once."""
    phases = program.get("phases")
    parts = (program, *phases.value) if phases and isinstance(phases.value, tuple) else (program,)
    return list(dict.fromkeys(_id_of(item) for part in parts for item in _items_of(part)))


def _items_of(part: Node) -> tuple[Node, ...]:
    exercises = part.get("exercises")
    return exercises.value if exercises and isinstance(exercises.value, tuple) else ()


def _id_of(item: Node) -> str:
    for key in ("as", "exercise", "task"):
        found = item.get(key)
        if found and isinstance(found.value, str):
            return found.value
    return ""


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
