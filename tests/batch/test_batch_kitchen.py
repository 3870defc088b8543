"""A kitchen makes what is made for one patient alone, whatever it made before."""

import hashlib
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from worksheets.app import BookletOptions, make_booklet, make_sheet
from worksheets.batch.kitchen import Kitchen
from worksheets.batch.task import Task
from worksheets.kept import forget_all
from worksheets.load.order import Order
from worksheets.model import Override, Patient
from worksheets.pdf.draw import DrawOptions
from worksheets.problems import Kind, WorksheetError

ISSUED = date(2026, 12, 7)
PATIENT = Patient(
    name="Siobhán O'Connor",
    number="000130",
    side="left",
    start=ISSUED,
    surgery=date(2026, 10, 5),
    injury=date(2026, 10, 5),
    clinician="J. Patel",
)
CLINIC = """\
kind: clinic
name: Harbour Physiotherapy
address: [1 Quay Street, Porthaven]
phone: 01632 960001
website: https://example.org/physio
date_style: day-month-year
paper: letter
disclaimer: {add: "Ask us about anything that is not clear to you, at any time."}
"""
PROGRAMS = ("achilles-rupture", "achilles-rupture-weeks-9-16")
TEMPLATES = ("handout", "compact", "grid")
NAMES = ("Ann", "Żółć Ñandú-Øre", "Maria de la Concepción " * 3, "Number 12 of 30 kg", "Ελένη Δ.")


def task(row: int, order: Order, weeks: int | None = None) -> Task:
    return Task(row, str(row), f"{row}.pdf", order, weeks)


def alone(one: Task, draw: DrawOptions) -> tuple[bytes, object, object]:
    """What is made for one patient by the command for one patient."""
    if one.weeks is None:
        product = make_sheet(one.order, options=draw)
    else:
        product = make_booklet(one.order, BookletOptions(one.weeks), options=draw)
    return product.data, product.warnings, product.inputs


def random_tasks(count: int, seed: int, folder: Path) -> list[Task]:
    """Tasks as a roster may ask for them, with doses of their own, half of which come again."""
    clinic = folder / "clinic.yaml"
    clinic.write_text(CLINIC, encoding="utf-8")
    pick = random.Random(seed)
    tasks = []
    for row in range(count):
        overrides = [
            f"heel-raise.reps={pick.choice((8, 10, 12, '10-15'))}",
            f"heel-raise.sets={pick.randint(1, 4)}",
            f"balance-one-leg.hold={pick.randrange(15, 61, 5)} s",
            f"soleus-stretch.frequency={pick.choice(('3/day', 'Mon, Wed, Fri', 'every 2 days'))}",
            f"calf-stretch-strap.rest={pick.randint(10, 999)} s",
            f"frequency={pick.choice(('1/day', '4/day', 'Tue, Thu'))}",
        ]
        program = pick.choice(PROGRAMS)
        if program != PROGRAMS[0]:
            overrides = [one for one in overrides if "stretch" not in one]
        order = Order(
            program,
            ISSUED + timedelta(days=pick.randrange(3)),
            pick.choice(TEMPLATES),
            paper=pick.choice((None, "a4", "letter")),
            clinic=pick.choice((None, clinic)),
            overrides=tuple(pick.sample(overrides, pick.randrange(len(overrides) + 1))),
            patient=replace_patient(pick, row),
            qr=pick.random() < 0.3,
            week=pick.choice((None, None, 1, 3) if program == PROGRAMS[0] else (1, 2, 4, 30)),
            whole_weeks=pick.random() < 0.2,
        )
        weeks = pick.choice((1, 5)) if row % 9 == 8 else None
        if weeks:
            order = replace(order, template="booklet", week=None)
        tasks.append(task(row, order, weeks))
    return tasks


