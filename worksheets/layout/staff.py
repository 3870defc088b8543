"""What the pages for the staff share: the page, clean words, sums, boxes to tick, lines to fill in.

These pages are about patients, not for them: they bear no disclaimer, but say who may see them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from worksheets.document import Field, Footer
from worksheets.layout.box import (
    SECTION,
    Box,
    Frame,
    Pad,
    Row,
    Stack,
    Stroke,
    stacked_height,
)
from worksheets.layout.compose import text, width_of
from worksheets.layout.fit import measure_page
from worksheets.layout.flow import Geometry, fill_pages, make_page, parts_of
from worksheets.layout.leaves import Marks, Text, WriteLine, tick_box
from worksheets.layout.style import Style, rung_of
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Plan, Role, Scope, Tag
from worksheets.text.shaping import unprintable

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_PEN_PT = 17.1
"""6 mm: the least height of a place to write with a pen."""
_SIZES_PT = 13.0, 12.0, 11.0, 10.0, 9.0
_NUMBER, _GAP = 1.3, 0.35  # of a number, in sizes of body text; between rows, in leadings
_MIN_SIDE_PT, _BLANK = 14.0, 0.16


@dataclass(frozen=True)
class Staff:
    """How pages for the staff look, and sheets of figures: upright, whatever the template does.

    Attributes:
        template: Margins, type and colours.
        paper: The paper size.
        language: BCP 47 tag of the words.
        footer: The foot of every page.
        title: Title of the document.
    """

    template: Template
    paper: Paper
    language: str
    footer: Footer
    title: str

    @property
    def geometry(self) -> Geometry:
        """The paper and its margin."""
        return Geometry.of(self.template, self.paper, turned=False)

    def style(self, body: float) -> Style:
        """Sizes at a size of body text, with the height between the upper margin and the foot."""
        return measure_page(self.footer, self.template, self.geometry, rung_of(body))[0]

    def plan(self, boxes: Sequence[Box], body: float, number: int = 0) -> Plan:
        """A document of as many pages as it takes.

        Args:
            boxes: What is on them, from top to bottom.
            body: Size of body text in points.
            number: Number of the first page, if it is one of a row of documents: then the foot does
                not say how many pages there are.
        """
        style, foot = measure_page(self.footer, self.template, self.geometry, rung_of(body))
        filled = fill_pages(parts_of(boxes, style.width), style)
        total = 0 if number else len(filled)
        pages = [
            make_page(page, foot.build(n, total), foot.height, self.geometry)
            for n, page in enumerate(filled, number or 1)
        ]
        return Plan(self.title, self.language, "", tuple(pages), body)

    def one_page(self, boxes_of: Callable[[Style], Sequence[Box]]) -> Plan:
        """A document of one page, at the largest size at which everything fits it."""
        for body in _SIZES_PT:
            style = self.style(body)
            boxes = [replace(box, gap=style.leading * 0.9) for box in boxes_of(style)]
            if stacked_height(parts_of(boxes, style.width)) <= style.height:
                break
        return self.plan(boxes, body, 1)


def clean(words: str) -> str:
    """A text in one line of characters that can be printed; a sign stands for any other."""
    words = " ".join(words.split())
    for character in unprintable(words):
        words = words.replace(character, _UNKNOWN)
    return words


def title_with_lines(title: Text, lines: Sequence[str], style: Style, below: float) -> Frame:
    """A title, lines under it in muted ink, and empty height below them."""
    about = [text(style, clean(line), ink=style.ink.muted) for line in lines]
    return Frame(Stack((title, *about)), Pad(bottom=below), tag=SECTION)


def title_box(title: str, lines: Sequence[str], style: Style) -> Box:
    """The title of a document, lines about it, and a strong rule."""
    tag = Tag(Role.HEADING_1, bookmark=title)
    words = text(style, title, style.title, bold=True, tag=tag)
    rule = Stroke(style.ink.accent, 1.6)
    return replace(title_with_lines(words, lines, style, style.leading * 0.4), below=rule)


def sum_table(head: Field, fields: Sequence[Field], style: Style, *, total: bool) -> Box:
    """Labels with their numbers in a column at the end, as in a sum.

    Args:
        head: What is over labels and numbers.
        fields: The labels and numbers.
        style: Sizes and inks.
        total: Whether the last one is the total: bold, under a strong rule.
    """
    width, last = style.width, len(fields) - 1
    thin, strong = Stroke(style.ink.line, 0.6), Stroke(style.ink.accent, 1.6)
    tag = Tag(Role.HEADER_CELL, scope=Scope.COLUMN)
    heads = (
        text(style, head.label, style.small, style.ink.muted, tag=tag),
        text(style, head.value, style.small, style.ink.muted, tag=tag, align="end"),
    )
    first = Row(heads, (width * 0.7, width * 0.25), width * 0.05, below=thin, tag=Tag(Role.ROW))
    rows = [replace(first, least=first.height(width) + style.leading * 0.15)]
    size, gap = style.body * _NUMBER, style.leading * _GAP
    leading, cell = style.leading_of(size) + gap, Tag(Role.CELL)
    for n, field in enumerate(fields):
        label = text(style, field.label, bold=total and n == last, tag=None)
        tag = Tag(Role.HEADER_CELL, scope=Scope.ROW)
        name = Frame(label, Pad(gap / 2, gap / 2), tag=tag, place="middle")
        number = text(style, field.value, size, bold=True, leading=leading, align="end", tag=cell)
        below = strong if total and n == last - 1 else thin
        cells = name, replace(number, place="middle")
        widths = width * 0.75, width * 0.25
        rows.append(Row(cells, widths, below=below, tag=Tag(Role.ROW)))
    return Stack(tuple(rows), tag=Tag(Role.TABLE))


def remarks(texts: Sequence[str], style: Style) -> Box:
    """Sentences one under the other."""
    return Stack(tuple(text(style, one) for one in texts), tag=SECTION)


def checks(heading: str, numbers: Sequence[str], ticks: Sequence[str], style: Style) -> Box:
    """A box to tick for each thing, and for what is counted a place for the number.

    Args:
        heading: What is over all of them.
        numbers: What is to be counted.
        ticks: What is to be seen to.
        style: Sizes and inks.
    """
    wide, gutter = style.width * _BLANK, style.leading
    title = text(style, heading, style.name, bold=True, tag=Tag(Role.HEADING_2))
    rows: list[Box] = [title]
    for n, words in enumerate((*numbers, *ticks)):
        room, gap = style.width, style.leading * 0.3 if n == 0 else 0.0
        if n >= len(numbers):
            rows.append(Row((_tick(words, room, style),), (room,), gap=gap))
            continue
        room -= wide + gutter
        line = WriteLine(words, "", style.body, style.ink.text)
        low = Frame(line, Pad(bottom=style.leading * 0.2))
        rows.append(Row((_tick(words, room, style), low), (room, wide), gutter, gap=gap))
    return Stack(tuple(rows), tag=SECTION)


def _tick(words: str, width: float, style: Style) -> Box:
    """A box to tick with its words beside it."""
    side, air = _MIN_SIDE_PT, style.leading * 0.45 / 2
    square = tick_box(0, 0, side, style.ink.text)
    box = Marks(side, lambda *_: [square], tag=Tag(Role.TICK_BOX, words), place="middle")
    said = text(style, words, tag=None, place="middle")
    gutter = style.leading * 0.6
    row = Row((box, said), (side, width - side - gutter), gutter)
    return Frame(row, Pad(air, air), tag=Tag(Role.PARAGRAPH))


def write_lines(labels: Sequence[str], style: Style, gap: float = 0.0) -> Box:
    """Labelled lines to write on, side by side over the whole width."""
    gutter = style.leading
    width = (style.width + gutter) / len(labels) - gutter
    cells = []
    for label in labels:
        used = min(width_of(label, style.body) + style.body * 0.5, width / 2)
        line = WriteLine(label, "", style.body, style.ink.text, least=max(_PEN_PT, gutter))
        words = text(style, label, place="bottom")
        cells.append(Row((words, line), (used, width - used)))
    return Row(tuple(cells), (width,) * len(cells), gutter, tag=SECTION, gap=gap)
