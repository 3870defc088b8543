"""`worksheets batch`: a roster in, a sheet for each patient out."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from worksheets.cli.commands import Run, command, is_given
from worksheets.cli.options import (
    FILE,
    FILLABLE,
    ISSUED,
    MAX_WEEKS,
    PAPERS,
    QR,
    Number,
    Value,
    Word,
    library,
    options,
    overrides,
    paper_size,
)

if TYPE_CHECKING:
    from worksheets.batch.opened import Job

_MAX_JOBS = 256
_DATE_ORDERS = ("day-month-year", "month-day-year", "year-month-day")
_CLINIC = "YAML file with the clinic's name, and the names of your columns."
_DATES = f"How dates are written: {', '.join(_DATE_ORDERS)}."
_WINDOWS = Word(("din5008", "uk", "us"), "this is not a kind of envelope")
_RESUME = "Go on after a stop or with a corrected roster: make what is missing or changed."
_ONLY_IN_FOLDERS = {
    "resume": "One file is made whole or not at all: leave --resume out.",
    "protect_with": "Print rooms refuse protected files: leave --protect-with out.",
    "fillable": "Write the files into a folder with -o.",
    "archive": "Write the files into a folder with -o.",
    "file_name": "The file is named by --merge.",
    "marks": "Leave it out: one file has its marks anyway.",
}


class _Order(Word):
    """A `Word` whose words are in its help already."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ORDER"


