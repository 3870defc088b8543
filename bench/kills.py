"""A batch that is killed again and again must end as one that was left alone."""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.large import SETTINGS, Line, run_batch
from bench.patients import Doses, write_roster

_SEED = 20


def measure_kills(rows: int, kills: int) -> Iterator[Line]:
    """Kill a run at random moments, resume it each time, and compare every byte at the end.

    Args:
        rows: How many rows the roster has.
        kills: How often the run is killed.

    Raises:
        SystemExit: The end is another one.
    """
    chance = random.Random(_SEED)
    with tempfile.TemporaryDirectory() as name:
        roster, calm, killed = (Path(name, part) for part in ("roster.csv", "calm", "killed"))
        write_roster(roster, Doses.OWN, rows)
        whole = run_batch(roster, "-o", str(calm)).wall_s
        command = [sys.executable, "-m", "worksheets", "batch", str(roster), "-o", str(killed)]
        too_late = 0
        for turn in range(kills):
            resume = ["--resume"] if turn else []
            with subprocess.Popen([*command, *SETTINGS, *resume], stderr=subprocess.DEVNULL) as run:
                time.sleep(chance.uniform(0.2, 2 * whole / kills))
                too_late += run.poll() is not None
                run.kill()
        made = len(list(killed.glob("*.pdf")))
        run_batch(roster, "-o", str(killed), "--resume")
        if differing := differences(calm, killed):
            raise SystemExit(f"after the kills other files than without: {differing[:5]}")
        files = len(list(calm.glob("[!.]*")))
    yield f"kill -9, {rows:,} rows", f"{kills - too_late} times", ""
    yield "sheets there after the last kill", f"{made:,}", ""
    yield "files that are the same, byte for byte", f"{files:,} of {files:,}", "all"


def differences(one: Path, other: Path) -> list[str]:
    """The names of files that two folders do not have alike."""
    names = sorted({path.name for folder in (one, other) for path in folder.glob("[!.]*")})
    return [name for name in names if _bytes_of(one / name) != _bytes_of(other / name)]


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
