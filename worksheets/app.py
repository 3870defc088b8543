"""The story: what people write becomes, in five steps, pages that a patient can follow and tick.

    load  ->  resolve  ->  lay out  ->  draw  ->  write

`DocumentMaker.make` tells it. Writing is left to the caller, who knows where the file goes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from worksheets.document import Booklet, Document, Handout, Strip
from worksheets.figure_sheets import illustrate
from worksheets.layout import missing_characters
from worksheets.layout.fit import SlotFrame, lay_out_frame, place_strip
from worksheets.layout.flow import PAPERS_PT
from worksheets.load.library import FileCache
from worksheets.load.order import Loaded, Order, Selection, load_selection, warnings_of
from worksheets.model import Patient
from worksheets.model.base import Paper
from worksheets.model.patient import AffectedSide
from worksheets.pdf.draw import DrawOptions, Master, ShapeDiffers, draw_plan, make_master
from worksheets.plan import Drawing, Image, Plan, Slots
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve import Parts, Recipient, resolve_handout, resolve_strip
from worksheets.resolve.parts import BodyFacts, facts_of, shown_facts
from worksheets.resolve.wording import check_phrases

if TYPE_CHECKING:
    from worksheets.pdf.impose import Imposed

_HALF: dict[Paper, Paper] = {"a4": "a5", "letter": "half-letter"}
"""Half of a sheet of paper: the page of a booklet that is folded from it."""

_MASTERS = 64
_NOBODY = Patient()

Report = Callable[[str], None]
"""Called with the name of a step as it begins."""


def _be_silent(step: str) -> None:
    """What is called where nobody wants to know about the steps."""


@dataclass(frozen=True)
class Product:
    """A finished document.

    Attributes:
        data: The bytes of the PDF file, or b"" when the document was only laid out.
        plan: The Plan that it was drawn from.
        warnings: What the user should know although the work was done.
        loaded: What it was made from.
        imposed: How the pages were put on sheets to fold, or None.
    """

    data: bytes
    plan: Plan
    warnings: tuple[Problem, ...]
    loaded: Loaded
    imposed: "Imposed | None" = None

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that it was made from, which must not be overwritten."""
        return tuple(self.loaded.library.files_read)


class Group(NamedTuple):
    """All that a master is made from: the orders of a group differ in their strip alone.

    Attributes:
        order: The order, for nobody.
        facts: What the body shows of a patient.
        shape: The strip without its words: which of its fields are filled in.
    """

    order: Order
    facts: BodyFacts
    shape: Strip


class Shared(NamedTuple):
    """What the documents of a group share: the body, laid out and drawn around a strip of nobody.

    Attributes:
        plan: The Plan.
        warnings: What the user should know of the layout.
        frame: Where the strip of somebody goes.
        master: The file without its strip.
    """

    plan: Plan
    warnings: tuple[Problem, ...]
    frame: SlotFrame
    master: Master


def make_document(order: Order, report: Report = _be_silent) -> Product:
    """Make one patient's document.

    Args:
        order: What is wanted.
        report: Called with the name of each step as it begins.

    Raises:
        WorksheetError: All the problems that stop the work; nothing was made.
    """
    return DocumentMaker(report).make(order)


