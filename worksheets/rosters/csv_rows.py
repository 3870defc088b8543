"""Rows of a CSV file: which separator it has, and where each row begins and ends."""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import IO, NamedTuple

from worksheets.rosters.cells import Cell, tidy, wrong
from worksheets.rosters.encodings import Encoding
from worksheets.rosters.files import refuse

DELIMITERS = ",;\t|"
LONGEST_LINE = 1_000_000
_SAMPLE_LINES = 400
_SAMPLE_ROWS = 60
_LEAST_COLUMNS = 5
_FIRST_SURROGATE, _LAST_SURROGATE = "\ud800", "\udfff"


class RawRow(NamedTuple):
    """A row as it stands in a sheet.

    Attributes:
        number: Its number as a spreadsheet program shows it.
        cells: Its cells.
        faults: What is wrong with it: keys of `FAULTS`.
    """

    number: int
    cells: Sequence[Cell]
    faults: tuple[str, ...] = ()


class _Lines(Iterator[str]):
    """Physical lines, of which the last ones taken can be put back."""

    def __init__(self, file: io.TextIOWrapper, name: str) -> None:
        self._read = file.readline
        self._name = name
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) >= LONGEST_LINE:
            message = f"a line has {LONGEST_LINE:,} characters or more"
            raise refuse(self._name, message, "Check that this is a list, one patient a line.")
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        self._again.extendleft(reversed(lines))


def csv_rows(
    file: IO[bytes], encoding: Encoding, name: str, score: Callable[[Sequence[Cell]], int]
) -> Iterator[RawRow]:
    """The rows of a CSV file, numbered as a spreadsheet program numbers them.

    A line `sep=;` at the top sets the separator and is no row. A row whose quotation marks do not
    pair up is a row with a fault, and the next one begins on the next line: nothing is swallowed.

    Args:
        file: The bytes; closed at the end.
        encoding: How they become characters.
        name: The file as the user named it.
        score: How many columns a row names.

    Raises:
        WorksheetError: A line without an end.
    """
    with io.TextIOWrapper(file, encoding.codec, encoding.errors, newline="") as text:
        lines = _Lines(text, name)
        sample = list(islice(lines, _SAMPLE_LINES))
        stated = _stated_delimiter(sample[0])
        lines.put_back(sample[1:] if stated else sample)
        delimiter = stated or _delimiter(sample, score)
        may_be_torn = encoding.errors == "surrogateescape"
        for number, (cells, faults) in enumerate(_records(lines, delimiter), 1):
            tidied: list[Cell] = [tidy(cell) if cell else cell for cell in cells]
            if may_be_torn:
                tidied = [_whole(cell) for cell in tidied]
            yield RawRow(number, tidied, faults)


def _whole(cell: Cell) -> Cell:
    has_torn = any(_FIRST_SURROGATE <= character <= _LAST_SURROGATE for character in cell)
    return wrong("encoding") if has_torn else cell


def _stated_delimiter(line: str) -> str | None:
    """The separator of a line `sep=;`, as Excel writes and reads it."""
    text = line.rstrip("\r\n").strip('"')
    return text[4] if len(text) == 5 and text[:4].lower() == "sep=" else None


def _delimiter(sample: Sequence[str], score: Callable[[Sequence[Cell]], int]) -> str:
    """The separator with which the most column names are recognised, and rows are most alike."""

    def likelihood(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
        rows: list[list[str]] = []
        with suppress(csv.Error):
            rows.extend(islice(reader, _SAMPLE_ROWS))
        scores = [score([tidy(cell) for cell in row]) for row in rows]
        widths = [len(row) for row in rows if any(row)]
        most = max(set(widths), key=widths.count, default=0)
        return max(scores, default=0), widths.count(most) if most > 1 else 0

    return max(DELIMITERS, key=likelihood)


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[Sequence[str], tuple[str, ...]]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    taken = lines.taken
    widest = 0
    while True:
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is not None and (
            len(taken) == 1 or not _has_rows_inside(cells, delimiter, widest)
        ):
            widest = max(widest, len(cells))
            yield cells, ()
        else:
            lines.put_back(taken[1:])
            yield (), ("quotes",)


def _has_rows_inside(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell of several lines holds what must be rows: a quotation mark is missing."""
    if width < _LEAST_COLUMNS:
        return False
    return any(
        line.count(delimiter) >= width - 1
        for cell in cells
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()
    )
