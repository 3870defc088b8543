"""A roster that was read and judged, and what the messages about its rows say."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from secrets import token_hex
from tempfile import gettempdir

from worksheets.batch.documents import Work
from worksheets.batch.judge import Judged, judge_rows
from worksheets.batch.tally import Tally, in_row
from worksheets.batch.task import NO_PATIENTS, Job, Made, Task, Verdict
from worksheets.load.library import Library
from worksheets.load.source import is_no_room, showable
from worksheets.model.roster import ROSTER_FIELDS, dose_change
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters import Roster, RosterSetup, read_roster


@dataclass(frozen=True)
class Batch:
    """A roster that was read and judged.

    Attributes:
        job: What is to be done with it.
        roster: The roster.
        judged: What is to become of its rows.
        work: What its tasks have in common.
        labels: What the columns are called that messages can name.
        marks: Whether the number of the row is printed on each page.
        is_merged: Whether all documents go into one file, where each says which of how many it is.
        duplex: Whether paper is printed on both sides.
    """

    job: Job
    roster: Roster
    judged: Judged
    work: Work
    labels: str
    marks: bool = False
    is_merged: bool = False
    duplex: bool = False

    @property
    def tasks(self) -> int:
        """How many documents there are to make."""
        return self.judged.counts["ok"] + self.judged.counts["warning"]

    def tally(self) -> Tally:
        """An account that holds the rows that are no patients."""
        tally = Tally(self.judged.rows_read, self.duplex)
        for status in NO_PATIENTS:
            tally.counts[status] = self.judged.counts[status]
        return tally

    def general(self) -> tuple[Problem, ...]:
        """What is to be known about the roster as a whole, at the end."""
        warnings = (*self.roster.warnings, *self.judged.warnings)
        if not self.roster.has_changed():
            return warnings
        message = "the roster was changed while it was worked through; the old state was printed"
        hint = "Run it again with --resume: only what is changed is made again."
        return (*warnings, Problem(message, hint, self.roster.name, kind=Kind.WARNING))

    def tasks_of(self, refuse: Callable[[Made], None]) -> Iterator[tuple[Task, Verdict]]:
        """The documents to make, each with the verdict on its row.

        Args:
            refuse: Takes in the rows that are refused, as they are passed.
        """
        for verdict in self.judged:
            if verdict.task is not None:
                yield verdict.task, verdict
            elif verdict.status == "error":
                refuse(Made(verdict.row, "", problems=verdict.problems))

    def mark_of(self, row: int, place: int, total: int) -> str:
        """What the pages of a document bear: its place, or its row, or nothing."""
        if self.is_merged:
            return f"{place} / {total}"
        return f"#{row}" if self.marks else ""

    def placed(self, made: Made, found: tuple[Problem, ...]) -> Made:
        """The record of a row that was worked on.

        Args:
            made: What became of its document.
            found: What was found in the row before.
        """
        name, columns = self.roster.name, self.roster.columns
        later = [in_row(problem, name, made.row, columns) for problem in made.problems]
        plain, with_columns = self.digests(made.input, found)
        digest = made.input and (with_columns if later else plain)
        return replace(made, problems=(*found, *later), input=digest)

    def digests(self, digest: str, found: tuple[Problem, ...]) -> tuple[str, str]:
        """What the record of a row can have for a digest: it is kept when it has one of them.

        **Why two:** what was found while a document was made is known from its record alone, and
        names columns as they stood then. Such a record is kept only as long as they stand so.

        Args:
            digest: Digest of what the document is made from.
            found: What was found in the row before.

        Returns:
            The digest of a record where nothing was found later, and where something was.
        """
        facts = repr([(problem.message, problem.hint) for problem in found])
        return _joined(digest, facts), _joined(digest, facts, self.labels)

    def kept(self, made: Made, row: int) -> Made:
        """The record of an earlier run, for the row that asks for the document now."""
        name = self.roster.name
        problems = [replace(problem, file=name, line=row) for problem in made.problems]
        return replace(made, row=row, problems=tuple(problems))


def with_mark(task: Task, mark: str) -> Task:
    """A task whose pages bear a mark."""
    return replace(task, order=replace(task.order, mark=mark))


def _joined(*texts: str) -> str:
    return sha256(" ".join(texts).encode()).hexdigest()


@contextmanager
def open_batch(job: Job, report: Callable[[str], None] = lambda _: None) -> Iterator[Batch]:
    """Read and judge a roster.

    Args:
        job: What is to be done with it.
        report: Called with a line about each step as it begins.

    Raises:
        WorksheetError: It cannot be read, or is no roster.
    """
    setting = job.setting
    report("read the roster")
    clinic = Library().load_path(setting.clinic, "clinic") if setting.clinic else None
    setup = (clinic.roster if clinic else None) or RosterSetup()
    stated = {"dates": job.dates, "encoding": job.encoding}
    setup = setup.model_copy(update={key: value for key, value in stated.items() if value})
    password = setting.password or ""
    with (
        _reporting_no_room(),
        read_roster(job.roster, setup, setting.issued, password) as roster,
    ):
        report(f"judge the rows ({roster.row_count:,})")
        try:
            judged = judge_rows(roster.name, roster.columns, roster, setting)
        except WorksheetError as error:
            # "nothing names the program" is understood by whoever reads that "Programm" was not.
            raise WorksheetError([*roster.warnings, *error.problems]) from None
        with closing(judged):
            columns = roster.columns.items()
            labels = [one for one in columns if one[0] in ROSTER_FIELDS or dose_change(one[0])]
            work = Work(token_hex(8))
            yield Batch(job, roster, judged, work, repr(sorted(labels)))


@contextmanager
def _reporting_no_room() -> Iterator[None]:
    """What is read goes through files of the system's own, and it may have no room for them."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        is_full = getattr(error, "sqlite_errorname", "") in ("SQLITE_FULL", "SQLITE_IOERR_WRITE")
        if not is_full and not is_no_room(error):
            raise
        message = "the disk for temporary files is full"
        hint = "Delete something there, or name another folder in TMPDIR."
        place = showable(gettempdir())
        raise WorksheetError([Problem(message, hint, place, kind=Kind.OUTPUT)]) from None
