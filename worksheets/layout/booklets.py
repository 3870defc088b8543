"""A Booklet becomes a Plan: its sections on pages, every week on a page of its own."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from worksheets.document import Booklet, Document, Strip, Week
from worksheets.kept import Kept
from worksheets.layout.address import Front
from worksheets.layout.blocks.charts import place_charts
from worksheets.layout.blocks.contents import place_contents
from worksheets.layout.blocks.cover import place_cover
from worksheets.layout.blocks.exercises import place_exercises
from worksheets.layout.blocks.note import place_note
from worksheets.layout.blocks.notes import place_notes
from worksheets.layout.blocks.phases import place_phases
from worksheets.layout.blocks.stop import place_stop
from worksheets.layout.blocks.timeline import place_timeline
from worksheets.layout.blocks.weeks import place_week_page, week_height
from worksheets.layout.fit import Geometry, measure_page
from worksheets.layout.footer import Foot
from worksheets.layout.naming import with_unique_names
from worksheets.layout.pages import fill_pages, place_body, with_foot
from worksheets.layout.sending import for_sending, pages_before
from worksheets.layout.sizes import sizes_of
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import BlockSetup
from worksheets.plan import Node, Page, Piece, Plan
from worksheets.problems import Kind, Problem, WorksheetError

_PAGES_WITHOUT_CONTENTS = 8
_KEPT_NODES = 4096
_MEASURED = 3
_GOES_ON = ("timeline", "phases")
"""A block that stands under the one before it; every other block begins a page."""

_PARTS: dict[str, Callable[[Booklet, BlockSetup, Style], list[Slab]]] = {
    "timeline": place_timeline,
    "phases": place_phases,
    "exercises": place_exercises,
    "charts": place_charts,
    "stop-and-call": place_stop,
}


def lay_out_booklet(
    document: Document, template: Template, paper: Paper, *, sides: int = 1
) -> tuple[Plan, tuple[Problem, ...]]:
    """Place a booklet on pages, at the largest size at which every week fits its page.

    Args:
        document: The words and numbers of a booklet.
        template: The layout.
        paper: The paper size.
        sides: The number of pages is a multiple of this: pages to write on are added before the
            last section.

    Raises:
        WorksheetError: The footer leaves no room for anything else.
    """
    page = Geometry(template, paper)
    booklet = document.body
    assert isinstance(booklet, Booklet)
    strip, note = document.strip._replace(note=None), document.strip.note
    frame, fits = _choose_frame(booklet, strip, template, page)
    # A note changes no size of type: where the cover has no room for it, the exercises have.
    if note and _cover_fits(booklet, document.strip, frame.style):
        strip, note = document.strip, None
    drawn = _Pages(Document(strip, booklet), template, frame, sides).make(
        place_note(note, frame.style)
    )
    front = Front(template, frame.style.body, page.upright)
    pages = for_sending(drawn, document, front)
    warnings = () if fits else (_too_long(frame.style.body),)
    masthead = booklet.sheet.masthead
    plan = Plan(
        masthead.title,
        booklet.sheet.language,
        masthead.subtitle,
        with_unique_names(pages),
        frame.style.body,
    )
    return plan, warnings


class _Frame(NamedTuple):
    """A size of type with what follows from it.

    Attributes:
        style: Sizes, with the height of a page between its margins and without its foot.
        foot: The foot.
        size: Width and height of the page and its margin in points.
    """

    style: Style
    foot: Foot
    size: tuple[float, float, float]


def _frames(booklet: Booklet, template: Template, page: Geometry) -> list[_Frame]:
    """The sizes at which the foot leaves room for something else, the smallest first.

    Raises:
        WorksheetError: There is none.
    """
    frames: list[_Frame] = []
    for body in sizes_of(template.type):
        try:
            style, foot = measure_page(booklet.sheet.footer, template, page, body)
        except WorksheetError:
            if not frames:
                raise
            break
        frames.append(_Frame(style, foot, (page.width, page.height, page.margin)))
    return frames


def _choose_frame(
    booklet: Booklet, strip: Strip, template: Template, page: Geometry
) -> tuple[_Frame, bool]:
    """The largest size at which the cover and every week fit a page, or else the smallest.

    Returns:
        The frame, and whether every week fits its page.
    """
    frames = _frames(booklet, template, page)
    # The size is sought with the weeks that look fullest, and then all of them are measured.
    fullest = sorted(booklet.weeks, key=_fullness, reverse=True)[:_MEASURED]

    def overflows(frame: _Frame) -> bool:
        style = frame.style
        return not (_cover_fits(booklet, strip, style) and _weeks_fit(fullest, style))

    low = max(bisect_left(frames, True, key=overflows) - 1, 0)
    while not (fits := _weeks_fit(booklet.weeks, frames[low].style)) and low:
        low -= 1
    return frames[low], fits


def _fullness(week: Week) -> int:
    """About how much stands on the page of a week."""
    doses = sum(len(row.dose) + len(row.name) + 80 for row in week.grid.rows)
    news = sum(map(len, week.news.sentences)) + 60 if week.news else 0
    return doses + news + 120 * len(week.checks) + sum(len(one.boxes) * 60 for one in week.checks)


def _cover_fits(booklet: Booklet, strip: Strip, style: Style) -> bool:
    return len(fill_pages(place_cover(booklet, strip, style), style.height)) == 1


def _weeks_fit(weeks: Sequence[Week], style: Style) -> bool:
    return all(week_height(week, style) <= style.height for week in weeks)


def _too_long(body: float) -> Problem:
    message = f"a week needs more than one page at the smallest size, {body:g} pt"
    return Problem(message, "Use larger paper, or fewer exercises at once.", kind=Kind.WARNING)


class _Pages:
    """The pages of a booklet, section by section."""

    def __init__(self, document: Document, template: Template, frame: _Frame, sides: int) -> None:
        assert isinstance(document.body, Booklet)
        self._strip, self._booklet = document.strip, document.body
        self._template = template
        self._frame = frame
        self._sides = sides
        self._before = pages_before(self._strip)
        self._note: Sequence[Slab] = ()

    def make(self, note: Sequence[Slab] = ()) -> list[Page]:
        """All pages, numbered; the contents once it is known where everything stands.

        Args:
            note: What stands at the top of the exercises.
        """
        self._note = note
        bodies: list[list[Piece]] = []
        place_of_contents = None
        for setups in _sections(self._template.blocks):
            if setups[0].block == "contents":
                place_of_contents = len(bodies)
            else:
                bodies += [self._place(page) for page in self._section(setups)]
        contents = 0
        if place_of_contents is not None and len(bodies) > _PAGES_WITHOUT_CONTENTS:
            contents = len(self._contents(bodies, place_of_contents, 0))
        bodies, ending = bodies[:-1], bodies[-1:]
        notes = place_notes(self._booklet.notes, self._frame.style)
        while (self._before + len(bodies) + len(ending) + contents) % self._sides:
            bodies.append(self._place(notes))
        bodies += ending
        if contents and place_of_contents is not None:
            listed = self._contents(bodies, place_of_contents, contents)
            bodies[place_of_contents:place_of_contents] = listed
        foot, size = self._frame.foot, self._frame.size
        last = self._before + len(bodies)
        return [
            with_foot(body, foot.build(number, last), foot.height, size)
            for number, body in enumerate(bodies, self._before + 1)
        ]

    def _section(self, setups: Sequence[BlockSetup]) -> list[list[Slab]]:
        """The pages of blocks that stand one under the other."""
        style = self._frame.style
        if setups[0].block == "weeks":
            return [
                page
                for week in self._booklet.weeks
                for page in fill_pages(place_week_page(week, style), style.height)
            ]
        slabs = [
            slab
            for setup in setups
            for slab in (
                place_cover(self._booklet, self._strip, style)
                if setup.block == "cover"
                else _PARTS[setup.block](self._booklet, setup, style)
            )
        ]
        if setups[0].block == "exercises":
            slabs[1:1] = self._note  # under the heading
        return fill_pages(slabs, style.height) if slabs else []

    def _place(self, slabs: Sequence[Slab]) -> list[Piece]:
        return place_body(slabs, self._frame.style.height, self._frame.size)

    def _contents(
        self, bodies: Sequence[Sequence[Piece]], place: int, pages: int
    ) -> list[list[Piece]]:
        """The pages of the contents, which stand before the body number `place`.

        Args:
            bodies: All other pages.
            place: How many of them come before the contents.
            pages: How many pages the contents take, once that is known: numbers move nothing.
        """
        entries: dict[str, int] = {}
        for index, body in enumerate(bodies):
            for piece in body:
                for title in _titles_of(piece.node):
                    number = self._before + index + 1 + (pages if index >= place else 0)
                    entries.setdefault(title, number)
        style = self._frame.style
        slabs = place_contents(self._booklet.contents, tuple(entries.items()), style)
        return [self._place(page) for page in fill_pages(slabs, style.height)]


def _sections(blocks: Sequence[BlockSetup]) -> list[list[BlockSetup]]:
    """Blocks that share pages."""
    sections: list[list[BlockSetup]] = []
    for setup in blocks:
        if sections and (sections[-1][-1].block, setup.block) == _GOES_ON:
            sections[-1].append(setup)
        else:
            sections.append([setup])
    return sections


def _titles(node: Node) -> tuple[str, ...]:
    return tuple(one.tag.bookmark for one in node.nodes() if one.tag.bookmark)


_titles_of = Kept(_titles, _KEPT_NODES)
