"""Pages for the staff: the cover of a batch, and a line for each patient to tick and to sign."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import BinaryIO, NamedTuple, get_args

import worksheets
from worksheets.batch.judging.people import initials_of
from worksheets.batch.opened import Batch
from worksheets.batch.tally import Tally
from worksheets.batch.task import NO_PATIENTS, Made, Status, Task
from worksheets.load.library import Library
from worksheets.load.order import load_named
from worksheets.load.source import showable
from worksheets.model import Locale, Template
from worksheets.model.base import Paper
from worksheets.pdf.merge import MergedFile
from worksheets.plan import Plan
from worksheets.proof import ProofFacts, ProofLine, ProofPages, cover_plan

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
    return cover_plan(_facts_of(batch, tally), *look)


def _facts_of(batch: Batch, tally: Tally) -> ProofFacts:
    """What a cover and a proof sheet say of a batch."""
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


def write_proof(file: BinaryIO, batch: Batch, tally: Tally, rows: Iterable[Made]) -> None:
    """Write the proof sheet of a batch that is done: a cover, then the lines, page by page.

    Args:
        file: Where to.
        batch: The roster.
        tally: What became of it.
        rows: The record of each row that is a patient, in order.
    """
    look = look_of(batch)
    cover = cover_of(batch, tally, look)
    moment = datetime.combine(batch.job.setting.issued, time())
    merged = MergedFile(file, cover.title, look.language.language, moment, tagged=True)
    merged.add(cover)
    pages = ProofPages(_facts_of(batch, tally), *look)
    verdicts = (verdict for verdict in batch.judged if verdict.status not in NO_PATIENTS)
    place = 0
    for verdict, made in zip(verdicts, rows, strict=True):
        mark = ""
        if made.status != "error":
            place += 1
            mark = batch.mark_of(made.row, place, tally.printed)
        for page in pages.add(_line_of(verdict.task, made, mark, look.language)):
            merged.add(page)
    for page in pages.end():
        merged.add(page)
    merged.close()


def _line_of(task: Task | None, made: Made, mark: str, language: Locale) -> ProofLine:
    """A row of the proof sheet.

    Args:
        task: What was to be made, or None for a row that was refused.
        made: What became of it.
        mark: What its pages bear.
        language: The language of the staff.
    """
    patient = task.order.patient if task else None
    # Initials are enough to check an envelope, and too little to be worth anything to others.
    family, comma, given = ((patient and patient.name) or "").partition(", ")
    side = patient.side if patient else None
    return ProofLine(
        row=made.row,
        mark=mark,
        number=made.number,
        name=initials_of(family, given) if comma else initials_of(None, None, family),
        program=made.program,
        side=str(getattr(language.strip, side)) if side else "",
        pages=made.pages if made.status != "error" else 0,
        status=getattr(language.batch, made.status),
        remark="; ".join(problem.message for problem in made.problems),
    )
