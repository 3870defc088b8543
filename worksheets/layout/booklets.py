"""A Booklet becomes a Plan: its sections on pages, every week on a page of its own."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from worksheets.document import Booklet, Document, Field, Strip, Week
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
from worksheets.layout.blocks.weeks import LaidWeek, lay_week
from worksheets.layout.box import Area, Box, Laid
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
from worksheets.plan import Node, Piece, Plan
from worksheets.problems import Kind, Problem, WorksheetError

_PAGES_WITHOUT_CONTENTS = 8
_MEASURED = 3
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
    bodies = _place(booklet, _sections(booklet, strip, note, template, frame), frame, sides)
    last = frame.before + len(bodies)
    drawn = [
        with_foot(body.pieces, frame.foot.build(number, last), frame.foot.height, page.size)
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
        weeks: The weeks, measured.
    """

    style: Style
    foot: Foot
    page: Geometry
    before: int
    weeks: list[LaidWeek]


def _choose_frame(
    booklet: Booklet, strip: Strip, template: Template, page: Geometry
) -> tuple[_Frame, bool]:
    """The largest size at which the cover and every week fit a page, or else the smallest.

    What fits at one size fits at the smaller ones, so that the size is found by bisection: with the
    weeks that look fullest, and then all of them are measured.

    Returns:
        The frame, and whether every week fits its page.

    Raises:
        WorksheetError: The foot leaves no room even at the smallest size.
    """
    footer, sizes = booklet.sheet.footer, sizes_of(template.type)
    fullest = sorted(booklet.weeks, key=_fullness, reverse=True)[:_MEASURED]

    def overflows(body: float) -> bool:
        try:
            style, _ = measure_page(footer, template, page, body)
        except WorksheetError:  # the foot takes too much of the page
            return True
        weeks = (lay_week(week, style) for week in fullest)
        return not (_all_fit(weeks, style) and _cover_fits(booklet, strip, style))

    index = max(bisect_left(sizes, True, key=overflows) - 1, 0)
    while True:
        style, foot = measure_page(footer, template, page, sizes[index])
        weeks = [lay_week(week, style) for week in booklet.weeks]
        fits = _all_fit(weeks, style)
        if fits or not index:
            return _Frame(style, foot, page, pages_before(strip), weeks), fits
        index -= 1


def _fullness(week: Week) -> int:
    """About how much is on the page of a week."""
    doses = sum(len(row.dose) + len(row.name) + 80 for row in week.grid.rows)
    news = sum(map(len, week.news.sentences)) + 60 if week.news else 0
    return doses + news + 120 * len(week.checks) + sum(len(one.boxes) * 60 for one in week.checks)


def _cover_fits(booklet: Booklet, strip: Strip, style: Style) -> bool:
    return len(fill_pages(parts_of(place_cover(booklet, strip, style), style.width), style)) == 1


def _all_fit(weeks: Iterable[LaidWeek], style: Style) -> bool:
    return all(week.height <= style.height for week in weeks)


def _too_long(body: float) -> Problem:
    message = f"a week needs more than one page at the smallest size, {body:g} pt"
    return Problem(message, "Use larger paper, or fewer exercises at once.", kind=Kind.WARNING)


def _sections(
    booklet: Booklet, strip: Strip, note: Field | None, template: Template, frame: _Frame
) -> Iterator[list[Laid] | None]:
    """What begins on a page of its own, from first to last; None is the list of contents."""
    style, before = frame.style, ""
    section: list[Laid] = []
    for setup in template.blocks:
        if (before, setup.block) != _GOES_ON:
            yield section
            section = []
        before = setup.block
        if setup.block == "contents":
            yield None
        elif setup.block == "weeks":
            yield from (week.fill(style.height) for week in frame.weeks)
        elif setup.block == "cover":
            section = parts_of(place_cover(booklet, strip, style), style.width)
        else:
            section += parts_of(_BLOCKS[setup.block](booklet, setup, style), style.width)
        if setup.block == "exercises" and note:
            section[1:1] = parts_of([note_box(note, style)], style.width)  # under the heading
    yield section


class _Body(NamedTuple):
    """A page without its foot, and the titles on it for the list of contents."""

    pieces: list[Piece]
    titles: list[str]


def _place(
    booklet: Booklet, sections: Iterator[list[Laid] | None], frame: _Frame, sides: int
) -> list[_Body]:
    """All pages; the contents come last, when every page has its number."""
    bodies: list[_Body] = []
    place: int | None = None
    for section in sections:
        if section is None:
            place = len(bodies)
        elif section:
            bodies += _pages(section, frame)
    contents: list[_Body] = []
    if place is not None and len(bodies) > _PAGES_WITHOUT_CONTENTS:
        # How many pages they take follows from the titles: with other numbers nothing moves.
        contents = _contents(booklet, bodies, frame)
        bodies[place:place] = contents
    (notes,) = _pages(parts_of(place_notes(booklet.notes, frame.style), frame.style.width), frame)
    while (frame.before + len(bodies)) % sides:
        bodies.insert(len(bodies) - 1, notes)
    if contents and place is not None:
        bodies[place : place + len(contents)] = _contents(booklet, bodies, frame)
    return bodies


def _contents(booklet: Booklet, bodies: Sequence[_Body], frame: _Frame) -> list[_Body]:
    """The list of contents of all pages, which has no title for itself."""
    entries: dict[str, int] = {}
    for number, body in enumerate(bodies, frame.before + 1):
        for title in body.titles:
            entries.setdefault(title, number)
    style = frame.style
    boxes = place_contents(booklet.contents, tuple(entries.items()), style)
    laid = parts_of(boxes, style.width)
    return [page._replace(titles=[]) for page in _pages(laid, frame)]


def _pages(laid: Sequence[Laid], frame: _Frame) -> list[_Body]:
    """The pages of boxes, each with its pieces in their places."""
    style, margin = frame.style, frame.page.margin
    area = Area(margin, margin, style.width, style.height)
    pages = []
    for page in fill_pages(laid, style):
        pieces = place_boxes(page, area)
        titles = [title for piece in pieces for title in _bookmarks(piece.node)]
        pages.append(_Body(pieces, titles))
    return pages


def _bookmarks(node: Node) -> list[str]:
    found = [node.tag.bookmark] if node.tag.bookmark else []
    for child in node.children:
        if isinstance(child, Node):
            found += _bookmarks(child)
    return found
