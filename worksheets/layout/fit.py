"""Choosing the size: the largest body text at which everything fits one page."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from worksheets.kept import kept
from worksheets.layout.address import Front
from worksheets.layout.blocks.clearances import place_clearances
from worksheets.layout.footer import Foot, measure_foot
from worksheets.layout.naming import with_unique_names
from worksheets.layout.pages import fill_pages, fit_one_page, make_page
from worksheets.layout.registry import BLOCKS
from worksheets.layout.sending import for_sending, pages_before
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, make_style, same_style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import EXERCISE_BLOCKS, TypeScale
from worksheets.names import repeated
from worksheets.plan import Page, Plan
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.sheet import Footer, Sheet

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


def lay_out(sheet: Sheet, template: Template, paper: Paper) -> tuple[Plan, tuple[Problem, ...]]:
    """Place a sheet on as few pages as the template's type scale allows.

    The largest size at which everything fits one page is taken. When even the smallest needs more
    pages, the smallest is taken and a warning says so; nothing is dropped or clipped.

    Args:
        sheet: The words and numbers.
        template: The layout.
        paper: The paper size.

    Raises:
        WorksheetError: The footer leaves no room for anything else.
    """
    page = Geometry(template, paper)
    scale = template.type
    sizes = sizes_of(scale)
    low, high = 0, len(sizes) - 1  # sizes[low] fits, and what is above sizes[high] does not
    best = Draft(sheet, template, page, sizes[0])
    while low < high and best.is_one_page:
        middle = (low + high + 1) // 2
        draft = Draft(sheet, template, page, sizes[middle])
        if draft.is_one_page:
            best, low = draft, middle
        else:
            high = middle - 1
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


def sizes_of(scale: TypeScale) -> list[float]:
    """The body sizes that are tried, in points, the smallest first."""
    count = int((scale.largest - scale.smallest) / STEP_PT + 1e-9)
    return [scale.smallest + step * STEP_PT for step in range(count + 1)]


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

    def __init__(self, sheet: Sheet, template: Template, page: Geometry, body: float) -> None:
        """Measure everything.

        Raises:
            WorksheetError: The footer leaves no room for anything else.
        """
        self._sheet = sheet
        self._template = template
        self._page = page
        self._style, self._foot = measure_page(sheet.footer, template, page, body)
        self._slabs = measure_blocks(sheet, template, self._style)
        self.is_one_page = fit_one_page(self._slabs, self._style.height)
        """Whether nothing has to go on to a second page."""

    @cached_property
    def pages(self) -> list[list[Slab]]:
        """The slabs of each page."""
        if self.is_one_page:
            return [self._slabs]
        return fill_pages(self._slabs, self._style.height)

    def plan(self) -> Plan:
        """Place every mark."""
        before = pages_before(self._sheet)
        drawn = [self._draw(slabs, number) for number, slabs in enumerate(self.pages, before + 1)]
        front = Front(self._template, self._style.body, self._page.upright)
        pages: Sequence[Page] = for_sending(drawn, self._sheet, front)
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
            if slab.claims is None or slab.within:
                return False
            claims += slab.claims
        return not self._sheet.letter and not repeated(claims)

    def _draw(self, slabs: Sequence[Slab], number: int) -> Page:
        page = self._page
        foot = self._foot.build(number, len(self.pages) + pages_before(self._sheet))
        return make_page(slabs, foot, self._foot.height, (page.width, page.height, page.margin))


def measure_blocks(sheet: Sheet, template: Template, style: Style) -> list[Slab]:
    """The slabs of all blocks; the gates stand before the first block that shows exercises."""
    slabs: list[Slab] = []
    gated = False
    for setup in template.blocks:
        if setup.block in EXERCISE_BLOCKS and not gated:
            slabs += place_clearances(sheet, style)
            gated = True
        slabs += BLOCKS[setup.block](sheet, setup, style)
    return slabs


def _no_room() -> Problem:
    return Problem(
        "the disclaimer takes more than half of the page",
        "Shorten the disclaimer of the clinic.",
        kind=Kind.NO_ROOM,
    )
