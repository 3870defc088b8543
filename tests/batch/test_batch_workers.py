"""Chunks of work come back in order and whole, whatever happens to the workers."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from worksheets.batch.workers import StopSignal, Workers, cut_up, open_workers, run_chunks
from worksheets.problems import Kind, Problem, WorksheetError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
CHUNKS = [tuple(range(start, start + 3)) for start in range(0, 60, 3)]
SQUARES = [(chunk, [n * n for n in chunk]) for chunk in CHUNKS]


def square(chunk: tuple[int, ...]) -> list[int]:
    time.sleep(0.001 * (chunk[0] % 7))  # so that they end in another order
    return [n * n for n in chunk]


def square_and_tell(chunk: tuple[int, ...]) -> tuple[int, list[int]]:
    time.sleep(0.02)
    return os.getpid(), square(chunk)


def die_once(mark: Path, number: int, chunk: tuple[int, ...]) -> list[int]:
    if number in chunk and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(chunk)


def die_of(numbers: set[int], marks: Path, chunk: tuple[int, ...]) -> list[int]:
    for number in numbers.intersection(chunk):
        (marks / f"{number}-{time.monotonic_ns()}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(chunk)


def fail_at(number: int, chunk: tuple[int, ...]) -> list[int]:
    if number in chunk:
        raise WorksheetError([Problem("the disk is full", "Make room.", kind=Kind.OUTPUT)])
    return square(chunk)


def never(chunk: Any, problem: Problem) -> Any:
    raise AssertionError("no work is lost here")


def run(
    workers: Workers, work: Callable[..., Any], chunks: Any, lost: Callable[..., Any] = never
) -> Iterator[tuple[Any, Any]]:
    return run_chunks(workers, work, chunks, lost)


@pytest.mark.parametrize(
    ("pieces", "total", "workers", "sizes"),
    [
        (0, 0, 1, []),
        (3, 3, 2, [1, 1, 1]),
        (70, 70, 1, [25, 22, 11, 6, 3, 1, 1, 1]),
        (90, 90, 2, [22, 17, 12, 9, 7, 5, 4, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1]),
        (60, 1000, 2, [25, 25, 10]),  # the others needed no work
        (3, 1, 2, [1, 1, 1]),
    ],
)
def test_chunks_are_smaller_towards_the_end(
    pieces: int, total: int, workers: int, sizes: list[int]
) -> None:
    chunks = list(cut_up(range(pieces), total, workers))
    assert [piece for chunk in chunks for piece in chunk] == list(range(pieces))
    assert [len(chunk) for chunk in chunks] == sizes


def test_results_of_one_process_or_two_come_in_order() -> None:
    seen = []
    for jobs in (1, 2):
        with open_workers(jobs) as workers:
            assert workers.size == jobs
            assert list(run(workers, square, CHUNKS)) == SQUARES
            assert list(run(workers, square, [])) == []
            seen.append({process for _, (process, _) in run(workers, square_and_tell, CHUNKS)})
    assert seen[0] == {os.getpid()}
    assert os.getpid() not in seen[1]
    assert len(seen[1]) == 2


def test_few_chunks_start_few_processes() -> None:
    """Who asks for 60 and has a roster of a few rows need not wait for 60 to start."""
    before = len(multiprocessing.active_children())
    with open_workers(60) as workers:
        list(run(workers, square, CHUNKS[:2]))
        assert len(multiprocessing.active_children()) - before <= 2


@pytest.mark.parametrize(("jobs", "most"), [(1, 1), (2, 8)])
def test_an_endless_source_is_read_as_it_is_needed(jobs: int, most: int) -> None:
    taken = 0

    def source() -> Iterator[tuple[int, ...]]:
        nonlocal taken
        while True:
            taken += 1
            yield (taken,)

    with open_workers(jobs) as workers:
        for count, (chunk, result) in enumerate(run(workers, square, source()), 1):
            assert (chunk, result) == ((count,), [count * count])
            assert count <= taken <= count - 1 + most
            if count == 20:
                break


@POSIX
@pytest.mark.parametrize("number", [0, 59])
def test_a_worker_that_dies_once_changes_nothing(tmp_path: Path, number: int) -> None:
    work = partial(die_once, tmp_path / "died", number)
    with open_workers(2) as workers:
        results = list(run(workers, work, CHUNKS))
    assert [pair for chunk, squares in results for pair in zip(chunk, squares, strict=True)] == [
        (n, n * n) for n in range(60)
    ]
    assert (tmp_path / "died").exists()


@POSIX
def test_what_kills_every_worker_is_given_up_and_nothing_else(tmp_path: Path) -> None:
    deadly = {13, 14, 59}
    told: list[Problem] = []

    def lost(chunk: tuple[int, ...], problem: Problem) -> list[int]:
        told.append(problem)
        return [-1 for _ in chunk]

    with open_workers(2) as workers:
        results = list(run(workers, partial(die_of, deadly, tmp_path), CHUNKS, lost))
    flat = [pair for chunk, squares in results for pair in zip(chunk, squares, strict=True)]
    assert flat == [(n, -1 if n in deadly else n * n) for n in range(60)]
    assert len(told) == len(deadly)
    assert {problem.kind for problem in told} == {Kind.OUTPUT}
    assert "ended without a word, twice" in told[0].message
    deaths = [path.name.split("-")[0] for path in tmp_path.iterdir()]
    assert all(deaths.count(str(number)) <= 2 for number in deadly)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_worker_raises_is_raised_here(jobs: int) -> None:
    done = []
    with open_workers(jobs) as workers, pytest.raises(WorksheetError) as caught:
        for chunk, _ in run(workers, partial(fail_at, 31), CHUNKS):
            done.append(chunk)
    assert caught.value.problems == (Problem("the disk is full", "Make room.", kind=Kind.OUTPUT),)
    assert done == CHUNKS[:10]


@POSIX
def test_a_wish_to_stop_finishes_what_was_begun_and_a_second_one_interrupts() -> None:
    before = signal.getsignal(signal.SIGINT)
    taken, done = 0, []

    def source() -> Iterator[tuple[int, ...]]:
        nonlocal taken
        for chunk in CHUNKS:
            taken += 1
            yield chunk

    with open_workers(2) as workers, StopSignal() as stop:
        for chunk, squares in run(workers, square, stop.until(source())):
            done.append((chunk, squares))
            if len(done) == 4:
                os.kill(os.getpid(), signal.SIGINT)
        assert stop.wanted
        assert signal.getsignal(signal.SIGINT) is before
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert done == SQUARES[: len(done)]
    assert len(done) == taken < len(CHUNKS)  # all that were begun, and no more


SLOW = """
import os, sys, time
from worksheets.batch.workers import StopSignal, open_workers, run_chunks

