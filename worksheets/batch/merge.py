"""One file for the print room: all patients one after the other, each on a fresh front side."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from worksheets.batch.ledger import CSV_NAME, JSON_NAME, Ledger
from worksheets.batch.opened import NO_PATIENTS, Batch, with_mark
from worksheets.batch.run import PROOF, Watch, check_batch
from worksheets.batch.staff import cover_of, look_of, write_proof
from worksheets.batch.stores import FolderStore, Store
from worksheets.batch.tally import Tally
from worksheets.batch.task import Made
from worksheets.batch.work import plan_one
from worksheets.pdf.merge import Merger
from worksheets.write import check_target


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
    check_target(target, inputs=[batch.job.roster])
    store = FolderStore(target.parent)
    store.check()
    batch = replace(batch, is_merged=True, duplex=duplex)
    checked = check_batch(batch, watch)
    if checked.stopped or not checked.printed:
        return checked
    tally = batch.tally()
    with TemporaryDirectory() as folder:
        records = FolderStore(Path(folder))
        with Ledger.open(records, resume=False) as ledger:

            def add(made: Made) -> None:
                ledger.record(made)
                tally.add(made)

            watch.begin("make", checked.printed)
            try:
                with store.replace_stream(target.name) as file:
                    _merge(batch, checked, file, (watch, add, target.name))
            finally:
                watch.end()
            others = {status: tally.counts[status] for status in NO_PATIENTS}
            ledger.finish(batch.roster.digest, others=others)
            with store.replace_stream(f"{target.stem}-{PROOF}") as file:
                write_proof(file, batch, tally, ledger.rows())
        for name in (CSV_NAME, JSON_NAME):
            _copy(records, store, name, f"{target.stem}-{name}")
    tally.general = batch.general()
    return tally


def _copy(here: Store, there: Store, name: str, new_name: str) -> None:
    source = here.open_read(name)
    assert source is not None
    with source, there.replace_stream(new_name) as file:
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
