"""One table of all measures of sheets, booklets and figures: `python -m bench`.

Every figure is the median of many runs in this process, after a warm-up; the start-up figures are
whole processes. What was asked for stands beside the figure.

"Doses shared": one program for many patients, so that cards are laid out and drawn once. "Doses of
their own": no two sheets have a card in common; only words and lines are known from before.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

from bench.platypus import draw_with_platypus
from worksheets.app import parts_of
from worksheets.figure.draw import draw_figure
from worksheets.layout import lay_out
from worksheets.layout.booklets import lay_out_booklet
from worksheets.layout.fit import PAPERS_PT, Draft, Geometry
from worksheets.layout.inks import inked
from worksheets.load.library import Library
from worksheets.load.order import Order, load_order
from worksheets.model import Patient
from worksheets.model.template import Colours
from worksheets.pdf.draw import draw_plan
from worksheets.pdf.impose import impose
from worksheets.pdf.pictures import drawing_operators
from worksheets.plan import Node, Page, Picture, Piece, Plan, Role, Tag
from worksheets.resolve import Parts, resolve_handout
from worksheets.resolve.booklets import resolve_booklet
from worksheets.resolve.wording import Wording

RUNS = 200
STARTS = 15
PATIENT = Patient(
    name="Siobhán O'Connor",
    number="000130",
    side="left",
    start=date(2026, 12, 7),
    surgery=date(2026, 10, 5),
    clinician="J. Patel",
)


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


def parts_with_doses(doses: tuple[str, ...] = ()) -> Parts:
    """The Achilles program for one patient, with changes to its doses."""
    order = Order("achilles-rupture", date(2026, 12, 7), overrides=doses, patient=PATIENT)
    return parts_of(order, load_order(order))


def different_doses(count: int) -> list[Parts]:
    """Parts of `count` sheets, no two with the same dose of any exercise."""
    exercises = [item.id for item in parts_with_doses().program.exercises]
    return [
        parts_with_doses(
            tuple(f"{exercise}.rest={seconds} s" for exercise in exercises),
        )
        for seconds in range(10, 10 + count)
    ]


def measure_sheets() -> Iterator[tuple[str, str, str]]:
    """Layout, whole sheets, and the same sheet with Platypus."""
    order = Order("achilles-rupture", date(2026, 12, 7), patient=PATIENT)
    loaded = load_order(order)
    template, wording = loaded.template, Wording(loaded.locale)
    parts = parts_of(order, loaded)
    sheet = resolve_handout(parts, wording)
    page = Geometry.of(template, "a4")

    def whole(parts: Parts) -> bytes:
        return draw_plan(lay_out(resolve_handout(parts, wording), template, "a4")[0])

    own = different_doses(300)
    sheets = cycle([resolve_handout(one, wording) for one in own])
    turn = cycle(own)
    size = lay_out(sheet, template, "a4")[0].body_size
    one_size = median_ms(lambda: Draft(sheet, template, page, size).plan())
    one_size_own = median_ms(lambda: Draft(next(sheets), template, page, size).plan())
    same, each_own = median_ms(lambda: whole(parts)), median_ms(lambda: whole(next(turn)))
    platypus = median_ms(lambda: draw_with_platypus(sheet), 40)
    yield "layout at one size, doses shared", f"{one_size:.2f} ms", "at most 1 ms"
    yield "layout at one size, doses of their own", f"{one_size_own:.2f} ms", ""
    yield "sheet to bytes, doses shared", f"{same:.2f} ms", "at most 3 ms"
    yield "sheet to bytes, doses of their own", f"{each_own:.2f} ms", ""
    yield "the same sheet with Platypus", f"{platypus:.2f} ms", ""
    yield "Platypus / ours, doses shared", f"{platypus / same:.1f}", "at least 4"
    yield "Platypus / ours, doses of their own", f"{platypus / each_own:.1f}", ""
    yield "size of the file", f"{len(whole(parts)) / 1000:.1f} KB", "at most 57 KB"


def measure_booklets() -> Iterator[tuple[str, str, str]]:
    """Booklets of 4 to 52 weeks, what is asked for again kept from before."""
    doses = (
        "heel-raise.progress.reps=10 -> 20-25 over 8 weeks",
        "heel-raise.sets=3",
        "balance-one-leg.sets=3",
        "frequency=2/day",
    )
    order = Order(
        "achilles-rupture", date(2026, 12, 7), "booklet", overrides=doses, patient=PATIENT
    )
    loaded = load_order(order)
    parts, wording = parts_of(order, loaded), Wording(loaded.locale)

    def make(weeks: int) -> Plan:
        booklet = resolve_booklet(parts, weeks, wording)
        return lay_out_booklet(booklet, loaded.template, "a4")[0]

    times = {weeks: median_ms(lambda: draw_plan(make(weeks)), 40) for weeks in (4, 12, 52)}  # noqa: B023
    pages = {weeks: len(make(weeks).pages) for weeks in times}
    each = {weeks: times[weeks] / pages[weeks] for weeks in times}
    early, late = (times[12] - times[4]) / 8, (times[52] - times[12]) / 40
    folded = draw_plan(
        lay_out_booklet(resolve_booklet(parts, 12, wording), loaded.template, "a5")[0]
    )
    size = len(draw_plan(make(12)))
    imposing = median_ms(lambda: impose(folded, PAPERS_PT["a4"]), 20)
    yield "booklet of 12 weeks, to bytes", f"{times[12]:.1f} ms", "at most 40 ms"
    yield "a page, of 52 weeks / of 4 weeks", f"{each[52] / each[4]:.2f}", "0.85 to 1.15"
    yield "a week more, weeks 13-52 / 5-12", f"{late / early:.2f}", "0.85 to 1.15"
    yield "size of the 12 weeks", f"{size / 1000:.0f} KB", ""
    yield "put on sheets to fold", f"{imposing:.1f} ms", ""


def measure_figures() -> Iterator[tuple[str, str, str]]:
    """All figures of the library: from joint angles, and on a page."""
    library = Library()
    exercises = [library.load("exercise", file_id) for file_id in library.ids("exercise")]
    figures = [one.figure for one in exercises if one.figure and one.figure.poses]
    drawings = [inked(draw_figure(figure), Colours()) for figure in figures]
    marks = tuple(Picture(0, 0, 60, 60, drawing) for drawing in drawings)
    node = Node(Tag(Role.FIGURE), marks)
    plan = Plan("Figures", "en", "", (Page(595, 842, (Piece(0, 0, 60, 60, node),)),), 11)
    from_angles = [median_ms(lambda: draw_figure(figure), 5) for figure in figures]  # noqa: B023
    operators = [median_ms(lambda: drawing_operators(one), 10) for one in drawings]  # noqa: B023
    on_page = median_ms(lambda: draw_plan(plan), 40) / len(drawings)
    stored = [len(zlib.compress(drawing_operators(one).encode(), 9)) for one in drawings]
    yield "a figure from joint angles", f"{statistics.median(from_angles):.2f} ms", ""
    yield "its operators", f"{statistics.median(operators):.2f} ms", "at most 0.5 ms"
    yield "a figure drawn before, on a page", f"{on_page:.3f} ms", "at most 0.5 ms"
    yield "page content, the largest figure", f"{max(stored) / 1000:.1f} KB", "at most 4 KB"


def measure_start() -> Iterator[tuple[str, str, str]]:
    """From the start of the command to the file, against one import of ReportLab's canvas."""
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder, "handout.pdf"))
        command = [sys.executable, "-m", "worksheets", "handout", "achilles-rupture", "-o", output]
        base = [sys.executable, "-c", "import reportlab.pdfgen.canvas"]
        ratios, ours, theirs = [], [], []
        for turn in range(STARTS + 2):
            first, second = process_ms(command), process_ms(base)
            if turn >= 2:
                ours.append(first)
                theirs.append(second)
                ratios.append(first / second)
    yield "command start to file", f"{statistics.median(ours):.0f} ms", ""
    yield "import of reportlab.pdfgen.canvas", f"{statistics.median(theirs):.0f} ms", ""
    yield "start / import, pair by pair", f"{statistics.median(ratios):.2f}", "at most 4"


def process_ms(command: list[str]) -> float:
    """Wall time of a whole process in milliseconds, with compiled modules as a user has them."""
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=settings)
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    """Print the table, with the collector set as the command sets it, for both sides."""
    gc.set_threshold(500_000, 20, 100)  # as the program does
    for measures in (measure_sheets(), measure_booklets(), measure_figures(), measure_start()):
        for name, value, wanted in measures:
            print(f"{name:<42} {value:>10}  {wanted}", flush=True)


if __name__ == "__main__":
    main()
