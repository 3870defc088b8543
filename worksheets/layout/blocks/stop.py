"""The stop-and-call page: when to stop and whom to call, to be read from a metre away."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from worksheets.document import Booklet, Link, StopAndCall
from worksheets.layout.blocks.masthead import page_heading
from worksheets.layout.blocks.phases import PART, stacked
from worksheets.layout.blocks.purpose import bulleted
from worksheets.layout.column import Cut, cut_column, in_reading_order
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import Paragraph
from worksheets.model.template import BlockSetup
from worksheets.plan import Box, Node, Role, Tag

_SCALES = 1.6, 1.4, 1.25
"""Sizes of the signs in sizes of body text: the largest at which everything fits one page."""
_CALL = 1.25  # in sizes of the signs
_LEADING = 1.55  # of the signs, so that each is found at a glance
_FRAME_PT = 2.4


class _Said(NamedTuple):
    """What the page says, and in which language where it is not the sheet's."""

    heading: str
    box: StopAndCall
    language: str


def place_stop(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Slab]:
    """A page of its own: the call, the signs, and the emergency in a frame."""
    sheet = booklet.sheet
    said = _Said(booklet.stop_heading, sheet.stop_and_call, sheet.program_language)
    return _page(said, style)


@lru_cache(maxsize=256)
def _page(said: _Said, style: Style) -> list[Slab]:
    slabs: list[Slab] = []
    for scale in _SCALES:
        slabs = _slabs(said, style, style.body * scale)
        if sum(slab.gap + slab.height for slab in slabs) <= style.height:
            break
    return slabs


def _slabs(said: _Said, style: Style, size: float) -> list[Slab]:
    box, gap = said.box, size * 1.2
    links = (box.phone,) if box.phone else ()
    call = [
        _call(box.heading, style, style.width, size, links),
        _signs(box.signs, style, style.width, size, said.language),
    ]
    slabs = [page_heading(said.heading, style), *stacked(call, style, "signs", gap)]
    if not box.emergency_signs:
        return slabs
    pad = size
    width = style.width - 2 * pad
    emergency = [
        _call(box.emergency_heading, style, width, size),
        _signs(box.emergency_signs, style, width, size, said.language),
    ]
    framed = _framed(emergency, style, pad)
    return [*slabs, replace(framed[0], gap=gap), *framed[1:]]


def _call(
    heading: str, style: Style, width: float, size: float, links: tuple[Link, ...] = ()
) -> Paragraph:
    """What to do, larger than the signs that mean it."""
    size *= _CALL
    lines = Setter(style).bold_lines(heading, width, size, style.ink.warning)
    return Paragraph(0, 0, lines, size, style.leading_of(size), key="call", links=links)


def _signs(signs: tuple[str, ...], style: Style, width: float, size: float, language: str) -> Entry:
    listed = bulleted(signs, Setter(style), width, size)
    return replace(listed, gap=size * 0.3, leading=size * _LEADING, key="list", language=language)


def _framed(entries: Sequence[Entry], style: Style, pad: float) -> list[Slab]:
    """Entries in a strong frame, or in several where they are higher than a page."""
    cuts = cut_column(entries, style.height - 2 * pad)
    if len(cuts) > 1:
        cuts = cut_column(entries, style.height * PART)
    return [_frame(cut, style, pad, "emergency" if len(cuts) > 1 else "") for cut in cuts]


def _frame(cut: Cut, style: Style, pad: float, key: str) -> Slab:
    height = cut.height + 2 * pad
    line = _FRAME_PT

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        inner = style.width - line, height - line
        frame = Box(line / 2, line / 2, *inner, style.ink.warning, "", line, 4)
        artifact = Node(Tag(Role.ARTIFACT), (frame,))
        return in_reading_order([(-1, artifact), *cut.place(pad, pad)], key=key)

    return Slab(height, build)
