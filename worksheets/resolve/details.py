"""The sentences that follow the dose: total, rest, tempo, effort, pain, progress, note."""

from decimal import Decimal
from typing import Any

from worksheets.model.course import Course, goal_of, quantity_of
from worksheets.model.dose import Dose, total_seconds
from worksheets.model.frequency import Frequency
from worksheets.model.kinds import Effort, Pain, Time
from worksheets.model.progress import Progress, StepRule
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.resistance import Load
from worksheets.model.sets import Sets, Tempo
from worksheets.resolve.amounts import (
    amount_text,
    counted,
    exactly,
    fill,
    goal_text,
    quantity_text,
    with_unit,
    working_towards,
)
from worksheets.resolve.frequencies import frequency_text
from worksheets.resolve.loads import load_text
from worksheets.resolve.wording import Wording


def details_of(wording: Wording, dose: Dose) -> tuple[str, ...]:
    """One sentence for each detail that the dose has."""
    phrases, details = wording.locale.dose, []
    if total := _total(dose):
        time = with_unit(wording, *total)
        details.append(wording.sentence(wording.say(phrases.total, time=time)))
    if dose.rest:
        details.append(_rest(wording, dose, dose.rest))
    if dose.tempo:
        details.append(_tempo(wording, dose.tempo))
    if dose.effort:
        details.append(_effort(wording, dose.effort))
    if dose.pain_limit:
        details.append(_pain_limit(wording, dose.pain_limit))
    if dose.progress:
        details += _progress(wording, dose.progress)
    if dose.note:
        details.append(dose.note)
    return tuple(details)


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
    return _with_goal(wording, rest, said)


def _with_goal(wording: Wording, quantity: Quantity, said: str) -> str:
    """A sentence of what was said, and what to work up or down to."""
    goal = goal_text(wording, quantity)
    return wording.sentence(working_towards(wording, quantity, said, goal))


def _tempo(wording: Wording, tempo: Tempo) -> str:
    phrases = wording.locale.dose
    if tempo.words:
        return wording.say(phrases.tempo_words, words=tempo.words.rstrip("."))
    timed = (
        (phrases.tempo_lower, tempo.lower),
        (phrases.tempo_pause, tempo.pause),
        (phrases.tempo_lift, tempo.lift),
        (phrases.tempo_pause_at_top, tempo.pause_at_top),
    )
    said = [
        wording.say(phrase, time=quantity_text(wording, time)) for phrase, time in timed if time
    ]
    return wording.say(phrases.tempo, list=wording.join_then(said))


def _effort(wording: Wording, effort: Effort) -> str:
    phrases = wording.locale.dose
    phrase = {"rpe": phrases.effort_rpe, "borg": phrases.effort_borg}.get(effort.unit)
    if effort.bound is Bound.AS_MANY:
        said = wording.say(phrases.effort_words, words=wording.locale.amounts.as_hard)
    elif phrase is None:  # a blank that leaves the scale open
        said = wording.say(phrases.effort_words, words=amount_text(wording, effort))
    else:
        said = wording.say(phrase, amount=amount_text(wording, effort))
    return _with_goal(wording, effort, said)


def _pain_limit(wording: Wording, limit: Pain) -> str:
    phrases = wording.locale.dose
    if limit.most == 0 and not limit.target:
        return wording.sentence(wording.say(phrases.pain_none))
    from_none = limit.bound is Bound.RANGE and limit.low == 0
    if limit.bound is Bound.UP_TO or from_none:  # "no higher than 3" says "up to" already
        limit = limit.model_copy(update={"bound": Bound.EXACTLY, "low": limit.high})
    said = wording.say(phrases.pain_limit, amount=amount_text(wording, limit))
    return _with_goal(wording, limit, said)


def _progress(wording: Wording, progress: Progress) -> list[str]:
    """How the dose grows: by a rule, from week to week, and when to change level."""
    said = [rule_text(wording, progress.rule)] if progress.rule else []
    said += [_course(wording, name, course) for name, course in progress.courses]
    return said if progress.levels else [*said, *level_rules(wording, progress)]


def levels_text(wording: Wording, progress: Progress) -> str:
    """The levels, the easiest first, and when to change, or "" where there are none."""
    if not progress.levels:
        return ""
    listed = wording.sentence(wording.join_items(list(progress.levels)))
    return " ".join([listed, *level_rules(wording, progress)])


def level_rules(wording: Wording, progress: Progress) -> list[str]:
    """When to move up and when to move down, as sentences."""
    phrases, said = wording.locale.dose, []
    if progress.up:
        said.append(wording.sentence(wording.say(phrases.move_up, when=progress.up)))
    if progress.down:
        said.append(wording.sentence(wording.say(phrases.move_down, when=progress.down)))
    return said


def _course(wording: Wording, name: str, course: Course[Any]) -> str:
    """How one part goes from week to week: "From week 3: 12 times, from week 5: 15 times."""
    phrases = wording.locale.dose
    if course.stages is None:
        start = quantity_of(course.path)
        assert start is not None and start.target is not None  # validated
        weeks = exactly(course.over or 0)
        said = wording.say(
            phrases.course,
            start=_part(wording, name, start.starts_at),
            target=_part(wording, name, goal_of(start)),
            weeks=fill(wording, wording.locale.units.weeks, weeks),
        )
    else:
        later = [(week, value) for week, value in course.stages.items() if int(week) > 1]
        said = wording.join_items(
            [
                wording.say(phrases.from_week, n=week, what=_part(wording, name, value))
                for week, value in later
            ]
        )
    labels = {
        "rest": phrases.what_rest,
        "effort": phrases.what_effort,
        "pain_limit": phrases.what_pain,
    }
    if label := labels.get(name):
        said = wording.say(phrases.course_of, what=label, course=said)
    return wording.sentence(said)


def _part(wording: Wording, name: str, value: Any) -> str:
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
    if name in ("sets", "rounds"):
        return counted(wording, getattr(wording.locale.units, name), amount)
    return quantity_text(wording, amount)


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


def _total(dose: Dose) -> tuple[Amount, str] | None:
    """The whole time of exact rounds, so that the patient need not do the sum."""
    rounds = dose.rounds
    if rounds is None or rounds.bound is not Bound.EXACTLY or rounds.low is None or rounds.target:
        return None
    times: list[Time] = [part.time for part in dose.round_parts if part.time]
    seconds = [total_seconds(time) for time in times]
    known = [part for part in seconds if part is not None]
    if dose.rest is not None or len(known) < len(dose.round_parts):
        return None
    whole = sum(known, Decimal(0)) * rounds.low
    value, unit = (whole / 60, "min") if whole >= 60 and whole % 30 == 0 else (whole, "s")
    return Amount(bound=Bound.EXACTLY, low=value), unit
