"""`worksheets handout`: the file it writes, what it says, and what it refuses."""

import os
import re
import stat
from datetime import date
from pathlib import Path

import click
import pytest
from cli_runs import ISSUED, on_terminal, pdf_text, process, run, run_ok
from click.testing import Result

from worksheets.cli.documents import handout as command
from worksheets.problems import Kind

PATIENT = {
    "--name": "Quilla Zabrowska",
    "--id": "0047-XZ",
    "--clinician": "Ottoline Finch",
    "--cleared-by": "Wilhelmina Oake",
}


def handout(*words: str) -> Result:
    return run("handout", "achilles-rupture", *ISSUED, *words)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_is_named_by_the_program_and_lies_in_the_working_folder(folder: Path) -> None:
    result = run_ok("handout", "achilles-rupture")
    assert [path.name for path in folder.iterdir()] == ["achilles-rupture.pdf"]
    assert result.stdout == ""
    assert re.fullmatch(
        r"Wrote achilles-rupture\.pdf: 1 page, A4, body [\d.]+ pt\.\n", result.stderr
    )
    assert "Achilles tendon rupture" in pdf_text((folder / "achilles-rupture.pdf").read_bytes())


def test_all_that_is_said_of_the_patient_is_printed(folder: Path) -> None:
    dates = ("--start", "2026-12-08", "--surgery", "2026-11-10", "--injury", "2026-11-01")
    later = ("--bring-on", "2027-01-15", "--cleared-on", "2026-12-06", "--side", "left")
    words = [word for pair in PATIENT.items() for word in pair]
    result = handout(*words, *dates, *later, "-o", "out.pdf")
    assert result.exit_code == 0, result.stderr
    text = pdf_text((folder / "out.pdf").read_bytes())
    for said in (*PATIENT.values(), "Left", "8 December 2026", "15 January 2027"):
        assert said in text
    for said in ("10 November 2026", "6 December 2026", "7 December 2026"):
        assert said in text


def test_only_the_owner_may_read_a_named_patients_file(folder: Path) -> None:
    before = os.umask(0o022)
    try:
        for words in (("--name", "Quilla Zabrowska"), ("--id", "0047-XZ")):
            handout(*words, "-o", "private.pdf")
            assert mode(folder / "private.pdf") == 0o600
            (folder / "private.pdf").unlink()
        handout("--side", "left", "-o", "open.pdf")
        assert mode(folder / "open.pdf") == 0o644
    finally:
        os.umask(before)


def test_another_run_writes_the_same_bytes_to_standard_output(folder: Path) -> None:
    handout("-o", "same.pdf")
    done = process("handout", "achilles-rupture", *ISSUED, "-o", "-")
    assert done.returncode == 0
    assert "7 December 2026" in pdf_text(done.stdout)
    assert re.fullmatch(rb"Wrote to standard output: 1 page, A4, body [\d.]+ pt\.\s*", done.stderr)
    assert (folder / "same.pdf").read_bytes() == done.stdout
    assert [path.name for path in folder.iterdir()] == ["same.pdf"]


def test_a_terminal_is_not_filled_with_a_pdf(folder: Path) -> None:
    ran = on_terminal("handout", "achilles-rupture", "-o", "-")
    assert ran.code == Kind.OUTPUT
    assert "%PDF" not in ran.out
    assert "terminal" in ran.out


