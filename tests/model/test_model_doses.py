"""Doses: short forms, long forms, and that both mean the same."""

from typing import Any

import pytest
from pydantic import BaseModel

from worksheets.model.dose import Dose, Side, total_seconds
from worksheets.model.kinds import Time
from worksheets.model.progress import StepRule
from worksheets.model.quantity import Bound
from worksheets.model.resistance import Load
from worksheets.model.sets import Hold, Part, SetDose, Sets, Tempo


@pytest.mark.parametrize(
    ("model", "written", "same"),
    [
        (Load, "2 kg", {"weight": "2 kg"}),
        (Load, {"start": "2 kg", "target": "5 kg"}, {"weight": "2 kg -> 5 kg"}),
        (Load, "red band", {"band": "red"}),
        (Load, "red", {"band": "red"}),
        (Load, "a red band", {"band": "red"}),
        (Load, "Red Resistance Band", {"band": "red"}),
        (Load, "yellow\u2013red band", {"band": "yellow", "band_to": "red"}),
        (Load, "yellow to red band", {"band": "yellow", "band_to": "red"}),
        (Load, "yellow or red band", {"band": "yellow", "band_to": "red"}),
        (Load, "up to a green band", {"band": "green", "band_bound": "up to"}),
        (Load, "at most green band", {"band": "green", "band_bound": "up to"}),
        (Load, "at least red band", {"band": "red", "band_bound": "at least"}),
        (Load, "red band -> green band", {"band": "red", "band_target": "green"}),
        (Load, "red, working up to green", {"band": "red", "band_target": "green"}),
        (Load, {"start": "red", "target": "green"}, {"band": "red", "band_target": "green"}),
        (Load, "____ band", {"band": "blank"}),
        (Load, "blank band", {"band": "blank"}),
        (Load, "Bodyweight", {"body_weight": True}),
        (Hold, "30 s", {"time": "30 s"}),
        (Hold, "5 s at the top", {"time": "5 s", "where": "at the top"}),
        (Hold, {"start": "10 s", "target": "30 s"}, {"time": "10 s -> 30 s"}),
        (Tempo, "3-1-2", {"lower": "3 s", "pause": "1 s", "lift": "2 s"}),
        (Tempo, "3 \u2013 0 \u2013 3", {"lower": "3 s", "lift": "3 s"}),
        (Tempo, "3/1/2/1", {"lower": "3 s", "pause": "1 s", "lift": "2 s", "pause_at_top": "1 s"}),
        (Tempo, "3:0:3", {"lower": "3 s", "lift": "3 s"}),
        (Tempo, "slow and even", {"words": "slow and even"}),
        (Tempo, "____", {"words": "____"}),
        (Tempo, "blank", {"words": "____"}),
        (Part, "walk 4.5 min", {"do": "walk", "time": "4.5 min"}),
        (Part, "Walk for up to 5 min", {"do": "Walk", "time": "up to 5 min"}),
        (Part, "heel raise 10", {"do": "heel raise", "reps": 10}),
        (Part, "4-way hip 8-12 reps", {"do": "4-way hip", "reps": "8-12"}),
        (Part, "step up 2 stairs 10 times", {"do": "step up 2 stairs", "reps": 10}),
        (Part, "run 400 m", {"do": "run", "distance": "400 m"}),
        (Part, "climb 30 steps", {"do": "climb", "steps": 30}),
        (Part, "squats as many as you can", {"do": "squats", "reps": "amrap"}),
        (Part, "run as far as you can", {"do": "run", "distance": "as far as you can"}),
        (Part, "plank as long as you can", {"do": "plank", "time": "as long as you can"}),
        (Part, "jog 30 s -> 90 s", {"do": "jog", "time": "30 s -> 90 s"}),
        (Part, "walk ____ min", {"do": "walk", "time": "blank min"}),
        (SetDose, 12, {"reps": 12}),
        (SetDose, "30 s", {"hold": "30 s"}),
        (SetDose, "blank", {"reps": "blank"}),
        (SetDose, "as many as you can", {"reps": "amrap"}),
        (SetDose, "12 x 20 kg", {"reps": 12, "load": "20 kg"}),
        (SetDose, "12x20kg", {"reps": 12, "load": "20 kg"}),
        (SetDose, "12 @ 20 kg", {"reps": 12, "load": "20 kg"}),
        (SetDose, "at least 8 with a red band", {"reps": "at least 8", "load": "red band"}),
        (SetDose, "max 8 at 80% of maximum", {"reps": "up to 8", "load": "80%"}),
        (Sets, 3, {"count": 3}),
        (Sets, "2-3", {"count": "2-3"}),
        (Sets, {"start": 2, "target": 4}, {"count": "2 -> 4"}),
        (Sets, [12, 10, 8], {"each": [12, 10, 8]}),
        (Sets, "12, 10, 8", {"each": [12, 10, 8]}),
        (
            StepRule,
            "when pain-free add 5 kg a week, to 60 kg",
            {"when": "pain-free", "add": "5 kg", "every": "week", "to": "60 kg"},
        ),
        (StepRule, "Add 2 reps.", {"add": "2 reps"}),
        (
            StepRule,
            "once easy, increase by 2 each session",
            {"when": "easy", "add": 2, "every": "session"},
        ),
        (
            StepRule,
            "add 1 set every 2 weeks up to 4 sets",
            {"add": "1 set", "every": "2 weeks", "to": "4 sets"},
        ),
        (
            StepRule,
            "add 5 kg/week until you reach 60 kg",
            {"add": "5 kg", "every": "week", "to": "60 kg"},
        ),
        (StepRule, "add up to 2.5 kg a week", {"add": "up to 2.5 kg", "every": "week"}),
        (StepRule, "add 5% a week to 60 kg", {"add": "5%", "every": "week", "to": "60 kg"}),
        (StepRule, "add 30 s a day, to 5 min", {"add": "30 s", "every": "day", "to": "5 min"}),
        (Dose, {"hold": ["5 s", "10 s"]}, {"hold": [{"time": "5 s"}, {"time": "10 s"}]}),
        (Dose, {"hold": "30 s"}, {"hold": [{"time": "30 s"}]}),
        (Dose, {"frequency": "2/day"}, {"frequency": {"times_a_day": 2}}),
    ],
)  # fmt: skip
def test_the_short_form_means_the_long_one(
    model: type[BaseModel], written: Any, same: dict[str, Any]
) -> None:
    assert model.model_validate(written) == model.model_validate(same)


