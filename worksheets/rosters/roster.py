"""A roster that was read: its rows, as often as they are wanted, and what to know about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from worksheets.model.roster import side_word
from worksheets.problems import Problem
from worksheets.rosters.cells import DATE, FAULTS, Cell, Record, wrong
from worksheets.rosters.columns import Column
from worksheets.rosters.dates import Rule
from worksheets.rosters.files import digest_of
from worksheets.rosters.rows import RosterRow
from worksheets.rosters.spool import Spool

_FREE_TEXT = frozenset({"notes", "address", "address_1", "address_2", "address_3"})
"""Fields in which a date may stand as text."""
_ERRORS = frozenset(
    {
        *("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#####", "######", "#######", "########", "#########", "##########"),
    }
)
"""What spreadsheet programs show instead of a value; `###` is a date that was too wide."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done with the cells of one column."""

    index: int
    key: str
    label: str
    rule: Rule | None
    is_text: bool
    is_known: bool


@dataclass(frozen=True)
class Read:
    """Everything that reading a roster has given.

    Attributes:
        path: The file.
        name: The file as the user named it.
        digest: SHA-256 of what was read.
        spool: The rows.
        columns: The columns.
        rules: How the dates of each column are read, by its index.
        warnings: What the user should know.
        sides: What words for sides mean, by the clinic.
        merged: Which cells a merged cell hides, by row.
        full_width: How many cells a row has that is not broken, or 0 when rows may be shorter.
    """

    path: Path
    name: str
    digest: str
    spool: Spool
    columns: Sequence[Column]
    rules: Mapping[int, Rule]
    warnings: Sequence[Problem]
    sides: Mapping[str, str]
    merged: Mapping[int, set[int]]
    full_width: int


class Roster:
    """The rows of a roster, read again from a private copy each time they are gone through.

    Attributes:
        name: The file as the user named it.
        columns: What to call the column of each field, like `column F ("Start date")`.
        warnings: What the user should know about the roster as a whole.
        digest: SHA-256 of the file that was read, in hexadecimal digits.
        row_count: How many rows there are, those that are no patients included.
    """

    def __init__(self, read: Read) -> None:
        """Keep what was read."""
        self.name = read.name
        self.columns: Mapping[str, str] = {
            column.key: column.label for column in read.columns if column.key
        }
        self.warnings = tuple(read.warnings)
        self.digest = read.digest
        self.row_count = read.spool.count
        self._read = read
        self._steps = [
            _Step(
                column.index,
                column.key,
                column.label,
                read.rules.get(column.index, Rule()) if column.is_date else None,
                not column.is_known or column.key in _FREE_TEXT,
                column.is_known,
            )
            for column in read.columns
            if column.key
        ]

    def __iter__(self) -> Iterator[RosterRow]:
        """All rows, in their order."""
        for record in self._read.spool:
            yield self._row(record)

    def has_changed(self) -> bool:
        """Whether the file is no longer what was read, or no longer there."""
        return digest_of(self._read.path) != self.digest

    def close(self) -> None:
        """Throw the private copy away."""
        self._read.spool.close()

    def __enter__(self) -> Self:
        """Let `with` close it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def _row(self, record: Record) -> RosterRow:
        number, kind, cells, faults = record
        if kind != "patient":
            return RosterRow(number, {}, kind)
        problems = [self._problem(number, fault) for fault in faults]
        width = len(cells)
        if 0 < width < self._read.full_width:
            problems.append(self._problem(number, "fewer"))
        hidden = self._read.merged.get(number, ()) if self._read.merged else ()
        values: dict[str, str] = {}
        for step in self._steps:
            index = step.index
            cell = cells[index] if index < width else ""
            if hidden and index in hidden:
                cell = wrong("merged")
            if not cell:
                continue
            if not isinstance(cell, str) or cell[0] in "'#":
                cell = _resolve(cell, step)
            if isinstance(cell, str):
                values[step.key] = cell
            elif step.is_known:  # nothing is printed from the others
                problems.append(self._problem(number, cell[1], step.label))
        sides = self._read.sides
        if sides and (written := values.get("side")):
            values["side"] = sides.get(side_word(written), written)
        return RosterRow(number, values, kind, tuple(problems))

    def _problem(self, number: int, key: str, label: str = "") -> Problem:
        fault = FAULTS[key]
        message = f"{label}: {fault.message}" if label else fault.message
        return Problem(message, fault.hint, self.name, number)


def _resolve(cell: Cell, step: _Step) -> Cell:
    """What a cell means in its column if it is no plain text, or begins like a mark."""
    if isinstance(cell, str):
        if cell in _ERRORS and step.is_known:
            return wrong("error")
        # ' makes text of a number in a spreadsheet program.
        return cell.lstrip("'").strip() or cell if step.key == "number" else cell
    if step.rule:
        return step.rule.read(cell)
    if cell[0] == DATE:
        return cell[1] if step.is_text else wrong("made a date")
    return cell
