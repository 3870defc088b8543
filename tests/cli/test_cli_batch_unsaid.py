"""What stands in a dose is never repeated: with mixed up columns it may be a name or a number."""

import csv
import re
from pathlib import Path

import pytest
from cli_runs import ISSUED, run

HEAD = ("MRN", "Surname", "Side", "Programme")
PRIVATE = (
    "5 Quillaz",
    "Quillaz",
    "4471234",
    "123456789012345",
    "3x4471",
    "10-4471",
    "4471-9",
    "from 4471 to 5471",
    "4471 to 4471",
    "10 reps quillaz",
    "{Quillaz: 4471}",
    "[Quillaz, 4471]",
    '"Quillaz',
    "*Quillaz",
    "&Quillaz x",
    "!Quillaz",
    "Quillaz: x",
    "4471.12345",
    "44.71234",
    "44,71",
    "4471 kg",
    "up to Quillaz",
    "[1, Quillaz",
)


@pytest.mark.parametrize(
    "column", ["heel-raise.reps", "heel-raise.hold", "heel-raise.load", "heel-raise.steps"]
)
def test_no_message_repeats_what_stands_in_a_dose(folder: Path, column: str) -> None:
    with (folder / "roster.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow((*HEAD, column))
        for place, value in enumerate(PRIVATE):
            writer.writerow((f"X{place}", f"Family{place}", "left", "achilles-rupture", value))
    result = run("batch", "roster.csv", *ISSUED, "-o", "out")
    manifests = [path.read_text("utf-8") for path in (folder / "out").glob("manifest.*")]
    assert len(manifests) == 2
    for text in (result.stderr, result.stdout):
        assert column in text or not text
        assert not re.findall(r"quillaz|447|471|123456789|44\.", text, re.IGNORECASE)
    problems = re.findall(r'"problems": (.*)', manifests[0] + manifests[1])
    assert problems
    assert not re.findall(r"quillaz|447|471|123456789|44\.", "".join(problems), re.IGNORECASE)
