"""The manifest of a batch: its columns, and how it is written as JSON and as CSV.

A new column is a line in `COLUMNS`; folders of earlier runs stay readable, where it is empty.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, Literal, NamedTuple

from worksheets import __version__
from worksheets.batch.task import Made, Status, Task
from worksheets.problems import Kind, Problem

CSV_NAME = "manifest.csv"
JSON_NAME = "manifest.json"

State = Status | Literal["outdated"]
"""How a row ended, or that no row asks for the file any more."""

Entry = dict[str, Any]
"""The record of a row: what each column has, fit for JSON."""

COLUMNS: Mapping[str, Callable[[Made, Task | None], Any]] = {
    "row": lambda made, task: made.row or None,
    "status": lambda made, task: made.status,
    "number": lambda made, task: made.number,
    "file": lambda made, task: made.file,
    "pages": lambda made, task: made.pages,
    "program": lambda made, task: made.program,
    "version": lambda made, task: made.version,
    "template": lambda made, task: made.template,
    "sha256": lambda made, task: made.sha256,
    "input": lambda made, task: made.input,
    "problems": lambda made, task: [_problem_out(one, made.row) for one in made.problems],
}
"""The columns: what each has for a row, from how it ended and the document that it asks for.

The task is None for a row that was refused, and for a file that no row asks for.
"""

_STATES: tuple[State, ...] = ("ok", "warning", "error", "blank", "header", "totals", "outdated")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CSV_HEAD = ",".join(f'"{name}"' for name in COLUMNS).encode() + b"\n"
CSV_START = b'"row","status",'
JSON_START = b'{"records": [\n'
"""How manifests begin that any version of this program wrote."""


def entry_of(made: Made, task: Task | None = None) -> Entry:
    """The record of a row."""
    return {name: value(made, task) for name, value in COLUMNS.items()}


def outdated_entry(file: str, entry: Entry | None = None) -> Entry:
    """The record of a file that no row asks for any more, from the one of the row that did."""
    return (entry or entry_of(Made(0, "", file))) | {"row": None, "status": "outdated"}


def made_of(entry: Entry) -> Made:
    """How the task of a record ended; its problems name neither the roster nor the row.

    Raises:
        ValueError: It is no record.
    """
    try:
        fields = {name: entry[name] for name in Made.__dataclass_fields__ if name != "problems"}
        problems = tuple(map(_problem_in, entry["problems"]))
        return Made(**fields | {"row": fields["row"] or 0, "problems": problems})
    except (KeyError, TypeError, AttributeError):
        raise ValueError("this is no record of a row") from None


def to_text(entry: Entry) -> str:
    """A record as one line of JSON; equal records give equal lines."""
    text = json.dumps(entry, ensure_ascii=False, separators=(", ", ": "))
    # Half a surrogate pair cannot be encoded; Python writes it as JSON does.
    return text.encode("utf-8", "backslashreplace").decode()


def _problem_out(problem: Problem, row: int) -> dict[str, Any]:
    """A problem, without what the row that it stands in says already."""
    entry = {"kind": problem.kind.name.lower(), "message": problem.message, "hint": problem.hint}
    return entry | ({} if problem.line in (None, row) else {"line": problem.line})


def _problem_in(entry: Mapping[str, Any]) -> Problem:
    kind = Kind[entry["kind"].upper()]
    return Problem(entry["message"], entry["hint"], line=entry.get("line"), kind=kind)


def to_csv(entry: Entry) -> bytes:
    """A record as a line of CSV; texts are quoted, which keeps zeros at their beginning.

    A cell that a spreadsheet would calculate gets an apostrophe before it, as OWASP advises
    against CSV injection.
    """
    cells = [_cell(name, entry.get(name)) for name in COLUMNS]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).writerow(cells)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _cell(name: str, value: Any) -> str | int:
    if name == "problems":
        problems = map(_problem_in, value)
        value = " | ".join(
            f"{one.message}. {one.hint}" if one.hint else one.message for one in problems
        )
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


class Summary(NamedTuple):
    """What is said of a batch as a whole.

    Attributes:
        roster: Digest of the roster, or "".
        complete: Whether all its rows were recorded.
        others: Numbers of rows that are not recorded one by one, like those that are blank.
    """

    roster: str
    complete: bool
    others: Mapping[Status, int]


def write_manifests(
    as_json: BinaryIO, as_csv: BinaryIO, entries: Iterable[Entry], summary: Summary
) -> None:
    """Write both manifests, record by record.

    Args:
        as_json: Where the one in JSON goes.
        as_csv: Where the one in CSV goes.
        entries: The records in their order.
        summary: What is said of the batch as a whole; records are counted here.
    """
    counts, pages, separator = Counter[State](summary.others), 0, b""
    as_json.write(JSON_START)
    as_csv.write(_CSV_HEAD)
    for entry in entries:
        counts[entry["status"]] += 1
        pages += entry["pages"] if entry["status"] in ("ok", "warning") else 0
        as_json.write(separator + to_text(entry).encode())
        as_csv.write(to_csv(entry))
        separator = b",\n"
    batch = {
        "worksheets": __version__,
        "roster": summary.roster or None,
        "complete": summary.complete,
        "counts": {state: counts[state] for state in _STATES},
        "pages": pages,
    }
    as_json.write((b"\n" if separator else b"") + b'], "batch": ')
    as_json.write(json.dumps(batch).encode() + b"}\n")
