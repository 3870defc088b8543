"""`worksheets handout` and `worksheets booklet`: one patient's document, as a PDF file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from worksheets.cli import options as opt
from worksheets.cli.commands import Run, command, is_given
from worksheets.cli.terminal import (
    counted,
    default_target,
    print_err,
    print_problems,
    write_output,
)
from worksheets.files import check_target
from worksheets.load.folders import id_from_name
from worksheets.problems import Kind, Problem, WorksheetError

if TYPE_CHECKING:
    from worksheets.app import Product
    from worksheets.load.order import Order

_WHOLE_WEEKS = "Let weeks begin on the first day of the week, not on the day of the start."
_IMPOSED = "For the printer: two pages side by side on a4 or letter, to fold in the middle."
_SHEETS = {(595, 842): "A4", (612, 792): "Letter", (420, 595): "A5", (396, 612): "half Letter"}
"""Names of pages by width and height in whole points, held upright."""

_POINTS_PER_MM = 72 / 25.4


def _document_options(template: str, *papers: str) -> opt.Decorator:
    """The options of all documents, with their default template and their paper sizes."""
    output = "The PDF file to write, or - for standard output.  [default: the program's id + .pdf]"
    change = "Change the program for this patient only, like heel-raise.reps=15. Repeatable."
    early = "Open the gates that open with time, and print why; needs --by."
    return opt.options(
        ("-o --output", "FILE", output),
        *opt.PATIENT,
        opt.overrides(change),
        ("--template", "T", "The layout.", template),
        opt.paper(*papers),
        ("--clinic", opt.FILE, "YAML file with the clinic's name, logo and so on."),
        opt.LIBRARY,
        ("--language locale", "ID", "The language.", "en"),
        opt.QR,
        opt.FILLABLE,
        ("--archive", None, "A file to keep for good (PDF/A-2a), for printing."),
        ("--patient-in-metadata", None, "Write the patient's name and number into the file too."),
        ("--override", opt.text("REASON"), early),
        ("--by", opt.NAME, "Who decided that."),
        opt.ISSUED,
    )


@command(
    "handout",
    """worksheets handout achilles-rupture --side left --start 2026-12-07 \\
    --set heel-raise.frequency=3/day -o sheet.pdf""",
)
@click.argument("program")
@_document_options("handout", *opt.PAPERS)
@opt.options(("--week", opt.WEEKS, "The page for one week of the program, from --start."))
@click.pass_obj
def handout(run: Run, /, program: str, **options: Any) -> None:
    """Write one patient's sheet.

    PROGRAM is the id of a program (to see them: worksheets list programs) or the path of a YAML
    file. What is not given prints as a line to write on.
    """
    from worksheets.cli.order import read_order

    _deliver(run, read_order(run, program, options), options["output"])


@command(
    "booklet",
    """worksheets booklet achilles-rupture --weeks 12 --start 2026-12-07 \\
    --surgery 2026-10-05 -o booklet.pdf""",
)
@click.argument("program")
@opt.options(("--weeks", opt.WEEKS, f"How many weeks, 1 to {opt.MAX_WEEKS}.", "6"))
@_document_options("booklet", *opt.PAPERS, "a5", "half-letter")
@opt.options(
    ("--whole-weeks", None, _WHOLE_WEEKS),
    ("--imposed", None, _IMPOSED),
    ("--duplex", None, "An even number of pages, to print on both sides."),
)
@click.pass_obj
def booklet(run: Run, /, program: str, **options: Any) -> None:
    """Write one patient's booklet, with a page for each week.

    PROGRAM is the id of a program (to see them: worksheets list programs) or the path of a YAML
    file. The pages are there to tick, write and draw in. With --start each week has its dates; with
    the date of the operation or injury as well, phases and gates are where they belong.
    """
    from worksheets.cli.order import read_order

    if options["imposed"]:
        for name in ("fillable", "archive"):
            hint = "Make the two files one after the other."
            run.refuse_if(options[name], f"--{name}", "a file to fold has no such parts", hint)
        is_half = options["paper"] not in (None, *opt.PAPERS)
        hint = f"Write {' or '.join(opt.PAPERS)}."
        run.refuse_if(is_half, "--paper", "this is not a paper size", hint)
    is_undated = options["whole_weeks"] and not is_given("start")
    hint = "Add --start, or leave it out."
    run.refuse_if(is_undated, "--whole-weeks", "the start is not known", hint)
    _deliver(run, read_order(run, program, options), options["output"])


def _deliver(run: Run, order: "Order", output: str | None) -> None:
    """Make a document and write it, or nothing at all.

    Args:
        run: This run of the program.
        order: What is wanted.
        output: The file to write, "-" for standard output, or None for the program's name.
    """
    from worksheets.app import make_document

    private, target, warnings = order.patient.is_named, None, []
    if output != "-":
        target = default_target(order.program, _ending(order)) if output is None else Path(output)
        check_target(target)
        if output is None and private:
            _refuse_to_replace(target)
        warnings = _target_warnings(target)
    product = make_document(order, run.report)
    run.report("write")
    wrote = write_output(product.data, target, private=private, inputs=product.inputs)
    print_problems([*product.warnings, *warnings])
    print_err(f"{wrote}: {_summary(product)}")


def _ending(order: "Order") -> str:
    """How the name of a file ends that nobody named: no document replaces another sort of it."""
    parts = [order.template] if order.template != "handout" else []
    if order.week:
        parts.append(f"week-{order.week}")
    return "".join(f"-{id_from_name(Path(part))}" for part in parts) + ".pdf"


def _refuse_to_replace(target: Path) -> None:
    """Refuse to replace a file that nobody named: it may be another patient's sheet."""
    if os.path.isfile(target):  # noqa: PTH113 - a name that is too long is no file
        message = "a sheet with this name exists, and it may be another patient's"
        hint = f"Name another file with -o, or write -o {target} to replace it."
        raise WorksheetError([Problem(message, hint, str(target), kind=Kind.OUTPUT)])


def _target_warnings(target: Path) -> list[Problem]:
    """Warn of a PDF file whose name does not say so; devices have any name."""
    is_device = os.path.exists(target) and not os.path.isfile(target)  # noqa: PTH110, PTH113
    if is_device or target.suffix.lower() == ".pdf":
        return []
    message = "the file is a PDF, and its name does not say so"
    hint = "Give it a name that ends in .pdf."
    return [Problem(message, hint, str(target), kind=Kind.WARNING)]


def _summary(product: "Product") -> str:
    """What was written: `1 page, A4, body 11.5 pt.`, and how a booklet is folded."""
    plan, imposed = product.plan, product.imposed
    sizes = ", ".join(dict.fromkeys(_paper(page.width, page.height) for page in plan.pages))
    pages = counted(len(plan.pages), "page")
    summary = f"{pages}, {sizes}, body {round(plan.body_size, 2):g} pt."
    if imposed is None:
        return summary
    return (
        f"{summary}\nPrint {counted(imposed.sheets, 'sheet')} on both sides, turned at the short "
        "edge, without scaling; fold them together. Inner pages stick out by "
        f"{imposed.creep / _POINTS_PER_MM:.1f} mm. To read on a screen, make the booklet without "
        "--imposed."
    )


def _paper(width_pt: float, height_pt: float) -> str:
    width, height = round(width_pt), round(height_pt)
    name = _SHEETS.get((min(width, height), max(width, height)), f"{width} × {height} pt")
    return f"{name} landscape" if width > height else name
