"""Phases and gates in words: when they are, what must be so before, and who decided otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil

from worksheets.document import Bar, CheckList, Clearance, Field, PhaseText, Tick, Timeline, Words
from worksheets.field_names import check_name
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Gate, Phase
from worksheets.model.span import Anchor, Moment, Span
from worksheets.problems import Kind, Problem
from worksheets.resolve.amounts import amount_text, exactly, fill
from worksheets.resolve.calendar import DAYS, Calendar
from worksheets.resolve.grid import named_box
from worksheets.resolve.parts import Parts
from worksheets.resolve.rules import RULES, Rule, days_in_force, rules_of
from worksheets.resolve.schedule import (
    FOREVER,
    PhaseSpan,
    PlannedWeek,
    Schedule,
    ScheduledItem,
    gate_day,
)
from worksheets.resolve.wording import Wording, capital, full_date, span_of

_EVENTS: Mapping[Anchor, str] = {
    "start": "the start", "surgery": "surgery", "injury": "the injury",
    "boot off": "the boot came off",
}  # fmt: skip
"""Events in a message, which is in English always."""


def event_text(wording: Wording, anchor: Anchor, calendar: Calendar) -> str:
    """An event in a sentence: "surgery", "the boot came off", or what the program calls it."""
    if anchor == "event":
        return calendar.event
    said: str = getattr(wording.locale.booklet, anchor.replace(" ", "_"))
    return said


def span_text(wording: Wording, span: Span) -> str:
    """How long: "8 weeks"."""
    unit = "h" if span.unit == "hours" else span.unit
    return fill(wording, getattr(wording.locale.units, unit), exactly(span.number))


def moment_text(wording: Wording, moment: Moment, calendar: Calendar) -> str:
    """A time: "8 weeks after surgery", or only "surgery" where nothing lies between."""
    event = event_text(wording, moment.after or calendar.anchor, calendar)
    if not moment.span.number:
        return event
    span = span_text(wording, moment.span)
    return wording.say(wording.locale.booklet.after, span=span, event=event)


def closed_gates(parts: Parts) -> list[Problem]:
    """A problem for each item of a sheet that is asked for before its time.

    No message says when that is: the day follows from the patient's dates.
    """
    problems = []
    calendar = parts.calendar
    for gate in parts.program.gates:
        day = gate_day(gate, calendar)
        if parts.override or calendar.start is None or day is None or day <= 0:
            continue
        assert gate.not_before is not None  # it has a day
        span, anchor = gate.not_before.span, gate.not_before.after or calendar.anchor
        unit = span.unit.removesuffix("s") if span.number == 1 else span.unit
        event = _EVENTS.get(anchor) or parts.program.event
        for item_id in gate.items:
            message = (
                f"{item_id} is not for before {span.number} {unit} after {event}, "
                "and the sheet begins earlier"
            )
            hint = 'Begin later, or say why with --override "reason" --by NAME.'
            problems.append(Problem(message, hint, "--start", kind=Kind.USAGE))
    return problems


def _is_overridden(parts: Parts, gate: Gate) -> bool:
    """Whether somebody has decided that a gate opens earlier than it would."""
    day = gate_day(gate, parts.calendar)
    return parts.override is not None and gate.not_before is not None and (day is None or day > 0)


def gate_note(parts: Parts, item: ProgramItem) -> str:
    """The note beside the name of an item that is behind a gate, or not for everybody, or ""."""
    calendar, said = parts.calendar, []
    if item.only_if:
        condition = item.only_if.rstrip(".")
        said.append(parts.wording.say(parts.locale.page.only_if, condition=condition))
    for gate in parts.program.gates:
        if item.id not in gate.items:
            continue
        if gate.cleared:
            said.append(parts.locale.page.cleared_only)
        is_unknown = calendar.start is None or gate_day(gate, calendar) is None
        if gate.not_before and is_unknown and not _is_overridden(parts, gate):
            said.append(_not_before(parts, gate.not_before))
    return capital(parts.wording.join_clauses(list(dict.fromkeys(said))))


def choice_note(parts: Parts, item_id: str, numbers: Mapping[str, int]) -> str:
    """The note beside an item of which not all of its group are done, or "".

    Args:
        parts: What the document is made from.
        item_id: The item.
        numbers: The items that are due, by id, with their numbers.
    """
    for group in parts.program.groups:
        due = [number for one, number in numbers.items() if one in group.items]
        if item_id in group.items and len(due) > (group.choose.most or 0):
            wording = parts.wording
            listed = wording.join_and([wording.number(number) for number in sorted(due)])
            amount = amount_text(wording, group.choose)
            return capital(wording.say(parts.locale.page.choose, amount=amount, list=listed))
    return ""


def clearances_of(parts: Parts, ids: Sequence[str]) -> dict[int, Clearance]:
    """The gates as they are printed, by number, of those whose items are on the page.

    Args:
        parts: What the document is made from.
        ids: The items of the page, in the order of their numbers.
    """
    return {
        number: _clearance(parts, number, gate, ids)
        for number, gate in enumerate(parts.program.gates, 1)
        if set(gate.items) & set(ids)
    }


def _clearance(parts: Parts, number: int, gate: Gate, ids: Sequence[str]) -> Clearance:
    wording, page = parts.wording, parts.locale.page
    numbers = [wording.number(n) for n, item_id in enumerate(ids, 1) if item_id in gate.items]
    rules = [page.only_cleared] if gate.cleared else []
    rules += [_not_before(parts, gate.not_before)] if gate.not_before else []
    listed = wording.join_clauses(rules or [page.read_first])
    items = wording.join_and(numbers)
    warning = [gate.warning] if gate.warning else []
    if gate.not_if:
        reasons = wording.join_items([reason.rstrip(".") for reason in gate.not_if])
        said = wording.say(wording.locale.lists.sentence, text=reasons)
        warning.append(f"{page.not_if} {said}")
    by = on = None
    issued = full_date(wording, parts.clinic, parts.issued)
    if parts.override and _is_overridden(parts, gate):
        reason = parts.override.reason.rstrip(".")
        warning.append(wording.say(page.overridden, reason=reason))
        by, on = Field(page.overridden_by, parts.override.by), Field(page.cleared_on, issued)
    elif gate.cleared:
        facts = parts.facts
        day = full_date(wording, parts.clinic, facts.cleared_on) if facts.cleared_on else issued
        date = day if facts.cleared_by else ""
        by = Field(page.cleared_by, facts.cleared_by or "", f"clearance.{number}.by")
        on = Field(page.cleared_on, date, f"clearance.{number}.on")
    if gate.condition:
        items = wording.join_clauses([items, gate.condition])
    heading = wording.say(page.gated, n=len(numbers), items=items, list=listed)
    return Clearance(heading, " ".join(warning), by, on)


def _not_before(parts: Parts, moment: Moment) -> str:
    """In a sentence: "not before 8 weeks after surgery (30 November 2026)"."""
    wording, page, calendar = parts.wording, parts.locale.page, parts.calendar
    said = moment_text(wording, moment, calendar)
    day = calendar.day_of(moment.span, moment.after)
    known = calendar.date_of(day) if day is not None else None
    if known is None:
        return wording.say(page.not_before, moment=said)
    date = full_date(wording, parts.clinic, known)
    return wording.say(page.not_before_on, moment=said, date=date)


def once_in_phase(wording: Wording, scheduled: ScheduledItem) -> str:
    """For an item that waits until the patient is in a phase, the words that say so; else ""."""
    if not scheduled.is_open or scheduled.phase_span is None:
        return ""
    return wording.say(wording.locale.booklet.once_in_phase, n=scheduled.phase_span.number)


def phase_title(wording: Wording, span: PhaseSpan) -> str:
    """What a phase is called: "Phase 2: Build strength"."""
    return wording.say(wording.locale.booklet.phase, n=span.number, name=span.phase.name)


def phase_lines(parts: Parts, spans: Sequence[PhaseSpan], week: PlannedWeek) -> Iterator[Words]:
    """The phases of a week, each with the days on which it is in force and what holds in it.

    A phase whose criteria decide says what holds once the patient is in it: until then, what is in
    force before it holds.

    Args:
        parts: What the document is made from.
        spans: All phases of the program.
        week: The week.
    """
    wording, rules = parts.wording, [*rules_of(spans, week.days)]
    ended = {rule.until for rule in rules}
    for span in spans:
        own = [
            rule
            for rule in rules
            if rule.beside is span and _sentences(rule.source.phase, rule.name)
        ]
        if span in week.phase_spans and not span.waits:
            title = phase_title(wording, span)
            if days := _days_in_force(parts, span, week.days):
                title = f"{title} ({days})"
            yield Words(title, tuple(_rule_line(parts, rule, week) for rule in own), parts.language)
        elif span.waits and (span in week.phase_spans or span.number in ended):
            title = wording.say(parts.locale.booklet.once_in, n=span.number, name=span.phase.name)
            lines = [" ".join([one.label, *one.sentences]) for one in _own_rules(parts, span.phase)]
            if lines:
                yield Words(title, tuple(lines), parts.language)


def _rule_line(parts: Parts, rule: Rule, week: PlannedWeek) -> str:
    """A rule with its days where they are not those of its phase: "Boot (until Wednesday)"."""
    phrases, wording = parts.locale.booklet, parts.wording
    said = " ".join(_sentences(rule.source.phase, rule.name))
    limits = []
    if rule.days != days_in_force(rule.beside, week.days):
        limits.append(_days_text(parts, week.days, rule.days))
    if rule.until:
        limits.append(wording.say(phrases.until_phase, n=rule.until))
    if limits:
        said = f"{said.removesuffix('.')} ({wording.join_clauses(limits)})."
    return f"{getattr(phrases, rule.name)} {said}"


def _days_in_force(parts: Parts, span: PhaseSpan, week: range) -> str:
    """The days of a week on which a phase is in force, "from Thursday", or "" for all of them."""
    said = [_days_text(parts, week, days_in_force(span, week))]
    if span.until and span.ends > week[-1]:
        said.append(parts.wording.say(parts.locale.booklet.until_phase, n=span.until))
    return parts.wording.join_clauses(said)


def _days_text(parts: Parts, week: range, days: Sequence[int]) -> str:
    """Days of a week in words, those that follow each other together; "" for all of them."""
    phrases, said = parts.locale.booklet, []
    # Within a run, days grow as fast as their places: the difference stays the same.
    for _, run in groupby(enumerate(days), key=lambda one: one[1] - one[0]):
        held = [day for _, day in run]
        first, last = _day(parts, week, held[0]), _day(parts, week, held[-1])
        begins, ends = held[0] > max(week[0], 0), held[-1] < week[-1]
        if begins and ends and len(held) == 1:
            said.append(first)
        elif begins and ends:
            said.append(parts.wording.say(parts.locale.dates.span, first=first, last=last))
        elif begins:
            said.append(parts.wording.say(phrases.when_from, **{"from": first}))
        elif ends:
            said.append(parts.wording.say(phrases.when_until, to=last))
    return parts.wording.join_and(said) if said else ""


def _day(parts: Parts, week: range, day: int) -> str:
    """A day of a week by its name, or by its number where no date is known."""
    date = parts.calendar.date_of(day)
    if date is None:
        return parts.wording.say(parts.locale.booklet.day, n=day - week[0] + 1)
    return parts.wording.say(parts.locale.dates.weekday_full, date=date)


def _own_rules(parts: Parts, phase: Phase) -> Iterator[Words]:
    """What holds all the time in a phase, as it says itself."""
    for name in RULES:
        if sentences := _sentences(phase, name):
            yield Words(getattr(parts.locale.booklet, name), sentences, parts.language)


def _sentences(phase: Phase, name: str) -> tuple[str, ...]:
    """What a phase says of a rule; that it has no precautions ends those of earlier phases."""
    said = getattr(phase, name)
    if name == "precautions" and [one.rstrip(".").lower() for one in said] == ["none"]:
        return ()
    return (said,) if isinstance(said, str) else said or ()


def entry_checks(parts: Parts, span: PhaseSpan) -> Iterator[CheckList]:
    """What must be true before a phase begins, to tick."""
    entry, phrases, wording = span.phase.entry, parts.locale.booklet, parts.wording
    if entry is None:
        return
    number = 0
    for phrase, criteria in ((phrases.entry_all, entry.all_of), (phrases.entry_any, entry.any_of)):
        boxes = []
        for criterion in criteria:
            number += 1
            boxes.append(named_box(wording, criterion, check_name(span.phase.id, number)))
        if boxes:
            phase = wording.say(phrases.phase_number, n=span.number)
            yield CheckList(wording.say(phrase, phase=phase), tuple(boxes), parts.language)


def phase_texts(parts: Parts, schedule: Schedule, weeks: int) -> tuple[PhaseText, ...]:
    """The phases that the booklet reaches, in the order of the program."""
    label, language = parts.locale.booklet.goals_of_phase, parts.language
    made = []
    for span in _reached(schedule, weeks):
        goals = [Words(label, span.phase.goals, language)] if span.phase.goals else []
        lines = (*goals, *_own_rules(parts, span.phase))
        title, checks = phase_title(parts.wording, span), tuple(entry_checks(parts, span))
        made.append(PhaseText(title, _when(parts, span), lines, checks, language))
    return tuple(made)


def _reached(schedule: Schedule, weeks: int) -> Sequence[PhaseSpan]:
    """The phases that lie in the booklet, not those that are over before or begin after."""
    last = schedule.calendar.days_of(weeks)[-1]
    return [span for span in schedule.phase_spans if span.ends > 0 and span.begins <= last]


def _when(parts: Parts, span: PhaseSpan) -> str:
    """When a phase is: counted from its event, and with dates where they are known."""
    wording, calendar = parts.wording, parts.calendar
    phase, phrases = span.phase, parts.locale.booklet
    if phase.begins is None:
        return capital(phrases.when_ready)
    anchor = phase.since or calendar.anchor
    begins = moment_text(wording, Moment(span=phase.begins, after=anchor), calendar)
    if not isinstance(phase.ends, Span):
        said = wording.say(phrases.when_from, **{"from": begins})
    else:
        ends = moment_text(wording, Moment(span=phase.ends, after=anchor), calendar)
        first = span_text(wording, phase.begins)
        said = wording.say(phrases.when_to, **{"from": first, "to": ends})
        if not phase.begins.number:
            said = wording.say(phrases.when_until, to=ends)
    day = calendar.date_of(span.begins) if span.is_dated else None
    if span.until:  # its time may be over, and it goes on
        said = wording.join_clauses([said, wording.say(phrases.until_phase, n=span.until)])
    if day is None or span.until:
        return capital(said)
    last = calendar.date_of(span.ends - 1) if span.ends < FOREVER else None
    dates = span_of(wording, parts.clinic, day, last or day)
    if last is None:
        dates = wording.say(phrases.when_from, **{"from": dates})
    return capital(f"{said}: {dates}")


def timeline_of(parts: Parts, schedule: Schedule, weeks: int) -> Timeline | None:
    """The phases over the weeks of the booklet, or None for a program without phases."""
    spans = _reached(schedule, weeks)
    if not spans:
        return None
    wording, phrases = parts.wording, parts.locale.booklet
    listed = wording.join_items(
        [
            wording.say(phrases.phase_alt, name=phase_title(wording, span), when=when)
            for span in spans
            if (when := _when(parts, span))
        ]
    )
    length = fill(wording, parts.locale.units.weeks, exactly(weeks))
    return Timeline(
        heading=phrases.timeline,
        weeks=weeks,
        ticks=tuple(_tick(parts, number) for number in range(1, weeks + 1)),
        bars=tuple(_bar(parts, span, weeks) for span in spans),
        today=_today(parts, weeks),
        alt=wording.say(phrases.timeline_alt, weeks=length, list=listed),
    )


def _tick(parts: Parts, week: int) -> Tick:
    first = parts.calendar.date_of(parts.calendar.days_of(week)[0])
    under = parts.wording.say(parts.locale.dates.short, date=first) if first else ""
    return Tick(week - 1, parts.wording.say(parts.locale.booklet.week, n=week), under)


def _bar(parts: Parts, span: PhaseSpan, weeks: int) -> Bar:
    lead = parts.calendar.lead
    begins, ends = (min(max((day + lead) / DAYS, 0), weeks) for day in (span.begins, span.ends))
    when = parts.locale.booklet.when_ready
    if span.is_dated:
        last = max(ceil(ends), int(begins) + 1)
        when = run_of_weeks(parts.wording, int(begins) + 1, last, weeks)
    return Bar(
        number=span.number,
        name=span.phase.name,
        begins=begins,
        ends=ends,
        open_left=span.begins < -lead,
        open_right=span.ends > weeks * DAYS - lead,
        is_dated=not span.waits,
        when=when,
        language=parts.language,
    )


def _today(parts: Parts, weeks: int) -> Tick | None:
    """The day of issue on the line."""
    calendar = parts.calendar
    if calendar.start is None:
        return None
    at = ((parts.issued - calendar.start).days + calendar.lead) / DAYS
    if not 0 <= at <= weeks:
        return None
    date = parts.wording.say(parts.locale.dates.short, date=parts.issued)
    return Tick(at, parts.locale.booklet.today, date)


def run_of_weeks(wording: Wording, first: int, last: int, total: int) -> str:
    """Weeks that follow each other: "Week 3", "Weeks 3 to 5", or "From week 3" to the end."""
    phrases = wording.locale.booklet
    if first == last:
        return wording.say(phrases.week, n=first)
    if last == total:
        return wording.say(phrases.from_week, first=first)
    return wording.say(phrases.weeks, first=first, last=last)
