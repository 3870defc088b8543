"""The story of what the staff of a batch get: a cover with counts, and a sheet to tick and sign.

The words are the locale's, the numbers the caller's, and each page is a Plan of its own, made when
it is asked for: a batch of any size takes no more memory than one page.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from worksheets.document import Field, Footer
from worksheets.layout.box import Box
from worksheets.layout.proofs import ProofTable
from worksheets.layout.staff import Staff, checks, remarks, sum_table, title_box, write_lines
from worksheets.layout.style import Style
from worksheets.model import Locale, Template
from worksheets.model.base import Paper
from worksheets.plan import Plan
from worksheets.resolve.wording import Wording, full_date

ENDS = ("ok", "warning", "error", "blank", "header", "totals")
"""How the rows of a roster end: each row in one of these ways."""

_LONGEST = 120
"""Characters of a roster's name that are printed: its end says most."""


class ProofLine(NamedTuple):
    """One row of a roster, in words that are to be printed.

    Attributes:
        row: Number of the row.
        mark: The document's place in the batch, "12 of 240", or "" where none was made.
        number: The clinic's identifier of the patient.
        name: Name or initials, or "".
        program: The program.
        side: The affected side.
        pages: How many pages were made; a row without any has no box to tick.
        status: How the row ended.
        remark: Why, or what is to be known.
    """

    row: int
    mark: str
    number: str
    name: str
    program: str
    side: str
    pages: int
    status: str
    remark: str


class ProofFacts(NamedTuple):
    """What is known of a batch.

    Attributes:
        roster: Name of the roster, without a folder.
        issued: Date of issue.
        counts: How many rows ended in each of the ways of `ENDS`; under "rows", how many there are.
        pages: How many pages were made.
        papers: How many sheets of paper they are printed on.
        first_mark: The first sequence mark, or "" where no document was made.
        last_mark: The last one.
        program_version: Version of worksheets.
        proof_pages: How many pages the proof sheet has, or 0 where that is not known.
    """

    roster: str
    issued: date
    counts: Mapping[str, int]
    pages: int
    papers: int
    first_mark: str
    last_mark: str
    program_version: str
    proof_pages: int = 0


def cover_plan(facts: ProofFacts, language: Locale, paper: Paper, template: Template) -> Plan:
    """The cover: what the batch should be, and lines for what it was when somebody counted.

    Args:
        facts: The numbers.
        language: The language of the staff.
        paper: The paper size.
        template: Margins, type and colours.

    Raises:
        ValueError: The counts do not add up to the rows that were read.
        WorksheetError: A phrase of the language is broken.
    """
    counts = {end: facts.counts.get(end, 0) for end in ENDS}
    rows = facts.counts.get("rows", 0)
    if sum(counts.values()) != rows:
        raise ValueError("the counts of a batch do not add up to its rows")
    wording, batch = Wording(language), language.batch
    staff = _staff(facts._replace(proof_pages=1), wording, paper, template, batch.cover)
    say, first = wording.say, facts.first_mark
    patients = say(batch.patients)
    if first:
        patients = say(batch.envelopes, first=first, last=facts.last_mark)
    sums = [(say(getattr(batch, end)), n) for end, n in (*counts.items(), ("rows", rows))]
    sent = [
        (patients, counts["ok"] + counts["warning"]),
        (say(batch.pages), facts.pages),
        (say(batch.paper), facts.papers),
    ]
    where = [say(batch.where, first=first)] if first else []
    numbers = say(batch.check_counted), say(batch.check_filled), say(batch.check_left)

    def table(head: str, lines: Sequence[tuple[str, int]], style: Style, *, total: bool) -> Box:
        fields = [Field(label, say("{n, number}", n=value)) for label, value in lines]
        return sum_table(Field(say(head), say(batch.how_many)), fields, style, total=total)

    return staff.one_page(
        lambda style: [
            title_box(staff.title, _about(facts, wording), style),
            table(batch.rows_head, sums, style, total=True),
            table(batch.sent_head, sent, style, total=False),
            remarks([*where, say(batch.not_printed, n=counts["error"])], style),
            checks(say(batch.check), numbers, [say(batch.check_proof)], style),
            write_lines([say(batch.counted_by), say(batch.date)], style),
            write_lines([say(batch.checked_by), say(batch.date)], style),
        ]
    )


class ProofPages:
    """The pages of the proof sheet, each given as soon as it is full, the last with signatures."""

    def __init__(
        self, facts: ProofFacts, language: Locale, paper: Paper, template: Template
    ) -> None:
        """Begin the first page.

        Args:
            facts: What stands at its top; the counts do not.
            language: The language of the staff.
            paper: The paper size.
            template: Margins, type and colours.

        Raises:
            WorksheetError: A phrase of the language is broken.
        """
        wording, phrases = Wording(language), language.batch
        self._wording, self._has_places = wording, bool(facts.first_mark)
        heads = [phrases.proof_done] + [phrases.proof_mark] * self._has_places
        heads += [phrases.proof_row, phrases.proof_number, phrases.proof_name]
        heads += [phrases.proof_program, phrases.proof_side, phrases.proof_pages]
        signed = phrases.checked_by, phrases.date, phrases.signature
        self._table = ProofTable(
            _staff(facts, wording, paper, template, phrases.proof),
            [*_about(facts, wording), wording.say(phrases.proof_how)],
            [wording.say(head) for head in (*heads, phrases.proof_result)],
            [wording.say(label) for label in signed],
        )

    def add(self, line: ProofLine) -> list[Plan]:
        """Add a row of the roster; the pages that it filled.

        Raises:
            WorksheetError: A phrase of the language is broken.
        """
        pages = str(line.pages) if line.pages else ""
        texts = [str(line.row), line.number, line.name, line.program, line.side, pages, line.status]
        if self._has_places:
            texts.insert(0, line.mark)
        tick, row = self._wording.locale.batch.proof_tick, str(line.row)
        box = self._wording.say(tick, row=row) if line.pages else ""
        return self._table.add(texts, box, line.remark)

    def end(self) -> list[Plan]:
        """The pages that are left, at least one."""
        return self._table.end()


def _about(facts: ProofFacts, wording: Wording) -> tuple[str, ...]:
    """Which roster, when, and by which version."""
    phrases, name = wording.locale.batch, facts.roster
    if len(name) > _LONGEST:
        name = f"\N{HORIZONTAL ELLIPSIS}{name[-_LONGEST:]}"
    made = full_date(wording, None, facts.issued)
    return (
        wording.say(phrases.roster, roster=name),
        wording.say(phrases.made, date=made, version=facts.program_version),
    )


def _staff(
    facts: ProofFacts, wording: Wording, paper: Paper, template: Template, title: str
) -> Staff:
    """How the pages look; the foot says how many there are, where that is known."""
    phrases, pages = wording.locale.batch, facts.proof_pages
    known = wording.locale.page.page_of.replace("{pages}", str(pages))
    program = wording.say(phrases.program, version=facts.program_version)
    foot = Footer(wording.say(phrases.confidential), program, known if pages else phrases.page)
    return Staff(template, paper, wording.locale.language, foot, wording.say(title))
