"""Dates as people write them: what they can mean, and the order that a whole column settles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from worksheets.model.roster import DateOrder
from worksheets.rosters.cells import DATE, ORDERED, WRONG, Cell, says_nothing, wrong

ORDERS: tuple[DateOrder, ...] = ("day-month-year", "month-day-year", "year-month-day")
_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST = range(3)

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EVENTS_FROM = 1990
"""Operations and visits of people who still get a sheet lie within a hundred years of this."""
_MOST_KEPT = 20_000

_MONTHS = {
    name: month
    for month, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep september sept",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_TIME = r"[T ]\s*[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[ap]\.?m\.?)?"
_WITH_TIME = re.compile(rf"(.*?[0-9]),?{_TIME}\s*(Z|UTC|GMT|[+-][0-9]{{2}}:?[0-9]{{2}})?", re.I)
_MIDNIGHT = re.compile(r"[T ]\s*0{1,2}[:.]00(?:[:.]00(?:[.,]0+)?)?\s*\S*", re.I)
_ISO = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})")
_RUN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,2})\s?([-/. ])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})\.?")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+")
_DAY_NAME = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[-/. ]\s*(?:of )?([a-z]+)[-/., ]+([0-9]{4}|[0-9]{2})"
)
_NAME_DAY = re.compile(r"([a-z]+)[-/. ]\s*([0-9]{1,2})(?:st|nd|rd|th)?[-/., ]+([0-9]{4}|[0-9]{2})")
_NAME_ISO = re.compile(r"([0-9]{4})[-/. ]([a-z]+)[-/. ]([0-9]{1,2})")
_PART = re.compile(
    r"[0-9]{4}|[0-9]{4}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{4}|[a-z]{3,9}[-/., ]+[0-9]{2,4}"
)
_SERIAL = re.compile(r"[1-9][0-9]{4}([.,][0-9]+)?")
_ZERO = re.compile(
    r"1900[-/.]0?1[-/.]0?0|0?0[-/.]0?[01][-/.](?:19)?00|0?1[-/.]0?0[-/.](?:19)?00|[0/.-]*0"
)
# Marks of direction that come along when a date is copied out of Windows.
_MARKS = str.maketrans("", "", "\u200e\u200f\u202a\u202c\u2066\u2069")


class DateReader:
    """Reads what stands in cells of date columns; the same text is read once."""

    def __init__(self, today: date) -> None:
        """Nobody in the roster was born after `today`."""
        self._today = today
        self._kept: dict[tuple[str, bool], Cell] = {}

    def read(self, text: str, is_birth: bool) -> Cell:
        """What a text means: `2026-12-07`, a date that has an order, a fault, or `n/a` as it is.

        Args:
            text: What stands in the cell, not empty.
            is_birth: Whether it is a date of birth, where years with two digits are in doubt.
        """
        key = text, is_birth
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._read(text.translate(_MARKS).strip(), is_birth)
        return found

    def _read(self, text: str, is_birth: bool) -> Cell:
        if says_nothing(text):
            return text
        if _ZERO.fullmatch(text):
            return wrong("zero")
        if timed := _WITH_TIME.fullmatch(text):
            if timed[2] and not _MIDNIGHT.fullmatch(text[timed.end(1) :]):
                return wrong("zone")
            text = timed[1].rstrip(" ,")
        if match := _ISO.fullmatch(text):
            return _day(match[1], match[3], match[4])
        if match := _RUN.fullmatch(text):
            cell = _day(*match.groups())
            return wrong("no date") if isinstance(cell, list) else cell
        if match := _NUMBERS.fullmatch(text):
            return self._ordered(match[1], match[3], match[4], is_birth)
        if _SERIAL.fullmatch(text):
            return wrong("serial")
        return self._named(_WEEKDAY.sub("", text.lower(), count=1), is_birth)

    def _named(self, text: str, is_birth: bool) -> Cell:
        if match := _DAY_NAME.fullmatch(text):
            day, name, year = match.groups()
        elif match := _NAME_DAY.fullmatch(text):
            name, day, year = match.groups()
        elif match := _NAME_ISO.fullmatch(text):
            year, name, day = match.groups()
        else:
            return wrong("part" if _PART.fullmatch(text) else "no date")
        month = _MONTHS.get(name)
        if month is None:
            return wrong("no date")
        return self._in_century(year, str(month), day, is_birth)

    def _ordered(self, first: str, second: str, third: str, is_birth: bool) -> Cell:
        """Numbers whose order the cell alone may not settle."""
        readings = [
            self._in_century(third, second, first, is_birth),
            self._in_century(third, first, second, is_birth),
            # A year in front has four digits, unless the user says otherwise.
            self._in_century(first, second, third, is_birth) if len(third) == 2 else "",
        ]
        days = [_reading(one) for one in readings]
        usual = days[:2]
        if not any(usual) and not days[_YEAR_FIRST]:
            return readings[_DAY_FIRST] if readings[0] == readings[1] else wrong("no day")
        if usual[0] == usual[1] and len(third) == 4:
            return usual[0]
        return [ORDERED, *days]

    def _in_century(self, year: str, month: str, day: str, is_birth: bool) -> Cell:
        if len(year) == 4:
            return _day(year, month, day)
        if len(year) != 2:
            return wrong("no date")
        if not is_birth:
            full = _EVENTS_FROM + (int(year) - _EVENTS_FROM) % 100
            return _day(str(full), month, day)
        cell = _day(f"20{year}", month, day)
        if isinstance(cell, str) and cell > self._today.isoformat():
            return _day(f"19{year}", month, day)
        other = _day(f"19{year}", month, day)  # 1900 had no 29 February
        if isinstance(cell, str) and isinstance(other, list):
            return cell
        return wrong("century") if isinstance(cell, str) or isinstance(other, str) else cell


def _day(year: str, month: str, day: str) -> Cell:
    """A day of the calendar as `2026-12-07`, or a fault."""
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return wrong("year")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return wrong("no day")


def _reading(cell: Cell) -> str:
    """A reading in one order: the day, "century" where it is in doubt, "" where it is no day."""
    if isinstance(cell, str):
        return cell
    return "century" if cell == [WRONG, "century"] else ""


@dataclass
class Evidence:
    """What the cells of one column tell about its order.

    Attributes:
        day_first: How many can only be day, month, year.
        month_first: How many can only be month, day, year.
        either: How many can be both.
        neither: How many can be none of the two, but year, month, day.
        real: How many are dates for the spreadsheet program.
        latest_day: The latest day of the month among those.
    """

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    neither: int = 0
    real: int = 0
    latest_day: int = 0

    def take(self, cell: Cell) -> None:
        """Count one more cell of the column."""
        if not isinstance(cell, list):
            return
        if cell[0] == DATE:
            self.real += 1
            self.latest_day = max(self.latest_day, int(cell[1][8:]))
        elif cell[0] == ORDERED:
            if cell[1] and cell[2]:
                self.either += cell[1] != cell[2]
            elif cell[1]:
                self.day_first += 1
            elif cell[2]:
                self.month_first += 1
            else:
                self.neither += 1

    @property
    def flatten(self) -> DateOrder | None:
        """The order, where the cells leave no doubt."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return ORDERS[_DAY_FIRST if self.day_first else _MONTH_FIRST]

    @property
    def is_mixed(self) -> bool:
        """Whether some cells can only be one order, and some only the other."""
        return bool(self.day_first and self.month_first)

    @property
    def is_suspect(self) -> bool:
        """Whether a spreadsheet program has read some dates of another order wrongly.

        It makes dates of those whose day can be a month, and leaves the others as text.
        """
        return bool(self.real and self.latest_day <= 12 and (self.day_first or self.month_first))


