"""The typefaces, opened once: what they cover, how they measure, and subsets of them to embed.

Atkinson Hyperlegible, made for readers with low vision, is the main face. What it lacks comes
from Noto Sans, set a little smaller so that its small letters stand as high. Noto is a large
file, so it is opened only when a character needs it.
"""

import struct
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import fontpkg_atkinson_hyperlegible as atkinson
import fontpkg_noto_sans as noto
import uharfbuzz as hb

ATKINSON_REGULAR = "atkinson-regular"
ATKINSON_BOLD = "atkinson-bold"
NOTO_REGULAR = "noto-regular"
NOTO_BOLD = "noto-bold"
FONT_NAMES = (ATKINSON_REGULAR, ATKINSON_BOLD, NOTO_REGULAR, NOTO_BOLD)

# Layout tables have done their work once words are shaped; names and metrics go into the PDF.
_DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "DSIG", "gasp", "name", "OS/2", "post", "cmap", "STAT")
# HarfBuzz makes these spaces from the ordinary one, at the right width, where a font lacks them.
_MADE_SPACES = frozenset(map(chr, (*range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))


class _Source(NamedTuple):
    """Where a face lies, and the axes to pin when it is a variable one."""

    path: Path
    axes: tuple[tuple[str, float], ...] = ()


_NOTO_FILE = noto.ROOT / "files" / "NotoSans[wdth,wght].ttf"
_SOURCES = {
    ATKINSON_REGULAR: _Source(atkinson.ROOT / "files" / "AtkinsonHyperlegible-Regular.ttf"),
    ATKINSON_BOLD: _Source(atkinson.ROOT / "files" / "AtkinsonHyperlegible-Bold.ttf"),
    NOTO_REGULAR: _Source(_NOTO_FILE, (("wght", 400.0), ("wdth", 100.0))),
    NOTO_BOLD: _Source(_NOTO_FILE, (("wght", 700.0), ("wdth", 100.0))),
}


class FontFacts(NamedTuple):
    """What a PDF says of a font; lengths in thousandths of an em.

    Attributes:
        postscript_name: The name of the face, without a subset's prefix.
        bbox: The box (left, bottom, right, top) that holds every glyph of the face.
        ascent: Height of the tallest letters above the baseline.
        descent: Depth below the baseline, negative.
        cap_height: Height of flat capitals.
        x_height: Height of small letters.
        bold: Whether the strokes are bold.
        glyph_count: How many glyphs the file has.
    """

    postscript_name: str
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    x_height: int
    bold: bool
    glyph_count: int


class Face(NamedTuple):
    """A typeface that is open; lengths in thousandths of an em.

    Attributes:
        font: The HarfBuzz font.
        facts: Its metrics.
        size_ratio: What to multiply the type size by so that its small letters are as high as those
            of the main face.
        cover: The characters that it can show. The main face places its combining marks over few
            letters, so there only the letters that are composed with their marks count.
        glyph_texts: For each glyph that is drawn for a character, that character (the lowest one).
        advances: The advance of every glyph before kerning, by glyph number.
    """

    font: hb.Font
    facts: FontFacts
    size_ratio: float
    cover: frozenset[str]
    glyph_texts: dict[int, str]
    advances: tuple[int, ...]


@cache  # Opening a file and reading its tables takes milliseconds; there are four faces.
def open_face(name: str) -> Face:
    """The face called `name`, one of `FONT_NAMES`."""
    source = _SOURCES[name]
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(source.path))))
    font.scale = (1000, 1000)
    if source.axes:
        font.set_variations(dict(source.axes))
    facts = _read_facts(name, font)
    is_main = name in (ATKINSON_REGULAR, ATKINSON_BOLD)
    ratio = (
        1.0
        if name == ATKINSON_REGULAR
        else open_face(ATKINSON_REGULAR).facts.x_height / facts.x_height
    )
    codes = sorted(font.face.unicodes)
    cover = frozenset(
        one for one in map(chr, codes) if not (is_main and unicodedata.combining(one))
    )
    texts: dict[int, str] = {}
    for code in codes:
        character = chr(code)
        # A ligature's own code point (U+FB01) is seldom what was written: give its letters.
        if 0xFB00 <= code <= 0xFB06:
            character = unicodedata.normalize("NFKC", character)
        texts.setdefault(font.get_nominal_glyph(code), character)
    texts.pop(0, None)
    advances = tuple(map(font.get_glyph_h_advance, range(facts.glyph_count)))
    return Face(font, facts, ratio, cover | _MADE_SPACES, texts, advances)


def _read_facts(name: str, font: hb.Font) -> FontFacts:
    measure: Callable[[hb.OTMetricsTag], int] = font.get_metric_position_with_fallback
    per_em = 1000 / font.face.upem
    box = struct.unpack(">4h", font.face.reference_table("head").data[36:44])
    left, bottom, right, top = (round(edge * per_em) for edge in box)
    bold = name in (ATKINSON_BOLD, NOTO_BOLD)
    family = font.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME).partition("-")[0]
    return FontFacts(
        postscript_name=f"{family}-{'Bold' if bold else 'Regular'}",
        bbox=(left, bottom, right, top),
        ascent=measure(hb.OTMetricsTag.HORIZONTAL_ASCENDER),
        descent=measure(hb.OTMetricsTag.HORIZONTAL_DESCENDER),
        cap_height=measure(hb.OTMetricsTag.CAP_HEIGHT),
        x_height=measure(hb.OTMetricsTag.X_HEIGHT),
        bold=bold,
        glyph_count=font.face.glyph_count,
    )


def subset_font(name: str, glyph_ids: frozenset[int]) -> bytes:
    """A TrueType file with the outlines of `glyph_ids` only.

    Glyphs keep their numbers, so that glyph runs do not depend on the document they are in.

    Args:
        name: One of `FONT_NAMES`.
        glyph_ids: The glyphs.
    """
    face = open_face(name).font.face
    request = hb.SubsetInput()
    request.flags = (
        hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    for glyph in sorted(glyph_ids):
        request.glyph_set.add(glyph)
    for table in _DROPPED_TABLES:
        request.drop_table_tag_set.add(int.from_bytes(table.encode(), "big"))
    for axis, value in _SOURCES[name].axes:
        request.pin_axis_location(face, axis, value)
    return bytes(request.subset(face).blob.data)


_MAIN = open_face(ATKINSON_REGULAR).facts
ASCENT_EM = _MAIN.ascent / 1000
DESCENT_EM = _MAIN.descent / 1000
CAP_HEIGHT_EM = _MAIN.cap_height / 1000
