"""What a worker does: it makes documents, and writes each as soon as it is made."""

import gc
import sys
import traceback
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import scrypt, sha256
from pathlib import Path

import worksheets
from worksheets.app import DocumentMaker, Product
from worksheets.batch.stores import Store
from worksheets.batch.task import Made, Task
from worksheets.problems import Kind, Problem, WorksheetError, shortage

_SCRYPT_COST = 2**12


@dataclass(frozen=True)
class Work:
    """What all tasks of a run have in common; it is sent to every worker.

    Attributes:
        run: Names the run, so that nothing is cached from one run to the next.
        store: Where the documents are written.
    """

    run: str
    store: Store | None = None


class _Worker:
    """What a process holds in a run: the maker of documents, and digests of their files."""

    def __init__(self) -> None:
        gc.set_threshold(500_000, 20, 100)  # as in cli/main.py
        self.maker = DocumentMaker()
        self._digests: dict[tuple[Path, ...], str] = {}

    def digest_files(self, files: tuple[Path, ...]) -> str:
        """A digest of what files contain, as they were when they were first read in this run."""
        if files not in self._digests:
            digest = sha256()
            for file in files:
                digest.update(sha256(file.read_bytes()).digest())
            self._digests[files] = digest.hexdigest()
        return self._digests[files]


@lru_cache(maxsize=1)  # What many patients share is read, laid out and drawn once in a process.
def _worker_of(run: str) -> _Worker:
    return _Worker()


def make(work: Work, task: Task, *, draw: bool = True) -> Product:
    """Make the document of one row: what is done here, the rest of a batch leaves to others.

    Args:
        work: What all tasks of the run have in common.
        task: The document.
        draw: Whether it is drawn, or only laid out.

    Raises:
        WorksheetError: All the problems that stop it.
    """
    product = _worker_of(work.run).maker.make(task.order, draw=draw)
    if not (draw and task.password):
        return product
    from worksheets.pdf.protect import protect

    return replace(product, data=protect(product.data, task.password))


def digest_of(work: Work, task: Task) -> str:
    """A digest of everything that the bytes of a document follow from.

    A password goes through a slow function first: the digest is written into the manifest, and
    a date of birth would soon be found by trying.

    Raises:
        WorksheetError: A file that it is made from cannot be read.
    """
    order = replace(task.order, libraries=(), clinic=None)  # their files count, not their places
    worker = _worker_of(work.run)
    files = worker.digest_files(tuple(worker.maker.load(task.order).library.files_read))
    digest = sha256(repr((worksheets.__version__, order, files)).encode())
    if task.password:
        salt = digest.digest()
        digest.update(scrypt(task.password.encode(), salt=salt, n=_SCRYPT_COST, r=8, p=1))
    return digest.hexdigest()


def make_all(work: Work, tasks: tuple[Task, ...]) -> list[Made]:
    """Make and write the documents of some rows.

    Args:
        work: What they have in common, with a store.
        tasks: The documents.

    Raises:
        WorksheetError: Nothing can be written any more.
    """
    return [attempt(work, task, write=True)[0] for task in tasks]


def check_all(work: Work, tasks: tuple[Task, ...]) -> list[Made]:
    """What would become of some rows: everything but the drawing and the writing is done."""
    return [attempt(work, task)[0] for task in tasks]


def attempt(work: Work, task: Task, *, write: bool = False) -> tuple[Made, Product | None]:
    """Make a document, or lay it out; what is wrong with it never stops the others.

    Returns:
        What became of the task, and its document, if it could be made.

    Raises:
        WorksheetError: Nothing can be written any more.
    """
    try:
        document = make(work, task, draw=write)
        loaded = document.loaded
        made = Made(
            row=task.row,
            number=task.number,
            file=task.file,
            pages=len(document.plan.pages),
            sha256=sha256(document.data).hexdigest() if write else "",
            input=digest_of(work, task),
            template=loaded.template.id,
            program=loaded.program.id,
            version=loaded.program.version,
            problems=document.warnings,
        )
        if write:
            assert work.store is not None
            work.store.write(task.file, document.data)
        return made, document
    except WorksheetError as error:
        if any(problem.kind is Kind.OUTPUT for problem in error.problems):
            raise
        return Made(task.row, task.number, problems=error.problems), None
    except Exception as error:
        return Made(task.row, task.number, problems=(_fault(error),)), None


def _fault(error: Exception) -> Problem:
    """A fault of this program, without the values that its message may hold, or a shortage."""
    if short := shortage(error):
        return replace(short, kind=Kind.INVALID)
    last = traceback.extract_tb(sys.exc_info()[2])[-1]
    where = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
    message = f"a fault of this program stopped this sheet ({where})"
    return Problem(message, "Please report it, without the roster.")
