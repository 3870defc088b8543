"""What documents are made from: what a body may know, and what is for the strip alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from worksheets.model import Clinic, Exercise, Locale, Override, Patient, Program
from worksheets.model.dose import Side
from worksheets.model.patient import AffectedSide, Window
from worksheets.model.span import Anchor
from worksheets.plan import Drawing, Image
from worksheets.resolve.calendar import Calendar, make_calendar
from worksheets.resolve.wording import Wording, unless_same


class BodyFacts(NamedTuple):
    """All that a body may know of its patient; patients with equal facts share a body.

    Attributes:
        side: Affected side.
        dates: The days from which weeks can be counted, as far as they are known.
        cleared_by: Who cleared the gated exercises.
        cleared_on: When.
        weekday: Day of the week of the start, 0 for Monday, where a body shows no more of it.
    """

    side: AffectedSide | None = None
    dates: tuple[tuple[Anchor, date], ...] = ()
    cleared_by: str | None = None
    cleared_on: date | None = None
    weekday: int | None = None

    @property
    def anchors(self) -> dict[Anchor, date]:
        """The known days by what happened on them."""
        return dict(self.dates)

    @property
    def start(self) -> date | None:
        """First day of the exercises."""
        return self.anchors.get("start")


def facts_of(patient: Patient) -> BodyFacts:
    """What a body may know of a patient."""
    dates = tuple(patient.anchors.items())
    return BodyFacts(patient.side, dates, patient.cleared_by, patient.cleared_on)


def shown_facts(
    facts: BodyFacts, program: Program, exercises: Mapping[str, Exercise], week: int | None
) -> BodyFacts:
    """The facts that the body of a handout shows; patients who share them share the body.

    A side is shown by figures, and where a dose is for it. Dates are counted from in phases,
    in gates that open with time, and in doses that grow since an event; a handout for a week names
    its days. Otherwise only the day of the week of the start matters, the strip has the dates.

    Args:
        facts: What is known.
        program: The program.
        exercises: The exercises that it names.
        week: The week that the handout is for, if it is for one.
    """
    has_sides = any(exercise.figure for exercise in exercises.values()) or any(
        item.dose and item.dose.side in (Side.AFFECTED, Side.OTHER) for item in program.items
    )
    side = facts.side if has_sides else None
    counts = week is not None or program.phases or any(gate.not_before for gate in program.gates)
    counts = counts or any(
        item.dose and item.dose.progress and item.dose.progress.since for item in program.items
    )
    shown = BodyFacts(side, facts.dates)
    if not counts:
        shown = BodyFacts(side, weekday=facts.start.weekday() if facts.start else None)
    if not any(gate.cleared for gate in program.gates):
        return shown
    return shown._replace(cleared_by=facts.cleared_by, cleared_on=facts.cleared_on)


class Recipient(NamedTuple):
    """Who one document is for; only the strip is made from it.

    Attributes:
        patient: The patient.
        mark: The document's place in a batch, for every page, or "".
        window: The envelope that a first page with the patient's address is for, or None.
    """

    patient: Patient
    mark: str = ""
    window: Window | None = None


@dataclass(frozen=True)
class Parts:
    """Everything that a body is made from, loaded and checked.

    Attributes:
        program: The program.
        exercises: The exercises that it names, by id.
        locale: The language.
        issued: Date of issue.
        facts: What the body may know of the patient.
        clinic: Whose sheet it is, or None.
        figures: Pictures of exercises, by exercise id.
        logo: The clinic's logo, or None.
        qr: Whether addresses of pages get a QR code.
        override: Who opened the gates, and why, or None.
        whole_weeks: Whether weeks begin on the first weekday of the language.
    """

    program: Program
    exercises: Mapping[str, Exercise]
    locale: Locale
    issued: date
    facts: BodyFacts = field(default_factory=BodyFacts)
    clinic: Clinic | None = None
    figures: Mapping[str, Image | Drawing] = field(default_factory=dict)
    logo: Image | Drawing | None = None
    qr: bool = False
    override: Override | None = None
    whole_weeks: bool = False

    @property
    def wording(self) -> Wording:
        """The language, ready to say things in."""
        return Wording(self.locale)

    @property
    def calendar(self) -> Calendar:
        """The days of the program."""
        first = self.locale.first_weekday
        facts, whole = self.facts, self.whole_weeks
        return make_calendar(self.program, facts, first, whole_weeks=whole, weekday=facts.weekday)

    @property
    def language(self) -> str:
        """Language of the program's own words where it is not the document's, else ""."""
        return unless_same(self.program.language, self.locale.language)

    @property
    def phone(self) -> str:
        """The number to call, or ""."""
        return (self.clinic.phone if self.clinic else None) or ""
