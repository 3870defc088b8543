"""One round of one tool, in a process of its own: `python -m bench.round ours own 300`.

A process begins with empty caches, as a batch does; imports, fonts and the first few sheets do not
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

import pypdfium2

from bench.patients import Doses, make_tasks
from bench.tools import OURS, TOOLS, library_without_pictures
from worksheets.batch.task import Task

_WARM_UP = 5


def main() -> None:
    """Measure, and print."""
    name, doses, count = sys.argv[1], Doses(sys.argv[2]), int(sys.argv[3])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    gc.set_threshold(500_000, 20, 100)  # for all sides, as the command does it
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(name, doses, count, Path(folder))))


def measure(name: str, doses: Doses, count: int, folder: Path) -> dict[str, float]:
    """What one tool takes.

    Args:
        name: Which one.
        doses: How doses differ.
        count: How many sheets are made.
        folder: An empty folder.

    Returns:
        CPU time a sheet in milliseconds, bytes and pages a sheet; for our own sheets without
        pictures also the CPU time of writing the same bytes to disk.
    """
    make = TOOLS[name].prepare(tasks_for(name, doses, count + _WARM_UP, folder), folder)
    for _ in make(slice(count, None)):
        pass
    gc.collect()
    gc.freeze()
    begin = cpu_s()
    made = list(make(slice(0, count)))
    measured = {"cpu_ms": (cpu_s() - begin) * 1000 / count}
    if name == OURS:
        begin = cpu_s()
        for index, data in enumerate(made):
            _write(folder / f"{index}.pdf", data)
        measured["write_cpu_ms"] = (cpu_s() - begin) * 1000 / count
    measured["bytes"] = sum(map(len, made)) / count
    measured["pages"] = sum(map(pages_of, made)) / count
    return measured


def tasks_for(name: str, doses: Doses, count: int, folder: Path) -> Sequence[Task]:
    """The tasks of the first patients, with or without pictures as the tool has them."""
    if TOOLS[name].pictures:
        return make_tasks(doses, count)
    return make_tasks(doses, count, (library_without_pictures(folder),))


def pages_of(data: bytes) -> int:
    """How many pages a PDF file has."""
    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def cpu_s() -> float:
    """CPU time of this process, all its threads and its children, in seconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, with nothing else around it."""
    part = path.with_suffix(".part")
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(file, data)
    os.fsync(file)
    os.close(file)
    part.rename(path)


if __name__ == "__main__":
    main()
