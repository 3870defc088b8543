"""Whose words hold characters that no font has: a file's, the patient's or a calendar's."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from worksheets.load.library import Library
from worksheets.load.source import quoted
from worksheets.model import Locale, Patient
from worksheets.problems import Kind, Problem

_MOST_CHARACTERS = 5
_SCRIPTS = "Latin, Greek, Cyrillic or Devanagari letters"
_OPTIONS = {
    "name": "--name",
    "number": "--id",
    "clinician": "--clinician",
    "cleared_by": "--cleared-by",
    "address": "--address",
    "note": "--note",
}
_WHAT = {"number": "it", "address": "the address", "note": "the note"}


class _Spot(NamedTuple):
    """A line of a file, or a value from the command line when there is no line."""

    file: str
    line: int | None


class _Found(NamedTuple):
    character: str
    column: int | None
    excerpt: str


def blame_characters(
    characters: Iterable[str], library: Library, patient: Patient, locale: Locale
) -> list[Problem]:
    """Say where characters that cannot be printed come from.

    The patient's own letters are never repeated, and neither are those of `--set`.

    Args:
        characters: The characters, each once.
        library: Where the files were read.
        patient: Whose details are printed.
        locale: The language in which dates are written.
    """
    spots: dict[_Spot, list[_Found]] = {}
    options: dict[str, int] = {}
    is_of_dates = False
    for character in characters:
        origins = library.origins(character)
        for where in origins:
            found = _Found(character, where.column, where.excerpt)
            spots.setdefault(_Spot(where.file, where.line), []).append(found)
        fields = [name for name in _OPTIONS if character in _text(patient, name)]
        for name in fields:
            options[name] = options.get(name, 0) + 1
        is_of_dates = is_of_dates or not (origins or fields)
    problems = [_in_file(spot, found) for spot, found in spots.items()]
    problems += [_in_option(name, count) for name, count in options.items()]
    if is_of_dates:
        language = quoted(locale.language)
        message = f"the language {language} writes dates with characters that no font has"
        problems.append(Problem(message, "Choose another language.", kind=Kind.UNPRINTABLE))
    return problems


def _text(patient: Patient, name: str) -> str:
    """What a field of the patient says, line after line."""
    value = getattr(patient, name) or ""
    return value if isinstance(value, str) else "\n".join(value)


def _in_option(name: str, count: int) -> Problem:
    what = _WHAT.get(name, "the name")
    hint = f"Write {what} in {_SCRIPTS}."
    return Problem(_counted(count), hint, _OPTIONS[name], kind=Kind.UNPRINTABLE)


def _counted(count: int) -> str:
    if count == 1:
        return "1 character cannot be printed: no font has its script"
    return f"{count} characters cannot be printed: no font has their script"


def _in_file(spot: _Spot, found: list[_Found]) -> Problem:
    """One problem for all the characters of a line, at the first of them."""
    distinct = list(dict.fromkeys(one.character for one in found))
    hint = "Write it in another way, or leave it out."
    if spot.line is None:
        return Problem(_counted(len(distinct)), hint, spot.file, kind=Kind.UNPRINTABLE)
    first = min(found, key=lambda one: one.column or 0)
    names = [_named(character) for character in distinct[:_MOST_CHARACTERS]]
    more = len(distinct) - len(names)
    tail = f", and {more} more" if more else ""
    what = "character" if len(distinct) == 1 else "characters"
    message = f"no font has the {what} {', '.join(names)}{tail}"
    place = (spot.file, spot.line, first.column)
    return Problem(message, hint, *place, Kind.UNPRINTABLE, first.excerpt)


def _named(character: str) -> str:
    name = unicodedata.name(character, "a character without a name").lower()
    shown = f"{character} " if character.isprintable() else ""
    return f"{shown}(U+{ord(character):04X}, {name})"
