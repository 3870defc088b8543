"""Private copies of a roster, of its bytes and of its rows, and in which encoding a text is.

Unicode is certain: text in another encoding is hardly ever valid UTF-8. The encodings of one byte a
letter cannot be told apart in a handful of names, so none is guessed: somebody has to state it.
"""

import codecs
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple, TextIO

from worksheets.load.source import ordinary_size, os_errors, whole_file
from worksheets.model.roster import Encoding
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.rows import Note, RawRow

MAX_BYTES = 1_000_000_000
_BLOCK = 1 << 20
_ROWS_IN_LINE = 500
_SAVE_AS_UTF_8 = 'save the file as "CSV UTF-8".'
_DENIED = "Ask for permission to read it; a spreadsheet program may have it open."

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
)


class Copy(NamedTuple):
    """What was read of a file.

    Attributes:
        name: The file as the user named it.
        file: The copy, at its beginning.
        digest: SHA-256 of its bytes, in hexadecimal digits.
    """

    name: str
    file: IO[bytes]
    digest: str


class Spool:
    """Rows in a temporary file without a name: written once, read as often as wanted."""

    def __init__(self) -> None:
        """Begin an empty spool."""
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as this
        self._waiting: list[RawRow] = []
        self.count = 0

    def add(self, row: RawRow) -> None:
        """Add one more row."""
        self._waiting.append(row)
        self.count += 1
        if len(self._waiting) == _ROWS_IN_LINE:
            self._write()

    def _write(self) -> None:
        """Write the rows that wait, as one line."""
        self._file.seek(0, io.SEEK_END)
        self._file.write(json.dumps(self._waiting).encode("ascii") + b"\n")
        self._waiting = []

    def __iter__(self) -> Iterator[RawRow]:
        """All rows, from the first one, also while another loop goes through them."""
        if self._waiting:
            self._write()
        offset = 0
        while True:
            self._file.seek(offset)
            line = self._file.readline()
            if not line:
                return
            offset += len(line)
            for row in json.loads(line):
                yield RawRow(*row)

    def close(self) -> None:
        """Delete the rows."""
        self._file.close()


def refuse(name: str, message: str, hint: str, kind: Kind = Kind.UNREADABLE) -> WorksheetError:
    """An error about a roster as a whole."""
    return WorksheetError([Problem(message, hint, name, kind=kind)])


def copy_of(path: Path) -> Copy:
    """Copy a file to a temporary one without a name.

    Raises:
        WorksheetError: No such file, a folder, too large, or not to be read.
    """
    mark = whole_file(path)
    name = mark.source.name
    with os_errors(mark, "Name the file of the roster in it.", _DENIED):
        if ordinary_size(path, mark) > MAX_BYTES:
            hint = "Check that this is the right file."
            raise refuse(name, "the file is larger than 1 GB", hint)
        with path.open("rb") as file:
            copy = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
            try:
                shutil.copyfileobj(file, copy)
                copy.seek(0)
                digest = hashlib.file_digest(copy, "sha256").hexdigest()
                copy.seek(0)
            except BaseException:
                copy.close()
                raise
    return Copy(name, copy, digest)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits, or "" when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def open_text(copy: Copy, stated: Encoding | None = None) -> tuple[TextIO, list[Note]]:
    """A whole file as text, and what the user should know about its encoding.

    Bytes that are no characters become lone surrogates, where nobody has stated an encoding.

    Args:
        copy: The file.
        stated: The encoding of text that is not Unicode.

    Raises:
        WorksheetError: It is Unicode that is torn in the middle, or not in the encoding stated.
    """
    head = copy.file.read(1 << 16)
    marked = next((codec for mark, codec in _BOMS if head.startswith(mark)), None)
    codec, errors, notes = marked or utf_16_of(head) or "utf-8", "strict", []
    is_unicode = _decodes(copy.file, codec)
    if is_unicode and stated and codec == "utf-8" and not _decodes(copy.file, "ascii"):
        message = f"the text is Unicode, and is read as such, not as {stated}"
        notes.append(Note(message, "Nothing needs to be done if the names are right."))
    elif not is_unicode and not codec.startswith("utf-8"):
        hint = 'Save it again as "CSV UTF-8".'
        raise refuse(copy.name, "the text is Unicode that is torn or incomplete", hint)
    elif not is_unicode and stated and not marked:
        codec = stated
        if not _decodes(copy.file, codec):
            message = f"the text is not {stated}: it has bytes that are no letters there"
            raise refuse(copy.name, message, f"State another encoding, or {_SAVE_AS_UTF_8}")
    elif not is_unicode:
        errors = "surrogateescape"
    copy.file.seek(0)
    return io.TextIOWrapper(copy.file, codec, errors, newline=""), notes


def utf_16_of(head: bytes) -> str | None:
    """The sort of UTF-16 that a text is, or None.

    Without a mark, it is known by the zeros: every line of a roster has ASCII in it, whatever its
    language: separators, digits, line ends.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = head[0::2].count(0), head[1::2].count(0)
    units = len(head) // 2
    if zeros[1] > units / 10 and zeros[1] > 8 * zeros[0]:
        return "utf-16-le"
    if zeros[0] > units / 10 and zeros[0] > 8 * zeros[1]:
        return "utf-16-be"
    return None


def _decodes(file: IO[bytes], codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
