"""The state of a batch: what became of every row, in an SQLite file in the output folder.

A killed run loses the records since the last `save`, whose documents are made again. A run that
goes on first merges what earlier runs have recorded. Nothing in the manifests depends on when,
where or in how many runs the batch was made.

The database keeps a rollback journal, not a write-ahead log: folders can be network drives.
"""

import errno
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from worksheets.batch.file_names import ENDING, PROOF
from worksheets.batch.manifest import (
    CSV_NAME,
    CSV_START,
    JSON_NAME,
    Entry,
    Summary,
    entry_of,
    made_of,
    outdated_entry,
    to_text,
    write_manifests,
)
from worksheets.batch.stores import Store
from worksheets.batch.task import Made, Status, Task
from worksheets.files import os_problem
from worksheets.problems import Kind, Problem, WorksheetError

STATE_NAME = ".worksheets-batch.sqlite"
OLD_JOURNAL = "manifest.journal"
"""What versions up to 0.1 kept instead, and may have left when they were killed."""
MANIFESTS = frozenset((CSV_NAME, JSON_NAME, OLD_JOURNAL))

_TABLES = """
CREATE TABLE IF NOT EXISTS record (
    is_new INTEGER NOT NULL,  -- 1 for those of this run, 0 for those of earlier ones
    row INTEGER,  -- NULL for a file that no row asks for any more
    file TEXT NOT NULL,  -- '' where none was written
    entry TEXT,  -- the record as in the manifest; NULL for a file that was never recorded
    UNIQUE (is_new, row)
);
CREATE INDEX IF NOT EXISTS record_of_file ON record (file);
CREATE TEMP TABLE present (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_MERGE_RUNS = (
    # Files that a row of this run asks for again.
    "DELETE FROM record WHERE NOT is_new AND file <> ''"
    " AND file IN (SELECT file FROM record WHERE is_new)",
    # Files of rows that ended otherwise in this run; at its end, of all that it did not record.
    "UPDATE record SET row = NULL WHERE NOT is_new"
    " AND (:complete OR row IN (SELECT row FROM record WHERE is_new))",
    "DELETE FROM record WHERE row IS NULL AND file NOT IN (SELECT name FROM present)",
    "UPDATE record SET is_new = 0",
)
_REFUSALS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
"""How errors of SQLite begin that are the system's."""
_SEND_EVERY_S = 10.0
"""How often a state is saved that has to be sent elsewhere: seldom enough to take no time."""


@contextmanager
def open_state(store: Store, *, resume: bool) -> Iterator["State"]:
    """Open the state of the batch in a store, and keep other runs out until the block ends.

    Args:
        store: Where the documents go; it is created if need be.
        resume: Whether to go on where an earlier run ended.

    Raises:
        WorksheetError: Something is there that would be overwritten, another run is writing there,
            the state of an earlier run cannot be read, or the system refuses.
    """
    store.prepare()
    with store.open_state(STATE_NAME) as (path, send):
        is_there = os.path.lexists(path)
        _check_manifest(store)
        if not is_there:
            _check_unused(store, resume=resume)
            _create(store, path)
        elif path.is_symlink():
            raise _refused(store, f"{STATE_NAME} is a link", "Delete it, or choose another place.")
        with closing(_lock(store, path)) as database:
            if is_there and not resume:
                message = "an earlier batch was written here"
                hint = "Add --resume to make only what is missing or changed, or choose another "
                raise _refused(store, message, f"{hint}place.")
            state = State(store, database, send)
            try:
                yield state
            finally:
                with suppress(WorksheetError):
                    state.save(now=True)


def _check_manifest(store: Store) -> None:
    start = store.read(CSV_NAME, len(CSV_START))
    if start not in (None, CSV_START):
        message = f"there is a file {CSV_NAME} that this program did not write"
        raise _refused(store, message, "Choose another place, or rename the file.")


