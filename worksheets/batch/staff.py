"""Pages for the staff: the cover with counts to reconcile, and the proof sheet to sign."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import BinaryIO, NamedTuple, get_args

import worksheets
from worksheets.batch.judging.people import initials_of
from worksheets.batch.opened import NO_PATIENTS, Batch
from worksheets.batch.tally import Tally
from worksheets.batch.task import Made, Status, Task, Verdict
from worksheets.kept import forget_all
from worksheets.load.library import Library
from worksheets.load.order import load_named
from worksheets.load.source import showable
from worksheets.model import Locale, Template
from worksheets.model.base import Paper
from worksheets.pdf.merge import Merger
from worksheets.plan import Plan
from worksheets.proof import ProofFacts, ProofLine, cover_plan, proof_pages

_TEMPLATE = "handout"


class Look(NamedTuple):
    """How pages for the staff look: the language, the paper, and margins, type and colours."""

    language: Locale
    paper: Paper
    template: Template


def look_of(batch: Batch) -> Look:
    """Pages for the staff are in the language of the batch, on its paper.

    Raises:
        WorksheetError: There is no such language.
    """
    setting = batch.job.setting
    library = Library(setting.libraries)
    clinic = load_named(library, "clinic", str(setting.clinic)) if setting.clinic else None
    language = library.load("locale", setting.language)
    paper = setting.paper or (clinic.paper if clinic else None) or "a4"
    return Look(language, paper, library.load("template", _TEMPLATE))


def cover_of(batch: Batch, tally: Tally, look: Look) -> Plan:
    """The cover of a batch."""
    return cover_plan(_facts(batch, tally), *look)


def write_proof(file: BinaryIO, batch: Batch, tally: Tally, rows: Iterable[Made]) -> None:
    """Write the cover and the proof sheet, page by page.

    Args:
        file: Where to.
        batch: The roster.
        tally: What became of it.
        rows: The record of each row that is a patient, in order.
    """
    look, facts = look_of(batch), _facts(batch, tally)
    moment = datetime.combine(batch.job.setting.issued, time())
    cover = cover_plan(facts, *look)
    merger = Merger(file, cover.title, look.language.language, moment, duplex=False)
    merger.add(cover, "")
    for page in proof_pages(facts, _lines(batch, tally, rows, look.language), *look):
        merger.add(page, "")
        forget_all()  # no page of this file is like another
    merger.close()


def _facts(batch: Batch, tally: Tally) -> ProofFacts:
    counts: dict[str, int] = {status: tally.counts[status] for status in get_args(Status)}
    marked = batch.is_merged and tally.printed > 0
    return ProofFacts(
        roster=showable(batch.job.roster.name),  # a path tells how the disks of a clinic look
        issued=batch.job.setting.issued,
        counts={**counts, "rows": tally.rows_read},
        pages=tally.pages,
        papers=tally.papers,
        first_mark=batch.mark_of(0, 1, tally.printed) if marked else "",
        last_mark=batch.mark_of(0, tally.printed, tally.printed) if marked else "",
        program_version=worksheets.__version__,
    )


def _lines(
    batch: Batch, tally: Tally, rows: Iterable[Made], language: Locale
) -> Iterator[ProofLine]:
    """A line for each row that is a patient; both sources are in the order of the rows."""
    words = {"ok": language.batch.ok, "warning": language.batch.warning}
    place = 0
    for verdict, made in zip(_patients(batch), rows, strict=True):
        printed = made.status != "error"
        place += printed
        task = verdict.task
        yield ProofLine(
            row=made.row,
            mark=batch.mark_of(made.row, place, tally.printed) if printed else "",
            number=made.number,
            name=_initials(task) if task else "",
            program=made.program,
            side=_side(task, language) if task else "",
            pages=made.pages if printed else 0,
            status=words.get(made.status, language.batch.error),
            remark="; ".join(problem.message for problem in made.problems),
        )


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
