"""What the tests of the words share: the English wording, and doses and frequencies to try."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from worksheets.document import Card, Row, TickBox, WeekGrid
from worksheets.load.library import Library
from worksheets.model import Clinic, Locale, Patient, Program
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.resolve import Parts, facts_of
from worksheets.resolve.frequencies import BLANK_FREQUENCY
from worksheets.resolve.grid import grid_cell, grid_row, handout_rows, week_grid
from worksheets.resolve.schedule import Schedule
from worksheets.resolve.wording import Wording

# How long an example takes depends on what else the machine does.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@cache
def english() -> Wording:
    """The built-in English wording."""
    locale: Locale = Library([]).load("locale", "en")
    return Wording(locale)


def plain(text: str) -> str:
    """A text as it would be typed: non-breaking spaces are spaces."""
    return text.replace("\u00a0", " ")


def program_of(*items: dict[str, Any], **more: Any) -> Program:
    """A program of these items; an item that names nothing is the task `walk`."""
    named = [
        item if {"exercise", "task"} & set(item) else {"task": "walk", "name": "Walk", **item}
        for item in items
    ]
    written = {
        "kind": "program",
        "id": "own",
        "title": "Own",
        "version": "1",
        "purpose": "To walk again.",
        "stop_and_call": {"call": "it hurts"},
        "exercises": named,
    }
    return Program.model_validate(written | more)


def task(name: str, **dose: Any) -> dict[str, Any]:
    """A task that is done 10 times once a day, unless its dose says otherwise."""
    return {"task": name.lower(), "name": name, "dose": {"reps": 10, "frequency": "daily", **dose}}


def phase(name: str, *items: dict[str, Any], begins: str = "", **more: Any) -> dict[str, Any]:
    """A phase; `begins` is the key "from", which Python has for itself."""
    start = {"from": begins} if begins else {}
    return {"id": name.lower(), "name": name, "exercises": list(items), **start, **more}


def clinic(**fields: Any) -> Clinic:
    """A clinic called Ankle Clinic."""
    return Clinic.model_validate({"kind": "clinic", "id": "c", "name": "Ankle Clinic", **fields})


def parts_with(program: Program, **known: Any) -> Parts:
    """What a body is made from; what is no field of Parts is about the patient."""
    own = {key: known.pop(key) for key in ("clinic", "override", "whole_weeks") if key in known}
    issued = date(2026, 12, 1)
    return Parts(program, {}, english().locale, issued, facts_of(Patient(**known)), **own)


def first_week(
    start: date | None, card: Card, items: Sequence[tuple[Dose | None, Frequency]]
) -> WeekGrid:
    """The grid of the first week of some doses, each of them on the same card."""
    parts = parts_with(program_of({}), start=start)
    (item,) = parts.program.exercises
    rows = []
    for dose, frequency in items:
        update = {"exercises": (item.model_copy(update={"dose": dose}),), "frequency": frequency}
        week = Schedule(parts.program.model_copy(update=update), parts.calendar).week(1)
        rows += [grid_row(english(), card, one, week.days) for one in week.items]
    return week_grid(parts, parts.calendar.days_of(1), tuple(rows), handout_rows(english()))


def set_boxes(dose: Dose | None) -> tuple[TickBox, ...]:
    """The boxes of one session."""
    cell = grid_cell(english(), dose, BLANK_FREQUENCY)  # a blank is one session
    return cell.boxes


def due(row: Row) -> str:
    """The days of a week on which a row is due, `x.x.x..`."""
    return "".join("x" if cell.due else "." for cell in row.cells)


def labels(boxes: Sequence[TickBox]) -> str:
    """The labels of boxes in one line; the optional ones in brackets."""
    shown = (f"({box.label})" if box.optional else box.label for box in boxes)
    return plain(" | ".join(shown))


COUNTS = [1, 2, 10, "8-12", "up to 10", "at least 8", "about 5", "amrap", "amrap, up to 20",
          "blank", "10 -> 20-25", "2 -> 4", "blank -> 20"]  # fmt: skip
SMALL = [1, 2, 3, "2-3", "up to 3", "at least 2", "amrap", "blank", "2 -> 4", "1 -> blank"]
TIMES = ["30 s", "1 s", "0.5 min", "1 min", "30-60 s", "up to 30 s", "at least 2 min", "1 h",
         "about 45 s", "as long as you can", "as long as you can, up to 60 s", "blank",
         "blank min", "5 counts", "1 breath", "3-5 breaths", "10 s -> 30 s", "60 s -> 30 s",
         "1 -> 2-3 min"]  # fmt: skip
LOADS = ["2 kg", "1-2 lb", "up to 12 oz", "500 g", "10 RM", "1 RM", "at least 8 RM", "70%",
         "60-80% of maximum", "30% of body weight", "red band", "orange-purple band",
         "up to orange band", "at least red band", "red band -> blue band", "blank band",
         "body weight", "blank", "blank kg", "as heavy as you can", "2 kg -> 5 kg",
         "as heavy as you can, up to 20 kg"]  # fmt: skip
PARTS = ["walk 4.5 min", "jog 0.5 min", "heel raise 10", "squat 8-12", "run 400 m",
         "climb 30 steps", "push-ups as many as you can", "plank blank", "plank up to 30 s",
         "jog 30 s -> 60 s", "run as far as you can"]  # fmt: skip
FREQUENCIES = ["daily", "2/day", "2-3/day", "up to 4/day", "at least 3/day", "as often as you can",
               "blank", "2/day -> 4/day", "every 2 h while awake", "every 2-3 h", "every 90 min",
               "at least every 4 h", "no more than every 4 h", "every ____ h", "every hour",
               "morning and evening", "8:00, 14:00 and 20:00", "breakfast", "24/day",
               "whenever you sit down", "at all times", "every 5 min"]  # fmt: skip
DAYS = ["mon", "mon, thu", "weekdays", "weekends", "fri-mon", "mon-sun", "tue, wed, sat",
        "alternate days", "every 3 days", "every 31 days", "3 days a week", "1/week", "7/week",
        "3-5 days a week", "up to 3 days a week", "at least 5 days a week", "blank days a week",
        "as many days a week as you can", "3/week -> 5/week"]  # fmt: skip
GAPS = ["at least 48 h apart", "48 h apart", "1-2 days apart", "at least 1 day between"]
SIDES = ["each", "one side", "affected", "other", "left", "right", "each direction", "blank"]
DETAILS: dict[str, list[Any]] = {
    "rest": [time for time in TIMES if "count" not in time],
    "tempo": ["3-0-3", "2-1-2-1", "slow", "blank", {"lower": "2-4 s"}, {"pause_at_top": "1 s"}],
    "effort": ["RPE 3", "RPE 3-5", "Borg 11-13", "up to 5 RPE", "at least 11 Borg", "blank",
               "RPE 3 -> RPE 5", "as hard as you can"],
    "pain_limit": [0, 3, "2-3", "up to 4", "about 3", "blank", "2 -> 4", "4 -> 2"],
    "progress": ["when pain-free add 5 kg a week, to 60 kg", "add 2 reps", "add 2 each session",
                 "add 1 set every 2 weeks, to 4 sets", "add 5% a month", "add blank kg a week",
                 "add 30 s a day, to 5 min"],
    "note": ["Your foot stays in the boot."],
}  # fmt: skip
UNEQUAL: list[Any] = [
    [12, 10, 8],
    [10, "amrap"],
    ["30 s", "20 s"],
    ["12 x 20 kg", "8-10 with red band"],
    [{"reps": 12, "hold": "5 s"}, {"hold": "blank"}],
]


def _some(options: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any selection of keys."""
    return st.fixed_dictionaries({}, optional=options)


