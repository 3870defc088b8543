"""The gates: what must not be done before a clinician has said so, and the line to sign."""

from worksheets.document import Clearance, Field
from worksheets.layout.box import SECTION, Box, Frame, Outline, Pad, Row, Stack
from worksheets.layout.compose import field_box, labelled
from worksheets.layout.style import Style

_NARROW_PT = 400
"""Width below which a name and a date do not fit beside the words."""


def gate_box(clearance: Clearance, language: str, style: Style) -> Box:
    """One gate, with the lines to sign, if any, at the end of the words or under them.

    Args:
        clearance: The gate.
        language: Language of the warning where it is not the sheet's, else "".
        style: Sizes and inks.
    """
    pad, air = style.leading * 0.5, style.leading * 0.22
    room = style.width - 2 * pad
    narrow = style.width < _NARROW_PT
    half = (room if narrow else style.width * 0.36) / 2
    lines = [field for field in (clearance.by, clearance.on) if field]
    fields = tuple(field_box(style, field, place="bottom") for field in lines)
    widths = tuple(half - pad if field is clearance.by else half for field in lines)
    signs = Row(fields, widths, pad, place="bottom")
    words = Field(clearance.heading, clearance.warning)
    ink = style.ink.warning
    box: Box = labelled(style, words, ink, language=language, place="middle")
    if lines and narrow:
        box = Stack((box, signs))
    elif lines:
        box = Row((box, signs), (room - 2 * half - style.leading, 2 * half), style.leading)
    gap, edges, outline = style.leading * 0.4, Pad(air, air, pad, pad), Outline(ink, 0.8, 3)
    return Frame(box, edges, outline, tag=SECTION, gap=gap, keep_next=True)
