"""`show`: what one file says, and a program week by week."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from worksheets.load.library import Library
from worksheets.model import Clinic, Exercise, Locale, Patient, Program, Template
from worksheets.model.base import Source
from worksheets.model.phase import Gate, Phase
from worksheets.report.list import Found, Table, facts, table_of
from worksheets.report.program import (
    PlannedProgram,
    at_first,
    dose_words,
    entry_words,
    gate_words,
    measure_words,
    name_of,
    phase_words,
    plan_weeks,
    runs,
    short_dates,
    untimed_words,
    week_words,
    when_words,
)
from worksheets.resolve.calendar import DAYS, Calendar, make_calendar
from worksheets.resolve.frequencies import frequency_of, frequency_text
from worksheets.resolve.phases import event_text
from worksheets.resolve.schedule import FOREVER, PhaseSpan, gate_day
from worksheets.resolve.wording import Wording, capital, full_date, span_of


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
            yield from _exercise(model)
        case Template():
            yield _template(model)
        case Locale() | Clinic():
            values = model.model_dump(exclude={"kind", "name"}).items()
            pairs = [
                (key, value if isinstance(value, str) else ", ".join(value))
                for key, value in values
                if isinstance(value, str | tuple)
            ]
            yield facts(model.name, [("kind", model.kind), *pairs])
    yield Table("File", ((str(path),),))


def _exercise(exercise: Exercise) -> Iterator[Table]:
    yield facts(
        exercise.name,
        [
            ("id", exercise.id),
            ("kind", "exercise"),
            ("for", ", ".join(exercise.region)),
            ("position", ", ".join(exercise.position)),
            ("equipment", ", ".join(exercise.equipment)),
            ("muscles", ", ".join(exercise.muscles)),
            ("feel", exercise.feel),
            ("avoid", " ".join(exercise.avoid)),
            ("care", " ".join(exercise.precautions)),
            ("easier", ", ".join(exercise.easier)),
            ("harder", ", ".join(exercise.harder)),
            ("video", exercise.video),
        ],
    )
    yield Table("Steps", tuple((f"{n}", step) for n, step in enumerate(exercise.steps, 1)))
    yield from _sources(exercise.source)


def _template(template: Template) -> Table:
    sizes = template.type
    return facts(
        template.name,
        [
            ("id", template.id),
            ("kind", "template"),
            ("what", template.description),
            ("page", template.page.orientation),
            ("body", f"{sizes.largest:g} pt, down to {sizes.smallest:g} pt when there is much"),
            ("blocks", ", ".join(block.block for block in template.blocks)),
        ],
    )


def _sources(sources: Iterable[Source]) -> Iterator[Table]:
    """Where facts come from, each source once; no table without any."""
    rows = []
    for source in sources:
        head = ", ".join(filter(None, (source.title, source.author, str(source.year or ""))))
        rows.append(("-", ". ".join(filter(None, (head, source.note, source.url)))))
    if once := tuple(dict.fromkeys(rows)):
        yield Table("Source" if len(once) == 1 else "Sources", once)


def _program(found: Found, wording: Wording) -> Iterator[Table]:
    program = found.program
    exercises, calendar = found.exercises(), make_calendar(program, Patient())
    cleared = {item_id for gate in program.gates if gate.cleared for item_id in gate.items}

    def items(phase: Phase | None) -> Iterator[tuple[str, ...]]:
        for written in phase.exercises if phase else program.exercises:
            item = at_first(written)
            dose = dose_words(wording, item, frequency_of(program, item, phase))
            gate = " Only when cleared." if item.id in cleared else ""
            number = f"{program.item_ids.index(item.id) + 1}"
            yield number, item.id, f"{name_of(item, exercises.get(item.id))}: {dose}{gate}"

    yield facts(
        program.title,
        [
            ("id", program.id),
            ("kind", "program"),
            ("what", program.subtitle),
            ("why", program.purpose),
            ("how often", frequency_text(wording, program.frequency) if program.frequency else ""),
            ("weeks from", program.anchor),
            ("version", f"{program.reference or ''} {program.version}".strip()),
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
    if program.measures:
        measures = [(one.id, measure_words(wording, one)) for one in program.measures]
        yield Table("Measured once a week", tuple(measures))
    stop = program.stop_and_call
    kinds = (("call", stop.call), ("emergency", stop.emergency))
    yield Table("Stop and call", tuple((kind, sign) for kind, signs in kinds for sign in signs))
    sourced: tuple[Any, ...] = (program, *program.phases, *program.gates, *program.measures)
    yield from _sources(source for part in sourced for source in part.source)


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
            ("weeks from", program.anchor),
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
    after = wording.say(phrase, n=abs(since), event=event_text(wording, anchor))
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
