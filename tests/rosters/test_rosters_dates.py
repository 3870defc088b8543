"""Dates in rosters: never guessed silently."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rosters_checks import notes, roster, rows, told, values

from worksheets.model.roster import DateOrder
from worksheets.rosters.rows import FAULTS

FORMS: dict[DateOrder, str] = {"day-month-year": "%d/%m/%Y", "month-day-year": "%m/%d/%Y"}
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
CENTURY = FAULTS["century"].message


def csv(field: str, *cells: str) -> str:
    return f"MRN;{field}\n" + "".join(f"{place};{cell}\n" for place, cell in enumerate(cells, 1))


ONE_DAY = {
    "2026-12-07": (
        *("2026-12-07", "2026/12/07", "2026.12.7", "20261207", "7 Dec 2026", "7-Dec-26"),
        *("7th of December, 2026", "December 7, 2026", "Mon 7 Dec 2026", "2026-Dec-07"),
        *("Monday, 7 December 2026", "DEC-07-2026", "2026-12-07 00:00:00"),
        *("2026-12-07T08:30:00.000", "2026-12-07T00:00:00Z"),
    ),
    "2026-03-25": (
        *("25/03/2026", "25. 3. 2026", "25-03-26", "03/25/2026", "25/03/2026 8:30 PM"),
        "\u200e25/\u200e03/\u200e2026",
    ),
    "2026-05-05": ("05/05/2026",),
}
FAULTY = {
    "no date": ("soon", "25/03/026", "25032026", "7 Foo 2026", "٢٥/٠٣/٢٠٢٦"),
    "no day": ("31/02/2026", "2026-02-30", "31/31/2026", "30 Feb 2026"),
    "part": ("2026-03", "March 2026", "2026"),
    "year": ("25/03/1826", "2126-01-01"),
    "serial": ("45999", "45999.35"),
    "zero": ("1900-01-00", "00/01/1900", "1/0/1900", "0000-00-00", "0"),
    "zone": ("2026-12-07T23:00:00Z", "2026-12-07 23:00+02:00"),
    "order": ("5/6/98",),
}


@pytest.mark.parametrize(
    ("written", "day"), [(one, day) for day, forms in ONE_DAY.items() for one in forms]
)
def test_what_a_date_can_be(tmp_path: Path, written: str, day: str) -> None:
    assert values(tmp_path, csv("Start date", written)) == [{"number": "1", "start": day}]


@pytest.mark.parametrize(
    ("written", "fault"), [(one, fault) for fault, forms in FAULTY.items() for one in forms]
)
def test_what_is_no_date(tmp_path: Path, written: str, fault: str) -> None:
    (row,) = rows(tmp_path, csv("Start date", written))
    assert "start" not in row.values
    assert told(row) == [f'column B ("Start date"): {FAULTS[fault].message}']
    assert len(written) < 3 or written not in row.problems[0].message
    assert "--dates" not in row.problems[0].hint  # it is said once, above all rows


def test_years_with_two_digits_of_a_date_of_birth(tmp_path: Path) -> None:
    # Of this year or of 1926; after today; 1900 had no 29 February.
    days = {"25/03/45": "1945-03-25", "25-Mar-99": "1999-03-25", "25/03/26": None}
    days |= {"25/07/26": "1926-07-25", "25 Mar 12": None, "29/02/00": "2000-02-29"}
    for written, day in days.items():
        (row,) = rows(tmp_path, csv("DOB", written))
        assert row.values.get("birth") == day
        assert [message.endswith(CENTURY) for message in told(row)] == ([] if day else [True])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(DAYS, min_size=1, max_size=12),
    order=st.sampled_from(sorted(FORMS)),
    data=st.data(),
)
def test_day_and_month_never_change_places_silently(
    tmp_path: Path, days: list[date], order: DateOrder, data: st.DataObject
) -> None:
    text = csv("Surgery date", *(day.strftime(FORMS[order]) for day in days))
    found = rows(tmp_path, text)
    is_settled = any(day.day > 12 for day in days)
    for row, day in zip(found, days, strict=True):
        if is_settled or day.day == day.month:
            assert row.values["surgery"] == day.isoformat()
        else:
            assert "surgery" not in row.values
            assert row.problems
    stated = values(tmp_path, text, dates=order)
    assert [row["surgery"] for row in stated] == [day.isoformat() for day in days]


def test_a_column_that_settles_nothing_follows_the_others_and_that_is_said(tmp_path: Path) -> None:
    text = "MRN,DOB,Start date\n1,25/03/1970,04/05/2026\n2,01/02/1980,06/07/2026\n"
    with roster(tmp_path, text) as read:
        assert [row.values["start"] for row in read] == ["2026-05-04", "2026-07-06"]
        assert notes(read) == [
            "dates are read as day, month, year",
            'column C ("Start date"): no date tells day and month apart; '
            "they are read as day, month, year",
        ]
    for stated in ({"dates": "day-month-year"}, {"setup": {"dates": "day-month-year"}}):
        with roster(tmp_path, text, **stated) as read:
            assert notes(read) == []
    with roster(tmp_path, text, dates="month-day-year") as read:
        first, second = read
        assert told(first) == [f'column B ("DOB"): {FAULTS["unstated"].message}']
        assert second.values["birth"] == "1980-01-02"


def test_columns_that_disagree_are_told_and_settle_nothing_else(tmp_path: Path) -> None:
    text = "MRN,DOB,Start date,Injury date\n1,25/03/1970,04/25/2026,01/02/2026\n"
    with roster(tmp_path, text) as read:
        (row,) = read
        assert row.values == {"number": "1", "birth": "1970-03-25", "start": "2026-04-25"}
        assert told(row) == [f'column D ("Injury date"): {FAULTS["order"].message}']
        assert notes(read) == [
            'the columns have dates in different orders: column B ("DOB") as day, month, year; '
            'column C ("Start date") as month, day, year',
            'column D ("Injury date"): dates that could be several days are not read',
        ]


@pytest.mark.parametrize("written", ["04/05/2026", "31-02-28"])
def test_what_to_do_about_dates_without_an_order_is_said_once(tmp_path: Path, written: str) -> None:
    with roster(tmp_path, csv("Start date", written, written)) as read:
        (note,) = read.warnings
        assert (
            note.message == 'column B ("Start date"): dates that could be several days are not read'
        )
        assert note.hint == (
            "Say which part comes first: add --dates day-month-year or another order, or roster: "
            "dates: in clinic.yaml."
        )
        for row in read:
            (problem,) = row.problems
            assert str(problem).endswith(
                "cannot be told apart. State the order, or write it like 2026-12-07."
            )


def test_a_cell_against_the_order_of_its_column(tmp_path: Path) -> None:
    found = rows(tmp_path, csv("DOB", "25/03/1970", "26/03/1970", "03/27/1970", "01/02/1970"))
    assert [row.values.get("birth") for row in found] == ["1970-03-25", "1970-03-26", None, None]
    assert [told(row) for row in found[2:]] == [
        [f'column B ("DOB"): {FAULTS["against"].message}'],
        [f'column B ("DOB"): {FAULTS["mixed"].message}'],
    ]
    stated = rows(
        tmp_path, csv("DOB", "25/03/1970", "03/27/1970", "01/02/1970"), dates="day-month-year"
    )
    assert [row.values.get("birth") for row in stated] == ["1970-03-25", None, "1970-02-01"]


def test_a_year_in_front_with_two_digits_has_to_be_stated(tmp_path: Path) -> None:
    text = csv("Start date", "26-03-25")
    assert values(tmp_path, text, dates="year-month-day")[0]["start"] == "2026-03-25"
    assert values(tmp_path, text)[0]["start"] == "2025-03-26"  # and that is said
    with roster(tmp_path, text) as read:
        assert notes(read) == ["dates are read as day, month, year"]
