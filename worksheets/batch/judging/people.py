"""Names of people: as they are printed, as initials, and as they are compared."""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from worksheets.batch.judging.findings import Findings
from worksheets.batch.judging.texts import clean

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
_LONGEST = 300


class Person(NamedTuple):
    """The name of a patient.

    Attributes:
        printed: As it stands on the sheet; None for a line to write on.
        key: The same for every way to write it; "" when it is not known.
        words: The words of it, in small letters without accents.
    """

    printed: str | None = None
    key: str = ""
    words: frozenset[str] = frozenset()


def read_person(
    findings: Findings, values: Mapping[str, str], language: str, *, initials: bool
) -> Person:
    """The name of a patient.

    Args:
        findings: Takes what is wrong.
        values: The texts of the row.
        language: Tag of the language, which decides about capitals.
        initials: Whether only initials are printed.
    """
    written = [field for field in NAME_FIELDS if field in values]
    if "family_name" in written or "given_names" in written:
        written = [field for field in written if field != "name"]
    texts = {field: clean(findings, field, values[field], "person") for field in written}
    whole, family, given = (texts.get(field) for field in NAME_FIELDS)
    preferred = None
    if "preferred_name" in values:
        preferred = clean(findings, "preferred_name", values["preferred_name"], "person")
    parts = [fold(part or "") for part in (family, given)]
    if any(parts):
        key = "|".join(part.replace(" ", "") for part in parts)
    else:
        parts = [fold(whole or "")]
        key = " ".join(sorted(parts[0].split()))
    words = frozenset(" ".join((*parts, fold(preferred or ""))).split())
    if findings.is_blamed(*NAME_FIELDS):
        key = ""  # half a name would make one person of all who share it
    printed: str | None
    if initials:
        printed = initials_of(family, given, whole)
    else:
        printed = print_name(family, given, preferred, language) if family or given else whole
    if printed and len(printed) > _LONGEST:
        message = f"the name has more than {_LONGEST} characters in all"
        findings.refuse(NAME_FIELDS, message, "Shorten it.")
        printed = None
    return Person(printed or None, key, words)


def refuse_remark(findings: Findings, number: str | None, values: Mapping[str, str]) -> None:
    """Reports end in lines like `End of report`, which stand where the identifier should."""
    words = [word for word in (number or "").split() if sum(map(str.isalpha, word)) > 1]
    is_all = list(values) == ["number"] and not findings.is_misread
    if len(words) > 1 and is_all and findings.has_column(*NAME_FIELDS):
        message = "words stand where the identifier should, and nothing else is in the row"
        findings.problems.clear()  # what else is missing is not missing
        findings.refuse("number", message, "Delete the row, or write who the patient is.")


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