def replace_patient(pick: random.Random, row: int) -> Patient:
    start = ISSUED + timedelta(days=pick.randrange(14))
    return Patient(
        name=pick.choice(NAMES),
        number=f"{row:06d}",
        side=pick.choice(("left", "right", "both", None)),
        start=pick.choice((None, start, start)),
        surgery=pick.choice((None, start - timedelta(days=pick.randrange(20, 90)))),
        injury=start - timedelta(days=pick.randrange(56, 80)),
        clinician=pick.choice((None, "J. Patel")),
        cleared_by=pick.choice((None, "Dr. A. Okafor")),
        note=pick.choice((None, None, "Ice it for ten minutes when it is sore.")),
    )


def digest(kitchen: Kitchen, one: Task) -> str:
    """What came out, its warnings too, or everything that stopped it."""
    try:
        product = kitchen.make(one)
    except WorksheetError as error:
        return "problems-" + hashlib.sha256(repr(error.problems).encode()).hexdigest()
    text = repr(product.warnings).encode()
    return hashlib.sha256(product.data + text).hexdigest()


def digests(tasks: Sequence[Task]) -> list[str]:
    kitchen = Kitchen()
    return [digest(kitchen, one) for one in tasks]


CASES = {
    "plain": task(1, Order("achilles-rupture", ISSUED)),
    "patient": task(1, Order("achilles-rupture", ISSUED, "grid", patient=PATIENT)),
    "both sides": task(
        1,
        Order(
            "achilles-rupture",
            ISSUED,
            patient=PATIENT.model_copy(update={"side": "both"}),
            overrides=("heel-raise.side=affected", "heel-raise.sets=2"),
        ),
    ),
    "own doses": task(
        1,
        Order(
            "achilles-rupture",
            ISSUED,
            patient=PATIENT,
            overrides=("heel-raise.reps=15", "heel-raise.sets=3", "frequency=2/day"),
            patient_in_metadata=True,
        ),
    ),
    "a week": task(1, Order("achilles-rupture-weeks-9-16", ISSUED, patient=PATIENT, week=2)),
    "opened gates": task(
        1,
        Order(
            "achilles-rupture-weeks-9-16",
            ISSUED,
            patient=PATIENT,
            week=1,
            override=Override(reason="strong enough", by="Dr. A. Okafor"),
        ),
    ),
    "booklet": task(
        1, Order("achilles-rupture", ISSUED, "booklet", patient=PATIENT, whole_weeks=True), 3
    ),
}


@pytest.mark.parametrize("draw", [DrawOptions(), DrawOptions(fillable=True)], ids=["paper", "form"])
@pytest.mark.parametrize("name", CASES)
def test_a_kitchen_makes_the_same_bytes(name: str, draw: DrawOptions) -> None:
    one, kitchen = CASES[name], Kitchen(draw)
    wanted = alone(one, draw)
    for _ in range(2):
        product = kitchen.make(one)
        assert (product.data, product.warnings, product.inputs) == wanted
    plan, warnings = kitchen.plan(one)
    assert (plan, warnings) == (product.plan, product.warnings)
    assert kitchen.files(one) == product.inputs


def test_what_was_made_before_changes_nothing(tmp_path: Path) -> None:
    """One long run, the same backwards, and each document with nothing kept."""
    tasks = random_tasks(60, seed=1, folder=tmp_path)
    forward = digests(tasks)
    backward = digests(tasks[::-1])[::-1]
    assert forward == backward
    assert sum(not one.startswith("problems") for one in forward) > len(tasks) / 2
    assert len(set(forward)) > len(tasks) * 0.9
    for one, made in list(zip(tasks, forward, strict=True))[::5]:
        forget_all()
        assert digest(Kitchen(), one) == made


def test_another_process_makes_the_same(tmp_path: Path) -> None:
    tasks = random_tasks(12, seed=2, folder=tmp_path)
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); "
        "from test_batch_kitchen import digests, random_tasks; "
        "print(*digests(random_tasks(12, seed=2, folder=Path(sys.argv[2]))[::-1]))"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent), str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
    )
    digests(random_tasks(20, seed=3, folder=tmp_path))
    assert there.stdout.split()[::-1] == digests(tasks)


