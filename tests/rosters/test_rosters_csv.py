"""Rosters in CSV: separators, encodings, quotation marks, line ends and the numbers of rows."""

import codecs
import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rosters_checks import SAVED, notes, refused, roster, rows, told, values

from worksheets.problems import WorksheetError
from worksheets.rosters import Encoding, RosterSetup, read_roster
from worksheets.rosters.rows import FAULTS

HEADER = ["MRN", "Surname", "Given names", "Notes", "Ward"]
KEYS = ["number", "family_name", "given_names", "notes", "column:Ward"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-mark"]

# What a person may type. Not what has a meaning of its own, which other tests are about: text that
# begins with ', =, #, or with a number sign, and white space at the ends.
TEXT = st.text(st.sampled_from("aZ0 ,;|\t\"\n.-:'=éüñØßþ’Łőжλ漢€"), min_size=0, max_size=12).filter(
    lambda text: text == text.strip() and text[:1] not in ("'", "=", "#")
)
ROW = st.tuples(st.from_regex(r"[0-9]{1,6}", fullmatch=True), TEXT, TEXT, TEXT, TEXT)


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-16-be-mark":
        return codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    return text.encode(encoding)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(ROW, min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(ENCODINGS),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    says_sep=st.booleans(),
)
def test_every_table_comes_back_cell_for_cell(
    tmp_path: Path,
    table: list[tuple[str, ...]],
    delimiter: str,
    encoding: str,
    end: str,
    quoting: int,
    says_sep: bool,
) -> None:
    text = io.StringIO(newline="")
    # The writer does not see that \n ends a line too when lines end with \r.
    quoting = csv.QUOTE_ALL if end == "\r" else quoting
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    text.write(f"sep={delimiter}{end}" if says_sep else "")
    writer.writerows([HEADER, *table])
    found = rows(tmp_path, encoded(text.getvalue(), encoding))
    assert [row.number for row in found] == list(range(2, len(table) + 2))
    assert [dict(row.values) for row in found] == [
        {key: cell for key, cell in zip(KEYS, line, strict=True) if cell} for line in table
    ]
    assert all(not row.problems for row in found)


NAMES = {
    "windows-1250": ["Łukasz,Żółć", "Jiří,Dvořák", "Ana,Šimić"],
    "windows-1251": ["Иван,Петров", "Олена,Ющенко"],
    "windows-1252": ["Müller,Jörg", "O’Brien,Zoë", "García,María", "Weiß,Udo", "Žižka,Ota"],
    "windows-1254": ["Çağrı,Şahin", "ÖZGÜR,İlkay"],
    "mac-roman": ["Müller,Jörg", "D’Angelo,Siân", "Núñez,José"],
    "cp850": ["Peña,Iñaki"],
}


@pytest.mark.parametrize("encoding", NAMES)
def test_a_name_is_never_guessed(tmp_path: Path, encoding: Any) -> None:
    """A row whose letters are not certain is refused; whoever knows the encoding can state it."""
    head, plain = "MRN,Surname,Given names,Side\n", "1,Smith,Anna,left\n"
    lines = "".join(f"{n},{name},left\n" for n, name in enumerate(NAMES[encoding], 2))
    data = f"{head}{plain}{lines}".encode(encoding)
    certain, *others = rows(tmp_path, data)
    assert (certain.values["family_name"], certain.problems) == ("Smith", ())
    for row in others:
        assert any("its letters are not certain" in text for text in told(row))
    with roster(tmp_path, data, encoding=encoding) as read:
        _, *others = read
        assert notes(read) == []
    names = [f"{row.values['family_name']},{row.values['given_names']}" for row in others]
    assert names == NAMES[encoding]


def test_unicode_is_read_as_such_whatever_was_stated(tmp_path: Path) -> None:
    note = "the text is Unicode, and is read as such, not as windows-1250"
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        data = "MRN,Surname\n1,Łuk\n".encode(codec)
        with roster(tmp_path, data, encoding="windows-1250") as read:
            assert [row.values["family_name"] for row in read] == ["Łuk"]
            assert notes(read) == [note] * (codec == "utf-8")


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"MRN,Surname\n1,\x81\n", "windows-1252", "the text is not windows-1252: it has bytes"),
        (b"MRN,Pr\xe9nom\n1,Ann\n", None, "the names of columns: its letters are not certain"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, data: bytes, encoding: Any, message: str
) -> None:
    with pytest.raises(WorksheetError) as caught:
        roster(tmp_path, data, **({"encoding": encoding} if encoding else {}))
    assert [one.message.startswith(message) for one in caught.value.problems] == [True]


def test_a_few_torn_characters_in_utf_8_are_told_row_by_row(tmp_path: Path) -> None:
    lines = [b"MRN,Surname,Given names", "1,Müller,Jörg".encode(), b"2,M\xfcller,Jo"]
    first, second = rows(tmp_path, b"\n".join(lines))
    assert first.values["family_name"] == "Müller"
    assert "family_name" not in second.values
    assert told(second) == [f'column B ("Surname"): {FAULTS["encoding"].message}']
    text = '[{"MRN": "1", "Notes": "çã"}, {"MRN": "2", "Notes": "b"}]'.encode()
    first, second = rows(tmp_path, text.replace(b'"b"', b'"\xfc"'), "a.json")
    assert (first.values["notes"], len(second.problems)) == ("çã", 1)


