"""Shaped words to text-showing operators that can be read back as the same words."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from worksheets.pdf.spelling import operand, utf16_hex
from worksheets.plan import Glyph, Word
from worksheets.text.fonts import default_advances, glyph_texts

# What a glyph says that adds nothing to its cluster (a repeated part of a conjunct).
_SILENT = "\u200b"


class ShownWord(NamedTuple):
    """One word as operators.

    Attributes:
        inside: The inside of a TJ array, for a word whose glyphs say exactly its text; else None.
        parts: For any other word: operators, with an integer wherever the text rises to so many
            thousandths of an em.
        glyphs: The glyphs that the font must have.
        texts: What glyphs stand for that stand for no single character of the font.
    """

    inside: str | None
    parts: tuple[str | int, ...]
    glyphs: frozenset[int]
    texts: tuple[tuple[int, str], ...]


def show_words(words: list[ShownWord], size: float) -> str:
    """Words, all in one font, from the current point of the text; "" when nothing is shown."""
    parts: list[str] = []
    inside = ""
    for word in words:
        if word.inside is not None:
            inside += word.inside
            continue
        if inside:
            parts.append(_array(inside))
            inside = ""
        for part in word.parts:
            parts.append(part if isinstance(part, str) else f"{operand(part * size / 1000)} Ts")
    if inside:
        parts.append(_array(inside))
    return " ".join(parts)


@lru_cache(maxsize=4096)
def show_word(word: Word) -> ShownWord:
    """Encode one word; it gets its text spelt out unless its glyphs say exactly that.

    The cache saves half of the time in which a page is drawn: documents share most of their words.
    """
    texts = glyph_texts(word.font)
    meant = "".join([texts.get(glyph.id, "") for glyph in word.glyphs])
    glyphs = frozenset([glyph.id for glyph in word.glyphs])
    stretches = list(_stretches(word))
    is_level = all(rise == 0 for rise, _ in stretches)
    is_plain = meant == word.text and all(glyph in texts for glyph in glyphs)
    if is_plain and is_level and not any(glyph.x_offset for glyph in word.glyphs):
        return ShownWord("".join([shown for _, shown in stretches]), (), glyphs, ())
    if not glyphs:
        return ShownWord(None, (), glyphs, ())
    parts: list[str | int] = [f"/Span <</ActualText <FEFF{utf16_hex(word.text)}>>> BDC"]
    height = 0
    for rise, shown in stretches:
        if rise != height:
            parts.append(rise)
            height = rise
        parts.append(_array(shown))
    if height:
        parts.append(0)
    parts.append("EMC")
    return ShownWord(None, tuple(parts), glyphs, tuple(_name_glyphs(word)))


def _array(inside: str) -> str:
    return "[" + inside.replace("><", "") + "] TJ"


def _stretches(word: Word) -> Iterator[tuple[int, str]]:
    """The word's glyphs with their adjustments, cut where the text rises, as (rise, inside)."""
    advances = default_advances(word.font)
    owed = 0  # what the pen must still move to the right
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
    texts = glyph_texts(word.font)
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
