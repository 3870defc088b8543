"""Reading a roster: a file to rows of texts by field, as often as they are wanted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Self

from worksheets.load.source import quoted
from worksheets.model.roster import RosterSetup, side_word
from worksheets.problems import Kind, Problem
from worksheets.rosters.columns import Context, Namer, row_kind
from worksheets.rosters.dates import DateColumn, decide_orders, read_date
from worksheets.rosters.files import Spool, copy_of, digest_of, open_text, refuse
from worksheets.rosters.formats import format_of
from worksheets.rosters.rows import (
    DATE,
    DATE_FIELDS,
    FAULTS,
    Cell,
    Column,
    Note,
    RawRow,
    RawTable,
    RosterRow,
    wrong,
)

_MAX_HEAD_ROWS = 30
"""In how many rows that are not blank the column names are searched."""
_MAX_HEAD_LINES = 1000
_USUAL = RosterSetup()
_FREE_TEXT = frozenset({"notes", "address", "address_1", "address_2", "address_3"})
"""Fields in which a date may be text."""
_TORN = re.compile("[\ud800-\udfff]")


def read_roster(
    path: Path,
    setup: RosterSetup = _USUAL,
    today: date | None = None,
    used: str = "",
) -> "Roster":
    """Read a roster once into a private copy, from which its rows come as often as wanted.

    Args:
        path: The file.
        setup: How the clinic's rosters are read.
        today: Nobody was born after this day, which tells the century of years with two digits;
            None for the day it is.
        used: Name of a column that is used for something else than what is printed, or "".

    Raises:
        WorksheetError: The file is not there or cannot be read as a roster. What is wrong with
            single rows is reported with them instead.
    """
    copy = copy_of(path)
    context = Context(copy.name, Namer(setup, copy.name), today or date.today())
    spool = Spool()
    try:
        with copy.file:
            form = format_of(copy, path.suffix)
            file, notes = open_text(copy, setup.encoding) if form.is_text else (copy.file, [])
            with file:
                table = _choose(form.read(file, context), context)
                dated, full_width = _fill(spool, table, context)
    except BaseException:
        spool.close()
        raise
    notes += table.notes
    notes += context.namer.notes(table.columns or (), used)
    notes += decide_orders(list(dated.values()), setup.dates)
    warnings = tuple(Problem(*note, copy.name, kind=Kind.WARNING) for note in notes)
    table = replace(table, rows=())  # they take memory in some formats
    return Roster(
        path, copy.name, copy.digest, warnings, table, dated, full_width, setup.sides, spool
    )


def _choose(tables: Sequence[RawTable], context: Context) -> RawTable:
    """The first table that has columns; where a row names them, it begins below that row.

    Raises:
        WorksheetError: There is none, or several columns are the same field.
    """
    for table in tables:
        rows = map(_without_torn, table.rows)
        if table.columns is not None:
            return replace(table, rows=rows)
        head = list(islice(rows, _MAX_HEAD_LINES))
        filled = [row for row in head if any(row.cells)][:_MAX_HEAD_ROWS]
        scores = [context.namer.score(row.cells) for row in filled]
        if not any(scores):
            continue
        named = filled[scores.index(max(scores))]
        if wrong("encoding") in named.cells:
            message, hint = FAULTS["encoding"]
            message = f"the names of columns: {message}"
            raise refuse(context.name, message, hint, Kind.INVALID)
        place = head.index(named)
        notes = table.notes
        if any(any(row.cells) or row.faults for row in head[:place]):
            message = f"the columns are named in row {named.number}; what is above is not read"
            notes = (Note(message, "Check that no patient is above them."), *notes)
        columns = context.namer.columns(_names(named.cells))
        below = (
            row._replace(kind=row_kind(row, columns)) for row in chain(head[place + 1 :], rows)
        )
        return replace(table, rows=below, columns=columns, notes=notes)
    # What is there instead is not shown: it may be a patient.
    hint = (
        "The first row has to name the columns, like MRN, Surname, Given names, Side. Other names "
        "are explained in clinic.yaml under roster: columns:."
    )
    raise refuse(context.name, "no row with the names of columns is found", hint, Kind.INVALID)


def _without_torn(row: RawRow) -> RawRow:
    """A row with faults for texts of which bytes were no characters, and became lone surrogates."""
    if all(cell.isascii() for cell in row.cells if isinstance(cell, str)):
        return row
    cells = [wrong("encoding") if _TORN.search(str(cell)) else cell for cell in row.cells]
    return row._replace(cells=cells)


def _names(cells: Sequence[Cell]) -> list[tuple[str, str]]:
    """The name of each column, and what to call it: `column F ("Start date")`."""
    width = max(index for index, cell in enumerate(cells, 1) if cell)
    names = []
    for index, cell in enumerate(cells[:width]):
        letters, rest = "", index + 1
        while rest:
            rest, last = divmod(rest - 1, 26)
            letters = chr(ord("A") + last) + letters
        name = cell if isinstance(cell, str) else ""
        names.append((name, f"column {letters} ({quoted(name)})" if name else f"column {letters}"))
    return names


def _fill(spool: Spool, table: RawTable, context: Context) -> tuple[dict[int, DateColumn], int]:
    """Write all rows into the spool; texts of date columns become what they can mean.

    Returns:
        The columns of dates by their indexes; and how many cells a row has that is not broken, or
        0 when rows may be shorter.

    Raises:
        WorksheetError: There are no patients.
    """
    columns = table.columns or ()
    width = len(columns)
    dated = {
        index: DateColumn(column.label, column.key == "birth")
        for index, column in enumerate(columns)
        if column.key in DATE_FIELDS
    }
    patients = full_width = 0
    for row in table.rows:
        if row.kind != "patient":
            spool.add(RawRow(row.number, (), (), row.kind))
            continue
        patients += 1
        cells, faults = list(row.cells), row.faults
        if any(cells[width:]):
            faults = (*faults, "more")
        elif table.is_ragged and len(cells) >= width and not cells[width - 1]:
            full_width = width
        for index, column in dated.items():
            cell = cells[index] if index < len(cells) else ""
            if cell and isinstance(cell, str):
                cell = cells[index] = read_date(cell, column.is_birth, context.today)
            column.count(cell)
        spool.add(RawRow(row.number, cells, faults))
    if not patients:
        hint = "Check that the rows were saved, below the names of the columns."
        raise refuse(context.name, "there are no patients in the roster", hint, Kind.INVALID)
    return dated, full_width


@dataclass(frozen=True)
class Roster:
    """The rows of a roster, read again from a private copy each time they are gone through.

    Attributes:
        path: The file.
        name: The file as the user named it.
        digest: SHA-256 of the file that was read, in hexadecimal digits.
        warnings: What the user should know about the roster as a whole.
        table: Its columns; its rows are gone.
        dated: How the columns of dates are read, by their indexes.
        full_width: How many cells a row has that is not broken, or 0 when rows may be shorter.
        sides: What words for sides mean, by the clinic.
        spool: The rows.
    """

    path: Path
    name: str
    digest: str
    warnings: tuple[Problem, ...]
    table: RawTable
    dated: Mapping[int, DateColumn]
    full_width: int
    sides: Mapping[str, str]
    spool: Spool

    @property
    def columns(self) -> Mapping[str, str]:
        """What to call the column of each field, like `column F ("Start date")`."""
        return {column.key: column.label for column in self.table.columns or () if column.key}

    @property
    def row_count(self) -> int:
        """How many rows there are, those that are no patients included."""
        return self.spool.count

    def __iter__(self) -> Iterator[RosterRow]:
        """All rows, in their order."""
        return map(self._row, self.spool)

    def has_changed(self) -> bool:
        """Whether the file is no longer what was read, or no longer there."""
        return digest_of(self.path) != self.digest

    def __enter__(self) -> Self:
        """Let `with` close it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Delete the private copy."""
        self.spool.close()

    def _row(self, raw: RawRow) -> RosterRow:
        number, cells, faults, kind = raw
        if kind != "patient":
            return RosterRow(number, {}, kind)
        problems = [self._problem(number, fault) for fault in faults]
        if 0 < len(cells) < self.full_width:
            problems.append(self._problem(number, "fewer"))
        covered = self.table.merged.get(number, ())
        values: dict[str, str] = {}
        for index, (cell, column) in enumerate(zip(cells, self.table.columns or (), strict=False)):
            if index in covered:
                cell = wrong("merged")
            cell = cell if isinstance(cell, str) else self._resolve(cell, index, column)
            if not cell or not column.key:
                continue
            if isinstance(cell, str):
                values[column.key] = cell
            elif column.is_known:  # nothing is printed from the others
                problems.append(self._problem(number, cell[1], column.label))
        if written := values.get("number"):  # a mark in front makes text of a number
            values["number"] = written.lstrip("'").strip() or written
        if self.sides and (written := values.get("side")):
            values["side"] = self.sides.get(side_word(written), written)
        return RosterRow(number, values, kind, tuple(problems))

    def _problem(self, number: int, fault: str, label: str = "") -> Problem:
        message, hint = FAULTS[fault]
        return Problem(f"{label}: {message}" if label else message, hint, self.name, number)

    def _resolve(self, cell: list[str], index: int, column: Column) -> Cell:
        """What a cell that is no text means in its column."""
        if index in self.dated:
            return self.dated[index].read(cell)
        if cell[0] == DATE:
            is_text = column.key in _FREE_TEXT or not column.is_known
            return cell[1] if is_text else wrong("made a date")
        return cell
