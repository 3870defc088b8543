"""The account of a batch: true while it runs, the same however often it was interrupted."""

import csv
import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from hypothesis import given
from hypothesis import strategies as st

import worksheets
from worksheets.batch.ledger import CSV_NAME, JOURNAL_NAME, JSON_NAME, Ledger
from worksheets.batch.records import COLUMNS, CSV_START, Record, from_line, to_csv, to_line
from worksheets.batch.stores import FolderStore, Store, open_store
from worksheets.batch.task import Made
from worksheets.problems import Kind, Problem, WorksheetError

WARNING = Problem("the weeks end early", "Ask for fewer.", "roster.csv", 3, kind=Kind.WARNING)
WRONG = Problem("no side is given", 'Fill in "Side".', "roster.csv", 3)


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    folder = request.param == "folder"
    yield open_store(str(tmp_path / "sheets") if folder else f"memory://{tmp_path.name}")
    MemoryFileSystem.store.clear()


def make(store: Store, row: int, number: str, text: str = "one", *problems: Problem) -> Made:
    """Write a document as a worker does."""
    data = f"%PDF {number} {text}".encode()
    store.write(f"{number}.pdf", data)
    return Made(
        row=row,
        number=number,
        file=f"{number}.pdf",
        pages=2,
        sha256=sha256(data).hexdigest(),
        input=f"from {text}",
        template="handout",
        program="knee",
        version="1.0",
        problems=problems,
    )


def run(store: Store, roster: list[tuple[int, str]], *, stop: int = 99, resume: bool = True) -> int:
    """A batch in small: gives how many documents had to be made. `stop` is where Ctrl-C comes."""
    count = 0
    with Ledger.open(store, resume=resume) as ledger:
        for row, number in roster[:stop]:
            if number == "wrong":
                ledger.record(Made(row, "", problems=(WRONG,)))
                continue
            warnings = (WARNING,) if number.startswith("w") else ()
            made = ledger.done(f"{number}.pdf", "from one")
            if made is None:
                made, count = make(store, row, number, "one", *warnings), count + 1
            ledger.record(replace(made, row=row))
        complete = stop >= len(roster)
        ledger.finish("d" * 64 if complete else "", complete=complete, others={"blank": 3})
    return count


def content(store: Store) -> dict[str, bytes]:
    return {name: store.read(name) or b"" for name in store.names()}


def rows_of(store: Store) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(store.read(JSON_NAME) or b"")["records"]
    return records


def summary(store: Store) -> list[tuple[Any, ...]]:
    return [(each["row"], each["status"], each["file"]) for each in rows_of(store)]


def table(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((store.read(CSV_NAME) or b"").decode(), newline="")))


ROSTER = [(2, "a"), (3, "wrong"), (5, "w1"), (6, "b")]


def test_both_manifests_say_what_became_of_every_row(store: Store) -> None:
    assert run(store, ROSTER, resume=False) == 3
    manifest = json.loads(store.read(JSON_NAME) or b"")
    assert manifest["batch"] == {
        "worksheets": worksheets.__version__,
        "roster": "d" * 64,
        "complete": True,
        "counts": {
            "ok": 2,
            "warning": 1,
            "error": 1,
            "blank": 3,
            "header": 0,
            "totals": 0,
            "outdated": 0,
        },
        "pages": 6,
    }
    assert summary(store) == [
        (2, "ok", "a.pdf"),
        (3, "error", ""),
        (5, "warning", "w1.pdf"),
        (6, "ok", "b.pdf"),
    ]
    first = manifest["records"][0]
    assert tuple(first) == COLUMNS
    assert first["sha256"] == sha256(b"%PDF a one").hexdigest()
    assert manifest["records"][1]["problems"] == [
        {"kind": "invalid", "message": "no side is given", "hint": 'Fill in "Side".'}
    ]
    assert len((store.read(JSON_NAME) or b"").splitlines()) == len(ROSTER) + 2
    assert [row["row"] for row in table(store)] == ["2", "3", "5", "6"]
    assert table(store)[2]["problems"] == "the weeks end early. Ask for fewer."
    assert set(store.names()) == {"a.pdf", "b.pdf", "w1.pdf", CSV_NAME, JSON_NAME}


