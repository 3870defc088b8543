"""Which boxes a dose asks for: one for each set and each hold, labelled with what it stands for."""

from collections.abc import Iterable
from typing import NamedTuple

from worksheets.document import Cell, TickBox
from worksheets.field_names import ALL
from worksheets.kept import kept
from worksheets.model.dose import Dose, Side
from worksheets.model.frequency import Frequency
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.sets import SetDose
from worksheets.resolve.amounts import amount_text, exactly, fill, plural_number, with_unit
from worksheets.resolve.frequencies import as_amount, count_range, sessions_a_day
from worksheets.resolve.wording import BLANK, Wording

MOST_IN_A_CELL = 6
"""More boxes than this in a cell of the weekly grid become one box a session."""

_MOST_HOLDS = 6
"""Up to this many holds get a box each; more are ticked set by set."""

_WAY_KEYS = {Side.EACH: ("left", "right"), Side.EACH_DIRECTION: ("one-way", "other-way")}
"""The sides and directions in names, in the order of `ways_of`."""


class _Box(NamedTuple):
    """What one box stands for.

    Attributes:
        label: "30 s".
        said: The same with its unit spelt out, for a screen reader: "30 seconds".
        optional: Beyond the least that is asked for.
        whole: All that a screen reader says, when the number of the set would not do.
        name: Its side and its number among the boxes of that side.
    """

    label: str
    said: str = ""
    optional: bool = False
    whole: str = ""
    name: str = ""


def ways_of(wording: Wording, dose: Dose | None) -> tuple[str, ...]:
    """The phrases for the two sides or directions that each have boxes of their own, or none."""
    page = wording.locale.page
    if dose and dose.side is Side.EACH:
        return page.side_left, page.side_right
    if dose and dose.side is Side.EACH_DIRECTION:
        return page.one_way, page.other_way
    return ()


def all_optional(boxes: Iterable[TickBox]) -> tuple[TickBox, ...]:
    """The same boxes as ones that nobody has to tick."""
    return tuple(box._replace(optional=True) for box in boxes)


def named_box(wording: Wording, label: str, name: str) -> TickBox:
    """A box for a whole sentence, or for the name of a level."""
    return TickBox(label, wording.say(wording.locale.page.tick_box, label=label), name=name)


@kept(4096, key=lambda wording, dose: (id(wording), id(dose)))
def set_boxes(wording: Wording, dose: Dose | None) -> tuple[TickBox, ...]:
    """The boxes of one session; sets beyond the least that is asked for are optional."""
    return _as_tick_boxes(wording, _session(wording, dose))


def _as_tick_boxes(wording: Wording, boxes: Iterable[TickBox]) -> tuple[TickBox, ...]:
    """Boxes that say what they are; nothing that is accessible_text needs a non-breaking space."""
    phrase = wording.locale.page.tick_box
    return tuple(
        box._replace(
            accessible_text=wording.say(phrase, label=box.accessible_text).replace("\u00a0", " ")
        )
        for box in boxes
    )


@kept(4096, key=lambda wording, dose: (id(wording), id(dose)))
def _session(wording: Wording, dose: Dose | None) -> tuple[TickBox, ...]:
    """The boxes of one session, accessible_text without saying that they are boxes."""
    page = wording.locale.page
    boxes = [
        box._replace(name=str(number)) for number, box in enumerate(_one_way(wording, dose), 1)
    ]
    if ways := ways_of(wording, dose):
        keys = _WAY_KEYS[dose.side] if dose and dose.side else ()
        boxes = [
            _Box(
                wording.say(way, label=box.label).strip(),
                wording.say(way, label=box.said).strip(),
                box.optional,
                wording.say(way, label=box.whole) if box.whole else "",
                f"{key}.{box.name}",
            )
            for box in boxes
            for way, key in zip(ways, keys, strict=True)
        ]
    total = len(boxes)
    ticks = []
    for index, box in enumerate(boxes, 1):
        accessible_text = box.whole or box.said or page.done
        if total > 1 and not box.whole:
            accessible_text = wording.say(page.box_of, n=index, total=total, label=accessible_text)
        if box.optional:
            accessible_text = wording.say(page.optional, label=accessible_text)
        ticks.append(TickBox(box.label, accessible_text, box.optional, box.name))
    return tuple(ticks)


