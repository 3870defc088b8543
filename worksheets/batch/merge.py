"""One file for the print room: all patients one after the other, each on a fresh front side.

A file holds the documents of 5,000 patients at most; `print-2.pdf` follows `print.pdf`.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, time
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from worksheets.app import Product
from worksheets.batch.documents import attempt
from worksheets.batch.file_names import PROOF
from worksheets.batch.manifest import CSV_NAME, CSV_START, JSON_NAME, JSON_START, Summary
from worksheets.batch.opened import Batch, with_mark
from worksheets.batch.proof_sheet import cover_of, look_of, write_proof
from worksheets.batch.run import Accounts, BatchCallbacks, check_batch
from worksheets.batch.state import State, open_state
from worksheets.batch.stores import FolderStore, safe_name
from worksheets.batch.tally import Tally
from worksheets.batch.task import NO_PATIENTS, Made, Task
from worksheets.files import check_target, os_problem
from worksheets.load.source import showable
from worksheets.pdf.merge import MAX_PATIENTS, MergedFile
from worksheets.problems import Kind, Problem, WorksheetError

_BESIDE = {PROOF: b"%PDF", CSV_NAME: CSV_START, JSON_NAME: JSON_START}
"""How the files begin that are written beside the merged one."""


def make_merged(batch: Batch, target: Path, callbacks: BatchCallbacks, *, duplex: bool) -> Tally:
    """Write one file with the documents of all patients, its manifest and its proof sheet.

    All rows are checked first, so that each page can say which of how many patients it is for.

    Args:
        batch: The roster.
        target: The file; others are written beside it.
        callbacks: Called as the work goes on.
        duplex: Whether paper is printed on both sides.

    Raises:
        WorksheetError: Nothing can be written.
    """
    target = _check_target(target, batch)
    store = _Beside(target)
    store.check()
    batch = replace(batch, is_merged=True, duplex=duplex)
    with open_state(store, resume=True) as state:
        try:
            checked = check_batch(batch, callbacks)
            if checked.stopped or not checked.printed:
                checked.unwritten = True
                return checked
            return _write(batch, checked, store, state, callbacks)
        finally:
            store.remove_state()


class _Beside(FolderStore):
    """The folder of a merged file, as the state of its batch sees it: nothing else is there.

    The state keeps other runs from writing the same files. **Why:** each file takes its place
    whole, but those of two runs would be of two batches.
    """

    def __init__(self, target: Path) -> None:
        super().__init__(target.parent)
        self.target = target
        digest = blake2b(os.fsencode(target.name), digest_size=8).hexdigest()
        self._state = target.with_name(f".worksheets-{digest}.sqlite")

    @property
    def shown(self) -> str:
        return showable(self.target.name)

    def read(self, name: str, most: int | None = None) -> None:
        return None

    def names(self) -> Iterator[str]:
        return iter(())

    def sweep(self) -> None:
        return  # another run may be making another file in this folder

    @contextmanager
    def open_state(self, name: str) -> Iterator[tuple[Path, Callable[[], None]]]:
        yield self._state, lambda: None

    def remove_state(self) -> None:
        with suppress(OSError):  # the next run takes it over
            self._state.unlink()


def _write(
    batch: Batch, checked: Tally, store: _Beside, state: State, callbacks: BatchCallbacks
) -> Tally:
    """Write the file, those that follow it, and what lies beside it."""
    target = store.target
    tally = batch.tally()
    tally.files = -(-checked.printed // MAX_PATIENTS)
    names = [target.name, *(_name_of(target, place) for place in range(2, tally.files + 1))]
    for name in names[1:]:
        check_target(target.with_name(name))
    with ExitStack() as written:  # all are written before one takes its place
        beside = {
            one: written.enter_context(store.replace_stream(f"{target.stem}-{one}"))
            for one in _BESIDE
        }
        files = [(name, written.enter_context(store.replace_stream(name))) for name in names]
        callbacks.report(f"make one file of the sheets ({checked.printed:,})")
        callbacks.begin("make", checked.printed)
        try:
            _merge(batch, checked, files, Accounts(callbacks, tally, state))
        finally:
            callbacks.end()
        callbacks.report("write the manifest and the proof sheet")
        others = {status: tally.counts[status] for status in NO_PATIENTS}
        summary = Summary(batch.roster.digest, complete=True, others=others)
        state.write(beside[JSON_NAME], beside[CSV_NAME], summary)
        write_proof(beside[PROOF], batch, tally, state.rows())
    tally.general = batch.general()
    left = target.with_name(_name_of(target, tally.files + 1))
    if left.exists():
        message = "this file is of an earlier run"
        hint = "Take it out before you print."
        tally.general += (Problem(message, hint, showable(left.name), kind=Kind.WARNING),)
    return tally


def _name_of(target: Path, place: int) -> str:
    return f"{target.stem}-{place}{target.suffix}"


def _merge(
    batch: Batch,
    checked: Tally,
    files: Iterable[tuple[str, BinaryIO]],
    accounts: Accounts,
) -> None:
    """Draw the cover and all documents into files.

    Args:
        batch: The roster.
        checked: What the check found: how many documents there are.
        files: Where to, and their names.
        accounts: What takes in how the rows end.
    """
    look = look_of(batch)
    cover = cover_of(batch, checked, look)
    moment = datetime.combine(batch.job.setting.issued, time())
    documents = _documents(batch, checked, accounts)
    for place, (name, file) in enumerate(files):
        merged = MergedFile(file, cover.title, look.language.language, moment, duplex=batch.duplex)
        if not place:
            merged.add(cover, cover.title)
        for task, made, document in islice(documents, MAX_PATIENTS):
            merged.add(document.plan, f"{task.order.mark}  ·  {task.number}")
            accounts.add(replace(made, file=name), task)
        merged.close()
    for _ in documents:  # the rows after the last patient
        raise AssertionError("there are more documents than the check has counted")


def _documents(
    batch: Batch, checked: Tally, accounts: Accounts
) -> Iterator[tuple[Task, Made, Product]]:
    """The documents of all patients, one after the other; what has none is added here."""
    place = 0
    for task, verdict in batch.tasks_of(accounts.add):
        task = with_mark(task, batch.mark_of(task.row, place + 1, checked.printed))
        made, document = attempt(batch.work, task)
        made = batch.placed(made, verdict.problems)
        if document:
            place += 1
            yield task, made, document
        else:
            accounts.add(made)
        accounts.callbacks.advance(1)


def _check_target(target: Path, batch: Batch) -> Path:
    """Where the file goes, if nothing stands there that is not to be replaced.

    Raises:
        WorksheetError: Something does, or the system refuses.
    """
    inputs = [path for path in (batch.job.roster, batch.job.setting.clinic) if path]
    check_target(target, inputs=inputs)
    target = Path(os.path.realpath(target))  # a link stays a link
    try:
        safe_name(target.name)
    except ValueError:
        message = "the name begins with a dot, or has a colon or a backslash in it"
        raise _refused(target, message, "Choose a name like print.pdf.") from None
    _check_old(target, b"%PDF", inputs)
    for name, start in _BESIDE.items():
        try:
            _check_old(target.with_name(f"{target.stem}-{name}"), start, inputs)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                message = f"the name is too long once -{name} is added, for a file beside it"
                raise _refused(target, message, "Choose a shorter one.") from None
            raise WorksheetError([replace(os_problem(target, error), file=target.name)]) from None
    return target


def _check_old(path: Path, start: bytes, inputs: Iterable[Path]) -> None:
    """Only what another batch wrote is replaced, or what is empty; never what this one reads.

    Raises:
        OSError: It cannot be read.
        WorksheetError: It is something else.
    """
    try:
        is_file = stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return
    if not is_file:
        raise _refused(path, "this is not an ordinary file", "Choose another name for --merge.")
    is_ours = not any(map(path.samefile, inputs))
    with path.open("rb") as file:
        is_ours = is_ours and file.read(len(start)) in (b"", start)
    if not is_ours:
        message = "there is a file of this name that no batch has written"
        raise _refused(path, message, "Choose another name for --merge, or rename the file.")


def _refused(path: Path, message: str, hint: str) -> WorksheetError:
    return WorksheetError([Problem(message, hint, showable(path.name), kind=Kind.OUTPUT)])
