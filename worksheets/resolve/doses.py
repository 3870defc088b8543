"""The dose as a patient reads it: one sentence for how much and how often, then the details."""

from typing import NamedTuple

from worksheets.kept import kept
from worksheets.model.dose import Dose, Side
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.kinds import SmallCount
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.sets import Hold, Part, SetDose
from worksheets.resolve.amounts import (
    amount_text,
    count_text,
    counted,
    exactly,
    goal_text,
    noun_of,
    open_text,
    quantity_text,
    with_unit,
    working_towards,
)
from worksheets.resolve.details import details_of
from worksheets.resolve.frequencies import frequency_text
from worksheets.resolve.loads import load_text
from worksheets.resolve.wording import Wording


class _HowMuch(NamedTuple):
    """The parts of a sentence about how much; what is "" is left out.

    Attributes:
        lead: "3 sets of 10"; side and load are said together with it.
        goal: What to work up to: "4 sets".
        rising: The quantity whose target `goal` is.
        aside: What follows in a clause of its own: "holding each one for 5 seconds".
        listing: What comes last, after a colon: the rounds, or sets that differ.
    """

    lead: str = ""
    goal: str = ""
    rising: Quantity | None = None
    aside: str = ""
    listing: str = ""


@kept(
    4096,
    key=lambda wording, dose, frequency: (id(wording), id(dose), id(frequency)),
)
def dose_sentence(wording: Wording, dose: Dose | None, frequency: Frequency) -> str:
    """How much and how often, as one sentence.

    Args:
        wording: The language.
        dose: What the program asks for; None prints a gap.
        frequency: How often; the program's own, or a blank, when the dose does not say.
    """
    how_often = frequency_text(wording, frequency)
    if dose is None:
        unknown = wording.say(wording.locale.dose.unknown)
        return wording.sentence(wording.join_clauses([unknown, how_often]))
    much = _how_much(wording, dose)
    side, load = _side(wording, dose.side), load_text(wording, dose.load)
    if much.goal and much.rising:
        count = wording.attach([much.lead, side])
        clauses = [working_towards(wording, much.rising, count, much.goal), load]
    else:
        clauses = [wording.attach([much.lead, side, load])]
    said = wording.join_clauses([*clauses, much.aside, how_often])
    if much.listing:
        said = wording.say(wording.locale.dose.listed, what=said, list=much.listing)
    return wording.sentence(said)


@kept(4096, key=lambda wording, dose: (id(wording), id(dose)))
def dose_details(wording: Wording, dose: Dose | None) -> tuple[str, ...]:
    """The sentences that follow: total, rest, tempo, effort, pain, progress, note."""
    return details_of(wording, dose) if dose else ()


def item_details(wording: Wording, item: ProgramItem) -> tuple[str, ...]:
    """The details of an item's dose, and what the program notes about the item."""
    notes = (item.note,) if item.note else ()
    return (*dose_details(wording, item.dose), *notes)


def _how_much(wording: Wording, dose: Dose) -> _HowMuch:
    phrases = wording.locale.dose
    if dose.round_parts:
        return _rounds(wording, dose)
    if dose.sets and dose.sets.each:
        return _unequal_sets(wording, dose.sets.each)
    sets = dose.sets.count if dose.sets else None
    if dose.hold:
        return _held(wording, dose, sets)
    if dose.reps and dose.reps.is_exactly(1) and sets:
        return _times(wording, sets)
    if dose.reps and sets:
        return _sets_of(wording, wording.locale.units.sets, sets, dose.reps)
    if dose.reps and dose.reps.is_exactly(1) and not (dose.reps.target or dose.side or dose.load):
        return _HowMuch()  # "Once, twice a day" says no more than "Twice a day"
    if dose.reps:
        return _times(wording, dose.reps)
    amount = dose.duration or dose.distance or dose.steps
    if amount and sets and not sets.is_exactly(1):
        each = wording.say(phrases.each_time, time=quantity_text(wording, amount))
        return _times(wording, sets, each)
    if amount:
        return _HowMuch(_do(wording, dose), goal_text(wording, amount), amount)
    return _nouns(wording, wording.locale.units.sets, sets) if sets else _HowMuch()


def _do(wording: Wording, dose: Dose) -> str:
    """What is done for a time, over a distance or for a number of steps."""
    phrases = wording.locale.dose
    if dose.duration:
        return wording.say(phrases.last, time=with_unit(wording, dose.duration, dose.duration.unit))
    if dose.distance:
        return wording.say(
            phrases.go, distance=with_unit(wording, dose.distance, dose.distance.unit)
        )
    steps = with_unit(wording, dose.steps, "steps") if dose.steps else ""
    return wording.say(phrases.take, steps=steps)


def _times(wording: Wording, count: Quantity, aside: str = "") -> _HowMuch:
    """How often: "10–15 times", and what to work up to: "20–25"."""
    goal = amount_text(wording, count.target) if count.target else ""
    return _HowMuch(with_unit(wording, count, "times"), goal, count, aside)


def _nouns(wording: Wording, noun: str, count: Quantity, aside: str = "") -> _HowMuch:
    """How many: "3 sets", and what to work up to: "4 sets"."""
    goal = counted(wording, noun, count.target) if count.target else ""
    return _HowMuch(counted(wording, noun, count), goal, count, aside)


