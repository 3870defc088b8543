"""What the clinician adds for one patient: a labelled sentence over the whole width."""

from worksheets.document import Field
from worksheets.layout.box import SECTION, Box, Stack
from worksheets.layout.compose import labelled
from worksheets.layout.style import Style

_PART = 0.3
"""Of a page: parts of this height are what a note is cut into that is higher than that."""


def note_box(note: Field, style: Style) -> Box:
    """The note, in several parts where it is long."""
    part = style.height * _PART
    gap, cuts = style.leading * 0.4, (part, part)
    words = (labelled(style, note),)
    return Stack(words, tag=SECTION, key="note", gap=gap, cuts=cuts, slot="note")
