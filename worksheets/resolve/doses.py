"""The dose as a patient reads it: one sentence for how much and how often, then the details."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from worksheets.model.course import Course, goal_of, quantity_of
from worksheets.model.dose import Dose, Side, total_seconds
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.kinds import Effort, Pain, SmallCount, Time
from worksheets.model.progress import Progress, StepRule
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.resistance import Load
from worksheets.model.sets import Hold, Part, SetDose, Sets, Tempo
from worksheets.resolve.amounts import (
    amount_text,
    count_text,
    counted,
    counts_of,
    exactly,
    fill,
    goal_text,
    load_text,
    noun_of,
    open_text,
    quantity_text,
    with_goal,
    with_unit,
    working_towards,
)
from worksheets.resolve.frequencies import frequency_text
from worksheets.resolve.wording import Wording

_SIDE_PHRASES = {
    Side.EACH: "each_side", Side.ONE: "one_side", Side.AFFECTED: "affected_side",
    Side.OTHER: "other_side", Side.LEFT: "left", Side.RIGHT: "right", Side.TOGETHER: "together",
    Side.EACH_DIRECTION: "each_direction", Side.BLANK: "blank_side",
}  # fmt: skip
_COURSE_LABELS = {
    "rest": "what_rest", "effort": "what_effort", "pain_limit": "what_pain",
    "motion": "what_motion",
}  # fmt: skip


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
    side = getattr(wording.locale.dose, _SIDE_PHRASES[dose.side]) if dose.side else ""
    load = load_text(wording, dose.load)
    if much.goal and much.rising:
        count = wording.attach([much.lead, side])
        clauses = [working_towards(wording, much.rising, count, much.goal), load]
    else:
        clauses = [wording.attach([much.lead, side, load])]
    clauses = [wording.join_clauses([*clauses, much.aside])]
    if dose.until:
        phrase = wording.locale.dose.or_until if clauses[0] else wording.locale.dose.until
        clauses = [wording.say(phrase, much=clauses[0], when=dose.until)]
    said = wording.join_clauses([*clauses, how_often])
    if much.listing:
        said = wording.say(wording.locale.dose.listed, what=said, list=much.listing)
    return wording.sentence(said)


def _how_much(wording: Wording, dose: Dose) -> _HowMuch:
    sets_noun = wording.locale.units.sets
    if dose.round_parts:
        return _rounds(wording, dose)
    if dose.sets and dose.sets.each:
        return _unequal_sets(wording, dose.sets.each)
    sets = dose.sets.count if dose.sets else None
    if dose.hold:
        return _held(wording, dose, sets)
    if dose.reps and sets:
        is_once = dose.reps.is_exactly(1)
        return _times(wording, sets) if is_once else _sets_of(wording, sets_noun, sets, dose.reps)
    if dose.reps:
        is_plain = not (dose.reps.target or dose.side or dose.load)
        # "Once, twice a day" says no more than "Twice a day".
        return _HowMuch() if dose.reps.is_exactly(1) and is_plain else _times(wording, dose.reps)
    amount = dose.duration or dose.distance or dose.steps
    if amount is None:
        return _nouns(wording, sets_noun, sets) if sets else _HowMuch()
    if sets and not sets.is_exactly(1):
        text = quantity_text(wording, amount)
        return _times(wording, sets, wording.say(wording.locale.dose.each_time, time=text))
    return _for_a_while(wording, dose, amount)


def _for_a_while(wording: Wording, dose: Dose, amount: Quantity) -> _HowMuch:
    """What is done for a time, over a distance or for a number of steps."""
    phrases, much = wording.locale.dose, with_unit(wording, amount, amount.unit)
    if dose.duration:
        lead = wording.say(phrases.last, time=much)
    elif dose.distance:
        lead = wording.say(phrases.go, distance=much)
    else:
        lead = wording.say(phrases.take, steps=much)
    return _HowMuch(lead, goal_text(wording, amount), amount)


def _times(wording: Wording, count: Quantity, aside: str = "") -> _HowMuch:
    """How often: "10–15 times", and what to work up to: "20–25"."""
    return _HowMuch(with_unit(wording, count, "times"), goal_text(wording, count), count, aside)


def _nouns(wording: Wording, noun: str, count: Quantity, aside: str = "") -> _HowMuch:
    """How many: "3 sets", and what to work up to: "4 sets"."""
    return _HowMuch(*counts_of(wording, noun, count), count, aside)


def _sets_of(wording: Wording, noun: str, count: Quantity, each: Quantity) -> _HowMuch:
    """How many of what size: "3 sets of 10", "3 holds of 30 seconds", and what to work up to."""
    phrases = wording.locale.dose
    is_time = each.unit != "times"

    def size(amount: Amount) -> str:
        return with_unit(wording, amount, each.unit) if is_time else amount_text(wording, amount)

    if each.bound is Bound.AS_MANY and not count.is_exactly(1):
        if is_time:
            time = quantity_text(wording, each)
            return _times(wording, count, wording.say(phrases.holding, time=time))
        reps = open_text(wording, each, noun_of(wording, wording.locale.units.reps))
        goal = counted(wording, noun, count.target) if count.target else ""
        sets = counted(wording, noun, count)
        return _HowMuch(wording.say(phrases.sets_of, sets=sets, reps=reps), goal, count)

    def group(number: Amount, of: Amount) -> str:
        is_open = number.bound is Bound.AS_MANY
        named = noun_of(wording, noun) if is_open else counted(wording, noun, number)
        said = wording.say(phrases.sets_of, sets=named, reps=size(of))
        return open_text(wording, number, said) if is_open else said

    start = group(count, each)
    if count.target and each.target:
        return _HowMuch(start, group(count.target, each.target), count)
    if count.target:
        return _HowMuch(start, counted(wording, noun, count.target), count)
    return _HowMuch(start, size(each.target) if each.target else "", each)


def _held(wording: Wording, dose: Dose, sets: SmallCount | None) -> _HowMuch:
    phrases = wording.locale.dose
    reps = None if dose.reps and dose.reps.is_exactly(1) else dose.reps
    times = _hold_times(wording, dose.hold)
    if sets and reps:
        much = _sets_of(wording, wording.locale.units.sets, sets, reps)
        each = wording.say(phrases.holding_each, time=times)
        return much._replace(aside=wording.join_clauses([much.aside, each]))
    count: Quantity | None = sets or reps
    first, *more = dose.hold
    if count is None or (count.is_exactly(1) and not count.target):
        if more:
            return _HowMuch(wording.say(phrases.hold, time=times))
        start = first.model_copy(update={"time": first.time.starts_at})
        lead = wording.say(phrases.hold, time=_hold_times(wording, (start,)))
        return _HowMuch(lead, goal_text(wording, first.time), first.time)
    if more or first.where:
        return _times(wording, count, wording.say(phrases.holding, time=times))
    return _sets_of(wording, phrases.holds, count, first.time)


def _hold_times(wording: Wording, holds: tuple[Hold, ...]) -> str:
    """One hold after the other: "5 seconds at the top, then 10 seconds half way down"."""
    said = []
    for hold in holds:
        time = with_unit(wording, hold.time, hold.time.unit)
        if hold.where:
            time = wording.say(wording.locale.dose.hold_where, time=time, where=hold.where)
        said.append(with_goal(wording, hold.time, time))
    return wording.join_then(said)


def _unequal_sets(wording: Wording, each: tuple[SetDose, ...]) -> _HowMuch:
    phrases = wording.locale.dose
    has_reps = any(one.reps for one in each)
    noun = wording.locale.units.sets if has_reps else phrases.holds
    said = []
    for one in each:
        if one.reps and one.hold:
            size = _sets_of(wording, phrases.holds, one.reps, one.hold).lead
        elif one.reps:
            size = count_text(wording, one.reps)
        else:
            time = quantity_text(wording, one.hold) if one.hold else ""
            size = wording.say(phrases.hold, time=time) if has_reps else time
        said.append(wording.attach([size, load_text(wording, one.load)]))
    return _HowMuch(counted(wording, noun, exactly(len(each))), listing=wording.join_then(said))


def _rounds(wording: Wording, dose: Dose) -> _HowMuch:
    listing = wording.join_then([_round_part(wording, part) for part in dose.round_parts])
    much = _HowMuch()
    if dose.rounds and (dose.rounds.target or not dose.rounds.is_exactly(1)):
        much = _nouns(wording, wording.locale.units.rounds, dose.rounds)
    elif dose.duration:
        time = with_unit(wording, dose.duration, dose.duration.unit)
        lead = wording.say(wording.locale.dose.repeat, time=time)
        much = _HowMuch(lead, goal_text(wording, dose.duration), dose.duration)
    return much._replace(listing=listing)


def _round_part(wording: Wording, part: Part) -> str:
    phrases = wording.locale.dose
    if part.reps and part.reps.bound is Bound.AS_MANY:
        many = open_text(wording, part.reps, noun_of(wording, wording.locale.units.times))
        return wording.say(phrases.do_times, do=part.do, amount=many)
    phrase = phrases.do_for if part.time else phrases.do_times
    said = wording.say(phrase, do=part.do, amount=with_unit(wording, part.amount, part.amount.unit))
    return with_goal(wording, part.amount, said)


def item_details(wording: Wording, item: ProgramItem) -> tuple[str, ...]:
    """The details of an item's dose, and what the program notes about the item."""
    notes = (item.note,) if item.note else ()
    return (*dose_details(wording, item.dose), *notes)