@dataclass(frozen=True)
class Rule:
    """How the dates of a column are read.

    Attributes:
        order: The order of cells that could be several days; None where it is not known.
        is_stated: Whether the user said so.
        is_borrowed: Whether it is the order of other columns.
        is_mixed: Whether the column has two orders.
        is_suspect: Whether dates of the spreadsheet program are in doubt.
    """

    order: DateOrder | None = None
    is_stated: bool = False
    is_borrowed: bool = False
    is_mixed: bool = False
    is_suspect: bool = False

    def read(self, cell: Cell) -> Cell:
        """`2026-12-07`, or a fault."""
        if isinstance(cell, str) or cell[0] == WRONG:
            return cell
        if cell[0] == DATE:
            return wrong("swapped") if self.is_suspect else cell[1]
        days = cell[1:]
        if self.order is None:
            if days[0] and days[0] == days[1]:
                return _in_doubt(days[0])
            return wrong("mixed" if self.is_mixed else "order")
        day = days[ORDERS.index(self.order)]
        if not day:
            return wrong("unstated" if self.is_stated else "against")
        if self.is_mixed and not self.is_stated and all(days[:2]) and days[0] != days[1]:
            return wrong("mixed")
        return _in_doubt(day)


def _in_doubt(day: str) -> Cell:
    return wrong("century") if day == "century" else day


def settle(columns: Mapping[str, Evidence], stated: DateOrder | None) -> dict[str, Rule]:
    """How each date column is read, by what is found in all of them.

    Args:
        columns: What the cells of each column tell.
        stated: The order that the user has stated.
    """
    if stated:
        return {
            key: Rule(stated, is_stated=True, is_suspect=one.is_suspect)
            for key, one in columns.items()
        }
    orders = {one.flatten for one in columns.values() if one.flatten}
    is_any_mixed = any(one.is_mixed for one in columns.values())
    shared = orders.pop() if len(orders) == 1 and not is_any_mixed else None
    return {key: _rule(one, shared) for key, one in columns.items()}


def _rule(evidence: Evidence, shared: DateOrder | None) -> Rule:
    if evidence.is_mixed:
        more = evidence.day_first - evidence.month_first
        order = ORDERS[_DAY_FIRST if more > 0 else _MONTH_FIRST] if more else None
        return Rule(order, is_mixed=True, is_suspect=evidence.is_suspect)
    if evidence.flatten:
        return Rule(evidence.flatten, is_suspect=evidence.is_suspect)
    return Rule(shared, is_borrowed=bool(evidence.either and shared))


def spoken(order: DateOrder) -> str:
    """An order as it is said: `day, month, year`."""
    return order.replace("-", ", ")


def disagreeing(rules: Mapping[str, Rule]) -> Sequence[str]:
    """The columns whose dates have flatten orders that are not all the same."""
    flatten = {key: rule.order for key, rule in rules.items() if rule.order and not rule.is_stated}
    return list(flatten) if len(set(flatten.values())) > 1 else []
