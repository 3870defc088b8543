"""Finding files by kind and id, changing them from the command line, and asking where."""

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict

from worksheets.load.folders import builtin_roots
from worksheets.load.library import Library
from worksheets.problems import Kind, WorksheetError


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Exercise(Model):
    id: str
    kind: Literal["exercise"]
    name: str


class Load(Model):
    weight: str | None = None


class Dose(Model):
    reps: int | list[int] | None = None
    load: Load | None = None
    frequency: str | None = None


class Item(Model):
    exercise: str | None = None
    task: str | None = None
    dose: Dose | None = None


class Phase(Model):
    name: str
    exercises: tuple[Item, ...] = ()


class Program(Model):
    id: str
    kind: Literal["program"]
    frequency: str | None = None
    exercises: tuple[Item, ...] = ()
    phases: tuple[Phase, ...] = ()


MODELS: dict[str, type[BaseModel]] = {"exercise": Exercise, "program": Program}

PROGRAM = """\
kind: program
exercises:
  - exercise: heel-raise
    dose: &usual {reps: 12}
  - exercise: step-up
    dose: *usual
  - task: ice
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine" / "exercises").mkdir(parents=True)
    files = {
        "exercises/heel-raise.yaml": "kind: exercise\nname: Heel raise\n",
        "toe-raise.yml": "kind: exercise\nname: Toe raise → slowly\n",
        "achilles.yaml": PROGRAM,
    }
    for name, text in files.items():
        (tmp_path / "mine" / name).write_text(text, encoding="utf-8")
    return tmp_path / "mine"


@pytest.fixture
def library(folder: Path) -> Library:
    return Library([folder], MODELS)


def said(error: pytest.ExceptionInfo[WorksheetError]) -> str:
    return "\n".join(map(str, error.value.problems))


def test_files_are_found_by_kind_and_id(library: Library, folder: Path) -> None:
    heel = library.load("exercise", "heel-raise")
    assert heel == Exercise(kind="exercise", id="heel-raise", name="Heel raise")
    assert library.load("exercise", "toe-raise").name.startswith("Toe")
    assert library.load("exercise", "heel-raise") is heel
    assert library.where("exercise", "heel-raise") == folder / "exercises" / "heel-raise.yaml"
    assert library.files_read == [
        folder / "exercises" / "heel-raise.yaml",
        folder / "toe-raise.yml",
    ]
    assert {"heel-raise", "toe-raise"} <= set(library.ids("exercise"))
    assert "achilles" not in library.ids("exercise")


def test_the_first_folder_wins(folder: Path, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    (first / "heel-raise.yaml").write_text("kind: exercise\nname: Mine\n", encoding="utf-8")
    assert Library([first, folder], MODELS).load("exercise", "heel-raise").name == "Mine"


def test_built_in_folders_are_found_in_a_checkout_and_in_a_wheel(tmp_path: Path) -> None:
    assert all(root.is_dir() for root in builtin_roots())
    installed = tmp_path / "worksheets" / "builtin"
    (installed / "data").mkdir(parents=True)
    assert builtin_roots(tmp_path / "worksheets") == (installed / "data", installed / "templates")


@pytest.mark.parametrize(
    "wrong", ["../x", "a/b", "/etc/passwd", "", "Heel", "a--b", "a-", "x" * 65, "a\0", "a.yaml"]
)
def test_what_is_no_id_never_becomes_a_path(library: Library, wrong: str) -> None:
    with pytest.raises(WorksheetError, match="cannot be the id"):
        library.load("exercise", wrong)


def test_an_unknown_id_gets_a_suggestion(library: Library) -> None:
    with pytest.raises(WorksheetError) as caught:
        library.load("exercise", "heel-rise")
    assert said(caught) == (
        'there is no exercise "heel-rise". Did you mean "heel-raise"? '
        "To see all, type: worksheets list exercises"
    )
    assert caught.value.exit_code == Kind.NOT_FOUND
    with pytest.raises(WorksheetError, match=r'Did you mean "heel-raise"\?$'):
        library.load("exercise", "Heel-Raise")


def test_a_file_of_another_kind_is_mentioned(library: Library, folder: Path) -> None:
    with pytest.raises(WorksheetError, match=r"achilles\.yaml is a program\."):
        library.load("exercise", "achilles")
    with pytest.raises(WorksheetError, match="1:7: this file is a program"):
        library.load_path(folder / "achilles.yaml", "exercise")


def test_two_files_with_one_id_are_not_chosen_between(library: Library, folder: Path) -> None:
    (folder / "heel-raise.yaml").write_text("kind: exercise\nname: x\n", encoding="utf-8")
    with pytest.raises(WorksheetError, match="two files in one folder are the exercise"):
        library.load("exercise", "heel-raise")


def test_a_link_must_not_leave_the_folder(library: Library, folder: Path) -> None:
    outside = folder.parent / "outside.yaml"
    outside.write_text("kind: exercise\nname: x\n", encoding="utf-8")
    (folder / "link.yaml").symlink_to(outside)
    (folder / "inner.yaml").symlink_to(folder / "toe-raise.yml")
    with pytest.raises(WorksheetError, match="link that leads out of the folder"):
        library.load("exercise", "link")
    assert library.load("exercise", "inner").id == "inner"


def test_a_file_is_loaded_by_its_path(library: Library, tmp_path: Path) -> None:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    path = written("Meine Übung 2.yaml", "kind: exercise\nname: x\n")
    assert library.load_path(path).id == "meine-ubung-2"
    with pytest.raises(WorksheetError, match=r'cannot be "exercize"\. Did you mean "exercise"'):
        library.load_path(written("a.yaml", "kind: exercize\n"))
    with pytest.raises(WorksheetError, match='"kind" is missing'):
        library.load_path(written("b.yaml", "name: x\n"))


def test_a_folder_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(WorksheetError, match="no such folder"):
        Library([tmp_path / "none"], MODELS)


def test_a_character_is_traced_to_where_it_was_written(library: Library, folder: Path) -> None:
    library.load("exercise", "toe-raise")
    (origin,) = library.origins("→")
    assert (origin.source.name, *origin[1:]) == (str(folder / "toe-raise.yml"), 2, 17)
    mark = library.place_of(folder / "toe-raise.yml", "Toe raise → slowly")
    assert mark
    assert mark[1:] == (2, 7)


def test_changes_from_the_command_line(library: Library) -> None:
    changes = [
        "heel-raise.reps=[12, 10, 8]",
        "heel-raise.frequency = 2/day",
        "ice.load.weight=2 kg",
        "frequency=daily",
    ]
    program = library.load("program", "achilles", changes)
    heel, step, ice = program.exercises
    assert program.frequency == "daily"
    assert heel.dose == Dose(reps=[12, 10, 8], frequency="2/day")
    assert step.dose == Dose(reps=12)  # shares the dose in the file, but not the change
    assert ice.dose == Dose(load=Load(weight="2 kg"))
    assert library.load("program", "achilles").frequency is None


def test_a_change_reaches_an_item_in_every_phase(library: Library, folder: Path) -> None:
    text = """\
