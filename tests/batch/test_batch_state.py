"""The account of a batch: the same however often it was interrupted, whatever kills the run."""

import csv
import io
import json
import shutil
import sqlite3
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
from hypothesis import given, settings
from hypothesis import strategies as st

import worksheets
from worksheets.batch import remote
from worksheets.batch import state as batch_state
from worksheets.batch.manifest import (
    COLUMNS,
    CSV_NAME,
    JSON_NAME,
    entry_of,
    made_of,
    to_csv,
    to_text,
)
from worksheets.batch.state import OLD_JOURNAL, STATE_NAME, open_state
from worksheets.batch.stores import FolderStore, Store, open_store
from worksheets.batch.task import Made
from worksheets.problems import Kind, Problem, WorksheetError

WARNING = Problem("the weeks end early", "Ask for fewer.", "roster.csv", 3, kind=Kind.WARNING)
WRONG = Problem("no side is given", 'Fill in "Side".', "roster.csv", 3)
ROSTER = [(2, "a"), (3, "wrong"), (5, "w1"), (6, "b")]
ENDS = [(2, "ok", "a.pdf"), (3, "error", ""), (5, "warning", "w1.pdf"), (6, "ok", "b.pdf")]


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    folder = request.param == "folder"
    yield open_store(str(tmp_path / "sheets") if folder else f"memory://{tmp_path.name}")
    MemoryFileSystem.store.clear()


def make(store: Store, row: int, number: str, *problems: Problem) -> Made:
    """Write a document as a worker does."""
    data = f"%PDF {number} one".encode()
    store.write(f"{number}.pdf", data)
    return Made(
        row=row,
        number=number,
        file=f"{number}.pdf",
        pages=2,
        sha256=sha256(data).hexdigest(),
        input="from one",
        template="handout",
        program="knee",
        version="1.0",
        problems=problems,
    )


def run(store: Store, roster: list[tuple[int, str]], *, stop: int = 99, resume: bool = True) -> int:
    """A batch in small: gives how many documents had to be made. `stop` is where Ctrl-C comes."""
    count = 0
    with open_state(store, resume=resume) as state:
        for row, number in roster[:stop]:
            if number == "wrong":
                state.record(Made(row, "", problems=(WRONG,)))
                continue
            warnings = (WARNING,) if number.startswith("w") else ()
            made = state.done(f"{number}.pdf", "from one")
            if made is None:
                made, count = make(store, row, number, *warnings), count + 1
            state.record(replace(made, row=row))
            state.save()
        complete = stop >= len(roster)
        state.finish("d" * 64 if complete else "", complete=complete, others={"blank": 3})
    return count


def content(store: Store) -> dict[str, bytes]:
    return {name: store.read(name) or b"" for name in store.names()}


def manifest_of(store: Store) -> Any:
    return json.loads(store.read(JSON_NAME) or b"")


def summary(store: Store) -> list[tuple[Any, ...]]:
    records = manifest_of(store)["records"]
    return [(each["row"], each["status"], each["file"]) for each in records]


def table(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((store.read(CSV_NAME) or b"").decode(), newline="")))


def test_both_manifests_say_what_became_of_every_row(store: Store) -> None:
    assert run(store, ROSTER, resume=False) == 3
    manifest = manifest_of(store)
    counts = {"ok": 2, "warning": 1, "error": 1, "blank": 3, "header": 0, "totals": 0}
    assert manifest["batch"] == {
        "worksheets": worksheets.__version__,
        "roster": "d" * 64,
        "complete": True,
        "counts": {**counts, "outdated": 0},
        "pages": 6,
    }
    assert summary(store) == ENDS
    first = manifest["records"][0]
    assert tuple(first) == tuple(COLUMNS)
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
    with open_state(other, resume=True) as state:
        for row, number in reversed(ROSTER):
            state.record(make(other, row, number))
        state.finish()
        assert [made.row for made in state.rows()] == [2, 3, 5, 6]


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
    with open_state(store, resume=True) as state:
        assert state.done("004.pdf", "from other") is None
        assert state.done("never.pdf", "from one") is None
        made = state.done("004.pdf", "from one")
        assert made is not None
        assert (made.row, made.number, made.pages) == (4, "004", 2)


def test_stopped_runs_end_where_an_undisturbed_one_does(store: Store, tmp_path: Path) -> None:
    roster = [*ROSTER, (7, "wrong"), (8, "w2"), (9, "c")]
    undisturbed = open_store(str(tmp_path / "undisturbed"))
    run(undisturbed, roster)
    made = [run(store, roster, stop=stop) for stop in (0, 2, 1, 5, 99, 3, 99)]
    assert made == [0, 1, 0, 2, 2, 0, 0]
    assert content(store) == content(undisturbed)
    run(store, roster, stop=1)  # what is known about the other rows is kept
    assert len(summary(store)) == len(roster)
    assert manifest_of(store)["batch"]["complete"] is False


