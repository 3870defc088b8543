"""Gates in words: asked for too early, opened by somebody, noted on a card, or left off."""

from datetime import date
from typing import Any

import pytest
from resolve_checks import clinic, due, parts_with, plain, program_of, task

from worksheets.document import Clearance, Field, Handout
from worksheets.model import Override
from worksheets.problems import Kind, WorksheetError
from worksheets.resolve import Parts, resolve_handout
from worksheets.resolve.phases import closed_gates, gate_note

START, SURGERY = date(2026, 12, 7), date(2026, 11, 9)  # four weeks after surgery
EARLIER = date(2026, 10, 5)  # nine weeks before the start
EIGHT_WEEKS = {"for": "hop", "not_before": "8 weeks after surgery"}
DECIDED = Override(reason="The scan is clear.", by="J. Patel")


def parts(*gates: dict[str, Any], **known: Any) -> Parts:
    items = [task(name) for name in ("Walk", "Hop", "Run")]
    return parts_with(program_of(*items, anchor="surgery", gates=list(gates)), **known)


def sheet(*gates: dict[str, Any], week: int | None = None, **more: Any) -> Handout:
    return resolve_handout(parts(*gates, **more), week)


def clearance(*gates: dict[str, Any], **more: Any) -> Clearance:
    (made,) = sheet(*gates, **more).clearances
    return made


@pytest.mark.parametrize(
    ("not_before", "said"),
    [
        ("8 weeks after surgery", "8 weeks after surgery"),
        ("8 weeks", "8 weeks after surgery"),
        ("2 weeks after start", "2 weeks after the start"),
        ("1 day after start", "1 day after the start"),
        ("6 months after the injury", "6 months after the injury"),
        ("1 week after boot off", "1 week after the boot came off"),
    ],
)
def test_what_is_asked_for_too_early_is_refused(not_before: str, said: str) -> None:
    dates: dict[str, Any] = {
        "start": START,
        "surgery": SURGERY,
        "injury": EARLIER,
        "boot_off": date(2026, 12, 3),
    }
    with pytest.raises(WorksheetError) as raised:
        sheet({"for": "hop", "not_before": not_before}, name="Siobhán O’Connor", **dates)
    (problem,) = raised.value.problems
    assert str(problem) == (
        f"--start: hop is not for before {said}, and the sheet begins earlier. "
        'Begin later, or say why with --override "reason" --by NAME.'
    )
    assert problem.kind is Kind.USAGE


def test_every_item_that_is_too_early_is_named() -> None:
    asked = parts(
        {"for": ["hop", "run"], "not_before": "8 weeks"},
        {"for": "run", "not_before": "12 weeks"},
        {"for": "walk", "not_before": "4 weeks"},  # open on the very day of the start
        start=START,
        surgery=SURGERY,
    )
    problems = closed_gates(asked)
    assert [problem.message.split(",")[0] for problem in problems] == [
        "hop is not for before 8 weeks after surgery",
        "run is not for before 8 weeks after surgery",
        "run is not for before 12 weeks after surgery",
    ]


@pytest.mark.parametrize(
    "patient",
    [
        {},
        {"surgery": SURGERY},
        {"start": START},  # nobody knows when the operation was
        {"start": START, "surgery": EARLIER},
        {"start": START, "surgery": date(2026, 10, 12)},  # eight weeks to the day
    ],
)
def test_what_is_not_known_to_be_too_early_is_printed(patient: dict[str, Any]) -> None:
    assert [card.name for card in sheet(EIGHT_WEEKS, **patient).cards] == ["Walk", "Hop", "Run"]


def test_a_gate_that_opens_with_time() -> None:
    assert clearance(EIGHT_WEEKS) == Clearance(
        "Exercise 2: not until 8\u00a0weeks after surgery.", "", None, None
    )
    # Eight weeks after 5 October.
    dated = clearance(EIGHT_WEEKS, start=START, surgery=EARLIER)
    assert plain(dated.heading) == (
        "Exercise 2: not until 8 weeks after surgery (30 November 2026)."
    )


@pytest.mark.parametrize(
    ("gate", "heading", "warning"),
    [
        (
            {"for": ["hop", "run"], "cleared": True, "not_before": "6 months after injury"},
            "Exercises 2 and 3: wait for the OK, not until 6 months after the injury.",
            "",
        ),
        ({"for": "hop", "not_before": "0 days after boot off"},
         "Exercise 2: not until the boot came off.", ""),
        (
            {"for": "hop", "not_if": ["Your calf swells.", "you have a fever"]},
            "Exercise 2: read this first.",
            "Not if: Your calf swells; you have a fever.",
        ),
        (
            {"for": "hop", "cleared": True, "not_if": "you limp", "warning": "Hold on."},
            "Exercise 2: wait for the OK.",
            "Hold on. Not if: you limp.",
        ),
    ],
)  # fmt: skip
def test_what_a_gate_says(gate: dict[str, Any], heading: str, warning: str) -> None:
    made = clearance(gate)
    assert (plain(made.heading), made.warning) == (heading, warning)


