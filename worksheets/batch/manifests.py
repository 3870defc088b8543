"""The manifest of a batch as it is written at its end, in JSON and CSV: a line for each record."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import BinaryIO, NamedTuple

from worksheets import __version__
from worksheets.batch.earlier import FIRST_LINE, LAST_LINE_START
from worksheets.batch.records import CSV_START, Record, State, to_csv
from worksheets.batch.task import Status

_STATES: tuple[State, ...] = ("ok", "warning", "error", "blank", "header", "totals", "outdated")


class Summary(NamedTuple):
    """What is said of a batch as a whole.

    Attributes:
        roster: Digest of the roster, or "".
        complete: Whether all its rows were recorded.
        others: Numbers of rows that are not recorded one by one.
    """

    roster: str
    complete: bool
    others: Mapping[Status, int]


def write_manifests(
    as_json: BinaryIO,
    as_csv: BinaryIO,
    records: Iterable[tuple[bytes, Record]],
    summary: Summary,
) -> None:
    """Write both manifests, record by record, so that none is kept.

    Args:
        as_json: Where the one in JSON goes.
        as_csv: Where the one in CSV goes.
        records: The lines of JSON, without their ends, with what they say.
        summary: What is said of the batch as a whole; records are counted here.
    """
    counts, pages, separator = Counter[State](summary.others), 0, b""
    as_json.write(FIRST_LINE)
    as_csv.write(CSV_START)
    for line, record in records:
        counts[record.status] += 1
        pages += record.made.pages if record.status in ("ok", "warning") else 0
        as_json.write(separator + line)
        as_csv.write(to_csv(record))
        separator = b",\n"
    batch = {
        "worksheets": __version__,
        "roster": summary.roster or None,
        "complete": summary.complete,
        "counts": {state: counts[state] for state in _STATES},
        "pages": pages,
    }
    as_json.write((b"\n" if separator else b"") + LAST_LINE_START[:-1])
    as_json.write(json.dumps(batch).encode() + b"}\n")
