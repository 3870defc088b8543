"""What a batch has to say at its end: problems by row, and counts that add up."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from worksheets.batch.tally import Tally
from worksheets.batch.task import Status
from worksheets.cli.report import show_problems
from worksheets.cli.terminal import say
from worksheets.load.source import showable
from worksheets.problems import Kind

_PARTIAL = 9
_INTERRUPTED = 130
_NOT_PRINTED: dict[Status, str] = {
    "error": "not printed",
    "blank": "blank",
    "header": "with column names again",
    "totals": "with totals",
}


def exit_code(tally: Tally) -> int:
    """0 when all is well, 9 when some rows were not printed, 4 when none was."""
    if tally.stopped:
        return _INTERRUPTED
    if tally.counts["error"]:
        return _PARTIAL if tally.printed else Kind.INVALID
    return 0 if tally.printed else Kind.INVALID


@contextmanager
def telling_way_on(*, quiet: bool) -> Iterator[None]:
    """Say how to go on when the work is interrupted at once, by a second Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        if not quiet:
            say("Stopped at once. What was written can be kept; to go on, add --resume.")
        raise


def show_preview(tally: Tally) -> None:
    """What would be made, after every problem."""
    _show_problems(tally, "the manifest of the batch will list them")
    say(_counted(tally, "would be printed"))
    for (program, template), count in sorted(tally.kinds.items()):
        say(f"  {count:,} × {program} ({template})")
    say(f"{_many(tally.pages, 'page')} in all. Nothing was written.")


def show_tally(tally: Tally, output: str, *, quiet: bool) -> None:
    """What was made, after every problem."""
    listed = "the manifest of the batch will list them"
    _show_problems(tally, listed if tally.unwritten else "see the manifest")
    if quiet:
        return
    if tally.unwritten:
        say(_counted(tally, "would be printed"))
        say("Stopped. Nothing was written." if tally.stopped else "Nothing was written.")
        return
    say(_counted(tally, "printed"))
    where = showable(str(Path(output)) if "://" not in output else output)
    if tally.files > 1:
        where += f" and {_many(tally.files - 1, 'file')} after it"
    kept = f", {tally.kept:,} of them kept from an earlier run" if tally.kept else ""
    if tally.stopped:
        say(f"Stopped. {where} is in order so far{kept}; to go on, add --resume.")
    else:
        say(f"Wrote {where}: {_many(tally.printed, 'sheet')}, {_many(tally.pages, 'page')}{kept}.")
    if tally.outdated:
        what = "file" if tally.outdated == 1 else "files"
        say(
            f"{tally.outdated:,} {what} of an earlier run that no row asks for any more: "
            'see "outdated" in the manifest, and take them out before you print.'
        )


def _show_problems(tally: Tally, listed: str) -> None:
    """Show them by row, and those that many rows share once for all of these.

    Args:
        tally: What became of the rows.
        listed: Where all of them are to be found.
    """
    show_problems(tally.general)
    repeated = list(tally.repeated())
    for problems, is_warning in ((tally.errors, False), (tally.warnings, True)):
        show_problems(sorted(problems, key=lambda problem: problem.line or 0))
        show_problems(one for one in repeated if (one.kind is Kind.WARNING) is is_warning)
    if tally.hidden:
        say(f"and {_many(tally.hidden, 'problem')} more: {listed}")


def _counted(tally: Tally, done: str) -> str:
    """Every row is in exactly one of the counts."""
    counts = tally.counts
    printed = f"{tally.printed:,} {done}"
    if counts["warning"]:
        printed += f" ({counts['warning']:,} with a warning)"
    parts = [printed]
    for status, words in _NOT_PRINTED.items():
        if counts[status]:
            parts.append(f"{counts[status]:,} {words}")
    if tally.unreached:
        parts.append(f"{tally.unreached:,} not reached")
    return f"{_many(tally.rows_read, 'row')} read: {', '.join(parts)}."


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
