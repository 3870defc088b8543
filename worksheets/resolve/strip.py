"""Whatever is printed about the patient; what is not known is a line to write on."""

from datetime import date
from functools import lru_cache

from worksheets.document import Field, Strip
from worksheets.resolve.calendar import calendar_of
from worksheets.resolve.dates import full_date
from worksheets.resolve.letters import letter_of, note_of
from worksheets.resolve.parts import Parts
from worksheets.resolve.wording import Wording


def resolve_strip(
    parts: Parts, wording: Wording, week: int | None = None, *, booklet: bool = False
) -> Strip:
    """Whatever a document prints about its patient.

    Args:
        parts: Whose document it is.
        wording: The language.
        week: The week of the program that a handout is for, from 1, if it is for one.
        booklet: Whether the document is a booklet.
    """
    calendar, locale = calendar_of(parts), parts.locale
    first = calendar.date_of(max(0, calendar.days_of(1 if booklet else week or 1)[0]))
    fields = patient_strip(wording, parts, first)
    if booklet:
        label = locale.booklet.bring
        fields = tuple(
            field._replace(label=label) if field.name == "patient.bring-on" else field
            for field in fields
        )
    letter = locale.batch.letter_booklet if booklet else locale.batch.letter_sheet
    return Strip(fields, note_of(parts), parts.mark, letter_of(wording, parts, letter))


def patient_strip(wording: Wording, parts: Parts, first: date | None) -> tuple[Field, ...]:
    """The fields at the top of the page, in reading order.

    Args:
        wording: The language.
        parts: Whose document it is.
        first: The first day of what is printed: weeks since surgery are counted up to it.
    """
    labels = wording.locale.strip
    patient, clinic, anchor = parts.patient, parts.clinic, parts.program.anchor

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
        event = patient.anchors.get(anchor)
        name = anchor.replace(" ", "_")
        is_counted = first is not None or event is None  # without a start weeks cannot be known
        label = getattr(labels, f"since_{name}" if is_counted else name)
        weeks = _weeks_since(wording, written(event), event, first)
        fields.append(Field(label, weeks, "patient.weeks"))
    fields.append(Field(labels.bring, written(patient.bring_on), "patient.bring-on"))
    return tuple(fields)


def _weeks_since(wording: Wording, written: str, event: date | None, start: date | None) -> str:
    """Whole weeks from an event to the start with the date of the event, or that date alone."""
    if event is None or start is None:
        return written
    days = (start - event).days
    return _weeks(wording, days // 7, written)


@lru_cache(maxsize=2048)
def _weeks(wording: Wording, weeks: int, written: str) -> str:
    strip = wording.locale.strip
    if weeks < 0:  # exercises before an operation: weeks still to come, begun ones count
        return wording.say(strip.weeks_before, n=-weeks, date=written)
    return wording.say(strip.weeks_after, n=weeks, date=written)
