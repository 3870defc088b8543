"""Amounts and loads in words: "10–15", "up to 30 seconds", "with an orange band"."""

from decimal import Decimal

from worksheets.facts import BLANK
from worksheets.model.kinds import Distance, Time, Weight
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.model.resistance import Load
from worksheets.resolve.wording import Wording

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
_SAID_IN_S = 90
"""People say 90 seconds, and not 80 or 105."""
_BOUNDS = (Bound.UP_TO, Bound.AT_LEAST, Bound.ABOUT)


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
    if unit == "s" and amount.bound is Bound.EXACTLY and amount.low != _SAID_IN_S:
        minutes, seconds = divmod(amount.low or Decimal(0), 60)
        if minutes and seconds:
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
    """A whole quantity, with what to work up to: "10 seconds, later 30 seconds"."""
    return with_goal(wording, quantity, with_unit(wording, quantity, quantity.unit))


def goal_text(wording: Wording, quantity: Quantity) -> str:
    """What it becomes, "30 seconds", or "".

    A unit that counts need not be said twice: "10 times, later 20–25".
    """
    if quantity.target is None:
        return ""
    if quantity.unit in ("times", "steps", "rpe", "borg", "pain"):
        return amount_text(wording, quantity.target)
    return with_unit(wording, quantity.target, quantity.unit)


def with_goal(wording: Wording, quantity: Quantity, start: str) -> str:
    """What was said of a quantity, and what it becomes: "10, later 20–25"."""
    return becoming(wording, start, goal_text(wording, quantity))


def becoming(wording: Wording, start: str, target: str) -> str:
    """A start and what it becomes, if there is a target: "10, later 20–25"."""
    if not target:
        return start
    return wording.say(wording.locale.amounts.later, start=start, target=target)


def _capped(wording: Wording, said: str, cap: str) -> str:
    return wording.say(wording.locale.amounts.capped, open=said, cap=cap) if cap else said


def load_text(wording: Wording, load: Load | None) -> str:
    """A load as part of a sentence, "with 2–3 kg", or "" when there is none."""
    if load is None:
        return ""
    phrases = wording.locale.dose
    said = phrases.without_load if load.from_none else phrases.with_body_weight
    if load.weight or load.band:
        what = quantity_text(wording, load.weight) if load.weight else _bands(wording, load)
        if load.from_none:
            return becoming(wording, phrases.without_load, what)
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
    return becoming(wording, said, wording.say(phrases.band, colour=colour(load.band_target)))
