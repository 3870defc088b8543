"""Shaped words to text-showing operators that can be read back as the same words."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from worksheets.kept import Kept
from worksheets.pdf.numbers import utf16_hex
from worksheets.plan import Glyph, Word
from worksheets.text.fonts import open_face

# What a glyph says that adds nothing to its cluster (a repeated part of a conjunct).
_SILENT = "\u200b"
_CACHED_RUNS = 1024


class ShownRun(NamedTuple):
    """A run of words as operators, whatever its size and place.

    Attributes:
        parts: Operators, with an integer wherever the text rises to so many thousandths of an em.
        level: The operators as they are written, where the text does not rise; "" elsewhere.
        glyphs: The glyphs that the font must have.
        texts: What glyphs stand for that stand for no single character of the font.
    """

    parts: tuple[str | int, ...]
    level: str
    glyphs: frozenset[int]
    texts: tuple[tuple[int, str], ...]


class _ShownWord(NamedTuple):
    """One word: inside of a TJ array, or parts of a marked stretch when `accessible_text` is given."""

    parts: tuple[str | int, ...]
    accessible_text: str
    glyphs: frozenset[int]
    texts: tuple[tuple[int, str], ...]


def _show_run(words: tuple[Word, ...]) -> ShownRun:
    return _join([_show_word(word) for word in words])


show_run = Kept(_show_run, _CACHED_RUNS)
"""The operators that show words, all in one font, from the current point of the text."""


def _join(words: list[_ShownWord]) -> ShownRun:
    """Put neighbours that need nothing special into one array."""
    parts: list[str | int] = []
    glyphs: set[int] = set()
    texts: dict[int, str] = {}
    for accessible_text, group in groupby(words, key=lambda word: word.accessible_text):
        members = list(group)
        if accessible_text:
            for word in members:
                parts.append(f"/Span <</ActualText <FEFF{accessible_text}>>> BDC")
                parts += word.parts
                parts.append("EMC")
        else:
            shown = "".join(str(part) for word in members for part in word.parts)
            if shown:
                parts.append(_array(shown))
        for word in members:
            glyphs |= word.glyphs
            for glyph, text in word.texts:
                texts.setdefault(glyph, text)
    operators = [part for part in parts if isinstance(part, str)]
    level = " ".join(operators) if len(operators) == len(parts) else ""
    return ShownRun(tuple(parts), level, frozenset(glyphs), tuple(texts.items()))


@lru_cache(maxsize=1024)
def _show_word(word: Word) -> _ShownWord:
    """Encode one word; it gets its text spelt out unless its glyphs say exactly that."""
    texts = open_face(word.font).glyph_texts
    said = "".join(texts.get(glyph.id, "") for glyph in word.glyphs)
    glyphs = frozenset(glyph.id for glyph in word.glyphs)
    stretches = list(_stretches(word))
    plain = said == word.text and all(glyph in texts for glyph in glyphs)
    if plain and _is_level(stretches) and not any(glyph.x_offset for glyph in word.glyphs):
        return _ShownWord(tuple(shown for _, shown in stretches), "", glyphs, ())
    if not glyphs:
        return _ShownWord((), "", glyphs, ())
    parts: list[str | int] = []
    height = 0
    for rise, shown in stretches:
        if rise != height:
            parts.append(rise)
            height = rise
        parts.append(_array(shown))
    if height:
        parts.append(0)
    return _ShownWord(tuple(parts), utf16_hex(word.text), glyphs, tuple(_name_glyphs(word)))


def _is_level(stretches: list[tuple[int, str]]) -> bool:
    return all(rise == 0 for rise, _ in stretches)


def _array(shown: str) -> str:
    return "[" + shown.replace("><", "") + "] TJ"


def _stretches(word: Word) -> Iterator[tuple[int, str]]:
    """The word's glyphs with their adjustments, cut where the text rises, as (rise, inside)."""
    advances = open_face(word.font).advances
    owed = 0  # What the pen must still move to the right.
    for rise, group in groupby(word.glyphs, key=lambda glyph: glyph.y_offset):
        shown = ""
        for glyph in group:
            shown += _adjust(owed + glyph.x_offset) + f"<{glyph.id:04X}>"
            owed = glyph.advance - advances[glyph.id] - glyph.x_offset
        yield rise, shown
    if owed:
        yield 0, _adjust(owed)


def _adjust(move: int) -> str:
    """A move to the right, which a TJ array counts to the left."""
    return str(-move) if move else ""


def _name_glyphs(word: Word) -> Iterator[tuple[int, str]]:
    """What the glyphs without a character of their own stand for, cluster by cluster."""
    texts = open_face(word.font).glyph_texts
    starts = sorted({glyph.cluster for glyph in word.glyphs})
    ends = dict(zip(starts, [*starts[1:], len(word.text)], strict=True))
    for start, end in ends.items():
        members: list[Glyph] = [glyph for glyph in word.glyphs if glyph.cluster == start]
        left = word.text[start:end]
        for glyph in members:
            left = left.replace(texts.get(glyph.id, ""), "", 1)
        for glyph in members:
            if glyph.id not in texts:
                yield glyph.id, left or _SILENT
                left = ""
