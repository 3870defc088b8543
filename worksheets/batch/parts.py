"""A journal for stores whose files cannot grow."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import Protocol

from worksheets.files import told
from worksheets.problems import WorksheetError

_MOST_LINES = 200
_LONGEST_S = 2.0


@contextmanager
def on_this_machine() -> Iterator[None]:
    """What the system says about the temporary files of this machine becomes a problem."""
    try:
        yield
    except OSError as error:
        raise WorksheetError([told(Path(gettempdir()), error)]) from None


class _Files(Protocol):
    """What the journal needs of a store."""

    def names(self) -> Iterator[str]: ...

    def read(self, name: str) -> bytes | None: ...

    def write(self, name: str, data: bytes) -> None: ...

    def remove(self, name: str) -> None: ...


class PartsJournal:
    """A journal of numbered files, because objects do not grow.

    Lines are sent together: a killed run can lose the records of its last two seconds, whose
    sheets are then made again.
    """

    def __init__(self, store: _Files, name: str) -> None:
        """Begin a part after those that are there.

        Args:
            store: Where the parts are.
            name: How their names begin.
        """
        self._store = store
        self._name = name
        self._waiting: list[bytes] = []
        self._sent_s = time.monotonic()
        ours = re.compile(re.escape(name) + "-[0-9]{9}")
        parts = sorted(each for each in store.names() if ours.fullmatch(each))
        with on_this_machine():
            self._kept = TemporaryFile()  # noqa: SIM115 - closed by `close`
            for part in parts:
                data = store.read(part) or b""
                self._kept.write(data[: data.rfind(b"\n") + 1])
            self._end = self._kept.tell()
        self._parts = parts
        self._number = int(parts[-1].rpartition("-")[2]) if parts else 0

    def append(self, line: bytes) -> int:
        """See `Log.append`."""
        start = self._end
        with on_this_machine():
            self._kept.seek(start)
            self._kept.write(line)
        self._end += len(line)
        self._waiting.append(line)
        late = time.monotonic() - self._sent_s > _LONGEST_S
        if late or len(self._waiting) >= _MOST_LINES:
            self._send()
        return start

    def _send(self) -> None:
        if self._waiting:
            part = f"{self._name}-{self._number + 1:09d}"
            self._store.write(part, b"".join(self._waiting))
            self._number += 1
            self._parts.append(part)
            self._waiting.clear()
        self._sent_s = time.monotonic()

    def lines(self) -> Iterator[bytes]:
        """See `Journal.lines`."""
        offset = 0
        while line := self.at(offset):
            offset += len(line)
            yield line

    def at(self, offset: int) -> bytes:
        """See `Journal.at`."""
        self._kept.seek(offset)
        return self._kept.readline()

    def clear(self) -> None:
        """See `Journal.clear`; the oldest lines go first, so that a rest is of the newest."""
        for part in self._parts:
            self._store.remove(part)
        self._parts = []
        self._waiting.clear()
        self._kept.seek(0)
        self._kept.truncate()
        self._end = 0

    def remove(self) -> None:
        """See `Journal.remove`."""
        self.clear()

    def close(self) -> None:
        """See `Log.close`."""
        if not self._kept.closed:
            with suppress(WorksheetError):
                self._send()
            self._kept.close()
