"""The fields of a row: what each is read as, and what is refused or warned of in it.

`PATIENT_FIELDS` is the table: a field of the patient and how it is read. What two fields are to
each other follows in `RELATIONS`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from worksheets.batch.judging.context import Findings
from worksheets.batch.judging.lookups import Choice
from worksheets.batch.judging.people import NAME_FIELDS, fold, initials_of, print_name
from worksheets.batch.judging.texts import is_spoilt, read_text, warn_of_nothing
from worksheets.load.source import is_printable
from worksheets.model.patient import AffectedSide
from worksheets.model.roster import SIDE_WORDS, side_word
from worksheets.rosters.rows import FAULTS, FIELDS, says_nothing
from worksheets.text.shaping import unprintable

OTHER = "column:"
"""What stands before the name of a column that no field is known for."""
MAX_WEEKS = 104
MAX_PASSWORD_BYTES = 127
"""Bytes of UTF-8: ISO 32000-2, 7.6.4.3.3, cuts off the rest."""
ADDRESS_FIELDS = (
    *("address", "address_1", "address_2", "address_3"),
    *("town", "region", "postcode", "country"),
)

_YEARS = range(1900, 2200)
_MAX_DAYS_APART = 36_525  # a hundred years
_MAX_AGE_DAYS = 120 * 366
_WRITTEN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_ADDRESS_LINE = 100
_MAX_NAME = 300
_NOT_CLEARED = frozenset({"no", "n", "not yet", "pending", "not cleared", "nein", "non"})
_CLEARED_BY_NOBODY = frozenset(
    {"yes", "y", "x", "✓", "✔", "true", "done", "ok", "cleared", "ja", "oui", "sí", "si"}
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# A spreadsheet makes a date of 8-12: 12-Aug, Aug-12, 2026-12-08, 08/12/2026.
_DATE_FOR_A_DOSE = re.compile(
    rf"[0-9]{{1,4}}[-./][0-9]{{1,2}}[-./][0-9]{{1,4}}(?: 00:00(?::00)?)?"
    rf"|[0-9]{{1,2}}[-. ](?:{_MONTHS})\w*\.?|(?:{_MONTHS})\w*\.?[-. ][0-9]{{1,4}}",
    re.IGNORECASE,
)


class Person(NamedTuple):
    """The name of a patient.

    Attributes:
        printed: As it stands on the sheet; None for a line to write on.
        key: The same for every way to write it; "" when it is not known.
        words: The words of all columns for it, in small letters without accents.
    """

    printed: str | None
    key: str
    words: frozenset[str]


def read_person(findings: Findings, language: str) -> Person:
    """The name of a patient.

    Args:
        findings: The row; takes what is wrong.
        language: Tag of the language, which decides about capitals.
    """
    written = [field for field in NAME_FIELDS if field in findings.values]
    texts = {field: read_text(findings, field, "person") for field in written}
    whole, family, given = (texts.get(field) for field in NAME_FIELDS)
    whole, family, given = _one_name(findings, whole, family, given)
    preferred = read_text(findings, "preferred_name", "person")
    parts = [fold(part or "") for part in (family, given)]
    if any(parts):
        key = "|".join(part.replace(" ", "") for part in parts)
    else:
        parts = [fold(whole or "")]
        key = " ".join(sorted(parts[0].split()))
    names = (findings.values.get(field, "") for field in (*NAME_FIELDS, "preferred_name"))
    words = frozenset(fold(" ".join(names)).split())
    if findings.is_blamed(*NAME_FIELDS):
        key = ""  # half a name would make one person of all who share it
    printed: str | None
    if findings.context.setting.initials_only:
        printed = initials_of(family, given, whole)
    else:
        printed = print_name(family, given, preferred, language) if family or given else whole
    if printed and findings.context.setting.names_by_hand and unprintable(printed):
        message = "the name has letters that no font here has; there is a line to write it on"
        findings.warn(NAME_FIELDS, message, "Write it by hand.")
        printed = None
    if printed and len(printed) > _MAX_NAME:
        message = f"the name has more than {_MAX_NAME} characters in all"
        findings.refuse(NAME_FIELDS, message, "Shorten it.")
        printed = None
    return Person(printed or None, key, words)


def _one_name(
    findings: Findings, whole: str | None, family: str | None, given: str | None
) -> tuple[str | None, str | None, str | None]:
    """The whole name, or both its parts: a name is never shortened in silence.

    Columns that contradict each other are refused. Where a part alone is known, the whole name
    stands for it if that has the part in it; otherwise a warning reports what is missing.
    """
    words = [fold(part or "").split() for part in (whole, family, given)]
    parts = {*words[1], *words[2]}
    if whole and parts and not parts <= set(words[0]):
        message = "the columns of the name do not say the same"
        findings.refuse(NAME_FIELDS, message, "Correct one of them, or map one to ignore.")
        return None, None, None
    if family and given:
        return None, family, given
    if whole:
        return whole, None, None
    if (family or given) and not findings.is_blamed(*NAME_FIELDS):
        missing = "given name" if family else "family name"
        message = f"there is no {missing}; the sheet has what is known of the name"
        field = "given_names" if family else "family_name"
        findings.warn((field, *NAME_FIELDS), message, "Add it.")
    return None, family, given


_ALIVE = frozenset({"no", "n", "false", "f", "0", "alive", "living", "active", "nein", "non"})
_DEAD = frozenset({"deceased", "dead", "died", "rip", "verstorben", "décédé", "fallecido"})


def refuse_the_dead(findings: Findings) -> None:
    """Nobody who has died gets a sheet."""
    for field in ("deceased", "status"):
        text = " ".join(findings.values.get(field, "").casefold().split())
        is_dead = bool(set(text.split()) & _DEAD)
        if field == "deceased" and text and not says_nothing(text):
            is_dead = text not in _ALIVE
        if is_dead:
            findings.refuse(field, *FAULTS["deceased"])


def read_birth(findings: Findings) -> date | None:
    """The date of birth, which is never printed: it tells people apart."""
    birth = _read_date(findings, "birth")
    if birth is None:
        return None
    age = findings.context.setting.issued - birth
    if age.days <= 0:
        findings.refuse("birth", "this is not before the date of issue", "Check the year.")
    elif age.days > _MAX_AGE_DAYS or birth.year not in _YEARS:
        # 1900-01-01 is what many systems write for a date that they do not know.
        message = "this is more than 120 years ago, and was read as not known"
        findings.warn("birth", message, "Check the year, or leave the cell empty.")
        return None
    return birth


def _read_date(findings: Findings, field: str) -> date | None:
    written = findings.values.get(field)
    if written is None:
        return None
    if says_nothing(written):
        warn_of_nothing(findings, field)
        return None
    try:
        if _WRITTEN_DATE.fullmatch(written):  # the form that readers of rosters give
            return date.fromisoformat(written)
    except ValueError:
        pass
    hint = "Write year, month and day, like 2026-12-07."
    findings.refuse(field, "this is not a date", hint)
    return None


def _read_event(findings: Findings, field: str) -> date | None:
    """A date that is printed or counted from."""
    day = _read_date(findings, field)
    if day is not None and day.year not in _YEARS:
        span = f"{_YEARS[0]} to {_YEARS[-1]}"
        findings.refuse(field, f"the year is not within {span}", "Check the year.")
        return None
    return day


def _read_side(findings: Findings, field: str) -> AffectedSide | None:
    text = read_text(findings, field, "word")
    if text is None:
        if findings.context.has_column(field) and not findings.is_blamed(field):
            message = "there is no side; the sheet has a line to write it on"
            findings.warn(field, message, "Write left, right or both.")
        return None
    side = SIDE_WORDS.get(side_word(text))
    if side is None:
        hint = "Write left, right or both, or explain it in clinic.yaml under roster: sides:."
        findings.refuse(field, "this is not a side", hint)
    return side


def _read_clinician(findings: Findings, field: str) -> str | None:
    return read_text(findings, field, "person")


def _read_cleared_by(findings: Findings, field: str) -> str | None:
    """Who cleared the gated exercises; a word like "yes" is nobody's name."""
    folded = " ".join(findings.values.get(field, "").casefold().split())
    if folded in _NOT_CLEARED:
        warn_of_nothing(findings, field)
        return None
    if folded in _CLEARED_BY_NOBODY:
        message = "this does not say who cleared the exercises"
        findings.refuse(field, message, "Write the name of the clinician.")
        return None
    return read_text(findings, field, "person")


