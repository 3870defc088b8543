"""`worksheets diff`: what changes for the patient, as a command."""

from pathlib import Path

import pytest
from cli_runs import on_terminal, run, run_ok
from phased_programs import section, write_knee

from worksheets.problems import Kind


@pytest.fixture
def old(folder: Path) -> str:
    return str(write_knee(folder / "old.yaml").name)


def test_nothing_changes_between_a_program_and_itself(old: str, folder: Path) -> None:
    write_knee(folder / "same.yaml", ('version: "1"', 'version: "2"'))
    for pair in ((old, "same.yaml"), ("achilles-rupture", "achilles-rupture")):
        result = run_ok("diff", *pair)
        assert (result.stdout, result.stderr) == ("Nothing changes for the patient.\n", "")


def test_rows_begin_with_what_happened(old: str, folder: Path) -> None:
    write_knee(
        folder / "new.yaml",
        ("exercise: quad-set", "exercise: bridge"),
        ("over 3 weeks", "over 2 weeks"),
    )
    said = run_ok("diff", old, "new.yaml").stdout
    assert section(said, "Exercises") == [
        "exercise weeks dose",
        "NEW bridge 1 Bridge: 10 times · 3 sets · Twice a day",
        "NEW bridge 2 Bridge: 12 times · 3 sets · Twice a day",
        "STOPPED quad-set 1 Thigh squeeze (quad set): 10 times · 3 sets · Twice a day",
        "STOPPED quad-set 2 Thigh squeeze (quad set): 12 times · 3 sets · Twice a day",
        "CHANGED heel-slide 4 15 times · 3 sets · Once a day -> 20 times · 3 sets · Once a day",
    ]
    assert said.count("\n\n") == 0, "nothing else changes"


def test_dates_stand_beside_weeks(old: str, folder: Path) -> None:
    write_knee(folder / "new.yaml", ("dose: {duration: 10 min,", "dose: {duration: 5 min,"))
    days = ("--start", "2026-12-07", "--surgery", "2026-12-07")
    assert section(run_ok("diff", old, "new.yaml", "--weeks", "4", *days).stdout, "Exercises")[1] \
        .startswith("CHANGED ice 1-4 7 Dec to 3 Jan 10 minutes")  # fmt: skip
    assert "CHANGED  ice       all    10 minutes" in run_ok("diff", old, "new.yaml").stdout


def test_each_side_has_the_exercises_beside_it(folder: Path) -> None:
    exercise = "kind: exercise\nname: {}\nsteps: [{}]\nequipment: {}\n"
    texts = {"a": ("Knee bend", "Stand., Bend.", "chair"), "b": ("Squat", "Stand., Go.", "wall")}
    for side, text in texts.items():
        write_knee(folder / side / "knee.yaml")
        (folder / side / "mini-squat.yaml").write_text(exercise.format(*text))
    said = run_ok("diff", "a/knee.yaml", "b/knee.yaml").stdout
    assert section(said, "How exercises are done") == [
        "exercise part text",
        "CHANGED mini-squat name Knee bend -> Squat",
        "CHANGED mini-squat step 2 Bend. -> Go.",
        "NEW mini-squat equipment wall",
        "REMOVED mini-squat equipment chair",
    ]
    assert said.count("\n\n") == 0


def test_a_terminal_is_wide_enough(old: str, folder: Path) -> None:
    write_knee(folder / "new.yaml", ("exercise: quad-set", "exercise: bridge"))
    for columns in (10, 80):
        ran = on_terminal("diff", old, "new.yaml", columns=columns, cwd=folder)
        assert ran.code == 0
        assert "…" not in ran.out


def test_everything_that_is_wrong_is_told_at_once(old: str, folder: Path) -> None:
    (folder / "bad.yaml").write_text("kind: program\ntitel: x\n")
    result = run("diff", "bad.yaml", "achiles-rupture")
    assert result.stdout == ""
    assert 'bad.yaml:2:1: unknown key "titel". Did you mean "title"?' in result.stderr
    assert (
        'there is no program "achiles-rupture". Did you mean "achilles-rupture"?' in result.stderr
    )
    result = run("diff", old, "nowhere.yaml")
    assert (result.exit_code, result.stdout) == (Kind.NOT_FOUND, "")
