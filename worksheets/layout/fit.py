"""Choosing the size: the highest setting at which everything fits as few pages as it can."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from operator import le
from typing import NamedTuple, Protocol, TypeVar

from worksheets.document import Document, Footer, Handout, Strip
from worksheets.layout.blocks.masthead import gate_box, note_box, strip_box, strip_lines, title_box
from worksheets.layout.blocks.purpose import place_purpose
from worksheets.layout.blocks.week import lines_of_head, place_record, record_setup, week_head
from worksheets.layout.box import Box, Laid, present, stacked_height
from worksheets.layout.flow import (
    Foot,
    Geometry,
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
from worksheets.layout.style import FLOOR_PT, Rung, Style, ladder, make_style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import EXERCISE_BLOCKS, BlockSetup
from worksheets.plan import Node, Page, Piece, Placed, Plan, Role
from worksheets.problems import Kind, Problem, WorksheetError

_OTHER_TEMPLATE = {"handout": " or --template compact"}
_GROWTH_PT = 0.25
"""Rows and cards grow by such steps."""
_FEWEST_FOR_BACK = 4
"""With fewer exercises, the record stands below them."""
_LITTLE = 1 / 3
"""A last page that is less full may be saved by smaller type."""


def measure_page(
    footer: Footer, template: Template, page: Geometry, rung: Rung
) -> tuple[Style, Foot]:
    """The style of a page, as high as its foot leaves it, and the foot.

    Raises:
        WorksheetError: The footer leaves no room for anything else.
    """
    width, inner = page.inner
    style = make_style(template, rung, width, inner)
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
        strip: Whose pages they are.
        body: What the pages show beside the patient.
        template: Their layout.
        page: Their paper.
        style: The sizes that were chosen.
        on_back: Whether the record has a page of its own.
        slots: The pieces of each page that show the patient.
    """

    strip: Strip
    body: Handout
    template: Template
    page: Geometry
    style: Style
    on_back: bool
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
    """Place a sheet on as few pages as the template's ladder of sizes allows.

    One page is taken wherever everything fits one, at the highest setting at which it does. A
    sheet of more pages has larger type: the pages that it needs at 12 pt, and then the highest
    setting at which it needs no more. Nothing is dropped or clipped.

    Args:
        document: The words and numbers of a handout.
        template: The layout.
        paper: The paper size.

    Raises:
        WorksheetError: The footer leaves no room for anything else.
    """
    page = Geometry.of(template, paper)
    rungs = ladder(template.type)
    best = highest_fitting(rungs, lambda rung: Draft(document, template, page, rung))
    warnings: tuple[Problem, ...] = ()
    if len(best.pages) > 1:
        best = _on_pages(document, template, page, rungs)
        problem = Problem(
            f"the sheet needs {len(best.pages)} pages",
            f"For one page, use fewer exercises{_OTHER_TEMPLATE.get(template.id, '')}.",
            kind=Kind.WARNING,
        )
        warnings = (problem,)
    plan, body = best.plan(), handout_of(document)
    frame = SlotFrame(document.strip, body, template, page, best.style, best.on_back, plan.slots)
    return LaidOut(plan, warnings, frame)


def _on_pages(
    document: Document, template: Template, page: Geometry, rungs: Sequence[Rung]
) -> "Draft":
    """A sheet that needs more than a page.

    The record has a page of its own, with pictures and doses, where that costs no page more. Where
    little is left for the last page, smaller type may save it.
    """
    large = [rung for rung in rungs if rung.body >= FLOOR_PT] or list(rungs[-1:])

    def draft_at(rung: Rung, on_back: bool = False) -> Draft:
        return Draft(document, template, page, rung, on_back=on_back)

    first = draft_at(large[0])
    if _has_record(template) and len(handout_of(document).cards) >= _FEWEST_FOR_BACK:
        apart = draft_at(large[0], on_back=True)
        if len(apart.pages) <= len(first.pages):
            first = apart
    most, on_back = len(first.pages), first.on_back
    if first.last_share < _LITTLE:
        for rung in reversed(rungs[: rungs.index(large[0])]):
            small = draft_at(rung, on_back)
            if len(small.pages) < most:
                return small
    return highest_fitting(large[1:], partial(draft_at, on_back=on_back), most, first)


