"""The body of a handout from its parts."""

from collections.abc import Iterable
from dataclasses import replace

from worksheets.document import Card, Field, Handout
from worksheets.kept import kept
from worksheets.model.dose import Side
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Phase
from worksheets.model.program import Program
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.boxes import all_optional
from worksheets.resolve.calendar import Calendar, calendar_of
from worksheets.resolve.dates import span_of
from worksheets.resolve.frequencies import frequency_of, is_due
from worksheets.resolve.gates import clearances_of, closed_gates
from worksheets.resolve.languages import unless_same
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import entry_checks, phase_line
from worksheets.resolve.pieces import (
    card_of,
    equipment_of,
    footer_of,
    gate_with,
    masthead_of,
    once_in_phase,
    stop_and_call_of,
)
from worksheets.resolve.progression import first_dose
from worksheets.resolve.schedule import Due, PlannedWeek, Schedule, option_of, with_dose
from worksheets.resolve.week import week_grid
from worksheets.resolve.wording import Wording


def resolve_handout(
    parts: Parts, wording: Wording | None = None, week: int | None = None
) -> Handout:
    """Decide every word and number of the body of a handout.

    Args:
        parts: What the sheet is made from.
        wording: The wording of `parts.locale`; handing in the same one again saves compiling
            its phrases for every sheet.
        week: The week of the program, from 1; None for the sheet that holds for all weeks.

    Raises:
        WorksheetError: An exercise is asked for before its time, the program has phases and the
            week is not known, or nothing is due in it.
    """
    wording = wording or Wording(parts.locale)
    parts = for_both_sides(parts)
    program = parts.program
    calendar = calendar_of(parts)
    if week is None and program.phases and calendar.start:
        week = 1
    if week is None:
        planned = _throughout(parts, calendar)
    else:
        schedule = Schedule(program, calendar, overridden=parts.override is not None)
        planned = schedule.week(week)
        if not planned.dues:
            raise WorksheetError([_nothing_due(week)])
    ids = numbered_ids(planned.dues)
    cards = tuple(
        _waiting(wording, parts, due, card_of(wording, parts, n, due, calendar))
        for due in planned.dues
        for n in [ids.index(due.item.id) + 1]
    )
    title = week_title(wording, parts, planned, calendar) if week is not None else ""
    masthead = masthead_of(wording, parts)
    if title:
        subtitle = "  ·  ".join(filter(None, [masthead.subtitle, title]))
        masthead = masthead._replace(subtitle=subtitle)
    return Handout(
        language=parts.locale.language,
        masthead=masthead,
        purpose=Field(parts.locale.page.why, _purpose(wording, parts, planned)),
        equipment=equipment_of(wording, parts, ids),
        stop_and_call=stop_and_call_of(wording, parts),
        clearances=tuple(clearances_of(wording, parts, ids, calendar).values()),
        cards=cards,
        grid=week_grid(wording, planned, calendar, cards, parts.clinic),
        footer=footer_of(wording, parts),
        program_language=unless_same(program.language, parts.locale.language),
    )


def _purpose(wording: Wording, parts: Parts, week: PlannedWeek) -> str:
    """Why, and what holds all the time in the phases of this week."""
    said = [parts.program.purpose]
    for stretch in week.stretches:
        line = phase_line(wording, parts, stretch)
        if line.sentences and not stretch.waits:
            said.append(" ".join([f"{line.label}.", *line.sentences]))
    return " ".join(said)


def _waiting(wording: Wording, parts: Parts, due: Due, card: Card) -> Card:
    """A card that says what must be true first, where time alone does not decide."""
    once = once_in_phase(wording, due)
    if not once or due.stretch is None:
        return card
    first = [
        Field(checks.heading, wording.sentence(wording.join_items([b.label for b in checks.boxes])))
        for checks in entry_checks(wording, parts, due.stretch)
    ]
    return card._replace(
        gate=gate_with(once, card.gate),
        boxes=all_optional(card.boxes),
        remarks=(*first, *card.remarks),
    )


