"""Phrases: joined as the language joins, complete, and refused when they are broken."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from resolve_checks import english

from worksheets.load.library import Library
from worksheets.model import Locale
from worksheets.problems import WorksheetError
from worksheets.resolve.wording import Wording, check_phrases, full_date


def test_lists() -> None:
    wording = english()
    assert [wording.join_and(list("abc"[:n])) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
    assert [wording.join_then(list("abc"[:n])) for n in (1, 2, 3)] == [
        "a", "a, then b", "a, b, then c",
    ]  # fmt: skip
    assert wording.join_clauses(["", "a", "", "b"]) == "a, b"
    assert wording.attach(["", "a", "b", ""]) == "a b"
    assert wording.join_clauses([]) == wording.attach(["", ""]) == ""
    assert wording.sentence("3 sets") == "3 sets."
    assert wording.sentence("änd") == "Änd."


@pytest.mark.parametrize(
    ("number", "said"),
    [("10", "10"), ("2000", "2,000"), ("4.5", "4.5"), ("4.50", "4.5"), ("0.125", "0.125")],
)
def test_numbers(number: str, said: str) -> None:
    assert english().number(Decimal(number)) == said


def test_every_phrase_of_the_built_in_locale_is_well_formed() -> None:
    assert check_phrases(english().locale) == []


@pytest.mark.parametrize("phrase", ["{n, plural, one {a}}", "{n", "{n, nonsense}"])
def test_a_broken_phrase_is_told(phrase: str) -> None:
    with pytest.raises(WorksheetError, match='of locale "en" is not a message'):
        Wording(english().locale).say(phrase, n=1)


def test_a_gap_that_nothing_fills_is_told() -> None:
    with pytest.raises(WorksheetError) as caught:
        Wording(english().locale).say("{amont} sets", amount="3", n=3)
    (problem,) = caught.value.problems
    assert str(problem) == (
        'nothing fills {amont} in the phrase "{amont} sets" of locale "en". '
        "It can have {amount} {n}."
    )


@pytest.mark.parametrize(
    ("phrase", "wrong"),
    [
        ("sets", ["leaves out {list}. It needs {list} {what}", "leaves out {what}"]),
        ("{what}: {lst}", ["leaves out {list}", "has an unknown {lst}"]),
        ("{what", ["is not a message"]),
    ],
)
def test_a_locale_cannot_lose_a_number(phrase: str, wrong: list[str]) -> None:
    locale = english().locale
    dose = locale.dose.model_copy(update={"listed": phrase})
    problems = check_phrases(locale.model_copy(update={"dose": dose}), locale)
    assert len(problems) == len(wrong)
    for problem, part in zip(problems, wrong, strict=True):
        assert part in str(problem)


def test_what_is_filled_in_may_have_braces() -> None:
    assert Wording(english().locale).say("Name: {name}", name="{x}") == "Name: {x}"


def test_a_gap_keeps_its_form() -> None:
    """ICU would end the program when a number is to be made of words."""
    english_dose = english().locale.dose
    wrong = english_dose.model_copy(update={"listed": "{what, number}: {list}"})
    locale = english().locale.model_copy(update={"dose": wrong})
    (problem,) = check_phrases(locale, english().locale)
    assert "writes a gap in a form that its text or number does not have" in problem.message


def test_american_english_is_english_but_for_what_it_says() -> None:
    american: Locale = Library([]).load("locale", "en-us")
    assert check_phrases(american, english().locale) == []
    own = american.first_weekday, american.paper, american.language
    assert own == ("sunday", "letter", "en-US")
    assert american.dose == english().locale.dose
    assert Wording(american).say(american.units.m, amount="5", n=5).endswith("meters")
    assert full_date(Wording(american), None, date(2026, 12, 7)) == "December 7, 2026"


def test_a_locale_that_extends_itself_or_nothing_is_told(tmp_path: Path) -> None:
    for base in ("own", "nowhere"):
        text = f"kind: locale\nextends: {base}\nname: Own\nlanguage: en-AU\nstatus: draft\n"
        (tmp_path / "own.yaml").write_text(text)
        with pytest.raises(WorksheetError):
            Library([tmp_path]).load("locale", "own")
