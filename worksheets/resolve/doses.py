"""The dose as a patient reads it: facts for how much and how often, then sentences that go with it.

A fact is a label and a value, "Hold 30 seconds", in one order everywhere: amount, sets, side, how
often, with what, rest, speed, effort, pain. What no fact can say is a sentence of its own:
when to stop, how the dose grows, a note.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from worksheets.facts import BLANK, Fact
from worksheets.model.course import Course, goal_of, quantity_of
from worksheets.model.dose import OPPOSITE, Dose, Side, total_seconds
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.kinds import Effort, Pain, Time
from worksheets.model.progress import Progress, StepRule
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.resistance import Load
from worksheets.model.sets import Hold, Part, SetDose, Sets, Tempo
from worksheets.resolve.amounts import (
    amount_text,
    becoming,
    counted,
    exactly,
    fill,
    load_text,
    noun_of,
    open_text,
    quantity_text,
    with_goal,
    with_unit,
)
from worksheets.resolve.frequencies import BLANK_FREQUENCY, frequency_text
from worksheets.resolve.wording import Wording, capital

_SIDE_PHRASES = {
    Side.EACH: "each_side", Side.ONE: "one_side", Side.AFFECTED: "affected_side",
    Side.OTHER: "other_side", Side.LEFT: "left", Side.RIGHT: "right", Side.TOGETHER: "together",
    Side.EACH_DIRECTION: "each_direction",
}  # fmt: skip
_COURSE_LABELS = {"rest": "rest", "effort": "effort", "pain_limit": "pain", "motion": "motion"}
_EFFORTS = {
    "rpe": ("effort", "of_10"), "borg": ("effort", "of_20"),
    "breathlessness": ("breathlessness", "breath_of_10"), "rir": ("", "reserve"),
    "% heart rate": ("heart_rate", "of_heart_rate"), "bpm": ("heart_rate", "beats"),
}  # fmt: skip


def dose_facts(wording: Wording, dose: Dose | None, frequency: Frequency) -> tuple[Fact, ...]:
    """How much, how often and how, fact by fact; what is open is a blank in its place.

    Args:
        wording: The language.
        dose: What the program asks for; None prints a blank.
        frequency: How often; the program's own, or a blank, when the dose does not say.
    """
    facts = _Facts(wording)
    if dose is None:
        return (facts.fact("how_much", BLANK), *_how_often(facts, frequency))
    found = [
        *_how_much(facts, dose),
        *_side(facts, dose),
        *_how_often(facts, frequency),
        *_with_what(facts, dose),
        *_how(facts, dose),
    ]
    return tuple(found)


class _Facts:
    """Makes facts in a language.

    Attributes:
        wording: The language.
        phrases: What it says of doses.
    """

    def __init__(self, wording: Wording) -> None:
        self.wording, self.phrases = wording, wording.locale.dose

    def fact(self, label: str, value: str, name: str = "") -> Fact:
        """A fact; one without a label begins with a capital letter."""
        said = getattr(self.phrases, f"fact_{label}") if label else ""
        return Fact(said, value if said else capital(value), (name or label).replace("_", "-"))

    def counted(self, noun: str, count: Quantity) -> Fact:
        """How many of something: "3 sets, later 4 sets"; a blank has the noun as its label."""
        wording, units = self.wording, self.wording.locale.units
        if count.bound is Bound.BLANK:
            return self.fact(noun, with_goal(wording, count, BLANK))
        said = getattr(units, noun)
        start = counted(wording, said, count)
        if count.bound is Bound.AS_MANY and noun == "times":
            start = with_unit(wording, count, "times")
        return self.fact("", with_goal(wording, count, start), noun)


def _how_much(facts: _Facts, dose: Dose) -> Iterator[Fact]:
    """The amount, then how often it is repeated in a session, and what may end it."""
    wording, sets = facts.wording, dose.sets.count if dose.sets else None
    reps = dose.reps
    if dose.hold:
        yield facts.fact("hold", _hold_times(wording, dose.hold))
    amount = dose.duration or dose.distance or dose.steps
    if dose.round_parts:
        yield from _rounds(facts, dose)
    elif dose.sets and dose.sets.each:
        yield facts.fact("", _unequal_sets(wording, dose.sets.each), "sets")
    elif amount:
        label = "how_much" if amount.bound is Bound.BLANK and not amount.unit else ""
        yield facts.fact(label, quantity_text(wording, amount), "amount")
    is_once = reps is not None and reps.is_exactly(1) and not reps.target
    if reps and not (is_once and (sets or dose.hold or not (dose.side or dose.load))):
        # "Once, twice a day" says no more than "Twice a day".
        yield facts.counted("times", reps)
    if sets and dose.other_sets:
        yield _sets_of_sides(facts, dose, "sets" if reps and not is_once else "times")
    elif sets and reps and not is_once:
        yield facts.counted("sets", sets)
    elif sets and not (sets.is_exactly(1) and not sets.target and (dose.hold or amount)):
        is_whole = not (reps or dose.hold or amount)
        yield facts.counted("sets" if is_whole else "times", sets)
    if dose.until:
        is_first = not (reps or sets or dose.hold or amount or dose.round_parts)
        yield facts.fact("until" if is_first else "or_until", dose.until)


def _sets_of_sides(facts: _Facts, dose: Dose, noun: str) -> Fact:
    """How many on each of two sides: "3 sets on the right, 1 set on the left"."""
    assert dose.sets and dose.sets.count and dose.other_sets and dose.side  # validated
    counts = (dose.sets.count, dose.side), (dose.other_sets, OPPOSITE[dose.side])
    wording, phrase = facts.wording, getattr(facts.wording.locale.units, noun)
    said = [
        wording.attach(
            [counted(wording, phrase, count), getattr(facts.phrases, _SIDE_PHRASES[side])]
        )
        for count, side in counts
    ]
    return facts.fact("", wording.join_clauses(said), "sets")


def _side(facts: _Facts, dose: Dose) -> Iterator[Fact]:
    """The side or direction, beside what is done on it."""
    if dose.other_sets:
        return
    if dose.side is Side.BLANK:
        yield facts.fact("side", BLANK)
    elif dose.side:
        yield facts.fact("", getattr(facts.phrases, _SIDE_PHRASES[dose.side]), "side")


def _how_often(facts: _Facts, frequency: Frequency) -> Iterator[Fact]:
    """How often; a blank alone has what is counted as its label."""
    wording = facts.wording
    if frequency == BLANK_FREQUENCY:
        yield facts.fact("times_a_day", BLANK)
    elif said := frequency_text(wording, frequency):
        yield facts.fact("", said, "how-often")


def _with_what(facts: _Facts, dose: Dose) -> Iterator[Fact]:
    """For how long in all, in how many parts, and with which load."""
    wording, phrases = facts.wording, facts.phrases
    if dose.lasts:
        label = "in_all" if dose.lasts.unit == "sessions" else "lasts"
        yield facts.fact(label, quantity_text(wording, dose.lasts))
    if dose.may_split:
        yield facts.fact("", phrases.may_split)
    if dose.load:
        yield facts.fact("", load_text(wording, dose.load), "load")


def _how(facts: _Facts, dose: Dose) -> Iterator[Fact]:
    """Rest, speed, how far, how hard, and how much it may hurt."""
    wording = facts.wording
    if dose.rest:
        yield _rest(facts, dose, dose.rest)
    if dose.tempo:
        yield facts.fact("speed", _tempo(wording, dose.tempo))
    if dose.motion:
        yield facts.fact("motion", quantity_text(wording, dose.motion))
    if dose.effort:
        yield _effort(facts, dose.effort)
    if dose.effort_words:
        yield facts.fact("effort_words", dose.effort_words.rstrip("."), "effort")
    if dose.pain_limit:
        yield _pain_limit(facts, dose.pain_limit)


def _hold_times(wording: Wording, holds: tuple[Hold, ...]) -> str:
    """One hold after the other: "5 seconds at the top, then 10 seconds half way down"."""
    said = []
    for hold in holds:
        time = with_unit(wording, hold.time, hold.time.unit)
        if hold.where:
            time = wording.say(wording.locale.dose.hold_where, time=time, where=hold.where)
        said.append(with_goal(wording, hold.time, time))
    return wording.join_then(said)


def _unequal_sets(wording: Wording, each: tuple[SetDose, ...]) -> str:
    """Sets that differ, one after the other: "2 sets: 12 with 2 kg, then 8 with 3 kg"."""
    phrases, units = wording.locale.dose, wording.locale.units
    has_reps = any(one.reps for one in each)
    said = []
    for one in each:
        time = quantity_text(wording, one.hold) if one.hold else ""
        hold = wording.say(phrases.hold, time=time) if time and has_reps else time
        reps = with_goal(wording, one.reps, amount_text(wording, one.reps)) if one.reps else ""
        size = wording.join_clauses([reps, hold])
        said.append(wording.attach([size, load_text(wording, one.load)]))
    number = counted(wording, units.sets if has_reps else units.times, exactly(len(each)))
    return wording.say(phrases.listed, what=number, list=wording.join_then(said))


def _rounds(facts: _Facts, dose: Dose) -> Iterator[Fact]:
    """How many rounds or for how long, what a round is, and the whole time of exact ones."""
    wording = facts.wording
    listing = wording.join_then([_round_part(wording, part) for part in dose.round_parts])
    if dose.rounds and (dose.rounds.target or not dose.rounds.is_exactly(1)):
        yield facts.counted("rounds", dose.rounds)
    elif dose.duration:
        yield facts.fact("repeat", quantity_text(wording, dose.duration))
    else:
        yield facts.fact("", listing, "round")
        return
    yield facts.fact("round", listing)
    if total := _total(dose):
        yield facts.fact("in_all", with_unit(wording, *total), "total")


def _round_part(wording: Wording, part: Part) -> str:
    phrases = wording.locale.dose
    if part.reps and part.reps.bound is Bound.AS_MANY:
        many = open_text(wording, part.reps, noun_of(wording, wording.locale.units.times))
        return wording.say(phrases.do_times, do=part.do, amount=many)
    phrase = phrases.do_for if part.time else phrases.do_times
    said = wording.say(phrase, do=part.do, amount=with_unit(wording, part.amount, part.amount.unit))
    return with_goal(wording, part.amount, said)


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


def _rest(facts: _Facts, dose: Dose, rest: Time) -> Fact:
    """How long, and between what, where more than one thing is repeated."""
    wording, phrases = facts.wording, facts.phrases
    said, between = quantity_text(wording, rest), ""
    if rest.bound is Bound.BLANK:
        return facts.fact("rest", said)
    if dose.round_parts:
        between = phrases.between_rounds
    elif dose.sets and (
        any(one.reps for one in dose.sets.each) or (dose.reps and not dose.reps.is_exactly(1))
    ):
        between = phrases.between_sets
    return facts.fact("rest", wording.attach([said, between]))


def _tempo(wording: Wording, tempo: Tempo) -> str:
    phrases = wording.locale.dose
    if tempo.words:
        return tempo.words.rstrip(".")
    said = [
        wording.say(getattr(phrases, f"tempo_{name}"), time=quantity_text(wording, time))
        for name in (_LIFT_FIRST if tempo.lift_first else _LOWER_FIRST)
        if (time := getattr(tempo, name))
    ]
    return wording.join_then(said)


_LOWER_FIRST = "lower", "pause", "lift", "pause_at_top"
_LIFT_FIRST = "lift", "pause_at_top", "lower", "pause"


def _effort(facts: _Facts, effort: Effort) -> Fact:
    wording = facts.wording
    if effort.bound is Bound.AS_MANY:
        return facts.fact("effort", wording.locale.amounts.as_hard)
    if effort.unit not in _EFFORTS:  # a blank that leaves the scale open
        return facts.fact("effort", amount_text(wording, effort))
    label, phrase = _EFFORTS[effort.unit]
    start = with_goal(wording, effort, amount_text(wording, effort))
    if label:
        return facts.fact(label, wording.say(getattr(facts.phrases, phrase), amount=start))
    return facts.fact("", wording.say(facts.phrases.reserve, amount=start), "effort")


def _pain_limit(facts: _Facts, limit: Pain) -> Fact:
    wording, phrases = facts.wording, facts.phrases
    if limit.most == 0 and not limit.target:
        return facts.fact("", phrases.pain_none, "pain")
    amount = limit.high if limit.high is not None else limit.low
    said = BLANK if amount is None else wording.number(amount)
    if limit.target:  # it is allowed later, nobody works up to it
        later = limit.target.model_copy(update={"bound": Bound.EXACTLY, "low": limit.target.most})
        said = becoming(wording, said, amount_text(wording, later))
    return facts.fact("pain", wording.say(phrases.pain_limit, amount=said))


def item_details(wording: Wording, item: ProgramItem) -> tuple[str, ...]:
    """The details of an item's dose, and what the program notes about the item."""
    notes = (item.note,) if item.note else ()
    return (*dose_details(wording, item.dose), *notes)


