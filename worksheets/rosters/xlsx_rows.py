"""Rows of an Excel workbook, as they look in the spreadsheet program; read with openpyxl."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import groupby
from typing import IO, Any

from worksheets.load.source import is_no_room
from worksheets.problems import Kind, WorksheetError
from worksheets.rosters.columns import Context
from worksheets.rosters.files import refuse
from worksheets.rosters.rows import DATE, Cell, Note, RawRow, RawTable, tidy, wrong

MAX_UNPACKED = 500_000_000
MAX_CELLS = 3_000_000
_MAX_MERGED = 1_000_000
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_MAX_DIGITS = 15
"""A spreadsheet program keeps no more digits of a number, and writes zeros for the rest."""

_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RANGE = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref=[\"']([A-Z]+[0-9]+:[A-Z]+[0-9]+)"
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MASK = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)')


def read_xlsx(file: IO[bytes], context: Context) -> Sequence[RawTable]:
    """The sheets of a workbook that can be seen, in order; those of charts are none.

    Raises:
        WorksheetError: The workbook is damaged or too large, or openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook  # an extra, and slow to import
    except ImportError:
        hint = "Type: pip install 'worksheets[xlsx]', or save the list as CSV UTF-8."
        message = "Excel workbooks need an extra part of the program"
        raise refuse(context.name, message, hint, Kind.USAGE) from None
    tables = []
    with explained(context.name):
        has_formulas = _check_size(file, context.name)
        book = load_workbook(file, data_only=True, keep_links=False)
        # Which formulas have no result is known only with their texts.
        texts = load_workbook(file, keep_links=False) if has_formulas else None
        count = len(book.worksheets)
        for index, sheet in enumerate(book.worksheets):
            if sheet.sheet_state != "visible":
                continue
            notes = []
            if count > 1:
                message = f"only sheet {index + 1} of {count} is read"
                hint = "Save another one as a workbook of its own to print it."
                notes.append(Note(message, hint))
            tables.append(_table(sheet, texts.worksheets[index]._cells if texts else {}, notes))
    return tables


@contextmanager
def explained(name: str) -> Iterator[None]:
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


def _check_size(file: IO[bytes], name: str) -> bool:
    """Refuse what would take too much memory, before it is read; returns whether it has formulas.

    openpyxl makes an object of each cell, also of those that merged cells and links cover.
    """
    from openpyxl.worksheet.cell_range import CellRange

    cells = covered = formulas = 0
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            hint = "Copy the rows to a new workbook."
            raise refuse(name, "the workbook is far too large when unpacked", hint)
        for part in archive.namelist():
            data = archive.read(part) if part.endswith(".xml") else b""
            if b"<!DOCTYPE" in data:
                raise ValueError("a workbook has no document type")
            cells += len(_CELL.findall(data))
            formulas += len(_FORMULA.findall(data))
            ranges = (CellRange(one.decode("ascii")) for one in _RANGE.findall(data))
            covered += sum(one.size["rows"] * one.size["columns"] for one in ranges)
    if cells > MAX_CELLS:
        message = f"the workbook has more than {MAX_CELLS:,} cells"
        raise refuse(name, message, "Save the list alone, as CSV UTF-8.")
    if covered > _MAX_MERGED:
        hint = "Unmerge the cells of the list, and save it again."
        raise refuse(name, "the workbook has too many merged cells", hint, Kind.INVALID)
    return formulas > 0


def _table(sheet: Any, formulas: Mapping[tuple[int, int], Any], notes: Sequence[Note]) -> RawTable:
    """The rows of a sheet up to the last one that is not empty, blank ones between as well."""
    rows: list[RawRow] = []
    hidden = 0
    # Not iter_rows: it makes an object of each cell of the rectangle, most of which may be empty.
    for number, group in groupby(sorted(sheet._cells), key=lambda place: place[0]):
        cells: list[Cell] = []
        for place in group:
            if not (1 <= number <= _MAX_ROWS and place[1] <= _MAX_COLUMNS):
                raise ValueError("a cell is outside the sheet")
            cells += [""] * (place[1] - 1 - len(cells))
            cells.append(_cell(sheet._cells[place], formulas.get(place)))
        if any(cells):
            rows += (RawRow(blank, ()) for blank in range(len(rows) + 1, number))
            is_hidden = number in sheet.row_dimensions and sheet.row_dimensions[number].hidden
            hidden += bool(is_hidden)
            rows.append(RawRow(number, cells, ("hidden",) if is_hidden else ()))
    if hidden:
        message = f"rows that are hidden, and are not printed: {hidden:,}"
        hint = "Show them to print them, or delete them; then save."
        notes = [*notes, Note(message, hint)]
    return RawTable(rows, notes=notes, merged=_covered(sheet.merged_cells.ranges))


def _covered(ranges: Sequence[Any]) -> dict[int, set[int]]:
    """The cells that merged ones hide, all but the first of each: indexes by row."""
    covered: dict[int, set[int]] = {}
    for one in ranges:
        for row, column in one.cells:
            if (row, column) != (one.min_row, one.min_col):
                covered.setdefault(row, set()).add(column - 1)
    return covered


def _cell(cell: Any, formula: Any) -> Cell:
    """A cell as it looks, or why it cannot be read.

    Args:
        cell: The cell with the result of its formula.
        formula: The same cell with the text of its formula; None if there are no formulas.
    """
    value = cell.value
    has_formula = formula is not None and formula.data_type == "f"
    if cell.data_type == "e":
        return wrong("error")
    if value is None:
        # An empty text, "str", is a result as well.
        return wrong("formula") if has_formula and cell.data_type != "str" else ""
    if isinstance(value, str):
        return tidy(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, time):
        return wrong("no date" if value != time(0) else "zero")
    if isinstance(value, date):  # or a datetime
        return [DATE, f"{value:%Y-%m-%d}"] if 1900 <= value.year <= 2100 else wrong("year")
    if isinstance(value, timedelta):
        return number_text(value / timedelta(days=1), "")
    return number_text(value, cell.number_format)


def number_text(value: float, shown: str) -> Cell:
    """A number as a person sees it, without an exponent, or a fault.

    Args:
        value: The number.
        shown: Its format. The zeros of formats for identifiers count: `000000`, `000 000 0000`.
    """
    number = Decimal(repr(value))
    if not number.is_finite():
        return wrong("error")
    if number != number.to_integral_value():
        return format(number, "f")
    if number.adjusted() >= _MAX_DIGITS:
        return wrong("digits")
    digits = str(int(number))
    mask = _mask(shown)
    if not mask or number < 0:
        return digits
    # Each place takes a digit, from the last one on; the first takes all that are left.
    first, rest = re.split("(?=[0#])", mask, maxsplit=1)
    places = len(re.findall("[0#]", rest))
    filling = iter(digits.rjust(places)[-places:])
    filled = [next(filling).strip() or one.strip("#") if one in "0#" else one for one in rest]
    return "".join((first, digits[:-places], *filled)).strip()


def _mask(shown: str) -> str:
    r"""The places of the digits of a number format for identifiers, or "".

    Args:
        shown: The format, like `000000` or `000\ 000\ 0000`.

    Returns:
        `0` or `#` for each digit, other characters as they are printed; "" for a format that only
        shows a number as it is.
    """
    mask = ""
    for quoted, escaped, plain in _MASK.findall(shown.partition(";")[0]):
        if plain and plain not in "0# -/()":
            return ""
        mask += quoted or escaped or plain
    has_more = mask.count("0") > 1 or (mask.strip("0#") and mask.count("0") + mask.count("#") > 1)
    return mask if has_more else ""
