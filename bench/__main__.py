"""Speed and size of sheets, booklets and figures, in one table: `python -m bench`.

Each time is the median of many runs in this process after a warm-up; the start-up times are those
of whole processes. What was asked for is in the last column.

"Doses shared": one program for many patients, who differ in their strip. "Doses of their own": no
two sheets have an exercise in common; only words and lines are cached.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from bench.patients import EXERCISES, ISSUED, PROGRAM, Doses, all_rows
from bench.platypus import draw_with_platypus
from worksheets.app import DocumentMaker, resolve_document
from worksheets.figure.draw import draw_figure
from worksheets.layout import lay_out
from worksheets.load.library import Library
from worksheets.load.order import Order

RUNS = 200
STARTS = 15
PATIENTS = [row.patient for row in islice(all_rows(Doses.SHARED), 50)]
ORDER = Order(PROGRAM, ISSUED, patient=PATIENTS[0])
Line = tuple[str, str, str]
"""What was measured, its value, and what was asked for."""


def median_ms(run: Callable[[], object], runs: int = RUNS) -> float:
    """Median time of a run in milliseconds, after a tenth as many runs that do not count."""
    for _ in range(max(2, runs // 10)):
        run()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def measure_sheets() -> Iterator[Line]:
    """Layout, whole sheets, and the same sheet with Platypus."""
    maker = DocumentMaker()
    loaded = maker.load(ORDER)
    document = resolve_document(ORDER, loaded)
    patients = cycle([replace(ORDER, patient=patient) for patient in PATIENTS])
    rests = ([f"{name}.rest={seconds} s" for name in EXERCISES] for seconds in range(10, 500))
    own = (replace(ORDER, overrides=tuple(rest)) for rest in rests)
    layout = median_ms(lambda: lay_out(document, loaded.template, loaded.paper))
    shared = median_ms(lambda: maker.make(next(patients)))
    each_own = median_ms(lambda: maker.make(next(own)))
    platypus = median_ms(lambda: draw_with_platypus(document), 40)
    size = len(maker.make(ORDER).data)
    yield "layout, the size searched", f"{layout:.2f} ms", ""
    yield "sheet to bytes, doses shared", f"{shared:.2f} ms", "at most 3 ms"
    yield "sheet to bytes, doses of their own", f"{each_own:.2f} ms", ""
    yield "the same sheet with Platypus", f"{platypus:.2f} ms", ""
    yield "Platypus / ours, doses shared", f"{platypus / shared:.1f}", "at least 4"
    yield "Platypus / ours, doses of their own", f"{platypus / each_own:.1f}", ""
    yield "size of the file", f"{size / 1000:.1f} KB", "at most 45 KB"


def measure_booklets() -> Iterator[Line]:
    """Booklets of 4 to 52 weeks, made again by the same maker."""
    doses = (
        "heel-raise.progress.reps=10 -> 20-25 over 8 weeks",
        "heel-raise.sets=3",
        "balance-one-leg.sets=3",
        "frequency=2/day",
    )
    patient = PATIENTS[0].model_copy(
        update={"start": date(2026, 12, 7), "surgery": date(2026, 10, 5)}
    )
    order = replace(ORDER, template="booklet", overrides=doses, patient=patient)
    maker, times, pages = DocumentMaker(), {}, {}
    for weeks in (4, 12, 52):
        booklet = replace(order, weeks=weeks)
        times[weeks] = median_ms(lambda: maker.make(booklet), 40)  # noqa: B023 - called at once
        pages[weeks] = len(maker.make(booklet).plan.pages)
    folded = replace(order, weeks=12, imposed=True)
    each = {weeks: times[weeks] / pages[weeks] for weeks in times}
    size = len(maker.make(replace(order, weeks=12)).data)
    yield "booklet of 12 weeks, to bytes", f"{times[12]:.1f} ms", "at most 25 ms"
    yield "a page, of 52 weeks / of 4 weeks", f"{each[52] / each[4]:.2f}", "0.85 to 1.15"
    yield "size of the 12 weeks", f"{size / 1000:.0f} KB", ""
    yield "12 weeks on sheets to fold", f"{median_ms(lambda: maker.make(folded), 20):.1f} ms", ""


def measure_figures() -> Iterator[Line]:
    """All figures of the library, from joint angles."""
    library = Library()
    exercises = [library.load("exercise", file_id) for file_id in library.ids("exercise")]
    figures = [one.figure for one in exercises if one.figure and one.figure.poses]
    times = [median_ms(lambda: draw_figure(figure), 5) for figure in figures]  # noqa: B023
    yield "a figure from joint angles", f"{statistics.median(times):.2f} ms", ""


def measure_start() -> Iterator[Line]:
    """From the start of the command to the file, against one import of ReportLab's canvas."""
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder, "handout.pdf"))
        command = [sys.executable, "-m", "worksheets", "handout", PROGRAM, "-o", output]
        base = [sys.executable, "-c", "import reportlab.pdfgen.canvas"]
        pairs = [(process_ms(command), process_ms(base)) for _ in range(STARTS + 2)][2:]
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    yield "command start to file", f"{ours:.0f} ms", ""
    yield "import of reportlab.pdfgen.canvas", f"{theirs:.0f} ms", ""
    yield "start / import, pair by pair", f"{ratio:.2f}", "at most 3"


def process_ms(command: list[str]) -> float:
    """Wall time of a whole process in milliseconds, with compiled modules as a user has them."""
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=settings)
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    """Print the table, with the garbage collector set as the command sets it, for both sides."""
    gc.set_threshold(500_000, 20, 100)
    for measures in (measure_sheets(), measure_booklets(), measure_figures(), measure_start()):
        for name, value, wanted in measures:
            print(f"{name:<42} {value:>10}  {wanted}", flush=True)


if __name__ == "__main__":
    main()
