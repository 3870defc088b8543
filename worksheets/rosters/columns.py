"""The columns of a roster: which field each one is, and what to call it in a message."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from worksheets.load.source import quoted
from worksheets.model.roster import IGNORE, RosterSetup
from worksheets.problems import Kind, Problem
from worksheets.rosters.cells import Cell
from worksheets.rosters.names import plain_name, usual_field
from worksheets.rosters.rows import DATE_FIELDS

IDENTITY = ("number", "name", "family_name", "given_names")
"""Fields by which a patient is known; without one a roster makes no sense."""
ROWS_SEARCHED = 30
"""In how many rows that are not blank the column names are looked for."""

_UNKNOWN = "column:"
_MOST_LISTED = 12
_LONG_DIGITS = re.compile(r"[0-9]{5}|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
_TOTALS = re.compile(
    r"(?:(?:(?:grand|sub|overall)[ -]?)?totals?|sums?|count|summe|gesamt(?:summe|zahl)?|anzahl|"
    r"total g[eé]n[eé]ral|somme|suma|totale|number of (?:patients|rows|records))"
    r"(?:\s+(?:patients|rows|records))?\s*[:=]?\s*\(?[0-9]*\)?(?: patients)?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[0-9.,%() ]{1,12}(?: patients)?")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        index: Its place, from 0.
        key: A field, a change to a dose, or `column:` and its name; "" for one without a name.
        label: What to call it, like `column F ("Start date")`.
        is_mapped: Whether the user said what it is.
    """

    index: int
    key: str
    label: str
    is_mapped: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it holds dates."""
        return self.key in DATE_FIELDS

    @property
    def is_known(self) -> bool:
        """Whether it is a field or a change to a dose."""
        return bool(self.key) and not self.key.startswith(_UNKNOWN)


class Namer:
    """Says what columns are, by their names and by what the user has said."""

    def __init__(self, setup: RosterSetup | None, file: str) -> None:
        """Prepare for the names of one roster, called `file` in messages."""
        self._file = file
        self._exact: Mapping[str, str] = setup.columns if setup else {}
        self._plain = {plain_name(name): field for name, field in self._exact.items()}
        self._met: set[str] = set()

    def mapped(self, name: str) -> str | None:
        """What the user has said that a column with this name is."""
        field = self._exact.get(name) or self._plain.get(plain_name(name) or "\0")
        if field:
            self._met.add(plain_name(name))
        return field

    def field(self, name: str) -> str | None:
        """What a column with this name is, or None."""
        return self.mapped(name) or usual_field(name)

    def score(self, cells: Sequence[Cell]) -> int:
        """How many columns a row names if it is a row of names; 0 if it is none."""
        texts = [cell for cell in cells if isinstance(cell, str) and cell]
        if any(_LONG_DIGITS.search(text) for text in texts):
            return 0
        fields = {field for text in texts if (field := self.field(text))}
        is_clear = len(fields) > 1 or any(field in IDENTITY for field in fields)
        return len(fields) if is_clear else 0

    def columns(self, names: Sequence[tuple[str, str]]) -> tuple[list[Column], list[Problem]]:
        """The columns with these names.

        Args:
            names: The name of each as it is written, and what to call it in a message.

        Returns:
            The columns, and a problem for each field that several of them are.
        """
        found: list[Column] = []
        for index, (name, label) in enumerate(names):
            mapped = self.mapped(name)
            key = mapped or usual_field(name) or (f"{_UNKNOWN}{name}" if name else "")
            key = f"{_UNKNOWN}{name}" if key == IGNORE else key
            found.append(Column(index, key, label, mapped not in (None, IGNORE)))
        return self._without_twins(found, [name for name, _ in names])

    def _without_twins(
        self, columns: Sequence[Column], names: Sequence[str]
    ) -> tuple[list[Column], list[Problem]]:
        """Let what the user has mapped win; tell of other columns that are the same field."""
        groups: defaultdict[str, list[Column]] = defaultdict(list)
        for column in columns:
            groups[column.key].append(column)
        problems = []
        kept = list(columns)
        for key, group in groups.items():
            if not key or len(group) == 1:
                continue
            if not group[0].is_known:
                for column in group[1:]:
                    kept[column.index] = Column(column.index, "", column.label)
                continue
            chosen = [column for column in group if column.is_mapped] or group
            if len(chosen) > 1:
                problems.append(self._twins(chosen))
            for column in group:
                if column not in chosen:
                    unknown = f"{_UNKNOWN}{names[column.index]}"
                    kept[column.index] = Column(column.index, unknown, column.label)
        return kept, problems

    def _twins(self, group: Sequence[Column]) -> Problem:
        listed = " and ".join(column.label for column in group)
        hint = (
            "Rename one, or say in clinic.yaml which to take, under roster: columns: "
            "(`ignore` leaves one out)."
        )
        return Problem(f"{listed} mean the same: {_spoken(group[0].key)}", hint, self._file)

    def notes(self, columns: Sequence[Column], used: str = "") -> list[Problem]:
        """Warnings: columns that are not used, and mapped ones that are not there.

        Args:
            columns: All columns.
            used: Name of a column that is used for something else.
        """
        notes = []
        elsewhere = f"{_UNKNOWN}{used}".casefold()
        unused = [
            column.label
            for column in columns
            if not column.is_known
            and column.key.casefold() != elsewhere
            and self.mapped(column.key.removeprefix(_UNKNOWN)) != IGNORE
        ]
        if unused:
            more = len(unused) - _MOST_LISTED
            listed = ", ".join(unused[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
            message = f"not recognised as parts of a sheet: {listed}"
            hint = "If they should be, say what they are in clinic.yaml under roster: columns:."
            notes.append(Problem(message, hint, self._file, kind=Kind.WARNING))
        for name in self._exact:
            if plain_name(name) not in self._met and name not in self._met:
                message = f"there is no column {quoted(name)}, which clinic.yaml names"
                hint = "Correct its name under roster: columns:."
                notes.append(Problem(message, hint, self._file, kind=Kind.WARNING))
        return notes


def _spoken(key: str) -> str:
    return key.replace("_", " ") if "." not in key else key


class RowKinds:
    """Tells what sort of row a row is."""

    def __init__(self, columns: Sequence[Column], header: Sequence[Cell]) -> None:
        """Take the column names as they stand in `header`."""
        self._header = [text.casefold() if isinstance(text, str) else "" for text in header]
        known = [column.index for column in columns if column.is_known]
        self._known = [index for index in known if self._header[index]]
        self._first = self._known[0]
        self._identity = [
            (column.index, column.key == "number") for column in columns if column.key in IDENTITY
        ]

    def is_header(self, cells: Sequence[Cell]) -> bool:
        """Whether the column names stand here once more."""
        first = cells[self._first] if self._first < len(cells) else ""
        if not isinstance(first, str) or first.casefold() != self._header[self._first]:
            return False
        width = len(cells)
        return all(
            isinstance(cell := cells[index] if index < width else "", str)
            and cell.casefold() == self._header[index]
            for index in self._known
        )

    def is_totals(self, cells: Sequence[Cell]) -> bool:
        """Whether sums stand here: a word such as Total, numbers, and nobody's number or name."""
        width = len(cells)
        named = [
            cell
            for index, is_number in self._identity
            if index < width and (cell := cells[index]) and (is_number or not _is_amount(cell))
        ]
        if len(named) > 1:
            return False
        filled = [cell for cell in cells if cell]
        word = named[0] if named else filled[0]
        return (
            isinstance(word, str)
            and _TOTALS.fullmatch(word) is not None
            and all(cell is word or _is_amount(cell) for cell in filled)
        )


def _is_amount(cell: Cell) -> bool:
    """Whether a number stands there, or would if its formula had been saved with a result."""
    return not isinstance(cell, str) or bool(_AMOUNT.fullmatch(cell))
