"""A program week by week: when its phases and gates are, and which dose is due when."""

from collections.abc import Iterator

from worksheets.describe.programs import exercises_of
from worksheets.describe.tables import Found, Table, facts, table_of
from worksheets.describe.timeline import Timeline, timeline_of
from worksheets.describe.words import (
    date_words,
    entry_words,
    gate_words,
    short_dates,
    timed_words,
    untimed_words,
    week_words,
    when_words,
)
from worksheets.model import Patient, Program
from worksheets.model.phase import Gate
from worksheets.resolve.calendar import DAYS, Calendar, make_calendar
from worksheets.resolve.dates import span_of
from worksheets.resolve.gates import event_text
from worksheets.resolve.schedule import FOREVER, Schedule, Stretch, gate_day
from worksheets.resolve.wording import Wording, capital


def describe_weeks(
    found: Found, patient: Patient, weeks: int, language: str = "en"
) -> Iterator[Table]:
    """What a program asks for in each of its weeks.

    Args:
        found: The program, with the changes that were asked for.
        patient: Says from when the weeks are counted.
        weeks: How many weeks.
        language: Id of the locale in which doses are said.

    Raises:
        WorksheetError: An exercise or the locale cannot be read, or phases are counted from a day
            that is not known.
    """
    wording = Wording(found.library.load("locale", language))
    exercises_of(found)  # nothing is shown of a program whose exercises cannot be read
    schedule = Schedule(found.program, make_calendar(found.program, patient))
    timeline = timeline_of(
        wording, schedule, weeks, lambda due: timed_words(wording, due.item, due.frequency)
    )
    return _tables(wording, schedule, timeline)


def _tables(wording: Wording, schedule: Schedule, timeline: Timeline) -> Iterator[Table]:
    program, calendar = schedule.program, schedule.calendar
    yield facts(
        program.title,
        [
            ("id", program.id),
            ("weeks", f"1-{timeline.weeks}" if timeline.weeks > 1 else "1"),
            ("weeks from", program.anchor),
            ("week 1", _first_week(wording, calendar)),
        ],
    )
    if schedule.stretches:
        phases = [_phase(wording, calendar, one) for one in schedule.stretches]
        yield table_of("Phases", ("phase", "name", "when", "weeks", "dates"), phases)
    if program.gates:
        gates = [_gate(wording, calendar, one) for one in program.gates]
        yield table_of("Gates", ("for", "opens", "dates", "what"), gates)
    rows = [row for item_id in program.item_ids for row in _exercise(wording, timeline, item_id)]
    if rows:
        yield table_of("Exercises", ("exercise", "weeks", "dates", "dose"), rows)
    else:
        yield Table("Exercises", (("No exercise is due in these weeks.",),))
    if open_rows := tuple(_untimed(wording, program, timeline)):
        yield Table("When it is time, not at a date", open_rows)


def _first_week(wording: Wording, calendar: Calendar) -> str:
    """The dates of the first week, or how it lies after the event that the program counts from."""
    anchor = calendar.anchor
    first, last = calendar.date_of(0), calendar.date_of(DAYS - 1)
    said = span_of(wording, None, first, last) if first and last else ""
    since = calendar.weeks_since(anchor, 0)
    if anchor == "start" or since is None:
        return said
    phrases = wording.locale.booklet
    phrase = phrases.since if since >= 0 else phrases.before
    after = wording.say(phrase, n=abs(since), event=event_text(wording, anchor))
    return wording.join_clauses([said, after[:1].lower() + after[1:] if said else capital(after)])


def _phase(wording: Wording, calendar: Calendar, stretch: Stretch) -> tuple[str, ...]:
    phase = stretch.phase
    when = wording.join_clauses([when_words(wording, calendar, phase)])
    if entry := entry_words(wording, phase.entry):
        when = f"{wording.sentence(when)} {capital(entry)}"
    if not stretch.is_dated:
        return f"{stretch.number}", phase.name, when, "", ""
    first = max(0, stretch.begins)
    goes_on = stretch.ends == FOREVER
    if stretch.ends <= 0:
        weeks = "over before week 1"
    else:
        begins, ends = _week_of(calendar, first), _week_of(calendar, stretch.ends - 1)
        weeks = f"from {begins}" if goes_on else week_words(begins, ends)
    days = calendar.date_of(stretch.begins), calendar.date_of(0 if goes_on else stretch.ends - 1)
    dates = ""
    if days[0] and days[1]:
        dates = span_of(wording, None, days[0], days[0] if goes_on else days[1])
        if goes_on:
            dates = wording.say(wording.locale.booklet.when_from, **{"from": dates})
    return f"{stretch.number}", phase.name, when, weeks, dates


def _week_of(calendar: Calendar, day: int) -> int:
    """The number of the week that a day lies in."""
    return (day + calendar.lead) // DAYS + 1


def _gate(wording: Wording, calendar: Calendar, gate: Gate) -> tuple[str, ...]:
    """A gate with when it opens, as far as time decides."""
    day = gate_day(gate, calendar)
    opens, date = "", ""
    if gate.not_before and day is None:
        opens = "on a day that is not known"
    elif day is not None:
        opens = f"in week {_week_of(calendar, day)}" if day > 0 else "before week 1"
        date = date_words(wording, calendar, day)
    if gate.cleared:
        opens = f"{opens}, when cleared" if opens else "when cleared"
    return ", ".join(gate.items), opens, date, gate_words(wording, calendar, gate)


def _exercise(wording: Wording, timeline: Timeline, item_id: str) -> Iterator[tuple[str, ...]]:
    """A row for each stretch of weeks with the same dose, then one for each phase that is open."""
    calendar = timeline.calendar
    for run in timeline.runs(item_id):
        dates = short_dates(wording, calendar, *run.days)
        yield item_id, week_words(run.first, run.last), dates, run.text
    for stretch, text in timeline.waiting.get(item_id, {}).values():
        yield item_id, f"once in phase {stretch.number}", "", text


def _untimed(wording: Wording, program: Program, timeline: Timeline) -> Iterator[tuple[str, str]]:
    """What no date decides, for the items that have a place in the weeks."""
    seen = set()
    for item in program.items:
        said = untimed_words(wording, item)
        if said and item.id in timeline.dosed and (item.id, said) not in seen:
            seen.add((item.id, said))
            yield item.id, said
