"""Amounts in words: "10–15", "up to 30 seconds", "10, working up to 20–25"."""

from decimal import Decimal

from worksheets.model.kinds import Distance, Time, Weight
from worksheets.model.quantity import Amount, Bound, Quantity
from worksheets.resolve.wording import BLANK, Wording

_UNIT_PHRASES = {
    "%": "percent",
    "% of maximum": "percent_maximum",
    "% more": "percent_more",
    "% body weight": "percent_body_weight",
}
_MANY = Decimal(10)


def exactly(number: int) -> Amount:
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
            return _open(wording, phrases.as_many, high)
        case Bound.BLANK:
            return BLANK


def fill(wording: Wording, phrase: str, amount: Amount, **more: str) -> str:
    """A phrase with `{amount}` and its plural `{n}`; `{exact}` is "yes" for a single number."""
    return wording.say(
        phrase,
        amount=amount_text(wording, amount),
        n=plural_number(amount),
        exact="yes" if amount.bound is Bound.EXACTLY else "no",
        **more,
    )


def counted(wording: Wording, phrase: str, amount: Amount, **more: str) -> str:
    """A count with its noun: "3 sets", or "as many sets as you can"."""
    if amount.bound is not Bound.AS_MANY:
        return fill(wording, phrase, amount, **more)
    return open_text(wording, amount, noun_of(wording, phrase, **more))


def noun_of(wording: Wording, phrase: str, **more: str) -> str:
    """The noun of a count alone, "sets": the phrase with no number in it."""
    return wording.say(phrase, amount="", n=_MANY, exact="no", **more).strip()


def open_text(wording: Wording, amount: Amount, what: str) -> str:
    """As many as you can of something: "as many sets as you can, up to 5"."""
    said = wording.say(wording.locale.amounts.as_many_of, what=what)
    return _open(wording, said, "" if amount.high is None else wording.number(amount.high))


def with_unit(wording: Wording, amount: Amount, unit: str) -> str:
    """An amount with its unit: "30 seconds", "as long as you can, up to 30 seconds"."""
    if not unit:  # a blank whose unit is to be written in too
        return amount_text(wording, amount)
    phrase = getattr(wording.locale.units, _UNIT_PHRASES.get(unit, unit))
    if amount.bound is not Bound.AS_MANY:
        return fill(wording, phrase, amount)
    if unit == "steps":
        return counted(wording, phrase, amount)
    amounts = wording.locale.amounts
    said = amounts.as_many
    for kind, open_ended in (
        (Time, amounts.as_long),
        (Distance, amounts.as_far),
        (Weight, amounts.as_heavy),
    ):
        said = open_ended if unit in kind.UNITS else said
    if amount.high is None:
        return said
    return _open(wording, said, fill(wording, phrase, Amount(bound=Bound.EXACTLY, low=amount.high)))


def quantity_text(wording: Wording, quantity: Quantity) -> str:
    """A whole quantity, with what to work up to: "10 seconds, working up to 30 seconds"."""
    start = with_unit(wording, quantity, quantity.unit)
    return working_towards(wording, quantity, start, goal_text(wording, quantity))


def goal_text(wording: Wording, quantity: Quantity) -> str:
    """What to work up to, "30 seconds", or "".

    A unit that counts need not be said twice: "10 times, working up to 20–25".
    """
    if quantity.target is None:
        return ""
    if quantity.unit in ("times", "steps", "rpe", "borg", "pain"):
        return amount_text(wording, quantity.target)
    return with_unit(wording, quantity.target, quantity.unit)


def count_text(wording: Wording, quantity: Quantity) -> str:
    """A count without a unit, with what to work up to: "10, working up to 20–25"."""
    target = amount_text(wording, quantity.target) if quantity.target else ""
    return working_towards(wording, quantity, amount_text(wording, quantity), target)


def working_towards(wording: Wording, quantity: Quantity, start: str, target: str) -> str:
    """A start and a target, if there is one.

    For example "10, working up to 20–25" or "90 seconds, working down to 60 seconds".
    """
    if not target:
        return start
    amounts = wording.locale.amounts
    goal = quantity.target
    is_less = goal and goal.most and quantity.most and goal.most < quantity.most
    phrase = amounts.working_down_to if is_less else amounts.working_up_to
    return wording.say(phrase, start=start, target=target)


def _open(wording: Wording, said: str, cap: str) -> str:
    return wording.say(wording.locale.amounts.capped, open=said, cap=cap) if cap else said
