"""The options of `batch`, and the job that they ask for."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from worksheets.cli.options import library_option

if TYPE_CHECKING:
    from worksheets.batch.task import Job

Function = TypeVar("Function", bound=Callable[..., Any])

_MOST_JOBS = 256
_OUTPUTS = (
    ("--output", "-o", "FOLDER", "Where each patient's file goes: a folder, or an address."),
    ("--merge", None, "FILE", "One file for the print room instead."),
)
_VALUES = (
    ("--program", "P", "The program of rows that name none."),
    ("--template", "T", "The layout of rows that name none.  [default: handout, or booklet]"),
    ("--weeks", "N", "Make booklets of N weeks where a row says nothing else."),
    ("--language", "ID", "The language of rows that name none.  [default: en]"),
    ("--paper", "[a4|letter]", "Paper size.  [default: the clinic's, or a4]"),
    ("--clinic", "FILE", "YAML file with the clinic's name, and the names of your columns."),
    ("--dates", "ORDER", "How dates are written: day-month-year, month-day-year, year-month-day."),
    ("--issued", "DATE", "Date of issue.  [default: today]"),
    ("--window", "[din5008|uk|us]", "An address page for window envelopes before each sheet."),
    ("--protect-with", "COLUMN", "Protect each file with the password in this column (AES-256)."),
    ("--file-name", "PATTERN", "Names of files, from {number}, {row}, {program} and {start}."),
    ("--jobs", "N", "How many processes share the work.  [default: 1]"),
    ("--dask", "ADDRESS", "Share the work with a Dask cluster, like tcp://host:8786."),
)
_FLAGS = (
    ("--duplex", "With --merge: each patient begins on a front side."),
    ("--resume", "Go on after a stop or with a corrected roster: make what is missing or changed."),
    ("--dry-run", "Say what would be made, and every problem; write nothing."),
    ("--marks", "Print the number of the row on each page; --merge prints 12 / 240 anyway."),
    ("--initials-only", "Print initials instead of names."),
    ("--with-notes", "Print the notes of the roster, as a line from the clinician."),
    ("--qr", "Print QR codes for videos and the clinic's website."),
    ("--fillable", "Tick boxes and lines that are filled in on a screen."),
    ("--archive", "Files to keep for good (PDF/A-2a), for printing."),
    ("--quiet", "Show problems only, no progress and no summary."),
)


def batch_options(function: Function) -> Function:
    """Give a command the options of a batch."""
    for name, text in reversed(_FLAGS):
        function = click.option(name, is_flag=True, help=text)(function)
    overrides = click.option(
        "--set",
        "overrides",
        metavar="X=Y",
        multiple=True,
        help="Change the program for all patients, like heel-raise.reps=15. Repeatable.",
    )
    function = library_option(overrides(function))
    for name, kind, text in reversed(_VALUES):
        function = click.option(name, metavar=kind, help=text)(function)
    for name, short, kind, text in reversed(_OUTPUTS):
        names = [short, name] if short else [name]
        function = click.option(*names, metavar=kind, help=text)(function)
    return function


def read_job(roster: str, options: Mapping[str, Any]) -> "tuple[Job, str]":
    """What is to be done, and where it goes ("" for nowhere).

    Args:
        roster: Path of the roster.
        options: The options by name, as they were written; None for those that were not.

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    from worksheets.batch.task import Job, Setting
    from worksheets.cli.drawing import read_draw_options
    from worksheets.cli.order import MOST_WEEKS, PAPERS, Reader, issue_date
    from worksheets.model.patient import Window
    from worksheets.rosters import DateOrder

    reader = Reader(options)
    _check_places(reader)
    _check_outputs(reader)
    _check_archive(reader)
    _check_address(reader)
    window: Any = reader.word("window", get_args(Window), "kind of envelope")
    dates: Any = reader.word("dates", get_args(DateOrder), "order of dates")
    paper: Any = reader.word("paper", PAPERS, "paper size")
    issued = issue_date(reader)
    jobs = reader.number("jobs", _MOST_JOBS) or 1
    weeks = reader.number("weeks", MOST_WEEKS)
    reader.stop_if_wrong()
    setting = Setting(
        issued=issued,
        program=options["program"],
        template=options["template"],
        language=options["language"] or "en",
        paper=paper,
        clinic=Path(options["clinic"]) if options["clinic"] is not None else None,
        libraries=options["libraries"],
        overrides=options["overrides"],
        weeks=weeks,
        window=window,
        initials_only=options["initials_only"],
        with_notes=options["with_notes"],
        password=options["protect_with"],
        file_name="{number}" if options["file_name"] is None else options["file_name"],
        qr=options["qr"],
        draw=read_draw_options(options),
    )
    output = options["merge"] or options["output"] or ""
    return Job(Path(roster), setting, dates, jobs, options["dask"]), output


