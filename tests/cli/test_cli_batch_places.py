"""`worksheets batch` among files that are not its own, and what it says when much is wrong."""

import errno
import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_runs import ISSUED, pdf_text, run
from click.testing import Result

from worksheets.batch import merge, opened, proof_sheet
from worksheets.batch.opened import Batch
from worksheets.batch.state import STATE_NAME
from worksheets.batch.stores import FolderStore
from worksheets.batch.tally import Tally, in_row
from worksheets.files import os_problem
from worksheets.problems import Problem, WorksheetError
from worksheets.rosters.files import Spool

HEAD = "MRN,Surname,Given names,Side,Programme,Start date,Cleared by,Cleared on"
MERGED = (".pdf", "-manifest.csv", "-manifest.json", "-proof.pdf")
GOOD = "000123,Finch,Ottoline,left,achilles-rupture,2026-11-25,,"


def roster(path: Path, *rows: str, head: str = HEAD) -> bytes:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((head, *(rows or (GOOD,)))) + "\n", encoding="utf-8")
    return path.read_bytes()


@pytest.mark.parametrize("number", ["proof", "Proof"])
def test_a_patient_whose_number_is_proof_keeps_the_sheet(folder: Path, number: str) -> None:
    roster(folder / "a.csv", f"{number},Finch,Ottoline,left,achilles-rupture,,,")
    assert run("batch", "a.csv", *ISSUED, "-o", "out").exit_code == 0
    (sheet,) = (path for path in (folder / "out").glob("*.pdf") if path.name != "proof.pdf")
    assert "FINCH, Ottoline" in pdf_text(sheet.read_bytes())
    assert sheet.name.startswith(f"{number}~")
    assert "FINCH" not in pdf_text((folder / "out" / "proof.pdf").read_bytes())
    assert "1 of them kept" in run("batch", "a.csv", *ISSUED, "-o", "out", "--resume").stderr


@pytest.mark.parametrize("number", ["manifest", "manifest.csv", "manifest.journal"])
def test_a_patient_whose_number_is_manifest_has_a_file_beside_it(folder: Path, number: str) -> None:
    roster(folder / "a.csv", f"{number},Finch,Ottoline,left,achilles-rupture,,,")
    assert run("batch", "a.csv", *ISSUED, "-o", "out").exit_code == 0
    names = {f"{number}.pdf", "manifest.csv", "manifest.json", "proof.pdf", STATE_NAME}
    assert {path.name for path in (folder / "out").iterdir()} == names
    assert "FINCH, Ottoline" in pdf_text((folder / "out" / f"{number}.pdf").read_bytes())
    assert "1 of them kept" in run("batch", "a.csv", *ISSUED, "-o", "out", "--resume").stderr


@pytest.mark.parametrize("resume", [(), ("--resume",)])
@pytest.mark.parametrize(
    "name", ["manifest.csv", "manifest.journal", "proof.pdf", "PROOF.pdf", "000123.pdf"]
)
def test_a_roster_in_the_folder_is_never_written_over(
    folder: Path, name: str, resume: tuple[str, ...]
) -> None:
    before = roster(folder / "out" / name)
    result = run("batch", f"out/{name}", *ISSUED, "-o", "out", *resume)
    assert result.exit_code == 6
    assert "Rename it, or choose another folder for the sheets." in result.stderr
    assert (folder / "out" / name).read_bytes() == before
    assert [path.name for path in (folder / "out").iterdir()] == [name]


def test_a_proof_sheet_of_somebody_else_is_never_written_over(folder: Path) -> None:
    roster(folder / "a.csv")
    (folder / "out").mkdir()
    (folder / "out" / "proof.pdf").write_text("mine")
    result = run("batch", "a.csv", *ISSUED, "-o", "out")
    assert result.exit_code == 6, result.stderr
    assert (folder / "out" / "proof.pdf").read_text() == "mine"


@pytest.mark.parametrize(
    "name",
    ["p-proof.pdf", "p-manifest.csv", "p-manifest.json", "p.pdf"],
)
def test_files_beside_a_merged_one_are_never_written_over(folder: Path, name: str) -> None:
    roster(folder / "a.csv")
    (folder / name).write_text("mine")
    result = run("batch", "a.csv", *ISSUED, "--merge", "p.pdf")
    assert result.exit_code == 6, result.stderr
    assert (folder / name).read_text() == "mine"
    assert sorted(path.name for path in folder.iterdir()) == sorted(["a.csv", name])


