"""How far a batch is: a bar on a terminal, a line now and then anywhere else."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from worksheets.batch.run import BatchCallbacks
from worksheets.cli.terminal import say

if TYPE_CHECKING:
    from rich.progress import Progress

_EVERY = 1000
_WORDS = {"check": ("Checking", "checked"), "make": ("Making", "made")}


def open_watch(tell: Callable[[str], None], *, quiet: bool) -> BatchCallbacks:
    """What shows the progress here: nothing at all when that was asked for.

    Args:
        tell: Says which step begins, when that is wanted.
        quiet: Whether no progress is wanted.
    """
    if quiet:
        return _Steps(tell)
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    return _Bar(tell) if is_terminal else _Lines(tell)


class _Steps(BatchCallbacks):
    """The steps alone."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell

    def report(self, step: str) -> None:
        self._tell(step)


class _Lines(_Steps):
    """A line for every thousand documents, for logs."""

    def begin(self, what: str, total: int) -> None:
        self._word, self._total = _WORDS[what][1], total
        self._done, self._start = 0, time.monotonic()

    def advance(self, count: int) -> None:
        before, self._done = self._done, self._done + count
        if self._done // _EVERY > before // _EVERY:
            rate = self._done / max(time.monotonic() - self._start, 0.001)
            say(f"{self._done:,} of {self._total:,} {self._word}, {rate:,.0f} a second")


class _Bar(_Steps):
    """A bar with the rate and the time that is left."""

    _progress: "Progress | None" = None

    def begin(self, what: str, total: int) -> None:
        from rich.console import Console  # not needed where there is no terminal
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._done, self._start = 0, time.monotonic()
        self._task = self._progress.add_task(_WORDS[what][0], total=total, rate="")
        self._progress.start()

    def advance(self, count: int) -> None:
        if self._progress:
            self._done += count
            rate = self._done / max(time.monotonic() - self._start, 0.001)
            self._progress.update(self._task, advance=count, rate=f"{rate:,.0f} a second")

    def end(self) -> None:
        if self._progress:
            self._progress.stop()
            self._progress = None
