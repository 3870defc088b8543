"""A private file for what was found about rows, so that memory stays flat."""

import pickle
from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

_BLOCK = 256


class Spool:
    """Values in the order in which they were added, in a file that has no name.

    Nobody but this process can open the file; it is gone when it is closed.
    """

    def __init__(self) -> None:
        """Open the file."""
        self._file = TemporaryFile(prefix="worksheets-")  # noqa: SIM115 - closed by close()
        self._offsets = array("Q")
        self._waiting: list[Any] = []

    def add(self, value: Any) -> None:
        """Keep a value, of plain types."""
        self._waiting.append(value)
        if len(self._waiting) == _BLOCK:
            self._write()

    def __iter__(self) -> Iterator[Any]:
        """All values; several iterations may go on at the same time."""
        self._write()
        for offset in self._offsets:
            self._file.seek(offset)
            yield from pickle.load(self._file)

    def close(self) -> None:
        """Delete the file."""
        self._file.close()

    def _write(self) -> None:
        if self._waiting:
            self._offsets.append(self._file.seek(0, 2))
            pickle.dump(self._waiting, self._file, pickle.HIGHEST_PROTOCOL)
            self._waiting.clear()