def test_a_roster_beside_a_merged_file_is_never_written_over(folder: Path) -> None:
    before = roster(folder / "p-manifest.csv")
    assert run("batch", "p-manifest.csv", *ISSUED, "--merge", "p.pdf").exit_code == 6
    assert (folder / "p-manifest.csv").read_bytes() == before


def test_a_merged_file_is_made_again_over_its_own_and_never_through_a_link(folder: Path) -> None:
    roster(folder / "a.csv")
    assert run("batch", "a.csv", *ISSUED, "--merge", "p.pdf").exit_code == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "link.pdf").symlink_to("p.pdf")
    refused = run("batch", "a.csv", *ISSUED, "--merge", "link.pdf")
    assert "this is a link to another file" in refused.stderr
    (folder / "link.pdf").unlink()
    (folder / "p.pdf").write_bytes(b"%PDF old")
    assert run("batch", "a.csv", *ISSUED, "--merge", "p.pdf").exit_code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_merged_file_is_written_by_one_run_at_a_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster(folder / "a.csv")
    (folder / "link.pdf").symlink_to("p.pdf")
    seconds: list[Result] = []

    cover_of = proof_sheet.cover_of
    with monkeypatch.context() as patch:

        def meanwhile(batch: Batch, tally: Tally, look: Any) -> Any:
            patch.undo()
            for name in ("p.pdf", "link.pdf", "other.pdf"):
                seconds.append(run("batch", "a.csv", *ISSUED, "--merge", name))
            return cover_of(batch, tally, look)

        patch.setattr(merge, "cover_of", meanwhile)
        first = run("batch", "a.csv", *ISSUED, "--merge", "p.pdf")
    assert first.exit_code == 0, first.stderr
    assert [one.exit_code for one in seconds] == [6, 6, 0]
    assert "p.pdf: another batch is writing here. Wait for it to end" in seconds[0].stderr
    assert "link.pdf: this is a link to another file" in seconds[1].stderr
    made = {path.name for path in folder.iterdir()} - {"a.csv", "link.pdf"}
    assert made == {f"{stem}{end}" for stem in ("p", "other") for end in MERGED}


def test_a_merged_file_can_be_made_after_a_run_that_was_killed(folder: Path) -> None:
    roster(folder / "a.csv")
    state = merge._Beside(folder / "p.pdf")._state
    with sqlite3.connect(state) as database:
        database.execute("CREATE TABLE left (over)")
    assert run("batch", "a.csv", *ISSUED, "--merge", "p.pdf").exit_code == 0
    assert {path.name for path in folder.iterdir()} == {"a.csv", *(f"p{end}" for end in MERGED)}


@pytest.mark.parametrize("name", [".p.pdf", "a:b.pdf", "a\\b.pdf"])
def test_a_name_that_others_cannot_be_made_of_is_refused(folder: Path, name: str) -> None:
    roster(folder / "a.csv")
    result = run("batch", "a.csv", *ISSUED, "--merge", name)
    assert result.exit_code == 6 and "Choose a name like print.pdf." in result.stderr
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


def test_a_pipe_is_no_place_for_a_merged_file(folder: Path) -> None:
    roster(folder / "a.csv")
    os.mkfifo(folder / "pipe")
    result = run("batch", "a.csv", *ISSUED, "--merge", "pipe")
    assert result.exit_code == 6 and "this is not an ordinary file" in result.stderr
    assert stat.S_ISFIFO((folder / "pipe").stat().st_mode)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", ""), "--output: there is nothing where a name should be"),
        (("-o", "memory://sheets"), "--output: this place is in the memory of this command"),
        (("--merge", " "), "--merge: there is nothing where a name should be"),
        (("-o", "a", "--file-name", ""), "--file-name: "),
        (("-o", "a", "--archive", "--fillable"), "--archive: a file is either filled in or kept"),
        (("-o", "a", "--archive", "--protect-with", "MRN"), "--archive: files for the archive"),
    ],
)
def test_options_that_cannot_be_meant(folder: Path, words: tuple[str, ...], said: str) -> None:
    roster(folder / "a.csv")
    result = run("batch", "a.csv", *ISSUED, *words)
    assert result.exit_code == 2 and said in result.stderr
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


