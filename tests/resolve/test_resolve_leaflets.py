"""Forty doses of public leaflets: what the page says of each, and that it made no number up."""

import re
from pathlib import Path
from typing import Any

import pytest
from resolve_checks import english, plain

from worksheets.facts import dose_text
from worksheets.load.tree import read_tree
from worksheets.model.dose import Dose
from worksheets.resolve.doses import dose_details, dose_facts
from worksheets.resolve.frequencies import BLANK_FREQUENCY
from worksheets.resolve.progression import first_dose

FILE = Path(__file__).parents[1] / "data" / "leaflets.yaml"
LEAFLETS: list[dict[str, Any]] = read_tree(FILE).plain()["leaflets"]
SCALES = "(0 is no effort, 10 is your hardest)", "(6 is no effort, 20 is your hardest)"
WORDS = {
    "once": "1", "twice": "2", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "seven": "7", "sixteen": "16", "hour": "1", "half": "0.5", "other": "2",
    "again": "2", "more": "2", "every": "7",  # the same once more; every day of a week
}  # fmt: skip


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, in digits or in words."""
    written = [WORDS.get(word, "") for word in re.findall(r"[a-z]+", text.lower())]
    return {*re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")), *filter(None, written)}


def test_there_are_forty_with_their_sources() -> None:
    assert len({one["id"] for one in LEAFLETS}) == 40
    assert all(one["source"]["title"] and one["url"].startswith("http") for one in LEAFLETS)


@pytest.mark.parametrize("leaflet", LEAFLETS, ids=lambda one: one["id"])
def test_the_page_says_what_the_leaflet_says(leaflet: dict[str, Any]) -> None:
    dose = first_dose(Dose.model_validate(leaflet["dose"]))
    facts = dose_facts(english(), dose, dose.frequency or BLANK_FREQUENCY)
    page = plain(dose_text(facts, dose_details(english(), dose)))
    assert page == leaflet["page"]
    for scale in SCALES:
        page = page.replace(scale, "")
    known = numbers_in(f"{leaflet['facts']} {leaflet.get('open', '')}")
    # Weeks of a table, a set or a day count as one; a scale ends at ten.
    assert numbers_in(page) - known <= {"1", "10"}, "no number is made up"
