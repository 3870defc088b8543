"""What a worker does: the documents of a few rows, each written as soon as it is made."""

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import scrypt, sha256
from pathlib import Path

import worksheets
from worksheets.batch.kitchen import Kitchen
from worksheets.batch.stores import Store
from worksheets.batch.task import Made, Task
from worksheets.garbage import collect_rarely
from worksheets.pdf.draw import DrawOptions
from worksheets.plan import Plan
from worksheets.problems import Kind, Problem, WorksheetError

_Result = tuple[int, str, tuple[Problem, ...]]
"""Pages, digest of the bytes, warnings."""

_SCRYPT_COST = 2**12


@dataclass(frozen=True)
class Work:
    """What all tasks of a run have in common; it is sent to every worker.

    Attributes:
        run: Names the run, so that nothing is kept from one run to the next.
        draw: What sort of files are drawn.
        store: Where they are written.
    """

    run: str
    draw: DrawOptions
    store: Store | None = None


@lru_cache(maxsize=1)
def kitchen_for(run: str, draw: DrawOptions) -> Kitchen:
    """The kitchen of this process in a run."""
    collect_rarely()  # workers have not come through the command line
    return Kitchen(draw)


def make_all(work: Work, tasks: tuple[Task, ...]) -> list[Made]:
    """Make and write the documents of some rows; what is wrong with one never stops the others.

    Args:
        work: What they have in common, with a store.
        tasks: The documents.

    Raises:
        WorksheetError: Nothing can be written any more.
    """
    kitchen, store = kitchen_for(work.run, work.draw), work.store
    assert store is not None

    def make(task: Task) -> _Result:
        product = kitchen.make(task)
        data = product.data
        if task.password:
            from worksheets.pdf.protect import protect

            data = protect(data, task.password)
        store.write(task.file, data)
        return len(product.plan.pages), sha256(data).hexdigest(), product.warnings

    return [_account(work, task, make) for task in tasks]


def check_all(work: Work, tasks: tuple[Task, ...]) -> list[Made]:
    """What would become of some rows: everything but the drawing and the writing is done."""
    return [plan_one(work, task)[0] for task in tasks]


def plan_one(work: Work, task: Task) -> tuple[Made, Plan | None]:
    """What becomes of a row, and its document laid out, or None if it cannot be."""
    plans: list[Plan] = []

    def lay_out(task: Task) -> _Result:
        plan, warnings = kitchen_for(work.run, work.draw).plan(task)
        plans.append(plan)
        return len(plan.pages), "", warnings

    made = _account(work, task, lay_out)
    return made, plans[0] if plans else None


def digest_of(work: Work, task: Task) -> str:
    """A digest of everything that the bytes of a document follow from.

    A password goes through a slow function first: the digest is written into the manifest, and
    a date of birth would soon be found by trying.

    Raises:
        WorksheetError: A file that it is made from cannot be read.
    """
    order = replace(task.order, libraries=(), clinic=None)  # their files count, not their places
    files = _digest_of_files(work.run, kitchen_for(work.run, work.draw).files(task))
    digest = sha256(repr((worksheets.__version__, work.draw, task.weeks, order, files)).encode())
    if task.password:
        salt = digest.digest()
        digest.update(scrypt(task.password.encode(), salt=salt, n=_SCRYPT_COST, r=8, p=1))
    return digest.hexdigest()


@lru_cache(maxsize=256)
def _digest_of_files(run: str, files: tuple[Path, ...]) -> str:
    digest = sha256()
    for file in files:
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _account(work: Work, task: Task, make: Callable[[Task], _Result]) -> Made:
    """A task done, or why it could not be."""
    try:
        template, program, version = kitchen_for(work.run, work.draw).about(task)
        pages, digest, warnings = make(task)
        return Made(
            row=task.row,
            number=task.number,
            file=task.file,
            pages=pages,
            sha256=digest,
            input=digest_of(work, task),
            template=template,
            program=program,
            version=version,
            problems=warnings,
        )
    except WorksheetError as error:
        if any(problem.kind is Kind.OUTPUT for problem in error.problems):
            raise
        return Made(task.row, task.number, problems=error.problems)
    except Exception as error:
        return Made(task.row, task.number, problems=(_fault(error),))


def _fault(error: Exception) -> Problem:
    """A fault of this program, without the values that its message may hold."""
    last = traceback.extract_tb(sys.exc_info()[2])[-1]
    where = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
    message = f"a fault of this program stopped this sheet ({where})"
    return Problem(message, "Please report it, without the roster.")
