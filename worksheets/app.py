"""The story: load, resolve, lay out, draw. Writing is left to the caller, who knows where to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from worksheets.document import Document
from worksheets.figure_sheets import illustrate
from worksheets.kept import kept
from worksheets.layout import lay_out, missing_characters
from worksheets.layout.fit import PAPERS_PT
from worksheets.load.order import Loaded, Order, load_order
from worksheets.model.base import Paper
from worksheets.model.patient import AffectedSide
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Drawing, Image, Plan
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve import Parts, Recipient, facts_of, resolve_handout, resolve_strip
from worksheets.resolve.phrases import check_phrases
from worksheets.resolve.wording import Wording

if TYPE_CHECKING:
    from worksheets.pdf.impose import Imposed

__all__ = [
    "BookletOptions",
    "DrawOptions",
    "Product",
    "Ready",
    "check_loaded",
    "finish_booklet",
    "finish_sheet",
    "inputs_of",
    "make_booklet",
    "make_sheet",
    "parts_of",
    "plan_booklet",
    "plan_sheet",
    "recipient_of",
    "resolve",
    "resolve_weeks",
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


@dataclass(frozen=True)
class Ready:
    """An order with everything that it names.

    Attributes:
        order: What is wanted.
        loaded: What it names.
        wording: The wording of `loaded.locale`, which many orders may share.
    """

    order: Order
    loaded: Loaded
    wording: Wording


def _in_silence(step: str) -> None:
    """Nobody wants to know about the steps."""


def make_sheet(
    order: Order,
    tell: Callable[[str], None] = _in_silence,
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
    check_loaded(loaded, "sheet")
    return finish_sheet(Ready(order, loaded, Wording(loaded.locale)), options, tell)


def finish_sheet(
    ready: Ready, options: DrawOptions, tell: Callable[[str], None] = _in_silence
) -> Product:
    """Make one patient's document from what was loaded for it.

    Raises:
        WorksheetError: All the problems that stop the work; nothing was made.
    """
    plan, warnings = plan_sheet(ready, tell)
    tell("draw")
    data = draw_plan(plan, _moment(ready), options)
    return Product(data, plan, warnings, inputs_of(ready.loaded))


def plan_sheet(
    ready: Ready, tell: Callable[[str], None] = _in_silence
) -> tuple[Plan, tuple[Problem, ...]]:
    """The Plan of one patient's sheet, and what the user should know.

    Raises:
        WorksheetError: All the problems that stop the work.
    """
    tell("resolve")
    sheet = resolve(ready)
    tell("lay out")
    plan, warnings = lay_out(sheet, ready.loaded.template, ready.loaded.paper)
    return _about(plan, ready.order), (*ready.loaded.warnings, *warnings)


def resolve(ready: Ready) -> Document:
    """All words and numbers of one patient's sheet; all of them can be printed.

    Raises:
        WorksheetError: See `resolve_handout`; characters that no font has.
    """
    order = ready.order
    parts = parts_of(order, ready.loaded)
    strip = resolve_strip(parts, recipient_of(order), order.week)
    document = Document(strip, resolve_handout(parts, order.week))
    _check_characters(ready, missing_characters(document))
    return document


def make_booklet(
    order: Order,
    booklet_options: BookletOptions,
    tell: Callable[[str], None] = _in_silence,
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
    tell("load")
    loaded = load_order(order)
    check_loaded(loaded, "booklet")
    ready = Ready(order, loaded, Wording(loaded.locale))
    return finish_booklet(ready, booklet_options, options, tell)


def finish_booklet(
    ready: Ready,
    booklet_options: BookletOptions,
    options: DrawOptions,
    tell: Callable[[str], None] = _in_silence,
) -> Product:
    """Make one patient's booklet from what was loaded for it.

    Raises:
        WorksheetError: All the problems that stop the work; nothing was made.
    """
    plan, warnings = plan_booklet(ready, booklet_options, tell)
    tell("draw")
    moment, inputs = _moment(ready), inputs_of(ready.loaded)
    data = draw_plan(plan, moment, options)
    if not booklet_options.imposed:
        return Product(data, plan, warnings, inputs)
    from worksheets.pdf.impose import impose

    tell("impose")
    imposed = impose(data, PAPERS_PT[ready.loaded.paper], moment)
    return Product(imposed.data, plan, warnings, inputs, imposed)


def plan_booklet(
    ready: Ready, booklet_options: BookletOptions, tell: Callable[[str], None] = _in_silence
) -> tuple[Plan, tuple[Problem, ...]]:
    """The Plan of one patient's booklet, and what the user should know.

    Raises:
        WorksheetError: All the problems that stop the work.
    """
    from worksheets.layout.booklets import lay_out_booklet  # sheets start faster without them
    from worksheets.pdf.impose import MOST_PAGES

    tell("resolve")
    booklet, warnings = resolve_weeks(ready, booklet_options.weeks)
    tell("lay out")
    loaded = ready.loaded
    paper, sides = loaded.paper, 2 if booklet_options.duplex else 1
    if booklet_options.imposed:
        paper, sides = _HALF[loaded.paper], 4
    plan, more = lay_out_booklet(booklet, loaded.template, paper, sides=sides)
    if booklet_options.imposed and len(plan.pages) > MOST_PAGES:
        raise WorksheetError([_too_thick(MOST_PAGES)])
    return _about(plan, ready.order), (*loaded.warnings, *warnings, *more)


def resolve_weeks(ready: Ready, weeks: int) -> tuple[Document, tuple[Problem, ...]]:
    """All words and numbers of one patient's booklet, and a warning where it ends early.

    Raises:
        WorksheetError: See `resolve_booklet`; characters that no font has.
    """
    from worksheets.resolve.booklets import resolve_booklet

    order = ready.order
    parts = parts_of(order, ready.loaded)
    booklet = resolve_booklet(parts, weeks, order.patient.bring_on)
    strip = resolve_strip(parts, recipient_of(order), booklet=True)
    document = Document(strip, booklet)
    _check_characters(ready, missing_characters(document))
    is_shorter = len(booklet.weeks) < weeks
    return document, (_ends_early(len(booklet.weeks)),) if is_shorter else ()


def _check_characters(ready: Ready, missing: Iterable[str]) -> None:
    """Refuse characters that no font has, and say where they come from."""
    if not missing:
        return
    order, loaded = ready.order, ready.loaded
    if order.overrides:  # what many orders share was read without the changes of this one
        loaded = load_order(order)
    raise WorksheetError(loaded.blame(missing, order.patient))


def inputs_of(loaded: Loaded) -> tuple[Path, ...]:
    """The files that a document is made from."""
    return tuple(loaded.library.files_read)


def _moment(ready: Ready) -> datetime:
    return datetime.combine(ready.order.issued, time())


def _too_thick(most: int) -> Problem:
    message = f"the booklet has more than {most} pages, too many to fold"
    hint = "Ask for fewer weeks, or print it without --imposed."
    return Problem(message, hint, "--imposed", kind=Kind.USAGE)


def check_loaded(loaded: Loaded, document: str) -> None:
    """See that what was loaded is fit for a sort of document.

    Raises:
        WorksheetError: It is not.
    """
    if loaded.template.document != document:
        message = f"the template {loaded.template.id} is for a {loaded.template.document}"
        hint = "To see the templates, type: worksheets list templates"
        raise WorksheetError([Problem(message, hint, "--template", kind=Kind.USAGE)])
    own = loaded.locale is not loaded.reference
    if own and (problems := check_phrases(loaded.locale, loaded.reference)):
        raise WorksheetError(problems)


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
    """What a body is made from: what was loaded, and what a body may know of the patient.

    Raises:
        WorksheetError: A figure cannot be drawn.
    """
    return Parts(
        program=loaded.program,
        exercises=loaded.exercises,
        locale=loaded.locale,
        issued=order.issued,
        facts=facts_of(order.patient),
        clinic=loaded.clinic,
        figures=_figures(loaded, order.patient.side),
        qr=order.qr,
        logo=loaded.logo,
        override=order.override,
        whole_weeks=order.whole_weeks,
    )


def recipient_of(order: Order) -> Recipient:
    """What only the strip is made from."""
    return Recipient(order.patient, order.mark, order.window)


@kept(64, key=lambda loaded, side: (id(loaded.exercises), id(loaded.figures), side))
def _figures(loaded: Loaded, side: AffectedSide | None) -> Mapping[str, Image | Drawing]:
    """The figures of all exercises, drawn for an affected side."""
    exercises = [
        (exercise, loaded.library.where("exercise", file_id))
        for file_id, exercise in loaded.exercises.items()
    ]
    return {**loaded.figures, **illustrate(loaded.library, exercises, side)}
