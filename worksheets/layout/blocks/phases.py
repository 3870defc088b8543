"""The phases in words: what each is for, what to take care of, and when it may begin."""

from collections.abc import Sequence
from dataclasses import replace

from worksheets.document import Booklet, Field, PhaseText, Words
from worksheets.layout.blocks.checklist import place_checklist
from worksheets.layout.box import SECTION, Box, Frame, Pad, Stack, Stroke, present
from worksheets.layout.compose import bulleted, labelled, text
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag

_TITLE = 1.25  # in sizes of body text
PART = 0.3
"""Of a page: parts of this height are what a column is cut into that is higher than a page."""


def place_phases(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """A card for each phase that no page break cuts, unless it is higher than a page."""
    return [
        box
        for number, phase in enumerate(booklet.phases, 1)
        for box in _card(phase, f"phase.{number}", style)
    ]


def words_box(boxes: Sequence[Box], key: str, gap: float, style: Style) -> Stack:
    """Words that a page break cuts only where they are higher than a page; gap in leadings."""
    cuts = style.height, style.height * PART
    return Stack(tuple(boxes), key=key, tag=SECTION, gap=style.leading * gap, cuts=cuts)


def _card(phase: PhaseText, key: str, style: Style) -> list[Box]:
    """Name and time under a rule, what must be true before, then what holds in it."""
    tag = Tag(Role.HEADING_2, language=phase.language, bookmark=phase.title)
    name = text(style, phase.title, style.body * _TITLE, style.ink.accent, bold=True, tag=tag)
    when = text(style, phase.when, ink=style.ink.muted) if phase.when else None
    pad, above = Pad(top=style.leading * 0.5), Stroke(style.ink.line, 0.8)
    named = Stack(present(name, when))
    card: list[Box] = [Frame(named, pad, above=above, tag=SECTION, gap=style.leading * 0.7)]
    for checklist in phase.entry:
        card += place_checklist(checklist, style)
    lines = [box for words in phase.lines for box in _lines(words, style)]
    if lines:
        card += [one.box for one in words_box(lines, key, 0.35, style).lay_parts(style.width)]
    *others, last = card
    return [
        *(replace(box, keep_next=True) for box in others),
        replace(last, grow=style.leading * 1.5),
    ]


def _lines(words: Words, style: Style) -> list[Box]:
    """A bold label that runs into its sentence, or is printed over a list of several."""
    language, gap = words.language, style.leading * 0.25
    if len(words.sentences) == 1:
        field = Field(words.label, words.sentences[0])
        return [labelled(style, field, language=language, gap=gap)]
    label, items = text(style, words.label, bold=True, gap=gap), words.sentences
    return [label, *([bulleted(style, items, style.width, language=language)] if items else [])]