def test_an_override_is_printed_with_its_reason_and_name() -> None:
    made = clearance(EIGHT_WEEKS, start=START, surgery=SURGERY, override=DECIDED)
    assert plain(made.heading) == "Exercise 2: not until 8 weeks after surgery (4 January 2027)."
    assert made.warning == "Started early because: The scan is clear."
    assert made.by == Field("Decided by", "J. Patel")
    assert made.on == Field("Date", "1 December 2026")  # the date of issue


@pytest.mark.parametrize("surgery", [EARLIER, date(2026, 10, 12)])  # or open on the very first day
def test_an_override_of_a_gate_that_is_open_is_not_printed(surgery: date) -> None:
    made = clearance(EIGHT_WEEKS, start=START, surgery=surgery, override=DECIDED)
    assert (made.warning, made.by, made.on) == ("", None, None)


def test_an_override_clears_nothing() -> None:
    made = clearance({"for": "hop", "cleared": True}, start=START, override=DECIDED)
    assert made.warning == ""
    assert made.by == Field("OK given by", "", "clearance.1.by")


@pytest.mark.parametrize(
    ("gate", "patient", "note"),
    [
        ({"cleared": True}, {}, "Wait for the OK"),
        ({"not_before": "8 weeks"}, {}, "Not until 8 weeks after surgery"),
        ({"not_before": "8 weeks"}, {"surgery": SURGERY}, "Not until 8 weeks after surgery"),
        ({"not_before": "8 weeks"}, {"start": START}, "Not until 8 weeks after surgery"),
        ({"not_before": "8 weeks"}, {"start": START, "surgery": EARLIER}, ""),  # it is open
        (
            {"cleared": True, "not_before": "2 weeks after boot off"},
            {"start": START, "surgery": EARLIER},
            "Wait for the OK, not until 2 weeks after the boot came off",
        ),
        ({"not_if": "you limp"}, {}, ""),
    ],
)
def test_the_note_beside_an_exercise(gate: Any, patient: Any, note: str) -> None:
    made = sheet({"for": "hop", **gate}, **patient)
    assert [plain(card.gate) for card in made.cards] == ["", note, ""]
    assert [plain(row.gate) for row in made.grid.rows] == ["", note, ""]


def test_a_note_says_the_same_of_two_gates_once() -> None:
    asked = parts({"for": "hop", "cleared": True}, {"for": ["hop", "run"], "cleared": True})
    notes = {one.id: gate_note(asked, one) for one in asked.program.items}
    assert notes == {"walk": "", "hop": "Wait for the OK", "run": "Wait for the OK"}


def test_a_sheet_says_what_is_chosen() -> None:
    program = program_of(
        task("Walk"),
        task("Hop"),
        task("Run"),
        groups={"choose": "1-2", "for": ["walk", "hop", "run"]},
    )
    made = resolve_handout(parts_with(program))
    notes = ["Choose 1–2 of exercises 1, 2 and 3"] * 3
    assert [card.gate for card in made.cards] == [row.gate for row in made.grid.rows] == notes


def test_what_somebody_opened_has_no_note() -> None:
    made = sheet(EIGHT_WEEKS, start=START, override=DECIDED)
    assert [card.gate for card in made.cards] == ["", "", ""]


def test_a_sheet_of_a_week_leaves_off_what_is_not_open_yet() -> None:
    # Surgery on Monday, 9 November, eight weeks later is the Monday of week 5, 4 January 2027.
    dates: dict[str, Any] = {"start": START, "surgery": SURGERY}
    fourth, fifth = (sheet(EIGHT_WEEKS, week=week, **dates) for week in (4, 5))
    assert [(card.number, card.name) for card in fourth.cards] == [(1, "Walk"), (2, "Run")]
    assert fourth.clearances == ()
    assert [row.name for row in fourth.grid.rows] == ["Walk", "Run"]
    assert [(card.number, card.name) for card in fifth.cards] == [
        (1, "Walk"), (2, "Hop"), (3, "Run"),
    ]  # fmt: skip
    assert [plain(one.heading) for one in fifth.clearances] == [
        "Exercise 2: not until 8 weeks after surgery (4 January 2027)."
    ]


def test_an_override_puts_it_on_the_sheet_of_any_week() -> None:
    made = sheet(EIGHT_WEEKS, week=1, start=START, surgery=SURGERY, override=DECIDED)
    assert [card.name for card in made.cards] == ["Walk", "Hop", "Run"]


def test_the_first_days_of_a_gate_in_the_middle_of_a_week() -> None:
    # Surgery on Thursday, 12 November: Hop may begin on Thursday, 7 January 2027, in week 5.
    made = sheet(EIGHT_WEEKS, week=5, start=START, surgery=date(2026, 11, 12))
    assert {row.name: due(row) for row in made.grid.rows} == {
        "Walk": "xxxxxxx",
        "Hop": "...xxxx",
        "Run": "xxxxxxx",
    }


def test_a_clinic_writes_the_dates_of_gates() -> None:
    own = clinic(date_style="year-month-day")
    made = clearance(EIGHT_WEEKS, start=START, surgery=EARLIER, clinic=own)
    assert made.heading.endswith("(2026-11-30).")
