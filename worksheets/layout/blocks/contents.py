"""What follows from the number of pages: the list of contents, and pages to write on.

The list has a title and a page a line, each a link to its page.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from worksheets.layout.blocks.masthead import heading_box
from worksheets.layout.box import ARTIFACT, SECTION, Area, Box, Laid, Part, Row, Stack, box_type
from worksheets.layout.compose import text, width_of
from worksheets.layout.flow import fill_pages
from worksheets.layout.leaves import Marks, Text
from worksheets.layout.style import Style, baseline
from worksheets.plan import Node, Role, Rule, Tag

_MAX_IN_COLUMN = 24
_AIR = 0.35  # under an entry, in leadings
_DOTS = (0.9, 2.6)
_LIST_GAP = 0.5  # below the heading, in leadings


def place_contents(heading: str, entries: Sequence[tuple[str, int]], style: Style) -> list[Box]:
    """The heading and the list, in two columns where it is long.

    Heights and page breaks follow from the titles alone: with other numbers nothing moves.

    Args:
        heading: "Contents".
        entries: Titles with the numbers of their pages.
        style: Sizes and inks.
    """
    top = heading_box(heading, style)
    if not entries:
        return [top]
    count, gutter = (2 if len(entries) > _MAX_IN_COLUMN else 1), style.leading * 2
    width, gap = (style.width + gutter) / count - gutter, style.leading * _LIST_GAP
    # A number never shares a line with a title that leaves no room for three digits and dots.
    number = width_of("000", style.body) + 2 * style.body
    laid = [
        _Entry(text(style, f"{title} ", tag=None), page, number, style).lay(width)
        for title, page in entries
    ]
    pages = _share_out(laid, count, style.height - top.height(style.width) - gap, style)
    tag = Tag(Role.LIST, key="contents" if len(pages) > 1 else "")
    boxes = [top]
    for columns in pages:
        stacks = tuple(Stack(tuple(one.box for one in column)) for column in columns)
        row = Row(stacks, (width,) * len(columns), gutter, tag=tag)
        boxes.append(Stack((row,), tag=SECTION, gap=gap))
    return boxes


@box_type
class _Entry(Box):
    """A title, dots and the number of the page, which is a link as a whole."""

    title: Text
    page: int
    number: float
    style: Style

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        return self.title.height(width - self.number) + self.style.leading * _AIR

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        style, width = self.style, area.width - self.number
        number = text(style, str(self.page), tag=None, align="end")
        last = area.y + self.title.height(width) - style.leading
        target = f"#{self.page}"
        words = "".join(span.text for span in self.title.spans).removesuffix(" ")
        marks = [
            *self.title.draw(area._replace(width=width)),
            *number.draw(area._replace(y=last)),
        ]
        link = Node(Tag(Role.LINK, words, target=target), tuple(part for _, part in marks))
        begin = area.x + self.title.width_of_last_line(width) + style.body * 0.5
        end = area.x + area.width - width_of(str(self.page), style.body) - style.body * 0.5
        level = last + baseline(style.body, style.leading)
        dots = Node(ARTIFACT, (Rule(begin, level, end, level, style.ink.muted, 0.9, _DOTS),))
        body = Node(Tag(Role.LIST_BODY), (link, dots))
        return [(0, Node(Tag(Role.LIST_ITEM), (body,)))]


def _share_out(
    entries: Sequence[Laid], count: int, room: float, style: Style
) -> list[list[list[Laid]]]:
    """Pages of columns of entries, read column by column; those of the last page are even."""

    def fill(some: Sequence[Laid], height: float) -> list[list[Laid]]:
        return fill_pages(some, replace(style, height=height))

    columns = fill(entries, room)
    pages = [columns[start : start + count] for start in range(0, len(columns), count)]
    rest = [entry for column in pages[-1] for entry in column]
    even = (fill(rest, height) for height in accumulate(entry.height for entry in rest))
    pages[-1] = next(columns for columns in even if len(columns) <= count)
    return pages


_PITCH_PT = 8 * 72 / 25.4
_FEWEST = 3
"""Lines for which there must be room below the heading."""
_BELOW = 0.4
"""Empty room below the last line, so that it is not taken for the rule of the foot; in pitches."""


def place_notes(heading: str, style: Style) -> list[Box]:
    """The heading, and lines 8 mm apart that take all the height that is left."""

    def paint(width: float, height: float) -> Sequence[Rule]:
        count = int(height / _PITCH_PT - _BELOW)
        heights = [_PITCH_PT * n for n in range(1, count + 1)]
        return [Rule(0, y, width, y, style.ink.line, 0.6) for y in heights]

    least = (_FEWEST + _BELOW + 0.01) * _PITCH_PT
    return [heading_box(heading, style), Marks(least, paint, grow=style.height, tag=ARTIFACT)]
