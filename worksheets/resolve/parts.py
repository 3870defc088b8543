"""What documents are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from worksheets.model import Clinic, Exercise, Locale, Override, Patient, Program
from worksheets.model.patient import Window
from worksheets.plan import Drawing, Image


@dataclass(frozen=True)
class Parts:
    """Everything that a document is made from, loaded and checked.

    Attributes:
        program: The program.
        exercises: The exercises that it names, by id.
        locale: The language.
        issued: Date of issue.
        patient: Who it is for.
        clinic: Whose sheet it is, or None.
        figures: Pictures of exercises, by exercise id.
        logo: The clinic's logo, or None.
        qr: Whether addresses of pages get a QR code.
        override: Who opened the gates, and why, or None.
        whole_weeks: Whether weeks begin on the first weekday of the language.
        mark: The document's place in a batch, for every page, or "".
        window: The envelope that a first page with the patient's address is for, or None.
    """

    program: Program
    exercises: Mapping[str, Exercise]
    locale: Locale
    issued: date
    patient: Patient = field(default_factory=Patient)
    clinic: Clinic | None = None
    figures: Mapping[str, Image | Drawing] = field(default_factory=dict)
    logo: Image | Drawing | None = None
    qr: bool = False
    override: Override | None = None
    whole_weeks: bool = False
    mark: str = ""
    window: Window | None = None
