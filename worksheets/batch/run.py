"""The story of a batch: read, judge, make what is missing, and account for every row."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from worksheets.batch.engines import StopSign, cut_up, open_engine, run_chunks
from worksheets.batch.file_names import ENDING, PROOF
from worksheets.batch.ledger import MANIFESTS, Ledger
from worksheets.batch.opened import NO_PATIENTS, Batch, Job, with_mark
from worksheets.batch.proof_sheet import open_early_proof, write_proof
from worksheets.batch.stores import FolderStore, Store, open_store
from worksheets.batch.tally import Tally
from worksheets.batch.task import Made, Task
from worksheets.batch.work import Work, check_all, digest_of, make_all
from worksheets.load.source import showable
from worksheets.problems import Kind, Problem, WorksheetError


class Watch:
    """Hears how far the work is; this one says nothing."""

    def tell(self, step: str) -> None:
        """A step begins, in words that hold nothing about a patient."""

    def begin(self, what: str, total: int) -> None:
        """A part of the work begins, with so many documents."""

    def advance(self, count: int) -> None:
        """So many documents more are done."""

    def end(self) -> None:
        """The part is done, or was stopped."""


def check_batch(batch: Batch, watch: Watch) -> Tally:
    """Do everything but the drawing and the writing, and account for every row."""
    tally = batch.tally()
    watch.tell(f"check the sheets ({batch.tasks:,})")
    watch.begin("check", batch.tasks)
    try:
        tally.stopped = work_through(batch, check_all, Hands(watch, tally.add))
    finally:
        watch.end()
    tally.general = batch.general()
    return tally


def make_folder(batch: Batch, target: str, watch: Watch, *, resume: bool, marks: bool) -> Tally:
    """Write a document for each patient into a folder, with a manifest and a proof sheet.

    Args:
        batch: The roster.
        target: The folder, or the address of one.
        watch: Hears how far it is.
        resume: Whether what an earlier run made is kept where it is still right.
        marks: Whether the number of the row is printed on each page.

    Raises:
        WorksheetError: Nothing can be written (any more).
    """
    store = _checked(batch, target)
    tally = batch.tally()
    batch = replace(batch, work=replace(batch.work, store=store), marks=marks)
    with (
        Ledger.open(store, resume=resume, besides=(PROOF,)) as ledger,
        open_early_proof(batch) as proof,
    ):

        def add(made: Made) -> None:
            ledger.record(made)
            tally.add(made)
            if proof:
                proof.add(made)

        known = _known(batch, ledger, tally) if resume else None
        store.remove(PROOF)  # if this run stops, that of an earlier one says what is there no more
        watch.tell(f"make the sheets ({batch.tasks:,})")
        watch.begin("make", batch.tasks)
        try:
            hands = Hands(watch, add, known, proof.expect if proof else None)
            tally.stopped = work_through(batch, make_all, hands)
            store.sweep()  # a worker that was killed may have left half a file
            if _take_out_missing(batch, ledger, tally):
                proof = None
        except WorksheetError as error:
            with suppress(WorksheetError):  # the disk may be full for the manifest too
                ledger.finish(batch.roster.digest, complete=False)
            raise WorksheetError(with_way_on(batch.job, error.problems)) from None
        finally:
            watch.end()
        watch.tell("write the manifest")
        others = {status: tally.counts[status] for status in NO_PATIENTS}
        ledger.finish(batch.roster.digest, complete=not tally.stopped, others=others)
        tally.outdated = len(ledger.outdated())
        tally.general = batch.general()
        if not tally.stopped:
            watch.tell("write the proof sheet")
            with store.replace_stream(PROOF) as file:
                if proof and proof.is_whole:
                    proof.write(file, tally)
                else:
                    write_proof(file, batch, tally, ledger.rows())
    return tally


def _known(
    batch: Batch, ledger: Ledger, tally: Tally
) -> Callable[[Task, tuple[Problem, ...]], Made | None]:
    """What finds the record of a document that an earlier run made and that is still right."""

    def known(task: Task, problems: tuple[Problem, ...]) -> Made | None:
        try:
            digest = digest_of(batch.work, task)
        except WorksheetError:  # it cannot be made: whoever tries says why, for this row alone
            return None
        made = ledger.done(task.file, *batch.digests(digest, problems))
        if made is not None:
            tally.kept += 1
        return made

    return known


def _checked(batch: Batch, target: str) -> Store:
    """The place to write to, if the batch can be written there."""
    store = open_store(target)
    store.check()
    if not store.shared and batch.job.is_shared:
        message = "this place is in the memory of one process, which others cannot write to"
        hint = "Name a folder, or leave --jobs and --dask out."
        raise WorksheetError([Problem(message, hint, store.shown, kind=Kind.USAGE)])
    _spare_inputs(batch, store)
    return store


def _take_out_missing(batch: Batch, ledger: Ledger, tally: Tally) -> bool:
    """Say of files that somebody has deleted or moved meanwhile that they are not there.

    **Why:** who hands out the sheets trusts the counts.

    Returns:
        Whether there are such.
    """
    found = False
    for made in ledger.missing():
        message = "the file was deleted or moved while the batch ran"
        hint = "Leave the folder alone, and add --resume to make it again."
        problem = Problem(message, hint, batch.roster.name, made.row)
        ledger.record(Made(made.row, made.number, problems=(*made.problems, problem)))
        tally.lose(made, problem)
        found = True
    return found


def with_way_on(job: Job, problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is written stays; who runs the same command again without --resume is refused."""
    shared = " All machines of the cluster need it at the same path." if job.dask else ""
    for problem in problems:
        if problem.kind is Kind.OUTPUT:
            hint = f"{problem.hint}{shared} To go on then, add --resume.".lstrip()
            problem = replace(problem, hint=hint)
        yield problem


