"""What a program says: its exercises, phases, gates and measures."""

from collections.abc import Iterable, Iterator, Mapping

from worksheets.describe.tables import Found, Table, facts, source_tables
from worksheets.describe.words import (
    at_first,
    dose_words,
    entry_words,
    frequency_in,
    gate_words,
    measure_words,
    name_of,
    when_words,
)
from worksheets.model import Exercise, Patient, Program
from worksheets.model.base import Source
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Phase
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.calendar import make_calendar
from worksheets.resolve.frequencies import frequency_text
from worksheets.resolve.wording import Wording


def exercises_of(found: Found) -> Mapping[str, Exercise]:
    """The exercises that a program and its phases name, by id.

    Raises:
        WorksheetError: Everything that is wrong with them; one that does not exist is told with
            the place where the program names it.
    """
    exercises: dict[str, Exercise] = {}
    problems: list[Problem] = []
    for file_id in dict.fromkeys(item.exercise for item in found.program.items if item.exercise):
        try:
            exercises[file_id] = found.library.load("exercise", file_id)
        except WorksheetError as error:
            mark = found.library.place_of(found.path, file_id)
            problems += [
                mark.problem(one.message, one.hint, one.kind)
                if mark and one.kind is Kind.NOT_FOUND and not one.file
                else one
                for one in error.problems
            ]
    if problems:
        raise WorksheetError(problems)
    return exercises


def program_tables(found: Found, wording: Wording) -> Iterator[Table]:
    """What a program says, with the doses in words.

    Raises:
        WorksheetError: See `exercises_of`.
    """
    program, exercises = found.program, exercises_of(found)
    yield _about(program, wording)
    if program.exercises:
        heading = "Exercises all the time" if program.phases else "Exercises"
        yield Table(heading, tuple(_items(program, None, exercises, wording)))
    for number, phase in enumerate(program.phases, 1):
        yield _phase(program, phase, number, wording)
        if phase.exercises:
            rows = tuple(_items(program, phase, exercises, wording))
            yield Table(f"Exercises of phase {number}", rows)
    yield from _gates(program, wording)
    if program.measures:
        rows = tuple((one.id, measure_words(wording, one)) for one in program.measures)
        yield Table("Measured once a week", rows)
    yield Table("Stop and call", tuple(sign_rows(program)))
    yield from source_tables(_sources(program))


def _about(program: Program, wording: Wording) -> Table:
    frequency = frequency_text(wording, program.frequency) if program.frequency else ""
    return facts(
        program.title,
        [
            ("id", program.id),
            ("kind", "program"),
            ("what", program.subtitle),
            ("why", program.purpose),
            ("how often", frequency),
            ("weeks from", program.anchor),
            ("version", f"{program.reference or ''} {program.version}".strip()),
        ],
    )


def _items(
    program: Program, phase: Phase | None, exercises: Mapping[str, Exercise], wording: Wording
) -> Iterator[tuple[str, ...]]:
    """A row for each item of a phase, or of those that are done all the time."""
    cleared = {item_id for gate in program.gates if gate.cleared for item_id in gate.items}
    for item in phase.exercises if phase else program.exercises:
        number = program.item_ids.index(item.id) + 1
        gate = " Only when cleared." if item.id in cleared else ""
        yield f"{number}", item.id, f"{_said(program, phase, item, exercises, wording)}{gate}"


def _said(
    program: Program,
    phase: Phase | None,
    item: ProgramItem,
    exercises: Mapping[str, Exercise],
    wording: Wording,
) -> str:
    first = at_first(item)
    dose = dose_words(wording, first, frequency_in(program, phase, first))
    return f"{name_of(item, exercises.get(item.id))}: {dose}"


def _phase(program: Program, phase: Phase, number: int, wording: Wording) -> Table:
    calendar = make_calendar(program, Patient())
    return facts(
        f"Phase {number}: {phase.name}",
        [
            ("id", phase.id),
            ("when", when_words(wording, calendar, phase)),
            ("begins when", entry_words(wording, phase.entry)),
            ("goals", " ".join(phase.goals)),
            ("care", " ".join(phase.precautions)),
            ("device", " ".join(phase.device)),
            ("weight", phase.weight_bearing),
            ("how often", frequency_text(wording, phase.frequency) if phase.frequency else ""),
        ],
    )


def _gates(program: Program, wording: Wording) -> Iterator[Table]:
    if program.gates:
        calendar = make_calendar(program, Patient())
        rows = (
            (", ".join(gate.items), gate_words(wording, calendar, gate)) for gate in program.gates
        )
        yield Table("Gates", tuple(rows))


def sign_rows(program: Program) -> Iterator[tuple[str, str]]:
    """The signs that mean stop, each with what to do."""
    stop = program.stop_and_call
    yield from (("call", sign) for sign in stop.call)
    yield from (("emergency", sign) for sign in stop.emergency)


def _sources(program: Program) -> Iterable[Source]:
    yield from program.source
    for phase in program.phases:
        yield from phase.source
    for gate in program.gates:
        yield from gate.source
    for measure in program.measures:
        yield from measure.source
