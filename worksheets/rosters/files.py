"""Private copies of a roster, of its bytes and of its rows, that nobody changes or can open."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from worksheets.load.source import ordinary_size, os_errors, whole_file
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.rows import RawRow

MAX_BYTES = 1_000_000_000
_BLOCK = 1 << 20
_DENIED = "Ask for permission to read it; a spreadsheet program may have it open."


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
        self.count = 0

    def add(self, row: RawRow) -> None:
        """Add one more row."""
        self._file.write(json.dumps(row).encode("ascii") + b"\n")
        self.count += 1

    def __iter__(self) -> Iterator[RawRow]:
        """All rows, from the first one, also while another loop goes through them."""
        offset = 0
        while True:
            self._file.seek(offset)
            lines = self._file.readlines(_BLOCK)
            if not lines:
                return
            offset += sum(map(len, lines))
            for line in lines:
                yield RawRow(*json.loads(line))

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
