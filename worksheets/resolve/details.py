"""The sentences that follow the dose: total, rest, tempo, effort, pain, progress, note."""

from decimal import Decimal

from worksheets.model.dose import Dose, total_seconds
from worksheets.model.kinds import Effort, Pain, Time
from worksheets.model.progress import StepRule
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.sets import Tempo
from worksheets.resolve.amounts import (
    amount_text,
    goal_text,
    quantity_text,
    with_unit,
    working_towards,
)
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
        details.append(_progress(wording, dose.progress))
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


def _progress(wording: Wording, rule: StepRule) -> str:
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
