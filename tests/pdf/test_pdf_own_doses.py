"""Sheets with doses of their own satisfy the validator, each by itself and in one file."""

from functools import cache
from io import BytesIO

import pytest
from access_checks import structure_problems
from access_files import MOMENT, complaints
from access_tree import TaggedFile, read_tagged
from test_pdf_moved import ORDERS, plan_of

from worksheets.pdf.draw import draw_plan
from worksheets.pdf.merge import MergedFile

TWO_TITLES = "there are 2 headings of the first level"
"""The page for the envelope has the title as well."""


def file_of(name: str) -> bytes:
    return draw_plan(plan_of(name), MOMENT)


@cache
def together() -> bytes:
    """All of them, one after the other."""
    data = BytesIO()
    merger = MergedFile(data, "Sheets of a clinic", "en-GB", MOMENT, tagged=True)
    for name in ORDERS:
        merger.add(plan_of(name), name)
    merger.close()
    return data.getvalue()


@pytest.mark.parametrize("name", ORDERS)
def test_the_validator_finds_nothing_in_a_sheet(name: str) -> None:
    data = file_of(name)
    assert complaints(data) == []
    assert structure_problems(data) == ([TWO_TITLES] if name == "a letter" else [])


def test_the_validator_finds_nothing_in_one_file_of_all() -> None:
    assert complaints(together()) == []
    several = TWO_TITLES.replace("2", str(len(ORDERS) + 1))
    assert structure_problems(together()) == [several]


def test_each_sheet_reads_in_one_file_as_it_does_alone() -> None:
    file = read_tagged(together())
    (document,) = file.roots
    for part, name in zip(document.elements, ORDERS, strict=True):
        assert file.text_of(part).split() == TaggedFile(file_of(name)).words()
