"""Cells and rows of rosters: what readers give, what users get, and all that can be wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from worksheets.model.roster import ROSTER_FIELDS
from worksheets.problems import Problem

Cell: TypeAlias = str | list[str]
"""Text; or a list whose first item is one of the words below, fit for JSON."""

DATE = "date"
"""`[DATE, "2026-12-07"]`: a cell that the spreadsheet program itself keeps as a date."""
ORDERED = "ordered"
"""`[ORDERED, dmy, mdy, ymd]`: the day that it is in each order, "" where it is none."""
WRONG = "wrong"
"""`[WRONG, fault]`: what cannot be read, with a key of `FAULTS`."""

RowKind = Literal["patient", "blank", "header", "totals"]
"""What a row is: a patient, nothing at all, the column names once more, or sums."""

DATE_FIELDS = frozenset(
    {"birth", "start", "surgery", "injury", "boot_off", "event", "bring_on", "cleared_on"}
)
"""Fields that hold dates; a roster gives them as `2026-12-07`."""

FIELDS = frozenset(ROSTER_FIELDS)
"""All fields; changes to doses have names of their own, like `heel-raise.reps` or `frequency`."""

ELEMENT = "element "
"""How the source of a field is called in a roster without columns, which no clinic can map."""

UNKNOWN = "column:"
"""How the key of a column begins that no field is known for."""


class Note(NamedTuple):
    """What is wrong or should be known, without a full stop, and what to do about it."""

    message: str
    hint: str


class RosterRow(NamedTuple):
    """One row of a roster.

    Attributes:
        number: Its number as the spreadsheet program shows it, from 1; in formats without rows,
            its place in the list, from 1.
        values: Texts by field, dose change (`heel-raise.reps`) or, for columns that no field is
            known for, by `column:` and the name of the column as it is written. Surrounding white
            space is gone, empty texts are left out. Fields that are dates are `2026-12-07`.
        kind: What the row is.
        problems: What could not be read in it; each names the column, none a value. A field with
            such a problem is left out of `values`.
    """

    number: int
    values: Mapping[str, str]
    kind: RowKind = "patient"
    problems: tuple[Problem, ...] = ()


class Column(NamedTuple):
    """One column.

    Attributes:
        name: Its name as it is written.
        label: What to call it, like `column F ("Start date")`.
        key: A field, a change to a dose, or `column:` and its name; "" for one that is not read.
        is_mapped: Whether the user said what it is.
    """

    name: str
    label: str
    key: str
    is_mapped: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it is a field or a change to a dose."""
        return bool(self.key) and not self.key.startswith(UNKNOWN)


class RawRow(NamedTuple):
    """A row as a reader gives it, before it is known what its dates mean.

    Attributes:
        number: Its number for the user, as in `RosterRow`.
        cells: Its cells, in the order of the columns; those at the end may be missing.
        faults: What is wrong with the row as a whole: keys of `FAULTS`.
        kind: What it is; in tables whose columns are named in a row, that is found out later.
    """

    number: int
    cells: Sequence[Cell]
    faults: Sequence[str] = ()
    kind: RowKind = "patient"


@dataclass
class RawTable:
    """A table that may be the list of patients; readers give one, or those to choose from.

    Attributes:
        rows: Its rows; they are gone through once.
        columns: Its columns; None if one of the first rows names them.
        notes: What the user should know if this table is the one.
        merged: The cells that a merged cell hides: indexes by row.
        is_ragged: Whether a row that is too short may have been broken in two.
    """

    rows: Iterable[RawRow]
    columns: Sequence[Column] | None = None
    notes: Sequence[Note] = ()
    merged: Mapping[int, set[int]] = field(default_factory=dict)
    is_ragged: bool = False


_NOTHING = {"n/a", "n.a.", "-", "--", "---", "–", "—", "?", "??", "???", ".", "..", "...", "/"}
_NOTHING |= {"unknown", "not known", "not applicable", "tbc", "tba", "tbd"}
_NOTHING_OR_NAMES = {"na", "none", "nil", "null", "nan", "unk"}


def may_be_name(text: str) -> bool:
    """Whether a text means that nothing is known, or is a family name."""
    return text.casefold() in _NOTHING_OR_NAMES


