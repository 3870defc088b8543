"""What documents are made from: what a body may know, and what is for the strip alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from worksheets.model import Clinic, Exercise, Locale, Override, Patient, Program
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
    """

    side: AffectedSide | None = None
    dates: tuple[tuple[Anchor, date], ...] = ()
    cleared_by: str | None = None
    cleared_on: date | None = None

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
        return make_calendar(self.program, self.facts, first, whole_weeks=self.whole_weeks)

    @property
    def language(self) -> str:
        """Language of the program's own words where it is not the document's, else ""."""
        return unless_same(self.program.language, self.locale.language)

    @property
    def phone(self) -> str:
        """The number to call, or ""."""
        return (self.clinic.phone if self.clinic else None) or ""
