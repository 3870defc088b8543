"""Spans and moments: `6 weeks`, `8 weeks after surgery`; what they are read as, what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_checks import refusals

from worksheets.model.span import ANCHORS, Moment, Span

SPAN = (
    "this is no number of hours, days, weeks or months. "
    "Write it like 48 hours, 10 days, 6 weeks or 3 months."
)
HOW = "Write it like 8 weeks after surgery; events: start, surgery, injury, boot off, event."
MOMENT = f"this is no time after an event. {HOW}"
EVENT = f"weeks are not counted from this event. {HOW}"
TOO_LONG = "this is longer than five years. Check the number and its unit."


@pytest.mark.parametrize(
    ("written", "number", "unit", "days"),
    [
        ("10 days", 10, "days", 10),
        ("1 day", 1, "days", 1),
        ("10 d", 10, "days", 10),
        ("6 weeks", 6, "weeks", 42),
        ("1 week", 1, "weeks", 7),
        ("6 wks", 6, "weeks", 42),
        ("6w", 6, "weeks", 42),
        ("  6  Weeks ", 6, "weeks", 42),
        ("48 hours", 48, "hours", 2),
        ("24h", 24, "hours", 1),
        ("3 months", 3, "months", 90),  # about: a month of the calendar has 28 to 31
        ("1 Month", 1, "months", 30),
        ("0 days", 0, "days", 0),
        ("1830 days", 1830, "days", 1830),
        ({"number": 6, "unit": "weeks"}, 6, "weeks", 42),
    ],
)
def test_what_a_span_is_read_as(written: Any, number: int, unit: str, days: int) -> None:
    span = Span.model_validate(written)
    assert (span.number, span.unit, span.days) == (number, unit, days)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (6, SPAN),
        ("6", SPAN),
        ("weeks", SPAN),
        ("six weeks", SPAN),
        ("1.5 weeks", SPAN),
        ("-1 weeks", SPAN),
        ("1-2 weeks", SPAN),
        ("6 weeks after surgery", SPAN),
        ("6 years", SPAN),
        ("", SPAN),
        (None, SPAN),
        (True, SPAN),
        (["6 weeks"], SPAN),
        ("36 hours", "pages have whole days. Write 24, 48 or 72 hours, or days."),
        ("1831 days", TOO_LONG),
        ("262 weeks", TOO_LONG),  # 1,834 days
        ("62 months", TOO_LONG),  # about 1,860 days
        ({"number": -6, "unit": "weeks"}, "number: greater_than_equal"),
        ({"number": 6, "unit": "years"}, "unit: literal_error"),
        ({"number": 6, "unit": "weeks", "after": "surgery"}, "after: extra_forbidden"),
    ],
)
def test_what_is_no_span(written: Any, said: str) -> None:
    assert refusals(Span, written) == [said]


@pytest.mark.parametrize(
    ("written", "span", "after"),
    [
        ("8 weeks after surgery", "8 weeks", "surgery"),
        ("8 weeks", "8 weeks", None),
        ("3 Months since the injury", "3 months", "injury"),
        ("10 days from start", "10 days", "start"),
        ("2 weeks after boot off", "2 weeks", "boot off"),
        ("2 weeks  after  the  boot  off", "2 weeks", "boot off"),
        ("0 days after surgery", "0 days", "surgery"),
        ({"span": "8 weeks", "after": "surgery"}, "8 weeks", "surgery"),
        ({"span": "8 weeks"}, "8 weeks", None),
    ],
)
def test_what_a_moment_is_read_as(written: Any, span: str, after: str | None) -> None:
    assert Moment.model_validate(written) == Moment(span=Span.model_validate(span), after=after)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("8 weeks after birth", EVENT),
        ("8 weeks after the boot came off", EVENT),
        (8, MOMENT),
        (None, MOMENT),
        ("", MOMENT),
        ("soon", SPAN),
        ("after surgery", SPAN),
        ("8 weeks after", SPAN),
        ("8 after surgery", SPAN),
        ("300 weeks after surgery", TOO_LONG),
        ({"span": "8 weeks", "after": "birth"}, "after: literal_error"),
        ({"after": "surgery"}, "span: missing"),
    ],
)
def test_what_is_no_moment(written: Any, said: str) -> None:
    assert refusals(Moment, written) == [said]


@given(
    st.integers(0, 60),
    st.sampled_from(["days", "weeks", "months"]),
    st.sampled_from([*ANCHORS, None]),
)
def test_what_is_written_is_what_is_meant(number: int, unit: str, after: str | None) -> None:
    written = f"{number} {unit}" + (f" after {after}" if after else "")
    moment = Moment.model_validate(written)
    assert (moment.span.number, moment.span.unit, moment.after) == (number, unit, after)
