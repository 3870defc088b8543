"""What became of one row, as a line of JSON in the journal and the manifest, and of CSV."""

import csv
import io
import json
from typing import Any, Literal, NamedTuple

from worksheets.batch.task import Made, Status
from worksheets.problems import Kind, Problem

COLUMNS = (
    "row",
    "status",
    "number",
    "file",
    "pages",
    "program",
    "version",
    "template",
    "sha256",
    "input",
    "problems",
)
"""The columns of the CSV manifest, and the fields of a record in JSON."""

State = Status | Literal["outdated"]
"""How a row ended, or that no row asks for the file any more."""

_LAST_ROW = 50_000_000
"""No roster has as many rows; a number beyond it would take memory for all the rows before."""
_MOST_PAGES = 100_000

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Record(NamedTuple):
    """What is kept about a row.

    Attributes:
        made: What became of it; the row of a file that is outdated is 0. Its problems lie in the
            row of the roster: neither is named in them.
        status: How it ended.
    """

    made: Made
    status: State


def to_line(record: Record) -> bytes:
    """A record as one line of JSON; equal records give equal lines."""
    made = record.made
    entry = {name: getattr(made, name) for name in COLUMNS if name != "status"}
    entry |= {"row": made.row or None}
    entry["problems"] = [_problem_out(problem, made.row) for problem in made.problems]
    ordered = {"row": entry.pop("row"), "status": record.status} | entry
    text = json.dumps(ordered, ensure_ascii=False, separators=(", ", ": "))
    # Half a surrogate pair cannot be encoded; Python spells it as JSON does.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def from_line(line: bytes) -> Record | None:
    """The record of a line of JSON, or None when the line is none of `to_line`."""
    try:
        entry = json.loads(line)
        status: State = entry.pop("status")
        row = entry.pop("row") or 0
        problems = tuple(map(_problem_in, entry.pop("problems")))
        made = Made(row=row, problems=problems, **entry)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    texts = [made.number, made.file, made.sha256, made.input, made.program, made.template]
    texts += [status, made.version]
    texts += [text for problem in problems for text in (problem.message, problem.hint)]
    sound = all(isinstance(text, str) for text in texts)
    counts = ((row, _LAST_ROW), (made.pages, _MOST_PAGES))
    sound = sound and all(type(count) is int and 0 <= count <= most for count, most in counts)
    return Record(made, status) if sound else None


def _problem_out(problem: Problem, row: int) -> dict[str, Any]:
    """A problem, with what is not already said by the row that it stands in."""
    said = {"kind": problem.kind.name.lower(), "message": problem.message, "hint": problem.hint}
    line = {"line": problem.line} if problem.line not in (None, row) else {}
    return said | line


def _problem_in(entry: dict[str, Any]) -> Problem:
    kind = Kind[entry["kind"].upper()]
    return Problem(entry["message"], entry["hint"], line=entry.get("line"), kind=kind)


CSV_START = ",".join(f'"{name}"' for name in COLUMNS).encode() + b"\n"
"""The first line of a CSV manifest."""


def to_csv(record: Record) -> bytes:
    """A record as a line of CSV; texts are quoted, which keeps zeros at their beginning.

    A cell that a spreadsheet would calculate gets an apostrophe before it, as OWASP advises
    against CSV injection.
    """
    made = record.made
    problems = " | ".join(_in_words(problem) for problem in made.problems)
    cells: list[str | int] = [made.row or ""]
    for name in COLUMNS[1:]:
        cell = {"status": record.status, "problems": problems}.get(name)
        cells.append(_harmless(getattr(made, name) if cell is None else cell))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).writerow(cells)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _in_words(problem: Problem) -> str:
    return f"{problem.message}. {problem.hint}" if problem.hint else problem.message


def _harmless(cell: str | int) -> str | int:
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
