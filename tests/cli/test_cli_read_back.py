"""Filled files become rows; what cannot be read is told, and the rest is read all the same."""

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest
from cli_runs import process, run, run_ok
from filled_forms import (
    FILLED,
    entry,
    field,
    flat,
    named,
    push_button,
    stream,
    text,
    tree,
    write_form,
)
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, PdfObject

from worksheets.problems import Kind
from worksheets.read_back import CSV_START, JSON_START, read_files

HEAD = "file,field,exercise,day,session,side,set,of,week,kind,value"


def box(**parts: PdfObject) -> DictionaryObject:
    return entry(FT=NameObject("/Btn"), **parts)


def rows(output: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output)))


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_form(Path("filled.pdf"), flat(FILLED))


@pytest.mark.parametrize("shape", [flat, tree])
def test_a_row_for_every_field(filled: Path, shape: type) -> None:
    write_form(filled, shape(FILLED))
    output = run_ok("read-back", "filled.pdf").stdout
    assert output.splitlines()[0] == HEAD
    found = {row["field"]: tuple(row.values())[2:] for row in rows(output)}
    assert {said[5:7] for said in found.values()} == {("", "")}, "a sheet has no weeks"
    found = {name: (*said[:5], *said[7:]) for name, said in found.items()}
    assert found == {
        "patient.name": ("patient", "", "", "", "", "text", "Siobhán O'Connor"),
        "clearance.1.by": ("clearance", "", "", "", "", "text", ""),
        "heel-raise.left.1": ("heel-raise", "", "", "left", "1", "tick", "true"),
        "heel-raise.right.1": ("heel-raise", "", "", "right", "1", "tick", "false"),
        "heel-raise.mon.2.left.1": ("heel-raise", "mon", "2", "left", "1", "tick", "true"),
        "ice.tue.3.all": ("ice", "tue", "3", "", "all", "tick", "true"),
        "pain.mon": ("pain", "mon", "", "", "", "choice", "7"),
        "notes.mon": ("notes", "mon", "", "", "", "text", "a bit sore,\nthen better"),
    }
    assert {row["file"] for row in rows(output)} == {"filled.pdf"}


BOOKLET = {
    "goals.1": "Walk to the shop",
    "week-03.heel-raise.mon.1": True,
    "week-03.heel-raise.level.2": True,
    "week-03.pain.mon.2": "3",
    "week-04.heel-raise.mon.1": False,
    "week-04.measure.heel-raises": "12",
    "week-12.check.phase-2.1": True,
}


@pytest.mark.parametrize("shape", [flat, tree])
def test_a_booklet_tells_the_weeks(filled: Path, shape: type) -> None:
    write_form(filled, shape(BOOKLET))
    output = run_ok("read-back", "filled.pdf").stdout
    found = [tuple(row.values())[2:] for row in rows(output)]
    assert found == [
        ("goals", "", "", "", "1", "", "", "text", "Walk to the shop"),
        ("heel-raise", "mon", "", "", "1", "", "3", "tick", "true"),
        ("level", "", "", "", "2", "heel-raise", "3", "tick", "true"),
        ("pain", "mon", "2", "", "", "", "3", "text", "3"),
        ("heel-raise", "mon", "", "", "1", "", "4", "tick", "false"),
        ("measure", "", "", "", "", "heel-raises", "4", "text", "12"),
        ("check", "", "", "", "1", "phase-2", "12", "tick", "true"),
    ]
    weeks = [row["week"] for row in json.loads(run_ok("read-back", "filled.pdf", "--json").stdout)]
    assert weeks == [None, 3, 3, 3, 4, 4, 12]


def test_json_has_numbers_truths_and_nothing_for_what_does_not_apply(filled: Path) -> None:
    said = {
        row["field"]: row for row in json.loads(run_ok("read-back", "filled.pdf", "--json").stdout)
    }
    assert said["heel-raise.mon.2.left.1"] == {
        "file": "filled.pdf", "field": "heel-raise.mon.2.left.1", "exercise": "heel-raise",
        "day": "mon", "session": 2, "side": "left", "set": 1, "of": None, "week": None,
        "kind": "tick", "value": True,
    }  # fmt: skip
    assert said["ice.tue.3.all"]["set"] == "all"
    assert said["heel-raise.right.1"]["value"] is False
    assert (said["pain.mon"]["set"], said["pain.mon"]["value"]) == (None, "7")
    assert said["clearance.1.by"]["value"] == ""


