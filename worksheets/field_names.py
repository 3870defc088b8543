"""Names of tick boxes and places to write: made with a page, read when it comes back filled in.

A name has parts with points between them, the same in every language and every printing:

    ITEM[.DAY[.SESSION]][.SIDE].SET     heel-raise.1   heel-raise.left.1   heel-raise.mon.2.1
    ITEM.level.NUMBER                   heel-raise.level.2
    ROW.DAY[.SESSION]                   pain.mon   effort.mon.2   (also swelling)
    notes                               notes   (notes.mon in files of older versions)
    measure.MEASURE                     measure.heel-raises
    check.ID.NUMBER                     check.phase-2.1   check.heel-raise.1
    goals.NUMBER                        goals.1
    patient.WHAT                        patient.name
    clearance.NUMBER.WHAT               clearance.1.by

In a booklet of several weeks the week stands before it: `week-03.heel-raise.mon.1`.

A session is named only where a day has several, and SET is `all` where one box stands for a whole
session. What stands in a document a second time ends in `#2`. As long as an item or a row has
either one session a day or several, no name is the beginning of another one, so that the parts may
be the branches of a tree.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days of the week in names, Monday first."""

DAILY = ("pain", "effort", "swelling")
"""Rows to write in day by day."""

NOTES = "notes"
"""The lines below the table of a week."""

ALL = "all"
"""Stands for the number of the set where a box stands for every set of a session."""

_OWN = frozenset((*DAILY, NOTES, "check", "clearance", "goals", "level", "measure", "patient"))
"""Words that say what a name is about when they are no id."""

_MAX_WEEKS = 999
_WEEK_KEY = r"week-(?:0[0-9]|[1-9][0-9]{1,2})"
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ITEM = rf"(?!(?:{'|'.join(sorted(_OWN))}|{_WEEK_KEY})\.){_ID}-?"
_DAY = rf"(?P<day>{'|'.join(DAYS)})(?:\.(?P<session>[0-9]+))?"
_NUMBER = "(?P<set>[0-9]+)"
_FORMS = (
    rf"(?P<subject>{'|'.join((*DAILY, NOTES))})\.{_DAY}",
    rf"(?P<subject>{NOTES})",
    rf"(?P<subject>measure)\.(?P<of>{_ID})",
    rf"(?P<subject>check)\.(?P<of>{_ID})\.{_NUMBER}",
    rf"(?P<subject>goals)\.{_NUMBER}",
    r"(?P<subject>patient)\.[a-z-]+",
    r"(?P<subject>clearance)\.[0-9]+\.(?:by|on)",
    rf"(?P<of>{_ITEM})\.(?P<subject>level)\.{_NUMBER}",
    rf"(?P<subject>{_ITEM})(?:\.{_DAY})?"
    rf"(?:\.(?P<side>left|right|affected|other|one-way|other-way))?\.(?P<set>[0-9]+|{ALL})",
)


class Named(NamedTuple):
    """What a name says.

    Attributes:
        subject: Id of the exercise or task, or a word of ours: one of `DAILY`, "measure", "level",
            "check", "goals", "patient" or "clearance".
        day: Day of the week, one of `DAYS`, or "".
        session: Number of the session, or "".
        side: "left", "right", "affected", "other", "one-way", "other-way", or "".
        set: Number of the set or hold, `ALL`, the number of a level, criterion or goal, or "".
        of: What a measure, a level or a criterion belongs to: the id of the measure, of the
            exercise, or of whatever has criteria; else "".
        week: Number of the week in a booklet, "3", or "".
    """

    subject: str
    day: str = ""
    session: str = ""
    side: str = ""
    set: str = ""
    of: str = ""
    week: str = ""


def item_name(item_id: str) -> str:
    """An id that can be taken for nothing else: the first part of the names of its boxes."""
    like_week = item_id.startswith("week-") and re.fullmatch(_WEEK_KEY, item_id)
    is_ours = item_id in _OWN or like_week
    return f"{item_id}-" if is_ours else item_id


def box_name(item_id: str, box: str, day: str = "") -> str:
    """The name of a tick box.

    Args:
        item_id: Id of the exercise or task; one that is a word of ours gets a hyphen, `pain-`,
            which no id ends in.
        box: Which of its boxes: session, side and set.
        day: One of `DAYS`, or "" outside a grid.
    """
    item = item_name(item_id)
    return f"{item}.{day}.{box}" if day else f"{item}.{box}"


def level_name(item_id: str, number: int) -> str:
    """The name of the box for a level of an exercise, the first one being 1."""
    return f"{item_name(item_id)}.level.{number}"


def daily_name(row: str, day: str, session: str = "") -> str:
    """The name of a place to write day by day.

    Args:
        row: One of `DAILY`.
        day: One of `DAYS`.
        session: Number of the session, or "" where a day has one place.
    """
    return f"{row}.{day}.{session}" if session else f"{row}.{day}"


def measure_name(measure_id: str) -> str:
    """The name of the place for what was measured."""
    return f"measure.{measure_id}"


def check_name(owner_id: str, number: int) -> str:
    """The name of the box for a criterion.

    Args:
        owner_id: Id of what has criteria: a phase or an exercise. An exercise must not have the id
            of a phase.
        number: Which of them, the first one being 1.
    """
    return f"check.{owner_id}.{number}"


def goal_name(number: int) -> str:
    """The name of a line for one of the patient's goals, the first one being 1."""
    return f"goals.{number}"


def week_name(number: int) -> str:
    """The first part of all names of a week: `week-03`.

    Raises:
        ValueError: No booklet has such a week.
    """
    if not 0 <= number <= _MAX_WEEKS:
        raise ValueError(f"a week has a number from 0 to {_MAX_WEEKS}, not {number}")
    return f"week-{number:02d}"


def read_name(name: str) -> Named | None:
    """What a name says, or None for one that is not of this program."""
    for form in _FORMS:
        if found := re.fullmatch(rf"(?:(?P<week>{_WEEK_KEY})\.)?{form}(?:#[0-9]+)?", name):
            parts = {part: said or "" for part, said in found.groupdict().items()}
            week = parts.pop("week").removeprefix("week-")
            return Named(**parts, week=str(int(week)) if week else "")
    return None


def repeated(names: Iterable[str]) -> bool:
    """Whether a name stands twice among others; what has no name does not count."""
    named = list(filter(None, names))
    return len(set(named)) < len(named)


def numbered(name: str, seen: dict[str, int]) -> str:
    """A name with its number behind it from the second time on; `seen` keeps the count."""
    if not name:
        return ""
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"
