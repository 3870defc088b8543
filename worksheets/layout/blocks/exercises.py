"""The exercises in full: picture and steps, how much in which weeks, and levels."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from worksheets.document import Booklet, ExercisePart, Field, WeeksDose, dose_text
from worksheets.layout.blocks.cards import FIGURE, STEPS, code_of, name_of, video_of, words_of
from worksheets.layout.blocks.masthead import gate_box, heading_box
from worksheets.layout.blocks.phases import PART
from worksheets.layout.box import SECTION, Box, Frame, Pad, Row, Space, Stack, Stroke
from worksheets.layout.compose import figure_box, labelled, listed, numbered, text, width_of
from worksheets.layout.style import Style
from worksheets.model.template import MIN_FIGURE_PT, BlockSetup
from worksheets.plan import Role, Tag

_NARROW_PT = 400
_FIGURE_SHARE, _NARROW_FIGURE_SHARE = 0.32, 0.27  # of the width, at most
_LABEL_SHARE = 0.4  # of the width of the words, at most
_PAD = 0.5  # above and below a card, in leadings
_WHOLE = 0.9
"""Of a page: a card that is higher than this may be cut."""


def place_exercises(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Box]:
    """The heading, and a card for each exercise with its gates before it."""
    if not booklet.exercises:
        return []
    side = 0.0  # of the square for pictures: a column for them only where a card has one
    if any(part.card.figure for part in booklet.exercises):
        share = _NARROW_FIGURE_SHARE if style.width < _NARROW_PT else _FIGURE_SHARE
        side = max(MIN_FIGURE_PT, min(setup.figure, share * style.width))
    above: list[Box] = [heading_box(booklet.exercises_heading, style)]
    boxes: list[Box] = []
    for part in booklet.exercises:
        for gate in part.clearances:
            box = gate_box(gate, booklet.sheet.program_language, style)
            above.append(replace(box, gap=style.leading))
        taken = sum(box.height(style.width) + box.gap for box in above)
        boxes += [*above, _card(part, side, setup, style, taken)]
        above = []
    return boxes


def _card(part: ExercisePart, side: float, setup: BlockSetup, style: Style, taken: float) -> Box:
    """A card: its picture in a square at the start, its words beside it.

    Args:
        part: The exercise.
        side: Side of the square in points, or 0.
        setup: Whether pictures have captions.
        style: Sizes and inks.
        taken: Height of what is directly above it on the same page, or 0 for another card.
    """
    gutter, pad = style.leading * 1.2 if side else 0.0, style.leading * _PAD
    width = style.width - side - gutter
    picture: Box = Space(0.0)
    if part.card.figure:
        figure = figure_box(style, part.card.figure, side, captions=setup.captions)
        picture = Stack((replace(figure, smallest=side),), order=FIGURE, place="top")
    words = Stack(tuple(_words(part, style, width)), place="top")
    card = Frame(
        Row((picture, words), (side, width), gutter),
        Pad(pad, pad),
        above=None if taken else Stroke(style.ink.line, 0.8),
        tag=SECTION,
        key=f"exercise.{part.card.number}",
        grow=style.leading * 1.6,
    )
    height = card.height(style.width)
    if height <= style.height * _WHOLE and taken + height <= style.height:
        return card
    room = max(style.height * PART, picture.height(side))
    return replace(card, cuts=(0.0, room), again=name_of(part.card, style))


def _words(part: ExercisePart, style: Style, width: float) -> list[Box]:
    """Name, steps, remarks, doses, levels and the video, one under the other."""
    card, gap, muted = part.card, style.leading * 0.25, style.ink.muted
    boxes = [*words_of(card, style, width, gap), *_doses(part.doses, style, width)]
    if card.details:
        boxes.append(text(style, " ".join(card.details), ink=muted, gap=gap, order=STEPS))
    if part.ladder:
        heading, levels, rules, language = part.ladder
        above = style.leading * 0.5
        if heading:
            boxes.append(text(style, heading, bold=True, order=STEPS, gap=above))
        how: dict[str, Any] = {"order": STEPS, "gap": 0.0 if heading else above}
        labels = [level.label for level in levels]
        boxes.append(numbered(style, labels, width, language=language, **how))
        if rules:
            tag = Tag(Role.PARAGRAPH, language=language)
            boxes.append(text(style, " ".join(rules), ink=muted, tag=tag, order=STEPS))
    return [*boxes, *video_of(card, style, gap=gap), *code_of(card, style, width, STEPS)]


def _doses(parts: Sequence[WeeksDose], style: Style, width: float) -> list[Box]:
    """The weeks in bold with their doses beside them; a dose for all weeks is bold itself."""
    how: dict[str, Any] = {"order": STEPS, "gap": style.leading * 0.5}
    doses = [Field(one.label, dose_text(one.facts, one.details)) for one in parts]
    boxes: list[Box] = [
        text(style, dose.value, bold=True, balanced=True, **how) for dose in doses if not dose.label
    ]
    some = [dose for dose in doses if dose.label]
    widest = max((width_of(dose.label, style.body, bold=True) for dose in some), default=0.0)
    if widest > width * _LABEL_SHARE:  # each in lines of its own
        return boxes + [labelled(style, dose, **how) for dose in some]
    if some:
        labels = [text(style, dose.label, bold=True) for dose in some]
        items = [text(style, dose.value) for dose in some]
        boxes.append(listed(labels, items, widest + style.leading, width, **how))
    return boxes
