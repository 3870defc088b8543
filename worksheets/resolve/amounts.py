"""Amounts and loads in words: "10–15", "up to 30 seconds", "with an orange band"."""

from decimal import Decimal

from worksheets.model.kinds import Distance, Time, Weight
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.resistance import Load
from worksheets.resolve.wording import BLANK, Wording

_UNIT_PHRASES = {
    "%": "percent",
    "% of maximum": "percent_maximum",
    "% more": "percent_more",
    "% body weight": "percent_body_weight",
}
_AS_MANY_PHRASES = {
    unit: phrase
    for kind, phrase in ((Time, "as_long"), (Distance, "as_far"), (Weight, "as_heavy"))
    for unit in kind.UNITS
}
_MANY = Decimal(10)
_LONG_S = 90
_BOUNDS = (Bound.UP_TO, Bound.AT_LEAST, Bound.ABOUT)
_BANDS = ("tan", "yellow", "red", "green", "blue", "black", "silver", "gold")
"""Colours of TheraBand's bands, the lightest first; other makers have other orders and colours."""


def exactly(number: int | Decimal) -> Amount:
    """Exactly so many."""
    return Amount(bound=Bound.EXACTLY, low=Decimal(number))


def plural_number(amount: Amount) -> Decimal:
    """The number that decides the plural of what follows; a blank counts as many."""
    if amount.bound is Bound.BLANK or amount.most is None:
        return _MANY
    return amount.most


def amount_text(wording: Wording, amount: Amount) -> str:
    """The numbers of an amount, without its unit."""
    phrases = wording.locale.amounts
    low = "" if amount.low is None else wording.number(amount.low)
    high = "" if amount.high is None else wording.number(amount.high)
    if amount.bound is Bound.EXACTLY:
        return low
    if amount.bound is Bound.BLANK:
        return BLANK
    if amount.bound is Bound.AS_MANY:
        return _capped(wording, phrases.as_many, high)
    return wording.say(getattr(phrases, amount.bound.name.lower()), low=low, high=high)


def fill(wording: Wording, phrase: str, amount: Amount) -> str:
    """A phrase with `{amount}` and its plural `{n}`; `{exact}` is "yes" for a single number."""
    if amount.bound in _BOUNDS and amount.most == 1:  # "at least once", not "at least 1 time"
        once = fill(wording, phrase, exactly(1))
        bound = getattr(wording.locale.amounts, amount.bound.name.lower())
        return wording.say(bound, low=once, high=once)
    return wording.say(
        phrase,
        amount=amount_text(wording, amount),
        n=plural_number(amount),
        exact="yes" if amount.bound is Bound.EXACTLY else "no",
    )


def counted(wording: Wording, phrase: str, amount: Amount) -> str:
    """A count with its noun: "3 sets", or "as many sets as you can"."""
    if amount.bound is not Bound.AS_MANY:
        return fill(wording, phrase, amount)
    return open_text(wording, amount, noun_of(wording, phrase))


def noun_of(wording: Wording, phrase: str) -> str:
    """The noun of a count alone, "sets": the phrase with no number in it."""
    return wording.say(phrase, amount="", n=_MANY, exact="no").strip()


def open_text(wording: Wording, amount: Amount, what: str) -> str:
    """As many as you can of something: "as many sets as you can, up to 5"."""
    said = wording.say(wording.locale.amounts.as_many_of, what=what)
    return _capped(wording, said, "" if amount.high is None else wording.number(amount.high))


def with_unit(wording: Wording, amount: Amount, unit: str) -> str:
    """An amount with its unit: "30 seconds", "as long as you can, up to 30 seconds"."""
    if not unit:  # a blank whose unit is to be written in too
        return amount_text(wording, amount)
    phrase = getattr(wording.locale.units, _UNIT_PHRASES.get(unit, unit))
    if unit == "s" and amount.bound is Bound.EXACTLY and (amount.low or 0) > _LONG_S:
        minutes, seconds = divmod(amount.low or Decimal(0), 60)
        if seconds:  # nobody counts 105 seconds
            whole = with_unit(wording, exactly(minutes), "min")
            return wording.attach([whole, with_unit(wording, exactly(seconds), "s")])
    if amount.bound is not Bound.AS_MANY:
        return fill(wording, phrase, amount)
    if unit == "steps":
        return counted(wording, phrase, amount)
    said = getattr(wording.locale.amounts, _AS_MANY_PHRASES.get(unit, "as_many"))
    cap = "" if amount.high is None else fill(wording, phrase, exactly(amount.high))
    return _capped(wording, said, cap)


