"""Rosters in Excel workbooks: cells as they look in the spreadsheet program."""

import builtins
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet.cell_range import CellRange
from rosters_checks import SAVED, notes, refused, roster, rows, told, values

from worksheets.problems import WorksheetError
from worksheets.rosters import read_roster, xlsx_rows
from worksheets.rosters.rows import FAULTS
from worksheets.rosters.xlsx_rows import number_text

HEADER = ["MRN", "Surname", "DOB", "heel-raise.reps", "Notes"]
KEYS = ["number", "family_name", "birth", "heel-raise.reps", "notes"]


def workbook(*lines: list[Any], change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADER, *lines):
        sheet.append(line)
    change(sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_of_a_spreadsheet_program() -> None:
    with read_roster(SAVED / "workbook.xlsx") as read:
        found = list(read)
        assert notes(read) == [
            "the columns are named in row 3; what is above is not read",
            "only sheet 3 of 3 is read",
            "rows that are hidden, and are not printed: 1",
            'not recognised as parts of a sheet: column I ("Age")',
        ]
        assert read.columns["heel-raise.reps"] == 'column J ("heel-raise.reps")'
    assert [(row.number, row.kind) for row in found] == [
        *((number, "patient") for number in range(4, 10)),
        (10, "totals"),
    ]
    assert found[0].values == {
        "number": "004711",
        "family_name": "O'Neil",
        "given_names": "Anna",
        "birth": "1970-03-04",
        "surgery": "2026-05-04",
        "side": "left",
        "weeks": "6",
        "notes": "Line 1\nLine 2",
        "column:Age": "56",
        "heel-raise.reps": "10-12",
    }
    assert found[1].values["family_name"] == "Müller"
    assert "column:Age" not in found[1].values  # it shows an error, and is not printed
    assert found[3].values["surgery"] == "2026-05-06"  # half past eight
    assert found[5].values["number"] == "0007"  # the result of a formula
    assert found[5].values["heel-raise.reps"] == "8.5"
    assert [told(row) for row in found[:6]] == [
        [],
        [],
        [FAULTS["hidden"].message],
        [],
        [f'column F ("Side"): {FAULTS["merged"].message}'],
        [],
    ]


SHOWN: list[tuple[Any, str, str]] = [
    *((123456789012, "General", "123456789012"), (123, "000000", "000123")),
    *((4857773456, "000 000 0000", "485 777 3456"), (12345, '"P-"00000', "P-12345")),
    *((1234567, "00-00", "12345-67"), (1234, "#,##0", "1234"), (1234, "0.00", "1234")),
    *((0.1, "General", "0.1"), (2.50, "0.00", "2.5"), (1e-7, "General", "0.0000001")),
    *((True, "General", "TRUE"), ("000123", "@", "000123"), ("'000123", "@", "000123")),
    *(('="00"', "@", "00"), ("a_x000D_\nb", "@", "a\nb"), ("  7 ", "@", "7")),
    *((1234567, "###-####", "123-4567"), (12, "000-####", "000-12")),
]


def test_numbers_and_texts_are_what_a_person_sees(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for row, (value, shown, _) in enumerate(SHOWN, 2):
            sheet.cell(row, 1).number_format = shown
            if isinstance(value, str) and value.startswith("="):
                sheet.cell(row, 1).data_type = "s"

    data = workbook(*([value, "A"] for value, _, _ in SHOWN), change=change)
    assert [row["number"] for row in values(tmp_path, data, "a.xlsx")] == [
        text for _, _, text in SHOWN
    ]


def test_no_number_gets_an_exponent_and_too_long_ones_are_told() -> None:
    for digits in range(1, 16):
        number = int("123456789012345"[:digits])
        assert number_text(float(number), "General") == str(number)
        assert number_text(number, "0" * 15) == f"{number:015d}"
        assert number_text(number * 10**15, "General") == ["wrong", "digits"]


@pytest.mark.parametrize(
    ("cell", "value", "fault"),
    [
        ("A2", 12345678901234567, "digits"),
        ("A2", date(2026, 2, 1), "made a date"),
        ("D2", datetime(2026, 10, 12), "made a date"),
        ("C2", time(0, 0), "zero"),
        ("C2", time(13, 45), "no date"),
        ("A2", "=1+1", "formula"),
        ("A2", "#REF!", "error"),
        ("C2", 45999, "serial"),
        ("C2", "soon", "no date"),
    ],
)
def test_cells_that_cannot_be_what_was_meant(
    tmp_path: Path, cell: str, value: Any, fault: str
) -> None:
    def change(sheet: Any) -> None:
        sheet[cell] = value

    (row,) = rows(tmp_path, workbook([1, "A", None, 8], change=change), "a.xlsx")
    place = ord(cell[0]) - ord("A")
    assert told(row) == [f'column {cell[0]} ("{HEADER[place]}"): {FAULTS[fault].message}']
    assert KEYS[place] not in row.values


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_dates_of_both_calendars_of_excel(tmp_path: Path, epoch: datetime) -> None:
    days = [date(1904, 3, 1), date(1970, 3, 4), date(2024, 2, 29), date(2026, 12, 7)]
    lines = [[place, "A", day] for place, day in enumerate(days)]

    def change(sheet: Any) -> None:
        sheet.parent.epoch = epoch

    found = values(tmp_path, workbook(*lines, change=change), "a.xlsx")
    assert [row["birth"] for row in found] == [day.isoformat() for day in days]


def test_dates_that_a_program_has_made_of_some_cells_only(tmp_path: Path) -> None:
    # 04/05 became 5 April where 25/03 could not become anything, and stayed text.
    lines = [[1, "A", date(1970, 4, 5)], [2, "B", "25/03/1970"], [3, "C", date(1970, 1, 2)]]
    found = rows(tmp_path, workbook(*lines), "a.xlsx")
    assert [row.values.get("birth") for row in found] == [None, "1970-03-25", None]
    assert told(found[0]) == [f'column C ("DOB"): {FAULTS["swapped"].message}']
    lines.append([4, "D", date(1970, 1, 31)])
    assert not [row for row in rows(tmp_path, workbook(*lines), "a.xlsx") if row.problems]


def test_blank_rows_between_count_and_those_at_the_end_do_not(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["B6"] = "B"
        sheet["A6"] = 2
        sheet["A400"].number_format = "000000"
        sheet["A401"] = "   "

    found = rows(tmp_path, workbook([1, "A"], change=change), "a.xlsx")
    assert [(row.number, row.kind) for row in found] == [
        *((2, "patient"), (3, "blank"), (4, "blank"), (5, "blank"), (6, "patient"))
    ]


def test_workbooks_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def merge(sheet: Any) -> None:
        sheet.merged_cells.ranges.add(CellRange("F1:XFD1048576"))

    said = refused(tmp_path, workbook([1, "A"], change=merge), "a.xlsx")
    assert said == "the workbook has too many merged cells"
    data = workbook([1, "A"], [2, "B"])
    monkeypatch.setattr(xlsx_rows, "MAX_CELLS", 8)
    assert refused(tmp_path, data, "a.xlsx") == "the workbook has more than 8 cells"
    monkeypatch.setattr(xlsx_rows, "MAX_UNPACKED", 8)
    assert refused(tmp_path, data, "a.xlsx") == "the workbook is far too large when unpacked"


def test_cells_far_apart_take_no_time(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["XFD1048576"].number_format = "000000"
        sheet.column_dimensions["B"].hidden = True  # which is printed all the same

    assert values(tmp_path, workbook([1, "A"], change=change), "a.xlsx") == [
        {"number": "1", "family_name": "A"}
    ]


def test_no_sheet_that_names_columns(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.parent.create_sheet("Notes")["A1"] = "Quimby"
        sheet.sheet_state = "hidden"

    said = refused(tmp_path, workbook([1, "A"], change=hide), "a.xlsx")
    assert said == "no row with the names of columns is found"


def test_damaged_workbooks_are_told(tmp_path: Path) -> None:
    data = workbook([1, "A"])
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts[sheet]
    numbers = [parts[sheet].replace(b'r="A2"', b'r="A%d"' % row) for row in (-5, 0, 10**11)]
    for name, changed in [
        *((sheet, content) for content in (parts[sheet][:200], bomb, *numbers)),
        ("xl/styles.xml", b"<"),
    ]:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as damaged:
            for part, content in {**parts, name: changed}.items():
                damaged.writestr(part, content)
        assert refused(tmp_path, made.getvalue(), "a.xlsx") == "the workbook is damaged"
    assert refused(tmp_path, data[: len(data) // 2], "a.xlsx") == "the workbook is damaged"


def test_without_the_extra_part_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return known(name, *rest)

    data = workbook([1, "A"])
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(WorksheetError, match=r"worksheets\[xlsx\]"):
        roster(tmp_path, data, "a.xlsx")
