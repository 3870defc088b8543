"""The strip: fields, note, mark and letter; and that nothing of them reaches a body."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from resolve_checks import parts_with, plain, program_of, task

from worksheets.app import parts_of
from worksheets.document import Field, Link, Strip
from worksheets.load.order import Order, load_order
from worksheets.model import Patient
from worksheets.problems import WorksheetError
from worksheets.resolve import Recipient, facts_of, resolve_handout, resolve_strip
from worksheets.resolve.booklets import resolve_booklet

NAME, NOTE = "Siobhán O'Connor", "Leave out exercise 3."
ADDRESS = ("12 Quay Street", "WHITBY", "YO21 1AB")
SIOBHAN = Patient(name=NAME, address=ADDRESS, note=NOTE)
START, SURGERY = date(2026, 12, 7), date(2026, 10, 5)
SECRET = Patient(
    name="Quince", number="Q-77", clinician="Dr Plum", address=("Fig Lane",), note="Pear.",
    bring_on=date(2031, 5, 6), side="left", start=START, surgery=SURGERY, cleared_by="Ivy",
)  # fmt: skip


def fields(anchor: str | None = "surgery", **patient: Any) -> dict[str, str]:
    known = Patient(**patient)
    parts = parts_with(program_of({}, anchor=anchor), **patient)
    made = resolve_strip(parts, Recipient(known))
    return {field.label: plain(field.value) for field in made.fields}


def test_an_empty_strip_has_lines_to_write_on() -> None:
    assert fields() == dict.fromkeys(
        ["Name", "Number", "Side", "Clinician", "Start", "Surgery",
         "Bring to visit on"],
        "",
    )  # fmt: skip


def test_a_full_strip() -> None:
    assert fields(
        name="O’CONNOR, Siobhán", number="000130", side="left", clinician="J. Patel",
        start=START, surgery=SURGERY, bring_on=date(2027, 1, 4),
    ) == {
        "Name": "O’CONNOR, Siobhán",
        "Number": "000130",
        "Side": "Left",
        "Clinician": "J. Patel",
        "Start": "7 December 2026",
        "Surgery": "5 October 2026, 9 weeks before",
        "Bring to visit on": "4 January 2027",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("surgery", "said"),
    [
        (date(2026, 12, 7), "7 December 2026, this week"),  # the same day
        (date(2026, 12, 1), "1 December 2026, this week"),  # 6 days
        (date(2026, 11, 30), "30 November 2026, 1 week before"),  # 7 days
        (date(2026, 10, 5), "5 October 2026, 9 weeks before"),  # 63 days
        (date(2025, 12, 7), "7 December 2025, 52 weeks before"),
        (date(2026, 12, 8), "8 December 2026, in 1 week"),
        (date(2026, 12, 14), "14 December 2026, in 1 week"),
        (date(2026, 12, 15), "15 December 2026, in 2 weeks"),
    ],
)
def test_weeks_since_surgery(surgery: date, said: str) -> None:
    assert fields(start=START, surgery=surgery)["Surgery"] == said


def test_weeks_are_counted_from_the_anchor_where_both_dates_are_known() -> None:
    assert fields(surgery=SURGERY)["Surgery"] == "5 October 2026"
    assert fields(start=START)["Surgery"] == ""
    dates = {"start": START, "surgery": SURGERY, "injury": date(2026, 11, 23)}
    assert fields("injury", **dates)["Injury"] == "23 November 2026, 2 weeks before"
    assert not any(label.startswith("Weeks") for label in fields(None, **dates))


def test_nothing_of_the_strip_reaches_a_body() -> None:
    program = program_of(
        task("Walk"), anchor="surgery", gates=[{"for": "walk", "cleared": True}],
        phases=[{"id": "early", "name": "Early", "entry": "No limp."}],
    )  # fmt: skip
    parts = replace(parts_with(program), facts=facts_of(SECRET))
    bodies = resolve_handout(parts, 1), resolve_booklet(parts, 3, bring_on=None)
    for word in ("Quince", "Q-77", "Plum", "Fig", "Pear", "6 May", "Left"):
        assert word not in repr(bodies)
    assert "Ivy" in repr(bodies[0]), "who cleared an exercise is signed in the body"
    other = SECRET.model_copy(update={"name": "Medlar", "number": None, "address": (), "note": "x"})
    assert facts_of(other) == facts_of(SECRET)
    assert hash(facts_of(other)) == hash(facts_of(SECRET))
    assert facts_of(other.model_copy(update={"surgery": START})) != facts_of(SECRET)


def letter(
    patient: Patient, tmp_path: Path, phone: str = "01632 960001", *, booklet: bool = False,
    with_clinic: bool = True, **more: Any,
) -> Strip:  # fmt: skip
    clinic = tmp_path / "harbour.yaml"
    lines = ["kind: clinic", "name: Harbour Clinic", "address: [1 Pier Road, Whitby]"]
    lines += [f'phone: "{phone}"'] if phone else []
    clinic.write_text("\n".join(lines), encoding="utf-8")
    own = clinic if with_clinic else None
    order = Order("achilles-rupture", START, clinic=own, patient=patient, **more)
    return resolve_strip(
        parts_of(order, load_order(order)),
        Recipient(order.patient, order.mark, order.window),
        booklet=booklet,
    )


def test_an_order_without_extras_has_none(tmp_path: Path) -> None:
    strip = letter(Patient(name="A", address=("Street",)), tmp_path)
    assert (strip.note, strip.mark, strip.letter) == (None, "", None)


def test_note_mark_and_letter_reach_the_strip(tmp_path: Path) -> None:
    strip = letter(SIOBHAN, tmp_path, mark="12 of 240", window="uk")
    assert (strip.mark, strip.note) == ("12 of 240", Field("From your clinician:", NOTE))
    made = strip.letter
    assert made is not None
    assert (made.window, made.name, made.address) == ("uk", NAME, ADDRESS)
    assert made.sender == ("Harbour Clinic", "1 Pier Road", "Whitby")
    assert made.date == "7 December 2026"
    assert "exercise sheet" in made.sentences[0]
    assert made.sentences[1] == "If anything is not clear, call us on 01632 960001."
    assert made.phone == Link("01632 960001", "tel:01632960001")


def test_a_booklet_says_that_it_is_one(tmp_path: Path) -> None:
    strip = letter(SIOBHAN, tmp_path, mark="7 of 9", window="us", booklet=True)
    assert strip.letter is not None
    assert "exercise booklet" in strip.letter.sentences[0]
    assert strip.fields[-1] == Field("Bring to visit on", "", "patient.bring-on")
    assert (strip.mark, strip.note) == ("7 of 9", Field("From your clinician:", NOTE))


def test_a_letter_asks_for_no_call_to_a_number_that_is_not_known(tmp_path: Path) -> None:
    made = letter(SIOBHAN, tmp_path, "", window="uk").letter
    assert made is not None
    assert made.phone is None
    assert not any("call us" in sentence or "{" in sentence for sentence in made.sentences)
    strip = letter(SIOBHAN, tmp_path, window="uk", with_clinic=False)
    assert strip.letter is not None
    assert strip.letter.sender == ()


@pytest.mark.parametrize(
    ("patient", "option"),
    [
        (Patient(name=NAME), "--address"),
        (Patient(address=("12 Quay Street", "WHITBY")), "--name"),
        (Patient(), "--name"),
    ],
)
def test_a_letter_that_reaches_nobody_is_a_problem(
    patient: Patient, option: str, tmp_path: Path
) -> None:
    for booklet in (False, True):
        with pytest.raises(WorksheetError) as caught:
            letter(patient, tmp_path, window="din5008", booklet=booklet)
        (problem,) = caught.value.problems
        assert problem.file == option
        assert "window envelope" in problem.message
        assert not any(word in str(problem) for word in ("Siobhán", "Quay", "WHITBY"))


def test_texts_of_a_patient_are_never_read_as_phrases(tmp_path: Path) -> None:
    tricky = "{phone} '{n, plural, other {x}}' <b>&"
    patient = Patient(name=tricky, address=(tricky,), note=tricky)
    strip = letter(patient, tmp_path, window="uk")
    assert strip.note == Field("From your clinician:", tricky)
    assert strip.letter is not None
    assert (strip.letter.name, strip.letter.address) == (tricky, (tricky,))
