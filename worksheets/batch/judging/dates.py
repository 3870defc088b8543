"""Dates of a row: whether each is one, and whether they can be true together."""

import re
from collections.abc import Mapping
from datetime import date

from worksheets.batch.judging.findings import Findings
from worksheets.batch.judging.texts import warn_of_nothing
from worksheets.rosters.cells import says_nothing

EVENTS = ("start", "surgery", "injury", "boot_off", "bring_on", "cleared_on")
"""Fields with a date that is printed or counted from; the date of birth is not among them."""

_YEARS = range(1900, 2200)
_MOST_DAYS_APART = 36_525  # a hundred years
_OLDEST_DAYS = 120 * 366
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOW = "Write year, month and day, like 2026-12-07."


def read_birth(findings: Findings, values: Mapping[str, str], issued: date) -> date | None:
    """The date of birth, which is never printed: it tells people apart.

    Args:
        findings: Takes what is wrong.
        values: The texts of the row.
        issued: Date of issue.
    """
    written = _written(findings, values, "birth")
    if written is None:
        return None
    birth = _day(written)
    if birth is None:
        findings.refuse("birth", "this is not a date", _HOW)
    elif birth >= issued:
        findings.refuse("birth", "this is not before the date of issue", "Check the year.")
    elif (issued - birth).days > _OLDEST_DAYS or birth.year not in _YEARS:
        # 1900-01-01 is what many systems write for a date that they do not know.
        message = "this is more than 120 years ago, and was read as not known"
        findings.warn("birth", message, "Check the year, or leave the cell empty.")
        return None
    return birth


def read_events(
    findings: Findings, values: Mapping[str, str], birth: date | None, issued: date
) -> dict[str, date]:
    """The dates of a patient other than the date of birth.

    Exercises may begin before a surgery: that is what some of them are for.

    Args:
        findings: Takes what is wrong.
        values: The texts of the row.
        birth: Date of birth, or None.
        issued: Date of issue.
    """
    days: dict[str, date] = {}
    for field in EVENTS:
        written = _written(findings, values, field)
        if written is None:
            continue
        day = _day(written)
        if day is None:
            findings.refuse(field, "this is not a date", _HOW)
        elif day.year not in _YEARS:
            span = f"{_YEARS[0]} to {_YEARS[-1]}"
            findings.refuse(field, f"the year is not within {span}", "Check the year.")
        else:
            days[field] = day
    origin = days.get("start", issued)
    for field, day in days.items():
        base, meaning = (issued, "issue") if field == "start" else (origin, "start")
        if abs((day - base).days) > _MOST_DAYS_APART:
            message = f"this is more than 100 years from the date of {meaning}"
            findings.refuse(field, message, "Check the year.")
        elif birth and day < birth:
            message = "this is before the date of birth"
            findings.refuse(field, message, "Check both dates; perhaps they are swapped.")
    return days


def _written(findings: Findings, values: Mapping[str, str], field: str) -> str | None:
    """What stands in a cell for a date; a word for nothing is nothing, and told."""
    written = values.get(field)
    if written is None or not says_nothing(written):
        return written
    warn_of_nothing(findings, field)
    return None


def _day(written: str) -> date | None:
    """A date in the form that readers of rosters give."""
    if not _WRITTEN.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
