"""Exercises one under the other, each on a card: its picture, and beside it all its words.

A card says what to do and how much. The boxes to tick are in the record of the week.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from worksheets.document import Card, Field, Figure, Handout
from worksheets.facts import BLANK, Fact
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Space, Stack, Stroke
from worksheets.layout.compose import (
    Slot,
    code_box,
    figure_box,
    heading,
    labelled,
    numbered,
    spans,
    text,
    width_of,
)
from worksheets.layout.shared import Shared
from worksheets.layout.style import MM, Style
from worksheets.model.template import BlockSetup
from worksheets.plan import Role, Tag
from worksheets.text.lines import Span, natural_width_em

NAME, FIGURE, DOSE, DETAILS, STEPS, CODE = range(1, 7)
"""Reading order of a card: name, picture, dose with details, steps and remarks, video."""
_PAD_PT, _TIGHT_PAD_PT, _MAX_PAD_PT = 1.3 * MM, 0.6 * MM, 8 * MM
"""Above and below what is on a card, at least, at least in a tight page, and at most."""
_GUTTER_PT, _TIGHT_GUTTER_PT = 5.5 * MM, 4 * MM
_DOSE_PT, _TIGHT_FIGURE_PT = 40 * MM, 27 * MM
"""Widths of the column of doses and that of figures on a tight page."""
_FIRST_GAP = 0.25
"""Above the first card, in leadings."""
_CODE_SHARE = 0.24
"""Of the width, for the code of the video beside the words."""
_GAP = "\u2002\u2002"
"""Between two facts of a dose."""
_LINE = "_" * 7
"""A blank of a dose, long enough to write in."""


def place_cards(body: Handout, setup: BlockSetup, style: Style) -> Sequence[Box]:
    """A card for each exercise; a column for pictures only where a card has one."""
    return _cards(body, setup, style, any(card.figure for card in body.cards))


def place_list(body: Handout, setup: BlockSetup, style: Style) -> Sequence[Box]:
    """The same without pictures, for many exercises on few pages."""
    return _cards(body, setup, style, has_pictures=False)


def _cards(body: Handout, setup: BlockSetup, style: Style, has_pictures: bool) -> list[Frame]:
    boxes: list[Frame] = []
    for card in body.cards:
        # The words are those of all patients who do the exercise, with the same dose or another.
        plain = card._replace(dose=(), figure=None)
        make = partial(_shared_words, plain, card.dose, style)
        boxes.append(card_box(card, make, setup, style, has_pictures=has_pictures))
    return [replace(one, gap=style.leading * _FIRST_GAP) for one in boxes[:1]] + boxes[1:]


def _shared_words(card: Card, dose: tuple[Fact, ...], style: Style, width: float) -> Box:
    return Shared(_words, (card, dose, style, width))


def card_box(
    card: Card,
    words: Callable[[float], Box],
    setup: BlockSetup,
    style: Style,
    *,
    has_pictures: bool,
) -> Frame:
    """An exercise under a thin rule: its picture in a column of its own, its words beside it.

    Args:
        card: The exercise.
        words: Makes its words for a width in points.
        setup: How large pictures may be, and whether they have captions.
        style: Sizes and inks.
        has_pictures: Whether there is a column for pictures.
    """
    wide = _figure_width(setup, style) if has_pictures else 0.0
    gutter = _TIGHT_GUTTER_PT if style.is_tight else _GUTTER_PT
    room = style.width - wide - (gutter if has_pictures else 0.0)
    boxes, widths = [words(room)], [room]
    if has_pictures:
        args = card.figure, setup, style
        picture = Shared(_picture, args, order=FIGURE, place="fill") if card.figure else Space(0)
        boxes.insert(0, picture)
        widths.insert(0, wide)
    pad = _TIGHT_PAD_PT if style.is_tight else _PAD_PT
    return Frame(
        Row(tuple(boxes), tuple(widths), gutter),
        Pad(pad, pad),
        above=Stroke(style.ink.line, 0.2 * MM),
        cuts=style.cuts(2 * pad),
        tag=SECTION,
        key=f"card.{card.number}",
        again=Shared(name_of, (card._replace(dose=(), figure=None), style)),
        grow=2 * (_MAX_PAD_PT - pad),
        turn=1,  # after the rows of the record
    )


def _words(card: Card, dose: tuple[Fact, ...], style: Style, width: float) -> Box:
    """All words of a card; on a tight page the dose has a column, one fact a line.

    The code of the video is at the end of the words, or under that column.
    """
    link, wide, beside = card.video, 0.0, list[Box]()
    if style.is_tight:
        wide = _DOSE_PT
        beside += [
            spans(style, *fact_spans([fact], style, wide), order=DOSE) for fact in in_order(dose)
        ]
    if link and link.code:
        wide = wide or style.width * _CODE_SHARE
        beside.append(code_box(link, link.code, style, wide, order=CODE))
    if not beside:
        return Stack(tuple(words_of(card, dose_boxes(dose, style, width), style, width)))
    room = width - wide - style.leading
    above = [] if style.is_tight else dose_boxes(dose, style, room)
    words = Stack(tuple(words_of(card, above, style, room)), place="top")
    return Row((words, Stack(tuple(beside), place="top")), (room, wide), style.leading)


def _figure_width(setup: BlockSetup, style: Style) -> float:
    """Width of the column of figures."""
    return min(style.wide, setup.figure, _TIGHT_FIGURE_PT if style.is_tight else style.wide)


def _picture(figure: Figure, setup: BlockSetup, style: Style) -> Box:
    slot = Slot(_figure_width(setup, style), min(style.tall, setup.figure))
    return figure_box(style, figure, slot, captions=setup.captions)


def name_of(card: Card, style: Style) -> Box:
    """The number and name of an exercise, and whether it stands behind a gate."""
    number = Span(f"{card.number}\u2002", style.ink.accent, bold=True)
    name = Span(card.name, style.ink.text, bold=True)
    bookmark = f"{card.number} {card.name}"
    tag = Tag(Role.HEADING_2, language=card.name_language, bookmark=bookmark)
    return heading(style, (number, name), card.gate, tag=tag, order=NAME)


def dose_boxes(dose: Sequence[Fact], style: Style, width: float) -> list[Box]:
    """What is known of a dose in a line, then what is to be written in, where there is room."""
    facts = in_order(dose)
    known = sum(fact.is_known for fact in facts)
    words = fact_spans(facts, style, width)
    if 0 < known < len(facts) and natural_width_em(words) * style.body > width:
        parts = facts[:known], facts[known:]
        return [spans(style, *fact_spans(some, style, width), order=DOSE) for some in parts]
    return [spans(style, *words, order=DOSE)] if dose else []


def in_order(dose: Sequence[Fact]) -> list[Fact]:
    """The facts that are known, then those that have a blank."""
    return sorted(dose, key=lambda fact: not fact.is_known)


def fact_spans(dose: Sequence[Fact], style: Style, width: float) -> tuple[Span, ...]:
    """Labels in grey, what is known in the accent; a fact that fits a line stays on one."""
    made: list[Span] = []
    for fact in dose:
        made += [Span(f"{_GAP} ", style.ink.text)] if made else []
        label, value = fact.label, fact.value.replace(BLANK, _LINE)
        if width_of(fact.text.replace(BLANK, _LINE), style.body, bold=True) <= width:
            label, value = label.replace(" ", "\u00a0"), value.replace(" ", "\u00a0")
        made += [Span(f"{label}\u00a0", style.ink.muted)] if label else []
        made += [
            Span(one, style.ink.muted if one == _LINE else style.ink.accent, one != _LINE)
            for one in _parted(value)
        ]
    return tuple(made)


def _parted(value: str) -> list[str]:
    """A value with its lines to write on by themselves."""
    first, *others = value.split(_LINE)
    parts = [first]
    for other in others:
        parts += [_LINE, other]
    return [part for part in parts if part]


def words_of(card: Card, dose: Sequence[Box], style: Style, width: float) -> list[Box]:
    """Name, dose, details, steps, remarks and the video's address, one under the other."""
    boxes = [name_of(card, style), *dose]
    how: dict[str, Any] = {"language": card.language, "order": STEPS}
    if card.details:
        boxes.append(text(style, " ".join(card.details), order=DETAILS))
    if card.steps:
        boxes.append(numbered(style, card.steps, width, **how))
    boxes += [labelled(style, remark, **how) for remark in card.remarks]
    link = card.video
    if link and not link.code:
        field = Field(link.label, link.text)
        boxes.append(labelled(style, field, links=(link,), order=STEPS))
    return boxes
