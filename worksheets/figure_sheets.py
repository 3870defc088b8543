"""Figures of exercises by themselves: drawn from files, and written as SVG, PNG or PDF."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, get_args

import worksheets
from worksheets.document import Figure, Footer
from worksheets.figure.draw import draw_figure
from worksheets.figure.errors import FigureError
from worksheets.load.library import Library, blame_characters
from worksheets.load.order import load_beside, load_named, path_of
from worksheets.load.source import showable
from worksheets.model import Exercise, Patient, Template
from worksheets.model.base import Paper
from worksheets.model.exercise import Region
from worksheets.model.figure import Figure as FigureModel
from worksheets.model.patient import AffectedSide
from worksheets.plan import Drawing, Image
from worksheets.plan import Path as Outline
from worksheets.problems import Kind, Problem, WorksheetError

_PIXELS = 1200
_LANGUAGE = "en"
_OTHERS = "others"
_BEFORE_SVG = re.compile(rb"\A(?:\xef\xbb\xbf|\s|<\?.*?\?>|<!--.*?-->|<![^>]*>)*+", re.DOTALL)

# One drawing takes milliseconds, and most sheets of a batch have the same exercises.
_draw = lru_cache(maxsize=1024)(draw_figure)


class Figures(NamedTuple):
    """Figures of exercises, ready to be laid out.

    Attributes:
        exercises: The exercises with their figures.
        library: Where they came from.
        template: Its colours are used.
        problems: What is wrong with those that are left out.
        svg: The one figure as its SVG file has it, or b"" where it is none.
    """

    exercises: tuple[tuple[Exercise, Figure], ...]
    library: Library
    template: Template
    problems: tuple[Problem, ...] = ()
    svg: bytes = b""


def illustrate(
    library: Library, exercises: Iterable[tuple[Exercise, Path]], side: AffectedSide | None
) -> dict[str, Drawing]:
    """Draw the figures of exercises, for a patient whose affected side may be known.

    Args:
        library: Where the exercises come from.
        exercises: The exercises with their files; those without poses are left out.
        side: The affected side.

    Returns:
        The drawings by exercise id; inks are names of a template's colours.

    Raises:
        WorksheetError: Everything that cannot be drawn, each with its place in its file.
    """
    drawings: dict[str, Drawing] = {}
    problems: list[Problem] = []
    for exercise, path in exercises:
        if exercise.figure and exercise.figure.poses:
            try:
                drawings[exercise.id] = draw_for(exercise.figure, side)
            except FigureError as error:
                mark = library.mark_of(path, ("figure", *error.keys))
                problems.append(mark.problem(error.message, error.hint, Kind.INVALID))
    if problems:
        raise WorksheetError(problems)
    return drawings


def draw_for(figure: FigureModel, side: AffectedSide | None) -> Drawing:
    """A figure as it is for the affected side: as in a mirror when it shows the other one.

    Raises:
        FigureError: It cannot be drawn.
    """
    shown = figure.affected.partition(" ")[0] if figure.affected else None
    is_other = shown is not None and side in ("left", "right") and side != shown
    return _draw(figure, mirrored=is_other)


def gather_figures(
    name: str | None, libraries: Sequence[Path], side: AffectedSide | None, template: str
) -> Figures:
    """The figure of one exercise, or of all of them.

    Args:
        name: Id or path of an exercise; None for every exercise of the libraries.
        libraries: The user's folders.
        side: The affected side.
        template: Id or path of the template whose colours are used.

    Raises:
        WorksheetError: Nothing can be made: an unknown name, or a figure that cannot be drawn. Of
            all figures, those that cannot be drawn are left out and reported in `problems`.
    """
    library = Library(libraries)
    colours = load_named(library, "template", template)
    if name is not None:
        exercise = load_named(library, "exercise", name)
        path = path_of(library, "exercise", name)
        if exercise.figure is None:
            hint = "Add one to its file; docs/figures.md shows how."
            raise WorksheetError([Problem("the exercise has no figure", hint, showable(str(path)))])
        figure = _figure(library, exercise, path, side)
        return Figures(((exercise, figure),), library, colours, svg=_svg_of(exercise, path))
    found: list[tuple[Exercise, Figure]] = []
    problems: dict[Problem, None] = {}
    for file_id in library.ids("exercise"):
        try:
            exercise = library.load("exercise", file_id)
            if exercise.figure:
                path = library.where("exercise", file_id)
                figure = _figure(library, exercise, path, side)
                _check_printable(library, exercise, figure)
                found.append((exercise, figure))
        except WorksheetError as error:
            problems |= dict.fromkeys(error.problems)
    return Figures(tuple(found), library, colours, tuple(problems))


def _check_printable(library: Library, exercise: Exercise, figure: Figure) -> None:
    from worksheets.layout.gallery import Exhibit, missing_in

    if missing := missing_in(Exhibit(exercise.name, exercise.id, figure)):
        locale = library.load("locale", _LANGUAGE)
        raise WorksheetError(blame_characters(missing, library, Patient(), locale))


def _figure(library: Library, exercise: Exercise, path: Path, side: AffectedSide | None) -> Figure:
    """The figure of an exercise that has one."""
    model = exercise.figure
    assert model is not None
    if model.image:
        picture: Image | Drawing = load_beside(library, model.image, path)
    else:
        picture = illustrate(library, [(exercise, path)], side)[exercise.id]
    return Figure(picture, model.alt, model.caption or "")


def _svg_of(exercise: Exercise, path: Path) -> bytes:
    """The SVG file that an exercise names, from its first element on; it was checked before."""
    written = exercise.figure.image if exercise.figure else None
    data = (path.parent / written).read_bytes() if written else b""
    drawing = _BEFORE_SVG.sub(b"", data)
    return drawing if drawing.startswith(b"<") else b""


def one_figure(figures: Figures, form: str) -> bytes:
    """The one figure as a file.

    Args:
        figures: What `gather_figures` gave for one name.
        form: The sort of file: "svg", "png" or "pdf".

    Raises:
        WorksheetError: An SVG is wanted of a picture that is made of pixels.
    """
    # `check` and the listing of files do without these.
    from worksheets.layout.compose import inked
    from worksheets.layout.gallery import Exhibit, lay_out_figure
    from worksheets.pdf.draw import draw_plan
    from worksheets.pdf.raster import rasterise

    (exercise, figure), *_ = figures.exercises
    if form == "svg":
        if figures.svg:
            return figures.svg
        if not isinstance(figure.image, Drawing):
            hint = f"Write -o {exercise.id}.png or -o {exercise.id}.pdf."
            message = "a picture that is made of pixels cannot become an SVG file"
            raise WorksheetError([Problem(message, hint, kind=Kind.USAGE)])
        return write_svg(inked(figure.image, figures.template.colours), exercise.name, figure.alt)
    exhibit = Exhibit(exercise.name, exercise.id, figure)
    pdf = draw_plan(lay_out_figure(exhibit, figures.template, _LANGUAGE))
    return rasterise(pdf, _PIXELS) if form == "png" else pdf


def all_figures(figures: Figures, paper: Paper) -> tuple[bytes, int]:
    """Sheets with all figures, by what they are for.

    Args:
        figures: What `gather_figures` gave.
        paper: The paper size.

    Returns:
        The bytes of the PDF file, and how many pages it has.
    """
    from worksheets.layout.gallery import Exhibit, Section, lay_out_figures
    from worksheets.pdf.draw import draw_plan

    groups: dict[str, list[Exhibit]] = {region: [] for region in (*get_args(Region), _OTHERS)}
    for exercise, figure in figures.exercises:
        region = exercise.region[0] if exercise.region else _OTHERS
        groups[region].append(Exhibit(exercise.name, exercise.id, figure))
    sections = [
        Section(region.capitalize(), tuple(group)) for region, group in groups.items() if group
    ]
    locale = figures.library.load("locale", _LANGUAGE)
    footer = Footer(locale.disclaimer, f"worksheets {worksheets.__version__}", locale.page.page_of)
    plan = lay_out_figures("Exercises", sections, footer, figures.template, paper)
    return draw_plan(plan), len(plan.pages)


def write_svg(drawing: Drawing, title: str, description: str) -> bytes:
    """A drawing whose inks are colours, as an SVG file that says what it shows."""
    from html import escape  # its table of entities is of no use for sheets

    width, height = _number(drawing.width), _number(drawing.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(title, quote=False)}</title>',
        f'<desc id="description">{escape(description, quote=False)}</desc>',
        '<g fill="none" stroke-linecap="round" stroke-linejoin="round">',
        *(f'<path d="{" ".join(_steps(path))}"{"".join(_looks(path))}/>' for path in drawing.paths),
        "</g>",
        "</svg>",
    ]
    return "\n".join([*lines, ""]).encode()


def _steps(path: Outline) -> Iterator[str]:
    for step, numbers in path.steps:
        yield f"{'Z' if step == 'h' else step.upper()}{' '.join(map(_number, numbers))}"


def _looks(path: Outline) -> Iterator[str]:
    """The attributes of a path, but for those that the group has."""
    if path.fill:
        yield f' fill="{path.fill}"'
        if path.even_odd:
            yield ' fill-rule="evenodd"'
    if path.stroke:
        pen = path.pen
        yield f' stroke="{path.stroke}" stroke-width="{_number(path.line_width)}"'
        yield f' stroke-linecap="{pen.ends}"' if pen.ends != "round" else ""
        yield f' stroke-linejoin="{pen.corners}"' if pen.corners != "round" else ""
        if pen.corners == "miter":
            yield f' stroke-miterlimit="{_number(pen.miter)}"'
        if pen.dash:
            yield f' stroke-dasharray="{" ".join(map(_number, pen.dash))}"'
            yield f' stroke-dashoffset="{_number(pen.dash_start)}"'


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
