"""`worksheets batch`: a roster in, a sheet for each patient out."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from worksheets.cli import options as opt
from worksheets.cli.commands import Run, command, is_given

if TYPE_CHECKING:
    from worksheets.batch.task import Job

_DATE_ORDERS = ("day-month-year", "month-day-year", "year-month-day")
_ORDER = opt.word(_DATE_ORDERS, "this is not an order of dates", "ORDER")
_ENVELOPE = opt.word(("din5008", "uk", "us"), "this is not a kind of envelope")
_MAX_JOBS = 256
_ONLY_IN_FOLDERS = {
    "resume": "One file is made whole or not at all: leave --resume out.",
    "password": "Print rooms refuse protected files: leave --protect-with out.",
    "fillable": "Write the files into a folder with -o.",
    "archive": "Write the files into a folder with -o.",
    "file_name": "The file is named by --merge.",
    "marks": "Leave it out: one file has its marks anyway.",
}
_NOTE = "Exit code 9: some rows were not printed. Columns, dates, doubtful rows: docs/batches.md"


def _read_encoding(written: str) -> str:
    from worksheets.model.roster import Encoding  # help starts fast without

    return opt.one_of(get_args(Encoding), "this is not an encoding that is known", written)


@command("batch", "worksheets batch roster.csv -o sheets/ --program achilles-rupture", _NOTE)
@click.argument("roster")
@opt.options(
    ("-o --output", "FOLDER", "Where each patient's file goes: a folder, or an address."),
    ("--merge", "FILE", "One file for the print room instead."),
    ("--program", "P", "The program of rows that name none."),
    ("--template", "T", "The layout of rows that name none.  [default: handout, or booklet]"),
    ("--weeks", opt.WEEKS, "Make booklets of N weeks where a row names no weeks."),
    ("--language", "ID", "The language of rows that name none.  [default: en]"),
    opt.paper(*opt.PAPERS),
    ("--clinic", opt.FILE, "YAML file with the clinic's name, and the names of your columns."),
    ("--dates", _ORDER, f"How dates are written: {', '.join(_DATE_ORDERS)}."),
    (
        "--encoding",
        opt.Value("ENCODING", _read_encoding),
        "How a roster that is not Unicode was saved, like windows-1252.",
    ),
    opt.ISSUED,
    ("--window", _ENVELOPE, "An address page for window envelopes before each sheet."),
    ("--protect-with password", "COLUMN", "The column with the password of each file (AES-256)."),
    ("--file-name", "PATTERN", "Names of files, from {number}, {row}, {program} and {start}."),
    ("--jobs", opt.number(_MAX_JOBS), "How many processes share the work.  [default: 1]"),
    ("--dask", "ADDRESS", "Share the work with a Dask cluster, like tcp://host:8786."),
    opt.LIBRARY,
    opt.overrides("Change the program for all patients, like heel-raise.reps=15. Repeatable."),
    ("--duplex", None, "With --merge: each patient begins on a front side."),
    ("--resume", None, "Make what is missing or changed, after a stop or with a corrected roster."),
    ("--dry-run", None, "Show what would be made, and every problem; write nothing."),
    ("--marks", None, "Print the number of the row on each page; --merge prints 12 / 240 anyway."),
    ("--initials-only", None, "Print initials instead of names."),
    ("--with-notes", None, "Print the notes of the roster, as a line from the clinician."),
    opt.QR,
    opt.FILLABLE,
    ("--archive", None, "Files to keep for good (PDF/A-2a), for printing."),
    ("--quiet", None, "Show problems only, no progress and no summary."),
)
@click.pass_obj
def batch(run: Run, /, roster: str, **options: Any) -> None:
    """Write a sheet for each patient of a roster.

    ROSTER is a CSV, XLSX, JSON or YAML file or a FHIR bundle. Each row is judged by itself: a bad
    one never stops the others. Everything is accounted for in a manifest.
    """
    from worksheets.batch.merge import make_merged
    from worksheets.batch.opened import open_batch
    from worksheets.batch.run import check_batch, make_folder
    from worksheets.cli import batch_report as report

    job, output = _read_job(run, roster, options)
    quiet = options["quiet"]
    watch = report.ProgressReport(run.report, quiet=quiet)
    with open_batch(job, run.report) as opened:
        if options["dry_run"]:
            tally = check_batch(opened, watch)
            report.print_preview(tally)
        elif options["merge"]:
            tally = make_merged(opened, Path(output), watch, duplex=options["duplex"])
            report.print_tally(tally, output, quiet=quiet)
        else:
            resume, marks = options["resume"], options["marks"]
            with report.reporting_way_on(quiet=quiet):
                tally = make_folder(opened, output, watch, resume=resume, marks=marks)
            report.print_tally(tally, output, quiet=quiet)
    raise click.exceptions.Exit(report.exit_code(tally))


def _read_job(run: Run, roster: str, options: Mapping[str, Any]) -> "tuple[Job, str]":
    """What is to be done, and where it goes ("" for nowhere).

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    from worksheets.batch.task import Job, Setting
    from worksheets.cli.order import given, issue_date, refuse_two_sorts

    _check_places(run, options)
    _check_combinations(run, options)
    refuse_two_sorts(run, options)
    issued = issue_date(run, options)
    run.raise_problems()
    parts = given(options, [field.name for field in fields(Setting)])
    setting = Setting(**parts | {"issued": issued})
    output = options["merge"] or options["output"] or ""
    jobs, dask, encoding = options["jobs"] or 1, options["dask"], options["encoding"]
    return Job(Path(roster), setting, options["dates"], jobs, dask, encoding), output