@command(
    "batch",
    "worksheets batch roster.csv -o sheets/ --program achilles-rupture",
    "Exit code 9: some rows were not printed. Columns, dates and doubtful rows: docs/batches.md",
)
@click.argument("roster")
@options(
    ("-o --output", Value("FOLDER"), "Where each patient's file goes: a folder, or an address."),
    ("--merge", FILE, "One file for the print room instead."),
    ("--program", Value("P"), "The program of rows that name none."),
    (
        *("--template", Value("T")),
        "The layout of rows that name none.  [default: handout, or booklet]",
    ),
    ("--weeks", Number(MAX_WEEKS), "Make booklets of N weeks where a row says nothing else."),
    ("--language", Value("ID"), "The language of rows that name none.  [default: en]"),
    ("--paper", paper_size(*PAPERS), "Paper size.  [default: the clinic's, or a4]"),
    ("--clinic", FILE, _CLINIC),
    ("--dates", _Order(_DATE_ORDERS, "this is not an order of dates"), _DATES),
    ISSUED,
    ("--window", _WINDOWS, "An address page for window envelopes before each sheet."),
    (
        *("--protect-with", Value("COLUMN")),
        "Protect each file with the password in this column (AES-256).",
    ),
    (
        *("--file-name", Value("PATTERN")),
        "Names of files, from {number}, {row}, {program} and {start}.",
    ),
    ("--jobs", Number(_MAX_JOBS), "How many processes share the work.  [default: 1]"),
    (
        *("--dask", Value("ADDRESS")),
        "Share the work with a Dask cluster, like tcp://host:8786.",
    ),
    library,
    overrides("Change the program for all patients, like heel-raise.reps=15. Repeatable."),
    ("--duplex", None, "With --merge: each patient begins on a front side."),
    ("--resume", None, _RESUME),
    ("--dry-run", None, "Say what would be made, and every problem; write nothing."),
    ("--marks", None, "Print the number of the row on each page; --merge prints 12 / 240 anyway."),
    ("--initials-only", None, "Print initials instead of names."),
    ("--with-notes", None, "Print the notes of the roster, as a line from the clinician."),
    QR,
    FILLABLE,
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
    from worksheets.cli.batch_report import (
        exit_code,
        open_watch,
        print_preview,
        print_tally,
        reporting_way_on,
    )

    job, output = _read_job(run, roster, options)
    quiet = options["quiet"]
    watch = open_watch(run.report, quiet=quiet)
    with open_batch(job, run.report) as opened:
        if options["dry_run"]:
            tally = check_batch(opened, watch)
            print_preview(tally)
        elif options["merge"]:
            tally = make_merged(opened, Path(output), watch, duplex=options["duplex"])
            print_tally(tally, output, quiet=quiet)
        else:
            resume, marks = options["resume"], options["marks"]
            with reporting_way_on(quiet=quiet):
                tally = make_folder(opened, output, watch, resume=resume, marks=marks)
            print_tally(tally, output, quiet=quiet)
    raise click.exceptions.Exit(exit_code(tally))


def _read_job(run: Run, roster: str, options: Mapping[str, Any]) -> "tuple[Job, str]":
    """What is to be done, and where it goes ("" for nowhere).

    Raises:
        WorksheetError: Every option that cannot be what was meant.
    """
    from worksheets.batch.opened import Job
    from worksheets.batch.task import Setting
    from worksheets.cli.order import issue_date, read_draw_options

    _check_places(run, options)
    _check_combinations(run, options)
    draw = read_draw_options(run, options)
    issued = issue_date(run, options)
    run.raise_problems()
    clinic, file_name = options["clinic"], options["file_name"]
    setting = Setting(
        issued=issued,
        program=options["program"],
        template=options["template"],
        language=options["language"] or "en",
        paper=options["paper"],
        clinic=None if clinic is None else Path(clinic),
        libraries=options["libraries"],
        overrides=options["overrides"],
        weeks=options["weeks"],
        window=options["window"],
        initials_only=options["initials_only"],
        with_notes=options["with_notes"],
        password=options["protect_with"],
        file_name="{number}" if file_name is None else file_name,
        qr=options["qr"],
        draw=draw,
    )
    output = options["merge"] or options["output"] or ""
    job = Job(Path(roster), setting, options["dates"], options["jobs"] or 1, options["dask"])
    return job, output


def _check_places(run: Run, options: Mapping[str, Any]) -> None:
    """A place has a name, and what is written there is still there when the command has ended."""
    from worksheets.batch.stores import MEMORY

    for name in ("output", "merge"):
        place = options[name]
        if place == "-":
            hint = "Name a folder with -o, or a file with --merge."
            message = "a batch is several files, which cannot go to one program"
            run.refuse(f"--{name}", message, hint)
        elif place is not None and not place.strip():
            message = "there is nothing where a name should be"
            run.refuse(f"--{name}", message, "Write it after it.")
    if (options["output"] or "").startswith(MEMORY):
        message = "this place is in the memory of this command, and nothing of it would be left"
        run.refuse("--output", message, "Name a folder, like -o sheets/.")


def _check_combinations(run: Run, options: Mapping[str, Any]) -> None:
    """Either a folder or one file, and only options that go together."""
    folder, merge = options["output"] is not None, options["merge"] is not None
    if merge:
        for name, hint in _ONLY_IN_FOLDERS.items():
            if options[name]:
                message = "this does not go with --merge"
                run.refuse(f"--{name.replace('_', '-')}", message, hint)
    checks = (
        (
            folder and merge,
            ("--merge", "there are two places to write to", "Leave -o or --merge out."),
        ),
        (
            not (folder or merge or options["dry_run"]),
            (
                "--output",
                "it is not said where the sheets go",
                "Add -o FOLDER, --merge FILE or --dry-run.",
            ),
        ),
        (
            options["duplex"] and not merge,
            (
                "--duplex",
                "this is for one file with all sheets",
                "Leave it out, or make one file with --merge.",
            ),
        ),
        (
            options["dask"] is not None and is_given("jobs"),
            ("--jobs", "the cluster decides that", "Leave --jobs or --dask out."),
        ),
        (
            options["archive"] and options["protect_with"] is not None,
            (
                "--archive",
                "files for the archive (PDF/A) have no password",
                "Leave one of --archive and --protect-with out.",
            ),
        ),
        (
            is_given("window") and options["initials_only"],
            (
                "--initials-only",
                "an address needs the whole name",
                "Leave one of --initials-only and --window out.",
            ),
        ),
    )
    for is_wrong, problem in checks:
        if is_wrong:
            run.refuse(*problem)
