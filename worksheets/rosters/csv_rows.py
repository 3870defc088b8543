"""Rows of a CSV file: which separator it has, and where each row begins and ends."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TextIO

from worksheets.rosters.cells import Cell, tidy, wrong
from worksheets.rosters.columns import Context
from worksheets.rosters.files import refuse
from worksheets.rosters.rows import RawRow, RawTable

DELIMITERS = ",;\t|"
MAX_LINE = 1_000_000
_SAMPLE_LINES = 400
_SAMPLE_ROWS = 60
_MIN_COLUMNS = 5
_FIRST_SURROGATE, _LAST_SURROGATE = "\ud800", "\udfff"


def read_csv(text: TextIO, context: Context) -> Sequence[RawTable]:
    """The table in a CSV file, its rows numbered as a spreadsheet program numbers them.

    A line `sep=;` at the top sets the separator and is no row. A row whose quotation marks do not
    pair up is a row with a fault, and the next one begins on the next line: nothing is swallowed.

    Raises:
        WorksheetError: A line without an end.
    """
    return [RawTable(_rows(text, context), is_ragged=True)]


def _rows(text: TextIO, context: Context) -> Iterator[RawRow]:
    lines = _Lines(text, context.name)
    sample = list(islice(lines, _SAMPLE_LINES))
    stated = _stated_delimiter(sample[0])
    lines.put_back(sample[1:] if stated else sample)
    delimiter = stated or _delimiter(sample, context)
    may_be_torn = text.errors == "surrogateescape"
    for number, row in enumerate(_records(lines, delimiter), 1):
        cells: list[Cell] = [tidy(cell) if cell else cell for cell in row or ()]
        if may_be_torn:
            cells = [wrong("encoding") if _is_torn(cell) else cell for cell in cells]
        yield RawRow(number, cells, () if row is not None else ("quotes",))


def _is_torn(cell: Cell) -> bool:
    return any(_FIRST_SURROGATE <= character <= _LAST_SURROGATE for character in cell)


class _Lines(Iterator[str]):
    """Physical lines, of which the last ones taken can be put back."""

    def __init__(self, text: TextIO, name: str) -> None:
        self._read = text.readline
        self._name = name
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read(MAX_LINE)
        if not line:
            raise StopIteration
        if len(line) >= MAX_LINE:
            message = f"a line has {MAX_LINE:,} characters or more"
            raise refuse(self._name, message, "Check that this is a list, one patient a line.")
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        self._again.extendleft(reversed(lines))


def _stated_delimiter(line: str) -> str | None:
    """The separator of a line `sep=;`, as Excel writes and reads it."""
    text = line.rstrip("\r\n").strip('"')
    return text[4] if len(text) == 5 and text[:4].lower() == "sep=" else None


def _delimiter(sample: Sequence[str], context: Context) -> str:
    """The separator with which the most column names are recognised, and rows are most alike."""

    def likelihood(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
        rows: list[list[str]] = []
        with suppress(csv.Error):
            rows.extend(islice(reader, _SAMPLE_ROWS))
        scores = [context.namer.score([tidy(cell) for cell in row]) for row in rows]
        widths = [len(row) for row in rows if any(row)]
        usual = max(set(widths), key=widths.count, default=0)
        return max(scores, default=0), widths.count(usual) if usual > 1 else 0

    return max(DELIMITERS, key=likelihood)


def _records(lines: _Lines, delimiter: str) -> Iterator[list[str] | None]:
    """The cells of each row; None for a line with which a quotation mark does not pair up."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    widest = 0
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells and len(lines.taken) > 1 and _has_rows_inside(cells, delimiter, widest):
            cells = None
        if cells is None:
            lines.put_back(lines.taken[1:])
        else:
            widest = max(widest, len(cells))
        yield cells


def _has_rows_inside(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds what must be rows: a quotation mark is missing."""
    return width >= _MIN_COLUMNS and any(
        line.count(delimiter) >= width - 1
        for cell in cells
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()
    )
