"""A worker makes what is made for one patient alone, whatever it made before."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from secrets import token_hex

import pytest

from worksheets.app import make_document
from worksheets.batch import documents
from worksheets.batch.documents import Work, attempt, digest_of, make
from worksheets.batch.task import Task
from worksheets.load.order import Order
from worksheets.model import Override, Patient
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


def task(order: Order) -> Task:
    return Task(1, "1", "1.pdf", order)


def new_work() -> Work:
    return Work(token_hex(8))


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
        Order("achilles-rupture", ISSUED, "booklet", patient=PATIENT, whole_weeks=True, weeks=2)
    ),
}


@pytest.mark.parametrize("fillable", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_a_worker_makes_the_same_bytes_as_the_command_for_one(name: str, fillable: bool) -> None:
    one, work = CASES[name], new_work()
    one = replace(one, order=replace(one.order, fillable=fillable))
    alone = make_document(one.order)
    for _ in range(2):
        made = make(work, one)
        assert (made.data, made.plan, made.warnings) == (alone.data, alone.plan, alone.warnings)
    laid = make(work, one, draw=False)
    assert (laid.data, laid.plan, laid.warnings) == (b"", alone.plan, alone.warnings)


def orders_of_a_roster(folder: Path) -> list[Task]:
    """Tasks that differ in the patient, in doses, or in a file."""
    clinic = folder / "clinic.yaml"
    clinic.write_text(CLINIC, encoding="utf-8")
    base = Order("achilles-rupture", ISSUED, patient=PATIENT)
    orders = [
        replace(base, patient=PATIENT.model_copy(update={"name": name}), **changes)
        for name in ("Ann", "Żółć Ñandú-Øre", "Maria de la Concepción " * 3)
        for changes in (
            {},
            {"overrides": ("heel-raise.sets=2", "frequency=Mon, Wed, Fri")},
            {"clinic": clinic, "mark": "1 of 15", "overrides": ("heel-raise.sets=2",)},
            {"template": "grid", "paper": "letter", "whole_weeks": True},
            {"program": "achilles-rupture-weeks-9-16", "week": 2},
        )
    ]
    return [task(order) for order in orders] + list(CASES.values())


def test_what_was_made_before_changes_nothing(tmp_path: Path) -> None:
    """All of them, the same backwards, and each by itself."""
    tasks = orders_of_a_roster(tmp_path)
    work, backwards = new_work(), new_work()
    made = [make(work, one).data for one in tasks]
    assert made == [make(backwards, one).data for one in tasks[::-1]][::-1]
    assert len(set(made)) == len(tasks)
    assert made[::4] == [make(new_work(), one).data for one in tasks[::4]]


def test_nothing_is_read_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    work, tasks = new_work(), orders_of_a_roster(tmp_path)
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
        make_document(order)
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
        replace(base, order=replace(order, fillable=True)),
        replace(base, order=replace(order, template="booklet", weeks=2)),
    ]
    found = {digest_of(new_work(), one) for one in changed}
    clinic.write_text(CLINIC.replace("960001", "960002"), encoding="utf-8")
    found.add(digest_of(new_work(), base))
    assert len(found) == len(changed) + 1
    elsewhere = tmp_path / "copy.yaml"
    elsewhere.write_bytes(clinic.read_bytes())
    moved = replace(base, row=9, order=replace(order, clinic=elsewhere))
    assert digest_of(new_work(), moved) in found