def test_a_merged_file_without_a_patient_is_not_said_to_be_written(folder: Path) -> None:
    roster(folder / "a.csv", "000123,Finch,Ottoline,left,achilles-ruptur,,,")
    result = run("batch", "a.csv", *ISSUED, "--merge", "p.pdf")
    assert result.exit_code == 4
    assert "1 row read: 0 would be printed, 1 not printed." in result.stderr
    assert "Nothing was written." in result.stderr and "Wrote" not in result.stderr
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


def test_what_is_wrong_with_a_sheet_is_said_of_the_column(folder: Path) -> None:
    late = "000123,Finch,Ottoline,left,achilles-rupture,,Dr. Roe,2027-01-05"
    roster(folder / "a.csv", late, "000124,愛,Ann,left,achilles-rupture,,,")
    said = run("batch", "a.csv", *ISSUED, "--dry-run").stderr
    assert (
        'warning: a.csv:2: the clearance is later than the date of issue. Check column H ("C'
        in said
    )
    assert 'a.csv:3: column B ("Surname"): 1 character cannot be printed' in said
    assert "--name" not in said and "--cleared-on" not in said


@pytest.mark.parametrize(("at_front", "letter", "kept"), [(True, "I", 1), (False, "H", 2)])
def test_a_kept_row_names_the_columns_of_the_roster_at_hand(
    folder: Path, at_front: bool, letter: str, kept: int
) -> None:
    late = "000123,Finch,Ottoline,left,achilles-rupture,,Dr. Roe,2027-01-05"
    good = "000124,Roe,Ann,left,achilles-rupture,2026-11-25,,"
    roster(folder / "a.csv", late, good)
    first = run("batch", "a.csv", *ISSUED, "-o", "out").stderr
    assert 'Check column H ("Cleared on")' in first
    head, late, good = (
        f"{cell},{line}" if at_front else f"{line},{cell}"
        for cell, line in (("Ward", HEAD), ("7", late), ("8", good))
    )
    roster(folder / "a.csv", late, good, head=head)
    again = run("batch", "a.csv", *ISSUED, "-o", "out", "--resume").stderr
    assert f'Check column {letter} ("Cleared on")' in again
    assert f"{kept} of them kept from an earlier run" in again
    manifest = (folder / "out" / "manifest.csv").read_text()
    assert f"column {letter} (" in manifest and manifest.count("Cleared on") == 1
    assert run("batch", "a.csv", *ISSUED, "-o", "fresh").exit_code == 0
    for path in (folder / "fresh").glob("[!.]*"):
        assert path.read_bytes() == (folder / "out" / path.name).read_bytes()


def test_what_many_rows_share_is_said_once_for_the_rest(folder: Path) -> None:
    wrong = (f"{row:06},Finch{row},Ann,left,achilles-ruptur,,," for row in range(2, 22))
    roster(folder / "a.csv", *wrong, "000099,,,left,achilles-rupture,,,", "Summe,,,,,,,")
    said = run("batch", "a.csv", *ISSUED, "--dry-run").stderr
    assert said.count("there is no such program") == 4
    assert "a.csv: in 17 more rows (5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, …): column E" in said
    assert (
        "22 rows read: 1 would be printed (1 with a warning), 20 not printed, 1 with totals" in said
    )


def test_columns_that_were_not_recognised_are_said_where_one_is_missing(folder: Path) -> None:
    roster(folder / "a.csv", head=HEAD.replace("Programme", "Übungsplan"))
    result = run("batch", "a.csv", *ISSUED, "--dry-run")
    assert result.exit_code == 2
    assert 'not recognised as parts of a sheet: column E ("Übungsplan")' in result.stderr
    assert 'add a column "Program"' in result.stderr


def test_a_torn_row_is_said_to_be_torn_and_nothing_else(folder: Path) -> None:
    roster(folder / "a.csv", GOOD, '000124,"Roe,Ann,left,achilles-rupture,,,')
    result = run("batch", "a.csv", *ISSUED, "--dry-run")
    assert result.exit_code == 9
    assert [line[:9] for line in result.stderr.splitlines()].count("a.csv:3: ") == 1
    assert "the quotation marks of this row do not pair up" in result.stderr
    assert "there is no identifier" not in result.stderr


