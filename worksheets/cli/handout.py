"""`worksheets handout`: one patient's sheet, as a PDF file."""

from pathlib import Path
from typing import Any

import click

from worksheets.cli.commands import Run, command
from worksheets.cli.options import library_option
from worksheets.cli.patient import patient_options
from worksheets.cli.report import show_problems
from worksheets.cli.terminal import say

_EXAMPLE = """worksheets handout achilles-rupture --side left --start 2026-12-07 \\
    --set heel-raise.frequency=3/day -o sheet.pdf"""


@command("handout", _EXAMPLE)
@click.argument("program")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The PDF file to write, or - for standard output.  [default: the program's id + .pdf]",
)
@patient_options
@click.option(
    "--set",
    "overrides",
    metavar="X=Y",
    multiple=True,
    help="Change the program for this sheet only, like heel-raise.reps=15. Repeatable.",
)
@click.option("--template", metavar="T", default="handout", show_default=True, help="The layout.")
@click.option("--paper", metavar="[a4|letter]", help="Paper size.  [default: the clinic's, or a4]")
@click.option("--clinic", metavar="FILE", help="YAML file with the clinic's name, logo and so on.")
@library_option
@click.option("--language", metavar="ID", default="en", show_default=True, help="The language.")
@click.option("--qr", is_flag=True, help="Print QR codes for videos and the clinic's website.")
@click.option(
    "--fillable", is_flag=True, help="Tick boxes and lines that are filled in on a screen."
)
@click.option("--archive", is_flag=True, help="A file to keep for good (PDF/A-2a), for printing.")
@click.option(
    "--patient-in-metadata",
    is_flag=True,
    help="Write the patient's name and number into the file's properties too.",
)
@click.option("--issued", metavar="DATE", help="Date of issue.  [default: today]")
@click.pass_obj
def handout(run: Run, /, program: str, output: str | None, **options: Any) -> None:
    """Write one patient's sheet.

    PROGRAM is the id of a program (to see them: worksheets list programs) or the path of a YAML
    file. What is not given prints as a line to write on.
    """
    from worksheets.cli.drawing import read_draw_options
    from worksheets.cli.order import read_order
    from worksheets.cli.summary import summary
    from worksheets.cli.target import is_file, refuse_to_replace, target_for, target_warnings
    from worksheets.pipeline import make_sheet
    from worksheets.write import check_target, write_stdout, write_whole

    draw_options = read_draw_options(options)
    order = read_order(program, options)
    target = target_for(program) if output is None else Path(output)
    to_stdout = output == "-"
    if not to_stdout:
        check_target(target)
        if output is None and order.patient.is_named:
            refuse_to_replace(target)
    product = make_sheet(order, run.tell, draw_options)
    run.tell("write")
    warnings, replaced = [*product.warnings], False
    if to_stdout:
        write_stdout(product.data)
    else:
        private = order.patient.is_named
        replaced = is_file(target)
        warnings += target_warnings(target)
        write_whole(product.data, target, private=private, inputs=product.inputs)
    show_problems(warnings)
    say(summary(product, None if to_stdout else target, replaced=replaced))
