"""The options of a command to an order; everything that is wrong with them is reported at once.

No message repeats a value: it may be a patient's.
"""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from pydantic import ValidationError

from worksheets.cli.commands import Run, is_given
from worksheets.cli.options import option_of
from worksheets.load.order import Order
from worksheets.model import Override, Patient

_MAX_DAYS_APART = 36_525  # a hundred years
_DATES = ("start", "surgery", "injury", "boot_off", "event", "bring_on", "cleared_on")


def given(options: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The options of these names that the command has and that have a value."""
    return {name: options[name] for name in names if options.get(name) is not None}


def read_order(run: Run, program: str, options: Mapping[str, Any]) -> Order:
    """What is wanted of a document.

    Args:
        run: Has what is wrong with the options by themselves.
        program: Id or path of a program.
        options: The options by the names of the parts of an order and of a patient; None for those
            that were not given.

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    issued = issue_date(run, options)
    patient = _read_patient(run, options, issued)
    override = _read_override(run, options)
    refuse_two_sorts(run, options)
    run.raise_problems()
    parts = given(options, [field.name for field in fields(Order)])
    return Order(
        **parts | {"program": program, "issued": issued, "patient": patient, "override": override}
    )


def read_dates(run: Run, program: str, options: Mapping[str, Any]) -> Order:
    """The days of a patient and nothing else, for commands that print no document.

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    today = issue_date(run, {})
    _check_spans(run, options, today)
    run.raise_problems()
    return Order(program, today, patient=Patient(**given(options, _DATES)))


def refuse_two_sorts(run: Run, options: Mapping[str, Any]) -> None:
    """Refuse a file that is both filled in and kept as it is."""
    hint = "Leave one of --fillable and --archive out."
    is_both = options["fillable"] and options["archive"]
    run.refuse_if(is_both, "--archive", "a file is either filled in or kept as it is", hint)


def issue_date(run: Run, options: Mapping[str, Any]) -> date:
    """The date of issue: as given, or that of a build whose files are always the same, or today.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    given: date | None = options.get("issued")
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given or not written:
        return given or date.today()
    try:
        if not re.fullmatch(r"[0-9]{1,12}", written):
            raise ValueError
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = "this is not a number of seconds since 1970"
        hint = "Set it to a number, unset it, or give --issued."
        run.refuse("SOURCE_DATE_EPOCH", message, hint)
        return date.today()


def _read_patient(run: Run, options: Mapping[str, Any], issued: date) -> Patient:
    _check_spans(run, options, issued)
    is_alone = is_given("cleared_on") and not is_given("cleared_by")
    hint = "Say who with --cleared-by."
    run.refuse_if(is_alone, "--cleared-on", "nobody has cleared anything", hint)
    try:
        return Patient(**given(options, Patient.model_fields))
    except ValidationError as error:
        _refuse_values(run, error, {})
        return Patient()


def _read_override(run: Run, options: Mapping[str, Any]) -> Override | None:
    """Who opened the gates that open with time, and why; both are needed."""
    has_reason, has_name = is_given("override"), is_given("by")
    hint = "Say who with --by."
    run.refuse_if(has_reason and not has_name, "--override", "nobody has decided that", hint)
    hint = "Say why with --override."
    run.refuse_if(has_name and not has_reason, "--by", "there is no reason", hint)
    if options["override"] is None or options["by"] is None:
        return None
    try:
        return Override(reason=options["override"], by=options["by"])
    except ValidationError as error:
        _refuse_values(run, error, {"reason": "override"})
        return None


def _check_spans(run: Run, options: Mapping[str, Any], issued: date) -> None:
    """Refuse dates a lifetime apart: a digit of a year was mistyped."""
    origin = options["start"] or issued
    for name, day in given(options, _DATES).items():
        base, meaning = (issued, "issue") if name == "start" else (origin, "start")
        if abs((day - base).days) > _MAX_DAYS_APART:
            message = f"this is more than 100 years from the date of {meaning}"
            run.refuse(option_of(name), message, "Check the year.")


def _refuse_values(run: Run, error: ValidationError, names: Mapping[str, str]) -> None:
    """What the model refuses; its hints speak of keys in a file."""
    for one in error.errors(include_url=False, include_input=False):
        name = str(one["loc"][0])
        wrong = one.get("ctx", {}).get("error")
        message = getattr(wrong, "message", "this text cannot be printed")
        hint = getattr(wrong, "hint", "Write it in another way.")
        hint = hint.replace("leave the key out", "leave the option out")
        run.refuse(option_of(names.get(name, name)), message, hint)
