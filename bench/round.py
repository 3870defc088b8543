"""One round of one tool, in a process of its own: `python -m bench.round ours own 300`.

A process begins with nothing kept, as a batch does; imports, fonts and the first few sheets do not
count. It runs on one core with one thread, and prints what it measured as JSON.
"""

import gc
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.content import pages_of
from bench.patients import Doses, make_tasks
from bench.peers.ours import without_pictures
from bench.peers.registry import OURS, PEERS
from worksheets.batch.task import Task

_WARM_UP = 5


def main() -> None:
    """Measure, and print."""
    name, doses, count = sys.argv[1], Doses(sys.argv[2]), int(sys.argv[3])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    gc.set_threshold(500_000, 20, 100)  # for all sides, as the command does it
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(name, doses, count, Path(folder))
    print(json.dumps(measured))


def measure(name: str, doses: Doses, count: int, folder: Path) -> dict[str, float]:
    """What one tool takes.

    Args:
        name: Which one.
        doses: How doses differ.
        count: How many sheets are made.
        folder: An empty folder.

    Returns:
        CPU time and wall time a sheet in milliseconds, bytes and pages a sheet; for our own
        sheets without pictures also the times of writing the same bytes to disk.
    """
    peer = PEERS[name]
    tasks = tasks_for(name, doses, count + _WARM_UP, folder)
    make = peer.prepare(tasks, _new_folder(folder, "work"))
    for _ in make(slice(count, None)):
        pass
    gc.collect()
    gc.freeze()
    cpu, wall = cpu_s(), time.perf_counter()
    made = list(make(slice(0, count)))
    cpu, wall = cpu_s() - cpu, time.perf_counter() - wall
    measured = {
        "cpu_ms": cpu * 1000 / count,
        "wall_ms": wall * 1000 / count,
        "bytes": sum(map(len, made)) / count,
        "pages": sum(map(pages_of, made)) / count,
    }
    return measured | _write(made, _new_folder(folder, "written")) if name == OURS else measured


def tasks_for(name: str, doses: Doses, count: int, folder: Path) -> Sequence[Task]:
    """The tasks of the first patients, with or without pictures as the tool has them."""
    if PEERS[name].pictures:
        return make_tasks(doses, count)
    return make_tasks(doses, count, (without_pictures(_new_folder(folder, "library")),))


def cpu_s() -> float:
    """CPU time of this process, all its threads and its children, in seconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _write(made: list[bytes], folder: Path) -> dict[str, float]:
    """The times of writing files, each whole or not at all, with nothing else around it."""
    part = str(folder / "part")
    cpu, wall = cpu_s(), time.perf_counter()
    for index, data in enumerate(made):
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(file, data)
        os.fsync(file)
        os.close(file)
        os.rename(part, f"{folder}/{index}.pdf")  # noqa: PTH104 - nothing else is to be measured
    cpu, wall = cpu_s() - cpu, time.perf_counter() - wall
    return {
        "write_cpu_ms": cpu * 1000 / len(made),
        "write_wall_ms": wall * 1000 / len(made),
    }


def _new_folder(folder: Path, name: str) -> Path:
    new = folder / name
    new.mkdir()
    return new


if __name__ == "__main__":
    main()
