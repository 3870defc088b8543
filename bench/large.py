"""Whole runs of the command over large rosters: memory, time, and the size of merged files.

The runs are processes of their own. A small process watches each and measures its memory: memory
of a process counts for the process that started it as well.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.patients import PROGRAM, Doses, write_roster

_SMALL = 1_000
_SHOWN = 20
_WATCH = """
import json, os, sys, time
begin = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(process, 0)
wall, code = time.perf_counter() - begin, os.waitstatus_to_exitcode(status)
cpu = used.ru_utime + used.ru_stime
print(json.dumps({"code": code, "wall_s": wall, "cpu_s": cpu, "peak_kb": used.ru_maxrss}))
"""
_SETTINGS = ("--quiet", "--program", PROGRAM, "--issued", "2026-12-01", "--paper", "a4")


class Usage(NamedTuple):
    """What a run took: wall and CPU time in seconds, and its peak memory in megabytes."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def run_batch(roster: Path, *options: str) -> Usage:
    """Run the command on a roster and watch it.

    Raises:
        SystemExit: It did not print every row.
    """
    command = [sys.executable, "-m", "worksheets", "batch", str(roster), *options, *_SETTINGS]
    run = subprocess.run(
        [sys.executable, "-S", "-c", _WATCH, *command], capture_output=True, text=True, check=True
    )
    used = json.loads(run.stdout.splitlines()[-1])
    if used["code"] != 0:
        last = run.stderr.splitlines()[-_SHOWN:]
        raise SystemExit("\n".join([*last, f"the batch ended with exit code {used['code']}"]))
    return Usage(used["wall_s"], used["cpu_s"], used["peak_kb"] / 1024)


def measure_rows(rows: int, doses: Doses) -> Iterator[tuple[str, str, str]]:
    """Memory and time of runs over a small and a large roster, into folders and merged.

    Args:
        rows: How many rows the large one has.
        doses: How doses differ.
    """
    for merged in (False, True):
        said = f"{'merged' if merged else 'files'}, doses {doses}"
        used = {}
        for count in (_SMALL, rows):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                roster, print_room = folder / "roster.csv", folder / "print.pdf"
                write_roster(roster, doses, count)
                where = ("--merge", print_room) if merged else ("-o", folder / "sheets")
                used[count] = run_batch(roster, *map(str, where))
                sizes = [file.stat().st_size for file in folder.glob("print*.pdf")]
            yield f"{count:,} {said}: peak memory", f"{used[count].peak_mb:.0f} MB", ""
            yield f"{count:,} {said}: CPU a row", f"{used[count].cpu_s / count * 1000:.2f} ms", ""
            if merged:
                yield f"{count:,} {said}: size a row", f"{sum(sizes) / count / 1000:.2f} KB", ""
        ratio = used[rows].peak_mb / used[_SMALL].peak_mb
        yield f"peak {rows:,} / {_SMALL:,}, {said}", f"{ratio:.2f}", "at most 1.2"
