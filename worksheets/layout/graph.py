"""What drawn-to-scale pictures share: labels, their thinning, tints, and bars with words."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from worksheets.layout.style import Style
from worksheets.layout.words import set_marks
from worksheets.plan import Mark, Path, Pen
from worksheets.text.lines import Line, Span, set_lines

PAPER = "#ffffff"
_LEAST_CONTRAST = 4.5
_STEPS = (1, 2, 4, 8, 16, 32, 64, 128)


class Label(NamedTuple):
    """Words at a place in a picture.

    Attributes:
        lines: The words, in lines.
        size: Size of type in points.
        leading: Distance between baselines in points.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float

    @property
    def width(self) -> float:
        """Width of the longest line in points."""
        return max((line.width_em for line in self.lines), default=0.0) * self.size

    @property
    def height(self) -> float:
        """Height of all lines in points."""
        return len(self.lines) * self.leading

    def marks(self, x: float, y: float) -> tuple[Mark, ...]:
        """The words with their top left corner at (x, y)."""
        return set_marks(self.lines, x, y, self.size, self.leading)

    def right_marks(self, right: float, y: float) -> list[Mark]:
        """The words with the end of every line at `right`."""
        marks: list[Mark] = []
        for n, line in enumerate(self.lines):
            left = right - line.width_em * self.size
            marks += set_marks((line,), left, y + n * self.leading, self.size, self.leading)
        return marks


def label(spans: tuple[Span, ...], size: float, width: float, style: Style) -> Label:
    """Words in lines that are at most `width` points wide."""
    spans = tuple(span for span in spans if span.text)
    lines = set_lines(spans, width / size) if spans else ()
    return Label(lines, size, style.leading_of(size))


def thin_out(
    lefts: Sequence[float], widths: Sequence[float], room: float, gap: float
) -> tuple[int, ...]:
    """Which labels along a line to print: every one, every second, every fourth and so on.

    Args:
        lefts: Where each label would begin, in points.
        widths: Their widths.
        room: Where the line ends; what would reach beyond it, or begin before 0, is left out.
        gap: Least distance between two labels.
    """
    kept: list[int] = []
    for step in _STEPS:
        kept = [
            index
            for index in range(0, len(lefts), step)
            if lefts[index] >= 0 and lefts[index] + widths[index] <= room
        ]
        if all(lefts[a] + widths[a] + gap <= lefts[b] for a, b in pairwise(kept)):
            break
    return tuple(kept)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _mixed(ink: str, share: float) -> str:
    mixed = [round(255 - (255 - channel) * share) for channel in _channels(ink)]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@lru_cache(maxsize=256)
def tint(ink: str, share: float, *texts: str) -> str:
    """An ink thinned with white, so light that text in any of `texts` can be read on it.

    Args:
        ink: The ink.
        share: How much of it, 0 to 1, where the texts allow that much.
        texts: Inks of the text that stands on it.
    """
    while share > 0.01:
        colour = _mixed(ink, share)
        if all(contrast(text, colour) >= _LEAST_CONTRAST for text in texts):
            return colour
        share *= 0.8
    return PAPER


def tip_of(height: float, width: float) -> float:
    """How far the point of an open end reaches back into its bar."""
    return min(height * 0.35, width / 3)


def pointed(size: tuple[float, float], is_open: tuple[bool, bool], line: float, pen: Pen) -> Path:
    """The outline of a bar with a point at each open end, inside of its width and height.

    Args:
        size: Width and height.
        is_open: Whether its left and right ends are open.
        line: Width of the outline.
        pen: How the outline is drawn.
    """
    (width, height), (open_left, open_right) = size, is_open
    tip = tip_of(height, width)
    left, right, top, bottom = line / 2, width - line / 2, line / 2, height - line / 2
    begin, end = left + tip * open_left, right - tip * open_right
    points = [(begin, top), (end, top)]
    points += [(right, height / 2)] if open_right else []
    points += [(end, bottom), (begin, bottom)]
    points += [(left, height / 2)] if open_left else []
    steps = [("m" if not index else "l", point) for index, point in enumerate(points)]
    return Path((*steps, ("h", ())), line_width=line, pen=pen)


class Words(NamedTuple):
    """A label at a place: `x` from the left edge, `y` from the middle of a bar or top of a row."""

    label: Label
    x: float
    y: float


def stack_at(
    name: Label, when: Label, edges: tuple[float, float, float], inside: tuple[float, float, float]
) -> list[Words]:
    """A name over a time, in a bar or beside it; nothing where there is no room.

    Args:
        name: The name, one line.
        when: The time, one line or none.
        edges: Left and right end of the bar, and where the picture ends.
        inside: Where words in the bar may begin, how wide they may be, and their distance to it.
    """
    wide = max(name.width, when.width)
    left, right, width = edges
    begin, room, pad = inside
    if wide <= room:
        x = begin
    elif name.width <= room or not when.lines:
        return []  # the name alone fits in the bar
    elif right + pad + wide <= width:
        x = right + pad
    elif wide <= left - pad:
        x = left - pad - wide
    else:
        return []
    top = -(name.height + when.height * 0.9) / 2
    return [Words(name, x, top), Words(when, x, top + name.height - when.height * 0.1)]


def place_beside(
    name: Label, when: Label, edges: tuple[float, float, float], inside: tuple[float, float, float]
) -> list[Words]:
    """A name and a time on one line, in a bar or beside it; nothing where there is no room.

    The arguments are those of `stack_at`.
    """
    left, right, width = edges
    begin, room, pad = inside
    gap = pad if when.lines else 0.0
    both = name.width + gap + when.width
    if both <= room:
        x, then = begin, begin + name.width + gap
    elif name.width <= room and right + pad + when.width <= width:
        x, then = begin, right + pad
    elif name.width <= room and when.width <= left - pad:
        x, then = begin, left - pad - when.width
    elif right + pad + both <= width:
        x = right + pad
        then = x + name.width + gap
    elif both <= left - pad:
        x = left - pad - both
        then = x + name.width + gap
    else:
        return []
    return [Words(name, x, -name.height / 2), Words(when, then, -when.height / 2)]
