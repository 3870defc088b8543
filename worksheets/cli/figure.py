"""`worksheets figure`: pictures of exercises by themselves."""

from pathlib import Path
from typing import Any

import click

from worksheets.cli import options as opt
from worksheets.cli.commands import Run, command
from worksheets.cli.terminal import counted, default_target, print_err, write_output
from worksheets.files import check_target
from worksheets.problems import Kind, Problem, WorksheetError

_STARTS = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
_OUTPUT = (
    "The file to write: .svg, .png or .pdf, or - for standard output (SVG; PDF with --all)."
    "  [default: the exercise's id + .svg, or figures.pdf]"
)


@command("figure", "worksheets figure heel-raise --side left -o heel-raise.svg")
@click.argument("exercise", required=False)
@opt.options(
    ("--all all_of_them", None, "All pictures, with their names, as a PDF."),
    ("-o --output", "FILE", _OUTPUT),
    ("--side", opt.word(("left", "right"), "this is not a side"), "The affected side."),
    ("--template", "T", "Its colours.", "handout"),
    opt.paper(*opt.PAPERS, text="Paper size, with --all.  [default: a4]"),
    opt.LIBRARY,
)
@click.pass_obj
def figure(run: Run, /, exercise: str | None, output: str | None, **options: Any) -> None:
    """Write the picture of an exercise, or of all exercises.

    EXERCISE is the id of an exercise (to see them: worksheets list exercises) or the path of a
    YAML file.
    """
    from worksheets.figure_sheets import all_figures, gather_figures, one_figure

    everything: bool = options["all_of_them"]
    if everything == (exercise is not None):
        message, hint = "name one exercise, or write --all", "Not both, and not neither."
        run.problems.insert(0, Problem(message, hint, "worksheets figure", kind=Kind.USAGE))
    target, form = None, "pdf" if everything else "svg"
    if output is None:
        name = default_target(exercise or "", ".svg")
        target = Path("figures.pdf") if everything else name
    elif output != "-":
        target = Path(output)
        form = target.suffix.lower().removeprefix(".")
        hint, is_known = "End it in .svg, .png or .pdf.", form in _STARTS
        run.refuse_if(not is_known, "--output", "this is not the name of a picture", hint)
        is_one = everything and is_known and form != "pdf"
        hint = "End the name in .pdf."
        run.refuse_if(is_one, "--output", "many figures need a PDF file", hint)
    run.raise_problems()
    if target:
        check_target(target, start=_STARTS[form])
    run.report("load")
    name_of_one = None if everything else exercise
    figures = gather_figures(
        name_of_one, options["libraries"], options["side"], options["template"]
    )
    run.report("draw")
    if everything:
        data, pages = all_figures(figures, options["paper"] or "a4")
        what = f"{len(figures.exercises)} figures, {counted(pages, 'page')}"
    else:
        data, what = one_figure(figures, form), "1 figure"
    run.report("write")
    wrote = write_output(data, target, inputs=figures.library.files_read)
    print_err(f"{wrote}: {what}.")
    if figures.problems:
        raise WorksheetError(figures.problems)
