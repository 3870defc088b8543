"""Fonts in a document: composite fonts addressed by glyph number, with the text they stand for."""

import zlib
from functools import cache, lru_cache
from hashlib import sha256
from typing import NamedTuple

from worksheets.pdf.file import File
from worksheets.pdf.numbers import utf16_hex
from worksheets.text.fonts import (
    ATKINSON_BOLD,
    ATKINSON_REGULAR,
    FontFacts,
    open_face,
    subset_font,
)

# **Why:** the main face is embedded as the smallest of three fixed sets that has what is needed.
# The letters of a patient's name then seldom ask for a subset of their own, which would take as
# long to make as the rest of the sheet.
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | set("–—‘’“”…•·×÷−°±½¼¾≤≥µé")
_WESTERN = _PLAIN | frozenset(map(chr, range(0xA0, 0x100)))
_STEM_WIDTHS = {False: 80, True: 140}


class _Parts(NamedTuple):
    """What is written of a font, made once for each set of glyphs.

    The three dictionaries want the object number of what they refer to in place of `%d`.
    """

    descriptor: str
    descendant: str
    font: str
    to_unicode: bytes
    file: bytes
    file_length: int


def embed_font(
    file: File, number: int, name: str, glyphs: frozenset[int], texts: tuple[tuple[int, str], ...]
) -> None:
    """Write a font with the glyphs that it must have.

    Args:
        file: The file that is being written.
        number: Object number of the font.
        name: One of the names of `worksheets.text.fonts`.
        glyphs: The glyph numbers that are drawn.
        texts: (glyph, text) for glyphs that stand for no single character of the font.
    """
    parts = _make_parts(name, _choose_glyphs(name, glyphs), texts)
    program = file.add_stream(parts.file, f"/Filter/FlateDecode/Length1 {parts.file_length}")
    to_unicode = file.add_stream(parts.to_unicode, "/Filter/FlateDecode")
    descriptor = file.add(parts.descriptor % program)
    descendant = file.add(parts.descendant % descriptor)
    file.put(number, parts.font % (descendant, to_unicode))


def embed_form_font(file: File) -> int:
    """The main face once more, for what is typed into fields; its object number.

    Readers write text in fields with one byte a character, which the fonts of the page cannot do.
    """
    glyph_of = {text: glyph for glyph, text in open_face(ATKINSON_REGULAR).glyph_texts.items()}
    codes = [bytes([code]).decode("cp1252", "replace") for code in range(32, 256)]
    glyphs = [glyph_of.get(text, 0) for text in codes]
    program = subset_font(ATKINSON_REGULAR, frozenset(glyphs) - {0}, with_codes=True)
    facts = open_face(ATKINSON_REGULAR).facts
    base_font = f"/FORMAA+{facts.postscript_name}"
    advances = open_face(ATKINSON_REGULAR).advances
    widths = " ".join(str(advances[glyph]) for glyph in glyphs)
    entries = f"/Filter/FlateDecode/Length1 {len(program)}"
    stream = file.add_stream(zlib.compress(program, 9), entries)
    spelling = _write_descriptor(facts, base_font).replace("/Flags 4", "/Flags 32")
    descriptor = file.add(spelling % stream)
    return file.add(
        f"<</Type/Font/Subtype/TrueType/BaseFont{base_font}/Encoding/WinAnsiEncoding"
        f"/FirstChar 32/LastChar 255/Widths[{widths}]/FontDescriptor {descriptor} 0 R>>"
    )


@cache
def _fixed_sets(name: str) -> tuple[frozenset[int], ...]:
    """The sets of glyphs that the main face is embedded with, small to large."""
    texts = open_face(name).glyph_texts
    named = [
        frozenset(glyph for glyph, text in texts.items() if text in characters)
        for characters in (_PLAIN, _WESTERN)
    ]
    return (*named, frozenset(range(1, open_face(name).facts.glyph_count)))


def _choose_glyphs(name: str, glyphs: frozenset[int]) -> frozenset[int]:
    """The glyphs to embed so that `glyphs` are among them."""
    wanted = glyphs - {0}
    if name in (ATKINSON_REGULAR, ATKINSON_BOLD):
        return next(fixed for fixed in _fixed_sets(name) if wanted <= fixed)
    return wanted


@lru_cache(maxsize=64)
def _make_parts(name: str, glyphs: frozenset[int], texts: tuple[tuple[int, str], ...]) -> _Parts:
    drawn = sorted(glyphs | {0})
    meanings = {
        glyph: text for glyph, text in open_face(name).glyph_texts.items() if glyph in glyphs
    }
    for glyph, text in texts:
        meanings.setdefault(glyph, text)
    file = subset_font(name, glyphs)
    facts = open_face(name).facts
    tag = "".join(chr(65 + byte % 26) for byte in sha256(repr((name, drawn)).encode()).digest()[:6])
    base_font = f"/{tag}+{facts.postscript_name}"
    descendant = (
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont {base_font} /CIDSystemInfo "
        "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /CIDToGIDMap /Identity "
        f"/FontDescriptor %d 0 R /DW 0 /W {_write_widths(drawn, open_face(name).advances)}>>"
    )
    font = (
        f"<</Type /Font /Subtype /Type0 /BaseFont {base_font} /Encoding /Identity-H "
        "/DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>"
    )
    return _Parts(
        descriptor=_write_descriptor(facts, base_font),
        descendant=descendant,
        font=font,
        to_unicode=zlib.compress(_write_to_unicode(meanings).encode("ascii"), 9),
        file=zlib.compress(file, 9),
        file_length=len(file),
    )


def _write_descriptor(facts: FontFacts, base_font: str) -> str:
    return (
        f"<</Type /FontDescriptor /FontName {base_font} /Flags 4 "
        f"/FontBBox [{' '.join(map(str, facts.bbox))}] /ItalicAngle 0 "
        f"/Ascent {facts.ascent} /Descent {facts.descent} /CapHeight {facts.cap_height} "
        f"/XHeight {facts.x_height} /StemV {_STEM_WIDTHS[facts.bold]} /FontFile2 %d 0 R>>"
    )


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


def _write_to_unicode(meanings: dict[int, str]) -> str:
    """The character map that says which text each glyph stands for."""
    entries = [f"<{glyph:04X}> <{utf16_hex(text)}>" for glyph, text in sorted(meanings.items())]
    blocks = []
    for start in range(0, len(entries), 100):  # A block may hold a hundred.
        block = entries[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
            "",
        )
    )