def work(chunk):
    time.sleep(0.05)
    return os.getpid()

if __name__ == "__main__":
    with open_workers(2) as workers, StopSignal() as stop:
        chunks = ((n,) for n in range(100_000))
        for chunk, process in run_chunks(workers, work, stop.until(chunks), None):
            print(chunk[0], process, flush=True)
    print("stopped" if stop.wanted else "done", flush=True)
"""


@POSIX
def test_ctrl_c_for_the_whole_group_stops_quietly(tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        first = run.stdout.readline()
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers too
        out, errors = first + run.stdout.read(), run.stderr.read()
    numbers = [int(line.split()[0]) for line in out.splitlines()[:-1]]
    assert numbers == list(range(len(numbers)))
    assert (out.splitlines()[-1], errors, run.returncode) == ("stopped", "", 0)


EARLY = """
import os, signal, threading, time
from worksheets.batch.workers import open_workers, run_chunks

def interrupt():
    for _ in range(15):  # while processes are started
        time.sleep(0.05)
        os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    heard = []
    signal.signal(signal.SIGINT, lambda *_: heard.append("Ctrl-C"))
    threading.Thread(target=interrupt).start()
    with open_workers(2) as workers:
        print(*run_chunks(workers, sum, [(1, 2), (3, 4)], None))
    print(set(heard))
"""


@POSIX
def test_ctrl_c_before_the_workers_have_begun_is_for_the_parent_alone(tmp_path: Path) -> None:
    script = tmp_path / "early.py"
    script.write_text(EARLY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, start_new_session=True, text=True
    )
    assert (done.stdout, done.stderr) == ("((1, 2), 3) ((3, 4), 7)\n{'Ctrl-C'}\n", "")


@POSIX
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path, sign: signal.Signals) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        workers = {int(run.stdout.readline().split()[1]) for _ in range(10)}
        run.send_signal(sign)
    assert workers
    for worker in workers:
        for _ in range(1_000):
            if not is_alive(worker):
                break
            time.sleep(0.01)
        assert not is_alive(worker)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    # Where nobody collects orphans, the dead stay in the list.
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")
