"""Fonts in a document: composite fonts addressed by glyph number, with the text they stand for.

ReportLab embeds fonts by itself only from TrueType files that it cuts by characters. These are cut
by HarfBuzz, by glyphs, so that shaped words can be drawn; their dictionaries are ReportLab's.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from reportlab.pdfbase.pdfdoc import DummyDoc, PDFDictionary

from worksheets.pdf.content import FONT_KEYS, ShownWord, utf16_hex
from worksheets.pdf.file import FONTS, File, dictionary, packed, spell_stream
from worksheets.text.fonts import (
    ATKINSON_BOLD,
    ATKINSON_REGULAR,
    FONT_NAMES,
    FontFacts,
    open_face,
    subset_font,
)

OBJECTS = 5
"""How many objects a font takes."""

_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | set("–—‘’“”…•·×÷−°±½¼¾≤≥µé")
_WESTERN = _PLAIN | frozenset(map(chr, range(0xA0, 0x100)))
_SETS = (_PLAIN, _WESTERN)
"""The main face is embedded as the smallest of three fixed sets that has what is needed: two of
characters, and all. The letters of a name then seldom ask for a subset of their own, which would
take as long to make as the rest of the sheet."""


class Need(NamedTuple):
    """What a document needs of a font.

    Attributes:
        name: One of `FONT_NAMES`.
        fixed: The fixed set that it is embedded with, or None.
        glyphs: Where there is none, the glyphs.
        texts: What glyphs stand for that stand for no single character of the font.
    """

    name: str
    fixed: int | None
    glyphs: frozenset[int]
    texts: tuple[tuple[int, str], ...]


Words = Mapping[str, Iterable[ShownWord]]
"""The words that are shown, by font."""


def sum_up(*shown: Words) -> dict[str, list[ShownWord]]:
    """Words as one for each font; of two texts for a glyph, the first one counts."""
    sums = {}
    for name in FONT_NAMES:
        words = [word for part in shown for word in part.get(name, ())]
        if words:
            glyphs = frozenset[int]().union(*[word.glyphs for word in words])
            texts = dict([one for word in reversed(words) for one in reversed(word.texts)])
            sums[name] = [ShownWord(None, (), glyphs, tuple(sorted(texts.items())))]
    return sums


def needs_of(*shown: Words) -> tuple[Need, ...]:
    """What words need of each font."""
    needs = []
    for name, (word,) in sum_up(*shown).items():
        glyphs, fixed = word.glyphs - {0}, None
        if name in (ATKINSON_REGULAR, ATKINSON_BOLD):
            known = open_face(name).glyph_texts
            said = {known.get(glyph, "") for glyph in glyphs}
            fixed = next(
                (n for n, characters in enumerate(_SETS) if said <= characters), len(_SETS)
            )
            glyphs = frozenset()
        needs.append(Need(name, fixed, glyphs, word.texts))
    return tuple(needs)


def embed_fonts(file: File, first: int, needs: Iterable[Need]) -> None:
    """Write fonts, and the dictionary of fonts.

    Args:
        file: The file that is being written.
        first: Object number of the first of `OBJECTS` objects for each of `FONT_NAMES`.
        needs: What is needed of which font.
    """
    entries = {}
    for need in needs:
        font = first + OBJECTS * FONT_NAMES.index(need.name)
        numbers = {name: font + place for place, name in enumerate(_PARTS)}
        for number, part in enumerate(_spell(need), font):
            file.put(number, part % numbers if isinstance(part, str) else part)
        entries[FONT_KEYS[need.name]] = f"{font} 0 R"
    file.put(FONTS, dictionary(**entries))


_PARTS = ("font", "descendant", "descriptor", "program", "to_unicode")


@lru_cache(maxsize=64)
def _spell(need: Need) -> tuple[str | bytes, ...]:
    """The parts of a font, cut to what is needed; `%(program)d` stands for a number, and so on.

    The cache saves cutting and packing it for each document: 20 ms for four fonts.
    """
    name, texts = need.name, open_face(need.name).glyph_texts
    glyphs = need.glyphs
    if need.fixed is not None and need.fixed < len(_SETS):
        characters = _SETS[need.fixed]
        glyphs = frozenset([glyph for glyph, text in texts.items() if text in characters])
    elif need.fixed is not None:
        glyphs = frozenset(range(1, open_face(name).facts.glyph_count))
    drawn = sorted(glyphs | {0})
    meanings = {glyph: text for glyph, text in texts.items() if glyph in glyphs}
    for glyph, text in need.texts:
        meanings.setdefault(glyph, text)
    facts = open_face(name).facts
    tag = "".join(chr(65 + byte % 26) for byte in sha256(repr((name, drawn)).encode()).digest()[:6])
    base_font = f"/{tag}+{facts.postscript_name}"
    font = dictionary(
        Type="/Font", Subtype="/Type0", BaseFont=base_font, Encoding="/Identity-H",
        DescendantFonts="[%(descendant)d 0 R]", ToUnicode="%(to_unicode)d 0 R",
    )  # fmt: skip
    descendant = dictionary(
        Type="/Font", Subtype="/CIDFontType2", BaseFont=base_font, CIDToGIDMap="/Identity",
        CIDSystemInfo="<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        FontDescriptor="%(descriptor)d 0 R", DW="0",
        W=_write_widths(drawn, open_face(name).advances),
    )  # fmt: skip
    descriptor = _descriptor(facts, base_font, "%(program)d 0 R", flags="4")
    file = subset_font(name, glyphs)
    return (
        *[one.format(DummyDoc()).decode("ascii") for one in (font, descendant, descriptor)],
        spell_stream(packed(file, Length1=str(len(file)))),
        spell_stream(packed(_write_to_unicode(meanings).encode("ascii"))),
    )


def embed_form_font(file: File) -> int:
    """The main face once more, whole, for whatever is typed into fields; its object number."""
    parts = _spell(Need(ATKINSON_REGULAR, len(_SETS), frozenset(), ()))
    numbers = {name: file.reserve() for name in _PARTS}
    for number, part in zip(numbers.values(), parts, strict=True):
        file.put(number, part % numbers if isinstance(part, str) else part)
    return numbers["font"]


def _descriptor(facts: FontFacts, base_font: str, program: str, flags: str) -> PDFDictionary:
    return dictionary(
        Type="/FontDescriptor", FontName=base_font, Flags=flags, ItalicAngle="0",
        FontBBox=f"[{' '.join(map(str, facts.bbox))}]",
        Ascent=str(facts.ascent), Descent=str(facts.descent),
        CapHeight=str(facts.cap_height), XHeight=str(facts.x_height),
        StemV="140" if facts.bold else "80", FontFile2=program,
    )  # fmt: skip


def _write_widths(glyphs: list[int], advances: tuple[int, ...]) -> str:
    """The W array: a glyph number and the advances of it and of the numbers that follow it."""
    groups: list[str] = []
    last = -2
    for glyph in glyphs:
        if glyph == last + 1:
            groups.append(f" {advances[glyph]}")
        else:
            groups.append(f"{']' if groups else ''}{glyph}[{advances[glyph]}")
        last = glyph
    return f"[{''.join(groups)}]]"


_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _write_to_unicode(meanings: dict[int, str]) -> str:
    """The character map that says which text each glyph stands for."""
    entries = [f"<{glyph:04X}> <{utf16_hex(text)}>" for glyph, text in sorted(meanings.items())]
    blocks = []
    for start in range(0, len(entries), 100):  # a block may hold a hundred
        block = entries[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return _TO_UNICODE % "\n".join(blocks)
