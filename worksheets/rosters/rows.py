"""What readers of rosters give: rows of cells, and from them rows of texts under fields' names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from worksheets.model.roster import ROSTER_FIELDS
from worksheets.problems import Problem
from worksheets.rosters.cells import Cell, Note

RowKind = Literal["patient", "blank", "header", "totals"]
"""What a row is: a patient, nothing at all, the column names once more, or sums."""

DATE_FIELDS = frozenset(
    {"birth", "start", "surgery", "injury", "boot_off", "bring_on", "cleared_on"}
)
"""Fields that hold dates; a roster gives them as `2026-12-07`."""

FIELDS = frozenset(ROSTER_FIELDS)
"""All fields; changes to doses have names of their own, like `heel-raise.reps` or `frequency`."""

ELEMENT = "element "
"""How the source of a field is called in a roster without columns, which no clinic can map."""

UNKNOWN = "column:"
"""How the key of a column begins that no field is known for."""


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
