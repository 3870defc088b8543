"""The highest setting that fits is found, with few drafts and whatever they tell."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.layout.box import Laid
from worksheets.layout.fit import highest_fitting
from worksheets.layout.style import Rung, ladder
from worksheets.model.template import TypeScale
from worksheets.problems import Problem, WorksheetError

NO_ROOM = Problem("the disclaimer takes more than half of the page", "Shorten it.")
RUNGS = ladder(TypeScale())


class Draft(NamedTuple):
    rung: Rung
    pages: list[list[Laid]]
    fullness: float


class Sheets:
    """Drafts of a sheet that fits up to one setting, and whose foot has room up to another."""

    def __init__(self, fits: int, room: int = 99, *, fullness: float | None = None) -> None:
        self._fits, self._room, self._fullness = fits, room, fullness
        self.tried: list[Rung] = []

    def draft(self, rung: Rung) -> Draft:
        self.tried.append(rung)
        place = RUNGS.index(rung)
        if place > self._room:
            raise WorksheetError([NO_ROOM])
        full = (place + 8) / (self._fits + 8) if self._fullness is None else self._fullness
        return Draft(rung, [[]] * (1 if place <= self._fits else 2), full)


PLACES = st.integers(-1, len(RUNGS))


@given(PLACES, st.integers(0, len(RUNGS)), st.none() | st.floats(0.0, 9.0))
def test_the_highest_setting_that_fits_is_found_whatever_is_guessed(
    fits: int, room: int, fullness: float | None
) -> None:
    """Also where how full a page is says nothing, and where the foot has no room at some sizes."""
    sheets = Sheets(fits, room, fullness=fullness)
    best = max(0, min(fits, room, len(RUNGS) - 1))
    assert highest_fitting(RUNGS, sheets.draft).rung == RUNGS[best]
    assert len(sheets.tried) == len(set(sheets.tried)) <= 7


def test_what_fits_already_is_kept_where_no_higher_setting_does() -> None:
    known = Draft(RUNGS[0], [[], []], 1.7)
    sheets = Sheets(-1)
    assert highest_fitting(RUNGS[1:], sheets.draft, 1, known) is known


def test_no_room_at_the_lowest_setting_is_told() -> None:
    with pytest.raises(WorksheetError, match="disclaimer"):
        highest_fitting(RUNGS, Sheets(3, -1).draft)


@pytest.mark.parametrize(
    ("written", "bodies"),
    [
        ({}, {10.5, 11, 11.5, 12, 12.5, 13, 13.5, 14}),
        ({"smallest": "9 pt", "largest": "11 pt"}, {9, 9.5, 10, 10.5, 11}),
        ({"smallest": "18 pt", "largest": "18 pt"}, {18}),
        ({"smallest": "12 pt", "largest": "12 pt"}, {12}),
    ],
)
def test_a_template_says_which_sizes_are_tried(written: dict[str, str], bodies: set[float]) -> None:
    rungs = ladder(TypeScale.model_validate(written))
    assert {rung.body for rung in rungs} == bodies
    assert rungs == sorted(rungs), "type and figures grow from one to the next"
