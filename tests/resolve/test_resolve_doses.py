"""Doses as patients read them: `doses.yaml` has the sentence, the details and the boxes."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from resolve_checks import doses, english, frequencies, labels, plain

from worksheets.load.tree import read_tree
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.resolve.doses import dose_details, dose_sentence
from worksheets.resolve.frequencies import BLANK_FREQUENCY
from worksheets.resolve.grid import set_boxes

CASES: list[dict[str, Any]] = read_tree(Path(__file__).parent / "doses.yaml").plain()["doses"]
JARGON = re.compile(r"\b(RM|RPE|AMRAP|NRS|VAS|bilateral|unilateral|eccentric|isometric)\b")


def test_there_are_cases() -> None:
    assert len(CASES) >= 120
    assert {key for case in CASES for key in case["dose"]} == set(Dose.model_fields)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["dose"])[1:60])
def test_a_dose_is_said_and_ticked(case: dict[str, Any]) -> None:
    dose = Dose.model_validate(case["dose"])
    said = dose_sentence(english(), dose, dose.frequency or BLANK_FREQUENCY)
    assert plain(said) == case["says"]
    assert [plain(detail) for detail in dose_details(english(), dose)] == case.get("then", [])
    assert labels(set_boxes(english(), dose)) == case["boxes"]


def test_an_item_without_a_dose_has_a_gap() -> None:
    said = dose_sentence(english(), None, BLANK_FREQUENCY)
    assert plain(said) == "How much: ____, ____ times a day."
    assert dose_details(english(), None) == ()
    assert labels(set_boxes(english(), None)) == "____"


def test_the_frequency_of_the_program_stands_in() -> None:
    dose = Dose.model_validate({"reps": 10})
    said = dose_sentence(english(), dose, Frequency.model_validate("2/day, 5 days a week"))
    assert plain(said) == "10 times, twice a day, 5 days a week."


@given(doses(), frequencies())
@settings(max_examples=400)
def test_every_dose_reads_as_one_sentence(dose: Dose, frequency: Frequency) -> None:
    said = dose_sentence(english(), dose, frequency)
    for text in (said, *dose_details(english(), dose)):
        assert re.fullmatch(r"[A-Z0-9_].*[^\s,.]\.", text), text
        assert not re.search(r"[{}\\]|  |\u00a0\u00a0| [,.:]|,,|, ,|: *[,.]|\bNone\b", text), text
        assert not JARGON.search(text)
        assert not re.search(r"\b1\u00a0(?:slow )?(?:sets|times|holds|seconds|rounds|days)\b", text)
        assert not re.search(r"\b(\w+) \1\b", text), text  # "each each", "up to up to"
    assert said.count(".") - len(re.findall(r"\d\.\d", said)) == 1


@given(doses(), frequencies())
@settings(max_examples=300)
def test_a_number_is_never_parted_from_its_unit(dose: Dose, frequency: Frequency) -> None:
    said = dose_sentence(english(), dose, frequency)
    units = "seconds?|minutes?|hours?|kg|lb|oz|times?|sets?|holds?|steps|days|metres?"
    assert not re.search(rf"[\d_] (?:{units})\b", said.replace("____ side", "")), said


@given(doses())
@settings(max_examples=300)
def test_nothing_is_made_up(dose: Dose) -> None:
    """Every number in the sentence was written in the dose."""
    said = dose_sentence(english(), dose, BLANK_FREQUENCY).replace(",", "")
    written = {"1", str(len(dose.sets.each)) if dose.sets else ""}
    written |= set(re.findall(r"\d+(?:\.\d+)?", str(dose)))
    for number in re.findall(r"\d+(?:\.\d+)?", said):
        assert number in written, said
