"""Which rules are in force on which days: device, weight on the leg, how far to move, precautions.

A phase says rules; they hold in it, and in later phases until one of those says otherwise. No words
are made here.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from worksheets.resolve.schedule import PhaseSpan

RULES = "device", "weight_bearing", "motion", "precautions"
"""The fields of a phase that are rules."""


class Rule(NamedTuple):
    """A rule in a week.

    Attributes:
        name: Which field of a phase it is.
        source: The phase that says it.
        beside: The phase in force beside which it is printed: the source itself, or a later one.
        days: Days of the week on which it is in force.
        until: Number of a phase that says otherwise once its criteria are met; 0 for none.
    """

    name: str
    source: PhaseSpan
    beside: PhaseSpan
    days: tuple[int, ...]
    until: int


def days_in_force(span: PhaseSpan, week: range) -> tuple[int, ...]:
    """The days of a week on which a phase is in force; those before the start do not count."""
    return tuple(day for day in week if day >= 0 and span.begins <= day < span.ends)


def rules_of(spans: Sequence[PhaseSpan], week: range) -> Iterator[Rule]:
    """What holds on the days of a week; what only waits for its criteria is not in force.

    Args:
        spans: All phases of the program.
        week: The days.
    """
    found: dict[tuple[str, int, int, int], list[int]] = {}
    for day in week:
        begun = sorted([span for span in spans if span.begins <= day], key=_order)
        here = [span for span in begun if not span.waits and day < span.ends]
        for name in RULES if here and day >= 0 else ():
            if rule := _in_force(name, begun, here):
                found.setdefault((name, *rule), []).append(day)
    by_number = {span.number: span for span in spans}
    for (name, source, beside, until), days in found.items():
        yield Rule(name, by_number[source], by_number[beside], tuple(days), until)


def _in_force(
    name: str, begun: Sequence[PhaseSpan], here: Sequence[PhaseSpan]
) -> tuple[int, int, int] | None:
    """Numbers of the source of a rule, the phase it is printed beside, and the one that may end it.

    Args:
        name: Which rule.
        begun: The phases that have begun, or may have, the last one last.
        here: Those of them that are in force.
    """
    # What a phase has said is over with it, unless a later one goes on.
    said = [
        span
        for span in begun
        if getattr(span.phase, name) and (span in here or _order(span) < _order(here[-1]))
    ]
    sources = [span for span in said if not span.waits]
    if not sources:
        return None
    source = sources[-1]
    beside = source if source in here else here[-1]
    until = [span.number for span in said if _order(span) > _order(source)]
    return source.number, beside.number, until[0] if until else 0


def _order(span: PhaseSpan) -> tuple[int, int]:
    return span.begins, span.number
