"""Loading for many orders gives what loading for one order gives, and the same problems."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from worksheets.load.library import FileCache, Library
from worksheets.load.order import Loaded, Order, Selection, load_order, load_selection
from worksheets.load.tree import Node, read_tree
from worksheets.model import Override, Patient
from worksheets.problems import WorksheetError

ISSUED = date(2026, 12, 7)
FILES = FileCache()
"""One for all tests: what was loaded before must not matter."""

PHASED = "achilles-rupture-weeks-9-16"


def outcome(order: Order, files: FileCache | None) -> object:
    """What an order loads, in comparable parts, or its problems."""
    try:
        loaded = load_order(order, files)
    except WorksheetError as error:
        return error.problems
    return replace(loaded, library=loaded.library.files_read)  # type: ignore[arg-type]


def test_a_cache_of_files_changes_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "no.yaml"
    wrong.write_text("kind: program\ntitle: 3\n", encoding="utf-8")
    for program, *overrides in (
        (PHASED, "heel-raise.sets=4", "frequency=3/day", "pool.progress.reps=8 -> 12 over 4 weeks"),
        (PHASED, "plank.hold=", "plank.rest=1 min", "title=x"),
        (PHASED,),
        ("achilles-rupture", "heel-raise.sets=[12, 10, 8]", "heel-raise.note=Mit Gefühl"),
        ("achilles-rupture",),
        (str(wrong), "heel-raise.reps=3"),
        (str(wrong),),
        ("no-such-program", "heel-raise.reps=4"),
    ):
        order = Order(program, ISSUED, overrides=tuple(overrides))
        alone = outcome(order, None)
        assert outcome(order, FILES) == outcome(order, FILES) == alone


def test_every_file_is_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text("kind: clinic\nname: A clinic\nphone: 01632 960001\n", encoding="utf-8")
    read: list[Path] = []

    def read_and_count(path: Path) -> Node:
        read.append(path)
        return read_tree(path)

    monkeypatch.setattr("worksheets.load.library.read_tree", read_and_count)
    files = FileCache()

    def load(*overrides: str, program: str = "achilles-rupture") -> Loaded:
        return load_selection(Selection(program, clinic=clinic, overrides=overrides), files)

    one, two = load("heel-raise.sets=3"), load("heel-raise.sets=2")
    assert len(read) == len(set(read)) > 5
    assert two.locale is one.locale
    assert two.clinic is one.clinic
    assert load(program="achilles-rupture-weeks-9-16").template is one.template
    assert len(read) == len(set(read))


def test_libraries_with_other_folders_find_their_own_files(tmp_path: Path) -> None:
    files, built_in = FileCache(), Library().load("exercise", "heel-raise")
    mine = tmp_path / "heel-raise.yaml"
    text = Library().where("exercise", "heel-raise").read_text(encoding="utf-8")
    mine.write_text(text.replace(built_in.name, "Mine"), encoding="utf-8")
    for roots, name in (((), built_in.name), ((tmp_path,), "Mine"), ((), built_in.name)):
        library = Library(roots, files=files)
        assert library.load("exercise", "heel-raise").name == name
        assert library.files_read[0] == library.where("exercise", "heel-raise")


def test_a_selection_has_no_word_of_the_patient_and_warnings_are_of_the_order() -> None:
    early, files = date(2024, 1, 1), FileCache()
    patient = Patient(name="Quillaz", number="8837461", start=early)
    override = Override(reason="Quillaz may", by="Dr Quillaz")
    order = Order("achilles-rupture", ISSUED, patient=patient, override=override, mark="Quillaz")
    plain = Order("achilles-rupture", ISSUED)
    assert order.selection == plain.selection
    assert len({order, plain}) == len({order.selection, plain.selection}) + 1
    assert "Quillaz" not in repr(order.selection)
    for one, said in (
        (order, ["the start is more than a year from the date of issue"]),
        (plain, []),
    ):
        assert [problem.message for problem in load_order(one, files).warnings] == said
