"""Paragraphs to lines: spans of text are cut where a line may end and set one after the other.

Everything here is measured in ems, so a paragraph set once serves any type size that gives the
same width in ems. Words keep the order of the text; a direction step for right-to-left scripts
would reorder the words of a line where `_make_line` gathers them into runs.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from math import inf
from typing import Any, NamedTuple, cast

from worksheets.plan import GlyphRun, Word
from worksheets.text import fonts
from worksheets.text.breaks import break_units, clusters, last_resorts, make_sound
from worksheets.text.shaping import HANGING_SPACES, shape

# What takes no room at the end of a line is never first on the next one.
_STAY_BEHIND = frozenset(HANGING_SPACES + "\n\u2028\u2029")
# Sums of measured widths may differ from a width given in ems by a rounding of the last bits.
_TOLERANCE = 1e-6
# The same as `GlyphRun`, in a third of the time: a page has hundreds of them.
_quick_run: Callable[[tuple[Any, ...]], GlyphRun] = partial(cast(Any, tuple.__new__), GlyphRun)
_CLEARLY_EM = 1e-6
"""A text that is narrower than a line by this much fits it, however the widths are summed up."""


class Span(NamedTuple):
    """Text in one weight and colour."""

    text: str
    ink: str
    bold: bool = False


class Run(NamedTuple):
    """Words in one font and ink, side by side on a line.

    Attributes:
        offset_em: Where the run starts, from the start of the line, in ems of the main face.
        size_ratio: The run's type size as a share of the line's.
        ink: Its colour.
        words: The words in the order in which they are drawn.
    """

    offset_em: float
    size_ratio: float
    ink: str
    words: tuple[Word, ...]


class Line(NamedTuple):
    """One line; its width, in ems of the main face, leaves out the spaces at its end."""

    width_em: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The characters of the line, with the spaces at its end."""
        return "".join(word.text for run in self.runs for word in run.words)


class _Unit(NamedTuple):
    """What stays on one line; lengths in thousandths of an em of the main face."""

    spans: tuple[Span, ...]
    words: tuple[tuple[Word, str], ...]
    width: float
    hang: float
    ends_line: bool


def set_lines(spans: tuple[Span, ...], width_em: float) -> tuple[Line, ...]:
    r"""Set text in lines at most `width_em` wide, in ems of the type size.

    `"\n"` ends a line, like the end of a line in a text file: at the very end it adds none.
    A word wider than a line is broken between characters; only a single character can be wider
    than `width_em`. No text gives no lines.
    """
    widest, whole = _break_lines(spans, inf)  # the same for all widths that are no less
    if widest + _CLEARLY_EM <= width_em:
        return whole
    return _break_lines(spans, width_em)[1]


def natural_width_em(spans: tuple[Span, ...]) -> float:
    """The width of the text, in ems, when no line is broken that need not be."""
    return _break_lines(spans, inf)[0]


@lru_cache(maxsize=2048)  # Saves a sixth of a sheet whose doses are its own.
def _break_lines(spans: tuple[Span, ...], width_em: float) -> tuple[float, tuple[Line, ...]]:
    """The width of the widest line, and the lines."""
    room = width_em * 1000 + _TOLERANCE
    lines: list[Line] = []
    waiting: list[_Unit] = []
    used = 0.0
    for unit in _make_units(spans):
        drawn = unit.width - unit.hang
        if waiting and drawn and used + drawn > room:
            lines.append(_make_line(waiting))
            waiting, used = [], 0.0
        if drawn > room:
            *full, unit = _break_unit(unit, room)
            lines += [_make_line([piece]) for piece in full]
        waiting.append(unit)
        used += unit.width
        if unit.ends_line:
            lines.append(_make_line(waiting))
            waiting, used = [], 0.0
    if waiting:
        lines.append(_make_line(waiting))
    return max([line.width_em for line in lines], default=0.0), tuple(lines)


def place_line(line: Line, x: float, y: float, size: float) -> tuple[GlyphRun, ...]:
    """Put a line on a page: its start at `x` and its baseline at `y`, all in points."""
    return place_lines((line,), x, y, size, 0.0)