@kept(
    4096,
    key=lambda wording, dose, frequency: (id(wording), id(dose), id(frequency)),
)
def grid_cell(wording: Wording, dose: Dose | None, frequency: Frequency) -> Cell:
    """The boxes of one day on which the exercise is due: one for each set and session."""
    boxes = _session(wording, dose)
    least, more = sessions_a_day(frequency)
    sessions = least + more
    page = wording.locale.page
    if sessions > MOST_IN_A_CELL:  # every half hour: one box for the day, and how often
        label = fill(wording, page.a_day, as_amount(least, more))
        whole_day = _as_tick_boxes(wording, [TickBox(label, label, name=ALL)])
        return Cell(due=True, boxes=whole_day, each=label)
    each = ""
    if sessions * len(boxes) > MOST_IN_A_CELL:
        optional = sum(box.optional for box in boxes)
        amount = as_amount(len(boxes) - optional, optional)
        each = wording.say(page.each_session, amount=amount_text(wording, amount))
        units = wording.locale.units
        noun = units.rounds if dose and dose.rounds else units.sets
        boxes = (TickBox(each, fill(wording, noun, amount), name=ALL),)
    elif frequency.trigger and sessions == 1:  # how often it comes up, nobody knows beforehand
        each = fill(wording, page.a_day, Amount(bound=Bound.BLANK))
    day = []
    for session in range(sessions):
        for box in boxes:
            accessible_text, name = box.accessible_text, box.name
            if sessions > 1:
                accessible_text = wording.say(
                    page.session_of, n=session + 1, total=sessions, label=accessible_text
                )
                name = f"{session + 1}.{name}"
            day.append(TickBox(box.label, accessible_text, box.optional or session >= least, name))
    return Cell(True, _as_tick_boxes(wording, day), each, in_session=len(boxes))


def _one_way(wording: Wording, dose: Dose | None) -> list[_Box]:
    """The boxes of one session for one side."""
    if dose is None:
        return [_Box(BLANK)]
    if dose.sets and dose.sets.each:
        return [_unequal_set(wording, one) for one in dose.sets.each]
    if dose.rounds:
        return _round_boxes(wording, dose.rounds)
    if dose.round_parts and dose.duration is None:
        label = fill(wording, wording.locale.units.rounds, exactly(1))
        return [_Box(label, label)]
    count, label, said = _count_and_label(wording, dose)
    least, more = count_range(count, count.target) if count else (1, 0)
    return [_Box(label, said, index >= least) for index in range(least + more)]


def _round_boxes(wording: Wording, rounds: Quantity) -> list[_Box]:
    least, more = count_range(rounds, rounds.target)
    phrase, total = wording.locale.units.short_round, least + more
    whole = wording.locale.page.round_of
    labels = [wording.say(phrase, amount=n) for n in range(1, total + 1)]
    return [
        _Box(label, label, n > least, wording.say(whole, n=n, total=total) if total > 1 else "")
        for n, label in enumerate(labels, 1)
    ]


def _count_and_label(wording: Wording, dose: Dose) -> tuple[Quantity | None, str, str]:
    """How often a box is repeated, what one box stands for, and the same spelt out."""
    sets = dose.sets.count if dose.sets else None
    if dose.hold:
        hold = " + ".join(_short(wording, hold.time) for hold in dose.hold)
        said = wording.join_clauses([_long(wording, hold.time) for hold in dose.hold])
        if dose.reps is None or dose.reps.is_exactly(1):
            return sets, hold, said
        most = dose.reps.target.most if dose.reps.target else dose.reps.most
        if sets is None and most and most <= _MOST_HOLDS:
            return dose.reps, hold, said  # three holds of 30 s: a box for each hold
        reps = _short_amount(wording, dose.reps, "reps")
        said = wording.join_clauses([_long(wording, dose.reps, "reps"), said])
        return sets, f"{reps}, {hold}", said
    if dose.reps:
        label = _short_amount(wording, dose.reps, "reps")
        return sets, label, _long(wording, dose.reps, "reps")
    if dose.duration:
        is_open = dose.duration.bound is Bound.AS_MANY
        unit = "min" if is_open else dose.duration.unit
        return sets, _short_amount(wording, dose.duration, unit), _long(wording, dose.duration)
    amount = dose.distance or dose.steps
    if amount:
        return sets, _short(wording, amount), _long(wording, amount)
    label = fill(wording, wording.locale.units.sets, exactly(1)) if sets else ""
    return sets, label, label


def _unequal_set(wording: Wording, one: SetDose) -> _Box:
    labels, said = [], []
    if one.reps:
        labels.append(_short_amount(wording, one.reps, "reps"))
        said.append(_long(wording, one.reps, "reps"))
    if one.hold:
        labels.append(_short(wording, one.hold))
        said.append(_long(wording, one.hold))
    if one.load and one.load.weight and one.load.weight.unit in ("kg", "g", "lb", "oz"):
        labels.append(with_unit(wording, one.load.weight, one.load.weight.unit))
        said.append(_long(wording, one.load.weight))
    return _Box(", ".join(labels), wording.join_clauses(said))


def _long(wording: Wording, quantity: Quantity, unit: str = "") -> str:
    """What is accessible_text: "10–15 repetitions"; a gap says nothing."""
    if quantity.bound is Bound.BLANK:
        return ""
    return with_unit(wording, quantity, unit or quantity.unit)


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
