"""The phases in words, and lists to tick.

A phase says what it is for, what to take care of, and when it may begin. Criteria to tick are one
under the other, the levels of an exercise side by side.
"""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import Booklet, CheckList, Field, Ladder, PhaseText, TickBox, Words
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Stack, Stroke, present
from worksheets.layout.compose import bulleted, labelled, text, width_of
from worksheets.layout.leaves import Marks, tick_box
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag

_TITLE = 1.25  # in sizes of body text
PART = 0.3
"""Of a page: parts of this height are what a column is cut into that is higher than a page."""


def place_phases(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """A card for each phase that no page break cuts, unless it is higher than a page."""
    return [
        box
        for number, phase in enumerate(booklet.phases, 1)
        for box in _card(phase, f"phase.{number}", style)
    ]


def words_box(boxes: Sequence[Box], key: str, gap: float, style: Style) -> Stack:
    """Words that a page break cuts only where they are higher than a page; gap in leadings."""
    cuts = style.height, style.height * PART
    return Stack(tuple(boxes), key=key, tag=SECTION, gap=style.leading * gap, cuts=cuts)


def _card(phase: PhaseText, key: str, style: Style) -> list[Box]:
    """Name and time under a rule, what must be true before, then what holds in it."""
    tag = Tag(Role.HEADING_2, language=phase.language, bookmark=phase.title)
    name = text(style, phase.title, style.body * _TITLE, style.ink.accent, bold=True, tag=tag)
    when = text(style, phase.when, ink=style.ink.muted) if phase.when else None
    pad, above = Pad(top=style.leading * 0.5), Stroke(style.ink.line, 0.8)
    named = Stack(present(name, when))
    card: list[Box] = [Frame(named, pad, above=above, tag=SECTION, gap=style.leading * 0.7)]
    for checklist in phase.entry:
        card += place_checklist(checklist, style)
    lines = [box for words in phase.lines for box in _lines(words, style)]
    if lines:
        card += [one.box for one in words_box(lines, key, 0.35, style).lay_parts(style.width)]
    *others, last = card
    return [
        *(replace(box, keep_next=True) for box in others),
        replace(last, grow=style.leading * 1.5),
    ]


def _lines(words: Words, style: Style) -> list[Box]:
    """A bold label that runs into its sentence, or is printed over a list of several."""
    language, gap = words.language, style.leading * 0.25
    if len(words.sentences) == 1:
        field = Field(words.label, words.sentences[0])
        return [labelled(style, field, language=language, gap=gap)]
    label, items = text(style, words.label, bold=True, gap=gap), words.sentences
    return [label, *([bulleted(style, items, style.width, language=language)] if items else [])]


_TOGETHER = 0.5  # of a page: a higher list may be cut between its boxes
_GAP = 0.4  # above a list, in leadings


def place_checklist(checklist: CheckList, style: Style) -> list[Box]:
    """A heading and a box for each line; a list that takes half a page or more may be cut."""
    heading, boxes, language = checklist

    def listed(heading: str, some: Sequence[TickBox], gap: float) -> Box:
        ladder = Ladder(heading, tuple(some), (), language)
        return _with_words(ladder, _in_columns(ladder, 1, style), style, gap)

    whole = listed(heading, boxes, _GAP)
    if whole.height(style.width) <= style.height * _TOGETHER or len(boxes) < 2:
        return [whole]
    first, *others = boxes
    return [listed(heading, [first], _GAP), *(listed("", [box], 0.2) for box in others)]


def place_ladder(ladder: Ladder, style: Style) -> Box:
    """A heading, a box for each level, side by side where they fit, and when to change."""
    count, gutter = len(ladder.levels), style.leading * 1.2
    widths = [width_of(box.label, style.body) + _indent(style) for box in ladder.levels]
    if sum(widths) + gutter * (count - 1) <= style.width:
        items = (
            _tick(*one, ladder.language, style) for one in zip(ladder.levels, widths, strict=True)
        )
        levels: Box = Row(tuple(items), tuple(widths), gutter, tag=Tag(Role.LIST))
    else:
        fitting = max(1, int((style.width + gutter) / (max(widths) + gutter)))
        rows = -(-count // fitting)
        levels = _in_columns(ladder, -(-count // rows), style)
    return _with_words(ladder, levels, style, _GAP)


def in_columns(
    items: Sequence[Box], columns: int, width: float, gutter: float, gap: float = 0.0
) -> list[Row]:
    """Rows of boxes in columns of one width, read row by row; the last one may be shorter."""
    rows = [tuple(items[start : start + columns]) for start in range(0, len(items), columns)]
    return [Row(row, (width,) * len(row), gutter, gap=gap) for row in rows]


def _in_columns(ladder: Ladder, columns: int, style: Style) -> Stack:
    """A list of boxes to tick in columns."""
    gutter = style.leading if columns > 1 else 0.0
    width = (style.width + gutter) / columns - gutter
    items = [_tick(box, width, ladder.language, style) for box in ladder.levels]
    rows = in_columns(items, columns, width, gutter, style.leading * 0.1)
    return Stack(tuple(rows), tag=Tag(Role.LIST))


def _with_words(ladder: Ladder, items: Box, style: Style, gap: float) -> Box:
    """Boxes to tick between their heading and their rules."""
    near = style.leading * 0.15
    head = text(style, ladder.heading, bold=True) if ladder.heading else None
    tag, ink = Tag(Role.PARAGRAPH, language=ladder.language), style.ink.muted
    rules = text(style, " ".join(ladder.rules), style.small, ink, gap=near, tag=tag)
    boxes = present(head, Stack((items,), gap=near), rules if ladder.rules else None)
    return Stack(boxes, tag=SECTION, gap=style.leading * gap)


def _indent(style: Style) -> float:
    """From the left edge of a box to its words."""
    return style.list_box + style.body * 0.5


def _tick(box: TickBox, width: float, language: str, style: Style) -> Box:
    """A box in the middle of the first line of its words; a screen reader reads its own text."""
    side, indent, leading = style.list_box, _indent(style), style.leading
    square = tick_box(0, 0, side, style.ink.text, optional=box.optional)
    words = text(style, box.label, tag=None, place="middle")
    is_one_line = words.height(width - indent) <= leading
    least = max(leading, side + leading * 0.2) if is_one_line else leading
    ticked = Frame(Marks(side, lambda *_: [square], place="middle"), least=least, place="top")
    tag = Tag(Role.TICK_BOX, box.accessible_text, name=box.name, language=language)
    row = Row((ticked, words), (indent, width - indent), tag=tag)
    return Stack((Stack((row,), tag=Tag(Role.LIST_BODY)),), tag=Tag(Role.LIST_ITEM))
