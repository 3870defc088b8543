"""One week of a booklet in words: what is due, what is new, what to tick and to measure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from worksheets.document import Card, CheckList, Field, Ladder, Measure, Row, TickBox, Week, Words
from worksheets.field_names import check_name, level_name, measure_name, week_name
from worksheets.model.item import ProgramItem
from worksheets.resolve.doses import dose_sentence, item_details, level_rules, rule_text
from worksheets.resolve.grid import booklet_rows, grid_row, named_box, week_grid
from worksheets.resolve.handouts import gate_with, week_dates
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import (
    entry_checks,
    event_text,
    once_in_phase,
    phase_line,
    phase_title,
)
from worksheets.resolve.pieces import PHONE_GAP
from worksheets.resolve.schedule import PhaseSpan, PlannedWeek, ScheduledItem, with_dose
from worksheets.resolve.wording import Wording, full_date

_MAX_NEWS = 3


class Line(NamedTuple):
    """An item in a week, in words.

    Attributes:
        row: Its row in the grid.
        once: For a row that waits until the patient is in a phase, the words that say so, else "".
        ladder: Its levels, or None.
        checks: Whether it is time for more, where the patient finds that out.
        details: What belongs to the dose beside its sentence: rest, notes.
    """

    row: Row
    once: str
    ladder: Ladder | None
    checks: tuple[TickBox, ...]
    details: tuple[str, ...]


class RenderedWeek(NamedTuple):
    """A week in words, a line for each item that is due in it."""

    plan: PlannedWeek
    lines: tuple[Line, ...]


class WeekRenderer:
    """Puts the weeks of one booklet into words."""

    def __init__(self, parts: Parts, cards: Mapping[str, Card], bring_on: date | None) -> None:
        """Begin a booklet.

        Args:
            parts: What the booklet is made from.
            cards: The card of each item, by id, with its number.
            bring_on: Date of the next visit, or None.
        """
        self._parts = parts
        self._wording = parts.wording
        self._calendar = parts.calendar
        self._cards = cards
        self._bring_on = bring_on

    def render(self, week: PlannedWeek) -> RenderedWeek:
        """Put what is due in a week into words."""
        return RenderedWeek(week, tuple(self._line(one, week.days) for one in week.items))

    def _line(self, scheduled: ScheduledItem, days: range) -> Line:
        wording, item = self._wording, scheduled.item
        card = self._cards[item.id]
        once = once_in_phase(wording, scheduled)
        card = card._replace(
            name=item.name or card.name,
            dose=dose_sentence(wording, item.dose, scheduled.frequency),
            gate=gate_with(once, card.gate),
        )
        row = grid_row(wording, card, scheduled, days)
        ladder = ladder_of(self._parts, card.number, item)
        checks = tuple(_rule_boxes(wording, card, item))
        return Line(row, once, ladder, checks, item_details(wording, without_levels(item)))

    def week(self, this: RenderedWeek, before: RenderedWeek | None) -> Week:
        """A week of the booklet.

        Args:
            this: The week.
            before: The week before it, for what is new.
        """
        wording, parts, plan = self._wording, self._parts, this.plan
        phrases = parts.locale.booklet
        bring, first_day = self._bring_on, self._calendar.date_of(plan.days[0])
        if bring and first_day and bring < first_day:
            bring = None  # it is over: the line is for the next appointment
        old = {span.number for span in before.plan.phase_spans} if before else set()
        begins = [span for span in plan.phase_spans if span.number not in old]
        rows = tuple(line.row for line in this.lines)
        rule_boxes = {box.name: box for line in this.lines for box in line.checks}
        ladders: dict[str, Ladder] = {}
        for line in this.lines:
            if line.ladder:
                ladders.setdefault(line.row.id, line.ladder)
        checks = [*_entries(parts, plan, begins)]
        if rule_boxes:
            checks.append(CheckList(phrases.rule_checks, tuple(rule_boxes.values())))
        return Week(
            key=week_name(plan.number),
            title=wording.say(phrases.week, n=plan.number),
            dates=week_dates(parts, plan),
            since=self._since(max(0, plan.days[0])),
            phases=tuple(phase_line(parts, one) for one in plan.phase_spans if not one.waits),
            news=_news(wording, this, before, begins) if before else None,
            checks=tuple(checks),
            grid=week_grid(parts, plan.days, rows, booklet_rows(wording, plan.items)),
            ladders=tuple(ladders.values()),
            measures=tuple(self._measures(plan.days[-1])),
            bring=Field(
                phrases.bring,
                full_date(wording, parts.clinic, bring) if bring else "",
                "patient.bring-on",
            ),
            stop=wording.say(phrases.see_stop, phone=parts.phone or PHONE_GAP),
            measures_heading=phrases.measures,
        )

    def _since(self, day: int) -> str:
        """How long after the event from which the program counts: "11 weeks after surgery".

        Without a start, only a program with phases says where in them its first week lies.
        """
        phrases, calendar = self._parts.locale.booklet, self._calendar
        if calendar.anchor == "start" or not (calendar.start or self._parts.program.phases):
            return ""
        weeks = calendar.weeks_since(calendar.anchor, day)
        if weeks is None:
            return ""
        event = event_text(self._wording, calendar.anchor)
        phrase = phrases.before if weeks < 0 else phrases.since
        return self._wording.say(phrase, n=abs(weeks), event=event)

    def _measures(self, last_day: int) -> Iterator[Measure]:
        """What is measured in a week that ends with a day."""
        for measure in self._parts.program.measures:
            begins = measure.begins
            first = self._calendar.day_of(begins.span, begins.after) if begins else None
            if first is None or first <= last_day:
                target = target_text(self._wording, measure.target, measure.target_to)
                name, unit = measure_name(measure.id), measure.unit or ""
                yield Measure(measure.name, unit, target, name, self._parts.language)


def _news(
    wording: Wording, this: RenderedWeek, before: RenderedWeek, begins: Sequence[PhaseSpan]
) -> Words | None:
    """What is new against the week before, or None when nothing is."""
    phrases = wording.locale.booklet
    news = [
        wording.say(phrases.news_phase, phase=phase_title(wording, span))
        for span in begins
        if not span.waits
    ]
    old: dict[str, set[str]] = {item_id: set() for item_id in before.plan.resting}
    for line in before.lines:
        old.setdefault(line.row.id, set()).add(line.row.dose)
    rows = [line.row for line in this.lines]
    fresh = [row for row in rows if row.id not in old]
    if len(fresh) > _MAX_NEWS:  # one line for all of them: the page is needed for the days
        news.append(wording.say(phrases.news_exercises, list=_numbers(wording, fresh)))
    else:
        news += [wording.say(phrases.news_exercise, name=row.name, n=row.number) for row in fresh]
    for row in rows:
        if old.get(row.id) and row.dose not in old[row.id]:
            dose = row.dose[:1].lower() + row.dose[1:]
            news.append(wording.say(phrases.news_dose, name=row.name, dose=dose.rstrip(".")))
    here = {*this.plan.resting, *(row.id for row in rows)}
    gone = {line.row.id: line.row for line in before.lines if line.row.id not in here}.values()
    if len(gone) > _MAX_NEWS:
        news.append(wording.say(phrases.news_all_stopped, list=_numbers(wording, gone)))
    else:
        news += [wording.say(phrases.news_stopped, name=row.name) for row in gone]
    return Words(phrases.news, tuple(dict.fromkeys(news))) if news else None


def _numbers(wording: Wording, rows: Iterable[Row]) -> str:
    return wording.join_and([wording.number(row.number) for row in rows])


def _entries(parts: Parts, plan: PlannedWeek, begins: Sequence[PhaseSpan]) -> Iterator[CheckList]:
    """What must be true before a phase: in each week in which its exercises wait, for a new try.

    For one without exercises of its own, in the week of its date.
    """
    waiting = {one.phase_span.number for one in plan.items if one.is_open and one.phase_span}
    for span in plan.phase_spans:
        if span.number in waiting or (span.is_dated and span in begins):
            yield from entry_checks(parts, span)


def _rule_boxes(wording: Wording, card: Card, item: ProgramItem) -> Iterator[TickBox]:
    """A box for each rule of an exercise; what time alone decides is in its dose already."""
    progress = item.dose.progress if item.dose else None
    if progress is None:
        return
    sentences = [rule_text(wording, progress.rule)] if progress.rule else []
    if not progress.levels:
        sentences += level_rules(wording, progress)
    for number, sentence in enumerate(sentences, 1):
        label = wording.say(wording.locale.booklet.rule_check, name=card.name, when=sentence)
        yield named_box(wording, label, check_name(card.id, number))


def ladder_of(parts: Parts, number: int, item: ProgramItem) -> Ladder | None:
    """The levels of an exercise with a number, or None where it has none."""
    wording = parts.wording
    progress = item.dose.progress if item.dose else None
    if progress is None or not progress.levels:
        return None
    levels = tuple(
        named_box(wording, level, level_name(item.id, n))
        for n, level in enumerate(progress.levels, 1)
    )
    heading = wording.say(parts.locale.booklet.level, n=number)
    return Ladder(heading, levels, tuple(level_rules(wording, progress)), parts.language)


def without_levels(item: ProgramItem) -> ProgramItem:
    """The same without its levels, which have a place of their own in a booklet."""
    dose = item.dose
    if dose is None or dose.progress is None or not dose.progress.levels:
        return item
    fewer = dose.progress.model_copy(update={"levels": (), "up": None, "down": None})
    progress = fewer if fewer.rule else None
    return with_dose(item, dose.model_copy(update={"progress": progress}))


def target_text(wording: Wording, target: int | None, target_to: int | None) -> str:
    """What to reach: "Target: 20–25", or "" where nothing is known."""
    if target is None:
        return ""
    said = wording.number(target)
    if target_to is not None:
        high = wording.number(target_to)
        said = wording.say(wording.locale.amounts.range, low=said, high=high)
    return wording.say(wording.locale.booklet.target, target=said)