def test_nothing_is_read_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kitchen, tasks = Kitchen(), random_tasks(30, seed=4, folder=tmp_path)
    for one in tasks:
        digest(kitchen, one)

    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was read again")

    monkeypatch.setattr("worksheets.load.library.read_tree", refuse)
    for one in tasks:
        digest(kitchen, one)
        other = ("heel-raise.effort=RPE 4", "balance-one-leg.sets=4")
        changed = replace(one, order=replace(one.order, overrides=other))
        assert kitchen.about(changed)[1] == one.order.program


SHORT = """\
kind: program
title: Four weeks
version: "1"
purpose: To walk again.
anchor: surgery
frequency: 2/day
stop_and_call: {call: it hurts}
phases:
  - id: only
    name: The only one
    from: 0 weeks
    to: 4 weeks
    exercises:
      - {exercise: heel-raise, dose: {sets: 3, reps: 10}}
"""
WRONG = {
    "no such program": (Order("achiles", ISSUED), Kind.NOT_FOUND),
    "no such exercise": (
        Order("achilles-rupture", ISSUED, overrides=("heel-rise.reps=3",)),
        Kind.USAGE,
    ),
    "no dose": (
        Order("achilles-rupture", ISSUED, overrides=("heel-raise.reps=lots",)),
        Kind.INVALID,
    ),
    "a letter that no font has": (
        Order(
            "achilles-rupture",
            ISSUED,
            overrides=("heel-raise.note=\u30c6\u30b9\u30c8",),
            patient=PATIENT,
        ),
        Kind.UNPRINTABLE,
    ),
    "no week for phases": (Order("achilles-rupture-weeks-9-16", ISSUED), Kind.USAGE),
    "the wrong template": (Order("achilles-rupture", ISSUED, "booklet"), Kind.USAGE),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_stops_a_document_is_said_by_check_as_by_make(name: str) -> None:
    order, kind = WRONG[name]
    kitchen = Kitchen()
    good = task(1, Order("achilles-rupture", ISSUED, patient=PATIENT))
    for _ in range(2):
        kitchen.make(good)
        with pytest.raises(WorksheetError) as stopped:
            kitchen.make(task(2, order))
        problems = stopped.value.problems
        assert {problem.kind for problem in problems} == {kind}
        assert kitchen.check(task(2, order)) == problems
        with pytest.raises(WorksheetError) as single:
            make_sheet(order)
        assert single.value.problems == problems


def test_check_warns_as_make_does_and_a_short_program_ends_a_booklet(tmp_path: Path) -> None:
    kitchen = Kitchen()
    late = PATIENT.model_copy(update={"start": date(2024, 1, 1)})
    warned = task(1, Order("achilles-rupture", ISSUED, patient=late))
    assert kitchen.check(warned) == kitchen.make(warned).warnings != ()
    patient = Patient(name="Ann", start=ISSUED, surgery=ISSUED)
    assert kitchen.check(task(1, Order("achilles-rupture", ISSUED, patient=patient))) == ()
    short = tmp_path / "short.yaml"
    short.write_text(SHORT, encoding="utf-8")
    booklet = Order(str(short), ISSUED, "booklet", patient=patient)
    (early,) = kitchen.check(task(1, booklet, weeks=6))
    assert early.message == "nothing is due after week 4, and the booklet ends there"
    assert kitchen.plan(task(1, booklet, weeks=6))[1] == (early,)
    assert kitchen.check(task(1, booklet, weeks=4)) == ()


def test_about_names_what_was_loaded() -> None:
    kitchen = Kitchen()
    one = task(1, Order("achilles-rupture", ISSUED, "compact", overrides=("heel-raise.reps=9",)))
    assert kitchen.about(one) == ("compact", "achilles-rupture", "1.0")
    assert {"achilles-rupture.yaml", "compact.yaml", "en.yaml", "heel-raise.yaml"} <= {
        path.name for path in kitchen.files(one)
    }
