"""Names of people: as they are printed, as initials, and as they are compared."""

import re
import unicodedata

NAME_FIELDS = ("name", "family_name", "given_names")

_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_TONOS = re.compile("([\u0370-\u03ff]\u0308?)\u0301")
_HIATUS = re.compile("([αεουΑΕΟΥ]\u0301)([ιυΙΥ])(?!\u0308)")
_GEORGIAN = re.compile("[\u10d0-\u10ff]")
"""Letters without capitals in running text; those of Unicode 11 are in few fonts."""
_TURKIC = ("tr", "az")
_VIRAMA = 9
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NO_WORD = re.compile(r"[\W_]+")


def print_name(family: str | None, given: str | None, preferred: str | None, language: str) -> str:
    """`FAMILYNAME, Given (Preferred)`: nobody can take one part for another."""
    called = f" ({preferred})" if preferred and fold(preferred) != fold(given or "") else ""
    if not family:
        return f"{given or ''}{called}"
    capitals = _capitals(family, language)
    return f"{capitals}, {given}{called}" if given else f"{capitals}{called}"


def _capitals(text: str, language: str) -> str:
    if language.partition("-")[0] in _TURKIC:
        text = text.replace("i", "İ").replace("ı", "I")
    if _GREEK.search(text):
        text = _without_tonos(text)
    return text if _GEORGIAN.search(text) else text.upper()


def _without_tonos(text: str) -> str:
    """Greek as its capitals are written: without accents, but two vowels stay two (CLDR, el-Upper).

    `Παπαδόπουλος` becomes `ΠΑΠΑΔΟΠΟΥΛΟΣ`, `Μάιος` becomes `ΜΑΪΟΣ`.
    """
    apart = unicodedata.normalize("NFD", text)
    apart = _HIATUS.sub("\\1\\2\u0308", apart)
    return unicodedata.normalize("NFC", _TONOS.sub("\\1", apart))


def initials_of(family: str | None, given: str | None, whole: str | None = None) -> str:
    """The first letter of every word, given names first; parts of double names keep the hyphen."""
    if not (family or given) and whole:
        family, comma, given = whole.partition(",")
        if not comma:
            family, given = "", whole
    words = f"{given or ''} {family or ''}".split()
    return " ".join(filter(None, map(_initials_of_word, words)))


def _initials_of_word(word: str) -> str:
    return "-".join(filter(None, map(_first_letter, re.split("[-‐‑–]", word))))


def _first_letter(word: str) -> str:
    """The first letter with everything that is written on it or joined to it."""
    start = next((place for place, one in enumerate(word) if one.isalpha()), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(word):
        is_mark = unicodedata.category(word[end]).startswith("M")
        is_joined = unicodedata.combining(word[end - 1]) == _VIRAMA and word[end].isalpha()
        if not is_mark and not is_joined:
            break
        end += 1
    return word[start:end]


def fold(text: str) -> str:
    """The words of a text in small letters, without accents and marks, one space between them."""
    text = text.casefold()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
        text = text.replace("’", "'")
    if text.isascii():
        return _NO_WORD.sub(" ", text.replace("'", "")).strip()
    return " ".join(filter(None, _pieces(unicodedata.normalize("NFKC", text.replace("'", "")))))


def _pieces(text: str) -> list[str]:
    """The words of any script; vowel signs are no letters, but belong to them."""
    kept = [
        one if one.isalnum() or unicodedata.category(one)[0] == "M" else " "
        for one in text
        if unicodedata.category(one) != "Cf"
    ]
    return "".join(kept).split()
