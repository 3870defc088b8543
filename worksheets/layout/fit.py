"""Choosing the size: the largest body text at which everything fits one page."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from worksheets.document import Document, Footer, Handout, Strip
from worksheets.layout.blocks.masthead import gate_box, note_box, strip_box, strip_lines, title_box
from worksheets.layout.blocks.purpose import place_purpose
from worksheets.layout.blocks.week import lines_of_head, week_head
from worksheets.layout.box import Box, Laid, present
from worksheets.layout.flow import (
    Foot,
    Repeated,
    draw_box,
    draw_laid,
    fill_pages,
    make_page,
    measure_foot,
    parts_of,
)
from worksheets.layout.naming import with_unique_names
from worksheets.layout.registry import boxes_of
from worksheets.layout.sending import Front, for_sending, pages_before
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style, make_style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import EXERCISE_BLOCKS, BlockSetup, TypeScale
from worksheets.plan import Node, Page, Piece, Placed, Plan, Role
from worksheets.problems import Kind, Problem, WorksheetError

PAPERS_PT: dict[Paper, tuple[float, float]] = {
    "a4": (210 * 72 / 25.4, 297 * 72 / 25.4),
    "letter": (612.0, 792.0),
    "a5": (148 * 72 / 25.4, 210 * 72 / 25.4),
    "half-letter": (396.0, 612.0),
}
"""Width and height of upright paper, in points."""

_OTHER_TEMPLATE = {"handout": " or --template compact"}
STEP_PT = 0.25
"""Distance between the body sizes that are tried, in points."""
_GROWTH_PT = 0.25
"""Rows and cards of a page that is not full grow by such steps."""


class Geometry(NamedTuple):
    """The paper, turned the way the template wants it, and its margin; lengths in points."""

    width: float
    height: float
    margin: float
    upright: tuple[float, float]

    @classmethod
    def of(cls, template: Template, paper: Paper) -> "Geometry":
        """The page of a template on paper of some size."""
        upright = PAPERS_PT[paper]
        is_upright = template.page.orientation == "portrait"
        width, height = upright if is_upright else upright[::-1]
        return cls(width, height, template.page.margin, upright)

    @property
    def size(self) -> tuple[float, float, float]:
        """Width, height and margin."""
        return self[:3]


def measure_page(
    footer: Footer, template: Template, page: Geometry, body: float
) -> tuple[Style, Foot]:
    """The style of a page, as high as its foot leaves it, and the foot.

    Raises:
        WorksheetError: The footer leaves no room for anything else.
    """
    inner = page.height - 2 * page.margin
    style = make_style(template, body, page.width - 2 * page.margin, inner)
    foot = measure_foot(footer, style)
    height = inner - foot.height
    if height < inner / 2:
        problem = Problem(
            "the disclaimer takes more than half of the page",
            "Shorten the disclaimer of the clinic.",
            kind=Kind.NO_ROOM,
        )
        raise WorksheetError([problem])
    return replace(style, height=height), foot


class SlotFrame(NamedTuple):
    """What must be known to show another patient on the pages of a document.

    Attributes:
        body: What the pages show beside the patient.
        template: Their layout.
        page: Their paper.
        style: The sizes that were chosen.
        lines: How many lines the patient's values take, as `lines_of` counts them.
        slots: The pieces of each page that show the patient.
    """

    body: Handout
    template: Template
    page: Geometry
    style: Style
    lines: tuple[tuple[int, ...], ...]
    slots: tuple[tuple[Piece, ...], ...]


class LaidOut(NamedTuple):
    """A Plan with what the user should know, and the frame for other patients."""

    plan: Plan
    warnings: tuple[Problem, ...]
    frame: SlotFrame


def lay_out(
    document: Document, template: Template, paper: Paper
) -> tuple[Plan, tuple[Problem, ...]]:
    """The Plan and the warnings of `lay_out_frame`."""
    return lay_out_frame(document, template, paper)[:2]


def lay_out_frame(document: Document, template: Template, paper: Paper) -> LaidOut:
    """Place a sheet on as few pages as the template's type scale allows.

    The largest size at which everything fits one page is taken. When even the smallest needs more
    pages, the smallest is taken and a warning says so; nothing is dropped or clipped.

    Args:
        document: The words and numbers of a handout.
        template: The layout.
        paper: The paper size.

    Raises:
        WorksheetError: The footer leaves no room for anything else.
    """
    page = Geometry.of(template, paper)
    scale = template.type
    best = largest_fitting(sizes_of(scale), lambda size: Draft(document, template, page, size))
    plan, lines = best.plan(), lines_of(document, template, page)
    frame = SlotFrame(handout_of(document), template, page, best.style, lines, plan.slots)
    if best.is_one_page:
        return LaidOut(plan, (), frame)
    problem = Problem(
        f"the sheet needs {len(best.pages)} pages at the smallest size, {scale.smallest:g} pt",
        f"For one page, use fewer exercises{_OTHER_TEMPLATE.get(template.id, '')}.",
        kind=Kind.WARNING,
    )
    return LaidOut(plan, (problem,), frame)


def handout_of(document: Document) -> Handout:
    """The body of a document that is a handout, with the dates of the strip in its grid."""
    strip, body = document
    assert isinstance(body, Handout)
    return body._replace(grid=body.grid.with_dates(strip.dates)) if strip.dates else body


class Draft:
    """A sheet at one body size: measured, and shared out over pages, but not yet drawn.

    Attributes:
        style: Its sizes.
        pages: The boxes of each page.
        is_one_page: Whether nothing has to go on to a second page.
        fullness: The height of all that is shown, as a share of that of a page.
    """

    def __init__(self, document: Document, template: Template, page: Geometry, body: float) -> None:
        """Measure everything.

        Raises:
            WorksheetError: The footer leaves no room for anything else.
        """
        self._document, self._template, self._page = document, template, page
        footer = handout_of(document).footer
        self.style, self._foot = measure_page(footer, template, page, body)
        laid = parts_of(_boxes(document, template, self.style), self.style.width)
        self.fullness = sum([one.height + one.box.gap for one in laid]) / self.style.height
        self.pages: Sequence[Sequence[Laid]] = fill_pages(laid, self.style)
        self.is_one_page = len(self.pages) == 1

    def plan(self) -> Plan:
        """Place every mark."""
        document, page, foot = self._document, self._page, self._foot
        before = pages_before(document.strip)
        last = len(self.pages) + before
        step = _GROWTH_PT if self.is_one_page else 0.0
        drawn = [
            make_page(laid, foot.build(number, last), foot.height, page.size, step)
            for number, laid in enumerate(self.pages, before + 1)
        ]
        front = Front(self._template, self.style.body, page.upright)
        pages = with_unique_names(for_sending(drawn, document, front))
        sheet = handout_of(document)
        title, under = sheet.masthead.title, sheet.masthead.subtitle
        return Plan(title, sheet.language, under, pages, self.style.body)


def _boxes(document: Document, template: Template, style: Style) -> list[Box]:
    """All boxes of a sheet; the gates stand before the first block that shows exercises."""
    body, strip = handout_of(document), document.strip
    # What no dose of the patient changes is made once for all who do the program.
    none = body.grid._replace(week="", columns=(), rows=(), writing=())
    same = body._replace(cards=(), grid=none)
    share = partial(Shared.of, style.width)
    boxes: list[Box] = []
    gates = [share(gate_box, gate, body.program_language, style) for gate in body.clearances]
    for setup in template.blocks:
        if setup.block in EXERCISE_BLOCKS:
            boxes += gates
            gates = []
        if setup.block == "masthead":
            boxes += [share(title_box, same, style), strip_box(strip, style)]
        elif setup.block == "purpose":
            note = note_box(strip.note, style) if strip.note else None
            boxes += present(share(place_purpose, same, setup, style), note)
        else:
            boxes += boxes_of(body, setup, style)
    return boxes


def lines_of(document: Document, template: Template, page: Geometry) -> tuple[tuple[int, ...], ...]:
    """How many lines the values of a strip take at each size; () where each takes one at most.

    The heights of the slots follow from it, and so does the size that is chosen: for patients whose
    values take as many lines at all sizes it is the same one.
    """
    strip, sheet = document.strip, handout_of(document)
    counts: list[tuple[int, ...]] = []
    for body in reversed(sizes_of(template.type)):
        style = make_style(template, body, page.width - 2 * page.margin, page.height)
        count = strip_lines(strip, style)
        for setup in _grids(template) if strip.dates else ():
            count += (lines_of_head(sheet, setup, style),)
        if strip.note:
            count += (round(note_box(strip.note, style).height(style.width) / style.leading),)
        elif not counts and max(count, default=0) <= 1:  # then it is so at all smaller sizes
            return ()
        counts.append(count)
    return tuple(counts)


def place_strip(strip: Strip, frame: SlotFrame) -> tuple[tuple[Piece, ...], ...] | None:
    """The pieces that show another patient, page by page, without laying out the body again.

    Args:
        strip: Another patient.
        frame: The frame of a document with the same body, template and paper.

    Returns:
        The pieces that replace those in `frame.slots`; None where the patient does not fit the
        frame: another height, other fields filled in, a letter more or less. Then the document is
        laid out by itself.
    """
    document = Document(strip, frame.body)
    if lines_of(document, frame.template, frame.page) != frame.lines:
        return None
    width, height, _ = frame.page.size
    front = Front(frame.template, frame.style.body, frame.page.upright)
    own = [Page(width, height, ())] * (len(frame.slots) - pages_before(strip))
    if not own:
        return None
    sent = for_sending(own, document, front)
    boxes = [strip_box(strip, frame.style)]
    if strip.note:
        boxes.append(note_box(strip.note, frame.style))
    sheet = handout_of(document)
    boxes += [week_head(sheet, setup, frame.style) for setup in _grids(frame.template)]
    laid = parts_of(boxes, frame.style.width)
    last = laid[0]
    pages = []
    for slots, page in zip(frame.slots, sent, strict=True):
        moving = [piece for piece in page.pieces if piece.slot]
        pieces: list[Piece] = []
        for slot in slots:
            if slot.slot not in ("strip", "note", "dates"):
                pieces += moving[:1]
                del moving[:1]
            elif slot.node.tag.role is Role.ARTIFACT:  # the head of a table goes on
                pieces.append(slot._replace(node=draw_box(Repeated(last.box), *slot[2:4])))
            elif laid:
                last = laid.pop(0)
                pieces.append(slot._replace(node=draw_laid(last, slot.height)))
        shapes = [[(one.slot, _shape(one.node)) for one in some] for some in (pieces, slots)]
        if moving or shapes[0] != shapes[1]:
            return None
        pages.append(tuple(pieces))
    return None if laid else tuple(pages)


def _grids(template: Template) -> list[BlockSetup]:
    """The tables of a week, whose heads have dates."""
    return [setup for setup in template.blocks if setup.block == "week-grid"]


def _shape(node: Node) -> tuple[object, ...]:
    """The tags in a node, without their words."""
    children = [child.node if isinstance(child, Placed) else child for child in node.children]
    inside = [_shape(child) for child in children if isinstance(child, Node)]
    return node.tag._replace(accessible_text=""), inside


class Drafted(Protocol):
    """What is known of a sheet at one size."""

    @property
    def is_one_page(self) -> bool:
        """Whether nothing has to go on to a second page."""

    @property
    def fullness(self) -> float:
        """The height of all that is shown, as a share of that of a page."""


_Draft = TypeVar("_Draft", bound=Drafted)


def sizes_of(scale: TypeScale) -> list[float]:
    """The body sizes that are tried, in points, the smallest first."""
    count = int((scale.largest - scale.smallest) / STEP_PT + 1e-9)
    return [scale.smallest + step * STEP_PT for step in range(count + 1)]


def largest_fitting(sizes: Sequence[float], draft_at: Callable[[float], _Draft]) -> _Draft:
    """The draft at the largest size at which it is one page, else that at the smallest.

    **Why the second size comes first:** most sheets are about as full as a page at one of the
    smallest sizes, so that the draft after it decides.

    Args:
        sizes: The sizes that are tried, the smallest first: what fits at one fits at those before.
        draft_at: Makes the draft at a size; raises a `WorksheetError` where there is no room.

    Raises:
        WorksheetError: There is no room at the smallest size.
    """
    best: _Draft | None = None
    first, last, likely = 0, len(sizes) - 1, 1  # what fits best is at one of these, or is known
    while first <= last:
        place = max(first, min(likely, last))
        fits, likely = False, place // 2
        try:
            draft = draft_at(sizes[place])
        except WorksheetError:
            if not place:
                raise
        else:
            fits = draft.is_one_page
            best = draft if fits or not place else best
            # Text takes room by the square of its size. A good guess saves one or two drafts.
            size = sizes[place] / math.sqrt(max(draft.fullness, 0.01))
            likely = math.floor((size - sizes[0]) / STEP_PT)
        first, last = (place + 1, last) if fits else (first, place - 1)
    assert best
    return best
