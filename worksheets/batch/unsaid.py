"""Problems with changes to a dose, without what was written.

**Why:** where the columns of a roster are mixed up, a name or an identifier stands in a dose. The
steps that read doses repeat what they cannot read, which helps the author of a program.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from re import Match

from worksheets.problems import Problem

_PLACE = "--set "
_EXAMPLE = "Write it like"
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+")
_NUMBER = re.compile(r"(?<!\w)[0-9]+(?:[.,][0-9]+)*…?(?!\w)")
_QUOTED = re.compile(r'"[^"]+"|(?<![^\s(])[*&][^\s,.]+')
_TAIL = re.compile(r"(?::? [-…]+)$")
_EMPTY_HINT = re.compile(r"Write [-…]+\.")
_NOTHING = "…"


def without_values(problems: Sequence[Problem], overrides: Sequence[str]) -> tuple[Problem, ...]:
    """The problems of a document, none of which repeats the value of a change to a dose.

    Args:
        problems: What is wrong, as the steps say it.
        overrides: The changes, like `heel-raise.reps=15`.
    """
    return tuple(_without(problem, overrides) for problem in problems)


def _without(problem: Problem, overrides: Sequence[str]) -> Problem:
    if not problem.file.startswith(_PLACE):
        return problem
    name = problem.file.removeprefix(_PLACE)
    written = set(_words_of(text.partition("=")[2] for text in overrides if _is_of(text, name)))
    message, hint = (_stripped(text, written) for text in (problem.message, problem.hint))
    if message.startswith(_NOTHING) and problem.message[0].isdecimal():
        message = f"the number{message.removeprefix(_NOTHING)}"
    message = _TAIL.sub("", message)
    hint = "Correct the cell." if _EMPTY_HINT.fullmatch(hint) else hint
    return replace(problem, message=message, hint=hint, excerpt="")


def _is_of(text: str, name: str) -> bool:
    """Whether a change is the one with this name, which messages cut short if it is long."""
    return text.partition("=")[0].strip().startswith(name.removesuffix(_NOTHING))


def _words_of(texts: Iterator[str]) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(text.casefold())


def _stripped(text: str, written: Collection[str]) -> str:
    if text.startswith(_EXAMPLE):  # the same whatever was written
        return text
    text = _QUOTED.sub(partial(_quoted, written), text)
    return _NUMBER.sub(partial(_number, written), text)


def _quoted(written: Collection[str], match: Match[str]) -> str:
    words = _WORD.findall(match[0].casefold())
    return _NOTHING if any(word in written for word in words) else match[0]


def _number(written: Collection[str], match: Match[str]) -> str:
    number = match[0]
    is_cut = number.endswith(_NOTHING)
    is_rounded = "." in number and any(word.startswith(number) for word in written)
    return _NOTHING if is_cut or is_rounded or number in written else number
