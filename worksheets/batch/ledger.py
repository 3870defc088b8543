"""The account of a batch: what became of every row, true at any moment, whatever kills the run.

While the batch runs, every record goes to the journal and to the end of the CSV manifest. At its
end both manifests are written whole, in the order of the rows, and the journal is deleted. A run
that goes on after a killed one first does for it what it could not do any more. Nothing in the
manifests depends on when, where or in how many runs the batch was made.
"""

from array import array
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple, Self

from worksheets.batch.earlier import Earlier, put_at, scan
from worksheets.batch.file_names import ENDING, PROOF
from worksheets.batch.journal import Journal, Log
from worksheets.batch.manifests import Summary, write_manifests
from worksheets.batch.records import (
    CSV_START,
    Record,
    from_line,
    to_csv,
    to_line,
)
from worksheets.batch.stores import Store
from worksheets.batch.task import Made, Status
from worksheets.batch.written import Written
from worksheets.problems import Kind, Problem, WorksheetError

CSV_NAME = "manifest.csv"
JSON_NAME = "manifest.json"
JOURNAL_NAME = "manifest.journal"
MANIFESTS = frozenset((CSV_NAME, JSON_NAME, JOURNAL_NAME))


class _Found(NamedTuple):
    """What is in a store before a run: a CSV manifest, a JSON manifest, lines of a journal."""

    csv: bool
    json: bool
    journal: bool


