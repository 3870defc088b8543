"""Folders of wrong files: `NAME.yaml` beside `NAME.expected.txt`, what `worksheets check` says."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from worksheets.cli.main import main
from worksheets.problems import Kind


def names_in(folder: Path, least: int) -> list[str]:
    """The names of the pairs in a folder: at least so many, and none of them alone."""
    names = sorted(path.stem for path in folder.glob("*.yaml"))
    assert len(names) >= least
    assert len(names) == len(list(folder.glob("*.expected.txt")))
    return names


def assert_explained(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is refused with the lines that stand beside it."""
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["check", f"{name}.yaml"], catch_exceptions=False)
    expected = Path(f"{name}.expected.txt").read_text(encoding="utf-8").splitlines()
    told = result.stderr.splitlines()
    assert [line.removeprefix(f"{name}.yaml:") for line in told] == expected
    assert result.exit_code == Kind.INVALID
