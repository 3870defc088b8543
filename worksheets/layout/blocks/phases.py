"""The phases in words: what each is for, what to take care of, and when it may begin."""

from dataclasses import replace

from worksheets.document import Booklet, Field, PhaseText, Words
from worksheets.layout.blocks.checklist import place_checklist
from worksheets.layout.box import SECTION, Box, Frame, Pad, Stack, Stroke, present
from worksheets.layout.compose import bulleted, heading, labelled, text
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span

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


def _card(phase: PhaseText, key: str, style: Style) -> list[Box]:
    """Name and time, what must be true before, then what holds in it."""
    card = [_name(phase, style)]
    for checklist in phase.entry:
        card += place_checklist(checklist, style)
    lines = [
        replace(box, gap=0.0 if index else style.leading * 0.25)
        for words in phase.lines
        for index, box in enumerate(_said(words, style))
    ]
    if lines:
        cuts = style.height, style.height * PART
        words = Stack(tuple(lines), key=key, tag=SECTION, gap=style.leading * 0.35, cuts=cuts)
        card += words.parts(style.width)
    *others, last = card
    return [
        *(replace(box, keep_next=True) for box in others),
        replace(last, grow=style.leading * 1.5),
    ]


def _name(phase: PhaseText, style: Style) -> Box:
    """The name of a phase and its time, under a rule."""
    name = heading(
        style,
        [Span(phase.title, style.ink.accent, bold=True)],
        size=style.body * _TITLE,
        tag=Tag(Role.HEADING_2, language=phase.language, bookmark=phase.title),
    )
    when = text(style, phase.when, ink=style.ink.muted) if phase.when else None
    return Frame(
        Stack(present(name, when)),
        Pad(top=style.leading * 0.5),
        above=Stroke(style.ink.line, 0.8),
        tag=SECTION,
        gap=style.leading * 0.7,
    )


def _said(words: Words, style: Style) -> list[Box]:
    """A bold label that runs into its sentence, or is printed over a list of several."""
    language = words.language
    if len(words.sentences) == 1:
        return [labelled(style, Field(words.label, words.sentences[0]), language=language)]
    listed = None
    if words.sentences:
        listed = bulleted(style, words.sentences, style.width, language=language)
    return list(present(text(style, words.label, bold=True), listed))
