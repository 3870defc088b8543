"""The proof sheet: a cover, a line for each patient; the same with one process and with two."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

import page as validation
import pypdf
import pytest

from worksheets.batch.opened import Batch, open_batch
from worksheets.batch.proof_sheet import write_proof
from worksheets.batch.run import BatchCallbacks, make_folder
from worksheets.batch.state import STATE_NAME
from worksheets.batch.task import NO_PATIENTS, Job, Made, Setting
from worksheets.problems import Kind, Problem

WARNING = Problem("the sheet needs 2 pages", "Use fewer exercises.", kind=Kind.WARNING)


@contextmanager
def opened(folder: Path, rows: int, jobs: int = 1) -> Iterator[Batch]:
    """Every seventh row has no program that there is, and every eleventh is blank."""
    lines = ["MRN,Name,Side,Program"]
    for row in range(rows):
        program = "achilles-rupture" if row % 7 else "no-such-program"
        lines.append(f"{row:04},FAMILY{row} Given,left,{program}" if row % 11 else ",,,")
    path = folder / "roster.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with open_batch(Job(path, Setting(date(2026, 12, 7)), jobs=jobs)) as batch:
        yield batch


def test_every_patient_has_a_line_in_the_order_of_the_rows(tmp_path: Path) -> None:
    with opened(tmp_path, 130) as batch:
        tally, rows = batch.tally(), list[Made]()
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
        file = BytesIO()
        write_proof(file, batch, tally, iter(rows))
    profile = validation.ValidationProfile.PDF_UA_1
    report = validation.validate_pdf_bytes(file.getvalue(), profile=profile)
    assert list(report.failures) == []
    reader = pypdf.PdfReader(file, strict=True)
    cover, *pages = (page.extract_text() for page in reader.pages)
    assert f"{tally.printed}" in cover and "Signature" not in cover
    said = "\n".join(pages)
    assert len(pages) > 3
    places = [said.index(made.number) for made in rows if made.number]
    assert places == sorted(places)
    assert said.count(WARNING.message) == sum(WARNING in made.problems for made in rows) > 0
    assert "F G" in said and "FAMILY" not in said  # initials, and no more


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != STATE_NAME}


def test_a_run_with_two_processes_writes_what_one_writes(tmp_path: Path) -> None:
    for jobs in (1, 2):
        with opened(tmp_path, 40, jobs) as batch:
            target = f"{tmp_path}/{jobs}"
            tally = make_folder(batch, target, BatchCallbacks(), resume=False, marks=False)
            assert tally.counts["error"] > 0 and tally.printed > 20
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


class Failing(BatchCallbacks):
    """Leaves half a file as a worker that is killed does, and then fails, if it is to."""

    def __init__(self, half: Path, fails: bool) -> None:
        self._half, self._fails = half, fails

    def advance(self, count: int) -> None:
        self._half.write_bytes(b"%PDF")
        if self._fails:
            raise RuntimeError


def test_a_run_that_stops_leaves_no_account_of_what_was_there_before(tmp_path: Path) -> None:
    out, half = tmp_path / "out", tmp_path / "out" / f".worksheets-{'0' * 16}.part"
    ends = {"proof.pdf", "manifest.csv", "manifest.json"}
    with opened(tmp_path, 6) as batch:
        make_folder(batch, str(out), Failing(half, fails=False), resume=False, marks=False)
        assert ends <= contents(out).keys()
        assert not half.exists()
        with pytest.raises(RuntimeError):
            make_folder(batch, str(out), Failing(half, fails=True), resume=True, marks=True)
        assert not ends & contents(out).keys()
        make_folder(batch, str(out), BatchCallbacks(), resume=True, marks=True)
        assert ends <= contents(out).keys()


class Deleting(BatchCallbacks):
    """Deletes a file as soon as some sheets are made."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def advance(self, count: int) -> None:
        self._file.unlink(missing_ok=True)


def test_a_file_that_was_deleted_meanwhile_has_no_box_to_tick(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with opened(tmp_path, 6) as batch:
        make_folder(batch, str(out), Deleting(out / "0001.pdf"), resume=False, marks=False)
    reader = pypdf.PdfReader(out / "proof.pdf")
    said = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert said.count("the file was deleted or moved while the batch ran") == 1
