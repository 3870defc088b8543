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
    first, last, likely = 0, len(sizes) - 1, 1  # what fits best is at one of these, or is known
    while first <= last:
        place = max(first, min(likely, last))
        fits, likely = False, place // 2
        try:
            draft = draft_at(sizes[place])
        except WorksheetError:
            if not place:
                raise
        else:
            fits = draft.is_one_page
            best = draft if fits or not place else best
            # Text takes room by the square of its size. A good guess saves one or two drafts.
            size = sizes[place] / math.sqrt(max(draft.fullness, 0.01))
            likely = math.floor((size - sizes[0]) / STEP_PT)
        first, last = (place + 1, last) if fits else (first, place - 1)
    assert best
    return best
