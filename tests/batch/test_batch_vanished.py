"""Files that somebody deletes while a batch runs."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from worksheets.batch.ledger import Ledger
from worksheets.batch.opened import Job
from worksheets.batch.run import with_way_on
from worksheets.batch.stores import FolderStore, open_store
from worksheets.batch.task import Made, Setting
from worksheets.batch.written import Written
from worksheets.problems import Kind, Problem


@pytest.mark.parametrize("place", ["folder", "memory"])
def test_files_that_are_gone_are_found(tmp_path: Path, place: str) -> None:
    store = open_store(str(tmp_path / "out") if place == "folder" else f"memory://{tmp_path.name}")
    try:
        for resume in (False, True):  # of the second run, all are in the records of the first
            with Ledger.open(store, resume=resume) as ledger:
                for row, name in enumerate("abcd", 2):
                    store.write(f"{name}.pdf", b"%PDF")
                    digest = sha256(b"%PDF").hexdigest()
                    ledger.record(Made(row, name, f"{name}.pdf", 1, digest, "same"))
                ledger.record(Made(9, "e"))
                assert list(ledger.missing()) == []
                for name in "ac":
                    store.remove(f"{name}.pdf")
                assert [(made.row, made.file) for made in ledger.missing()] == [
                    (2, "a.pdf"),
                    (4, "c.pdf"),
                ]
                ledger.finish()
    finally:
        MemoryFileSystem.store.clear()


def test_a_disk_may_list_a_name_in_another_spelling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path / "out")
    with Ledger.open(store, resume=False) as ledger:
        store.write("a.pdf", b"%PDF")
        ledger.record(Made(2, "a", "a.pdf"))
        monkeypatch.setattr(FolderStore, "names", lambda _: iter(["A.PDF"]))
        assert list(ledger.missing()) == []


def test_a_row_whose_file_was_taken_back_misses_none() -> None:
    written = Written()
    written.note(2, "a.pdf")
    written.note(3, "b.pdf")
    written.note(2, "")
    assert list(written.missing(list)) == [3]
    assert list(written.missing(lambda: ["b.pdf"])) == []
    assert list(written.missing(lambda: ["c.pdf", "b.pdf"])) == []


@pytest.mark.parametrize(
    ("dask", "hint"),
    [
        (None, "Put it back. To go on then, add --resume."),
        (
            "tcp://host:8786",
            "Put it back. All machines of the cluster need it at the same path. To go on then, add "
            "--resume.",
        ),
    ],
)
def test_a_folder_may_be_gone_on_one_machine_of_a_cluster_only(dask: str | None, hint: str) -> None:
    job = Job(Path("a.csv"), Setting(date(2026, 12, 7)), dask=dask)
    gone = Problem("the folder is gone", "Put it back.", "out", kind=Kind.OUTPUT)
    other = Problem("wrong", "Correct it.", "a.csv")
    assert [one.hint for one in with_way_on(job, [gone, other])] == [hint, "Correct it."]