def test_a_full_disk_for_temporary_files_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    roster(folder / "a.csv")
    monkeypatch.setattr(opened, "judge_rows", full)
    result = run("batch", "a.csv", *ISSUED, "-o", "out")
    assert result.exit_code == 6
    assert "the disk for temporary files is full" in result.stderr


def test_nor_on_a_workbook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))  # type: ignore[union-attr]
    book.active.append(GOOD.split(","))  # type: ignore[union-attr]
    book.save(folder / "a.xlsx")
    monkeypatch.setattr(Spool, "add", full)
    result = run("batch", "a.xlsx", *ISSUED, "-o", "out")
    assert result.exit_code == 6
    assert "the disk for temporary files is full" in result.stderr


@pytest.mark.parametrize("option", ["-o", "--merge"])
def test_a_batch_goes_to_no_other_program(folder: Path, option: str) -> None:
    roster(folder / "a.csv")
    result = run("batch", "a.csv", *ISSUED, option, "-")
    assert result.exit_code == 2
    assert "a batch is several files" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["a.csv"]


def test_who_ran_into_a_full_disk_is_told_how_to_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = FolderStore.write

    def full(self: FolderStore, name: str, data: bytes) -> None:
        if name.endswith(".pdf"):
            raise WorksheetError([os_problem(folder, OSError(errno.ENOSPC, "full"))])
        write(self, name, data)

    roster(folder / "a.csv")
    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "write", full)
        result = run("batch", "a.csv", *ISSUED, "-o", "out")
    assert result.exit_code == 6
    assert "Delete something, or choose another disk. To go on then, add --resume." in result.stderr
    assert run("batch", "a.csv", *ISSUED, "-o", "out", "--resume").exit_code == 0


def test_a_change_that_can_be_none_is_told_once_before_anything_is_made(folder: Path) -> None:
    roster(folder / "a.csv", GOOD, GOOD.replace("000123", "000124"))
    changes = ("--set", "heel-raise.reps", "--set", "name=Ann")
    result = run("batch", "a.csv", *ISSUED, "-o", "out", *changes)
    assert result.exit_code == 2
    assert result.stderr.count("there is no = between the name and the value") == 1
    assert result.stderr.count("--set changes doses only") == 1
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("head", "cells", "hint"),
    [
        (
            "Start date",
            "2026-12-07",
            'Add a column "Injury date" with the date, or leave column D ("Start date") empty.',
        ),
        (
            "Start date,Date of injury",
            "2026-12-07,",
            'Fill in column E ("Date of injury") with the date, or leave column D ("Start date") '
            "empty.",
        ),
        (
            "Clinician",
            "Patel",
            'Add a column "Start date" and add a column "Injury date".',
        ),
        (
            "Start date",
            "",
            'Fill in column D ("Start date") and add a column "Injury date".',
        ),
        ("Injury date", "2026-10-01", 'the sheet is for. Add a column "Start date".'),
        (
            "Start date,Date of injury",
            "2026-12-07,2026-12-01",
            "a.csv:2: no exercise is due in week 1. Check the dates from which the program counts,",
        ),
    ],
)
def test_hints_name_columns_and_no_options_that_a_batch_has_not(
    folder: Path, head: str, cells: str, hint: str
) -> None:
    row = f"000123,Finch,achilles-rupture-weeks-9-16,{cells}"
    roster(folder / "a.csv", row, head=f"MRN,Surname,Programme,{head}")
    result = run("batch", "a.csv", *ISSUED, "--dry-run")
    assert hint in result.stderr


def test_where_files_lie_is_not_told() -> None:
    said = Problem("the rounds have no parts", "Add one.", "/opt/data/programs/a.yaml", 32, 11)
    problem = in_row(said, "a.csv", 2, {})
    assert str(problem) == "a.csv:2: a.yaml:32:11: the rounds have no parts. Add one."


def test_a_gate_is_opened_for_one_patient_alone() -> None:
    said = Problem("too early", 'Begin later, or say why with --override "reason" --by NAME.', "x")
    problem = in_row(said, "a.csv", 2, {})
    assert problem.hint == "Begin later, or make this sheet alone: handout --override."
