"""A Booklet becomes a Plan: its sections on pages, every week on a page of its own."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from worksheets.document import Booklet, Document, Field, Footer, Strip, Week, dose_text
from worksheets.layout.blocks.contents import place_contents, place_notes
from worksheets.layout.blocks.cover import place_cover
from worksheets.layout.blocks.masthead import note_box
from worksheets.layout.blocks.weeks import lay_week
from worksheets.layout.box import Area, Box, Laid
from worksheets.layout.fit import Geometry, measure_page, sizes_of
from worksheets.layout.flow import Foot, fill_pages, parts_of, place_boxes, with_foot
from worksheets.layout.naming import with_unique_names
from worksheets.layout.registry import boxes_of
from worksheets.layout.sending import Front, for_sending, pages_before
from worksheets.layout.style import Style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Node, Piece, Placed, Plan
from worksheets.problems import Kind, Problem, WorksheetError

_PAGES_WITHOUT_CONTENTS = 8
_GOES_ON = ("timeline", "phases")
"""A block that follows the one before it on the same page; every other block begins a page."""


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
    booklet, strip = document.body, document.strip
    assert isinstance(booklet, Booklet)
    frame = _choose_frame(booklet, strip._replace(note=None), template, paper)
    # A note changes no size of type: where the cover has no room for it, the exercises have.
    on_cover = strip if _cover_fits(booklet, strip, frame.style) else strip._replace(note=None)
    note = None if on_cover.note else strip.note
    before, foot = pages_before(strip), frame.foot
    sections = _sections(booklet, on_cover, note, template, frame)
    bodies = _place(booklet, sections, frame, before, sides)
    last = before + len(bodies)
    drawn = [
        with_foot(body.pieces, foot.build(number, last), foot.height, frame.page.size)
        for number, body in enumerate(bodies, before + 1)
    ]
    body_size = frame.style.body
    front = Front(template, body_size, frame.page.upright)
    pages = with_unique_names(for_sending(drawn, document, front))
    masthead = booklet.sheet.masthead
    plan = Plan(masthead.title, booklet.sheet.language, masthead.subtitle, pages, body_size)
    return plan, () if frame.fits else (_too_long(body_size),)


class _Body(NamedTuple):
    """A page without its foot, and the titles on it for the list of contents."""

    pieces: tuple[Piece, ...]
    titles: tuple[str, ...]


class _Frame(NamedTuple):
    """A size of type, and the weeks at that size.

    Attributes:
        style: Sizes, with the height of a page between its margins and without its foot.
        foot: The foot.
        page: The paper.
        weeks: The pages of the weeks.
        fits: Whether every week fits its page.
    """

    style: Style
    foot: Foot
    page: Geometry
    weeks: tuple[_Body, ...]
    fits: bool


def _choose_frame(booklet: Booklet, strip: Strip, template: Template, paper: Paper) -> _Frame:
    """The largest size at which the cover and every week fit a page, or else the smallest.

    Raises:
        WorksheetError: The foot leaves no room even at the smallest size.
    """
    sizes, page = sizes_of(template.type), Geometry.of(template, paper)
    measure = partial(measure_page, booklet.sheet.footer, template, page)
    largest = sizes[_find(sizes, measure, lambda style: _cover_fits(booklet, strip, style))]
    return _lay_weeks(booklet.weeks, booklet.sheet.footer, template, paper, largest)


# Buys two thirds of a booklet whose weeks were on another patient's: 12 pages of rows of boxes.
@lru_cache(maxsize=4)
def _lay_weeks(
    weeks: tuple[Week, ...], footer: Footer, template: Template, paper: Paper, largest: float
) -> _Frame:
    """The weeks at the largest size at which each fits a page, or else at the smallest.

    The size is sought with the week that looks fullest, and then all of them are measured.

    Args:
        weeks: The weeks.
        footer: The foot of every page.
        template: The layout.
        paper: The paper size.
        largest: No larger size of body text is tried.
    """
    page = Geometry.of(template, paper)
    measure = partial(measure_page, footer, template, page)
    sizes = [size for size in sizes_of(template.type) if size <= largest]
    fullest = max(weeks, key=_fullness)
    index = _find(sizes, measure, lambda style: lay_week(fullest, style).height <= style.height)
    while True:
        style, foot = measure(sizes[index])
        laid = [lay_week(week, style) for week in weeks]
        fits = all(week.height <= style.height for week in laid)
        if fits or not index:
            break
        index -= 1
    frame = _Frame(style, foot, page, (), fits)
    filled = (_pages(week.fill(style.height), frame) for week in laid)
    return frame._replace(weeks=tuple(body for bodies in filled for body in bodies))


def _find(
    sizes: Sequence[float],
    measure: Callable[[float], tuple[Style, Foot]],
    fits: Callable[[Style], bool],
) -> int:
    """Place of the largest size at which something fits, or 0.

    What fits at one size fits at the smaller ones, so that it is found by bisection.
    """

    def overflows(body: float) -> bool:
        try:
            style, _ = measure(body)
        except WorksheetError:  # the foot takes too much of the page
            return True
        return not fits(style)

    return max(bisect_left(sizes, True, key=overflows) - 1, 0)


def _fullness(week: Week) -> int:
    """About how much is on the page of a week."""
    doses = sum(len(dose_text(row.dose)) + len(row.name) + 80 for row in week.grid.rows)
    news = sum(map(len, week.news.sentences)) + 60 if week.news else 0
    return doses + news + 120 * len(week.checks) + sum(len(one.boxes) * 60 for one in week.checks)


def _cover_fits(booklet: Booklet, strip: Strip, style: Style) -> bool:
    return len(fill_pages(parts_of(place_cover(booklet, strip, style), style.width), style)) == 1


def _too_long(body: float) -> Problem:
    message = f"a week needs more than one page at the smallest size, {body:g} pt"
    return Problem(message, "Use larger paper, or fewer exercises at once.", kind=Kind.WARNING)


def _sections(
    booklet: Booklet, strip: Strip, note: Field | None, template: Template, frame: _Frame
) -> Iterator[Sequence[_Body] | None]:
    """The pages of what begins on a page of its own, in order; None is the list of contents."""
    style, section, before = frame.style, list[Box](), ""
    for setup in template.blocks:
        if section and (before, setup.block) != _GOES_ON:
            yield _pages(parts_of(section, style.width), frame)
            section = []
        before = setup.block
        if setup.block == "contents":
            yield None
        elif setup.block == "weeks":
            yield frame.weeks
        elif setup.block == "cover":
            section = place_cover(booklet, strip, style)
        else:
            section += boxes_of(booklet, setup, style)
        if setup.block == "exercises" and note:
            section.insert(1, note_box(note, style))  # under the heading
    if section:
        yield _pages(parts_of(section, style.width), frame)


def _place(
    booklet: Booklet,
    sections: Iterator[Sequence[_Body] | None],
    frame: _Frame,
    before: int,
    sides: int,
) -> list[_Body]:
    """All pages; the contents come last, when every page has its number.

    Args:
        booklet: Its headings.
        sections: The pages, and None for the contents.
        frame: Sizes.
        before: How many pages there are before the booklet itself.
        sides: The number of pages is a multiple of this.
    """
    bodies: list[_Body] = []
    place: int | None = None
    for pages in sections:
        if pages is None:
            place = len(bodies)
        else:
            bodies += pages
    contents: list[_Body] = []
    if place is not None and len(bodies) > _PAGES_WITHOUT_CONTENTS:
        # How many pages they take follows from the titles: with other numbers nothing moves.
        contents = _contents(booklet, bodies, frame, before)
        bodies[place:place] = contents
    (notes,) = _pages(parts_of(place_notes(booklet.notes, frame.style), frame.style.width), frame)
    while (before + len(bodies)) % sides:
        bodies.insert(len(bodies) - 1, notes)
    if contents and place is not None:
        bodies[place : place + len(contents)] = _contents(booklet, bodies, frame, before)
    return bodies


def _contents(booklet: Booklet, bodies: Sequence[_Body], frame: _Frame, before: int) -> list[_Body]:
    """The list of contents of all pages, which has no title for itself."""
    entries: dict[str, int] = {}
    for number, body in enumerate(bodies, before + 1):
        for title in body.titles:
            entries.setdefault(title, number)
    boxes = place_contents(booklet.contents, tuple(entries.items()), frame.style)
    pages = _pages(parts_of(boxes, frame.style.width), frame)
    return [page._replace(titles=()) for page in pages]


def _pages(laid: Sequence[Laid], frame: _Frame) -> list[_Body]:
    """The pages of boxes, each with its pieces in their places."""
    style, margin = frame.style, frame.page.margin
    area = Area(margin, margin, style.width, style.height)
    placed = [place_boxes(page, area) for page in fill_pages(laid, style)]
    return [
        _Body(tuple(pieces), tuple(title for one in pieces for title in _bookmarks(one.node)))
        for pieces in placed
    ]


def _bookmarks(node: Node) -> list[str]:
    found = [node.tag.bookmark] if node.tag.bookmark else []
    for child in node.children:
        node_in = child.node if isinstance(child, Placed) else child
        if isinstance(node_in, Node):
            found += _bookmarks(node_in)
    return found
