"""Rows and objects on their way into the spool: what each row is, and what its dates can mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice

from worksheets.load.source import quoted
from worksheets.model.roster import RosterSetup
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.cells import Cell, Record
from worksheets.rosters.columns import IDENTITY, ROWS_SEARCHED, Column, Namer, RowKinds
from worksheets.rosters.csv_rows import RawRow
from worksheets.rosters.dates import DateReader, Evidence
from worksheets.rosters.files import refuse
from worksheets.rosters.objects import RawObject
from worksheets.rosters.rows import DATE_FIELDS, ELEMENT, RowKind
from worksheets.rosters.spool import Spool

_MOST_KEYS = 2000
_MOST_LINES_SEARCHED = 1000
_NAMES_WANTED = (
    "The first row has to name the columns, like MRN, Surname, Given names, Side. Other names are "
    "explained in clinic.yaml under roster: columns:."
)


class Intake:
    """What is gathered while a roster is read for the first time.

    Attributes:
        name: The roster as the user named it.
        namer: Says what columns are.
        spool: The rows.
        columns: The columns, once they are known.
        evidence: What the dates of each column tell, by its index.
        notes: What the user should know.
        today: Nobody in the roster was born after this day.
        patients: How many rows are patients.
        keeps_empties: Whether rows are written to their last column although it is empty.
    """

    def __init__(self, name: str, setup: RosterSetup | None, today: date) -> None:
        """Begin with nothing."""
        self.name = name
        self.namer = Namer(setup, name)
        self.spool = Spool()
        self.columns: list[Column] = []
        self.evidence: defaultdict[int, Evidence] = defaultdict(Evidence)
        self.notes: list[Problem] = []
        self.patients = 0
        self.keeps_empties = False
        self.today = today
        self._dates = DateReader(today)
        self._date_columns: list[Column] = []

    def note(self, message: str, hint: str) -> None:
        """Tell the user something about the roster as a whole."""
        self.notes.append(Problem(message, hint, self.name, kind=Kind.WARNING))

    def take_rows(self, rows: Iterator[RawRow]) -> bool:
        """Take the rows of a sheet, if one of the first ones names columns.

        Raises:
            WorksheetError: Several columns are the same field.
        """
        head = list(_head(rows))
        scores = [self.namer.score(row.cells) for row in head]
        best = max(scores, default=0)
        if not best:
            return False
        place = scores.index(best)
        above = [row for row in head[:place] if any(row.cells) or row.faults]
        if above:
            told = f"the columns are named in row {head[place].number}; what is above is not read"
            self.note(told, "Check that no patient is above them.")
        header = _without_empty_end(head[place].cells)
        named = [
            (cell if isinstance(cell, str) else "", _label(index, cell))
            for index, cell in enumerate(header)
        ]
        self._name_columns(named)
        kinds = RowKinds(self.columns, header)
        for row in chain(head[place + 1 :], rows):
            self._take_row(row, kinds)
        return True

    def _take_row(self, row: RawRow, kinds: RowKinds) -> None:
        cells = row.cells
        kind: RowKind = "patient"
        if not any(cells):
            kind = "patient" if row.faults else "blank"
        elif kinds.is_header(cells):
            kind = "header"
        elif kinds.is_totals(cells):
            kind = "totals"
        if kind != "patient":
            self.spool.add(Record(row.number, kind, ()))
            return
        self.patients += 1
        width = len(self.columns)
        faults = row.faults
        if len(cells) > width and any(cells[width:]):
            faults = (*faults, "more")
        elif len(cells) >= width and not cells[width - 1]:
            self.keeps_empties = True
        self.spool.add(Record(row.number, kind, self._with_dates(cells), faults))

    def _with_dates(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells, in which texts of date columns have become what they can mean."""
        read = list(cells)
        for column in self._date_columns:
            if column.index < len(read) and (cell := read[column.index]):
                if isinstance(cell, str):
                    cell = self._dates.read(cell, column.key == "birth")
                    read[column.index] = cell
                self.evidence[column.index].take(cell)
        return read

    def take_objects(self, objects: Iterable[RawObject]) -> None:
        """Take patients whose cells have the names of their columns.

        Raises:
            WorksheetError: No name is known, or several are the same field.
        """
        places: dict[str, int] = {}
        is_date: dict[str, str] = {}
        for one in objects:
            cells: list[Cell] = [""] * len(places)
            for name, cell in one.cells.items():
                if name not in places:
                    places[name] = len(places)
                    cells.append("")
                    field = self.namer.field(name) or ""
                    is_date |= {name: field} if field in DATE_FIELDS else {}
                if cell and name in is_date and isinstance(cell, str):
                    cell = self._dates.read(cell, is_date[name] == "birth")
                if name in is_date:
                    self.evidence[places[name]].take(cell)
                cells[places[name]] = cell
            if len(places) > _MOST_KEYS:
                hint = "Give each patient the same keys, like MRN, Surname and Side."
                message = f"there are more than {_MOST_KEYS:,} different keys"
                raise refuse(self.name, message, hint, Kind.INVALID)
            kind: RowKind = "patient" if any(cells) or one.faults else "blank"
            self.patients += kind == "patient"
            self.spool.add(Record(one.number, kind, cells, one.faults))
        self._name_columns([(name, f"key {quoted(name)}") for name in places])
        if places and not any(column.key in IDENTITY for column in self.columns):
            raise self.nameless("no key is known", "Use keys like MRN, Surname and Side.")

    def take_patients(self, objects: Iterable[RawObject], elements: Mapping[str, str]) -> None:
        """Take patients whose cells have the names of fields.

        Args:
            objects: The patients.
            elements: What to call the source of each field.
        """
        self.columns = [
            Column(index, field, f"{ELEMENT}{element}")
            for index, (field, element) in enumerate(elements.items())
        ]
        self._date_columns = [column for column in self.columns if column.is_date]
        for one in objects:
            cells = [one.cells.get(field, "") for field in elements]
            self.patients += 1
            self.spool.add(Record(one.number, "patient", self._with_dates(cells), one.faults))

    def _name_columns(self, names: Sequence[tuple[str, str]]) -> None:
        self.columns, problems = self.namer.columns(names)
        self._date_columns = [column for column in self.columns if column.is_date]
        if problems:
            raise WorksheetError(problems)

    def nameless(self, message: str = "", hint: str = "") -> WorksheetError:
        """No names are known. What stands there instead is not told: it may be a patient."""
        message = message or "no row with the names of columns is found"
        return refuse(self.name, message, hint or _NAMES_WANTED, Kind.INVALID)


def _head(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """The first rows, among which the column names must be."""
    filled = 0
    for row in islice(rows, _MOST_LINES_SEARCHED):
        yield row
        filled += any(row.cells)
        if filled >= ROWS_SEARCHED:
            return


def _without_empty_end(cells: Sequence[Cell]) -> list[Cell]:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _label(index: int, cell: Cell) -> str:
    """What to call a column: `column F ("Start date")`."""
    letters, index = "", index + 1
    while index:
        index, last = divmod(index - 1, 26)
        letters = chr(65 + last) + letters
    return (
        f"column {letters} ({quoted(cell)})"
        if cell and isinstance(cell, str)
        else (f"column {letters}")
    )
