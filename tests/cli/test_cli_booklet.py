"""`worksheets booklet`: what is written, what is refused, and what a clinician is told."""

import re
from contextlib import chdir
from pathlib import Path

import pypdf
from cli_runs import run as run_here
from click.testing import Result

from worksheets.problems import Kind

DATED = ("--start", "2026-12-07", "--surgery", "2026-10-05")


def run(folder: Path, *words: str) -> Result:
    """The program in a folder of its own."""
    with chdir(folder):
        return run_here(*words)


def texts(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_a_booklet_has_a_page_for_each_dated_week(tmp_path: Path) -> None:
    rising = "heel-raise.progress.reps=10 -> 20-25 over 8 weeks"
    done = run(tmp_path, "booklet", "achilles-rupture", "--weeks", "3", *DATED, "--set", rising,
               "--set", "heel-raise.sets=3")  # fmt: skip
    assert done.exit_code == 0
    assert done.stderr.startswith("Wrote achilles-rupture.pdf: ")
    weeks = [text for text in texts(tmp_path / "achilles-rupture.pdf") if text.startswith("Week ")]
    assert [text.split("\n")[0][:6] for text in weeks] == ["Week 1", "Week 2", "Week 3"]
    assert "14 to 20 December 2026" in weeks[1]
    assert "10 weeks after surgery" in weeks[1]
    assert "11 times · 3 sets" in weeks[1].replace("\u00a0", " ")


def test_a_booklet_to_fold_says_how_to_print_it(tmp_path: Path) -> None:
    done = run(tmp_path, "booklet", "achilles-rupture", "--imposed", "-o", "fold.pdf")
    assert done.exit_code == 0
    assert "Print 5 sheets on both sides, turned at the short edge" in done.stderr
    pages = pypdf.PdfReader(tmp_path / "fold.pdf").pages
    assert len(pages) == 10
    assert round(pages[0].mediabox.width) > round(pages[0].mediabox.height)
    first = pages[0].extract_text()
    assert "When to stop and get help" in first, "the back cover is beside the front one"
    assert "What I want to be able to do again" in first


def test_an_even_number_of_pages_for_both_sides(tmp_path: Path) -> None:
    for weeks in ("2", "3"):
        done = run(tmp_path, "booklet", "achilles-rupture", "--weeks", weeks, "--duplex",
                   "-o", f"{weeks}.pdf")  # fmt: skip
        assert done.exit_code == 0
        assert len(texts(tmp_path / f"{weeks}.pdf")) % 2 == 0


def test_the_page_of_one_week_is_that_of_the_booklet(tmp_path: Path) -> None:
    rising = "heel-raise.progress.reps={1: 10, 3: 12}"
    done = run(tmp_path, "handout", "achilles-rupture", "--week", "3", *DATED, "--set", rising,
               "-o", "3.pdf")  # fmt: skip
    assert done.exit_code == 0
    (text,) = texts(tmp_path / "3.pdf")
    assert "Week 3: 21 to 27 December 2026" in text
    assert "5 October 2026, 11 weeks before" in text.replace("\u00a0", " ")
    assert "12 times" in text.replace("\u00a0", " ")


GATED = """kind: program
title: Gated
version: 1
purpose: To see a gate.
anchor: surgery
stop_and_call: {call: [pain]}
exercises:
  - exercise: ankle-pumps
  - exercise: heel-raise
gates:
  - {for: heel-raise, not_before: 8 weeks after surgery, warning: Your tendon is weak.}
"""
EARLY = ("--start", "2026-11-16", "--surgery", "2026-10-05")


def test_what_is_asked_for_too_early_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gated.yaml").write_text(GATED)
    done = run(tmp_path, "handout", "gated.yaml", *EARLY)
    assert done.exit_code == Kind.USAGE
    assert "heel-raise is not for before 8 weeks after surgery" in done.stderr
    assert '--override "reason" --by NAME' in done.stderr
    assert "2026" not in done.stderr, "the dates of the patient stay out of messages"
    assert not (tmp_path / "gated.pdf").exists()


def test_an_override_is_printed_with_its_reason_and_name(tmp_path: Path) -> None:
    (tmp_path / "gated.yaml").write_text(GATED)
    done = run(tmp_path, "handout", "gated.yaml", *EARLY, "--override", "strong already",
               "--by", "J. Patel")  # fmt: skip
    assert done.exit_code == 0
    (text,) = texts(tmp_path / "gated.pdf")
    assert "Started early because: strong already." in " ".join(text.split())
    assert "J. Patel" in text


def test_a_booklet_leaves_it_off_before_its_time(tmp_path: Path) -> None:
    (tmp_path / "gated.yaml").write_text(GATED)
    done = run(tmp_path, "booklet", "gated.yaml", "--weeks", "4", *EARLY)
    assert done.exit_code == 0
    weeks = [text for text in texts(tmp_path / "gated.pdf") if text.startswith("Week ")]
    assert ["Heel raise" in text for text in weeks] == [False, False, True, True]


WAITING = """kind: program
title: Waiting
version: 1
purpose: To run again.
anchor: injury
stop_and_call: {call: [pain]}
phases:
  - id: run
    name: Run
    from: 2 weeks
    entry: [you walk without a limp]
    precautions: Run on soft ground.
    exercises:
      - {task: jog, name: Jog, dose: {sets: 2, duration: 5 min}}
  - id: walk
    name: Walk
    from: 0 weeks
    precautions: Wear your boot.
    exercises:
      - {task: stroll, name: Stroll}
"""


def test_the_page_of_a_week_says_what_must_be_true_first(tmp_path: Path) -> None:
    (tmp_path / "waiting.yaml").write_text(WAITING)
    assert run(tmp_path, "handout", "waiting.yaml", "--week", "3").exit_code == 0
    text = " ".join(texts(tmp_path / "waiting.pdf")[0].split())
    assert "Once you are in phase 1" in text
    assert "Begin phase 1 only when all of these are true: You walk without a limp." in text
    assert "Wear your boot." in text
    assert re.search(r"Once you are in phase 1: [^:]+ Take care: Run on soft ground\.", text)


def test_a_program_that_ends_ends_the_booklet(tmp_path: Path) -> None:
    ended = GATED.replace(
        "exercises:", "phases:\n  - {id: a, name: A, from: 0 weeks, to: 2 weeks, "
    )
    ended = ended.replace("  - exercise: ankle-pumps\n", "exercises: [exercise: ankle-pumps]}\n")
    ended = ended.replace("  - exercise: heel-raise\n", "").split("gates:")[0]
    (tmp_path / "short.yaml").write_text(ended)
    done = run(tmp_path, "booklet", "short.yaml", "--weeks", "4")
    assert done.exit_code == 0
    assert "nothing is due after week 2, and the booklet ends there" in done.stderr