def test_files_of_an_earlier_roster_are_outdated_and_stay(store: Store, tmp_path: Path) -> None:
    first = [(2, "a"), (3, "w-typo"), (4, "b")]
    run(store, first)
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

    assert run(store, first) == 0  # asked for again
    fresh = open_store(str(tmp_path / "fresh"))
    run(fresh, first)
    assert manifest_of(store)["records"][:3] == manifest_of(fresh)["records"]
    assert [each[2] for each in summary(store)[3:]] == ["new.pdf", "right.pdf"]
    for name in ("new.pdf", "right.pdf"):  # whoever deletes them is done with them
        store.remove(name)
    run(store, first)
    assert content(store) == content(fresh)


def test_a_row_that_is_wrong_now_makes_its_file_outdated(store: Store) -> None:
    run(store, [(2, "a"), (3, "b")])
    with open_state(store, resume=True) as state:
        state.record(Made(2, "a", problems=(WRONG,)))
        state.record(make(store, 3, "b"))
        state.finish()
        assert state.count_outdated() == 1
    assert summary(store) == [(2, "error", ""), (3, "ok", "b.pdf"), (None, "outdated", "a.pdf")]


def test_a_file_that_was_written_but_not_recorded_is_found(store: Store) -> None:
    with open_state(store, resume=False):
        make(store, 2, "a")
        make(store, 3, "stray")
        store.write("proof.pdf", b"%PDF")
    assert run(store, [(2, "a")]) == 1
    assert summary(store) == [(2, "ok", "a.pdf"), (None, "outdated", "stray.pdf")]


def test_files_that_are_gone_are_found(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for resume in (False, True):  # of the second run, all are in the records of the first
        with open_state(store, resume=resume) as state:
            for row, name in enumerate("abcd", 2):
                state.record(make(store, row, name))
            state.record(Made(9, "e"))
            state.record(make(store, 10, "f"))
            state.record(Made(10, "f"))  # taken back
            store.remove("f.pdf")
            assert list(state.missing()) == []
            with monkeypatch.context() as patch:  # a disk may list a name in another spelling
                patch.setattr(type(store), "names", lambda _: iter(["A.PDF"]))
                assert list(state.missing()) == []
            for name in "ac":
                store.remove(f"{name}.pdf")
            missing = [(made.row, made.file) for made in state.missing()]
            assert missing == [(2, "a.pdf"), (4, "c.pdf")]
            state.finish()


def refused(store: Store, *, resume: bool) -> str:
    with pytest.raises(WorksheetError) as caught, open_state(store, resume=resume):
        pass
    assert caught.value.exit_code == Kind.OUTPUT
    return str(caught.value)


def test_what_others_wrote_is_never_overwritten(store: Store) -> None:
    store.prepare()
    store.write("000123.pdf", b"%PDF mine")
    for resume in (True, False):
        said = refused(store, resume=resume)
        assert "no batch has recorded" in said
        assert "Choose an empty folder or a new one, or delete these files" in said
        assert ("; --resume cannot go on without the state of the batch" in said) is resume
    store.remove("000123.pdf")
    store.write(CSV_NAME, b"my,own,table\n")
    for resume in (True, False):
        assert "that this program did not write" in refused(store, resume=resume)
    assert content(store) == {CSV_NAME: b"my,own,table\n"}
    store.remove(CSV_NAME)
    run(store, ROSTER, resume=False)
    before = content(store)
    assert "Add --resume" in refused(store, resume=False)
    assert content(store) == before


@pytest.mark.parametrize("name", [CSV_NAME, JSON_NAME, OLD_JOURNAL])
def test_a_folder_of_an_older_version_is_left_to_that_version(store: Store, name: str) -> None:
    """It kept no state but a journal, and after the end of a batch nothing but the manifests."""
    store.prepare()
    store.write(name, b'"row","status","number"\n')
    store.write("000123.pdf", b"%PDF")
    before = content(store)
    said = refused(store, resume=True)
    assert "an earlier batch was written here by an older version, or its state was" in said
    assert "Finish it with that version, or leave --resume out and choose another place." in said
    said = refused(store, resume=False)
    assert said.endswith("an earlier batch was written here. Choose another place.")
    assert content(store) == before


def damage(path: Path, statement: str) -> None:
    database = sqlite3.connect(path)
    database.execute(statement)
    database.commit()
    database.close()


def test_a_state_that_was_damaged_is_not_trusted(tmp_path: Path) -> None:
    store, path = FolderStore(tmp_path), tmp_path / STATE_NAME
    run(store, ROSTER)
    good, before = path.read_bytes(), content(store)
    for bad in (good[:5000], b"no database" * 99, good[:100] + b"\xff" * 3000 + good[3100:]):
        path.write_bytes(bad)
        assert f"{STATE_NAME}, the state of this batch, was damaged" in refused(store, resume=True)
    path.write_bytes(good)
    damage(path, "UPDATE record SET entry = '[1]'")
    with open_state(store, resume=True) as state, pytest.raises(WorksheetError, match="damaged"):
        state.done("a.pdf", "from one")
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert "is a link" in refused(store, resume=True)
    assert content(store) == before


def test_a_column_that_a_later_version_adds_is_empty_for_earlier_runs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(store, [(2, "a"), (3, "b")])
    added = {**COLUMNS, "ward": lambda made, task: f"ward {made.number}"}
    monkeypatch.setattr("worksheets.batch.manifest.COLUMNS", added)
    store.remove("b.pdf")
    run(store, [(2, "a"), (3, "b")])
    records = manifest_of(store)["records"]
    assert [one.get("ward") for one in records] == ["ward a", "ward b"]


def test_a_full_disk_loses_nothing_that_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, roster = FolderStore(tmp_path / "sheets"), [(row, f"p{row}") for row in range(2, 80)]
    connect = sqlite3.connect

    def connect_full(*arguments: Any, **named: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*arguments, **named)
        database.execute("PRAGMA max_page_count = 8")
        database.execute("PRAGMA synchronous = OFF")
        return database

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_full)
        with pytest.raises(WorksheetError, match="the disk is full"):
            run(store, roster)
    left = len([name for name in store.names() if name.endswith(".pdf")])
    assert left > 5
    assert run(store, roster) <= len(roster) - left + 2
    other = FolderStore(tmp_path / "other")
    run(other, roster)
    assert content(store) == content(other)