class DocumentMaker:
    """Makes documents one after the other; what they have in common is done once.

    What comes out follows from the order alone, never from what was made before.
    """

    def __init__(self, report: Report = _be_silent) -> None:
        """Begin with nothing read.

        Args:
            report: Called with the name of each step as it begins.
        """
        self._report = report
        # Reading and checking a program takes ten milliseconds, with other doses one.
        self._files = FileCache()
        self._load = lru_cache(_MASTERS)(self._load_checked)
        # A master takes about ten milliseconds, the strip of a further patient a quarter of one.
        self._share = lru_cache(_MASTERS)(self._make_shared)

    def make(self, order: Order, *, draw: bool = True) -> Product:
        """Make one patient's document.

        Args:
            order: What is wanted.
            draw: Whether it is drawn, or only laid out.

        Raises:
            WorksheetError: All the problems that stop the work; nothing was made.
        """
        self._report("load")
        loaded = self.load(order)
        self._report("resolve")
        strip = _resolve_strip(order, loaded)
        self._report("lay out")
        shared, slots, imposed = self._find_master(order, loaded, strip), None, None
        if shared:
            slots = place_strip(strip, shared.frame)
        if shared and slots:
            plan, warnings = shared.plan.with_slots(slots), shared.warnings
        else:  # a booklet, or a strip that takes more room than that of the group
            document = _with_body(strip, order, loaded)
            plan, warnings, imposed = _lay_out(document, order, loaded)
        data = b""
        if draw:
            self._report("draw")
            data = _draw_imposed(order, imposed) or self._draw(order, plan, shared, slots)
        return Product(data, plan, (*loaded.warnings, *warnings), loaded, imposed)

    def load(self, order: Order) -> Loaded:
        """Everything that an order names, fit for the document that is wanted.

        Raises:
            WorksheetError: All the problems of its files.
        """
        loaded = self._load(order.selection, "booklet" if order.weeks else "sheet")
        return replace(loaded, warnings=warnings_of(order, loaded))

    def _load_checked(self, selection: Selection, document: str) -> Loaded:
        loaded = load_selection(selection, self._files)
        check_loaded(loaded, document)
        return loaded

    def _find_master(self, order: Order, loaded: Loaded, strip: Strip) -> Shared | None:
        """What a document shares with its group; None for one that is a group of its own."""
        if order.weeks or order.patient_in_metadata or strip.note:
            return None
        program, exercises, known = loaded.program, loaded.exercises, facts_of(order.patient)
        facts = shown_facts(known, program, exercises, order.week)
        nobody = replace(order, patient=_NOBODY, mark="")
        return self._share(Group(nobody, facts, strip.shape))

    def _make_shared(self, group: Group) -> Shared:
        """The master of a group: nothing is known here but its key."""
        order = group.order
        loaded = self.load(order)
        document = _with_body(group.shape, order, loaded, group.facts)
        laid = lay_out_frame(document, loaded.template, loaded.paper)
        master = make_master(laid.plan, _moment(order), _draw_options(order))
        return Shared(laid.plan, laid.warnings, laid.frame, master)

    def _draw(self, order: Order, plan: Plan, shared: Shared | None, slots: Slots | None) -> bytes:
        if shared and slots:
            try:
                return shared.master.fill(slots)
            except ShapeDiffers:  # the strip has words that the master has no element for
                pass
        return draw_plan(plan, _moment(order), _draw_options(order))


def resolve_document(order: Order, loaded: Loaded) -> Document:
    """All words and numbers of one patient's document; all of them can be printed.

    Raises:
        WorksheetError: The program and the dates do not go together, or no font has a character.
    """
    return _with_body(_resolve_strip(order, loaded), order, loaded)


def _resolve_strip(order: Order, loaded: Loaded) -> Strip:
    """Whatever the document prints about its patient."""
    parts = parts_of(order, loaded, with_figures=False)
    recipient = Recipient(order.patient, order.mark, order.window)
    strip = resolve_strip(parts, recipient, order.week, booklet=order.weeks is not None)
    _check_characters(strip, order.patient, loaded)
    return strip


def _with_body(
    strip: Strip, order: Order, loaded: Loaded, facts: BodyFacts | None = None
) -> Document:
    parts = parts_of(order, loaded, facts)
    body: Handout | Booklet
    if order.weeks is None:
        body = resolve_handout(parts, order.week)
    else:
        from worksheets.resolve.booklets import resolve_booklet  # handouts start faster without

        body = resolve_booklet(parts, order.weeks, order.patient.bring_on)
    # All that a body prints in the words of this patient is who cleared the exercises.
    _check_characters(body, Patient(cleared_by=parts.facts.cleared_by), loaded)
    return Document(strip, body)


