"""The sizes of a page: a ladder of settings, and every length that follows from one of them."""

from dataclasses import dataclass
from typing import NamedTuple

from worksheets.model import Template
from worksheets.model.template import Colours, TypeScale
from worksheets.text.fonts import CAP_HEIGHT_EM

MM = 72 / 25.4


class Rung(NamedTuple):
    """One setting of the ladder: size of body text, and how high and wide figures are at most."""

    body: float
    tall: float
    wide: float


_LADDER = (
    (10.5, 20, 32), (10.5, 22, 34), (11, 26, 38), (11.5, 27, 40), (12, 28, 40), (12, 30, 44),
    (12, 33, 46),
    (12.5, 36, 50), (13, 40, 54), (13, 45, 60), (13.5, 50, 66), (14, 56, 72), (14, 63, 78),
    (14, 70, 84),
)  # fmt: skip
FLOOR_PT = 12.0
"""Body text of a sheet of several pages is never smaller: only one page is worth small type."""
_STEP_PT = 0.5


def ladder(scale: TypeScale) -> list[Rung]:
    """The settings that are tried for a template, the smallest first."""
    rungs = [Rung(body, tall * MM, wide * MM) for body, tall, wide in _LADDER]
    first, last = rungs[0], rungs[-1]
    below = int((first.body - scale.smallest) / _STEP_PT + 1e-9)
    rungs = [first._replace(body=first.body - n * _STEP_PT) for n in range(below, 0, -1)] + rungs
    above = int((scale.largest - last.body) / _STEP_PT + 1e-9)
    rungs += [last._replace(body=last.body + n * _STEP_PT) for n in range(1, above + 1)]
    chosen = [rung for rung in rungs if scale.smallest <= rung.body <= scale.largest]
    return chosen or [first._replace(body=scale.smallest)]


def rung_of(body: float) -> Rung:
    """The first setting with a size of body text; between two of them, with the smaller figures."""
    fitting = [one for one in _LADDER if one[0] <= body] or [_LADDER[0]]
    _, tall, wide = next(one for one in fitting if one[0] == fitting[-1][0])
    return Rung(body, tall * MM, wide * MM)


@dataclass(frozen=True)
class Style:
    """Sizes, distances and inks at one setting; lengths in points.

    Attributes:
        width: Width between the margins.
        height: Height between the margins, without the footer.
        body: Size of body text.
        small: Size of labels and the footer.
        name: Size of the names of exercises.
        title: Size of the title.
        leading: Distance between baselines of body text; the unit of all vertical distances.
        ink: The inks.
        tall: Height of a figure on a card, at most.
        wide: Width of a figure on a card, at most.
    """

    width: float
    height: float
    body: float
    small: float
    name: float
    title: float
    leading: float
    ink: Colours
    tall: float
    wide: float

    def __hash__(self) -> int:
        """Quick, because every box that is made once is looked up by its style."""
        return hash((self.body, self.tall, self.width, self.height))

    def leading_of(self, size: float) -> float:
        """Distance between baselines of text of another size, in quarters of a point."""
        return round(size * self.leading / self.body * 4) / 4

    @property
    def is_narrow(self) -> bool:
        """Whether the paper is half a sheet."""
        return self.width < _NARROW_PT

    @property
    def is_tight(self) -> bool:
        """Whether the type is smaller than on sheets of several pages, to fit one page."""
        return self.body < FLOOR_PT and not self.is_narrow

    def cuts(self, more: float = 0.0) -> tuple[float, float]:
        """When a box is cut: where it is higher than a share of a page, and into which parts.

        Args:
            more: What its edges take beside that.
        """
        return self.height * _WHOLE + more, self.height * _PART

    @property
    def list_box(self) -> float:
        """Side of a tick box before a sentence."""
        return round(self.body * 1.05 * 2) / 2


_NARROW_PT = 430.0
_WHOLE, _PART = 0.4, 0.2
_TIGHTER = 0.04  # of the leading, in sizes of body text, where it is below the floor
_FIGURE_SHARE = 0.45
"""Of the width, at most, for the figures of cards."""


def make_style(template: Template, rung: Rung, width: float, height: float) -> Style:
    """The style of a template at one setting.

    Args:
        template: Gives the proportions.
        rung: Size of body text and of figures.
        width: Width between the margins in points.
        height: Height between the margins in points.
    """
    scale, body = template.type, rung.body
    sizes = body * scale.small, body * scale.name, body * scale.title
    tight = _TIGHTER if body < FLOOR_PT else 0.0
    leading = round(body * (scale.leading - tight) * 4) / 4
    wide = min(rung.wide, width * _FIGURE_SHARE)
    return Style(width, height, body, *sizes, leading, template.colours, rung.tall, wide)


def baseline(size: float, leading: float) -> float:
    """From the top of a line to its baseline, capitals standing in the middle of the line."""
    return (leading + CAP_HEIGHT_EM * size) / 2
