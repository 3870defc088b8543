"""`worksheets check`: all problems of all files, and of what they name."""

import os
import shutil
import unicodedata
from pathlib import Path

import pytest
from cli_runs import on_terminal, run, run_ok

from worksheets.load.folders import builtin_roots
from worksheets.problems import Kind

EXERCISE = "kind: exercise\nname: {0}\nsteps: [Begin.]\n{1}"
PROGRAM = (
    "kind: program\ntitle: x\nversion: '1'\npurpose: y\nstop_and_call: {call: z}\n"
    "exercises:\n  - exercise: heel-raise\n  - exercise: heel-rise\n"
)


def test_everything_built_in_is_as_it_should_be() -> None:
    built_in = [path for root in builtin_roots() for path in root.rglob("*.yaml")]
    assert len(built_in) >= 10
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{len(built_in)} files, no problems.\n"


def test_all_problems_of_all_files_are_told_at_once(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "one.yaml").write_text("kind: exercise\nnam: x\nstps: [a]\n")
    (folder / "a" / "two.yml").write_text("kind: exercise\nname: [\n")
    (folder / "three.yaml").write_text(PROGRAM)
    (folder / "good.yaml").write_text(EXERCISE.format("Good", ""))
    result = run("check", "a", "three.yaml", "good.yaml", "none.yaml")
    assert result.exit_code == Kind.UNREADABLE  # the most basic problem
    told = [line.partition(": ")[0] for line in result.stderr.splitlines()]
    assert [name.split(":")[0] for name in told] == [
        *["a/one.yaml"] * 2,
        "a/two.yml",
        "three.yaml",
        "none.yaml",
    ]
    assert "three.yaml:8:15: there is no exercise" in result.stderr
    assert 'Did you mean "heel-raise"?' in result.stderr
    assert result.stdout == "5 files, 5 problems.\n"


def test_links_between_exercises_are_followed(folder: Path) -> None:
    (folder / "one.yaml").write_text(
        EXERCISE.format("One", "easier: [two, heel-raise]\nharder: thre\n")
    )
    (folder / "two.yaml").write_text(EXERCISE.format("Two", ""))
    (folder / "three.yaml").write_text(EXERCISE.format("Three", ""))
    result = run("check", "one.yaml")
    assert result.exit_code == Kind.NOT_FOUND
    assert result.stderr == (
        'one.yaml:5:9: there is no exercise "thre". Did you mean "three"? '
        "To see all, type: worksheets list exercises\n"
    )
    assert result.stdout == "1 file, 1 problem.\n"


@pytest.mark.parametrize("words", [["lib"], ["lib/exercises"], ["lib/exercises/one.yaml"]])
def test_files_find_each_other_in_the_folders_of_a_library(words: list[str], folder: Path) -> None:
    for kind in ("exercises", "programs"):
        (folder / "lib" / kind).mkdir(parents=True)
    (folder / "lib/exercises/one.yaml").write_text(EXERCISE.format("One", "easier: two\n"))
    (folder / "lib/exercises/two.yaml").write_text(EXERCISE.format("Two", ""))
    (folder / "lib/programs/all.yaml").write_text(PROGRAM.replace("heel-rise", "one"))
    result = run("check", *words)
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_library_elsewhere_is_looked_into(folder: Path) -> None:
    (folder / "lib").mkdir()
    (folder / "lib" / "two.yaml").write_text(EXERCISE.format("Two", ""))
    (folder / "in").mkdir()
    (folder / "in" / "one.yaml").write_text(EXERCISE.format("One", "easier: two\n"))
    assert run("check", "in").exit_code == Kind.NOT_FOUND
    assert run_ok("check", "in", "--library", "lib").stdout == "1 file, no problems.\n"
    missing = run("check", "in", "--library", "nowhere")
    assert missing.exit_code == Kind.NOT_FOUND
    assert "nowhere: no such folder" in missing.stderr


def test_pictures_have_to_exist_and_to_be_pictures(folder: Path) -> None:
    (folder / "one.yaml").write_text(EXERCISE.format("One", "figure: {image: no.png, alt: a}\n"))
    (folder / "two.yaml").write_text(EXERCISE.format("Two", "figure: {image: text.png, alt: a}\n"))
    (folder / "text.png").write_text("no picture")
    (folder / "clinic.yaml").write_text("kind: clinic\nname: x\nlogo: logo.png\nlibraries: no\n")
    result = run("check", ".")
    assert 'one.yaml:4:17: there is no file "no.png"' in result.stderr
    assert "text.png: this is not a PNG, JPEG or SVG picture" in result.stderr
    assert 'clinic.yaml:3:7: there is no file "logo.png"' in result.stderr
    assert "no: no such folder" in result.stderr
    assert result.stdout == "3 files, 4 problems.\n"


