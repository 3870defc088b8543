"""A Booklet becomes a Plan: its sections on pages, each with type of its own size."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from worksheets.document import Booklet, Document, Field, Footer, Strip, Week
from worksheets.facts import dose_text
from worksheets.layout.blocks.contents import place_contents, place_notes
from worksheets.layout.blocks.cover import place_cover
from worksheets.layout.blocks.masthead import note_box
from worksheets.layout.blocks.weeks import lay_week
from worksheets.layout.box import Box, Laid
from worksheets.layout.fit import highest_fitting, measure_page
from worksheets.layout.flow import Foot, Geometry, fill_pages, parts_of, place_boxes, with_foot
from worksheets.layout.naming import with_unique_names
from worksheets.layout.registry import boxes_of
from worksheets.layout.sending import Front, for_sending, pages_before
from worksheets.layout.style import FLOOR_PT, Rung, Style, ladder, make_style
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.model.template import BlockSetup
from worksheets.plan import Node, Piece, Placed, Plan
from worksheets.problems import Problem

_PAGES_WITHOUT_CONTENTS = 19
_NARROW_FLOOR_PT = 11.0  # body text on half a sheet is never smaller
_GOES_ON = ("timeline", "phases")
"""A block that follows the one before it on the same page; every other block begins a page."""


def lay_out_booklet(
    document: Document, template: Template, paper: Paper, *, sides: int = 1
) -> tuple[Plan, tuple[Problem, ...]]:
    """Place a booklet on pages; each section has the largest type with which it needs no more.

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
    frame = _frame_of(booklet.sheet.footer, template, paper)
    # A note changes no size of type: where the cover has no room for it, the exercises have.
    bare = strip._replace(note=None)
    cover = _draft(lambda style: place_cover(booklet, strip, style), frame)
    on_cover = strip if len(cover.pages) == 1 else bare
    note = None if on_cover.note else strip.note
    before, foot = pages_before(strip), frame.foot
    sections = _sections(booklet, on_cover, note, template, frame)
    bodies = _place(booklet, sections, frame, before, sides)
    last = before + len(bodies)
    drawn = [
        with_foot(body.pieces, foot.build(number, last), foot.height, frame.page)
        for number, body in enumerate(bodies, before + 1)
    ]
    body_size = frame.rungs[0].body
    front = Front(template, body_size, frame.page)
    pages = with_unique_names(for_sending(drawn, document, front))
    masthead = booklet.sheet.masthead
    plan = Plan(masthead.title, booklet.sheet.language, masthead.subtitle, pages, body_size)
    return plan, ()


class _Body(NamedTuple):
    """A page without its foot, and the titles on it for the list of contents."""

    pieces: tuple[Piece, ...]
    titles: tuple[str, ...]


class _Frame(NamedTuple):
    """What all pages have in common.

    Attributes:
        template: Margins, colours and proportions.
        page: The paper.
        foot: The foot, as high at all settings.
        rungs: The settings that are tried for a section, the smallest first.
        small: Those below, for a week that would need a second page for its last rows.
    """

    template: Template
    page: Geometry
    foot: Foot
    rungs: tuple[Rung, ...]
    small: tuple[Rung, ...]

    def style(self, rung: Rung) -> Style:
        """The sizes at a setting, with the height of a page above its foot."""
        width, inner = self.page.inner
        return make_style(self.template, rung, width, inner - self.foot.height)


def _frame_of(footer: Footer, template: Template, paper: Paper) -> _Frame:
    """The frame of a booklet.

    Raises:
        WorksheetError: The foot leaves no room.
    """
    page, rungs = Geometry.of(template, paper), ladder(template.type)
    style, foot = measure_page(footer, template, page, rungs[0])
    floor = _NARROW_FLOOR_PT if style.is_narrow else FLOOR_PT
    large = [rung for rung in rungs if rung.body >= floor] or rungs[-1:]
    small = [rung for rung in rungs if rung not in large]
    return _Frame(template, page, foot, tuple(large), tuple(small))


class _Draft(NamedTuple):
    """A section at one setting."""

    style: Style
    pages: list[list[Laid]]
    fullness: float


