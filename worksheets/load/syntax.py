"""What a YAML parser complains about, in the words of somebody who has never heard of one."""

import re
from collections.abc import Callable
from typing import Any

import yaml

from worksheets.load.source import Mark, Source, quoted
from worksheets.problems import Problem

_QUOTE = "Put the whole text in quotes."


def explain(source: Source, error: yaml.YAMLError) -> Problem:
    """Turn an error of the scanner or parser into a problem at the most helpful place."""
    problem = getattr(error, "problem", None) or ""
    context = getattr(error, "context", None) or ""
    at = _mark(source, getattr(error, "problem_mark", None))
    start = _mark(source, getattr(error, "context_mark", None), at)
    tab = _tab_before(at)
    if tab:
        return tab.problem(
            "a tab is used for indentation", "Use spaces instead, two for each level."
        )
    for pattern, tell in _EXPLANATIONS:
        if re.search(pattern, f"{context}: {problem}"):
            return tell(at, start)
    return at.problem(
        "the line cannot be read",
        "Check the indentation, the colons and the quotation marks here and in the line above.",
    )


def _mark(source: Source, mark: Any, otherwise: Mark | None = None) -> Mark:
    if mark is None:
        return otherwise or Mark(source, 1, 1)
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


def _tab_before(mark: Mark) -> Mark | None:
    """The tab in the indentation of this line, if there is one."""
    found = re.match(r" *\t", _line(mark))
    return Mark(mark.source, mark.line, found.end()) if found else None


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
        return start.problem(
            f"the space after {quoted(line[0])} is missing", "Write - and a space."
        )
    return start.problem(
        "this line has no colon", "Write it as key: value, or indent it if it goes on from above."
    )


def _no_token(at: Mark, start: Mark) -> Problem:
    character = _line(at)[at.column - 1 : at.column]
    if character == "\t":
        return at.problem("a tab stands where a space should", "Use spaces instead of tabs.")
    return at.problem(f"text cannot begin with {quoted(character)}", _QUOTE)


def _misfit(at: Mark, start: Mark) -> Problem:
    before = _line(at)[: at.column - 1].rstrip()
    if before.endswith(('"', "'")):
        return at.problem(
            "the text goes on after its closing quotation mark",
            'Inside "…" write a quotation mark as \\", inside \'…\' write it twice.',
        )
    if _line(at).lstrip().startswith("-") and not before:
        return at.problem(
            "this list item does not line up with what is above",
            "Begin all items of a list in the same column, below the key that they belong to.",
        )
    if before.endswith(("]", "}")):
        hint = "Delete what follows the bracket; put text that has brackets in quotes."
        return at.problem("the line goes on after its last closing bracket", hint)
    if before:
        return at.problem("this part does not belong here", _QUOTE)
    return at.problem(
        "this line does not line up with what is above",
        "Begin all keys that belong together in the same column.",
    )


def _open_bracket(at: Mark, start: Mark) -> Problem:
    bracket = _line(start)[start.column - 1 : start.column]
    closing = "]" if bracket == "[" else "}"
    return start.problem(
        f"the bracket {bracket} is not closed, or a comma is missing after it",
        f"Separate the values with commas and end with {closing}; put text in quotes.",
    )


def _no_content(at: Mark, start: Mark) -> Problem:
    character = _line(at)[at.column - 1 : at.column]
    if character in (",", "]", "}"):
        return at.problem(
            f"a value is missing before {quoted(character)}",
            "If this is text, put it in quotes.",
        )
    return at.problem("a value is missing here", "Write it after the colon or the hyphen.")


def _open_quote(at: Mark, start: Mark) -> Problem:
    return start.problem(
        "this quotation mark is never closed", "Write the same mark at the end of the text."
    )


def _symbol(at: Mark, start: Mark) -> Problem:
    character = _line(start)[start.column - 1 : start.column]
    return start.problem(f"text cannot begin with {quoted(character)}", _QUOTE)


def _hyphen(at: Mark, start: Mark) -> Problem:
    return at.problem(
        "a list cannot begin in this place",
        'Begin it on the next line, one item a line; put text that begins with "-" in quotes.',
    )


def _escape(at: Mark, start: Mark) -> Problem:
    return at.problem(
        "the backslash begins an escape that does not exist",
        "Write two backslashes, or use single quotation marks.",
    )


def _question(at: Mark, start: Mark) -> Problem:
    return at.problem('text cannot begin with "?"', _QUOTE)


def _tight_colon(at: Mark, start: Mark) -> Problem:
    return at.problem("the space after the colon is missing", "Write key: value.")


def _directive(at: Mark, start: Mark) -> Problem:
    return at.problem("a line cannot begin with % here", "Delete the line.")


_EXPLANATIONS: tuple[tuple[str, Callable[[Mark, Mark], Problem]], ...] = (
    ("directive|incompatible YAML", _directive),
    ("found unexpected (end of stream|document)", _open_quote),
    ("escape", _escape),
    (r"scanning an? (alias|anchor|block scalar|tag)|parsing a tag|tag handle", _symbol),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("cannot start any token", _no_token),
    ("sequence entries are not allowed", _hyphen),
    ("mapping keys are not allowed", _question),
    ("parsing a flow (sequence|mapping)", _open_bracket),
    ("unexpected ':'", _tight_colon),
    ("node content", _no_content),
    ("block mapping|block collection|document start", _misfit),
)
