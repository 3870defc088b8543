"""The story: load, resolve, lay out, draw. Writing is left to the caller, who knows where to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from worksheets.illustrate import illustrate
from worksheets.layout import lay_out, missing_characters
from worksheets.layout.fit import PAPERS_PT
from worksheets.load.order import Loaded, Order, load_order
from worksheets.model.base import Paper
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Plan
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve import Parts, resolve_sheet
from worksheets.resolve.phrases import check_phrases

if TYPE_CHECKING:
    from worksheets.pdf.impose import Imposed

__all__ = [
    "BookletOptions",
    "DrawOptions",
    "Product",
    "make_booklet",
    "make_sheet",
    "parts_of",
]

_HALF: dict[Paper, Paper] = {"a4": "a5", "letter": "half-letter"}
"""Half of a sheet of paper: the page of a booklet that is folded from it."""


@dataclass(frozen=True)
class Product:
    """A finished document.

    Attributes:
        data: The bytes of the PDF file.
        plan: The Plan it was drawn from.
        warnings: What the user should know although the work was done.
        inputs: The files it was made from, which it must not overwrite.
        imposed: How the pages were put on sheets to fold, or None.
    """

    data: bytes
    plan: Plan
    warnings: tuple[Problem, ...]
    inputs: tuple[Path, ...]
    imposed: "Imposed | None" = None


@dataclass(frozen=True)
class BookletOptions:
    """How a booklet is made, beside what sheets can be.

    Attributes:
        weeks: How many weeks it is for.
        imposed: Whether two pages go side by side on each sheet, to be folded in the middle.
        duplex: Whether the number of pages is even.
    """

    weeks: int
    imposed: bool = False
    duplex: bool = False


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
    loaded = _load(order, "sheet")
    tell("resolve")
    sheet = resolve_sheet(parts_of(order, loaded), week=order.week)
    if missing := missing_characters(sheet):
        raise WorksheetError(loaded.blame(missing, order.patient))
    tell("lay out")
    plan, warnings = lay_out(sheet, loaded.template, loaded.paper)
    plan = _about(plan, order)
    tell("draw")
    data = draw_plan(plan, datetime.combine(order.issued, time()), options)
    return Product(data, plan, (*loaded.warnings, *warnings), tuple(loaded.library.files_read))


def make_booklet(
    order: Order,
    booklet_options: BookletOptions,
    tell: Callable[[str], None] = lambda step: None,
    options: DrawOptions = DrawOptions(),  # noqa: B008 - it is frozen
) -> Product:
    """Make one patient's booklet of several weeks.

    Args:
        order: What is wanted.
        booklet_options: How long it is, and how it is printed.
        tell: Called with a line about each step as it begins.
        options: What sort of file is drawn.

    Raises:
        WorksheetError: All the problems that stop the work; nothing was made.
    """
    from worksheets.layout.booklets import lay_out_booklet  # sheets start faster without them
    from worksheets.pdf.impose import MOST_PAGES, impose
    from worksheets.resolve.booklets import resolve_booklet

    tell("load")
    loaded = _load(order, "booklet")
    tell("resolve")
    booklet = resolve_booklet(parts_of(order, loaded), booklet_options.weeks)
    if missing := missing_characters(booklet):
        raise WorksheetError(loaded.blame(missing, order.patient))
    tell("lay out")
    paper, sides = loaded.paper, 2 if booklet_options.duplex else 1
    if booklet_options.imposed:
        paper, sides = _HALF[loaded.paper], 4
    plan, warnings = lay_out_booklet(booklet, loaded.template, paper, sides=sides)
    if len(booklet.weeks) < booklet_options.weeks:
        warnings = (_ends_early(len(booklet.weeks)), *warnings)
    if booklet_options.imposed and len(plan.pages) > MOST_PAGES:
        raise WorksheetError([_too_thick(MOST_PAGES)])
    plan = _about(plan, order)
    tell("draw")
    moment = datetime.combine(order.issued, time())
    data = draw_plan(plan, moment, options)
    warnings, inputs = (*loaded.warnings, *warnings), tuple(loaded.library.files_read)
    if not booklet_options.imposed:
        return Product(data, plan, warnings, inputs)
    tell("impose")
    imposed = impose(data, PAPERS_PT[loaded.paper], moment)
    return Product(imposed.data, plan, warnings, inputs, imposed)


def _too_thick(most: int) -> Problem:
    message = f"the booklet has more than {most} pages, too many to fold"
    hint = "Ask for fewer weeks, or print it without --imposed."
    return Problem(message, hint, "--imposed", kind=Kind.USAGE)


def _load(order: Order, document: str) -> Loaded:
    """Load everything that an order names, and see that it is fit for the document.

    Raises:
        WorksheetError: It is not.
    """
    loaded = load_order(order)
    if loaded.template.document != document:
        message = f"the template {loaded.template.id} is for a {loaded.template.document}"
        hint = "To see the templates, type: worksheets list templates"
        raise WorksheetError([Problem(message, hint, "--template", kind=Kind.USAGE)])
    own = loaded.locale is not loaded.reference
    if own and (problems := check_phrases(loaded.locale, loaded.reference)):
        raise WorksheetError(problems)
    return loaded


def _about(plan: Plan, order: Order) -> Plan:
    """The plan, with whose it is when the user asked for that."""
    if not order.patient_in_metadata:
        return plan
    facts = (order.patient.name, order.patient.number)
    return replace(plan, about=", ".join(filter(None, facts)))


def _ends_early(weeks: int) -> Problem:
    message = f"nothing is due after week {weeks}, and the booklet ends there"
    return Problem(message, "Ask for that many weeks.", "--weeks", kind=Kind.WARNING)


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
        override=order.override,
        whole_weeks=order.whole_weeks,
    )
