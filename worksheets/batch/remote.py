"""Stores beyond the file system of this machine, through fsspec.

Nothing is locked there: two batches that write to the same address at once are not noticed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO, cast

from worksheets.batch.parts import PartsJournal, on_this_machine
from worksheets.batch.stores import MEMORY, safe_name
from worksheets.files import told
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
        """Nothing is looked at before it is needed.

        Args:
            url: The address, like `s3://bucket/sheets`.
        """
        self._url = url
        self._found: tuple[Any, str] | None = None

    @classmethod
    def open(cls, url: str) -> "RemoteStore":
        """A store whose packages are there.

        Raises:
            WorksheetError: fsspec does not know such addresses, or a package is missing.
        """
        store = cls(url)
        _ = store._place
        return store

    def __reduce__(self) -> tuple[type["RemoteStore"], tuple[str]]:
        """Connections stay where they are."""
        return (RemoteStore, (self._url,))

    @property
    def shown(self) -> str:
        """The address without user, password and what follows a question mark."""
        protocol, _, path = self._url.partition("://")
        path = re.split("[?#]", path)[0]
        host, slash, rest = path.partition("/")
        text = f"{protocol}://{host.rpartition('@')[2]}{slash}{rest}"
        return "".join(mark if mark.isprintable() else "�" for mark in text)

    @property
    def shared(self) -> bool:
        """The memory of a process is its own."""
        return not self._url.startswith(MEMORY)

    @property
    def _place(self) -> tuple[Any, str]:
        """The file system and the folder in it."""
        if self._found is None:
            try:
                from fsspec.core import url_to_fs
            except ImportError:
                message = "addresses of stores need the package fsspec"
                hint = "Install it with: pip install 'worksheets[remote]' - or name a folder."
                raise self._refused(message, hint, Kind.USAGE) from None
            try:
                system, folder = url_to_fs(self._url)
            except ImportError as error:
                raise self._missing(error) from None
            except Exception as error:
                raise self._unknown() or self._explained(error) from None
            self._found = system, folder.rstrip("/")
        return self._found

    def _unknown(self) -> WorksheetError | None:
        """What to say of an address whose beginning is that of no store, if it is one."""
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

    def check(self) -> None:
        """See `Store.check`: whether the place can be reached."""
        system, folder = self._place
        with self._telling(), suppress(FileNotFoundError):
            if system.info(folder)["type"] == "file":
                raise self._refused("this is a file, not a folder", "Name a folder.")

    def prepare(self) -> None:
        """See `Store.prepare`; stores of objects have no folders, and buckets are not ours."""
        self.check()
        system, folder = self._place
        if not self._puts_whole:
            with self._telling():
                system.makedirs(folder, exist_ok=True)

    def write(self, name: str, data: bytes) -> None:
        """See `Store.write`."""
        path, system = self._path(name), self._place[0]
        with self._telling(), self._beside(path) as place:
            system.pipe_file(place, data)

    @contextmanager
    def replace_stream(self, name: str) -> Iterator[BinaryIO]:
        """See `Store.replace_stream`; it is gathered on this machine and sent as a whole.

        **Why:** a stream to a store puts what it has in its place when it is closed, an error
        or not.
        """
        path, system = self._path(name), self._place[0]
        with on_this_machine(), TemporaryDirectory() as folder:  # its owner's only
            gathered = Path(folder) / "file"
            with gathered.open("wb") as file:
                yield file
            with self._telling(), self._beside(path) as place:
                system.put_file(str(gathered), place)

    def read(self, name: str) -> bytes | None:
        """See `Store.read`."""
        path, system = self._path(name), self._place[0]
        with self._telling():
            try:
                return cast(bytes, system.cat_file(path))
            except FileNotFoundError:
                return None

    def open_read(self, name: str) -> BinaryIO | None:
        """See `Store.open_read`; what is read here and there is fetched once."""
        data = self.read(name)
        if data is None:
            return None
        with on_this_machine():
            file = TemporaryFile()  # noqa: SIM115 - the caller closes it
            file.write(data)
            file.seek(0)
        return cast(BinaryIO, file)

    def holds(self, name: str) -> bool:
        """See `Store.holds`."""
        path, system = self._path(name), self._place[0]
        with self._telling():
            return bool(system.isfile(path))

    def names(self) -> Iterator[str]:
        """See `Store.names`."""
        yield from (name for name in self._all_names() if not _PART.fullmatch(name))

    def _all_names(self) -> Iterator[str]:
        system, folder = self._place
        with self._telling():
            system.invalidate_cache()
            try:
                found = system.ls(folder, detail=True)
            except FileNotFoundError:
                return
        for entry in found:
            name = entry["name"].rpartition("/")[2]
            if entry["type"] == "file" and name and not name.startswith("."):
                yield name

    def remove(self, name: str) -> None:
        """See `Store.remove`."""
        path, system = self._path(name), self._place[0]
        with self._telling(), suppress(FileNotFoundError):
            system.rm_file(path)

    def sweep(self) -> None:
        """See `Store.sweep`."""
        for name in list(self._all_names()):
            if _PART.fullmatch(name):
                self.remove(name)

    def settle(self) -> None:
        """See `Store.settle`: what a store has taken, it keeps."""

    def open_log(self, name: str) -> None:
        """See `Store.open_log`: objects do not grow."""

    def open_journal(self, name: str) -> PartsJournal:
        """See `Store.open_journal`."""
        return PartsJournal(self, name)

    @property
    def _puts_whole(self) -> bool:
        protocol = self._place[0].protocol
        return not _WHOLE.isdisjoint((protocol,) if isinstance(protocol, str) else protocol)

    def _path(self, name: str) -> str:
        return f"{self._place[1]}/{safe_name(name)}"

    @contextmanager
    def _beside(self, path: str) -> Iterator[str]:
        """Where to put a file so that it appears at `path` whole."""
        system = self._place[0]
        if self._puts_whole:
            yield path
            return
        beside = f"{path.rpartition('/')[0]}/worksheets-{token_hex(8)}.part"
        try:
            yield beside
            try:
                system.mv(beside, path)
            except FileExistsError:  # systems whose files must be deleted before
                system.rm_file(path)
                system.mv(beside, path)
        except BaseException:
            with suppress(Exception):
                system.rm_file(beside)
            raise

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Whatever the libraries of a store raise becomes a problem with the place.

        What they say is left out: it can hold addresses with keys in them.
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
            return WorksheetError([replace(told(Path(), error), file=self.shown)])
        hint = "Check the address, the credentials and the network."
        return self._refused(f"the store cannot be used ({type(error).__name__})", hint)

    def _refused(self, message: str, hint: str, kind: Kind = Kind.OUTPUT) -> WorksheetError:
        return WorksheetError([Problem(message, hint, self.shown, kind=kind)])
