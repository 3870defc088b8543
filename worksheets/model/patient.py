"""The patient, as far as a sheet needs to know: all of it may be left out."""

from datetime import date
from typing import Literal

from worksheets.model.base import Day, Line, Model, Passage, Several
from worksheets.model.span import Anchor

AffectedSide = Literal["left", "right", "both"]

Window = Literal["din5008", "uk", "us"]
"""Kinds of envelopes with a window for the address."""


class Override(Model):
    """Who decided that a gate which opens with time is open already.

    Attributes:
        reason: Why.
        by: Who.
    """

    reason: Line
    by: Line


class Patient(Model):
    """Who the sheet is for and what was agreed; a field that is None prints as a line to write on.

    Attributes:
        name: Name as it is to be printed.
        number: The clinic's identifier; text, leading zeros count.
        side: Affected side.
        start: First day of the exercises.
        surgery: Date of the operation.
        injury: Date of the injury.
        boot_off: Date on which the boot came off, or will.
        event: Date of the event that the program names itself.
        clinician: Name of the clinician.
        bring_on: Date of the next visit.
        cleared_by: Who cleared the gated exercises.
        cleared_on: When.
        address: Lines of the postal address, without the name.
        note: What the clinician adds to the sheet, in words of their own.
    """

    name: Line | None = None
    number: Line | None = None
    side: AffectedSide | None = None
    start: Day | None = None
    surgery: Day | None = None
    injury: Day | None = None
    boot_off: Day | None = None
    event: Day | None = None
    clinician: Line | None = None
    bring_on: Day | None = None
    cleared_by: Line | None = None
    cleared_on: Day | None = None
    address: Several[Line] = ()
    note: Passage | None = None

    @property
    def anchors(self) -> dict[Anchor, date]:
        """The days from which weeks can be counted, as far as they are known."""
        days: dict[Anchor, date | None] = {
            "start": self.start,
            "surgery": self.surgery,
            "injury": self.injury,
            "boot off": self.boot_off,
            "event": self.event,
        }
        return {anchor: day for anchor, day in days.items() if day}

    @property
    def is_named(self) -> bool:
        """Whether the sheet bears anything that identifies the patient."""
        return bool(self.name or self.number)