@pytest.mark.parametrize(
    ("made", "kind", "value"),
    [
        (box(AS=NameObject("/Yes")), "tick", "true"),
        (box(AS=NameObject("/Off")), "tick", "false"),
        (box(), "tick", "false"),
        (box(V=NameObject("/On")), "tick", "true"),
        (box(V=NameObject("/Off"), AS=NameObject("/Yes")), "tick", "false"),
        (box(Kids=ArrayObject([entry(AS=NameObject("/Yes"))])), "tick", "true"),
        (field(None), "text", ""),
        (field(NullObject()), "text", ""),
        (field("one\r\ntwo\rthree"), "text", "one\ntwo\nthree"),
        (field("clear \x1b[2J the screen"), "text", "clear \ufffd[2J the screen"),
        (field(stream(b"from a stream")), "text", "from a stream"),
        (field(stream("été".encode("utf-16"))), "text", "été"),
        (field("10", choice=True), "choice", "10"),
        (field(ArrayObject([text("1"), text("2")]), choice=True), "choice", "1, 2"),
        (field("安全 🙂"), "text", "安全 🙂"),
    ],
)  # fmt: skip
def test_values_as_viewers_write_them(
    filled: Path, made: DictionaryObject, kind: str, value: str
) -> None:
    write_form(filled, [named("pain.mon", made)])
    (row,) = rows(run_ok("read-back", "filled.pdf").stdout)
    assert (row["kind"], row["value"]) == (kind, value)


@pytest.mark.parametrize(
    "written",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "＝1", "\r=1", "\n=1"],
)
def test_no_spreadsheet_takes_a_text_for_a_formula(filled: Path, written: str) -> None:
    write_form(filled, flat({"notes.mon": written, f"{written}.x": "foreign"}))
    output = run_ok("read-back", "filled.pdf").stdout
    for row in csv.reader(io.StringIO(output)):
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in row
        )
    shown = written.replace("\r", "\n")
    assert rows(output)[0]["value"] == f"'{shown}"
    (as_written, _) = json.loads(run_ok("read-back", "filled.pdf", "--json").stdout)
    assert as_written["value"] == shown


@pytest.mark.parametrize("written", ['say "ah"', "a,b;c", "two\nlines", "' quote", "1e5", ""])
def test_a_text_comes_back_as_it_was_written(filled: Path, written: str) -> None:
    write_form(filled, flat({"notes.mon": written}))
    assert rows(run_ok("read-back", "filled.pdf").stdout)[0]["value"] == written


def test_fields_of_others_are_kept_without_a_meaning_and_buttons_are_not_fields(
    filled: Path,
) -> None:
    write_form(filled, [*flat({"notes.mon": "x", "Weight (kg)": "70"}), push_button()])
    found = rows(run_ok("read-back", "filled.pdf").stdout)
    assert [(row["field"], row["exercise"]) for row in found] == [
        ("notes.mon", "notes"), ("Weight (kg)", ""),
    ]  # fmt: skip


def test_several_files_are_read_once_each_and_in_order(filled: Path) -> None:
    write_form(Path("a b.pdf"), flat({"pain.tue": "3"}))
    output = run_ok("read-back", "filled.pdf", "a b.pdf", "./filled.pdf").stdout
    files = [row["file"] for row in rows(output)]
    assert files == ["filled.pdf"] * len(FILLED) + ["a b.pdf"]


