"""Who does the work: this process, other processes on this machine, or a Dask cluster.

`open_workers` gives one of them, `run_chunks` hands it work and brings the results in order.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import resource_tracker
from typing import Any, NamedTuple, TypeVar, cast

from worksheets.problems import Kind, Problem, WorksheetError

_MAX_CHUNK = 25
"""Pieces in a chunk: much work for each message between processes."""
CHUNKS_AHEAD = 4
"""Chunks that are handed out for each worker before their results are in."""
_MAX_PROCESSES = 61 if sys.platform == "win32" else 1024
"""Windows waits for no more processes at a time."""
_PRELOADED = "worksheets.batch.documents"

_Piece = TypeVar("_Piece")
_Chunk = TypeVar("_Chunk", bound=Sequence[Any])
_Result = TypeVar("_Result")


class Workers(NamedTuple):
    """Those who do the work.

    Attributes:
        submit: Has a function called with arguments, and gives a Future, or what works like one.
        size: How many pieces of work they do at a time.
        window: How many chunks they should be given ahead of the first that is not done.
        losses: What a promise raises when a worker died, and not the work itself.
    """

    submit: Callable[..., Any]
    size: int
    window: int
    losses: tuple[type[Exception], ...] = ()


@contextmanager
def open_workers(jobs: int, dask: str | None = None) -> Iterator[Workers]:
    """The workers that a user asks for.

    Args:
        jobs: How many processes; 1 for this one alone.
        dask: Address of a Dask scheduler, like `tcp://host:8786`; `jobs` does not matter then.

    Raises:
        WorksheetError: The scheduler cannot be reached, or Dask is not installed.
    """
    if dask is not None:
        from worksheets.batch.cluster import open_cluster  # heavy, and seldom asked for

        with open_cluster(dask) as workers:
            yield workers
    elif jobs == 1:
        yield Workers(_call_here, 1, 1)
    else:
        pool = _Pool(min(jobs, _MAX_PROCESSES))
        try:
            yield Workers(pool.submit, pool.jobs, CHUNKS_AHEAD * pool.jobs, (BrokenProcessPool,))
        finally:
            pool.executor.shutdown(wait=True, cancel_futures=True)


def _call_here(function: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
    """Call a function in this process; its result is there when this returns."""
    future: Future[Any] = Future()
    try:
        future.set_result(function(*arguments))
    except Exception as error:
        future.set_exception(error)
    return future


class _Pool:
    """Processes on this machine; a pool that has lost one is replaced by a new pool."""

    def __init__(self, jobs: int) -> None:
        """No process is started before there is work."""
        self.jobs = jobs
        # Never forks of this process: a worker must be free of its locks, threads and open files,
        # the lock on the state of the batch among them.
        method = "forkserver" if sys.platform == "linux" else "spawn"
        self._context = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload([_PRELOADED])
        self.executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, self._context, _begin_worker)

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
        """Hand work to a process; processes are started here."""
        with _without_interruption():
            for _ in range(2):
                try:
                    return self.executor.submit(function, *arguments)
                except (BrokenProcessPool, EOFError, OSError, RuntimeError):
                    self.executor.shutdown(wait=True)
                    self.executor = self._start()
        message = "no process could be started to share the work"
        hint = "There may be too little memory: ask for fewer jobs."
        raise WorksheetError([Problem(message, hint, kind=Kind.OUTPUT)])


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Processes that are started here never receive Ctrl-C, not even before they can ignore it."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # when it starts, it lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent process, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    """End with the parent: work that goes on after a killed run would disturb the next one.

    The pool does not see to it: each of its processes holds both ends of the pipe to the others.
    """
    parent.join()
    os._exit(1)


def cut_up(pieces: Iterable[_Piece], total: int, workers: int) -> Iterator[tuple[_Piece, ...]]:
    """Pieces of work by the chunk: smaller ones towards the end, so that all workers end together.

    Args:
        pieces: What there is to do.
        total: How many of them there are, at most.
        workers: How many work at a time.
    """
    rest = iter(pieces)
    while chunk := tuple(islice(rest, max(1, min(_MAX_CHUNK, total // (2 * workers))))):
        yield chunk
        total -= len(chunk)


def run_chunks(
    workers: Workers,
    function: Callable[[_Chunk], _Result],
    chunks: Iterable[_Chunk],
    lost: Callable[[_Chunk, Problem], _Result],
) -> Iterator[tuple[_Chunk, _Result]]:
    """Have a function called with every chunk.

    Chunks are taken from their source only as they are needed. When a worker dies, nothing new
    begins before all that was in work is done: first what still has a result, then what has none,
    each of its pieces with nothing beside it, so that it shows which one is deadly. Whoever stops
    iterating cancels what has not begun.

    Args:
        workers: Who does it.
        function: What to do with a chunk; it can be sent to other processes.
        chunks: Chunks of pieces, each a sequence that can be cut.
        lost: Makes the result of a piece that workers die of.

    Yields:
        Chunks and their results, in the order of the chunks. The pieces of a chunk that a worker
        died of come as chunks of one piece.
    """
    source = iter(chunks)
    flying: deque[tuple[_Chunk, Any]] = deque()
    suspects = 0
    try:
        while True:
            if not suspects:
                for chunk in islice(source, workers.window - len(flying)):
                    flying.append((chunk, workers.submit(function, chunk)))
            if not flying:
                return
            chunk, promise = flying.popleft()
            suspects = max(suspects - 1, 0)
            try:
                result = promise.result()
            except workers.losses:
                for _, other in flying:
                    with suppress(Exception):  # raised again when it is the turn of its chunk
                        other.result()
                suspects = len(flying)
                yield from _try_alone(workers, function, chunk, lost)
            else:
                yield chunk, result
    finally:
        for _, promise in flying:
            promise.cancel()


def _try_alone(
    workers: Workers,
    function: Callable[[_Chunk], _Result],
    chunk: _Chunk,
    lost: Callable[[_Chunk, Problem], _Result],
) -> Iterator[tuple[_Chunk, _Result]]:
    """What becomes of a chunk that was in work when a worker died, piece by piece."""
    for place in range(len(chunk)):
        piece = cast(_Chunk, chunk[place : place + 1])
        try:
            result = workers.submit(function, piece).result()
        except workers.losses:
            result = lost(piece, _DEADLY)
        yield piece, result


_DEADLY = Problem(
    "the process that worked on it ended without a word, twice",
    "There may be too little memory: ask for fewer jobs. If not, report it, without the roster.",
    kind=Kind.OUTPUT,
)


class StopSignal:
    """Ctrl-C as a wish, not as an interruption: what was begun is finished and accounted for.

    The first Ctrl-C inside the `with` block only sets `wanted`; a second one interrupts.
    """

    def __init__(self) -> None:
        """Nothing is wanted yet."""
        self.wanted = False
        self._before: Any = None

    def __enter__(self) -> "StopSignal":
        """Begin to listen, where signals can be heard: in the main thread."""
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._receive)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave Ctrl-C to whoever listened before."""
        self._forget()

    def until(self, chunks: Iterable[_Chunk]) -> Iterator[_Chunk]:
        """Chunks, until a stop is wanted."""
        for chunk in chunks:
            yield chunk
            if self.wanted:
                return

    def _receive(self, *_: object) -> None:
        self.wanted = True
        self._forget()

    def _forget(self) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            self._before = None