def dose_details(wording: Wording, dose: Dose | None) -> tuple[str, ...]:
    """The sentences that follow: total, rest, tempo, effort, pain, progress, note."""
    return tuple(_details(wording, dose)) if dose else ()


def _details(wording: Wording, dose: Dose) -> Iterator[str]:
    phrases = wording.locale.dose
    if total := _total(dose):
        yield wording.sentence(wording.say(phrases.total, time=with_unit(wording, *total)))
    if dose.rest:
        yield _rest(wording, dose, dose.rest)
    if dose.tempo:
        yield _tempo(wording, dose.tempo)
    if dose.motion:
        degrees = fill(wording, wording.locale.units.degrees, dose.motion)
        said = wording.say(phrases.motion, amount=degrees)
        yield wording.sentence(with_goal(wording, dose.motion, said))
    yield from _limits(wording, dose)
    if dose.progress:
        yield from _progress(wording, dose.progress)
    if dose.may_split:
        yield wording.sentence(phrases.may_split)
    if dose.lasts:
        phrase = phrases.in_all if dose.lasts.unit == "sessions" else phrases.last
        yield wording.sentence(wording.say(phrase, time=quantity_text(wording, dose.lasts)))
    if dose.note:
        yield dose.note


def _limits(wording: Wording, dose: Dose) -> Iterator[str]:
    """How hard it should feel, how much it may hurt, and when to stop."""
    phrases = wording.locale.dose
    if dose.effort:
        yield _effort(wording, dose.effort)
    if dose.effort_words:
        said = wording.say(phrases.effort_words, words=dose.effort_words.rstrip("."))
        yield wording.sentence(said)
    if dose.pain_limit:
        yield _pain_limit(wording, dose.pain_limit)
    if dose.stop_if:
        reasons = wording.join_or([reason.rstrip(".") for reason in dose.stop_if])
        yield wording.sentence(wording.say(phrases.stop_if, when=reasons))


