"""Batches against other tools, in one table: `python -m bench.batch`.

CPU time a sheet, on one core with one thread. Every tool prints the same words, boxes and week with
the same embedded fonts; that is checked before anything is measured. The other tools are given the
words of each sheet, we find them ourselves: reading the program, dates, doses and sentences are in
our time and not in theirs. Each round of a tool is a process of its own, and the tools take turns;
the table shows medians of the rounds, and ratios of the same round.

Measures that take long are made when they are asked for: `--rows 100000`, `--jobs 2`, `--kills 10`.
"""

import argparse
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.content import pages_of, what_is_missing, words_of
from bench.kills import measure_kills
from bench.large import measure_jobs, measure_rows
from bench.patients import Doses
from bench.peers.registry import OURS, PEERS, sheets_of
from bench.round import tasks_for

_TITLES = {
    Doses.SHARED: "One program for all patients",
    Doses.OWN: "Every patient with doses of their own",
    Doses.UNIQUE: "Worst case: no exercise ever recurs (not held to the goal)",
}
_LARGE = Doses.SHARED, Doses.OWN
_KILLED_ROWS = 2_000
_GOAL = 5
_MOST_WRITES = 20
_CHECKED = 6

Measured = Mapping[str, float]


def main() -> None:
    """Check, measure, print."""
    options = read_options()
    print(f"Python {sys.version.split()[0]}{versions(options.peers)}", flush=True)
    if not options.only_large:
        for doses in Doses:
            check(doses, options.peers)
        print(
            f"The same words and boxes in all of them; {options.rounds} rounds,"
            f" {options.count} sheets (fewer for slow tools)"
        )
        for doses in Doses:
            print(f"\n{_TITLES[doses]}")
            for line in table(measure(doses, options), doses):
                print(line, flush=True)
    for measures in (
        measure_rows(options.rows, map(Doses, options.doses)) if options.rows else (),
        measure_jobs(options.jobs, options.rounds) if options.jobs else (),
        measure_kills(_KILLED_ROWS, options.kills) if options.kills else (),
    ):
        for name, value, wanted in measures:
            print(f"{name:<50} {value:>12}  {wanted}", flush=True)


def read_options() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="sheets a round (300)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS), help="which ones")
    parser.add_argument(
        "--rows", type=int, default=0, help="memory, time and size of a run of so many rows"
    )
    parser.add_argument(
        "--doses",
        nargs="+",
        choices=[one.value for one in _LARGE],
        default=[one.value for one in _LARGE],
        help="which of these runs (both)",
    )
    parser.add_argument("--jobs", type=int, default=0, help="so many processes against one")
    parser.add_argument(
        "--kills", type=int, default=0, help=f"a run of {_KILLED_ROWS} rows killed so often"
    )
    parser.add_argument("--only-large", action="store_true", help="no comparison of tools")
    options = parser.parse_args()
    options.peers = [name for name in PEERS if name in {OURS, *options.peers}]
    return options


def versions(names: Sequence[str]) -> str:
    """The versions of the tools that are compared: ", typst 0.15.2, fpdf2 2.8.9".

    Raises:
        SystemExit: One is not installed.
    """
    packages = [PEERS[name].package for name in names if PEERS[name].package]
    try:
        return "".join(f", {each} {importlib.metadata.version(each)}" for each in packages)
    except importlib.metadata.PackageNotFoundError as error:
        raise SystemExit(f"{error.name} is missing: pip install 'worksheets[bench]'") from None


def check(doses: Doses, names: Sequence[str]) -> None:
    """See that all tools print the same.

    Our own file says which words there must be. Where it has two pages, its foot stands there
    twice, so such a sheet says nothing about words.

    Raises:
        SystemExit: One leaves something out.
    """
    wanted: list[Counter[str]] = []
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            tasks = tasks_for(name, doses, _CHECKED, Path(folder))
            make = PEERS[name].prepare(tasks, Path(folder))
            if PEERS[name].one_file:
                check_one_file(name, *make(slice(None)))
                continue
            made, sheets = list(make(slice(None))), sheets_of(tasks)
        if not wanted:  # ours comes first
            wanted = [words_of(one) if pages_of(one) == 1 else Counter() for one in made]
            if not any(wanted):
                raise SystemExit("none of our sheets fits one page: nothing to compare with")
        for data, words, sheet in zip(made, wanted, sheets, strict=True):
            if missing := what_is_missing(data, words, sheet):
                raise SystemExit(f"{PEERS[name].title} leaves out {missing} ({doses} doses)")


def check_one_file(name: str, data: bytes) -> None:
    """See that a file of all patients has a page for each.

    Raises:
        SystemExit: It has not.
    """
    if (pages := pages_of(data)) != _CHECKED:
        raise SystemExit(f"{PEERS[name].title}: {pages} pages for {_CHECKED} patients")


def measure(doses: Doses, options: argparse.Namespace) -> dict[str, list[Measured]]:
    """All rounds of all tools, which take turns."""
    rounds: dict[str, list[Measured]] = {name: [] for name in options.peers}
    for _ in range(options.rounds):
        for name, measured in rounds.items():
            count = min(filter(None, (PEERS[name].most, options.count)))
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


def table(rounds: dict[str, list[Measured]], doses: Doses) -> Iterator[str]:
    """The lines of one comparison."""
    yield f"{'':<34} {'CPU a sheet':>12} {'/ ours':>7} {'size':>9} {'pages':>6}"
    ratios = {}
    for name, measured in rounds.items():
        peer = PEERS[name]
        base = rounds.get("ours-pictures", []) if peer.pictures else rounds[OURS]
        ratio = ratios[name] = median_ratio(measured, "cpu_ms", base, "cpu_ms")
        yield (
            f"{peer.title:<34} {median(measured, 'cpu_ms'):>9.2f} ms"
            f" {f'{ratio:.1f}' if ratio else '':>7}"
            f" {median(measured, 'bytes') / 1000:>6.1f} KB {median(measured, 'pages'):>6.2f}"
        )
    others = {name: ratio for name, ratio in ratios.items() if not name.startswith(OURS)}
    if others:
        fastest = min(others, key=lambda name: others[name] or float("inf"))
        goal = "" if doses is Doses.UNIQUE else f"  at least {_GOAL}"
        yield f"fastest of the others / ours: {others[fastest]:.1f} ({fastest}){goal}"
    if doses is Doses.UNIQUE:
        return
    ours = rounds[OURS]
    for time in ("cpu", "wall"):
        written = median(ours, f"write_{time}_ms")
        ratio = median_ratio(ours, f"{time}_ms", ours, f"write_{time}_ms")
        yield (
            f"the same bytes to disk, {time} time: {written:.3f} ms;"
            f" ours / that: {ratio:.1f}  at most {_MOST_WRITES}"
        )


def median(measured: Sequence[Measured], key: str) -> float:
    """The median of the rounds."""
    return statistics.median(one[key] for one in measured)


def median_ratio(
    these: Sequence[Measured], this: str, those: Sequence[Measured], that: str
) -> float:
    """The median of the ratios of the same rounds, or 0 where nothing was measured."""
    ratios = [one[this] / other[that] for one, other in zip(these, those, strict=False)]
    return statistics.median(ratios) if ratios else 0.0


if __name__ == "__main__":
    main()
