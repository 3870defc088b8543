"""Checking a locale before anything is printed with it."""

import re
from collections.abc import Iterator
from datetime import date

from icu4py.messageformat import MessageFormat

from worksheets.model import Locale
from worksheets.problems import Problem
from worksheets.resolve.wording import Value, Wording

# Numbers, choices and dates decide between forms; everything else shows up as a gap by its name.
_DECIDERS: dict[str, Value] = {
    "n": 5,
    "exact": "yes",
    "every": "week",
    "date": date(2024, 1, 1),
}


def check_phrases(locale: Locale, reference: Locale | None = None) -> list[Problem]:
    """What is wrong with the phrases of a locale.

    Args:
        locale: The locale to check.
        reference: A locale that is right. A phrase must have the same gaps as there: one that
            leaves out a number would change a dose.
    """
    problems = []
    for group, name, phrase in _phrases(locale):
        try:
            gaps = _gaps(phrase, locale.language)
        except ValueError:
            problems.append(Wording(locale).broken(phrase))
            continue
        if reference is None:
            continue
        wanted = _gaps(getattr(getattr(reference, group), name), reference.language)
        for gap in sorted(wanted ^ gaps):
            what = "leaves out" if gap in wanted else "has an unknown"
            known = " ".join(f"{{{name}}}" for name in sorted(wanted)) or "no gap"
            problems.append(
                Problem(
                    f'the phrase "{phrase[:40]}" ({group}: {name}) of locale "{locale.id}" '
                    f"{what} {{{gap}}}",
                    f"It needs {known}.",
                )
            )
    return problems


def _phrases(locale: Locale) -> Iterator[tuple[str, str, str]]:
    """The group, name and text of every phrase."""
    for group in type(locale).model_fields:
        phrases = getattr(locale, group)
        if hasattr(phrases, "model_fields_set"):
            for name in type(phrases).model_fields:
                yield group, name, getattr(phrases, name)


def _gaps(phrase: str, language: str) -> frozenset[str]:
    """The names of the gaps in a phrase. ICU prints a gap that nothing fills by its name.

    Raises:
        ValueError: ICU cannot read the phrase.
    """
    return frozenset(re.findall(r"\{(\w*)\}", MessageFormat(phrase, language).format(_DECIDERS)))
