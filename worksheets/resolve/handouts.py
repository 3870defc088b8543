"""The body of a handout from its parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from worksheets.document import Card, Field, Handout, WeekGrid
from worksheets.model.course import Course
from worksheets.model.dose import Dose, Side
from worksheets.model.item import ProgramItem
from worksheets.model.patient import AffectedSide
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.doses import course_text
from worksheets.resolve.frequencies import frequency_of, is_due
from worksheets.resolve.grid import grid_row, handout_rows, week_grid
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import (
    choice_note,
    clearances_of,
    closed_gates,
    entry_checks,
    once_in_phase,
    phase_lines,
)
from worksheets.resolve.pieces import (
    card_of,
    equipment_of,
    footer_of,
    masthead_of,
    stop_and_call_of,
)
from worksheets.resolve.progression import first_dose
from worksheets.resolve.schedule import PlannedWeek, Schedule, ScheduledItem, option_of, with_dose
from worksheets.resolve.wording import span_of


def resolve_handout(parts: Parts, week: int | None = None) -> Handout:
    """Decide every word and number of the body of a handout.

    Args:
        parts: What the sheet is made from.
        week: The week of the program, from 1; None for the sheet that holds for all weeks.

    Raises:
        WorksheetError: An exercise is asked for before its time, the program has phases and the
            week is not known, or nothing is due in it.
    """
    parts = for_both_sides(parts)
    wording, calendar = parts.wording, parts.calendar
    if week is None and parts.program.phases and calendar.start:
        week = 1
    title, phases = "", []
    if week is None:
        planned = _throughout(parts)
    else:
        schedule = Schedule(parts.program, calendar, overridden=parts.override is not None)
        planned = schedule.week(week)
        lines = phase_lines(parts, schedule.phase_spans, planned)
        phases = [line for line in lines if line.sentences]
        if not (planned.items or phases):
            message = f"no exercise is due in week {week}"
            hint = "Choose another week."
            raise WorksheetError([Problem(message, hint, "--week", kind=Kind.USAGE)])
        title = wording.say(parts.locale.booklet.week, n=week)
        if dates := week_dates(parts, planned):
            title = f"{title}: {dates}"
    ids = list(dict.fromkeys(one.item.id for one in planned.items))
    numbers = {item_id: number for number, item_id in enumerate(ids, 1)}
    choices = [choice_note(parts, one.item.id, numbers) for one in planned.items]
    cards, rows = [], []
    for one, choice in zip(planned.items, choices, strict=True):
        card = _card(parts, numbers[one.item.id], one)
        card = card._replace(gate=joined_notes(choice, card.gate))
        if week is None and isinstance(parts.program.frequency, Course) and _is_open(one.item):
            later = course_text(wording, "frequency", parts.program.frequency)
            card = card._replace(details=(*card.details, later))
        cards.append(card)
        rows.append(grid_row(wording, card, one, planned.days, chosen=bool(choice)))
    grid = week_grid(parts, planned.days, tuple(rows), handout_rows(wording))
    sheet = sheet_of(parts, ids, tuple(cards), grid)
    subtitle = "  ·  ".join(filter(None, [sheet.masthead.subtitle, title]))
    return sheet._replace(
        masthead=sheet.masthead._replace(subtitle=subtitle),
        phases=tuple(phases),
    )


def sheet_of(parts: Parts, ids: Sequence[str], cards: tuple[Card, ...], grid: WeekGrid) -> Handout:
    """What a handout and a booklet have in common.

    Args:
        parts: What the document is made from.
        ids: Its items, in the order of their numbers.
        cards: Their cards.
        grid: The grid of the week.
    """
    return Handout(
        language=parts.locale.language,
        masthead=masthead_of(parts),
        purpose=Field(parts.locale.page.why, parts.program.purpose),
        equipment=equipment_of(parts, ids),
        stop_and_call=stop_and_call_of(parts),
        clearances=tuple(clearances_of(parts, ids).values()),
        cards=cards,
        grid=grid,
        footer=footer_of(parts),
        program_language=parts.language,
    )


def _card(parts: Parts, number: int, scheduled: ScheduledItem) -> Card:
    """A card that says what must be true first, where time alone does not decide."""
    card = card_of(parts, number, scheduled)
    once, wording = once_in_phase(parts.wording, scheduled), parts.wording
    if not once or scheduled.phase_span is None:
        return card
    first = [
        Field(checks.heading, wording.sentence(wording.join_items([b.label for b in checks.boxes])))
        for checks in entry_checks(parts, scheduled.phase_span)
    ]
    return card._replace(
        gate=joined_notes(once, card.gate),
        remarks=(*first, *card.remarks),
    )


def _throughout(parts: Parts) -> PlannedWeek:
    """All items as they are at first, for a sheet that is of no week."""
    program, calendar = parts.program, parts.calendar
    if program.phases:
        message = "this program has phases, and nothing says which week the sheet is for"
        is_known = calendar.anchor == "start" or calendar.anchor in calendar.anchors
        event = "" if is_known else f" and {option_of(calendar.anchor)}"
        hint = f"Add --week 1, or --start{event}."
        raise WorksheetError([Problem(message, hint, kind=Kind.USAGE)])
    if problems := closed_gates(parts):
        raise WorksheetError(problems)
    days = calendar.days_of(1)
    items = []
    for item in program.exercises:
        item = with_dose(item, first_dose(item.dose)) if item.dose else item
        frequency = frequency_of(program, item)
        due = tuple(day >= 0 and is_due(frequency, day, calendar.weekday_of(day)) for day in days)
        items.append(ScheduledItem(item, frequency, None, 0, due))
    return PlannedWeek(1, days, tuple(items))


def _is_open(item: ProgramItem) -> bool:
    """Whether an item leaves it to its program how often it is done."""
    return not (item.dose and item.dose.frequency)


def joined_notes(*notes: str) -> str:
    """The note beside a name: when it may be begun, and what else must be so."""
    return " · ".join(filter(None, notes))


def week_dates(parts: Parts, week: PlannedWeek) -> str:
    """The days of a week that lie in the program: "21 to 27 December 2026", or ""."""
    calendar = parts.calendar
    first, last = calendar.date_of(max(0, week.days[0])), calendar.date_of(week.days[-1])
    return span_of(parts.wording, parts.clinic, first, last) if first and last else ""


def for_both_sides(parts: Parts) -> Parts:
    """The affected side by its name where it is known; of both, each side has boxes."""
    if parts.facts.side is None:
        return parts
    sides, program = _SIDES[parts.facts.side], parts.program
    phases = tuple(
        phase.model_copy(update={"exercises": _with_sides(phase.exercises, sides)})
        for phase in program.phases
    )
    update = {"exercises": _with_sides(program.exercises, sides), "phases": phases}
    return replace(parts, program=program.model_copy(update=update))


_SIDES: Mapping[AffectedSide, Mapping[Side | None, Side]] = {
    "both": {Side.AFFECTED: Side.EACH},
    "left": {Side.AFFECTED: Side.LEFT, Side.OTHER: Side.RIGHT},
    "right": {Side.AFFECTED: Side.RIGHT, Side.OTHER: Side.LEFT},
}


def _with_sides(
    items: Iterable[ProgramItem], sides: Mapping[Side | None, Side]
) -> tuple[ProgramItem, ...]:
    return tuple(
        with_dose(item, _on_side(item.dose, sides[item.dose.side]))
        if item.dose and item.dose.side in sides
        else item
        for item in items
    )


def _on_side(dose: Dose, side: Side) -> Dose:
    """A dose for a side; where both are affected, none is the other one."""
    other = None if side is Side.EACH else dose.other_sets
    return dose.model_copy(update={"side": side, "other_sets": other})
