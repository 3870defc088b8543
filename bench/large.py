"""Whole runs of the command over large rosters: memory, time, size of one file, several processes.

The runs are processes of their own. A small one watches each and tells how much memory it took:
what a process has taken is also put down to what it was started from.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from bench.patients import PROGRAM, Doses, all_rows, write_roster

_SMALL = 1_000
_JOBS_ROWS = 2_000
_MOST_BYTES = 6_000
_SHOWN = 20
_HUNDRED = 100
_WATCH = """
import json, os, sys, time
begin = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(process, 0)
wall, code = time.perf_counter() - begin, os.waitstatus_to_exitcode(status)
cpu = used.ru_utime + used.ru_stime
print(json.dumps({"code": code, "wall_s": wall, "cpu_s": cpu, "peak_kb": used.ru_maxrss}))
"""

SETTINGS = ("--quiet", "--program", PROGRAM, "--issued", "2026-12-01", "--paper", "a4")
"""Options of every run."""

Line = tuple[str, str, str]
"""What was measured, its value, and what was asked for."""


class Usage(NamedTuple):
    """What a run took.

    Attributes:
        wall_s: Time from its start to its end, in seconds.
        cpu_s: CPU time of its own process, in seconds: with several jobs, others work for it.
        peak_mb: The most memory that one of its processes had, in megabytes.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float


def run_batch(roster: Path, *options: str) -> Usage:
    """Run the command on a roster and watch it.

    Raises:
        SystemExit: It did not print every row.
    """
    command = ["-m", "worksheets", "batch", str(roster), *options]
    run = subprocess.run(
        [sys.executable, "-S", "-c", _WATCH, sys.executable, *command, *SETTINGS],
        capture_output=True,
        text=True,
        check=True,
    )
    used = json.loads(run.stdout.splitlines()[-1])
    if used["code"] != 0:
        last = run.stderr.splitlines()[-_SHOWN:]
        raise SystemExit("\n".join([*last, f"the batch ended with exit code {used['code']}"]))
    return Usage(used["wall_s"], used["cpu_s"], used["peak_kb"] / 1024)


def measure_rows(rows: int, all_doses: Iterable[Doses]) -> Iterator[Line]:
    """Memory, time a sheet and size of one file, of runs over a small and a large roster.

    Args:
        rows: How many rows the large one has.
        all_doses: How doses differ, a pair of runs for each way.
    """
    for doses in all_doses:
        said = f"doses {doses}"
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            small = _into_folder(folder / "small", doses, _SMALL)
            large = _into_folder(folder / "large", doses, rows)
            first, last = tenths_ms(folder / "large", doses, rows)
        yield f"peak memory, {_SMALL:,} rows, {said}", f"{small.peak_mb:.0f} MB", ""
        yield f"peak memory, {rows:,} rows, {said}", f"{large.peak_mb:.0f} MB", ""
        ratio = large.peak_mb / small.peak_mb
        yield f"peak {rows:,} / {_SMALL:,} rows", f"{ratio:.2f}", "at most 1.2"
        yield f"CPU a row, {rows:,} rows", f"{large.cpu_s / rows * 1000:.2f} ms", ""
        yield "time a sheet, first tenth", f"{first:.2f} ms", ""
        yield "time a sheet, last tenth", f"{last:.2f} ms", ""
        yield "last tenth / first tenth", f"{last / first:.2f}", "0.9 to 1.1"
        yield from _measure_merged(rows, doses)


def _into_folder(folder: Path, doses: Doses, rows: int) -> Usage:
    folder.mkdir()
    roster = folder / "roster.csv"
    write_roster(roster, doses, rows)
    return run_batch(roster, "-o", str(folder / "sheets"))


def _measure_merged(rows: int, doses: Doses) -> Iterator[Line]:
    """Memory, time and size of one file for all patients."""
    sizes, used = {}, {}
    counts = (1, min(_SMALL, rows), rows)
    with tempfile.TemporaryDirectory() as name:
        for count in counts:
            roster, merged = Path(name, "roster.csv"), Path(name, "print.pdf")
            write_roster(roster, doses, count)
            used[count] = run_batch(roster, "--merge", str(merged))
            sizes[count] = merged.stat().st_size
            merged.unlink()
    for count in dict.fromkeys(counts[1:]):
        each = (sizes[count] - sizes[1]) / (count - 1)
        yield (
            f"one file of {count:,}: a patient after the first",
            f"{each / 1000:.2f} KB",
            f"at most {_MOST_BYTES / 1000:g} KB",
        )
        yield f"one file of {count:,}: CPU a row", f"{used[count].cpu_s / count * 1000:.2f} ms", ""
        yield f"one file of {count:,}: peak memory", f"{used[count].peak_mb:.0f} MB", ""


def tenths_ms(folder: Path, doses: Doses, rows: int) -> tuple[float, float]:
    """Wall time a sheet in the first and in the last tenth of a run, by the dates of its files.

    It is the median over hundreds of sheets: a pause of the machine, which may take as long as
    thousands of them, is not the program's.

    Args:
        folder: Where the run was.
        doses: How doses differ.
        rows: How many rows it had.
    """
    names = [f"{row.patient.number}.pdf" for row in islice(all_rows(doses), 0, rows, _HUNDRED)]
    times = [(folder / "sheets" / name).stat().st_mtime_ns / 1e6 / _HUNDRED for name in names]
    each = [after - before for before, after in pairwise(times)]
    tenth = max(len(each) // 10, 1)
    return statistics.median(each[:tenth]), statistics.median(each[-tenth:])


def measure_jobs(jobs: int, rounds: int) -> Iterator[Line]:
    """Several processes against one, start included; they take turns."""
    times: dict[int, list[Usage]] = {1: [], jobs: []}
    with tempfile.TemporaryDirectory() as name:
        roster = Path(name, "roster.csv")
        write_roster(roster, Doses.OWN, _JOBS_ROWS)
        for turn in range(rounds):
            for count, used in times.items():
                output = str(Path(name, f"sheets-{turn}-{count}"))
                used.append(run_batch(roster, "-o", output, "--jobs", str(count)))
    walls = {count: statistics.median(one.wall_s for one in used) for count, used in times.items()}
    ratios = [one.wall_s / many.wall_s for one, many in zip(times[1], times[jobs], strict=True)]
    for count, wall in walls.items():
        yield f"{_JOBS_ROWS:,} rows, --jobs {count}", f"{wall:.1f} s", ""
    wanted = "at least 1.7 on two cores" if jobs == 2 else ""
    yield f"--jobs 1 / --jobs {jobs}", f"{statistics.median(ratios):.2f}", wanted