class Ledger:
    """Takes in what became of every row. Use it in a `with` statement, and `finish` it."""

    def __init__(self, store: Store, journal: Journal, besides: Collection[str]) -> None:
        """For `open` only."""
        self._store = store
        self._journal = journal
        self._besides = frozenset(besides)
        self._rows = array("Q")  # twice the offset in the journal, or twice the place and one; + 1
        self._earlier = Earlier(None, store.shown)
        self._written = Written()
        self._strays: set[str] = set()
        self._log: Log | None = None
        self._outdated: tuple[str, ...] = ()
        self._finished = False

    @classmethod
    def open(cls, store: Store, *, resume: bool, besides: Collection[str] = (PROOF,)) -> "Ledger":
        """Begin the account of a run.

        Args:
            store: Where the documents go; it is created if need be.
            resume: Whether to go on where an earlier run ended.
            besides: Names of other PDF files that the batch writes there.

        Raises:
            WorksheetError: Something is there that would be overwritten, another run is writing
                there, what an earlier run wrote cannot be understood, or the system refuses.
        """
        store.prepare()
        journal = store.open_journal(JOURNAL_NAME)
        ledger = cls(store, journal, besides)
        try:
            ledger._begin(resume)
        except BaseException:
            with suppress(WorksheetError):
                if not any(journal.lines()):
                    journal.remove()
            ledger.close()
            raise
        return ledger

    def _begin(self, resume: bool) -> None:
        found = self._look()
        if any(found) and not resume:
            message = "an earlier batch was written here"
            hint = "Add --resume to make only what is missing or changed, or choose another place."
            raise self._refused(message, hint)
        if not any(found) and any(map(_is_document, self._store.names())):
            message = "there are PDF files here that no batch has recorded"
            hint = "Choose an empty folder or a new one, or delete these files"
            if resume:
                hint += "; --resume cannot go on without the manifest"
            raise self._refused(message, f"{hint}.")
        self._store.sweep()
        if any(found):
            self._take_over(found)
        else:
            self._store.write(CSV_NAME, CSV_START)
        self._journal.clear()  # of a torn line, if of nothing else
        self._log = self._store.open_log(CSV_NAME)

    def _look(self) -> _Found:
        old = self._store.open_read(CSV_NAME)
        if old is not None:
            with old:
                if old.read(len(CSV_START)) != CSV_START:
                    message = f"there is a file {CSV_NAME} that this program did not write"
                    raise self._refused(message, "Choose another place, or rename the file.")
        journal = any(True for _ in self._journal.lines())
        return _Found(old is not None, self._store.holds(JSON_NAME), journal)

    def _take_over(self, found: _Found) -> None:
        """Bring the manifests of earlier runs up to date, if the last one did not."""
        self._earlier = self._read_earlier()
        if found.journal or not (found.csv and found.json):
            offset = 0
            for line in self._journal.lines():
                if record := from_line(line):
                    self._note(record, 2 * offset)
                offset += len(line)
            self._write(Summary("", complete=False, others={}))
            self._rows = array("Q")
            self._earlier = self._read_earlier()
        # Written, but not recorded before the run was killed.
        self._strays = {name for name in self._documents() if self._earlier.of_file(name) is None}

    def _documents(self) -> Iterator[str]:
        for name in self._store.names():
            if _is_document(name) and name not in self._besides:
                yield name

    def _read_earlier(self) -> Earlier:
        return Earlier(self._store.open_read(JSON_NAME), self._shown_manifest)

    @property
    def _shown_manifest(self) -> str:
        return f"{self._store.shown}: {JSON_NAME}"

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """See `close`."""
        self.close()

    def close(self) -> None:
        """Let go of the files; what was not finished is kept for a run that goes on.

        The journal keeps other runs out until now: whatever else belongs to the batch is written.
        """
        if self._finished:
            with suppress(WorksheetError):  # empty, it does no harm
                self._journal.remove()
        if self._log is not None:
            self._log.close()
        self._earlier.close()
        self._journal.close()

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
        place = self._earlier.of_file(file)
        if place is None:
            return None
        made = self._earlier.record(place).made
        same = made.file == file and made.input in digests
        return made if same and is_intact(self._store, made) else None

    def record(self, made: Made, status: Status | None = None) -> None:
        """Take in what became of a row.

        Args:
            made: What became of it.
            status: How it ended, where there was no patient; otherwise `made` knows.

        Raises:
            WorksheetError: It cannot be written.
        """
        record = Record(made, status or made.status)
        line = to_line(record)
        place = self._earlier.of_row(made.row)
        if place is not None and self._earlier.line(place) + b"\n" == line:
            reference = 2 * place + 1  # nothing new: the journal stays short
        else:
            reference = 2 * self._journal.append(line)
            if self._log is not None:
                self._log.append(to_csv(record))
        self._note(record, reference)
        self._written.note(made.row, made.file)

    def missing(self) -> Iterator[Made]:
        """What was recorded in this run about files that are there no more."""
        for row in self._written.missing(self._documents):
            made = self._at(self._rows[row] - 1)[1].made
            if not self._store.holds(made.file):  # some disks list names in another spelling
                yield made

    def _note(self, record: Record, reference: int) -> None:
        made = record.made
        put_at(self._rows, made.row, reference + 1)
        if made.file:
            self._strays.discard(made.file)
            place = self._earlier.of_file(made.file)
            if place is not None:
                self._earlier.ask_for(place)

    def finish(
        self,
        roster: str = "",
        *,
        complete: bool = True,
        others: Mapping[Status, int] = MappingProxyType({}),
    ) -> None:
        """Write both manifests, in the order of the rows, and empty the journal.

        Args:
            roster: Digest of the roster.
            complete: Whether all its rows were recorded. If not, what earlier runs recorded about
                the other rows is kept.
            others: Numbers of rows that are not recorded one by one, like those that are blank.

        Raises:
            WorksheetError: They cannot be written; the journal is kept.
        """
        if self._log is not None:
            self._log.close()
        self._write(Summary(roster, complete, others))
        self._store.settle()
        self._journal.clear()
        self._finished = True

    def rows(self) -> Iterator[Made]:
        """What became of each row that is a patient, in their order; after `finish`.

        Raises:
            WorksheetError: The manifest was deleted or changed since it was written.
        """
        manifest = self._store.open_read(JSON_NAME)
        if manifest is None:
            message = f"{JSON_NAME} was deleted or moved while the batch ran"
            raise self._refused(message, "Leave the folder alone, and add --resume.")
        with manifest:
            for _, record in scan(manifest, self._shown_manifest):
                if record.status in ("ok", "warning", "error"):
                    yield record.made

    def outdated(self) -> tuple[str, ...]:
        """Names of files that no row of the present roster asks for; after `finish`.

        They are never deleted, and must not be handed out.
        """
        return self._outdated

    def _write(self, summary: Summary) -> None:
        with (
            self._store.replace_stream(JSON_NAME) as as_json,
            self._store.replace_stream(CSV_NAME) as as_csv,
        ):
            write_manifests(as_json, as_csv, self._records(summary.complete), summary)
            self._earlier.close()  # what is open cannot be replaced on Windows

    def _records(self, complete: bool) -> Iterator[tuple[bytes, Record]]:
        """All records as they are to be written: by row, then what is outdated by name."""
        earlier = self._earlier
        for row in range(1, max(len(self._rows), earlier.last_row + 1)):
            place = None if complete else earlier.of_row(row)
            if reference := self._rows[row] if row < len(self._rows) else 0:
                yield self._at(reference - 1)
            elif place is not None and not earlier.is_asked_for(place):
                yield earlier.line(place), earlier.record(place)
        left = dict(self._left(complete))
        names = self._store.names() if left else ()
        self._outdated = tuple(sorted(name for name in names if name in left))
        for name in self._outdated:
            place = left[name]
            made = Made(0, "", name) if place is None else earlier.record(place).made
            record = Record(replace(made, row=0), "outdated")
            yield to_line(record).rstrip(), record

    def _left(self, complete: bool) -> Iterator[tuple[str, int | None]]:
        """Files that no row asks for, with the places of their records."""
        for place in range(len(self._earlier)):
            row = self._earlier.row_of(place)
            replaced = row < len(self._rows) and self._rows[row]
            if self._earlier.is_asked_for(place) or not (complete or not row or replaced):
                continue
            if file := self._earlier.record(place).made.file:
                yield file, place
        yield from ((name, None) for name in self._strays)

    def _at(self, reference: int) -> tuple[bytes, Record]:
        half, earlier = divmod(reference, 2)
        if earlier:
            return self._earlier.line(half), self._earlier.record(half)
        line = self._journal.at(half)
        record = from_line(line)
        assert record is not None  # it was written by this run, which keeps all others out
        return line.rstrip(), record

    def _refused(self, message: str, hint: str) -> WorksheetError:
        return WorksheetError([Problem(message, hint, self._store.shown, kind=Kind.OUTPUT)])


def _is_document(name: str) -> bool:
    return name.lower().endswith(ENDING)


def is_intact(store: Store, made: Made) -> bool:
    """Whether the file of a record is there, and is as it was written."""
    data = store.read(made.file)
    return data is not None and sha256(data).hexdigest() == made.sha256
