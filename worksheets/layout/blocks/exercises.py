"""The exercises in full: picture and steps, how much in which weeks, and levels."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from worksheets.document import Booklet, ExercisePart, WeeksDose
from worksheets.layout.blocks.cards import (
    CODE,
    DOSE,
    STEPS,
    card_box,
    dose_boxes,
    fact_spans,
    in_order,
    words_of,
)
from worksheets.layout.blocks.masthead import gate_box, heading_box
from worksheets.layout.box import Box, Stack
from worksheets.layout.compose import code_box, numbered, spans, text
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

_WHOLE = 0.9
"""Of a page: a card that is higher than this may be cut."""


def place_exercises(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """The heading, and a card for each exercise with its gates before it."""
    if not booklet.exercises:
        return []
    has_pictures = any(part.card.figure for part in booklet.exercises)
    above: list[Box] = [heading_box(booklet.exercises_heading, style)]
    boxes: list[Box] = []
    for part in booklet.exercises:
        for gate in part.clearances:
            box = gate_box(gate, booklet.sheet.program_language, style)
            above.append(replace(box, gap=style.leading))
        taken = sum(box.height(style.width) + box.gap for box in above)
        card = card_box(
            part.card, partial(_words, part, style), setup, style, has_pictures=has_pictures
        )
        height = card.height(style.width)
        if height <= style.height * _WHOLE and taken + height <= style.height:
            card = replace(card, cuts=None)
        boxes += [*above, card]
        above = []
    return boxes


def _words(part: ExercisePart, style: Style, width: float) -> Box:
    """Name, doses, steps, remarks, levels and the video, one under the other."""
    card = part.card
    boxes = words_of(card, _doses(part.doses, style, width), style, width)
    if part.ladder:
        heading, levels, rules, language = part.ladder
        above = style.leading * 0.3
        if heading:
            boxes.append(text(style, heading, bold=True, order=STEPS, gap=above))
        how: dict[str, Any] = {"order": STEPS, "gap": 0.0 if heading else above}
        labels = [level.label for level in levels]
        boxes.append(numbered(style, labels, width, language=language, **how))
        if rules:
            tag = Tag(Role.PARAGRAPH, language=language)
            boxes.append(text(style, " ".join(rules), tag=tag, order=STEPS))
    if card.video and card.video.code:
        boxes.append(code_box(card.video, card.video.code, style, width, order=CODE))
    return Stack(tuple(boxes))


def _doses(doses: Sequence[WeeksDose], style: Style, width: float) -> list[Box]:
    """How much, for all weeks, or with the weeks in bold beside it."""
    boxes: list[Box] = []
    for dose in doses:
        if not dose.label:
            boxes += dose_boxes(dose.facts, style, width)
            continue
        label = Span(f"{dose.label}\u2002 ", style.ink.text, bold=True)
        facts = fact_spans(in_order(dose.facts), style, width)
        boxes.append(spans(style, label, *facts, order=DOSE))
        if dose.details:
            boxes.append(text(style, " ".join(dose.details), order=DOSE))
    return boxes
