"""Which boxes a dose asks for: one for each set and each hold, labelled with what it stands for."""

from decimal import Decimal
from functools import lru_cache

from worksheets.model.dose import Dose, SetDose, Side
from worksheets.model.frequency import Frequency
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.resolve.amounts import amount_text, plural_number, with_unit
from worksheets.resolve.frequencies import count_range, sessions_a_day
from worksheets.resolve.wording import BLANK, Wording
from worksheets.sheet import Cell, TickBox

MOST_IN_A_CELL = 6
"""More boxes than this in a cell of the weekly grid become one box a session."""

_MOST_HOLDS = 6
"""Up to this many holds get a box each; more are ticked set by set."""


@lru_cache(maxsize=4096)
def set_boxes(wording: Wording, dose: Dose | None) -> tuple[TickBox, ...]:
    """The boxes of one session; sets beyond the least that is asked for are optional."""
    labels = _labels(wording, dose)
    page = wording.locale.page
    if dose and dose.side in (Side.EACH, Side.EACH_DIRECTION):
        ways = (
            (page.side_left, page.side_right)
            if dose.side is Side.EACH
            else (page.one_way, page.other_way)
        )
        labels = [(wording.say(way, label=label), opt) for label, opt in labels for way in ways]
    total = len(labels)
    boxes = []
    for index, (label, optional) in enumerate(labels, 1):
        spoken = wording.say(page.box_of, n=index, total=total, label=label)
        if optional:
            spoken = wording.say(page.optional, label=spoken)
        boxes.append(TickBox(label, spoken, optional))
    return tuple(boxes)


@lru_cache(maxsize=4096)
def grid_cell(wording: Wording, dose: Dose | None, frequency: Frequency) -> Cell:
    """The boxes of one day on which the exercise is due: one for each set and session."""
    boxes = set_boxes(wording, dose)
    least, more = sessions_a_day(frequency)
    sessions = least + more
    if sessions * len(boxes) <= MOST_IN_A_CELL:
        day = [
            box if session < least else TickBox(box.label, box.spoken, optional=True)
            for session in range(sessions)
            for box in boxes
        ]
        return Cell(due=True, boxes=tuple(day))
    page = wording.locale.page
    if sessions > MOST_IN_A_CELL:  # every half hour: one box for the day, and how often
        most = Amount(bound=Bound.EXACTLY, low=Decimal(sessions))
        label = wording.say(page.a_day, amount=amount_text(wording, most), n=sessions)
        return Cell(due=True, boxes=(TickBox(label, label),), each=label)
    each = "" if len(boxes) == 1 else wording.say(page.each_session, amount=len(boxes))
    day = []
    for session in range(sessions):
        label = wording.say(page.box_of, n=session + 1, total=sessions, label=each)
        day.append(TickBox(each, label, optional=session >= least))
    return Cell(due=True, boxes=tuple(day), each=each)


def _labels(wording: Wording, dose: Dose | None) -> list[tuple[str, bool]]:
    """The label of every box, and whether it is optional, for one side."""
    if dose is None:
        return [(BLANK, False)]
    if dose.sets and dose.sets.each:
        return [(_set_label(wording, one), False) for one in dose.sets.each]
    if dose.round_parts:
        least, more = count_range(dose.rounds, dose.rounds.target) if dose.rounds else (1, 0)
        phrase = wording.locale.units.short_round
        return [
            (wording.say(phrase, amount=round_number + 1), round_number >= least)
            for round_number in range(least + more)
        ]
    count, label = _count_and_label(wording, dose)
    least, more = count_range(count, count.target) if count else (1, 0)
    return [(label, index >= least) for index in range(least + more)]


def _count_and_label(wording: Wording, dose: Dose) -> tuple[Quantity | None, str]:
    """How often a box is repeated, and what one box stands for."""
    sets = dose.sets.count if dose.sets else None
    if dose.hold:
        hold = " + ".join(_short(wording, hold.time) for hold in dose.hold)
        if dose.reps is None:
            return sets, hold
        holds = _exact(dose.reps)
        if sets is None and holds and holds <= _MOST_HOLDS:
            return dose.reps, hold  # three holds of 30 s: a box for each hold
        reps = _short_amount(wording, dose.reps, "reps")
        return sets, f"{reps}, {hold}"
    if dose.reps:
        return sets, _short_amount(wording, dose.reps, "reps")
    if dose.duration:
        return sets, _short(wording, dose.duration)
    if dose.distance:
        return sets, with_unit(wording, dose.distance.starts_at, dose.distance.unit)
    if dose.steps:
        return sets, _short_amount(wording, dose.steps, "steps")
    return sets, ""


def _set_label(wording: Wording, one: SetDose) -> str:
    parts = [_short_amount(wording, one.reps, "reps")] if one.reps else []
    if one.hold:
        parts.append(_short(wording, one.hold))
    if one.load and one.load.weight:
        weight = one.load.weight
        if weight.unit in ("kg", "g", "lb", "oz"):
            parts.append(with_unit(wording, weight, weight.unit))
    return ", ".join(parts)


def _short(wording: Wording, quantity: Quantity) -> str:
    if quantity.unit in ("days", "weeks"):
        return with_unit(wording, quantity, quantity.unit)
    return _short_amount(wording, quantity, quantity.unit)


def _short_amount(wording: Wording, quantity: Quantity, unit: str) -> str:
    """A label: "10–15 reps". "As many as you can" is a gap for the number that was managed."""
    phrase = getattr(wording.locale.units, f"short_{unit}")
    open_ended = quantity.bound is Bound.AS_MANY
    amount = BLANK if open_ended else amount_text(wording, quantity)
    return wording.say(phrase, amount=amount, n=plural_number(quantity))


def _exact(quantity: Quantity) -> int:
    """The number of an exact amount, or 0."""
    return int(quantity.low or 0) if quantity.bound is Bound.EXACTLY else 0
