"""The story of figures by themselves: load, draw, lay out, and write as SVG, PNG or PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import worksheets
from worksheets.document import Figure, Footer
from worksheets.illustrate import illustrate
from worksheets.layout.gallery import (
    Exhibit,
    Section,
    lay_out_figure,
    lay_out_figures,
    missing_in,
)
from worksheets.layout.inks import inked
from worksheets.load.blame import blame_characters
from worksheets.load.library import Library
from worksheets.load.order import load_beside, load_named, path_of
from worksheets.load.source import showable
from worksheets.model import Exercise, Patient, Template
from worksheets.model.base import Paper
from worksheets.model.exercise import Region
from worksheets.model.patient import AffectedSide
from worksheets.pdf.draw import draw_plan
from worksheets.pdf.raster import rasterise
from worksheets.plan import Drawing, Image
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.svg import write_svg

Format = Literal["svg", "png", "pdf"]
_PIXELS = 1200
_LANGUAGE = "en"
_OTHERS = "others"


@dataclass(frozen=True)
class Figures:
    """Figures of exercises, ready to be laid out.

    Attributes:
        exercises: The exercises with their figures.
        library: Where they came from.
        template: Its colours are used.
        problems: What is wrong with those that are left out.
    """

    exercises: tuple[tuple[Exercise, Figure], ...]
    library: Library
    template: Template
    problems: tuple[Problem, ...] = ()


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
        WorksheetError: No such exercise or template, or the one exercise has no figure.
    """
    library = Library(libraries)
    colours = load_named(library, "template", template)
    if name is None:
        return _gather_all(library, side, colours)
    exercise = load_named(library, "exercise", name)
    path = path_of(library, "exercise", name)
    if exercise.figure is None:
        hint = "Add one to its file; docs/figures.md shows how."
        raise WorksheetError([Problem("the exercise has no figure", hint, showable(str(path)))])
    return Figures(((exercise, _figure(library, exercise, path, side)),), library, colours)


def _gather_all(library: Library, side: AffectedSide | None, template: Template) -> Figures:
    found: list[tuple[Exercise, Figure]] = []
    problems: list[Problem] = []
    for file_id in library.ids("exercise"):
        try:
            exercise = library.load("exercise", file_id)
            if exercise.figure:
                path = library.where("exercise", file_id)
                figure = _figure(library, exercise, path, side)
                _check_printable(Exhibit(exercise.name, exercise.id, figure), library)
                found.append((exercise, figure))
        except WorksheetError as error:
            problems += error.problems
    return Figures(tuple(found), library, template, tuple(dict.fromkeys(problems)))


def _check_printable(exhibit: Exhibit, library: Library) -> None:
    if missing := missing_in(exhibit):
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


def one_figure(figures: Figures, form: Format) -> bytes:
    """The one figure as a file.

    Args:
        figures: What `gather_figures` gave for one name.
        form: The sort of file.

    Raises:
        WorksheetError: An SVG is wanted of a photograph.
    """
    (exercise, figure), *_ = figures.exercises
    if form == "svg":
        if not isinstance(figure.image, Drawing):
            hint = f"Write -o {exercise.id}.png or -o {exercise.id}.pdf."
            raise WorksheetError(
                [Problem("a photograph cannot become an SVG file", hint, kind=Kind.USAGE)]
            )
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
    groups: dict[str, list[Exhibit]] = {}
    for exercise, figure in figures.exercises:
        region = exercise.region[0] if exercise.region else _OTHERS
        groups.setdefault(region, []).append(Exhibit(exercise.name, exercise.id, figure))
    order = [*get_args(Region), _OTHERS]
    sections = [
        Section(region.capitalize(), tuple(groups[region])) for region in order if region in groups
    ]
    locale = figures.library.load("locale", _LANGUAGE)
    footer = Footer(locale.disclaimer, f"worksheets {worksheets.__version__}", locale.page.page_of)
    plan = lay_out_figures("Exercises", sections, footer, figures.template, paper)
    return draw_plan(plan), len(plan.pages)
