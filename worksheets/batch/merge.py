"""One file for the print room: all patients one after the other, each on a fresh front side."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from worksheets.batch.earlier import FIRST_LINE
from worksheets.batch.file_names import PROOF
from worksheets.batch.journal import FolderJournal
from worksheets.batch.ledger import CSV_NAME, JOURNAL_NAME, JSON_NAME, Ledger
from worksheets.batch.opened import NO_PATIENTS, Batch, with_mark
from worksheets.batch.proof_sheet import write_proof
from worksheets.batch.records import CSV_START
from worksheets.batch.run import Watch, check_batch
from worksheets.batch.staff import cover_of, look_of
from worksheets.batch.stores import FolderStore, Store, safe_name
from worksheets.batch.tally import Tally
from worksheets.batch.task import Made
from worksheets.batch.work import plan_one
from worksheets.files import check_target, told
from worksheets.load.source import showable
from worksheets.pdf.merge import MergedFile
from worksheets.problems import Kind, Problem, WorksheetError


def make_merged(batch: Batch, target: Path, watch: Watch, *, duplex: bool) -> Tally:
    """Write one file with the documents of all patients, its manifest and its proof sheet.

    All rows are checked first, so that each page can say which of how many patients it is for.

    Args:
        batch: The roster.
        target: The file; manifests and proof sheet are written beside it.
        watch: Hears how far it is.
        duplex: Whether paper is printed on both sides.

    Raises:
        WorksheetError: Nothing can be written.
    """
    target = _checked(target, batch)
    store = FolderStore(target.parent)
    store.check()
    batch = replace(batch, is_merged=True, duplex=duplex)
    with _locked(target):
        return _write(batch, store, target.name, watch)


def _write(batch: Batch, store: Store, name: str, watch: Watch) -> Tally:
    """Check all rows, then write the file and what lies beside it."""
    stem = Path(name).stem
    checked = check_batch(batch, watch)
    if checked.stopped or not checked.printed:
        checked.unwritten = True
        return checked
    tally = batch.tally()
    with TemporaryDirectory() as folder:
        records = FolderStore(Path(folder))
        with Ledger.open(records, resume=False) as ledger:

            def add(made: Made) -> None:
                ledger.record(made)
                tally.add(made)

            with ExitStack() as written:  # all four are written before one takes its place
                beside = {
                    one: written.enter_context(store.replace_stream(f"{stem}-{one}"))
                    for one in _BESIDE
                }
                file = written.enter_context(store.replace_stream(name))
                watch.tell(f"make one file of the sheets ({checked.printed:,})")
                watch.begin("make", checked.printed)
                try:
                    _merge(batch, checked, file, (watch, add, name))
                finally:
                    watch.end()
                watch.tell("write the manifest and the proof sheet")
                others = {status: tally.counts[status] for status in NO_PATIENTS}
                ledger.finish(batch.roster.digest, others=others)
                write_proof(beside[PROOF], batch, tally, ledger.rows())
                for one in (CSV_NAME, JSON_NAME):
                    _copy(records, one, beside[one])
                for stream in beside.values():
                    stream.flush()
    tally.general = batch.general()
    return tally


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Keep other runs from writing the same files until this one is done.

    **Why:** each file takes its place whole, but four of two runs would be of two batches.

    Raises:
        WorksheetError: Another run is writing them.
    """
    lock = FolderJournal(target.with_name(f"{target.stem}-{JOURNAL_NAME}"), _shown(target))
    try:
        yield
    finally:
        with suppress(WorksheetError):  # empty, it does no harm
            lock.remove()
        lock.close()


_BESIDE = {PROOF: b"%PDF", CSV_NAME: CSV_START, JSON_NAME: FIRST_LINE}
"""How the files begin that are written beside the merged one."""


def _checked(target: Path, batch: Batch) -> Path:
    """Where the file goes, if nothing stands there that is not to be replaced.

    Raises:
        WorksheetError: Something does, or the system refuses.
    """
    job = batch.job
    inputs = [path for path in (job.roster, job.setting.clinic) if path]
    check_target(target, inputs=inputs)
    if target.exists() and not target.is_file():
        raise _refused(target, "this is not an ordinary file", "Name a file, like print.pdf.")
    target = Path(os.path.realpath(target))  # a link stays a link
    try:
        safe_name(target.name)
    except ValueError:
        message = "the name begins with a dot, or has a colon or a backslash in it"
        raise _refused(target, message, "Choose a name like print.pdf.") from None
    for name, start in (*_BESIDE.items(), (JOURNAL_NAME, b"")):
        path = target.with_name(f"{target.stem}-{name}")
        try:
            path.lstat()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise _refused_beside(target, name, error) from None
        _check_old(path, start, inputs)
    return target


def _refused_beside(target: Path, name: str, error: OSError) -> WorksheetError:
    """What the system has against a file beside the merged one: mostly a name that is too long."""
    if error.errno != errno.ENAMETOOLONG:
        return WorksheetError([replace(told(target, error), file=_shown(target))])
    message = f"the name is too long once -{name} is added, for a file beside it"
    return _refused(target, message, "Choose a shorter one.")


def _check_old(path: Path, start: bytes, inputs: Iterable[Path]) -> None:
    """Only what another batch wrote is replaced, or what is empty; never what this one reads."""
    if path.is_symlink() or not path.is_file():
        raise _refused(path, "this is not an ordinary file", "Choose another name for --merge.")
    try:
        is_ours = not any(map(path.samefile, inputs))
        with path.open("rb") as file:
            is_ours = is_ours and file.read(len(start) or 1) in (b"", start)
    except OSError as error:
        raise WorksheetError([told(path, error)]) from None
    if not is_ours:
        message = "there is a file of this name that no batch has written"
        raise _refused(path, message, "Choose another name for --merge, or rename the file.")


def _refused(path: Path, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, _shown(path), kind=Kind.OUTPUT)])


def _shown(path: Path) -> str:
    return showable(path.name)


def _copy(here: Store, name: str, file: BinaryIO) -> None:
    source = here.open_read(name)
    assert source is not None
    with source:
        shutil.copyfileobj(source, file)


def _merge(
    batch: Batch,
    checked: Tally,
    file: BinaryIO,
    hands: tuple[Watch, Callable[[Made], None], str],
) -> None:
    """Draw the cover and all documents into a file.

    Args:
        batch: The roster.
        checked: What the check found: how many documents there are.
        file: Where to.
        hands: Hears how far it is; takes in records; the name of the file.
    """
    watch, add, name = hands
    look = look_of(batch)
    cover = cover_of(batch, checked, look)
    moment = datetime.combine(batch.job.setting.issued, time())
    merger = MergedFile(file, cover.title, look.language.language, moment, duplex=batch.duplex)
    place = 0
    for verdict in batch.patients(add):
        assert verdict.task is not None
        mark = batch.mark_of(verdict.row, place + 1, checked.printed)
        task = with_mark(verdict.task, mark)
        made, plan = plan_one(batch.work, task)
        if plan:
            if not place:
                merger.add(cover, cover.title)
            merger.add(plan, f"{mark}  ·  {task.number}")
            place += 1
            made = replace(made, file=name)
        add(batch.placed(made, verdict.problems))
        watch.advance(1)
    merger.close()