def _spare_inputs(batch: Batch, store: Store) -> None:
    """Refuse a roster or a clinic file that would be overwritten where the batch is written."""
    if not isinstance(store, FolderStore):
        return
    for path in filter(None, (batch.job.roster, batch.job.setting.clinic)):
        name = path.name.lower()
        if (name.endswith(ENDING) or name in MANIFESTS) and store.contains(path):
            message = "this file has a name that the batch writes to in the same folder"
            hint = "Rename it, or choose another folder for the sheets."
            raise WorksheetError([Problem(message, hint, showable(str(path)), kind=Kind.OUTPUT)])


class Hands(NamedTuple):
    """What takes part in working through a batch.

    Attributes:
        watch: Hears how far it is.
        add: Takes in what became of a row that is a patient.
        known: Finds the record of a document that needs no work, given what was found in its row;
            None when there is none.
        expect: Hears of each row that is to be worked on, in order.
    """

    watch: Watch
    add: Callable[[Made], None]
    known: Callable[[Task, tuple[Problem, ...]], Made | None] | None = None
    expect: Callable[[Task], None] | None = None


def work_through(
    batch: Batch, function: Callable[[Work, tuple[Task, ...]], list[Made]], hands: Hands
) -> bool:
    """Hand the tasks to workers, a chunk at a time, and take in what became of every row.

    Args:
        batch: The roster.
        function: What a worker does with a chunk.
        hands: What takes part.

    Returns:
        Whether the user stopped it.
    """
    before: dict[int, tuple[Problem, ...]] = {}

    def wanted(sign: StopSign) -> Iterator[Task]:
        for verdict in sign.until(batch.patients(hands.add)):
            task, problems = verdict.task, verdict.problems
            assert task is not None
            if batch.marks:
                task = with_mark(task, batch.mark_of(task.row, 0, 0))
            if hands.expect:
                hands.expect(task)
            if hands.known and (made := hands.known(task, problems)):
                hands.add(batch.kept(made, task.row))
                hands.watch.advance(1)
            else:
                before[verdict.row] = problems
                yield task

    call = partial(function, batch.work)
    with StopSign() as sign, open_engine(batch.job.jobs, batch.job.dask) as engine:
        chunks = cut_up(wanted(sign), batch.tasks, engine.workers)
        for chunk, mades in run_chunks(engine, call, sign.until(chunks), lost=_lost):
            for made in mades:
                hands.add(batch.placed(made, before.pop(made.row)))
            hands.watch.advance(len(chunk))
        return sign.wanted


def _lost(tasks: tuple[Task, ...], problem: Problem) -> list[Made]:
    """A document that workers die of is not made; the others are."""
    return [Made(task.row, task.number, problems=(problem,)) for task in tasks]
