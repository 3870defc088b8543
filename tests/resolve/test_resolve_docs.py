"""The table in docs/doses.md is true: every dose gives the sentence and the boxes beside it."""

import re
from pathlib import Path

import pytest

from worksheets.load.library import Library
from worksheets.load.source import Source
from worksheets.load.tree import parse_value
from worksheets.model.dose import Dose
from worksheets.resolve.doses import dose_details, dose_sentence
from worksheets.resolve.frequencies import BLANK_FREQUENCY
from worksheets.resolve.grid import set_boxes
from worksheets.resolve.wording import Wording

DOCS = Path(__file__).parents[2] / "docs" / "doses.md"
ROWS = re.findall(r"^\| `(\{.*\})` \| (.*) \| (.*) \|$", DOCS.read_text(encoding="utf-8"), re.M)
WORDING = Wording(Library().load("locale", "en"))


def test_the_table_is_there() -> None:
    assert len(ROWS) > 20


@pytest.mark.parametrize(("dose", "said", "boxes"), ROWS)
def test_a_row_of_the_table(dose: str, said: str, boxes: str) -> None:
    node = parse_value(Source("docs/doses.md", dose))
    assert node is not None
    model = Dose.model_validate(node.plain())
    sentence = dose_sentence(WORDING, model, model.frequency or BLANK_FREQUENCY)
    assert plain(" ".join([sentence, *dose_details(WORDING, model)])) == said
    ticks = ", ".join(box.label + "?" * box.optional for box in set_boxes(WORDING, model))
    assert plain(ticks) == boxes.strip()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2060", "")