def quantity_text(wording: Wording, quantity: Quantity) -> str:
    """A whole quantity, with what to work up to: "10 seconds, working up to 30 seconds"."""
    return with_goal(wording, quantity, with_unit(wording, quantity, quantity.unit))


def goal_text(wording: Wording, quantity: Quantity) -> str:
    """What to work up to, "30 seconds", or "".

    A unit that counts need not be said twice: "10 times, working up to 20–25".
    """
    if quantity.target is None:
        return ""
    if quantity.unit in ("times", "steps", "rpe", "borg", "pain"):
        return amount_text(wording, quantity.target)
    return with_unit(wording, quantity.target, quantity.unit)


def count_text(wording: Wording, count: Quantity) -> str:
    """A count without a unit, with what to work up to: "10, working up to 20–25"."""
    return with_goal(wording, count, amount_text(wording, count))


def counts_of(wording: Wording, phrase: str, count: Quantity) -> tuple[str, str]:
    """A count with its noun, "3 sets", and what to work up to, "4 sets", or ""."""
    goal = counted(wording, phrase, count.target) if count.target else ""
    return counted(wording, phrase, count), goal


def with_goal(wording: Wording, quantity: Quantity, start: str) -> str:
    """What was said of a quantity, and what to work up or down to in its unit."""
    return working_towards(wording, quantity, start, goal_text(wording, quantity))


def working_towards(wording: Wording, quantity: Quantity, start: str, target: str) -> str:
    """A start and a target, if there is one.

    For example "10, working up to 20–25" or "90 seconds, working down to 60 seconds".
    """
    if not target:
        return start
    amounts = wording.locale.amounts
    goal = quantity.target
    is_less = bool(goal and goal.most and quantity.most and goal.most < quantity.most)
    if quantity.unit == "rm" and goal and goal.most != quantity.most:
        is_less = not is_less  # what can be lifted fewer times is heavier
    phrase = amounts.working_down_to if is_less else amounts.working_up_to
    return wording.say(phrase, start=start, target=target)


def _capped(wording: Wording, said: str, cap: str) -> str:
    return wording.say(wording.locale.amounts.capped, open=said, cap=cap) if cap else said


def load_text(wording: Wording, load: Load | None) -> str:
    """A load as part of a sentence, "with 2–3 kg", or "" when there is none."""
    if load is None:
        return ""
    phrases, amounts = wording.locale.dose, wording.locale.amounts
    said = phrases.without_load if load.from_none else phrases.with_body_weight
    if load.weight or load.band:
        what = quantity_text(wording, load.weight) if load.weight else _bands(wording, load)
        if load.from_none:
            return wording.say(amounts.working_up_to, start=phrases.without_load, target=what)
        said = wording.say(phrases.with_load, load=what)
    return wording.say(phrases.heavier, load=said) if load.heavier else said


def _bands(wording: Wording, load: Load) -> str:
    phrases = wording.locale.dose

    def colour(name: str | None) -> str:
        return BLANK if name in (None, "blank") else getattr(phrases, str(name))

    said = wording.say(phrases.band, colour=colour(load.band))
    if load.band_bound is Bound.RANGE:
        said = wording.say(phrases.bands, low=colour(load.band), high=colour(load.band_to))
    elif load.band_bound is Bound.UP_TO:
        said = wording.say(phrases.band_or_easier, band=said)
    elif load.band_bound is Bound.AT_LEAST:
        said = wording.say(phrases.band_or_harder, band=said)
    if not load.band_target:
        return said
    target = wording.say(phrases.band, colour=colour(load.band_target))
    amounts, order = wording.locale.amounts, [load.band, load.band_target]
    is_lighter = all(one in _BANDS for one in order) and order != sorted(order, key=_BANDS.index)
    phrase = amounts.working_down_to if is_lighter else amounts.working_up_to
    return wording.say(phrase, start=said, target=target)
