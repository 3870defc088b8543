"""The list: exercises in running text, with the boxes at the right."""

from dataclasses import replace

from worksheets.document import Card, Handout, Link
from worksheets.kept import kept
from worksheets.layout.blocks.card_entries import claims_of, code_of, heading_of, in_parts
from worksheets.layout.column import Pair, in_reading_order, pair_columns
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_once
from worksheets.layout.style import Style
from worksheets.layout.words import Paragraph
from worksheets.model.template import BlockSetup
from worksheets.plan import Node, Role, Rule, Tag
from worksheets.text.lines import Span, set_lines

_BOX_SHARE, _WIDE_BOX_SHARE = 0.23, 0.4
_MOST_ROWS = 2
_RULE, _DOSE, _WORDS, _BOXES = -1, 1, 2, 3
"""Reading order of a row; the name comes with the order that cards give it."""


def place_list(sheet: Handout, setup: BlockSetup, style: Style) -> list[Slab]:
    """A row for each exercise."""
    slabs = [slab for card in sheet.cards for slab in _row(card, style)]
    return [replace(slabs[0], gap=style.leading * 0.4), *slabs[1:]]


@kept(4096, key=lambda card, style: (id(card), id(style)))
def _row(card: Card, style: Style) -> list[Slab]:
    setter = Setter(style)
    box_width = style.width * _BOX_SHARE
    boxes = setter.boxes(card, box_width, order=_BOXES, gap=0)
    if len(boxes.strips) > _MOST_ROWS:  # many boxes, or wide labels: less room for the words
        box_width = style.width * _WIDE_BOX_SHARE
        boxes = setter.boxes(card, box_width, order=_BOXES, gap=0)
    box_x = style.width - box_width
    pad = style.leading * 0.3
    words = _words(card, setter, box_x - style.leading * 1.2)
    marked = [boxes, *code_of(card, style, box_width, order=_BOXES)]
    pairs = pair_columns(words, marked, style.height)
    key = f"row.{card.number}" if len(pairs) > 1 else ""
    slabs = [_slab(style, pair, (box_x, pad), key, first=not n) for n, pair in enumerate(pairs)]
    if len(slabs) == 1:
        return [replace(slabs[0], claims=claims_of(card))]
    return in_parts(card, slabs, style)


def _slab(style: Style, pair: Pair, place: tuple[float, float], key: str, *, first: bool) -> Slab:
    """One part of a row: `place` is the left edge of its boxes, and its least distance to rules."""
    box_x, pad = place

    @built_once
    def build(final: float) -> Node:
        parts = pair.place(0, box_x, (final - pair.height) / 2)
        if first:
            rule = Rule(0, 0, style.width, 0, style.ink.line, 0.6)
            parts.append((_RULE, Node(Tag(Role.ARTIFACT), (rule,))))
        return in_reading_order(parts, key=key)

    return Slab(pair.height + 2 * pad, build, grow=style.leading * 0.8)


def _words(card: Card, setter: Setter, width: float) -> list[Entry]:
    """Name, dose, and everything else as one paragraph with the steps numbered in it."""
    style = setter.style
    text, muted = style.ink.text, style.ink.muted
    spans: list[Span] = []
    for number, step in enumerate(card.steps, 1):
        spans += [Span(f"{number}.\u00a0", style.ink.accent, bold=True), Span(f"{step} ", text)]
    for remark in card.remarks:
        spans += [Span(f"{remark.label} ", muted, bold=True), Span(f"{remark.value} ", muted)]
    links: tuple[Link, ...] = ()
    if card.video and not card.video.code:
        links = (card.video,)
        spans += [Span(f"{card.video.label} ", muted, bold=True), Span(card.video.text, muted)]
    dose = (Span(f"{card.dose} ", text, bold=True), Span(" ".join(card.details), muted))
    entries: list[Entry] = [
        heading_of(card, setter, width),
        setter.paragraph(
            set_lines(dose, width / style.body), order=_DOSE, key=f"said.{card.number}"
        ),
    ]
    if spans:
        lines = set_lines(tuple(spans), width / style.body)
        key = f"words.{card.number}"
        said = Paragraph(0, _WORDS, lines, style.body, style.leading, key=key)
        entries.append(replace(said, language=card.language, links=links))
    return entries
