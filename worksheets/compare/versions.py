"""One of two programs that are compared, and how two lists become one."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from worksheets.describe import Found
from worksheets.describe.programs import exercises_of
from worksheets.describe.timeline import Timeline, timeline_of
from worksheets.describe.words import name_of, timed_words
from worksheets.model import Exercise, Patient, Program
from worksheets.model.item import ProgramItem
from worksheets.resolve.calendar import Calendar, make_calendar
from worksheets.resolve.schedule import Schedule
from worksheets.resolve.wording import Wording

NEW, CHANGED, STOPPED, REMOVED = "NEW", "CHANGED", "STOPPED", "REMOVED"
"""What happened; exercises are stopped, everything else is removed."""
WORDS_CHANGED = "words changed"
"""For text whose words need not be read again to follow the program."""
_ALIKE = 0.6

Row = tuple[str, ...]
"""What happened, then the other cells of its table."""


class Version(NamedTuple):
    """One of two programs, ready to be compared.

    Attributes:
        wording: The language in which both are said.
        program: The program.
        exercises: Its exercises, by id.
        timeline: Its doses, week by week.
    """

    wording: Wording
    program: Program
    exercises: Mapping[str, Exercise]
    timeline: Timeline

    @property
    def calendar(self) -> Calendar:
        """Its days."""
        return self.timeline.calendar

    def items(self, item_id: str) -> list[ProgramItem]:
        """What the program and its phases say of one item."""
        return [item for item in self.program.items if item.id == item_id]

    def name(self, item_id: str) -> str:
        """What an item is called where it first stands."""
        return name_of(self.items(item_id)[0], self.exercises.get(item_id))


def version_of(wording: Wording, found: Found, patient: Patient, weeks: int) -> Version:
    """Plan a program and say its doses.

    Raises:
        WorksheetError: Phases are counted from a day that is not known.
    """
    schedule = Schedule(found.program, make_calendar(found.program, patient))
    timeline = timeline_of(
        wording, schedule, weeks, lambda due: timed_words(wording, due.item, due.frequency)
    )
    return Version(wording, found.program, exercises_of(found), timeline)


def merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """What stands in either of two lists: in the new order, the rest where it stood before."""
    both: list[str] = []
    rest = list(old)
    for one in new:
        if one in rest:
            at = rest.index(one)
            both += [before for before in rest[:at] if before not in new]
            rest = rest[at + 1 :]
        both.append(one)
    return both + [one for one in rest if one not in new]


def to(old: str, new: str) -> str:
    """What was and what is."""
    return f"{old} -> {new}"


def changed_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """How one list becomes another: what happened, the number of the line from 1, and the text.

    The number is that in the new list, but for what is removed that in the old one.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, first, last, begin, end in matcher.get_opcodes():
        if old[first:last] == new[begin:end]:
            continue
        common = min(last - first, end - begin)
        for at in range(common):
            yield CHANGED, begin + at + 1, to(old[first + at], new[begin + at])
        for at in range(first + common, last):
            yield REMOVED, at + 1, old[at]
        for at in range(begin + common, end):
            yield NEW, at + 1, new[at]


def changed_set(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The same for lists whose order means nothing: what happened, and the text."""
    gone = [one for one in old if one not in new]
    for one in new:
        if one in old:
            continue
        near = max(gone, key=lambda other: _likeness(other, one), default="")
        if near and _likeness(near, one) >= _ALIKE:
            gone.remove(near)
            yield CHANGED, to(near, one)
        else:
            yield NEW, one
    for one in gone:
        yield REMOVED, one


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
