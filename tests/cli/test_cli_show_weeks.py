"""`worksheets show --weeks`: a program as a schedule, on a terminal and in a pipe."""

from pathlib import Path

import pytest
from cli_runs import on_terminal, run, run_ok
from phased_programs import section, write_knee


@pytest.fixture
def knee(folder: Path) -> str:
    return str(write_knee(folder / "knee.yaml").name)


def test_a_program_with_phases_is_a_schedule(knee: str) -> None:
    said = run_ok("show", knee, "--weeks", "12").stdout
    assert section(said, "After a knee operation") == [
        "id knee",
        "weeks 1-12",
        "weeks from surgery",
        "week 1 First week after surgery",
    ]
    assert section(said, "Phases") == [
        "phase name when weeks",
        "1 Protect 0 to 2 weeks after surgery 1-2",
        "2 Build strength 2 to 8 weeks after surgery from 3 until phase 3",
        "3 Walk and run When you are ready. All of: no swelling; 90 degrees of bend.",
    ]
    assert section(said, "Gates") == [
        "for opens what",
        "mini-squat in week 5 Not until 4 weeks after surgery. Not if: your knee is hot.",
        "step-up when cleared Wait for the OK.",
    ]
    assert section(said, "Exercises") == [
        "exercise weeks dose",
        "ice 1-12 10 minutes · 3 times a day",
        "quad-set 1 10 times · 3 sets · Twice a day",
        "quad-set 2 12 times · 3 sets · Twice a day",
        "heel-slide 1-2 10 times · 3 sets · Twice a day",
        "heel-slide 3 10 times · 3 sets · Once a day",
        "heel-slide 4 15 times · 3 sets · Once a day",
        "heel-slide 5-12 20 times · 3 sets · Once a day",
        "mini-squat 5-12 10 times · 2 sets · Once a day · With 2 kg",
        "step-up once in phase 3 8 times · 3 sets · Twice a day. "
        "From 8 times to 12 times over 4 weeks.",
    ]
    assert section(said, "When it is time, not at a date") == [
        "heel-slide Levels: With a strap; alone. Move up when it is easy.",
        "mini-squat When pain-free, add 1 kg each week.",
    ]


def test_dates_are_those_on_which_phases_and_gates_begin(knee: str) -> None:
    days = ("--start", "2026-12-07", "--surgery", "2026-12-01")
    said = run_ok("show", knee, "--weeks", "6", *days).stdout
    assert "week 1 7 to 13 December 2026, first week after surgery" in " ".join(said.split())
    assert section(said, "Phases")[1:3] == [
        "1 Protect 0 to 2 weeks after surgery 1-2 1 to 14 December 2026",
        "2 Build strength 2 to 8 weeks after surgery from 2 until phase 3 from 15 December 2026 on",
    ]
    assert section(said, "Gates")[1].startswith("mini-squat in week 4 29 December 2026 Not until")
    rows = section(said, "Exercises")
    assert "quad-set 2 14 Dec 12 times · 3 sets · Twice a day" in rows, (
        "one day is left of the phase"
    )
    slide = "heel-slide 2 14 Dec to 20 Dec 10 times · 3 sets · Twice"
    assert any(row.startswith(slide) for row in rows)
    assert "mini-squat 4-6 29 Dec to 17 Jan 10 times · 2 sets · Once a day · With 2 kg" in rows


def test_what_is_over_or_goes_on_is_said(folder: Path) -> None:
    path = write_knee(folder / "knee.yaml", ("    to: 8 weeks\n", ""))
    days = ("--start", "2026-12-07", "--surgery", "2026-10-05")
    said = run_ok("show", path.name, "--weeks", "3", *days).stdout
    phases = section(said, "Phases")
    assert "over before week 1" in phases[1]
    assert phases[2].endswith("from 2 weeks after surgery on from 1 from 19 October 2026 on")
    assert section(said, "Gates")[1].startswith("mini-squat before week 1 2 November 2026")
    assert not any("quad-set" in row for row in section(said, "Exercises"))


def test_a_change_of_a_dose_is_planned(folder: Path) -> None:
    change = "heel-raise.progress.reps=10 -> 20-25 over 8 weeks"
    said = run_ok("show", "achilles-rupture", "--weeks", "12", "--set", change).stdout
    rows = [row for row in section(said, "Exercises") if row.startswith("heel-raise ")]
    assert [row.split()[1] for row in rows] == ["1", "2", "3", "4", "5", "6", "7", "8-12"]
    assert "20–25 times · Sets ____" in rows[-1]
    assert "Phases" not in said


