"""Lists to tick: criteria one under the other, and the levels of an exercise side by side."""

from collections.abc import Sequence
from dataclasses import field

from worksheets.document import CheckList, Ladder, TickBox
from worksheets.layout.box import (
    SECTION,
    Area,
    Box,
    Laid,
    Part,
    Row,
    Stack,
    Standing,
    box_type,
    present,
)
from worksheets.layout.compose import text, width_of
from worksheets.layout.leaves import Text, tick_box
from worksheets.layout.style import Style
from worksheets.plan import Role, Tag

_TOGETHER = 0.5  # of a page: a higher list may be cut between its boxes
_GAP = 0.4  # above a list, in leadings
_SIDE = 1.05  # of a box, in sizes of body text


def place_checklist(checklist: CheckList, style: Style) -> list[Box]:
    """A heading and a box for each line; a list that takes half a page or more may be cut."""
    heading, boxes, language = checklist

    def listed(heading: str, some: Sequence[TickBox], gap: float) -> Box:
        items = _in_columns(_ticks(some, language, style), 1, style)
        return _with_words(Ladder(heading, boxes, (), language), items, style, gap)

    whole = listed(heading, boxes, _GAP)
    if whole.height(style.width) <= style.height * _TOGETHER or len(boxes) < 2:
        return [whole]
    first, *others = boxes
    return [listed(heading, [first], _GAP), *(listed("", [box], 0.2) for box in others)]


def place_ladder(ladder: Ladder, style: Style) -> Box:
    """A heading, a box for each level, side by side where they fit, and when to change."""
    items = _ticks(ladder.levels, ladder.language, style)
    gutter = style.leading * 1.2
    widths = [width_of(box.label, style.body) + _indent(style) for box in ladder.levels]
    if sum(widths) + gutter * (len(items) - 1) <= style.width:
        levels: Box = Row(tuple(items), tuple(widths), gutter, tag=Tag(Role.LIST))
    else:
        fitting = max(1, int((style.width + gutter) / (max(widths) + gutter)))
        rows = -(-len(items) // fitting)
        levels = _in_columns(items, -(-len(items) // rows), style)
    return _with_words(ladder, levels, style, _GAP)


def _with_words(ladder: Ladder, items: Box, style: Style, gap: float) -> Box:
    """Boxes to tick between their heading and their rules."""
    near = style.leading * 0.15
    head = text(style, ladder.heading, bold=True) if ladder.heading else None
    tag, ink = Tag(Role.PARAGRAPH, language=ladder.language), style.ink.muted
    rules = text(style, " ".join(ladder.rules), style.small, ink, gap=near, tag=tag)
    boxes = present(head, Stack((items,), gap=near), rules if ladder.rules else None)
    return Stack(boxes, tag=SECTION, gap=style.leading * gap)


@box_type
class _Tick(Box):
    """A box in the middle of the first line of its words; a screen reader reads its own text."""

    words: Text
    side: float
    indent: float
    dashed: bool
    place: Standing = field(default="fill", kw_only=True)

    def _height(self, width: float, inside: Sequence[Laid]) -> float:
        leading = self.words.leading
        return max(self.side + leading * 0.2, self.words.height(width - self.indent))

    def _draw(self, area: Area, laid: Laid) -> list[Part]:
        x, y, width, height = area
        room = width - self.indent
        words, ink = self.words, self.words.spans[0].ink
        high = words.height(room)
        first = height - max(0.0, high - words.leading)
        box = tick_box(x, y + (first - self.side) / 2, self.side, ink, optional=self.dashed)
        place = Area(x + self.indent, y + (height - high) / 2, room, high)
        return [(0, box), *words.draw(place)]


def _indent(style: Style) -> float:
    """From the left edge of a box to its words."""
    return _side(style) + style.body * 0.5


def _side(style: Style) -> float:
    return round(style.body * _SIDE * 2) / 2


def _ticks(boxes: Sequence[TickBox], language: str, style: Style) -> list[Box]:
    """An item of a list for each box."""
    items: list[Box] = []
    for box in boxes:
        words, tag = text(style, box.label, tag=None), Tag(Role.TICK_BOX, box.accessible_text)
        tag = tag._replace(name=box.name, language=language)
        tick = _Tick(words, _side(style), _indent(style), box.optional, tag=tag)
        body = Stack((tick,), tag=Tag(Role.LIST_BODY))
        items.append(Stack((body,), tag=Tag(Role.LIST_ITEM)))
    return items


def _in_columns(items: Sequence[Box], columns: int, style: Style) -> Stack:
    """Items in columns of one width, read row by row."""
    gutter = style.leading if columns > 1 else 0.0
    width = (style.width + gutter) / columns - gutter
    rows = [tuple(items[start : start + columns]) for start in range(0, len(items), columns)]
    return Stack(
        tuple(Row(row, (width,) * len(row), gutter, gap=style.leading * 0.1) for row in rows),
        tag=Tag(Role.LIST),
    )
