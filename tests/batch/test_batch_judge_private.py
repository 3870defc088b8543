"""No text of a patient gets into a message, whatever is wrong with the row."""

import sqlite3
from contextlib import closing
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judge_checks import BASE, columns_of, setting

from worksheets.batch.judge import judge_rows
from worksheets.rosters.rows import FIELDS, RosterRow, RowKind

FIELD_NAMES = (*sorted(FIELDS), "heel-raise.reps", "nothing.reps", "frequency", "column:Door code")
SPOILERS = (
    "",
    "=",
    "@",
    "+",
    "../",
    "<b>",
    "{0}",
    "%s",
    "?",
    "\ufffd",
    "Ã¡",
    "\u202e",
    "\u200b",
    "\x07",
    "\n",
    "é",
    "-",
    "1.5E+11",
    "#REF!",
    "é" * 130,
    "x" * 301,
)

KINDS: tuple[RowKind, ...] = ("patient", "patient", "patient", *get_args(RowKind))


@st.composite
def spoilt_rows(draw: st.DrawFn) -> tuple[list[RosterRow], set[str]]:
    """Rows whose every value holds a token of its own, and the tokens."""
    rows, tokens = [], set()
    for place in range(draw(st.integers(1, 4))):
        values: dict[str, str] = {}
        for field in draw(st.sets(st.sampled_from(FIELD_NAMES), max_size=12)):
            letters = draw(st.text("QZKVWJqzkvwj", min_size=9, max_size=9))  # in no English word
            before, after = draw(st.sampled_from(SPOILERS)), draw(st.sampled_from(SPOILERS))
            values[field] = draw(st.sampled_from([letters, f"{before}{letters}{after}"]))
            tokens.add(letters)
        if values and draw(st.sampled_from([True, False])):
            values = {**BASE, **values}
        kind = draw(st.sampled_from(KINDS))
        rows.append(RosterRow(place + 2, values, kind))
        if draw(st.sampled_from([True, False])):
            rows.append(RosterRow(place + 20, values, kind))
    return rows, tokens


@given(spoilt_rows(), st.sampled_from([None, "birth", "Door code", "number"]), st.booleans())
@settings(max_examples=60)
def test_no_value_gets_into_a_message_and_the_counts_add_up(
    made: tuple[list[RosterRow], set[str]], password: str | None, all_texts: bool
) -> None:
    rows, tokens = made
    columns = columns_of(one.values for one in rows)
    columns |= {field: f'column ("{field}")' for field in FIELD_NAMES}
    known = setting(password=password, with_notes=all_texts, window="uk" if all_texts else None)
    with closing(judge_rows("list.csv", columns, rows, known)) as judged:
        verdicts = list(judged)
        said = repr([verdict.problems for verdict in verdicts]) + repr(judged.warnings)
        assert sum(judged.counts.values()) == judged.rows_read == len(rows) == len(verdicts)
        for status, count in judged.counts.items():
            assert count == sum(verdict.status == status for verdict in verdicts)
    lowered = said.lower()
    private = tokens | {BASE["family_name"], BASE["given_names"], BASE["birth"], BASE["number"]}
    assert not [token for token in private if token.lower() in lowered]
    texts = [text for row in rows for field, text in row.values.items() if "name" in field]
    names = {token for token in tokens if any(token in text for text in texts)}
    files = " ".join(verdict.task.file for verdict in verdicts if verdict.task)
    assert not [token for token in names if token.lower() in files.lower()]


def test_what_was_kept_is_gone_when_it_is_closed() -> None:
    rows = [RosterRow(place, {**BASE, "number": f"n{place}"}) for place in range(2, 700)]
    with closing(judge_rows("list.csv", columns_of([BASE]), iter(rows), setting())) as judged:
        first, second = iter(judged), iter(judged)
        together = [(next(first).row, next(second).row) for _ in rows[:400]]
        assert together == [(one.number, one.number) for one in rows[:400]]
        assert [one.row for one in judged] == [one.number for one in rows]
    with pytest.raises(sqlite3.ProgrammingError):
        list(judged)