@pytest.mark.parametrize(
    ("written", "side"),
    [
        ("each", Side.EACH),
        ("Each side", Side.EACH),
        ("each\u00a0side", Side.EACH),
        ("both together", Side.TOGETHER),
        ("each leg", Side.EACH),
        ("each shoulder", Side.EACH),
        ("one", Side.ONE),
        ("injured", Side.AFFECTED),
        ("affected", Side.AFFECTED),
        ("other", Side.OTHER),
        ("LEFT", Side.LEFT),
        ("right side", Side.RIGHT),
        ("each way", Side.EACH_DIRECTION),
        ("both directions", Side.EACH_DIRECTION),
        ("____", Side.BLANK),
    ],
)
def test_sides(written: str, side: Side) -> None:
    assert Dose.model_validate({"side": written}).side is side


def test_a_dose_can_be_kept_and_compared() -> None:
    dose = Dose.model_validate({"sets": [12, 10], "frequency": "mon", "progress": "add 2"})
    again = Dose.model_validate({"sets": [12, 10], "frequency": "monday", "progress": "add 2"})
    assert {dose: 1}[again] == 1
    assert Dose.model_validate(dose) is dose


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("30 s", 30), ("4.5 min", 270), ("1 h", 3600), ("30-60 s", None), ("3 breaths", None),
     ("blank", None), ("about 30 s", None), ("10 s -> 30 s", None)],
)  # fmt: skip
def test_seconds_of_exact_times_only(written: str, seconds: int | None) -> None:
    assert total_seconds(Time.model_validate(written)) == seconds


def test_the_step_of_a_rule() -> None:
    steps = ("add 1", "add 1 a week", "add 1 every 10 sessions", "add 1 every Day")
    assert [StepRule.model_validate(rule).step for rule in steps] == [
        (0, ""), (1, "week"), (10, "session"), (1, "day"),
    ]  # fmt: skip


def test_bounds_are_words_that_a_person_would_write() -> None:
    assert Load.model_validate({"band": "red", "band_bound": "up to"}).band_bound is Bound.UP_TO
