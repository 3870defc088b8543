"""A page to write on: a heading, and lines down to the foot."""

from functools import lru_cache

from worksheets.layout.blocks.masthead import page_heading
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.plan import Node, Role, Rule, Tag

_PITCH_PT = 8 * 72 / 25.4
_FEWEST = 3
"""Lines for which there must be room below the heading."""
_BELOW = 0.4
"""Empty room below the last line, so that it is not taken for the rule of the foot; in pitches."""


def place_notes(heading: str, style: Style) -> list[Slab]:
    """The heading, and lines 8 mm apart that take all the height that is left."""
    return [page_heading(heading, style), _lines(style)]


@lru_cache(maxsize=32)
def _lines(style: Style) -> Slab:
    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        count = int(final / _PITCH_PT - _BELOW)
        heights = [_PITCH_PT * n for n in range(1, count + 1)]
        rules = [Rule(0, y, style.width, y, style.ink.line, 0.6) for y in heights]
        return Node(Tag(Role.ARTIFACT), tuple(rules))

    least = (_FEWEST + _BELOW + 0.01) * _PITCH_PT
    return Slab(least, build, grow=style.height)
