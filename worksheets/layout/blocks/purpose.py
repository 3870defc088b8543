"""Why the patient does this, and when to stop and call: half a line, or a page of its own."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from worksheets.document import Booklet, Handout, Link, Words
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
    present,
    stacked_height,
)
from worksheets.layout.compose import bulleted, labelled, spans, text
from worksheets.layout.flow import parts_of
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

_BAR_PT = 2.6
_WHY_SHARE = 0.44
"""Of the width, for what the exercises are for and what is needed."""
_SCALES = 1.6, 1.4, 1.25
"""Sizes of the signs in sizes of body text: the largest at which everything fits one page."""
_CALL = 1.25  # in sizes of the signs
_LEADING = 1.55  # of the signs, so that each is found at a glance
_FRAME_PT = 2.4


def place_purpose(body: Handout, setup: BlockSetup, style: Style) -> Box:
    """Purpose and equipment at the start, the stop-and-call box at the end of the line."""
    gutter = style.leading * 1.2
    left = (style.width - gutter) * _WHY_SHARE
    width = style.width - gutter - left
    gap = style.leading * 0.15
    why = [labelled(style, body.purpose, language=body.program_language)]
    if body.equipment:
        why.append(labelled(style, body.equipment, gap=gap))
    row = Row(
        (Stack(tuple(why)), _stop_and_call(body, style, width)),
        (left, width),
        gutter,
        tag=SECTION,
        key="purpose",
        cuts=style.cuts(),
    )
    boxes = present(row, band_box(body.phases, style) if body.phases else None)
    return Stack(boxes, key="purpose", gap=style.leading * 0.45, cuts=row.cuts)


def band_box(phases: Sequence[Words], style: Style, key: str = "phases") -> Box:
    """What holds in the phases of a week, in a pale band."""
    boxes = []
    for phase in phases:
        tag = Tag(Role.PARAGRAPH, language=phase.language)
        name = Span(phase.label, style.ink.text, bold=True)
        rules = Span(f"  {' '.join(phase.sentences)}" if phase.sentences else "", style.ink.text)
        boxes.append(spans(style, name, rules, tag=tag, gap=style.leading * 0.15))
    pad, air = style.leading * 0.5, style.leading * 0.25
    how: dict[str, Any] = {"gap": style.leading * 0.35, "key": key, "cuts": style.cuts(2 * air)}
    return Frame(
        Stack(tuple(boxes)), Pad(air, air, pad, pad), fill=style.ink.ground, tag=SECTION, **how
    )


def _stop_and_call(body: Handout, style: Style, width: float) -> Frame:
    box, language, ink = body.stop_and_call, body.program_language, style.ink.warning
    start = _BAR_PT + style.leading * 0.6
    links = (box.phone,) if box.phone else ()
    boxes: list[Box] = [
        text(style, box.heading, ink=ink, bold=True, links=links),
        bulleted(style, box.signs, width - start, language=language),
    ]
    if box.emergency:
        call = (
            Span(f"{box.emergency.label} ", ink, bold=True),
            Span(box.emergency.value, style.ink.text),
        )
        boxes.append(spans(style, *call, tag=Tag(Role.PARAGRAPH, language=language)))
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
    if box.emergency:
        inside = signs(box.emergency.label, box.emergency_signs, style.width - 2 * size)
        outline = Outline(ink, _FRAME_PT, 4, _FRAME_PT / 2)
        frame = Frame(Stack(inside), Pad.all(size), outline, tag=SECTION, key="emergency")
        boxes.append(replace(frame, gap=words.gap, cuts=words.cuts))
    return boxes
