"""The tools that are compared, by name. A tool is imported when it is asked for, not before."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from worksheets.app import parts_of
from worksheets.batch.task import Task
from worksheets.document import Handout
from worksheets.load.library import FileCache
from worksheets.load.order import load_order
from worksheets.resolve import resolve_handout

Maker = Callable[[Sequence[Task], Path], Callable[[slice], Iterator[bytes]]]
"""From tasks and an empty folder, what makes the documents of some of them.

Whatever is the same for all patients, and whatever is not asked of a tool (to read the program and
to find the words of a sheet), is done before the documents are asked for.
"""


class Peer(NamedTuple):
    """One tool.

    Attributes:
        title: How the table calls it.
        prepare: Its maker.
        most: How many sheets are enough, for it is slow, or 0 for as many as are asked for.
        pictures: Whether it shows the exercises.
        one_file: Whether all patients are in one file.
        package: The package whose version is told, or "".
    """

    title: str
    prepare: Maker
    most: int = 0
    pictures: bool = False
    one_file: bool = False
    package: str = ""


def sheets_of(tasks: Iterable[Task]) -> list[Handout]:
    """The words and numbers of sheets, for tools that are given them."""
    files, sheets = FileCache(), []
    for task in tasks:
        parts = parts_of(task.order, load_order(task.order, files))
        sheets.append(resolve_handout(parts))
    return sheets


def _each(
    sheets: Sequence[Handout], make: Callable[[Handout], bytes], part: slice
) -> Iterator[bytes]:
    return map(make, sheets[part])


def _ours(tasks: Sequence[Task], folder: Path) -> Callable[[slice], Iterator[bytes]]:
    from bench.peers.ours import ours

    make = ours()
    return lambda part: map(make, tasks[part])


def _typst(
    tasks: Sequence[Task], folder: Path, *, tagged: bool = True, pictures: bool = False
) -> Callable[[slice], Iterator[bytes]]:
    from bench.peers.with_typst import Typst

    sheets = sheets_of(tasks)
    typst = Typst(folder, tagged=tagged, pictures=pictures)
    return partial(_each, sheets, lambda sheet: typst.make([sheet]))


def _typst_in_one(tasks: Sequence[Task], folder: Path) -> Callable[[slice], Iterator[bytes]]:
    from bench.peers.with_typst import Typst

    sheets, typst = sheets_of(tasks), Typst(folder)
    return lambda part: iter([typst.make(sheets[part])])


def _platypus(tasks: Sequence[Task], folder: Path) -> Callable[[slice], Iterator[bytes]]:
    from bench.platypus import draw_with_platypus

    return partial(_each, sheets_of(tasks), draw_with_platypus)


def _fpdf2(tasks: Sequence[Task], folder: Path) -> Callable[[slice], Iterator[bytes]]:
    from bench.peers.with_fpdf2 import with_fpdf2

    return partial(_each, sheets_of(tasks), with_fpdf2)


def _weasyprint(tasks: Sequence[Task], folder: Path) -> Callable[[slice], Iterator[bytes]]:
    from bench.peers.with_weasyprint import with_weasyprint

    return partial(_each, sheets_of(tasks), with_weasyprint())


OURS = "ours"
PEERS = {
    OURS: Peer("ours, PDF/UA-1", _ours),
    "typst": Peer("typst, PDF/UA-1", _typst, package="typst"),
    "typst-untagged": Peer("typst, no tags", partial(_typst, tagged=False)),
    "typst-one-file": Peer("typst, PDF/UA-1, all in one file", _typst_in_one, 100, one_file=True),
    "platypus": Peer("ReportLab Platypus, no tags", _platypus, 100, package="reportlab"),
    "fpdf2": Peer("fpdf2, no tags", _fpdf2, 60, package="fpdf2"),
    "weasyprint": Peer("WeasyPrint, no tags", _weasyprint, 20, package="weasyprint"),
    "ours-pictures": Peer("ours, PDF/UA-1, pictures", _ours, pictures=True),
    "typst-pictures": Peer(
        "typst, PDF/UA-1, pictures (SVG)", partial(_typst, pictures=True), 100, pictures=True
    ),
}
"""All tools. Those without tags may be quicker for it; that is their advantage."""
