"""Loading for many orders gives what loading for one order gives, and the same problems."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.kept import forget_all
from worksheets.load.composed import Shelf
from worksheets.load.library import Library
from worksheets.load.order import Loaded, Order, load_order
from worksheets.load.tree import Node, read_tree
from worksheets.model import Patient, Program
from worksheets.problems import Problem, WorksheetError

ISSUED = date(2026, 12, 7)
PROGRAMS = Library().ids("program")
GOOD = {
    "sets": ["1", "3", "2-4", "blank", "[12, 10, 8]"],
    "reps": ["10", "10-15", "as many as you can", "10 -> 20-25"],
    "hold": ["30 s", "15 s", "30-60 s", "[5 s, 10 s]"],
    "rest": ["60 s", "2 min", "blank"],
    "load": ["4 kg", "body weight", "red band"],
    "side": ["each", "left"],
    "frequency": ["2/day", "Mon, Wed, Fri", "every 2 days"],
    "note": ["Slowly.", "Mit Gefühl: <b>100 %</b>"],
    "effort": ["RPE 5"],
    "progress.reps": ["8 -> 12 over 4 weeks"],
}
WRONG = {
    "sets": ["-1", "many", "", "[", "{a: b"],
    "reps": ["0.5 s", "[1, 2]"],
    "frequency": ["often", "32/day 9"],
    "dose.reps": ["10"],
    "colour": ["blue"],
    "steps": ["[a, b]"],
    "a.b.c.d.e.f.g.h.i": ["1"],
    "": ["1"],
}


@cache
def ids_of(program: str) -> tuple[str, ...]:
    loaded = load_order(Order(program, ISSUED))
    return loaded.program.item_ids


def changes(program: str, values: dict[str, list[str]]) -> st.SearchStrategy[str]:
    """One change to a dose, written in one of several ways."""
    items = st.sampled_from(ids_of(program))
    fields = st.sampled_from([(name, value) for name in values for value in values[name]])
    shapes = st.sampled_from(["{0}.{1}={2}", "{0}.{1}= {2}", " {0} . {1} ={2} "])
    made = st.builds(lambda shape, item, pair: shape.format(item, *pair), shapes, items, fields)
    return made | st.sampled_from([f"frequency={value}" for value in GOOD["frequency"]])


def outcome(load: Iterable[Loaded]) -> tuple[object, ...]:
    """What an order loads, in comparable parts, or its problems."""
    try:
        (loaded,) = load
    except WorksheetError as error:
        return error.problems
    return (
        loaded.program,
        [item.model_fields_set for item in loaded.program.items],
        dict(loaded.exercises),
        loaded.template,
        loaded.locale,
        loaded.clinic,
        loaded.paper,
        loaded.warnings,
        loaded.library.files_read,
    )


PHASED = """\
kind: program
title: After a knee operation
version: "1"
purpose: To walk again.
anchor: surgery
frequency: 2/day
stop_and_call: {call: it hurts}
exercises:
  - {task: ice, name: Ice your knee, steps: Cool it., dose: {duration: 10 min}}
phases:
  - id: protect
    name: Protect
    from: 0 weeks
    to: 2 weeks
    exercises:
      - {exercise: quad-set, dose: {sets: 3, progress: {reps: {1: 10, 2: 12}}}}
      - {exercise: heel-slide, dose: {sets: 3, reps: 10}}
  - id: build
    name: Build strength
    from: 2 weeks
    frequency: 1/day
    exercises:
      - {exercise: heel-slide, dose: {sets: 2, reps: 10 -> 20}}
      - {exercise: mini-squat, note: Slowly.}
gates: {for: mini-squat, cleared: true}
"""
TWO = """\
kind: program
title: Two alike
version: "1"
purpose: To walk again.
frequency: 2/day
stop_and_call: {call: it hurts}
exercises:
  - {exercise: heel-slide, dose: {sets: 3, reps: 10}}
  - {exercise: mini-squat, dose: {sets: 3, reps: 10}}
  - {exercise: bridge, dose: {sets: 3, reps: 12}}
