"""A page to write on: a heading, and lines down to the foot."""

from collections.abc import Sequence

from worksheets.layout.blocks.masthead import heading_box
from worksheets.layout.box import ARTIFACT, Box
from worksheets.layout.leaves import Marks
from worksheets.layout.style import Style
from worksheets.plan import Rule

_PITCH_PT = 8 * 72 / 25.4
_FEWEST = 3
"""Lines for which there must be room below the heading."""
_BELOW = 0.4
"""Empty room below the last line, so that it is not taken for the rule of the foot; in pitches."""


def place_notes(heading: str, style: Style) -> list[Box]:
    """The heading, and lines 8 mm apart that take all the height that is left."""

    def paint(width: float, height: float) -> Sequence[Rule]:
        count = int(height / _PITCH_PT - _BELOW)
        heights = [_PITCH_PT * n for n in range(1, count + 1)]
        return [Rule(0, y, width, y, style.ink.line, 0.6) for y in heights]

    least = (_FEWEST + _BELOW + 0.01) * _PITCH_PT
    return [heading_box(heading, style), Marks(least, paint, grow=style.height, tag=ARTIFACT)]
