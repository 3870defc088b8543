"""The phases of a program in words, and as a line of time."""

from collections.abc import Iterator, Sequence
from math import ceil

from worksheets.document import Bar, CheckList, PhaseText, Tick, Timeline, Words
from worksheets.field_names import check_name
from worksheets.model.span import Moment
from worksheets.resolve.amounts import exactly, fill
from worksheets.resolve.boxes import named_box
from worksheets.resolve.calendar import DAYS, Calendar
from worksheets.resolve.dates import span_of
from worksheets.resolve.gates import moment_text, span_text
from worksheets.resolve.languages import unless_same
from worksheets.resolve.parts import Parts
from worksheets.resolve.schedule import FOREVER, Schedule, Stretch
from worksheets.resolve.wording import Wording, capital


def phase_title(wording: Wording, stretch: Stretch) -> str:
    """What a phase is called: "Phase 2: Build strength"."""
    return wording.say(wording.locale.booklet.phase, n=stretch.number, name=stretch.phase.name)


def phase_line(wording: Wording, parts: Parts, stretch: Stretch) -> Words:
    """A phase with what holds all the time in it."""
    phase, phrases = stretch.phase, parts.locale.booklet
    lines = [f"{phrases.device} {' '.join(phase.device)}"] if phase.device else []
    lines += [f"{phrases.weight_bearing} {phase.weight_bearing}"] if phase.weight_bearing else []
    lines += [f"{phrases.precautions} {' '.join(phase.precautions)}"] if phase.precautions else []
    language = unless_same(parts.program.language, parts.locale.language)
    return Words(phase_title(wording, stretch), tuple(lines), language)


def phase_texts(
    wording: Wording, parts: Parts, schedule: Schedule, weeks: int
) -> tuple[PhaseText, ...]:
    """The phases that the booklet reaches, in the order of the program."""
    language = unless_same(parts.program.language, parts.locale.language)
    return tuple(
        PhaseText(
            phase_title(wording, stretch),
            _when(wording, parts, schedule.calendar, stretch),
            tuple(_lines(wording, stretch, language)),
            tuple(entry_checks(wording, parts, stretch)),
            language,
        )
        for stretch in _reached(schedule, weeks)
    )


def _reached(schedule: Schedule, weeks: int) -> Sequence[Stretch]:
    """The phases that lie in the booklet, not those that are over before or begin after."""
    last = schedule.calendar.days_of(weeks)[-1]
    return [one for one in schedule.stretches if one.ends > 0 and one.begins <= last]


def _lines(wording: Wording, stretch: Stretch, language: str) -> Iterator[Words]:
    phrases, phase = wording.locale.booklet, stretch.phase
    for label, sentences in (
        (phrases.goals_of_phase, phase.goals),
        (phrases.device, phase.device),
        (phrases.weight_bearing, (phase.weight_bearing,) if phase.weight_bearing else ()),
        (phrases.precautions, phase.precautions),
    ):
        if sentences:
            yield Words(label, sentences, language)


def entry_checks(wording: Wording, parts: Parts, stretch: Stretch) -> Iterator[CheckList]:
    """What must be true before a phase begins, to tick."""
    entry, phrases = stretch.phase.entry, parts.locale.booklet
    if entry is None:
        return
    language = unless_same(parts.program.language, parts.locale.language)
    number = 0
    for phrase, criteria in ((phrases.entry_all, entry.all_of), (phrases.entry_any, entry.any_of)):
        boxes = []
        for criterion in criteria:
            number += 1
            boxes.append(named_box(wording, criterion, check_name(stretch.phase.id, number)))
        if boxes:
            phase = wording.say(phrases.phase_number, n=stretch.number)
            yield CheckList(wording.say(phrase, phase=phase), tuple(boxes), language)


