"""The patient strip: who, which side, since when; what is not known is a line to write on."""

from datetime import date
from typing import Literal

from worksheets.model import Clinic, Patient
from worksheets.resolve.dates import full_date
from worksheets.resolve.wording import Wording
from worksheets.sheet import Field


def patient_strip(
    wording: Wording,
    patient: Patient,
    clinic: Clinic | None,
    anchor: Literal["surgery", "injury"] | None,
) -> tuple[Field, ...]:
    """The fields at the top of the page, in reading order."""
    labels = wording.locale.strip

    def written(day: date | None) -> str:
        return full_date(wording, clinic, day) if day else ""

    side = getattr(labels, patient.side) if patient.side else ""
    fields = [
        Field(labels.name, patient.name or "", "patient.name"),
        Field(labels.number, patient.number or "", "patient.number"),
        Field(labels.side, side, "patient.side"),
        Field(labels.clinician, patient.clinician or "", "patient.clinician"),
        Field(labels.start, written(patient.start), "patient.start"),
    ]
    if anchor:
        event = patient.surgery if anchor == "surgery" else patient.injury
        label = labels.since_surgery if anchor == "surgery" else labels.since_injury
        if event and not patient.start:  # without a start the weeks cannot be known
            label = labels.surgery if anchor == "surgery" else labels.injury
        weeks = _weeks_since(wording, written(event), event, patient.start)
        fields.append(Field(label, weeks, "patient.weeks"))
    fields.append(Field(labels.bring, written(patient.bring_on), "patient.bring-on"))
    return tuple(fields)


def _weeks_since(wording: Wording, written: str, event: date | None, start: date | None) -> str:
    """Whole weeks from an event to the start with the date of the event, or that date alone."""
    if event is None or start is None:
        return written
    days = (start - event).days
    strip = wording.locale.strip
    if days < 0:  # exercises before an operation: weeks still to come, begun ones count
        return wording.say(strip.weeks_before, n=-(days // 7), date=written)
    return wording.say(strip.weeks_after, n=days // 7, date=written)
