"""Figures that cannot be, as `worksheets check` explains them: `NAME.yaml`, `NAME.expected.txt`.

Wrong words are found when a file is read, wrong poses when the figure is drawn; people see no
difference.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from worksheets.cli.main import main
from worksheets.problems import Kind

WRONG = Path(__file__).parent / "wrong_figures"
NAMES = sorted(path.stem for path in WRONG.glob("*.yaml"))


def test_there_are_wrong_figures() -> None:
    assert len(NAMES) >= 19
    assert len(NAMES) == len(list(WRONG.glob("*.expected.txt")))


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_figure_is_explained(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG)
    result = CliRunner().invoke(main, ["check", f"{name}.yaml"], catch_exceptions=False)
    expected = Path(f"{name}.expected.txt").read_text(encoding="utf-8").splitlines()
    told = result.stderr.splitlines()
    assert [line.removeprefix(f"{name}.yaml:") for line in told] == expected
    assert result.exit_code == Kind.INVALID


def test_every_wrong_figure_of_a_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG.parent)
    result = CliRunner().invoke(main, ["check", WRONG.name], catch_exceptions=False)
    told = {Path(line.partition(":")[0]).stem for line in result.stderr.splitlines()}
    assert told == set(NAMES)
