"""What the README and the docs print works as printed: every command, and the exercise."""

import re
import shlex
from pathlib import Path

import pytest
from cli_runs import run

from worksheets.load.source import Source
from worksheets.load.tree import parse_tree
from worksheets.load.validate import read_model
from worksheets.model import Exercise

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/doses.md", "docs/booklets.md", "docs/batches.md")


def blocks(page: str, language: str = "") -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S)
    return [block for name, block in found if name == language]


def commands(page: str) -> list[str]:
    """The `worksheets` commands of a page, in order; lines that go on are joined."""
    lines = "".join(blocks(page)).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("worksheets ")]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_works_as_printed(page: str, folder: Path) -> None:
    printed = commands(page)
    assert printed
    for command in printed:
        words = shlex.split(command, comments=True)[1:]
        words = words[: words.index(">")] if ">" in words else words
        assert run(*words).exit_code == 0, command


def test_the_exercise_in_the_readme_is_an_exercise() -> None:
    (text,) = blocks("README.md", "yaml")
    exercise = read_model(parse_tree(Source("README.md", text)), Exercise, {"id": "heel-raise"})
    built_in = (ROOT / "data" / "exercises" / "heel-raise.yaml").read_text(encoding="utf-8")
    assert exercise.steps
    assert built_in.startswith(text.rstrip())
