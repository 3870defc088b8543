"""Cards: one exercise each, with its words, its dose and its boxes side by side."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from worksheets.kept import kept
from worksheets.layout.boxes import Beside
from worksheets.layout.codes import set_coded
from worksheets.layout.column import (
    Cut,
    Pair,
    cut_column,
    in_reading_order,
    is_whole,
    pair_columns,
)
from worksheets.layout.entry import Entry
from worksheets.layout.framed import Framed
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_for_dose
from worksheets.layout.style import Style
from worksheets.layout.words import Heading, NumberedList, Paragraph
from worksheets.model.template import BlockSetup
from worksheets.names import box_name, repeated
from worksheets.plan import Node, Role, Rule, Tag
from worksheets.sheet import Card, Field, Figure, Sheet
from worksheets.text.lines import Span, set_lines

_DOSE_SHARE = 0.28
_PAD = 0.1  # above and below a card, in leadings
_RULE, _NAME, _FIGURE, _DOSE, _STEPS, _BOXES = range(6)
"""Reading order of a card: name, picture, dose, steps and remarks, boxes."""


class _Columns(NamedTuple):
    """Where the columns of a card stand; lengths in points.

    Attributes:
        figure: Side of the square for the picture, or 0 where no card has one.
        words_x: Left edge of the words.
        dose_x: Left edge of the dose.
        captions: Whether pictures have their captions under them.
        words_x: Left edge of the words.
        words: Width of the words.
        dose_x: Left edge of the dose.
        dose: Width of the dose.
    """

    figure: float
    captions: bool
    words_x: float
    words: float
    dose_x: float
    dose: float


def place_cards(sheet: Sheet, setup: BlockSetup, style: Style) -> list[Slab]:
    """A card for each exercise; a picture column only where a card has a picture."""
    return _slabs(sheet.cards, setup, style)


@kept(64, key=lambda cards, setup, style: (*map(id, cards), id(setup), id(style)))
def _slabs(cards: tuple[Card, ...], setup: BlockSetup, style: Style) -> list[Slab]:
    columns = _columns(setup, style, with_figures=any(card.figure for card in cards))
    slabs = [slab for card in cards for slab in _card(card, style, columns)]
    return [replace(slabs[0], gap=style.leading * 0.3), *slabs[1:]]


def _columns(setup: BlockSetup, style: Style, *, with_figures: bool) -> _Columns:
    gutter = style.leading * 0.9
    figure = setup.figure if with_figures else 0.0
    words_x = figure + gutter if figure else 0.0
    dose = style.width * _DOSE_SHARE
    dose_x = style.width - dose
    return _Columns(figure, setup.captions, words_x, dose_x - gutter - words_x, dose_x, dose)


class _Look(NamedTuple):
    """A card in a style: what it is set from."""

    card: Card
    style: Style
    columns: _Columns


class _Parts(NamedTuple):
    """A card that was set: words and dose, in one part as a rule, and the picture."""

    pairs: Sequence[Pair]
    picture: Framed | None


@kept(8192, key=lambda card, style, columns: (id(card), id(style), columns))
def _card(card: Card, style: Style, columns: _Columns) -> list[Slab]:
    """The slabs of a card.

    **Why they hold no lines:** a size is tried by heights alone, so many slabs are kept for each
    one that is drawn.
    """
    look = _Look(card, style, columns)
    parts = _parts(look)
    slabs = [_slab(look, parts, part) for part in range(len(parts.pairs))]
    if len(slabs) == 1:
        return [replace(slabs[0], claims=claims_of(card))]
    return in_parts(card, slabs, style)


@kept(1024, key=lambda look: (id(look.card), id(look.style), look.columns))
def _parts(look: _Look) -> _Parts:
    card, style, columns = look
    words, words_cut = _words(_without_dose(card), style, columns.words)
    dose = dose_of(card, Setter(style), columns.dose)
    pairs = [Pair(words_cut, cut_column(dose, inf)[0])]
    if not is_whole(pairs[0], style.height):
        pairs = pair_columns(words, dose, style.height)
    picture = _framed(card.figure, columns, style) if card.figure else None
    return _Parts(pairs, picture)


@kept(256, key=lambda figure, columns, style: (figure, columns, id(style)))
def _framed(figure: Figure, columns: _Columns, style: Style) -> Framed:
    return Framed(figure, columns.figure, figure.caption if columns.captions else "", style)


def _without_dose(card: Card) -> Card:
    """What of a card is the same for all doses of an exercise."""
    return card._replace(dose="", details=(), boxes=(), figure=None)


@kept(1024, key=lambda card, style, width: (card, id(style), width))
def _words(card: Card, style: Style, width: float) -> tuple[list[Entry], Cut]:
    """The words of a card, and the same in one piece."""
    words = words_of(card, Setter(style), width)
    return words, cut_column(words, inf)[0]


@kept(1024, key=lambda cut, x, y: (id(cut), x, y))
def _place_words(cut: Cut, x: float, y: float) -> tuple[tuple[int, Node], ...]:
    return tuple(cut.place(x, y))


def in_parts(card: Card, slabs: Sequence[Slab], style: Style) -> list[Slab]:
    """The parts of a high card; a page that begins with one of them says the name again."""
    setter = Setter(style)
    heading = heading_of(card, setter, style.width)

    def build(final: float) -> Node:
        return Node(Tag(Role.ARTIFACT), tuple(heading.place(0, 0, 0, 1).marks()))

    again = Slab(heading.height, build)
    first, *others = slabs
    return [replace(first, grow=0), *(replace(slab, grow=0, repeats=again) for slab in others)]


def _slab(look: _Look, parts: _Parts, part: int) -> Slab:
    """One part of a card, nearly always the whole of it; the picture stands in the first."""
    leading = look.style.leading
    picture = parts.picture if not part else None
    inner = max(parts.pairs[part].height, picture.least if picture else 0.0)
    build = built_for_dose(lambda final: _build(look, part, inner, final))
    return Slab(inner + 2 * _PAD * leading, build, grow=leading * 0.9)


def _build(look: _Look, part: int, inner: float, final: float) -> Node:
    """A part of a card in its final height; `inner` is the least height of what is in it."""
    style, columns = look.style, look.columns
    pairs, picture = _parts(look)
    left, right = pairs[part]
    top, pad = (final - inner) / 2, style.leading * _PAD
    placed = [*_place_words(left, columns.words_x, top)] if left else []
    placed += right.place(columns.dose_x, top) if right else ()
    if not part:
        rule = Rule(0, 0, style.width, 0, style.ink.line, 0.6)
        placed.append((_RULE, Node(Tag(Role.ARTIFACT), (rule,))))
    if picture and not part:
        placed.append((_FIGURE, picture.place(pad, final - 2 * pad)))
    return in_reading_order(placed, key=f"card.{look.card.number}" if len(pairs) > 1 else "")


def claims_of(card: Card) -> tuple[str, ...] | None:
    """What stands for the names of the boxes of a card; None where two boxes share one."""
    return None if repeated([box.name for box in card.boxes]) else (box_name(card.id, ""),)


def words_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """Name, steps and remarks of an exercise."""
    style = setter.style
    entries: list[Entry] = [heading_of(card, setter, width)]
    if card.steps:
        steps = numbered(card.steps, setter, width)
        key = f"steps.{card.number}"
        entries.append(replace(steps, order=_STEPS, key=key, language=card.language))
    for index, remark in enumerate(card.remarks):
        lines = setter.labelled(remark, width, style.ink.muted)
        key = f"remark.{card.number}.{index}"
        said = Paragraph(0, _STEPS, lines, style.body, style.leading, key=key)
        entries.append(replace(said, language=card.language))
    return [*entries, *video_of(card, setter, width)]


def numbered(texts: Sequence[str], setter: Setter, width: float) -> NumberedList:
    """A numbered list in body text."""
    style = setter.style
    labels = tuple(setter.lines(f"{n}.", width)[0] for n in range(1, len(texts) + 1))
    indent = max(line.width_em for line in labels) * style.body + style.body * 0.4
    return NumberedList(
        gap=0,
        order=0,
        labels=labels,
        items=tuple(setter.lines(text, width - indent) for text in texts),
        indent=indent,
        size=style.body,
        leading=style.leading,
    )


def video_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """The address of an exercise's video, if it has one that no QR code says."""
    link, style = card.video, setter.style
    if link is None or link.code is not None:
        return []
    lines = setter.labelled(Field(link.label, link.text), width, style.ink.muted)
    said = Paragraph(0, _STEPS, lines, style.body, style.leading, key=f"video.{card.number}")
    return [replace(said, links=(link,))]


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
        language=card.name_language,
        bookmark=f"{card.number} {card.name}",
    )