def _check_unused(store: Store, *, resume: bool) -> None:
    """See that nothing is in a store without a state that a batch would write over or mix up."""
    if any(store.read(name, 1) is not None for name in MANIFESTS):
        message = "an earlier batch was written here"
        hint = "Choose another place."
        if resume:
            message += " by an older version, or its state was deleted: --resume cannot go on"
            hint = "Finish it with that version, or leave --resume out and choose another place."
        raise _refused(store, message, hint)
    if any(name.lower().endswith(ENDING) for name in store.names()):
        hint = "Choose an empty folder or a new one, or delete these files"
        hint += "; --resume cannot go on without the state of the batch" if resume else ""
        raise _refused(store, "there are PDF files here that no batch has recorded", f"{hint}.")


def _create(store: Store, path: Path) -> None:
    """Create the file, which belongs to its owner alone."""
    try:
        with suppress(FileExistsError):  # another run has begun in this moment: one is refused
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise WorksheetError([os_problem(Path(store.shown), error)]) from None


def _lock(store: Store, path: Path) -> sqlite3.Connection:
    """Open the database, and keep others out until it is closed, however this process ends."""
    with _reporting(store):
        database = sqlite3.connect(path, timeout=0)
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("BEGIN EXCLUSIVE")
            database.commit()
            (answer,) = database.execute("PRAGMA quick_check").fetchone()
            if answer != "ok":
                raise _damaged(store)
            database.executescript(_TABLES)
        except BaseException:
            database.close()
            raise
    return database


