"""Cards: one exercise each, with its words, its dose and its boxes side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
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
        style: Sizes and inks.
        figure: Side of the square for the picture, or 0 where no card has one.
        captions: Whether pictures have their captions under them.
        words_x: Left edge of the words.
        words: Width of the words.
        dose_x: Left edge of the dose.
        dose: Width of the dose.
    """

    style: Style
    figure: float
    captions: bool
    words_x: float
    words: float
    dose_x: float
    dose: float


def place_cards(sheet: Sheet, setup: BlockSetup, style: Style) -> list[Slab]:
    """A card for each exercise; a picture column only where a card has a picture."""
    cards = _sized(sheet.cards)
    columns = _columns(setup, style, any(card.has_figure for card in cards))
    slabs = [slab for card in cards for slab in card.slabs(columns)]
    return [replace(slabs[0], gap=style.leading * 0.3), *slabs[1:]]


@kept(256, key=lambda setup, style, with_figures: (id(setup), id(style), with_figures))
def _columns(setup: BlockSetup, style: Style, with_figures: bool) -> _Columns:
    gutter = style.leading * 0.9
    figure = setup.figure if with_figures else 0.0
    words_x = figure + gutter if figure else 0.0
    dose = style.width * _DOSE_SHARE
    dose_x = style.width - dose
    return _Columns(style, figure, setup.captions, words_x, dose_x - gutter - words_x, dose_x, dose)


@kept(8, key=lambda cards: id(cards))
def _sized(cards: tuple[Card, ...]) -> list["_SizedCard"]:
    """Looked up once for all the sizes that are tried."""
    return [_sizes_of(card) for card in cards]


class _SizedCard:
    """A card, with what is known of it at each size.

    **Why only heights:** a size is tried by heights alone, so hundreds of them are kept for each
    card that is drawn.

    Attributes:
        has_figure: Whether it has a picture.
    """

    def __init__(self, card: Card) -> None:
        """Keep a card."""
        self._card = card
        self.has_figure = card.figure is not None
        self._claims = claims_of(card)
        self._heights: dict[int, tuple[_Columns, float]] = {}

    def slabs(self, columns: _Columns) -> list[Slab]:
        """The card in one slab, or in several where it is high."""
        known = self._heights.get(id(columns))
        if known is None:
            parts = _parts(self._card, columns)
            if len(parts.pairs) > 1:
                slabs = [self._slab(columns, n, parts.least(n)) for n in range(len(parts.pairs))]
                return in_parts(self._card, slabs, columns.style)
            known = self._heights[id(columns)] = columns, parts.least(0)
        slab = self._slab(columns, 0, known[1])
        slab.claims = self._claims
        return [slab]

    def _slab(self, columns: _Columns, part: int, inner: float) -> Slab:
        """A part of the card; `inner` is the least height of what is in it."""
        leading = columns.style.leading
        build: Callable[[float], Node] = partial(_build, self._card, columns, part)
        if not part:
            build = built_for_dose(build, id(self._card), id(columns))
        return Slab(inner + 2 * _PAD * leading, build, leading * 0.9)


@kept(5120, key=lambda card: id(card))
def _sizes_of(card: Card) -> _SizedCard:
    return _SizedCard(card)


class _Parts(NamedTuple):
    """A card that was set: words and dose, in one part as a rule, and the picture."""

    pairs: Sequence[Pair]
    picture: Framed | None

    def least(self, part: int) -> float:
        """The least height of a part in points."""
        picture = self.picture.least if self.picture and not part else 0.0
        return max(self.pairs[part].height, picture)


@kept(1024, key=lambda card, columns: id(card) << 64 | id(columns))
def _parts(card: Card, columns: _Columns) -> _Parts:
    style = columns.style
    words, words_cut = _words(_without_dose(card), style, columns.words)
    dose, dose_cut = _dose(card, style, columns.dose)
    pairs = [Pair(words_cut, dose_cut)]
    if not is_whole(pairs[0], style.height):
        pairs = pair_columns(words, dose, style.height)
    picture = _framed(card.figure, columns) if card.figure else None
    return _Parts(pairs, picture)


@kept(256, key=lambda figure, columns: (figure, id(columns)))
def _framed(figure: Figure, columns: _Columns) -> Framed:
    caption = figure.caption if columns.captions else ""
    return Framed(figure, columns.figure, caption, columns.style)


@kept(
    2048,
    key=lambda card, style, width: (
        id(card.boxes),
        card.dose,
        card.details,
        card.number,
        card.id,
        card.name,
        card.video,
        id(style),
        width,
    ),
)
def _dose(card: Card, style: Style, width: float) -> tuple[list[Entry], Cut]:
    """The dose of a card, and the same in one piece."""
    dose = dose_of(card, Setter(style), width)
    return dose, cut_column(dose, inf)[0]


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


def _build(card: Card, columns: _Columns, part: int, final: float) -> Node:
    """A part of a card in its final height."""
    style, parts = columns.style, _parts(card, columns)
    left, right = parts.pairs[part]
    top, pad = (final - parts.least(part)) / 2, style.leading * _PAD
    placed = [*_place_words(left, columns.words_x, top)] if left else []
    placed += right.place(columns.dose_x, top) if right else ()
    if not part:
        placed.append((_RULE, _rule(style)))
    if parts.picture and not part:
        placed.append((_FIGURE, parts.picture.place(pad, final - 2 * pad)))
    return in_reading_order(placed, key=f"card.{card.number}" if len(parts.pairs) > 1 else "")


@kept(64, key=lambda style: id(style))
def _rule(style: Style) -> Node:
    rule = Rule(0, 0, style.width, 0, style.ink.line, 0.6)
    return Node(Tag(Role.ARTIFACT), (rule,))


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
