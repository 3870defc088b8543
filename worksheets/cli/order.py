"""Words of the command line to an order; everything that is wrong with them is said at once.

No message repeats a value: it may be a patient's.
"""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from worksheets.cli.patient import SIDES
from worksheets.load.order import Order
from worksheets.load.source import is_printable
from worksheets.model import Patient
from worksheets.problems import Kind, Problem, WorksheetError

PAPERS = ("a4", "letter")
_DATES = ("start", "surgery", "injury", "bring_on", "cleared_on")
_TEXTS = ("name", "number", "clinician", "cleared_by")
_YEARS = range(1900, 2200)
_MOST_DAYS_APART = 36_525  # a hundred years


def read_order(program: str, options: Mapping[str, Any]) -> Order:
    """What is wanted, from the options of a command.

    Args:
        program: Id or path of a program.
        options: The options by name, as they were written; None for those that were not.

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    reader = Reader(options)
    issued = reader.day("issued") or _default_issue_date(reader)
    patient = _read_patient(reader, issued)
    paper: Any = reader.word("paper", PAPERS, "paper size")
    reader.stop_if_wrong()
    return Order(
        program=program,
        issued=issued,
        template=options["template"],
        locale=options["language"],
        paper=paper,
        clinic=Path(options["clinic"]) if options["clinic"] is not None else None,
        libraries=options["libraries"],
        overrides=options["overrides"],
        patient=patient,
        qr=options["qr"],
        patient_in_metadata=options["patient_in_metadata"],
    )


class Reader:
    """Reads options and gathers what is wrong with them."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Read `options`, by name, as they were written."""
        self.options = options
        self.problems: list[Problem] = []

    def note(self, name: str, message: str, hint: str) -> None:
        """Remember what is wrong with an option."""
        self.problems.append(Problem(message, hint, _option(name), kind=Kind.USAGE))

    def stop_if_wrong(self) -> None:
        """Tell everything that is wrong, if anything is."""
        if self.problems:
            raise WorksheetError(self.problems)

    def word(self, name: str, words: Sequence[str], meaning: str) -> str | None:
        """One of several words, in small letters or capitals."""
        written: str | None = self.options[name]
        if written is None or written.lower() in words:
            return written and written.lower()
        *first, last = words
        self.note(name, f"this is no {meaning}", f"Write {', '.join(first)} or {last}.")
        return None

    def day(self, name: str) -> date | None:
        """A date, in the one form that nobody reads in two ways."""
        written: str | None = self.options[name]
        if written is None:
            return None
        hint = "Write year, month and day, like 2026-12-07."
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            self.note(name, "this is not a date", hint)
            return None
        try:
            day = date.fromisoformat(written)
        except ValueError:
            self.note(name, "the calendar has no such day", hint)
            return None
        if day.year not in _YEARS:
            span = f"{_YEARS[0]} to {_YEARS[-1]}"
            self.note(name, f"the year is not within {span}", "Check the year.")
            return None
        return day

    def text(self, name: str) -> str | None:
        """Text that can be printed, or None."""
        written: str | None = self.options[name]
        if written is not None and not is_printable(written):
            message = "the text has a control character, which cannot be printed"
            self.note(name, message, "Type the text again.")
            return None
        return written


def _option(name: str) -> str:
    return "--id" if name == "number" else f"--{name.replace('_', '-')}"


def _default_issue_date(reader: Reader) -> date:
    """Today, or the date that a build sets so that its files are always the same.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not written:
        return date.today()
    try:
        if not re.fullmatch(r"[0-9]{1,12}", written):
            raise ValueError
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = "this is not a number of seconds since 1970"
        hint = "Set it to a number, unset it, or give --issued."
        reader.problems.append(Problem(message, hint, "SOURCE_DATE_EPOCH", kind=Kind.USAGE))
        return date.today()


def _read_patient(reader: Reader, issued: date) -> Patient:
    days = {name: reader.day(name) for name in _DATES}
    _check_spans(reader, days, issued)
    if reader.options["cleared_on"] is not None and reader.options["cleared_by"] is None:
        reader.note("cleared_on", "nobody has cleared anything", "Say who with --cleared-by.")
    side: Any = reader.word("side", SIDES, "side")
    texts: dict[str, Any] = {name: reader.text(name) for name in _TEXTS}
    try:
        return Patient(**texts, **days, side=side)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            reader.note(str(one["loc"][0]), *_told(one))
        return Patient()


def _check_spans(reader: Reader, days: Mapping[str, date | None], issued: date) -> None:
    """Refuse dates a lifetime apart: a digit of a year was mistyped."""
    origin = days["start"] or issued
    for name, day in days.items():
        base, meaning = (issued, "issue") if name == "start" else (origin, "start")
        if day and abs((day - base).days) > _MOST_DAYS_APART:
            message = f"this is more than 100 years from the date of {meaning}"
            reader.note(name, message, "Check the year.")


def _told(error: Mapping[str, Any]) -> tuple[str, str]:
    """Message and hint of the model, which speaks of keys in a file."""
    wrong = error.get("ctx", {}).get("error")
    message = getattr(wrong, "message", "this text cannot be printed")
    hint = getattr(wrong, "hint", "Write it in another way.")
    return message, hint.replace("leave the key out", "leave the option out")
