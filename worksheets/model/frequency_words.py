"""Reading a frequency as people write it: `2/day, on mon and thu, at least 48 h apart`."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from worksheets.model.quantity import COUNT, TARGET, check_length
from worksheets.problems import WrongValue

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TIMES_OF_DAY = (
    "morning",
    "midday",
    "afternoon",
    "evening",
    "night",
    "bedtime",
    "breakfast",
    "lunch",
    "dinner",
)
HOW_TO_WRITE = (
    "Write it like 2/day, 3 days a week, every 2 h while awake, on mon and thu, "
    "alternate days, in the morning and evening, at least 48 h apart, or blank."
)
NUMBER_ALONE = ("a number alone is not a frequency", "Write it like 2/day or 2/week.")
_OTHER_TIMES = {
    "noon": "midday",
    "mornings": "morning",
    "afternoons": "afternoon",
    "evenings": "evening",
}
_GROUPS = {
    "weekday": WEEKDAYS[:5],
    "weekdays": WEEKDAYS[:5],
    "weekend": WEEKDAYS[5:],
    "weekends": WEEKDAYS[5:],
}
_DAY = "|".join(rf"{day[:3]}(?:{day[3:]})?s?" for day in WEEKDAYS) + "|tues|weds|thur|thurs"
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = {"second": 2, "2nd": 2, "other": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_NOUNS = r"(?:x|×|times?|sessions?|days?)"
_OFTEN = rf"({COUNT}|as (?:often|many)(?: times| days)? as (?:you can|possible))"
_PER = r"(?:/|\b(?:a|an|per|each|every)\b)"
_HOURS = r"(minutes?|mins?|hours?|hrs?|h)"

Fields = dict[str, Any]


def read_frequency(written: str) -> Fields:
    """The fields of a frequency that is written in one line.

    Raises:
        WrongValue: A part that is none of the short forms, or two that say the same.
    """
    check_length(written)
    fields: Fields = {}
    for clause in _clauses(written):
        for key, found in _read_clause(clause).items():
            if key in fields and key not in ("on", "at"):
                raise WrongValue("the frequency says the same thing twice", "Keep one of them.")
            fields[key] = (*fields.get(key, ()), *found) if key in ("on", "at") else found
    if not fields:
        raise WrongValue("this is not a frequency", HOW_TO_WRITE)
    if "on" in fields:
        fields["on"] = read_days(fields["on"])
    if "at" in fields:
        fields["at"] = tuple(dict.fromkeys(fields["at"]))
    return fields


_LISTED_DAYS = re.compile(r"\bdays? \d(?:(?:, ?(?:and )?| and )\d)+", re.IGNORECASE)
"""Days by their numbers, "day 1, 3 and 5": one clause."""


def _clauses(text: str) -> list[str]:
    """Split at commas, and before "on", "at least" and "at": each clause says one thing."""
    text = " ".join(re.sub(r"[\u2010-\u2015\u2212]", "-", text).split())
    text = re.sub(
        r"\bnon-consecutive (days (?:a|per|each) week)\b", r"\1, non-consecutive days", text
    )
    text = _LISTED_DAYS.sub(lambda days: days[0].replace(",", " "), text)
    clauses = re.split(
        r",(?!\d{3})(?!\s*(?:working|building|work|build|then) up)|;"
        r"|\s(?=on (?:mon|tue|wed|thu|fri|sat|sun|week|alternate))|\s(?=at \d\d?(?::| ?[ap]m))"
        r"|\s(?=with at least \d)",
        text,
        flags=re.IGNORECASE,
    )
    return [clause.strip() for clause in clauses if clause.strip()]


def _read_clause(written: str) -> Fields:
    """The fields that one clause sets."""
    written = re.sub(r"^and ", "", written, flags=re.IGNORECASE)
    clause = written.lower().removesuffix(".")
    start, *target = TARGET.split(clause, maxsplit=1)
    if target:
        return _with_target(start, target[0])
    clause = _in_digits(clause)
    if clause in _FIXED:
        return dict(_FIXED[clause])
    for pattern, fields in _PATTERNS:
        if match := pattern.fullmatch(clause):
            return fields(match)
    spans = re.sub(r"([a-z]{3,}) (?:to|until|through) ([a-z]{3,})", r"\1-\2", clause)
    words = [word for word in re.split(r"\s+|/|&", spans) if word not in _FILLERS]
    if words and all(_is_day(word) for word in words):
        return {"on": read_days(words)}
    clock = re.sub(r"(\d) ?(am|pm)\b", r"\1\2", clause)
    words = [word for word in re.split(r"\s+|/|&", clock) if word not in _FILLERS]
    if words and all(_is_time(word) for word in words):
        return {"at": read_times(words)}
    if _TRIGGER.fullmatch(clause):
        return _trigger(written[:1].lower() + written[1:])
    if clause.endswith("while awake"):
        raise WrongValue("while awake goes with every", "Write it like every 2 h while awake.")
    if re.fullmatch(rf"(?:{COUNT})\s*{_NOUNS}?", clause):
        raise WrongValue(*NUMBER_ALONE)
    raise WrongValue("this is not a frequency", HOW_TO_WRITE)


def _trigger(written: str) -> Fields:
    """A situation, and how often a day or a week where that stands behind it."""
    both = _TRIGGER_AND_RATE.fullmatch(written)
    return (
        {"trigger": both["trigger"], **_read_clause(both["rate"])} if both else {"trigger": written}
    )


def _in_digits(clause: str) -> str:
    """Number words, "once" and "daily" as digits and units, so that one pattern reads them all."""
    clause = re.sub(r"\b(once|twice|thrice)\b", lambda m: _TIMES[m[1]], clause)
    clause = re.sub(
        rf"\b({'|'.join(_NUMBERS)})(?= {_NOUNS})",
        lambda m: str(_NUMBERS.index(m[1]) + 1),
        clause,
    )
    clause = re.sub(r"^(\d+)(?: x)? or (\d+)", r"\1-\2", clause)
    clause = re.sub(r"^(.*\S) daily$", r"\1 a day", clause)
    return re.sub(r"^(.*\S) weekly$", r"\1 a week", clause)


_TIMES = {"once": "1 x", "twice": "2 x", "thrice": "3 x"}


def _with_target(start: str, target: str) -> Fields:
    """`2/day -> 4/day`; either side may leave the unit to the other."""
    goal = _read_clause(target)
    ((key, most),) = goal.items() if len(goal) == 1 else (("", ""),)
    if key not in ("times_a_day", "days_a_week"):
        raise WrongValue("this is not a target for a frequency", "Write it like 2/day -> 4/day.")
    start = _in_digits(start)
    least = start if re.fullmatch(COUNT, start) else _read_clause(start).get(key)
    if least is None:
        raise WrongValue(
            "the start and the target have different units", "Write it like 2/day -> 4/day."
        )
    return {key: f"{least} -> {most}"}


def _every(match: re.Match[str]) -> Fields:
    bound, amount, unit, awake = match.groups()
    # At least every 2 hours: up to 2 hours lie in between.
    swapped = {None: "", "at least": "up to ", "about": "about "}.get(bound, "at least ")
    every: Fields = {"every": f"{swapped}{amount or 1} {unit}"}
    return every | {"while_awake": True} if awake else every


def _every_days(match: re.Match[str]) -> Fields:
    days = _ORDINALS.get(match[1]) or int(match[1])
    return {"times_a_day": "1"} if days == 1 else {"every_days": days}


def _gap(match: re.Match[str]) -> Fields:
    amount, unit, word = match.groups()
    if unit.startswith("d") and word != "apart":  # one day between them is two days apart
        amount = re.sub(r"\d+(?:\.\d+)?", lambda number: f"{Decimal(number[0]) + 1}", amount)
    return {"gap": f"{amount} {unit}"}


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Fields]], ...] = (
    (re.compile(r"_+"), lambda _: {"times_a_day": "blank"}),
    (re.compile(rf"{_OFTEN}\s*{_NOUNS}?\s*{_PER}\s*(?:day|d)"), lambda m: {"times_a_day": m[1]}),
    (re.compile(rf"{_OFTEN}\s*{_NOUNS}?\s*{_PER}\s*(?:week|wk)"), lambda m: {"days_a_week": m[1]}),
    (re.compile(r"as often as (?:you can|possible)"), lambda m: {"times_a_day": m[0]}),
    (
        re.compile(rf"as many times {_PER} day as (?:you can|possible)"),
        lambda _: {"times_a_day": "as many as you can"},
    ),
    (
        re.compile(rf"as many days {_PER} week as (?:you can|possible)"),
        lambda _: {"days_a_week": "as many as you can"},
    ),
    (re.compile(r"every (\d{1,3}) days"), _every_days),
    (
        re.compile(r"(?:on )?days? ([1-7](?:(?: and)? +[1-7])*)"),
        lambda m: {"week_days": tuple(sorted({int(day) for day in re.findall(r"\d", m[1])}))},
    ),
    (re.compile(rf"every ({'|'.join(_ORDINALS)}) day"), _every_days),
    (
        re.compile(
            rf"(?:(at least|about|at most|no more(?: often)? than) )?"
            rf"every (?:({COUNT})\s*)?{_HOURS}( (?:while|when) (?:you are )?awake)?"
        ),
        _every,
    ),
    (
        re.compile(
            rf"(?:with )?({COUNT})\s*(h|hours?|hrs?|days?)(?: of)?(?: rest)?"
            r" (apart|in between|between)(?: sessions)?"
        ),
        _gap,
    ),
)

_DAY_OFF = (
    *("a day off between", "with a day off between", "a day off in between"),
    *("non-consecutive days", "on non-consecutive days", "not on consecutive days"),
)
_FIXED: dict[str, Fields] = {
    "none": {"never": True},
    "several times a day": {"trigger": "several times a day"},
    "every few hours": {"trigger": "every few hours"},
    **{
        words: {"times_a_day": "2", "trigger": "AM and PM"}
        for words in ("am and pm", "am pm", "am/pm", "am & pm")
    },
    "every waking hour": {"every": "1 h", "while_awake": True},
    # As they are written on prescriptions.
    **{word: {"times_a_day": "1"} for word in ("od", "qd")},
    **{word: {"times_a_day": "2"} for word in ("bd", "bid")},
    **{word: {"times_a_day": "3"} for word in ("tds", "tid")},
    **{word: {"times_a_day": "4"} for word in ("qds", "qid")},
    **{words: {"gap": "2 days"} for words in _DAY_OFF},
    "blank": {"times_a_day": "blank"},
    "daily": {"times_a_day": "1"},
    "every day": {"times_a_day": "1"},
    "hourly": {"every": "1 h"},
    "hourly while awake": {"every": "1 h", "while_awake": True},
    "weekly": {"days_a_week": "1"},
    "every week": {"days_a_week": "1"},
    "alternate days": {"every_days": 2},
    "on alternate days": {"every_days": 2},
    "while awake": {"while_awake": True},
    "while you are awake": {"while_awake": True},
    "before bed": {"at": ("bedtime",)},
    "before bedtime": {"at": ("bedtime",)},
}
_FILLERS = ("", "on", "and", "in", "at", "the", "with", "every", "each")
_TRIGGER = re.compile(
    r"(?:whenever|every time|each time|when|after|before|while|during|as soon as|throughout"
    r"|with(?=\D+$)) .+|(?:as needed|at all times|all day|all the time|day and night|overnight)"
    r"(?: .+)?"
)
_TRIGGER_AND_RATE = re.compile(
    rf"(?P<trigger>.+?),? (?P<rate>(?:{'|'.join((*_TIMES, *_NUMBERS))}|{COUNT})\s*{_NOUNS}?"
    rf"\s*{_PER}\s*(?:day|week))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|(0?[1-9]|1[0-2])(?::([0-5]\d))?(am|pm)")
_SPAN = re.compile(rf"({_DAY})-({_DAY})")


def _is_day(word: str) -> bool:
    return word in _GROUPS or bool(re.fullmatch(_DAY, word) or _SPAN.fullmatch(word))


def _is_time(word: str) -> bool:
    return word in TIMES_OF_DAY or word in _OTHER_TIMES or bool(_CLOCK.fullmatch(word))


def read_days(words: Sequence[str]) -> tuple[str, ...]:
    """The full names of days, in the order of the week.

    Raises:
        WrongValue: A word that names no day.
    """
    found: set[str] = set()
    for written in words:
        word = re.sub(r"[\u2010-\u2015]", "-", written.strip().lower())
        if not _is_day(word):
            raise WrongValue(_unknown("day", written), "Write days like mon, wed, fri.")
        if word in _GROUPS:
            found.update(_GROUPS[word])
        elif span := _SPAN.fullmatch(word):
            first, last = _index(span[1]), _index(span[2])
            found.update(WEEKDAYS[(first + step) % 7] for step in range((last - first) % 7 + 1))
        else:
            found.add(WEEKDAYS[_index(word)])
    return tuple(day for day in WEEKDAYS if day in found)


def _unknown(what: str, written: str) -> str:
    return f'unknown {what} "{written[:20]}"' if written else f"this is not a {what}"


def _index(word: str) -> int:
    return next(index for index, day in enumerate(WEEKDAYS) if day.startswith(word[:3]))


def read_times(words: Sequence[str]) -> tuple[str, ...]:
    """Times of day as their names, or as HH:MM, in the order written.

    Raises:
        WrongValue: A word that names no time of day.
    """
    found: list[str] = []
    for written in words:
        word = re.sub(r"\s+(?=am$|pm$)", "", written.strip().lower())
        word = _OTHER_TIMES.get(word, word)
        if match := _CLOCK.fullmatch(word):
            hour, minute, hour_12, minute_12, half = match.groups()
            if half:
                hour = int(hour_12) % 12 + (12 if half == "pm" else 0)
            word = f"{int(hour):02}:{minute or minute_12 or '00'}"
        elif word not in TIMES_OF_DAY:
            raise WrongValue(
                _unknown("time of day", written),
                f"Write a time like 08:00, or one of: {', '.join(TIMES_OF_DAY)}.",
            )
        if word not in found:
            found.append(word)
    return tuple(found)
