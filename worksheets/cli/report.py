"""Problems on the terminal: one line each, and the place in the file with a caret."""

import shutil
import sys
from collections.abc import Iterable

from worksheets.cli.terminal import say, styled, width_of
from worksheets.load.source import showable
from worksheets.problems import Kind, Problem

_BEFORE_CARET = 20  # columns that stay free right of the caret when a long line is cut


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error; on a terminal with the line that each is about."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    for problem in problems:
        label = styled("warning: ", "yellow") if problem.kind is Kind.WARNING else ""
        say(label + showable(str(problem)))
        if is_terminal and problem.excerpt and problem.line and problem.column:
            say(_excerpt(problem.excerpt, problem.line, problem.column))


def _excerpt(written: str, line: int, column: int) -> str:
    """A line of a file and, under it, a caret.

    Characters are counted as wide as a terminal draws them; a line that is wider than the terminal
    is cut so that the place can be seen.
    """
    text = showable(written.replace("\t", " ").replace("\N{REPLACEMENT CHARACTER}", "?"))
    number = f"{line:>5} | "
    room = max(2 * _BEFORE_CARET, shutil.get_terminal_size().columns - len(number) - 1)
    at = min(column - 1, len(text))
    start, end = 0, len(text)
    while width_of(text[start:at]) > room - _BEFORE_CARET:
        start += 1
    while width_of(text[start:end]) > room:
        end -= 1
    shown = ("…" if start else "") + text[start + bool(start) : end]
    caret = " " * (len(number) + width_of(text[start:at])) + "^"
    return f"{styled(number, dim=True)}{shown}\n{styled(caret, 'red', bold=True)}"
