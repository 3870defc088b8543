"""`worksheets new`: files to start from are right, whatever they are called."""

import re
from pathlib import Path

import pytest
from cli_runs import ISSUED, pdf_text, run, run_ok

from worksheets.cli.new import KINDS as ALL_KINDS
from worksheets.cli.new import STARTERS
from worksheets.model import MODELS
from worksheets.problems import Kind

KINDS = [kind for kind in ALL_KINDS if kind != "roster"]
IDS = ("wall-slide", "1", "no", "null", "true", "1e5", "x" * 64)


def test_there_is_a_starter_for_each_kind_and_no_other() -> None:
    assert sorted(path.stem for path in STARTERS.iterdir()) == sorted(ALL_KINDS)
    assert set(KINDS) == set(MODELS) - {"locale"}


@pytest.mark.parametrize("file_id", IDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_passes_the_check(kind: str, file_id: str, folder: Path) -> None:
    result = run_ok("new", kind, file_id)
    assert [path.name for path in folder.iterdir()] == [f"{file_id}.yaml"]
    assert result.stdout == (
        f"Wrote {file_id}.yaml. To check it: worksheets check {file_id}.yaml\n"
    )
    assert run_ok("check", f"{file_id}.yaml").stdout == "1 file, no problems.\n"


@pytest.mark.parametrize("kind", KINDS)
def test_everything_in_the_comments_may_be_used(kind: str, folder: Path) -> None:
    run_ok("new", kind, "mine")
    text = (folder / "mine.yaml").read_text()
    used = re.sub(
        r"^( *)#(?=[ ]*(?:- )?(?:[a-z_]+:|Hold|Street|Town|chest|\{)|  - )", r"\1", text, flags=re.M
    )
    assert used != text
    used = re.sub(r"^(logo|libraries):.*\n", "", used, flags=re.M)
    used = re.sub(r"^figure:\n(  .*\n)+", "", used, flags=re.M)
    (folder / "mine.yaml").write_text(used)
    assert run_ok("check", "mine.yaml").stdout == "1 file, no problems.\n", used


def test_a_new_roster_prints_as_it_is(folder: Path) -> None:
    said = run_ok("new", "roster", "monday").stdout
    assert said == "Wrote monday.csv. To check it: worksheets batch monday.csv --dry-run\n"
    result = run_ok("batch", "monday.csv", "-o", "sheets", *ISSUED)
    assert "2 rows read: 2 printed." in result.stderr
    assert "Example" in pdf_text((folder / "sheets" / "000123.pdf").read_bytes()).title()


def test_a_new_program_prints_as_it_is(folder: Path) -> None:
    run_ok("new", "program", "knee-week-1")
    result = run_ok("handout", "knee-week-1.yaml", *ISSUED)
    assert "Wrote knee-week-1.pdf: 1 page" in result.stderr
    text = pdf_text((folder / "knee-week-1.pdf").read_bytes())
    assert "Knee week 1" in text
    assert "Heel raise" in text


def test_a_new_program_prints_with_a_new_clinic_template_and_exercise(folder: Path) -> None:
    for kind, file_id in (
        ("program", "mine"),
        ("clinic", "our-clinic"),
        ("template", "our-layout"),
        ("exercise", "heel-raise"),
    ):
        run_ok("new", kind, file_id)
    run_ok("handout", "mine.yaml", "--clinic", "our-clinic.yaml", "--template", "our-layout")
    text = pdf_text((folder / "mine-our-layout.pdf").read_bytes())
    assert "Our clinic" in text
    assert "Write the first action here." in text


def test_a_new_program_decides_no_dose(folder: Path) -> None:
    run_ok("new", "program", "mine")
    said = run_ok("show", "mine.yaml").stdout
    doses = re.findall(r"^  \d .*: (.*)$", said, re.MULTILINE)
    assert len(doses) == 2
    for dose in doses:
        assert "____" in dose
        assert not re.search(r"\d", dose)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_never_overwritten(kind: str, folder: Path) -> None:
    (folder / "mine.yaml").write_text("precious")
    for words in ([], ["-o", "mine.yaml"], ["-o", "."]):
        result = run("new", kind, "mine", *words)
        assert result.exit_code == Kind.OUTPUT
        assert "mine.yaml: the file exists" in result.stderr
    assert (folder / "mine.yaml").read_text() == "precious"
    (folder / "link.yaml").symlink_to("nowhere.yaml")
    assert run("new", kind, "link").exit_code == Kind.OUTPUT
    assert not (folder / "nowhere.yaml").exists()


def test_another_place_can_be_named(folder: Path) -> None:
    (folder / "in").mkdir()
    said = run_ok("new", "exercise", "one", "-o", "in").stdout
    assert f"worksheets check {Path('in/one.yaml')}" in said
    run_ok("new", "exercise", "two", "-o", "in/two.yml")
    assert sorted(path.name for path in (folder / "in").iterdir()) == ["one.yaml", "two.yml"]