def test_rows_come_in_any_order_and_are_written_in_theirs(store: Store, tmp_path: Path) -> None:
    run(store, ROSTER)
    other = open_store(str(tmp_path / "other"))
    run(other, [ROSTER[place] for place in (3, 0, 2, 1)])
    assert content(store) == content(other)
    with Ledger.open(other, resume=True) as ledger:
        for row, number in reversed(ROSTER):
            ledger.record(make(other, row, number))
        ledger.finish()
        assert [made.row for made in ledger.rows()] == [2, 3, 5, 6]


def test_the_table_is_readable_while_the_batch_runs(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "sheets")
    with Ledger.open(store, resume=False) as ledger:
        for row, number in ((4, "b"), (2, "a")):
            ledger.record(make(store, row, number))
            assert table(store)[-1]["file"] == f"{number}.pdf"
        assert [row["row"] for row in table(store)] == ["4", "2"]


def test_what_is_right_is_not_made_again_and_the_rest_is(store: Store) -> None:
    roster = [(row, f"{row:03d}") for row in range(2, 12)]
    assert run(store, roster, resume=False) == 10
    before = content(store)
    assert run(store, roster) == 0
    assert content(store) == before
    store.write("004.pdf", b"%PDF 004 on")  # torn
    store.remove("007.pdf")
    assert run(store, roster) == 2
    assert content(store) == before
    with Ledger.open(store, resume=True) as ledger:
        assert ledger.done("004.pdf", "from other") is None
        assert ledger.done("never.pdf", "from one") is None
        made = ledger.done("004.pdf", "from one")
        assert made is not None
        assert (made.row, made.number, made.pages) == (4, "004", 2)


def test_stopped_runs_end_where_an_undisturbed_one_does(store: Store, tmp_path: Path) -> None:
    roster = [*ROSTER, (7, "wrong"), (8, "w2"), (9, "c")]
    undisturbed = open_store(str(tmp_path / "undisturbed"))
    run(undisturbed, roster)
    made = [run(store, roster, stop=stop) for stop in (0, 2, 1, 5, 99, 3, 99)]
    assert made == [0, 1, 0, 2, 2, 0, 0]
    assert content(store) == content(undisturbed)


def test_a_stopped_run_keeps_what_is_known_about_the_other_rows(store: Store) -> None:
    run(store, ROSTER)
    run(store, ROSTER, stop=1)
    assert summary(store) == [
        (2, "ok", "a.pdf"),
        (3, "error", ""),
        (5, "warning", "w1.pdf"),
        (6, "ok", "b.pdf"),
    ]
    assert json.loads(store.read(JSON_NAME) or b"")["batch"]["complete"] is False


def test_files_of_an_earlier_roster_are_outdated_and_stay(store: Store, tmp_path: Path) -> None:
    run(store, [(2, "a"), (3, "w-typo"), (4, "b")])
    changed = [(2, "new"), (3, "a"), (4, "right"), (5, "b")]
    assert run(store, changed) == 2
    assert summary(store) == [
        (2, "ok", "new.pdf"),
        (3, "ok", "a.pdf"),
        (4, "ok", "right.pdf"),
        (5, "ok", "b.pdf"),
        (None, "outdated", "w-typo.pdf"),
    ]
    assert store.read("w-typo.pdf") == b"%PDF w-typo one"
    assert table(store)[-1]["status"] == "outdated"
    before = content(store)
    assert run(store, changed, stop=2) == 0  # stopped, and taken up again
    assert summary(store)[-1] == (None, "outdated", "w-typo.pdf")
    assert run(store, changed) == 0
    assert content(store) == before

    assert run(store, [(2, "a"), (3, "w-typo"), (4, "b")]) == 0  # asked for again
    fresh = open_store(str(tmp_path / "fresh"))
    run(fresh, [(2, "a"), (3, "w-typo"), (4, "b")])
    assert rows_of(store)[:3] == rows_of(fresh)
    assert [each[2] for each in summary(store)[3:]] == ["new.pdf", "right.pdf"]
    for name in ("new.pdf", "right.pdf"):  # whoever deletes them is done with them
        store.remove(name)
    run(store, [(2, "a"), (3, "w-typo"), (4, "b")])
    assert content(store) == content(fresh)


