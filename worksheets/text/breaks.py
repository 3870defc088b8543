"""Where a line may end: Unicode's rules through ICU, and this program's own on top of them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from icu4py.breakers import CharacterBreaker, LineBreaker

# The break rules that vary by locale do not matter here; dictionaries go by script.
_LOCALE = "en"

_SPACE = "[ \u2009]"
_DASH = "[-\u2010-\u2015\u2212]"
# A dose must not be torn apart: "20 – 25", "3 × 30", and a number with the word of at most four
# letters, the degree or the per cent sign that follows it ("30 s", "10 reps", "2 kg", "4.5 min").
_GLUED = re.compile(
    rf"(?<=\d){_SPACE}?(?:{_DASH}|[×x/]){_SPACE}?(?=\d)"
    rf"|(?<=\d){_SPACE}(?=[^\W\d_]{{1,4}}(?![^\W_])|[%‰°])"
)
# "example.org/" "watch?" "v=1": never inside a number.
_ADDRESS_PARTS = re.compile(r"(?<!\d)[/.?&=_-](?=[^\W_])|(?<=\d)[/.?&=_-](?=[^\W\d_])")

# Letters and digits with single spaces between them: a line may end after each space.
_PLAIN = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_SPACE_BEFORE = re.compile(" ")


def make_sound(text: str) -> str:
    """Replace halves of surrogate pairs, which are no characters, by U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
    return text


def line_ends(text: str) -> tuple[int, ...]:
    """The positions at which a line may end, after Unicode's rules (UAX #14); the last is the end.

    A position counts characters, not UTF-16 units. A soft hyphen gives no position, because it
    would have to be drawn there.
    """
    if _PLAIN.fullmatch(text):  # nearly all names: it takes a tenth of the time
        return (*(match.end() for match in _SPACE_BEFORE.finditer(text)), len(text))
    ends = _ends(LineBreaker(text, _LOCALE).segments(), text)
    return tuple(end for end in ends if text[end - 1] != "\u00ad" or end == len(text))


def last_resorts(text: str) -> tuple[int, ...]:
    """Where a unit that is wider than a line is best broken: as `line_ends`, and inside addresses.

    No hyphen is added there, because it would be read as part of the address.
    """
    inside = (match.end() for match in _ADDRESS_PARTS.finditer(text))
    return tuple(sorted({*line_ends(text), *inside}))


def break_units(text: str) -> tuple[str, ...]:
    """Cut `text` into the pieces that stay on one line where there is room for them."""
    ends = line_ends(text)
    glued = {
        position
        for match in _GLUED.finditer(text)
        for position in range(match.start(), match.end() + 1)
    }
    kept = [0, *(end for end in ends if end not in glued or end == len(text))]
    return tuple(text[start:end] for start, end in pairwise(kept))


def clusters(text: str) -> list[str]:
    """Cut `text` into what a reader sees as single characters (grapheme clusters)."""
    ends = _ends(CharacterBreaker(text, _LOCALE).segments(), text)
    return [text[start:end] for start, end in pairwise((0, *ends))]


def _ends(segments: Iterator[tuple[int, int]], text: str) -> list[int]:
    """The ends of ICU's segments, counted in characters."""
    ends = [end for _, end in segments]
    if text.isascii() or max(text) <= "\uffff":
        return ends
    # ICU counts UTF-16 units: two for every character outside the basic plane.
    position = 0
    of_unit = {}
    for index, character in enumerate(text, start=1):
        position += 2 if character > "\uffff" else 1
        of_unit[position] = index
    return [of_unit[end] for end in ends]
