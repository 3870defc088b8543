"""Dates as the clinic or the language writes them."""

from datetime import date
from functools import lru_cache

from worksheets.model import Clinic
from worksheets.resolve.wording import Wording


def full_date(wording: Wording, clinic: Clinic | None, day: date) -> str:
    """A date with its month in words, in the clinic's order or else the language's."""
    dates = wording.locale.dates
    style = clinic.date_style if clinic else None
    phrase = getattr(dates, style.replace("-", "_")) if style else dates.full
    return _said(wording, phrase, day, None)


def span_of(wording: Wording, clinic: Clinic | None, first: date, last: date) -> str:
    """Two dates, month and year said once where they are the same: "21 to 27 December 2026"."""
    dates = wording.locale.dates
    if first == last:
        return full_date(wording, clinic, first)
    if clinic and clinic.date_style:
        ends = {
            "first": full_date(wording, clinic, first),
            "last": full_date(wording, clinic, last),
        }
        return wording.say(dates.span, **ends)
    phrase = dates.span_years
    if first.year == last.year:
        phrase = dates.span_month if first.month == last.month else dates.span_months
    return _said(wording, phrase, first, last)


@lru_cache(maxsize=4096)
def _said(wording: Wording, phrase: str, first: date, last: date | None) -> str:
    """A date, or two; the patients of a batch share most of them."""
    if last is None:
        return wording.say(phrase, date=first)
    return wording.say(phrase, first=first, last=last)
