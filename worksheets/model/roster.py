"""How a clinic's rosters are to be read: what its columns are called, how its dates are written."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from worksheets.model.base import ID_PATTERN, Id, Line, Model, Table
from worksheets.model.dose import Dose
from worksheets.model.patient import AffectedSide
from worksheets.problems import WrongValue

DateOrder = Literal["day-month-year", "month-day-year", "year-month-day"]
"""The order in which dates made of numbers are written."""

Encoding = Literal[
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1257",
    "windows-1258",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "mac-roman",
    "mac-latin2",
    "mac-cyrillic",
    "mac-turkish",
    "cp437",
    "cp850",
    "cp852",
]
"""How text can be saved that is not Unicode, by the names of Python's codecs."""

IGNORE = "ignore"
"""What a column is mapped to that is not to be read."""

ROSTER_FIELDS = (
    *("number", "name", "family_name", "given_names", "preferred_name", "title", "birth"),
    *("language", "program", "start", "surgery", "injury", "boot_off", "event", "bring_on", "side"),
    *("clinician", "cleared_by", "cleared_on", "template", "weeks", "notes"),
    *("address", "address_1", "address_2", "address_3", "town", "region", "postcode", "country"),
    *("deceased", "status"),
)
"""What the columns of a roster can be, besides changes to doses."""

SIDE_WORDS: Mapping[str, AffectedSide] = {
    **dict.fromkeys(("left", "l", "lt", "l.", "lt."), "left"),
    **dict.fromkeys(("right", "r", "rt", "r.", "rt."), "right"),
    **dict.fromkeys(("both", "both sides", "b", "bilateral", "bilat", "b/l", "bl"), "both"),
    **dict.fromkeys(("l/r", "r/l", "l+r", "r+l", "l&r", "l & r", "l + r", "lr"), "both"),
    **dict.fromkeys(("left and right", "right and left", "left & right", "left/right"), "both"),
}
"""What is read as a side in every roster, as `side_word` spells it."""

_DOSE_CHANGE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z_]+)((?:\.[a-z_]+)*)")
_LIKE_A_DOSE_CHANGE = f"{ID_PATTERN[:-1]}\\.[a-z_]+(\\.[a-z_]+)*$"
_MAX_COLUMNS = 500
_MAX_WORDS = 100
_LONGEST_WORD = 40


def dose_change(text: str) -> str | None:
    """A change to doses as `--set` knows it, or None.

    Case does not matter, spaces may stand for hyphens: `Heel raise.Reps` is `heel-raise.reps`.
    """
    parts = [part.strip() for part in text.strip().lower().split(".")]
    if parts == ["frequency"]:
        return "frequency"
    tidied = ".".join([re.sub(r"[ _]+", "-", parts[0]), *(p.replace(" ", "_") for p in parts[1:])])
    match = _DOSE_CHANGE.fullmatch(tidied)
    return tidied if match and match[2] in Dose.model_fields else None


def _check_field(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    field = text.lower().replace(" ", "_").replace("-", "_")
    if field in ROSTER_FIELDS or field == IGNORE:
        return field
    if change := dose_change(text):
        return change
    raise WrongValue(
        "this is not a field of a roster",
        f"Write one of {', '.join(ROSTER_FIELDS)}, a change to a dose like heel-raise.reps, "
        f"or {IGNORE}.",
    )


RosterField = Annotated[
    str,
    BeforeValidator(_check_field, json_schema_input_type=str),
    Field(
        json_schema_extra={
            "anyOf": [
                {"enum": [*ROSTER_FIELDS, "frequency", IGNORE]},
                {"pattern": _LIKE_A_DOSE_CHANGE},
            ]
        }
    ),
]
"""What a column of a roster is: a field, or a change to a dose."""


def _keep(columns: Mapping[str, str]) -> Table[str, str]:
    if len(columns) > _MAX_COLUMNS:
        raise WrongValue(f"more than {_MAX_COLUMNS} columns are named", "Name those that differ.")
    return Table(columns)


def side_word(text: str) -> str:
    """A word for a side as words are compared: case and spaces around it do not matter."""
    return " ".join(text.casefold().split())


def _keep_words(words: Mapping[str, AffectedSide]) -> Table[str, AffectedSide]:
    if len(words) > _MAX_WORDS:
        raise WrongValue(f"more than {_MAX_WORDS} words are explained", "Keep those that occur.")
    kept = Table[str, AffectedSide]()
    for written, side in words.items():
        word = side_word(written)
        if not word or len(word) > _LONGEST_WORD:
            raise WrongValue(
                f"a word for a side has 1 to {_LONGEST_WORD} characters",
                "Write it as it stands in the cells of the roster.",
            )
        known = SIDE_WORDS.get(word, kept.get(word, side))
        if known != side:
            # A roster of another program may be read with the same clinic file.
            message = f'"{written}" already means {known}'
            raise WrongValue(message, "A word keeps its side: write it in full in the roster.")
        kept[word] = side
    return kept


class RosterSetup(Model):
    """How the rosters of a clinic are read.

    Attributes:
        columns: What columns are, by their names, where their names are unusual:
            `"Pat.-Nr.": number`. `ignore` leaves a column out.
        sides: What words for sides mean that are not read anyway, such as those of another
            language: `links: left`.
        dates: The order in which dates made of numbers are written; None infers it from columns.
        encoding: How text that is not Unicode was saved; without it such names are refused.
        identifier: The system of the identifiers that are wanted of FHIR Patients who have several.
        other_languages: The language of patients whose own one there is not; None refuses them.
    """

    columns: Annotated[Mapping[str, RosterField], AfterValidator(_keep)] = Field(
        default_factory=Table
    )
    sides: Annotated[Mapping[str, AffectedSide], AfterValidator(_keep_words)] = Field(
        default_factory=Table
    )
    dates: DateOrder | None = None
    encoding: Encoding | None = None
    identifier: Line | None = None
    other_languages: Id | None = None
