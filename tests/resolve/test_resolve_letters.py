"""What a batch adds to a document: the note, and the letter for the window of an envelope."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from worksheets.app import parts_of, recipient_of
from worksheets.document import Field, Link, Strip
from worksheets.load.order import Order, load_order
from worksheets.model import Patient
from worksheets.problems import WorksheetError
from worksheets.resolve import resolve_strip

NAME, NOTE = "Siobhán O'Connor", "Leave out exercise 3."
ADDRESS = ("12 Quay Street", "WHITBY", "YO21 1AB")
SIOBHAN = Patient(name=NAME, address=ADDRESS, note=NOTE)


def strip(
    patient: Patient,
    tmp_path: Path,
    phone: str = "01632 960001",
    *,
    booklet: bool = False,
    with_clinic: bool = True,
    **more: Any,
) -> Strip:
    clinic = tmp_path / "harbour.yaml"
    lines = ["kind: clinic", "name: Harbour Clinic", "address: [1 Pier Road, Whitby]"]
    lines += [f'phone: "{phone}"'] if phone else []
    clinic.write_text("\n".join(lines), encoding="utf-8")
    start = patient.model_copy(update={"start": date(2026, 12, 7)})
    order = Order("achilles-rupture", date(2026, 12, 7), clinic=clinic, patient=start, **more)
    made = parts_of(order, load_order(order))
    made = replace(made, clinic=made.clinic if with_clinic else None)
    return resolve_strip(made, recipient_of(order), booklet=booklet)


def test_an_order_without_extras_has_none(tmp_path: Path) -> None:
    sheet = strip(Patient(name="A", address=("Street",)), tmp_path)
    assert (sheet.note, sheet.mark, sheet.letter) == (None, "", None)


def test_note_mark_and_letter_reach_the_sheet(tmp_path: Path) -> None:
    sheet = strip(SIOBHAN, tmp_path, mark="12 of 240", window="uk")
    assert sheet.note == Field("From your clinician:", "Leave out exercise 3.")
    assert sheet.mark == "12 of 240"
    letter = sheet.letter
    assert letter is not None
    assert (letter.window, letter.name, letter.address) == ("uk", NAME, ADDRESS)
    assert letter.sender == ("Harbour Clinic", "1 Pier Road", "Whitby")
    assert letter.date == "7 December 2026"
    assert "exercise sheet" in letter.sentences[0]
    assert letter.sentences[1] == "If anything is not clear, call us on 01632 960001."
    assert letter.phone == Link("01632 960001", "tel:01632960001")


def test_a_booklet_says_that_it_is_one(tmp_path: Path) -> None:
    sheet = strip(SIOBHAN, tmp_path, mark="7 of 9", window="us", booklet=True)
    assert sheet.letter is not None
    assert "exercise booklet" in sheet.letter.sentences[0]
    assert (sheet.mark, sheet.note) == ("7 of 9", Field("From your clinician:", NOTE))


def test_nobody_is_told_to_call_a_number_that_is_not_known(tmp_path: Path) -> None:
    letter = strip(SIOBHAN, tmp_path, "", window="uk").letter
    assert letter is not None
    assert letter.phone is None
    assert not any("call us" in sentence or "{" in sentence for sentence in letter.sentences)
    sheet = strip(SIOBHAN, tmp_path, window="uk", with_clinic=False)
    assert sheet.letter is not None
    assert sheet.letter.sender == ()


@pytest.mark.parametrize(
    ("patient", "option"),
    [
        (Patient(name="Siobhán O'Connor"), "--address"),
        (Patient(address=("12 Quay Street", "WHITBY")), "--name"),
        (Patient(), "--name"),
    ],
)
@pytest.mark.parametrize("booklet", [False, True])
def test_a_letter_that_reaches_nobody_is_a_problem(
    patient: Patient, option: str, booklet: bool, tmp_path: Path
) -> None:
    with pytest.raises(WorksheetError) as caught:
        strip(patient, tmp_path, window="din5008", booklet=booklet)
    (problem,) = caught.value.problems
    assert problem.file == option
    assert "window envelope" in problem.message
    assert not any(word in str(problem) for word in ("Siobhán", "Quay", "WHITBY"))


def test_texts_of_a_patient_are_never_read_as_phrases(tmp_path: Path) -> None:
    tricky = "{phone} '{n, plural, other {x}}' <b>&"
    patient = Patient(name=tricky, address=(tricky,), note=tricky)
    sheet = strip(patient, tmp_path, window="uk")
    assert sheet.note == Field("From your clinician:", tricky)
    assert sheet.letter is not None
    assert (sheet.letter.name, sheet.letter.address) == (tricky, (tricky,))