def test_a_folder_that_vanishes_is_told(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "sheets")
    with (
        pytest.raises(WorksheetError, match="the folder is gone"),
        open_state(store, resume=False) as state,
    ):
        state.record(make(store, 2, "a"))
        shutil.rmtree(tmp_path / "sheets")
        state.finish()
    assert list(tmp_path.iterdir()) == []


def test_one_batch_at_a_time(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "sheets")
    with open_state(store, resume=False) as state:
        for resume in (True, False):
            assert "another batch is writing here" in refused(store, resume=resume)
        state.record(make(store, 2, "a"))
        state.finish()
        code = (
            "import sys; from worksheets.batch.state import open_state\n"
            "from worksheets.batch.stores import open_store\n"
            "with open_state(open_store(sys.argv[1]), resume=True): pass"
        )
        words = [sys.executable, "-c", code, str(tmp_path / "sheets")]
        done = subprocess.run(words, capture_output=True, text=True)
        assert "another batch is writing here" in done.stderr
    assert run(store, [(2, "a")]) == 0


def test_the_state_is_its_owners(tmp_path: Path) -> None:
    run(FolderStore(tmp_path), ROSTER)
    assert (tmp_path / STATE_NAME).stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == [STATE_NAME]


def test_a_state_elsewhere_is_sent_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_state, "_SEND_EVERY_S", 0.0)
    sent: list[str] = []
    send = remote.RemoteStore._send

    def count(self: remote.RemoteStore, file: Path, path: str) -> None:
        sent.append(path)
        send(self, file, path)

    monkeypatch.setattr(remote.RemoteStore, "_send", count)
    store = open_store("memory://often")
    with open_state(store, resume=False) as state:
        for row in range(2, 5):
            state.record(make(store, row, f"{row}"))
            state.save()
    assert sent == [f"/often/{STATE_NAME}"] * 4
    with open_state(store, resume=True) as state:
        assert state.done("3.pdf", "from one")
    MemoryFileSystem.store.clear()


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


@settings(max_examples=40)
@given(mades)
def test_a_record_survives_and_no_cell_is_a_formula(made: Made) -> None:
    text = to_text(entry_of(made))
    assert "\n" not in text
    assert made_of(json.loads(text)) == made
    assert to_text(json.loads(text)) == text
    table = ",".join(COLUMNS).encode() + b"\n" + to_csv(entry_of(made))
    (row,) = csv.DictReader(io.StringIO(table.decode(), newline=""))
    for name, cell in row.items():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
        if name not in ("row", "status", "problems", "pages"):
            whole = str(getattr(made, name)).encode("utf-8", "backslashreplace").decode()
            assert cell in (whole, f"'{whole}")