def _when(wording: Wording, parts: Parts, calendar: Calendar, stretch: Stretch) -> str:
    """When a phase is: counted from its event, and with dates where they are known."""
    phase, phrases = stretch.phase, wording.locale.booklet
    if phase.begins is None:
        return capital(phrases.when_ready)
    anchor = phase.since or calendar.anchor
    begins = moment_text(wording, Moment(span=phase.begins, after=anchor), calendar)
    if phase.ends is None:
        said = wording.say(phrases.when_from, **{"from": begins})
    else:
        ends = moment_text(wording, Moment(span=phase.ends, after=anchor), calendar)
        first = span_text(wording, phase.begins)
        said = wording.say(phrases.when_to, **{"from": first, "to": ends})
        if not phase.begins.number:
            said = wording.say(phrases.when_until, to=ends)
    dates = _dates(wording, parts, calendar, stretch)
    return capital(f"{said}: {dates}" if dates else said)


def _dates(wording: Wording, parts: Parts, calendar: Calendar, stretch: Stretch) -> str:
    if not stretch.is_dated:
        return ""
    first = calendar.date_of(stretch.begins)
    last = calendar.date_of(stretch.ends - 1) if stretch.ends < FOREVER else None
    if first is None:
        return ""
    if last is None:
        date = span_of(wording, parts.clinic, first, first)
        return wording.say(wording.locale.booklet.when_from, **{"from": date})
    return span_of(wording, parts.clinic, first, last)


def timeline_of(wording: Wording, parts: Parts, schedule: Schedule, weeks: int) -> Timeline | None:
    """The phases over the weeks of the booklet, or None for a program without phases."""
    stretches = _reached(schedule, weeks)
    if not stretches:
        return None
    calendar, phrases = schedule.calendar, parts.locale.booklet
    language = unless_same(parts.program.language, parts.locale.language)
    bars = tuple(_bar(wording, calendar, stretch, weeks, language) for stretch in stretches)
    listed = wording.join_items(
        [
            wording.say(phrases.phase_alt, name=phase_title(wording, stretch), when=when)
            for stretch in stretches
            if (when := _when(wording, parts, calendar, stretch))
        ]
    )
    length = fill(wording, parts.locale.units.weeks, exactly(weeks))
    return Timeline(
        heading=phrases.timeline,
        weeks=weeks,
        ticks=tuple(_tick(wording, calendar, number) for number in range(1, weeks + 1)),
        bars=bars,
        today=_today(wording, parts, calendar, weeks),
        alt=wording.say(phrases.timeline_alt, weeks=length, list=listed),
    )


def _tick(wording: Wording, calendar: Calendar, week: int) -> Tick:
    first = calendar.date_of(calendar.days_of(week)[0])
    under = wording.say(wording.locale.dates.short, date=first) if first else ""
    return Tick(week - 1, wording.say(wording.locale.booklet.week, n=week), under)


def _bar(wording: Wording, calendar: Calendar, stretch: Stretch, weeks: int, language: str) -> Bar:
    def at(day: int) -> float:
        return min(max((day + calendar.lead) / DAYS, 0), weeks)

    begins, ends = at(stretch.begins), at(stretch.ends)
    when = wording.locale.booklet.when_ready
    if stretch.is_dated:
        when = run_of_weeks(wording, int(begins) + 1, max(ceil(ends), int(begins) + 1), weeks)
    return Bar(
        number=stretch.number,
        name=stretch.phase.name,
        begins=begins,
        ends=ends,
        open_left=stretch.begins < -calendar.lead,
        open_right=stretch.ends > weeks * DAYS - calendar.lead,
        is_dated=not stretch.waits,
        when=when,
        language=language,
    )


def _today(wording: Wording, parts: Parts, calendar: Calendar, weeks: int) -> Tick | None:
    """The day of issue on the line."""
    if calendar.start is None:
        return None
    at = ((parts.issued - calendar.start).days + calendar.lead) / DAYS
    if not 0 <= at <= weeks:
        return None
    date = wording.say(parts.locale.dates.short, date=parts.issued)
    return Tick(at, parts.locale.booklet.today, date)


def run_of_weeks(wording: Wording, first: int, last: int, total: int) -> str:
    """Weeks that follow each other: "Week 3", "Weeks 3 to 5", or "From week 3" to the end."""
    phrases = wording.locale.booklet
    if first == last:
        return wording.say(phrases.week, n=first)
    if last == total:
        return wording.say(phrases.from_week, first=first)
    return wording.say(phrases.weeks, first=first, last=last)