PLAIN = b"%PDF-1.7\nthis is not what it seems\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "said", "kind"),
    [
        ("gone.pdf", "no such file. Check", Kind.NOT_FOUND),
        ("filled.pdf/x.pdf", "no such file. Check", Kind.NOT_FOUND),
        ("folder", "this is a folder. Name the PDF files in it", Kind.UNREADABLE),
        ("notes.txt", "this is not a PDF. Name a PDF", Kind.UNREADABLE),
        ("empty.pdf", "this is not a PDF. Name a PDF", Kind.UNREADABLE),
        ("damaged.pdf", "the file is damaged. Open it", Kind.UNREADABLE),
        ("cut.pdf", "the file is damaged. Open it", Kind.UNREADABLE),
        ("locked.pdf", "the file is protected by a password. Open it", Kind.UNREADABLE),
        ("printed.pdf", "this file was printed without fields. Make the sheet with --fillable",
         Kind.INVALID),
        ("tax.pdf", "none of its fields is one of a worksheet. Name", Kind.INVALID),
        ("deep.pdf", "the file is damaged. Open it", Kind.UNREADABLE),
        ("pipe", "this is not an ordinary file. Name", Kind.UNREADABLE),
        ("x" * 300 + ".pdf", "the file cannot be read. Check", Kind.UNREADABLE),
        ("a\0b", "the file cannot be read. Check", Kind.UNREADABLE),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(
    filled: Path, name: str, said: str, kind: Kind
) -> None:
    Path("folder").mkdir()
    Path("notes.txt").write_text("my notes", encoding="utf-8")
    Path("empty.pdf").touch()
    Path("damaged.pdf").write_bytes(PLAIN)
    Path("cut.pdf").write_bytes(filled.read_bytes()[:200])
    write_form(Path("locked.pdf"), flat(FILLED), password="secret")
    run_ok("handout", "achilles-rupture", "-o", "printed.pdf")
    write_form(Path("tax.pdf"), flat({"Income": "0", "patient": "x", "pain.1": "x"}))
    write_form(Path("deep.pdf"), tree({".".join("x" * 40): True}))
    os.mkfifo("pipe")
    result = run("read-back", name, "filled.pdf")
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == kind
    assert len(rows(result.stdout)) == len(FILLED)
    alone = run("read-back", name)
    assert (alone.exit_code, alone.stdout) == (kind, "")


def test_a_file_that_opens_without_a_password_is_read_though_it_is_protected(filled: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=filled)
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(filled)
    assert len(rows(run_ok("read-back", "filled.pdf").stdout)) == len(FILLED)


def test_damage_anywhere_is_a_problem_never_a_traceback(filled: Path) -> None:
    whole = filled.read_bytes()
    for place in range(0, len(whole), 7):
        filled.write_bytes(whole[:place] + b"\x00<</[(" + whole[place + 6 :])
        found, problems = read_files([filled])
        assert found or problems


def test_the_most_basic_problem_gives_the_exit_code_and_all_are_told(filled: Path) -> None:
    Path("notes.txt").write_text("my notes", encoding="utf-8")
    result = run("read-back", "gone.pdf", "filled.pdf", "notes.txt")
    assert result.exit_code == Kind.UNREADABLE
    assert len(result.stderr.splitlines()) == 2


def test_the_file_is_the_owners_and_says_what_is_in_it(filled: Path) -> None:
    result = run_ok("read-back", "filled.pdf", "-o", "ticks.csv")
    assert result.stdout == ""
    assert result.stderr == "Wrote ticks.csv: 1 file, 8 fields, 3 ticked.\n"
    data = Path("ticks.csv").read_bytes()
    assert data.startswith(CSV_START)
    assert "Siobhán" in data.decode("utf-8")
    assert stat.S_IMODE(Path("ticks.csv").stat().st_mode) == 0o600
    assert run_ok("read-back", "filled.pdf", "-o", "ticks.csv").stderr.startswith("Replaced")
    assert Path("ticks.csv").read_bytes() == data
    assert run_ok("read-back", "filled.pdf", "-o", "-").stdout.encode() == data


def test_the_name_can_ask_for_json(filled: Path) -> None:
    run_ok("read-back", "filled.pdf", "-o", "ticks.json")
    data = Path("ticks.json").read_bytes()
    assert data.startswith(JSON_START)
    assert run_ok("read-back", "filled.pdf", "--json").stdout.encode() == data
    run_ok("read-back", "filled.pdf", "-o", "ticks.json")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("filled.pdf", "this is one of the files that were read"),
        ("link.csv", "this is one of the files that were read"),
        ("other.csv", "is not a CSV file that worksheets wrote"),
        ("almost.csv", "is not a CSV file that worksheets wrote"),
        ("other.json", "is not a JSON file that worksheets wrote"),
        ("other.pdf", "is not a CSV file that worksheets wrote"),
        (".", "this is a folder"),
        ("none/ticks.csv", "does not exist"),
    ],
)
def test_no_other_file_is_overwritten(filled: Path, target: str, said: str) -> None:
    Path("link.csv").symlink_to(filled)
    for name in ("other.csv", "almost.csv", "other.json"):
        Path(name).write_text("file,field\n", encoding="utf-8")
    write_form(Path("other.pdf"), flat(FILLED))
    before = {path: path.read_bytes() for path in Path().iterdir()}
    result = run("read-back", "filled.pdf", "-o", target)
    assert result.exit_code == Kind.OUTPUT
    assert said in result.stderr
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_nothing_is_written_when_nothing_was_read(filled: Path) -> None:
    assert run("read-back", "gone.pdf", "-o", "ticks.csv").exit_code == Kind.NOT_FOUND
    assert not Path("ticks.csv").exists()
    assert run("read-back").exit_code == Kind.USAGE


def test_output_is_utf_8_whatever_the_terminal_is(filled: Path) -> None:
    done = process("read-back", "filled.pdf", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0",
                                                   "PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Siobhán" in done.stdout.decode("utf-8")
    assert done.stderr == b""
