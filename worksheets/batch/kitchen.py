"""Documents one after the other: what they share is read, said and measured once."""

from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from worksheets.app import (
    BookletOptions,
    Product,
    Ready,
    check_loaded,
    finish_booklet,
    finish_sheet,
    inputs_of,
    plan_booklet,
    plan_sheet,
    resolve,
    resolve_weeks,
)
from worksheets.batch.task import Task
from worksheets.kept import kept
from worksheets.load.library import FileCache
from worksheets.load.order import Loaded, Order, load_selection, warnings_of
from worksheets.model import Locale
from worksheets.pdf.draw import DrawOptions
from worksheets.plan import Plan
from worksheets.problems import Problem, WorksheetError
from worksheets.resolve.wording import Wording


class Kitchen:
    """Makes documents one after the other, keeping what they share; one for each process.

    What comes out does not depend on what was made before.
    """

    def __init__(self, draw: DrawOptions = DrawOptions()) -> None:  # noqa: B008 - it is frozen
        """Begin with nothing kept.

        Args:
            draw: What sort of files are drawn.
        """
        self._draw = draw
        files = FileCache()
        self._load_selection = lru_cache(maxsize=128)(partial(load_selection, files=files))

    def check(self, task: Task) -> tuple[Problem, ...]:
        """Everything that would stop a document, or warn, as far as words and numbers go.

        Nothing is laid out or drawn.
        """
        try:
            ready = self._prepare(task)
            if task.weeks is None:
                resolve(ready)
                return ready.loaded.warnings
            return (*ready.loaded.warnings, *resolve_weeks(ready, task.weeks)[1])
        except WorksheetError as error:
            return error.problems

    def plan(self, task: Task) -> tuple[Plan, tuple[Problem, ...]]:
        """The Plan of a document and what the user should know, for a file of many documents.

        Raises:
            WorksheetError: All the problems that stop it.
        """
        ready = self._prepare(task)
        if task.weeks is None:
            return plan_sheet(ready)
        return plan_booklet(ready, BookletOptions(task.weeks))

    def make(self, task: Task) -> Product:
        """Make a document.

        Raises:
            WorksheetError: All the problems that stop it.
        """
        ready = self._prepare(task)
        if task.weeks is None:
            return finish_sheet(ready, self._draw)
        return finish_booklet(ready, BookletOptions(task.weeks), self._draw)

    def about(self, task: Task) -> tuple[str, str, str]:
        """The ids of template and program, and the version of the program, as loaded.

        Raises:
            WorksheetError: They cannot be loaded.
        """
        loaded = self._load(task.order)
        return loaded.template.id, loaded.program.id, loaded.program.version

    def files(self, task: Task) -> tuple[Path, ...]:
        """The files that a document is made from.

        Raises:
            WorksheetError: They cannot be loaded.
        """
        return inputs_of(self._load(task.order))

    def _load(self, order: Order) -> Loaded:
        loaded = self._load_selection(order.selection)
        return replace(loaded, warnings=warnings_of(order, loaded))

    def _prepare(self, task: Task) -> Ready:
        loaded = self._load(task.order)
        _check(loaded, "sheet" if task.weeks is None else "booklet")
        return Ready(task.order, loaded, _wording_of(loaded.locale))


@kept(64, key=lambda locale: id(locale))
def _wording_of(locale: Locale) -> Wording:
    """One wording for each language, also where its file was read for several libraries."""
    return _same_wording(locale)


_same_wording = lru_cache(maxsize=64)(Wording)
_check = kept(
    256,
    key=lambda loaded, document: (
        id(loaded.template),
        id(loaded.locale),
        id(loaded.reference),
        document,
    ),
)(check_loaded)
