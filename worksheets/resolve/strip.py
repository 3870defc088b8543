"""Whatever is printed about the patient; what is not known is a line to write on."""

from datetime import date

from worksheets.document import Field, Letter, Strip
from worksheets.problems import Problem, WorksheetError
from worksheets.resolve.grid import dates_of
from worksheets.resolve.parts import Parts, Recipient
from worksheets.resolve.pieces import phone_link
from worksheets.resolve.wording import capital, full_date


def resolve_strip(
    parts: Parts, recipient: Recipient, week: int | None = None, *, booklet: bool = False
) -> Strip:
    """Whatever a document prints about its patient.

    Args:
        parts: What the document is made from.
        recipient: Who it is for.
        week: The week of the program that a handout is for, from 1, if it is for one.
        booklet: Whether the document is a booklet.

    Raises:
        WorksheetError: A letter is wanted, and the patient has no name or no address.
    """
    calendar, locale = parts.calendar, parts.locale
    days = calendar.days_of(1 if booklet else week or 1)
    first = calendar.date_of(max(0, days[0]))
    fields = _fields(parts, recipient, first)
    if booklet:
        fields[-1] = fields[-1]._replace(label=locale.booklet.bring)
    note = recipient.patient.note
    return Strip(
        tuple(fields),
        Field(locale.batch.note, note) if note else None,
        recipient.mark,
        _letter(parts, recipient, booklet=booklet),
        None if booklet else dates_of(parts, days),
    )


def _fields(parts: Parts, recipient: Recipient, first: date | None) -> list[Field]:
    """The fields at the top of the page, in reading order; the last one is the next visit.

    Args:
        parts: What the document is made from.
        recipient: Who it is for.
        first: The first day of what is printed: weeks since surgery are counted up to it.
    """
    labels, patient, anchor = parts.locale.strip, recipient.patient, parts.program.anchor

    def written(day: date | None) -> str:
        return full_date(parts.wording, parts.clinic, day) if day else ""

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
        label = capital(parts.program.event or "")
        if anchor != "event":
            label = getattr(labels, anchor.replace(" ", "_"))
        value = written(event)
        if event and first:
            weeks = (first - event).days // 7
            # Exercises before an operation: weeks still to come, begun ones count.
            phrase = labels.weeks_before if weeks < 0 else labels.weeks_after
            value = parts.wording.say(phrase, n=abs(weeks), date=value)
        fields.append(Field(label, value, "patient.weeks"))
    return [*fields, Field(labels.bring, written(patient.bring_on), "patient.bring-on")]


def _letter(parts: Parts, recipient: Recipient, *, booklet: bool) -> Letter | None:
    """The page that shows the address, where one is wanted.

    Raises:
        WorksheetError: The patient has no name or no address: such a letter reaches nobody.
    """
    if recipient.window is None:
        return None
    patient, clinic, phrases = recipient.patient, parts.clinic, parts.locale.batch
    if not (patient.name and patient.address):
        missing = "address" if patient.name else "name"
        message = f"a letter for a window envelope needs the patient's {missing}"
        hint = f"Fill in the {missing}, or make the sheet without --window."
        raise WorksheetError([Problem(message, hint, f"--{missing}")])
    wording, phone = parts.wording, parts.phone
    follows = phrases.letter_booklet if booklet else phrases.letter_sheet
    whom = (
        wording.say(phrases.letter_call, phone=phone) if phone else wording.say(phrases.letter_ask)
    )
    return Letter(
        window=recipient.window,
        sender=(clinic.name, *clinic.address) if clinic else (),
        name=patient.name,
        address=patient.address,
        date=full_date(wording, clinic, parts.issued),
        sentences=tuple(
            wording.say(one, phone=phone) for one in (follows, whom, phrases.letter_not_yours)
        ),
        phone=phone_link(phone),
    )
