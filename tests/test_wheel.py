"""The wheel carries what the program needs at run time: data and templates, and the starters."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_built_in_file_is_in_the_wheel(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    built_in = [
        path
        for folder in ("data", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    ]
    assert len(built_in) >= 10
    for path in built_in:
        assert f"worksheets/builtin/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "worksheets").rglob("*.py"):
        assert path.relative_to(ROOT).as_posix() in names
    for starter in (ROOT / "worksheets" / "cli" / "starters").iterdir():
        assert starter.relative_to(ROOT).as_posix() in names
