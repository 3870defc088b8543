"""What can go wrong, said so that the reader knows where it is and what to do.

A user's mistake is never a traceback: it is one or more `Problem` values, gathered until all of
them are known and carried by one `WorksheetError`. A problem never holds a patient's data.
"""

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What sort of problem it is. The value is the exit code of the command."""

    WARNING = 0
    USAGE = 2
    UNREADABLE = 3
    INVALID = 4
    NOT_FOUND = 5
    OUTPUT = 6
    UNPRINTABLE = 7
    NO_ROOM = 8


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and the way out.

    Attributes:
        message: What is wrong, without a full stop.
        hint: What to do about it, as a sentence, or "" when the message says it all.
        file: The file as the user named it, or where else the words came from (`--set`).
        line: Line in the file, counted from 1, or None when no line is to blame.
        column: Column in the line, counted from 1 in characters, or None.
        kind: The sort of problem; `Kind.WARNING` lets the work go on.
        excerpt: The line of the file, to show with a caret under `column`; "" when unknown or
            when it could hold a patient's data.
    """

    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    kind: Kind = Kind.INVALID
    excerpt: str = ""

    def __str__(self) -> str:
        """`file:line:column: what. hint`, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        said = f"{self.message}. {self.hint}" if self.hint else f"{self.message}."
        return f"{place}: {said}" if place else said


class WorksheetError(Exception):
    """Work stopped because of problems; it carries all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems`, at least one, in the order in which they should be read."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["WorksheetError"], tuple[tuple[Problem, ...]]]:
        """What it is made of again in another process."""
        return WorksheetError, (self.problems,)

    @property
    def exit_code(self) -> int:
        """The exit code of the most basic problem: an unreadable file before a wrong value."""
        return min(problem.kind for problem in self.problems if problem.kind is not Kind.WARNING)


class Explanation(NamedTuple):
    """What is said of something wrong; whoever knows the file adds the place.

    Attributes:
        message: What is wrong, without a full stop.
        hint: What to do about it, or "".
        written: Parts of both that repeat what was written, in their order and each as often as
            it stands there: they are left out where they may be about a patient.
    """

    message: str
    hint: str = ""
    written: tuple[str, ...] = ()


def shortage(error: BaseException) -> Problem | None:
    """What the computer was short of, where that stopped the work and no fault of the program."""
    message = ""
    if isinstance(error, MemoryError):
        message = "there is too little memory"
    elif isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        message = "too many files are open"
    elif isinstance(error, RuntimeError) and "start new thread" in str(error):
        message = "no thread could be started"
    hint = "Close other programs, ask for fewer jobs, or work in smaller parts."
    return Problem(message, hint, kind=Kind.OUTPUT) if message else None


class WrongValue(ValueError):
    """A value that a model refuses, with a remedy; the loader adds the file and line.

    Attributes:
        at: Keys and item numbers, from 0, that lead from the value to what is wrong in it.
    """

    at: tuple[str | int, ...] = ()

    def __init__(self, message: str, hint: str = "", *written: str) -> None:
        """Say what is wrong and what to write instead, as in `Explanation`."""
        self.message = message
        self.hint = hint
        self.written = written
        super().__init__(message)
