"""`worksheets batch`: a roster in, a sheet for each patient out."""

from pathlib import Path
from typing import Any

import click

from worksheets.cli.batch_options import batch_options
from worksheets.cli.commands import Run, command

_EXAMPLE = "worksheets batch roster.csv -o sheets/ --program achilles-rupture"
_NOTE = (
    """Exit code 9: some rows were not printed. Columns, dates and doubtful rows: docs/batches.md"""
)


@command("batch", _EXAMPLE, _NOTE)
@click.argument("roster")
@batch_options
@click.pass_obj
def batch(run: Run, /, roster: str, **options: Any) -> None:
    """Write a sheet for each patient of a roster.

    ROSTER is a CSV, XLSX, JSON or YAML file or a FHIR bundle. Each row is judged by itself: a bad
    one never stops the others. Everything is accounted for in a manifest.
    """
    from worksheets.batch.merge import make_merged
    from worksheets.batch.opened import open_batch
    from worksheets.batch.run import check_batch, make_folder
    from worksheets.cli.batch_options import read_job
    from worksheets.cli.batch_report import (
        exit_code,
        show_preview,
        show_tally,
        telling_way_on,
    )
    from worksheets.cli.progress import open_watch

    job, output = read_job(roster, options)
    watch = open_watch(run.tell, quiet=options["quiet"])
    with open_batch(job, run.tell) as opened:
        if options["dry_run"]:
            tally = check_batch(opened, watch)
            show_preview(tally)
        elif options["merge"]:
            tally = make_merged(opened, Path(output), watch, duplex=options["duplex"])
            show_tally(tally, output, quiet=options["quiet"])
        else:
            resume, marks = options["resume"], options["marks"]
            with telling_way_on(quiet=options["quiet"]):
                tally = make_folder(opened, output, watch, resume=resume, marks=marks)
            show_tally(tally, output, quiet=options["quiet"])
    raise click.exceptions.Exit(exit_code(tally))
