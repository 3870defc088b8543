"""`worksheets list` and `worksheets show`: what there is, on a terminal and in a pipe."""

import re
from pathlib import Path

import pytest
from cli_runs import on_terminal, run, run_ok

from worksheets.load.library import Library
from worksheets.problems import Kind

EXERCISE = "kind: exercise\nname: {name}\nsteps: [Begin., End.]\n"


@pytest.fixture
def mine(folder: Path) -> Path:
    (folder / "mine" / "exercises").mkdir(parents=True)
    path = folder / "mine" / "exercises" / "heel-raise.yaml"
    path.write_text(EXERCISE.format(name='"Rise [bold]up[/bold] :smile: \\u202etfel"'))
    return path


def test_the_list_has_everything_in_groups() -> None:
    said = run_ok("list").stdout
    for heading, kind in (
        ("Programs", "program"),
        ("Exercises", "exercise"),
        ("Templates", "template"),
        ("Locales", "locale"),
    ):
        group = said.split(f"{heading}\n")[1].split("\n\n")[0]
        ids = [line.split()[0] for line in group.splitlines()]
        assert ids == Library().ids(kind)
        assert ids


@pytest.mark.parametrize("kind", ["programs", "exercises", "templates", "locales"])
def test_one_kind_is_a_line_each(kind: str) -> None:
    lines = run_ok("list", kind).stdout.splitlines()
    assert [line.split()[0] for line in lines] == Library().ids(kind[:-1])
    assert all(line == line.rstrip() for line in lines)


def test_columns_of_a_pipe_are_aligned() -> None:
    lines = run_ok("list", "exercises").stdout.splitlines()
    longest = max(len(line.split()[0]) for line in lines)
    assert {line[longest : longest + 2] for line in lines} == {"  "}
    assert all(line[longest + 2] != " " for line in lines)


def test_the_hint_of_an_unknown_id_is_a_command_that_works() -> None:
    for words in (["handout", "x"], ["handout", "achilles-rupture", "--language", "x"]):
        hint = run(*words).stderr.split("type: worksheets ")[1]
        run_ok(*hint.split())


def test_own_files_are_listed_with_their_path(mine: Path) -> None:
    lines = run_ok("list", "exercises", "--library", "mine").stdout.splitlines()
    (line,) = [line for line in lines if line.startswith("heel-raise ")]
    assert "Rise [bold]up[/bold] :smile: \N{REPLACEMENT CHARACTER}tfel" in line
    assert line.endswith(str(Path("mine/exercises/heel-raise.yaml")))
    assert "yaml" not in run_ok("list").stdout


def test_a_broken_file_is_listed_and_told(mine: Path) -> None:
    mine.write_text("kind: exercise\nnam: x\nsteps: [a]\n")
    result = run("list", "--library", "mine")
    assert result.exit_code == Kind.INVALID
    assert re.search(r"^  heel-raise +\(has problems\)", result.stdout, re.MULTILINE)
    assert "handout" in result.stdout
    assert 'unknown key "nam". Did you mean "name"?' in result.stderr


def test_a_terminal_wraps_the_list_to_its_width(folder: Path) -> None:
    ran = on_terminal("list", columns=50, env={"NO_COLOR": "1"})
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 50
    for file_id in Library().ids("exercise"):
        assert f"  {file_id} " in ran.out
    assert "…" not in ran.out
    assert "\x1b[3" not in ran.out
    assert "\x1b[3" in on_terminal("list").out


@pytest.mark.parametrize("columns", [1, 10, 30])
def test_a_narrow_terminal_is_no_bug(columns: int) -> None:
    assert on_terminal("list", columns=columns).code == 0
    assert on_terminal("show", "achilles-rupture", columns=columns).code == 0


def test_a_clinic_is_shown(folder: Path) -> None:
    text = "kind: clinic\nname: Hillside\naddress: [1 Hill, Town]\npaper: a4\n"
    (folder / "our.yaml").write_text(text)
    said = run_ok("show", "our.yaml").stdout
    assert said.startswith("Hillside\n  kind     clinic\n")
    assert "  address  1 Hill, Town\n" in said


def test_text_is_never_markup_of_the_terminal(mine: Path) -> None:
    ran = on_terminal("list", "--library", "mine", columns=140)
    assert "Rise [bold]up[/bold] :smile: " in ran.out
    assert "\u202e" not in ran.out


def test_a_program_is_shown_with_doses_gates_and_source() -> None:
    said = run_ok("show", "achilles-rupture").stdout
    assert said.startswith("Achilles tendon rupture\n")
    for part in (
        "These stretches and exercises help",
        "Standing calf stretch: Hold 30 seconds · 3 times",
        "Wait for the OK.",
        "Do not pull your foot towards you",
        "you feel a sudden pop",
        "Ask Doctor Jo",
        "achilles-rupture.yaml",
    ):
        assert part in said
    assert "\x1b" not in said


def test_every_built_in_file_can_be_shown() -> None:
    library = Library()
    shown = 0
    for kind in ("program", "exercise", "template", "locale"):
        for file_id in library.ids(kind):
            said = run_ok("show", file_id).stdout
            assert re.search(rf"^  kind +{kind}$", said, re.MULTILINE)
            shown += 1
    assert shown >= 10


def test_a_file_is_shown_by_its_path(mine: Path) -> None:
    said = run_ok("show", str(mine)).stdout
    assert "1  Begin.\n  2  End.\n" in said


def test_a_program_file_finds_exercises_beside_it(folder: Path) -> None:
    run_ok("new", "exercise", "wall-slide")
    run_ok("new", "program", "mine")
    text = (folder / "mine.yaml").read_text()
    (folder / "mine.yaml").write_text(text.replace("heel-raise", "wall-slide"))
    assert "Wall slide: " in run_ok("show", "mine.yaml").stdout


def test_an_id_of_two_kinds_shows_both(folder: Path) -> None:
    (folder / "handout.yaml").write_text(EXERCISE.format(name="Hand it out"))
    said = run_ok("show", "handout", "--library", ".").stdout
    assert "Hand it out" in said
    assert "week-grid" in said


def test_a_program_whose_exercises_are_missing_is_told(folder: Path) -> None:
    run_ok("new", "program", "mine")
    text = (folder / "mine.yaml").read_text()
    (folder / "mine.yaml").write_text(text.replace("exercise: heel-raise", "exercise: heel-rise"))
    result = run("show", "mine.yaml")
    assert result.exit_code == Kind.NOT_FOUND
    assert 'Did you mean "heel-raise"?' in result.stderr
