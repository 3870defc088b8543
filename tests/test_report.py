"""What changes for the patient between two programs."""

from datetime import date
from pathlib import Path

import pytest

from worksheets.model import Patient
from worksheets.problems import WorksheetError
from worksheets.report.diff import changed_lines, changed_set, compare, find_both, merged

HEAD = """\
kind: program
title: A knee
version: "1"
purpose: To walk.
anchor: surgery
frequency: 2/day
stop_and_call: {call: ["it hurts", "it swells"], emergency: chest pain}
"""
BASE = (
    HEAD
    + """\
exercises:
  - exercise: quad-set
    dose: {sets: 3, reps: 10}
phases:
  - id: early
    name: Early
    from: 0 weeks
    to: 6 weeks
    exercises:
      - exercise: bridge
        dose: {reps: 10}
  - id: late
    name: Late
    entry: no pain
    exercises:
      - exercise: step-up
        dose: {sets: 2, reps: 8}
        note: Hold the rail.
gates:
  - {for: [bridge, step-up], cleared: true}
measures:
  - {id: bend, name: Bend, most: 140}
"""
)
DATED = BASE.replace("entry: no pain", "from: 20 weeks")
"""The same, where time ends the first phase: nothing has to be true before the second."""


THRICE = "10 times · 3 sets · Twice a day"


def changes(
    folder: Path,
    old: str,
    new: str,
    weeks: int | None = None,
    patient: Patient = Patient(),  # noqa: B008 - it is frozen
) -> dict[str, list[tuple[str, ...]]]:
    """The rows of each table by its heading, without the names of the columns."""
    for name, text in (("old", old), ("new", new)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    pair = find_both(str(folder / "old.yaml"), str(folder / "new.yaml"), ())
    return {
        table.heading: [
            tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row) for row in table.rows[1:]
        ]
        for table in compare(pair, patient, weeks)
    }


def changed(folder: Path, *pairs: tuple[str, str]) -> dict[str, list[tuple[str, ...]]]:
    """What changes when parts of the text of the base program are replaced."""
    text = BASE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return changes(folder, BASE, text)


def test_what_no_patient_sees_is_no_change(tmp_path: Path) -> None:
    pairs = (
        ('version: "1"', 'version: "2"\nsource: {title: A study}'),
        ("  - {for: [bridge, step-up], cleared: true}",
         "  - {for: step-up, cleared: true}\n  - {for: bridge, cleared: true, source: {title: x}}"),
        ("reps: 10}\nphases", "reps: '10'}\nphases"),
        ('["it hurts", "it swells"]', '["it swells", "it hurts"]'),
    )  # fmt: skip
    assert changed(tmp_path, *pairs) == {}


def test_an_exercise_that_comes_and_one_that_goes(tmp_path: Path) -> None:
    assert changed(tmp_path, ("exercise: quad-set", "exercise: wall-sit")) == {
        "Exercises": [
            ("NEW", "wall-sit", "all", f"Wall sit: {THRICE}"),
            ("STOPPED", "quad-set", "all", f"Thigh squeeze (quad set): {THRICE}"),
        ]
    }


def test_a_phase_that_ends_later_goes_on_with_its_exercises(tmp_path: Path) -> None:
    assert changes(tmp_path, DATED, DATED.replace("to: 6 weeks", "to: 9 weeks")) == {
        "Exercises": [("NEW", "bridge", "7-9", "Bridge: 10 times · Twice a day")],
        "Phases": [
            ("CHANGED", "early", "when",
             "0 to 6 weeks after surgery -> 0 to 9 weeks after surgery")
        ],
    }  # fmt: skip


def test_a_phase_whose_next_one_waits_goes_on_whatever_its_time_is(tmp_path: Path) -> None:
    assert "Exercises" not in changed(tmp_path, ("to: 6 weeks", "to: 9 weeks"))


