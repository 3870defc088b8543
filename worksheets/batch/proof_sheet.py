"""The proof sheet of a batch: a line for each row that is a patient, to tick and to sign."""

import shutil
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from tempfile import TemporaryFile
from typing import BinaryIO

from worksheets.batch.judging.people import initials_of
from worksheets.batch.opened import NO_PATIENTS, Batch
from worksheets.batch.staff import cover_of, facts_of, look_of
from worksheets.batch.tally import Tally
from worksheets.batch.task import Made, Task, Verdict
from worksheets.kept import forget_all
from worksheets.model import Locale
from worksheets.pdf.merge import Merger
from worksheets.plan import Plan
from worksheets.proof import ProofLine, ProofPages, cover_title

_MOST_WAITING = 4096
"""Many more rows than workers are given at a time (`engines.py`)."""


def write_proof(file: BinaryIO, batch: Batch, tally: Tally, rows: Iterable[Made]) -> None:
    """Write the proof sheet of a batch that is done.

    Args:
        file: Where to.
        batch: The roster.
        tally: What became of it.
        rows: The record of each row that is a patient, in order.
    """
    sheet = ProofSheet(file, batch, tally)
    for verdict, made in zip(_patients(batch), rows, strict=True):
        sheet.add(verdict.task, made)
    sheet.close(tally)


class ProofSheet:
    """The lines, page by page, behind the cover, which is drawn last: it has the counts."""

    def __init__(self, file: BinaryIO, batch: Batch, tally: Tally) -> None:
        """Begin the file.

        Args:
            file: Where to.
            batch: The roster.
            tally: What became of it; an empty one will do where documents do not say which of how
                many they are.
        """
        self._batch, self._look = batch, look_of(batch)
        language = self._look.language
        moment = datetime.combine(batch.job.setting.issued, time())
        self._merger = Merger(file, cover_title(language), language.language, moment, duplex=False)
        self._cover = self._merger.leave_page()
        self._pages = ProofPages(facts_of(batch, tally), *self._look)
        self._place, self._printed = 0, tally.printed

    def add(self, task: Task | None, made: Made) -> None:
        """Add a row.

        Args:
            task: What was to be made, or None for a row that was refused.
            made: What became of it.
        """
        self._draw(self._pages.add(self._line(task, made)))

    def close(self, tally: Tally) -> None:
        """Draw what is left, the cover last."""
        self._draw(self._pages.end())
        self._merger.fill(self._cover, cover_of(self._batch, tally, self._look))
        self._merger.close()

    def _draw(self, pages: list[Plan]) -> None:
        for page in pages:
            self._merger.add(page, "")
            forget_all()  # no page of this file is like another

    def _line(self, task: Task | None, made: Made) -> ProofLine:
        words, printed = self._look.language.batch, made.status != "error"
        self._place += printed
        return ProofLine(
            row=made.row,
            mark=self._batch.mark_of(made.row, self._place, self._printed) if printed else "",
            number=made.number,
            name=_initials(task) if task else "",
            program=made.program,
            side=_side(task, self._look.language) if task else "",
            pages=made.pages if printed else 0,
            status=getattr(words, made.status),
            remark="; ".join(problem.message for problem in made.problems),
        )


class EarlyProof:
    """A proof sheet that is drawn while others work, though rows are done in any order.

    Attributes:
        is_whole: Whether it has all rows so far. Where too many wait for one before them, none of
            them is drawn: memory does not grow with the roster.
    """

    def __init__(self, file: BinaryIO, batch: Batch) -> None:
        """Begin.

        Args:
            file: Where it is gathered, empty.
            batch: The roster.
        """
        self.is_whole = True
        self._file = file
        self._sheet = ProofSheet(file, batch, batch.tally())
        self._waiting: OrderedDict[int, tuple[Task | None, Made | None]] = OrderedDict()

    def expect(self, task: Task) -> None:
        """Say that a row comes next, whenever it is done; one that is refused need not be said."""
        self._put(task.row, task, None)

    def add(self, made: Made) -> None:
        """Add a row; it is drawn as soon as those before it are there."""
        task, _ = self._waiting.get(made.row, (None, None))
        self._put(made.row, task, made)
        while self._waiting:
            row, (task, done) = next(iter(self._waiting.items()))
            if done is None:
                return
            del self._waiting[row]
            self._sheet.add(task, done)

    def _put(self, row: int, task: Task | None, made: Made | None) -> None:
        if self.is_whole:
            self._waiting[row] = task, made
            self.is_whole = len(self._waiting) <= _MOST_WAITING
        if not self.is_whole:
            self._waiting.clear()

    def write(self, file: BinaryIO, tally: Tally) -> None:
        """Write it, if it is whole, when all rows are done.

        Args:
            file: Where to.
            tally: What became of the batch.
        """
        self._sheet.close(tally)
        self._file.seek(0)
        shutil.copyfileobj(self._file, file)


@contextmanager
def open_early_proof(batch: Batch) -> Iterator[EarlyProof | None]:
    """A proof sheet to draw while others work, or None where this process does the work itself."""
    if not batch.job.is_shared:
        yield None
        return
    with TemporaryFile() as file:  # of its owner, without a name
        yield EarlyProof(file, batch)


def _patients(batch: Batch) -> Iterator[Verdict]:
    return (verdict for verdict in batch.judged if verdict.status not in NO_PATIENTS)


def _initials(task: Task) -> str:
    """Initials: enough to check an envelope, too little to be worth anything to others."""
    name = task.order.patient.name or ""
    family, comma, given = name.partition(", ")
    return initials_of(family, given) if comma else initials_of(None, None, name)


def _side(task: Task, language: Locale) -> str:
    side = task.order.patient.side
    return str(getattr(language.strip, side)) if side else ""
