"""`worksheets batch`: from a roster to sheets, manifests, a merged file; what it refuses."""

import csv
import json
import os
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cli_runs import ISSUED, PROGRAM, on_terminal, pdf_text, run
from click.testing import Result
from pypdf import PdfReader

from worksheets.batch.state import STATE_NAME
from worksheets.batch.stores import FolderStore

HEAD = "MRN,Surname,Given names,DOB,Side,Programme,Start date,heel-raise.reps"
ROWS = (
    "000123,O'Connor,Siobhán,14/03/1980,left,achilles-rupture,25/11/2026,12",
    "000124,Müller,Jörg,21/02/1975,R,Achilles-rupture,26/11/2026,",
    "000125,Zabrowska,Quilla,22/02/1975,both,achilles-rupture,26/11/2026,15",
)
PRIVATE = ("Connor", "Siobh", "1980", "000123", "Zabrowska", "Quilla", "000125")


def roster(folder: Path, *rows: str, name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEAD, *(rows or ROWS))) + "\n", encoding="utf-8")
    return path


def many(count: int) -> list[str]:
    return [
        f"{row:06},Family{row},Given{row},14/03/19{row % 90 + 10},left,achilles-rupture,"
        f"25/11/2026,{8 + row % 15}"
        for row in range(1, count + 1)
    ]


