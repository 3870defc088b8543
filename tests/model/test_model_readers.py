"""No text, number or nesting makes a reader fail in another way than by saying what is wrong."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from model_checks import KINDS
from pydantic import BaseModel, ValidationError

from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.progress import StepRule
from worksheets.model.quantity import Quantity
from worksheets.model.resistance import Load
from worksheets.model.sets import After, Hold, Part, SetDose, Sets, Tempo
from worksheets.problems import WrongValue

READERS: tuple[type[BaseModel], ...] = (
    *KINDS,
    Dose,
    Frequency,
    Hold,
    Load,
    Part,
    SetDose,
    Sets,
    StepRule,
    Tempo,
    After,
)
WORDS = (
    "10", "2.5", "1,000", "0", "-3", "99999999999999999999", "-", "\u2013", "to", "up to",
    "at least", "about", "as many as you can", "amrap", "blank", "____", "->", "working up to",
    "from", "between", "and", "or", "+", "or more", "s", "min", "h", "days", "kg", "%", "rm",
    "% of maximum", "rpe", "borg", "/10", "reps", "sets", "x", "×", "@", "/", ",", ", ", ";", ":",
    "red", "band", "body weight", "every", "day", "a day", "week", "a week", "daily", "once",
    "twice", "while awake", "on", "mon", "thu", "weekdays", "at", "08:00", "8 am", "morning",
    "apart", "whenever", "add", "when", "walk", "for", "each", "side", "left", "٣", "½", "\u00a0",
    "\u202e", "\0", "{n}", "'",
)  # fmt: skip

texts = (
    st.text(max_size=40)
    | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=8).map("".join)
)
scalars = (
    texts
    | st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.decimals()
    | st.dates()
)
KEYS = sorted({name for model in READERS for name in model.model_fields} | {"start", "x"})
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=6,
)


def read(model: type[BaseModel], value: Any) -> None:
    try:
        model.model_validate(value)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            wrong = one.get("ctx", {}).get("error")
            if wrong is not None:
                assert isinstance(wrong, WrongValue)
                assert wrong.message
                assert wrong.hint
                assert len(wrong.message) < 150


@pytest.mark.parametrize("model", READERS)
@given(value=values)
@example(value="9" * 5000)
@example(value=10**5000)
@example(value=Decimal("1E+9999"))
@example(value=Decimal("NaN"))
@example(value="1" + ",000" * 2000)
@example(value=" to " * 1000)
@example(value="a " * 5000)
@example(value={"bound": "range", "unit": "s"})
@settings(max_examples=150)
def test_a_reader_accepts_or_explains(model: type[BaseModel], value: Any) -> None:
    read(model, value)


@given(fields=st.dictionaries(st.sampled_from(sorted(Dose.model_fields)), values, max_size=4))
@settings(max_examples=500)
def test_a_dose_is_accepted_or_explained(fields: dict[str, Any]) -> None:
    read(Dose, fields)


@given(fields=st.dictionaries(st.sampled_from(sorted(Frequency.model_fields)), values, max_size=3))
@settings(max_examples=300)
def test_a_frequency_is_accepted_or_explained(fields: dict[str, Any]) -> None:
    read(Frequency, fields)


@pytest.mark.parametrize("kind", KINDS)
@given(text=texts)
@settings(max_examples=200)
def test_what_is_accepted_keeps_to_the_limits(kind: type[Quantity], text: str) -> None:
    try:
        quantity = kind.model_validate(text)
    except ValidationError:
        return
    assert quantity.unit in kind.UNITS or (quantity.unit == "" and quantity.most is None)
    for amount in filter(None, (quantity, quantity.target)):
        least, most = kind.LIMITS.get(quantity.unit, (Decimal("0.01"), Decimal(100_000)))
        for number in filter(None, (amount.low, amount.high)):
            assert least <= number <= most
            assert not kind.WHOLE or number == int(number)
        if amount.low is not None and amount.high is not None:
            assert amount.low < amount.high
    assert kind.model_validate(quantity.short()) == quantity