def place_lines(
    lines: Sequence[Line], x: float, y: float, size: float, leading: float
) -> tuple[GlyphRun, ...]:
    """Put lines on a page, the first with its baseline at `y`, the others `leading` below it."""
    return tuple(
        [
            _quick_run((x + offset_em * size, y + n * leading, size * ratio, ink, words))
            for n, line in enumerate(lines)
            for offset_em, ratio, ink, words in line.runs
        ]
    )


@lru_cache(maxsize=512)  # Saves a tenth of such a sheet: a text is tried at many widths.
def _make_units(spans: tuple[Span, ...]) -> tuple[_Unit, ...]:
    """Cut spans, which may meet inside a word, into units and shape them."""
    spans = tuple(span._replace(text=make_sound(span.text)) for span in spans)
    text = "".join(span.text for span in spans)
    units = []
    start = 0
    for part in break_units(text):
        units.append(_make_unit(tuple(_cut_spans(spans, start, start + len(part)))))
        start += len(part)
    return tuple(units)


def _cut_spans(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """The parts of `spans` between two positions in their joined text."""
    position = 0
    for span in spans:
        part = span.text[max(start - position, 0) : max(end - position, 0)]
        if part:
            yield span._replace(text=part)
        position += len(span.text)


def _make_unit(spans: tuple[Span, ...]) -> _Unit:
    """Shape the spans of one unit."""
    words: list[tuple[Word, str]] = []
    width = hang = 0.0
    ends_line = False
    for span in spans:
        text = span.text.rstrip("\n\u2028\u2029")
        ends_line = len(text) < len(span.text)
        shaped = shape(text, span.bold)
        words += [(word, span.ink) for word in shaped.words]
        # Only spaces: what hung before them still does.
        hang = hang + shaped.hang if shaped.hang == shaped.width else shaped.hang
        width += shaped.width
    return _Unit(spans, tuple(words), width, hang, ends_line)


def _break_unit(unit: _Unit, room: float) -> list[_Unit]:
    """Break a unit wider than a line: where Unicode allows it, else between characters."""
    text = "".join(span.text for span in unit.spans)
    soft = last_resorts(text)
    parts = clusters(text)
    hard = tuple(
        end
        for end, following in zip(accumulate(map(len, parts)), [*parts[1:], "."], strict=True)
        if not _STAY_BEHIND.issuperset(following)
    )
    pieces: list[_Unit] = []
    start = 0
    while start < len(text):
        end = _reach(unit, start, hard, room)
        last_soft = bisect_right(soft, end)
        if last_soft and soft[last_soft - 1] > start:
            end = soft[last_soft - 1]
        pieces.append(_cut_unit(unit, start, end))
        start = end
    return pieces


def _reach(unit: _Unit, start: int, ends: tuple[int, ...], room: float) -> int:
    """The last of `ends` up to which `unit` fits in a line from `start`, at least the next one."""
    low = bisect_right(ends, start)
    reached = ends[low]
    # Stride forward before halving, so as not to shape much more than a line of a long text.
    stride, high = 8, len(ends)
    while low < high:
        middle = min(low + stride, (low + high) // 2)
        piece = _cut_unit(unit, start, ends[middle])
        if piece.width - piece.hang <= room:
            reached, low = ends[middle], middle + 1
            stride *= 2
        else:
            high = middle
    return reached


def _cut_unit(unit: _Unit, start: int, end: int) -> _Unit:
    return _make_unit(tuple(_cut_spans(unit.spans, start, end)))


def _make_line(units: list[_Unit]) -> Line:
    """Gather the words of a line into runs of one font and ink."""
    runs: list[Run] = []
    words: list[Word] = []
    offset = start = 0.0
    font = ink = ""
    for word, word_ink in (pair for unit in units for pair in unit.words):
        if word.font != font or word_ink != ink:
            if words:
                runs.append(Run(start / 1000, fonts.open_face(font).size_ratio, ink, tuple(words)))
            words, start, font, ink = [], offset, word.font, word_ink
        words.append(word)
        offset += word.advance * fonts.open_face(word.font).size_ratio
    if words:
        runs.append(Run(start / 1000, fonts.open_face(font).size_ratio, ink, tuple(words)))
    return Line((offset - _hang(units)) / 1000, tuple(runs))


def _hang(units: list[_Unit]) -> float:
    """The room that the spaces at the end of a line take."""
    hang = 0.0
    for unit in reversed(units):
        hang += unit.hang
        if unit.hang != unit.width:
            break
    return hang
