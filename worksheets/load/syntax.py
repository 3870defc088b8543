"""What a YAML parser complains about, in the words of somebody who has never heard of one."""

import re
from collections.abc import Callable
from typing import Any

import yaml

from worksheets.load.source import Mark, Source, quoted
from worksheets.problems import Problem

MAX_DEPTH = 50
TOO_DEEP = (
    f"values are nested more than {MAX_DEPTH} levels deep",
    "Check the indentation and the brackets.",
)
_QUOTE = "Put the whole text in quotes."

Explanation = Callable[[Mark, Mark], Problem]
"""What is wrong, from where the parser stopped and where the value began that it was reading."""


def explain(source: Source, error: yaml.YAMLError) -> Problem:
    """Turn an error of the scanner or parser into a problem at the most helpful place."""
    problem = getattr(error, "problem", None) or ""
    context = getattr(error, "context", None) or ""
    at = _mark(source, getattr(error, "problem_mark", None), Mark(source, 1, 1))
    start = _mark(source, getattr(error, "context_mark", None), at)
    tab = re.match(r" *\t", _line(at))
    if tab:
        hint = "Use spaces instead, two for each level."
        return at._replace(column=tab.end()).problem("a tab is used for indentation", hint)
    for pattern, explanation in _EXPLANATIONS:
        if re.search(pattern, f"{context}: {problem}"):
            return explanation(at, start)
    return at.problem(
        "the line cannot be read",
        "Check the indentation, the colons and the quotation marks here and in the line above.",
    )


def _mark(source: Source, mark: Any, otherwise: Mark) -> Mark:
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


def _character(mark: Mark) -> str:
    return _line(mark)[mark.column - 1 : mark.column]


def _at(message: str, hint: str) -> Explanation:
    """Always the same words, at the place where the parser stopped."""
    return lambda at, start: at.problem(message, hint)


def _start(message: str, hint: str) -> Explanation:
    """Always the same words, at the beginning of what was being read."""
    return lambda at, start: start.problem(message, hint)


def _colon(at: Mark, start: Mark) -> Problem:
    before = _line(at)[: at.column - 1]
    if re.search(r":\s", before):
        return at.problem("a colon stands inside text that is not in quotes", _QUOTE)
    first = len(before) - len(before.lstrip()) + 1
    return at._replace(column=first).problem(
        "this line is indented as if it belonged to the text above it",
        "Line it up with its neighbours, and check that the key above ends with a colon.",
    )


def _no_colon(at: Mark, start: Mark) -> Problem:
    line = _line(start).strip()
    if re.match(r"[\w-]+:\S", line):
        return start.problem("the space after the colon is missing", "Write key: value.")
    if re.match(r"[-*•]\S", line):
        message = f"the space after {quoted(line[0])} is missing"
        return start.problem(message, "Write - and a space.")
    hint = "Write it as key: value, or indent it if it goes on from above."
    return start.problem("this line has no colon", hint)


def _no_token(at: Mark, start: Mark) -> Problem:
    if _character(at) == "\t":
        return at.problem("a tab stands where a space should", "Use spaces instead of tabs.")
    return at.problem(f"text cannot begin with {quoted(_character(at))}", _QUOTE)


def _misfit(at: Mark, start: Mark) -> Problem:
    before = _line(at)[: at.column - 1].rstrip()
    if before.endswith(('"', "'")):
        message = "the text goes on after its closing quotation mark"
        hint = 'Inside "…" write a quotation mark as \\", inside \'…\' write it twice.'
    elif _line(at).lstrip().startswith("-") and not before:
        message = "this list item does not line up with what is above"
        hint = "Begin all items of a list in the same column, below the key that they belong to."
    elif before.endswith(("]", "}")):
        message = "the line goes on after its last closing bracket"
        hint = "Delete what follows the bracket; put text that has brackets in quotes."
    elif before:
        message, hint = "this part does not belong here", _QUOTE
    else:
        message = "this line does not line up with what is above"
        hint = "Begin all keys that belong together in the same column."
    return at.problem(message, hint)


def _open_bracket(at: Mark, start: Mark) -> Problem:
    bracket = _character(start)
    closing = "]" if bracket == "[" else "}"
    return start.problem(
        f"the bracket {bracket} is not closed, or a comma is missing after it",
        f"Separate the values with commas and end with {closing}; put text in quotes.",
    )


def _no_content(at: Mark, start: Mark) -> Problem:
    if _character(at) in (",", "]", "}"):
        message = f"a value is missing before {quoted(_character(at))}"
        return at.problem(message, "If this is text, put it in quotes.")
    return at.problem("a value is missing here", "Write it after the colon or the hyphen.")


def _symbol(at: Mark, start: Mark) -> Problem:
    return start.problem(f"text cannot begin with {quoted(_character(start))}", _QUOTE)


_EXPLANATIONS: tuple[tuple[str, Explanation], ...] = (
    ("nesting depth", _at(*TOO_DEEP)),  # some parsers read ahead and have a limit of their own
    (
        "directive|incompatible YAML",
        _at("a line cannot begin with % here", "Delete the line."),
    ),
    (
        "found unexpected (end of stream|document)",
        _start(
            "this quotation mark is never closed", "Write the same mark at the end of the text."
        ),
    ),
    (
        "escape",
        _at(
            "the backslash begins an escape that does not exist",
            "Write two backslashes, or use single quotation marks.",
        ),
    ),
    (r"scanning an? (alias|anchor|block scalar|tag)|parsing a tag|tag handle", _symbol),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("cannot start any token", _no_token),
    (
        "sequence entries are not allowed",
        _at(
            "a list cannot begin in this place",
            'Begin it on the next line, one item a line; put text that begins with "-" in quotes.',
        ),
    ),
    ("mapping keys are not allowed", _at('text cannot begin with "?"', _QUOTE)),
    ("parsing a flow (sequence|mapping)", _open_bracket),
    ("unexpected ':'", _at("the space after the colon is missing", "Write key: value.")),
    ("node content", _no_content),
    ("block mapping|block collection|document start", _misfit),
)
