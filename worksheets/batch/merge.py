"""One file for the print room: all patients one after the other, each on a fresh front side."""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from worksheets.batch.earlier import FIRST_LINE
from worksheets.batch.file_names import PROOF
from worksheets.batch.ledger import CSV_NAME, JSON_NAME, Ledger
from worksheets.batch.opened import NO_PATIENTS, Batch, with_mark
from worksheets.batch.records import CSV_START
from worksheets.batch.run import Watch, check_batch
from worksheets.batch.staff import cover_of, look_of, write_proof
from worksheets.batch.stores import FolderStore, Store
from worksheets.batch.tally import Tally
from worksheets.batch.task import Made
from worksheets.batch.work import plan_one
from worksheets.load.source import showable
from worksheets.pdf.merge import Merger
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.write import check_target, told


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
                    name: written.enter_context(store.replace_stream(f"{target.stem}-{name}"))
                    for name in _BESIDE
                }
                file = written.enter_context(store.replace_stream(target.name))
                watch.begin("make", checked.printed)
                try:
                    _merge(batch, checked, file, (watch, add, target.name))
                finally:
                    watch.end()
                others = {status: tally.counts[status] for status in NO_PATIENTS}
                ledger.finish(batch.roster.digest, others=others)
                write_proof(beside[PROOF], batch, tally, ledger.rows())
                for name in (CSV_NAME, JSON_NAME):
                    _copy(records, name, beside[name])
                for one in beside.values():
                    one.flush()
    tally.general = batch.general()
    return tally


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
        raise _refused(target, "this is no ordinary file", "Name a file, like print.pdf.")
    target = Path(os.path.realpath(target))  # a link stays a link
    for name, start in _BESIDE.items():
        path = target.with_name(f"{target.stem}-{name}")
        if os.path.lexists(path):
            _check_old(path, start, inputs)
    return target


def _check_old(path: Path, start: bytes, inputs: Iterable[Path]) -> None:
    """Only what another batch wrote is replaced, and never what this one reads."""
    if path.is_symlink() or not path.is_file():
        raise _refused(path, "this is no ordinary file", "Choose another name for --merge.")
    try:
        is_ours = not any(map(path.samefile, inputs))
        with path.open("rb") as file:
            is_ours = is_ours and file.read(len(start)) in (b"", start)
    except OSError as error:
        raise WorksheetError([told(path, error)]) from None
    if not is_ours:
        message = "there is a file of this name that no batch has written"
        raise _refused(path, message, "Choose another name for --merge, or rename the file.")


def _refused(path: Path, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, showable(path.name), kind=Kind.OUTPUT)])


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
    merger = Merger(file, cover.title, look.language.language, moment, duplex=batch.duplex)
    merger.add(cover, cover.title)
    place = 0
    for verdict in batch.patients(add):
        assert verdict.task is not None
        mark = batch.mark_of(verdict.row, place + 1, checked.printed)
        task = with_mark(verdict.task, mark)
        made, plan = plan_one(batch.work, task)
        if plan:
            if not place:
                merger.expect(plan, checked.printed)
            merger.add(plan, f"{mark}  ·  {task.number}")
            place += 1
            made = replace(made, file=name)
        add(batch.placed(made, verdict.problems))
        watch.advance(1)
    merger.close()
