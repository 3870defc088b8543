"""`worksheets read-back`: what patients ticked and wrote, as a table."""

from pathlib import Path

import click

from worksheets.cli.commands import Run, command
from worksheets.cli.options import to_paths
from worksheets.cli.terminal import say
from worksheets.problems import WorksheetError


@command("read-back", "worksheets read-back filled.pdf -o ticks.csv")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, callback=to_paths)
@click.option("--json", "as_objects", is_flag=True, help="JSON instead of CSV.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The CSV or .json file to write, or - for standard output.  [default: -]",
)
@click.pass_obj
def read_back(
    run: Run, /, files: tuple[Path, ...], *, as_objects: bool, output: str | None
) -> None:
    """Read filled PDF files: a row for each tick box and each place to write.

    FILE is a sheet or booklet that was made with --fillable and filled in. When some of several
    files cannot be read, the others are read all the same.
    """
    from worksheets.cli.target import is_file
    from worksheets.files import check_target, write_whole
    from worksheets.load.source import showable
    from worksheets.read_back import CSV_START, JSON_START, as_csv, as_json, read_files

    target = None if output in (None, "-") else Path(str(output))
    as_objects = as_objects or (target is not None and target.suffix.lower() == ".json")
    if target:
        start = JSON_START if as_objects else CSV_START
        check_target(target, inputs=files, start=start)
    run.tell("read")
    rows, problems = read_files(files)
    if not rows:
        raise WorksheetError(problems)
    run.tell("write")
    data = as_json(rows) if as_objects else as_csv(rows)
    if target:
        verb = "Replaced" if is_file(target) else "Wrote"
        write_whole(data, target, private=True, inputs=files)
        ticked = sum(row.value is True for row in rows)
        count = len({row.file for row in rows})
        what = f"{count} {'file' if count == 1 else 'files'}, {len(rows)} fields, {ticked} ticked"
        say(f"{verb} {showable(str(target))}: {what}.")
    else:
        click.echo(data, nl=False)
    if problems:
        raise WorksheetError(problems)
