"""The story of a batch: make what is missing of a judged roster, and account for every row."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from worksheets.batch.documents import Work, check_all, digest_of, make_all
from worksheets.batch.file_names import ENDING, PROOF
from worksheets.batch.manifest import CSV_NAME, JSON_NAME
from worksheets.batch.opened import Batch, with_mark
from worksheets.batch.proof_sheet import write_proof
from worksheets.batch.state import MANIFESTS, STATE_NAME, State, open_state
from worksheets.batch.stores import FolderStore, Store, open_store
from worksheets.batch.tally import Tally
from worksheets.batch.task import NO_PATIENTS, Job, Made, Task, Verdict
from worksheets.batch.workers import StopSignal, cut_up, open_workers, run_chunks
from worksheets.load.source import showable
from worksheets.problems import Kind, Problem, WorksheetError


class BatchCallbacks:
    """Called as the work goes on; these do nothing."""

    def report(self, step: str) -> None:
        """A step begins, in words that hold nothing about a patient."""

    def begin(self, what: str, total: int) -> None:
        """A part of the work begins, with so many documents."""

    def advance(self, count: int) -> None:
        """So many documents more are done."""

    def end(self) -> None:
        """The part is done, or was stopped."""


class Accounts(NamedTuple):
    """What takes in how the rows end.

    Attributes:
        callbacks: Called as the work goes on.
        tally: Counts the rows that are patients.
        state: Records them, if anything is written.
    """

    callbacks: BatchCallbacks
    tally: Tally
    state: State | None = None

    def add(self, made: Made, task: Task | None = None) -> None:
        """Take in a row, and the document that it asked for, if any."""
        self.tally.add(made)
        if self.state:
            self.state.record(made, task)


def check_batch(batch: Batch, callbacks: BatchCallbacks) -> Tally:
    """Do everything but the drawing and the writing, and account for every row."""
    tally = batch.tally()
    callbacks.report(f"check the sheets ({batch.tasks:,})")
    callbacks.begin("check", batch.tasks)
    try:
        tally.stopped = _work_through(batch, check_all, Accounts(callbacks, tally))
    finally:
        callbacks.end()
    tally.general = batch.general()
    return tally


def make_folder(
    batch: Batch, target: str, callbacks: BatchCallbacks, *, resume: bool, marks: bool
) -> Tally:
    """Write a document for each patient into a folder, with a manifest and a proof sheet.

    Args:
        batch: The roster.
        target: The folder, or the address of one.
        callbacks: Called as the work goes on.
        resume: Whether what an earlier run made is kept where it is still right.
        marks: Whether the number of the row is printed on each page.

    Raises:
        WorksheetError: Nothing can be written (any more).
    """
    store = _check_store(batch, target)
    tally = batch.tally()
    batch = replace(batch, work=replace(batch.work, store=store), marks=marks)
    with open_state(store, resume=resume) as state:
        for name in (PROOF, CSV_NAME, JSON_NAME):  # of an earlier run: a killed one leaves none
            store.remove(name)
        callbacks.report(f"make the sheets ({batch.tasks:,})")
        callbacks.begin("make", batch.tasks)
        try:
            accounts = Accounts(callbacks, tally, state)
            tally.stopped = _work_through(batch, make_all, accounts, resume=resume)
            store.sweep()  # a worker that was killed may have left half a file
            _take_out_missing(batch, state, tally)
        except WorksheetError as error:
            with suppress(WorksheetError):  # the disk may be full for the manifest too
                state.finish(batch.roster.digest, complete=False)
            raise WorksheetError(with_way_on(batch.job, error.problems)) from None
        finally:
            callbacks.end()
        callbacks.report("write the manifest")
        others = {status: tally.counts[status] for status in NO_PATIENTS}
        state.finish(batch.roster.digest, complete=not tally.stopped, others=others)
        tally.outdated = state.count_outdated()
        tally.general = batch.general()
        if not tally.stopped:
            callbacks.report("write the proof sheet")
            with store.replace_stream(PROOF) as file:
                write_proof(file, batch, tally, state.rows())
    return tally


def _work_through(
    batch: Batch,
    function: Callable[[Work, tuple[Task, ...]], list[Made]],
    accounts: Accounts,
    *,
    resume: bool = False,
) -> bool:
    """Hand the tasks to workers, a chunk at a time, and take in what became of every row.

    Args:
        batch: The roster.
        function: What a worker does with a chunk.
        accounts: What takes in how the rows end.
        resume: Whether documents that an earlier run made are kept.

    Returns:
        Whether the user stopped it.
    """
    callbacks, tally, state = accounts
    waiting: dict[int, Verdict] = {}

    def tasks(stop: StopSignal) -> Iterator[Task]:
        for task, verdict in stop.until(batch.tasks_of(accounts.add)):
            if batch.marks:
                task = with_mark(task, batch.mark_of(task.row, 0, 0))
            made = _known(batch, state, task, verdict) if state and resume else None
            if made:
                tally.kept += 1
                accounts.add(made, task)
                callbacks.advance(1)
            else:
                waiting[task.row] = verdict
                yield task

    call = partial(function, batch.work)
    with StopSignal() as stop, open_workers(batch.job.jobs, batch.job.dask) as workers:
        chunks = cut_up(tasks(stop), batch.tasks, workers.size)
        for chunk, mades in run_chunks(workers, call, stop.until(chunks), _lost):
            for task, made in zip(chunk, mades, strict=True):
                accounts.add(batch.placed(made, waiting.pop(task.row).problems), task)
            if state:
                state.save()
            callbacks.advance(len(chunk))
        return stop.wanted


def _lost(tasks: tuple[Task, ...], problem: Problem) -> list[Made]:
    """A document that workers die of is not made; the others are."""
    return [Made(task.row, task.number, problems=(problem,)) for task in tasks]


def _known(batch: Batch, state: State, task: Task, verdict: Verdict) -> Made | None:
    """The record of a document that an earlier run made and that is still right."""
    try:
        digest = digest_of(batch.work, task)
    except WorksheetError:  # it cannot be made: whoever tries says why, for this row alone
        return None
    made = state.done(task.file, *batch.digests(digest, verdict.problems))
    return batch.kept(made, task.row) if made else None


def _take_out_missing(batch: Batch, state: State, tally: Tally) -> None:
    """Account for files that somebody has deleted or moved meanwhile: they are not there.

    **Why:** who hands out the sheets trusts the counts.
    """
    for made in state.missing():
        message = "the file was deleted or moved while the batch ran"
        hint = "Leave the folder alone, and add --resume to make it again."
        problem = Problem(message, hint, batch.roster.name, made.row)
        state.record(Made(made.row, made.number, problems=(*made.problems, problem)))
        tally.lose(made, problem)


def with_way_on(job: Job, problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is written stays; who runs the same command again without --resume is refused."""
    shared = " All machines of the cluster need it at the same path." if job.dask else ""
    for problem in problems:
        if problem.kind is Kind.OUTPUT:
            hint = f"{problem.hint}{shared} To go on then, add --resume.".lstrip()
            problem = replace(problem, hint=hint)
        yield problem


def _check_store(batch: Batch, target: str) -> Store:
    """The place to write to, if the batch can be written there."""
    store = open_store(target)
    store.check()
    if not store.shared and batch.job.is_shared:
        message = "this place is in the memory of one process, which others cannot write to"
        hint = "Name a folder, or leave --jobs and --dask out."
        raise WorksheetError([Problem(message, hint, store.shown, kind=Kind.USAGE)])
    if isinstance(store, FolderStore):
        for path in filter(None, (batch.job.roster, batch.job.setting.clinic)):
            name = path.name.lower()
            is_ours = name.endswith(ENDING) or name in (*MANIFESTS, STATE_NAME)
            if is_ours and store.contains(path):
                message = "this file has a name that the batch writes to in the same folder"
                hint = "Rename it, or choose another folder for the sheets."
                where = showable(str(path))
                raise WorksheetError([Problem(message, hint, where, kind=Kind.OUTPUT)])
    return store
