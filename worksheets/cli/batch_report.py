"""How far a batch is, and at its end: problems by row, and counts that add up."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from worksheets.batch.run import BatchCallbacks
from worksheets.batch.tally import Tally
from worksheets.batch.task import Status
from worksheets.cli.commands import INTERRUPTED
from worksheets.cli.terminal import counted, print_err, print_problems
from worksheets.load.source import showable
from worksheets.problems import Kind

if TYPE_CHECKING:
    from rich.progress import Progress

_PARTIAL = 9
_NOT_PRINTED: dict[Status, str] = {
    "error": "not printed",
    "blank": "blank",
    "header": "with column names again",
    "totals": "with totals",
}
_EVERY = 1000
_WORDS = {"check": ("Checking", "checked"), "make": ("Making", "made")}


def exit_code(tally: Tally) -> int:
    """0 when all is well, 9 when some rows were not printed, 4 when none was."""
    if tally.stopped:
        return INTERRUPTED
    if tally.counts["error"]:
        return _PARTIAL if tally.printed else Kind.INVALID
    return 0 if tally.printed else Kind.INVALID


@contextmanager
def reporting_way_on(*, quiet: bool) -> Iterator[None]:
    """Print how to go on when the work is interrupted at once, by a second Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        if not quiet:
            print_err("Stopped at once. What was written can be kept; to go on, add --resume.")
        raise


def print_preview(tally: Tally) -> None:
    """What would be made, after every problem."""
    _print_problems(tally, "the manifest of the batch will list them")
    print_err(_counts(tally, "would be printed"))
    for (program, template), count in sorted(tally.kinds.items()):
        print_err(f"  {count:,} × {program} ({template})")
    print_err(f"{counted(tally.pages, 'page')} in all. Nothing was written.")


def print_tally(tally: Tally, output: str, *, quiet: bool) -> None:
    """What was made, after every problem."""
    listed = "the manifest of the batch will list them"
    _print_problems(tally, listed if tally.unwritten else "see the manifest")
    if quiet:
        return
    if tally.unwritten:
        print_err(_counts(tally, "would be printed"))
        print_err("Stopped. Nothing was written." if tally.stopped else "Nothing was written.")
        return
    print_err(_counts(tally, "printed"))
    where = showable(str(Path(output)) if "://" not in output else output)
    if tally.files > 1:
        where += f" and {counted(tally.files - 1, 'file')} after it"
    kept = f", {tally.kept:,} of them kept from an earlier run" if tally.kept else ""
    if tally.stopped:
        print_err(f"Stopped. {where} is in order so far{kept}; to go on, add --resume.")
    else:
        sheets, pages = counted(tally.printed, "sheet"), counted(tally.pages, "page")
        print_err(f"Wrote {where}: {sheets}, {pages}{kept}.")
    if tally.outdated:
        print_err(
            f"{counted(tally.outdated, 'file')} of an earlier run that no row asks for any more: "
            'see "outdated" in the manifest, and take them out before you print.'
        )


def _print_problems(tally: Tally, listed: str) -> None:
    """Print them by row, and those that many rows share once for all of these.

    Args:
        tally: What became of the rows.
        listed: Where all of them are to be found.
    """
    print_problems(tally.general)
    repeated = list(tally.repeated())
    for problems, is_warning in ((tally.errors, False), (tally.warnings, True)):
        print_problems(sorted(problems, key=lambda problem: problem.line or 0))
        print_problems(one for one in repeated if (one.kind is Kind.WARNING) is is_warning)
    if tally.hidden:
        print_err(f"and {counted(tally.hidden, 'problem')} more: {listed}")


def _counts(tally: Tally, done: str) -> str:
    """Every row is in exactly one of the counts."""
    counts = tally.counts
    warned = f" ({counts['warning']:,} with a warning)" if counts["warning"] else ""
    parts = [f"{tally.printed:,} {done}{warned}"]
    parts += [
        f"{counts[status]:,} {words}" for status, words in _NOT_PRINTED.items() if counts[status]
    ]
    if tally.unreached:
        parts.append(f"{tally.unreached:,} not reached")
    return f"{counted(tally.rows_read, 'row')} read: {', '.join(parts)}."


class ProgressReport(BatchCallbacks):
    """Prints how far a batch is: a bar on a terminal, else a line for every thousand documents."""

    def __init__(self, report: Callable[[str], None], *, quiet: bool) -> None:
        """Begin with nothing to show.

        Args:
            report: Prints which step begins, when that is wanted.
            quiet: Whether no progress is wanted.
        """
        self._print_step = report
        self._quiet = quiet
        self._bar: Progress | None = None

    def report(self, step: str) -> None:
        """Report a step."""
        self._print_step(step)

    def begin(self, what: str, total: int) -> None:
        """Begin to count."""
        self._word, self._total = _WORDS[what][1], total
        self._done, self._start = 0, time.monotonic()
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            self._bar = _progress_bar()
            self._bar.add_task(_WORDS[what][0], total=total, rate="")
            self._bar.start()

    def advance(self, count: int) -> None:
        """Count documents, and show the rate."""
        before, self._done = self._done, self._done + count
        rate = f"{self._done / max(time.monotonic() - self._start, 0.001):,.0f} a second"
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=count, rate=rate)
        elif not self._quiet and self._done // _EVERY > before // _EVERY:
            print_err(f"{self._done:,} of {self._total:,} {self._word}, {rate}")

    def end(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None


def _progress_bar() -> "Progress":
    """A bar with the rate and the time that is left."""
    from rich import progress  # not needed where there is no terminal
    from rich.console import Console

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
