"""What a validation error means, in words that have nothing to do with programming."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from worksheets.load.source import quoted
from worksheets.load.tree import Node
from worksheets.problems import Explanation

_LONGEST_LIST = 12
_MAX_KEYS = 30
_MAX_LONGER = 4

# What people call the parts of a dose.
_SYNONYMS = {
    **dict.fromkeys(("repetitions", "repetition", "times", "repeat", "repeats"), "reps"),
    "set": "sets",
    **dict.fromkeys(("secs", "seconds", "time"), "hold"),
    **dict.fromkeys(("weight", "kg", "resistance"), "load"),
    **dict.fromkeys(("freq", "often", "per-day", "how-often"), "frequency"),
    "pause": "rest",
}

# What each type error expects.
_WANTED = {
    "string": "text",
    "int": "a whole number",
    "bool": "true or false",
    **dict.fromkeys(("float", "decimal"), "a number"),
    **dict.fromkeys(("list", "tuple", "set", "frozen_set", "iterable"), "a list"),
    **dict.fromkeys(("dict", "mapping", "model", "model_attributes"), "keys with values"),
    **dict.fromkeys(("date", "date_from_datetime"), "a date like 2026-12-07"),
}
_BOUNDS = {
    "greater_than": "be more than {gt:g}",
    "greater_than_equal": "be at least {ge:g}",
    "less_than": "be less than {lt:g}",
    "less_than_equal": "be at most {le:g}",
    "too_short": "have at least {min_length} items",
    "too_long": "have at most {max_length} items",
}
_TYPE_ERROR = re.compile(r"(\w+?)(?:_type|_parsing|_inner_parsing|_from_float|_exact)$")


def wanted(error: Mapping[str, Any]) -> list[str]:
    """What should be written according to a type error; empty for errors of another sort."""
    kind: str = error["type"]
    context = error.get("ctx", {})
    if kind in ("literal_error", "enum"):
        return re.findall(r"'((?:[^'\\]|\\.)*)'", context["expected"]) or [context["expected"]]
    match = _TYPE_ERROR.match(kind)
    return [_WANTED[match[1]]] if match and match[1] in _WANTED else []


def is_choice(error: Mapping[str, Any]) -> bool:
    """Whether the error is about one of several words."""
    return error["type"] in ("literal_error", "enum")


def wrong_type(subject: str, wishes: Sequence[str], node: Node) -> Explanation:
    """What is wrong with a value of another type."""
    value = node.value
    if value is None:
        hint = f"Write {any_of(wishes)} after the colon, or delete the key."
        return Explanation(f"{subject} has no value", hint)
    if isinstance(value, Decimal) and "a whole number" in wishes and "a number" not in wishes:
        refused = "a fraction" if node.mark.source.is_private else value
        return Explanation(f"{subject} should be {any_of(wishes)}, not {refused}")
    message = f"{subject} should be {any_of(wishes)}, not {_type_of(value)}"
    is_number = isinstance(value, str) and re.fullmatch(r"\d+([.,]\d+)?", value)
    if is_number and any("number" in wish for wish in wishes):
        number = str(value).replace(",", ".").lstrip("0") or "0"
        return Explanation(message, f"Write {number}, without quotes.", (number,))
    return Explanation(message, _hint(list(wishes), value))


def wrong_choice(subject: str, choices: Sequence[str], node: Node) -> Explanation:
    """What is wrong with a value that is not one of the words allowed."""
    value, words = node.value, any_of(map(quoted, choices))
    if isinstance(value, tuple | dict):
        return Explanation(f"{subject} should be {words}, not {_type_of(value)}")
    if value is None:
        return Explanation(f"{subject} has no value", f"Write {words}.")
    written = str(value).lower() if isinstance(value, bool) else str(value)
    hint = did_you_mean(written, choices) or f"Write {words}."
    refused = "what is written" if node.mark.source.is_private else quoted(written)
    return Explanation(f"{subject} cannot be {refused}", hint)


def _type_of(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | Decimal():
            return "a number"
        case tuple():
            return "a list"
        case dict():
            return "keys with values"
    return "text"


def _hint(wishes: list[str], value: Any) -> str:
    if "text" in wishes and isinstance(value, bool | int | Decimal):
        return "Put it in quotes."
    if "text" in wishes and isinstance(value, tuple | dict):
        return "If it is text, put it in quotes."
    word = value.lower() if isinstance(value, str) else ""
    if "true or false" in wishes and word in ("yes", "no", "on", "off"):
        return f"Write {'true' if word in ('yes', 'on') else 'false'}."
    if wishes == ["a list"]:
        return "Write each item on its own line, after a hyphen and a space."
    if wishes == ["keys with values"]:
        delete = "Delete the hyphens, and write" if isinstance(value, tuple) else "Write"
        return f"{delete} each on its own line below, as key: value."
    return ""


def out_of_bounds(subject: str, error: Mapping[str, Any]) -> Explanation:
    """What is wrong where pydantic's own checks raise any other error."""
    kind, context = error["type"], error.get("ctx", {})
    if context.get("min_length") == 1:
        return Explanation(f"{subject} is empty", "Write at least one, or delete the key.")
    if kind not in _BOUNDS:
        message = f"{subject} has a value that does not fit here"
        return Explanation(message, "Compare it with a built-in file.")
    return Explanation(f"{subject} should {_BOUNDS[kind].format(**context)}")


def unknown_key(key: str, allowed: Iterable[str]) -> Explanation:
    """What is wrong with a key that does not exist."""
    names = sorted(allowed)
    hint = did_you_mean(key, names)
    if not hint and names:
        hint = f"The keys here are {listed(names, _MAX_KEYS)}."
    return Explanation(f"unknown key {quoted(key)}", hint or "Delete it.", (quoted(key),))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`Did you mean "reps"?`, or "" when nothing is similar enough."""
    names = {_plain(name): name for name in known}
    written = _plain(word[:100])
    for exact in (_SYNONYMS.get(written, ""), written):
        if exact in names:
            return f'Did you mean "{names[exact]}"?'
    part = re.compile(rf"{re.escape(written)}-.*|.*-{re.escape(written)}", re.DOTALL)
    longer = [name for key, name in names.items() if part.fullmatch(key)]
    if longer:
        return f"Did you mean {any_of(map(quoted, longer[:_MAX_LONGER]))}?"
    import difflib  # needed for mistakes only, and slow to load

    close = difflib.get_close_matches(written, names, n=1, cutoff=0.6)
    return f'Did you mean "{names[close[0]]}"?' if close else ""


def _plain(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")


def any_of(words: Iterable[str]) -> str:
    """`a, b or c`."""
    unique = list(dict.fromkeys(words))
    if len(unique) > _LONGEST_LIST:
        unique = [*unique[:_LONGEST_LIST], "another"]
    return _joined(unique, "or")


def listed(words: Sequence[str], most: int = _LONGEST_LIST) -> str:
    """`a, b and c`, cut after a dozen when there are more than `most`."""
    shown = [quoted(word)[1:-1] for word in words]
    if len(shown) > most:
        shown = [*shown[:_LONGEST_LIST], f"{len(shown) - _LONGEST_LIST} more"]
    return _joined(shown, "and")


def _joined(words: list[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))
