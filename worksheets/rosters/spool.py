"""A private copy of a roster's rows: written once, read as often as wanted, a few at a time."""

import json
import tempfile
from collections.abc import Iterator
from typing import IO

from worksheets.rosters.cells import Record

_CHUNK = 1 << 18


class Spool:
    """Records in a temporary file that has no name and that nobody else can open."""

    def __init__(self) -> None:
        """Begin an empty spool."""
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as this
        self._encode = json.JSONEncoder(separators=(",", ":")).encode
        self._waiting: list[str] = []
        self.count = 0

    def add(self, record: Record) -> None:
        """Keep one more record."""
        self._waiting.append(self._encode(record))
        self.count += 1
        if len(self._waiting) >= 1000:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._file.seek(0, 2)
            self._file.write(("\n".join(self._waiting) + "\n").encode("ascii"))
            self._waiting.clear()

    def __iter__(self) -> Iterator[Record]:
        """All records, from the first one, also while another loop goes through them."""
        self._flush()
        place = 0
        decode = json.JSONDecoder().decode
        while True:
            self._file.seek(place)
            lines = self._file.readlines(_CHUNK)
            if not lines:
                return
            place += sum(map(len, lines))
            for line in lines:
                yield Record(*decode(line.decode("ascii")))

    def close(self) -> None:
        """Forget everything."""
        self._file.close()
