"""Characters that cannot be printed: whose they are, without repeating a patient's letters."""

from pathlib import Path

import pytest

from worksheets.load.library import Library, blame_characters
from worksheets.model import Locale, Patient
from worksheets.problems import Kind


@pytest.fixture
def library(tmp_path: Path) -> Library:
    text = "kind: exercise\nname: 王小明 王大文字母 walks\nsteps:\n- Plain.\n- A 王 and a 小.\n"
    (tmp_path / "walk.yaml").write_text(text, encoding="utf-8")
    library = Library([tmp_path])
    library.load("exercise", "walk")
    return library


@pytest.fixture(scope="module")
def locale() -> Locale:
    english: Locale = Library().load("locale", "en")
    return english


def test_a_patients_letters_are_counted_and_not_shown(locale: Locale) -> None:
    patient = Patient(name="王小", clinician="Dr 明", number="王7")
    problems = blame_characters("王小明", Library(), patient, locale)
    assert [str(problem) for problem in problems] == [
        "--name: 2 characters cannot be printed: no font has their script. "
        "Write the name in Latin, Greek, Cyrillic or Devanagari letters.",
        "--id: 1 character cannot be printed: no font has its script. "
        "Write it in Latin, Greek, Cyrillic or Devanagari letters.",
        "--clinician: 1 character cannot be printed: no font has its script. "
        "Write the name in Latin, Greek, Cyrillic or Devanagari letters.",
    ]
    assert {problem.kind for problem in problems} == {Kind.UNPRINTABLE}


def test_what_nobody_wrote_is_of_the_dates(locale: Locale) -> None:
    (problem,) = blame_characters("\u0661\u0662", Library(), Patient(name="Ann"), locale)
    assert str(problem) == (
        'the language "en-GB" writes dates with characters that no font has. '
        "Choose another language."
    )


def test_a_line_of_a_file_is_told_once(library: Library, locale: Locale, tmp_path: Path) -> None:
    problems = blame_characters("王小明大文字母", library, Patient(), locale)
    assert [(problem.line, problem.column) for problem in problems] == [(2, 7), (5, 5)]
    first, second = problems
    assert first.file == str(tmp_path / "walk.yaml")
    assert first.message.startswith("no font has the characters 王 (U+738B, cjk unified ideograph")
    assert first.message.endswith(", and 2 more")
    assert second.message.count("U+") == 2
    (one,) = blame_characters("明", library, Patient(), locale)
    assert one.message == "no font has the character 明 (U+660E, cjk unified ideograph-660e)"


def test_a_value_of_set_is_not_shown(locale: Locale) -> None:
    library = Library()
    library.load("program", "achilles-rupture", ["heel-raise.note=王 小"])
    library.load_path(
        library.where("program", "achilles-rupture"), "program", ["heel-raise.note=王 小"]
    )
    (problem,) = blame_characters("王小", library, Patient(), locale)
    assert problem.file == "--set heel-raise.note"
    assert problem.message == "2 characters cannot be printed: no font has their script"
