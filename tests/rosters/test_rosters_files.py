"""What a roster is as a file: where, of what sort, whether it changes, how much memory it takes."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from rosters_checks import SAVED, TODAY, refused, roster, rows, values

from worksheets.problems import Kind, WorksheetError
from worksheets.rosters import read_roster

TABLE = "MRN,Surname\n1,Quimby\n2,Levy\n"


def refusal(path: Path) -> tuple[str, Kind]:
    with pytest.raises(WorksheetError) as caught:
        read_roster(path)
    (problem,) = caught.value.problems
    assert problem.hint
    return problem.message, problem.kind


def test_files_that_are_not_there_or_are_no_files(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.csv") == ("no such file", Kind.NOT_FOUND)
    assert refusal(tmp_path / "a\0b.csv") == ("the file cannot be read", Kind.UNREADABLE)
    assert refusal(tmp_path) == ("this is a folder, not a file", Kind.UNREADABLE)
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "pipe.csv") == ("this is not an ordinary file", Kind.UNREADABLE)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "the roster is empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "the roster is empty"),
        ("a.xlsx", b"", "the roster is empty"),
        ("a.csv", b"MRN,Surname\n", "there are no patients in the roster"),
        ("a.csv", b"MRN,Surname\n,\n\n", "there are no patients in the roster"),
        ("a.json", b"[]", "there is no list of patients in the file"),
        ("a.json", b"[{}]", "there are no patients in the roster"),
        ("a.csv", b"%PDF-1.7 ...", "this is a PDF file, not a list of patients"),
        ("a.csv", bytes(range(256)) * 9, "this is not text, so it cannot be a CSV file"),
        ("a.xls", b"<html><table><tr><td>MRN", "this is a web page or XML, not a list of patients"),
        (
            "a.xml",
            b'<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir">',
            "this is FHIR as XML, not a list of patients",
        ),
        (
            "a.txt",
            b"MSH|^~\\&|A|B\rPID|1||123\r",
            "this is an HL7 version 2 message, not a list of patients",
        ),
        ("a.xlsx", TABLE.encode(), "this is a CSV file, although its name ends in .xlsx"),
        ("a.json", TABLE.encode(), "this is a CSV file, although its name ends in .json"),
        ("a.csv", b'[{"MRN": "1"}]', "this is a JSON file, although its name ends in .csv"),
        ("a.xlsx", b"PK\x03\x04junk", "the workbook is damaged"),
        ("a.yaml", b"- MRN: 1\n" * 120_000, "a YAML file may have at most 1 MB"),
        ("a.csv", b"\xff\xfeM\x00R\x00N\x00\n", "the text is Unicode that is torn or incomplete"),
    ],
)
def test_files_that_are_something_else(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    assert refused(tmp_path, data, name) == message


@pytest.mark.parametrize(
    ("file", "name", "message"),
    [
        ("workbook.ods", "a.ods", "this is an OpenDocument file (ODS)"),
        ("workbook.xls", "a.xls", "this is an old Excel workbook (XLS)"),
        ("workbook.xls", "a.csv", "this is an old Excel workbook (XLS)"),
        ("protected.xlsx", "a.xlsx", "the workbook is protected with a password"),
        (
            *("workbook.xlsx", "a.csv"),
            "this is an Excel workbook (XLSX), although its name ends in .csv",
        ),
    ],
)
def test_files_of_spreadsheet_programs_that_cannot_be_read(
    tmp_path: Path, file: str, name: str, message: str
) -> None:
    shutil.copy(SAVED / file, tmp_path / name)
    assert refusal(tmp_path / name) == (message, Kind.UNREADABLE)


def test_text_under_an_ending_that_says_nothing_is_read(tmp_path: Path) -> None:
    for name in ("roster", "roster.dat", "roster.xls", "ROSTER.CSV", "roster.txt"):
        assert len(rows(tmp_path, TABLE, name)) == 2
    assert values(tmp_path, '[{"MRN": "1"}]', "roster.dat") == [{"number": "1"}]


def test_rows_come_again_although_the_file_has_changed(tmp_path: Path) -> None:
    with roster(tmp_path, TABLE) as read:
        first = list(read)
        assert read.row_count == len(first) == 2
        assert read.digest == hashlib.sha256(TABLE.encode()).hexdigest()
        assert not read.has_changed()
        path = tmp_path / "roster.csv"
        path.write_text(TABLE.replace("Levy", "Leva"))
        assert read.has_changed()
        assert list(read) == first
        path.unlink()
        assert read.has_changed()
        one, other = iter(read), iter(read)
        assert [next(one), next(other), next(one), next(other)] == [
            *(first[0], first[0], first[1], first[1])
        ]
    with pytest.raises(ValueError, match="closed"):
        next(iter(read))


def test_nothing_of_the_roster_is_left_behind_or_open_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with roster(tmp_path, TABLE) as read:
        assert (len(list(read)), list(folder.iterdir())) == (2, [])


def test_memory_stays_flat(tmp_path: Path) -> None:
    line = "{:06d},Quimby,Anna,25/03/1970,left,Bring shoes and a towel please,2026-05-04\n"
    for count in (1000, 25_000):
        text = "".join(line.format(number) for number in range(count))
        head = "MRN,Surname,Given names,DOB,Side,Notes,Start date\n"
        (tmp_path / f"{count}.csv").write_text(head + text)
    script = (
        "import pathlib, resource, sys\n"
        "from worksheets.rosters import read_roster\n"
        "for name in sys.argv[1:]:\n"
        "    with read_roster(pathlib.Path(name)) as read:\n"
        "        print(sum(1 for row in read if row.values))\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", script, *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    small, early, large, late = map(int, done.stdout.split())
    assert (small, large) == (1000, 25_000)
    assert late <= 1.4 * early


def test_problems_never_show_what_stands_in_a_cell(tmp_path: Path) -> None:
    secret = "Quimby"
    header = "MRN,Surname,DOB,Start date,Surgery date,heel-raise.reps,Notes\n"
    text = header + f'1,"{secret},{secret},x\n2,{secret},{secret},{secret},{secret},1,2,3,4\n'
    with roster(tmp_path, text.encode() + b"3,\xff,,,,,\n", today=TODAY) as read:
        said = [str(one) for row in read for one in row.problems] + [str(w) for w in read.warnings]
    assert len(said) >= 5
    assert not [one for one in said if secret in one]
