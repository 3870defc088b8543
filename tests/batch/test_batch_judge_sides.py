"""Words for sides: English ones, as the names of columns are."""

import pytest
from judge_checks import judge, row, task_of, told

from worksheets.load.rosters.names import usual_field

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
        assert verdict.problems[0].hint == "Write left, right or both."


@pytest.mark.parametrize(
    ("word", "side"),
    [("L", "left"), ("r.", "right"), ("B", "both"), ("L & R", "both"), ("Left and Right", "both")],
)
def test_short_words_are_english_ones(word: str, side: str) -> None:
    (verdict,) = judge([row(2, {"side": word})])
    assert task_of(verdict).order.patient.side == side
