"""A worker makes what is made for one patient alone, whatever it made before."""

import hashlib
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from secrets import token_hex

import pytest

from worksheets.app import BookletOptions, make_booklet, make_sheet
from worksheets.batch import documents
from worksheets.batch.documents import Work, attempt, digest_of, make
from worksheets.batch.task import Task
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


def task(order: Order, weeks: int | None = None) -> Task:
    return Task(1, "1", "1.pdf", order, weeks)


def new_work(draw: DrawOptions = DrawOptions()) -> Work:  # noqa: B008 - it is frozen
    return Work(token_hex(8), draw)


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
            patient=random_patient(pick, row),
            week=pick.choice((None, None, 1, 3) if program == PROGRAMS[0] else (1, 2, 4, 30)),
            whole_weeks=pick.random() < 0.2,
            mark=pick.choice(("", f"{row} of {count}")),
        )
        weeks = pick.choice((1, 3)) if row % 9 == 8 else None
        if weeks:
            order = replace(order, template="booklet", week=None)
        tasks.append(task(order, weeks))
    return tasks


def random_patient(pick: random.Random, row: int) -> Patient:
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


def digest(work: Work, one: Task) -> str:
    """What came out, its warnings too, or everything that stopped it."""
    try:
        document = make(work, one)
    except WorksheetError as error:
        return "problems-" + hashlib.sha256(repr(error.problems).encode()).hexdigest()
    return hashlib.sha256(document.data + repr(document.warnings).encode()).hexdigest()


def digests(tasks: Sequence[Task]) -> list[str]:
    work = new_work()
    return [digest(work, one) for one in tasks]


CASES = {
    "plain": task(Order("achilles-rupture", ISSUED)),
    "own doses": task(
        Order(
            "achilles-rupture",
            ISSUED,
            "grid",
            patient=PATIENT.model_copy(update={"side": "both"}),
            overrides=("heel-raise.reps=15", "heel-raise.side=affected", "frequency=2/day"),
        )
    ),
    "opened gates": task(
        Order(
            "achilles-rupture-weeks-9-16",
            ISSUED,
            patient=PATIENT,
            week=1,
            override=Override(reason="strong enough", by="Dr. A. Okafor"),
        )
    ),
    "booklet": task(
        Order("achilles-rupture", ISSUED, "booklet", patient=PATIENT, whole_weeks=True), 2
    ),
}


@pytest.mark.parametrize("draw", [DrawOptions(), DrawOptions(fillable=True)], ids=["paper", "form"])
@pytest.mark.parametrize("name", CASES)
def test_a_worker_makes_the_same_bytes_as_the_command_for_one(name: str, draw: DrawOptions) -> None:
    one, work = CASES[name], new_work(draw)
    if one.weeks is None:
        product = make_sheet(one.order, options=draw)
    else:
        product = make_booklet(one.order, BookletOptions(one.weeks), options=draw)
    for _ in range(2):
        assert make(work, one)[:3] == (product.data, product.plan, product.warnings)
    assert make(work, one, draw=False)[:3] == (b"", product.plan, product.warnings)


def test_what_was_made_before_changes_nothing(tmp_path: Path) -> None:
    """One long run, the same backwards, and some of them in another process."""
    tasks = random_tasks(36, seed=1, folder=tmp_path)
    forward = digests(tasks)
    assert forward == digests(tasks[::-1])[::-1]
    assert sum(not one.startswith("problems") for one in forward) > len(tasks) / 2
    assert len(set(forward)) > len(tasks) * 0.8
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); "
        "from test_batch_documents import digests, random_tasks; "
        "print(*digests(random_tasks(36, seed=1, folder=Path(sys.argv[2]))[::4]))"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent), str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert there.stdout.split() == forward[::4]


def test_nothing_is_read_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    work, tasks = new_work(), random_tasks(12, seed=4, folder=tmp_path)
    for one in tasks:
        attempt(work, one)

    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was read again")

    monkeypatch.setattr("worksheets.load.library.read_tree", refuse)
    for one in tasks:
        changed = replace(one, order=replace(one.order, overrides=("heel-raise.effort=RPE 4",)))
        made, document = attempt(work, changed)
        assert document is None or made.program == one.order.program
        assert "fault" not in "".join(problem.message for problem in made.problems)


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
def test_what_stops_a_document_is_what_stops_the_command_for_one(name: str) -> None:
    order, kind = WRONG[name]
    work = new_work()
    make(work, CASES["plain"])
    with pytest.raises(WorksheetError) as single:
        make_sheet(order)
    assert {problem.kind for problem in single.value.problems} == {kind}
    for _ in range(2):
        made, document = attempt(work, task(order))
        assert document is None and made.status == "error"
        assert made.problems == single.value.problems


def test_a_fault_of_the_program_stops_one_sheet_and_says_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("Siobhán O'Connor")

    monkeypatch.setattr(documents, "make", fail)
    made, _ = attempt(new_work(), CASES["plain"])
    (problem,) = made.problems
    assert problem.message.startswith("a fault of this program stopped this sheet (ValueError in ")
    assert "Siobhán" not in str(problem)


def test_a_digest_follows_from_all_that_a_document_is_made_from(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(CLINIC, encoding="utf-8")
    order = Order("achilles-rupture", ISSUED, clinic=clinic, patient=PATIENT)
    base = Task(1, "1", "1.pdf", order)
    changed = [
        base,
        replace(base, password="a long one"),
        replace(base, password="another one"),
        replace(base, order=replace(order, overrides=("heel-raise.reps=9",))),
        replace(base, order=replace(order, mark="#1")),
        replace(base, order=replace(order, patient=Patient())),
        replace(base, order=replace(order, paper="a4")),
    ]
    found = {digest_of(new_work(), one) for one in changed}
    found.add(digest_of(new_work(DrawOptions(fillable=True)), base))
    clinic.write_text(CLINIC.replace("960001", "960002"), encoding="utf-8")
    found.add(digest_of(new_work(), base))
    assert len(found) == len(changed) + 2
    elsewhere = tmp_path / "copy.yaml"
    elsewhere.write_bytes(clinic.read_bytes())
    moved = replace(base, row=9, order=replace(order, clinic=elsewhere))
    assert digest_of(new_work(), moved) in found
