"""A program over weeks: which dose of which item is due when."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

from worksheets.model import Exercise, Patient, Program
from worksheets.model.item import ProgramItem
from worksheets.report.table import Found
from worksheets.report.words import at_first, dose_words, name_of, timed_words, without_notes
from worksheets.resolve.calendar import Calendar, make_calendar
from worksheets.resolve.frequencies import frequency_of
from worksheets.resolve.schedule import Due, PlannedWeek, Schedule, Stretch
from worksheets.resolve.wording import Wording

Same = TypeVar("Same", bound=Hashable)


class Dosed(NamedTuple):
    """An item in one week.

    Attributes:
        text: Its dose in words; of two phases in one week, one after the other.
        first: The first day on which it is done, as the calendar counts days.
        last: The last one.
    """

    text: str
    first: int
    last: int


class Waiting(NamedTuple):
    """An item of a phase that begins when it is time, not at a date, with its dose in words."""

    stretch: Stretch
    text: str


class PlannedProgram(NamedTuple):
    """A program over weeks.

    Attributes:
        wording: The language of the doses.
        program: The program.
        exercises: Its exercises, by id.
        schedule: What is due when.
        weeks: How many weeks.
        dosed: What is done in each week, by id of the item and number of the week.
        waiting: What is done once the patient is in a phase, by ids of the item and the phase.
    """

    wording: Wording
    program: Program
    exercises: Mapping[str, Exercise]
    schedule: Schedule
    weeks: int
    dosed: Mapping[str, Mapping[int, Dosed]]
    waiting: Mapping[str, Mapping[str, Waiting]]

    @property
    def calendar(self) -> Calendar:
        """Its days."""
        return self.schedule.calendar

    def items(self, item_id: str) -> list[ProgramItem]:
        """What the program and its phases say of one item."""
        return [item for item in self.program.items if item.id == item_id]

    def name(self, item_id: str) -> str:
        """What an item is called where it is first named."""
        return name_of(self.items(item_id)[0], self.exercises.get(item_id))

    def dose(self, item_id: str, week: int) -> str:
        """The dose of an item in a week, or ""."""
        found = self.dosed.get(item_id, {}).get(week)
        return found.text if found else ""


def plan_weeks(wording: Wording, found: Found, patient: Patient, weeks: int) -> PlannedProgram:
    """Put the doses of a program in each of its weeks into words.

    Args:
        wording: The language.
        found: The program.
        patient: Says from when the weeks are counted.
        weeks: How many weeks, from the first.

    Raises:
        WorksheetError: An exercise cannot be read, or phases are counted from an unknown day.
    """
    exercises = found.exercises()
    schedule = Schedule(found.program, make_calendar(found.program, patient))
    dosed: dict[str, dict[int, Dosed]] = {}
    waiting: dict[str, dict[str, Waiting]] = {}
    for number in range(1, weeks + 1):
        week = schedule.week(number)
        for item_id in week.resting:  # every 14 days: what holds goes on
            here = dosed.get(item_id, {})
            if number - 1 in here:
                here[number] = here[number - 1]._replace(last=week.days[-1])
        for due in week.dues:
            if due.stretch and due.is_open:
                phases = waiting.setdefault(due.item.id, {})
                if due.stretch.phase.id not in phases:
                    text = _waiting(wording, found.program, due, due.stretch)
                    phases[due.stretch.phase.id] = Waiting(due.stretch, text)
                continue
            here = dosed.setdefault(due.item.id, {})
            text = timed_words(wording, due.item, due.frequency)
            here[number] = _joined(here.get(number), Dosed(text, *_days(week, due)))
    return PlannedProgram(wording, found.program, exercises, schedule, weeks, dosed, waiting)


def _joined(before: Dosed | None, dosed: Dosed) -> Dosed:
    """An item that two phases have in one week."""
    if before is None:
        return dosed
    text = before.text if before.text == dosed.text else f"{before.text} Then: {dosed.text}"
    return Dosed(text, min(before.first, dosed.first), max(before.last, dosed.last))


def _days(week: PlannedWeek, due: Due) -> tuple[int, int]:
    """First and last day of a week on which an item holds."""
    rivals = [one for one in week.dues if one.item.id == due.item.id and not one.is_open]
    if len(rivals) > 1:  # it goes from one phase to another within the week
        days = [day for day, is_due in zip(week.days, due.days, strict=True) if is_due]
        return days[0], days[-1]
    ends = due.stretch.ends - 1 if due.stretch else week.days[-1]
    return max(week.days[0], due.since), min(week.days[-1], ends)


def _waiting(wording: Wording, program: Program, due: Due, stretch: Stretch) -> str:
    """The dose of an item as its phase has it: its weeks begin when the phase does."""
    written = next(one for one in stretch.phase.exercises if one.id == due.item.id)
    item = without_notes(at_first(written))
    return dose_words(wording, item, frequency_of(program, item, stretch.phase))


def runs(weeks: int, key: Callable[[int], Same]) -> Iterator[tuple[Same, int, int]]:
    """Weeks that follow each other and have the same `key`, with the first and the last of them."""
    for same, group in groupby(range(1, weeks + 1), key):
        numbers = list(group)
        yield same, numbers[0], numbers[-1]