def _check_places(run: Run, options: Mapping[str, Any]) -> None:
    """A place has a name, and what is written there is still there when the command has ended."""
    from worksheets.batch.stores import MEMORY

    for name in ("output", "merge"):
        place = options[name]
        hint = "Name a folder with -o, or a file with --merge."
        message = "a batch is several files, which cannot go to one program"
        run.refuse_if(place == "-", f"--{name}", message, hint)
        message = "there is nothing where a name should be"
        is_blank = place is not None and not place.strip()
        run.refuse_if(is_blank, f"--{name}", message, "Write it after it.")
    if (options["output"] or "").startswith(MEMORY):
        message = "this place is in the memory of this command, and nothing of it would be left"
        run.refuse("--output", message, "Name a folder, like -o sheets/.")


def _check_combinations(run: Run, options: Mapping[str, Any]) -> None:
    """Either a folder or one file, and only options that go together."""
    folder, merge = options["output"] is not None, options["merge"] is not None
    for name, hint in _ONLY_IN_FOLDERS.items():
        option = opt.option_of(name)
        run.refuse_if(merge and options[name], option, "this does not go with --merge", hint)
    hint = "Leave -o or --merge out."
    run.refuse_if(folder and merge, "--merge", "there are two places to write to", hint)
    is_nowhere = not (folder or merge or options["dry_run"])
    hint = "Add -o FOLDER, --merge FILE or --dry-run."
    run.refuse_if(is_nowhere, "--output", "it is not said where the sheets go", hint)
    hint = "Leave it out, or make one file with --merge."
    is_alone = options["duplex"] and not merge
    run.refuse_if(is_alone, "--duplex", "this is for one file with all sheets", hint)
    hint = "Leave --jobs or --dask out."
    is_both = is_given("dask") and is_given("jobs")
    run.refuse_if(is_both, "--jobs", "the cluster decides that", hint)
    hint = "Leave one of --archive and --protect-with out."
    is_both = options["archive"] and is_given("password")
    run.refuse_if(is_both, "--archive", "files for the archive (PDF/A) have no password", hint)
    hint = "Leave one of --initials-only and --window out."
    is_both = options["initials_only"] and is_given("window")
    run.refuse_if(is_both, "--initials-only", "an address needs the whole name", hint)