def test_values_are_printed_as_they_were_typed(folder: Path) -> None:
    text = "kind: exercise\nname: Rise like the sun\nsteps: Rise.\n"
    (folder / "heel-raise.yaml").write_text(text)
    name = "<5 s & </b> {{x}} %s {0} ../up $HOME * [bold] \\n"
    dose = ("--set", "heel-raise.reps=17", "--set", "heel-raise.sets=4")
    result = handout("--name", name, "--id", "-47", *dose, "--library", ".", "-o", "out.pdf")
    assert result.exit_code == 0, result.stderr
    printed = pdf_text((folder / "out.pdf").read_bytes())
    for words in (name, "-47", "17 times", "Rise like the sun"):
        assert words in printed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--paper", "letter"), "1 page, Letter"),
        (("--paper", "a4"), "1 page, A4"),
        (("--paper", "LETTER", "--side", "Left"), "1 page, Letter"),
        (("--template", "grid"), "A4 landscape"),
        (("--template", "compact"), "1 page, A4"),
    ],
)
def test_paper_and_layout_can_be_chosen(words: tuple[str, ...], said: str, folder: Path) -> None:
    result = handout(*words)
    assert result.exit_code == 0, result.stderr
    assert said in result.stderr


def test_the_clinic_is_printed_and_chooses_the_paper(folder: Path) -> None:
    text = "kind: clinic\nname: Hillside Clinic\nphone: 01632 960001\npaper: letter\n"
    (folder / "clinic.yaml").write_text(text)
    result = handout("--clinic", "clinic.yaml", "-o", "out.pdf")
    assert result.exit_code == 0, result.stderr
    assert "Letter" in result.stderr
    assert "Hillside Clinic" in pdf_text((folder / "out.pdf").read_bytes())
    assert "A4" in handout("--clinic", "clinic.yaml", "--paper", "a4", "-o", "out.pdf").stderr


def test_a_program_can_be_a_file_and_gives_the_name(folder: Path) -> None:
    (folder / "in").mkdir()
    run_ok("new", "program", "knee-week-1", "-o", "in")
    result = run_ok("handout", "in/knee-week-1.yaml", *ISSUED)
    assert "Wrote knee-week-1.pdf" in result.stderr
    assert (folder / "knee-week-1.pdf").exists()


def test_the_steps_are_told_when_asked_for(folder: Path) -> None:
    said = handout("-v").stderr.splitlines()
    assert said[:-1] == ["load", "resolve", "lay out", "draw", "write"]


def test_a_warning_does_not_stop_the_work(folder: Path) -> None:
    text = (folder / "in.yaml").write_text(
        "kind: program\ntitle: Long\nversion: '1'\npurpose: Much.\n"
        "stop_and_call: {call: it hurts}\nexercises:\n"
        + "".join(f"  - {{task: t{n}, name: Task {n}, steps: Do it.}}\n" for n in range(7))
    )
    assert text
    result = run("handout", "in.yaml", *ISSUED)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.startswith("warning: ")
    assert (folder / "in.pdf").exists()


# Dates