def dose_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    """The dose sentence, its details, the boxes and the QR code of an exercise."""
    return [*_dose_of(card, setter, width), *code_of(card, setter.style, width, order=_BOXES)]


def code_of(card: Card, style: Style, width: float, *, order: int) -> list[Entry]:
    """The QR code of an exercise's video with its address, if it has one."""
    link = card.video
    if link is None or link.code is None:
        return []
    return [set_coded(link, link.code, style, width, order=order)]


def _dose_of(card: Card, setter: Setter, width: float) -> list[Entry]:
    style = setter.style
    dose = Span(card.dose, style.ink.text, bold=True)
    entries: list[Entry] = [setter.balanced(dose, width, order=_DOSE, key=f"dose.{card.number}")]
    gap = style.leading * 0.3
    boxes = setter.boxes(card, width, order=_BOXES, gap=gap)
    if not card.details:
        return [*entries, boxes]
    details = Span(" ".join(card.details), style.ink.muted)
    indent = boxes.width + style.leading * 0.5
    if width - indent > 6 * style.body and len(boxes.strips) == 1:
        text = setter.balanced(details, width - indent, order=_DOSE, key="")
        if text.height <= boxes.height:  # short details save a line beside the boxes
            return [*entries, Beside(gap, _BOXES, boxes, text, indent)]
    lines = set_lines((details,), width / style.body)
    key = f"details.{card.number}"
    return [*entries, Paragraph(0, _DOSE, lines, style.body, style.leading, key=key), boxes]