def test_zeros_at_the_beginning_are_text() -> None:
    assert b'"000123"' in to_csv(entry_of(Made(2, "000123")))
    assert b'"\'=1+1"' in to_csv(entry_of(Made(2, "=1+1")))


def test_records_take_no_memory(tmp_path: Path) -> None:
    made = Made(0, "", "", 2, "s" * 64, "i" * 64, "handout", "knee", "1.0")

    def peak(rows: int) -> int:
        tracemalloc.start()
        with open_state(FolderStore(tmp_path / f"{rows}"), resume=True) as state:
            for row in range(2, rows):
                state.record(replace(made, row=row, number=f"{row}", file=f"{row}.pdf"))
            state.finish()
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)  # what is made once
    for _ in range(2):  # in a first run, in one that resumes it
        assert peak(1_000) < 1.1 * peak(100)


KILLED = """
import os, signal, sqlite3, sys
from dataclasses import replace
from hashlib import sha256
from worksheets.batch.state import open_state
from worksheets.batch.stores import open_store
from worksheets.batch.task import Made
from worksheets.problems import Kind, Problem

WARNING = Problem("a warning", "Look.", kind=Kind.WARNING)

os.fsync = lambda _: None  # what a kill leaves does not depend on it
connect = sqlite3.connect

def connect_fast(*arguments, **named):
    database = connect(*arguments, **named)
    database.execute("PRAGMA synchronous = OFF")
    return database

sqlite3.connect = connect_fast

def run(folder, rows):
    store = open_store(folder)
    with open_state(store, resume=True) as state:
        print("begun", flush=True)
        for row in range(2, rows):
            name = f"{row:05d}.pdf"
            if row % 7 == 0:
                state.record(Made(row, "", problems=(Problem("wrong", "Correct it."),)))
                continue
            made = state.done(name, "input")
            if made is None:
                data = b"%PDF " + str(row).encode() * 500
                store.write(name, data)
                made = Made(row, str(row), name, 1, sha256(data).hexdigest(), "input",
                            problems=(WARNING,) * (row % 5 == 0))
            state.record(replace(made, row=row))
            if row % 3 == 0:
                state.save()
        state.finish("roster")

def files(folder):
    names = [name for name in os.listdir(folder) if not name.startswith(".worksheets-batch")]
    return {name: open(f"{folder}/{name}", "rb").read() for name in names}
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    """SIGKILL at moments that nobody chose, each run resuming the one before."""
    code = (
        KILLED
        + """
import time
killed = 0
for count in range(11):
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        run(sys.argv[1] + "/killed", 300)
        os._exit(0)
    delay = int(sha256(str(count).encode()).hexdigest(), 16) % 100 / 1000
    if count < 10:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    killed += os.waitpid(child, 0)[1] == signal.SIGKILL
run(sys.argv[1] + "/whole", 300)
assert files(sys.argv[1] + "/killed") == files(sys.argv[1] + "/whole")
print("killed", killed)
"""
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) >= 3, "the runs were over before they could be killed"


@pytest.mark.skipif(sys.platform == "win32", reason="fork is of POSIX")
def test_a_kill_before_any_call_does_no_harm(tmp_path: Path) -> None:
    """A child is killed before its first call that changes a file, the next before its second...

    Calls are those of the system and statements of the database, whose own files are its business.
    """
    code = (
        KILLED
        + """
left = 0
def count_down(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def deadly(call):
    def counted(*arguments, **named):
        count_down()
        return call(*arguments, **named)
    return counted

def traced(*arguments, **named):
    database = connect_fast(*arguments, **named)
    database.set_trace_callback(count_down)
    return database

run(sys.argv[1] + "/whole", 5)
whole, kills = files(sys.argv[1] + "/whole"), 0
for count in range(1, 1000):
    folder = f"{sys.argv[1]}/{count}"
    for again in (False, True):  # killed in a first run, then in the one that resumes it
        child = os.fork()
        if not child:
            left = count
            sqlite3.connect = traced
            for name in ("open", "write", "fsync", "replace", "unlink", "mkdir"):
                setattr(os, name, deadly(getattr(os, name)))
            run(folder, 5)
            os._exit(0)
        died = os.waitpid(child, 0)[1] != 0
        kills += died
    run(folder, 5)
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
    assert int(done.stdout.split()[-1]) > 50
