"""Which boxes a dose asks for: one for each set and each hold, labelled with what it stands for."""

from functools import lru_cache
from typing import NamedTuple

from worksheets.model.dose import Dose, Side
from worksheets.model.frequency import Frequency
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.sets import SetDose
from worksheets.resolve.amounts import amount_text, exactly, fill, plural_number, with_unit
from worksheets.resolve.frequencies import as_amount, count_range, sessions_a_day
from worksheets.resolve.wording import BLANK, Wording
from worksheets.sheet import Cell, TickBox

MOST_IN_A_CELL = 6
"""More boxes than this in a cell of the weekly grid become one box a session."""

_MOST_HOLDS = 6
"""Up to this many holds get a box each; more are ticked set by set."""


class _Box(NamedTuple):
    """What one box stands for.

    Attributes:
        label: "30 s".
        optional: Beyond the least that is asked for.
        spoken: The same for a screen reader, when the label alone would not do.
    """

    label: str
    optional: bool = False
    spoken: str = ""


def ways_of(wording: Wording, dose: Dose | None) -> tuple[str, ...]:
    """The phrases for the two sides or directions that each have boxes of their own, or none."""
    page = wording.locale.page
    if dose and dose.side is Side.EACH:
        return page.side_left, page.side_right
    if dose and dose.side is Side.EACH_DIRECTION:
        return page.one_way, page.other_way
    return ()


@lru_cache(maxsize=4096)
def set_boxes(wording: Wording, dose: Dose | None) -> tuple[TickBox, ...]:
    """The boxes of one session; sets beyond the least that is asked for are optional."""
    page = wording.locale.page
    boxes = _one_way(wording, dose)
    if ways := ways_of(wording, dose):
        boxes = [
            _Box(
                wording.say(way, label=box.label).strip(),
                box.optional,
                wording.say(way, label=box.spoken) if box.spoken else "",
            )
            for box in boxes
            for way in ways
        ]
    total = len(boxes)
    ticks = []
    for index, box in enumerate(boxes, 1):
        spoken = box.spoken or box.label or page.done
        if total > 1 and not box.spoken:
            spoken = wording.say(page.box_of, n=index, total=total, label=spoken)
        if box.optional:
            spoken = wording.say(page.optional, label=spoken)
        ticks.append(TickBox(box.label, spoken, box.optional))
    return tuple(ticks)


@lru_cache(maxsize=4096)
def grid_cell(wording: Wording, dose: Dose | None, frequency: Frequency) -> Cell:
    """The boxes of one day on which the exercise is due: one for each set and session."""
    boxes = set_boxes(wording, dose)
    least, more = sessions_a_day(frequency)
    sessions = least + more
    page = wording.locale.page
    if sessions > MOST_IN_A_CELL:  # every half hour: one box for the day, and how often
        label = fill(wording, page.a_day, as_amount(least, more))
        return Cell(due=True, boxes=(TickBox(label, label),), each=label)
    each = ""
    if sessions * len(boxes) > MOST_IN_A_CELL:
        optional = sum(box.optional for box in boxes)
        text = amount_text(wording, as_amount(len(boxes) - optional, optional))
        each = wording.say(page.each_session, amount=text)
        boxes = (TickBox(each, each),)
    elif frequency.trigger and sessions == 1:  # how often it comes up, nobody knows beforehand
        each = fill(wording, page.a_day, Amount(bound=Bound.BLANK))
    day = []
    for session in range(sessions):
        for box in boxes:
            spoken = box.spoken
            if sessions > 1:
                spoken = wording.say(page.session_of, n=session + 1, total=sessions, label=spoken)
            day.append(TickBox(box.label, spoken, box.optional or session >= least))
    return Cell(due=True, boxes=tuple(day), each=each, in_session=len(boxes))


def _one_way(wording: Wording, dose: Dose | None) -> list[_Box]:
    """The boxes of one session for one side."""
    if dose is None:
        return [_Box(BLANK)]
    if dose.sets and dose.sets.each:
        return [_Box(_set_label(wording, one)) for one in dose.sets.each]
    if dose.rounds:
        return _round_boxes(wording, dose.rounds)
    if dose.round_parts and dose.duration is None:
        return [_Box(fill(wording, wording.locale.units.rounds, exactly(1)))]
    count, label = _count_and_label(wording, dose)
    least, more = count_range(count, count.target) if count else (1, 0)
    return [_Box(label, index >= least) for index in range(least + more)]


def _round_boxes(wording: Wording, rounds: Quantity) -> list[_Box]:
    least, more = count_range(rounds, rounds.target)
    phrase, total = wording.locale.units.short_round, least + more
    return [
        _Box(
            wording.say(phrase, amount=n),
            n > least,
            wording.say(wording.locale.page.round_of, n=n, total=total) if total > 1 else "",
        )
        for n in range(1, total + 1)
    ]


def _count_and_label(wording: Wording, dose: Dose) -> tuple[Quantity | None, str]:
    """How often a box is repeated, and what one box stands for."""
    sets = dose.sets.count if dose.sets else None
    if dose.hold:
        hold = " + ".join(_short(wording, hold.time) for hold in dose.hold)
        if dose.reps is None or dose.reps.is_exactly(1):
            return sets, hold
        most = dose.reps.target.most if dose.reps.target else dose.reps.most
        if sets is None and most and most <= _MOST_HOLDS:
            return dose.reps, hold  # three holds of 30 s: a box for each hold
        reps = _short_amount(wording, dose.reps, "reps")
        return sets, f"{reps}, {hold}"
    if dose.reps:
        return sets, _short_amount(wording, dose.reps, "reps")
    if dose.duration:
        is_open = dose.duration.bound is Bound.AS_MANY
        return sets, _short_amount(wording, dose.duration, "min" if is_open else dose.duration.unit)
    amount = dose.distance or dose.steps
    if amount:
        return sets, _short(wording, amount)
    return sets, fill(wording, wording.locale.units.sets, exactly(1)) if sets else ""


def _set_label(wording: Wording, one: SetDose) -> str:
    parts = [_short_amount(wording, one.reps, "reps")] if one.reps else []
    if one.hold:
        parts.append(_short(wording, one.hold))
    if one.load and one.load.weight and one.load.weight.unit in ("kg", "g", "lb", "oz"):
        parts.append(with_unit(wording, one.load.weight, one.load.weight.unit))
    return ", ".join(parts)


def _short(wording: Wording, quantity: Quantity) -> str:
    return _short_amount(wording, quantity, quantity.unit)


def _short_amount(wording: Wording, quantity: Quantity, unit: str) -> str:
    """A label: "10–15 reps". "As many as you can" is a gap for the number that was managed."""
    is_open = quantity.bound is Bound.AS_MANY
    amount = BLANK if is_open else amount_text(wording, quantity)
    if not unit:
        return amount
    units = wording.locale.units
    phrase = getattr(units, f"short_{unit}", None) or getattr(units, unit)
    n = plural_number(quantity)
    return wording.say(phrase, amount=amount, n=n, exact="no")
