"""Boxes and the weekly grid: a box for each set and each hold, on the days that are due."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from worksheets.document import (
    Card,
    Cell,
    Column,
    Row,
    TickBox,
    WeekDates,
    WeekGrid,
    WritingRow,
)
from worksheets.field_names import ALL
from worksheets.field_names import DAYS as DAY_KEYS
from worksheets.model.dose import OPPOSITE, Dose, Side
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import Count, Time, Weight
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.sets import SetDose, Sets
from worksheets.resolve.amounts import amount_text, exactly, fill, with_unit
from worksheets.resolve.frequencies import (
    A_MONDAY,
    as_amount,
    count_range,
    days_of_choice,
    gap_text,
    sessions_a_day,
)
from worksheets.resolve.parts import Parts
from worksheets.resolve.schedule import ScheduledItem
from worksheets.resolve.wording import Wording, full_date

MAX_SESSIONS = 6
"""More sessions a day than this become one box for the day."""

MAX_IN_A_CELL = 12
"""More boxes than this in a cell of the weekly grid become one box a session."""

_MAX_HOLDS = 6
"""Up to this many holds get a box each; more are ticked set by set."""

_MAX_PARTS = 3
"""With more sessions a day than this, what is felt is written down once a day."""

_0_TO_10 = tuple(map(str, range(11)))

_SIDES = {
    Side.LEFT: ("side_left", "left"), Side.RIGHT: ("side_right", "right"),
    Side.AFFECTED: ("side_affected", "affected"), Side.OTHER: ("side_other", "other"),
}  # fmt: skip
_WAYS = {
    Side.EACH: (_SIDES[Side.LEFT], _SIDES[Side.RIGHT]),
    Side.EACH_DIRECTION: (("one_way", "one-way"), ("other_way", "other-way")),
}
"""Sides and directions that have boxes of their own: their phrases, and what names call them."""


def ways_of(dose: Dose | None) -> tuple[tuple[str, str], ...]:
    """The two sides or directions that each have boxes of their own, or none."""
    if dose and dose.side and dose.other_sets:
        return _SIDES[dose.side], _SIDES[OPPOSITE[dose.side]]
    return _WAYS.get(dose.side, ()) if dose and dose.side else ()


def all_optional(boxes: Iterable[TickBox]) -> tuple[TickBox, ...]:
    """The same boxes as ones that nobody has to tick."""
    return tuple(box._replace(optional=True) for box in boxes)


def named_box(wording: Wording, label: str, name: str) -> TickBox:
    """A box for a whole sentence, or for the name of a level."""
    return TickBox(label, wording.say(wording.locale.page.tick_box, label=label), name=name)


def _as_tick_boxes(wording: Wording, boxes: Iterable[TickBox]) -> tuple[TickBox, ...]:
    """Boxes that say what they are; a screen reader needs no non-breaking space."""
    phrase = wording.locale.page.tick_box
    return tuple(
        box._replace(
            accessible_text=wording.say(phrase, label=box.accessible_text).replace("\u00a0", " ")
        )
        for box in boxes
    )


def _session(wording: Wording, dose: Dose | None) -> list[TickBox]:
    """The boxes of one session; the accessible text does not say yet that they are boxes."""
    page = wording.locale.page
    boxes = _numbered(_one_way(wording, dose))
    has_rounds = len(boxes) > 1 and dose is not None and dose.rounds is not None
    ways = ways_of(dose)
    if ways and dose and dose.other_sets:
        update = {"sets": Sets(count=dose.other_sets)}
        others = _numbered(_one_way(wording, dose.model_copy(update=update)))
        boxes = [_of_way(wording, box, *ways[0]) for box in boxes]
        boxes += [_of_way(wording, box, *ways[1]) for box in others]
    elif ways:
        boxes = [_of_way(wording, box, *way) for box in boxes for way in ways]
    ticks = []
    for index, box in enumerate(boxes, 1):
        text = box.accessible_text or page.done
        if len(boxes) > 1 and not has_rounds:  # "round 2 of 3" has its number already
            text = wording.say(page.box_of, n=index, total=len(boxes), label=text)
        if box.optional:
            text = wording.say(page.optional, label=text)
        ticks.append(box._replace(accessible_text=text))
    return ticks


def _numbered(boxes: Iterable[TickBox]) -> list[TickBox]:
    return [box._replace(name=str(n)) for n, box in enumerate(boxes, 1)]


def _of_way(wording: Wording, box: TickBox, way: str, key: str) -> TickBox:
    """A box for one of two sides or directions."""
    phrase = getattr(wording.locale.page, way)
    texts = [wording.say(phrase, label=one).strip() for one in (box.label, box.accessible_text)]
    return TickBox(texts[0], texts[1], box.optional, f"{key}.{box.name}")


def _one_way(wording: Wording, dose: Dose | None) -> list[TickBox]:
    """The boxes of one session for one side, without names."""
    if dose is None:
        return [TickBox("", "")]
    if dose.sets and dose.sets.each:
        texts = [_unequal_set(wording, one) for one in dose.sets.each]
        return [TickBox(text, text) for text in texts]
    if dose.rounds:
        return _round_boxes(wording, dose.rounds)
    if dose.round_parts and dose.duration is None:
        text = fill(wording, wording.locale.units.rounds, exactly(1))
        return [TickBox(text, text)]
    count, text = _count_and_text(wording, dose)
    least, more = count_range(count, count.target) if count else (1, 0)
    return [TickBox(text, text, index >= least) for index in range(least + more)]


def _round_boxes(wording: Wording, rounds: Quantity) -> list[TickBox]:
    least, more = count_range(rounds, rounds.target)
    total, boxes = least + more, []
    for n in range(1, total + 1):
        text = fill(wording, wording.locale.units.rounds, exactly(1))
        if total > 1:
            text = wording.say(wording.locale.page.round_of, n=n, total=total)
        boxes.append(TickBox(text, text, n > least))
    return boxes


def _count_and_text(wording: Wording, dose: Dose) -> tuple[Quantity | None, str]:
    """How often a box is repeated, and what one box stands for."""
    sets = dose.sets.count if dose.sets else None
    holds = [hold.time for hold in dose.hold]
    if holds:
        if dose.reps is None or dose.reps.is_exactly(1):
            return sets, _stands_for(wording, None, holds)
        most = dose.reps.target.most if dose.reps.target else dose.reps.most
        if sets is None and most and most <= _MAX_HOLDS:
            return dose.reps, _stands_for(wording, None, holds)  # three holds: a box for each
    if dose.reps:
        return sets, _stands_for(wording, dose.reps, holds)
    amount = dose.duration or dose.distance or dose.steps
    if amount:
        return sets, _spelt_out(wording, amount)
    return sets, fill(wording, wording.locale.units.sets, exactly(1)) if sets else ""


def _stands_for(
    wording: Wording, reps: Count | None, holds: Sequence[Time], weight: Weight | None = None
) -> str:
    """What one box stands for: "10 repetitions, 5 seconds"."""
    said = [_spelt_out(wording, reps, "reps")] if reps else []
    said += [_spelt_out(wording, hold) for hold in holds]
    return wording.join_clauses([*said, _spelt_out(wording, weight) if weight else ""])


def _unequal_set(wording: Wording, one: SetDose) -> str:
    weight = one.load.weight if one.load else None
    is_weighed = weight is not None and weight.unit in ("kg", "g", "lb", "oz")
    holds = [one.hold] if one.hold else []
    return _stands_for(wording, one.reps, holds, weight if is_weighed else None)


def _spelt_out(wording: Wording, quantity: Quantity, unit: str = "") -> str:
    """An amount with its unit: "10–15 repetitions"; a blank says nothing."""
    if quantity.bound is Bound.BLANK:
        return ""
    return with_unit(wording, quantity, unit or quantity.unit)


def grid_cell(wording: Wording, dose: Dose | None, frequency: Frequency) -> Cell:
    """The boxes of one day on which the exercise is due: one for each set and session."""
    boxes = _session(wording, dose)
    least, more = sessions_a_day(frequency)
    sessions = least + more
    page = wording.locale.page
    if sessions > MAX_SESSIONS:  # every half hour: one box for the day, and how often
        # How often "every hour" is follows from the day: nothing is said that the source does not.
        is_open = frequency.every and not frequency.while_awake
        amount = Amount(bound=Bound.BLANK) if is_open else as_amount(least, more)
        label = fill(wording, page.a_day, amount)
        whole_day = _as_tick_boxes(wording, [TickBox(label, label, name=ALL)])
        return Cell(due=True, boxes=whole_day, each=label)
    each, whole = "", list[TickBox]()
    if len(boxes) > 1:
        optional = sum(box.optional for box in boxes)
        amount = as_amount(len(boxes) - optional, optional)
        label = wording.say(page.each_session, amount=amount_text(wording, amount))
        units = wording.locale.units
        noun = units.rounds if dose and dose.rounds else units.sets
        whole = [TickBox(label, fill(wording, noun, amount), name=ALL)]
    if sessions * len(boxes) > MAX_IN_A_CELL:
        each, boxes, whole = whole[0].label, whole, []
    elif frequency.trigger and sessions == 1:  # how often it comes up is not known beforehand
        each = fill(wording, page.a_day, Amount(bound=Bound.BLANK))
    day = _in_sessions(wording, boxes, least, more)
    short = _in_sessions(wording, whole, least, more)
    first = 0
    if whole and dose and dose.other_sets:
        first = sum(box.name.startswith(f"{ways_of(dose)[0][1]}.") for box in boxes)
    return Cell(True, day, each, in_session=len(boxes), short=short, first=first)


def _in_sessions(
    wording: Wording, boxes: Iterable[TickBox], least: int, more: int
) -> tuple[TickBox, ...]:
    """The boxes of one session, for each session of a day."""
    day, sessions = [], least + more
    for session in range(sessions):
        for box in boxes:
            text, name = box.accessible_text, box.name
            if sessions > 1:
                phrase = wording.locale.page.session_of
                text = wording.say(phrase, n=session + 1, total=sessions, label=text)
                name = f"{session + 1}.{name}"
            day.append(TickBox(box.label, text, box.optional or session >= least, name))
    return _as_tick_boxes(wording, day)


def grid_row(
    wording: Wording,
    card: Card,
    scheduled: ScheduledItem,
    days: Sequence[int],
    *,
    chosen: bool = False,
) -> Row:
    """One item over the days of a week.

    Args:
        wording: The language.
        card: Its card.
        scheduled: The item in this week.
        days: The days.
        chosen: Whether the patient chooses it among others.
    """
    cell = grid_cell(wording, scheduled.item.dose, scheduled.frequency)
    if scheduled.is_open or scheduled.item.only_if or chosen:
        # It is not for everybody, or not yet: no box is missed.
        cell = cell._replace(boxes=all_optional(cell.boxes), short=all_optional(cell.short))
    off = Cell(due=False, accessible_text=wording.locale.page.day_off)
    before = Cell(due=False, accessible_text=wording.locale.booklet.not_begun)
    cells = tuple(
        cell if is_due else (off if day >= 0 else before)
        for day, is_due in zip(days, scheduled.days, strict=True)
    )
    asides = []  # what the boxes cannot show: that the patient chooses the days, and the least gap
    if scheduled.frequency.days_a_week:
        asides.append(days_of_choice(wording, scheduled.frequency.days_a_week))
    if scheduled.frequency.gap:
        asides.append(gap_text(wording, scheduled.frequency.gap))
    aside = wording.join_clauses(asides)
    language = card.name_language
    said = card.dose, aside, card.gate, cells, language, card.details
    strip, page = wording.locale.strip, wording.locale.page
    names = {"left": strip.left, "right": strip.right, "one-way": page.one, "other-way": page.other,
             "affected": page.affected, "other": page.other_side}  # fmt: skip
    ways = tuple([names[key] for _, key in ways_of(scheduled.item.dose)])
    return Row(card.number, card.id, card.name, *said, ways, card.figure)


def week_grid(
    parts: Parts, days: Sequence[int], rows: tuple[Row, ...], writing: tuple[WritingRow, ...]
) -> WeekGrid:
    """The seven days of a week with their dates."""
    wording = parts.wording
    columns = tuple([_column(wording, parts.calendar.weekday_of(day)) for day in days])
    page = wording.locale.page
    grid = WeekGrid(page.record, "", columns, rows, writing, page.how, page.notes)
    return grid.with_dates(dates_of(parts, days))


def dates_of(parts: Parts, days: Sequence[int]) -> WeekDates | None:
    """The dates of a week, or None where they are not known."""
    wording, dates = parts.wording, [parts.calendar.date_of(day) for day in days]
    phrases = wording.locale.dates
    known = [day for day in dates if day]
    if not known:
        return None
    written = full_date(wording, parts.clinic, known[0])
    week = wording.say(phrases.week_of, date=written)
    return WeekDates(week, tuple([wording.say(phrases.day, date=day) for day in known]))


def _column(wording: Wording, weekday: int) -> Column:
    dates, shown = wording.locale.dates, A_MONDAY + timedelta(days=weekday)
    return Column(
        wording.say(dates.weekday, date=shown),
        "",
        wording.say(dates.weekday_full, date=shown),
        DAY_KEYS[weekday],
    )


def handout_rows(wording: Wording) -> tuple[WritingRow, ...]:
    """What is written down each day of a handout."""
    return (WritingRow(wording.locale.page.pain, "pain", _0_TO_10),)


def booklet_rows(wording: Wording, items: Sequence[ScheduledItem]) -> tuple[WritingRow, ...]:
    """What is written down each day of a booklet: after each session, pain and effort."""
    sessions = max((sessions_a_day(one.frequency)[0] for one in items), default=1)
    # A part for some of the sessions only would leave the patient in doubt which: then one a day.
    parts = sessions if sessions <= _MAX_PARTS else 1
    phrases = wording.locale.booklet
    amounts = tuple(one.strip() for one in phrases.swelling_choices.split(","))
    return (
        WritingRow(phrases.pain, "pain", _0_TO_10, parts),
        WritingRow(phrases.effort, "effort", _0_TO_10, parts),
        WritingRow(phrases.swelling, "swelling", amounts),
    )
