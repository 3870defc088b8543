"""Pictures that are drawn from exercise files; what is wrong with one is told with its place."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from worksheets.figure.draw import draw_figure
from worksheets.figure.errors import FigureError
from worksheets.kept import Kept
from worksheets.load.library import Library
from worksheets.model import Exercise
from worksheets.model.figure import Figure
from worksheets.model.patient import AffectedSide
from worksheets.plan import Drawing
from worksheets.problems import Kind, Problem, WorksheetError

_MOST_KEPT = 1024
_draw = Kept(draw_figure, _MOST_KEPT)
_draw_mirrored = Kept(partial(draw_figure, mirrored=True), _MOST_KEPT)


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
                problems.append(_with_place(library, path, error))
    if problems:
        raise WorksheetError(problems)
    return drawings


def draw_for(figure: Figure, side: AffectedSide | None) -> Drawing:
    """A figure as it is for the affected side: as in a mirror when it shows the other one.

    Raises:
        FigureError: It cannot be drawn.
    """
    shown = figure.affected.partition(" ")[0] if figure.affected else None
    other = shown is not None and side in ("left", "right") and side != shown
    return _draw_mirrored(figure) if other else _draw(figure)


def _with_place(library: Library, path: Path, error: FigureError) -> Problem:
    mark = library.mark_of(path, ("figure", *error.keys))
    return mark.problem(error.message, error.hint, Kind.INVALID)