def _lay_out(
    document: Document, order: Order, loaded: Loaded
) -> tuple[Plan, tuple[Problem, ...], "Imposed | None"]:
    """Place a document; the last is how a booklet is put on sheets to fold."""
    if order.weeks is None:
        laid = lay_out_frame(document, loaded.template, loaded.paper)
        return _with_owner(laid.plan, order), laid.warnings, None
    # Handouts start faster without these.
    from worksheets.layout.booklets import lay_out_booklet
    from worksheets.pdf.impose import MAX_PAGES, impose

    paper, sides = loaded.paper, 2 if order.duplex else 1
    if order.imposed:
        paper, sides = _HALF[loaded.paper], 4
    plan, warnings = lay_out_booklet(document, loaded.template, paper, sides=sides)
    assert isinstance(document.body, Booklet)
    weeks = len(document.body.weeks)
    if weeks < order.weeks:
        message = f"nothing is due after week {weeks}, and the booklet ends there"
        early = Problem(message, "Ask for that many weeks.", "--weeks", kind=Kind.WARNING)
        warnings = (early, *warnings)
    plan = _with_owner(plan, order)
    if not order.imposed:
        return plan, warnings, None
    if len(plan.pages) > MAX_PAGES:
        message = f"the booklet has more than {MAX_PAGES} pages, too many to fold"
        hint = "Ask for fewer weeks, or print it without --imposed."
        raise WorksheetError([Problem(message, hint, "--imposed", kind=Kind.USAGE)])
    return plan, warnings, impose(plan, PAPERS_PT[loaded.paper])


def _draw_imposed(order: Order, imposed: "Imposed | None") -> bytes:
    """The file of a document that goes on sheets to fold, or b"" for any other document."""
    if imposed is None:
        return b""
    from worksheets.pdf.merge import draw_imposed

    return draw_imposed(imposed.plan, _moment(order))


def parts_of(
    order: Order, loaded: Loaded, facts: BodyFacts | None = None, *, with_figures: bool = True
) -> Parts:
    """What a body is made from.

    Args:
        order: What is wanted.
        loaded: What it names.
        facts: What the body may know of the patient; None for all that the order says.
        with_figures: Whether the exercises are illustrated, for this side.

    Raises:
        WorksheetError: A figure cannot be drawn.
    """
    facts = facts or facts_of(order.patient)
    return Parts(
        program=loaded.program,
        exercises=loaded.exercises,
        locale=loaded.locale,
        issued=order.issued,
        facts=facts,
        clinic=loaded.clinic,
        figures=_figures(loaded, facts.side) if with_figures else {},
        qr=order.qr,
        logo=loaded.logo,
        override=order.override,
        whole_weeks=order.whole_weeks,
    )


def _figures(loaded: Loaded, side: AffectedSide | None) -> Mapping[str, Image | Drawing]:
    """The figures of all exercises, drawn for an affected side."""
    exercises = [
        (exercise, loaded.library.where("exercise", file_id))
        for file_id, exercise in loaded.exercises.items()
    ]
    return {**loaded.figures, **illustrate(loaded.library, exercises, side)}


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


def _check_characters(part: Strip | Handout | Booklet, known: Patient, loaded: Loaded) -> None:
    """Refuse characters that no font has, and report where they come from.

    Args:
        part: A part of a document.
        known: What this part may print of the patient.
        loaded: The files that it was made from.
    """
    if missing := missing_characters(part):
        raise WorksheetError(loaded.blame(missing, known))


def _with_owner(plan: Plan, order: Order) -> Plan:
    """A Plan whose file says whose it is, when the user asked for that."""
    if not order.patient_in_metadata:
        return plan
    about = ", ".join(filter(None, (order.patient.name, order.patient.number)))
    return replace(plan, about=about)


def _moment(order: Order) -> datetime:
    return datetime.combine(order.issued, time())


def _draw_options(order: Order) -> DrawOptions:
    return DrawOptions(fillable=order.fillable, archive=order.archive)