def _sets_of(wording: Wording, noun: str, count: Quantity, each: Quantity) -> _HowMuch:
    """How many of what size: "3 sets of 10", "3 holds of 30 seconds", and what to work up to."""
    phrases = wording.locale.dose
    is_time = each.unit != "times"

    def size(amount: Amount) -> str:
        return with_unit(wording, amount, each.unit) if is_time else amount_text(wording, amount)

    if each.bound is Bound.AS_MANY and not count.is_exactly(1):
        said = quantity_text(wording, each) if is_time else count_text(wording, each)
        if is_time:
            return _times(wording, count, wording.say(phrases.holding, time=said))
        return _nouns(wording, noun, count, wording.say(phrases.each_with, reps=said))

    def group(number: Amount, of: Amount) -> str:
        if number.bound is not Bound.AS_MANY:
            named = counted(wording, noun, number)
            return wording.say(phrases.sets_of, sets=named, reps=size(of))
        named = wording.say(phrases.sets_of, sets=noun_of(wording, noun), reps=size(of))
        return open_text(wording, number, named)

    start = group(count, each)
    if count.target and each.target:
        return _HowMuch(start, group(count.target, each.target), count)
    if count.target:
        return _HowMuch(start, counted(wording, noun, count.target), count)
    return _HowMuch(start, size(each.target) if each.target else "", each)


def _held(wording: Wording, dose: Dose, sets: SmallCount | None) -> _HowMuch:
    phrases = wording.locale.dose
    reps = None if dose.reps and dose.reps.is_exactly(1) else dose.reps
    if sets and reps:
        much = _sets_of(wording, wording.locale.units.sets, sets, reps)
        each = wording.say(phrases.holding_each, time=_hold_times(wording, dose.hold))
        return much._replace(aside=wording.join_clauses([much.aside, each]))
    count: Quantity | None = sets or reps
    first, *more = dose.hold
    if count is None or (count.is_exactly(1) and not count.target):
        if more:
            return _HowMuch(wording.say(phrases.hold, time=_hold_times(wording, dose.hold)))
        start = first.model_copy(update={"time": first.time.starts_at})
        return _HowMuch(
            wording.say(phrases.hold, time=_hold_times(wording, (start,))),
            goal_text(wording, first.time),
            first.time,
        )
    if more or first.where:
        each = wording.say(phrases.holding, time=_hold_times(wording, dose.hold))
        return _times(wording, count, each)
    return _sets_of(wording, phrases.holds, count, first.time)


def _hold_times(wording: Wording, holds: tuple[Hold, ...]) -> str:
    """One hold after the other: "5 seconds at the top, then 10 seconds half way down"."""
    said = []
    for hold in holds:
        time = with_unit(wording, hold.time, hold.time.unit)
        if hold.where:
            time = wording.say(wording.locale.dose.hold_where, time=time, where=hold.where)
        said.append(working_towards(wording, hold.time, time, goal_text(wording, hold.time)))
    return wording.join_then(said)


def _unequal_sets(wording: Wording, each: tuple[SetDose, ...]) -> _HowMuch:
    phrases = wording.locale.dose
    has_reps = any(one.reps for one in each)
    noun = wording.locale.units.sets if has_reps else phrases.holds
    said = []
    for one in each:
        if one.reps and one.hold:
            much = _sets_of(wording, phrases.holds, one.reps, one.hold)
            size = much.lead
        elif one.reps:
            size = count_text(wording, one.reps)
        else:
            time = quantity_text(wording, one.hold) if one.hold else ""
            size = wording.say(phrases.hold, time=time) if has_reps else time
        said.append(wording.attach([size, load_text(wording, one.load)]))
    return _HowMuch(counted(wording, noun, exactly(len(each))), listing=wording.join_then(said))


def _rounds(wording: Wording, dose: Dose) -> _HowMuch:
    phrases = wording.locale.dose
    listing = wording.join_then([_part(wording, part) for part in dose.round_parts])
    if dose.rounds:
        return _nouns(wording, wording.locale.units.rounds, dose.rounds)._replace(listing=listing)
    if dose.duration:
        time = with_unit(wording, dose.duration, dose.duration.unit)
        lead = wording.say(phrases.repeat, time=time)
        return _HowMuch(lead, goal_text(wording, dose.duration), dose.duration, listing=listing)
    return _HowMuch(listing=listing)


def _part(wording: Wording, part: Part) -> str:
    phrases = wording.locale.dose
    if part.reps and part.reps.bound is Bound.AS_MANY:
        many = open_text(wording, part.reps, noun_of(wording, wording.locale.units.times))
        return wording.say(phrases.do_times, do=part.do, amount=many)
    phrase = phrases.do_for if part.time else phrases.do_times
    said = wording.say(phrase, do=part.do, amount=with_unit(wording, part.amount, part.amount.unit))
    return working_towards(wording, part.amount, said, goal_text(wording, part.amount))


def _side(wording: Wording, side: Side | None) -> str:
    if side is None:
        return ""
    phrases = wording.locale.dose
    return {
        Side.EACH: phrases.each_side,
        Side.ONE: phrases.one_side,
        Side.AFFECTED: phrases.affected_side,
        Side.OTHER: phrases.other_side,
        Side.LEFT: phrases.left,
        Side.RIGHT: phrases.right,
        Side.EACH_DIRECTION: phrases.each_direction,
        Side.BLANK: phrases.blank_side,
    }[side]
