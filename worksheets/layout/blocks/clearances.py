"""The gates: what must not be done before a clinician has said so, and the line to sign."""

from dataclasses import replace
from functools import lru_cache

from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.plan import Box, Mark, Node, Role, Tag
from worksheets.sheet import Clearance, Field, Sheet


def place_clearances(sheet: Sheet, style: Style) -> list[Slab]:
    """One slab a gate."""
    return [_gate(clearance, sheet.program_language, style) for clearance in sheet.clearances]


@lru_cache(maxsize=256)
def _gate(clearance: Clearance, language: str, style: Style) -> Slab:
    setter = Setter(style)
    pad = style.leading * 0.5
    sign_width = style.width * 0.36
    text_width = style.width - sign_width - style.leading - 2 * pad
    field = Field(clearance.heading, clearance.warning)
    text = setter.paragraph(setter.labelled(field, text_width, style.ink.warning))
    text = replace(text, language=language)
    by = setter.field(clearance.by, sign_width * 0.5 - pad)
    on = setter.field(clearance.on, sign_width * 0.5)
    inner = max(text.height, by.height, on.height)
    height = inner + 2 * style.leading * 0.22
    sign_x = style.width - pad - sign_width

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        top = style.leading * 0.22
        frame = Box(0, 0, style.width, height, style.ink.warning, "", 0.8, 3)
        nodes: list[Node | Mark] = [
            Node(Tag(Role.ARTIFACT), (frame,)),
            text.place(pad, top + (inner - text.height) / 2, 0, len(text.lines)),
            by.place(sign_x, top + inner - by.height, 0, 1),
            on.place(sign_x + sign_width * 0.5, top + inner - on.height, 0, 1),
        ]
        return Node(Tag(Role.SECTION), tuple(nodes))

    return Slab(height, build, gap=style.leading * 0.4, keeps_next=True)
