"""Cards: one exercise each, with its words, its dose and its boxes side by side."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import groupby
from math import inf
from operator import itemgetter
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
from worksheets.names import box_name, item_name, repeated
from worksheets.plan import Moved, Node, Role, Rule, Tag
from worksheets.sheet import Card, Field, Figure, Sheet
from worksheets.text.lines import Span, set_lines

_DOSE_SHARE = 0.28
_ORDER = itemgetter(0)
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


class _Facts(NamedTuple):
    """A card, and what it shares with others.

    Attributes:
        card: The card.
        words: The same without its dose.
        dose: Its dose alone, whatever the exercise.
        within: What the names of its boxes begin with.
    """

    card: Card
    words: Card
    dose: Card
    within: str


class _SizedCard:
    """A card, with its slabs at each size.

    Attributes:
        has_figure: Whether it has a picture.
    """

    def __init__(self, card: Card) -> None:
        """Keep a card."""
        words, dose = _same_card(_without_dose(card)), _same_card(_only_dose(card))
        self._facts = _Facts(card, words, dose, item_name(card.id))
        self.has_figure = card.figure is not None
        self._slabs: dict[int, tuple[_Columns, list[Slab]]] = {}

    def slabs(self, columns: _Columns) -> list[Slab]:
        """The card in one slab, or in several where it is high."""
        known = self._slabs.get(id(columns))
        if known is None:
            known = self._slabs[id(columns)] = columns, _slabs(self._facts, columns)
        return known[1]


def _slabs(facts: _Facts, columns: _Columns) -> list[Slab]:
    parts, leading = _parts(facts, columns), columns.style.leading
    if len(parts.pairs) > 1:
        return _cut(facts.card, parts, columns)
    build = built_for_dose(partial(_build, facts, columns), id(facts), id(columns))
    height = parts.least(parts.pairs[0]) + 2 * _PAD * leading
    return [Slab(height, build, leading * 0.9, claims=claims_of(facts.card))]


def _cut(card: Card, parts: "_Parts", columns: _Columns) -> list[Slab]:
    """A high card in several slabs."""
    style, slabs = columns.style, []
    for n, pair in enumerate(parts.pairs):
        build = partial(_build_part, card, columns, (parts, n))
        slabs.append(Slab(parts.least(pair) + 2 * _PAD * style.leading, build))
    return in_parts(card, slabs, style)


def _build(facts: _Facts, columns: _Columns, final: float) -> Node:
    """A card in its final height, put together from what others have as well."""
    parts = _parts(facts, columns)
    pair = parts.pairs[0]
    words, dose = pair
    assert words and dose, "every card has a name and a dose"
    top, name = (final - parts.least(pair)) / 2, facts.card.name
    (_, first), *others = _place_cut(words, columns.words_x)
    front = _front(first, parts.picture, columns, (top, final))
    placed = [(_NAME, Moved(0, 0, front))]
    placed += [(order, part.lowered(top)) for order, part in others]
    for order, (x, y, node, *_) in _place_cut(dose, columns.dose_x):
        placed.append((order, Moved(x, top + y, node, facts.within, name)))
    return in_reading_order(placed)


@lru_cache(maxsize=1024)
def _same_card(card: Card) -> Card:
    """An equal card: the very same one for all exercises with such words, or such a dose."""
    return card


def _without_dose(card: Card) -> Card:
    """What of a card is the same for all doses of an exercise."""
    return card._replace(dose="", details=(), boxes=(), figure=None)


def _only_dose(card: Card) -> Card:
    """What of a card is the same for all exercises with such a dose."""
    video = card.video if card.video and card.video.code else None
    return Card(0, "", "", card.dose, card.details, (), (), card.boxes, card.ways, video=video)


@kept(5120, key=lambda card: id(card))
def _sizes_of(card: Card) -> _SizedCard:
    return _SizedCard(card)


class _Parts(NamedTuple):
    """A card that was set: words and dose, in one part as a rule, and the picture."""

    pairs: Sequence[Pair]
    picture: Framed | None

    def least(self, pair: Pair) -> float:
        """The least height of a part in points."""
        picture = self.picture.least if self.picture and pair is self.pairs[0] else 0.0
        return max(pair.height, picture)


@kept(1024, key=lambda facts, columns: id(facts) << 64 | id(columns))
def _parts(facts: _Facts, columns: _Columns) -> _Parts:
    card, style = facts.card, columns.style
    pairs = [
        Pair(
            _words(facts.words, style, columns.words),
            _dose(facts.dose, style, columns.dose),
        )
    ]
    if not is_whole(pairs[0], style.height):
        setter = Setter(style)
        words, dose = words_of(card, setter, columns.words), dose_of(card, setter, columns.dose)
        pairs = pair_columns(words, dose, style.height)
    picture = _framed(card.figure, columns) if card.figure else None
    return _Parts(pairs, picture)


@kept(256, key=lambda figure, columns: (figure, id(columns)))
def _framed(figure: Figure, columns: _Columns) -> Framed:
    caption = figure.caption if columns.captions else ""
    return Framed(figure, columns.figure, caption, columns.style)


@kept(2048, key=lambda card, style, width: (id(card), id(style), width))
def _dose(card: Card, style: Style, width: float) -> Cut:
    """The dose of a card in one piece."""
    return cut_column(dose_of(card, Setter(style), width), inf)[0]


@kept(1024, key=lambda card, style, width: (id(card), id(style), width))
def _words(card: Card, style: Style, width: float) -> Cut:
    """The words of a card in one piece."""
    return cut_column(words_of(card, Setter(style), width), inf)[0]


@kept(2048, key=lambda cut, x: (id(cut), x))
def _place_cut(cut: Cut, x: float) -> list[tuple[int, Moved]]:
    """A column from its top, what is read together as one node: many cards have it in common."""
    placed: list[tuple[int, Moved]] = []
    for order, group in groupby(sorted(cut.place(x, 0.0), key=_ORDER), _ORDER):
        parts = [part for _, part in group]
        nodes = tuple([part for part in parts if isinstance(part, Node)])
        if len(nodes) == len(parts) > 1:
            parts = [Node(Tag(Role.SECTION), nodes)]
        placed += [(order, one if isinstance(one, Moved) else Moved(0, 0, one)) for one in parts]
    return placed


def in_parts(card: Card, slabs: Sequence[Slab], style: Style) -> list[Slab]:
    """The parts of a high card; a page that begins with one of them says the name again."""
    setter = Setter(style)
    heading = heading_of(card, setter, style.width)

    def build(final: float) -> Node:
        return Node(Tag(Role.ARTIFACT), tuple(heading.place(0, 0, 0, 1).marks()))

    again = Slab(heading.height, build)
    first, *others = slabs
    return [replace(first, grow=0), *(replace(slab, grow=0, repeats=again) for slab in others)]


@kept(1024, key=lambda name, picture, columns, place: (id(name), id(picture), id(columns), place))
def _front(
    name: Moved, picture: Framed | None, columns: _Columns, place: tuple[float, float]
) -> Node:
    """The rule above a card, its name and its picture.

    Args:
        name: The name, from the top of the words.
        picture: The picture, or None.
        columns: Where the columns stand.
        place: The top of the words, and the height of the card, in points.
    """
    top, height = place
    pad = columns.style.leading * _PAD
    nodes = [_rule(columns.style), name.lowered(top).settled()]
    if picture:
        nodes.append(picture.place(pad, height - 2 * pad))
    return Node(Tag(Role.SECTION), tuple(nodes))


def _build_part(card: Card, columns: _Columns, part: tuple[_Parts, int], final: float) -> Node:
    """A part of a high card in its final height."""
    style, (parts, n) = columns.style, part
    pair = parts.pairs[n]
    top, pad = (final - parts.least(pair)) / 2, style.leading * _PAD
    placed = pair.place(columns.words_x, columns.dose_x, top)
    if not n:
        placed.append((_RULE, _rule(style)))
    if parts.picture and not n:
        placed.append((_FIGURE, parts.picture.place(pad, final - 2 * pad)))
    return in_reading_order(placed, key=f"card.{card.number}")


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
