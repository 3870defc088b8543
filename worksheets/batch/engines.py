"""Who does the work: this process, some others on this machine, or workers on other machines.

One seam, in the style of `concurrent.futures`: something that takes a function with its arguments
and promises its result. `run_chunks` does the rest for all of them.
"""

import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import islice
from typing import Any, Protocol, TypeVar, cast

from worksheets.batch.processes import open_processes, prepare_processes
from worksheets.problems import Kind, Problem, WorksheetError

_CHUNK = 25
"""Pieces in a chunk, at most: much work against little talk."""

_Piece = TypeVar("_Piece")
_Chunk = TypeVar("_Chunk", bound=Sequence[Any])
_Result = TypeVar("_Result")
_Promised = TypeVar("_Promised", covariant=True)


class Promise(Protocol[_Promised]):
    """A result that is not there yet; a Future of `concurrent.futures` is one."""

    def result(self) -> _Promised:
        """Wait for the result, or raise what was raised instead."""

    def cancel(self) -> object:
        """Drop the work, if it has not begun."""


class Engine(Protocol):
    """Takes work and promises results.

    Attributes:
        workers: How many pieces of work it does at a time.
        window: How many it should be given ahead of the first that is not done.
        losses: What a promise raises when the worker died, not the work.
    """

    workers: int
    window: int
    losses: tuple[type[Exception], ...]

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Promise[Any]:
        """Have a function called."""


def open_engine(jobs: int, dask: str | None = None) -> AbstractContextManager[Engine]:
    """The engine that a user asks for.

    Args:
        jobs: How many processes; 1 for this one alone.
        dask: Address of a Dask scheduler, like `tcp://host:8786`; `jobs` does not matter then.

    Raises:
        WorksheetError: The scheduler cannot be reached, or Dask is not installed.
    """
    if dask is not None:
        from worksheets.batch.cluster import open_cluster  # heavy, and seldom asked for

        return open_cluster(dask)
    if jobs == 1:
        return _open_here()
    return open_processes(jobs)


def prepare_engine(jobs: int, dask: str | None = None) -> None:
    """Begin what takes an engine long, so that it is done when the engine is opened.

    Args:
        jobs: As for `open_engine`.
        dask: As for `open_engine`.
    """
    if dask is None and jobs > 1:
        prepare_processes()


def cut_up(pieces: Iterable[_Piece], total: int, workers: int) -> Iterator[tuple[_Piece, ...]]:
    """Pieces of work by the chunk: smaller ones towards the end, so that all workers end together.

    Args:
        pieces: What there is to do.
        total: How many of them there are, at most.
        workers: How many work at a time.
    """
    rest = iter(pieces)
    while chunk := tuple(islice(rest, max(1, min(_CHUNK, total // (2 * workers))))):
        yield chunk
        total -= len(chunk)


def run_chunks(
    engine: Engine,
    function: Callable[[_Chunk], _Result],
    chunks: Iterable[_Chunk],
    window: int | None = None,
    lost: Callable[[_Chunk, Problem], _Result] | None = None,
) -> Iterator[tuple[_Chunk, _Result]]:
    """Have a function called with every chunk.

    Chunks are taken from their source only as they are needed. When a worker dies, what was in
    work is tried again, one chunk at a time so that it shows which one is deadly; that one is
    tried again piece by piece. Whoever stops iterating cancels what has not begun.

    Args:
        engine: Who does it.
        function: What to do with a chunk; it can be sent to other processes.
        chunks: Chunks of pieces, each a sequence that can be cut.
        window: How many chunks may be on their way at a time.
        lost: Makes the result of a piece that workers die of; None to raise it.

    Yields:
        Chunks and their results, in the order of the chunks. The pieces of a chunk that a worker
        died of come as chunks of one piece.

    Raises:
        WorksheetError: Workers die of a piece, and `lost` is None.
    """
    source = iter(chunks)
    flying: deque[tuple[_Chunk, Promise[_Result]]] = deque()
    most = window or engine.window
    suspects = 0
    try:
        while True:
            if not suspects:
                for chunk in islice(source, most - len(flying)):
                    flying.append((chunk, engine.submit(function, chunk)))
            if not flying:
                return
            chunk, promise = flying.popleft()
            suspects = max(suspects - 1, 0)
            try:
                result = promise.result()
            except engine.losses:
                # Any of those in flight may be the deadly one: nothing new before all are done.
                for _, other in flying:
                    with suppress(Exception):
                        other.result()
                suspects = len(flying)
                yield from _try_again(engine, function, chunk, lost)
            else:
                yield chunk, result
    finally:
        for _, promise in flying:
            promise.cancel()


def _try_again(
    engine: Engine,
    function: Callable[[_Chunk], _Result],
    chunk: _Chunk,
    lost: Callable[[_Chunk, Problem], _Result] | None,
) -> Iterator[tuple[_Chunk, _Result]]:
    """What becomes of a chunk that was in work when a worker died, with nothing beside it."""
    try:
        result = engine.submit(function, chunk).result()
    except engine.losses:
        for place in range(len(chunk)):
            piece = cast(_Chunk, chunk[place : place + 1])
            yield piece, _try_alone(engine, function, piece, lost)
    else:
        yield chunk, result


def _try_alone(
    engine: Engine,
    function: Callable[[_Chunk], _Result],
    piece: _Chunk,
    lost: Callable[[_Chunk, Problem], _Result] | None,
) -> _Result:
    try:
        result: _Result = engine.submit(function, piece).result()
    except engine.losses:
        if lost is None:
            raise WorksheetError([_DEADLY]) from None
        return lost(piece, _DEADLY)
    return result


_DEADLY = Problem(
    "the process that worked on it ended without a word, three times",
    "There may be too little memory: ask for fewer jobs. If not, report it, without the roster.",
    kind=Kind.OUTPUT,
)


class StopSign:
    """Ctrl-C as a wish, not as an interruption: what was begun is finished and accounted for.

    The first Ctrl-C inside the `with` block only sets `wanted`; a second one interrupts.
    """

    def __init__(self) -> None:
        """Nothing is wanted yet."""
        self.wanted = False
        self._before: Any = None

    def __enter__(self) -> "StopSign":
        """Begin to listen, where signals can be heard: in the main thread."""
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._hear)
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

    def _hear(self, *_: object) -> None:
        self.wanted = True
        self._forget()

    def _forget(self) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            self._before = None


class _Here:
    """This process, one piece of work at a time, done when it is asked for."""

    workers = 1
    window = 1
    losses: tuple[type[Exception], ...] = ()

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> "Future[Any]":
        """Call the function, and promise what is already there."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def _open_here() -> Iterator[Engine]:
    yield _Here()
