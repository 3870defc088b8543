"""The text of a YAML file, and how a place in it is shown to the person who wrote it."""

import errno
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from worksheets.problems import Explanation, Kind, Problem, WorksheetError

MAX_BYTES = 1_000_000
_LONGEST_EXCERPT = 300
_LONGEST_VALUE = 40
_WITHHELD = "…"

# Control characters, and characters that would turn the direction of the rest of a terminal line.
_UNSHOWABLE = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
# Named one by one: the set of all the others takes ten times as long to compile.
_UNREADABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
_SAVE = 'Open it in your editor and save it with the encoding "UTF-8".'
_TOO_LARGE = (
    "the file is larger than 1 MB",
    "An exercise or a program needs a few kilobytes; check that this is the right file.",
)
_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def showable(text: str) -> str:
    """Replace the characters that would disturb a terminal, one for one."""
    if text.isprintable():  # nearly always, and the expression is slow to compile
        return text
    return re.sub(_UNSHOWABLE, "\N{REPLACEMENT CHARACTER}", text)


def quoted(text: object) -> str:
    """A value for a message: in quotes, cut after 40 characters."""
    shown = showable(" ".join(str(text).split()))
    if len(shown) > _LONGEST_VALUE:
        shown = shown[: _LONGEST_VALUE - 1] + "…"
    return f'"{shown}"'


class Source:
    """A text that YAML is read from.

    Attributes:
        name: The file as the user named it, or where else the words came from (`--set`).
        text: All of it.
        has_lines: False for a value from the command line, where lines mean nothing.
        is_private: Whether what is written may be about a patient, so that no message repeats it.
    """

    def __init__(
        self, name: str, text: str, has_lines: bool = True, is_private: bool = False
    ) -> None:
        """Keep `text` under `name`."""
        self.name = name
        self.text = text
        self.has_lines = has_lines
        self.is_private = is_private

    @cached_property
    def lines(self) -> list[str]:
        """The lines as an editor counts them, without their ends."""
        return re.split("\r\n|\r|\n", self.text)

    def excerpt(self, line: int, column: int = 1) -> str:
        """Line `line`, fit for a terminal, or "" when the place in it is too far to the right."""
        if self.is_private or not self.has_lines:
            return ""
        if not 1 <= line <= len(self.lines) or column > _LONGEST_EXCERPT:
            return ""
        return showable(self.lines[line - 1][:_LONGEST_EXCERPT])


class Mark(NamedTuple):
    """A place in a source, counted from 1."""

    source: Source
    line: int
    column: int

    def problem(self, message: str, hint: str = "", kind: Kind = Kind.UNREADABLE) -> Problem:
        """Something wrong at this place, in words that repeat nothing of what is written there."""
        return self.report(Explanation(message, hint), kind)

    def error(self, message: str, hint: str = "", kind: Kind = Kind.UNREADABLE) -> WorksheetError:
        """The same, to be raised."""
        return WorksheetError([self.problem(message, hint, kind)])

    def report(self, said: Explanation, kind: Kind = Kind.UNREADABLE) -> Problem:
        """Something wrong at this place."""
        source = self.source
        message, hint = _withheld(said, source.name) if source.is_private else said[:2]
        message, hint = showable(message), showable(hint)
        if not source.has_lines:
            return Problem(message, hint, source.name, kind=kind)
        excerpt = source.excerpt(self.line, self.column)
        return Problem(message, hint, source.name, self.line, self.column, kind, excerpt)


def _withheld(said: Explanation, name: str) -> tuple[str, str]:
    """Message and hint without what was written.

    Args:
        said: What is wrong, with the words that were written.
        name: Where it was written: what is part of this name is not left out.
    """
    message, hint, _ = said
    known = re.split(r"[\s.]", name)
    for part in said.written:
        if part.strip('"') in known:
            continue
        if part in message:
            message = message.replace(part, _WITHHELD, 1)
        else:
            hint = hint.replace(part, _WITHHELD, 1)
    message = message.removesuffix(f" {_WITHHELD}").removesuffix(":")
    if message.startswith(_WITHHELD):
        what = "the number" if said.message[0].isdecimal() else "what is written"
        message = what + message.removeprefix(_WITHHELD)
    return message, "Correct it." if hint == f"Write {_WITHHELD}." else hint


def whole_file(path: Path) -> Mark:
    """A file as a whole, where no line of it is to blame."""
    return Mark(Source(showable(str(path)), "", has_lines=False), 1, 1)


@contextmanager
def os_errors(
    mark: Mark,
    folder: str = "Name a file in it.",
    denied: str = "Ask for permission to read the file.",
) -> Iterator[None]:
    """Turn errors of the system about an input file into problems.

    Args:
        mark: The file as a whole.
        folder: What to do if it is a folder.
        denied: What to do if it may not be read.

    Raises:
        OSError: The disk of temporary files is full, for which no input is to blame.
    """
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        hint = "Check the spelling and the folder."
        raise mark.error("no such file", hint, Kind.NOT_FOUND) from None
    except IsADirectoryError:
        raise mark.error("this is a folder, not a file", folder) from None
    except PermissionError:
        raise mark.error("the file may not be read", denied) from None
    except (OSError, ValueError) as error:  # ValueError: the name holds a NUL
        if is_no_room(error):
            raise
        raise mark.error("the file cannot be read", "Check its name and place.") from None


def is_no_room(error: Exception) -> bool:
    """Whether the disk of temporary files is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def ordinary_size(path: Path, mark: Mark) -> int:
    """The size of a file in bytes; refuses pipes, the reading of which would wait for ever."""
    facts = path.stat()
    if stat.S_ISDIR(facts.st_mode):
        raise IsADirectoryError
    if not stat.S_ISREG(facts.st_mode):
        raise mark.error("this is not an ordinary file", "Name a file.")
    return facts.st_size


def read_source(path: Path) -> Source:
    """Read a UTF-8 file of at most 1 MB.

    Raises:
        WorksheetError: No such file, not readable, too large, not UTF-8, control characters.
    """
    mark = whole_file(path)
    with os_errors(mark):
        if ordinary_size(path, mark) > MAX_BYTES:
            raise mark.error(*_TOO_LARGE)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise mark.error(*_TOO_LARGE)
    if data.startswith(_ENCODINGS):
        raise mark.error("the file is saved as UTF-16 or UTF-32", _SAVE)
    name, data = mark.source.name, data.removeprefix(b"\xef\xbb\xbf")
    try:
        source = Source(name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        source = Source(name, data.decode("utf-8", "replace"))
        wrong = _mark_after(source, data[: error.start].decode("utf-8"))
        raise wrong.error("this character is not UTF-8", _SAVE) from None
    check_characters(source)
    return source


def check_characters(source: Source) -> None:
    """Refuse what YAML may not hold, and line ends that editors do not show as such.

    Raises:
        WorksheetError: At the first such character.
    """
    if is_printable(source.text):
        return
    found = re.search(_UNREADABLE, source.text)
    if found:
        mark = _mark_after(source, source.text[: found.start()])
        message = f"a control character (U+{ord(found[0]):04X}) cannot be printed"
        raise mark.error(message, "Delete it and type the text again.")


def is_printable(text: str) -> bool:
    """Whether a value, after its escapes were read, holds no control characters."""
    if text.replace("\n", "").isprintable():
        return True  # nearly always, and the expression is slow to compile
    return not re.search(_UNREADABLE, text)


def _mark_after(source: Source, before: str) -> Mark:
    lines = re.split("\r\n|\r|\n", before)
    return Mark(source, len(lines), len(lines[-1]) + 1)
