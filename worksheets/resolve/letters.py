"""What a batch adds to one patient's document: a note, and a letter for a window envelope."""

from worksheets.document import Field, Letter
from worksheets.problems import Problem, WorksheetError
from worksheets.resolve.dates import full_date
from worksheets.resolve.links import phone_link
from worksheets.resolve.parts import Parts
from worksheets.resolve.wording import Wording


def note_of(parts: Parts) -> Field | None:
    """What the clinician adds for this patient, with its label."""
    note = parts.patient.note
    return Field(parts.locale.batch.note, note) if note else None


def letter_of(wording: Wording, parts: Parts, follows: str) -> Letter | None:
    """The page that shows the address, where one is wanted.

    Args:
        wording: The language.
        parts: Whose document it is.
        follows: The phrase that says what comes after that page.

    Raises:
        WorksheetError: The patient has no name or no address: such a letter reaches nobody.
    """
    if parts.window is None:
        return None
    patient, clinic, phrases = parts.patient, parts.clinic, parts.locale.batch
    if not (patient.name and patient.address):
        missing = "address" if patient.name else "name"
        message = f"a letter for a window envelope needs the patient's {missing}"
        hint = f"Fill in the {missing}, or make the sheet without --window."
        raise WorksheetError([Problem(message, hint, f"--{missing}")])
    phone = clinic.phone if clinic else None
    whom = (
        wording.say(phrases.letter_call, phone=phone) if phone else wording.say(phrases.letter_ask)
    )
    return Letter(
        window=parts.window,
        sender=(clinic.name, *clinic.address) if clinic else (),
        name=patient.name,
        address=patient.address,
        date=full_date(wording, clinic, parts.issued),
        sentences=(wording.say(follows), whom, wording.say(phrases.letter_not_yours)),
        phone=phone_link(phone) if phone else None,
    )
