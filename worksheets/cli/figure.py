"""`worksheets figure`: pictures of exercises by themselves."""

from pathlib import Path
from typing import Any, get_args

import click

from worksheets.cli.commands import Run, command
from worksheets.cli.options import library_option
from worksheets.cli.terminal import say
from worksheets.problems import Kind, Problem, WorksheetError

_STARTS = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}


@command("figure", "worksheets figure heel-raise --side left -o heel-raise.svg")
@click.argument("exercise", required=False)
@click.option(
    "--all", "all_of_them", is_flag=True, help="All pictures, with their names, as a PDF."
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="The file to write: .svg, .png or .pdf, or - for standard output (SVG; PDF with --all)."
    "  [default: the exercise's id + .svg, or figures.pdf]",
)
@click.option("--side", metavar="[left|right]", help="The affected side.")
@click.option("--template", metavar="T", default="handout", show_default=True, help="Its colours.")
@click.option("--paper", metavar="[a4|letter]", default="a4", help="Paper size, with --all.")
@library_option
@click.pass_obj
def figure(run: Run, /, exercise: str | None, output: str | None, **options: Any) -> None:
    """Write the picture of an exercise, or of all exercises.

    EXERCISE is the id of an exercise (to see them: worksheets list exercises) or the path of a
    YAML file.
    """
    from worksheets.cli.target import is_file
    from worksheets.files import check_target, write_stdout, write_whole
    from worksheets.gallery import all_figures, gather_figures, one_figure

    everything: bool = options["all_of_them"]
    target, form = _read(exercise, output, options)
    if target:
        check_target(target, start=_STARTS[form])
    run.tell("load")
    name = None if everything else exercise
    figures = gather_figures(name, options["libraries"], options["side"], options["template"])
    run.tell("draw")
    if everything:
        data, pages = all_figures(figures, options["paper"])
        what = f"{len(figures.exercises)} figures, {pages} {'page' if pages == 1 else 'pages'}"
    else:
        data, what = one_figure(figures, form), "1 figure"
    run.tell("write")
    replaced = target is not None and is_file(target)
    if target:
        write_whole(data, target, private=False, inputs=figures.library.files_read)
    else:
        write_stdout(data)
    say(f"{'Replaced' if replaced else 'Wrote'} {target or 'to standard output'}: {what}.")
    if figures.problems:
        raise WorksheetError(figures.problems)


def _read(
    exercise: str | None, output: str | None, options: dict[str, Any]
) -> tuple[Path | None, Any]:
    """Where the file goes and of which sort it is; all that is wrong is said at once.

    Raises:
        WorksheetError: Words that do not go together.
    """
    from worksheets.cli.order import PAPERS, Reader
    from worksheets.cli.target import target_for
    from worksheets.gallery import Format

    everything = options["all_of_them"]
    reader = Reader(options)
    if everything == (exercise is not None):
        message, hint = "name one exercise, or write --all", "Not both, and not neither."
        reader.problems.append(Problem(message, hint, "worksheets figure", kind=Kind.USAGE))
    options["side"] = reader.word("side", ("left", "right"), "side")
    options["paper"] = reader.word("paper", PAPERS, "paper size")
    form = "pdf" if everything else "svg"
    target = None
    if output is None:
        target = (
            Path("figures.pdf") if everything else target_for(exercise or "").with_suffix(".svg")
        )
    elif output != "-":
        target = Path(output)
        form = target.suffix.lower().removeprefix(".")
        if form not in get_args(Format):
            hint = "End it in .svg, .png or .pdf."
            reader.note("output", "this is not the name of a picture", hint)
        elif everything and form != "pdf":
            reader.note("output", "many figures need a PDF file", "End the name in .pdf.")
    reader.stop_if_wrong()
    return target, form
