"""The largest size that fits is found, with few drafts and whatever they tell."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.layout.fit import largest_fitting, sizes_of
from worksheets.model.template import TypeScale
from worksheets.problems import Problem, WorksheetError

NO_ROOM = Problem("the disclaimer takes more than half of the page", "Shorten it.")


class Draft(NamedTuple):
    size: float
    is_one_page: bool
    fullness: float


class Sheets:
    """Drafts of a sheet that fits up to one size, and whose foot has room up to another."""

    def __init__(self, fits: float, room: float = 99.0, *, fullness: float | None = None) -> None:
        self._fits, self._room, self._fullness = fits, room, fullness
        self.tried: list[float] = []

    def draft(self, size: float) -> Draft:
        self.tried.append(size)
        if size > self._room:
            raise WorksheetError([NO_ROOM])
        full = (size / self._fits) ** 2 if self._fullness is None else self._fullness
        return Draft(size, size <= self._fits, full)


SCALES = st.tuples(st.integers(36, 60), st.integers(0, 24)).map(
    lambda ends: TypeScale.model_validate(
        {"smallest": f"{ends[0] / 4} pt", "largest": f"{(ends[0] + ends[1]) / 4} pt"}
    )
)
LIMITS = st.floats(7.0, 24.0)


@given(SCALES, LIMITS, LIMITS, st.none() | st.floats(0.0, 9.0))
def test_the_largest_size_that_fits_is_found_whatever_is_guessed(
    scale: TypeScale, fits: float, room: float, fullness: float | None
) -> None:
    """Also where how full a page is says nothing, and where the foot has no room at some sizes."""
    sizes = sizes_of(scale)
    sheets = Sheets(fits, max(room, sizes[0]), fullness=fullness)
    fitting = [size for size in sizes if size <= min(fits, max(room, sizes[0]))]
    assert largest_fitting(sizes, sheets.draft).size == (fitting or sizes)[-1 if fitting else 0]
    assert len(sheets.tried) == len(set(sheets.tried))


@pytest.mark.parametrize(
    ("fits", "tried"),
    [
        (10.6, [10.75, 10.5]),
        (10.8, [10.75, 11.0]),
        (11.6, [10.75, 11.5, 11.75]),
        (20.0, [10.75, 13.0]),
        (9.0, [10.75, 10.5]),
    ],
)
def test_few_drafts_are_made(fits: float, tried: list[float]) -> None:
    scale = TypeScale.model_validate({"smallest": "10.5 pt", "largest": "13 pt"})
    sheets = Sheets(fits)
    largest_fitting(sizes_of(scale), sheets.draft)
    assert sheets.tried == tried


def test_no_room_at_the_smallest_size_is_told() -> None:
    scale = TypeScale.model_validate({"smallest": "10.5 pt", "largest": "13 pt"})
    with pytest.raises(WorksheetError, match="disclaimer"):
        largest_fitting(sizes_of(scale), Sheets(12.0, 10.0).draft)
