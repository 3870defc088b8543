"""Exercises, programs, clinics, templates, locales and patients: what they refuse and keep."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_checks import refusals

from worksheets.load.library import Library
from worksheets.model import MODELS, Clinic, Exercise, Locale, Model, Patient, Program, Template

EXERCISE: dict[str, Any] = {"kind": "exercise", "id": "heel-raise", "name": "x", "steps": ["Rise."]}
PROGRAM: dict[str, Any] = {
    "kind": "program",
    "id": "ankle",
    "title": "Ankle",
    "version": "1.0",
    "purpose": "To walk again.",
    "stop_and_call": {"call": "it hurts"},
    "exercises": [{"exercise": "heel-raise"}, {"task": "ice", "name": "Ice your ankle"}],
}
CLINIC: dict[str, Any] = {"kind": "clinic", "id": "clinic", "name": "Physio"}
TEMPLATE: dict[str, Any] = {
    "kind": "template",
    "id": "page",
    "name": "Page",
    "description": "One page.",
    "blocks": ["masthead", "purpose", "cards"],
}
EMPTY = "the text is empty. Write the words, or leave the key out."
DAY = "this is not a date. Write year, month and day, like 2026-12-07."
COLOUR = 'a colour is # and six hexadecimal digits. Write it in quotes, like "#1f4e66".'
LENGTH = "a length needs a number and a unit. Write it like 14 mm or 12 pt."
MARGIN = "this length is outside the limits, {} to {}. Check the number and its unit."
ID = (
    "an id has small letters, digits and single hyphens only, at most 64 of them. "
    "Write it like heel-raise."
)


def items(*items: dict[str, Any]) -> dict[str, Any]:
    return {**PROGRAM, "exercises": list(items)}


def gate(*ids: str) -> dict[str, Any]:
    return {**PROGRAM, "gates": {"for": list(ids), "cleared": True, "warning": "Wait."}}


@pytest.mark.parametrize(
    ("model", "value", "expected"),
    [
        # Exercise
        (Exercise, {**EXERCISE, "name": "  \u200b "}, EMPTY),
        (Exercise, {**EXERCISE, "name": "\u00a0"}, EMPTY),
        (
            Exercise,
            {**EXERCISE, "name": "x" * 301},
            "the text has 301 characters; 300 is the most that fits. Shorten it.",
        ),
        (
            Exercise,
            {**EXERCISE, "steps": ["x" * 4001]},
            "the text has 4,001 characters; 4,000 is the most that fits. Shorten it.",
        ),
        (Exercise, {**EXERCISE, "steps": ["Rise.", ""]}, EMPTY),
        (Exercise, {**EXERCISE, "steps": []}, "steps: too_short"),
        (Exercise, {**EXERCISE, "steps": [3]}, "steps.0: string_type"),
        (Exercise, {**EXERCISE, "easier": "Heel Raise"}, ID),
        (Exercise, {**EXERCISE, "figure": {"image": "a.png"}}, "figure.alt: missing"),
        (Exercise, {**EXERCISE, "reps": 10}, "reps: extra_forbidden"),
        (Exercise, {**EXERCISE, "kind": "program"}, "kind: literal_error"),
        # Program
        (
            Program,
            items({"exercise": "heel-raise"}, {"exercise": "heel-raise"}),
            '"heel-raise" stands twice in the program. '
            "Keep one, or give the second a name with as:.",
        ),
        (
            Program,
            items({"exercise": "ice"}, {"task": "ice", "name": "Ice"}),
            '"ice" stands twice in the program. Keep one, or give the second a name with as:.',
        ),
        (
            Program,
            items({"task": "ice"}),
            "a task needs a name. Add a line such as name: Ice your ankle.",
        ),
        (
            Program,
            items({"name": "x"}),
            "an item is either an exercise or a task. Give one of the two.",
        ),
        (
            Program,
            items({"exercise": "heel-raise", "task": "ice"}),
            "an item is either an exercise or a task. Give one of the two.",
        ),
        (
            Program,
            items({"exercise": "heel-raise", "steps": "Rise."}),
            "the steps belong to the exercise file. Change them there, or use note.",
        ),
        (
            Program,
            items({"exercise": "heel-raise", "dose": {}}),
            "the dose is empty. Write at least one part, like reps: 10.",
        ),
        (Program, items({"exercise": "Heel_Raise"}), ID),
        (Program, items({"exercise": "x" * 65}), ID),
        (Program, items(), "the program has no exercises. Add exercises: with one or more."),
        (Program, items(*[{"exercise": f"e{n}"} for n in range(41)]), "exercises: too_long"),
        (
            Program,
            gate("heel-raise", "toe-raise"),
            'a gate names "toe-raise", which the program does not contain. Items: heel-raise, ice.',
        ),
        (Program, gate(), "gates.0.for: too_short"),
        (Program, {**PROGRAM, "stop_and_call": {"call": []}}, "stop_and_call.call: too_short"),
        (Program, {**PROGRAM, "stop_and_call": {"call": " "}}, EMPTY),
        (Program, {**PROGRAM, "anchor": "birthday"}, "anchor: literal_error"),
        (Program, {**PROGRAM, "version": True}, "version: string_type"),
        (Program, {**PROGRAM, "version": " "}, EMPTY),
        (Program, {**PROGRAM, "version": ["1"]}, "version: string_type"),
        # Clinic
        (Clinic, {**CLINIC, "name": ""}, EMPTY),
        (Clinic, {**CLINIC, "paper": "a3"}, "paper: literal_error"),
        (Clinic, {**CLINIC, "date_style": "dmy"}, "date_style: literal_error"),
        (
            Clinic,
            {**CLINIC, "disclaimer": {}},
            "the disclaimer is either added to or replaced. Give one of the two.",
        ),
        (
            Clinic,
            {
                **CLINIC,
                "disclaimer": {"add": "x", "replace": "This sheet is no medical advice at all."},
            },
            "the disclaimer is either added to or replaced. Give one of the two.",
        ),
        (Clinic, {**CLINIC, "disclaimer": {"replace": " "}}, EMPTY),
        (
            Clinic,
            {**CLINIC, "disclaimer": {"replace": "\u3164."}},
            "this is no disclaimer. Write at least one whole sentence.",
        ),
        # Template
        (Template, {**TEMPLATE, "blocks": []}, "blocks: too_short"),
        (Template, {**TEMPLATE, "blocks": ["gadget"]}, "blocks.0.block: literal_error"),
        (
            Template,
            {**TEMPLATE, "blocks": ["purpose", "cards"]},
            "every sheet needs the block masthead. Add masthead to the blocks.",
        ),
        (
            Template,
            {**TEMPLATE, "blocks": ["masthead", "week-grid"]},
            "every sheet needs the block purpose. Add purpose to the blocks.",
        ),
        (
            Template,
            {**TEMPLATE, "blocks": ["masthead", "purpose"]},
            "no block shows the exercises. Add one of: cards, list, week-grid.",
        ),
        (
            Template,
            {**TEMPLATE, "colours": {"warning": "#777777"}},  # a contrast of 4.48
            'the colour is too light for text. Take a darker one, like "#4d5a61".',
        ),
        (
            Template,
            {**TEMPLATE, "colours": {"ghost": "#cccccc", "body": "#777777"}},
            "figures have other colours now: body, ghost no longer exist. "
            "Write skin for body, ink_far for ghost.",
        ),
        (Template, {**TEMPLATE, "colours": {"text": "red"}}, COLOUR),
        (Template, {**TEMPLATE, "colours": {"text": "#12345"}}, COLOUR),
        (Template, {**TEMPLATE, "colours": {"text": 123456}}, COLOUR),
        (Template, {**TEMPLATE, "page": {"margin": 14}}, LENGTH),
        (Template, {**TEMPLATE, "page": {"margin": "14"}}, LENGTH),
        (Template, {**TEMPLATE, "page": {"margin": "14 px"}}, LENGTH),
        (Template, {**TEMPLATE, "page": {"margin": "-14 mm"}}, LENGTH),
        (Template, {**TEMPLATE, "page": {"margin": "1,4 cm"}}, LENGTH),
        (Template, {**TEMPLATE, "page": {"margin": True}}, LENGTH),
        (Template, {**TEMPLATE, "page": {"margin": "4.9 mm"}}, MARGIN.format("5 mm", "40 mm")),
        (Template, {**TEMPLATE, "page": {"margin": "41 mm"}}, MARGIN.format("5 mm", "40 mm")),
        (Template, {**TEMPLATE, "page": {"margin": "9 cm"}}, MARGIN.format("0.5 cm", "4 cm")),
        (Template, {**TEMPLATE, "page": {"margin": "0 in"}}, MARGIN.format("0.197 in", "1.57 in")),
        (Template, {**TEMPLATE, "type": {"largest": "40 pt"}}, MARGIN.format("9 pt", "36 pt")),
        (
            Template,
            {**TEMPLATE, "type": {"largest": "9 pt", "smallest": "10 pt"}},
            "largest is below smallest. Swap the two sizes.",
        ),
        (Template, {**TEMPLATE, "type": {"leading": 3}}, "type.leading: less_than_equal"),
        (
            Template,
            {**TEMPLATE, "type": {"leading": True}},
            "this is not a number. Write it like 1.25.",
        ),
        (Template, {**TEMPLATE, "type": {"leading": "nan"}}, "type.leading: less_than_equal"),
        # Patient
        (Patient, {"start": 20261207}, DAY),
        (Patient, {"start": 0}, DAY),
        (Patient, {"start": "7.12.2026"}, DAY),
        (Patient, {"start": "12/07/2026"}, DAY),
        (Patient, {"start": "2026-12-07T10:00"}, DAY),
        (Patient, {"start": datetime(2026, 12, 7, 10)}, DAY),
        (
            Patient,
            {"start": "2026-02-30"},
            "the calendar has no such day. Write year, month and day, like 2026-12-07.",
        ),
        (Patient, {"side": "top"}, "side: literal_error"),
        (Patient, {"name": " "}, EMPTY),
        (Patient, {"number": 130}, "number: string_type"),
        (Patient, {"nmae": "x"}, "nmae: extra_forbidden"),
    ],
)
def test_a_wrong_value_is_explained(model: type[Model], value: Any, expected: str) -> None:
    assert refusals(model, value) == [expected]


@pytest.mark.parametrize("tag", ["english", "e", "en_GB", "en-", "EN", "en-GB extra", "1"])
def test_a_language_needs_a_tag(tag: str) -> None:
    locale = Library([]).load("locale", "en").model_dump()
    assert refusals(Locale, {**locale, "language": tag}) == [
        "this is not a language tag. Write it like en-GB or pt-BR."
    ]


def test_every_phrase_of_a_locale_is_needed() -> None:
    locale = Library([]).load("locale", "en").model_dump()
    del locale["units"]["s"]
    locale["page"]["hello"] = "x"
    locale["dose"]["hold"] = ""
    assert sorted(refusals(Locale, locale)) == [
        '"hold" is empty. Write the phrase.',
        "page.hello: extra_forbidden",
        "units.s: missing",
    ]


@pytest.mark.parametrize("tag", ["en", "en-GB", "pt-BR", "zh-Hant-TW", "haw"])
def test_languages(tag: str) -> None:
    locale = Library([]).load("locale", "en").model_dump()
    assert Locale.model_validate({**locale, "language": tag}).language == tag


@pytest.mark.parametrize(
    ("written", "printed"),
    [("1.0", "1.0"), (Decimal("1.0"), "1.0"), (Decimal("1.10"), "1.10"), (2, "2"), (" v2 ", "v2")],
)
def test_a_version_is_printed_as_it_was_written(written: Any, printed: str) -> None:
    program = Program.model_validate({**PROGRAM, "version": written, "reference": written})
    assert (program.version, program.reference) == (printed, printed)


def test_a_phone_number_may_look_like_a_number() -> None:
    assert Clinic.model_validate({**CLINIC, "phone": 1134960000}).phone == "1134960000"


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("14 mm", 39.685),
        ("14mm", 39.685),
        ("1.4 cm", 39.685),
        ("0.5 in", 36),
        ("36 pt", 36),
        ("5 mm", 14.173),
        ("0.5 cm", 14.173),
        ("40 MM", 113.386),
    ],
)
def test_lengths_are_kept_in_points(written: str, points: float) -> None:
    template = Template.model_validate({**TEMPLATE, "page": {"margin": written}})
    assert template.page.margin == pytest.approx(points, abs=0.001)


def test_a_text_keeps_what_was_meant() -> None:
    name = "  Zwei\n Zeilen,\u00a0drei\u2028Wörter: <5 s & {n}\t"
    exercise = Exercise.model_validate({**EXERCISE, "name": name})
    assert exercise.name == "Zwei Zeilen,\u00a0drei Wörter: <5 s & {n}"
    composed = Exercise.model_validate({**EXERCISE, "name": "Siobha\u0301n"})
    assert composed.name == "Siobhán"


def test_one_thing_may_stand_for_a_list() -> None:
    exercise = Exercise.model_validate({**EXERCISE, "steps": "Rise.", "equipment": "a chair"})
    assert (exercise.steps, exercise.equipment) == (("Rise.",), ("a chair",))
    blocks = ["masthead", {"block": "purpose"}, "week-grid"]
    template = Template.model_validate({**TEMPLATE, "blocks": blocks})
    assert [block.block for block in template.blocks] == ["masthead", "purpose", "week-grid"]


@pytest.mark.parametrize(
    "written", ["2026-12-07", " 2026-12-07 ", date(2026, 12, 7), datetime(2026, 12, 7)]
)
def test_a_date_is_year_month_and_day(written: Any) -> None:
    start = Patient.model_validate({"start": written}).start
    assert start == date(2026, 12, 7)
    assert type(start) is date


def test_a_patient_may_be_nobody() -> None:
    assert not Patient().is_named
    assert not Patient(clinician="J. Patel").is_named
    assert Patient(number="000130").is_named
    assert Patient(name="Siobhán O’Connor").is_named
    assert Patient(number="000130").number == "000130"


def test_models_cannot_be_changed() -> None:
    for model, value in (
        (Exercise, EXERCISE),
        (Program, PROGRAM),
        (Clinic, CLINIC),
        (Template, TEMPLATE),
    ):
        made = model.model_validate(value)
        with pytest.raises(ValueError, match="frozen"):
            setattr(made, "id", "other")  # noqa: B010
        assert hash(made) == hash(model.model_validate(value))


def test_there_is_a_model_for_every_kind() -> None:
    assert sorted(MODELS) == ["clinic", "exercise", "locale", "program", "template"]


@given(st.text(max_size=30))
def test_any_text_is_a_name_or_is_explained(text: str) -> None:
    try:
        name = Exercise.model_validate({**EXERCISE, "name": text}).name
    except ValueError as error:
        assert "the text is empty" in str(error)
    else:
        assert name == name.strip()
        assert name
        assert Exercise.model_validate({**EXERCISE, "name": name}).name == name
