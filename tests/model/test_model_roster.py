"""What a clinic file may say about rosters."""

import re

import pytest
from pydantic import ValidationError

from worksheets.model import Clinic
from worksheets.model.roster import ROSTER_FIELDS, RosterSetup
from worksheets.rosters import FIELDS

CLINIC = {"kind": "clinic", "id": "clinic", "name": "Physio"}


def test_the_fields_are_those_that_rosters_give() -> None:
    assert set(ROSTER_FIELDS) == FIELDS


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("number", "number"),
        ("Family name", "family_name"),
        ("boot-off", "boot_off"),
        ("heel-raise.reps", "heel-raise.reps"),
        ("Heel raise.Reps", "heel-raise.reps"),
        ("frequency", "frequency"),
        ("ignore", "ignore"),
    ],
)
def test_what_a_column_can_be(written: str, kept: str) -> None:
    clinic = Clinic.model_validate({**CLINIC, "roster": {"columns": {"Pat.-Nr.": written}}})
    assert clinic.roster
    assert clinic.roster.columns == {"Pat.-Nr.": kept}
    assert isinstance(hash(clinic), int)


@pytest.mark.parametrize("written", ["surgey", "", 3, None, "heel-raise", "heel-raise.repps"])
def test_what_it_cannot_be(written: object) -> None:
    with pytest.raises(ValidationError, match="this is not a field of a roster"):
        RosterSetup.model_validate({"columns": {"x": written}})


def test_dates_have_one_of_three_orders() -> None:
    assert RosterSetup.model_validate({"dates": "day-month-year"}).dates == "day-month-year"
    with pytest.raises(ValidationError):
        RosterSetup.model_validate({"dates": "dd/mm/yyyy"})


def test_words_for_sides_are_compared_without_case_and_spaces() -> None:
    clinic = Clinic.model_validate(
        {**CLINIC, "roster": {"sides": {"Links": "left", " RE ": "right", "beid  seits": "both"}}}
    )
    assert clinic.roster
    assert clinic.roster.sides == {"links": "left", "re": "right", "beid seits": "both"}
    assert isinstance(hash(clinic), int)


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ({"L": "right"}, '"L" already means left'),
        ({"b": "left"}, '"b" already means both'),
        ({"links": "left", "LINKS": "right"}, '"LINKS" already means left'),
        ({" ": "left"}, "a word for a side has 1 to 40 characters"),
        ({"x" * 41: "left"}, "a word for a side has 1 to 40 characters"),
        ({f"w{n}": "left" for n in range(101)}, "more than 100 words are explained"),
        ({"links": "links"}, "'left', 'right' or 'both'"),
    ],
)
def test_a_word_never_changes_its_side(sides: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        RosterSetup.model_validate({"sides": sides})
