"""Cards: one exercise each, with its words, its dose and its boxes side by side."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from worksheets.layout.boxes import Beside
from worksheets.layout.column import Pair, in_reading_order, pair_columns
from worksheets.layout.entry import Entry
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import Heading, NumberedList, Paragraph
from worksheets.model.template import BlockSetup
from worksheets.plan import Node, Picture, Role, Rule, Tag
from worksheets.sheet import Card, Figure, Sheet
from worksheets.text.lines import Span, set_lines

_DOSE_SHARE = 0.32
_FIGURE_PT = 62.0
_RULE, _NAME, _FIGURE, _DOSE, _STEPS, _BOXES = range(6)
"""Reading order of a card: name, picture, dose, steps and remarks, boxes."""


def place_cards(sheet: Sheet, setup: BlockSetup, style: Style) -> list[Slab]:
    """A card for each exercise; a picture column only where a card has a picture."""
    with_figures = any(card.figure for card in sheet.cards)
    slabs = [slab for card in sheet.cards for slab in _card(card, style, with_figures=with_figures)]
    return [replace(slabs[0], gap=style.leading * 0.4), *slabs[1:]]


@lru_cache(maxsize=1024)
def _card(card: Card, style: Style, *, with_figures: bool) -> list[Slab]:
    setter = Setter(style)
    gutter = style.leading * 1.2
    left_x = _FIGURE_PT + gutter if with_figures else 0.0
    dose_width = style.width * _DOSE_SHARE
    dose_x = style.width - dose_width
    pad = style.leading * 0.15
    words = words_of(card, setter, dose_x - gutter - left_x)
    dose = dose_of(card, setter, dose_width)
    pairs = pair_columns(words, dose, style.height)
    place = (left_x, dose_x, pad)
    slabs = [_slab(card, style, pair, place, first=not n) for n, pair in enumerate(pairs)]
    return slabs if len(slabs) == 1 else in_parts(card, slabs, style)


def in_parts(card: Card, slabs: Sequence[Slab], style: Style) -> list[Slab]:
    """The parts of a high card; a page that begins with one of them says the name again."""
    setter = Setter(style)
    heading = heading_of(card, setter, style.width)

    def build(final: float) -> Node:
        return Node(Tag(Role.ARTIFACT), tuple(heading.place(0, 0, 0, 1).marks()))

    again = Slab(heading.height, build)
    first, *others = slabs
    return [replace(first, grow=0), *(replace(slab, grow=0, repeats=again) for slab in others)]


def _slab(
    card: Card, style: Style, pair: Pair, place: tuple[float, float, float], *, first: bool
) -> Slab:
    """One part of a card, nearly always the whole of it.

    Args:
        card: The card.
        style: Sizes and inks.
        pair: Its words and its dose.
        place: Left edges of the words and the dose, and the least distance to the rules.
        first: Whether the card begins here.
    """
    left_x, dose_x, pad = place
    figure = card.figure if first else None
    inner = max(pair.height, _FIGURE_PT if figure else 0.0)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        top = (final - inner) / 2
        parts = pair.place(left_x, dose_x, top)
        if first:
            rule = Rule(0, 0, style.width, 0, style.ink.line, 0.6)
            parts.append((_RULE, Node(Tag(Role.ARTIFACT), (rule,))))
        if figure:
            parts.append((_FIGURE, _picture(figure, top)))
        key = "" if first else f"card.{card.number}"
        return Node(Tag(Role.SECTION, key=key), in_reading_order(parts))

    return Slab(inner + 2 * pad, build, grow=style.leading * 0.9)


def _picture(figure: Figure, top: float) -> Node:
    """The picture, as large as its square allows, in the middle of it."""
    image = figure.image
    scale = _FIGURE_PT / max(image.width_px, image.height_px)
    width, height = image.width_px * scale, image.height_px * scale
    picture = Picture((_FIGURE_PT - width) / 2, top, width, height, image)
    return Node(Tag(Role.FIGURE, spoken=figure.alt), (picture,))


def words_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """Name, steps and remarks of an exercise."""
    style = setter.style
    entries: list[Entry] = [heading_of(card, setter, width)]
    if card.steps:
        labels = tuple(setter.lines(f"{n}.", width)[0] for n in range(1, len(card.steps) + 1))
        indent = max(line.width_em for line in labels) * style.body + style.body * 0.4
        entries.append(
            NumberedList(
                gap=0,
                order=_STEPS,
                labels=labels,
                items=tuple(setter.lines(step, width - indent) for step in card.steps),
                indent=indent,
                size=style.body,
                leading=style.leading,
                key=f"steps.{card.number}",
            )
        )
    for index, remark in enumerate(card.remarks):
        lines = setter.labelled(remark, width, style.ink.muted)
        key = f"remark.{card.number}.{index}"
        entries.append(Paragraph(0, _STEPS, lines, style.body, style.leading, key=key))
    return entries


def heading_of(card: Card, setter: Setter, width: float) -> Heading:
    """The number and name of an exercise, and whether it stands behind a gate."""
    style = setter.style
    number = Span(f"{card.number}\u2002", style.ink.accent, bold=True)
    spans = (number, Span(card.name, style.ink.text, bold=True))
    return Heading(
        gap=0,
        order=_NAME,
        lines=set_lines(spans, width / style.name),
        size=style.name,
        leading=style.leading_of(style.name),
        role=Role.HEADING_2,
        note=setter.lines(card.gate, width, style.small, style.ink.warning) if card.gate else (),
        note_size=style.small,
        width=width,
    )


def dose_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """The dose sentence, its details and the boxes of an exercise."""
    style = setter.style
    dose = Span(card.dose, style.ink.text, bold=True)
    entries: list[Entry] = [setter.balanced(dose, width, order=_DOSE)]
    gap = style.leading * 0.3
    boxes = setter.boxes(card, width, order=_BOXES, gap=gap)
    if not card.details:
        return [*entries, boxes]
    details = Span(" ".join(card.details), style.ink.muted)
    indent = boxes.width + style.leading * 0.5
    if width - indent > 6 * style.body and len(boxes.strips) == 1:
        text = setter.balanced(details, width - indent, order=_DOSE)
        if text.height <= boxes.height:  # short details save a line beside the boxes
            return [*entries, Beside(gap, _BOXES, boxes, text, indent)]
    lines = set_lines((details,), width / style.body)
    key = f"details.{card.number}"
    return [*entries, Paragraph(0, _DOSE, lines, style.body, style.leading, key=key), boxes]