def _has_record(template: Template) -> bool:
    """Whether a template has cards and, after them, the table of the week."""
    names = [setup.block for setup in template.blocks]
    return names[-1] == "week-grid" and ("cards" in names or "list" in names)


def handout_of(document: Document) -> Handout:
    """The body of a document that is a handout, with the dates of the strip in its grid."""
    strip, body = document
    assert isinstance(body, Handout)
    return body._replace(grid=body.grid.with_dates(strip.dates)) if strip.dates else body


class Draft:
    """A sheet at one setting: measured, and shared out over pages, but not yet drawn.

    Attributes:
        style: Its sizes.
        on_back: Whether the record has a page of its own.
        pages: The boxes of each page.
        fullness: The height of all that is shown, as a share of that of a page.
    """

    def __init__(
        self,
        document: Document,
        template: Template,
        page: Geometry,
        rung: Rung,
        *,
        on_back: bool = False,
    ) -> None:
        """Measure everything.

        Raises:
            WorksheetError: The footer leaves no room for anything else.
        """
        self._document, self._template, self._page = document, template, page
        footer = handout_of(document).footer
        self.style, self._foot = measure_page(footer, template, page, rung)
        self.on_back = on_back
        front, back = _boxes(document, template, self.style, on_back=on_back)
        self.pages: list[list[Laid]] = []
        self.fullness = 0.0
        for boxes in filter(None, (front, back)):
            laid = parts_of(boxes, self.style.width)
            self.fullness += sum([one.height + one.box.gap for one in laid]) / self.style.height
            self.pages += fill_pages(laid, self.style)

    @property
    def last_share(self) -> float:
        """How full the last page is, as a share."""
        return stacked_height(self.pages[-1]) / self.style.height

    def plan(self) -> Plan:
        """Place every mark."""
        document, page, foot = self._document, self._page, self._foot
        before = pages_before(document.strip)
        last = len(self.pages) + before
        drawn = [
            make_page(laid, foot.build(number, last), foot.height, page, _GROWTH_PT)
            for number, laid in enumerate(self.pages, before + 1)
        ]
        front = Front(self._template, self.style.body, page)
        pages = with_unique_names(for_sending(drawn, document, front))
        sheet = handout_of(document)
        title, under = sheet.masthead.title, sheet.masthead.subtitle
        return Plan(title, sheet.language, under, pages, self.style.body)


def _boxes(
    document: Document, template: Template, style: Style, *, on_back: bool
) -> tuple[list[Box], list[Box]]:
    """All boxes of a sheet, and those of the page for the record where it has one of its own.

    The gates stand before the first block that shows exercises.
    """
    body, strip = handout_of(document), document.strip
    # What no dose of the patient changes is made once for all who do the program.
    none = body.grid._replace(week="", columns=(), rows=(), writing=())
    same = body._replace(cards=(), grid=none)
    share = partial(Shared.of, style.width)
    boxes: list[Box] = []
    back: list[Box] = []
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
        elif on_back and setup is template.blocks[-1]:
            back = place_record(body, setup, style)
        else:
            boxes += boxes_of(body, setup, style)
    return boxes, back


def lines_of(document: Document, template: Template, style: Style) -> tuple[int, ...]:
    """How many lines the values of a strip, the heads of weeks and the note take at a size."""
    strip, sheet = document.strip, handout_of(document)
    count = strip_lines(strip, style)
    for setup in _grids(template, on_back=False) if strip.dates else ():
        count += (lines_of_head(sheet, setup, style),)
    if strip.note:
        count += (round(note_box(strip.note, style).height(style.width) / style.leading),)
    return count


