"""Writing rosters, and reading them for tests."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from worksheets.model.roster import RosterSetup
from worksheets.problems import WorksheetError
from worksheets.rosters import Roster, RosterRow, read_roster

SAVED = Path(__file__).parent / "rosters_saved"
"""Files that a spreadsheet program saved."""
TODAY = date(2026, 6, 1)


def roster(folder: Path, data: str | bytes, name: str = "roster.csv", **options: Any) -> Roster:
    """A roster with this text; UTF-8 if it is not given as bytes."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    stated = {key: options.pop(key) for key in ("dates", "encoding") if key in options}
    if stated or "setup" in options:
        options["setup"] = RosterSetup.model_validate(options.get("setup", {}) | stated)
    return read_roster(path, **{"today": TODAY, **options})


def rows(
    folder: Path, data: str | bytes, name: str = "roster.csv", **options: Any
) -> list[RosterRow]:
    """Its rows."""
    with roster(folder, data, name, **options) as read:
        return list(read)


def values(
    folder: Path, data: str | bytes, name: str = "roster.csv", **options: Any
) -> list[dict[str, str]]:
    """The values of its patients, none of which has a problem."""
    found = [row for row in rows(folder, data, name, **options) if row.kind == "patient"]
    assert [problem for row in found for problem in row.problems] == []
    return [dict(row.values) for row in found]


def refused(folder: Path, data: str | bytes, name: str = "roster.csv", **options: Any) -> str:
    """What is said about a roster that cannot be read, without the file's name."""
    with pytest.raises(WorksheetError) as caught:
        roster(folder, data, name, **options)
    assert all(problem.file.endswith(name) for problem in caught.value.problems)
    return "\n".join(problem.message for problem in caught.value.problems)


def told(row: RosterRow) -> list[str]:
    """What is wrong with a row."""
    assert all(problem.line == row.number and problem.hint for problem in row.problems)
    return [problem.message for problem in row.problems]


def notes(read: Roster) -> list[str]:
    """The warnings about a roster."""
    return [problem.message for problem in read.warnings]
