"""The body of a handout: the Achilles program against its source, gates, dates, the foot."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from resolve_checks import clinic, labels, plain, program_of

from worksheets.document import Field, Handout
from worksheets.facts import dose_text
from worksheets.load.library import Library
from worksheets.model import Exercise, Locale, Patient, Program
from worksheets.model.dose import Dose
from worksheets.model.patient import AffectedSide
from worksheets.resolve import BodyFacts, Parts, Recipient, facts_of, resolve_handout, resolve_strip

ISSUED = date(2026, 12, 7)

# The facts of the source (Ask Doctor Jo, Achilles Tendon Rupture Stretches & Exercises): what it
# says of each dose. It gives no frequency, no rest, and no number of sets of the last two.
SOURCE: dict[str, tuple[str, set[str]]] = {
    "calf-stretch-strap": ("hold 30 s, three of them", {"3", "30"}),
    "calf-stretch-standing": ("hold 30 s, three times", {"3", "30"}),
    "soleus-stretch": ("hold 30 s, three times", {"3", "30"}),
    "heel-raise": ("start with 10, work up to 20-25", {"10", "20", "25"}),
    "balance-one-leg": ("30 s to a minute", {"30", "60"}),
}

# What every disclaimer has to say, by words that show it: education only, no advice
# and no plan, no diagnosis or treatment of oneself, it replaces and delays no care, no promise that
# it is correct or suits, no liability.
POINTS = (
    "general education", "not medical advice", "or a treatment plan", "do not use it to diagnose",
    "or treat yourself", "does not replace the care of your own health",
    "do not ignore or delay their advice", "ask them before you start",
    "do not promise that it is correct", "or right for you", "at your own risk",
    "not liable for any loss, injury or damage",
)  # fmt: skip


@pytest.fixture(scope="module")
def parts() -> Parts:
    library = Library([])
    program: Program = library.load("program", "achilles-rupture")
    exercises: dict[str, Exercise] = {
        item.exercise: library.load("exercise", item.exercise)
        for item in program.exercises
        if item.exercise
    }
    locale: Locale = library.load("locale", "en")
    return Parts(program, exercises, locale, ISSUED)


@pytest.fixture(scope="module")
def sheet(parts: Parts) -> Handout:
    return resolve_handout(parts)


def test_the_doses_are_those_of_the_source(sheet: Handout) -> None:
    said = {card.id: plain(dose_text(card.dose, card.details)) for card in sheet.cards}
    held = "Hold 30 seconds · 3 times · Times a day ____ · Rest ____"
    assert said == {
        "calf-stretch-strap": held,
        "calf-stretch-standing": held,
        "soleus-stretch": held,
        "heel-raise": "10 times, later 20–25 · Sets ____ · Times a day ____ · Rest ____",
        "balance-one-leg": "Hold 30–60 seconds · Times ____ · Times a day ____ · Rest ____",
    }
    held = "30 seconds | 30 seconds | 30 seconds"
    assert [labels(row.cells[0].boxes) for row in sheet.grid.rows] == [
        held, held, held, "10 repetitions", "30–60 seconds",
    ]  # fmt: skip


def test_no_number_is_made_up(sheet: Handout) -> None:
    assert set(SOURCE) == {card.id for card in sheet.cards}
    for card in sheet.cards:
        _, numbers = SOURCE[card.id]
        for text in (
            dose_text(card.dose),
            *card.details,
        ):
            assert set(re.findall(r"\d+", text)) <= numbers
        said = set(re.findall(r"\d+", dose_text(card.dose)))
        assert said == numbers


def test_an_unknown_frequency_is_a_gap_and_one_session_a_day(sheet: Handout) -> None:
    for card, row in zip(sheet.cards, sheet.grid.rows, strict=True):
        assert "Times a day ____" in dose_text(card.dose)
        for cell in row.cells:
            assert cell.due
            assert len(cell.boxes) == (3 if card.number <= 3 else 1)


def test_order_equipment_and_signs(sheet: Handout) -> None:
    assert [card.number for card in sheet.cards] == [1, 2, 3, 4, 5]
    assert [row.number for row in sheet.grid.rows] == [1, 2, 3, 4, 5]
    assert sheet.equipment == Field(
        "You need:", "A stretch strap, dog leash, belt or towel; a wall; something sturdy to hold."
    )
    assert plain(sheet.stop_and_call.heading) == "Stop and call us on ________________ if:"
    for sign in ("pop", "swollen", "wound"):
        assert any(sign in text for text in sheet.stop_and_call.signs)
    emergency = sheet.stop_and_call.emergency
    assert emergency == Field("Call an ambulance", "for chest pain or shortness of breath.")
    assert sheet.stop_and_call.emergency_signs == ("chest pain", "shortness of breath")
    assert sheet.language == "en-GB"
    assert sheet.masthead.clinic == ()


def test_gated_exercises_wait_for_a_signature(sheet: Handout) -> None:
    (gate,) = sheet.clearances
    assert gate.heading == "Exercises 1, 2 and 3: wait for the OK."
    assert gate.warning.startswith("Do not pull your foot towards you until")
    assert gate.by == Field("OK given by", "", "clearance.1.by")
    assert gate.on == Field("Date", "", "clearance.1.on")
    gated = {"calf-stretch-strap", "calf-stretch-standing", "soleus-stretch"}
    assert {card.id for card in sheet.cards if card.gate} == gated
    for card, row in zip(sheet.cards, sheet.grid.rows, strict=True):
        assert card.gate == row.gate == ("Wait for the OK" if card.id in gated else "")


@pytest.mark.parametrize(
    ("patient", "on"),
    [
        ({"cleared_by": "J. Patel", "cleared_on": date(2026, 11, 30)}, "30 November 2026"),
        ({"cleared_by": "J. Patel"}, "7 December 2026"),  # the date of issue
    ],
)
def test_a_clearance_has_a_name_and_a_date(parts: Parts, patient: Any, on: str) -> None:
    made = resolve_handout(replace(parts, facts=facts_of(Patient(**patient))))
    (gate,) = made.clearances
    assert gate.by == Field("OK given by", "J. Patel", "clearance.1.by")
    assert gate.on == Field("Date", on, "clearance.1.on")
    assert gate.warning
    assert [bool(card.gate) for card in made.cards] == [True, True, True, False, False]


def test_a_date_alone_clears_nothing(parts: Parts) -> None:
    made = resolve_handout(replace(parts, facts=facts_of(Patient(cleared_on=ISSUED))))
    (gate,) = made.clearances
    assert gate.by == Field("OK given by", "", "clearance.1.by")
    assert gate.on == Field("Date", "", "clearance.1.on")


OUR_WORDS = "This sheet is education. Ask your own clinician before you start."


def test_the_disclaimer_makes_every_point(sheet: Handout) -> None:
    assert [one for one in POINTS if one not in sheet.footer.disclaimer.lower()] == []


def test_a_clinic_adds_to_the_disclaimer_or_replaces_it(parts: Parts, sheet: Handout) -> None:
    usual = sheet.footer.disclaimer
    for change, expected in (
        (None, usual),
        ({"add": "Ask at the desk."}, f"{usual} Ask at the desk."),
        ({"replace": OUR_WORDS}, OUR_WORDS),
    ):
        made = resolve_handout(replace(parts, clinic=clinic(disclaimer=change)))
        assert made.footer.disclaimer == expected


def test_the_clinic_is_named_and_can_be_called(parts: Parts) -> None:
    own = clinic(address=["1 High Street", "Leeds"], phone="0113 496 0000")
    made = resolve_handout(replace(parts, clinic=own))
    assert made.masthead.clinic == ("Ankle Clinic", "1 High Street", "Leeds", "0113 496 0000")
    assert made.stop_and_call.heading == "Stop and call us on 0113 496 0000 if:"


def test_the_foot_of_the_page(parts: Parts, sheet: Handout) -> None:
    assert sheet.footer.reference == "ACH-1 · version 1.0 · issued 7 December 2026"
    assert sheet.footer.page_of == "page {page} of {pages}"
    unnamed = parts.program.model_copy(update={"reference": None})
    made = resolve_handout(replace(parts, program=unnamed))
    assert made.footer.reference.startswith("achilles-rupture · version 1.0")


@pytest.mark.parametrize(
    ("language", "style", "written", "day"),
    [
        ("en-GB", None, "7 December 2026", "Mon"),
        ("en-GB", "day-month-year", "7 December 2026", "Mon"),
        ("en-GB", "month-day-year", "December 7, 2026", "Mon"),
        ("en-GB", "year-month-day", "2026-12-07", "Mon"),
        ("en-US", None, "December 7, 2026", "Mon"),
        ("de-DE", None, "7. Dezember 2026", "Mo."),
        ("fr-FR", None, "7 décembre 2026", "lun."),
        ("sk-SK", None, "7. decembra 2026", "po"),
    ],
)
def test_dates_are_written_as_the_clinic_or_the_language_likes(
    parts: Parts, language: str, style: str | None, written: str, day: str
) -> None:
    locale = parts.locale.model_copy(update={"language": language})
    started = Patient(start=ISSUED)
    own = replace(parts, locale=locale, clinic=clinic(date_style=style), facts=facts_of(started))
    made = resolve_handout(own)
    assert plain(made.footer.reference).endswith(f"issued {written}")
    assert made.grid.columns[0].weekday == day
    assert made.language == language
    assert plain(resolve_strip(own, Recipient(started)).value("patient.start")) == written


@pytest.mark.parametrize(("status", "marked"), [("original", 0), ("reviewed", 0), ("draft", 1)])
def test_a_draft_translation_says_so_on_every_page(parts: Parts, status: str, marked: int) -> None:
    locale = parts.locale.model_copy(update={"status": status})
    reference = resolve_handout(replace(parts, locale=locale)).footer.reference
    assert reference.count("draft translation, not reviewed by a clinician") == marked


def with_items(parts: Parts, *items: dict[str, Any], **program: Any) -> Handout:
    return resolve_handout(replace(parts, program=program_of(*items, **program)))


def test_tasks_are_ticked_like_exercises(parts: Parts) -> None:
    ice = {
        "task": "ice",
        "name": "Ice your ankle",
        "steps": ["Put a cloth on your skin.", "Put the ice on the cloth."],
        "dose": {"duration": "20 min", "frequency": "3/day"},
        "note": "Never ice numb skin.",
    }
    boot = {"task": "boot", "name": "Wear your boot", "dose": {"frequency": "at all times"}}
    made = with_items(parts, ice, boot)
    first, second = made.cards
    assert (first.name, plain(dose_text(first.dose))) == (
        "Ice your ankle", "20 minutes · 3 times a day",
    )  # fmt: skip
    assert first.steps == ("Put a cloth on your skin.", "Put the ice on the cloth.")
    assert first.details == ("Never ice numb skin.",)
    assert labels(made.grid.rows[0].cells[0].boxes) == "20 minutes | 20 minutes | 20 minutes"
    assert dose_text(second.dose) == "At all times"
    assert len(made.grid.rows[1].cells[0].boxes) == 1
    assert made.equipment is None
    assert made.clearances == ()


def test_a_frequency_of_the_program_holds_where_a_dose_says_none(parts: Parts) -> None:
    made = with_items(
        parts,
        {"exercise": "heel-raise", "dose": {"reps": 10}},
        {"exercise": "soleus-stretch", "dose": {"hold": "30 s", "frequency": "daily"}},
        {"exercise": "balance-one-leg"},
        frequency="2/day, on mon and thu",
    )
    assert [plain(dose_text(card.dose)) for card in made.cards] == [
        "10 times · Twice a day, on Monday and Thursday",
        "Hold 30 seconds · Once a day",
        "How much ____ · Twice a day, on Monday and Thursday",
    ]
    assert [sum(cell.due for cell in row.cells) for row in made.grid.rows] == [2, 7, 2]
    assert labels(made.grid.rows[2].cells[0].boxes) == " | "


def test_a_frequency_that_changes_by_week_is_said_on_a_sheet_of_no_week() -> None:
    often = {"1": "daily", "3": "3/week"}
    program = program_of({"dose": {"reps": 10}}, frequency=often)
    (card,) = resolve_handout(
        Parts(program, {}, Library().load("locale", "en"), date(2026, 12, 1))
    ).cards
    said = plain(dose_text(card.dose, card.details))
    assert said == "10 times · Once a day. From week 3: 3 days a week."


def test_an_item_may_have_a_name_of_its_own(parts: Parts) -> None:
    made = with_items(parts, {"exercise": "heel-raise", "name": "Heel raise on one leg"})
    assert made.cards[0].name == "Heel raise on one leg"
    assert made.grid.rows[0].name == "Heel raise on one leg"


def test_the_same_parts_make_the_same_sheet(parts: Parts) -> None:
    odd = facts_of(Patient(cleared_by="{n} <b> \\ {0}"))
    for own in (parts, replace(parts, facts=odd), replace(parts, clinic=clinic(phone="{phone}"))):
        assert resolve_handout(own) == resolve_handout(own)
        assert hash(resolve_handout(own)) == hash(resolve_handout(own))


def test_in_whole_weeks_nothing_is_due_before_the_start(parts: Parts) -> None:
    thursday = facts_of(Patient(start=date(2026, 12, 10)))
    for week in (None, 1):
        made = resolve_handout(replace(parts, facts=thursday, whole_weeks=True), week=week)
        assert [column.day for column in made.grid.columns] == [str(day) for day in range(7, 14)]
        for row in made.grid.rows:
            assert [cell.due for cell in row.cells] == [False] * 3 + [True] * 4


def test_what_people_write_is_never_read_as_a_phrase(parts: Parts) -> None:
    name = "{amount} '{n}' <b>#"
    dose = {"reps": 1, "note": name}
    made = with_items(parts, {"task": "x", "name": name, "note": name, "dose": dose})
    assert made.cards[0].name == name
    assert made.cards[0].details == (name, name)
    trigger = {"task": "x", "name": "x", "dose": {"frequency": {"trigger": "when {n} # 'rises'"}}}
    assert dose_text(with_items(parts, trigger).cards[0].dose) == "When {n} # 'rises'"


def test_with_both_sides_affected_each_side_gets_its_boxes(parts: Parts) -> None:
    dose = Dose.model_validate({"sets": 2, "reps": 10, "side": "affected"})
    item = parts.program.exercises[3].model_copy(update={"dose": dose})
    program = parts.program.model_copy(update={"exercises": (item,), "gates": ()})

    sides: list[AffectedSide | None] = ["left", None, "both"]
    made = [
        resolve_handout(replace(parts, program=program, facts=BodyFacts(side=side)))
        for side in sides
    ]
    assert [labels(one.grid.rows[0].cells[0].boxes) for one in made] == [
        "10 repetitions | 10 repetitions", "10 repetitions | 10 repetitions",
        "left 10 repetitions | right 10 repetitions | left 10 repetitions | right 10 repetitions",
    ]  # fmt: skip
    assert [one.grid.rows[0].ways for one in made] == [(), (), ("Left", "Right")]
