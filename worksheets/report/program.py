"""Programs in words: doses, phases, gates and measures, and which dose is due in which week."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

from worksheets.model import Exercise, Patient, Program
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Criteria, Gate, Measure, Phase
from worksheets.model.span import Moment
from worksheets.report.list import Found
from worksheets.resolve.amounts import amount_text, exactly
from worksheets.resolve.calendar import Calendar, make_calendar
from worksheets.resolve.doses import dose_details, dose_sentence, item_details, levels_text
from worksheets.resolve.frequencies import frequency_of
from worksheets.resolve.phases import moment_text, span_text
from worksheets.resolve.progression import dose_in_week, first_dose
from worksheets.resolve.schedule import PhaseSpan, PlannedWeek, Schedule, ScheduledItem, with_dose
from worksheets.resolve.weeks import target_text
from worksheets.resolve.wording import Wording


def name_of(item: ProgramItem, exercise: Exercise | None) -> str:
    """What an item is called on the page."""
    return item.name or (exercise.name if exercise else "")


def at_first(item: ProgramItem) -> ProgramItem:
    """An item in its first week, with all that it says about how it grows."""
    return with_dose(item, first_dose(item.dose) if item.dose else None)


def _without_notes(item: ProgramItem, **changes: None) -> ProgramItem:
    """An item without what is noted about it and about its dose, and with these `changes` of it."""
    dose = item.dose.model_copy(update={"note": None, **changes}) if item.dose else None
    return item.model_copy(update={"dose": dose, "note": None})


def dose_words(wording: Wording, item: ProgramItem, frequency: Frequency) -> str:
    """How much and how often, and everything else that belongs to the dose."""
    sentence = dose_sentence(wording, item.dose, frequency)
    return " ".join([sentence, *item_details(wording, item), *_levels(wording, item)])


def _levels(wording: Wording, item: ProgramItem) -> list[str]:
    progress = item.dose.progress if item.dose else None
    levels = levels_text(wording, progress) if progress else ""
    return [f"{wording.locale.page.levels} {levels}"] if levels else []


def untimed_words(wording: Wording, item: ProgramItem) -> str:
    """What the patient decides when it is time: rules with a condition, levels; "" for nothing."""
    if item.dose is None or item.dose.progress is None:
        return ""
    # What time decides belongs to its weeks.
    dose = dose_in_week(item.dose.model_copy(update={"note": None}), 1)
    timed = dose_details(wording, dose.model_copy(update={"progress": None}))
    details = [one for one in dose_details(wording, dose) if one not in timed]
    return " ".join([*details, *_levels(wording, item)])


def when_words(wording: Wording, calendar: Calendar, phase: Phase) -> str:
    """When a phase is: "2 to 6 weeks after surgery", "when you are ready"."""
    phrases = wording.locale.booklet
    if phase.begins is None:
        return phrases.when_ready
    anchor = phase.since or calendar.anchor
    if phase.ends is None:
        begins = moment_text(wording, Moment(span=phase.begins, after=anchor), calendar)
        return wording.say(phrases.when_from, **{"from": begins})
    ends = moment_text(wording, Moment(span=phase.ends, after=anchor), calendar)
    begins = span_text(wording, phase.begins)
    if phase.begins.unit == phase.ends.unit:
        begins = amount_text(wording, exactly(phase.begins.number))
    return wording.say(phrases.when_to, **{"from": begins, "to": ends})


def entry_words(wording: Wording, entry: Criteria | None) -> str:
    """What must be true before a phase begins, or ""."""
    kinds = (("all of", entry.all_of), ("one of", entry.any_of)) if entry else ()
    return " ".join(
        _sentence_of(wording, f"{label}: ", criteria) for label, criteria in kinds if criteria
    )


def phase_words(wording: Wording, calendar: Calendar, phase: Phase) -> dict[str, str]:
    """What the patient must know of a phase, part by part; "" for nothing."""
    return {
        "when": when_words(wording, calendar, phase),
        "begins when": entry_words(wording, phase.entry),
        "goals": " ".join(phase.goals),
        "care": " ".join(phase.precautions),
        "device": " ".join(phase.device),
        "weight": phase.weight_bearing or "",
    }


def _sentence_of(wording: Wording, start: str, items: tuple[str, ...]) -> str:
    listed = wording.join_items([one.rstrip(".") for one in items])
    return wording.say(wording.locale.lists.sentence, text=f"{start}{listed}")


def gate_words(wording: Wording, calendar: Calendar, gate: Gate) -> str:
    """What a gate asks for and what it warns of."""
    page = wording.locale.page
    rules = [page.only_cleared] if gate.cleared else []
    if gate.not_before:
        moment = moment_text(wording, gate.not_before, calendar)
        rules.append(wording.say(page.not_before, moment=moment))
    sentences = [wording.sentence(wording.join_clauses(rules))] if rules else []
    if gate.not_if:
        sentences.append(f"{page.not_if} {_sentence_of(wording, '', gate.not_if)}")
    return " ".join([*sentences, *filter(None, [gate.warning])])


def measure_words(wording: Wording, measure: Measure) -> str:
    """What is measured, how, and what to reach."""
    named = f"{measure.name} ({measure.unit})" if measure.unit else measure.name
    target = target_text(wording, measure.target, measure.target_to)
    chart = f"Chart from {measure.least} to {measure.most}"
    return ". ".join(filter(None, (named, (measure.how or "").rstrip("."), target, chart))) + "."


def week_words(first: int, last: int) -> str:
    """Weeks that follow each other: "4", "1-3"."""
    return f"{first}" if first == last else f"{first}-{last}"


def short_dates(wording: Wording, calendar: Calendar, first: int, last: int) -> str:
    """Two days as dates without their year: "7 Dec to 3 Jan", or "" where none is known."""
    begins, ends = calendar.date_of(first), calendar.date_of(last)
    if begins is None or ends is None:
        return ""
    dates = wording.locale.dates
    days = [wording.say(dates.short, date=day) for day in dict.fromkeys((begins, ends))]
    return days[0] if len(days) == 1 else wording.say(dates.span, first=days[0], last=days[1])


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

    phase_span: PhaseSpan
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
        for due in week.items:
            if due.phase_span and due.is_open:
                phases = waiting.setdefault(due.item.id, {})
                if due.phase_span.phase.id not in phases:
                    text = _waiting(wording, found.program, due, due.phase_span)
                    phases[due.phase_span.phase.id] = Waiting(due.phase_span, text)
                continue
            here = dosed.setdefault(due.item.id, {})
            # What the patient decides when it is time has no week: `untimed_words` has that.
            timed = _without_notes(due.item, progress=None)
            text = dose_words(wording, timed, due.frequency)
            here[number] = _joined(here.get(number), Dosed(text, *_days(week, due)))
    return PlannedProgram(wording, found.program, exercises, schedule, weeks, dosed, waiting)


def _joined(before: Dosed | None, dosed: Dosed) -> Dosed:
    """An item that two phases have in one week."""
    if before is None:
        return dosed
    text = before.text if before.text == dosed.text else f"{before.text} Then: {dosed.text}"
    return Dosed(text, min(before.first, dosed.first), max(before.last, dosed.last))


def _days(week: PlannedWeek, due: ScheduledItem) -> tuple[int, int]:
    """First and last day of a week on which an item holds."""
    rivals = [one for one in week.items if one.item.id == due.item.id and not one.is_open]
    if len(rivals) > 1:  # it goes from one phase to another within the week
        days = [day for day, is_due in zip(week.days, due.days, strict=True) if is_due]
        return days[0], days[-1]
    ends = due.phase_span.ends - 1 if due.phase_span else week.days[-1]
    return max(week.days[0], due.since), min(week.days[-1], ends)


def _waiting(wording: Wording, program: Program, due: ScheduledItem, phase_span: PhaseSpan) -> str:
    """The dose of an item as its phase has it: its weeks begin when the phase does."""
    written = next(one for one in phase_span.phase.exercises if one.id == due.item.id)
    item = _without_notes(at_first(written))
    return dose_words(wording, item, frequency_of(program, item, phase_span.phase))


def runs(weeks: int, key: Callable[[int], Same]) -> Iterator[tuple[Same, int, int]]:
    """Weeks that follow each other and have the same `key`, with the first and the last of them."""
    for same, group in groupby(range(1, weeks + 1), key):
        numbers = list(group)
        yield same, numbers[0], numbers[-1]