def batch(*words: str) -> Result:
    return run("batch", "roster.csv", *ISSUED, *words)


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder but its state, with the digest of its bytes."""
    files = sorted(path for path in folder.iterdir() if path.name != STATE_NAME)
    assert files
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def after_writing(patch: pytest.MonkeyPatch, count: int, act: Callable[[], object]) -> None:
    """Do something once, as soon as so many documents are written."""
    write, written = FolderStore.write, [0]

    def counted(self: FolderStore, name: str, data: bytes) -> None:
        write(self, name, data)
        written[0] += name.endswith(".pdf")
        if name.endswith(".pdf") and written[0] == count:
            act()

    patch.setattr(FolderStore, "write", counted)


def test_each_patient_gets_a_sheet_and_the_manifest_accounts_for_it(folder: Path) -> None:
    roster(folder)
    result = batch("-o", "sheets")
    assert result.exit_code == 0, result.stderr
    assert "3 rows read: 3 printed" in result.stderr
    sheets = folder / "sheets"
    assert sorted(path.name for path in sheets.iterdir()) == [
        STATE_NAME,
        "000123.pdf",
        "000124.pdf",
        "000125.pdf",
        "manifest.csv",
        "manifest.json",
        "proof.pdf",
    ]
    assert stat.S_IMODE(sheets.stat().st_mode) == 0o700
    for record, mrn in zip(
        records(sheets / "manifest.csv"), ("000123", "000124", "000125"), strict=True
    ):
        assert (record["number"], record["file"]) == (mrn, f"{mrn}.pdf")
        data = (sheets / record["file"]).read_bytes()
        assert record["sha256"] == sha256(data).hexdigest()
        assert int(record["pages"]) == len(PdfReader(sheets / record["file"]).pages)
        assert stat.S_IMODE((sheets / record["file"]).stat().st_mode) == 0o600
    text = pdf_text((sheets / "000123.pdf").read_bytes())
    for said in ("O'CONNOR, Siobhán", "000123", "25 November 2026", "12 times"):
        assert said in text
    assert json.loads((sheets / "manifest.json").read_text(encoding="utf-8"))


def test_a_sheet_of_a_batch_is_the_sheet_of_the_command_for_one(folder: Path) -> None:
    roster(folder)
    batch("-o", "sheets")
    words = ("--name", "MÜLLER, Jörg", "--id", "000124", "--side", "right")
    alone = run(
        "handout", "achilles-rupture", *ISSUED, *words, "--start", "2026-11-26", "-o", "one.pdf"
    )
    assert alone.exit_code == 0, alone.stderr
    assert (folder / "one.pdf").read_bytes() == (folder / "sheets" / "000124.pdf").read_bytes()


def test_one_bad_row_never_stops_the_rest_and_no_message_names_a_patient(folder: Path) -> None:
    bad = (
        "000126,Finch,Ottoline,14/03/1980,left,achilles-ruptur,25/11/2026,",
        "000127,Finch,Ottilie,15/03/1980,left,achilles-rupture,25/11/2026,ten",
        ",,,,,,,",
        HEAD,
        "Total,,,,,,,",
    )
    roster(folder, *ROWS, *bad)
    result = batch("-o", "sheets")
    assert result.exit_code == 9
    said = result.stderr
    assert "8 rows read: 3 printed, 2 not printed, 1 blank, 1 with column names again" in said
    assert "1 with totals" in said
    assert "roster.csv:5: " in said and 'Did you mean "achilles-rupture"' in said
    assert "roster.csv:6: " in said and "heel-raise.reps" in said
    for word in (*PRIVATE, "Finch", "Ottoline", "000126", "000127", "ten"):
        assert word not in said.replace("column names", "").replace("written", ""), word
    assert len(list((folder / "sheets").glob("0*.pdf"))) == 3
    status = [record["status"] for record in records(folder / "sheets" / "manifest.csv")]
    assert status == ["ok", "ok", "ok", "error", "error"]


def test_a_dry_run_finds_the_same_problems_and_writes_nothing(folder: Path) -> None:
    roster(folder, *ROWS, "000127,Finch,Ottilie,15/03/1980,left,achilles-rupture,25/11/2026,ten")
    dry = batch("--dry-run", "-o", "sheets")
    assert [path.name for path in folder.iterdir()] == ["roster.csv"]
    made = batch("-o", "sheets")
    assert dry.exit_code == made.exit_code == 9
    problems = [line for line in made.stderr.splitlines() if line.startswith("roster.csv:")]
    assert problems
    assert [line for line in dry.stderr.splitlines() if line.startswith("roster.csv:")] == problems
    assert "4 rows read: 3 would be printed, 1 not printed." in dry.stderr


def test_a_corrected_roster_makes_only_what_is_missing_or_changed(folder: Path) -> None:
    roster(folder, *ROWS, "000127,Finch,Ottilie,15/03/1980,left,achilles-rupture,25/11/2026,ten")
    batch("-o", "sheets")
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "sheets").glob("0*.pdf")}
    changed = ROWS[2].replace("15", "20")
    extra = "000127,Finch,Ottilie,15/03/1980,left,achilles-rupture,25/11/2026,10"
    roster(folder, extra, *ROWS[:2], changed)  # rows have moved as well
    again = batch("-o", "sheets", "--resume")
    assert again.exit_code == 0, again.stderr
    assert "2 of them kept from an earlier run" in again.stderr
    after = {path.name: path.stat().st_mtime_ns for path in (folder / "sheets").glob("0*.pdf")}
    touched = {name for name in after if after[name] != before.get(name)}
    assert touched == {"000125.pdf", "000127.pdf"}
    assert run("batch", "roster.csv", *ISSUED, "-o", "fresh").exit_code == 0
    assert contents(folder / "sheets") == contents(folder / "fresh")


def test_a_sheet_that_nobody_asks_for_any_more_is_told_and_kept(folder: Path) -> None:
    roster(folder)
    batch("-o", "sheets")
    roster(folder, *ROWS[:2])
    again = batch("-o", "sheets", "--resume")
    assert "1 file of an earlier run" in again.stderr
    assert (folder / "sheets" / "000125.pdf").exists()
    last = records(folder / "sheets" / "manifest.csv")[-1]
    assert (last["status"], last["file"]) == ("outdated", "000125.pdf")


def test_a_merged_file_of_very_many_patients_is_followed_by_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster(folder, *many(4), "000126,Finch,Ottoline,14/03/1980,left,achilles-ruptur,25/11/2026,")
    monkeypatch.setattr("worksheets.batch.merge.MAX_PATIENTS", 2)
    (folder / "print-3.pdf").write_bytes(b"%PDF old")
    result = batch("--merge", "print.pdf")
    assert result.exit_code == 9
    assert "Wrote print.pdf and 1 file after it: 4 sheets" in result.stderr
    assert "print-3.pdf: this file is of an earlier run. Take it out before" in result.stderr
    first, second = (PdfReader(name, strict=True) for name in ("print.pdf", "print-2.pdf"))
    assert (len(first.pages), len(second.pages)) == (1 + 2, 2)
    assert "/StructTreeRoot" not in first.root_object
    assert "3 / 4" in second.pages[0].extract_text()
    assert "FAMILY4" in second.pages[1].extract_text()
    files = [record["file"] for record in records(folder / "print-manifest.csv")]
    assert files == ["print.pdf", "print.pdf", "print-2.pdf", "print-2.pdf", ""]
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("duplex", [False, True])
def test_a_merged_file_gives_each_patient_a_front_side_and_a_bookmark(
    duplex: bool, folder: Path
) -> None:
    roster(folder)
    result = batch("--merge", "print.pdf", *(["--duplex"] if duplex else []))
    assert result.exit_code == 0, result.stderr
    reader = PdfReader(folder / "print.pdf", strict=True)
    texts = [page.extract_text() for page in reader.pages]
    firsts = [
        next(n for n, text in enumerate(texts) if n and f"{place} / 3" in text)
        for place in (1, 2, 3)
    ]
    assert firsts == sorted(set(firsts))
    if duplex:
        assert all(first % 2 == 0 for first in firsts)
        assert not texts[1].strip()  # the back of the cover
    places = [
        reader.get_destination_page_number(one)
        for one in reader.outline
        if not isinstance(one, list)
    ]
    assert places[-3:] == firsts
    assert all("page 1 of" in texts[first] for first in firsts)
    assert [record["file"] for record in records(folder / "print-manifest.csv")] == [
        "print.pdf"
    ] * 3
    proof = pdf_text((folder / "print-proof.pdf").read_bytes())
    for mrn in ("000123", "000124", "000125"):
        assert mrn in proof
    assert "Zabrowska".upper() not in proof.upper()


def test_a_killed_run_goes_on_to_the_same_end(folder: Path) -> None:
    roster(folder, *many(60))
    assert batch("-o", "whole").exit_code == 0
    command = [*PROGRAM, "batch", "roster.csv", *ISSUED, "-o", "killed", "--resume", "--quiet"]
    kills = 0
    for wanted in (5, 31):
        with subprocess.Popen(command, cwd=folder) as running:
            while running.poll() is None:
                if len(list((folder / "killed").glob("*.pdf"))) >= wanted:
                    running.send_signal(signal.SIGKILL)
                    kills += 1
                    break
                time.sleep(0.002)
    assert kills
    assert batch("-o", "killed", "--resume").exit_code == 0
    assert contents(folder / "killed") == contents(folder / "whole")


def test_a_wrong_dose_is_refused_for_its_row_alone_in_a_resumed_run_too(folder: Path) -> None:
    wrong = "000126,Finch,Ottoline,14/03/1980,left,achilles-rupture,25/11/2026,7/x"
    later = "000127,Finch,Ottilie,15/03/1980,left,achilles-rupture,25/11/2026,9"
    roster(folder, *ROWS, wrong)
    assert batch("-o", "sheets").exit_code == 9
    roster(folder, *ROWS, wrong, later)
    result = batch("-o", "sheets", "--resume")
    assert result.exit_code == 9
    assert 'roster.csv:5: column H ("heel-raise.reps"): ' in result.stderr
    assert "4 printed, 1 not printed" in result.stderr and "3 of them kept" in result.stderr
    assert (folder / "sheets" / "000127.pdf").exists()


def test_ctrl_c_stops_cleanly_and_the_manifest_is_true(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster(folder, *many(20))
    with monkeypatch.context() as patch:
        after_writing(patch, 3, lambda: os.kill(os.getpid(), signal.SIGINT))
        result = batch("-o", "sheets")
    sheets = folder / "sheets"
    assert result.exit_code == 130
    assert "not reached" in result.stderr and "--resume" in result.stderr
    rows = records(sheets / "manifest.csv")
    assert 3 <= len(rows) < 20
    assert {row["file"] for row in rows} == {path.name for path in sheets.glob("0*.pdf")}
    for row in rows:
        assert row["sha256"] == sha256((sheets / row["file"]).read_bytes()).hexdigest()
    assert json.loads((sheets / "manifest.json").read_text())["batch"]["complete"] is False
    assert not (sheets / "proof.pdf").exists()


def test_a_terminal_shows_a_bar_and_a_log_a_line_for_every_thousand(folder: Path) -> None:
    roster(folder)
    shown = on_terminal("batch", "roster.csv", *ISSUED, "-o", "sheets", cwd=folder)
    assert shown.code == 0
    assert "Making" in shown.out and "3/3" in shown.out.replace(" ", "")
    assert "Making" not in batch("-o", "other").stderr
    quiet = batch("-o", "third", "--quiet").stderr  # problems only
    assert all(line.startswith("warning: ") for line in quiet.splitlines())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Add -o FOLDER, --merge FILE or --dry-run."),
        (("-o", "a", "--merge", "b.pdf"), 2, "there are two places to write to"),
        (("--merge", "b.pdf", "--resume"), 2, "this does not go with --merge"),
        (("-o", "a", "--duplex"), 2, "this is for one file with all sheets"),
        (("-o", "a", "--jobs", "two"), 2, "--jobs: this is not a whole number"),
        (("-o", "a", "--window", "dl"), 2, "Write din5008, uk or us."),
        (("-o", "a", "--window", "uk", "--initials-only"), 2, "an address needs the whole name"),
        (("-o", "a", "--dates", "dmy"), 2, "--dates: this is not an order of dates"),
        (("-o", "roster.csv"), 6, "this is a file, not a folder"),
        (("-o", "no/where/a"), 6, "the folder around it does not exist"),
        (("--merge", "roster.csv"), 6, "roster.csv"),
        (("-o", "a", "--protect-with", "secret"), 2, "--protect-with"),
        (("-o", "a", "--file-name", "{name}"), 2, "--file-name"),
        (("-o", "a", "--clinic", "none.yaml"), 5, "none.yaml"),
    ],
)
def test_misuse_is_told_with_the_way_out(
    words: tuple[str, ...], code: int, said: str, folder: Path
) -> None:
    path = roster(folder)
    before = path.read_bytes()
    result = batch(*words)
    assert result.exit_code == code, result.stderr
    assert said in result.stderr
    assert path.read_bytes() == before
    assert [one.name for one in folder.iterdir()] == ["roster.csv"]


def test_a_roster_that_changes_meanwhile_is_printed_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = roster(folder, *many(9))
    after_writing(monkeypatch, 2, lambda: path.write_text(HEAD + "\n", encoding="utf-8"))
    result = batch("-o", "sheets")
    assert result.exit_code == 0
    assert "the roster was changed while it was worked through" in result.stderr
    assert len(list((folder / "sheets").glob("0*.pdf"))) == 9
