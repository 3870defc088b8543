"""The doses of a program over weeks, weeks with the same dose said once."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from worksheets.describe.words import at_first, dose_words, frequency_in, without_notes
from worksheets.resolve.calendar import Calendar
from worksheets.resolve.schedule import Due, PlannedWeek, Schedule, Stretch
from worksheets.resolve.wording import Wording


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


class Run(NamedTuple):
    """Weeks that follow each other and have the same dose.

    Attributes:
        first: The first week.
        last: The last week.
        text: The dose in words.
        days: The first and the last day.
    """

    first: int
    last: int
    text: str
    days: tuple[int, int]


class Waiting(NamedTuple):
    """An item of a phase that begins when it is time, not at a date.

    Attributes:
        stretch: The phase.
        text: The dose in words, and how it grows.
    """

    stretch: Stretch
    text: str


class Timeline(NamedTuple):
    """A program over weeks, by the ids of its items.

    Attributes:
        calendar: Its days.
        weeks: How many weeks.
        dosed: What is done in each week, by number.
        waiting: What is done once the patient is in a phase, by the id of the phase.
    """

    calendar: Calendar
    weeks: int
    dosed: Mapping[str, Mapping[int, Dosed]]
    waiting: Mapping[str, Mapping[str, Waiting]]

    def runs(self, item_id: str) -> list[Run]:
        """Weeks with the same dose, in order."""
        runs: list[Run] = []
        for week, (text, first, last) in self.dosed.get(item_id, {}).items():
            before = runs[-1] if runs else None
            if before and before.text == text and before.last == week - 1:
                runs[-1] = before._replace(last=week, days=(before.days[0], last))
            else:
                runs.append(Run(week, week, text, (first, last)))
        return runs


def timeline_of(
    wording: Wording, schedule: Schedule, weeks: int, say: Callable[[Due], str]
) -> Timeline:
    """Say the doses of a program in each of its weeks.

    Args:
        wording: The language.
        schedule: What is due when.
        weeks: How many weeks, from the first.
        say: The dose of one week in words.
    """
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
                    phases[due.stretch.phase.id] = _waiting(wording, schedule, due, due.stretch)
                continue
            here = dosed.setdefault(due.item.id, {})
            here[number] = _joined(here.get(number), Dosed(say(due), *_days(week, due)))
    return Timeline(schedule.calendar, weeks, dosed, waiting)


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


def _waiting(wording: Wording, schedule: Schedule, due: Due, stretch: Stretch) -> Waiting:
    """An item as its phase has it: its weeks begin when the phase does."""
    written = next(one for one in stretch.phase.exercises if one.id == due.item.id)
    item = without_notes(at_first(written))
    frequency = frequency_in(schedule.program, stretch.phase, item)
    return Waiting(stretch, dose_words(wording, item, frequency))