_ONLY_IN_FOLDERS = {
    "resume": "One file is made whole or not at all: leave --resume out.",
    "protect_with": "Print rooms refuse protected files: leave --protect-with out.",
    "fillable": "Write the files into a folder with -o.",
    "archive": "Write the files into a folder with -o.",
    "file_name": "The file is named by --merge.",
    "marks": "Leave it out: one file has its marks anyway.",
}


def _check_places(reader: Any) -> None:
    """A place has a name, and what is written there is still there when the command has ended."""
    from worksheets.batch.stores import MEMORY

    options = reader.options
    for name in ("output", "merge"):
        _check_name(reader, name)
    if (options["output"] or "").startswith(MEMORY):
        message = "this place is in the memory of this command, and nothing of it would be left"
        reader.note("output", message, "Name a folder, like -o sheets/.")


def _check_outputs(reader: Any) -> None:
    """Either a folder or one file, and only what goes with it."""
    options = reader.options
    if options["output"] is not None and options["merge"] is not None:
        reader.note("merge", "there are two places to write to", "Leave -o or --merge out.")
    if options["output"] is None and options["merge"] is None and not options["dry_run"]:
        hint = "Add -o FOLDER, --merge FILE or --dry-run."
        reader.note("output", "it is not said where the sheets go", hint)
    if options["merge"] is not None:
        for name, hint in _ONLY_IN_FOLDERS.items():
            if options[name]:
                reader.note(name, "this does not go with --merge", hint)
    elif options["duplex"]:
        hint = "Leave it out, or make one file with --merge."
        reader.note("duplex", "this is for one file with all sheets", hint)
    if options["dask"] is not None and options["jobs"] is not None:
        reader.note("jobs", "the cluster decides that", "Leave --jobs or --dask out.")


def _check_name(reader: Any, option: str) -> None:
    """A place has a name; unlike a sheet, a batch cannot go to the next program."""
    name = reader.options[option]
    if name == "-":
        hint = "Name a folder with -o, or a file with --merge."
        reader.note(option, "a batch is several files, which cannot go to one program", hint)
    elif name is not None and not name.strip():
        reader.note(option, "there is nothing where a name should be", "Write it after it.")


def _check_address(reader: Any) -> None:
    """A letter is delivered to a name."""
    if reader.options["window"] and reader.options["initials_only"]:
        hint = "Leave one of --initials-only and --window out."
        reader.note("initials_only", "an address needs the whole name", hint)


def _check_archive(reader: Any) -> None:
    """What is kept for good stays as it is, and opens without a password."""
    options = reader.options
    if options["archive"] and options["fillable"]:
        hint = "Leave one of --fillable and --archive out."
        reader.note("archive", "a file is either filled in or kept as it is", hint)
    if options["archive"] and options["protect_with"] is not None:
        hint = "Leave one of --archive and --protect-with out."
        reader.note("archive", "files for the archive (PDF/A) have no password", hint)
