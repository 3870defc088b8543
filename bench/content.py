"""What is on a page, read back: that all tools print the same is checked, not promised."""

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import c_float

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from worksheets.document import Handout

_WORD = re.compile(r"[^\W_]+")
_BOX_SIDES_PT = (5.5, 17.0)
_MOST_DEEP = 6


def words_of(data: bytes) -> Counter[str]:
    """The words of a PDF file, each as often as it stands there."""
    with pdfium.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return Counter(word for text in texts for word in _WORD.findall(text))


def pages_of(data: bytes) -> int:
    """How many pages a PDF file has."""
    with pdfium.PdfDocument(data) as document:
        return len(document)


def boxes_of(data: bytes) -> int:
    """How many small upright squares are drawn in a PDF file."""
    with pdfium.PdfDocument(data) as document:
        return sum(len(set(_boxes_on(page))) for page in document)


def _boxes_on(page: pdfium.PdfPage) -> Iterator[tuple[int, int]]:
    """The middles of the squares on a page; a square may be drawn twice, as its two outlines."""
    low, high = _BOX_SIDES_PT
    for shape in page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=_MOST_DEEP):
        for outline in _outlines(shape):
            across, down = [point[0] for point in outline], [point[1] for point in outline]
            width, height = max(across) - min(across), max(down) - min(down)
            if low <= width <= high and abs(width - height) < 0.6:
                yield round(max(across) + min(across)), round(max(down) + min(down))


def _outlines(shape: pdfium.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The points of each outline of a path, where they are on the page."""
    matrix, around = shape.get_matrix(), shape.container
    while around:
        matrix, around = matrix.multiply(around.get_matrix()), around.container
    outline: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for index in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and outline:
            yield outline
            outline = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        outline.append(matrix.on_point(x.value, y.value))
    if outline:
        yield outline


def boxes_wanted(sheet: Handout) -> int:
    """How many boxes to tick a sheet has."""
    cells = (cell for row in sheet.grid.rows for cell in row.cells)
    return sum(len(card.boxes) for card in sheet.cards) + sum(len(cell.boxes) for cell in cells)


def what_is_missing(data: bytes, words: Counter[str], sheet: Handout) -> str:
    """What a tool did not print, in a few words, or "".

    Args:
        data: Its file.
        words: The words that have to be there.
        sheet: The sheet that it was made from.
    """
    said = []
    if missing := words - words_of(data):
        said.append(f"the words {', '.join(sorted(missing))}")
    wanted, found = boxes_wanted(sheet), boxes_of(data)
    if found < wanted:
        said.append(f"{wanted - found} of {wanted} boxes")
    return "; ".join(said)