def _read_note(findings: Findings, field: str) -> str | None:
    return read_text(findings, "notes", "prose") if findings.context.setting.with_notes else None


def _read_address(findings: Findings, field: str) -> tuple[str, ...]:
    """The lines under the name, in the order of the country's envelopes, if there is one."""
    window = findings.context.setting.window
    if window is None:
        return ()
    texts = {one: read_text(findings, one, "prose") or "" for one in ADDRESS_FIELDS}
    lines = [line for one in ADDRESS_FIELDS[:4] for line in texts[one].splitlines()]
    town, region, postcode, country = (" ".join(texts[one].split()) for one in ADDRESS_FIELDS[4:])
    if window == "din5008":
        lines += [f"{postcode} {town}".strip(), region]
    elif window == "us":
        lines.append(f"{', '.join(filter(None, (town, region)))} {postcode}".strip())
    else:
        lines += [town, region, postcode]
    lines.append(country)
    lines = list(dict.fromkeys(filter(None, lines)))  # a whole address often has the town too
    if any(len(line) > _MAX_ADDRESS_LINE for line in lines):
        message = f"a line of the address has more than {_MAX_ADDRESS_LINE} characters"
        findings.refuse(ADDRESS_FIELDS, message, "Write it in several lines.")
    if not lines and not findings.is_blamed(*ADDRESS_FIELDS):
        message = "there is no address for the window of the envelope"
        hint = "Write it, or print this sheet without --window."
        findings.refuse(ADDRESS_FIELDS, message, hint)
    return tuple(lines)


