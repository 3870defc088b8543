"""Exit codes when what the program says cannot be written, and sheets that are replaced."""

import os
import subprocess
from pathlib import Path

import pytest
from cli_runs import ISSUED, PROGRAM, run, run_ok

from worksheets.problems import Kind

FULL = Path("/dev/full")
SHEET = ("handout", "achilles-rupture", *ISSUED)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    ("words", "stream", "code"),
    [
        (("list",), "stdout", Kind.OUTPUT),
        (("--help",), "stdout", Kind.OUTPUT),
        ((*SHEET, "-o", "-"), "stdout", Kind.OUTPUT),
        (("handout", "nope"), "stderr", Kind.NOT_FOUND),
        ((), "stderr", Kind.USAGE),
        ((*SHEET, "-v"), "stderr", 0),
    ],
)
def test_a_full_disk_is_told_and_hides_no_error(
    words: tuple[str, ...], stream: str, code: int, folder: Path
) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *words],
            stdout=full if stream == "stdout" else subprocess.PIPE,
            stderr=full if stream == "stderr" else subprocess.PIPE,
            check=False,
            timeout=120,
        )
    assert done.returncode == code
    if stream == "stdout":
        assert done.stderr.count(b"\n") == 1
        assert b"disk is full" in done.stderr


@pytest.mark.parametrize(
    ("words", "both", "code"),
    [
        (("list",), False, 0),
        (("--help",), False, 0),
        (("check", "bad.yaml"), True, Kind.INVALID),
    ],
)
def test_a_reader_that_has_gone_hides_no_error(
    words: tuple[str, ...], both: bool, code: int, folder: Path
) -> None:
    (folder / "bad.yaml").write_text("kind: exercise\n")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, *words],
        stdout=writing,
        stderr=writing if both else subprocess.PIPE,
        check=False,
        timeout=120,
    )
    os.close(writing)
    assert done.returncode == code
    assert not done.stderr


def test_a_sheet_that_is_replaced_is_said_to_be(folder: Path) -> None:
    assert run_ok(*SHEET).stderr.startswith("Wrote achilles-rupture.pdf: ")
    assert run_ok(*SHEET).stderr.startswith("Replaced achilles-rupture.pdf: ")


@pytest.mark.parametrize("option", ["--name", "--id"])
def test_a_patients_sheet_does_not_replace_one_that_nobody_named(option: str, folder: Path) -> None:
    run_ok(*SHEET, option, "Quilla")
    before = (folder / "achilles-rupture.pdf").read_bytes()
    result = run(*SHEET, option, "Ottoline")
    assert result.exit_code == Kind.OUTPUT
    assert "with -o" in result.stderr
    assert "Ottoline" not in result.stderr
    assert (folder / "achilles-rupture.pdf").read_bytes() == before
    run_ok(*SHEET, option, "Ottoline", "-o", "achilles-rupture.pdf")
    assert (folder / "achilles-rupture.pdf").read_bytes() != before


def test_a_pdf_with_another_ending_is_warned_of(folder: Path) -> None:
    said = run_ok(*SHEET, "-o", "sheet.txt").stderr
    assert said.startswith("warning: sheet.txt: the file is a PDF, and its name does not say so.")
    for name in ("sheet.PDF", "/dev/null"):
        assert "warning" not in run_ok(*SHEET, "-o", name).stderr


def test_a_value_may_look_like_an_option_that_does_not_exist(folder: Path) -> None:
    run_ok(*SHEET, "--id", "-47", "--clinician=-o", "-o", "out.pdf")
    assert [path.name for path in folder.iterdir()] == ["out.pdf"]
