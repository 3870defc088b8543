"""Doses and frequencies as patients read and tick them: two tables, the docs, any dose."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from resolve_checks import doses, due, english, first_week, frequencies, labels, plain, set_boxes

from worksheets.document import Card
from worksheets.facts import dose_text
from worksheets.load.source import Source
from worksheets.load.tree import parse_value, read_tree
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import SmallCount
from worksheets.resolve.doses import dose_details, dose_facts
from worksheets.resolve.frequencies import (
    BLANK_FREQUENCY,
    count_range,
    frequency_text,
    sessions_a_day,
)

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = read_tree(HERE / "doses.yaml").plain()["doses"]
FREQUENCIES: list[list[str]] = read_tree(HERE / "frequencies.yaml").plain()["frequencies"]
DOCS = (HERE.parents[1] / "docs" / "doses.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\{.*\})` \| (.*) \| (.*) \|$", DOCS, re.M)
CARD = Card(1, "heel-raise", "Heel raise", (), (), (), ())
UNITS = "seconds?|minutes?|hours?|kg|lb|oz|times?|sets?|holds?|steps|days|metres?"
JARGON = re.compile(r"\b(RM|RPE|AMRAP|NRS|VAS|bilateral|unilateral|eccentric|isometric)\b")


def test_there_are_cases() -> None:
    assert len(CASES) >= 120
    keys = {key for case in CASES for key in case["dose"]} | {"other_sets"}  # said with sets
    assert keys == set(Dose.model_fields)
    assert len(FREQUENCIES) >= 45
    assert len(ROWS) > 20


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["dose"])[1:60])
def test_a_dose_is_said_and_ticked(case: dict[str, Any]) -> None:
    dose = Dose.model_validate(case["dose"])
    facts = dose_facts(english(), dose, dose.frequency or BLANK_FREQUENCY)
    assert plain(dose_text(facts)) == case["says"]
    assert [plain(detail) for detail in dose_details(english(), dose)] == case.get("then", [])
    assert labels(set_boxes(dose)) == case["boxes"]


def test_an_item_without_a_dose_has_a_gap() -> None:
    facts = dose_facts(english(), None, BLANK_FREQUENCY)
    assert plain(dose_text(facts)) == "How much ____ · Times a day ____"
    assert dose_details(english(), None) == ()
    assert labels(set_boxes(None)) == ""


def test_the_frequency_of_the_program_stands_in() -> None:
    dose = Dose.model_validate({"reps": 10})
    facts = dose_facts(english(), dose, Frequency.model_validate("2/day, 5 days a week"))
    assert plain(dose_text(facts)) == "10 times · Twice a day, 5 days a week"


@given(doses(), frequencies())
@settings(max_examples=150)
def test_every_dose_reads_as_facts_and_sentences(dose: Dose, frequency: Frequency) -> None:
    facts = dose_facts(english(), dose, frequency)
    names = [fact.name for fact in facts]
    assert "" not in names
    assert len(set(names)) == len(names), "each blank has a field of its own"
    for text in dose_details(english(), dose):
        assert re.fullmatch(r"[A-Z0-9_].*[^\s,.]\.", text), text
    for fact in facts:
        assert re.fullmatch(r"[A-Z0-9_].*[^\s,.:]", fact.text), fact
    for text in (*(fact.text for fact in facts), *dose_details(english(), dose)):
        assert not re.search(r"[{}\\]|  |\u00a0\u00a0| [,.:]|,,|, ,|: *[,.]|\bNone\b", text), text
        assert not JARGON.search(text)
        assert not re.search(r"\b1\u00a0(?:slow )?(?:sets|times|holds|seconds|rounds|days)\b", text)
        assert not re.search(r"\b([a-z]+) \1\b", text), text  # "each each", "up to up to"
        # A number is never parted from its unit at the end of a line.
        assert not re.search(rf"[\d_] (?:{UNITS})\b", text), text


@given(doses())
@settings(max_examples=100)
def test_nothing_is_made_up(dose: Dose) -> None:
    """Every number in the facts was written in the dose."""
    facts = dose_facts(english(), dose, BLANK_FREQUENCY)
    said = dose_text([one for one in facts if one.name != "total"]).replace(",", "")  # a sum
    said = re.sub(r"of 10\b|\(.*?\)", "", said)  # where a scale ends
    written = {"1", str(len(dose.sets.each)) if dose.sets else ""}
    written |= set(re.findall(r"\d+(?:\.\d+)?", str(dose)))
    for number in re.findall(r"\d+(?:\.\d+)?", said):
        assert number in written, said


@pytest.mark.parametrize(("dose", "said", "boxes"), ROWS)
def test_a_row_of_the_table_in_the_docs(dose: str, said: str, boxes: str) -> None:
    node = parse_value(Source("docs/doses.md", dose))
    assert node is not None
    model = Dose.model_validate(node.plain())
    facts = dose_facts(english(), model, model.frequency or BLANK_FREQUENCY)
    text = dose_text(facts, dose_details(english(), model))
    assert plain(text).replace("\u2060", "") == said
    ticks = ", ".join(box.label + "?" * box.optional for box in set_boxes(model))
    assert plain(ticks).replace("\u2060", "") == boxes.strip()


@pytest.mark.parametrize("case", FREQUENCIES, ids=lambda case: case[0])
def test_a_frequency_is_said_and_ticked(case: list[str]) -> None:
    written, says, week, boxes, *aside = case
    frequency = Frequency.model_validate(written)
    row = first_week(None, CARD, [(Dose.model_validate({"reps": 10}), frequency)]).rows[0]
    assert plain(frequency_text(english(), frequency)) == says
    assert due(row) == week
    assert {labels(cell.boxes) for cell in row.cells if cell.due} == {boxes}
    assert plain(row.aside) == "".join(aside)


def test_where_nothing_is_said_there_is_a_gap() -> None:
    assert plain(frequency_text(english(), BLANK_FREQUENCY)) == "____ times a day"
    assert sessions_a_day(BLANK_FREQUENCY) == (1, 0)


@pytest.mark.parametrize(
    ("written", "sessions"),
    [
        ("2/day", (2, 0)),
        ("2-3/day", (2, 1)),
        ("up to 3/day", (1, 2)),
        ("at least 3/day", (3, 0)),
        ("2 -> 4/day", (2, 2)),
        ("as often as you can", (1, 0)),
        ("morning and evening", (2, 0)),
        ("8:00, 14:00, 20:00", (3, 0)),
        ("whenever you sit down", (1, 0)),
        ("3 days a week", (1, 0)),
        ("every 2 h", (8, 0)),
        ("every 2 h while awake", (8, 0)),
        ("every 2-3 h while awake", (5, 3)),
        ("every 90 min while awake", (10, 0)),
        ("at least every 4 h", (4, 0)),
        ("no more than every 4 h", (1, 3)),
        ("every 23 h while awake", (1, 0)),
        ("every ____ h", (1, 0)),
    ],
)
def test_sessions_on_a_day(written: str, sessions: tuple[int, int]) -> None:
    assert sessions_a_day(Frequency.model_validate(written)) == sessions


@pytest.mark.parametrize(
    ("written", "boxes"),
    [("3", (3, 0)), ("2-3", (2, 1)), ("up to 3", (1, 2)), ("at least 2", (2, 0)),
     ("about 3", (3, 0)), ("amrap", (1, 0)), ("amrap, up to 4", (1, 3)), ("blank", (1, 0)),
     ("2 -> 4", (2, 2)), ("2 -> 3-5", (2, 3)), ("4 -> 2", (4, 0)), ("blank -> 3", (1, 2))],
)  # fmt: skip
def test_a_count_has_boxes_that_must_and_boxes_that_may(
    written: str, boxes: tuple[int, int]
) -> None:
    count = SmallCount.model_validate(written)
    assert count_range(count, count.target) == boxes
