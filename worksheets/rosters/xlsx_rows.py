"""Rows of an Excel workbook, as they look in the spreadsheet program.

The workbook, its styles and its texts are read with openpyxl. The cells are read here, because
its reader does not tell which rows are hidden, which cells are merged, or which formulas have
no result.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import IO, Any

from worksheets.problems import Kind, WorksheetError
from worksheets.rosters.cells import DATE, Cell, tidy, wrong
from worksheets.rosters.csv_rows import RawRow
from worksheets.rosters.files import is_no_room, refuse
from worksheets.rosters.numbers import number_text, zeros_of
from worksheets.rosters.xlsx_xml import SheetReader, Written

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_BLOCK = 1 << 16
_TRUE = ("1", "true")
_MOST_COLUMNS = 16_384
_MOST_MERGED = 1_000_000


@dataclass
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: The workbook as the user named it.
        place: Its place among all sheets, from 1.
        rows: Its rows; to be gone through once.
        merged: Once they were gone through: the cells that a merged cell hides, by row.
        hidden: Once they were gone through: how many rows with something in them are hidden.
    """

    name: str
    place: int
    rows: Iterator[RawRow]
    merged: dict[int, set[int]] = field(default_factory=dict)
    hidden: int = 0


def open_workbook(file: IO[bytes], name: str) -> Any:
    """Open a workbook.

    Raises:
        WorksheetError: The extra part of the program is missing, or the workbook is damaged.
    """
    try:
        from openpyxl import load_workbook  # an extra, and slow to import
    except ImportError:
        hint = "Type: pip install 'worksheets[xlsx]', or save the list as CSV UTF-8."
        message = "Excel workbooks need an extra part of the program"
        raise refuse(name, message, hint, Kind.USAGE) from None
    with told(name):
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn whatever a damaged workbook brings about into one problem."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except WorksheetError:
        raise
    except Exception as error:  # the library does not say what it raises for damaged files
        if is_no_room(error):
            raise
        hint = "Open it in the spreadsheet program, and save it again."
        raise refuse(name, "the workbook is damaged", hint) from None


def visible_sheets(book: Any, name: str) -> list[Sheet]:
    """The sheets that can be seen, in order; those of charts are none."""
    styles = _Styles(book)
    sheets = []
    for place, one in enumerate(book.worksheets, 1):
        if one.sheet_state == "visible":
            sheet = Sheet(name, place, iter(()))
            sheet.rows = _rows(one, styles, sheet)
            sheets.append(sheet)
    return sheets


class _Styles:
    """What the style of a cell says about its number."""

    def __init__(self, book: Any) -> None:
        from openpyxl.styles.numbers import is_date_format, is_timedelta_format

        self._book = book
        self._is_date = is_date_format
        self._is_span = is_timedelta_format
        self._kept: dict[str, tuple[bool, str]] = {}

    def look_up(self, style: str) -> tuple[bool, str]:
        """Whether a style shows a number as a date, and how it shows digits."""
        if style not in self._kept:
            shown = self._format(int(style))
            is_date = self._is_date(shown) and not self._is_span(shown)
            self._kept[style] = bool(is_date), zeros_of(shown)
        return self._kept[style]

    def _format(self, style: int) -> str:
        from openpyxl.cell.read_only import ReadOnlyCell

        sheet = self._book.worksheets[0]
        return str(ReadOnlyCell(sheet, 1, 1, 0, "n", style).number_format)

    def day(self, serial: str) -> Cell:
        """The day that a number is."""
        from openpyxl.utils.datetime import from_excel

        try:
            found = from_excel(float(serial), self._book.epoch)
        except (ValueError, OverflowError):
            return wrong("year")
        if not isinstance(found, datetime | date):
            return wrong("no date" if float(serial) else "zero")  # a time of day, or nothing
        return [DATE, f"{found:%Y-%m-%d}"] if 1900 <= found.year <= 2100 else wrong("year")


def _rows(sheet: Any, styles: _Styles, into: Sheet) -> Iterator[RawRow]:
    """The rows of a sheet up to the last one with something in it, blank ones between as well."""
    texts: Sequence[str] = sheet._shared_strings
    last = 0
    with sheet._get_source() as source:
        reader = SheetReader()
        while block := source.read(_BLOCK):
            for number, is_hidden, written in reader.feed(block):
                cells = _cells(written, texts, styles)
                if not any(cells):
                    continue
                yield from (RawRow(blank, ()) for blank in range(last + 1, number))
                last = number
                into.hidden += is_hidden
                yield RawRow(number, cells, ("hidden",) if is_hidden else ())
        reader.close()
    into.merged = _hidden_cells(reader.merged, into.name)


def _cells(written: Sequence[Written], texts: Sequence[str], styles: _Styles) -> list[Cell]:
    cells: list[Cell] = []
    for one in written:
        column = _column_of(one.reference) or len(cells) + 1
        if column > _MOST_COLUMNS:
            break
        cell = _cell(one, texts, styles)
        if column > len(cells) + 1:
            cells.extend([""] * (column - 1 - len(cells)))
        cells.append(cell)
    return cells


def _cell(one: Written, texts: Sequence[str], styles: _Styles) -> Cell:
    sort, value = one.sort, one.value
    if sort == "s" and value:
        return _text(texts[int(value)])
    if sort == "e":
        return wrong("error")
    if not value:
        return wrong("formula") if one.has_formula and sort != "str" else ""
    if sort in ("str", "inlineStr"):
        return _text(value)
    if sort == "b":
        return "TRUE" if value in _TRUE else "FALSE"
    if sort == "d":
        return [DATE, value[:10]] if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else value
    is_date, zeros = styles.look_up(one.style)
    return styles.day(value) if is_date else number_text(value, zeros)


def _text(text: str) -> str:
    """A text, whose control characters the format writes as `_x000D_`."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return tidy(text)


@lru_cache(maxsize=2000)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _column_of(reference: str) -> int:
    """The number of a cell's column, from 1; 0 when the cell does not say."""
    return _column(reference.rstrip("0123456789"))


def _hidden_cells(references: Sequence[str], name: str) -> dict[int, set[int]]:
    """The cells that merged ones hide, all but the first of each, by row.

    Raises:
        WorksheetError: There are far too many.
    """
    hidden: dict[int, set[int]] = {}
    count = 0
    for reference in references:
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        if len(corners) != 2 or not corners[0] or not corners[1]:
            continue
        (left, top), (right, bottom) = ((_column(one[1]), int(one[2])) for one in corners if one)
        count += (bottom - top + 1) * (right - left + 1)
        if count > _MOST_MERGED:
            hint = "Unmerge the cells of the list, and save it again."
            raise refuse(name, "the workbook has too many merged cells", hint, Kind.INVALID)
        for row in range(top, bottom + 1):
            columns = range(left if row > top else left + 1, right + 1)
            hidden.setdefault(row, set()).update(column - 1 for column in columns)
    return hidden
