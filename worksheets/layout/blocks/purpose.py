"""Why the patient does this, what is needed, and when to stop and call."""

from worksheets.document import Field, Handout
from worksheets.layout.blocks.cards import PART, WHOLE
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Stack
from worksheets.layout.compose import bulleted, labelled, text
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup

_BAR_PT = 2.6


def place_purpose(body: Handout, setup: BlockSetup, style: Style) -> Box:
    """Purpose and equipment at the start, the stop-and-call box at the end of the line."""
    gutter = style.leading * 1.4
    width = (style.width - gutter) / 2
    gap = style.leading * 0.1
    why = [labelled(style, body.purpose, language=body.program_language)]
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
