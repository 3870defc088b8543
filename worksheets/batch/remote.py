"""Stores beyond the file system of this machine, through fsspec.

Nothing is locked there: two batches that write to the same address at once are not noticed.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory, gettempdir
from typing import BinaryIO, cast

from worksheets.batch.stores import MEMORY, safe_name
from worksheets.files import os_problem
from worksheets.problems import Kind, Problem, WorksheetError

_WHOLE = frozenset({"memory", "s3", "s3a", "gs", "gcs", "az", "abfs", "oci", "oss", "tos"})
"""Protocols whose files appear whole; elsewhere a file gets another name until it is."""

_NO_ACCESS = frozenset(
    {
        "ClientAuthenticationError",
        "CredentialRetrievalError",
        "DefaultCredentialsError",
        "NoCredentialsError",
        "PartialCredentialsError",
        "RefreshError",
        "TokenRetrievalError",
    }
)
"""Errors of the libraries of object stores that mean: not with these credentials."""

_PART = re.compile(r"worksheets-[0-9a-f]{16}\.part")


class RemoteStore:
    """A place that fsspec knows; only its address travels to workers."""

    def __init__(self, url: str) -> None:
        """Open an address, like `s3://bucket/sheets`; nothing is looked at before it is needed.

        Raises:
            WorksheetError: fsspec does not know such addresses, or a package is missing.
        """
        self._url = url
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            message = "addresses of stores need the package fsspec"
            hint = "Install it with: pip install 'worksheets[remote]' - or name a folder."
            raise self._refused(message, hint, Kind.USAGE) from None
        try:
            self._system, folder = url_to_fs(url)
        except ImportError as error:
            raise self._missing(error) from None
        except Exception as error:
            raise self._unknown() or self._explained(error) from None
        self._folder: str = folder.rstrip("/")
        protocol = self._system.protocol
        known = {protocol} if isinstance(protocol, str) else set(protocol)
        self._puts_whole = not _WHOLE.isdisjoint(known)

    def __reduce__(self) -> tuple[type["RemoteStore"], tuple[str]]:
        """Connections stay where they are."""
        return (RemoteStore, (self._url,))

    @property
    def shown(self) -> str:
        """The address without user, password and what follows a question mark."""
        protocol, _, path = self._url.partition("://")
        host, slash, rest = re.split("[?#]", path)[0].partition("/")
        text = f"{protocol}://{host.rpartition('@')[2]}{slash}{rest}"
        return "".join(mark if mark.isprintable() else "�" for mark in text)

    @property
    def shared(self) -> bool:
        """The memory of a process is its own."""
        return not self._url.startswith(MEMORY)

    def check(self) -> None:
        """See `FolderStore.check`: whether the place can be reached."""
        with self._reporting(), suppress(FileNotFoundError):
            if self._system.info(self._folder)["type"] == "file":
                raise self._refused("this is a file, not a folder", "Name a folder.")

    def prepare(self) -> None:
        """See `FolderStore.prepare`; object stores have no folders, and buckets are not ours."""
        self.check()
        if not self._puts_whole:
            with self._reporting():
                self._system.makedirs(self._folder, exist_ok=True)

    def write(self, name: str, data: bytes) -> None:
        """See `FolderStore.write`."""
        path = self._path(name)
        with self._reporting(), self._beside(path) as place:
            self._system.pipe_file(place, data)

    @contextmanager
    def replace_stream(self, name: str) -> Iterator[BinaryIO]:
        """See `FolderStore.replace_stream`; it is gathered on this machine and sent as a whole.

        **Why:** a stream to a store puts what it has in its place when it is closed, an error
        or not.
        """
        path = self._path(name)
        with _reporting_temporary(), TemporaryDirectory() as folder:  # its owner's only
            gathered = Path(folder) / "file"
            with gathered.open("wb") as file:
                yield file
            self._send(gathered, path)

    def read(self, name: str, most: int | None = None) -> bytes | None:
        """See `FolderStore.read`."""
        path = self._path(name)
        with self._reporting():
            try:
                return cast(bytes, self._system.cat_file(path, end=most))
            except FileNotFoundError:
                return None

    def names(self) -> Iterator[str]:
        """See `FolderStore.names`."""
        yield from (name for name in self._all_names() if not _PART.fullmatch(name))

    def _all_names(self) -> Iterator[str]:
        with self._reporting():
            self._system.invalidate_cache()
            try:
                found = self._system.ls(self._folder, detail=True)
            except FileNotFoundError:
                return
        for entry in found:
            name = entry["name"].rpartition("/")[2]
            if entry["type"] == "file" and name and not name.startswith("."):
                yield name

    def remove(self, name: str) -> None:
        """See `FolderStore.remove`."""
        path = self._path(name)
        with self._reporting(), suppress(FileNotFoundError):
            self._system.rm_file(path)

    def sweep(self) -> None:
        """See `FolderStore.sweep`."""
        for name in list(self._all_names()):
            if _PART.fullmatch(name):
                self.remove(name)

    @contextmanager
    def open_state(self, name: str) -> Iterator[tuple[Path, Callable[[], None]]]:
        """See `FolderStore.open_state`: a copy on this machine, which is sent when it is saved."""
        path = f"{self._folder}/{name}"
        with TemporaryDirectory() as folder:
            copy = Path(folder) / name
            with self._reporting(), suppress(FileNotFoundError):
                self._system.get_file(path, str(copy))
            yield copy, partial(self._send, copy, path)

    def _send(self, file: Path, path: str) -> None:
        with self._reporting(), self._beside(path) as place:
            self._system.put_file(str(file), place)

    def _path(self, name: str) -> str:
        return f"{self._folder}/{safe_name(name)}"

    @contextmanager
    def _beside(self, path: str) -> Iterator[str]:
        """Where to put a file so that it appears at `path` whole."""
        if self._puts_whole:
            yield path
            return
        beside = f"{path.rpartition('/')[0]}/worksheets-{token_hex(8)}.part"
        try:
            yield beside
            try:
                self._system.mv(beside, path)
            except FileExistsError:  # systems whose files must be deleted before
                self._system.rm_file(path)
                self._system.mv(beside, path)
        except BaseException:
            with suppress(Exception):
                self._system.rm_file(beside)
            raise

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Whatever the libraries of a store raise becomes a problem with the place.

        Their messages are left out: they can hold addresses with keys in them.
        """
        try:
            yield
        except WorksheetError:
            raise
        except Exception as error:
            raise self._explained(error) from None

    def _explained(self, error: Exception) -> WorksheetError:
        names = {cause.__name__ for cause in type(error).__mro__}
        if isinstance(error, PermissionError) or names & _NO_ACCESS:
            hint = "Check the credentials, and what they allow."
            return self._refused("it may not be written to or read", hint)
        if isinstance(error, FileNotFoundError):
            return self._refused("there is no such place", "Check the address, or create it first.")
        if isinstance(error, OSError) and error.errno:
            return WorksheetError([replace(os_problem(Path(), error), file=self.shown)])
        hint = "Check the address, the credentials and the network."
        return self._refused(f"the store cannot be used ({type(error).__name__})", hint)

    def _unknown(self) -> WorksheetError | None:
        """The problem of an address whose beginning is that of no store, if it is one."""
        from fsspec.registry import known_implementations, registry

        protocol = self._url.partition("://")[0]
        if protocol in known_implementations or protocol in registry:
            return None
        hint = "Check the address: it is like s3://bucket/sheets, and a folder has no ://."
        return self._refused("there is no such kind of store", hint, Kind.USAGE)

    def _missing(self, error: ImportError) -> WorksheetError:
        from fsspec.registry import known_implementations

        protocol = self._url.partition("://")[0]
        package = known_implementations.get(protocol, {}).get("class", "").partition(".")[0]
        if package in ("", "fsspec"):  # what is missing is something that fsspec needs for it
            cause = error.__cause__ if isinstance(error.__cause__, ImportError) else error
            package = (cause.name or "").partition(".")[0]
        hint = f"Install it with: pip install {package}" if package else "See fsspec for which."
        message = f"addresses with {protocol}:// need a further package"
        return self._refused(message, hint, Kind.USAGE)

    def _refused(self, message: str, hint: str, kind: Kind = Kind.OUTPUT) -> WorksheetError:
        return WorksheetError([Problem(message, hint, self.shown, kind=kind)])


@contextmanager
def _reporting_temporary() -> Iterator[None]:
    """Errors of the system about the temporary files of this machine become problems."""
    try:
        yield
    except OSError as error:
        raise WorksheetError([os_problem(Path(gettempdir()), error)]) from None
