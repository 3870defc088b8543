"""Pages for the staff: how they look, and the cover with counts to reconcile."""

from typing import NamedTuple, get_args

import worksheets
from worksheets.batch.opened import Batch
from worksheets.batch.tally import Tally
from worksheets.batch.task import Status
from worksheets.load.library import Library
from worksheets.load.order import load_named
from worksheets.load.source import showable
from worksheets.model import Locale, Template
from worksheets.model.base import Paper
from worksheets.plan import Plan
from worksheets.proof import ProofFacts, cover_plan

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
    return cover_plan(facts_of(batch, tally), *look)


def facts_of(batch: Batch, tally: Tally) -> ProofFacts:
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
