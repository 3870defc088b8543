"""Exercises one under the other, as cards or as a list; and the parts of a card.

A card has its picture, words, dose and boxes side by side, a row of the list is running text with
the boxes at its end.
"""

from dataclasses import replace
from typing import Any

from worksheets.document import Card, Field, Figure, Handout, dose_text
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Space, Stack, Stroke
from worksheets.layout.compose import (
    code_box,
    figure_box,
    heading,
    labelled,
    numbered,
    spans,
    text,
    tick_boxes,
)
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

NAME, FIGURE, DOSE, STEPS, BOXES = range(1, 6)
"""Reading order of a card: name, picture, dose, steps and remarks, boxes."""
_DOSE_SHARE = 0.28
_PAD = 0.1  # above and below a card, in leadings
WHOLE, PART = 0.4, 0.2
"""What is higher than this share of a page is cut into parts of the second."""


def place_cards(body: Handout, setup: BlockSetup, style: Style) -> list[Box]:
    """A card for each exercise; a column for pictures only where a card has one."""
    if not any(card.figure for card in body.cards):
        setup = setup.model_copy(update={"figure": 0.0})
    grow = style.leading * 0.9
    first, *others = [
        Shared(_card, (card, setup, style), grow=grow, place="fill") for card in body.cards
    ]
    return [replace(first, gap=style.leading * 0.3), *others]


def _card(card: Card, setup: BlockSetup, style: Style) -> Box:
    gutter, pad = style.leading * 0.9, style.leading * _PAD
    dose = style.width * _DOSE_SHARE
    words = style.width - dose - gutter - (setup.figure + gutter if setup.figure else 0.0)
    # The words are those of all patients who do the exercise, whatever their doses.
    plain = card._replace(dose=(), details=(), boxes=(), figure=None)
    boxes: list[Box] = [Shared(_words, (plain, style, words)), _dose(card, style, dose)]
    widths = [words, dose]
    if setup.figure:
        args = card.figure, setup, style
        picture = Shared(_picture, args, order=FIGURE, place="fill") if card.figure else Space(0)
        boxes.insert(0, picture)
        widths.insert(0, setup.figure)
    row = Row(tuple(boxes), tuple(widths), gutter)
    again = Shared(name_of, (plain, style))
    return ruled(row, pad, style, key=f"card.{card.number}", again=again)


def ruled(row: Row, pad: float, style: Style, **how: Any) -> Frame:
    """An exercise under a thin rule, in several parts where it is high."""
    how |= {"cuts": (style.height * WHOLE + 2 * pad, style.height * PART), "tag": SECTION}
    return Frame(row, Pad(pad, pad), above=Stroke(style.ink.line, 0.6), **how)


def _words(card: Card, style: Style, width: float) -> Box:
    return Stack((*words_of(card, style, width), *video_of(card, style)))


def _picture(figure: Figure, setup: BlockSetup, style: Style) -> Box:
    return figure_box(style, figure, setup.figure, captions=setup.captions)


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
    how: dict[str, Any] = {"language": card.language, "order": STEPS, "gap": gap}
    if card.steps:
        boxes.append(numbered(style, card.steps, width, **how))
    return boxes + [labelled(style, remark, style.ink.muted, **how) for remark in card.remarks]


def video_of(card: Card, style: Style, gap: float = 0.0) -> list[Box]:
    """The address of an exercise's video, if it has one that no QR code shows."""
    link = card.video
    if link is None or link.code is not None:
        return []
    field = Field(link.label, link.text)
    return [labelled(style, field, style.ink.muted, links=(link,), order=STEPS, gap=gap)]


def _dose(card: Card, style: Style, width: float) -> Stack:
    """The dose sentence, its details, the boxes and the QR code of an exercise.

    Short details beside the boxes save a line.
    """
    dose = text(style, dose_text(card.dose), bold=True, balanced=True, order=DOSE)
    gap = style.leading * 0.3
    ticks = tick_boxes(style, card, order=BOXES, gap=gap)
    boxes: list[Box] = [ticks]
    if card.details:
        words = spans(style, Span(" ".join(card.details), style.ink.muted), order=DOSE)
        indent = ticks.natural_width(width) + style.leading * 0.5
        room = width - indent
        has_room = room > 6 * style.body and ticks.rows(width) == 1
        if has_room and words.height(room) <= ticks.height(width):
            boxes = [Row((ticks, replace(words, balanced=True)), (indent, room), gap=gap)]
        else:
            boxes = [words, ticks]
    return Stack((dose, *boxes, *code_of(card, style, width)))


def code_of(card: Card, style: Style, width: float, order: int = BOXES) -> list[Box]:
    """The QR code of an exercise's video with its address, if it has one."""
    link = card.video
    if link is None or link.code is None:
        return []
    return [code_box(link, link.code, style, width, order=order)]


_BOX_SHARE, _WIDE_BOX_SHARE = 0.23, 0.4
_MAX_ROWS = 2


def place_list(body: Handout, setup: BlockSetup, style: Style) -> list[Box]:
    """A row for each exercise."""
    first, *others = [_row(card, style) for card in body.cards]
    return [replace(first, gap=style.leading * 0.4), *others]


def _row(card: Card, style: Style) -> Box:
    ticks = tick_boxes(style, card, order=BOXES)
    width, gutter, pad = style.width * _BOX_SHARE, style.leading * 1.2, style.leading * 0.3
    if ticks.rows(width) > _MAX_ROWS:  # many boxes, or wide labels: less room for the words
        width = style.width * _WIDE_BOX_SHARE
    boxes = Stack((ticks, *code_of(card, style, width)))
    row = Row((_running_text(card, style), boxes), (style.width - width - gutter, width), gutter)
    how: dict[str, Any] = {"grow": style.leading * 0.8, "again": name_of(card, style)}
    return ruled(row, pad, style, key=f"row.{card.number}", **how)


def _running_text(card: Card, style: Style) -> Stack:
    """Name, dose, and everything else as one paragraph with the steps numbered in it."""
    text, muted = style.ink.text, style.ink.muted
    dose = Span(f"{dose_text(card.dose)}. ", text, bold=True), Span(" ".join(card.details), muted)
    words: list[Span] = []
    for number, step in enumerate(card.steps, 1):
        words += [Span(f"{number}.\u00a0", style.ink.accent, bold=True), Span(f"{step} ", text)]
    for remark in card.remarks:
        words += [Span(f"{remark.label} ", muted, bold=True), Span(f"{remark.value} ", muted)]
    video = card.video if card.video and not card.video.code else None
    if video:
        words += [Span(f"{video.label} ", muted, bold=True), Span(video.text, muted)]
    boxes: list[Box] = [name_of(card, style), spans(style, *dose, order=DOSE)]
    if words:
        tag, links = Tag(Role.PARAGRAPH, language=card.language), (video,) if video else ()
        boxes.append(spans(style, *words, order=STEPS, tag=tag, links=links))
    return Stack(tuple(boxes))