def _is_placed_alike(document: Document, frame: SlotFrame) -> bool:
    """Whether a document with the body of a frame has its size, and its slots their heights.

    At the size of the frame its values take as many lines. At larger ones they take no fewer, so
    that what was too much for a page there is so for this document, too.
    """
    known, template = Document(frame.strip, frame.body), frame.template

    def compared(style: Style) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return lines_of(known, template, style), lines_of(document, template, style)

    theirs, ours = compared(frame.style)
    if theirs != ours:
        return False
    if frame.strip == frame.strip.shape:  # its values are as short as can be
        return True
    return all(
        len(theirs) == len(ours) and all(map(le, theirs, ours))
        for theirs, ours in map(compared, _larger(frame))
    )


def _larger(frame: SlotFrame) -> list[Style]:
    """The styles above that of a frame."""
    template, page = frame.template, frame.page
    styles = [make_style(template, rung, *page.inner) for rung in ladder(template.type)]
    size = frame.style.body, frame.style.tall
    return [style for style in styles if (style.body, style.tall) > size]


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
    if not _is_placed_alike(document, frame):
        return None
    width, height = frame.page[:2]
    front = Front(frame.template, frame.style.body, frame.page)
    own = [Page(width, height, ())] * (len(frame.slots) - pages_before(strip))
    if not own:
        return None
    sent = for_sending(own, document, front)
    boxes = [strip_box(strip, frame.style)]
    if strip.note:
        boxes.append(note_box(strip.note, frame.style))
    sheet = handout_of(document)
    grids = _grids(frame.template, on_back=frame.on_back)
    boxes += [week_head(sheet, setup, frame.style) for setup in grids]
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


def _grids(template: Template, *, on_back: bool) -> list[BlockSetup]:
    """The tables of a week, whose heads have dates; on a page of their own they show the dose."""
    found = [setup for setup in template.blocks if setup.block == "week-grid"]
    return [*found[:-1], record_setup(found[-1])] if on_back else found


def _shape(node: Node) -> tuple[object, ...]:
    """The tags in a node, without their words."""
    children = [child.node if isinstance(child, Placed) else child for child in node.children]
    inside = [_shape(child) for child in children if isinstance(child, Node)]
    return node.tag._replace(accessible_text=""), inside


class Drafted(Protocol):
    """What is known of a sheet at one setting."""

    @property
    def pages(self) -> list[list[Laid]]:
        """The boxes of each page."""

    @property
    def fullness(self) -> float:
        """The height of all that is shown, as a share of that of a page."""


_Draft = TypeVar("_Draft", bound=Drafted)


def highest_fitting(
    rungs: Sequence[Rung],
    draft_at: Callable[[Rung], _Draft],
    most: int = 1,
    best: _Draft | None = None,
) -> _Draft:
    """The draft at the highest setting at which it has so many pages at most, else at the lowest.

    Args:
        rungs: The settings that are tried, the smallest first: what fits at one fits those before.
        draft_at: Makes the draft at one; raises a `WorksheetError` where there is no room.
        most: How many pages it may have.
        best: One that has so many pages, at a lower setting than all of these.

    Raises:
        WorksheetError: There is no room at the lowest setting.
    """
    first, last, likely, guesses = 0, len(rungs) - 1, 2, 3  # most sheets are about that full
    while first <= last:
        place = max(first, min(likely, last)) if guesses else (first + last) // 2
        guesses = max(0, guesses - 1)
        fits, likely = False, place // 2
        try:
            draft = draft_at(rungs[place])
        except WorksheetError:
            if not place and best is None:
                raise
        else:
            fits = len(draft.pages) <= most
            best = draft if fits or (best is None and not place) else best
            # Text takes room by the square of its size. A good guess saves one or two drafts.
            size = rungs[place].body * math.sqrt(most / max(draft.fullness, 0.01))
            likely = sum(rung.body <= size for rung in rungs) - 1
            likely = max(likely, place + 1) if fits else min(likely, place - 1)
        first, last = (place + 1, last) if fits else (first, place - 1)
    assert best is not None
    return best
