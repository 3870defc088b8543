"""The exercises in full: picture and steps, how much in which weeks, and levels."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from worksheets.document import Booklet, Card, ExercisePart, Field, Ladder
from worksheets.layout.blocks.card_entries import code_of, in_parts, numbered, video_of, words_of
from worksheets.layout.blocks.clearances import place_gate
from worksheets.layout.blocks.masthead import page_heading
from worksheets.layout.blocks.phases import PART
from worksheets.layout.column import Cut, cut_column, in_reading_order
from worksheets.layout.entry import Entry
from worksheets.layout.framed import Framed
from worksheets.layout.setter import Setter
from worksheets.layout.slab import Slab
from worksheets.layout.style import Style
from worksheets.layout.words import NumberedList
from worksheets.model.template import LEAST_FIGURE_PT, BlockSetup
from worksheets.plan import Node, Role, Rule, Tag
from worksheets.text.lines import Span, natural_width_em

_NARROW_PT = 400
_FIGURE_SHARE, _NARROW_FIGURE_SHARE = 0.32, 0.27  # of the width, at most
_LABEL_SHARE = 0.4  # of the width of the words, at most
_PAD = 0.5  # above and below a card, in leadings
_WHOLE = 0.9
"""Of a page: a card that is higher than this may be cut."""
_RULE, _FIGURE, _WORDS = -1, 2, 4
"""Reading order: the rule, then the name (which comes with its own order, 1), picture, words."""


class _Columns(NamedTuple):
    """Side of the square for pictures, whether they have captions, and where the words stand."""

    figure: float
    captions: bool
    words_x: float
    words: float


class _Look(NamedTuple):
    """How a card, or a part of one, is placed.

    Attributes:
        words_x: Left edge of its words.
        is_ruled: Whether a rule stands above it.
        pads: Empty height above and below it.
        key: What joins its parts, or "".
    """

    words_x: float
    is_ruled: bool
    pads: tuple[float, float]
    key: str = ""


class _Exercise(NamedTuple):
    """What of a part is the same for all patients of a program, as a rule."""

    card: Card
    doses: tuple[Field, ...]
    ladder: Ladder | None


def place_exercises(booklet: Booklet, setup: BlockSetup, style: Style) -> list[Slab]:
    """The heading, and a card for each exercise with its gates before it."""
    if not booklet.exercises:
        return []
    columns = _columns(booklet.exercises, setup, style)
    slabs = [page_heading(booklet.exercises_heading, style)]
    for index, part in enumerate(booklet.exercises):
        gates = [
            replace(place_gate(gate, booklet.sheet.program_language, style), gap=style.leading)
            for gate in part.clearances
        ]
        above = gates if index else [*slabs, *gates]
        taken = sum(slab.height + slab.gap for slab in above)
        exercise = _Exercise(part.card, part.doses, part.ladder)
        slabs += [*gates, *_card(exercise, style, columns, (taken, not above))]
    return slabs


def _columns(parts: Sequence[ExercisePart], setup: BlockSetup, style: Style) -> _Columns:
    """A column for pictures only where a card has one."""
    figure = 0.0
    if any(part.card.figure for part in parts):
        share = _NARROW_FIGURE_SHARE if style.width < _NARROW_PT else _FIGURE_SHARE
        figure = max(LEAST_FIGURE_PT, min(setup.figure, share * style.width))
    words_x = figure + style.leading * 1.2 if figure else 0.0
    return _Columns(figure, setup.captions, words_x, style.width - words_x)


@lru_cache(maxsize=1024)
def _card(
    exercise: _Exercise, style: Style, columns: _Columns, place: tuple[float, bool]
) -> list[Slab]:
    """A card, in parts if it must be.

    Args:
        exercise: What it says.
        style: Sizes and inks.
        columns: Where its columns stand.
        place: The height of what stands above it on its page, and whether a rule does.
    """
    taken, is_ruled = place
    card = exercise.card
    caption = card.figure.caption if card.figure and columns.captions else ""
    picture = Framed(card.figure, columns.figure, caption, style) if card.figure else None
    pad = style.leading * _PAD
    entries = _words(exercise, Setter(style), columns.words)
    cut = cut_column(entries, inf)[0]
    whole = max(cut.height, picture.full if picture else 0.0) + 2 * pad
    if whole <= style.height * _WHOLE and taken + whole <= style.height:
        return [_slab(cut, picture, style, _Look(columns.words_x, is_ruled, (pad, pad)))]
    key = f"exercise.{card.number}"
    first, *others = cut_column(entries, max(style.height * PART, picture.full if picture else 0.0))
    slabs = [_slab(first, picture, style, _Look(columns.words_x, is_ruled, (pad, 0.0), key))]
    for index, cut in enumerate(others, 1):
        look = _Look(columns.words_x, False, (0.0, pad if index == len(others) else 0.0), key)
        slabs.append(_slab(cut, None, style, look))
    return in_parts(card, slabs, style)


def _slab(cut: Cut, picture: Framed | None, style: Style, look: _Look) -> Slab:
    """A card, or a part of one, with its picture at the left and its words at the right."""
    inner = max(cut.height, picture.full if picture else 0.0)
    height = inner + sum(look.pads)

    @lru_cache(maxsize=8)
    def build(final: float) -> Node:
        top = look.pads[0] + (final - height) / 2
        parts = list(cut.place(look.words_x, top))
        if look.is_ruled:
            rule = Rule(0, 0, style.width, 0, style.ink.line, 0.8)
            parts.append((_RULE, Node(Tag(Role.ARTIFACT), (rule,))))
        if picture:
            parts.append((_FIGURE, picture.place(top, picture.full)))
        return in_reading_order(parts, key=look.key)

    return Slab(height, build, grow=style.leading * 1.6)


def _words(exercise: _Exercise, setter: Setter, width: float) -> list[Entry]:
    """Name, steps, remarks, doses, levels and the video, one under the other."""
    card, style = exercise.card, setter.style
    gap = style.leading * 0.25
    name, *steps = words_of(card._replace(video=None), setter, width)
    entries = [name, *(replace(entry, gap=gap) for entry in steps)]
    entries += _doses(exercise, setter, width)
    if card.details:
        lines = setter.lines(" ".join(card.details), width, 0, style.ink.muted)
        details = setter.paragraph(lines, gap=gap, key=f"details.{card.number}")
        entries.append(replace(details, order=_WORDS))
    if exercise.ladder:
        entries += _levels(exercise.ladder, card.number, setter, width)
    entries += [replace(entry, gap=gap) for entry in video_of(card, setter, width)]
    return [*entries, *code_of(card, style, width, order=_WORDS)]


def _doses(exercise: _Exercise, setter: Setter, width: float) -> list[Entry]:
    """The weeks in bold with their doses beside them; a dose for all weeks is bold itself."""
    style, number = setter.style, exercise.card.number
    gap = style.leading * 0.5
    entries: list[Entry] = []
    labelled = [dose for dose in exercise.doses if dose.label]
    for index, dose in enumerate(dose for dose in exercise.doses if not dose.label):
        span = Span(dose.value, style.ink.text, bold=True)
        said = setter.balanced(span, width, order=_WORDS, key=f"dose.{number}.{index}")
        entries.append(replace(said, gap=gap))
    if not labelled:
        return entries
    most = width * _LABEL_SHARE
    widest = max(natural_width_em((_bold(dose.label, style),)) for dose in labelled) * style.body
    if widest > most:  # each in lines of its own
        for index, dose in enumerate(labelled):
            lines = setter.labelled(dose, width)
            key = f"weeks.{number}.{index}"
            entries.append(setter.paragraph(lines, order=_WORDS, gap=gap, key=key))
        return entries
    indent = widest + style.leading
    return [
        *entries,
        NumberedList(
            gap=gap,
            order=_WORDS,
            labels=tuple(setter.bold_lines(dose.label, most)[0] for dose in labelled),
            items=tuple(setter.lines(dose.value, width - indent) for dose in labelled),
            indent=indent,
            size=style.body,
            leading=style.leading,
            key=f"weeks.{number}",
        ),
    ]


def _bold(text: str, style: Style) -> Span:
    return Span(text, style.ink.text, bold=True)


def _levels(ladder: Ladder, number: int, setter: Setter, width: float) -> list[Entry]:
    """The levels of an exercise by number, and when to change."""
    style, key = setter.style, f"level.{number}"
    gap = style.leading * 0.5
    entries: list[Entry] = []
    if ladder.heading:
        lines = setter.bold_lines(ladder.heading, width)
        entries.append(setter.paragraph(lines, order=_WORDS, gap=gap, key=f"{key}.heading"))
        gap = 0.0
    levels = numbered([level.label for level in ladder.levels], setter, width)
    levels = replace(levels, gap=gap, order=_WORDS, key=key, language=ladder.language)
    entries.append(levels)
    if ladder.rules:
        lines = setter.lines(" ".join(ladder.rules), width, 0, style.ink.muted)
        rules = setter.paragraph(lines, order=_WORDS, key=f"{key}.rules")
        entries.append(replace(rules, language=ladder.language))
    return entries
