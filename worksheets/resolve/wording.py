"""Saying things in the language of a locale: phrases, lists, numbers and dates.

A `Wording` fills the phrases of one locale. Values are data: ICU puts them in as they are and
never reads them as a phrase.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, reduce

from icu4py.messageformat import MessageFormat

from worksheets.model import Clinic, Locale
from worksheets.problems import Problem, WorksheetError

Value = str | int | float | Decimal | date | datetime
# Numbers, choices and dates decide between forms; everything else shows up as a gap by its name.
_DECIDERS: dict[str, Value] = {"n": 5, "exact": "yes", "every": "week", "date": date(2024, 1, 1)}


@dataclass(frozen=True)
class Wording:
    """The phrases of one locale, ready to be filled.

    Attributes:
        locale: The locale whose phrases these are.
    """

    locale: Locale

    def say(self, phrase: str, **values: Value) -> str:
        """Fill a phrase.

        Raises:
            WorksheetError: The phrase is not a well-formed ICU message, or has a gap that no value
                fills: ICU would print `{amont}` as it is.
        """
        try:
            text = _filled(self.locale.language, phrase, tuple(values.items()))
        except ValueError:
            raise WorksheetError([self.broken(phrase)]) from None
        if "{" in text:
            bare = {name: "" if isinstance(one, str) else one for name, one in values.items()}
            gap = re.search(r"\{\w*\}", _compiled(self.locale.language, phrase).format(bare))
            if gap:
                message = f'nothing fills {gap[0]} in the phrase "{phrase[:40]}"'
                known = " ".join(f"{{{name}}}" for name in values)
                hint = f"It can have {known}." if known else "Take it out."
                raise WorksheetError([Problem(f'{message} of locale "{self.locale.id}"', hint)])
        return text

    def broken(self, phrase: str) -> Problem:
        """The problem with a phrase that ICU cannot read."""
        return Problem(
            f'the phrase "{phrase[:40]}" of locale "{self.locale.id}" is not a message',
            "Check its braces and that every plural has an other form.",
        )

    def number(self, value: Decimal | int) -> str:
        """A number as the language writes it: 2,000 or 4.5."""
        return self.say("{value, number}", value=value)

    def join_and(self, items: list[str]) -> str:
        """`a`, `a and b`, `a, b and c`."""
        return self._chain(self.locale.lists.pair, items)

    def join_or(self, items: list[str]) -> str:
        """`a`, `a or b`, `a, b or c`."""
        return self._chain(self.locale.lists.either, items)

    def join_then(self, items: list[str]) -> str:
        """`a`, `a, then b`, `a, b, then c`."""
        return self._chain(self.locale.dose.then, items)

    def _chain(self, last_pair: str, items: list[str]) -> str:
        *first, last = items
        if not first:
            return last
        return self.say(last_pair, a=self._join(self.locale.lists.more, first), b=last)

    def join_items(self, items: list[str]) -> str:
        """Things of a list that is no sentence: `a; b; c`."""
        return self._join(self.locale.lists.item, items)

    def join_clauses(self, clauses: list[str]) -> str:
        """Clauses of one sentence, those that are empty left out."""
        return self._join(self.locale.lists.clause, clauses)

    def attach(self, parts: list[str]) -> str:
        """Parts of one clause, those that are empty left out: "3 sets of 10 on each side"."""
        return self._join(self.locale.lists.attach, parts)

    def _join(self, phrase: str, parts: list[str]) -> str:
        said = [part for part in parts if part]
        return reduce(lambda a, b: self.say(phrase, a=a, b=b), said) if said else ""

    def sentence(self, text: str) -> str:
        """A sentence with a capital at the start and a full stop at the end."""
        return capital(self.say(self.locale.lists.sentence, text=text))


@lru_cache(maxsize=2048)
def _compiled(language: str, phrase: str) -> MessageFormat:
    """A phrase read by ICU. Cached: reading one takes 20 times as long as filling it.

    Raises:
        ValueError: ICU cannot read the phrase.
    """
    return MessageFormat(phrase, language)


@lru_cache(maxsize=8192)
def _filled(language: str, phrase: str, values: tuple[tuple[str, Value], ...]) -> str:
    """A filled phrase. Cached: the sheets of a batch and the weeks of a booklet share most."""
    return _compiled(language, phrase).format(dict(values))


def capital(text: str) -> str:
    """The same with a capital letter at the start."""
    return text[:1].upper() + text[1:]


def unless_same(language: str, sheet_language: str) -> str:
    """A language, or "" where words in it need no mark: en on a sheet in en-GB, but not en-US.

    Args:
        language: BCP 47 tag of the words.
        sheet_language: That of the sheet.
    """
    one, other = f"{language}-".lower(), f"{sheet_language}-".lower()
    return "" if one.startswith(other) or other.startswith(one) else language


def full_date(wording: Wording, clinic: Clinic | None, day: date) -> str:
    """A date with its month in words, in the clinic's order or else the language's."""
    dates = wording.locale.dates
    style = clinic.date_style if clinic else None
    phrase = getattr(dates, style.replace("-", "_")) if style else dates.full
    return wording.say(phrase, date=day)


def span_of(wording: Wording, clinic: Clinic | None, first: date, last: date) -> str:
    """Two dates, month and year printed once where they are equal: "21 to 27 December 2026"."""
    dates = wording.locale.dates
    if first == last:
        return full_date(wording, clinic, first)
    if clinic and clinic.date_style:
        ends = full_date(wording, clinic, first), full_date(wording, clinic, last)
        return wording.say(dates.span, first=ends[0], last=ends[1])
    phrase = dates.span_years
    if first.year == last.year:
        phrase = dates.span_month if first.month == last.month else dates.span_months
    return wording.say(phrase, first=first, last=last)


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
        right = getattr(getattr(reference, group), name)
        wanted = _gaps(right, reference.language)
        where = f'the phrase "{phrase[:40]}" ({group}: {name}) of locale "{locale.id}"'
        if wanted == gaps and not _takes(phrase, locale.language, _values(right, reference)):
            message = f"{where} writes a gap in a form that its text or number does not have"
            problems.append(Problem(message, f"Write it as in English: {right[:60]}"))
        for gap in sorted(wanted ^ gaps):
            what = "leaves out" if gap in wanted else "has an unknown"
            known = " ".join(f"{{{name}}}" for name in sorted(wanted)) or "no gap"
            problems.append(Problem(f"{where} {what} {{{gap}}}", f"It needs {known}."))
    return problems


def _values(phrase: str, locale: Locale) -> dict[str, Value]:
    """A value for each gap of a phrase that is right, of the sort that the gap is for."""
    values = dict(_DECIDERS)
    for gap in re.findall(r"\{(\w+)", phrase):
        for value in ("x", Decimal(2), _DECIDERS["date"]) if gap not in _DECIDERS else ():
            if _takes(phrase, locale.language, {**values, gap: value}):
                values[gap] = value
                break
    return values


def _takes(phrase: str, language: str, values: Mapping[str, Value]) -> bool:
    """Whether ICU can fill a phrase with some values."""
    try:
        _compiled(language, phrase).format(dict(values))
    except (RuntimeError, ValueError, TypeError):
        return False
    return True


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
    return frozenset(re.findall(r"\{(\w*)\}", _compiled(language, phrase).format(_DECIDERS)))
