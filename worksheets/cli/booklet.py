"""`worksheets booklet`: one patient's booklet of several weeks, as a PDF file."""

from typing import Any

import click

from worksheets.cli.commands import Run, command
from worksheets.cli.document import deliver, document_options

_EXAMPLE = """worksheets booklet achilles-rupture --weeks 12 --start 2026-12-07 \\
    --surgery 2026-10-05 -o booklet.pdf"""


@command("booklet", _EXAMPLE)
@click.argument("program")
@click.option(
    "--weeks", metavar="N", default="6", show_default=True, help="How many weeks, 1 to 104."
)
@document_options("booklet", "a4|letter|a5|half-letter")
@click.option(
    "--whole-weeks",
    is_flag=True,
    help="Let weeks begin on the first day of the week, not on the day of the start.",
)
@click.option(
    "--imposed",
    is_flag=True,
    help="For the printer: two pages side by side on a4 or letter, to fold in the middle.",
)
@click.option("--duplex", is_flag=True, help="An even number of pages, to print on both sides.")
@click.pass_obj
def booklet(run: Run, /, program: str, **options: Any) -> None:
    """Write one patient's booklet: a page for each week, to tick, write and draw in.

    PROGRAM is the id of a program (to see them: worksheets list programs) or the path of a YAML
    file. With --start each week has its dates; with the date of the operation or injury as well,
    phases and gates are where they belong.
    """
    from worksheets.app import make_booklet
    from worksheets.cli.drawing import read_draw_options
    from worksheets.cli.order import read_booklet_order

    draw_options = read_draw_options(options)
    order, wanted = read_booklet_order(program, options)
    deliver(
        run, order, options["output"], lambda: make_booklet(order, wanted, run.tell, draw_options)
    )
