"""What earlier runs recorded: found by row or by file, and read from the manifest when asked for.

A few numbers are kept for each record, not the record, so that 100,000 of them are small.
"""

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from typing import BinaryIO

from worksheets.batch.records import Record, from_line
from worksheets.problems import Kind, Problem, WorksheetError

FIRST_LINE = b'{"records": [\n'
LAST_LINE_START = b'], "batch": {'
"""How a JSON manifest begins and ends; between them is one record a line."""


class Earlier:
    """The records of a manifest."""

    def __init__(self, manifest: BinaryIO | None, shown: str) -> None:
        """Look at every record once.

        Args:
            manifest: The JSON manifest, which `close` closes, or None when there is none.
            shown: Its name in messages.

        Raises:
            WorksheetError: A line is not as it was written.
        """
        self._manifest = manifest
        self._shown = shown
        self._offsets = array("Q")
        self._row_of = array("Q")  # by place
        self._place_of = array("Q")  # by row; one more than the place, 0 for none
        self._keys = array("Q")  # of files, by place
        try:
            self._look()
        except BaseException:
            self.close()
            raise
        self._asked = bytearray(len(self))
        self._slots = self._hashed()

    def _look(self) -> None:
        """Note what is where."""
        if self._manifest is None:
            return
        for offset, record in scan(self._manifest, self._shown):
            self._offsets.append(offset)
            self._row_of.append(record.made.row)
            self._keys.append(key_of(record.made.file))
            put_at(self._place_of, record.made.row, len(self))

    def _hashed(self) -> "array[int]":
        """A table of places by key, a twentieth of what a dictionary of names takes.

        Of records of one file the first counts: a file of all patients has as many as there are.
        """
        slots = array("I", bytes(array("I").itemsize * (1 << (2 * len(self)).bit_length())))
        for place, key in enumerate(self._keys):
            if key:
                slot = key % len(slots)
                while (taken := slots[slot]) and self._keys[taken - 1] != key:
                    slot = (slot + 1) % len(slots)
                slots[slot] = taken or place + 1
        return slots

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._offsets)

    @property
    def last_row(self) -> int:
        """The highest row that is recorded."""
        return max(len(self._place_of) - 1, 0)

    def of_row(self, row: int) -> int | None:
        """The place of the record of a row."""
        place = self._place_of[row] if 0 < row < len(self._place_of) else 0
        return place - 1 if place else None

    def row_of(self, place: int) -> int:
        """The row of a record; 0 for a file that no row asked for."""
        return self._row_of[place]

    def of_file(self, file: str) -> int | None:
        """The place of the record of a file."""
        key = key_of(file)
        slot = key % len(self._slots)
        while place := self._slots[slot]:
            if self._keys[place - 1] == key:
                return place - 1
            slot = (slot + 1) % len(self._slots)
        return None

    def line(self, place: int) -> bytes:
        """The record in that place, as JSON without an end of line."""
        assert self._manifest is not None
        self._manifest.seek(self._offsets[place])
        return _bare(self._manifest.readline())

    def record(self, place: int) -> Record:
        """The record in that place.

        Raises:
            WorksheetError: The manifest was changed since it was looked at.
        """
        record = from_line(self.line(place))
        if record is None:
            raise _damaged(self._shown)
        return record

    def ask_for(self, place: int) -> None:
        """Note that the present roster asks for the file of a record."""
        self._asked[place] = 1

    def is_asked_for(self, place: int) -> bool:
        """Whether the present roster asks for the file of a record."""
        return bool(self._asked[place])

    def close(self) -> None:
        """Let go of the file."""
        if self._manifest is not None:
            self._manifest.close()


def scan(manifest: BinaryIO, shown: str) -> Iterator[tuple[int, Record]]:
    """The records of a manifest from the first to the last, each with where it begins.

    Args:
        manifest: The JSON manifest, at its begin.
        shown: Its name in messages.

    Raises:
        WorksheetError: A line is not as it was written.
    """
    offset = len(FIRST_LINE)
    if manifest.readline() != FIRST_LINE:
        raise _damaged(shown)
    for line in manifest:
        if line.startswith(LAST_LINE_START):
            return
        record = from_line(_bare(line))
        if record is None:
            raise _damaged(shown)
        yield offset, record
        offset += len(line)
    raise _damaged(shown)


def _damaged(shown: str) -> WorksheetError:
    message = "this manifest was damaged or changed since it was written"
    hint = "Restore it, or choose another place for the batch."
    return WorksheetError([Problem(message, hint, shown, kind=Kind.OUTPUT)])


def put_at(places: "array[int]", index: int, value: int) -> None:
    """Set one number of many, which are 0 where nothing was set."""
    if index >= len(places):
        places.frombytes(bytes(places.itemsize * (index + 1 - len(places))))
    places[index] = value


def key_of(file: str) -> int:
    """A number that no two names will share, 0 for no name."""
    if not file:
        return 0
    digest = blake2b(file.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1


def _bare(line: bytes) -> bytes:
    return line.rstrip(b"\n").removesuffix(b",")
