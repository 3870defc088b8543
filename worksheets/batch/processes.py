"""Other processes on this machine that share the work, an engine of `engines`."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.util import Finalize
from typing import Any

from worksheets.problems import Kind, Problem, WorksheetError

_LAST = -1_000
"""What comes after everything else that a process does at its end. **Why:** its results are out,
and to free piece by piece what it has kept takes as long as a hundred sheets."""

_MOST_PROCESSES = 61 if sys.platform == "win32" else 1024
"""Windows waits for no more processes at a time."""

_CAN_COPY = sys.platform == "linux"
"""Whether workers are copies of a process that is ready to work: copies are not safe where
libraries of the system start threads, and Windows has none."""

_READY = "worksheets.batch.ready"
_ATTEMPTS = 20
_MOMENT_S = 0.1
"""So often, and so long after another, it is tried to start a process."""


def prepare_processes() -> None:
    """Have workers made ready while something else is done.

    It is one process that they will be copies of. Nobody waits for it, and without work it ends
    with this one.
    """
    context = _context()
    if isinstance(context, ForkServerContext):
        with _no_interruption():
            forkserver.ensure_running()


def _context() -> ForkServerContext | SpawnContext:
    # Never copies of this process: a worker must be free of its locks, threads and open files, the
    # lock of the journal among them.
    if not _CAN_COPY:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_READY])
    return context


class Processes:
    """Processes on this machine; a pool that has lost one is replaced by a new pool.

    Attributes:
        workers: How many there are at most.
        window: How many pieces of work they should be given ahead of the first that is not done.
        losses: What a promise raises when the process died, not the work.
    """

    losses: tuple[type[Exception], ...] = (BrokenProcessPool,)

    def __init__(self, jobs: int) -> None:
        """No worker is started before there is work."""
        self.workers = jobs
        self.window = 4 * jobs
        self._pool = self._new_pool()
        self._left: list[ProcessPoolExecutor] = []

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, _context(), _begin_worker)

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
        """Hand work to a process; processes are started here."""
        for _ in range(_ATTEMPTS):
            with _no_interruption():
                try:
                    return self._pool.submit(function, *arguments)
                except BrokenProcessPool:
                    self._pool.shutdown(wait=True)
                except (EOFError, ConnectionError):
                    # What workers are copies of has died, and is started anew once that is known.
                    # The workers that there are go on, and may do this piece too, to the same end.
                    self._left.append(self._pool)
                    time.sleep(_MOMENT_S)
                self._pool = self._new_pool()
        message = "no process could be started to share the work"
        hint = "There may be too little memory: ask for fewer jobs."
        raise WorksheetError([Problem(message, hint, kind=Kind.OUTPUT)])

    def close(self) -> None:
        """Wait for what has begun, and drop the rest."""
        for pool in (*self._left, self._pool):
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def open_processes(jobs: int) -> Iterator[Processes]:
    """So many processes, or as many as the system can wait for."""
    engine = Processes(min(jobs, _MOST_PROCESSES))
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Processes that are started now never hear Ctrl-C: not even before they can ignore it."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # when it begins, it lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, do not outlive it, and end at once when all is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Finalize(None, os._exit, args=(0,), exitpriority=_LAST)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    """End with the parent: work that goes on after a killed run would get in the next one's way.

    The pool does not see to it: each of its processes holds both ends of the pipe to the others.
    """
    parent.join()
    os._exit(1)