"""
SHELF = Shelf()
"""One for all examples: what was loaded before must not matter."""


def check_same(order: Order) -> tuple[object, ...]:
    composed = outcome(SHELF.load(one) for one in [order])
    assert composed == outcome(load_order(one) for one in [order])
    return composed


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_put_together_is_the_program_loaded(program: str) -> None:
    @settings(max_examples=12)
    @given(st.lists(changes(program, GOOD), max_size=6))
    def check(overrides: list[str]) -> None:
        check_same(Order(program, ISSUED, overrides=tuple(overrides)))

    check()


@settings(max_examples=25)
@given(st.data())
def test_wrong_changes_have_the_problems_that_they_have_alone(data: st.DataObject) -> None:
    program = "achilles-rupture"
    wrong = changes(program, WRONG)
    odd = st.sampled_from(
        ["heel-raise.reps", "heel-raise=3", "=", "heelraise.reps=3", "title.x=Bad", "purpose=x"]
    )
    overrides = data.draw(st.lists(changes(program, GOOD), max_size=3))
    overrides.append(data.draw(wrong | odd))
    check_same(Order(program, ISSUED, overrides=tuple(data.draw(st.permutations(overrides)))))


def test_items_that_stand_in_several_phases_change_in_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "knee.yaml"
    path.write_text(PHASED, encoding="utf-8")
    for overrides in (
        ("heel-slide.sets=4",),
        ("heel-slide.sets=4", "ice.duration=5 min"),
        ("frequency=3/day", "quad-set.progress.reps=8 -> 12 over 4 weeks"),
        ("heel-slide.reps=10", "mini-squat.reps=12"),
        ("heel-slide.hold=",),
        ("heel-slide.progress.reps={1: 10, 2: 12}", "heel-slide.rest=1 min"),
    ):
        composed = check_same(Order(str(path), ISSUED, overrides=overrides))
        is_wrong = overrides == ("heel-slide.hold=",)
        assert isinstance(composed[0], Problem if is_wrong else Program)


def test_what_two_patients_share_is_the_same_object_and_read_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("kind: clinic\nname: A clinic\nphone: 01632 960001\n", encoding="utf-8")
    read: list[Path] = []

    def read_and_count(path: Path) -> Node:
        read.append(path)
        return read_tree(path)

    monkeypatch.setattr("worksheets.load.library.read_tree", read_and_count)
    shelf = Shelf()

    def load(name: str, *overrides: str, program: str = "achilles-rupture") -> Loaded:
        patient = Patient(name=name)
        return shelf.load(
            Order(program, ISSUED, clinic=clinic, patient=patient, overrides=overrides)
        )

    one = load("Ann", "heel-raise.sets=3")
    files = len(read)
    assert files == len(set(read)) > 5
    two = load("Bea", "balance-one-leg.sets=2", "heel-raise.sets=3")
    assert len(read) == files
    assert two.locale is one.locale and two.clinic is one.clinic
    assert two.exercises is one.exercises
    same = [a is b for a, b in zip(one.program.exercises, two.program.exercises, strict=True)]
    assert same == [True] * 4 + [False]
    other = load("Cem", program="ankle-sprain" if "ankle-sprain" in PROGRAMS else PROGRAMS[-1])
    assert other.locale is one.locale and other.template is one.template
    assert read.count(clinic) == 1


def test_warnings_are_those_of_each_order() -> None:
    shelf, early = Shelf(), date(2024, 1, 1)

    def warnings(patient: Patient) -> list[str]:
        order = Order("achilles-rupture", ISSUED, patient=patient, overrides=("heel-raise.sets=2",))
        found: tuple[Problem, ...] = shelf.load(order).warnings
        assert found == load_order(order).warnings
        return [problem.message for problem in found]

    assert warnings(Patient(start=ISSUED)) == []
    assert warnings(Patient(start=early)) == [
        "the start is more than a year from the date of issue"
    ]
    assert warnings(Patient(start=ISSUED)) == []


def test_a_file_that_cannot_be_loaded_fails_for_every_order_alike(tmp_path: Path) -> None:
    shelf = Shelf()
    path = tmp_path / "no.yaml"
    path.write_text("kind: program\ntitle: 3\n", encoding="utf-8")
    for name in (str(path), "no-such-program"):
        for overrides in ((), ("heel-raise.reps=3",), ("heel-raise.reps=4",), ()):
            order = Order(name, ISSUED, overrides=overrides)
            with pytest.raises(WorksheetError) as mine:
                shelf.load(order)
            with pytest.raises(WorksheetError) as alone:
                load_order(order)
            assert mine.value.problems == alone.value.problems


@pytest.mark.parametrize("change", ["sets=7", "hold=35 s", "note=Mit Gefühl.", "side=each"])
def test_a_dose_that_two_exercises_share_is_the_very_same_object(
    change: str, tmp_path: Path
) -> None:
    """What is said and laid out of it is then made once; whatever else they are, they stay."""
    path = tmp_path / "two.yaml"
    path.write_text(TWO, encoding="utf-8")
    overrides = tuple(f"{name}.{change}" for name in ("heel-slide", "mini-squat", "bridge"))
    order = Order(str(path), ISSUED, overrides=overrides)
    check_same(order)
    first, second, other = Shelf().load(order).program.exercises
    assert first.dose is second.dose
    assert other.dose is not first.dose
    assert (first.id, second.id) == ("heel-slide", "mini-squat")
    again = Shelf().load(order).program.exercises  # read anew, and of the same doses
    assert [one.dose for one in again] == [first.dose, second.dose, other.dose]
    assert again[0].dose is first.dose
    forget_all()
    assert Shelf().load(order).program.exercises[0].dose == first.dose


@settings(max_examples=12)
@given(st.lists(st.lists(changes("achilles-rupture", GOOD), max_size=5), min_size=2, max_size=6))
def test_programs_are_the_same_in_any_order_and_with_nothing_kept(orders: list[list[str]]) -> None:
    made = [Order("achilles-rupture", ISSUED, overrides=tuple(one)) for one in orders]
    shelf = Shelf()
    kept = [outcome(shelf.load(one) for one in [order]) for order in made]
    assert kept == [outcome(shelf.load(one) for one in [order]) for order in made[::-1]][::-1]
    forget_all()
    assert kept[-1] == outcome(Shelf().load(one) for one in made[-1:])
    assert kept[0] == outcome(load_order(one) for one in made[:1])
