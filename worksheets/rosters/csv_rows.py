"""Rows of a CSV file: which separator it has, and where each row begins and ends."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TextIO

from worksheets.rosters.columns import Context
from worksheets.rosters.files import refuse
from worksheets.rosters.rows import RawRow, RawTable, tidy

DELIMITERS = ",;\t|"
MAX_LINE = 1_000_000
_SAMPLE_LINES = 400
_SAMPLE_ROWS = 60
_MIN_COLUMNS = 5


def read_csv(text: TextIO, context: Context) -> Sequence[RawTable]:
    """The table in a CSV file, its rows numbered as a spreadsheet program numbers them.

    A line `sep=;` at the top sets the separator and is no row. A row whose quotation marks do not
    pair up is a row with a fault, and the next one begins on the next line: nothing is swallowed.

    Raises:
        WorksheetError: A line without an end.
    """
    return [RawTable(_rows(text, context), is_ragged=True)]


def _rows(text: TextIO, context: Context) -> Iterator[RawRow]:
    waiting: deque[str] = deque()
    taken: list[str] = []

    def next_line() -> str:
        line = waiting.popleft() if waiting else text.readline(MAX_LINE)
        if len(line) >= MAX_LINE:
            message = f"a line has {MAX_LINE:,} characters or more"
            raise refuse(context.name, message, "Check that this is a list, one patient a line.")
        if line:
            taken.append(line)
        return line

    sample = list(islice(iter(next_line, ""), _SAMPLE_LINES))
    stated = _stated_delimiter(sample[0])
    waiting.extend(sample[1:] if stated else sample)
    delimiter = stated or _delimiter(sample, context)

    def new_reader() -> Iterator[list[str]]:
        lines = iter(next_line, "")
        return csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)

    reader = new_reader()
    number = widest = 0
    while True:
        taken.clear()
        row: list[str] | None = None
        with suppress(csv.Error):
            row = next(reader, None)
        if not taken:
            return
        number += 1
        if row is None or (len(taken) > 1 and _has_rows_inside(row, delimiter, widest)):
            waiting.extendleft(reversed(taken[1:]))
            reader = new_reader()
            yield RawRow(number, (), ("quotes",))
        else:
            widest = max(widest, len(row))
            yield RawRow(number, [cell if cell.isalnum() else tidy(cell) for cell in row])


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


def _has_rows_inside(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds what must be rows: a quotation mark is missing."""
    return width >= _MIN_COLUMNS and any(
        line.count(delimiter) >= width - 1
        for cell in cells
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()
    )