def test_a_row_that_is_wrong_now_makes_its_file_outdated(store: Store) -> None:
    run(store, [(2, "a"), (3, "b")])
    with Ledger.open(store, resume=True) as ledger:
        ledger.record(Made(2, "a", problems=(WRONG,)))
        ledger.record(make(store, 3, "b"))
        ledger.finish()
        assert ledger.outdated() == ("a.pdf",)
    assert summary(store) == [(2, "error", ""), (3, "ok", "b.pdf"), (None, "outdated", "a.pdf")]


def test_a_file_that_was_written_but_not_recorded_is_found(store: Store) -> None:
    with Ledger.open(store, resume=False):
        make(store, 2, "a")
        make(store, 3, "stray")
        store.write("proof.pdf", b"%PDF")
    assert run(store, [(2, "a")]) == 1
    assert summary(store) == [(2, "ok", "a.pdf"), (None, "outdated", "stray.pdf")]


def test_what_others_wrote_is_never_overwritten(store: Store) -> None:
    store.prepare()
    store.write("000123.pdf", b"%PDF mine")
    for resume in (True, False):
        with pytest.raises(WorksheetError, match="no batch has recorded") as caught:
            Ledger.open(store, resume=resume)
        assert "Choose an empty folder or a new one, or delete these files" in str(caught.value)
        assert ("; --resume cannot go on without the manifest" in str(caught.value)) is resume
    store.remove("000123.pdf")
    store.write(CSV_NAME, b"my,own,table\n")
    for resume in (True, False):
        with pytest.raises(WorksheetError, match="that this program did not write"):
            Ledger.open(store, resume=resume)
    assert content(store) == {CSV_NAME: b"my,own,table\n"}
    store.remove(CSV_NAME)
    run(store, ROSTER, resume=False)
    before = content(store)
    with pytest.raises(WorksheetError, match="Add --resume") as caught:
        Ledger.open(store, resume=False)
    assert caught.value.exit_code == Kind.OUTPUT
    assert content(store) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b'"row": 5', b'"row": five'),
        lambda data: json.dumps(json.loads(data)).encode(),
        lambda data: b"",
        lambda data: data.replace(b'"row": 5', b'"row": 99999999999999'),
        lambda data: data.replace(b'"row": 5', b'"row": true'),
        lambda data: re.sub(rb'"pages": \d+', b'"pages": -1', data),
        lambda data: re.sub(rb'"version": "[^"]*"', b'"version": 5', data),
    ],
    ids=["torn", "not JSON", "reformatted", "empty", "far", "no number", "pages", "no text"],
)
def test_a_manifest_that_was_changed_is_not_trusted(store: Store, change: Any) -> None:
    run(store, ROSTER)
    store.write(JSON_NAME, change(store.read(JSON_NAME)))
    before = content(store)
    with pytest.raises(WorksheetError, match=r"manifest\.json: this manifest was damaged"):
        Ledger.open(store, resume=True)
    assert content(store) == before


