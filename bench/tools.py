"""The tools that are compared, by name. A tool is imported when it is asked for, not before."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import yaml

from bench.patients import EXERCISES
from worksheets.app import DocumentMaker, resolve_document
from worksheets.batch.documents import Work, make
from worksheets.batch.task import Task
from worksheets.document import Document
from worksheets.load.library import Library

Make = Callable[[slice], Iterator[bytes]]
"""Makes the documents of some of the tasks."""


class Tool(NamedTuple):
    """One tool.

    Attributes:
        title: Its name in the table.
        prepare: From tasks and an empty folder, what makes their documents. Whatever is the same
            for all patients, and whatever is not asked of a tool (to read the program and to find
            the words of a sheet), is done before the documents are asked for.
        max_count: How many sheets are enough, because it is slow; 0 for as many as are asked for.
        pictures: Whether it shows the exercises.
        one_file: Whether all patients are in one file.
        package: The package whose version is printed, or "".
    """

    title: str
    prepare: Callable[[Sequence[Task], Path], Make]
    max_count: int = 0
    pictures: bool = False
    one_file: bool = False
    package: str = ""


def documents_of(tasks: Sequence[Task]) -> list[Document]:
    """The words and numbers of sheets, for tools that are given them."""
    maker = DocumentMaker()
    return [resolve_document(task.order, maker.load(task.order)) for task in tasks]


def _each(items: Sequence[object], make_one: Callable[..., bytes], part: slice) -> Iterator[bytes]:
    return map(make_one, items[part])


def _ours(tasks: Sequence[Task], folder: Path) -> Make:
    """Our own sheet, along the whole way of the batch command: from a row's task to the bytes."""
    work = Work("bench")
    return partial(_each, tasks, lambda task: make(work, task).data)


def _typst(tasks: Sequence[Task], folder: Path, **how: bool) -> Make:
    from bench.typst_sheet import Typst

    typst = Typst(folder, **how)
    return partial(_each, documents_of(tasks), lambda document: typst.make([document]))


def _typst_in_one(tasks: Sequence[Task], folder: Path) -> Make:
    from bench.typst_sheet import Typst

    documents, typst = documents_of(tasks), Typst(folder)
    return lambda part: iter([typst.make(documents[part])])


def _platypus(tasks: Sequence[Task], folder: Path) -> Make:
    from bench.platypus import draw_with_platypus

    return partial(_each, documents_of(tasks), draw_with_platypus)


OURS = "ours"
TOOLS = {
    OURS: Tool("ours, PDF/UA-1", _ours),
    "typst": Tool("typst, PDF/UA-1", _typst, package="typst"),
    "typst-untagged": Tool("typst, no tags", partial(_typst, tagged=False)),
    "typst-one-file": Tool("typst, PDF/UA-1, all in one file", _typst_in_one, 100, one_file=True),
    "platypus": Tool("ReportLab Platypus, no tags", _platypus, 100, package="reportlab"),
    "ours-pictures": Tool("ours, PDF/UA-1, pictures", _ours, pictures=True),
    "typst-pictures": Tool(
        "typst, PDF/UA-1, pictures (SVG)", partial(_typst, pictures=True), 100, pictures=True
    ),
}
"""All tools. Those without tags may be quicker for it; that is their advantage."""


def library_without_pictures(folder: Path) -> Path:
    """A library of the same exercises without their figures, as a user could have it."""
    exercises = folder / "library"
    exercises.mkdir()
    library = Library()
    for exercise in EXERCISES:
        content = yaml.safe_load(library.where("exercise", exercise).read_text("utf-8"))
        del content["figure"]
        text = yaml.safe_dump(content, allow_unicode=True)
        (exercises / f"{exercise}.yaml").write_text(text, "utf-8")
    return exercises
