"""`worksheets read-back`: what patients ticked and wrote, as a table."""

from pathlib import Path

import click

from worksheets.cli.commands import Run, command
from worksheets.cli.options import options
from worksheets.cli.terminal import counted, print_err, write_output
from worksheets.files import check_target
from worksheets.problems import Kind, Problem, WorksheetError

_ENDINGS = ("", ".csv", ".json", ".txt")
_OUTPUT = "The CSV or .json file to write, or - for standard output.  [default: -]"


@command("read-back", "worksheets read-back filled.pdf -o ticks.csv")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=Path)
@options(("--json as_objects", None, "JSON instead of CSV."), ("-o --output", "FILE", _OUTPUT))
@click.pass_obj
def read_back(
    run: Run, /, files: tuple[Path, ...], *, as_objects: bool, output: str | None
) -> None:
    """Read what patients ticked and wrote in PDF files.

    The table has a row for each tick box and each place to write. FILE is a sheet or booklet that
    was made with --fillable and filled in. When some of several files cannot be read, the others
    are read all the same.
    """
    from worksheets.read_back import CSV_START, JSON_START, as_csv, as_json, read_files

    target = Path(output) if output is not None and output != "-" else None
    as_objects = as_objects or (target is not None and target.suffix.lower() == ".json")
    if target:
        start = JSON_START if as_objects else CSV_START
        check_target(target, inputs=files, start=start)
    if target and target.suffix.lower() not in _ENDINGS:
        message = "read-back writes CSV or JSON"
        hint = "Give the file a name that ends in .csv or .json; spreadsheet programs open both."
        raise WorksheetError([Problem(message, hint, str(target), kind=Kind.OUTPUT)])
    run.report("read")
    rows, problems = read_files(files)
    if not rows:
        raise WorksheetError(problems)
    run.report("write")
    data = as_json(rows) if as_objects else as_csv(rows)
    if target:
        wrote = write_output(data, target, private=True, inputs=files)
        ticked = sum(row.value is True for row in rows)
        count = counted(len({row.file for row in rows}), "file")
        print_err(f"{wrote}: {count}, {len(rows)} fields, {ticked} ticked.")
    else:
        click.echo(data, nl=False)
    if problems:
        raise WorksheetError(problems)