def _throughout(parts: Parts, calendar: Calendar) -> PlannedWeek:
    """All items as they stand at first, for a sheet that is of no week."""
    program = parts.program
    if program.phases:
        message = "this program has phases, and nothing says which week the sheet is for"
        is_known = calendar.anchor == "start" or calendar.anchor in calendar.anchors
        event = "" if is_known else f" and {option_of(calendar.anchor)}"
        hint = f"Add --week 1, or --start{event}."
        raise WorksheetError([Problem(message, hint, kind=Kind.USAGE)])
    if problems := closed_gates(parts, calendar):
        raise WorksheetError(problems)
    days = calendar.days_of(1)
    return PlannedWeek(1, days, _dues_at_first(program, calendar, days), ())


@kept(
    64,
    key=lambda program, calendar, days: (id(program), days[0], calendar.weekday_of(0)),
    second=True,
)
def _dues_at_first(program: Program, calendar: Calendar, days: range) -> tuple[Due, ...]:
    """All items of a program without phases in its first week."""
    dues = []
    for item in program.exercises:
        if item.dose:
            item = with_dose(item, first_dose(item.dose))
        dues.append(_due_at_first(item, frequency_of(program, item), calendar, days))
    return tuple(dues)


@kept(
    2048,
    key=lambda item, frequency, calendar, days: (
        id(item),
        id(frequency),
        days[0],
        calendar.weekday_of(0) if frequency.on else 0,
    ),
)
def _due_at_first(item: ProgramItem, frequency: Frequency, calendar: Calendar, days: range) -> Due:
    """An item in the first week: the very same due for all patients for whom it is the same."""
    due = tuple(day >= 0 and is_due(frequency, day, calendar.weekday_of(day)) for day in days)
    return Due(item, frequency, None, 0, due)


def _nothing_due(week: int) -> Problem:
    message = f"no exercise is due in week {week}"
    return Problem(message, "Choose another week.", "--week", kind=Kind.USAGE)


def numbered_ids(dues: Iterable[Due]) -> list[str]:
    """The ids of items in the order of their numbers, each once."""
    return list(dict.fromkeys(due.item.id for due in dues))


def week_title(wording: Wording, parts: Parts, week: PlannedWeek, calendar: Calendar) -> str:
    """What the week is called: "Week 3: 21 to 27 December 2026", or "Week 3"."""
    title = wording.say(wording.locale.booklet.week, n=week.number)
    dates = week_dates(wording, parts, week, calendar)
    return f"{title}: {dates}" if dates else title


def week_dates(wording: Wording, parts: Parts, week: PlannedWeek, calendar: Calendar) -> str:
    """The days of a week that lie in the program: "21 to 27 December 2026", or ""."""
    first, last = calendar.date_of(max(0, week.days[0])), calendar.date_of(week.days[-1])
    return span_of(wording, parts.clinic, first, last) if first and last else ""


def for_both_sides(parts: Parts) -> Parts:
    """With both sides affected, the affected side is each side: it needs boxes for both."""
    if parts.patient.side != "both":
        return parts
    return replace(parts, program=_program_for_both_sides(parts.program))


@kept(64, key=lambda program: id(program))
def _program_for_both_sides(program: Program) -> Program:
    exercises = tuple(map(_for_both_sides, program.exercises))
    update = {"exercises": exercises, "phases": tuple(map(_phase_for_both_sides, program.phases))}
    return program.model_copy(update=update)


@kept(256, key=lambda phase: id(phase))
def _phase_for_both_sides(phase: Phase) -> Phase:
    return phase.model_copy(update={"exercises": tuple(map(_for_both_sides, phase.exercises))})


@kept(2048, key=lambda item: id(item))
def _for_both_sides(item: ProgramItem) -> ProgramItem:
    dose = item.dose
    if dose is None or dose.side is not Side.AFFECTED:
        return item
    return item.model_copy(update={"dose": dose.model_copy(update={"side": Side.EACH})})
