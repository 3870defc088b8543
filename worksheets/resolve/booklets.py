"""The body of a booklet: the schedule of a program, week by week, in words, and its charts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from worksheets.document import (
    Booklet,
    Card,
    Chart,
    Clearance,
    Cover,
    ExercisePart,
    Field,
    WeeksDose,
    Words,
)
from worksheets.facts import Fact
from worksheets.field_names import goal_name
from worksheets.model.phase import Measure
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.amounts import exactly, fill
from worksheets.resolve.doses import item_details
from worksheets.resolve.handouts import for_both_sides, joined_notes, sheet_of
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import (
    choice_note,
    clearances_of,
    once_in_phase,
    phase_texts,
    run_of_weeks,
    timeline_of,
)
from worksheets.resolve.pieces import PHONE_GAP, card_of
from worksheets.resolve.rules import rules_of
from worksheets.resolve.schedule import PlannedWeek, Schedule, ScheduledItem
from worksheets.resolve.weeks import (
    RenderedWeek,
    WeekRenderer,
    ladder_of,
    target_text,
    without_levels,
)
from worksheets.resolve.wording import Wording, full_date

_GOALS = 3
_MAX_MARKS = 8


def resolve_booklet(parts: Parts, weeks: int, bring_on: date | None = None) -> Booklet:
    """Decide every word and number of the body of a booklet.

    Args:
        parts: What it is made from.
        weeks: How many weeks it is for, from 1.
        bring_on: Date of the next visit, which each week prints, or None.

    Raises:
        WorksheetError: Nothing is due in any of them, or phases are counted from an unknown day.
    """
    parts = for_both_sides(parts)
    wording, phrases = parts.wording, parts.locale.booklet
    schedule = Schedule(parts.program, parts.calendar, overridden=parts.override is not None)
    planned = _planned(schedule, weeks)
    firsts = _first_of_each(schedule, planned)
    ids = [one.item.id for one in firsts]
    cards, numbers = {}, {item_id: number for number, item_id in enumerate(ids, 1)}
    for number, one in enumerate(firsts, 1):  # levels are in the weeks
        card = card_of(parts, number, one._replace(item=without_levels(one.item)))
        choice = choice_note(parts, card.id, numbers)
        cards[card.id] = card._replace(gate=joined_notes(choice, card.gate))
    renderer = WeekRenderer(parts, schedule.phase_spans, cards, bring_on)
    rendered = [renderer.render(week) for week in planned]
    made = tuple(
        renderer.week(week, before)
        for before, week in zip([None, *rendered], rendered, strict=False)
    )
    exercises = tuple(_exercises(parts, firsts, cards, clearances_of(parts, ids), rendered))
    sheet = sheet_of(parts, ids, tuple(cards.values()), made[0].grid)
    return Booklet(
        sheet=sheet,
        cover=_cover(parts, planned, has_levels=any(one.ladder for one in exercises)),
        contents=phrases.contents,
        timeline=timeline_of(parts, schedule, len(planned)),
        phases=phase_texts(parts, schedule, len(planned)),
        exercises_heading=phrases.exercises,
        exercises=exercises,
        weeks=made,
        charts_heading=phrases.charts,
        charts=tuple(
            _chart(wording, measure, len(planned), parts.language)
            for measure in parts.program.measures
        ),
        stop_heading=phrases.stop_heading,
        notes=phrases.notes_page,
    )


def _planned(schedule: Schedule, weeks: int) -> list[PlannedWeek]:
    """What is due in each week, up to the last one in which something is due or a rule holds.

    Raises:
        WorksheetError: Nothing is due in any of them.
    """
    planned = [schedule.week(number) for number in range(1, weeks + 1)]
    spans = schedule.phase_spans
    while planned and not planned[-1].items and not [*rules_of(spans, planned[-1].days)]:
        planned.pop()
    if not any(week.items for week in planned):
        message = "no exercise is due in any of these weeks"
        hint = "Check --start and the date from which the program counts, or ask for more weeks."
        raise WorksheetError([Problem(message, hint, "--weeks", kind=Kind.USAGE)])
    return planned


def _first_of_each(schedule: Schedule, planned: Sequence[PlannedWeek]) -> list[ScheduledItem]:
    """Each item that is ever due, in the order of the program, as it is in its first week."""
    firsts: dict[str, ScheduledItem] = {}
    for week in planned:
        for one in week.items:
            firsts.setdefault(one.item.id, one)
    return [firsts[item_id] for item_id in schedule.program.item_ids if item_id in firsts]


def _cover(parts: Parts, planned: Sequence[PlannedWeek], *, has_levels: bool) -> Cover:
    phrases, wording = parts.locale.booklet, parts.wording
    length = fill(wording, parts.locale.units.weeks, exactly(len(planned)))
    if first := parts.calendar.start:
        day = full_date(wording, parts.clinic, first)
        length = wording.say(phrases.length, weeks=length, date=day)
    waits = any(one.is_open for week in planned for one in week.items)
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
        stop=wording.say(phrases.stop, phone=parts.phone or PHONE_GAP),
    )


def _exercises(
    parts: Parts,
    firsts: Sequence[ScheduledItem],
    cards: Mapping[str, Card],
    clearances: Mapping[int, Clearance],
    rendered: Sequence[RenderedWeek],
) -> Iterator[ExercisePart]:
    """Each exercise in full, with the gates that open with it."""
    left, wording = dict(clearances), parts.wording
    for first in firsts:
        card = cards[first.item.id]
        gates = [
            left.pop(number)
            for number, gate in enumerate(parts.program.gates, 1)
            if number in left and card.id in gate.items
        ]
        ladder = ladder_of(parts, card.name, first.item)
        if ladder:
            ladder = ladder._replace(heading=parts.locale.booklet.levels)
        lines = [
            (week.plan.number, one, row.dose)
            for week in rendered
            for one, row in week.lines
            if row.id == card.id
        ]
        details = [item_details(wording, without_levels(one.item)) for _, one, _ in lines]
        differ = len(set(details)) > 1  # then notes and rules are printed with each dose
        by_dose: dict[tuple[tuple[Fact, ...], tuple[str, ...], str], list[int]] = {}
        for (week, one, dose), more in zip(lines, details, strict=True):
            key = dose, more if differ else (), once_in_phase(wording, one)
            by_dose.setdefault(key, []).append(week)
        if differ:
            card = card._replace(details=())
        is_always = len(by_dose) == 1 and len({week for week, _, _ in lines}) == len(rendered)
        doses = []
        for (dose, more, once), weeks in by_dose.items():
            label = once if once or is_always else _weeks_text(wording, weeks, len(rendered))
            doses.append(WeeksDose(label, dose, more))
        yield ExercisePart(card, tuple(gates), tuple(doses), ladder)


def _weeks_text(wording: Wording, weeks: Sequence[int], total: int) -> str:
    """Weeks out of a total in words, those that follow each other together: "Weeks 1 to 3"."""
    numbers = sorted(set(weeks))
    # Within a run, numbers grow as fast as their places: the difference stays the same.
    runs = [[*run] for _, run in groupby(numbers, key=lambda week: week - numbers.index(week))]
    return wording.join_clauses([run_of_weeks(wording, run[0], run[-1], total) for run in runs])


def _chart(wording: Wording, measure: Measure, weeks: int, language: str) -> Chart:
    """A blank chart for a measure, over the weeks of the booklet."""
    phrases = wording.locale.booklet

    def height(number: int) -> float:
        return (number - measure.least) / (measure.most - measure.least)

    step = mark_step(measure.least, measure.most)
    first = -(-measure.least // step) * step
    numbers = range(first, measure.most + 1, step)
    targets = [one for one in (measure.target, measure.target_to) if one is not None]
    label = target_text(wording, measure.target, measure.target_to) or phrases.target_blank
    return Chart(
        title=measure.name,
        how=(measure.how, phrases.chart_how) if measure.how else (phrases.chart_how,),
        unit=measure.unit or "",
        weeks=tuple(wording.number(number) for number in range(1, weeks + 1)),
        axis=phrases.chart_axis,
        marks=tuple((wording.number(number), height(number)) for number in numbers),
        target=tuple(height(number) for number in targets),
        target_label=label,
        alt=wording.say(
            phrases.chart_alt,
            name=measure.name,
            weeks=weeks,
            least=measure.least,
            most=measure.most,
            target=label,
        ),
        language=language,
    )


def mark_step(least: int, most: int) -> int:
    """The distance between numbers at an axis: 1, 2, 5, 10, 20 ... so that there are few enough."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if (most - least) / step <= _MAX_MARKS:
                return step
        power *= 10