def _one_of(key: str, values: Sequence[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from(values).map(lambda value: {key: value})


_amounts: st.SearchStrategy[dict[str, Any]] = st.one_of(
    _some({"sets": st.sampled_from(SMALL), "reps": st.sampled_from(COUNTS)}),
    _some(
        {
            "sets": st.sampled_from(SMALL),
            "reps": st.sampled_from(COUNTS),
            "hold": st.sampled_from(TIMES)
            | st.lists(st.sampled_from([*TIMES, "5 s at the top"]), min_size=1, max_size=3),
        }
    ),
    _one_of("sets", UNEQUAL),
    _some({"sets": st.sampled_from(SMALL), "duration": st.sampled_from(TIMES)}),
    _one_of("distance", ["500 m", "1-2 km", "up to 1 mile", "blank", "as far as you can"]),
    _one_of("steps", [5000, "at least 6000", "blank", "5000 -> 8000", "amrap"]),
    st.fixed_dictionaries(
        {"circuit": st.lists(st.sampled_from(PARTS), min_size=1, max_size=4)},
        optional={"rounds": st.sampled_from(SMALL)},
    ),
    st.fixed_dictionaries(
        {"intervals": st.lists(st.sampled_from(PARTS), min_size=1, max_size=3)},
        optional={"duration": st.sampled_from(TIMES)},
    ),
)


@st.composite
def frequencies(draw: st.DrawFn) -> Frequency:
    """Any frequency."""
    clauses = [
        draw(st.sampled_from(FREQUENCIES) | st.just("")),
        draw(st.sampled_from(DAYS) | st.just("")),
        draw(st.sampled_from(GAPS) | st.just("")),
    ]
    written = ", ".join(filter(None, clauses)) or "blank"
    return Frequency.model_validate(written)


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    """Any dose."""
    written = draw(_amounts) | draw(
        _some(
            {
                "load": st.sampled_from(LOADS),
                "side": st.sampled_from(SIDES),
                **{key: st.sampled_from(values) for key, values in DETAILS.items()},
            }
        )
    )
    if isinstance(written.get("sets"), list):
        written.pop("load", None)
    try:
        return Dose.model_validate(written or {"reps": 10})
    except ValidationError as error:
        raise AssertionError(f"{written} was refused: {error}") from error
