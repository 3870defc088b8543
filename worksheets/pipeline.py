"""The story: load, resolve, lay out, draw. Writing is left to the caller, who knows where to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path

from worksheets.illustrate import illustrate
from worksheets.layout import lay_out, missing_characters
from worksheets.load.order import Loaded, Order, load_order
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Plan
from worksheets.problems import Problem, WorksheetError
from worksheets.resolve import Parts, resolve_sheet
from worksheets.resolve.phrases import check_phrases

__all__ = ["DrawOptions", "Product", "make_sheet", "parts_of"]


@dataclass(frozen=True)
class Product:
    """A finished document.

    Attributes:
        data: The bytes of the PDF file.
        plan: The Plan it was drawn from.
        warnings: What the user should know although the work was done.
        inputs: The files it was made from, which it must not overwrite.
    """

    data: bytes
    plan: Plan
    warnings: tuple[Problem, ...]
    inputs: tuple[Path, ...]


def make_sheet(
    order: Order,
    tell: Callable[[str], None] = lambda step: None,
    options: DrawOptions = DrawOptions(),  # noqa: B008 - it is frozen
) -> Product:
    """Make one patient's document.

    Args:
        order: What is wanted.
        tell: Called with a line about each step as it begins.
        options: What sort of file is drawn.

    Raises:
        WorksheetError: All the problems that stop the work; nothing was made.
    """
    tell("load")
    loaded = load_order(order)
    tell("resolve")
    own = loaded.locale is not loaded.reference
    if own and (problems := check_phrases(loaded.locale, loaded.reference)):
        raise WorksheetError(problems)
    sheet = resolve_sheet(parts_of(order, loaded))
    if missing := missing_characters(sheet):
        raise WorksheetError(loaded.blame(missing, order.patient))
    tell("lay out")
    plan, warnings = lay_out(sheet, loaded.template, loaded.paper)
    if order.patient_in_metadata:
        facts = (order.patient.name, order.patient.number)
        plan = replace(plan, about=", ".join(filter(None, facts)))
    tell("draw")
    data = draw_plan(plan, datetime.combine(order.issued, time()), options)
    return Product(data, plan, (*loaded.warnings, *warnings), tuple(loaded.library.files_read))


def parts_of(order: Order, loaded: Loaded) -> Parts:
    """Join what was loaded with what only the order knows: the patient and the date.

    Raises:
        WorksheetError: A figure cannot be drawn.
    """
    library = loaded.library
    exercises = [
        (exercise, library.where("exercise", file_id))
        for file_id, exercise in loaded.exercises.items()
    ]
    drawn = illustrate(library, exercises, order.patient.side)
    return Parts(
        program=loaded.program,
        exercises=loaded.exercises,
        locale=loaded.locale,
        issued=order.issued,
        patient=order.patient,
        clinic=loaded.clinic,
        figures={**loaded.figures, **drawn},
        qr=order.qr,
        logo=loaded.logo,
    )