class State:
    """What became of the rows of a batch; `open_state` opens it."""

    def __init__(
        self, store: Store, database: sqlite3.Connection, send: Callable[[], None]
    ) -> None:
        """Merge what earlier runs have recorded.

        Args:
            store: Where the documents are.
            database: The open database, locked.
            send: Puts its file in its place, if it is not there.
        """
        self._store = store
        self._database = database
        self._send = send
        self._sent_s = time.monotonic()
        store.sweep()
        self._merge_runs(complete=False)
        with _reporting(store), database:
            # Documents that were written, but not recorded before a run was killed.
            database.execute(
                "INSERT INTO record SELECT 0, NULL, name, NULL FROM present"
                " WHERE name NOT IN (SELECT file FROM record)"
            )

    def done(self, file: str, *digests: str) -> Made | None:
        """What an earlier run recorded about a document that need not be made again.

        Args:
            file: Name of the file.
            digests: What its digest may be, which is that of everything that it is made from now.

        Returns:
            The record, or None when there is none, when it was made from something else, or when
            the file is gone or is not as it was written. Its row is that of the earlier run, and
            its problems name neither file nor row.
        """
        for entry, *_ in self._rows("WHERE file = ? AND NOT is_new AND entry NOT NULL", file):
            made = self._made(entry)
            data = self._store.read(file) if made.input in digests else None
            return made if data is not None and sha256(data).hexdigest() == made.sha256 else None
        return None

    def record(self, made: Made, task: Task | None = None) -> None:
        """Take in what became of a row.

        Args:
            made: What became of it.
            task: The document that it asks for, or None.
        """
        entry = to_text(entry_of(made, task))
        with _reporting(self._store):
            self._database.execute(
                "INSERT OR REPLACE INTO record VALUES (1, ?, ?, ?)", (made.row, made.file, entry)
            )

    def save(self, *, now: bool = False) -> None:
        """Write what was recorded to the disk; where it has to be sent elsewhere, now and then.

        Raises:
            WorksheetError: It cannot be written; what was written before is unharmed.
        """
        with _reporting(self._store):
            self._database.commit()
        start_s = time.monotonic()
        if now or start_s > self._sent_s + _SEND_EVERY_S:
            self._send()
            took_s = time.monotonic() - start_s
            self._sent_s = time.monotonic() + _SEND_EVERY_S * took_s

    def missing(self) -> Iterator[Made]:
        """What was recorded in this run about files that are there no more."""
        self._list_present()
        absent = "file <> '' AND file NOT IN (SELECT name FROM present)"
        for entry, *_ in list(self._rows(f"WHERE is_new AND {absent} ORDER BY row")):
            made = self._made(entry)
            if self._store.read(made.file, 1) is None:  # disks may list another spelling
                yield made

    def finish(
        self,
        roster: str = "",
        *,
        complete: bool = True,
        others: Mapping[Status, int] = MappingProxyType({}),
    ) -> None:
        """Put both manifests in their place; see `write`."""
        with (
            self._store.replace_stream(JSON_NAME) as as_json,
            self._store.replace_stream(CSV_NAME) as as_csv,
        ):
            self.write(as_json, as_csv, Summary(roster, complete, others))

    def write(self, as_json: BinaryIO, as_csv: BinaryIO, summary: Summary) -> None:
        """Write both manifests, in the order of the rows.

        If not all rows of the roster were recorded, what earlier runs recorded about the others is
        kept.

        Args:
            as_json: Where the one in JSON goes.
            as_csv: Where the one in CSV goes.
            summary: What is said of the batch as a whole.

        Raises:
            WorksheetError: They cannot be written; what was recorded is kept.
        """
        self._merge_runs(complete=summary.complete)
        self.save(now=True)
        entries = (
            outdated_entry(file, entry) if row is None else entry
            for entry, row, file in self._rows("ORDER BY row IS NULL, row, file")
        )
        write_manifests(as_json, as_csv, entries, summary)

    def rows(self) -> Iterator[Made]:
        """What became of each row that is a patient, in their order; after `finish`."""
        for entry, *_ in self._rows("WHERE row NOT NULL ORDER BY row"):
            yield self._made(entry)

    def count_outdated(self) -> int:
        """How many files there are that no row of the present roster asks for; after `finish`.

        They are never deleted, and must not be handed out.
        """
        query = "SELECT count(*) FROM record WHERE row IS NULL"
        return int(self._database.execute(query).fetchone()[0])

    def _merge_runs(self, *, complete: bool) -> None:
        """Make one account of the records of this run and of earlier ones."""
        self._list_present()
        with _reporting(self._store), self._database:
            for statement in _MERGE_RUNS:
                self._database.execute(statement, {"complete": complete})

    def _list_present(self) -> None:
        """List the documents that there are."""
        names = ((name,) for name in self._store.names() if _is_document(name))
        with _reporting(self._store):
            self._database.execute("DELETE FROM present")
            self._database.executemany("INSERT OR IGNORE INTO present VALUES (?)", names)

    def _rows(self, which: str, *values: str) -> Iterator[tuple[Entry, int | None, str]]:
        """Records, each with the row and the file; {} for a file that was never recorded."""
        query = f"SELECT entry, row, file FROM record {which}"
        with _reporting(self._store):
            for entry, row, file in self._database.execute(query, values):
                yield json.loads(entry or "{}"), row, file

    def _made(self, entry: Entry) -> Made:
        try:
            return made_of(entry)
        except ValueError:
            raise _damaged(self._store) from None


def _is_document(name: str) -> bool:
    return name.lower().endswith(ENDING) and name != PROOF


@contextmanager
def _reporting(store: Store) -> Iterator[None]:
    """Errors of the database become problems with the store."""
    try:
        yield
    except (sqlite3.Error, json.JSONDecodeError) as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            hint = "Wait for it to end, or choose another place."
            raise _refused(store, "another batch is writing here", hint) from None
        if name.startswith(_REFUSALS):
            store.sweep()  # raises that the folder is gone, if it is
            number = errno.ENOSPC if name == "SQLITE_FULL" else errno.EACCES
            raise WorksheetError([os_problem(Path(store.shown), OSError(number, ""))]) from None
        raise _damaged(store) from None


def _damaged(store: Store) -> WorksheetError:
    message = f"{STATE_NAME}, the state of this batch, was damaged or changed since it was written"
    return _refused(store, message, "Restore it, or choose another place for the batch.")


def _refused(store: Store, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, store.shown, kind=Kind.OUTPUT)])
