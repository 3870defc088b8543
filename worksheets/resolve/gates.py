"""Gates in words: what must be so before an exercise is done, and who decided otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from worksheets.document import Clearance, Field
from worksheets.kept import kept
from worksheets.model.phase import Gate
from worksheets.model.span import Anchor, Moment, Span
from worksheets.problems import Kind, Problem
from worksheets.resolve.amounts import exactly, fill
from worksheets.resolve.calendar import Calendar
from worksheets.resolve.dates import full_date
from worksheets.resolve.parts import Parts
from worksheets.resolve.schedule import gate_day
from worksheets.resolve.wording import Wording, capital

_EVENTS: Mapping[Anchor, str] = {
    "start": "the start",
    "surgery": "surgery",
    "injury": "the injury",
    "boot off": "the boot came off",
}
"""Events in a message, which is in English always."""


def closed_gates(parts: Parts, calendar: Calendar) -> list[Problem]:
    """A problem for each item of a sheet that is asked for before its time.

    No message says when that is: the day follows from the patient's dates.
    """
    if parts.override:
        return []
    problems = []
    for gate in parts.program.gates:
        day = gate_day(gate, calendar)
        if calendar.start is not None and day is not None and day > 0 and gate.not_before:
            span, anchor = gate.not_before.span, gate.not_before.after or calendar.anchor
            unit = span.unit.removesuffix("s") if span.number == 1 else span.unit
            for item_id in gate.items:
                message = (
                    f"{item_id} is not for before {span.number} {unit} after {_EVENTS[anchor]}, "
                    "and the sheet begins earlier"
                )
                hint = 'Begin later, or say why with --override "reason" --by NAME.'
                problems.append(Problem(message, hint, "--start", kind=Kind.USAGE))
    return problems


def is_overridden(parts: Parts, gate: Gate, calendar: Calendar) -> bool:
    """Whether somebody has decided that a gate opens earlier than it would."""
    day = gate_day(gate, calendar)
    return parts.override is not None and gate.not_before is not None and (day is None or day > 0)


def gate_note(parts: Parts, item_id: str, calendar: Calendar, wording: Wording) -> str:
    """What stands beside the name of an item behind a gate: "Only when cleared", or ""."""
    said: list[str] = []
    for gate in parts.program.gates:
        if item_id not in gate.items:
            continue
        if gate.cleared:
            said.append(parts.locale.page.cleared_only)
        is_unknown = calendar.start is None or gate_day(gate, calendar) is None
        if gate.not_before and is_unknown and not is_overridden(parts, gate, calendar):
            said.append(_not_before(wording, parts, gate.not_before, calendar))
    return _beside_name(wording, tuple(dict.fromkeys(said))) if said else ""


@lru_cache(maxsize=256)
def _beside_name(wording: Wording, said: tuple[str, ...]) -> str:
    return capital(wording.join_clauses(list(said)))


def clearances_of(
    wording: Wording, parts: Parts, ids: Sequence[str], calendar: Calendar
) -> dict[int, Clearance]:
    """The gates as they are printed, by number, of those whose items are on the page.

    Args:
        wording: The language.
        parts: What the document is made from.
        ids: The items of the page, in the order of their numbers.
        calendar: Days of the program.
    """
    return {
        number: _clearance(wording, parts, (number, gate), ids, calendar)
        for number, gate in enumerate(parts.program.gates, 1)
        if set(gate.items) & set(ids)
    }


def _clearance(
    wording: Wording,
    parts: Parts,
    numbered: tuple[int, Gate],
    ids: Sequence[str],
    calendar: Calendar,
) -> Clearance:
    number, gate = numbered
    numbers = tuple(str(n) for n, item_id in enumerate(ids, 1) if item_id in gate.items)
    moment = gate.not_before
    heading = _heading(
        wording, gate, numbers, _not_before(wording, parts, moment, calendar) if moment else ""
    )
    by, on = _signed(wording, parts, gate, number, calendar)
    warning = " ".join(_warning(wording, parts, gate, calendar))
    return Clearance(heading=heading, warning=warning, by=by, on=on)


@kept(
    1024,
    key=lambda wording, gate, numbers, not_before: (id(wording), id(gate), numbers, not_before),
)
def _heading(wording: Wording, gate: Gate, numbers: tuple[str, ...], not_before: str) -> str:
    """Which exercises stand behind a gate, and when they may be done."""
    page = wording.locale.page
    rules = [page.only_cleared] if gate.cleared else []
    rules += [not_before] if not_before else []
    listed = wording.join_clauses(rules or [page.read_first])
    items = wording.join_and(list(numbers))
    return wording.say(page.gated, n=len(numbers), items=items, list=listed)


def _warning(wording: Wording, parts: Parts, gate: Gate, calendar: Calendar) -> Iterator[str]:
    if gate.warning:
        yield gate.warning
    if gate.not_if:
        yield _not_if(wording, gate)
    if parts.override and is_overridden(parts, gate, calendar):
        reason = parts.override.reason.rstrip(".")
        yield wording.say(parts.locale.page.overridden, reason=reason)


@kept(256, key=lambda wording, gate: (id(wording), id(gate)))
def _not_if(wording: Wording, gate: Gate) -> str:
    """When the items behind a gate must not be done at all."""
    reasons = wording.join_items([reason.rstrip(".") for reason in gate.not_if])
    said = wording.say(wording.locale.lists.sentence, text=reasons)
    return f"{wording.locale.page.not_if} {said}"


def _signed(
    wording: Wording, parts: Parts, gate: Gate, number: int, calendar: Calendar
) -> tuple[Field | None, Field | None]:
    """Who opened the gate and when: a line to sign for a clearance, a name for an override."""
    page, patient = parts.locale.page, parts.patient
    if parts.override and is_overridden(parts, gate, calendar):
        on = full_date(wording, parts.clinic, parts.issued)
        by = parts.override.by
        return Field(page.overridden_by, by), Field(page.cleared_on, on)
    if not gate.cleared:
        return None, None
    on = full_date(wording, parts.clinic, patient.cleared_on or parts.issued)
    return (
        Field(page.cleared_by, patient.cleared_by or "", f"clearance.{number}.by"),
        Field(page.cleared_on, on if patient.cleared_by else "", f"clearance.{number}.on"),
    )


def _not_before(wording: Wording, parts: Parts, moment: Moment, calendar: Calendar) -> str:
    """In a sentence: "not before 8 weeks after surgery (30 November 2026)"."""
    page = parts.locale.page
    said = moment_text(wording, moment, calendar)
    day = calendar.day_of(moment.span, moment.after)
    known = calendar.date_of(day) if day is not None else None
    if known is None:
        return wording.say(page.not_before, moment=said)
    date = full_date(wording, parts.clinic, known)
    return wording.say(page.not_before_on, moment=said, date=date)


@kept(1024, key=lambda wording, moment, calendar: (id(wording), id(moment), calendar.anchor))
def moment_text(wording: Wording, moment: Moment, calendar: Calendar) -> str:
    """A time: "8 weeks after surgery", or only "surgery" where nothing lies between."""
    phrases = wording.locale.booklet
    event = event_text(wording, moment.after or calendar.anchor)
    if not moment.span.number:
        return event
    return wording.say(phrases.after, span=span_text(wording, moment.span), event=event)


def span_text(wording: Wording, span: Span) -> str:
    """A stretch of time: "8 weeks"."""
    return fill(wording, getattr(wording.locale.units, span.unit), exactly(span.number))


def event_text(wording: Wording, anchor: Anchor) -> str:
    """An event in a sentence: "surgery", "the boot came off"."""
    phrases = wording.locale.booklet
    events: Mapping[Anchor, str] = {
        "start": phrases.start,
        "surgery": phrases.surgery,
        "injury": phrases.injury,
        "boot off": phrases.boot_off,
    }
    return events[anchor]
