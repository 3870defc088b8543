"""A gate follows the exercise: into programs of one's own, under other names, past other files."""

from datetime import date
from pathlib import Path

import pytest

from worksheets.load.order import Order, load_order
from worksheets.model.phase import Gate
from worksheets.problems import WorksheetError

PROGRAM = """\
kind: program
title: My own plan
version: "1"
purpose: A demonstration.
stop_and_call: {call: [you feel a sudden sharp pain]}
frequency: daily
exercises:
  - {exercise: mini-squat, dose: {reps: 15}}
  - {exercise: calf-stretch-standing, as: wall, name: Wall stretch, dose: {hold: 30 s}}
  - {exercise: soleus-stretch, dose: {hold: 30 s}}
"""
OWN_STRETCH = """\
kind: exercise
name: Our own stretch
steps: Stretch.
"""
AFTER_RUPTURE = "after a rupture of the Achilles tendon"


def gates(folder: Path, more: str = "", *overrides: str) -> tuple[Gate, ...]:
    path = folder / "own.yaml"
    path.write_text(PROGRAM + more)
    return load_order(Order(str(path), date(2026, 12, 1), overrides=overrides)).program.gates


def test_an_exercise_brings_its_gate_into_any_program(tmp_path: Path) -> None:
    (gate,) = gates(tmp_path, "", "soleus-stretch.hold=10 s")
    assert gate.items == ("wall", "soleus-stretch")
    assert (gate.condition, gate.cleared) == (AFTER_RUPTURE, True)
    assert gate.warning and gate.source


def test_a_file_of_ones_own_with_the_same_id_does_not_shed_it(tmp_path: Path) -> None:
    (tmp_path / "soleus-stretch.yaml").write_text(OWN_STRETCH)
    (gate,) = gates(tmp_path)
    assert gate.items == ("wall", "soleus-stretch")
    (tmp_path / "soleus-stretch.yaml").write_text(
        f"{OWN_STRETCH}gates: {{not_before: 2 weeks after surgery}}\n"
    )
    assert [gate.items for gate in gates(tmp_path)] == [
        ("wall", "soleus-stretch"),
        ("soleus-stretch",),
    ]


def test_a_gate_of_the_program_that_asks_as_much_takes_its_place(tmp_path: Path) -> None:
    more = "gates: [{for: wall, cleared: true}, {for: soleus-stretch, not_if: you limp}]\n"
    assert [(gate.items, gate.cleared, gate.condition) for gate in gates(tmp_path, more)] == [
        (("wall",), True, None),
        (("soleus-stretch",), False, None),
        (("soleus-stretch",), True, AFTER_RUPTURE),
    ]


def test_a_program_opens_it_with_a_name_and_a_reason(tmp_path: Path) -> None:
    opened = "opens: {for: [wall, soleus-stretch], by: J. Patel, reason: No rupture.}\n"
    assert gates(tmp_path, opened) == ()
    for wrong in ("by: J. Patel", "by: J. Patel, reason: x, for: lunge"):
        with pytest.raises(WorksheetError):
            gates(tmp_path, f"opens: {{{wrong}}}\n")
