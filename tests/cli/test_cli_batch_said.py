"""What a batch says to the people at the front desk: on the proof sheet, and in messages."""

import json
import os
import shutil
import signal
from pathlib import Path

import pytest
from cli_runs import ISSUED, pdf_text, run

from worksheets.batch.stores import FolderStore

HEAD = "MRN,Surname,Side,Programme"
ROW = "000123,Finch,left,achilles-rupture"


def roster(path: Path, *rows: str, head: str = HEAD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((head, *(rows or (ROW,)))) + "\n", encoding="utf-8")


@pytest.mark.parametrize("words", [("-o", "out"), ("--merge", "out/print.pdf")])
def test_staff_read_the_name_of_the_roster_and_not_where_it_lies(
    folder: Path, words: tuple[str, ...]
) -> None:
    roster(folder / "ward-7" / "monday.csv")
    (folder / "out").mkdir()
    for path in ("ward-7/monday.csv", str(folder / "ward-7" / "monday.csv")):
        again = ("--resume",) if "-o" in words else ()
        assert run("batch", path, *ISSUED, *words, *again).exit_code == 0
        for pdf in (folder / "out").glob("p*.pdf"):
            text = pdf_text(pdf.read_bytes())
            assert "monday.csv" in text
            assert "ward-7" not in text


@pytest.mark.parametrize("keeping", [False, True])
def test_a_sheet_that_is_deleted_meanwhile_is_not_counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, keeping: bool
) -> None:
    names = {"000101": "Finch", "000102": "Heron", "000103": "Lark"}
    rows = [f"{number},{name},left,achilles-rupture" for number, name in names.items()]
    roster(folder / "a.csv", *rows)
    words = ("batch", "a.csv", *ISSUED, "-o", "out", "--resume")
    if keeping:
        run(*words)
        (folder / "out" / "000103.pdf").unlink()
    write = FolderStore.write

    def deleting(self: FolderStore, name: str, data: bytes) -> None:
        write(self, name, data)
        if name == "000103.pdf":
            (folder / "out" / "000101.pdf").unlink()

    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "write", deleting)
        result = run(*words)
    assert result.exit_code == 9
    assert "a.csv:2: the file was deleted or moved while the batch ran. Leave the" in result.stderr
    assert "3 rows read: 2 printed (2 with a warning), 1 not printed." in result.stderr
    assert "2 sheets, 2 pages." in result.stderr
    manifest = (folder / "out" / "manifest.csv").read_text("utf-8")
    assert "000101.pdf" not in manifest and "000102.pdf" in manifest
    again = run(*words)
    assert again.exit_code == 0
    assert "3 printed" in again.stderr and "2 of them kept" in again.stderr


def test_a_folder_that_vanishes_is_gone_and_nobody_is_told_to_create_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster(folder / "a.csv")
    write = FolderStore.write

    def deleting(self: FolderStore, name: str, data: bytes) -> None:
        if name.endswith(".pdf"):
            shutil.rmtree(folder / "out")
        write(self, name, data)

    monkeypatch.setattr(FolderStore, "write", deleting)
    result = run("batch", "a.csv", *ISSUED, "-o", "out")
    assert result.exit_code == 6
    assert result.stderr.startswith("out: the folder is gone: it was deleted, moved or renamed")
    assert "To go on then, add --resume." in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Stopped at once. What was written can be kept; to go on, add --resume.\n"),
        (("--quiet",), ""),
    ],
)
def test_a_second_ctrl_c_ends_the_run_at_once_and_says_how_to_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    roster(folder / "a.csv")
    write = FolderStore.write

    def interrupted(self: FolderStore, name: str, data: bytes) -> None:
        write(self, name, data)
        if name == "000123.pdf":
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "write", interrupted)
        result = run("batch", "a.csv", *ISSUED, "-o", "out", *words)
    assert (result.exit_code, result.stderr) == (130, said)
    assert run("batch", "a.csv", *ISSUED, "-o", "out", "--resume").exit_code == 0


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        (("-o", "out"), ["make the sheets (1)", "write the manifest", "write the proof sheet"]),
        (("--dry-run",), ["check the sheets (1)"]),
        (
            ("--merge", "print.pdf"),
            [
                "check the sheets (1)",
                "make one file of the sheets (1)",
                "write the manifest and the proof sheet",
            ],
        ),
    ],
)
def test_the_steps_are_told_when_asked_for(
    folder: Path, words: tuple[str, ...], steps: list[str]
) -> None:
    roster(folder / "a.csv")
    said = run("batch", "a.csv", *ISSUED, *words, "-v", "--quiet").stderr.splitlines()
    wanted = ["read the roster", "judge the rows (1)", *steps]
    assert [line for line in said if line in wanted] == wanted
    assert not any("Finch" in line or "000123" in line for line in said)


def test_a_name_that_is_too_long_for_files_beside_it_is_that_of_the_file(folder: Path) -> None:
    roster(folder / "a.csv")
    (folder / "out").mkdir()
    name = "p" * 245 + ".pdf"
    result = run("batch", "a.csv", *ISSUED, "--merge", f"out/{name}")
    assert result.exit_code == 6
    assert result.stderr == (
        f"{name}: the name is too long once -manifest.csv is added, for a file beside it. "
        "Choose a shorter one.\n"
    )
    assert not list((folder / "out").iterdir())


def test_a_column_of_languages_that_there_are_not_can_be_ignored(folder: Path) -> None:
    rows = ("000123,Finch,left,achilles-rupture,Klingon", "000124,Lark,left,achilles-rupture,")
    roster(folder / "a.csv", *rows, head=f"{HEAD},Language")
    result = run("batch", "a.csv", *ISSUED, "--dry-run")
    assert result.exit_code == 9
    assert (
        "there is no such language. If all sheets are to be in one language, map the column to "
        "ignore in clinic.yaml; if those with other languages are, write roster: other_languages: "
        "en there. To see all, type: worksheets list locales\n"
    ) in result.stderr
    for way_out, said in (
        ("columns: {Language: ignore}", ""),
        ("other_languages: en", "there is no such language; the sheet is in another one"),
    ):
        clinic = f"kind: clinic\nname: Ward 7\nroster: {{{way_out}}}\n"
        (folder / "clinic.yaml").write_text(clinic)
        result = run("batch", "a.csv", *ISSUED, "--dry-run", "--clinic", "clinic.yaml")
        assert result.exit_code == 0, result.stderr
        assert said in result.stderr


def test_an_element_of_fhir_cannot_be_ignored_and_nobody_is_told_to(folder: Path) -> None:
    language = {"language": {"coding": [{"code": "tlh"}]}}
    patient = {
        "resourceType": "Patient",
        "identifier": [{"value": "000123"}],
        "name": [{"family": "Finch"}],
        "communication": [language],
    }
    (folder / "a.json").write_text(json.dumps(patient))
    result = run("batch", "a.json", *ISSUED, "--dry-run", "--program", "achilles-rupture")
    assert "there is no such language." in result.stderr
    assert "ignore" not in result.stderr
