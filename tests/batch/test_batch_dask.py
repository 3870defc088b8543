"""A real cluster of Dask on this machine: two worker processes, one of them killed at work."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from worksheets.batch import cluster as batch_cluster
from worksheets.batch.workers import open_workers, run_chunks
from worksheets.problems import Kind, Problem, WorksheetError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
CHUNKS = [tuple(range(start, start + 2)) for start in range(0, 40, 2)]


def open_local_cluster(**options: Any) -> Any:
    from distributed import LocalCluster

    start: Any = LocalCluster
    return start(threads_per_worker=1, dashboard_address=":0", silence_logs="CRITICAL", **options)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with open_local_cluster(n_workers=2, processes=True) as made:
        yield made


def work(calls: Path, deadly: int, chunk: tuple[int, ...]) -> list[int]:
    """Squares; the first call with the deadly number kills its own worker."""
    time.sleep(0.01)
    call = calls / f"{chunk[0]}-{os.getpid()}-{time.monotonic_ns()}"
    call.touch()
    if deadly in chunk and len(list(calls.glob(f"{chunk[0]}-*"))) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return [number * number for number in chunk]


def never(chunk: Any, problem: Problem) -> Any:
    raise AssertionError("no work is lost here")


def test_a_killed_worker_costs_no_result(cluster: Any, tmp_path: Path) -> None:
    with open_workers(1, cluster.scheduler_address) as workers:
        assert workers.size == 2
        results = list(run_chunks(workers, partial(work, tmp_path, 20), CHUNKS, never))
    assert results == [(chunk, [number * number for number in chunk]) for chunk in CHUNKS]
    calls = [path.name.split("-")[:2] for path in tmp_path.iterdir()]
    assert [number for number, _ in calls].count("20") == 2, "the killed one was not tried again"
    assert len({process for _, process in calls}) >= 2
    assert str(os.getpid()) not in {process for _, process in calls}


def test_the_source_is_read_as_it_is_needed(cluster: Any, tmp_path: Path) -> None:
    taken = 0

    def source() -> Iterator[tuple[int, ...]]:
        nonlocal taken
        while True:
            taken += 1
            yield (taken,)

    with open_workers(1, cluster.scheduler_address) as workers:
        for count, (_, result) in enumerate(
            run_chunks(workers, partial(work, tmp_path, -1), source(), never), 1
        ):
            assert result == [count * count]
            assert taken < count + workers.window
            if count == 20:
                break


def time_out(chunk: tuple[int, ...]) -> None:
    raise TimeoutError("of the work")


def test_what_the_work_raises_is_raised_here(cluster: Any) -> None:
    with (
        open_workers(1, cluster.scheduler_address) as workers,
        pytest.raises(TimeoutError, match="of the work"),
    ):
        list(run_chunks(workers, time_out, CHUNKS, never))


def test_a_scheduler_that_is_lost_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(batch_cluster, "_LOOK_S", 0.5)
    made = open_local_cluster(n_workers=1, processes=False)
    closing = threading.Thread(target=made.close)
    source = ((number,) for number in range(100_000))
    with (
        pytest.raises(WorksheetError, match="the scheduler of the cluster was lost") as caught,
        open_workers(1, made.scheduler_address) as workers,
    ):
        for chunk, _ in run_chunks(workers, partial(work, tmp_path, -1), source, never):
            if chunk == (5,):
                closing.start()
    closing.join()
    assert caught.value.exit_code == Kind.OUTPUT


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "nonsense://host:1", ""])
def test_a_scheduler_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(batch_cluster, "_CONNECT_S", 0.5)
    with (
        pytest.raises(WorksheetError, match="cannot be reached") as caught,
        open_workers(1, address),
    ):
        pass
    assert caught.value.exit_code == Kind.NOT_FOUND


def test_another_version_on_the_workers_is_refused(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_cluster, "__version__", "99.0")
    with (
        pytest.raises(WorksheetError, match=r"Install worksheets 99\.0 on all"),
        open_workers(1, cluster.scheduler_address),
    ):
        pass


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_cluster, "_WORKERS_S", 0.2)
    with (
        open_local_cluster(n_workers=0) as made,
        pytest.raises(WorksheetError, match="has no workers"),
        open_workers(1, made.scheduler_address),
    ):
        pass


def test_dask_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(WorksheetError, match=r"pip install 'worksheets\[dask\]'"),
        open_workers(1, "tcp://host:8786"),
    ):
        pass
