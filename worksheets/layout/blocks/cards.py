"""Cards: one exercise each, with its words, its dose and its boxes side by side."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import NamedTuple

from worksheets.document import Card, Figure, Handout
from worksheets.field_names import item_name
from worksheets.kept import kept, one_of_equals
from worksheets.layout.blocks.card_entries import (
    FIGURE,
    NAME,
    RULE,
    claims_of,
    dose_of,
    in_parts,
    words_of,
)
from worksheets.layout.column import (
    Cut,
    Pair,
    cut_column,
    in_reading_order,
    is_whole,
    pair_columns,
)
from worksheets.layout.framed import Framed
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab, built_for_dose
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Node, Placed, Role, Rule, Tag

_DOSE_SHARE = 0.28
_ORDER = itemgetter(0)
_PAD = 0.1  # above and below a card, in leadings


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


def place_cards(sheet: Handout, setup: BlockSetup, style: Style) -> list[Slab]:
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
        name_prefix: What the names of its boxes begin with.
    """

    card: Card
    words: Card
    dose: Card
    name_prefix: str


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
    placed = [(NAME, Placed(0, 0, front))]
    placed += [(order, part.lowered(top)) for order, part in others]
    for order, (x, y, node, *_) in _place_cut(dose, columns.dose_x):
        placed.append((order, Placed(x, top + y, node, facts.name_prefix, name)))
    return in_reading_order(placed)


_same_card = one_of_equals(1024)
"""An equal card: the very same one for all exercises with such words, or such a dose."""


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
def _place_cut(cut: Cut, x: float) -> list[tuple[int, Placed]]:
    """A column from its top, what is read together as one node: many cards have it in common."""
    placed: list[tuple[int, Placed]] = []
    for order, group in groupby(sorted(cut.place(x, 0.0), key=_ORDER), _ORDER):
        parts = [part for _, part in group]
        nodes = tuple([part for part in parts if isinstance(part, Node)])
        if len(nodes) == len(parts) > 1:
            parts = [Node(Tag(Role.SECTION), nodes)]
        placed += [(order, one if isinstance(one, Placed) else Placed(0, 0, one)) for one in parts]
    return placed


@kept(1024, key=lambda name, picture, columns, place: (id(name), id(picture), id(columns), place))
def _front(
    name: Placed, picture: Framed | None, columns: _Columns, place: tuple[float, float]
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
    nodes = [_rule(columns.style), name.lowered(top).flatten()]
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
        placed.append((RULE, _rule(style)))
    if parts.picture and not n:
        placed.append((FIGURE, parts.picture.place(pad, final - 2 * pad)))
    return in_reading_order(placed, key=f"card.{card.number}")


@kept(64, key=lambda style: id(style))
def _rule(style: Style) -> Node:
    rule = Rule(0, 0, style.width, 0, style.ink.line, 0.6)
    return Node(Tag(Role.ARTIFACT), (rule,))