def _draft(make: Callable[[Style], Sequence[Box]], frame: _Frame) -> _Draft:
    """A section with the largest type with which it needs as few pages as with the smallest."""

    def draft_at(rung: Rung) -> _Draft:
        style = frame.style(rung)
        laid = parts_of(make(style), style.width)
        high = sum([one.height + one.box.gap for one in laid])
        return _Draft(style, fill_pages(laid, style), high / style.height)

    first = draft_at(frame.rungs[0])
    return highest_fitting(frame.rungs[1:], draft_at, len(first.pages), first)


# Buys two thirds of a booklet whose weeks were on another patient's: 12 pages of rows of boxes.
@lru_cache(maxsize=4)
def _lay_weeks(
    weeks: tuple[Week, ...], footer: Footer, template: Template, paper: Paper
) -> tuple[_Body, ...]:
    """The pages of the weeks, all with the largest type at which none needs one page more.

    The size is sought with the week that looks fullest, and then all of them are measured.
    """
    frame = _frame_of(footer, template, paper)
    styles = [frame.style(rung) for rung in frame.rungs]
    height = styles[0].height
    small = [lay_week(week, styles[0]) for week in weeks]
    fitting = [week for week, laid in zip(weeks, small, strict=True) if laid.height <= height]
    index = 0
    if fitting:
        fullest = max(fitting, key=_fullness)
        index = _find(styles, lambda style: lay_week(fullest, style).height <= height)
    while index and any(lay_week(week, styles[index]).height > height for week in fitting):
        index -= 1
    bodies: list[_Body] = []
    for week, laid in zip(weeks, small, strict=True):
        used = styles[index]
        if laid.height > height:
            smaller = (frame.style(rung) for rung in reversed(frame.small))
            fits = (one for one in smaller if lay_week(week, one).height <= height)
            used = next(fits, styles[0])
        bodies += _pages(fill_pages(lay_week(week, used).fill(height), used), frame)
    return tuple(bodies)


def _find(styles: Sequence[Style], fits: Callable[[Style], bool]) -> int:
    """Place of the largest style at which something fits, or 0.

    What fits at one size fits at the smaller ones, so that it is found by bisection.
    """
    return max(bisect_left(styles, True, key=lambda style: not fits(style)) - 1, 0)


def _fullness(week: Week) -> int:
    """About how much is on the page of a week."""
    doses = sum(len(dose_text(row.dose)) + len(row.name) + 80 for row in week.grid.rows)
    news = sum(map(len, week.news.sentences)) + 60 if week.news else 0
    return doses + news + 120 * len(week.checks) + sum(len(one.boxes) * 60 for one in week.checks)


def _sections(
    booklet: Booklet, strip: Strip, note: Field | None, template: Template, frame: _Frame
) -> Iterator[Sequence[_Body] | None]:
    """The pages of what begins on a page of its own, in order; None is the list of contents."""
    groups: list[list[BlockSetup]] = []
    for setup in template.blocks:
        if groups and (groups[-1][-1].block, setup.block) == _GOES_ON:
            groups[-1].append(setup)
        else:
            groups.append([setup])
    for group in groups:
        if group[0].block == "contents":
            yield None
        elif group[0].block == "weeks":
            footer, paper = booklet.sheet.footer, frame.page.paper
            yield _lay_weeks(booklet.weeks, footer, template, paper)
        else:
            make = partial(_section, booklet, strip, note, group)
            draft = _draft(make, frame)
            if any(draft.pages):
                yield _pages(draft.pages, frame)


def _section(
    booklet: Booklet,
    strip: Strip,
    note: Field | None,
    group: Sequence[BlockSetup],
    style: Style,
) -> list[Box]:
    """The boxes of blocks that follow each other on a page."""
    boxes: list[Box] = []
    for setup in group:
        if setup.block == "cover":
            boxes += place_cover(booklet, strip, style)
        else:
            boxes += boxes_of(booklet, setup, style)
        if setup.block == "exercises" and note:
            boxes.insert(1, note_box(note, style))  # under the heading
    return boxes


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
    style = frame.style(frame.rungs[0])
    (notes,) = _pages([parts_of(place_notes(booklet.notes, style), style.width)], frame)
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
    make = partial(place_contents, booklet.contents, tuple(entries.items()))
    pages = _pages(_draft(make, frame).pages, frame)
    return [page._replace(titles=()) for page in pages]


def _pages(filled: Sequence[Sequence[Laid]], frame: _Frame) -> list[_Body]:
    """The pages of boxes, each with its pieces in their places."""
    area = frame.page.area(frame.foot.height)
    placed = [place_boxes(page, area) for page in filled]
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
