"""What pictures drawn to scale share: labels, their thinning, and tints."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from worksheets.layout.style import Style, baseline
from worksheets.plan import Mark
from worksheets.text.lines import Line, Span, place_line, set_lines

PAPER = "#ffffff"
_MIN_CONTRAST = 4.5
_STEPS = (1, 2, 4, 8, 16, 32, 64, 128)


class Label(NamedTuple):
    """Words at a place in a picture; size and distance between baselines in points."""

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

    def marks(self, x: float, y: float, *, at_end: bool = False) -> list[Mark]:
        """The words with their top at `y`; every line starts at `x`, or ends there."""
        y += baseline(self.size, self.leading)
        marks: list[Mark] = []
        for n, line in enumerate(self.lines):
            left = x - line.width_em * self.size if at_end else x
            marks += place_line(line, left, y + n * self.leading, self.size)
        return marks


def label(spans: Sequence[Span], size: float, width: float, style: Style) -> Label:
    """Words in lines that are at most `width` points wide."""
    printed = tuple(span for span in spans if span.text)
    return Label(set_lines(printed, width / size), size, style.leading_of(size))


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
    printed: list[int] = []
    for step in _STEPS:
        printed = [
            index
            for index in range(0, len(lefts), step)
            if lefts[index] >= 0 and lefts[index] + widths[index] <= room
        ]
        if all(lefts[a] + widths[a] + gap <= lefts[b] for a, b in pairwise(printed)):
            break
    return tuple(printed)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    shares = [channel / 255 for channel in bytes.fromhex(colour[1:])]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def tint(ink: str, share: float, *texts: str) -> str:
    """An ink thinned with white, so light that text in any of `texts` can be read on it.

    Args:
        ink: The ink.
        share: How much of it, 0 to 1, where the texts allow that much.
        texts: Inks of the text that is printed on it.
    """
    channels = bytes.fromhex(ink[1:])
    while share > 0.01:
        mixed = bytes(round(255 - (255 - channel) * share) for channel in channels)
        colour = f"#{mixed.hex()}"
        if all(contrast(text, colour) >= _MIN_CONTRAST for text in texts):
            return colour
        share *= 0.8
    return PAPER
