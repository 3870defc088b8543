"""Files that grow line by line while a batch runs, so that a killed run loses nothing.

A line goes to the system in one piece as soon as it is known, and to the disk about once a second:
a killed program loses no line, a power cut those of the last second, whose sheets are made again.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from worksheets.files import told
from worksheets.problems import Kind, Problem, WorksheetError

_SYNC_S = 1.0
_READ_BYTES = 4096
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND
_FLAGS |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Log(Protocol):
    """A file that grows line by line."""

    def append(self, line: bytes) -> int:
        """Add a line, with its end; gives where it begins.

        Raises:
            WorksheetError: It cannot be written; what was written before is unharmed.
        """

    def close(self) -> None:
        """Write what is not on the disk yet, and let go of the file."""


class Journal(Log, Protocol):
    """A log that can be read back, and that one run at a time uses."""

    def lines(self) -> Iterator[bytes]:
        """All whole lines, in the order in which they were added.

        A last line without its end was torn when the run was killed, and is left out.
        """

    def at(self, offset: int) -> bytes:
        """The line that begins there."""

    def clear(self) -> None:
        """Delete all lines."""

    def remove(self) -> None:
        """Delete the whole journal; only `close` may follow."""


class FolderLog:
    """A log in a folder."""

    def __init__(self, path: Path, shown: str) -> None:
        """Open or create the file.

        Args:
            path: The file.
            shown: The place to name in messages.

        Raises:
            WorksheetError: It cannot be written.
        """
        self._path = path
        self._shown = shown
        try:
            self._descriptor = os.open(path, _FLAGS, 0o600)
            self._end = os.fstat(self._descriptor).st_size
        except OSError as error:
            raise self._told(error) from None
        self._synced_s = time.monotonic()

    def append(self, line: bytes) -> int:
        """See `Log.append`."""
        start = self._end
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            if time.monotonic() - self._synced_s > _SYNC_S:
                self._sync()
        except OSError as error:
            with suppress(OSError):  # half a line would spoil the next one
                os.ftruncate(self._descriptor, start)
            raise self._told(error) from None
        self._end = start + len(line)
        return start

    def close(self) -> None:
        """See `Log.close`."""
        if self._descriptor >= 0:
            with suppress(OSError):
                self._sync()
            os.close(self._descriptor)
            self._descriptor = -1

    def _sync(self) -> None:
        os.fsync(self._descriptor)
        self._synced_s = time.monotonic()

    def _told(self, error: OSError) -> WorksheetError:
        return WorksheetError([told(Path(self._shown), error)])


class FolderJournal(FolderLog):
    """A journal in a folder, locked as long as it is open.

    **Why a lock of the system:** it ends with the process, however that ends; a file that says
    "in use" would outlive a killed run, and numbers of processes are used again.
    """

    def __init__(self, path: Path, shown: str) -> None:
        """Open or create the file, and keep others from doing so.

        Raises:
            WorksheetError: Another run has it open, or it cannot be written.
        """
        while True:
            super().__init__(path, shown)
            if not _lock(self._descriptor):
                os.close(self._descriptor)
                raise _in_use(shown)
            if self._is_there():
                return
            os.close(self._descriptor)  # the run before deleted it in this moment: begin again

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._descriptor), self._path.stat())
        except FileNotFoundError:
            return False

    def lines(self) -> Iterator[bytes]:
        """See `Journal.lines`."""
        offset = 0
        while line := self.at(offset):
            offset += len(line)
            yield line

    def at(self, offset: int) -> bytes:
        """See `Journal.at`; b"" where no whole line begins."""
        parts: list[bytes] = []
        try:
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            while part := os.read(self._descriptor, _READ_BYTES):
                head, end, _ = part.partition(b"\n")
                parts += (head, end)
                if end:
                    return b"".join(parts)
        except OSError as error:
            raise self._told(error) from None
        return b""

    def clear(self) -> None:
        """See `Journal.clear`."""
        try:
            os.ftruncate(self._descriptor, 0)
        except OSError as error:
            raise self._told(error) from None
        self._end = 0

    def remove(self) -> None:
        """See `Journal.remove`."""
        if sys.platform == "win32":  # an open file cannot be deleted there
            self.close()
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._told(error) from None


def _in_use(shown: str) -> WorksheetError:
    message = "another batch is writing here"
    hint = "Wait for it to end, or choose another place."
    return WorksheetError([Problem(message, hint, shown, kind=Kind.OUTPUT)])


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 40  # what is locked cannot be read by others there: a byte that is never written

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        """Whether the file is ours now. Systems without locks are trusted."""
        try:
            # Not lockf, which lets go as soon as anything in the process closes the file.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass
        return True
