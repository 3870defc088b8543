"""The columns of a roster: which field each one is, and what kind of row each row is."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from worksheets.load.source import quoted
from worksheets.model.roster import IGNORE, RosterSetup, dose_change
from worksheets.problems import Problem, WorksheetError
from worksheets.rosters.rows import UNKNOWN, Cell, Column, Note, RawRow, RowKind

IDENTITY = ("number", "name", "family_name", "given_names")
"""Fields by which a patient is known; without one a roster makes no sense."""

_WHICH = (
    "Rename one, or say in clinic.yaml which to take, under roster: columns: (`ignore` leaves one "
    "out)."
)
_MAX_LISTED = 12
_LONG_DIGITS = re.compile(r"[0-9]{5}|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
_TOTALS = re.compile(
    r"(?:(?:(?:grand|sub|overall)[ -]?)?totals?|sums?|count|summe|gesamt(?:summe|zahl)?|anzahl|"
    r"total g[eé]n[eé]ral|somme|suma|totale|number of (?:patients|rows|records))"
    r"(?:\s+(?:patients|rows|records))?\s*[:=]?\s*\(?[0-9]*\)?(?: patients)?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[0-9.,%() ]{1,12}(?: patients)?")

_USUAL = {
    "number": "MRN, Medical record number, Medical record no, Record number, Chart number, "
    "Patient ID, Patient number, Patient no, Patient identifier, PID, ID, Hospital number, "
    "Hospital no, Hospital ID, Unit number, Number, Identifier, UR number, URN, Case number, "
    "Client ID, Client number, Registration number, Registration no, Reg number, Reg no",
    "name": "Name, Full name, Patient name, Patient's name, Patient, Client name",
    "family_name": "Surname, Family name, Last name, Patient surname, Patient last name, Last, "
    "L name",
    "given_names": "Given names, Given name, First name, First names, Forename, Forenames, First "
    "name(s), Forename(s), Given name(s), Patient forename, Patient first name, First, F name",
    "preferred_name": "Preferred name, Known as, Likes to be called, Goes by, Nickname, Preferred "
    "first name, Usual name",
    "title": "Title, Salutation, Prefix, Honorific",
    "birth": "DOB, Date of birth, Birth date, Birthday, Born, Patient DOB, Birth",
    "language": "Language, Preferred language, Spoken language, Patient language",
    "program": "Programme, Program, Exercise program, Exercise programme, Exercise plan, Rehab "
    "program, Rehab programme, Protocol",
    "start": "Start date, Date of start, Start, Starting date, Date started, First day, Program "
    "start, Programme start, Exercise start date",
    "surgery": "Surgery date, Date of surgery, Surgery, Operation date, Date of operation, Op "
    "date, Operation, Operated on",
    "injury": "Injury date, Date of injury, Injury, Date of accident, Accident date",
    "boot_off": "Boot off, Boot off date, Date boot off, Boot removal, Boot removed",
    "event": "Event, Event date, Date of event",
    "bring_on": "Next visit, Next visit date, Next appointment, Next appt, Follow-up, Follow-up "
    "date, Review date, Next review, Bring on",
    "side": "Side, Affected side, Leg, Affected leg, Operated leg, Operated side, Injured side, "
    "Affected limb, Laterality",
    "clinician": "Clinician, Therapist, Physio, Physiotherapist, Physical therapist, Treating "
    "clinician, Treating therapist, Clinician name",
    "cleared_by": "Cleared by, OK given by",
    "cleared_on": "Cleared on, Date cleared, Clearance date, Cleared date",
    "template": "Template, Layout, Sheet template",
    "weeks": "Weeks, Number of weeks, No of weeks, Booklet weeks",
    "notes": "Notes, Note, Comments, Comment, Remarks, Remark",
    "address": "Address, Full address, Postal address, Home address, Mailing address",
    "address_1": "Address line 1, Address 1, Addr 1, Street, Street address",
    "address_2": "Address line 2, Address 2, Addr 2",
    "address_3": "Address line 3, Address 3, Addr 3",
    "town": "Town, City, Town / City, City / Town, Post town, Suburb",
    "region": "County, State, Region, Province, State / Province",
    "postcode": "Postcode, Postal code, Post code, ZIP, ZIP code, ZIP / Postcode, Postcode / ZIP, "
    "ZIP / Postal code",
    "country": "Country",
    "deceased": "Deceased, Is deceased, Deceased date, Date deceased, Died, Died on, Date of "
    "death, Death date, Dead, DOD",
    "status": "Status, Patient status, Vital status, Life status",
}
_OTHER_NUMBERS = ["NHS number", "NHS no", "CHI number"]
"""Numbers of a health service: the identifier where the clinic's own is not in the roster."""
_NAME_PARTS = "name", "family_name", "given_names"
_ALIKE = 0.8

