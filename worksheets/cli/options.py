"""Types of values on the command line, and the options that several commands have.

A value that cannot be is refused, and the next one is read: all that is wrong is reported at once,
when the command calls `Run.raise_problems`. No message repeats a value: it may be a patient's.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Union

import click

from worksheets.cli.commands import Run
from worksheets.problems import Kind, Problem, WorksheetError, WrongValue

Decorator = Callable[[Any], Any]
ValueType = Union["Value", str, None]
Option = tuple[str, ValueType, str] | tuple[str, ValueType, str, str]
"""Its names, the type of its value (a word for any text, None for a flag), help and default."""

MAX_WEEKS = 104
PAPERS = ("a4", "letter")
_YEARS = range(1900, 2200)


class Value(click.ParamType):  # type: ignore[type-arg]  # generic in new versions of click
    """A sort of value: how it is shown in the help, and how it is read."""

    def __init__(self, name: str, read: Callable[[str], Any] = str) -> None:
        """Set what is shown, like "FILE", and what reads it or raises `WrongValue`."""
        self.name = name
        self.read = read

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The name as it is: words are typed in small letters."""
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read a value, or remember what is wrong with it and give None.

        Raises:
            WorksheetError: An argument is wrong; without it nothing else can be read.
        """
        try:
            return self.read(value)
        except WrongValue as error:
            if isinstance(param, click.Option) and ctx is not None:
                ctx.ensure_object(Run).refuse(param.opts[-1], error.message, error.hint)
                return None
            place = (param.name or "").upper() if param else ""
            problem = Problem(error.message, error.hint, place, kind=Kind.USAGE)
            raise WorksheetError([problem]) from None


def _read_text(written: str) -> str:
    from worksheets.load.source import is_printable

    if not is_printable(written):
        message = "the text has a control character, which cannot be printed"
        raise WrongValue(message, "Type the text again.")
    return written


_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_date(written: str) -> date:
    """Read a date as in rosters, where nobody reads it in two ways: 2026-12-07, 7 Dec 2026."""
    day: date | str
    if _ISO.fullmatch(written):
        try:
            day = date.fromisoformat(written)
        except ValueError:
            day = "the calendar has no such day"
    else:
        from worksheets.rosters.dates import read_day  # slow to import

        day = read_day(written)
    if isinstance(day, str):
        raise WrongValue(day, "Write it like 2026-12-07 or 7 Dec 2026.")
    if day.year not in _YEARS:
        span = f"{_YEARS[0]} to {_YEARS[-1]}"
        raise WrongValue(f"the year is not within {span}", "Check the year.")
    return day


def text(name: str) -> Value:
    """Text that is printed."""
    return Value(name, _read_text)


def _read_person(written: str) -> str:
    """Read a name as in rosters: nothing in it may deceive a reader."""
    from worksheets.batch.judging.texts import refusal_of  # slow to import

    if wrong := refusal_of(_read_text(written), "person"):
        raise WrongValue(*wrong)
    return written


PERSON = Value("TEXT", _read_person)


def number(most: int) -> Value:
    """A whole number from 1 to `most`."""

    def read(written: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", written) or not 1 <= int(written) <= most:
            raise WrongValue(f"this is not a whole number from 1 to {most}", "Write it like 6.")
        return int(written)

    return Value("N", read)


def word(words: Sequence[str], wrong: str, name: str = "") -> Value:
    """One of several words, in small letters or capitals; `wrong` is the message for others."""
    return Value(name or f"[{'|'.join(words)}]", lambda written: one_of(words, wrong, written))


def one_of(words: Sequence[str], wrong: str, written: str) -> str:
    """A word as it stands in a list.

    Raises:
        WrongValue: It does not, with `wrong` as the message.
    """
    *first, last = words
    if written.lower() not in words:
        raise WrongValue(wrong, f"Write {', '.join(first)} or {last}.")
    return written.lower()


FILE, DATE = Value("FILE", Path), Value("DATE", _read_date)
NAME = Value("NAME", _read_person)
WEEKS = number(MAX_WEEKS)
_SIDE = word(("left", "right", "both"), "this is not a side")
DAYS: tuple[Option, ...] = (
    ("--start", DATE, "First day of the exercises, like 2026-12-07."),
    ("--surgery", DATE, "Date of the operation."),
    ("--injury", DATE, "Date of the injury."),
    ("--boot-off", DATE, "Date on which the boot came off."),
    ("--event", DATE, "Date of the event that the program names itself, like a stroke."),
)
"""The days from which weeks are counted, and nothing else of the patient."""

PATIENT: tuple[Option, ...] = (
    ("--name", PERSON, "Name of the patient; only you can then read the file."),
    ("--id number", text("TEXT"), "The clinic's identifier of the patient; likewise."),
    ("--side", _SIDE, "The affected side."),
    *DAYS,
    ("--clinician", NAME, "Name of the clinician."),
    ("--bring-on", DATE, "Next visit, to which the sheet is brought."),
    ("--cleared-by", NAME, "Who cleared the exercises that wait for a clearance."),
    ("--cleared-on", DATE, "When.  [default: the date of issue]"),
)
"""The options that say who a sheet is for, named like the fields of the model."""

LANGUAGE_OF_DOSES: Option = ("--language", "ID", "For the doses.", "en")
ISSUED: Option = ("--issued", DATE, "Date of issue.  [default: today]")
QR: Option = ("--qr", None, "Print QR codes for videos and the clinic's website.")
FILLABLE: Option = ("--fillable", None, "Tick boxes and lines that are filled in on a screen.")
LIBRARY = click.option(
    "--library",
    "libraries",
    metavar="DIR",
    multiple=True,
    type=Path,
    help="Folder with your own files; they replace built-in ones of the same id. Repeatable.",
)


def paper(*words: str, text: str = "Paper size.  [default: the clinic's, or a4]") -> Option:
    """The option `--paper`."""
    return "--paper", word(words, "this is not a paper size"), text


def overrides(text: str) -> Decorator:
    """The option `--set`, which may be repeated."""
    return click.option("--set", "overrides", metavar="X=Y", multiple=True, help=text)


def options(*given: Option | Decorator) -> Decorator:
    """Give a command options, in this order."""

    def give(function: Any) -> Any:
        for one in reversed(given):
            function = (one if callable(one) else _option(*one))(function)
        return function

    return give


def _option(names: str, kind: ValueType, text: str, default: str | None = None) -> Decorator:
    if kind is None:
        return click.option(*names.split(), is_flag=True, help=text)
    shown = Value(kind) if isinstance(kind, str) else kind
    has_default = default is not None
    return click.option(
        *names.split(), type=shown, help=text, default=default, show_default=has_default
    )


def option_of(name: str) -> str:
    """The option that fills a parameter of a command."""
    names = {"number": "--id", "password": "--protect-with"}
    return names.get(name, f"--{name.replace('_', '-')}")


def kind_argument(*words: str, required: bool = True) -> Decorator:
    """Give a command the argument KIND, one of several words."""
    kind = word(words, "there is no such kind")
    shown = f"{{{'|'.join(words)}}}" if required else kind.name
    return click.argument("kind", type=kind, required=required, metavar=shown)