_EVENTS = ("start", "surgery", "injury", "boot_off", "event", "bring_on", "cleared_on")

PATIENT_FIELDS: Mapping[str, Callable[[Findings, str], Any]] = {
    **dict.fromkeys(_EVENTS, _read_event),
    "side": _read_side,
    "clinician": _read_clinician,
    "cleared_by": _read_cleared_by,
    "address": _read_address,
    "note": _read_note,
}
"""How each field of a patient is read, but for name, identifier and date of birth."""


def _relate_dates(findings: Findings, patient: Mapping[str, Any], birth: date | None) -> None:
    """Dates that cannot be true together; exercises may begin before a surgery, to prepare it."""
    issued = findings.context.setting.issued
    for field in _EVENTS:
        day = patient[field]
        if day is None:
            continue
        base, meaning = (issued, "issue") if field == "start" else (patient["start"], "start")
        if abs((day - (base or issued)).days) > _MAX_DAYS_APART:
            message = f"this is more than 100 years from the date of {meaning}"
            findings.refuse(field, message, "Check the year.")
        elif birth and day < birth:
            hint = "Check both dates; perhaps they are swapped."
            findings.refuse(field, "this is before the date of birth", hint)


def _relate_clearance(findings: Findings, patient: Mapping[str, Any], _: date | None) -> None:
    """A date without anybody who cleared anything."""
    is_dated = "cleared_on" in findings.values
    if is_dated and not patient["cleared_by"] and not findings.is_blamed("cleared_by"):
        message = "there is a date, but nobody has cleared anything"
        findings.refuse("cleared_on", message, "Write who cleared it, or empty the cell.")


RELATIONS = (_relate_dates, _relate_clearance)
"""What fields of a patient are to each other, given the date of birth."""


def read_weeks(findings: Findings) -> int | None:
    """For how many weeks a booklet is."""
    text = read_text(findings, "weeks", "word")
    if text is None:
        return None
    digits, _, rest = text.partition(".")  # spreadsheets write 6.0
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 3 and not rest.strip("0")
    if is_number and 1 <= int(digits) <= MAX_WEEKS:
        return int(digits)
    message = f"this is not a whole number from 1 to {MAX_WEEKS}"
    findings.refuse("weeks", message, "Write it like 6.")
    return None


def read_doses(findings: Findings, program: Choice | None) -> tuple[str, ...]:
    """Changes to the doses of a program, as `--set` takes them: columns like `heel-raise.reps`.

    Whether a value is a dose is found out when the program is loaded with it.

    Args:
        findings: The row; takes what is wrong.
        program: The program of the row, or None when that is wrong already.
    """
    changes: list[str] = []
    for field in findings.values:
        if field in FIELDS or field.startswith(OTHER):
            continue
        text = read_text(findings, field, "dose")
        if text is None:
            continue
        if _DATE_FOR_A_DOSE.fullmatch(text):
            message = "a spreadsheet has made a date of the dose"
            hint = "Format the column as text, and type it again, like 8-12."
            findings.refuse(field, message, hint)
        elif program is None:
            continue
        elif field != "frequency" and field.partition(".")[0] not in program.items:
            message = "the program of this row has no such exercise; the cell was not used"
            findings.warn(field, message, "Empty the cell, or correct the name of the column.")
        else:
            changes.append(f"{field}={text}")
    return tuple(changes)


def read_password(findings: Findings) -> str:
    """The password of a row; "" when none is wanted, or when it has none, which is a problem."""
    field = findings.context.password
    if field is None:
        return ""
    password = findings.values.get(field, "")
    if not password or says_nothing(password) or is_spoilt(password):
        if not findings.is_blamed(field):
            hint = "Write one, at least 12 characters long."
            findings.refuse(field, "there is no password for the file", hint)
    elif not is_printable(password) or "\n" in password:
        message = "the password has a control character, which nobody can type"
        findings.refuse(field, message, "Type it again.")
    elif len(password.encode()) > MAX_PASSWORD_BYTES:
        message = f"the password is longer than {MAX_PASSWORD_BYTES} bytes"
        findings.refuse(field, message, "Shorten it.")
    else:
        return password
    return ""
