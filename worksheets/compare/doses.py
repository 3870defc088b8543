"""Which exercises are new, stopped or have another dose, and in which weeks."""

from collections.abc import Iterator
from typing import NamedTuple

from worksheets.compare.versions import CHANGED, NEW, STOPPED, Row, Version, merged, to
from worksheets.describe.timeline import Timeline
from worksheets.describe.words import short_dates, week_words

MOST_WEEKS = 104


class Period(NamedTuple):
    """The weeks that are looked at.

    Attributes:
        weeks: How many.
        goes_on: Whether neither program changes after them, so that the last week stands for all
            that come after it.
    """

    weeks: int
    goes_on: bool


class _Pair(NamedTuple):
    """Weeks that follow each other with the same doses before and after; "" is no dose."""

    old: str
    new: str
    first: int
    last: int


def last_change(timeline: Timeline) -> int:
    """The last week in which something differs from the week before, at least 1."""

    def doses(week: int) -> dict[str, str]:
        return {
            item_id: weeks[week].text for item_id, weeks in timeline.dosed.items() if week in weeks
        }

    changes = (week for week in range(timeline.weeks, 1, -1) if doses(week) != doses(week - 1))
    return next(changes, 1)


def dose_rows(old: Version, new: Version, period: Period) -> Iterator[Row]:
    """A row for each exercise and stretch of weeks in which its dose is another one."""
    for item_id in merged(old.program.item_ids, new.program.item_ids):
        for pair in _pairs(item_id, old.timeline, new.timeline, period.weeks):
            if pair.old != pair.new:
                weeks, dates = _when(new, pair, period)
                yield _row(old, new, item_id, pair, (weeks, dates))
        yield from _waiting_rows(old, new, item_id)


def _pairs(item_id: str, old: Timeline, new: Timeline, weeks: int) -> list[_Pair]:
    """The doses of an item before and after, week by week, weeks with the same ones joined."""
    before, after = old.dosed.get(item_id, {}), new.dosed.get(item_id, {})
    pairs: list[_Pair] = []
    for week in range(1, weeks + 1):
        texts = (
            before[week].text if week in before else "",
            after[week].text if week in after else "",
        )
        if pairs and pairs[-1][:2] == texts:
            pairs[-1] = pairs[-1]._replace(last=week)
        else:
            pairs.append(_Pair(*texts, week, week))
    return pairs


def _when(version: Version, pair: _Pair, period: Period) -> tuple[str, str]:
    """The weeks in words, and their dates where they are known."""
    calendar, wording = version.calendar, version.wording
    first, last = max(0, calendar.days_of(pair.first)[0]), calendar.days_of(pair.last)[-1]
    if not (period.goes_on and pair.last == period.weeks):
        return week_words(pair.first, pair.last), short_dates(wording, calendar, first, last)
    day = short_dates(wording, calendar, first, first)
    dates = wording.say(wording.locale.booklet.when_from, **{"from": day}) if day else ""
    return ("all", "") if pair.first == 1 else (f"from {pair.first}", dates)


def _row(old: Version, new: Version, item_id: str, pair: _Pair, when: tuple[str, str]) -> Row:
    if not pair.old:
        return NEW, item_id, *when, f"{new.name(item_id)}: {pair.new}"
    if not pair.new:
        return STOPPED, item_id, *when, f"{old.name(item_id)}: {pair.old}"
    return CHANGED, item_id, *when, to(pair.old, pair.new)


def _waiting_rows(old: Version, new: Version, item_id: str) -> Iterator[Row]:
    """The same for phases that begin when it is time, not at a date."""
    before = old.timeline.waiting.get(item_id, {})
    after = new.timeline.waiting.get(item_id, {})
    for phase_id in merged(list(before), list(after)):
        was, will = before.get(phase_id), after.get(phase_id)
        pair = _Pair(was.text if was else "", will.text if will else "", 0, 0)
        one = will or was
        if one and pair.old != pair.new:
            yield _row(old, new, item_id, pair, (f"once in phase {one.stretch.number}", ""))