@pytest.mark.parametrize("tail", [b'{"row": 6, "stat', b"\0\0\0\0", b'{"row": 6}\n', b"[\n"])
def test_a_torn_last_line_does_no_harm(tmp_path: Path, tail: bytes) -> None:
    store = FolderStore(tmp_path / "sheets")
    with Ledger.open(store, resume=False) as ledger:
        for row, number in ROSTER[:1]:
            ledger.record(make(store, row, number))
    for name in (JOURNAL_NAME, CSV_NAME):
        with (tmp_path / "sheets" / name).open("ab") as file:
            file.write(tail)
    assert run(store, ROSTER) == 2
    other = FolderStore(tmp_path / "other")
    run(other, ROSTER)
    assert content(store) == content(other)


def test_a_full_disk_loses_nothing_that_was_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path / "sheets")
    write, left = os.write, [1500]

    def fill(descriptor: int, data: bytes) -> int:
        taken = bytes(data)[: left[0]]
        left[0] -= len(taken)
        if not taken:
            raise OSError(errno.ENOSPC, "full")
        return write(descriptor, taken)

    with monkeypatch.context() as patch, Ledger.open(store, resume=False) as ledger:
        patch.setattr(os, "write", fill)
        with pytest.raises(WorksheetError, match="the disk is full"):
            for row in range(2, 20):
                ledger.record(make(store, row, f"p{row}"))
    roster = [(row, f"p{row}") for row in range(2, 20)]
    assert 14 <= run(store, roster) <= 17
    other = FolderStore(tmp_path / "other")
    run(other, roster)
    assert content(store) == content(other)


def test_a_folder_that_vanishes_is_told(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "sheets")
    with Ledger.open(store, resume=False) as ledger:
        ledger.record(make(store, 2, "a"))
        shutil.rmtree(tmp_path / "sheets")
        with pytest.raises(WorksheetError, match="the folder is gone"):
            ledger.finish()
    assert list(tmp_path.iterdir()) == []


def test_a_manifest_that_is_deleted_before_the_proof_sheet_is_told(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "sheets")
    with Ledger.open(store, resume=False) as ledger:
        ledger.record(make(store, 2, "130"))
        ledger.finish("digest")
        (tmp_path / "sheets" / JSON_NAME).unlink()
        with pytest.raises(WorksheetError, match="deleted or moved while the batch ran"):
            list(ledger.rows())


def test_one_batch_at_a_time(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "sheets")
    with Ledger.open(store, resume=False) as ledger:
        for resume in (True, False):
            with pytest.raises(WorksheetError, match="another batch is writing here"):
                Ledger.open(store, resume=resume)
        ledger.record(make(store, 2, "a"))
        ledger.finish()
        with pytest.raises(WorksheetError, match="another batch is writing here"):
            Ledger.open(store, resume=True)
    assert run(store, [(2, "a")]) == 0


texts = st.text(st.characters(codec="utf-8"), max_size=30)
problems = st.builds(
    Problem, texts, texts, line=st.none() | st.integers(10, 99), kind=st.sampled_from(Kind)
)
mades = st.builds(
    Made,
    row=st.integers(1, 9),
    number=texts | st.just("\udc80\ud800"),
    file=texts,
    pages=st.integers(0, 99),
    sha256=texts,
    input=texts,
    template=texts,
    program=texts,
    version=texts,
    problems=st.lists(problems, max_size=3).map(tuple),
)


@given(mades)
def test_a_record_survives_its_line(made: Made) -> None:
    record = Record(made, made.status)
    line = to_line(record)
    assert line.count(b"\n") == 1
    assert from_line(line) == record
    assert from_line(line[:-2]) is None
    assert to_line(Record(made, made.status)) == line


@given(mades)
def test_no_cell_is_a_formula_and_none_is_lost(made: Made) -> None:
    text = (CSV_START + to_csv(Record(made, made.status))).decode()
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(row) == COLUMNS
    for name, cell in row.items():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
        if name not in ("row", "status", "problems", "pages"):
            whole = str(getattr(made, name)).encode("utf-8", "backslashreplace").decode()
            assert cell in (whole, f"'{whole}")


def test_zeros_at_the_beginning_are_text() -> None:
    assert b'"000123"' in to_csv(Record(Made(2, "000123"), "ok"))
    assert b'"\'=1+1"' in to_csv(Record(Made(2, "=1+1"), "ok"))