kind: program
exercises:
  - task: ice
phases:
  - name: one
    exercises: [{exercise: heel-raise, dose: {reps: 5}}, {exercise: step-up}]
  - name: two
  - name: three
    exercises: [{exercise: heel-raise}]
"""
    (folder / "phased.yaml").write_text(text, encoding="utf-8")
    changes = ["heel-raise.load.weight=2 kg", "ice.reps=1", "step-up.frequency=daily"]
    program = library.load("program", "phased", changes)
    one, two, three = program.phases
    assert program.exercises[0].dose == Dose(reps=1)
    assert one.exercises[0].dose == Dose(reps=5, load=Load(weight="2 kg"))
    assert one.exercises[1].dose == Dose(frequency="daily")
    assert two.exercises == ()
    assert three.exercises[0].dose == Dose(load=Load(weight="2 kg"))
    assert library.load("program", "phased").phases[2].exercises[0].dose is None
    with pytest.raises(WorksheetError) as caught:
        library.load("program", "phased", ["knee.reps=5", "step-upp.reps=5", "phases=[]"])
    assert said(caught).splitlines() == [
        '--set knee.reps: the program has no exercise "knee". It has ice, heel-raise and step-up.',
        '--set step-upp.reps: the program has no exercise "step-upp". Did you mean "step-up"?',
        "--set phases: --set changes doses only. "
        "Write it like heel-raise.reps=15 or frequency=2/day.",
    ]


@pytest.mark.parametrize("phases", ["phases: soon", "phases: [soon]", "phases:", "phases: {a: 1}"])
def test_a_change_to_phases_that_are_none_is_no_bug(
    library: Library, folder: Path, phases: str
) -> None:
    (folder / "wrong.yaml").write_text(f"kind: program\nexercises: [task: ice]\n{phases}\n")
    with pytest.raises(WorksheetError, match='"phases"'):
        library.load("program", "wrong", ["ice.reps=2"])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("heel-rise.reps=5", 'the program has no exercise "heel-rise". Did you mean "heel-raise"?'),
        ("knee.reps=5", 'the program has no exercise "knee". It has heel-raise, step-up and ice.'),
        ("reps", "there is no = between the name and the value. Write it like"),
        ("ice.reps=", "there is no value after the =. Write it like"),
        ("ice.reps=#", '"reps" should be a whole number or a list, not text.'),
        ("ice=15", 'the part of the dose of "ice" is not named. Write it like ice.reps=15.'),
        ("ice.dose.reps=15", "the word dose is left out here. Write it like ice.reps=15."),
        ("ice.steps=[Cool it.]", "the steps of a dose are a number of steps. Write it like"),
        ("exercises=[]", "--set changes doses only. Write it like heel-raise.reps=15 or freq"),
        ("exercises.0.dose=1", "--set changes doses only. Write it like heel-raise.reps=15"),
        ("kind=exercise", "--set changes doses only. Write it like heel-raise.reps=15"),
        ("gates=[]", "--set changes doses only. Write it like heel-raise.reps=15"),
        ("frequncy=daily", '--set changes doses only. Did you mean "frequency"?'),
        ("ice.repetitions=5", 'unknown key "repetitions". Did you mean "reps"?'),
        ("ice.weight=5", 'unknown key "weight". Did you mean "load"?'),
        ("ice.per_day=5", 'unknown key "per_day". Did you mean "frequency"?'),
        ("ice..reps=1", "the name before the = is not complete. Write it like"),
        ("ice.reps=[1", "the bracket [ is not closed"),
        ("ice.reps=!!python/name:os.system", "tags, words that begin with !, are not used"),
        ("ice.reps=*usual", "*… repeats a value marked &…, and there is none above"),
        ("ice.reps=" + "[" * 60, "values are nested more than 50 levels deep"),
        ("ice.rep=5", 'unknown key "rep". Did you mean "reps"?'),
        ("ice.reps=many", '"reps" should be a whole number or a list, not text.'),
        ("ice.reps=\x1b[2J", "a control character (U+001B) cannot be printed"),
        ("ice.reps=\udcff", "a control character (U+DCFF) cannot be printed"),
    ],
)
def test_a_wrong_change_is_explained(library: Library, change: str, expected: str) -> None:
    with pytest.raises(WorksheetError) as caught:
        library.load("program", "achilles", ["frequency=daily", change])
    (problem,) = caught.value.problems
    assert problem.file == f"--set {change.partition('=')[0]}"
    assert problem.line is None
    assert str(problem).startswith(f"{problem.file}: {expected}")
    assert "\x1b" not in str(problem)


def test_a_value_from_the_command_line_is_not_repeated(library: Library) -> None:
    wrong = ["ice.reps=Quilla", "ice.load=Quilla", "ice.kind=[Quilla", "Quilla says ice", "x y=Q"]
    for change in wrong:
        with pytest.raises(WorksheetError) as caught:
            library.load("program", "achilles", [change])
        assert "Quilla" not in said(caught)
        assert said(caught).startswith("--set")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Use chair #2, stop if dizzy", "Use chair #2, stop if dizzy"),
        ("Chair # 2", "Chair # 2"),
        ("#2", "#2"),
        ("'chair #2'", "chair #2"),
        ('"chair #2 \\u2192"', "chair #2 →"),
    ],
)
def test_a_hash_on_the_command_line_is_text(library: Library, written: str, value: str) -> None:
    program = library.load("program", "achilles", [f"ice.frequency={written}"])
    assert program.exercises[2].dose == Dose(frequency=value)
