"""One week of a booklet in words: what is due, what is new, what to tick and to measure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from worksheets.document import Card, CheckList, Field, Ladder, Measure, Row, TickBox, Week, Words
from worksheets.field_names import check_name, level_name, measure_name, week_name
from worksheets.model.item import ProgramItem
from worksheets.resolve.doses import dose_facts, item_details, level_rules, rule_text
from worksheets.resolve.grid import booklet_rows, grid_row, named_box, week_grid
from worksheets.resolve.handouts import joined_notes, week_dates
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import (
    choice_note,
    entry_checks,
    event_text,
    gate_note,
    once_in_phase,
    phase_lines,
    phase_title,
)
from worksheets.resolve.pieces import PHONE_GAP
from worksheets.resolve.schedule import PhaseSpan, PlannedWeek, ScheduledItem, with_dose
from worksheets.resolve.wording import Wording, full_date

_MAX_NEWS = 3


class RenderedWeek(NamedTuple):
    """A week with a row of its grid for each item that is due in it."""

    plan: PlannedWeek
    rows: tuple[Row, ...]

    @property
    def lines(self) -> list[tuple[ScheduledItem, Row]]:
        """Each item with its row."""
        return list(zip(self.plan.items, self.rows, strict=True))


class WeekRenderer(NamedTuple):
    """Puts the weeks of one booklet into words.

    Attributes:
        parts: What the booklet is made from.
        phase_spans: The phases of the program.
        cards: The card of each item, by id, with its number.
        bring_on: Date of the next visit, or None.
    """

    parts: Parts
    phase_spans: Sequence[PhaseSpan]
    cards: Mapping[str, Card]
    bring_on: date | None

    def render(self, week: PlannedWeek) -> RenderedWeek:
        """Put what is due in a week into words."""
        ids = [one.item.id for one in week.items]
        numbers = {item_id: self.cards[item_id].number for item_id in ids}
        rows = []
        for one in week.items:
            row = self._row(one, week.days, choice_note(self.parts, one.item.id, numbers))
            if ids.count(one.item.id) > 1 and one.phase_span:  # told apart by their phases
                phrase = self.parts.locale.booklet.phase_number
                number = self.parts.wording.say(phrase, n=one.phase_span.number)
                row = row._replace(name=f"{row.name} ({number})")
            rows.append(row)
        return RenderedWeek(week, tuple(rows))

    def _row(self, scheduled: ScheduledItem, days: range, choice: str) -> Row:
        wording, item = self.parts.wording, scheduled.item
        card = self.cards[item.id]
        bare = item.dose and item.dose.model_copy(update={"progress": None})  # it has boxes
        card = card._replace(
            name=item.name or card.name,
            dose=dose_facts(wording, item.dose, scheduled.frequency),
            details=item_details(wording, with_dose(item, bare)),
            gate=joined_notes(
                choice, once_in_phase(wording, scheduled), gate_note(self.parts, item)
            ),
        )
        return grid_row(wording, card, scheduled, days, chosen=bool(choice))

    def week(self, this: RenderedWeek, before: RenderedWeek | None) -> Week:
        """A week of the booklet.

        Args:
            this: The week.
            before: The week before it, for what is new.
        """
        parts, wording, plan = self.parts, self.parts.wording, this.plan
        phrases = parts.locale.booklet
        bring, first_day = self.bring_on, parts.calendar.date_of(plan.days[0])
        if bring and first_day and bring < first_day:
            bring = None  # it is over: the line is for the next appointment
        old = {span.number for span in before.plan.phase_spans} if before else set()
        begins = [span for span in plan.phase_spans if span.number not in old]
        rule_boxes: dict[str, TickBox] = {}
        ladders: dict[str, Ladder] = {}
        for one, row in this.lines:
            rule_boxes |= {box.name: box for box in _rule_boxes(wording, row, one.item)}
            if ladder := ladder_of(parts, row.name, one.item):
                ladders.setdefault(row.id, ladder)
        checks = [*_entries(parts, plan, begins)]
        if rule_boxes:
            checks.append(CheckList(phrases.rule_checks, tuple(rule_boxes.values())))
        return Week(
            key=week_name(plan.number),
            title=wording.say(phrases.week, n=plan.number),
            dates=week_dates(parts, plan),
            since=_since(parts, max(0, plan.days[0])),
            phases=tuple(phase_lines(parts, self.phase_spans, plan)),
            news=_news(wording, this, before, begins) if before else None,
            checks=tuple(checks),
            grid=week_grid(parts, plan.days, this.rows, booklet_rows(wording, plan.items)),
            ladders=tuple(ladders.values()),
            measures=tuple(_measures(parts, plan.days[-1])),
            bring=Field(
                phrases.bring,
                full_date(wording, parts.clinic, bring) if bring else "",
                "patient.bring-on",
            ),
            stop=wording.say(phrases.see_stop, phone=parts.phone or PHONE_GAP),
            measures_heading=phrases.measures,
        )


def _since(parts: Parts, day: int) -> str:
    """How long after the event from which the program counts: "11 weeks after surgery".

    Without a start, only a program with phases says where in them its first week lies.
    """
    phrases, calendar = parts.locale.booklet, parts.calendar
    weeks = calendar.weeks_since(calendar.anchor, day)
    if calendar.anchor == "start" or not (calendar.start or parts.program.phases) or weeks is None:
        return ""
    event = event_text(parts.wording, calendar.anchor, calendar)
    phrase = phrases.before if weeks < 0 else phrases.since
    return parts.wording.say(phrase, n=abs(weeks), event=event)


def _measures(parts: Parts, last_day: int) -> Iterator[Measure]:
    """What is measured in a week that ends with a day."""
    for measure in parts.program.measures:
        begins = measure.begins
        first = parts.calendar.day_of(begins.span, begins.after) if begins else None
        if first is None or first <= last_day:
            target = target_text(parts.wording, measure.target, measure.target_to)
            name, unit = measure_name(measure.id), measure.unit or ""
            yield Measure(measure.name, unit, target, name, parts.language)


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
    old: dict[str, list[tuple[str, ...]]] = {item_id: [] for item_id in before.plan.resting}
    for row in before.rows:
        old.setdefault(row.id, []).append(_said(row))
    fresh = [row for one, row in this.lines if row.id not in old and not one.is_open]
    news += _each(wording, fresh, phrases.news_exercise, phrases.news_exercises)
    for one, row in this.lines:
        whole, known = _said(row), old.get(row.id)
        if known and whole not in known and not one.is_open:
            # What has changed, or all of it where something is left out.
            changed = [said for said in whole if not any(said in dose for dose in known)]
            dose = " · ".join(changed or whole)
            news.append(wording.say(phrases.news_dose, name=row.name, dose=dose))
    skipped = {row.id: row.name for row in before.rows if row.id in this.plan.skipped}
    news += [wording.say(phrases.news_skipped, name=name) for name in skipped.values()]
    here = {*this.plan.resting, *(row.id for row in this.rows)}
    gone = {row.id: row for row in before.rows if row.id not in here}
    news += _each(wording, [*gone.values()], phrases.news_stopped, phrases.news_all_stopped)
    return Words(phrases.news, tuple(dict.fromkeys(news))) if news else None


def _said(row: Row) -> tuple[str, ...]:
    """All that a row says of its dose, one by one."""
    return *[fact.text for fact in row.dose], *[one.rstrip(".") for one in row.details]


def _each(wording: Wording, rows: Sequence[Row], phrase: str, for_many: str) -> list[str]:
    """A line for each exercise, or one line for many: the page is needed for the days."""
    if len(rows) > _MAX_NEWS:
        numbers = wording.join_and([wording.number(row.number) for row in rows])
        return [wording.say(for_many, list=numbers)]
    return [wording.say(phrase, name=row.name, n=row.number) for row in rows]


def _entries(parts: Parts, plan: PlannedWeek, begins: Sequence[PhaseSpan]) -> Iterator[CheckList]:
    """What must be true before a phase: in each week in which its exercises wait, for a new try.

    For one without exercises of its own, in the week of its date.
    """
    waiting = {one.phase_span.number for one in plan.items if one.is_open and one.phase_span}
    for span in plan.phase_spans:
        if span.number in waiting or (span.is_dated and span in begins):
            yield from entry_checks(parts, span)


def _rule_boxes(wording: Wording, row: Row, item: ProgramItem) -> Iterator[TickBox]:
    """A box for each rule of an exercise; what time alone decides is in its dose already."""
    progress = item.dose.progress if item.dose else None
    if progress is None:
        return
    sentences = [rule_text(wording, progress.rule)] if progress.rule else []
    if not progress.levels:
        sentences += level_rules(wording, progress)
    for number, sentence in enumerate(sentences, 1):
        label = wording.say(wording.locale.booklet.rule_check, name=row.name, when=sentence)
        yield named_box(wording, label, check_name(row.id, number))


def ladder_of(parts: Parts, name: str, item: ProgramItem) -> Ladder | None:
    """The levels of an exercise with a name, or None where it has none."""
    wording = parts.wording
    progress = item.dose.progress if item.dose else None
    if progress is None or not progress.levels:
        return None
    levels = tuple(
        named_box(wording, level, level_name(item.id, n))
        for n, level in enumerate(progress.levels, 1)
    )
    heading = wording.say(parts.locale.booklet.level, name=name)
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
        phrase = wording.locale.amounts.range
        said = wording.say(phrase, low=said, high=wording.number(target_to))
    return wording.say(wording.locale.booklet.target, target=said)
