"""The stop-and-call page: when to stop and whom to call, to be read from a metre away."""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import Booklet, Link
from worksheets.layout.blocks.masthead import heading_box
from worksheets.layout.box import SECTION, Box, Frame, Outline, Pad, Stack, stacked_height
from worksheets.layout.compose import bulleted, text
from worksheets.layout.flow import parts_of
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup

_SCALES = 1.6, 1.4, 1.25
"""Sizes of the signs in sizes of body text: the largest at which everything fits one page."""
_CALL = 1.25  # in sizes of the signs
_LEADING = 1.55  # of the signs, so that each is found at a glance
_FRAME_PT = 2.4
_PART = 0.3
"""Of a page: parts of this height are what a column is cut into that is higher than a page."""


def place_stop(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """A page of its own: the call, the signs, and the emergency in a frame."""
    boxes: list[Box] = []
    for scale in _SCALES:
        boxes = _boxes(booklet, style, style.body * scale)
        if stacked_height(parts_of(boxes, style.width)) + boxes[0].gap <= style.height:
            break
    return boxes


def _boxes(booklet: Booklet, style: Style, size: float) -> list[Box]:
    box, cuts = booklet.sheet.stop_and_call, (style.height, style.height * _PART)
    language, pad = booklet.sheet.program_language, size
    ink, call, leading = style.ink.warning, size * _CALL, size * _LEADING

    def signs(heading: str, texts: Sequence[str], width: float, *links: Link) -> Stack:
        first = text(style, heading, call, ink, bold=True, links=links)
        under = bulleted(style, texts, width, size=size, leading=leading, language=language)
        return Stack((first, replace(under, gap=size * 0.3)))

    phone = [box.phone] if box.phone else []
    first = signs(box.heading, box.signs, style.width, *phone)
    boxes: list[Box] = [
        heading_box(booklet.stop_heading, style),
        replace(first, tag=SECTION, key="signs", gap=size * 1.2, cuts=cuts),
    ]
    if box.emergency_signs:
        inside = signs(box.emergency_heading, box.emergency_signs, style.width - 2 * pad)
        outline = Outline(ink, _FRAME_PT, 4, _FRAME_PT / 2)
        frame = Frame(inside, Pad.all(pad), outline, tag=SECTION, key="emergency")
        boxes.append(replace(frame, gap=size * 1.2, cuts=cuts))
    return boxes
