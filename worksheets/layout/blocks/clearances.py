"""The gates: what must not be done before a clinician has said so, and the line to sign."""

from dataclasses import replace

from worksheets.document import Clearance, Field, Handout
from worksheets.kept import kept
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_once
from worksheets.layout.style import Style
from worksheets.plan import Box, Mark, Node, Role, Tag

_NARROW_PT = 400
"""Width below which a name and a date do not fit beside the words."""


def place_clearances(sheet: Handout, style: Style) -> list[Slab]:
    """One slab a gate."""
    return [place_gate(clearance, sheet.program_language, style) for clearance in sheet.clearances]


@kept(256, key=lambda clearance, language, style: (clearance, language, id(style)))
def place_gate(clearance: Clearance, language: str, style: Style) -> Slab:
    """One gate, with the lines to sign, if any, at the right of the words or under them.

    Args:
        clearance: The gate.
        language: Language of the warning where it is not the sheet's, else "".
        style: Sizes and inks.
    """
    setter = Setter(style)
    pad = style.leading * 0.5
    room = style.width - 2 * pad
    is_narrow = style.width < _NARROW_PT
    sign_width = room if is_narrow else style.width * 0.36
    signs = [
        setter.field(field, width)
        for field, width in (
            (clearance.by, sign_width * 0.5 - pad),
            (clearance.on, sign_width * 0.5),
        )
        if field
    ]
    text_width = room if is_narrow or not signs else room - sign_width - style.leading
    field = Field(clearance.heading, clearance.warning)
    text = setter.paragraph(setter.labelled(field, text_width, style.ink.warning))
    text = replace(text, language=language)
    sign_height = max((sign.height for sign in signs), default=0.0)
    text_room = text.height if is_narrow else max(text.height, sign_height)
    inner = text_room + (sign_height if is_narrow else 0.0)
    height = inner + 2 * style.leading * 0.22
    sign_x = style.width - pad - sign_width

    @built_once
    def build(final: float) -> Node:
        top = style.leading * 0.22
        frame = Box(0, 0, style.width, height, style.ink.warning, "", 0.8, 3)
        nodes: list[Node | Mark] = [
            Node(Tag(Role.ARTIFACT), (frame,)),
            text.place(pad, top + (text_room - text.height) / 2, 0, len(text.lines)),
        ]
        nodes += [
            sign.place(sign_x + n * sign_width * 0.5, top + inner - sign.height, 0, 1)
            for n, sign in enumerate(signs)
        ]
        return Node(Tag(Role.SECTION), tuple(nodes))

    claims = tuple(sign.field.name for sign in signs if not sign.field.value)
    return Slab(height, build, gap=style.leading * 0.4, keeps_next=True, claims=claims)
