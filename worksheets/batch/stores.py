"""Where a batch puts its files: a folder, or an object store that is named by an address.

A file is put in its place whole or not at all. Messages name the place, never a file in it: names
of files are made of what identifies a patient.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, Union

from worksheets.files import is_left_over, os_problem, replacing, sync_folder
from worksheets.problems import Kind, Problem, WorksheetError

if TYPE_CHECKING:
    from worksheets.batch.remote import RemoteStore

MEMORY = "memory://"
"""How addresses begin in the memory of a process, which nothing there outlives."""
_FORBIDDEN = frozenset("/\\:\0")


Store: TypeAlias = Union["FolderStore", "RemoteStore"]
"""A place for files; it can be sent to workers in other processes and on other machines.

All names are single ones, made safe by the caller: a ValueError about one is a fault of the
program. Every method raises a WorksheetError with `Kind.OUTPUT` for what the system refuses.
"""


def open_store(target: str) -> Store:
    """The place that a user names: a folder, or an address like `s3://bucket/sheets`.

    Raises:
        WorksheetError: The address is of no kind that is known, or a package for it is missing.
    """
    protocol, separator, path = target.partition("://")
    if not separator:
        return FolderStore(Path(target))
    if protocol == "file":  # the folder of this machine has locks, and files of the owner only
        return FolderStore(Path(path.lstrip("/") if sys.platform == "win32" else path))
    from worksheets.batch.remote import RemoteStore  # few batches leave the machine

    return RemoteStore(target)


def safe_name(name: str) -> str:
    """A name as it is.

    Raises:
        ValueError: It is not the name of a file in one folder.
    """
    if not name or name.startswith(".") or not _FORBIDDEN.isdisjoint(name):
        raise ValueError("not a single, visible name of a file")
    return name


class FolderStore:
    """A folder of this machine, or one that is mounted on it."""

    shared = True
    """Whether other processes write to the same place."""

    def __init__(self, folder: Path) -> None:
        """Nothing is touched before `prepare`."""
        self._folder = folder

    @property
    def shown(self) -> str:
        """The folder as the user named it; for other stores, without what gives access to it."""
        return "".join(mark if mark.isprintable() else "�" for mark in str(self._folder))

    def check(self) -> None:
        """Refuse, before any work is done and without a trace, what would fail later."""
        with self._reporting():
            try:
                is_folder = stat.S_ISDIR(self._folder.stat().st_mode)
            except FileNotFoundError:
                self._check_parent()
                return
            if not is_folder:
                raise self._refused("this is a file, not a folder", "Name a folder.")
            self._check_access(self._folder)

    def _check_parent(self) -> None:
        if self._folder.is_symlink():
            hint = "Delete the link, or choose another folder."
            raise self._refused("the link leads to a folder that does not exist", hint)
        if not self._folder.parent.is_dir():
            hint = "Create the folder that it should be in first, or check the path."
            raise self._refused("the folder around it does not exist", hint)
        self._check_access(self._folder.parent)

    def _check_access(self, folder: Path) -> None:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise self._refused("the folder may not be written to", "Choose another folder.")

    def prepare(self) -> None:
        """Create the folder, for its owner alone; one that was there keeps its mode."""
        self.check()
        with self._reporting(), suppress(FileExistsError):
            self._folder.mkdir(0o700)

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, whole or not at all, readable by its owner only."""
        path = self._folder / safe_name(name)
        with self._reporting(), replacing(path) as file:
            file.write(data)

    @contextmanager
    def replace_stream(self, name: str) -> Iterator[BinaryIO]:
        """A file to write that takes its place when the block ends without an error."""
        path = self._folder / safe_name(name)
        with self._reporting(), replacing(path) as file:
            yield file
        sync_folder(self._folder)

    def read(self, name: str, most: int | None = None) -> bytes | None:
        """A file, or its first `most` bytes; None when there is no such file, or but a link."""
        path = self._folder / safe_name(name)
        with self._reporting():
            try:
                if not stat.S_ISREG(path.lstat().st_mode):
                    return None
                with open(path, "rb", opener=_open_no_link) as file:
                    return file.read(most)
            except FileNotFoundError:
                return None

    def names(self) -> Iterator[str]:
        """The names of all files but the hidden ones, in no order."""
        with self._reporting(), os.scandir(self._folder) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                    yield entry.name

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""
        with self._reporting():
            (self._folder / safe_name(name)).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Delete what killed runs left half written; no other run may be writing here."""
        with self._reporting(), os.scandir(self._folder) as entries:
            for entry in entries:
                if is_left_over(entry.name) and entry.is_file(follow_symlinks=False):
                    Path(entry).unlink(missing_ok=True)

    @contextmanager
    def open_state(self, name: str) -> Iterator[tuple[Path, Callable[[], None]]]:
        """A hidden file that a database can use, and what saves it: in a folder, it is there."""
        yield self._folder / name, lambda: None

    def contains(self, path: Path) -> bool:
        """Whether a file, or what a link leads to, lies in this very folder."""
        for folder in (path.parent, Path(os.path.realpath(path)).parent):
            with suppress(OSError, ValueError):
                if os.path.samefile(folder, self._folder):  # noqa: PTH121
                    return True
        return False

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Errors of the system become problems with the folder."""
        try:
            yield
        except FileNotFoundError:  # it was looked for before the work began
            message = "the folder is gone: it was deleted, moved or renamed while the batch ran"
            raise self._refused(message, "Put it back, or choose another one.") from None
        except OSError as error:
            raise WorksheetError([os_problem(self._folder, error)]) from None
        except ValueError as error:
            if "null byte" not in str(error):  # of the folder: names were looked at before
                raise
            raise WorksheetError([os_problem(self._folder, error)]) from None

    def _refused(self, message: str, hint: str) -> WorksheetError:
        return WorksheetError([Problem(message, hint, self.shown, kind=Kind.OUTPUT)])


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
