"""The dose as a patient reads it: one sentence for how much and how often, then the details."""

from decimal import Decimal
from functools import lru_cache

from worksheets.model.dose import (
    Dose,
    Load,
    Part,
    SetDose,
    Side,
    StepRule,
    Tempo,
    total_seconds,
)
from worksheets.model.frequency import Frequency
from worksheets.model.quantity import Amount, Bound, Quantity, SmallCount, Time
from worksheets.resolve.amounts import (
    amount_text,
    count_text,
    plural_number,
    quantity_text,
    with_unit,
)
from worksheets.resolve.frequencies import frequency_text
from worksheets.resolve.wording import Wording


@lru_cache(maxsize=4096)
def dose_sentence(wording: Wording, dose: Dose | None, frequency: Frequency) -> str:
    """How much and how often, as one sentence.

    Args:
        wording: The language.
        dose: What the program asks for; None prints a gap.
        frequency: How often; the program's own, or a blank, when the dose does not say.
    """
    if dose is None:
        clauses = [wording.say(wording.locale.dose.unknown)]
    else:
        clauses = [_how_much(wording, dose), _load_clause(wording, dose), _side(wording, dose.side)]
    return wording.sentence(wording.join_clauses([*clauses, frequency_text(wording, frequency)]))


@lru_cache(maxsize=4096)
def dose_details(wording: Wording, dose: Dose | None) -> tuple[str, ...]:
    """The sentences that follow: total, rest, tempo, effort, pain, progress, note."""
    if dose is None:
        return ()
    phrases, details = wording.locale.dose, []
    if total := _total(dose):
        details.append(
            wording.sentence(wording.say(phrases.total, time=with_unit(wording, *total))[:-1])
        )
    if dose.rest:
        details.append(wording.say(phrases.rest, time=quantity_text(wording, dose.rest)))
    if dose.tempo:
        details.append(_tempo(wording, dose.tempo))
    if dose.effort:
        phrase = phrases.effort_rpe if dose.effort.unit == "rpe" else phrases.effort_borg
        details.append(wording.say(phrase, amount=count_text(wording, dose.effort)))
    if dose.pain_limit:
        highest = dose.pain_limit
        if highest.bound is Bound.UP_TO:  # "3 or less" says "up to" already
            highest = highest.model_copy(update={"bound": Bound.EXACTLY, "low": highest.high})
        details.append(wording.say(phrases.pain_limit, amount=count_text(wording, highest)))
    if dose.progress:
        details.append(_progress(wording, dose.progress))
    if dose.note:
        details.append(dose.note)
    return tuple(details)


def _how_much(wording: Wording, dose: Dose) -> str:
    if dose.round_parts:
        return _rounds(wording, dose)
    if dose.sets and dose.sets.each:
        return _unequal_sets(wording, dose.sets.each)
    sets = dose.sets.count if dose.sets else None
    if dose.hold:
        return _hold(wording, dose, sets)
    if dose.reps:
        if sets is None:
            return quantity_text(wording, dose.reps)
        return wording.say(
            wording.locale.dose.sets_of,
            sets=_counted(wording, wording.locale.dose.sets, sets),
            reps=count_text(wording, dose.reps),
        )
    amount = _activity(wording, dose)
    if amount and sets:
        times = quantity_text(wording, sets)
        return wording.say(wording.locale.dose.last_times, times=times, time=amount)
    if amount:
        return wording.say(wording.locale.dose.last, time=amount)
    return _counted(wording, wording.locale.dose.sets, sets) if sets else ""


def _counted(wording: Wording, phrase: str, count: Quantity) -> str:
    """A count with its noun: "3 sets", "2–3 rounds", "2 sets, working up to 3"."""
    start = wording.say(phrase, amount=amount_text(wording, count), n=plural_number(count))
    if count.target is None:
        return start
    target = amount_text(wording, count.target)
    return wording.say(wording.locale.amounts.working_up_to, start=start, target=target)


def _activity(wording: Wording, dose: Dose) -> str:
    if dose.duration:
        return quantity_text(wording, dose.duration)
    if dose.distance:
        return quantity_text(wording, dose.distance)
    return quantity_text(wording, dose.steps, "steps") if dose.steps else ""


