"""QR codes: an address as a drawing that a phone reads."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from worksheets.plan import Drawing, Path, make_drawing
from worksheets.problems import Kind, Problem, WorksheetError

QUIET_ZONE = 4
"""Empty modules around a code, as ISO/IEC 18004 wants them; part of the drawing."""
_INK = "#000000"


class _Bar(NamedTuple):
    """Dark modules side by side: columns from `left` up to `right`."""

    left: int
    right: int


@lru_cache(maxsize=1024)
def draw_code(text: str) -> Drawing:
    """A QR code, one unit of the drawing a module; error correction M, or better at the same size.

    Raises:
        WorksheetError: The part that makes codes is not installed.
    """
    try:
        import segno  # optional, and most sheets need none
    except ModuleNotFoundError:
        hint = "Install it with: pip install 'worksheets[qr]' - or leave --qr out."
        message = "QR codes need a part that is not installed"
        raise WorksheetError([Problem(message, hint, kind=Kind.USAGE)]) from None
    matrix = segno.make(text, error="m", micro=False).matrix
    side = len(matrix) + 2 * QUIET_ZONE
    steps = tuple(step for corners in _rectangles(matrix) for step in _outline(*corners))
    return make_drawing(side, side, [Path(steps, fill=_INK)])


def _rectangles(matrix: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, int, int]]:
    """The dark modules as left, top, right and bottom of rectangles.

    Equal bars of neighbouring rows become one rectangle.
    """
    tops: dict[_Bar, int] = {}
    for row, modules in enumerate([*matrix, ()]):
        bars = set(_bars(modules))
        for bar in [bar for bar in tops if bar not in bars]:
            yield bar.left, tops.pop(bar), bar.right, row
        for bar in sorted(bars):
            tops.setdefault(bar, row)


def _bars(modules: Sequence[int]) -> Iterator[_Bar]:
    for dark, columns in groupby(range(len(modules)), key=lambda column: bool(modules[column])):
        if dark:
            run = list(columns)
            yield _Bar(run[0], run[-1] + 1)


def _outline(
    left: int, top: int, right: int, bottom: int
) -> Iterator[tuple[str, tuple[float, ...]]]:
    west, north, east, south = (float(edge + QUIET_ZONE) for edge in (left, top, right, bottom))
    yield "m", (west, north)
    yield "l", (east, north)
    yield "l", (east, south)
    yield "l", (west, south)
    yield "h", ()
