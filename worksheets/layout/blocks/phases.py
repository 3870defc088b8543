"""The phases in words: what each is for, what to take care of, and when it may begin."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from worksheets.document import Booklet, Field, PhaseText, Words
from worksheets.layout.blocks.checklist import checklist_slabs
from worksheets.layout.blocks.purpose import bulleted
from worksheets.layout.column import Cut, cut_column, in_reading_order
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import Heading
from worksheets.model.template import BlockSetup
from worksheets.plan import Node, Role, Rule, Tag

_TITLE = 1.25  # in sizes of body text
PART = 0.3
"""Of a page: parts of this height are what a column is cut into that is higher than a page."""


def place_phases(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Slab]:
    """A card for each phase that no page break cuts, unless it is higher than a page."""
    return [
        slab
        for number, phase in enumerate(booklet.phases, 1)
        for slab in _card(phase, number, style)
    ]


def stacked(entries: Sequence[Entry], style: Style, key: str, gap: float = 0.0) -> list[Slab]:
    """Entries one under the other in one slab, or in several where they are higher than a page.

    Args:
        entries: The entries.
        style: Sizes and inks.
        key: Joins the parts when there are several.
        gap: Distance to the slab above, in points.
    """
    cuts = cut_column(entries, style.height)
    if len(cuts) > 1:
        cuts = cut_column(entries, style.height * PART)
    joined = key if len(cuts) > 1 else ""
    slabs = []
    for index, cut in enumerate(cuts):

        @lru_cache(maxsize=8)
        def build(final: float, cut: Cut = cut) -> Node:
            return in_reading_order(cut.place(0, 0), key=joined)

        slabs.append(Slab(cut.height, build, gap=0.0 if index else gap))
    return slabs


def say(words: Words, setter: Setter, width: float, key: str) -> list[Entry]:
    """A bold label that runs into its sentence, or stands over a list of several.

    Args:
        words: The label and the sentences.
        setter: Sets them.
        width: Width of the column in points.
        key: Names them, for when a page break cuts them.
    """
    if len(words.sentences) == 1:
        lines = setter.labelled(Field(words.label, words.sentences[0]), width)
        return [replace(setter.paragraph(lines, key=key), language=words.language)]
    entries: list[Entry] = [
        setter.paragraph(setter.bold_lines(words.label, width), key=f"{key}.label")
    ]
    if words.sentences:
        listed = bulleted(words.sentences, setter, width)
        entries.append(replace(listed, key=key, language=words.language))
    return entries


@lru_cache(maxsize=256)
def _card(phase: PhaseText, number: int, style: Style) -> list[Slab]:
    """Name and time, what must be true before, then what holds in it."""
    setter = Setter(style)
    entries: list[Entry] = []
    for index, words in enumerate(phase.lines):
        first, *others = say(words, setter, style.width, f"phase.{number}.{index}")
        entries += [replace(first, gap=style.leading * 0.25), *others]
    slabs = [_name(phase, style)]
    for checklist in phase.entry:
        slabs += checklist_slabs(checklist, style)
    if entries:
        slabs += stacked(entries, style, f"phase.{number}", style.leading * 0.35)
    last = slabs.pop()
    return [
        *(replace(slab, keeps_next=True) for slab in slabs),
        replace(last, grow=style.leading * 1.5),
    ]


def _name(phase: PhaseText, style: Style) -> Slab:
    """The name of a phase and its time, under a rule."""
    setter = Setter(style)
    size, pad = style.body * _TITLE, style.leading * 0.5
    entries: list[Entry] = [
        Heading(
            gap=0,
            order=0,
            lines=setter.bold_lines(phase.title, style.width, size, style.ink.accent),
            size=size,
            leading=style.leading_of(size),
            role=Role.HEADING_2,
            width=style.width,
            language=phase.language,
            bookmark=phase.title,
        )
    ]
    if phase.when:
        entries.append(setter.paragraph(setter.lines(phase.when, style.width, 0, style.ink.muted)))
    cut = cut_column(entries, style.height)[0]

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        rule = Rule(0, 0, style.width, 0, style.ink.line, 0.8)
        artifact = Node(Tag(Role.ARTIFACT), (rule,))
        return in_reading_order([(-1, artifact), *cut.place(0, pad)])

    return Slab(cut.height + pad, build, gap=style.leading * 0.7)
