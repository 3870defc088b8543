"""The sizes of body text that are tried, and the search for the largest one that fits."""

import math
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from worksheets.model.template import TypeScale
from worksheets.problems import WorksheetError

STEP_PT = 0.25
"""Distance between the body sizes that are tried, in points."""


class Drafted(Protocol):
    """What is known of a sheet at one size."""

    @property
    def is_one_page(self) -> bool:
        """Whether nothing has to go on to a second page."""

    @property
    def fullness(self) -> float:
        """The height of all that is shown, as a share of that of a page."""


_Draft = TypeVar("_Draft", bound=Drafted)


def sizes_of(scale: TypeScale) -> list[float]:
    """The body sizes that are tried, in points, the smallest first."""
    count = int((scale.largest - scale.smallest) / STEP_PT + 1e-9)
    return [scale.smallest + step * STEP_PT for step in range(count + 1)]


def largest_fitting(sizes: Sequence[float], draft_at: Callable[[float], _Draft]) -> _Draft:
    """The draft at the largest size at which it is one page, else that at the smallest.

    **Why the second size comes first:** most sheets are about as full as a page at one of the
    smallest sizes, so that the draft after it decides.

    Args:
        sizes: The sizes that are tried, the smallest first: what fits at one fits at those before.
        draft_at: Makes the draft at a size; raises a `WorksheetError` where there is no room.

    Raises:
        WorksheetError: There is no room at the smallest size.
    """
    best: _Draft | None = None
    first, last = 0, len(sizes) - 1  # what fits best is at one of these, or is known
    place = min(1, last)
    while True:
        try:
            draft = draft_at(sizes[place])
        except WorksheetError:
            if not place:
                raise
            likely, last = place // 2, place - 1
        else:
            likely = _guess(sizes, place, draft.fullness)
            if draft.is_one_page:
                best, first = draft, place + 1
            elif not place:
                return draft
            else:
                last = place - 1
        if best and first > last:
            return best
        place = max(first, min(likely, last))


def _guess(sizes: Sequence[float], place: int, fullness: float) -> int:
    """The place of the size that probably fits just so, from how full a page is at another one.

    **Why:** text takes room by the square of its size. A good guess saves one or two drafts.
    """
    likely = sizes[place] / math.sqrt(max(fullness, 0.01))
    return math.floor((likely - sizes[0]) / STEP_PT)
