"""Lists to tick: criteria one under the other, and the levels of an exercise side by side."""

from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from worksheets.document import CheckList, Ladder, TickBox
from worksheets.layout.boxes import tick_box
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import set_marks
from worksheets.plan import Mark, Node, Role, Tag
from worksheets.text.lines import Line, Span, natural_width_em, set_lines

_TOGETHER = 0.5  # of a page: a higher list may be cut between its boxes
_GAP = 0.4  # above a list, in leadings
_SIDE = 1.05  # of a box, in sizes of body text


def checklist_slabs(checklist: CheckList, style: Style) -> list[Slab]:
    """The same for a list of any length: one that takes half a page or more may be cut."""
    whole = _checklist(checklist, style)
    if whole.height <= style.height * _TOGETHER or len(checklist.boxes) < 2:
        return [whole]
    first, *others = checklist.boxes
    more = [_checklist(checklist._replace(heading="", boxes=(box,)), style) for box in others]
    return [
        _checklist(checklist._replace(boxes=(first,)), style),
        *(replace(slab, gap=style.leading * 0.2) for slab in more),
    ]


def ladder_slab(ladder: Ladder, style: Style) -> Slab:
    """A heading, a box for each level, side by side where they fit, and when to change."""
    return _ladder(ladder, style)


@lru_cache(maxsize=256)
def _checklist(checklist: CheckList, style: Style) -> Slab:
    items = _in_columns(checklist.boxes, 1, style)
    return _listed(_Listed(checklist.heading, items, (), checklist.language), style)


@lru_cache(maxsize=256)
def _ladder(ladder: Ladder, style: Style) -> Slab:
    items = _side_by_side(ladder.levels, style)
    return _listed(_Listed(ladder.heading, items, ladder.rules, ladder.language), style)


class _Item(NamedTuple):
    """A box with its words: where its line begins, and how high it is, in points."""

    box: TickBox
    lines: tuple[Line, ...]
    x: float
    y: float
    height: float


class _Listed(NamedTuple):
    """What a list says."""

    heading: str
    items: tuple[_Item, ...]
    rules: tuple[str, ...]
    language: str


def _side_of(style: Style) -> float:
    return round(style.body * _SIDE * 2) / 2


def _indent(style: Style) -> float:
    """From the left edge of a box to its words."""
    return _side_of(style) + style.body * 0.5


def _in_columns(boxes: tuple[TickBox, ...], columns: int, style: Style) -> tuple[_Item, ...]:
    """Boxes in columns of one width, read row by row; the first row's top is 0."""
    gutter = style.leading if columns > 1 else 0.0
    pitch = (style.width + gutter) / columns
    setter, items, y = Setter(style), list[_Item](), 0.0
    for start in range(0, len(boxes), columns):
        row = boxes[start : start + columns]
        set_once = [setter.lines(box.label, pitch - gutter - _indent(style)) for box in row]
        height = max(
            _side_of(style) + style.leading * 0.2,
            max(len(lines) for lines in set_once) * style.leading,
        )
        items += [
            _Item(box, lines, n * pitch, y, height)
            for n, (box, lines) in enumerate(zip(row, set_once, strict=True))
        ]
        y += height + style.leading * 0.1
    return tuple(items)


def _side_by_side(boxes: tuple[TickBox, ...], style: Style) -> tuple[_Item, ...]:
    """Boxes in one row with even gaps, or in as many columns as the widest of them allows."""
    ink, indent, gutter = style.ink.text, _indent(style), style.leading * 1.2
    widths = [natural_width_em((Span(box.label, ink),)) * style.body + indent for box in boxes]
    if sum(widths) + gutter * (len(boxes) - 1) > style.width:
        most = max(1, int((style.width + gutter) / (max(widths) + gutter)))
        rows = -(-len(boxes) // most)
        return _in_columns(boxes, -(-len(boxes) // rows), style)
    setter, items, x = Setter(style), list[_Item](), 0.0
    height = _side_of(style) + style.leading * 0.2
    for box, width in zip(boxes, widths, strict=True):
        items.append(_Item(box, setter.lines(box.label, inf), x, 0.0, height))
        x += width + gutter
    return tuple(items)


def _listed(listed: _Listed, style: Style) -> Slab:
    setter = Setter(style)
    heading = setter.bold_lines(listed.heading, style.width) if listed.heading else ()
    top = len(heading) * style.leading + (style.leading * 0.15 if heading else 0)
    bottom = top + max((item.y + item.height for item in listed.items), default=0.0)
    small = style.leading_of(style.small)
    bottom += style.leading * 0.15 if listed.rules else 0
    rules = set_lines((Span(" ".join(listed.rules), style.ink.muted),), style.width / style.small)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        nodes: list[Node] = []
        if heading:
            marks = set_marks(heading, 0, 0, style.body, style.leading)
            nodes.append(Node(Tag(Role.PARAGRAPH), marks))
        if listed.items:
            boxes = tuple(_place(item, top, listed.language, style) for item in listed.items)
            nodes.append(Node(Tag(Role.LIST), boxes))
        if rules:
            marks = set_marks(rules, 0, bottom, style.small, small)
            tag = Tag(Role.PARAGRAPH, language=listed.language)
            nodes.append(Node(tag, marks))
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(bottom + len(rules) * small, build, gap=style.leading * _GAP)


def _place(item: _Item, top: float, language: str, style: Style) -> Node:
    """A box in the middle of its first line; a reader hears what the box says of itself."""
    box, side = item.box, _side_of(style)
    first = item.height - (len(item.lines) - 1) * style.leading if item.lines else item.height
    y = top + item.y
    mark = tick_box(item.x, y + (first - side) / 2, side, style.ink.text, optional=box.optional)
    text_y = y + (item.height - len(item.lines) * style.leading) / 2
    words: tuple[Mark, ...] = set_marks(
        item.lines, item.x + _indent(style), text_y, style.body, style.leading
    )
    tag = Tag(Role.TICK_BOX, box.accessible_text, name=box.name, language=language)
    body = Node(Tag(Role.LIST_BODY), (Node(tag, (mark, *words)),))
    return Node(Tag(Role.LIST_ITEM), (body,))
