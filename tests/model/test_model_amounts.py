"""Amounts: every way to write one, and that what is written can be read again."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_checks import KINDS, quantities, short

from worksheets.model.kinds import Count, Distance, Effort, Pain, SmallCount, Step, Time, Weight
from worksheets.model.quantity import Quantity

any_quantity = st.sampled_from(KINDS).flatmap(quantities)


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Count, 10, "10"),
        (Count, Decimal("10"), "10"),
        (Count, "10", "10"),
        (Count, "10 reps", "10"),
        (Count, "10x", "10"),
        (Count, "× 10", "10"),
        (Count, "1,000", "1000"),
        (Count, "10-15", "10-15"),
        (Count, "10 to 15 reps", "10-15"),
        (Count, "between 10 and 15", "10-15"),
        (Count, "10 reps - 15 reps", "10-15"),
        (Count, "up to 10", "up to 10"),
        (Count, "at most 10", "up to 10"),
        (Count, "max. 10", "up to 10"),
        (Count, "10 or less", "up to 10"),
        (Count, "≤ 10", "up to 10"),
        (Count, "at least 10", "at least 10"),
        (Count, "10+", "at least 10"),
        (Count, "10 or more reps", "at least 10"),
        (Count, "min. 10", "at least 10"),
        (Count, ">= 10", "at least 10"),
        (Count, "about 10", "about 10"),
        (Count, "~10", "about 10"),
        (Count, "as many as possible", "as many as you can"),
        (Count, "as many reps as you can", "as many as you can"),
        (Count, "AMRAP", "as many as you can"),
        (Count, "as many as you can, up to 20 reps", "as many as you can, up to 20"),
        (Count, "amrap, max 20", "as many as you can, up to 20"),
        (Count, "blank", "blank"),
        (Count, "____", "blank"),
        (Count, "10 -> 20-25", "10 -> 20-25"),
        (Count, "10→20", "10 -> 20"),
        (Count, "10, working up to 20-25", "10 -> 20-25"),
        (Count, "from 10, working up to 20-25", "10 -> 20-25"),
        (Count, "from 10 to 20-25", "10 -> 20-25"),
        (Count, "from 10 up to 20", "10 -> 20"),
        (Count, "start with 10, then up to 20", "10 -> 20"),
        (Count, {"start": 10, "target": "20-25"}, "10 -> 20-25"),
        (Count, "blank -> 20", "blank -> 20"),
        (Count, "10 -> blank", "10 -> blank"),
        (SmallCount, "3 sets", "3"),
        (SmallCount, "2–3 times", "2-3"),
        (Time, "30 s", "30 s"),
        (Time, "30s", "30 s"),
        (Time, "30 Seconds", "30 s"),
        (Time, "30 secs.", "30 s"),
        (Time, ".5 min", "0.5 min"),
        (Time, "1.5 hours", "1.5 h"),
        (Time, "30-60 s", "30-60 s"),
        (Time, "30 s to 60 s", "30-60 s"),
        (Time, "5 slow counts", "5 counts"),
        (Time, "1 slow breath", "1 breaths"),
        (Time, "10 -> 30 s", "10 s -> 30 s"),
        (Time, "10 s -> as long as you can", "10 s -> as many as you can"),
        (Time, "10 min -> as long as you can", "10 min -> as many as you can"),
        (Time, "as long as you can, up to 2 min", "as many as you can, up to 2 min"),
        (Time, "blank", "blank"),
        (Time, "blank min", "blank min"),
        (Distance, "1,500 metres", "1500 m"),
        (Distance, "as far as you can", "as many as you can"),
        (Weight, "2 kilos", "2 kg"),
        (Weight, "10RM", "10 rm"),
        (Weight, "8-12 RM", "8-12 rm"),
        (Weight, "70%", "70 %"),
        (Weight, "70% of 1RM", "70 %"),
        (Weight, "60–80 % of maximum", "60-80 %"),
        (Weight, "30% of body weight", "30 % body weight"),
        (Effort, "RPE 3-4", "3-4 rpe"),
        (Effort, "RPE: 3", "3 rpe"),
        (Effort, "5/10", "5 rpe"),
        (Effort, "Borg 11–13", "11-13 borg"),
        (Effort, "up to 13 Borg", "up to 13 borg"),
        (Pain, 0, "0"),
        (Pain, "3/10", "3"),
        (Pain, "3 out of 10", "3"),
        (Step, "2", "2"),
        (Step, "2 reps", "2 reps"),
        (Step, "1 set", "1 sets"),
        (Step, "5%", "5 % more"),
        (Step, "5% of maximum", "5 % of maximum"),
    ],
)
def test_an_amount_is_read_as_it_is_meant(kind: type[Quantity], written: Any, meant: str) -> None:
    assert short(kind, written) == meant


@given(any_quantity)
@settings(max_examples=500)
def test_what_the_program_would_write_is_read_again(quantity: Quantity) -> None:
    assert type(quantity).model_validate(quantity.short()) == quantity


@given(any_quantity, st.data())
@settings(max_examples=300)
def test_what_people_type_differently_means_the_same(
    quantity: Quantity, data: st.DataObject
) -> None:
    written = quantity.short()
    for one, others in (
        ("-", ("\u2013", " - ", "\u2011", " to ", " \u2014 ")),
        (" ", (" ", "\u00a0", "  ", "\u202f", "\t")),
        ("at least", ("At Least", "AT LEAST", "no less than")),
        ("up to", ("at most", "Up To", "no more than")),
        ("blank", ("_", "____", "Blank")),
        ("->", ("→", ", working up to", " work up to", " building up to")),
    ):
        written = _replaced(written, one, data.draw(st.sampled_from((one, *others))))
    if data.draw(st.booleans()):
        written = written.upper()
    assert type(quantity).model_validate(written) == quantity


def _replaced(written: str, one: str, other: str) -> str:
    if one == "->":
        return written.replace(one, other)
    parts = written.split("->")
    return "->".join(part.replace(one, other) for part in parts)


@given(any_quantity)
def test_amounts_can_be_compared_and_kept(quantity: Quantity) -> None:
    again = type(quantity).model_validate(quantity.short())
    assert hash(again) == hash(quantity)
    assert type(quantity).model_validate(quantity) == quantity
    assert quantity.starts_at.target is None


def test_the_examples_in_the_hints_can_be_written() -> None:
    for kind in KINDS:
        for example in kind.EXAMPLES:
            assert kind.model_validate(example).unit in (*kind.UNITS, "")
