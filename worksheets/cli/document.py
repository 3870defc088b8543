"""What `handout` and `booklet` share: their options, and how a finished document is delivered."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from worksheets.cli.commands import Run
from worksheets.cli.options import library_option
from worksheets.cli.patient import patient_options
from worksheets.cli.terminal import say

if TYPE_CHECKING:
    from worksheets.app import Product
    from worksheets.load.order import Order

Function = TypeVar("Function", bound=Callable[..., Any])

_FLAGS = (
    ("--qr", "Print QR codes for videos and the clinic's website."),
    ("--fillable", "Tick boxes and lines that are filled in on a screen."),
    ("--archive", "A file to keep for good (PDF/A-2a), for printing."),
    ("--patient-in-metadata", "Write the patient's name and number into the file too."),
)
_VALUES = (
    ("--clinic", "FILE", "YAML file with the clinic's name, logo and so on."),
    ("--override", "REASON", "Open the gates that open with time, and print why; needs --by."),
    ("--by", "NAME", "Who decided that."),
    ("--issued", "DATE", "Date of issue.  [default: today]"),
)


def document_options(template: str, papers: str) -> Callable[[Function], Function]:
    """Give a command the options of all documents.

    Args:
        template: The template that is taken when none is named.
        papers: The paper sizes, for the help.
    """
    output = click.option(
        "-o",
        "--output",
        metavar="FILE",
        help="The PDF file to write, or - for standard output.  [default: the program's id + .pdf]",
    )
    overrides = click.option(
        "--set",
        "overrides",
        metavar="X=Y",
        multiple=True,
        help="Change the program for this patient only, like heel-raise.reps=15. Repeatable.",
    )
    layout = click.option(
        "--template", metavar="T", default=template, show_default=True, help="The layout."
    )
    paper = click.option(
        "--paper", metavar=f"[{papers}]", help="Paper size.  [default: the clinic's, or a4]"
    )
    language = click.option(
        "--language", metavar="ID", default="en", show_default=True, help="The language."
    )

    def give(function: Function) -> Function:
        for name, kind, text in reversed(_VALUES[1:]):
            function = click.option(name, metavar=kind, help=text)(function)
        for name, text in reversed(_FLAGS):
            function = click.option(name, is_flag=True, help=text)(function)
        name, kind, text = _VALUES[0]
        clinic = click.option(name, metavar=kind, help=text)
        for option in (language, library_option, clinic, paper, layout, overrides):
            function = option(function)
        return output(patient_options(function))

    return give


def deliver(run: Run, order: "Order", output: str | None, make: Callable[[], "Product"]) -> None:
    """Make a document and write it, or nothing at all.

    Args:
        run: This run of the program.
        order: What is wanted.
        output: The file to write, "-" for standard output, or None for the program's name.
        make: Makes the document.
    """
    from worksheets.cli.report import show_problems
    from worksheets.cli.summary import summary
    from worksheets.cli.target import is_file, refuse_to_replace, target_for, target_warnings
    from worksheets.files import check_target, write_stdout, write_whole

    target = target_for(order.program) if output is None else Path(output)
    to_stdout = output == "-"
    if not to_stdout:
        check_target(target)
        if output is None and order.patient.is_named:
            refuse_to_replace(target)
    product = make()
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