def dose_details(wording: Wording, dose: Dose | None) -> tuple[str, ...]:
    """The sentences that follow the facts: when to stop, how the dose grows, a note."""
    return tuple(_details(wording, dose)) if dose else ()


def _details(wording: Wording, dose: Dose) -> Iterator[str]:
    if dose.stop_if:
        reasons = wording.join_or([reason.rstrip(".") for reason in dose.stop_if])
        yield wording.sentence(wording.say(wording.locale.dose.stop_if, when=reasons))
    if dose.after:
        phrases = wording.locale.dose
        yield wording.sentence(wording.say(phrases.after, what=dose.after.so.rstrip(".")))
        if dose.after.otherwise:
            otherwise = dose.after.otherwise.rstrip(".")
            yield wording.sentence(wording.say(phrases.after_if_not, what=otherwise))
    if dose.progress:
        yield from _progress(wording, dose.progress)
    if dose.note:
        yield dose.note


def _progress(wording: Wording, progress: Progress) -> Iterator[str]:
    """How the dose grows: by a rule, from week to week, and when to change level."""
    if progress.rule:
        yield rule_text(wording, progress.rule)
    for name, course in progress.courses:
        if course.stages is None or len(course.stages) > 1:
            yield course_text(wording, name, course)
    if not progress.levels:
        yield from level_rules(wording, progress)


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


def course_text(wording: Wording, name: str, course: Course[Any]) -> str:
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
        label = getattr(phrases, f"fact_{label}")
        said = wording.say(phrases.course_of, what=label, course=said)
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