def _progress(wording: Wording, progress: Progress) -> Iterator[str]:
    """How the dose grows: by a rule, from week to week, and when to change level."""
    if progress.rule:
        yield rule_text(wording, progress.rule)
    for name, course in progress.courses:
        if course.stages is None or len(course.stages) > 1:
            yield _course(wording, name, course)
    if not progress.levels:
        yield from level_rules(wording, progress)


def _total(dose: Dose) -> tuple[Amount, str] | None:
    """The whole time of exact rounds, so that the patient need not do the sum."""
    rounds = dose.rounds
    if rounds is None or rounds.bound is not Bound.EXACTLY or rounds.low is None or rounds.target:
        return None
    seconds = [total_seconds(part.time) if part.time else None for part in dose.round_parts]
    if dose.rest is not None or None in seconds:
        return None
    whole = sum((one for one in seconds if one is not None), Decimal(0)) * rounds.low
    in_minutes = whole >= 60 and whole % 30 == 0
    return (exactly(whole / 60), "min") if in_minutes else (exactly(whole), "s")


def _rest(wording: Wording, dose: Dose, rest: Time) -> str:
    """How long, and between what, in the words that the sentence uses."""
    phrases = wording.locale.dose
    phrase = phrases.rest
    if dose.round_parts:
        phrase = phrases.rest_rounds
    elif dose.sets and (
        any(one.reps for one in dose.sets.each) or (dose.reps and not dose.reps.is_exactly(1))
    ):
        phrase = phrases.rest_sets
    said = wording.say(phrase, time=with_unit(wording, rest, rest.unit))
    return wording.sentence(with_goal(wording, rest, said))


def _tempo(wording: Wording, tempo: Tempo) -> str:
    phrases = wording.locale.dose
    if tempo.words:
        return wording.say(phrases.tempo_words, words=tempo.words.rstrip("."))
    said = [
        wording.say(getattr(phrases, f"tempo_{name}"), time=quantity_text(wording, time))
        for name in (_LIFT_FIRST if tempo.lift_first else _LOWER_FIRST)
        if (time := getattr(tempo, name))
    ]
    return wording.say(phrases.tempo, list=wording.join_then(said))


_LOWER_FIRST = "lower", "pause", "lift", "pause_at_top"
_LIFT_FIRST = "lift", "pause_at_top", "lower", "pause"


