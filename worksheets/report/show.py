"""`show`: what one file says, and a program week by week, in words that `diff` compares."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from worksheets.facts import dose_text
from worksheets.load.library import Library
from worksheets.model import Clinic, Exercise, Locale, Patient, Program, Template
from worksheets.model.course import Course
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Criteria, Gate, Measure, Phase
from worksheets.model.span import Moment, Span
from worksheets.report.list import (
    Found,
    Table,
    exercise_tables,
    facts,
    source_tables,
    table_of,
    template_table,
)
from worksheets.resolve.amounts import amount_text, exactly
from worksheets.resolve.calendar import DAYS, Calendar, make_calendar
from worksheets.resolve.doses import (
    course_text,
    dose_details,
    dose_facts,
    item_details,
    levels_text,
)
from worksheets.resolve.frequencies import frequency_of, frequency_text
from worksheets.resolve.phases import event_text, moment_text, span_text
from worksheets.resolve.progression import dose_in_week, first_dose, value_in_week
from worksheets.resolve.schedule import (
    FOREVER,
    PhaseSpan,
    PlannedWeek,
    Schedule,
    ScheduledItem,
    gate_day,
    with_dose,
)
from worksheets.resolve.weeks import target_text
from worksheets.resolve.wording import Wording, capital, full_date, span_of


def at_first(item: ProgramItem) -> ProgramItem:
    """An item in its first week, with all that it says about how it grows."""
    return with_dose(item, first_dose(item.dose) if item.dose else None)


def _without_notes(item: ProgramItem, **changes: None) -> ProgramItem:
    """An item without what is noted about it and about its dose, and with these `changes` of it."""
    dose = item.dose.model_copy(update={"note": None, **changes}) if item.dose else None
    return item.model_copy(update={"dose": dose, "note": None})


def dose_words(wording: Wording, item: ProgramItem, frequency: Frequency) -> str:
    """How much and how often, and everything else that belongs to the dose."""
    details = [*item_details(wording, item), *_levels(wording, item)]
    return dose_text(dose_facts(wording, item.dose, frequency), details)


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
    if not isinstance(phase.ends, Span):
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
        "motion": " ".join(phase.motion),
    }


def program_frequency(wording: Wording, program: Program) -> str:
    """How often its items are done that do not say it themselves."""
    often = program.frequency
    if isinstance(often, Course):
        first = frequency_text(wording, value_in_week(often, 1))
        return " ".join([f"{first}.", course_text(wording, "frequency", often)])
    return frequency_text(wording, often) if often else ""


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
    rules = [f"{gate.condition}: {wording.join_clauses(rules)}"] if gate.condition else rules
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
        return self.items(item_id)[0].name or self.exercises[item_id].name

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
    exercises, found = found.exercises(), found.with_gates()
    schedule = Schedule(found.program, make_calendar(found.program, patient))
    dosed: dict[str, dict[int, Dosed]] = {}
    waiting: dict[str, dict[str, Waiting]] = {}
    for number in range(1, weeks + 1):
        week = schedule.week(number)
        for item_id in set(week.resting) - set(week.skipped):  # every 14 days: it goes on
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


def show_file(library: Library, model: Any, path: Path, language: str = "en") -> Iterator[Table]:
    """What one file says.

    Args:
        library: Where the exercises of a program are found.
        model: The file's content.
        path: The file.
        language: Id of the locale of the doses.

    Raises:
        WorksheetError: An exercise of the program, or the locale, cannot be read.
    """
    match model:
        case Program():
            wording = Wording(library.load("locale", language))
            yield from _program(Found(library, model, path), wording)
        case Exercise():
            yield from exercise_tables(model)
        case Template():
            yield template_table(model)
        case Locale() | Clinic():
            values = model.model_dump(exclude={"kind", "name"}).items()
            pairs = [
                (key, value if isinstance(value, str) else ", ".join(value))
                for key, value in values
                if isinstance(value, str | tuple)
            ]
            yield facts(model.name, [("kind", model.kind), *pairs])
    yield Table("File", ((str(path),),))


def _program(found: Found, wording: Wording) -> Iterator[Table]:
    program = found.with_gates().program
    exercises, calendar = found.exercises(), make_calendar(program, Patient())
    cleared = {item_id for gate in program.gates if gate.cleared for item_id in gate.items}

    def items(phase: Phase | None) -> Iterator[tuple[str, ...]]:
        for written in phase.exercises if phase else program.exercises:
            item = at_first(written)
            dose = dose_words(wording, item, frequency_of(program, item, phase))
            gate = " Wait for the OK." if item.id in cleared else ""
            number = f"{program.item_ids.index(item.id) + 1}"
            yield number, item.id, f"{item.name or exercises[item.id].name}: {dose}{gate}"

    yield facts(
        program.title,
        [
            ("id", program.id),
            ("kind", "program"),
            ("what", program.subtitle),
            ("why", program.purpose),
            ("how often", program_frequency(wording, program)),
            ("weeks from", program.counted_from),
            ("version", f"{program.reference or ''} {program.version}".strip()),
            ("status", program.status),
        ],
    )
    if program.exercises:
        heading = "Exercises all the time" if program.phases else "Exercises"
        yield Table(heading, tuple(items(None)))
    for number, phase in enumerate(program.phases, 1):
        often = frequency_text(wording, phase.frequency) if phase.frequency else ""
        parts = phase_words(wording, calendar, phase) | {"how often": often}
        yield facts(f"Phase {number}: {phase.name}", [("id", phase.id), *parts.items()])
        if phase.exercises:
            yield Table(f"Exercises of phase {number}", tuple(items(phase)))
    gates = [(", ".join(one.items), gate_words(wording, calendar, one)) for one in program.gates]
    if gates:
        yield Table("Gates", tuple(gates))
    if program.groups:
        groups = [(", ".join(one.items), f"choose {one.choose.short()}") for one in program.groups]
        yield Table("Groups", tuple(groups))
    if program.opens:
        opened = [(", ".join(one.items), f"{one.reason} ({one.by})") for one in program.opens]
        yield Table("Opened gates of exercises", tuple(opened))
    if program.measures:
        measures = [(one.id, measure_words(wording, one)) for one in program.measures]
        yield Table("Measured once a week", tuple(measures))
    stop = program.stop_and_call
    kinds = (("call", stop.call), ("emergency", stop.emergency))
    yield Table("Stop and call", tuple((kind, sign) for kind, signs in kinds for sign in signs))
    sourced: tuple[Any, ...] = (program, *program.phases, *program.gates, *program.measures)
    yield from source_tables(source for part in sourced for source in part.source)


def show_weeks(found: Found, patient: Patient, weeks: int, language: str = "en") -> Iterator[Table]:
    """What a program asks for in each of its weeks.

    Args:
        found: The program, with the changes that were asked for.
        patient: Says from when the weeks are counted.
        weeks: How many weeks.
        language: Id of the locale of the doses.

    Raises:
        WorksheetError: An exercise or the locale cannot be read, or phases are counted from a day
            that is not known.
    """
    wording = Wording(found.library.load("locale", language))
    plan = plan_weeks(wording, found, patient, weeks)
    program, calendar = plan.program, plan.calendar
    yield facts(
        program.title,
        [
            ("id", program.id),
            ("weeks", week_words(1, plan.weeks)),
            ("weeks from", program.counted_from),
            ("week 1", _first_week(wording, calendar)),
        ],
    )
    if plan.schedule.phase_spans:
        phases = [_phase_row(wording, calendar, one) for one in plan.schedule.phase_spans]
        yield table_of("Phases", ("phase", "name", "when", "weeks", "dates"), phases)
    if program.gates:
        gates = [_gate_row(wording, calendar, one) for one in program.gates]
        yield table_of("Gates", ("for", "opens", "dates", "what"), gates)
    rows = [row for item_id in program.item_ids for row in _exercise_rows(plan, item_id)]
    if rows:
        yield table_of("Exercises", ("exercise", "weeks", "dates", "dose"), rows)
    else:
        yield Table("Exercises", (("No exercise is due in these weeks.",),))
    untimed = dict.fromkeys(
        (item.id, untimed_words(wording, item)) for item in program.items if item.id in plan.dosed
    )
    if rows_of_rules := tuple(row for row in untimed if row[1]):
        yield Table("When it is time, not at a date", rows_of_rules)


def _first_week(wording: Wording, calendar: Calendar) -> str:
    """The dates of the first week, or how it lies after the event that the program counts from."""
    anchor = calendar.anchor
    first, last = calendar.date_of(0), calendar.date_of(DAYS - 1)
    dates = span_of(wording, None, first, last) if first and last else ""
    since = calendar.weeks_since(anchor, 0)
    if anchor == "start" or since is None:
        return dates
    phrases = wording.locale.booklet
    phrase = phrases.since if since >= 0 else phrases.before
    after = wording.say(phrase, n=abs(since), event=event_text(wording, anchor, calendar))
    return wording.join_clauses([dates, after[:1].lower() + after[1:] if dates else capital(after)])


def _phase_row(wording: Wording, calendar: Calendar, phase_span: PhaseSpan) -> tuple[str, ...]:
    phase = phase_span.phase
    when = wording.join_clauses([when_words(wording, calendar, phase)])
    if entry := entry_words(wording, phase.entry):
        when = f"{wording.sentence(when)} {capital(entry)}"
    row = (f"{phase_span.number}", phase.name, when)
    if not phase_span.is_dated:
        return *row, "", ""
    goes_on = phase_span.ends == FOREVER
    begins = _week_of(max(0, phase_span.begins))
    weeks = f"from {begins}" if goes_on else week_words(begins, _week_of(phase_span.ends - 1))
    if phase_span.until:
        weeks = f"{weeks} until phase {phase_span.until}"
    if phase_span.ends <= 0:
        weeks = "over before week 1"
    first = calendar.date_of(phase_span.begins)
    last = first if goes_on else calendar.date_of(phase_span.ends - 1)
    dates = span_of(wording, None, first, last) if first and last else ""
    if dates and goes_on:
        dates = wording.say(wording.locale.booklet.when_from, **{"from": dates})
    return *row, weeks, dates


def _week_of(day: int) -> int:
    """The number of the week that a day lies in, both counted from the start."""
    return day // DAYS + 1


def _gate_row(wording: Wording, calendar: Calendar, gate: Gate) -> tuple[str, ...]:
    """A gate with when it opens, as far as time decides."""
    day = gate_day(gate, calendar)
    date = calendar.date_of(day) if day is not None else None
    opens = "on a day that is not known" if gate.not_before else ""
    if day is not None:
        opens = f"in week {_week_of(day)}" if day > 0 else "before week 1"
    if gate.cleared:
        opens = f"{opens}, when cleared" if opens else "when cleared"
    dates = full_date(wording, None, date) if date else ""
    return ", ".join(gate.items), opens, dates, gate_words(wording, calendar, gate)


def _exercise_rows(plan: PlannedProgram, item_id: str) -> Iterator[tuple[str, ...]]:
    """A row for weeks that follow each other with the same dose, then one for each open phase."""
    for text, first, last in runs(plan.weeks, lambda week: plan.dose(item_id, week)):
        if text:
            days = plan.dosed[item_id][first].first, plan.dosed[item_id][last].last
            dates = short_dates(plan.wording, plan.calendar, *days)
            yield item_id, week_words(first, last), dates, text
    for phase_span, text in plan.waiting.get(item_id, {}).values():
        yield item_id, f"once in phase {phase_span.number}", "", text
