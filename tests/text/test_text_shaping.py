"""Glyphs: kerning, the spare font, and characters that no font has."""

import pytest

from worksheets.text.shaping import shape, unprintable


def fonts_of(text: str, bold: bool = False) -> list[tuple[str, str]]:
    return [(word.text, word.font) for word in shape(text, bold).words]


def test_pairs_are_kerned() -> None:
    assert shape("To", False).width < shape("T", False).width + shape("o", False).width


def test_a_hundred_per_cent_latin_word_is_one_word_of_one_glyph_a_letter() -> None:
    (word,) = shape("Siobhán", False).words
    assert word.font == "atkinson-regular"
    assert [glyph.cluster for glyph in word.glyphs] == list(range(7))
    assert word.advance == sum(glyph.advance for glyph in word.glyphs)


def test_letters_that_the_main_font_lacks_take_their_whole_word_along() -> None:
    assert fonts_of("Nguyễn, ") == [("Nguyễn", "noto-regular"), (", ", "atkinson-regular")]
    assert fonts_of("हिन्दी ", bold=True) == [("हिन्दी ", "noto-bold")]


def test_a_mark_stays_with_its_letter() -> None:
    assert fonts_of("5e\u0301") == [("5e\u0301", "atkinson-regular")], "é is in the main font"
    assert fonts_of("5q\u0301") == [("5", "atkinson-regular"), ("q\u0301", "noto-regular")]


def test_devanagari_is_shaped() -> None:
    (word,) = shape("हि", False).words
    assert [glyph.cluster for glyph in word.glyphs] == [0, 0], "the vowel sign goes first"


def test_spare_words_are_set_at_the_size_that_matches_the_main_font() -> None:
    (word,) = shape("Ελληνικά", False).words
    assert shape("Ελληνικά", False).width == pytest.approx(word.advance * 496 / 536)


def test_characters_that_only_steer_draw_nothing() -> None:
    plain = shape("anklefoot", False)
    assert shape("ankle\u200b\u00adfoot", False).width == plain.width
    assert len(shape("\u200b\ufe0f\u2060", False).words[0].glyphs) == 0


def test_spaces_at_the_end_hang() -> None:
    assert shape("knee  ", False).hang == 2 * shape(" ", False).width
    assert shape("knee\u00a0", False).hang == 0, "a no-break space is part of the word"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Łódź, Ştefan, Αθήνα, नमस्ते: ½ × 30 “s”\n", ()),
        ("e\u0323\u0302 q\u0301", ()),
        ("a\u200b\u200d\u2060\u00ad\ufe0f\u200e", ()),
        ("שלום של", ("ש", "ל", "ו", "ם")),
        ("one\ttwo\x07\x85", ("\t", "\x07", "\x85")),
        ("漢字 🦵", ("漢", "字", "🦵")),
        ("\ud800!", ("\ud800",)),
        ("", ()),
    ],
)
def test_unprintable(text: str, missing: tuple[str, ...]) -> None:
    assert unprintable(text) == missing
