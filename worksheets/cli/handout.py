"""`worksheets handout`: one patient's sheet, as a PDF file."""

from typing import Any

import click

from worksheets.cli.commands import Run, command
from worksheets.cli.document import deliver, document_options

_EXAMPLE = """worksheets handout achilles-rupture --side left --start 2026-12-07 \\
    --set heel-raise.frequency=3/day -o sheet.pdf"""


@command("handout", _EXAMPLE)
@click.argument("program")
@document_options("handout", "a4|letter")
@click.option("--week", metavar="N", help="The page for one week of the program, from --start.")
@click.pass_obj
def handout(run: Run, /, program: str, **options: Any) -> None:
    """Write one patient's sheet.

    PROGRAM is the id of a program (to see them: worksheets list programs) or the path of a YAML
    file. What is not given prints as a line to write on.
    """
    from worksheets.app import make_sheet
    from worksheets.cli.drawing import read_draw_options
    from worksheets.cli.order import read_order

    draw_options = read_draw_options(options)
    order = read_order(program, options)
    deliver(run, order, options["output"], lambda: make_sheet(order, run.tell, draw_options))
