"""Why the patient does this, and when to stop and call: half a line, or a page of its own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from worksheets.document import Booklet, Field, Handout, Link
from worksheets.layout.blocks.cards import PART, WHOLE
from worksheets.layout.blocks.masthead import heading_box
from worksheets.layout.blocks.phases import words_box
from worksheets.layout.box import (
    SECTION,
    Box,
    Frame,
    Outline,
    Pad,
    Row,
    Stack,
    stacked_height,
)
from worksheets.layout.compose import bulleted, labelled, text
from worksheets.layout.flow import parts_of
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup

_BAR_PT = 2.6
_SCALES = 1.6, 1.4, 1.25
"""Sizes of the signs in sizes of body text: the largest at which everything fits one page."""
_CALL = 1.25  # in sizes of the signs
_LEADING = 1.55  # of the signs, so that each is found at a glance
_FRAME_PT = 2.4


def place_purpose(body: Handout, setup: BlockSetup, style: Style) -> Box:
    """Purpose and equipment at the start, the stop-and-call box at the end of the line."""
    gutter = style.leading * 1.4
    width = (style.width - gutter) / 2
    gap = style.leading * 0.1
    why = [labelled(style, body.purpose, language=body.program_language)]
    for phase in body.phases:
        rules = Field(f"{phase.label}:", " ".join(phase.sentences))
        why.append(labelled(style, rules, language=phase.language, gap=gap))
    if body.equipment:
        why.append(labelled(style, body.equipment, gap=gap))
    return Row(
        (Stack(tuple(why)), _stop_and_call(body, style, width)),
        (width, width),
        gutter,
        tag=SECTION,
        key="purpose",
        gap=style.leading * 0.4,
        cuts=(style.height * WHOLE, style.height * PART),
    )


def _stop_and_call(body: Handout, style: Style, width: float) -> Frame:
    box, language, ink = body.stop_and_call, body.program_language, style.ink.warning
    start = _BAR_PT + style.leading * 0.6
    links = (box.phone,) if box.phone else ()
    boxes: list[Box] = [
        text(style, box.heading, ink=ink, bold=True, links=links),
        bulleted(style, box.signs, width - start, language=language),
    ]
    if box.emergency_signs:
        signs = Field(box.emergency_heading, ", ".join(box.emergency_signs))
        boxes.append(labelled(style, signs, ink, language=language))
    bar = _BAR_PT, ink
    return Frame(Stack(tuple(boxes)), pad=Pad(start=start), bar=bar, place="top", order=1)


def place_stop(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """A page to be read from a metre away: the call, the signs, the emergency in a frame."""
    boxes: list[Box] = []
    for scale in _SCALES:
        boxes = _page(booklet, style, style.body * scale)
        if stacked_height(parts_of(boxes, style.width)) + boxes[0].gap <= style.height:
            break
    return boxes


def _page(booklet: Booklet, style: Style, size: float) -> list[Box]:
    box, ink = booklet.sheet.stop_and_call, style.ink.warning
    how: dict[str, Any] = {"size": size, "leading": size * _LEADING, "gap": size * 0.3}
    how["language"] = booklet.sheet.program_language

    def signs(heading: str, texts: Sequence[str], width: float, *links: Link) -> tuple[Box, ...]:
        first = text(style, heading, size * _CALL, ink, bold=True, links=links)
        return first, bulleted(style, texts, width, **how)

    first = signs(box.heading, box.signs, style.width, *([box.phone] if box.phone else []))
    words = replace(words_box(first, "signs", 0.0, style), gap=size * 1.2)
    boxes: list[Box] = [heading_box(booklet.stop_heading, style), words]
    if box.emergency_signs:
        inside = signs(box.emergency_heading, box.emergency_signs, style.width - 2 * size)
        outline = Outline(ink, _FRAME_PT, 4, _FRAME_PT / 2)
        frame = Frame(Stack(inside), Pad.all(size), outline, tag=SECTION, key="emergency")
        boxes.append(replace(frame, gap=words.gap, cuts=words.cuts))
    return boxes
