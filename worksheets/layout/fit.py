"""Choosing the size: the largest body text at which everything fits one page."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from worksheets.document import Document, Footer, Handout, Strip
from worksheets.field_names import repeated
from worksheets.kept import kept
from worksheets.layout.address import Front
from worksheets.layout.blocks.clearances import place_clearances
from worksheets.layout.blocks.masthead import place_masthead
from worksheets.layout.blocks.note import place_note
from worksheets.layout.footer import Foot, measure_foot
from worksheets.layout.naming import with_unique_names
from worksheets.layout.pages import (
    body_room,
    fill_pages,
    fit_one_page,
    make_page,
    place_body,
    with_foot,
)
from worksheets.layout.registry import BLOCKS
from worksheets.layout.sending import for_sending, pages_before
from worksheets.layout.sizes import largest_fitting, sizes_of
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, make_style, same_style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import EXERCISE_BLOCKS, BlockSetup
from worksheets.plan import Page, Piece, Plan
from worksheets.problems import Kind, Problem, WorksheetError

PAPERS_PT: dict[Paper, tuple[float, float]] = {
    "a4": (210 * 72 / 25.4, 297 * 72 / 25.4),
    "letter": (612.0, 792.0),
    "a5": (148 * 72 / 25.4, 210 * 72 / 25.4),
    "half-letter": (396.0, 612.0),
}
"""Width and height of upright paper, in points."""

_OTHER_TEMPLATE = {"handout": " or --template compact"}
_GROWTH_PT = 0.25
"""Rows and cards of a page that is not full grow by such steps."""


def lay_out(
    document: Document, template: Template, paper: Paper
) -> tuple[Plan, tuple[Problem, ...]]:
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
    page = Geometry(template, paper)
    scale = template.type
    best = largest_fitting(sizes_of(scale), lambda size: Draft(document, template, page, size))
    warnings: tuple[Problem, ...] = ()
    if not best.is_one_page:
        pages = len(best.pages)
        warnings = (
            Problem(
                f"the sheet needs {pages} pages at the smallest size, {scale.smallest:g} pt",
                f"For one page, use fewer exercises{_OTHER_TEMPLATE.get(template.id, '')}.",
                kind=Kind.WARNING,
            ),
        )
    return best.plan(), warnings


class Geometry:
    """The paper and its margins, in points."""

    def __init__(self, template: Template, paper: Paper) -> None:
        """Turn the paper the way the template wants it."""
        upright = PAPERS_PT[paper]
        self.upright = upright
        self.width, self.height = (
            upright if template.page.orientation == "portrait" else upright[::-1]
        )
        self.margin = template.page.margin


@kept(
    1024,
    key=lambda footer, template, page, body: (id(footer), id(template), page.upright, body),
)
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
        raise WorksheetError([_no_room()])
    return same_style(replace(style, height=height)), foot


class Draft:
    """A sheet at one body size: measured, and shared out over pages, but not yet drawn."""

    def __init__(self, document: Document, template: Template, page: Geometry, body: float) -> None:
        """Measure everything.

        Raises:
            WorksheetError: The footer leaves no room for anything else.
        """
        self._document = document
        self._sheet = sheet = handout_of(document)
        self._template = template
        self._page = page
        self._style, self._foot = measure_page(sheet.footer, template, page, body)
        self._blocks = measure_blocks(document, template, self._style)
        self._slabs = self._blocks.slabs
        self.is_one_page = fit_one_page(self._slabs, self._style.height)
        """Whether nothing has to go on to a second page."""

    @property
    def fullness(self) -> float:
        """The height of all that is shown, as a share of that of a page."""
        return sum([slab.height + slab.gap for slab in self._slabs]) / self._style.height

    @cached_property
    def pages(self) -> list[list[Slab]]:
        """The slabs of each page."""
        if self.is_one_page:
            return [self._slabs]
        return fill_pages(self._slabs, self._style.height)

    def plan(self) -> Plan:
        """Place every mark."""
        before = pages_before(self._document.strip)
        drawn = [self._draw(slabs, number) for number, slabs in enumerate(self.pages, before + 1)]
        front = Front(self._template, self._style.body, self._page.upright)
        pages: Sequence[Page] = for_sending(drawn, self._document, front)
        if not self._names_are_unique():
            pages = with_unique_names(pages)
        masthead = self._sheet.masthead
        return Plan(
            masthead.title,
            self._sheet.language,
            masthead.subtitle,
            tuple(pages),
            self._style.body,
        )

    def _names_are_unique(self) -> bool:
        """Whether it is known that no name stands twice; as a rule it is, without looking."""
        claims: list[str] = []
        for slab in self._slabs:
            if slab.claims is None or slab.name_prefix:
                return False
            claims += slab.claims
        return not self._document.strip.letter and not repeated(claims)

    def _draw(self, slabs: Sequence[Slab], number: int) -> Page:
        page = self._page
        foot = self._foot.build(number, len(self.pages) + pages_before(self._document.strip))
        size = page.width, page.height, page.margin
        if not self.is_one_page:
            return make_page(slabs, foot, self._foot.height, size)
        top, common = self._blocks.place(body_room(self._foot.height, size), size)
        return with_foot(top, foot, self._foot.height, size, common)


class Blocks:
    """The slabs of all blocks of a sheet, of which those after the top are the same for many.

    Attributes:
        slabs: All of them, in reading order.
    """

    def __init__(self, top: list[Slab], rest: "Rest") -> None:
        """Put them together.

        Args:
            top: The masthead.
            rest: What comes after it.
        """
        self._top, self._rest = top, rest
        self.slabs = [*top, *rest.slabs]

    def place(
        self, room: float, size: tuple[float, float, float]
    ) -> tuple[list[Piece], tuple[Piece, ...]]:
        """The pieces of the one page that they fit, in `room` points of height: top and rest."""
        if any([slab.grow for slab in self._top]):
            return place_body(self.slabs, room, size, _GROWTH_PT), ()
        key = room, size, *[(slab.height, slab.gap) for slab in self._top]
        below = self._rest.placed.get(key)
        if below is None:
            whole, count = place_body(self.slabs, room, size, _GROWTH_PT), len(self._top)
            self._rest.placed[key] = tuple(whole[count:])
            return whole[:count], self._rest.placed[key]
        return place_body(self._top, 0, size), below


class Rest(NamedTuple):
    """What comes after the top of a sheet, at one body size.

    Attributes:
        slabs: The slabs.
        placed: The pieces that they become, by the room and what is above them.
    """

    slabs: list[Slab]
    placed: dict[tuple[object, ...], tuple[Piece, ...]]


def measure_blocks(document: Document, template: Template, style: Style) -> Blocks:
    """The slabs of all blocks; the gates stand before the first block that shows exercises."""
    sheet, strip = handout_of(document), document.strip
    first, *others = template.blocks
    if first.block != "masthead" or any([setup.block == "masthead" for setup in others]):
        return Blocks([], Rest(_measure(sheet, strip, template.blocks, style), {}))
    rest = _rest_of(sheet, strip, template).at(style)
    return Blocks(place_masthead(sheet, strip, style), rest)


def handout_of(document: Document) -> Handout:
    """The body of a document that is a handout."""
    assert isinstance(document.body, Handout)
    return document.body


class _Rests:
    """What comes after the top of sheets that differ in nothing else, at each size."""

    def __init__(self, sheet: Handout, strip: Strip, template: Template) -> None:
        self._sheet, self._strip, self._blocks = sheet, strip, template.blocks[1:]
        self._at: dict[int, tuple[Style, Rest]] = {}

    def at(self, style: Style) -> Rest:
        """The same at one size."""
        known = self._at.get(id(style))
        if known is None:
            slabs = _measure(self._sheet, self._strip, self._blocks, style)
            known = self._at[id(style)] = style, Rest(slabs, {})
        return known[1]


@kept(16, key=lambda sheet, strip, template: (id(sheet), strip.note, id(template)))
def _rest_of(sheet: Handout, strip: Strip, template: Template) -> _Rests:
    """Looked up once for all the sizes that are tried."""
    return _same_rest(sheet, strip, template)


@kept(
    128,
    key=lambda sheet, strip, template: (
        *map(id, sheet.cards),
        *map(id, sheet.grid.rows),
        id(sheet.grid.columns),
        sheet.grid.title,
        sheet.grid.week,
        sheet.grid.writing,
        sheet.clearances,
        sheet.purpose,
        sheet.equipment,
        strip.note,
        id(sheet.stop_and_call),
        sheet.program_language,
        id(template),
    ),
    second=True,
)
def _same_rest(sheet: Handout, strip: Strip, template: Template) -> _Rests:
    return _Rests(sheet, strip, template)


def _measure(
    sheet: Handout, strip: Strip, blocks: Sequence[BlockSetup], style: Style
) -> list[Slab]:
    """The slabs of some blocks."""
    slabs: list[Slab] = []
    gated = False
    for setup in blocks:
        if setup.block in EXERCISE_BLOCKS and not gated:
            slabs += place_clearances(sheet, style)
            gated = True
        if setup.block == "masthead":
            slabs += place_masthead(sheet, strip, style)
            continue
        slabs += BLOCKS[setup.block](sheet, setup, style)
        if setup.block == "purpose":
            slabs += place_note(strip.note, style)
    return slabs


def _no_room() -> Problem:
    return Problem(
        "the disclaimer takes more than half of the page",
        "Shorten the disclaimer of the clinic.",
        kind=Kind.NO_ROOM,
    )
