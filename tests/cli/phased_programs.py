"""A program with every sort of phase and gate, for tests of `show --weeks` and `diff`."""

from pathlib import Path

KNEE = """\
kind: program
title: After a knee operation
version: "1"
purpose: To walk again.
anchor: surgery
frequency: 2/day
stop_and_call: {call: it hurts, emergency: chest pain}
exercises:
  - task: ice
    name: Ice your knee
    steps: Cool it.
    dose: {duration: 10 min, frequency: 3/day}
phases:
  - id: protect
    name: Protect
    from: 0 weeks
    to: 2 weeks
    weight_bearing: none
    exercises:
      - exercise: quad-set
        dose: {sets: 3, progress: {reps: {1: 10, 2: 12}}}
      - exercise: heel-slide
        dose: {sets: 3, reps: 10}
  - id: build
    name: Build strength
    from: 2 weeks
    to: 8 weeks
    frequency: 1/day
    exercises:
      - exercise: heel-slide
        dose:
          sets: 3
          progress: {reps: 10 -> 20 over 3 weeks, levels: [with a strap, alone], up: it is easy}
      - exercise: mini-squat
        dose: {sets: 2, reps: 10, load: 2 kg, progress: when pain-free add 1 kg a week}
  - id: walk
    name: Walk and run
    entry: {all_of: ["no swelling", "90 degrees of bend"]}
    exercises:
      - exercise: step-up
        dose: {sets: 3, progress: {reps: 8 -> 12 over 4 weeks}}
gates:
  - for: mini-squat
    not_before: 4 weeks after surgery
    not_if: your knee is hot
  - for: step-up
    cleared: true
measures:
  - {id: bend, name: Bend of the knee, unit: degrees, most: 140, target: 120}
"""


def write_knee(path: Path, *changes: tuple[str, str]) -> Path:
    """The program as a file, with parts of its text replaced; each must be there once."""
    text = KNEE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def section(said: str, heading: str) -> list[str]:
    """The lines of one table, with single spaces between words and without its heading."""
    parts = dict(part.split("\n", 1) for part in said.strip().split("\n\n"))
    return [" ".join(line.split()) for line in parts[heading].splitlines()]
