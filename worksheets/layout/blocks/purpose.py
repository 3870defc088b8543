"""Why the patient does this, what is needed, and when to stop and call."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from worksheets.document import Field, Handout, StopAndCall
from worksheets.kept import kept
from worksheets.layout.column import Pair, in_reading_order, pair_columns
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_once
from worksheets.layout.style import Style
from worksheets.layout.words import NumberedList
from worksheets.model.template import BlockSetup
from worksheets.plan import Box, Node, Role, Tag

_SHARE = 0.5
_BAR_PT = 2.6
_WHY, _STOP = range(2)
"""Reading order of the block."""


def place_purpose(sheet: Handout, setup: BlockSetup, style: Style) -> list[Slab]:
    """Purpose and equipment at the left, the stop-and-call box at the right."""
    said = _Said(sheet.purpose, sheet.equipment, sheet.stop_and_call, sheet.program_language)
    return _slabs(said, style)


class _Said(NamedTuple):
    """What the block says, and in which language where it is not the sheet's."""

    purpose: Field
    equipment: Field | None
    stop_and_call: StopAndCall
    language: str


@kept(
    256,
    key=lambda said, style: (
        said.purpose,
        said.equipment,
        id(said.stop_and_call),
        said.language,
        id(style),
    ),
)
def _slabs(said: _Said, style: Style) -> list[Slab]:
    setter = Setter(style)
    gutter = style.leading * 1.4
    left_width = style.width * _SHARE - gutter / 2
    right_x = style.width * _SHARE + gutter / 2
    text_x = right_x + _BAR_PT + style.leading * 0.6
    left = [
        setter.paragraph(
            setter.labelled(field, left_width), order=_WHY, gap=style.leading * 0.1, key=key
        )
        for key, field in (("why", said.purpose), ("need", said.equipment))
        if field
    ]
    left[0] = replace(left[0], language=said.language)
    right = _stop_and_call(said.stop_and_call, setter, style.width - text_x, said.language)
    pairs = pair_columns(left, right, style.height)
    key = "purpose" if len(pairs) > 1 else ""
    return [_slab(style, pair, (right_x, text_x), key) for pair in pairs]


def _slab(style: Style, pair: Pair, place: tuple[float, float], key: str) -> Slab:
    """One part of the block: `place` is the left edges of the bar and of the text beside it."""
    bar_x, text_x = place

    @built_once
    def build(final: float) -> Node:
        parts = pair.place(0, text_x, 0)
        if pair.right:
            bar = Box(bar_x, 0, _BAR_PT, pair.right.height, fill=style.ink.warning)
            parts.append((_STOP, Node(Tag(Role.ARTIFACT), (bar,))))
        return in_reading_order(parts, key=key)

    return Slab(pair.height, build, gap=style.leading * 0.4, claims=())


def bulleted(texts: Sequence[str], setter: Setter, width: float, size: float = 0.0) -> NumberedList:
    """A list with bullets, in body text unless another size is given."""
    size = size or setter.style.body
    leading = setter.style.leading_of(size)
    indent = leading * 0.8
    return NumberedList(
        gap=0,
        order=0,
        labels=setter.lines("•", width, size) * len(texts),
        items=tuple(setter.lines(text, width - indent, size) for text in texts),
        indent=indent,
        size=size,
        leading=leading,
    )


def _stop_and_call(box: StopAndCall, setter: Setter, width: float, language: str) -> list[Entry]:
    style = setter.style
    heading = setter.bold_lines(box.heading, width, ink=style.ink.warning)
    entries: list[Entry] = [
        replace(
            setter.paragraph(heading, order=_STOP, key="stop"),
            links=(box.phone,) if box.phone else (),
        ),
        replace(bulleted(box.signs, setter, width), order=_STOP, key="signs", language=language),
    ]
    if box.emergency_signs:
        signs = Field(box.emergency_heading, ", ".join(box.emergency_signs))
        lines = setter.labelled(signs, width, style.ink.warning)
        emergency = setter.paragraph(lines, order=_STOP, key="emergency")
        entries.append(replace(emergency, language=language))
    return entries