USUAL_NAMES = {field: tuple(names.split(", ")) for field, names in _USUAL.items()}
"""Names by field; the name of the field itself is one too."""


def _plain(name: str) -> str:
    """A name without case, accents' forms, punctuation, underscores and spaces."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


_PLAIN_NUMBERS = frozenset(map(_plain, _OTHER_NUMBERS))
_FIELDS = {_plain(name): field for field, names in USUAL_NAMES.items() for name in (*names, field)}


def usual_field(name: str) -> str | None:
    """The field, or change to a dose, that a column with this name usually is."""
    if len(name) > 100:
        return None
    field = _FIELDS.get(_plain(name))
    if field is None and name.rstrip().endswith((")", "]")):
        # "DOB (dd/mm/yyyy)": what is in brackets explains.
        field = _FIELDS.get(_plain(name.replace("[", "(").rpartition("(")[0]))
    return field or dose_change(name)


class Namer:
    """Recognises columns by their names and by what the user has said."""

    def __init__(
        self, setup: RosterSetup, file: str, unneeded: Collection[str] = frozenset()
    ) -> None:
        """Prepare for the names of one roster.

        Args:
            setup: What the user has said about columns.
            file: What to call the roster in messages.
            unneeded: Fields that are not used: several columns may be one of these.
        """
        self._file, self._unneeded = file, unneeded
        self._exact: Mapping[str, str] = setup.columns
        self._plain = {_plain(name): field for name, field in self._exact.items()}
        self._met: set[str] = set()

    def _mapped(self, name: str) -> str | None:
        """What the user has said that a column with this name is."""
        field = self._exact.get(name) or self._plain.get(_plain(name) or "\0")
        if field:
            self._met.add(_plain(name))
        return field

    def score(self, cells: Sequence[Cell]) -> int:
        """How many columns a row names if it is a row of names; 0 if it is none."""
        texts = [cell for cell in cells if isinstance(cell, str) and cell]
        if any(_LONG_DIGITS.search(text) for text in texts):
            return 0
        fields = {field for text in texts if (field := self._mapped(text) or usual_field(text))}
        is_clear = len(fields) > 1 or any(field in IDENTITY for field in fields)
        return len(fields) if is_clear else 0

    def columns(self, names: Sequence[tuple[str, str]]) -> list[Column]:
        """The columns with these names; of those for one field, what the user has mapped wins.

        Args:
            names: The name of each as it is written, and what to call it in a message.

        Raises:
            WorksheetError: All fields that several columns are.
        """
        found: list[Column] = []
        groups: defaultdict[str, list[int]] = defaultdict(list)
        fields = [self._mapped(name) or usual_field(name) for name, _ in names]
        for (name, label), field in zip(names, fields, strict=True):
            mapped = self._mapped(name)
            if field is None and "number" not in fields and _plain(name) in _PLAIN_NUMBERS:
                field = "number"
            key = field if field and field != IGNORE else f"{UNKNOWN}{name}" if name else ""
            groups[key].append(len(found))
            found.append(Column(name, label, key, mapped not in (None, IGNORE)))
        problems = self._misspelt(found)
        for key, group in groups.items():
            is_known = found[group[0]].is_known
            by_user = [place for place in group if found[place].is_mapped]
            chosen = by_user or group if is_known else group[:1]
            if len(chosen) > 1 and key in self._unneeded:
                chosen = []
            elif len(chosen) > 1:
                labels = " and ".join(found[place].label for place in chosen)
                shown = key if "." in key else key.replace("_", " ")
                message = f"{labels} mean the same: {shown}"
                problems.append(Problem(message, _WHICH, self._file))
            for place in set(group).difference(chosen):
                unknown = f"{UNKNOWN}{found[place].name}" if is_known else ""
                found[place] = found[place]._replace(key=unknown)
        if problems:
            raise WorksheetError(problems)
        return found

    def _misspelt(self, found: Sequence[Column]) -> list[Problem]:
        """A problem for each column that seems to be a part of the name, with a letter wrong.

        A patient would be printed without that part of the name.
        """
        known = {column.key for column in found}
        missing = [field for field in _NAME_PARTS[1:] if field not in known]
        usual = {_plain(name): name for field in missing for name in USUAL_NAMES[field]}
        problems = []
        for column in found if known.intersection(_NAME_PARTS) else ():
            if column.is_known or self._mapped(column.name) == IGNORE:
                continue
            if near := get_close_matches(_plain(column.name), usual, 1, _ALIKE):
                message = f"{column.label} is nearly {quoted(usual[near[0]])}"
                hint = "Rename it, or say in clinic.yaml what it is, under roster: columns:."
                problems.append(Problem(message, hint, self._file))
        return problems

    def notes(self, columns: Sequence[Column], used: str) -> list[Note]:
        """What the user should know: unused columns, and mapped ones that are missing.

        Args:
            columns: All columns.
            used: Name of a column that is used for something else, or "".
        """
        notes = []
        unused = [
            column.label
            for column in columns
            if not column.is_known
            and column.key.casefold() != f"{UNKNOWN}{used}".casefold()
            and self._mapped(column.name) != IGNORE
        ]
        if unused:
            more = len(unused) - _MAX_LISTED
            listed = ", ".join(unused[:_MAX_LISTED]) + (f" and {more} more" if more > 0 else "")
            hint = "If they should be, say what they are in clinic.yaml under roster: columns:."
            notes.append(Note(f"not recognised as parts of a sheet: {listed}", hint))
        for name in self._exact:
            if _plain(name) not in self._met:
                message = f"there is no column {quoted(name)}, which clinic.yaml names"
                notes.append(Note(message, "Correct its name under roster: columns:."))
        return notes


class Context(NamedTuple):
    """What a reader knows besides the file.

    Attributes:
        name: The file as the user named it.
        namer: Recognises columns.
        today: The day it is.
        identifier: The system of the identifiers that are wanted, where there are several, or "".
    """

    name: str
    namer: Namer
    today: date
    identifier: str = ""


def row_kind(row: RawRow, columns: Sequence[Column]) -> RowKind:
    """What a row is, by what the columns are and how they are named.

    A row with a fault and no cells is spoilt: it could be a patient.
    """
    filled = [cell for cell in row.cells if cell]
    if not filled:
        return "patient" if row.faults else "blank"
    pairs = list(zip(row.cells, columns, strict=False))
    rest = columns[len(row.cells) :]
    if not any(column.is_known for column in rest) and all(
        _lower(cell) == _lower(column.name) for cell, column in pairs if column.is_known
    ):
        return "header"
    # Sums: a word such as Total, numbers, and nobody's number or name.
    named = [
        cell
        for cell, column in pairs
        if cell and column.key in IDENTITY and (column.key == "number" or not _is_amount(cell))
    ]
    word = named[0] if named else filled[0]
    is_total = isinstance(word, str) and _TOTALS.fullmatch(word) and len(named) < 2
    is_sum = is_total and all(cell is word or _is_amount(cell) for cell in filled)
    return "totals" if is_sum else "patient"


def _lower(cell: Cell) -> str:
    return cell.casefold() if isinstance(cell, str) else ""


def _is_amount(cell: Cell) -> bool:
    """Whether it is a number, or would be if its formula had been saved with a result."""
    return not isinstance(cell, str) or bool(_AMOUNT.fullmatch(cell))