def _hold(wording: Wording, dose: Dose, sets: SmallCount | None) -> str:
    phrases = wording.locale.dose
    times = []
    for hold in dose.hold:
        time = quantity_text(wording, hold.time)
        times.append(
            wording.say(phrases.hold_where, time=time, where=hold.where) if hold.where else time
        )
    time = wording.join_then(times)
    if sets and dose.reps:
        count = count_text(wording, dose.reps)
        named = _counted(wording, phrases.sets, sets)
        reps = wording.say(phrases.sets_of, sets=named, reps=count)
        return wording.join_clauses([reps, wording.say(phrases.holding, time=time)])
    count_of = sets or dose.reps
    if count_of is None or (count_of.most == 1 and count_of.target is None):
        return wording.say(phrases.hold, time=time)
    if len(times) > 1 or count_of.bound is Bound.AS_MANY or count_of.target:
        hold_once = wording.say(phrases.hold, time=time)
        return wording.say(
            phrases.hold_times, hold=hold_once, times=quantity_text(wording, count_of)
        )
    amount, n = amount_text(wording, count_of), plural_number(count_of)
    return wording.say(phrases.holds_of, amount=amount, n=n, time=time)


def _unequal_sets(wording: Wording, each: tuple[SetDose, ...]) -> str:
    phrases, said = wording.locale.dose, []
    for one in each:
        clauses = [quantity_text(wording, one.reps)] if one.reps else []
        if one.hold:
            phrase = phrases.holding if one.reps else phrases.hold
            clauses.append(wording.say(phrase, time=quantity_text(wording, one.hold)))
        text = clauses[0] if len(clauses) == 1 else wording.join_clauses(clauses)
        said.append(f"{text} {_load(wording, one.load)}" if one.load else text)
    count = Amount(bound=Bound.EXACTLY, low=Decimal(len(each)))
    sets = wording.say(phrases.sets, amount=amount_text(wording, count), n=len(each))
    return wording.say(phrases.unequal_sets, sets=sets, list=wording.join_then(said))


def _rounds(wording: Wording, dose: Dose) -> str:
    phrases = wording.locale.dose
    parts = wording.join_then([_part(wording, part) for part in dose.round_parts])
    if dose.rounds is None:
        return parts
    rounds = _counted(wording, phrases.rounds, dose.rounds)
    return wording.say(phrases.each_round, rounds=rounds, list=parts)


def _part(wording: Wording, part: Part) -> str:
    phrases = wording.locale.dose
    if part.reps:
        amount = quantity_text(wording, part.reps)
        return wording.say(phrases.do_times, do=part.do, amount=amount)
    how_long = part.time or part.distance
    amount = quantity_text(wording, how_long) if how_long else ""
    return wording.say(phrases.do_for, do=part.do, amount=amount)


def _load_clause(wording: Wording, dose: Dose) -> str:
    return _load(wording, dose.load) if dose.load else ""


def _load(wording: Wording, load: Load) -> str:
    phrases = wording.locale.dose
    if load.body_weight:
        return wording.say(phrases.with_body_weight)
    if load.weight:
        return wording.say(phrases.with_load, load=quantity_text(wording, load.weight))
    colours = {colour: getattr(phrases, colour) for colour in (load.band, load.band_to) if colour}
    low = colours.get(load.band or "", "")
    if load.band_to:
        band = wording.say(phrases.bands, low=low, high=colours[load.band_to])
    else:
        band = wording.say(phrases.band, colour=low)
    amounts = wording.locale.amounts
    if load.band_bound is Bound.UP_TO:
        band = wording.say(amounts.up_to, high=band)
    elif load.band_bound is Bound.AT_LEAST:
        band = wording.say(amounts.at_least, low=band)
    return wording.say(phrases.with_load, load=band)


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
    }[side]


def _tempo(wording: Wording, tempo: Tempo) -> str:
    phrases = wording.locale.dose
    if tempo.words:
        return wording.say(phrases.tempo_words, words=tempo.words)
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


def _progress(wording: Wording, rule: StepRule) -> str:
    phrases = wording.locale.dose
    add = quantity_text(wording, rule.add)
    if rule.when:
        said = wording.say(phrases.progress_when, when=rule.when, add=add)
    else:
        said = wording.say(phrases.progress, add=add)
    if rule.every:
        said = wording.say(phrases.progress_every, rule=said, every=rule.every)
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
    if len(times) < len(dose.round_parts) or any(part is None for part in seconds):
        return None
    if dose.rest is not None:
        return None
    whole = sum((part for part in seconds if part is not None), Decimal(0)) * rounds.low
    value, unit = (whole / 60, "min") if whole % 30 == 0 else (whole, "s")
    return Amount(bound=Bound.EXACTLY, low=value.normalize()), unit
