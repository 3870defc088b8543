"""Every box and every place to write has a name of its own, whoever the sheet is for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_plans import document_from, template_named
from plan_checks import nodes_of

from worksheets.app import parts_of
from worksheets.document import Document
from worksheets.field_names import read_name
from worksheets.layout import lay_out
from worksheets.load.order import Order, load_order
from worksheets.model import Locale, Patient, Program, Template
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Gate
from worksheets.plan import Blank, Box, Node, Plan, Role
from worksheets.resolve import Parts, facts_of

ORDER = Order("achilles-rupture", date(2026, 12, 7))
PARTS = parts_of(ORDER, load_order(ORDER))
TEMPLATES = ("handout", "compact", "grid")
TWICE = Template.model_validate(
    {"kind": "template", "id": "twice", "name": "Twice", "description": "All of it, twice.",
     "page": {"orientation": "portrait", "margin": "11 mm"},
     "blocks": ["masthead", "purpose", "cards", "list", "week-grid", "week-grid"]}
)  # fmt: skip


def fields_of(plan: Plan) -> list[Node]:
    return nodes_of(plan, Role.TICK_BOX, Role.FIELD)


def names_of(sheet: Document, layout: Template | str = "handout") -> list[str]:
    template = template_named(layout) if isinstance(layout, str) else layout
    return [node.tag.name for node in fields_of(lay_out(sheet, template, "a4")[0])]


def check_fields(plan: Plan) -> list[str]:
    """Each field can be filled in: a mark to stand on, words to say, a name of its own."""
    names = []
    for node in fields_of(plan):
        (mark,) = (one for one in node.marks() if isinstance(one, Box | Blank))
        assert isinstance(mark, Box) == (node.tag.role is Role.TICK_BOX)
        assert mark.width > 5
        assert mark.height > 5
        assert node.tag.accessible_text.strip()
        assert "____" not in node.tag.accessible_text
        assert re.fullmatch(r"[a-z0-9.#-]+", node.tag.name)
        assert read_name(node.tag.name)
        names.append(node.tag.name)
    check_tree(names)
    assert len(names) == len([node for node in nodes_of(plan) if node.tag.name])
    return names


def check_tree(names: Sequence[str]) -> None:
    """No name stands twice, and none is a branch of which another one is a leaf."""
    assert len(set(names)) == len(names)
    branches = {name[:end] for name in names for end, c in enumerate(name) if c == "."}
    assert not branches & set(names)


DOSES: list[dict[str, Any] | None] = [
    None,
    {"sets": 3, "hold": "30 s"},
    {"sets": "2-3", "reps": "8-12", "side": "each", "frequency": "2/day"},
    {"reps": 10, "side": "each direction", "frequency": "3/day"},
    {"sets": [12, "amrap"], "side": "each", "frequency": "2-3/day"},
    {"sets": 7, "reps": "blank", "frequency": "2/day, on mon and thu"},
    {"rounds": "6-8", "intervals": ["walk 4 min"], "frequency": "alternate days"},
    {"rounds": 2, "intervals": ["walk 4 min"], "side": "each"},
    {"duration": "20 min", "frequency": "every 2 h while awake"},
    {"hold": "blank", "side": "affected", "frequency": "morning and evening"},
]
IDS = ("calf-stretch-strap", "heel-raise", "balance-one-leg", "soleus-stretch")
TASKS = ("pain", "notes", "patient", "clearance", "mon", "left", "all", "1")


@st.composite
def programs(draw: st.DrawFn) -> Program:
    ids = draw(st.lists(st.sampled_from((*IDS, *TASKS)), min_size=1, max_size=6, unique=True))
    items = []
    for item_id in ids:
        dose = draw(st.sampled_from(DOSES))
        written = {"exercise": item_id} if item_id in IDS else {"task": item_id, "name": "A task"}
        items.append(ProgramItem.model_validate({**written, "dose": dose}))
    gated = draw(st.lists(st.lists(st.sampled_from(ids), min_size=1, unique=True), max_size=2))
    gates = tuple(
        Gate.model_validate({"for": gate, "cleared": True, "warning": "Wait."}) for gate in gated
    )
    return PARTS.program.model_copy(update={"exercises": tuple(items), "gates": gates})


PATIENTS = st.builds(
    Patient,
    name=st.sampled_from([None, "Ann Example"]),
    side=st.sampled_from([None, "left", "both"]),
    start=st.none() | st.integers(0, 400).map(lambda n: date(2026, 1, 1) + timedelta(days=n)),
    cleared_by=st.sampled_from([None, "Dr X"]),
)


@given(programs(), PATIENTS, st.sampled_from([*TEMPLATES, "twice"]), st.sampled_from(["a4"]))
@settings(max_examples=30)
def test_every_program_gives_every_field_a_name_of_its_own(
    program: Program, patient: Patient, name: str, paper: Any
) -> None:
    parts = replace(PARTS, program=program, facts=facts_of(patient))
    layout = TWICE if name == "twice" else template_named(name)
    sheet = document_from(parts, patient=patient)
    plan, _ = lay_out(sheet, layout, paper)
    names = check_fields(plan)
    ids = {item.id for item in program.exercises}
    shown = {(read_name(one) or ("",))[0].removesuffix("-") for one in names if ".on" not in one}
    assert ids <= shown
    assert shown <= ids | {"patient", "pain", "notes", "clearance"}
    if not (patient.name or patient.side or patient.start or patient.cleared_by):
        assert f"clearance.{len(program.gates)}.by" in names or not program.gates


@given(programs(), PATIENTS, PATIENTS)
@settings(max_examples=15)
def test_names_do_not_depend_on_the_patient(program: Program, one: Patient, other: Patient) -> None:
    """What both have to fill in is called the same, also when their weeks begin on other days."""
    found = [
        {
            name
            for name in names_of(
                document_from(
                    replace(PARTS, program=program, facts=facts_of(patient)), patient=patient
                )
            )
            if (read_name(name) or ("",))[0] not in ("patient", "clearance")
        }
        for patient in (one, other)
    ]
    always = all(item.dose is None or not item.dose.frequency for item in program.exercises)
    if always and (one.side == "both") == (other.side == "both"):
        assert found[0] == found[1]


def test_names_do_not_depend_on_the_language() -> None:
    written = PARTS.locale.model_dump()
    for group in ("units", "page", "dates", "strip"):
        for key, phrase in written[group].items():
            if "{" not in phrase:
                written[group][key] = f"ß{phrase}"
    other = Locale.model_validate(written | {"language": "de-DE"})
    for name in TEMPLATES:
        translated = document_from(replace(PARTS, locale=other))
        assert names_of(translated, name) == names_of(document_from(PARTS), name)


def test_what_stands_twice_is_numbered_in_reading_order() -> None:
    names = names_of(document_from(PARTS), TWICE)
    for name in ("calf-stretch-strap.mon.1", "pain.sun", "notes"):
        assert names.index(name) < names.index(f"{name}#2")
    check_tree(names)


def test_the_same_exercise_twice_still_has_names_of_its_own() -> None:
    item = ProgramItem.model_validate({"exercise": "heel-raise", "dose": {"sets": 2, "reps": 10}})
    twice = PARTS.program.model_copy(update={"exercises": (item, item), "gates": ()})
    names = names_of(document_from(replace(PARTS, program=twice)))
    check_tree(names)
    assert [name for name in names if name.startswith("heel-raise.mon")] == [
        "heel-raise.mon.1", "heel-raise.mon.2", "heel-raise.mon.1#2", "heel-raise.mon.2#2"
    ]  # fmt: skip


def test_the_names_of_the_built_in_handout() -> None:
    names = names_of(document_from(PARTS))
    assert names[:11] == [
        "patient.name", "patient.number", "patient.side", "patient.clinician", "patient.start",
        "patient.weeks", "patient.bring-on", "clearance.1.by", "clearance.1.on",
        "calf-stretch-strap.mon.1", "calf-stretch-strap.mon.2"
    ]  # fmt: skip
    pain = [f"pain.{day}" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    assert names[-8:] == [*pain, "notes"]


@pytest.mark.parametrize("name", ["handout", "grid"])
def test_pain_is_chosen_and_notes_have_several_lines(name: str) -> None:
    fields = {
        node.tag.name: node
        for node in fields_of(lay_out(document_from(PARTS), template_named(name), "a4")[0])
    }
    pain, notes = fields["pain.mon"], fields["notes"]
    assert pain.tag.accessible_text == "Pain, 0 to 10, Monday"
    assert notes.tag.accessible_text == "Notes and questions for your visit"
    (choice,), (lines,) = pain.children, notes.children
    assert isinstance(choice, Blank)
    assert isinstance(lines, Blank)
    assert (choice.choices, choice.lines) == (tuple(map(str, range(11))), False)
    assert (lines.choices, lines.lines) == ((), True)


def test_a_value_that_is_known_is_no_field() -> None:
    known: Parts = replace(PARTS, facts=facts_of(Patient(cleared_by="Dr X")))
    names = names_of(document_from(known, patient=Patient(name="Ann Example")))
    assert "patient.number" in names
    assert not {"patient.name", "clearance.1.by", "clearance.1.on"} & set(names)