def test_the_date_of_issue_is_today_unless_a_build_says_otherwise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_ok("handout", "achilles-rupture", "-o", "now.pdf")
    today = date.today()
    assert f"issued {today.day} {today:%B} {today.year}" in pdf_text(
        (folder / "now.pdf").read_bytes()
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    run_ok("handout", "achilles-rupture", "-o", "then.pdf")
    assert "issued 1 January 1970" in pdf_text((folder / "then.pdf").read_bytes())
    run_ok("handout", "achilles-rupture", *ISSUED, "-o", "said.pdf")
    assert "issued 7 December 2026" in pdf_text((folder / "said.pdf").read_bytes())


@pytest.mark.parametrize("value", ["yesterday", "-1", "1.5", "99999999999999", "999999999999"])
def test_a_wrong_date_of_a_build_is_told(
    value: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    result = run("handout", "achilles-rupture")
    assert result.exit_code == 2
    assert result.stderr.startswith("SOURCE_DATE_EPOCH: ")


# Misuse


def test_all_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    (folder / "in.yaml").write_text(
        "kind: program\ntitel: x\nversion: [1]\npurpose: y\n"
        "stop_and_call: {call: it hurts}\nexercises:\n  - exercise: heel-raise\n"
    )
    (folder / "bad.yaml").write_text("kind: template\nname: x\n")
    result = run("handout", "in.yaml", "--template", "bad.yaml", "--language", "xx")
    assert result.exit_code == Kind.INVALID
    for said in (
        'in.yaml:2:1: unknown key "titel". Did you mean "title"?',
        "in.yaml:3:",
        'bad.yaml:1:1: "blocks" is missing',
        'there is no language "xx"',
    ):
        assert said in result.stderr
    assert list(folder.glob("*.pdf")) == []


def test_an_input_is_never_overwritten(folder: Path) -> None:
    run_ok("new", "program", "mine")
    before = (folder / "mine.yaml").read_bytes()
    result = run("handout", "mine.yaml", "-o", "mine.yaml")
    assert result.exit_code == Kind.OUTPUT
    assert (folder / "mine.yaml").read_bytes() == before


def test_another_file_is_never_overwritten_and_an_old_sheet_is(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    assert handout("-o", "notes.txt").exit_code == Kind.OUTPUT
    assert (folder / "notes.txt").read_text() == "mine"
    assert handout("-o", "sheet.pdf").exit_code == 0
    assert handout("-o", "sheet.pdf", "--side", "left").exit_code == 0


def test_the_target_is_looked_at_before_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import worksheets.app

    monkeypatch.delattr(worksheets.app, "make_document")
    with pytest.raises(ImportError):
        from worksheets.app import make_document  # noqa: F401
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(worksheets.app, "make_document", None)
    assert handout("-o", "nowhere/x.pdf").exit_code == Kind.OUTPUT


def test_a_failure_leaves_the_old_sheet_as_it_was(folder: Path) -> None:
    handout("-o", "sheet.pdf")
    before = (folder / "sheet.pdf").read_bytes()
    assert handout("-o", "sheet.pdf", "--template", "nope").exit_code == Kind.NOT_FOUND
    assert (folder / "sheet.pdf").read_bytes() == before


def test_nothing_of_the_patient_is_in_any_message(folder: Path) -> None:
    words = [word for pair in PATIENT.items() for word in pair]
    dates = ["--start", "2026-12-08", "--surgery", "2026-11-10", "--bring-on", "2027-01-15"]
    wrong: list[list[str]] = [
        [],
        ["-v"],
        ["--template", "nope"],
        ["--set", "heel-raise.rep=1"],
        ["--paper", "a5"],
        ["-o", "nowhere/x.pdf"],
        ["--nmae", "x"],
        ["surplus"],
        ["--injury", "2026-11-31"],
        ["--cleared-on", "1801-01-01"],
    ]
    for more in wrong:
        result = handout(*words, *dates, *more)
        for value in (*PATIENT.values(), *dates[1::2], "2026-11-31", "1801"):
            assert value not in result.output, more
            for part in value.split():
                assert part not in result.output, more
    for option, value in (*PATIENT.items(), ("--side", "Quilla"), ("--start", "Quilla")):
        result = handout(option, f"{value}\x1b" + value * 100)
        assert result.exit_code == Kind.USAGE
        assert value not in result.output


def test_the_name_is_not_in_the_files_properties_or_name(folder: Path) -> None:
    from pypdf import PdfReader

    handout("--name", "Quilla Zabrowska")
    (path,) = folder.iterdir()
    assert "quilla" not in path.name.lower()
    assert "Quilla" not in str(PdfReader(path).metadata)


def test_every_option_is_in_the_help_with_words() -> None:
    said = run("handout", "--help").stdout
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert len(options) > 15
    for option in options:
        assert option.opts[-1] in said
        assert option.help


@pytest.mark.parametrize("option", ["--name", "--id", "--clinician", "--cleared-by"])
def test_a_script_without_a_font_is_blamed_on_its_option(option: str, folder: Path) -> None:
    result = run("handout", "achilles-rupture", option, "Dr \u9673", "-o", "sheet.pdf")
    assert result.exit_code == 7
    assert result.stderr.startswith(f"{option}: 1 character cannot be printed")
    assert not list(folder.iterdir())
