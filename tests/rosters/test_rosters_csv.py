"""Rosters in CSV: separators, encodings, quotation marks, line ends and the numbers of rows."""

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rosters_checks import SAVED, notes, refused, roster, rows, told, values

from worksheets.rosters import read_roster

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


NAMES = (
    "Müller,Jörg|Núñez,José|François,Hélène|O’Brien,Zoë|Søren,Bjørn|Groß,Käthe|García,María|"
    "D’Angelo,Siân|Lefèvre,Chloë|MÜLLER,JÖRG|ÖZGÜR,Ali|Öztürk,Gül|Åberg,Måns|Ødegård,Liv|"
    "Peña,Iñaki|João,Conceição|Häkkinen,Päivi|Ana,Núria|Sørensen,Åse|Sánchez,Jesús|d’Arc,Jeanne|"
    "Renée,Chloé|Beyoncé,Ünal|Weiß,Udo|Gonçalves,Rui|Ærø,Zoë|Lund,patient’s own|Coeur,sœur|"
    "Ball,Zoë|Martí,Ot|Miloš,Tomáš|Solís,Luís|O’Neill,Siân|Šimek,Jan|Žižka,Ota|Þórsdóttir,Ægir|"
    "Saša,Novák"
)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
def test_one_accented_name_among_plain_ones_settles_the_encoding(
    tmp_path: Path, encoding: str
) -> None:
    plain = "".join(f"{number},Smith,Anna,left\n" for number in range(30))
    for name in NAMES.split("|"):
        if name.encode(encoding, "ignore").decode(encoding) != name:
            continue
        data = f"MRN,Surname,Given names,Side\n{plain}99,{name},left\n".encode(encoding)
        with roster(tmp_path, data) as read:
            last = list(read)[-1].values
            assert f"{last['family_name']},{last['given_names']}" == name
            assert any(note.startswith("the text is not saved as Unicode") for note in notes(read))


def test_a_few_torn_characters_in_utf_8_are_told_row_by_row(tmp_path: Path) -> None:
    lines = [b"MRN,Surname,Given names", "1,Müller,Jörg".encode(), b"2,M\xfcller,Jo"]
    first, second = rows(tmp_path, b"\n".join(lines))
    assert first.values["family_name"] == "Müller"
    assert "family_name" not in second.values
    assert told(second) == [
        'column B ("Surname"): a character is not UTF-8 like those of the other rows'
    ]
    text = '[{"MRN": "1", "Notes": "çã"}, {"MRN": "2", "Notes": "b"}]'.encode()
    first, second = rows(tmp_path, text.replace(b'"b"', b'"\xfc"'), "a.json")
    assert (first.values["notes"], len(second.problems)) == ("çã", 1)


@pytest.mark.parametrize("file", ["utf-8", "utf-16", "windows", "mac"])
def test_files_of_a_spreadsheet_program_all_say_the_same(file: str) -> None:
    with read_roster(SAVED / f"{file}.csv") as read:
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
