"""What is due when: items with their doses, week by week, from phases, gates and progression.

No words are made here; a schedule is numbers of days and parts of the program.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from worksheets.model import Program
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Gate, Phase
from worksheets.model.span import Span
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.resolve.calendar import DAYS, Calendar
from worksheets.resolve.frequencies import frequency_of, is_due
from worksheets.resolve.progression import dose_in_week

FOREVER = 10**6
"""A day that no booklet reaches."""


class PhaseSpan(NamedTuple):
    """When a phase is.

    Attributes:
        number: Its number in the program, from 1.
        phase: The phase.
        begins: Its first day.
        ends: The day after its last one; `FOREVER` when it goes on.
        until: Number of the phase whose criteria end it, though its time is over; 0 for none.
        is_dated: Whether it begins at a time; otherwise the patient begins it when it is time, and
            `begins` is when that may first be.
    """

    number: int
    phase: Phase
    begins: int
    ends: int
    is_dated: bool
    until: int = 0

    @property
    def waits(self) -> bool:
        """Whether it begins when its criteria are met: time alone does not decide."""
        return not self.is_dated or self.phase.entry is not None

    def meets(self, days: range) -> bool:
        """Whether one of these days lies in it; those before the start do not count."""
        first = max(0, days[0], self.begins)
        return first <= days[-1] and first < self.ends


class ScheduledItem(NamedTuple):
    """An item in one week.

    Attributes:
        item: The item with the dose of that week.
        frequency: How often.
        phase_span: The phase that it comes from, or None for what is done throughout.
        since: The day from which every second or third day is counted.
        days: Which days of the week it is due on.
    """

    item: ProgramItem
    frequency: Frequency
    phase_span: PhaseSpan | None
    since: int
    days: tuple[bool, ...]

    @property
    def is_open(self) -> bool:
        """Whether the patient begins it when it is time, not at a date."""
        return _waits(self.phase_span)


class PlannedWeek(NamedTuple):
    """One week.

    Attributes:
        number: Its number, from 1.
        days: Its days.
        items: What is due on one of them or more.
        phase_spans: The phases that it lies in.
        resting: Ids of items that go on, but are due on no day of this week: every 14 days.
        skipped: Ids of those among them of which the table of weeks says so.
    """

    number: int
    days: range
    items: tuple[ScheduledItem, ...]
    phase_spans: tuple[PhaseSpan, ...] = ()
    resting: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


class _Origin(NamedTuple):
    """Where an item comes from, and from when to when it is due."""

    item: ProgramItem
    phase_span: PhaseSpan | None
    begins: int
    ends: int


def _waits(phase_span: PhaseSpan | None) -> bool:
    return phase_span is not None and phase_span.waits


class Schedule:
    """A program over weeks.

    Attributes:
        program: The program.
        calendar: Its days.
        phase_spans: Its phases in time.
    """

    def __init__(self, program: Program, calendar: Calendar, *, overridden: bool = False) -> None:
        """Find out when phases and gates begin.

        Args:
            program: The program.
            calendar: Its days.
            overridden: Whether gates that open with time are open already.

        Raises:
            WorksheetError: Phases are counted from a day that is not known.
        """
        self.program = program
        self.calendar = calendar
        self.phase_spans = _phase_spans(program, calendar)
        opens = {} if overridden else gate_days(program, calendar)
        self._origins = [
            _Origin(item, None, max(0, opens.get(item.id, 0)), FOREVER)
            for item in program.exercises
        ]
        for span in self.phase_spans:
            first = max(0, span.begins)
            self._origins += [
                _Origin(item, span, max(first, opens.get(item.id, first)), span.ends)
                for item in span.phase.exercises
            ]
        self._rivals: dict[str, list[_Origin]] = {}
        for origin in self._origins:
            if not _waits(origin.phase_span):
                self._rivals.setdefault(origin.item.id, []).append(origin)

    def week(self, number: int) -> PlannedWeek:
        """What is due in a week, the first one being 1."""
        days = self.calendar.days_of(number)
        items, resting, skipped = [], [], []
        for origin in self._origins:
            holds = [self._holds(origin, day) for day in days]
            if any(holds):
                scheduled = self._scheduled(origin, number, holds)
                if any(scheduled.days):
                    items.append(scheduled)
                else:
                    resting.append(origin.item.id)
                    skipped += [origin.item.id] if scheduled.frequency.never else []
        spans = tuple(span for span in self.phase_spans if span.meets(days))
        return PlannedWeek(number, days, tuple(items), spans, tuple(resting), tuple(skipped))

    def _scheduled(self, origin: _Origin, week: int, holds: Sequence[bool]) -> ScheduledItem:
        item, days = origin.item, self.calendar.days_of(week)
        if item.dose:
            item = with_dose(item, dose_in_week(item.dose, self._week_of(origin, days[0])))
        phase = origin.phase_span.phase if origin.phase_span else None
        frequency = frequency_of(self.program, item, phase, week)
        due = tuple(
            here and is_due(frequency, day - origin.begins, self.calendar.weekday_of(day))
            for day, here in zip(days, holds, strict=True)
        )
        return ScheduledItem(item, frequency, origin.phase_span, origin.begins, due)

    def _holds(self, origin: _Origin, day: int) -> bool:
        """Whether an item is due by where it comes from; of several, what began last counts."""
        if not origin.begins <= day < origin.ends:
            return False
        rivals = self._rivals.get(origin.item.id, ())
        if _waits(origin.phase_span) or len(rivals) < 2:
            return True
        here = [other for other in rivals if other.begins <= day < other.ends]
        last = max(reversed(here), key=lambda other: other.begins)
        return last is origin

    def _week_of(self, origin: _Origin, first_day: int) -> int:
        """The week of an exercise, from 1: of those in which it is done, or after an anchor."""
        progress = origin.item.dose.progress if origin.item.dose else None
        if progress and progress.since:
            weeks = self.calendar.weeks_since(progress.since, first_day)
            if weeks is not None:
                return max(1, weeks + 1)
        lead = self.calendar.lead
        return max(1, (first_day + lead) // DAYS - (origin.begins + lead) // DAYS + 1)


def with_dose(item: ProgramItem, dose: Dose | None) -> ProgramItem:
    """An item with another dose."""
    return item if dose is item.dose else item.model_copy(update={"dose": dose})


def gate_days(program: Program, calendar: Calendar) -> Mapping[str, int]:
    """The first day on which items behind gates may be done, as far as that is known, by id."""
    days: dict[str, int] = {}
    for gate in program.gates:
        day = gate_day(gate, calendar)
        for item_id in gate.items:
            if day is not None:
                days[item_id] = max(day, days.get(item_id, day))
    return days


def gate_day(gate: Gate, calendar: Calendar) -> int | None:
    """The first day on which a gate is open; None where time does not decide or is unknown."""
    moment = gate.not_before
    return calendar.day_of(moment.span, moment.after) if moment else None


def _phase_spans(program: Program, calendar: Calendar) -> tuple[PhaseSpan, ...]:
    spans: list[PhaseSpan] = []
    for number, phase in enumerate(program.phases, 1):
        anchor = phase.since or calendar.anchor
        begins = calendar.day_of(phase.begins, anchor) if phase.begins else None
        if phase.begins and begins is None and anchor == calendar.anchor:
            names = {"boot off": "day on which the boot came off", "event": "event that it names"}
            event = names.get(anchor, anchor)
            message = f"the phases of this program are counted from the {event}"
            hint = f"Add {option_of(anchor)} with the date, or leave out --start."
            problem = Problem(f"{message}, and its date is not known", hint, kind=Kind.USAGE)
            raise WorksheetError([problem])
        if begins is None:  # when it is time: at the earliest with the phase before it
            earliest = spans[-1].begins if spans else 0
            spans.append(PhaseSpan(number, phase, earliest, FOREVER, is_dated=False))
            continue
        ends = calendar.day_of(phase.ends, anchor) if isinstance(phase.ends, Span) else None
        last = FOREVER if ends is None else ends
        spans.append(PhaseSpan(number, phase, begins, last, is_dated=True))
    return tuple([_going_on(span, spans[number:]) for number, span in enumerate(spans, 1)])


def _going_on(span: PhaseSpan, later: Sequence[PhaseSpan]) -> PhaseSpan:
    """A phase that goes on until the next one has begun, where time alone does not begin that.

    Args:
        span: The phase as its times have it.
        later: The phases after it.
    """
    to_next = span.phase.ends == "next phase"
    if not later or not (to_next or (span.phase.ends and span.is_dated)):
        return span
    following = later[0]
    if following.waits and (not following.is_dated or to_next or following.begins >= span.ends):
        begins = [one.begins for one in later if not one.waits and one.begins > span.begins]
        return span._replace(ends=min(begins, default=FOREVER), until=following.number)
    return span._replace(ends=following.begins) if to_next else span


def option_of(anchor: str) -> str:
    """The option with the date of an event."""
    return f"--{anchor.replace(' ', '-')}"
