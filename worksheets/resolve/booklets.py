"""The whole Booklet from its parts: the schedule of a program, week by week, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from worksheets.document import (
    Booklet,
    Card,
    Clearance,
    Cover,
    ExercisePart,
    Field,
    Handout,
    Words,
)
from worksheets.field_names import goal_name
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.amounts import exactly, fill
from worksheets.resolve.calendar import Calendar, calendar_of
from worksheets.resolve.charts import charts_of
from worksheets.resolve.dates import full_date
from worksheets.resolve.gates import clearances_of
from worksheets.resolve.languages import unless_same
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import phase_texts, run_of_weeks, timeline_of
from worksheets.resolve.pieces import (
    card_of,
    equipment_of,
    footer_of,
    masthead_of,
    phone_of,
    stop_and_call_of,
    without_levels,
)
from worksheets.resolve.schedule import Due, PlannedWeek, Schedule
from worksheets.resolve.sheets import for_both_sides
from worksheets.resolve.weeks import Line, Said, Teller, ladder_of
from worksheets.resolve.wording import Wording

_GOALS = 3


class Planned(NamedTuple):
    """A program over the weeks of a booklet.

    Attributes:
        calendar: Its days.
        schedule: What is due when.
        weeks: The weeks, up to the last one in which something is due.
        asked: How many weeks were asked for.
    """

    calendar: Calendar
    schedule: Schedule
    weeks: tuple[PlannedWeek, ...]
    asked: int

    @property
    def dues(self) -> Mapping[str, Due]:
        """For each item that is ever due, in the order of the program, its first week."""
        first: dict[str, Due] = {}
        for week in self.weeks:
            for due in week.dues:
                first.setdefault(due.item.id, due)
        return {
            item_id: first[item_id]
            for item_id in self.schedule.program.item_ids
            if item_id in first
        }


def plan_weeks(parts: Parts, weeks: int) -> Planned:
    """Find out what is due in each week.

    Args:
        parts: The program and the patient.
        weeks: How many weeks.

    Raises:
        WorksheetError: Nothing is due in any of them, or phases are counted from an unknown day.
    """
    calendar = calendar_of(parts)
    schedule = Schedule(parts.program, calendar, overridden=parts.override is not None)
    planned = [schedule.week(number) for number in range(1, weeks + 1)]
    while planned and not planned[-1].dues:
        planned.pop()
    if not planned:
        message = "no exercise is due in any of these weeks"
        hint = "Check --start and the date from which the program counts, or ask for more weeks."
        raise WorksheetError([Problem(message, hint, "--weeks", kind=Kind.USAGE)])
    return Planned(calendar, schedule, tuple(planned), weeks)


def resolve_booklet(parts: Parts, weeks: int, wording: Wording | None = None) -> Booklet:
    """Decide every word and number of one patient's booklet.

    Args:
        parts: What it is made from.
        weeks: How many weeks it is for, from 1.
        wording: The wording of `parts.locale`, to be used again.

    Raises:
        WorksheetError: See `plan_weeks`.
    """
    wording = wording or Wording(parts.locale)
    parts = for_both_sides(parts)
    planned = plan_weeks(parts, weeks)
    calendar, phrases = planned.calendar, parts.locale.booklet
    dues = planned.dues
    ids = list(dues)
    cards = {
        item_id: card_of(wording, parts, number, without_levels(due), calendar)._replace(boxes=())
        for number, (item_id, due) in enumerate(dues.items(), 1)
    }
    teller = Teller(wording, parts, calendar, cards)
    said = [teller.say(week) for week in planned.weeks]
    clearances = clearances_of(wording, parts, ids, calendar)
    made = tuple(
        teller.week(week, before) for before, week in zip([None, *said], said, strict=False)
    )
    sheet = Handout(
        language=parts.locale.language,
        masthead=masthead_of(wording, parts),
        purpose=Field(parts.locale.page.why, parts.program.purpose),
        equipment=equipment_of(wording, parts, ids),
        stop_and_call=stop_and_call_of(wording, parts),
        clearances=tuple(clearances.values()),
        cards=tuple(cards.values()),
        grid=made[0].grid,
        footer=footer_of(wording, parts),
        program_language=unless_same(parts.program.language, parts.locale.language),
    )
    exercises = tuple(
        _exercises(
            wording, parts, zip(dues.values(), cards.values(), strict=True), clearances, said
        )
    )
    return Booklet(
        sheet=sheet,
        cover=_cover(wording, parts, planned, any(one.ladder for one in exercises)),
        contents=phrases.contents,
        timeline=timeline_of(wording, parts, planned.schedule, len(planned.weeks)),
        phases=phase_texts(wording, parts, planned.schedule, len(planned.weeks)),
        exercises_heading=phrases.exercises,
        exercises=exercises,
        weeks=made,
        charts_heading=phrases.charts,
        charts=charts_of(wording, parts, len(planned.weeks)),
        stop_heading=phrases.stop_heading,
        notes=phrases.notes_page,
    )


def _cover(wording: Wording, parts: Parts, planned: Planned, has_levels: bool) -> Cover:
    phrases, weeks = parts.locale.booklet, len(planned.weeks)
    length = fill(wording, parts.locale.units.weeks, exactly(weeks))
    if first := planned.calendar.date_of(0):
        date = full_date(wording, parts.clinic, first)
        length = wording.say(phrases.length, weeks=length, date=date)
    waits = any(due.is_open for week in planned.weeks for due in week.dues)
    how_to = [phrases.how_to_start, phrases.how_to_week, phrases.how_to_tick]
    how_to += [phrases.how_to_wait, phrases.how_to_write] if waits else [phrases.how_to_write]
    how_to += [phrases.how_to_level] if has_levels else []
    how_to += [phrases.how_to_measure] if parts.program.measures else []
    return Cover(
        length=length,
        goals=phrases.goals,
        goal_lines=tuple(
            Field(wording.say(phrases.goal, n=number), name=goal_name(number))
            for number in range(1, _GOALS + 1)
        ),
        how_to=Words(phrases.how_to, (*how_to, phrases.how_to_bring)),
        stop=wording.say(phrases.stop, phone=phone_of(parts)),
    )


def _exercises(
    wording: Wording,
    parts: Parts,
    items: Iterable[tuple[Due, Card]],
    clearances: Mapping[int, Clearance],
    said: Sequence[Said],
) -> Iterator[ExercisePart]:
    """Each exercise in full, with the gates that open with it."""
    left = dict(clearances)
    for due, card in items:
        gates = [
            left.pop(number)
            for number, gate in enumerate(parts.program.gates, 1)
            if number in left and card.id in gate.items
        ]
        ladder = ladder_of(wording, parts, card, due)
        if ladder:
            ladder = ladder._replace(heading=parts.locale.booklet.levels)
        lines = [
            (week.plan.number, line)
            for week in said
            for line in week.lines
            if line.row.id == card.id
        ]
        differ = len({line.details for _, line in lines}) > 1
        if differ:  # rest and notes of each phase then stand with its dose
            card = card._replace(details=())
        doses = tuple(_doses(wording, lines, len(said), with_details=differ))
        yield ExercisePart(card, tuple(gates), doses, ladder)


def _doses(
    wording: Wording, lines: Sequence[tuple[int, Line]], total: int, *, with_details: bool
) -> Iterator[Field]:
    """How much in which weeks: weeks with the same dose are said once.

    Args:
        wording: The language.
        lines: What one item asks for, with the number of the week.
        total: How many weeks there are.
        with_details: Whether rest and notes stand with each dose.
    """
    by_dose: dict[tuple[str, str], list[int]] = {}
    for week, line in lines:
        details = line.details if with_details else ()
        dose = " ".join([line.row.dose, *details])
        by_dose.setdefault((dose, line.once), []).append(week)
    everywhere = len(by_dose) == 1 and len(set(next(iter(by_dose.values())))) == total
    for (dose, once), weeks in by_dose.items():
        if once:
            yield Field(once, dose)
        elif everywhere:
            yield Field("", dose)
        else:
            runs = [run_of_weeks(wording, first, last, total) for first, last in _runs(weeks)]
            yield Field(", ".join(runs), dose)


def _runs(weeks: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of weeks that follow each other: 1, 2, 3, 6 is 1 to 3 and 6 to 6."""
    runs: list[tuple[int, int]] = []
    for week in sorted(set(weeks)):
        if runs and week == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], week)
        else:
            runs.append((week, week))
    return runs
