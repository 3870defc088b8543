"""The words of an exercise, in boxes: name, steps and remarks; dose, boxes and code."""

from typing import Any

from worksheets.document import Card, Field
from worksheets.layout.box import Box, Row, Stack
from worksheets.layout.codes import code_box
from worksheets.layout.compose import heading, labelled, numbered, spans, text, tick_boxes
from worksheets.layout.style import Style
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

NAME, FIGURE, DOSE, STEPS, BOXES = range(1, 6)
"""Reading order of a card: name, picture, dose, steps and remarks, boxes."""


def name_of(card: Card, style: Style) -> Box:
    """The number and name of an exercise, and whether it stands behind a gate."""
    number = Span(f"{card.number}\u2002", style.ink.accent, bold=True)
    name = Span(card.name, style.ink.text, bold=True)
    bookmark = f"{card.number} {card.name}"
    tag = Tag(Role.HEADING_2, language=card.name_language, bookmark=bookmark)
    return heading(style, (number, name), card.gate, tag=tag, order=NAME)


def words_of(card: Card, style: Style, width: float, gap: float = 0.0) -> list[Box]:
    """Name, steps and remarks of an exercise; `gap` is the distance between them."""
    boxes = [name_of(card, style)]
    how: dict[str, Any] = {"order": STEPS, "gap": gap}
    if card.steps:
        boxes.append(numbered(style, card.steps, width, language=card.language, **how))
    boxes += [
        labelled(style, remark, style.ink.muted, language=card.language, **how)
        for remark in card.remarks
    ]
    return boxes


def video_of(card: Card, style: Style, gap: float = 0.0) -> list[Box]:
    """The address of an exercise's video, if it has one that no QR code shows."""
    link = card.video
    if link is None or link.code is not None:
        return []
    field = Field(link.label, link.text)
    return [labelled(style, field, style.ink.muted, links=(link,), order=STEPS, gap=gap)]


def dose_of(card: Card, style: Style, width: float) -> Stack:
    """The dose sentence, its details, the boxes and the QR code of an exercise."""
    dose = text(style, card.dose, bold=True, balanced=True, order=DOSE)
    return Stack((dose, *_ticks(card, style, width), *code_of(card, style, width)))


def _ticks(card: Card, style: Style, width: float) -> list[Box]:
    """Details and boxes; short details beside the boxes save a line."""
    gap = style.leading * 0.3
    boxes = tick_boxes(style, card, order=BOXES, gap=gap)
    if not card.details:
        return [boxes]
    details = spans(style, Span(" ".join(card.details), style.ink.muted), order=DOSE)
    indent = boxes.natural_width(width) + style.leading * 0.5
    room = width - indent
    has_room = room > 6 * style.body and boxes.rows(width) == 1
    if has_room and details.height(room) <= boxes.height(width):
        beside = spans(style, *details.spans, balanced=True, order=DOSE)
        return [Row((boxes, beside), (indent, room), gap=gap)]
    return [details, boxes]


def code_of(card: Card, style: Style, width: float, order: int = BOXES) -> list[Box]:
    """The QR code of an exercise's video with its address, if it has one."""
    link = card.video
    if link is None or link.code is None:
        return []
    return [code_box(link, link.code, style, width, order=order)]
