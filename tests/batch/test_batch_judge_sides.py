"""Words for sides: English ones, as the names of columns are, and those that a clinic explains."""

from datetime import date
from pathlib import Path

import pytest
from judge_checks import judge, row, task_of, told

from worksheets.batch.opened import open_batch
from worksheets.batch.task import Job, Setting
from worksheets.rosters.columns import usual_field

FOREIGN = [
    # The name of the column, and words that stand in it.
    ("Seite", ["links", "rechts", "beide", "beidseits", "li", "re"]),
    ("Côté", ["gauche", "droite", "les deux", "G", "D"]),
    ("Lado", ["izquierda", "izquierdo", "derecha", "derecho", "ambos", "I"]),
]


@pytest.mark.parametrize(("column", "words"), FOREIGN)
def test_words_and_names_of_columns_are_of_the_same_languages(
    column: str, words: list[str]
) -> None:
    """A roster whose columns are not understood is not half understood either."""
    assert usual_field(column) is None
    assert usual_field("Side") == "side"
    for word in words:
        (verdict,) = judge([row(2, {"side": word})])
        assert verdict.status == "error", word
        assert told(verdict) == 'column ("side"): this is not a side'
        hint = "Write left, right or both, or explain it in clinic.yaml under roster: sides:."
        assert verdict.problems[0].hint == hint


@pytest.mark.parametrize(
    ("word", "side"),
    [("L", "left"), ("r.", "right"), ("B", "both"), ("L & R", "both"), ("Left and Right", "both")],
)
def test_short_words_are_english_ones(word: str, side: str) -> None:
    (verdict,) = judge([row(2, {"side": word})])
    assert task_of(verdict).order.patient.side == side


GERMAN = "Pat.-Nr.;Name;Seite\n1;Anna Eins;Links\n2;Bert Zwei; RE\n3;Carl Drei;L\n4;Dora Vier;li\n"


def test_a_clinic_explains_its_columns_and_its_words(tmp_path: Path) -> None:
    roster, clinic = tmp_path / "liste.csv", tmp_path / "clinic.yaml"
    roster.write_text(GERMAN, encoding="utf-8")
    clinic.write_text(
        "kind: clinic\nname: Praxis\nroster:\n  columns: {Pat.-Nr.: number, Seite: side}\n"
        "  sides: {links: left, re: right}\n",
        encoding="utf-8",
    )
    setting = Setting(date(2026, 12, 7), program="achilles-rupture", clinic=clinic)
    with open_batch(Job(roster, setting)) as batch:
        verdicts = list(batch.judged)
    assert [verdict.task.order.patient.side for verdict in verdicts if verdict.task] == [
        "left",
        "right",
        "left",
    ]
    assert told(verdicts[3]) == 'column C ("Seite"): this is not a side'
