"""Names of tick boxes and places to write: made with a page, read when it comes back filled in.

A name has parts with points between them, the same in every language and every printing:

    ITEM[.DAY[.SESSION]][.SIDE].SET     heel-raise.1   heel-raise.left.1   heel-raise.mon.2.1
    pain.DAY, notes.DAY                 pain.mon
    patient.WHAT                        patient.name
    clearance.NUMBER.WHAT               clearance.1.by

A session is named only where a day has several, and SET is `all` where one box stands for a whole
session. What stands in a document a second time ends in `#2`. No name is the beginning of another
one, so that the parts may be the branches of a tree.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Days of the week in names, Monday first."""

ALL = "all"
"""Stands for the number of the set where a box stands for every set of a session."""

_OWN = ("clearance", "notes", "pain", "patient")
_DAY = "|".join(DAYS)
_COPY = r"(?:#(?P<copy>[0-9]+))?"
_BOX = (
    rf"(?P<subject>[a-z0-9]+(?:-[a-z0-9]+)*-?)(?:\.(?P<day>{_DAY})(?:\.(?P<session>[0-9]+))?)?"
    rf"(?:\.(?P<side>left|right|one-way|other-way))?\.(?P<set>[0-9]+|{ALL}){_COPY}"
)
_DAILY = rf"(?P<subject>notes|pain)\.(?P<day>{_DAY}){_COPY}"
_OTHER = rf"(?P<subject>patient\.[a-z-]+|clearance\.[0-9]+\.(?:by|on)){_COPY}"


class Named(NamedTuple):
    """What a name says.

    Attributes:
        subject: Id of the exercise or task, or "patient", "clearance", "pain" or "notes".
        day: Day of the week, one of `DAYS`, or "".
        session: Number of the session, or "".
        side: "left", "right", "one-way", "other-way", or "".
        set: Number of the set or hold, `ALL`, or "".
    """

    subject: str
    day: str = ""
    session: str = ""
    side: str = ""
    set: str = ""


def box_name(item_id: str, box: str, day: str = "") -> str:
    """The name of a tick box.

    Args:
        item_id: Id of the exercise or task; one that is a word of ours gets a hyphen, `pain-`,
            which no id ends in.
        box: Which of its boxes: session, side and set.
        day: One of `DAYS`, or "" outside a grid.
    """
    item = f"{item_id}-" if item_id in _OWN else item_id
    return f"{item}.{day}.{box}" if day else f"{item}.{box}"


def read_name(name: str) -> Named | None:
    """What a name says, or None for one that is not of this program."""
    if found := re.fullmatch(_DAILY, name):
        return Named(found["subject"], found["day"])
    if found := re.fullmatch(_OTHER, name):
        return Named(found["subject"].partition(".")[0])
    found = re.fullmatch(_BOX, name, re.ASCII)
    if found is None or found["subject"] in _OWN:
        return None
    return Named(*(found[part] or "" for part in Named._fields))


def repeated(names: Iterable[str]) -> bool:
    """Whether a name stands twice among others; what has no name does not count."""
    named = [name for name in names if name]
    return len(set(named)) < len(named)


def numbered(name: str, seen: dict[str, int]) -> str:
    """A name with its number behind it from the second time on; `seen` keeps the count."""
    if not name:
        return ""
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"
