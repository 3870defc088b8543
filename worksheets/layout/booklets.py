"""A Booklet becomes a Plan: its sections on pages, every week on a page of its own."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from worksheets.document import Booklet, Document, Field, Strip
from worksheets.layout.address import Front
from worksheets.layout.blocks.charts import place_charts
from worksheets.layout.blocks.contents import place_contents
from worksheets.layout.blocks.cover import place_cover
from worksheets.layout.blocks.exercises import place_exercises
from worksheets.layout.blocks.note import note_box
from worksheets.layout.blocks.notes import place_notes
from worksheets.layout.blocks.phases import place_phases
from worksheets.layout.blocks.stop import place_stop
from worksheets.layout.blocks.timeline import place_timeline
from worksheets.layout.blocks.weeks import place_week_page, week_height
from worksheets.layout.box import Area, Box
from worksheets.layout.fit import Geometry, measure_page
from worksheets.layout.flow import fill_pages, parts_of, place_boxes, with_foot
from worksheets.layout.footer import Foot
from worksheets.layout.naming import with_unique_names
from worksheets.layout.sending import for_sending, pages_before
from worksheets.layout.sizes import sizes_of
from worksheets.layout.style import Style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import BlockSetup
from worksheets.plan import Piece, Plan
from worksheets.problems import Kind, Problem, WorksheetError

_PAGES_WITHOUT_CONTENTS = 8
_GOES_ON = ("timeline", "phases")
"""A block that follows the one before it on the same page; every other block begins a page."""

_BLOCKS: dict[str, Callable[[Booklet, BlockSetup, Style], list[Box]]] = {
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
    page = Geometry.of(template, paper)
    booklet = document.body
    assert isinstance(booklet, Booklet)
    strip, note = document.strip._replace(note=None), document.strip.note
    frame, fits = _choose_frame(booklet, strip, template, page)
    # A note changes no size of type: where the cover has no room for it, the exercises have.
    if note and _cover_fits(booklet, document.strip, frame.style):
        strip, note = document.strip, None
    bodies = _place(booklet, _sections(booklet, strip, note, template, frame.style), frame, sides)
    last = frame.before + len(bodies)
    drawn = [
        with_foot(body, frame.foot.build(number, last), frame.foot.height, page.size)
        for number, body in enumerate(bodies, frame.before + 1)
    ]
    front = Front(template, frame.style.body, page.upright)
    masthead = booklet.sheet.masthead
    plan = Plan(
        masthead.title,
        booklet.sheet.language,
        masthead.subtitle,
        with_unique_names(for_sending(drawn, document, front)),
        frame.style.body,
    )
    return plan, () if fits else (_too_long(frame.style.body),)


class _Frame(NamedTuple):
    """A size of type with what follows from it.

    Attributes:
        style: Sizes, with the height of a page between its margins and without its foot.
        foot: The foot.
        page: The paper.
        before: How many pages there are before the booklet itself.
    """

    style: Style
    foot: Foot
    page: Geometry
    before: int


def _choose_frame(
    booklet: Booklet, strip: Strip, template: Template, page: Geometry
) -> tuple[_Frame, bool]:
    """The largest size at which the cover and every week fit a page, or else the smallest.

    What fits at one size fits at the smaller ones, so that the size is found by bisection.

    Returns:
        The frame, and whether every week fits its page.

    Raises:
        WorksheetError: The foot leaves no room even at the smallest size.
    """
    footer, sizes = booklet.sheet.footer, sizes_of(template.type)

    def overflows(body: float) -> bool:
        try:
            style, _ = measure_page(footer, template, page, body)
        except WorksheetError:  # the foot takes too much of the page
            return True
        return not (_weeks_fit(booklet, style) and _cover_fits(booklet, strip, style))

    first_too_large = bisect_left(sizes, True, key=overflows)
    body = sizes[max(first_too_large - 1, 0)]
    style, foot = measure_page(footer, template, page, body)
    frame = _Frame(style, foot, page, pages_before(strip))
    return frame, first_too_large > 0 or _weeks_fit(booklet, style)


def _cover_fits(booklet: Booklet, strip: Strip, style: Style) -> bool:
    return len(fill_pages(parts_of(place_cover(booklet, strip, style), style.width), style)) == 1


def _weeks_fit(booklet: Booklet, style: Style) -> bool:
    return all(week_height(week, style) <= style.height for week in booklet.weeks)


def _too_long(body: float) -> Problem:
    message = f"a week needs more than one page at the smallest size, {body:g} pt"
    return Problem(message, "Use larger paper, or fewer exercises at once.", kind=Kind.WARNING)


def _sections(
    booklet: Booklet, strip: Strip, note: Field | None, template: Template, style: Style
) -> Iterator[list[Box] | None]:
    """What begins on a page of its own, from first to last; None is the list of contents."""
    section: list[Box] = []
    before = ""
    for setup in template.blocks:
        if (before, setup.block) != _GOES_ON:
            yield section
            section = []
        before = setup.block
        if setup.block == "contents":
            yield None
        elif setup.block == "weeks":
            yield from (place_week_page(week, style) for week in booklet.weeks)
        elif setup.block == "cover":
            section = place_cover(booklet, strip, style)
        else:
            section += _BLOCKS[setup.block](booklet, setup, style)
        if setup.block == "exercises" and note:
            section.insert(1, note_box(note, style))  # under the heading
    yield section


def _place(
    booklet: Booklet, sections: Iterator[list[Box] | None], frame: _Frame, sides: int
) -> list[list[Piece]]:
    """All pages without their feet; the contents come last, when every page has its number."""
    bodies: list[list[Piece]] = []
    place: int | None = None
    for section in sections:
        if section is None:
            place = len(bodies)
        elif section:
            bodies += _pages(section, frame)
    contents: list[list[Piece]] = []
    if place is not None and len(bodies) > _PAGES_WITHOUT_CONTENTS:
        contents = _pages(_contents(booklet, bodies, place, frame, 0), frame)
    (notes,) = _pages(place_notes(booklet.notes, frame.style), frame)
    while (frame.before + len(bodies) + len(contents)) % sides:
        bodies.insert(len(bodies) - 1, notes)
    if contents and place is not None:
        listed = _contents(booklet, bodies, place, frame, len(contents))
        bodies[place:place] = _pages(listed, frame)
    return bodies


def _pages(boxes: Sequence[Box], frame: _Frame) -> list[list[Piece]]:
    """The pages of boxes, each with its pieces in their places."""
    style, margin = frame.style, frame.page.margin
    area = Area(margin, margin, style.width, style.height)
    return [place_boxes(page, area) for page in fill_pages(parts_of(boxes, style.width), style)]


def _contents(
    booklet: Booklet, bodies: Sequence[Sequence[Piece]], place: int, frame: _Frame, pages: int
) -> list[Box]:
    """The list of contents, which is before the body number `place`.

    Args:
        booklet: Has the heading.
        bodies: All other pages.
        place: How many of them come before the contents.
        frame: Sizes.
        pages: How many pages the contents take, once that is known: numbers move nothing.
    """
    entries: dict[str, int] = {}
    for index, body in enumerate(bodies):
        number = frame.before + index + 1 + (pages if index >= place else 0)
        for piece in body:
            for node in piece.node.nodes():
                if node.tag.bookmark:
                    entries.setdefault(node.tag.bookmark, number)
    return place_contents(booklet.contents, tuple(entries.items()), frame.style)
