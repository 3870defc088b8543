"""What a worker does: it makes documents, and writes each as soon as it is made."""

import gc
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import scrypt, sha256
from pathlib import Path
from typing import NamedTuple

import worksheets
from worksheets import app
from worksheets.batch.stores import Store
from worksheets.batch.task import Made, Task
from worksheets.load.library import FileCache
from worksheets.load.order import Loaded, Selection, load_selection, warnings_of
from worksheets.pdf.draw import DrawOptions
from worksheets.plan import Plan
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.wording import Wording

_SCRYPT_COST = 2**12


class Document(NamedTuple):
    """A document of one row.

    Attributes:
        data: The bytes of the PDF file; b"" where it was only laid out.
        plan: The Plan it was drawn from.
        warnings: What the user should know although the work was done.
    """

    data: bytes
    plan: Plan
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Work:
    """What all tasks of a run have in common; it is sent to every worker.

    Attributes:
        run: Names the run, so that nothing is cached from one run to the next.
        draw: What sort of files are drawn.
        store: Where they are written.
    """

    run: str
    draw: DrawOptions = DrawOptions()  # noqa: RUF009 - it is frozen
    store: Store | None = None


class _Shared(NamedTuple):
    """What the documents of many patients share.

    Attributes:
        loaded: Everything that their orders name.
        files: What was read for it.
        digest: Digest of all these files.
    """

    loaded: Loaded
    files: FileCache
    digest: str


@lru_cache(maxsize=128)  # 27 ms for each sheet of a batch, most of it to read and check YAML
def _share(run: str, selection: Selection) -> _Shared:
    """Load a selection, once in a run; changes to doses are made to what was loaded without them.

    Raises:
        WorksheetError: Everything that is wrong with the files and the changes.
    """
    gc.set_threshold(
        500_000, 20, 100
    )  # as in cli/main.py
    if selection.overrides:
        with suppress(WorksheetError):  # what is wrong without the changes is found with them too
            base = _share(run, replace(selection, overrides=()))
            return base._replace(loaded=load_selection(selection, base.files))
    files = FileCache()
    loaded = load_selection(selection, files)
    digest = sha256()
    for file in app.inputs_of(loaded):
        digest.update(sha256(file.read_bytes()).digest())
    return _Shared(loaded, files, digest.hexdigest())


def make(work: Work, task: Task, *, draw: bool = True) -> Document:
    """Make the document of one row: what is done here, the rest of a batch leaves to others.

    Args:
        work: What all tasks of the run have in common.
        task: The document.
        draw: Whether it is drawn, or only laid out.

    Raises:
        WorksheetError: All the problems that stop it.
    """
    shared = _share(work.run, task.order.selection)
    loaded = replace(shared.loaded, warnings=warnings_of(task.order, shared.loaded))
    app.check_loaded(loaded, "booklet" if task.weeks else "sheet")
    ready = app.Ready(task.order, loaded, Wording(loaded.locale))
    if task.weeks is None:
        if not draw:
            return Document(b"", *app.plan_sheet(ready))
        product = app.finish_sheet(ready, work.draw)
    else:
        options = app.BookletOptions(task.weeks)
        if not draw:
            return Document(b"", *app.plan_booklet(ready, options))
        product = app.finish_booklet(ready, options, work.draw)
    data = product.data
    if task.password:
        from worksheets.pdf.protect import protect

        data = protect(data, task.password)
    return Document(data, product.plan, product.warnings)


def digest_of(work: Work, task: Task) -> str:
    """A digest of everything that the bytes of a document follow from.

    A password goes through a slow function first: the digest is written into the manifest, and
    a date of birth would soon be found by trying.

    Raises:
        WorksheetError: A file that it is made from cannot be read.
    """
    order = replace(task.order, libraries=(), clinic=None)  # their files count, not their places
    files = _share(work.run, task.order.selection).digest
    digest = sha256(repr((worksheets.__version__, work.draw, task.weeks, order, files)).encode())
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


def attempt(work: Work, task: Task, *, write: bool = False) -> tuple[Made, Document | None]:
    """Make a document, or lay it out; what is wrong with it never stops the others.

    Returns:
        What became of the task, and its document, if it could be made.

    Raises:
        WorksheetError: Nothing can be written any more.
    """
    try:
        document = make(work, task, draw=write)
        loaded = _share(work.run, task.order.selection).loaded
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
    """A fault of this program, without the values that its message may hold."""
    last = traceback.extract_tb(sys.exc_info()[2])[-1]
    where = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
    message = f"a fault of this program stopped this sheet ({where})"
    return Problem(message, "Please report it, without the roster.")