def says_nothing(text: str) -> bool:
    """Whether a text means that nothing is known: `n/a`, `-`, `unknown`."""
    return text.casefold() in _NOTHING or may_be_name(text)


_ISO = "Write it like 2026-12-07."
_RETYPE = "Format the column as text, and type it again."
_STATE = "State the order, or write it like 2026-12-07."  # how is said once, for the whole roster
_OUT = "Take the entry out."

FAULTS = {
    # Dates
    "no date": Note("this is not a date", _ISO),
    "no day": Note("the calendar has no such day", "Check the day, the month and the year."),
    "part": Note("the date has no day", f"A day, a month and a year are needed. {_ISO}"),
    "century": Note(
        "the year has two digits, and could be in the 1900s or the 2000s", "Write all four digits."
    ),
    "year": Note("the year is not between 1900 and 2100", "Check the year."),
    "serial": Note(
        "this is the number that a spreadsheet program keeps for a date",
        "Format the column as dates in the spreadsheet program, and save it again.",
    ),
    "zero": Note(
        "this is how a spreadsheet program shows a date that is empty or 0",
        "Write it or empty it.",
    ),
    "zone": Note("the time has a time zone, so the day is not certain", f"{_ISO[:-1]}, no time."),
    "order": Note("day and month cannot be told apart", _STATE),
    "mixed": Note("day and month cannot be told apart: the column has both orders", _STATE),
    "against": Note("the date is not in the order of the others", _ISO),
    "unstated": Note("the date is not in the order that --dates or clinic.yaml states", _ISO),
    "swapped": Note(
        "day and month may have changed places: a spreadsheet program made dates of the cells that "
        "it could, and left the others",
        "Format the column as text, enter its dates again, and save it.",
    ),
    # Cells
    "made a date": Note("the spreadsheet program made a date of what was typed", _RETYPE),
    "error": Note("the cell shows an error", "Correct its formula in the spreadsheet program."),
    "formula": Note(
        "the cell has a formula whose result was not saved",
        "Open the file in a spreadsheet program, save it, and try again.",
    ),
    "digits": Note(
        "a number of more than 15 digits, the last of which the spreadsheet program has lost",
        _RETYPE,
    ),
    "merged": Note("the cell is merged with another one", "Unmerge it, and write in each row."),
    "encoding": Note(
        "its letters are not certain, because the file is not saved as Unicode",
        'Save the file as "CSV UTF-8", or state how it was saved: --encoding windows-1252, or '
        "roster: encoding: in clinic.yaml.",
    ),
    "nested": Note("a list or an object stands where a text should", "Write one text."),
    "several": Note(
        "there are several identifiers, and none is marked as the medical record number",
        "Mark one with the type MR or the use usual, or name the system of those that are wanted "
        "in clinic.yaml under roster: identifier:.",
    ),
    # Rows
    "quotes": Note(
        'the quotation marks of this row do not pair up, or a cell is far too long; no " may be '
        "missing, and one inside a text is written twice",
        "Correct the row, or save the list again from the program that it comes from.",
    ),
    "more": Note(
        "the row has more cells than there are columns",
        "Put text with the separator in it in quotation marks, or give the column a name.",
    ),
    "fewer": Note("the row ends before the last column", "Check if it was broken in two."),
    "hidden": Note("the row is hidden in the spreadsheet", "Show it to print it, or delete it."),
    "twice": Note("a key stands twice in this entry", "Keep one of the two."),
    "deceased": Note("the record says that the patient has died", _OUT),
    "inactive": Note("the record is marked as not active", _OUT),
    "no object": Note("this entry has no keys", "Write each patient as keys and values."),
}
"""All faults, by their keys."""


def wrong(fault: str) -> Cell:
    """A cell with a fault, a key of `FAULTS`."""
    return [WRONG, fault]


def tidy(text: str) -> str:
    r"""A text of a cell without the marks that only a spreadsheet program needs.

    `="000123"`, which keeps leading zeros in such a program, is 000123. Line ends become `\n`.
    """
    text = text.strip()
    if text.startswith('="') and text.endswith('"') and '"' not in text[2:-1] and len(text) > 2:
        text = text[2:-1].strip()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
