"""Words of the command line to an order; everything that is wrong with them is said at once.

No message repeats a value: it may be a patient's.
"""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from worksheets.app import BookletOptions
from worksheets.cli.patient import DATES, SIDES
from worksheets.load.order import Order
from worksheets.load.source import is_printable
from worksheets.model import Override, Patient
from worksheets.problems import Kind, Problem, WorksheetError

PAPERS = ("a4", "letter")
_BOOKLET_PAPERS = (*PAPERS, "a5", "half-letter")
MOST_WEEKS = 104
_DATES = (*DATES, "bring_on", "cleared_on")
_TEXTS = ("name", "number", "clinician", "cleared_by")
_YEARS = range(1900, 2200)
_MOST_DAYS_APART = 36_525  # a hundred years


class Dates(NamedTuple):
    """From when the weeks of a program are counted.

    Attributes:
        patient: Their days, and nothing else of the patient.
        issued: Today.
        weeks: How many weeks are asked for, or None.
        qr: Never; documents alone have QR codes.
    """

    patient: Patient
    issued: date
    weeks: int | None
    qr: bool = False


def read_order(program: str, options: Mapping[str, Any]) -> Order:
    """What is wanted, from the options of a command.

    Args:
        program: Id or path of a program.
        options: The options by name, as they were written; None for those that were not.

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    reader = Reader(options)
    return _order(reader, program, PAPERS, week=reader.number("week", MOST_WEEKS))


def read_booklet_order(program: str, options: Mapping[str, Any]) -> tuple[Order, BookletOptions]:
    """What is wanted of a booklet.

    Args:
        program: Id or path of a program.
        options: The options by name, as they were written; None for those that were not.

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    reader = Reader(options)
    weeks = reader.number("weeks", MOST_WEEKS) or 1
    imposed = options["imposed"]
    papers: Sequence[str] = _BOOKLET_PAPERS
    if imposed:
        papers = PAPERS
        for name in ("fillable", "archive"):
            if options[name]:
                hint = "Make the two files one after the other."
                reader.note(name, "a file to fold has no such parts", hint)
    order = _order(reader, program, papers, whole_weeks=options["whole_weeks"])
    if order.whole_weeks and order.patient.start is None:
        reader.note("whole_weeks", "the start is not known", "Add --start, or leave it out.")
    reader.stop_if_wrong()
    return order, BookletOptions(weeks, imposed=imposed, duplex=options["duplex"])


def read_dates(options: Mapping[str, Any]) -> Dates:
    """From when the weeks of a program are counted, for commands that print no document.

    Args:
        options: The options by name, as they were written; None for those that were not.

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    reader = Reader(options)
    weeks = reader.number("weeks", MOST_WEEKS)
    today = _default_issue_date(reader)
    days = {name: reader.day(name) for name in DATES}
    _check_spans(reader, days, today)
    reader.stop_if_wrong()
    return Dates(Patient(**days), today, weeks)


def _order(reader: "Reader", program: str, papers: Sequence[str], **more: Any) -> Order:
    """What is wanted of any document."""
    options = reader.options
    issued = issue_date(reader)
    patient = _read_patient(reader, issued)
    override = _read_override(reader)
    paper: Any = reader.word("paper", papers, "paper size")
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
        override=override,
        **more,
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
        article = "an" if meaning[0] in "aeiou" else "a"
        self.note(name, f"this is not {article} {meaning}", f"Write {', '.join(first)} or {last}.")
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

    def number(self, name: str, most: int) -> int | None:
        """A whole number from 1 to `most`."""
        written: str | None = self.options[name]
        if written is None:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", written) or not 1 <= int(written) <= most:
            self.note(name, f"this is not a whole number from 1 to {most}", "Write it like 6.")
            return None
        return int(written)

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


def issue_date(reader: Reader) -> date:
    """The date of issue that was asked for, or the default."""
    return reader.day("issued") or _default_issue_date(reader)


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


def _read_override(reader: Reader) -> Override | None:
    """Who opened the gates that open with time, and why; both are needed."""
    reason, by = reader.text("override"), reader.text("by")
    if (reader.options["override"] is None) != (reader.options["by"] is None):
        if by is None:
            reader.note("override", "nobody has decided that", "Say who with --by.")
        else:
            reader.note("by", "there is no reason", "Say why with --override.")
    if reason is None or by is None:
        return None
    try:
        return Override(reason=reason, by=by)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            name = "override" if one["loc"][0] == "reason" else "by"
            reader.note(name, *_told(one))
        return None


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
