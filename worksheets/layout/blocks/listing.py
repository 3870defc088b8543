"""The list: exercises in running text, with the boxes at the end of the line."""

from dataclasses import replace
from typing import Any

from worksheets.document import Card, Handout
from worksheets.layout.blocks.cards import code_of, name_of, ruled
from worksheets.layout.box import Box, Row, Stack
from worksheets.layout.compose import spans, tick_boxes
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

_BOX_SHARE, _WIDE_BOX_SHARE = 0.23, 0.4
_MAX_ROWS = 2
_DOSE, _WORDS, _BOXES = 2, 3, 4
"""Reading order of a row, after the name."""


def place_list(body: Handout, setup: BlockSetup, style: Style) -> list[Box]:
    """A row for each exercise."""
    first, *others = [_row(card, style) for card in body.cards]
    return [replace(first, gap=style.leading * 0.4), *others]


def _row(card: Card, style: Style) -> Box:
    ticks = tick_boxes(style, card, order=_BOXES)
    width, gutter, pad = style.width * _BOX_SHARE, style.leading * 1.2, style.leading * 0.3
    if ticks.rows(width) > _MAX_ROWS:  # many boxes, or wide labels: less room for the words
        width = style.width * _WIDE_BOX_SHARE
    boxes = Stack((ticks, *code_of(card, style, width, order=_BOXES)))
    row = Row((_words(card, style), boxes), (style.width - width - gutter, width), gutter)
    how: dict[str, Any] = {"grow": style.leading * 0.8, "again": name_of(card, style)}
    return ruled(row, pad, style, key=f"row.{card.number}", **how)


def _words(card: Card, style: Style) -> Stack:
    """Name, dose, and everything else as one paragraph with the steps numbered in it."""
    text, muted = style.ink.text, style.ink.muted
    dose = Span(f"{card.dose} ", text, bold=True), Span(" ".join(card.details), muted)
    words: list[Span] = []
    for number, step in enumerate(card.steps, 1):
        words += [Span(f"{number}.\u00a0", style.ink.accent, bold=True), Span(f"{step} ", text)]
    for remark in card.remarks:
        words += [Span(f"{remark.label} ", muted, bold=True), Span(f"{remark.value} ", muted)]
    video = card.video if card.video and not card.video.code else None
    if video:
        words += [Span(f"{video.label} ", muted, bold=True), Span(video.text, muted)]
    boxes: list[Box] = [name_of(card, style), spans(style, *dose, order=_DOSE)]
    if words:
        tag, links = Tag(Role.PARAGRAPH, language=card.language), (video,) if video else ()
        boxes.append(spans(style, *words, order=_WORDS, tag=tag, links=links))
    return Stack(tuple(boxes))
