"""Dates as people write them: what they can mean, and the order that a whole column settles.

`04/05/2026` can be two days. Three steps decide which, and none of them guesses silently:

1. `read_date` gives each cell its reading in each order.
2. `DateColumn` counts, over a column, how many cells only one order fits.
3. `decide_orders` sets the order of each column. The user's order goes before all; a column that
   shows none follows the others, if those agree. `DateColumn.read` then applies it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from worksheets.model.roster import DateOrder
from worksheets.rosters.rows import DATE, FAULTS, ORDERED, WRONG, Cell, Note, says_nothing, wrong

ORDERS: tuple[DateOrder, ...] = ("day-month-year", "month-day-year", "year-month-day")
_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST = range(3)

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EVENTS_FROM = 1990
"""Operations and visits of people who still get a sheet are within a hundred years of this."""
_STATE = "add --dates day-month-year or another order, or roster: dates: in clinic.yaml"

_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MONTHS = {text: str(i) for i, name in enumerate(_NAMES, 1) for text in (name, name[:3])}
_MONTHS["sept"] = "9"

_TIME = r"[T ]\s*[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[ap]\.?m\.?)?"
_WITH_TIME = re.compile(rf"(.*?[0-9]),?{_TIME}\s*(Z|UTC|GMT|[+-][0-9]{{2}}:?[0-9]{{2}})?", re.I)
_MIDNIGHT = re.compile(r"[T ]\s*0{1,2}[:.]00(?:[:.]00(?:[.,]0+)?)?\s*\S*", re.I)
_ISO = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})")
_RUN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,2})\s?([-/. ])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})\.?")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_DAY_OF_MONTH = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>[0-9]{4}|[0-9]{2})"
_NAMED = [
    re.compile(_WEEKDAY + form)
    for form in (
        rf"{_DAY_OF_MONTH}[-/. ]\s*(?:of )?(?P<m>[a-z]+)[-/., ]+{_YEAR}",
        rf"(?P<m>[a-z]+)[-/. ]\s*{_DAY_OF_MONTH}[-/., ]+{_YEAR}",
        r"(?P<y>[0-9]{4})[-/. ](?P<m>[a-z]+)[-/. ](?P<d>[0-9]{1,2})",
    )
]
_PART = re.compile(
    _WEEKDAY + r"(?:[0-9]{4}|[0-9]{4}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{4}"
    r"|[a-z]{3,9}[-/., ]+[0-9]{2,4})"
)
_SERIAL = re.compile(r"[1-9][0-9]{4}([.,][0-9]+)?")
_ZERO = re.compile(
    r"1900[-/.]0?1[-/.]0?0|0?0[-/.]0?[01][-/.](?:19)?00|0?1[-/.]0?0[-/.](?:19)?00|[0/.-]*0"
)
# Marks of direction that come along when a date is copied out of Windows.
_MARKS = str.maketrans("", "", "\u200e\u200f\u202a\u202c\u2066\u2069")


def read_date(text: str, is_birth: bool, today: date) -> Cell:
    """What a text means: `2026-12-07`, a date that has an order, a fault, or `n/a` as it is.

    Args:
        text: The text of the cell, not empty.
        is_birth: Whether it is a date of birth, where years with two digits are in doubt.
        today: Nobody was born after this day.
    """
    text = text.translate(_MARKS).strip()
    born_by = today if is_birth else None
    if says_nothing(text):
        return text
    if _ZERO.fullmatch(text):
        return wrong("zero")
    if len(text) > 10 and (timed := _WITH_TIME.fullmatch(text)):
        if timed[2] and not _MIDNIGHT.fullmatch(text[timed.end(1) :]):
            return wrong("zone")
        text = timed[1].rstrip(" ,")
    if match := _ISO.fullmatch(text):
        return _cell(_day(match[1], match[3], match[4]))
    if match := _RUN.fullmatch(text):
        day = _day(*match.groups())
        return day if day[0].isdigit() else wrong("no date")
    if match := _NUMBERS.fullmatch(text):
        return _ordered(match[1], match[3], match[4], born_by)
    if _SERIAL.fullmatch(text):
        return wrong("serial")
    text = text.lower()
    if match := next(filter(None, (form.fullmatch(text) for form in _NAMED)), None):
        month = _MONTHS.get(match["m"])
        return _cell(_in_century(match["y"], month, match["d"], born_by) if month else "no date")
    return wrong("part" if _PART.fullmatch(text) else "no date")


def read_day(text: str) -> date | str:
    """The one day that a text means, or what is wrong with it."""
    cell = read_date(text, False, date.max) if text.strip() else text
    if isinstance(cell, str):
        is_day = _ISO.fullmatch(cell)
        return date.fromisoformat(cell) if is_day else "this is not a date"
    if cell[0] == ORDERED:
        return "this can be two days"
    return FAULTS[cell[1]].message if cell[1] in FAULTS else "this is not a date"


def _ordered(first: str, second: str, third: str, born_by: date | None) -> Cell:
    """Numbers whose order the cell alone may not settle."""
    days = [
        _in_century(third, second, first, born_by),
        _in_century(third, first, second, born_by),
        # A year in front has four digits, unless the user says otherwise.
        _in_century(first, second, third, born_by) if len(third) == 2 else "",
    ]
    fault = days[0] if days[0] == days[1] else "no day"
    days = [day if day == "century" or day[:1].isdigit() else "" for day in days]
    if not any(days):
        return wrong(fault)
    return days[0] if days[0] == days[1] and len(third) == 4 else [ORDERED, *days]


def _cell(day: str) -> Cell:
    return day if day[0].isdigit() else wrong(day)


def _in_century(year: str, month: str, day: str, born_by: date | None) -> str:
    """A day, as `_day` gives it, of a year with two or four digits."""
    if len(year) == 4:
        return _day(year, month, day)
    if len(year) != 2:
        return "no date"
    if born_by is None:
        full = _EVENTS_FROM + (int(year) - _EVENTS_FROM) % 100
        return _day(str(full), month, day)
    late, early = _day(f"20{year}", month, day), _day(f"19{year}", month, day)
    if late[0].isdigit() and late > born_by.isoformat():
        return early
    return "century" if early[0].isdigit() else late  # 1900 had no 29 February


def _day(year: str, month: str, day: str) -> str:
    """A day of the calendar as `2026-12-07`, or a key of `FAULTS`."""
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return "year"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return "no day"


@dataclass
class DateColumn:
    """What the cells of one column tell about the order of its dates, and how they are read.

    Attributes:
        label: What to call the column.
        is_birth: Whether it holds dates of birth.
        day_first: How many cells can only be day, month, year.
        month_first: How many can only be month, day, year.
        either: How many can be both.
        neither: How many can be none of the two, but year, month, day.
        latest_day: The latest day of the month among dates that the spreadsheet program made.
        order: The order of cells that could be several days; None where it is not known.
        is_stated: Whether the user said so.
    """

    label: str
    is_birth: bool
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    neither: int = 0
    latest_day: int = 0
    order: DateOrder | None = None
    is_stated: bool = False

    def count(self, cell: Cell) -> None:
        """Count one more cell of the column."""
        if isinstance(cell, str):
            return
        if cell[0] == DATE:
            self.latest_day = max(self.latest_day, int(cell[1][8:]))
        elif cell[0] == ORDERED:
            _, day_first, month_first, _ = cell
            if day_first and month_first:
                self.either += day_first != month_first
            else:
                self.day_first += bool(day_first)
                self.month_first += bool(month_first)
                self.neither += not (day_first or month_first)

    @property
    def majority(self) -> DateOrder | None:
        """The order that more of the cells can only be; None if there are as many of both."""
        more = self.day_first - self.month_first
        return ORDERS[_DAY_FIRST if more > 0 else _MONTH_FIRST] if more else None

    @property
    def is_mixed(self) -> bool:
        """Whether some cells can only be one order, and some only the other."""
        return bool(self.day_first and self.month_first)

    @property
    def is_suspect(self) -> bool:
        """Whether a spreadsheet program has read some dates of another order wrongly.

        It makes dates of those whose day can be a month, and leaves the others as text.
        """
        return 0 < self.latest_day <= 12 and bool(self.day_first or self.month_first)

    def read(self, cell: Cell) -> Cell:
        """`2026-12-07`, or a fault."""
        if isinstance(cell, str) or cell[0] == WRONG:
            return cell
        if cell[0] == DATE:
            return wrong("swapped") if self.is_suspect else cell[1]
        days = cell[1:]
        is_same = days[0] == days[1]
        if self.is_stated and self.order:
            day, fault = days[ORDERS.index(self.order)], "unstated"
        elif self.order and (is_same or not self.is_mixed or not all(days[:2])):
            day, fault = days[ORDERS.index(self.order)], "against"
        else:
            day, fault = days[0] if is_same else "", "mixed" if self.is_mixed else "order"
        return wrong("century") if day == "century" else day or wrong(fault)


def decide_orders(columns: Sequence[DateColumn], stated: DateOrder | None) -> list[Note]:
    """Set the order of each date column, by what was found in all of them.

    Args:
        columns: The columns.
        stated: The order that the user has stated.

    Returns:
        All that was inferred, and what could not be.
    """
    if stated:
        for column in columns:
            column.order, column.is_stated = stated, True
        return []
    clear = {column.majority for column in columns if not column.is_mixed} - {None}
    shared = clear.copy().pop() if len(clear) == 1 else None
    borrowed = None if any(column.is_mixed for column in columns) else shared
    notes = []
    for column in columns:
        column.order = column.majority or borrowed
    orders = [(column.label, column.order) for column in columns if column.order]
    if len({order for _, order in orders}) > 1:
        listed = "; ".join(f"{label} as {_spoken(order)}" for label, order in orders)
        message = f"the columns have dates in different orders: {listed}"
        notes.append(Note(message, "Check them; --dates states one order for all."))
    elif shared:
        other = ORDERS[_MONTH_FIRST if shared == ORDERS[_DAY_FIRST] else _DAY_FIRST]
        hint = f"If that is wrong, say --dates {other}."
        notes.append(Note(f"dates are read as {_spoken(shared)}", hint))
    unread = [
        column.label
        for column in columns
        if not column.order and not column.is_mixed and (column.either or column.neither)
    ]
    if unread:
        message = f"{'; '.join(unread)}: dates that could be several days are not read"
        notes.append(Note(message, f"Say which part comes first: {_STATE}."))
    for column in columns:
        if column.is_mixed:
            message = "some dates can only be day, month, year, some month, day, year"
            hint = f"Correct them, or state the order: {_STATE}."
            notes.append(Note(f"{column.label}: {message}", hint))
        elif column.order and not column.majority and column.either:
            message = f"no date tells day and month apart; they are read as {_spoken(column.order)}"
            hint = "That is the order in other columns; check it, or state it with --dates."
            notes.append(Note(f"{column.label}: {message}", hint))
    return notes


def _spoken(order: DateOrder) -> str:
    return order.replace("-", ", ")
