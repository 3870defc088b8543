"""Whatever makes a file unreadable for somebody is noticed, by the validator or by our checks."""

import pytest
from access_breaks import BREAKS, BREAKS_OF_FORMS, BREAKS_OF_LINKS, broken
from access_checks import structure_problems
from access_files import Case, complaints, file_of

SHEET = file_of(Case())
FORM = file_of(Case(fillable=True))
LINKED = file_of(Case("compact", content="long"))

VALIDATOR, OURS = "validator", "ours"
BOTH = {VALIDATOR, OURS}

# What the validator passes over, and our own checks notice; everything else both notice.
ONLY_OURS = {
    "no title",  # in the information dictionary, as long as the metadata have one
    "no page labels",
    "no bookmarks",
    "figure without a place",
    "corner of the table without a scope",
    "day of the week without a scope",
    "exercise in the week without a scope",
    "page without StructParents",
    "wrong StructParents",
    "element with another parent",
    "text that is not in the tree",
    "text twice in the tree",
    "parent tree with two entries swapped",
    "item without a label",
    "two fields with one name",
    "link that is not in the tree",
}


def noticed_by(data: bytes) -> set[str]:
    found = {VALIDATOR: complaints(data), OURS: structure_problems(data)}
    return {name for name, problems in found.items() if problems}


def who_notices(name: str) -> set[str]:
    return {OURS} if name in ONLY_OURS else BOTH


def test_the_table_of_breakages_names_real_ones() -> None:
    assert {*BREAKS, *BREAKS_OF_FORMS, *BREAKS_OF_LINKS} >= ONLY_OURS


@pytest.mark.parametrize("data", [SHEET, FORM, LINKED], ids=["sheet", "form", "linked"])
def test_a_file_written_anew_is_still_good(data: bytes) -> None:
    """So that what is noticed below is the breakage and not the writing."""
    again = broken(data)
    assert complaints(again) == []
    assert structure_problems(again) == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_sheet_is_noticed(name: str) -> None:
    assert noticed_by(broken(SHEET, BREAKS[name])) == who_notices(name)


@pytest.mark.parametrize("name", BREAKS_OF_FORMS)
def test_a_broken_form_is_noticed(name: str) -> None:
    assert noticed_by(broken(FORM, BREAKS_OF_FORMS[name])) == who_notices(name)


@pytest.mark.parametrize("name", BREAKS_OF_LINKS)
def test_a_broken_link_is_noticed(name: str) -> None:
    assert noticed_by(broken(LINKED, BREAKS_OF_LINKS[name])) == who_notices(name)