def test_the_weeks_of_a_dose_that_grows_are_compared_one_by_one(tmp_path: Path) -> None:
    old = DATED.replace("dose: {reps: 10}", "dose: {progress: {reps: 10 -> 14 over 3 weeks}}")
    new = DATED.replace("dose: {reps: 10}", "dose: {progress: {reps: {1: 10, 3: 12}}}")
    assert changes(tmp_path, old, new)["Exercises"] == [
        ("CHANGED", "bridge", "2", "12 times · Twice a day -> 10 times · Twice a day"),
        ("CHANGED", "bridge", "3-6", "14 times · Twice a day -> 12 times · Twice a day"),
    ]
    assert [row[2] for row in changes(tmp_path, old, new, weeks=4)["Exercises"]] == ["2", "3-4"]
    assert changes(tmp_path, old, new, weeks=1) == {}


def test_a_dose_that_never_stops_being_another_one_says_from_when(tmp_path: Path) -> None:
    dose = "dose: {sets: 3, reps: 10}"
    new = BASE.replace(dose, "dose: {sets: 3, progress: {reps: {1: 10, 20: 12}}}")
    assert changes(tmp_path, BASE, new)["Exercises"] == [
        ("CHANGED", "quad-set", "from 20",
         "10 times · 3 sets · Twice a day -> 12 times · 3 sets · Twice a day")
    ]  # fmt: skip
    late = BASE.replace(dose, "dose: {sets: 3, progress: {reps: {1: 10, 104: 12}}}")
    assert changes(tmp_path, BASE, late)["Exercises"][0][2] == "from 104"


def test_a_phase_that_waits_is_compared_without_weeks(tmp_path: Path) -> None:
    found = changed(tmp_path, ("dose: {sets: 2, reps: 8}", "dose: {sets: 3, reps: 8}"))
    assert found == {
        "Exercises": [
            ("CHANGED", "step-up", "once in phase 2",
             "8 times · 2 sets · Twice a day -> 8 times · 3 sets · Twice a day")
        ]
    }  # fmt: skip
    found = changed(tmp_path, ("entry: no pain", "from: 6 weeks"))
    assert found["Exercises"] == [
        ("STOPPED", "bridge", "from 7", "Bridge: 10 times · Twice a day"),
        ("NEW", "step-up", "from 7", "Step-up: 8 times · 2 sets · Twice a day"),
        ("STOPPED", "step-up", "once in phase 2", "Step-up: 8 times · 2 sets · Twice a day"),
    ]
    assert found["Phases"] == [
        ("CHANGED", "late", "when", "when you are ready -> from 6 weeks after surgery on"),
        ("CHANGED", "late", "begins when", "all of: no pain. -> (none)"),
    ]


def test_phases_come_go_and_move(tmp_path: Path) -> None:
    first = "  - {id: first, name: First, from: 0 weeks, to: 1 week}\n"
    found = changed(
        tmp_path,
        ("  - id: early\n    name: Early\n", f"{first}  - id: early\n    name: Soon\n"),
        ("  - id: late\n", "  - id: last\n    goals: To run.\n    weight_bearing: all of it\n"),
    )
    assert found["Phases"] == [
        ("NEW", "first", "", "1, First, 0 to 1 week after surgery"),
        ("CHANGED", "early", "number", "1 -> 2"),
        ("CHANGED", "early", "name", "Early -> Soon"),
        ("NEW", "last", "", "3, Late, when you are ready"),
        ("REMOVED", "late", "", "2, Late, when you are ready"),
    ]
    weight = changed(tmp_path, ("    entry: no pain\n", "    entry: no pain\n    goals: x\n"))
    assert weight == {"Phases": [("CHANGED", "late", "goals", "words changed")]}


def test_gates_that_open_later_move_exercises(tmp_path: Path) -> None:
    found = changed(
        tmp_path,
        ("[bridge, step-up], cleared: true}", "bridge, not_before: 2 weeks, not_if: a fever}"),
    )
    assert found == {
        "Exercises": [("STOPPED", "bridge", "1-2", "Bridge: 10 times · Twice a day")],
        "Gates": [
            ("CHANGED", "bridge",
             "Wait for the OK. -> Not until 2 weeks after surgery. Not if: a fever."),
            ("REMOVED", "step-up", "Wait for the OK."),
        ],
    }  # fmt: skip