SAVED_AS: dict[str, Encoding | None] = {
    "utf-8": None, "utf-16": None, "windows": "windows-1252", "mac": "mac-roman",
}  # fmt: skip


@pytest.mark.parametrize(("file", "encoding"), SAVED_AS.items())
def test_files_of_a_spreadsheet_program_all_say_the_same(
    file: str, encoding: Encoding | None
) -> None:
    with read_roster(SAVED / f"{file}.csv", RosterSetup(encoding=encoding)) as read:
        found = list(read)
    assert [row.number for row in found] == list(range(4, 11))
    assert [row.kind for row in found] == ["patient"] * 6 + ["totals"]
    assert [row.values.get("family_name") for row in found[:3]] == ["O'Neil", "Müller", "Núñez"]
    assert found[0].values["notes"] == "Line 1\nLine 2"
    assert [row.values["surgery"] for row in found[:6]] == [
        *("2026-05-04", "2026-05-05", "2026-05-06", "2026-05-06", "2026-05-07", "2026-05-08")
    ]


SEPARATED = {
    "MRN;Surname;Weeks\n1;O,Neil;2,5\n": ["1", "O,Neil", "2,5"],
    'MRN,Surname,Weeks\n1,"a;b;c;d;e|f|g",2\n': ["1", "a;b;c;d;e|f|g", "2"],
    "MRN|Surname|Weeks\n1|a,b,c|2\n": ["1", "a,b,c", "2"],
    "MRN\tSurname\tWeeks\n1\ta, b; c\t2\n": ["1", "a, b; c", "2"],
    "sep=|\nMRN|Surname|Weeks\n1|a|2\n": ["1", "a", "2"],
    '"sep=;"\nMRN;Surname;Weeks\n1;a;2\n': ["1", "a", "2"],
    'MRN, Surname, Weeks\n1, "Smith, jun", 2\n': ["1", "Smith, jun", "2"],
    "MRN,Surname,Weeks,,\n1,a,2,,,,,\n": ["1", "a", "2"],
    'MRN,Surname,Weeks\n="000123","=""00""",2\n': ["000123", "00", "2"],
    "MRN,Surname,Weeks\n'000123,'t Hooft,2\n": ["000123", "'t Hooft", "2"],
    'MRN,Surname,Weeks\n1,5" band,2\n': ["1", '5" band', "2"],
}


@pytest.mark.parametrize("text", SEPARATED)
def test_separators_and_marks_of_spreadsheet_programs(tmp_path: Path, text: str) -> None:
    keys = ("number", "family_name", "weeks")
    assert values(tmp_path, text) == [dict(zip(keys, SEPARATED[text], strict=True))]


def test_a_missing_quotation_mark_swallows_no_row(tmp_path: Path) -> None:
    lines = [
        "MRN,Surname,Given names,Side,Notes",
        '1,"Smith,Anna,left,',
        "2,Jones,Bob,right,",
        '3,"O\'Neil, jun",Cy,left,',
        '4,Ali,Di,left,"said ""no"""',
        '5,Fox,Ed,left,"never closed',
        "6,Gray,Flo,left,",
    ]
    found = rows(tmp_path, "\n".join(lines))
    assert [row.values.get("number") for row in found] == [None, "2", "3", "4", None, "6"]
    assert [len(row.problems) for row in found] == [1, 0, 0, 0, 1, 0]
    assert "quotation marks" in told(found[0])[0]
    assert found[3].values["notes"] == 'said "no"'


def test_whole_rows_inside_a_cell_are_rows_after_all(tmp_path: Path) -> None:
    lines = ["MRN,Surname,Given names,Side,Notes", '1,"A,B,left,x', "2,C,D,left,x", '3,E",F,left,x']
    found = rows(tmp_path, "\n".join(lines))
    assert [row.values.get("number") for row in found] == [None, "2", "3"]


def test_rows_with_too_many_or_too_few_cells(tmp_path: Path) -> None:
    text = "MRN,Surname,Side,Notes\n1,A,left,\n2,B,jun,left,x\n3,C\n4,D,left,,,\n"
    found = rows(tmp_path, text)
    assert [told(row) for row in found] == [
        [],
        ["the row has more cells than there are columns"],
        ["the row ends before the last column"],
        [],
    ]
    # Where no row ends in an empty cell, the program that wrote it leaves such cells out.
    assert len(values(tmp_path, "MRN,Surname,Side,Notes\n1,A,left,x\n3,C\n")) == 2


def test_blank_lines_count_as_rows(tmp_path: Path) -> None:
    found = rows(tmp_path, '\nMRN,Surname\n\n1,"a\nb"\n , \n2,c\n')
    assert [(row.number, row.kind) for row in found] == [
        *((3, "blank"), (4, "patient"), (5, "blank"), (6, "patient"))
    ]


def test_lines_without_an_end_are_refused(tmp_path: Path) -> None:
    text = "MRN,Surname\n1," + "x" * 3_000_000
    assert refused(tmp_path, text) == "a line has 1,000,000 characters or more"
    first, second = rows(tmp_path, f"MRN,Surname\n1,{'x' * 200_000}\n2,A\n")
    assert "far too long" in told(first)[0]
    assert not second.problems
