"""Workers on other machines, through an existing Dask cluster: open it, submit to it."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, NamedTuple

from worksheets import __version__
from worksheets.batch.workers import CHUNKS_AHEAD, Workers
from worksheets.problems import Kind, Problem, WorksheetError

_CONNECT_S = 5
_WORKERS_S = 30
_LOOK_S = 10


@contextmanager
def open_cluster(address: str) -> Iterator[Workers]:
    """The workers of a scheduler; Dask itself tries again what one died of, a few times.

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
            hint = "Check the address, and that it runs."
            raise _refused(message, hint, Kind.NOT_FOUND) from None
        try:
            submit, size = partial(_submit, client), _count_workers(client)
            yield Workers(submit, size, CHUNKS_AHEAD * size, (distributed.KilledWorker,))
        except CancelledError:
            message = "the scheduler of the cluster was lost"
            hint = "Start it, and run this again with --resume."
            raise _refused(message, hint, Kind.OUTPUT) from None
        finally:
            with suppress(Exception):  # it may be gone
                client.close(timeout=_CONNECT_S)


def _submit(client: Any, function: Callable[..., Any], /, *arguments: Any) -> "_Promise":
    """Hand work to the scheduler."""
    return _Promise(client, client.submit(function, *arguments, pure=False))


class _Promise(NamedTuple):
    """A future of Dask that ends when the scheduler is lost.

    **Why not `Client.get_executor`:** when the scheduler is lost, one of its futures in ten or so
    never ends, or ends with a ValueError of Dask's own.
    """

    client: Any
    future: Any

    def result(self) -> Any:
        """Wait for the result as long as the client has its scheduler."""
        while True:
            try:
                return self.future.result(timeout=_LOOK_S)
            except TimeoutError:
                if self.future.status == "error":  # of the work itself
                    raise
                if self.client.status != "running":
                    raise CancelledError from None

    def cancel(self) -> object:
        """Drop the work, if it has not begun."""
        return self.future.cancel()


def _count_workers(client: Any) -> int:
    """How many pieces of work the workers do at a time.

    Raises:
        WorksheetError: There are none, or they would make something else than this machine.
    """
    try:
        client.wait_for_workers(1, timeout=_WORKERS_S)
    except TimeoutError:
        hint = "Start some of them first."
        raise _refused("the cluster has no workers", hint, Kind.NOT_FOUND) from None
    try:
        versions = set(client.run(program_version).values())
    except Exception:  # whatever it is that cannot be imported there
        versions = set()
    if versions != {__version__}:
        message = "workers of the cluster have another version of this program"
        hint = f"Install worksheets {__version__} on all of its machines."
        raise _refused(message, hint, Kind.NOT_FOUND)
    return sum(client.nthreads().values()) or 1


def program_version() -> str:
    """The version of this program, where it is called."""
    return __version__


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence what machines log among themselves; what matters to the user becomes a problem."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _refused(message: str, hint: str, kind: Kind) -> WorksheetError:
    return WorksheetError([Problem(message, hint, "--dask", kind=kind)])
