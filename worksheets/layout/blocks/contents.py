"""The list of contents: a title and a page a line, each a link to its page."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from worksheets.layout.blocks.masthead import page_heading
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style, baseline
from worksheets.layout.words import set_marks
from worksheets.plan import Node, Role, Rule, Tag
from worksheets.text.lines import Line, Span, natural_width_em

_MOST_IN_COLUMN = 24
_AIR = 0.35  # under an entry, in leadings
_DOTS = (0.9, 2.6)
_LIST_GAP = 0.5  # below the heading, in leadings


class _Entry(NamedTuple):
    """A title set in lines, with its page and its height in points."""

    title: str
    lines: tuple[Line, ...]
    page: int
    height: float


class _Frame(NamedTuple):
    """Where the columns stand: how many, how wide they are, and how far apart they begin."""

    columns: int
    width: float
    pitch: float


def place_contents(heading: str, entries: Sequence[tuple[str, int]], style: Style) -> list[Slab]:
    """The heading and the list, in two columns where it is long.

    Heights and page breaks follow from the titles alone: with other numbers nothing moves.

    Args:
        heading: "Contents".
        entries: Titles with the numbers of their pages.
        style: Sizes and inks.
    """
    return _slabs(heading, tuple(entries), style)


@lru_cache(maxsize=64)
def _slabs(heading: str, entries: tuple[tuple[str, int], ...], style: Style) -> list[Slab]:
    top = page_heading(heading, style)
    if not entries:
        return [top]
    frame = _frame(2 if len(entries) > _MOST_IN_COLUMN else 1, style)
    number = natural_width_em((Span("000", style.ink.text),)) * style.body
    setter = Setter(style)
    # A number never shares a line with a title that leaves no room for three digits and dots.
    room = frame.width - number - 2 * style.body
    measured = []
    for title, page in entries:
        lines = setter.lines(f"{title} ", room)
        height = len(lines) * style.leading + style.leading * _AIR
        measured.append(_Entry(title, lines, page, height))
    gap = style.leading * _LIST_GAP
    pages = _share_out(measured, frame.columns, style.height - top.height - gap)
    key = "contents" if len(pages) > 1 else ""
    return [top, *(_list(columns, frame, style, (key, gap)) for columns in pages)]


def _frame(count: int, style: Style) -> _Frame:
    gutter = style.leading * 2
    width = (style.width - (count - 1) * gutter) / count
    return _Frame(count, width, width + gutter)


def _share_out(entries: Sequence[_Entry], count: int, room: float) -> list[list[list[_Entry]]]:
    """Pages of columns of entries, read column by column; those of the last page are even."""
    pages, rest = [], list(entries)
    while rest:
        columns = _fill(rest, count, room)
        taken = sum(map(len, columns))
        if taken == len(rest):
            heights = accumulate(entry.height for entry in rest)
            even = (_fill(rest, count, height) for height in heights)
            columns = next(one for one in even if sum(map(len, one)) == taken)
        pages.append(columns)
        rest = rest[taken:]
    return pages


def _fill(entries: Sequence[_Entry], count: int, room: float) -> list[list[_Entry]]:
    """Columns that are at most `room` points high, each with one entry at least."""
    columns: list[list[_Entry]] = [[]]
    used = 0.0
    for entry in entries:
        if columns[-1] and used + entry.height > room + 0.01:
            if len(columns) == count:
                break
            columns.append([])
            used = 0.0
        columns[-1].append(entry)
        used += entry.height
    return columns


def _list(
    columns: Sequence[Sequence[_Entry]], frame: _Frame, style: Style, joint: tuple[str, float]
) -> Slab:
    """A page of the list: `joint` is the key that joins it with others, and the gap above it."""
    key, gap = joint
    height = max(sum(entry.height for entry in column) for column in columns)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        items = []
        for index, column in enumerate(columns):
            y = 0.0
            for entry in column:
                items.append(_item(entry, index * frame.pitch, y, frame.width, style))
                y += entry.height
        return Node(Tag(Role.SECTION), (Node(Tag(Role.LIST, key=key), tuple(items)),))

    return Slab(height, build, gap=gap)


def _item(entry: _Entry, x: float, y: float, width: float, style: Style) -> Node:
    """A title, dots and the number of the page, which is a link as a whole."""
    title = set_marks(entry.lines, x, y, style.body, style.leading)
    line = Setter(style).lines(str(entry.page), width)
    end = x + width - natural_width_em((Span(str(entry.page), style.ink.text),)) * style.body
    last = y + (len(entry.lines) - 1) * style.leading
    number = set_marks(line, end, last, style.body, style.leading)
    link = Node(
        Tag(Role.LINK, accessible_text=entry.title, target=f"#{entry.page}"), (*title, *number)
    )
    begin = x + entry.lines[-1].width_em * style.body + style.body * 0.5
    level = last + baseline(style.body, style.leading)
    dots = Rule(begin, level, end - style.body * 0.5, level, style.ink.muted, 0.9, _DOTS)
    return Node(
        Tag(Role.LIST_ITEM),
        (Node(Tag(Role.LIST_BODY), (link, Node(Tag(Role.ARTIFACT), (dots,)))),),
    )
