"""Characters to glyphs: which font shows each, and HarfBuzz to place them."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from worksheets.plan import Glyph, Word
from worksheets.text import fonts
from worksheets.text.breaks import clusters, make_sound

# Default_Ignorable_Code_Point of Unicode 16, DerivedCoreProperties.txt: characters that steer
# the text around them and draw nothing.
_IGNORABLE_RANGES = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_IGNORABLE = frozenset(
    chr(code) for first, last in _IGNORABLE_RANGES for code in range(first, last + 1)
)
# Characters at which a line may end and which need no room there; a no-break space is not one.
HANGING_SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_LINE_ENDS = frozenset("\n\u2028\u2029")
_CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) - _LINE_ENDS
_FEATURES = {"kern": True, "liga": True}


class Shaped(NamedTuple):
    """A stretch of text in one weight; lengths in thousandths of the main face's em.

    Attributes:
        words: The stretch in glyphs, one word for each change of font.
        width: From the start to the end of the last glyph.
        hang: How much of `width` the spaces at its end take.
    """

    words: tuple[Word, ...]
    width: float
    hang: float


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of `text` that no font here can show, in order, each once.

    Line ends and characters that draw nothing (joiners, soft hyphens, direction marks) are
    fine; every other control character is not.
    """
    if fonts.open_face(fonts.ATKINSON_REGULAR).cover.issuperset(text) and _CONTROLS.isdisjoint(
        text
    ):
        return ()
    # What the main font shows or rightly leaves out, in a cluster that no font has whole.
    shown = (fonts.open_face(fonts.ATKINSON_REGULAR).cover | _IGNORABLE) - _CONTROLS
    missing: dict[str, None] = {}
    for cluster in _clusters_as_written(text):
        drawn = "".join(character for character in cluster if character not in _LINE_ENDS)
        if not _CONTROLS.isdisjoint(drawn) or not any(
            _covers(fonts.open_face(font).cover, drawn)
            for font in (fonts.ATKINSON_REGULAR, fonts.NOTO_REGULAR)
        ):
            missing |= dict.fromkeys(one for one in drawn if one not in shown)
    return tuple(missing)


def _clusters_as_written(text: str) -> Iterator[str]:
    start = 0
    for cluster in clusters(make_sound(text)):
        yield text[start : start + len(cluster)]
        start += len(cluster)


@lru_cache(maxsize=2048)  # Words recur in a sheet and between sheets; shaping one takes 30 µs.
def shape(text: str, bold: bool) -> Shaped:
    """Shape a stretch of text that has no forced line break in it."""
    words = tuple(_shape_word(part, font) for part, font in _split_by_font(text, bold))
    scaled = [word.advance * fonts.open_face(word.font).size_ratio for word in words]
    return Shaped(words, sum(scaled), _measure_hang(words))


def _split_by_font(text: str, bold: bool) -> list[tuple[str, str]]:
    """Cut `text` into stretches of one font, as (text, font name)."""
    main = fonts.ATKINSON_BOLD if bold else fonts.ATKINSON_REGULAR
    if fonts.open_face(main).cover.issuperset(text):
        return [(text, main)] if text else []
    spare = fonts.NOTO_BOLD if bold else fonts.NOTO_REGULAR
    parts = clusters(text)
    chosen: list[str] = []
    for part in parts:
        if chosen and (part.isspace() or _IGNORABLE.issuperset(part)):
            chosen.append(chosen[-1])  # A space needs no font of its own.
        elif not _covers(fonts.open_face(main).cover, part) and _covers(
            fonts.open_face(spare).cover, part
        ):
            chosen.append(spare)
        else:
            chosen.append(main)
    _keep_words_whole(parts, chosen, spare)
    pairs = groupby(zip(parts, chosen, strict=True), key=lambda pair: pair[1])
    return [("".join(part for part, _ in group), font) for font, group in pairs]


def _keep_words_whole(parts: list[str], chosen: list[str], spare: str) -> None:
    """Give all letters of a word the spare font when one of them needs it.

    **Why:** "Nguyễn" with one letter in another face reads as a misprint.
    """
    start = 0
    for is_letter, group in groupby(parts, key=lambda part: part[0].isalpha()):
        end = start + len(list(group))
        needed = is_letter and spare in chosen[start:end]
        if needed and all(_covers(fonts.open_face(spare).cover, part) for part in parts[start:end]):
            chosen[start:end] = [spare] * (end - start)
        start = end


def _covers(covered: frozenset[str], cluster: str) -> bool:
    """Whether a grapheme cluster can be shown, as it is or composed; HarfBuzz composes."""
    drawn = "".join(character for character in cluster if character not in _IGNORABLE)
    return covered.issuperset(drawn) or covered.issuperset(unicodedata.normalize("NFC", drawn))


def _shape_word(text: str, font: str) -> Word:
    buffer = hb.Buffer()
    buffer.add_str(text)
    # Set before guessing, which would take the language from the machine's settings.
    buffer.language = "en"
    buffer.guess_segment_properties()
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(fonts.open_face(font).font, buffer, _FEATURES)
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    glyphs = tuple(
        [
            Glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset, info.cluster)
            for info, place in pairs
        ]
    )
    return Word(text, font, glyphs, sum([glyph.advance for glyph in glyphs]))


def _measure_hang(words: tuple[Word, ...]) -> float:
    """The room that the spaces at the end of `words` take."""
    hang = 0.0
    for word in reversed(words):
        kept = len(word.text.rstrip(HANGING_SPACES))
        room = sum(glyph.advance for glyph in word.glyphs if glyph.cluster >= kept)
        hang += room * fonts.open_face(word.font).size_ratio
        if kept:
            break
    return hang