def test_a_change_reaches_the_items_of_phases(knee: str) -> None:
    said = run_ok("show", knee, "--weeks", "3", "--set", "heel-slide.sets=5").stdout
    rows = [row for row in section(said, "Exercises") if row.startswith("heel-slide ")]
    assert rows == [
        "heel-slide 1-2 10 times · 5 sets · Twice a day",
        "heel-slide 3 10 times · 5 sets · Once a day",
    ]


def test_every_other_week_is_one_stretch(folder: Path) -> None:
    change = "heel-raise.frequency=every 14 days"
    said = run_ok("show", "achilles-rupture", "--weeks", "9", "--set", change).stdout
    rows = [row.split()[:2] for row in section(said, "Exercises") if "heel-raise" in row]
    assert rows == [["heel-raise", "1-9"]]


def test_weeks_without_exercises_are_no_mistake(folder: Path) -> None:
    path = write_knee(
        folder / "knee.yaml",
        ("from: 0 weeks", "from: 20 weeks"),
        ("to: 2 weeks", "to: 22 weeks"),
        ("exercises:\n  - task: ice\n    name: Ice your knee\n    steps: Cool it.\n", ""),
        ("    dose: {duration: 10 min, frequency: 3/day}\n", ""),
        ("from: 2 weeks", "from: 22 weeks"),
        ("to: 8 weeks", "to: 28 weeks"),
    )
    said = run_ok("show", path.name, "--weeks", "1").stdout
    assert section(said, "Exercises") == ["No exercise is due in these weeks."]


def test_a_terminal_of_eighty_columns_has_room(knee: str, folder: Path) -> None:
    words = ("--weeks", "12", "--start", "2026-12-07", "--surgery", "2026-12-01")
    ran = on_terminal("show", knee, *words, columns=80, env={"NO_COLOR": "1"}, cwd=folder)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert max(len(line.replace("\x1b[1m", "").replace("\x1b[0m", "")) for line in lines) <= 80
    assert any(line.split()[:2] == ["mini-squat", "4-12"] for line in lines)
    assert on_terminal("show", knee, *words, columns=10, cwd=folder).code == 0


def test_without_weeks_phases_gates_and_measures_are_shown(knee: str) -> None:
    said = run_ok("show", knee).stdout
    assert section(said, "Exercises all the time") == [
        "1 ice Ice your knee: 10 minutes · 3 times a day"
    ]
    assert "when 2 to 8 weeks after surgery" in section(said, "Phase 2: Build strength")
    (slide, squat) = section(said, "Exercises of phase 2")
    assert slide == (
        "3 heel-slide Heel slide: 10 times · 3 sets · Once a day. From 10 times to 20 times over 3 "
        "weeks. Levels: With a strap; alone. Move up when it is easy."
    )
    assert squat.endswith("Once a day · With 2 kg. When pain-free, add 1 kg each week.")
    assert section(said, "Exercises of phase 3")[0].endswith("Wait for the OK.")
    assert section(said, "Gates")[0] == (
        "mini-squat Not until 4 weeks after surgery. Not if: your knee is hot."
    )
    assert section(said, "Measured once a week") == [
        "bend Bend of the knee (degrees). Target: 120. Chart from 0 to 140."
    ]


def test_an_event_that_nothing_is_counted_from_is_a_warning(knee: str) -> None:
    days = ("--start", "2026-12-07", "--surgery", "2026-12-01", "--injury", "2026-11-30")
    result = run_ok("show", knee, "--weeks", "1", *days)
    assert result.stderr.startswith("warning: this program does not count weeks from the injury")


def test_a_missing_exercise_of_a_phase_is_told_with_its_place(folder: Path) -> None:
    changes = (("exercise: step-up", "exercise: stepp-up"), ("for: step-up", "for: stepp-up"))
    path = write_knee(folder / "knee.yaml", *changes)
    line = path.read_text().splitlines().index("      - exercise: stepp-up") + 1
    for words in (("show", path.name), ("show", path.name, "--weeks", "2"), ("check", path.name)):
        result = run(*words)
        assert f'knee.yaml:{line}:19: there is no exercise "stepp-up"' in result.stderr
        assert 'Did you mean "step-up"?' in result.stderr
