"""What every reader of rosters gives: rows of texts under the names of fields."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from worksheets.problems import Problem

RowKind = Literal["patient", "blank", "header", "totals"]
"""What a row is: a patient, nothing at all, the column names once more, or sums."""

DATE_FIELDS = frozenset(
    {"birth", "start", "surgery", "injury", "boot_off", "bring_on", "cleared_on"}
)
"""Fields that hold dates; a roster gives them as `2026-12-07`."""

TEXT_FIELDS = frozenset(
    {
        "number",  # the clinic's identifier of the patient: MRN, patient ID
        "name",  # whole name, where it is not in parts
        "family_name",
        "given_names",
        "preferred_name",
        "title",
        "language",
        "program",
        "side",
        "clinician",
        "cleared_by",
        "template",
        "weeks",
        "notes",
        "address",  # whole address, its lines parted by line ends
        "address_1",
        "address_2",
        "address_3",
        "town",
        "region",
        "postcode",
        "country",
    }
)
FIELDS = TEXT_FIELDS | DATE_FIELDS
"""All fields; changes to doses have names of their own, like `heel-raise.reps` or `frequency`."""

ELEMENT = "element "
"""How the source of a field is called in a roster without columns, which no clinic can map."""


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
