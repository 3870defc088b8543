"""Changes to doses: columns like `heel-raise.reps`, made for one patient."""

import re
from collections.abc import Mapping

from worksheets.batch.judging.choices import Choice
from worksheets.batch.judging.findings import Findings
from worksheets.batch.judging.texts import clean
from worksheets.rosters.rows import FIELDS

_OTHER = "column:"
"""What stands before the name of a column that no field is known for."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# A spreadsheet makes a date of 8-12: 12-Aug, Aug-12, 2026-12-08, 08/12/2026.
_DATE = re.compile(
    rf"[0-9]{{1,4}}[-./][0-9]{{1,2}}[-./][0-9]{{1,4}}(?: 00:00(?::00)?)?"
    rf"|[0-9]{{1,2}}[-. ](?:{_MONTHS})\w*\.?|(?:{_MONTHS})\w*\.?[-. ][0-9]{{1,4}}",
    re.IGNORECASE,
)


def read_doses(
    findings: Findings, values: Mapping[str, str], program: Choice | None
) -> tuple[str, ...]:
    """Changes to the doses of a program, as `--set` takes them.

    Whether a value is a dose is found out when the program is loaded with it.

    Args:
        findings: Takes what is wrong.
        values: The texts of the row; an empty cell changes nothing and is not among them.
        program: The program of the row, or None when that is wrong already.
    """
    changes: list[str] = []
    for field, written in values.items():
        if field in FIELDS or field.startswith(_OTHER):
            continue
        text = clean(findings, field, written, "dose")
        if text is None:
            continue
        if _DATE.fullmatch(text):
            message = "a spreadsheet has made a date of the dose"
            hint = "Format the column as text, and type it again, like 8-12."
            findings.refuse(field, message, hint)
        elif program is None:
            continue
        elif field != "frequency" and field.partition(".")[0] not in program.items:
            message = "the program of this row has no such exercise; the cell was not used"
            findings.warn(field, message, "Empty the cell, or correct the name of the column.")
        else:
            changes.append(f"{field}={text}")
    return tuple(changes)
