"""Programs that cannot be, as `worksheets check` explains them: `NAME.yaml`, `NAME.expected.txt`.

Phases, gates, measures and progress, each mistake with the line and column where it was made.
"""

from pathlib import Path

import pytest
from wrong_files import assert_explained, names_in

WRONG = Path(__file__).parent / "wrong_programs"
NAMES = names_in(WRONG, least=6)


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_program_is_explained(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_explained(WRONG, name, monkeypatch)
