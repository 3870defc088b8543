"""Figures that cannot be, as `worksheets check` explains them: `NAME.yaml`, `NAME.expected.txt`.

Wrong words are found when a file is read, wrong poses when the figure is drawn; people see no
difference.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner
from wrong_files import assert_explained, names_in

from worksheets.cli.main import main

WRONG = Path(__file__).parent / "wrong_figures"
NAMES = names_in(WRONG, least=19)


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_figure_is_explained(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_explained(WRONG, name, monkeypatch)


def test_every_wrong_figure_of_a_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG.parent)
    result = CliRunner().invoke(main, ["check", WRONG.name], catch_exceptions=False)
    told = {Path(line.partition(":")[0]).stem for line in result.stderr.splitlines()}
    assert told == set(NAMES)
