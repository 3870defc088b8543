"""Rosters in JSON and YAML, and Patients of FHIR R4."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rosters_checks import notes, refused, roster, rows, told, values

from worksheets.problems import WorksheetError
from worksheets.rosters.rows import FAULTS

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "active": True,
    "identifier": [
        {"system": "https://example.org/nhs", "use": "official", "value": "9990001112"},
        {"use": "usual", "type": {"coding": [{"code": "MR"}]}, "value": "000123"},
        {"use": "old", "type": {"coding": [{"code": "MR"}]}, "value": "77"},
        {"type": {"coding": [{"code": "SS"}]}, "value": "555-55-5555"},
    ],
    "name": [
        {"use": "maiden", "family": "Old"},
        {"use": "nickname", "given": ["Nono"]},
        {"use": "official", "family": "Levy", "given": ["Noa", "Ruth"], "prefix": ["Dr"]},
    ],
    "birthDate": "1970-03-25",
    "deceasedBoolean": False,
    "address": [
        {"use": "old", "line": ["9 Past Lane"]},
        {"use": "home", "type": "physical", "line": ["1 High Street"], "city": "York"},
        {
            **{"use": "home", "type": "postal", "line": ["PO Box 7", "Flat 2", "Door 3", "Bell 4"]},
            **{"city": "Leeds", "state": "Yorks", "postalCode": "LS1 4AB", "country": "GB"},
        },
    ],
    "communication": [
        {"language": {"coding": [{"code": "en"}]}},
        {"language": {"coding": [{"code": "he"}]}, "preferred": True},
    ],
    "photo": "not even a list",
    "extension": [{"url": "https://example.org/x", "valueString": "Quimby"}],
}
READ = {
    "number": "000123",
    "family_name": "Levy",
    "given_names": "Noa Ruth",
    "preferred_name": "Nono",
    "title": "Dr",
    "birth": "1970-03-25",
    "language": "he",
    "address_1": "PO Box 7",
    "address_2": "Flat 2",
    "address_3": "Door 3, Bell 4",
    "town": "Leeds",
    "region": "Yorks",
    "postcode": "LS1 4AB",
    "country": "GB",
}


def bundle(*resources: Any, **more: Any) -> str:
    entries = [{"fullUrl": "urn:x", "resource": one} for one in resources]
    return json.dumps({**more, "resourceType": "Bundle", "type": "searchset", "entry": entries})


JSON: list[tuple[str, dict[str, str]]] = [
    ('[{"MRN": "000123", "Surname": "O\'Neil"}]', {"number": "000123", "family_name": "O'Neil"}),
    ('[{"MRN": 123456789012345678901}]', {"number": "123456789012345678901"}),
    ('[{"MRN": 1.50, "weeks": 6}]', {"number": "1.50", "weeks": "6"}),
    ('[{"number": "1", "Surname": NaN, "DOB": -Infinity}]', {"number": "1"}),
    ('[{"number": "1", "Surname": null, "Notes": true}]', {"number": "1", "notes": "true"}),
    ('{"made": "x", "patients": [{"MRN": "1"}], "n": {"a": 1}}', {"number": "1"}),
    ('\ufeff[{"MRN": "1", "DOB": "25/03/1970"}]', {"number": "1", "birth": "1970-03-25"}),
    (
        '[{"MRN": "1", "heel-raise": {"reps": 10, "Hold": "2 s"}, "frequency": "2/day"}]',
        {"number": "1", "heel-raise.reps": "10", "heel-raise.hold": "2 s", "frequency": "2/day"},
    ),
    (
        '[{"MRN": "1", "address": ["1 High St", "", "Leeds"]}]',
        {"number": "1", "address": "1 High St\nLeeds"},
    ),
]


@pytest.mark.parametrize(("text", "read"), JSON)
def test_json_as_people_write_it(tmp_path: Path, text: str, read: dict[str, str]) -> None:
    assert values(tmp_path, text, "a.json") == [read]


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.lists(st.tuples(TEXT, st.one_of(st.just(""), TEXT)), min_size=1, max_size=20),
    indent=st.sampled_from([None, 2]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_json_comes_back_as_it_was_written(
    tmp_path: Path, table: list[tuple[str, str]], indent: int | None, encoding: str
) -> None:
    patients = [{"Surname": family, "Ward 7": ward} for family, ward in table]
    text = json.dumps({"list": patients}, indent=indent, ensure_ascii=False)
    found = rows(tmp_path, text.encode(encoding), "a.json")
    marked = {"'", "#", "="}
    for (family, ward), row in zip(table, found, strict=True):
        if not {family[0], ward[:1]} & marked:
            expected = {"family_name": family, "column:Ward 7": ward}
            assert row.values == {key: text for key, text in expected.items() if text}


NO_ROSTER = {
    '{"a": 1}': "there is no list of patients in the file",
    '"text"': "this is a CSV file, although its name ends in .json",
    '{"MRN": "1"}\n{"MRN": "2"}\n': (
        "there is one object after the other (JSON lines), not one list of them"
    ),
    '{"a": [{"MRN": "1"}], "b": [{"MRN": "2"}]}': "there are several lists in the file",
    '[{"Quimby": "1"}]': "no key is known",
    '[{"MRN": "1", "ID": "2"}]': 'key "MRN" and key "ID" mean the same: number',
    "[" * 100_000: "values are nested too deeply",
}


def test_json_that_is_no_roster(tmp_path: Path) -> None:
    for text, message in NO_ROSTER.items():
        assert refused(tmp_path, text, "a.json") == message


def test_what_is_not_json_is_told_with_its_place(tmp_path: Path) -> None:
    places = {'[{"MRN": "1"},\n {"MRN": Quimby}]': (2, 10), '[{"MRN": "1"}': (1, 14)}
    for text, place in {**places, '[{"MRN": "1"}]\n\nx': (3, 1)}.items():
        with pytest.raises(WorksheetError) as caught:
            roster(tmp_path, text, "a.json")
        (problem,) = caught.value.problems
        assert (problem.line, problem.column) == place
        assert problem.message == "the file is not valid JSON"


def test_entries_of_json_that_are_wrong(tmp_path: Path) -> None:
    text = (
        '[{"MRN": "1", "Side": ["left"]}, 5, {}, {"MRN": "4", "MRN": "5"}, {"MRN": "6", "x": {}}]'
    )
    found = rows(tmp_path, text, "a.json")
    assert [(row.number, row.kind) for row in found] == [
        *((1, "patient"), (2, "patient"), (3, "blank"), (4, "patient"), (5, "patient"))
    ]
    assert [told(row) for row in found if row.kind == "patient"] == [
        [f'key "Side": {FAULTS["nested"].message}'],
        [FAULTS["no object"].message],
        [FAULTS["twice"].message],
        [],  # nothing is printed from a key that is not known
    ]


def test_yaml_reads_text_as_text(tmp_path: Path) -> None:
    text = (
        "# our list\npatients:\n- {MRN: 000123, Surname: Null, Given names: NO, Notes: true}\n"
        "- MRN: 12\n  weeks: 6\n  title: null\n  heel-raise: {reps: 10}\n  DOB: 1970-03-25\n"
    )
    assert values(tmp_path, text, "a.yaml") == [
        {"number": "000123", "family_name": "Null", "given_names": "NO", "notes": "true"},
        {"number": "12", "weeks": "6", "heel-raise.reps": "10", "birth": "1970-03-25"},
    ]
    assert values(tmp_path, "- MRN: 1 # one\n", "a.yml") == [{"number": "1"}]


def test_yaml_that_is_wrong_is_told_without_its_text(tmp_path: Path) -> None:
    twice, lost = "- Quimby: 1\n  Quimby: 2\n", "- MRN: Quimby #Quimby\n"
    torn = ("- MRN: *Quimby\n", "- {MRN: Quimby\n", '- MRN: "Quimby\n', "- MRN: Quimby: 2\n")
    for text in (twice, lost, *torn, "Quimby\n"):
        assert "Quimby" not in refused(tmp_path, text, "a.yaml")


def test_a_patient_of_fhir(tmp_path: Path) -> None:
    with roster(tmp_path, bundle(PATIENT), "a.json") as read:
        (row,) = read
        assert (row.values, row.problems) == (READ, ())
        assert read.columns["birth"] == "element birthDate"
        assert notes(read) == []
    for text in (json.dumps(PATIENT), json.dumps([PATIENT])):
        assert values(tmp_path, text, "a.json") == [READ]


def test_a_bundle_with_more_than_patients(tmp_path: Path) -> None:
    link = [{"relation": "self", "url": "x"}, {"relation": "next", "url": "y"}]
    text = bundle(
        PATIENT, {"resourceType": "Practitioner"}, {**PATIENT, "active": False}, link=link
    )
    with roster(tmp_path, text, "a.json") as read:
        assert [row.number for row in read] == [1, 3]
        assert notes(read) == [
            "the file is one page of several; the patients on the others are not in it",
            "entries that are no patients, and are not read: 1",
        ]


def test_a_list_of_bundles_is_read_as_one(tmp_path: Path) -> None:
    link = [{"relation": "next", "url": "y"}]
    first, last = bundle(PATIENT, {"resourceType": "Practitioner"}, link=link), bundle(PATIENT)
    empty = json.dumps({"resourceType": "Bundle"})
    patient = json.dumps(PATIENT)
    with roster(tmp_path, f"[{first}, {empty}, {last}, {patient}]", "a.json") as read:
        assert [(row.number, row.values) for row in read] == [(1, READ), (3, READ), (4, READ)]
        assert notes(read) == ["entries that are no patients, and are not read: 1"]
    with roster(tmp_path, f"[{first}, {first}]", "a.json") as read:
        assert notes(read)[0] == (
            "the file has some pages of several, and not the last one; the patients on the others "
            "are not in it"
        )
    assert refused(tmp_path, f"[{empty}]", "a.json") == "there are no patients in the roster"


MR = {"coding": [{"code": "MR"}]}


CHOSEN: list[tuple[dict[str, Any], str, str | None]] = [
    ({"identifier": [{"value": "1"}]}, "number", "1"),
    ({"identifier": [{"value": "1"}, {"value": "2", "type": MR}]}, "number", "2"),
    ({"identifier": [{"value": "1"}, {"value": "2"}]}, "number", None),
    ({"identifier": [{"value": "1"}, {"value": "2", "use": "secondary"}]}, "number", None),
    ({"identifier": [{"value": "2", "use": "temp"}, {"value": "1"}]}, "number", "1"),
    ({"identifier": [{"value": "1", "period": {"end": "2020"}}, {"value": "2"}]}, "number", "2"),
    ({"name": [{"text": "Noa Levy"}]}, "name", "Noa Levy"),
    (
        {"name": [{"use": "official", "family": "L"}, {"use": "usual", "given": ["N"]}]},
        *("preferred_name", "N"),
    ),
    ({"birthDate": "1970-03"}, "birth", None),
    ({"address": [{"text": "1 High St, Leeds"}]}, "address", "1 High St, Leeds"),
    ({"communication": [{"language": {"text": "Hebrew"}}]}, "language", "Hebrew"),
]


@pytest.mark.parametrize(("changed", "field", "text"), CHOSEN)
def test_what_is_chosen_of_a_patient(
    tmp_path: Path, changed: dict[str, Any], field: str, text: str | None
) -> None:
    (row,) = rows(tmp_path, bundle({**PATIENT, **changed}), "a.json")
    assert row.values.get(field) == text
    assert bool(row.problems) == (text is None)


@pytest.mark.parametrize(
    ("identifiers", "number"),
    [
        ([{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "555-55-5555"}], None),
        ([{"system": "urn:oid:2.16.840.1.113883.4.1", "value": "555-55-5555"}], None),
        ([{"type": {"coding": [{"code": "NNDNK"}]}, "value": "070770-1234"}], None),
        ([{"type": {"coding": [{"code": "NI"}]}, "value": "8003608"}, {"value": "12"}], "12"),
        ([{"use": "official", "value": "1"}, {"use": "usual", "value": "2"}], "2"),
        ([{"use": "secondary", "value": "1"}, {"use": "official", "value": "2"}], "2"),
        ([{"system": "urn:ours", "value": "7"}, {"use": "usual", "value": "2"}], "7"),
    ],
)
def test_the_number_of_a_patient_with_several(
    tmp_path: Path, identifiers: list[Any], number: str | None
) -> None:
    """A state's number of a person is never used; the clinic can name its system."""
    text = json.dumps({**PATIENT, "identifier": identifiers})
    (row,) = rows(tmp_path, text, "p.json", setup={"identifier": "urn:ours"})
    assert (row.values.get("number"), row.problems) == (number, ())


def test_no_part_of_a_name_of_fhir_is_lost(tmp_path: Path) -> None:
    name = {"use": "official", "text": "Karl Heinz Maier", "family": "Maier"}
    (row,) = rows(tmp_path, json.dumps({**PATIENT, "name": [name]}), "p.json")
    assert (row.values["name"], row.values["family_name"]) == ("Karl Heinz Maier", "Maier")


def test_patients_who_get_no_sheet(tmp_path: Path) -> None:
    dead: list[dict[str, Any]] = [{"deceasedBoolean": True}, {"deceasedDateTime": "2026-01-01"}]
    found = rows(
        tmp_path, bundle(*({**PATIENT, **one} for one in (*dead, {"active": False}))), "a.json"
    )
    faults = ("deceased", "deceased", "inactive")
    assert [told(row) for row in found] == [[FAULTS[fault].message] for fault in faults]
