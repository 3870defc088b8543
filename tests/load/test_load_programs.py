"""Programs that cannot be, as `worksheets check` explains them: `NAME.yaml`, `NAME.expected.txt`.

Phases, gates, measures and progress, each mistake with the line and column where it was made.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from worksheets.cli.main import main
from worksheets.problems import Kind

WRONG = Path(__file__).parent / "wrong_programs"
NAMES = sorted(path.stem for path in WRONG.glob("*.yaml"))


def test_there_are_wrong_programs() -> None:
    assert len(NAMES) >= 6
    assert len(NAMES) == len(list(WRONG.glob("*.expected.txt")))


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_program_is_explained(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WRONG)
    result = CliRunner().invoke(main, ["check", f"{name}.yaml"], catch_exceptions=False)
    expected = Path(f"{name}.expected.txt").read_text(encoding="utf-8").splitlines()
    told = result.stderr.splitlines()
    assert [line.removeprefix(f"{name}.yaml:") for line in told] == expected
    assert result.exit_code == Kind.INVALID