def _effort(wording: Wording, effort: Effort) -> str:
    phrases = wording.locale.dose
    phrase = getattr(phrases, _EFFORTS.get(effort.unit, ""), None)
    if effort.bound is Bound.AS_MANY:
        said = wording.say(phrases.effort_words, words=wording.locale.amounts.as_hard)
    elif phrase is None:  # a blank that leaves the scale open
        said = wording.say(phrases.effort_words, words=amount_text(wording, effort))
    else:
        said = fill(wording, phrase, effort)
    return wording.sentence(with_goal(wording, effort, said))


_EFFORTS = {
    "rpe": "effort_rpe", "borg": "effort_borg", "breathlessness": "effort_breathless",
    "rir": "effort_reserve", "% heart rate": "effort_heart", "bpm": "effort_beats",
}  # fmt: skip


def _pain_limit(wording: Wording, limit: Pain) -> str:
    phrases = wording.locale.dose
    if limit.most == 0 and not limit.target:
        return wording.sentence(wording.say(phrases.pain_none))
    from_none = limit.bound is Bound.RANGE and limit.low == 0
    if limit.bound is Bound.UP_TO or from_none:  # "no higher than 3" says "up to" already
        limit = limit.model_copy(update={"bound": Bound.EXACTLY, "low": limit.high})
    said = wording.say(phrases.pain_limit, amount=amount_text(wording, limit))
    if limit.target:  # it is allowed later, nobody works up to it
        later = amount_text(wording, limit.target)
        said = wording.join_clauses([said, wording.say(phrases.pain_later, amount=later)])
    return wording.sentence(said)


def levels_text(wording: Wording, progress: Progress) -> str:
    """The levels, the easiest first, and when to change, or "" where there are none."""
    if not progress.levels:
        return ""
    listed = wording.sentence(wording.join_items(list(progress.levels)))
    return " ".join([listed, *level_rules(wording, progress)])


def level_rules(wording: Wording, progress: Progress) -> list[str]:
    """When to move up and when to move down, or to do more and less, as sentences."""
    phrases = wording.locale.dose
    up, down = phrases.do_more, phrases.do_less
    if progress.levels:
        up, down = phrases.move_up, phrases.move_down
    rules = (up, progress.up), (down, progress.down)
    return [wording.sentence(wording.say(phrase, when=when)) for phrase, when in rules if when]


def rule_text(wording: Wording, rule: StepRule) -> str:
    """A rule as a sentence: "When pain-free, add 5 kg each week, until you reach 60 kg."""
    phrases = wording.locale.dose
    add = quantity_text(wording, rule.add)
    if rule.when:
        said = wording.say(phrases.progress_when, when=rule.when, add=add)
    else:
        said = wording.say(phrases.progress, add=add)
    number, step = rule.step
    if step:
        said = wording.say(phrases.progress_every, rule=said, n=number, every=step)
    if rule.to:
        said = wording.say(phrases.progress_to, rule=said, to=quantity_text(wording, rule.to))
    return wording.sentence(said)


def _course(wording: Wording, name: str, course: Course[Any]) -> str:
    """How one part goes from week to week: "From week 3: 12 times; from week 5: 15 times."""
    phrases = wording.locale.dose
    if course.stages is None:
        start = quantity_of(course.path)
        assert start is not None and start.target is not None  # validated
        said = wording.say(
            phrases.course,
            start=_dose_part(wording, name, start.starts_at),
            target=_dose_part(wording, name, goal_of(start)),
            weeks=fill(wording, wording.locale.units.weeks, exactly(course.over or 0)),
        )
    else:
        said = wording.join_items(
            [
                wording.say(phrases.from_week, n=week, what=_dose_part(wording, name, value))
                for week, value in course.stages.items()
                if int(week) > 1
            ]
        )
    if label := _COURSE_LABELS.get(name):
        said = wording.say(phrases.course_of, what=getattr(phrases, label), course=said)
    return wording.sentence(said)


def _dose_part(wording: Wording, name: str, value: Any) -> str:
    """One part of a dose alone: "12 times", "with 4 kg", "3 sets", "twice a day"."""
    match value:
        case Frequency():
            return frequency_text(wording, value)
        case Load():
            return load_text(wording, value)
        case Sets(each=each) if each:
            amounts = [one.reps or one.hold for one in each]
            return wording.join_and([quantity_text(wording, one) for one in amounts if one])
        case tuple():
            return wording.join_and([quantity_text(wording, hold.time) for hold in value])
    amount = quantity_of(value)
    assert amount is not None  # a part is one of these
    if name in ("effort", "pain_limit"):  # the label before it says of what
        return amount_text(wording, amount)
    if name in ("sets", "rounds"):
        return counted(wording, getattr(wording.locale.units, name), amount)
    return quantity_text(wording, amount)
