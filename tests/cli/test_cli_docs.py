"""What the README and the docs print works as printed: every command, and the exercise."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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
def test_every_command_works_as_printed(page: str, tmp_path: Path) -> None:
    printed = commands(page)
    assert printed
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in printed:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_the_exercise_in_the_readme_is_an_exercise() -> None:
    (text,) = blocks("README.md", "yaml")
    exercise = read_model(parse_tree(Source("README.md", text)), Exercise, {"id": "heel-raise"})
    built_in = (ROOT / "data" / "exercises" / "heel-raise.yaml").read_text(encoding="utf-8")
    assert exercise.steps
    assert built_in.startswith(text.rstrip())