def test_phrases_of_a_locale_have_to_be_messages(folder: Path) -> None:
    (built_in,) = (root / "locales" for root in builtin_roots() if (root / "locales").is_dir())
    text = (built_in / "en.yaml").read_text("utf-8")
    assert 'range: "{low}–{high}"' in text
    (folder / "xx.yaml").write_text(text.replace('"{low}–{high}"', '"{low–{high}"'), "utf-8")
    result = run("check", "xx.yaml")
    assert result.exit_code == Kind.INVALID
    line = text[: text.index("range: ")].count("\n") + 1
    assert f"xx.yaml:{line}:10: the phrase" in result.stderr
    shutil.copy(built_in / "en.yaml", folder / "yy.yaml")
    run_ok("check", "yy.yaml")


def test_a_name_that_cannot_be_an_id_is_told(folder: Path) -> None:
    (folder / "Wall Slide.yaml").write_text(EXERCISE.format("Wall slide", ""))
    result = run("check", ".")
    assert result.exit_code == Kind.INVALID
    assert "Rename it to wall-slide.yaml." in result.stderr
    (folder / "Wall Slide.yaml").write_text(PROGRAM.replace("heel-rise", "soleus-stretch"))
    run_ok("check", ".")


def test_two_files_with_one_id_are_told(folder: Path) -> None:
    for name in ("one.yaml", "one.yml"):
        (folder / name).write_text(EXERCISE.format("One", ""))
    result = run("check", ".")
    assert result.exit_code == Kind.INVALID
    assert 'two files in one folder are the exercise "one"' in result.stderr
    assert result.stdout == "2 files, 1 problem.\n"


def test_folders_are_searched_but_hidden_ones_are_not(folder: Path) -> None:
    for place in (".git", "deep/er/still"):
        (folder / place).mkdir(parents=True)
        (folder / place / "one.yaml").write_text("nothing good")
    (folder / "notes.txt").write_text("no YAML")
    result = run("check", ".", str(folder), "deep/er/still/one.yaml")
    assert result.stdout == "1 file, 1 problem.\n"
    assert result.stderr.startswith("deep/er/still/one.yaml:1:1: ")


def test_a_folder_without_files_is_told(folder: Path) -> None:
    (folder / "empty").mkdir()
    result = run("check", "empty")
    assert result.exit_code == Kind.NOT_FOUND
    assert result.stderr.startswith("empty: this folder has no YAML file")


def test_a_folder_that_may_not_be_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "shut").mkdir()
    look = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = run("check", ".")
    assert result.exit_code == Kind.UNREADABLE
    assert "shut: the folder cannot be read" in result.stderr


def test_a_problem_is_pointed_at_on_a_terminal_only(folder: Path) -> None:
    (folder / "one.yaml").write_text("kind: exercise\nname: x\nsteps: [a]\n  \nstps: b\n")
    assert run("check", "one.yaml").stderr.count("\n") == 1
    ran = on_terminal("check", "one.yaml", env={"NO_COLOR": "1"})
    assert ran.code == Kind.INVALID
    assert ran.out.splitlines()[1:3] == ["    5 | stps: b", "        ^"]
    assert "\x1b" not in ran.out
    assert "\x1b[31m" in on_terminal("check", "one.yaml").out


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_the_caret_stands_under_the_place_whatever_is_before_it(folder: Path) -> None:
    before = "figure: {image: x.png, alt: 日本語 e\N{COMBINING ACUTE ACCENT}, "
    line = before + "captoin: b}"
    (folder / "one.yaml").write_text(EXERCISE.format("x", line), "utf-8")
    shown, caret = on_terminal("check", "one.yaml", env={"NO_COLOR": "1"}).out.splitlines()[1:3]
    assert shown.endswith(line)
    assert len(caret) - 1 == columns(shown[: shown.index("captoin")]) - 1


def test_a_long_line_is_cut_so_that_the_caret_can_be_seen(folder: Path) -> None:
    line = f"steps: [{'b' * 150}., {{a: 1}}, {'c' * 90}.]"
    (folder / "one.yaml").write_text(f"kind: exercise\nname: x\n{line}\n")
    ran = on_terminal("check", "one.yaml", columns=60, env={"NO_COLOR": "1"})
    shown, caret = [row for row in ran.out.splitlines() if row.startswith("  ")]
    assert max(len(shown), len(caret)) < 60
    assert shown[len(caret) - 1 :].startswith("{a: 1}") or shown[len(caret) - 1] == "a"
    assert shown.startswith("    3 | …b")


def test_a_file_cannot_speak_to_the_terminal(folder: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\u202e"
    (folder / "one.yaml").write_bytes(f"kind: exercise\nname: a\t{evil}\n".encode())
    (folder / "two.yaml").write_text('kind: exercise\nname: x\nsteps: [a]\n"\u202ekey": x\n')
    (folder / f"{evil}.yaml").write_text("kind: nothing\n")
    for env in ({}, {"NO_COLOR": "1"}):
        ran = on_terminal("check", ".", env=env)
        assert ran.out.count("yaml:") == 3
        for letter in ("\x07", "\x1b]", "\x1b[2J", "\u202e", "\t"):
            assert letter not in ran.out