def test_records_take_a_few_bytes_of_memory_each(tmp_path: Path) -> None:
    made = Made(0, "", "", 2, "s" * 64, "i" * 64, "handout", "knee", "1.0")

    def peak(rows: int) -> int:
        tracemalloc.start()
        with Ledger.open(FolderStore(tmp_path / f"{rows}"), resume=True) as ledger:
            for row in range(2, rows):
                ledger.record(replace(made, row=row, number=f"{row}", file=f"{row}.pdf"))
            ledger.finish()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # what is made once
    for most in (30, 90):  # in a first run, in one that resumes it; a line has 350 bytes
        few, many = peak(500), peak(2_500)
        assert (many - few) / 2_000 < most


KILLED = """
import os, signal, sys, time
from dataclasses import replace
from hashlib import sha256
from worksheets.batch.ledger import Ledger
from worksheets.batch.stores import open_store
from worksheets.batch.task import Made
from worksheets.problems import Kind, Problem

WARNING = Problem("a warning", "Look.", kind=Kind.WARNING)

def run(folder, rows, stop=None):
    store = open_store(folder)
    with Ledger.open(store, resume=True) as ledger:
        print("begun", flush=True)
        for row in range(2, rows):
            name = f"{row:05d}.pdf"
            if row % 7 == 0:
                ledger.record(Made(row, "", problems=(Problem("wrong", "Correct it."),)))
                continue
            made = ledger.done(name, "input")
            if made is None:
                data = b"%PDF " + str(row).encode() * 500
                store.write(name, data)
                made = Made(row, str(row), name, 1, sha256(data).hexdigest(), "input",
                            problems=(WARNING,) * (row % 5 == 0))
            ledger.record(replace(made, row=row))
        ledger.finish("roster")
"""


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    """SIGKILL at moments that nobody chose, each run resuming the one before."""
    code = KILLED + "run(sys.argv[1], int(sys.argv[2]))"
    delays = [int(sha256(str(n).encode()).hexdigest(), 16) % 150 / 1000 for n in range(10)]
    killed = 0
    for delay in [*delays, None]:
        run = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "killed"), "500"], stdout=subprocess.PIPE
        )
        assert run.stdout is not None
        with run, run.stdout as said:
            said.readline()
            if delay is not None:
                try:
                    run.wait(delay)
                except subprocess.TimeoutExpired:
                    run.send_signal(signal.SIGKILL)
        killed += run.returncode == -signal.SIGKILL
    assert run.returncode == 0
    assert killed >= 3, "the runs were over before they could be killed"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "whole"), "500"], check=True, stdout=-3
    )
    assert files_in(tmp_path / "killed") == files_in(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="fork is of POSIX")
def test_a_kill_before_any_call_of_the_system_does_no_harm(tmp_path: Path) -> None:
    """A child is killed before its first call that changes a file, the next before its second..."""
    code = (
        KILLED
        + """
left = 0
def deadly(call):
    def counted(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **named)
    return counted

run(sys.argv[1] + "/whole", 7)
def files(folder):
    return {name: open(f"{folder}/{name}", "rb").read() for name in os.listdir(folder)}
whole, kills = files(sys.argv[1] + "/whole"), 0
for count in range(1, 1000):
    folder = f"{sys.argv[1]}/{count}"
    for again in (False, True):  # killed in a first run, then in the one that resumes it
        child = os.fork()
        if not child:
            left = count
            for name in ("open", "write", "fsync", "replace", "ftruncate", "unlink", "mkdir"):
                setattr(os, name, deadly(getattr(os, name)))
            run(folder, 7)
            os._exit(0)
        died = os.waitpid(child, 0)[1] != 0
        kills += died
    run(folder, 7)
    assert files(folder) == whole, count
    if not died:
        break
print("kills", kills)
"""
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 60
