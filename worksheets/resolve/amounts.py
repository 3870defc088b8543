"""Amounts in words: "10–15", "up to 30 seconds", "10, working up to 20–25"."""

from decimal import Decimal

from worksheets.model.quantity import Amount, Bound, Quantity, Time
from worksheets.resolve.wording import BLANK, Wording

_UNIT_PHRASES = {"%": "percent", "% body weight": "percent_body_weight"}
_MANY = Decimal(10)


def plural_number(amount: Amount) -> Decimal:
    """The number that decides the plural of what follows; a blank counts as many."""
    if amount.bound is Bound.BLANK or amount.most is None:
        return _MANY
    return amount.most


def amount_text(wording: Wording, amount: Amount, open_ended: str = "") -> str:
    """The numbers of an amount, without its unit.

    Args:
        wording: The language.
        amount: What to say.
        open_ended: The phrase for "as many as you can"; that of counts when left out.
    """
    phrases = wording.locale.amounts
    low = "" if amount.low is None else wording.number(amount.low)
    high = "" if amount.high is None else wording.number(amount.high)
    match amount.bound:
        case Bound.EXACTLY:
            return low
        case Bound.RANGE:
            return wording.say(phrases.range, low=low, high=high)
        case Bound.UP_TO:
            return wording.say(phrases.up_to, high=high)
        case Bound.AT_LEAST:
            return wording.say(phrases.at_least, low=low)
        case Bound.ABOUT:
            return wording.say(phrases.about, low=low)
        case Bound.AS_MANY:
            said = open_ended or wording.say(phrases.as_many)
            return wording.say(phrases.capped, open=said, cap=high) if high else said
        case Bound.BLANK:
            return BLANK


def with_unit(wording: Wording, amount: Amount, unit: str, *, short: bool = False) -> str:
    """An amount with its unit: "30 seconds", or "30 s" when short."""
    name = _UNIT_PHRASES.get(unit, unit)
    phrase = getattr(wording.locale.units, f"short_{name}" if short else name)
    n = plural_number(amount)
    if amount.bound is not Bound.AS_MANY:
        return wording.say(phrase, amount=amount_text(wording, amount), n=n)
    phrases = wording.locale.amounts
    said = wording.say(phrases.as_long if unit in Time.UNITS else phrases.as_many)
    if amount.high is None:
        return said
    cap = wording.say(phrase, amount=wording.number(amount.high), n=n)
    return wording.say(phrases.capped, open=said, cap=cap)


def quantity_text(wording: Wording, quantity: Quantity, unit: str | None = None) -> str:
    """A whole quantity, with what to work up to: "10 seconds, working up to 30 seconds"."""
    unit = unit or quantity.unit
    start = with_unit(wording, quantity, unit)
    if quantity.target is None:
        return start
    if unit == "times":  # "10 times, working up to 20–25": the unit need not be said twice
        target = amount_text(wording, quantity.target)
    else:
        target = with_unit(wording, quantity.target, unit)
    return wording.say(wording.locale.amounts.working_up_to, start=start, target=target)


def count_text(wording: Wording, quantity: Quantity) -> str:
    """A count without a unit, with what to work up to: "10, working up to 20–25"."""
    start = amount_text(wording, quantity)
    if quantity.target is None:
        return start
    target = amount_text(wording, quantity.target)
    return wording.say(wording.locale.amounts.working_up_to, start=start, target=target)
