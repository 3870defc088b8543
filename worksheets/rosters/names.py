"""What columns of rosters are usually called, in English."""

import unicodedata
from functools import lru_cache

from worksheets.model.roster import dose_change

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "number": (
        *("MRN", "Medical record number", "Medical record no", "Record number", "Chart number"),
        *("Patient ID", "Patient number", "Patient no", "Patient identifier", "PID", "ID"),
        *("Hospital number", "Hospital no", "Hospital ID", "Unit number", "Number", "Identifier"),
        *("NHS number", "NHS no", "CHI number", "UR number", "URN", "Case number"),
        *("Client ID", "Client number"),
    ),
    "name": ("Name", "Full name", "Patient name", "Patient's name", "Patient", "Client name"),
    "family_name": ("Surname", "Family name", "Last name", "Patient surname", "Patient last name"),
    "given_names": (
        *("Given names", "Given name", "First name", "First names", "Forename", "Forenames"),
        *("First name(s)", "Forename(s)", "Given name(s)"),
        *("Patient forename", "Patient first name"),
    ),
    "preferred_name": (
        *("Preferred name", "Known as", "Likes to be called", "Goes by", "Nickname"),
        *("Preferred first name", "Usual name"),
    ),
    "title": ("Title", "Salutation", "Prefix", "Honorific"),
    "birth": ("DOB", "Date of birth", "Birth date", "Birthday", "Born", "Patient DOB", "Birth"),
    "language": ("Language", "Preferred language", "Spoken language", "Patient language"),
    "program": (
        *("Programme", "Program", "Exercise program", "Exercise programme", "Exercise plan"),
        *("Rehab program", "Rehab programme", "Protocol"),
    ),
    "start": (
        *("Start date", "Date of start", "Start", "Starting date", "Date started", "First day"),
        *("Program start", "Programme start", "Exercise start date"),
    ),
    "surgery": (
        *("Surgery date", "Date of surgery", "Surgery", "Operation date", "Date of operation"),
        *("Op date", "Operation", "Operated on"),
    ),
    "injury": ("Injury date", "Date of injury", "Injury", "Date of accident", "Accident date"),
    "boot_off": ("Boot off", "Boot off date", "Date boot off", "Boot removal", "Boot removed"),
    "bring_on": (
        *("Next visit", "Next visit date", "Next appointment", "Next appt", "Follow-up"),
        *("Follow-up date", "Review date", "Next review", "Bring on"),
    ),
    "side": (
        *("Side", "Affected side", "Leg", "Affected leg", "Operated leg", "Operated side"),
        *("Injured side", "Affected limb", "Laterality"),
    ),
    "clinician": (
        *("Clinician", "Therapist", "Physio", "Physiotherapist", "Physical therapist"),
        *("Treating clinician", "Treating therapist", "Clinician name"),
    ),
    "cleared_by": ("Cleared by",),
    "cleared_on": ("Cleared on", "Date cleared", "Clearance date", "Cleared date"),
    "template": ("Template", "Layout", "Sheet template"),
    "weeks": ("Weeks", "Number of weeks", "No of weeks", "Booklet weeks"),
    "notes": ("Notes", "Note", "Comments", "Comment", "Remarks", "Remark"),
    "address": ("Address", "Full address", "Postal address", "Home address", "Mailing address"),
    "address_1": ("Address line 1", "Address 1", "Addr 1", "Street", "Street address"),
    "address_2": ("Address line 2", "Address 2", "Addr 2"),
    "address_3": ("Address line 3", "Address 3", "Addr 3"),
    "town": ("Town", "City", "Town / City", "City / Town", "Post town", "Suburb"),
    "region": ("County", "State", "Region", "Province", "State / Province"),
    "postcode": (
        *("Postcode", "Postal code", "Post code", "ZIP", "ZIP code", "ZIP / Postcode"),
        *("Postcode / ZIP", "ZIP / Postal code"),
    ),
    "country": ("Country",),
}
"""Names by field; the name of the field itself is one too."""


def plain_name(name: str) -> str:
    """A name without case, accents' forms, punctuation, underscores and spaces."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(filter(str.isalnum, folded))


_FIELDS = {
    plain_name(name): field for field, names in USUAL_NAMES.items() for name in (*names, field)
}


@lru_cache(maxsize=2000)
def usual_field(name: str) -> str | None:
    """The field, or change to a dose, that a column with this name usually is."""
    if len(name) > 100:
        return None
    field = _FIELDS.get(plain_name(name))
    if field is None and name.rstrip().endswith((")", "]")):
        # "DOB (dd/mm/yyyy)": what stands in brackets explains.
        field = _FIELDS.get(plain_name(name.replace("[", "(").rpartition("(")[0]))
    return field or dose_change(name)
