"""Rosters built by hand, and what the judge says of them."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date
from typing import Any

from worksheets.batch.judge import judge_rows
from worksheets.batch.task import Setting, Task, Verdict
from worksheets.rosters.rows import RosterRow

ISSUED = date(2026, 12, 1)
BASE = {
    "number": "000123",
    "family_name": "O'Connor",
    "given_names": "Siobhán Mary",
    "birth": "1980-05-17",
    "side": "left",
}
COLUMNS = (
    "number",
    "family_name",
    "given_names",
    "preferred_name",
    "birth",
    "side",
    "start",
    "surgery",
    "program",
    "template",
    "language",
    "weeks",
    "clinician",
    "cleared_by",
    "cleared_on",
    "heel-raise.reps",
    "nothing.reps",
    "frequency",
    "notes",
)


def setting(**changes: Any) -> Setting:
    return Setting(**{"issued": ISSUED, "program": "achilles-rupture", **changes})


def columns_of(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    fields = dict.fromkeys((*COLUMNS, *(field for row in rows for field in row)))
    return {field: f'column ("{field}")' for field in fields}


def row(number: int, changes: Mapping[str, str | None] | None = None) -> RosterRow:
    """A good row but for `changes`; None takes a value away."""
    merged: dict[str, str | None] = {**BASE, **(changes or {})}
    return RosterRow(number, {field: text for field, text in merged.items() if text is not None})


def judge(
    rows: Iterable[RosterRow], columns: Mapping[str, str] | None = None, **changes: Any
) -> list[Verdict]:
    kept = list(rows)
    known = columns_of(one.values for one in kept) if columns is None else columns
    with closing(judge_rows("list.csv", known, kept, setting(**changes))) as judged:
        verdicts = list(judged)
        assert verdicts == list(judged), "a second look gives the same"
        assert judged.rows_read == len(kept) == sum(judged.counts.values())
        for status, count in judged.counts.items():
            assert count == sum(verdict.status == status for verdict in verdicts), status
    for verdict in verdicts:
        assert (verdict.task is not None) == (verdict.status in ("ok", "warning"))
        assert all(one.line == verdict.row for one in verdict.problems)
        assert all(one.file == "list.csv" for one in verdict.problems)
    return verdicts


def task_of(verdict: Verdict) -> Task:
    assert verdict.task is not None, verdict.problems
    return verdict.task


def told(verdict: Verdict) -> str:
    return "\n".join(one.message for one in verdict.problems)
