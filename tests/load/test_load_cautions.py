"""Dates that cannot be what was meant are warned of, without repeating them."""

from datetime import date
from typing import Any

import pytest

from worksheets.load.order import Order, load_order
from worksheets.model import Patient
from worksheets.problems import Kind

ISSUED = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"cleared_by": "x", "cleared_on": "2026-12-08"}, "the clearance is later than the date"),
        ({"cleared_by": "x", "cleared_on": "2026-12-07"}, ""),
        ({"start": "2026-12-08", "bring_on": "2026-12-07"}, "the next visit is before the start"),
        ({"start": "2026-12-08", "bring_on": "2026-12-08"}, ""),
        ({"start": "2028-01-01"}, "the start is more than a year from the date of issue"),
        ({"start": "2025-12-01"}, "the start is more than a year from the date of issue"),
        ({"start": "2027-12-07"}, ""),
        ({"start": "2026-12-08", "surgery": "2027-06-09"}, "the surgery is more than 26 weeks"),
        ({"start": "2026-12-08", "surgery": "2027-06-08"}, ""),
        ({"surgery": "2020-01-01"}, ""),
    ],
)
def test_odd_dates_are_warned_of(fields: dict[str, Any], said: str) -> None:
    patient = Patient.model_validate(
        {
            name: date.fromisoformat(value) if value[0] == "2" else value
            for name, value in fields.items()
        }
    )
    warnings = load_order(Order("achilles-rupture", ISSUED, patient=patient)).warnings
    assert bool(said) == bool(warnings)
    for warning in warnings:
        assert warning.kind is Kind.WARNING
        assert warning.message.startswith(said)
        assert "202" not in str(warning)
