"""Cards: one exercise each, with its picture, its words, its dose and its boxes side by side."""

from dataclasses import replace

from worksheets.document import Card, Figure, Handout
from worksheets.layout.blocks.card_words import FIGURE, dose_of, name_of, video_of, words_of
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Space, Stack, Stroke
from worksheets.layout.compose import figure_box
from worksheets.layout.shared import Shared
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup

_DOSE_SHARE = 0.28
_PAD = 0.1  # above and below a card, in leadings
_WHOLE, _PART = 0.4, 0.2
"""A card that is higher than this share of a page is cut into parts of the second."""


def place_cards(body: Handout, setup: BlockSetup, style: Style) -> list[Box]:
    """A card for each exercise; a column for pictures only where a card has one."""
    if not any(card.figure for card in body.cards):
        setup = setup.model_copy(update={"figure": 0.0})
    grow = style.leading * 0.9
    first, *others = [
        Shared(_card, (card, setup, style), grow=grow, place="fill") for card in body.cards
    ]
    return [replace(first, gap=style.leading * 0.3), *others]


def _card(card: Card, setup: BlockSetup, style: Style) -> Box:
    gutter, pad = style.leading * 0.9, style.leading * _PAD
    dose = style.width * _DOSE_SHARE
    words = style.width - dose - gutter - (setup.figure + gutter if setup.figure else 0.0)
    # The words are those of all patients who do the exercise, whatever their doses.
    plain = card._replace(dose="", details=(), boxes=(), figure=None)
    boxes: list[Box] = [Shared(_words, (plain, style, words)), dose_of(card, style, dose)]
    widths = [words, dose]
    if setup.figure:
        picture: Box = Space(0)
        if card.figure:
            args = card.figure, setup, style
            picture = Shared(_picture, args, order=FIGURE, place="fill")
        boxes.insert(0, picture)
        widths.insert(0, setup.figure)
    return Frame(
        Row(tuple(boxes), tuple(widths), gutter),
        pad=Pad(pad, pad),
        above=Stroke(style.ink.line, 0.6),
        tag=SECTION,
        key=f"card.{card.number}",
        cuts=(style.height * _WHOLE + 2 * pad, style.height * _PART),
        again=Shared(name_of, (plain, style)),
    )


def _words(card: Card, style: Style, width: float) -> Box:
    return Stack((*words_of(card, style, width), *video_of(card, style)))


def _picture(figure: Figure, setup: BlockSetup, style: Style) -> Box:
    return figure_box(style, figure, setup.figure, captions=setup.captions)
