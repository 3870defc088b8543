"""Dates as the clinic or the language writes them."""

from datetime import date

from worksheets.model import Clinic
from worksheets.resolve.wording import Wording


def full_date(wording: Wording, clinic: Clinic | None, day: date) -> str:
    """A date with its month in words, in the clinic's order or else the language's."""
    dates = wording.locale.dates
    style = clinic.date_style if clinic else None
    phrase = getattr(dates, style.replace("-", "_")) if style else dates.full
    return wording.say(phrase, date=day)