def test_signs_measures_words_and_notes(tmp_path: Path) -> None:
    found = changed(
        tmp_path,
        ('["it hurts", "it swells"]', '["it swells a lot", "you faint"]'),
        ("{id: bend, name: Bend, most: 140}", "{id: lift, name: Lift, most: 20, target: 5}"),
        ("purpose: To walk.", "purpose: To run."),
        ("frequency: 2/day", "frequency: 3/day"),
        ("note: Hold the rail.", "note: Let go."),
    )
    assert found["Stop and call"] == [
        ("CHANGED", "call", "it swells -> it swells a lot"),
        ("NEW", "call", "you faint"),
        ("REMOVED", "call", "it hurts"),
    ]
    assert found["Measured once a week"] == [
        ("NEW", "lift", "Lift. Target: 5. Chart from 0 to 20."),
        ("REMOVED", "bend", "Bend. Chart from 0 to 140."),
    ]
    assert found["Program"] == [
        ("CHANGED", "purpose", "words changed"),
        ("CHANGED", "how often", "twice a day -> 3 times a day"),
    ]
    assert ("NEW", "step-up", "note", "Let go.") in found["How exercises are done"]
    assert len(found["Exercises"]) == 3


def test_a_measure_may_be_called_like_a_part(tmp_path: Path) -> None:
    goals = BASE.replace("id: bend, name: Bend", "id: goals, name: Bend")
    found = changes(tmp_path, goals, goals.replace("name: Bend, most", "name: Bow, most"))
    assert found["Measured once a week"] == [
        ("CHANGED", "goals", "Bend. Chart from 0 to 140. -> Bow. Chart from 0 to 140.")
    ]


def test_levels_and_rules_are_said_once_and_not_in_every_week(tmp_path: Path) -> None:
    dose = "dose: {sets: 3, reps: 10}"
    levels = "{levels: [sitting, standing], up: it is easy}"
    new = f"dose: {{sets: 3, reps: 10, progress: {levels}}}"
    assert changed(tmp_path, (dose, new)) == {
        "How exercises are done": [
            ("NEW", "quad-set", "when ready",
             "Levels: Sitting; standing. Move up when it is easy.")
        ]
    }  # fmt: skip


def test_dates_move_what_is_counted_from_an_event(tmp_path: Path) -> None:
    patient = Patient(start=date(2026, 12, 7), surgery=date(2026, 11, 9))
    new = DATED.replace("to: 6 weeks", "to: 5 weeks")
    assert changes(tmp_path, DATED, new, patient=patient)["Exercises"] == [
        ("STOPPED", "bridge", "2", "14 Dec to 20 Dec", "Bridge: 10 times · Twice a day")
    ]
    over = Patient(start=date(2026, 12, 7), surgery=date(2026, 6, 1))
    assert "Exercises" not in changes(tmp_path, DATED, new, patient=over)
    with pytest.raises(WorksheetError, match="--surgery"):
        changes(tmp_path, BASE, new, patient=Patient(start=date(2026, 12, 7)))


def test_lists_are_joined_in_the_new_order() -> None:
    assert merged("abcd", "xbd") == ["x", "a", "b", "c", "d"]
    assert merged("abc", "cba") == ["c", "b", "a"]
    assert merged("", "ab") == merged("ab", "") == ["a", "b"]
    assert merged("abc", "cxa") == ["b", "c", "x", "a"]


def test_lines_keep_their_numbers() -> None:
    assert list(changed_lines("abc", "axc")) == [("CHANGED", 2, "b -> x")]
    assert list(changed_lines("abc", "abcde")) == [("NEW", 4, "d"), ("NEW", 5, "e")]
    assert list(changed_lines("abc", "c")) == [("REMOVED", 1, "a"), ("REMOVED", 2, "b")]
    assert list(changed_set(["a", "b"], ["b", "a"])) == []
