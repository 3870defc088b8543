"""The proof sheet: the same page by page, whether it is drawn at the end or while others work."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import page as validation
import pypdf
import pytest

from worksheets.batch import proof_sheet
from worksheets.batch.opened import NO_PATIENTS, Batch, Job, open_batch
from worksheets.batch.proof_sheet import EarlyProof, open_early_proof, write_proof
from worksheets.batch.run import Watch, make_folder
from worksheets.batch.tally import Tally
from worksheets.batch.task import Made, Setting
from worksheets.problems import Kind, Problem

ROWS = 130
WARNING = Problem("the sheet needs 2 pages", "Use fewer exercises.", kind=Kind.WARNING)


def write_roster(folder: Path) -> Path:
    """Every seventh row has no program that there is, and every eleventh is blank."""
    lines = ["MRN,Name,Side,Program"]
    for row in range(ROWS):
        program = "achilles-rupture" if row % 7 else "no-such-program"
        lines.append(f"{row:04},FAMILY{row} Given,left,{program}" if row % 11 else ",,,")
    path = folder / "roster.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def opened(folder: Path, jobs: int = 2) -> Iterator[Batch]:
    with open_batch(Job(write_roster(folder), Setting(date(2026, 12, 7)), jobs=jobs)) as batch:
        yield batch


class Done(NamedTuple):
    """A batch that is done: its account, and a record for each patient."""

    tally: Tally
    rows: tuple[Made, ...]


def done_of(batch: Batch) -> Done:
    """What became of the rows, without having made a sheet."""
    tally, rows = batch.tally(), []
    for verdict in batch.judged:
        if verdict.status in NO_PATIENTS:
            continue
        made = Made(verdict.row, "", problems=verdict.problems)
        if verdict.task is not None:
            problems = (WARNING,) if verdict.row % 5 == 0 else ()
            number = verdict.task.number
            made = Made(verdict.row, number, f"{number}.pdf", 1, "digest", problems=problems)
        tally.add(made)
        rows.append(made)
    return Done(tally, tuple(rows))


def late(batch: Batch, done: Done) -> bytes:
    file = BytesIO()
    write_proof(file, batch, done.tally, iter(done.rows))
    return file.getvalue()


def told_early(proof: EarlyProof, batch: Batch, rows: tuple[Made, ...], seed: int) -> None:
    """Tell of rows as a run does: refused ones as they are passed, the others in any order."""
    moments, flying = random.Random(seed), list[Made]()
    of_row = {made.row: made for made in rows}
    for verdict in batch.judged:
        if verdict.task is None:
            if verdict.row in of_row:
                proof.add(of_row[verdict.row])
            continue
        proof.expect(verdict.task)
        flying.append(of_row[verdict.row])
        while flying and moments.random() < 0.5:
            proof.add(flying.pop(moments.randrange(len(flying))))
    for made in flying:
        proof.add(made)


@pytest.mark.parametrize("seed", range(3))
def test_rows_may_be_done_in_any_order(tmp_path: Path, seed: int) -> None:
    with opened(tmp_path) as batch:
        done = done_of(batch)
        early = BytesIO()
        proof = EarlyProof(BytesIO(), batch)
        told_early(proof, batch, done.rows, seed)
        assert proof.is_whole
        proof.write(early, done.tally)
        assert early.getvalue() == late(batch, done)
        profile = validation.ValidationProfile.PDF_UA_1
        report = validation.validate_pdf_bytes(early.getvalue(), profile=profile)
        assert list(report.failures) == []
        reader = pypdf.PdfReader(BytesIO(early.getvalue()), strict=True)
        cover, *pages = (page.extract_text() for page in reader.pages)
    assert f"{done.tally.printed}" in cover and "Signature" not in cover
    said = "\n".join(pages)
    assert len(pages) > 3
    places = [said.index(made.number) for made in done.rows if made.number]
    assert places == sorted(places)
    assert said.count(WARNING.message) == sum(WARNING in made.problems for made in done.rows) > 0


def test_memory_does_not_grow_with_the_rows_that_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_sheet, "_MOST_WAITING", 20)
    with opened(tmp_path) as batch:
        done = done_of(batch)
        proof = EarlyProof(BytesIO(), batch)
        tasks = [verdict.task for verdict in batch.judged if verdict.task]
        proof.expect(tasks[0])
        for task in tasks[1:]:
            proof.expect(task)
            assert len(proof._waiting) <= 20
        for made in done.rows:
            proof.add(made)
        assert not proof.is_whole


def test_one_process_has_no_time_to_draw_early(tmp_path: Path) -> None:
    with opened(tmp_path, jobs=1) as batch, open_early_proof(batch) as proof:
        assert proof is None


class Deleting(Watch):
    """Deletes a file as soon as some sheets are made."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def advance(self, count: int) -> None:
        self._file.unlink(missing_ok=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("waiting", [1, 4096])
def test_a_run_with_two_processes_writes_what_one_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waiting: int
) -> None:
    """Where rows wait too long, the proof sheet is drawn at the end."""
    monkeypatch.setattr(proof_sheet, "_MOST_WAITING", waiting)
    for jobs in (1, 2):
        with opened(tmp_path, jobs) as batch:
            tally = make_folder(batch, f"{tmp_path}/{jobs}", Watch(), resume=False, marks=False)
            assert tally.counts["error"] > 0 and tally.printed > 60
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


class Failing(Watch):
    """Leaves half a file as a worker that is killed does, and then fails, if it is to."""

    def __init__(self, half: Path, fails: bool) -> None:
        self._half, self._fails = half, fails

    def advance(self, count: int) -> None:
        self._half.write_bytes(b"%PDF")
        if self._fails:
            raise RuntimeError


def test_no_proof_sheet_is_left_of_what_was_there_before_a_run_that_stops(tmp_path: Path) -> None:
    out, half = tmp_path / "out", tmp_path / "out" / f".worksheets-{'0' * 16}.part"
    with opened(tmp_path, 1) as batch:
        make_folder(batch, str(out), Failing(half, fails=False), resume=False, marks=False)
        assert (out / "proof.pdf").exists()
        assert not half.exists()
        with pytest.raises(RuntimeError):
            make_folder(batch, str(out), Failing(half, fails=True), resume=True, marks=True)
        assert not (out / "proof.pdf").exists()
        make_folder(batch, str(out), Watch(), resume=True, marks=True)
        assert (out / "proof.pdf").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_was_deleted_meanwhile_has_no_box_to_tick(tmp_path: Path, jobs: int) -> None:
    out = tmp_path / "out"
    with opened(tmp_path, jobs) as batch:
        make_folder(batch, str(out), Deleting(out / "0001.pdf"), resume=False, marks=False)
    reader = pypdf.PdfReader(out / "proof.pdf")
    said = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert said.count("the file was deleted or moved while the batch ran") == 1
