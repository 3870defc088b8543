"""One week of a booklet in words: what is due, what is new, what to tick and to measure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from worksheets.document import Card, CheckList, Field, Ladder, Measure, Row, TickBox, Week, Words
from worksheets.field_names import check_name, level_name, measure_name, week_name
from worksheets.resolve.boxes import named_box
from worksheets.resolve.calendar import Calendar
from worksheets.resolve.dates import full_date
from worksheets.resolve.details import level_rules, rule_text
from worksheets.resolve.doses import dose_sentence, item_details
from worksheets.resolve.gates import event_text
from worksheets.resolve.languages import unless_same
from worksheets.resolve.parts import Parts
from worksheets.resolve.phases import entry_checks, phase_line, phase_title
from worksheets.resolve.pieces import gate_with, once_in_phase, phone_of, without_levels
from worksheets.resolve.schedule import Due, PlannedWeek, Stretch
from worksheets.resolve.sheets import week_dates
from worksheets.resolve.week import daily_rows, empty_grid, grid_row
from worksheets.resolve.wording import Wording

_MOST_NEWS = 3


class Line(NamedTuple):
    """An item in a week, in words.

    Attributes:
        card: Its card, with the dose of this week.
        row: Its row in the grid.
        once: For a row that waits until the patient is in a phase, the words that say so, else "".
        ladder: Its levels, or None.
        checks: Whether it is time for more, where the patient finds that out.
        details: What belongs to the dose beside its sentence: rest, notes.
    """

    card: Card
    row: Row
    once: str
    ladder: Ladder | None
    checks: tuple[TickBox, ...]
    details: tuple[str, ...]


class Said(NamedTuple):
    """A week with what is due in it in words, a line for each due."""

    plan: PlannedWeek
    lines: tuple[Line, ...]


class Teller:
    """Says the weeks of one booklet; a line that is the same in several weeks is one object."""

    def __init__(
        self, wording: Wording, parts: Parts, calendar: Calendar, cards: Mapping[str, Card]
    ) -> None:
        """Begin a booklet.

        Args:
            wording: The language.
            parts: What the booklet is made from.
            calendar: Its days.
            cards: The card of each item, by id, with its number.
        """
        self._wording = wording
        self._parts = parts
        self._calendar = calendar
        self._cards = cards
        self._lines: dict[tuple[object, ...], tuple[Due, Line]] = {}
        self._measures = measures_of(wording, parts, calendar)

    def say(self, week: PlannedWeek) -> Said:
        """Say what is due in a week."""
        return Said(week, tuple(self._line(due, week.days) for due in week.dues))

    def _line(self, due: Due, days: range) -> Line:
        phase = due.stretch.number if due.stretch and due.is_open else 0
        key = (id(due.item), id(due.frequency), phase, due.days, days[0] < 0)
        known = self._lines.get(key)
        if known:
            return known[1]
        line = self._new_line(due, days)
        self._lines[key] = due, line  # a due keeps its item alive, and with it the id
        return line

    def _new_line(self, due: Due, days: range) -> Line:
        wording, parts = self._wording, self._parts
        card = self._cards[due.item.id]._replace(
            dose=dose_sentence(wording, due.item.dose, due.frequency)
        )
        if due.item.name:
            card = card._replace(name=due.item.name)
        once = once_in_phase(wording, due)
        row = grid_row(wording, card, due, days)
        row = row._replace(gate=gate_with(once, card.gate))
        ladder = ladder_of(wording, parts, card, due)
        details = item_details(wording, without_levels(due).item)
        return Line(card, row, once, ladder, tuple(_rule_boxes(wording, card, due)), details)

    def week(self, said: Said, before: Said | None) -> Week:
        """A week of the booklet.

        Args:
            said: The week.
            before: The week before it, for what is new.
        """
        wording, parts, plan = self._wording, self._parts, said.plan
        phrases, clinic = parts.locale.booklet, parts.clinic
        bring, first_day = parts.patient.bring_on, self._calendar.date_of(plan.days[0])
        if bring and first_day and bring < first_day:
            bring = None  # it is over: the line is for the next appointment
        old = {stretch.number for stretch in before.plan.stretches} if before else set()
        begins = [stretch for stretch in plan.stretches if stretch.number not in old]
        grid = empty_grid(wording, plan.days, self._calendar, clinic)
        rows = tuple(line.row for line in said.lines)
        return Week(
            key=week_name(plan.number),
            title=wording.say(phrases.week, n=plan.number),
            dates=week_dates(wording, parts, plan, self._calendar),
            since=_since(wording, parts, self._calendar, max(0, plan.days[0])),
            phases=tuple(
                phase_line(wording, parts, one) for one in plan.stretches if not one.waits
            ),
            news=_news(wording, said, before, begins) if before else None,
            checks=(*_entries(wording, parts, plan, begins), *_rules(wording, said)),
            grid=grid._replace(rows=rows, writing=daily_rows(wording, plan.dues)),
            ladders=tuple(_ladders(said)),
            measures=tuple(
                said for first, said in self._measures if first is None or first <= plan.days[-1]
            ),
            bring=Field(
                phrases.bring,
                full_date(wording, clinic, bring) if bring else "",
                "patient.bring-on",
            ),
            stop=wording.say(phrases.see_stop, phone=phone_of(parts)),
            measures_heading=phrases.measures,
        )


def _since(wording: Wording, parts: Parts, calendar: Calendar, day: int) -> str:
    """How long after the event from which the program counts: "11 weeks after surgery".

    Without a start, only a program with phases says where in them its first week lies.
    """
    phrases = wording.locale.booklet
    if calendar.anchor == "start" or not (calendar.start or parts.program.phases):
        return ""
    weeks = calendar.weeks_since(calendar.anchor, day)
    if weeks is None:
        return ""
    event = event_text(wording, calendar.anchor)
    if weeks < 0:
        return wording.say(phrases.before, n=-weeks, event=event)
    return wording.say(phrases.since, n=weeks, event=event)


def _news(wording: Wording, said: Said, before: Said, begins: Sequence[Stretch]) -> Words | None:
    """What is new against the week before, or None when nothing is."""
    phrases = wording.locale.booklet
    news = [
        wording.say(phrases.news_phase, phase=phase_title(wording, stretch))
        for stretch in begins
        if not stretch.waits
    ]
    old: dict[str, set[str]] = {item_id: set() for item_id in before.plan.resting}
    for line in before.lines:
        old.setdefault(line.row.id, set()).add(line.row.dose)
    rows = [line.row for line in said.lines]
    fresh = [row for row in rows if row.id not in old]
    if len(fresh) > _MOST_NEWS:  # one line for all of them: the page is needed for the days
        numbers = wording.join_and([str(row.number) for row in fresh])
        news.append(wording.say(phrases.news_exercises, list=numbers))
    else:
        news += [wording.say(phrases.news_exercise, name=row.name, n=row.number) for row in fresh]
    for row in rows:
        if old.get(row.id) and row.dose not in old[row.id]:
            dose = row.dose[:1].lower() + row.dose[1:]
            news.append(wording.say(phrases.news_dose, name=row.name, dose=dose.rstrip(".")))
    here = {*said.plan.resting, *(row.id for row in rows)}
    gone = {line.row.id: line.row for line in before.lines if line.row.id not in here}.values()
    if len(gone) > _MOST_NEWS:
        numbers = wording.join_and([str(row.number) for row in gone])
        news.append(wording.say(phrases.news_all_stopped, list=numbers))
    else:
        news += [wording.say(phrases.news_stopped, name=row.name) for row in gone]
    return Words(phrases.news, tuple(dict.fromkeys(news))) if news else None


def _entries(
    wording: Wording, parts: Parts, plan: PlannedWeek, begins: Sequence[Stretch]
) -> Iterator[CheckList]:
    """What must be true before a phase: in each week in which its exercises wait, for a new try.

    For one without exercises of its own, in the week of its date.
    """
    waiting = {due.stretch.number for due in plan.dues if due.is_open and due.stretch}
    for stretch in plan.stretches:
        if stretch.number in waiting or (stretch.is_dated and stretch in begins):
            yield from entry_checks(wording, parts, stretch)


def _rules(wording: Wording, said: Said) -> Iterator[CheckList]:
    """Whether it is time for more, where the patient finds that out."""
    boxes = {box.name: box for line in said.lines for box in line.checks}
    if boxes:
        yield CheckList(wording.locale.booklet.rule_checks, tuple(boxes.values()))


def _rule_boxes(wording: Wording, card: Card, due: Due) -> Iterator[TickBox]:
    """A box for each rule of an exercise; what time alone decides is in its dose already."""
    progress = due.item.dose.progress if due.item.dose else None
    if progress is None:
        return
    sentences = [rule_text(wording, progress.rule)] if progress.rule else []
    if not progress.levels:
        sentences += level_rules(wording, progress)
    for number, sentence in enumerate(sentences, 1):
        label = wording.say(wording.locale.booklet.rule_check, name=card.name, when=sentence)
        yield named_box(wording, label, check_name(card.id, number))


def _ladders(said: Said) -> Iterator[Ladder]:
    seen = set()
    for line in said.lines:
        if line.ladder and line.card.id not in seen:
            seen.add(line.card.id)
            yield line.ladder


def ladder_of(wording: Wording, parts: Parts, card: Card, due: Due) -> Ladder | None:
    """The levels of an exercise, or None where it has none."""
    progress = due.item.dose.progress if due.item.dose else None
    if progress is None or not progress.levels:
        return None
    heading = wording.say(parts.locale.booklet.level, n=card.number)
    levels = tuple(
        named_box(wording, level, level_name(card.id, number))
        for number, level in enumerate(progress.levels, 1)
    )
    language = unless_same(parts.program.language, parts.locale.language)
    return Ladder(heading, levels, tuple(level_rules(wording, progress)), language)


def measures_of(
    wording: Wording, parts: Parts, calendar: Calendar
) -> tuple[tuple[int | None, Measure], ...]:
    """What is measured each week, with the first day of those that begin later."""
    language = unless_same(parts.program.language, parts.locale.language)
    made = []
    for measure in parts.program.measures:
        target = target_text(wording, measure.target, measure.target_to)
        name = measure_name(measure.id)
        begins = measure.begins
        first = calendar.day_of(begins.span, begins.after) if begins else None
        made.append((first, Measure(measure.name, measure.unit or "", target, name, language)))
    return tuple(made)


def target_text(wording: Wording, target: int | None, target_to: int | None) -> str:
    """What to reach: "Target: 20–25", or "" where nothing is known."""
    if target is None:
        return ""
    said = wording.say("{n, number}", n=target)
    if target_to is not None:
        high = wording.say("{n, number}", n=target_to)
        said = wording.say(wording.locale.amounts.range, low=said, high=high)
    return wording.say(wording.locale.booklet.target, target=said)
