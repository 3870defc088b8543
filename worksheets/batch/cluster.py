"""Workers on other machines, through an existing cluster of Dask."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from worksheets import __version__
from worksheets.batch.engines import Engine, Promise
from worksheets.problems import Kind, Problem, WorksheetError

_CONNECT_S = 5
_WORKERS_S = 30
_LOOK_S = 10
_AHEAD = 4
_GONE = Kind.NOT_FOUND
_TALKERS = ("distributed", "tornado")


class _Cluster:
    """A cluster; Dask itself tries again what a worker died of, a few times."""

    def __init__(self, client: Any, workers: int, losses: tuple[type[Exception], ...]) -> None:
        """Use the workers that a client sees."""
        self.workers = workers
        self.window = _AHEAD * workers
        self.losses = losses
        self._client = client

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Promise[Any]:
        """Hand work to the scheduler."""
        return _Promise(self._client, self._client.submit(function, *arguments, pure=False))


class _Promise:
    """A result that a cluster owes.

    **Why not `Client.get_executor`:** when the scheduler is lost, one of its futures in ten or so
    never ends, or ends with a ValueError of Dask's own.
    """

    def __init__(self, client: Any, future: Any) -> None:
        """Wait for a future of Dask, as long as the client has its scheduler."""
        self._client = client
        self._future = future

    def result(self) -> Any:
        """See `Promise.result`."""
        while True:
            try:
                return self._future.result(timeout=_LOOK_S)
            except TimeoutError:
                if self._future.status == "error":  # of the work itself
                    raise
                if self._client.status != "running":
                    raise CancelledError from None

    def cancel(self) -> object:
        """See `Promise.cancel`."""
        return self._future.cancel()


@contextmanager
def open_cluster(address: str) -> Iterator[Engine]:
    """The workers of a scheduler.

    Args:
        address: Like `tcp://host:8786`.

    Raises:
        WorksheetError: Dask is not installed, the scheduler cannot be reached or is lost, or its
            workers do not have this version of the program.
    """
    try:
        import distributed
    except ImportError:
        message = "work on other machines needs the package distributed"
        hint = "Install it with: pip install 'worksheets[dask]' - or leave --dask out."
        raise _refused(message, hint, Kind.USAGE) from None
    with _quiet():
        try:
            connect: Callable[..., Any] = distributed.Client
            client = connect(address, timeout=_CONNECT_S, set_as_default=False)
        # Distributed asserts, when the loop of an earlier client is just being closed.
        except (AssertionError, OSError, ValueError, TimeoutError):
            message = "the scheduler of the cluster cannot be reached"
            raise _refused(message, "Check the address, and that it runs.", _GONE) from None
        try:
            yield _Cluster(client, _workers_of(client), (distributed.KilledWorker,))
        except CancelledError:
            message = "the scheduler of the cluster was lost"
            hint = "Start it, and run this again with --resume."
            raise _refused(message, hint, Kind.OUTPUT) from None
        finally:
            with suppress(Exception):  # it may be gone
                client.close(timeout=_CONNECT_S)


def _workers_of(client: Any) -> int:
    """How many pieces of work the workers do at a time.

    Raises:
        WorksheetError: There are none, or they would make something else than this machine.
    """
    try:
        client.wait_for_workers(1, timeout=_WORKERS_S)
    except TimeoutError:
        raise _refused("the cluster has no workers", "Start some of them first.", _GONE) from None
    try:
        versions = set(client.run(program_version).values())
    except Exception:  # whatever it is that cannot be imported there
        versions = set()
    if versions != {__version__}:
        hint = f"Install worksheets {__version__} on all of its machines."
        raise _refused("workers of the cluster have another version of this program", hint, _GONE)
    return sum(client.nthreads().values()) or 1


def program_version() -> str:
    """The version of this program, where it is called."""
    return __version__


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes on between machines is not the user's business; what is, becomes a problem."""
    names = [name for name in logging.root.manager.loggerDict if name.startswith(_TALKERS)]
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _refused(message: str, hint: str, kind: Kind) -> WorksheetError:
    return WorksheetError([Problem(message, hint, "--dask", kind=kind)])
