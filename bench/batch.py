"""Batches against other tools, in one table: `python -m bench.batch`.

CPU time a sheet, on one core with one thread. Every tool prints the same words and the same week
with the same embedded fonts; the words are compared before anything is measured. The other tools
are given the words of each sheet, we find them ourselves: reading the program, dates, doses and
sentences are in our time and not in theirs. Each round of a tool is a process of its own, and the
tools take turns; the table shows medians of the rounds, and ratios of the same round.

`--rows 100000` measures memory, time and size of whole runs of the command as well.
"""

import argparse
import importlib.metadata
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2

from bench.large import measure_rows
from bench.patients import Doses
from bench.round import pages_of, tasks_for
from bench.tools import OURS, TOOLS

_TITLES = {
    Doses.SHARED: ("One program for all patients", 9.0),
    Doses.OWN: ("Every patient with doses of their own", 1.5),
    Doses.UNIQUE: ("Worst case: no exercise ever recurs", 1.2),
}
"""Title, and how many times our time the fastest other tool is to take."""
_CHECKED = 6

Measured = Mapping[str, float]


def main() -> None:
    """Check, measure, print."""
    options = read_options()
    print(f"Python {sys.version.split()[0]}{versions(options.peers)}", flush=True)
    for doses in () if options.only_large else Doses:
        check(doses, options.peers)
        title, goal = _TITLES[doses]
        print(f"\n{title}; {options.rounds} rounds of {options.count} sheets (fewer if slow)")
        for line in table(measure(doses, options), goal):
            print(line, flush=True)
    if options.rows:
        for doses in (Doses.SHARED, Doses.OWN):
            for name, value, wanted in measure_rows(options.rows, doses):
                print(f"{name:<50} {value:>12}  {wanted}", flush=True)


def read_options() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="sheets a round (300)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    parser.add_argument("--peers", nargs="+", choices=TOOLS, default=list(TOOLS), help="which ones")
    parser.add_argument("--rows", type=int, default=0, help="whole runs of so many rows")
    parser.add_argument("--only-large", action="store_true", help="no comparison of tools")
    options = parser.parse_args()
    options.peers = [name for name in TOOLS if name in {OURS, *options.peers}]
    return options


def versions(names: Sequence[str]) -> str:
    """The versions of the tools that are compared: ", typst 0.15.2, reportlab 5.1.0".

    Raises:
        SystemExit: One is not installed.
    """
    packages = [TOOLS[name].package for name in names if TOOLS[name].package]
    try:
        return "".join(f", {each} {importlib.metadata.version(each)}" for each in packages)
    except importlib.metadata.PackageNotFoundError as error:
        raise SystemExit(f"{error.name} is missing: pip install 'worksheets[bench]'") from None


def check(doses: Doses, names: Sequence[str]) -> None:
    """See that no tool leaves out a word that our own sheets have.

    A sheet of two pages has its foot twice, so only sheets of one page are compared.

    Raises:
        SystemExit: One does, or a file of all patients has not a page for each.
    """
    wanted: list[Counter[str]] = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            tasks = tasks_for(name, doses, _CHECKED, Path(folder))
            made = list(TOOLS[name].prepare(tasks, Path(folder))(slice(None)))
        title = TOOLS[name].title
        if TOOLS[name].one_file:
            if (pages := pages_of(*made)) != _CHECKED:
                raise SystemExit(f"{title}: {pages} pages for {_CHECKED} patients")
            continue
        if not wanted:  # ours comes first
            wanted = [words_of(one) if pages_of(one) == 1 else Counter() for one in made]
            if not any(wanted):
                raise SystemExit("none of our sheets fits one page: nothing to compare with")
        for data, words in zip(made, wanted, strict=True):
            if missing := words - words_of(data):
                raise SystemExit(f"{title} leaves out {sorted(missing)} ({doses} doses)")


def words_of(data: bytes) -> Counter[str]:
    """The words of a PDF file, each as often as it is there."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return Counter(word for text in texts for word in re.findall(r"[^\W_]+", text))


def measure(doses: Doses, options: argparse.Namespace) -> dict[str, list[Measured]]:
    """All rounds of all tools, which take turns."""
    rounds: dict[str, list[Measured]] = {name: [] for name in options.peers}
    for _ in range(options.rounds):
        for name, measured in rounds.items():
            count = min(filter(None, (TOOLS[name].max_count, options.count)))
            measured.append(run_round(name, doses, count))
    return rounds


def run_round(name: str, doses: Doses, count: int) -> Measured:
    """One round of one tool, in a process of its own."""
    command = [sys.executable, "-m", "bench.round", name, doses.value, str(count)]
    threads = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    settings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | threads
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=settings)
    measured: Measured = json.loads(run.stdout)
    return measured


def table(rounds: dict[str, list[Measured]], goal: float) -> Iterator[str]:
    """The lines of one comparison."""
    yield f"{'':<34} {'CPU a sheet':>12} {'/ ours':>7} {'size':>9} {'pages':>6}"
    ratios = {}
    for name, measured in rounds.items():
        tool = TOOLS[name]
        base = rounds.get("ours-pictures", []) if tool.pictures else rounds[OURS]
        both = zip(measured, base, strict=False)
        each = [one["cpu_ms"] / other["cpu_ms"] for one, other in both]
        if each and not name.startswith(OURS):
            ratios[name] = statistics.median(each)
        yield (
            f"{tool.title:<34} {median(measured, 'cpu_ms'):>9.2f} ms"
            f" {f'{statistics.median(each):.1f}' if each else '':>7}"
            f" {median(measured, 'bytes') / 1000:>6.1f} KB {median(measured, 'pages'):>6.2f}"
        )
    if ratios:
        fastest = min(ratios, key=lambda name: ratios[name])
        yield f"fastest other tool / ours: {ratios[fastest]:.1f} ({fastest})  at least {goal:g}"
    written = median(rounds[OURS], "write_cpu_ms")
    yield f"CPU time of writing the same bytes to disk: {written:.3f} ms a sheet"


def median(measured: Sequence[Measured], key: str) -> float:
    """The median of the rounds."""
    return statistics.median(one[key] for one in measured)


if __name__ == "__main__":
    main()
