"""Whose words hold characters that no font has: a file's, the patient's or a calendar's."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from worksheets.load.library import Library
from worksheets.load.source import Mark, quoted
from worksheets.model import Locale, Patient
from worksheets.problems import Kind, Problem

_MAX_CHARACTERS = 5
_SCRIPTS = "Latin, Greek, Cyrillic or Devanagari letters"
# A field of the patient, the option for it, and what its value is called.
_FIELDS = {
    "name": ("--name", "the name"),
    "number": ("--id", "it"),
    "clinician": ("--clinician", "the name"),
    "cleared_by": ("--cleared-by", "the name"),
    "address": ("--address", "the address"),
    "note": ("--note", "the note"),
}


def blame_characters(
    characters: Iterable[str], library: Library, patient: Patient, locale: Locale
) -> list[Problem]:
    """Report where characters that cannot be printed come from.

    The patient's own letters are never repeated, and neither are those of `--set`.

    Args:
        characters: The characters, each once.
        library: Where the files were read.
        patient: Whose details are printed.
        locale: The language in which dates are written.
    """
    lines: dict[tuple[str, int], list[tuple[str, Mark]]] = {}
    counts: Counter[str] = Counter()
    is_of_dates = False
    for character in characters:
        marks = library.origins(character)
        for mark in marks:
            line = mark.line if mark.source.has_lines else 0
            lines.setdefault((mark.source.name, line), []).append((character, mark))
        fields = [field for field in _FIELDS if character in _text(patient, field)]
        counts.update(fields)
        is_of_dates = is_of_dates or not (marks or fields)
    problems = [_in_line(found) for found in lines.values()]
    for field, count in counts.items():
        option, what = _FIELDS[field]
        hint = f"Write {what} in {_SCRIPTS}."
        problems.append(Problem(_counted(count), hint, option, kind=Kind.UNPRINTABLE))
    if is_of_dates:
        language = quoted(locale.language)
        message = f"the language {language} writes dates with characters that no font has"
        problems.append(Problem(message, "Choose another language.", kind=Kind.UNPRINTABLE))
    return problems


def _text(patient: Patient, field: str) -> str:
    value = getattr(patient, field) or ""
    return value if isinstance(value, str) else "\n".join(value)


def _counted(count: int) -> str:
    if count == 1:
        return "1 character cannot be printed: no font has its script"
    return f"{count} characters cannot be printed: no font has their script"


def _in_line(found: Sequence[tuple[str, Mark]]) -> Problem:
    """One problem for all the characters of a line, at the first of them."""
    distinct = list(dict.fromkeys(character for character, _ in found))
    first = min((mark for _, mark in found), key=lambda mark: mark.column)
    if first.source.has_lines:
        names = ", ".join(map(_named, distinct[:_MAX_CHARACTERS]))
        more = len(distinct) - _MAX_CHARACTERS
        tail = f", and {more} more" if more > 0 else ""
        what = "character" if len(distinct) == 1 else "characters"
        message = f"no font has the {what} {names}{tail}"
    else:
        message = _counted(len(distinct))
    return first.problem(message, "Write it in another way, or leave it out.", Kind.UNPRINTABLE)


def _named(character: str) -> str:
    name = unicodedata.name(character, "a character without a name").lower()
    shown = f"{character} " if character.isprintable() else ""
    return f"{shown}(U+{ord(character):04X}, {name})"
