"""Which columns are recognised, and what sort of row each row is."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rosters_checks import notes, refused, roster, rows, values

from worksheets.rosters import FIELDS
from worksheets.rosters.columns import USUAL_NAMES, usual_field

DOCS = Path(__file__).parent.parent.parent / "docs" / "rosters.md"


def test_every_field_has_names_and_no_name_is_two_fields() -> None:
    assert set(USUAL_NAMES) == FIELDS
    for field, names in USUAL_NAMES.items():
        assert {usual_field(name) for name in (*names, field)} == {field}


def test_the_table_in_the_docs_is_what_is_recognised() -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.M))
    assert {field: tuple(names.split(", ")) for field, names in table.items()} == USUAL_NAMES


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_order_case_spaces_and_punctuation_of_names_do_not_matter(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    names = {field: dice.choice(names) for field, names in USUAL_NAMES.items()}
    written = []
    for field in dice.sample(sorted(names), len(names)):
        name = dice.choice([str.upper, str.lower, str.title])(names[field])
        name = name.replace(" ", dice.choice([" ", "_", "  ", "-"])) + dice.choice(["", ":", "*"])
        written.append((field, name))
    cell = "2026-05-04"
    text = ";".join(name for _, name in written) + "\n" + ";".join(cell for _ in written)
    assert values(tmp_path, text) == [dict.fromkeys(FIELDS, cell)]


def test_names_of_columns() -> None:
    fields = {"heel-raise.reps": "heel-raise.reps", "Heel raise . Reps": "heel-raise.reps"}
    fields |= {"HEEL_RAISE.pain limit": "heel-raise.pain_limit", "Frequency": "frequency"}
    fields |= {"heel-raise.load.weight": "heel-raise.load.weight"}
    fields |= {"DOB (dd/mm/yyyy)": "birth", "Town [optional]": "town"}
    assert {name: usual_field(name) for name in fields} == fields
    unknown = ("heel-raise.repps", "Pat.Nr", "No.", "", "(MRN)" + "x" * 200)
    assert {usual_field(name) for name in unknown} == {None}


def test_the_clinic_says_what_unusual_columns_are(tmp_path: Path) -> None:
    text = "Pat.-Nr.;Nachname;OP-Datum;MRN;Title\n7;Levy;2026-05-04;99;Dr\n"
    setup = {
        "columns": {
            **{"Pat.-Nr.": "number", "nachname": "family name", "OP Datum": "surgery"},
            **{"Title": "ignore", "Station": "notes"},
        }
    }
    with roster(tmp_path, text, setup=setup) as read:
        (row,) = read
        assert row.values == {
            "number": "7",
            "family_name": "Levy",
            "surgery": "2026-05-04",
            "column:MRN": "99",
            "column:Title": "Dr",
        }
        assert read.columns["surgery"] == 'column C ("OP-Datum")'
        assert notes(read) == [
            'not recognised as parts of a sheet: column D ("MRN")',
            'there is no column "Station", which clinic.yaml names',
        ]


def test_two_columns_for_one_field_are_named(tmp_path: Path) -> None:
    text = "MRN,Surname,NHS number,Last name\n1,A,2,B\n"
    assert refused(tmp_path, text) == (
        'column B ("Surname") and column D ("Last name") mean the same: family name'
    )
    setup = {"columns": {"MRN": "number", "Surname": "ignore"}}
    assert values(tmp_path, text, setup=setup) == [
        {"number": "1", "column:Surname": "A", "column:NHS number": "2", "family_name": "B"}
    ]


def test_a_part_of_the_name_that_is_misspelt_is_asked_about(tmp_path: Path) -> None:
    text = "MRN,Surname,fist_name\n1,Maier,Karl\n"
    assert refused(tmp_path, text) == 'column C ("fist_name") is nearly "First name"'
    setup = {"columns": {"fist_name": "given_names"}}
    assert values(tmp_path, text, setup=setup)[0]["given_names"] == "Karl"
    assert values(tmp_path, text, setup={"columns": {"fist_name": "ignore"}})


def test_a_clinics_own_number_goes_before_that_of_a_health_service(tmp_path: Path) -> None:
    assert values(tmp_path, "NHS number,Surname\n9,A\n")[0]["number"] == "9"
    assert values(tmp_path, "NHS number,MRN,Surname\n9,1,A\n")[0]["number"] == "1"


def test_columns_that_are_not_printed_may_be_ambiguous(tmp_path: Path) -> None:
    text = "MRN,FIRST,LAST,County,State\n1,Karl,Maier,Essex,\n"
    assert "mean the same: region" in refused(tmp_path, text)
    (row,) = values(tmp_path, text, unneeded=("region",))
    assert (row["given_names"], row["family_name"]) == ("Karl", "Maier")
    assert "region" not in row


def test_a_roster_without_column_names_is_told_and_nothing_of_it_shown(tmp_path: Path) -> None:
    for text in (
        "000123,Smith,Anna,1970-01-01,left\n000124,Jones,Bob,1971-01-01,right\n",
        "Anna,Town,Street,000123,left\nBob,Jones,Leeds,000124,right\n",
        "Smith;Town;Leeds\nJones;Country;York\n",
        "Zebulon\nQuimby\n",
        "Zebulon Quimby 000123 1970-01-01\n",
    ):
        assert refused(tmp_path, text) == "no row with the names of columns is found"


def test_a_title_above_the_names_is_no_row(tmp_path: Path) -> None:
    text = "Achilles class;;\n;;\nMRN;Surname;Side\n1;A;left\n"
    with roster(tmp_path, text) as read:
        assert [row.number for row in read] == [4]
        assert notes(read) == ["the columns are named in row 3; what is above is not read"]


KINDS = {
    "blank": (";;;;", "  ;;\u00a0;;"),
    "header": ("MRN;Surname;DOB;Side;Weeks", "mrn;SURNAME;DOB;Side;weeks"),
    "totals": (
        *("Total;;;;12", "Grand total: 25;;;;", ";Sum;;;12", "Count;25;;;", "Gesamt;;;;12"),
        *("Summe;;;;12", "Summe: 25;;;;", "Total général;;;;12", "Number of patients: 3;;;;"),
    ),
    "patient": (
        *("7;Total;1970-01-01;left;", ";Sum;1970-01-01;left;6", "Total;Sum;;;"),
        *("MRN;Jones;;left;", "7;;;;", "Totally;;;;"),
    ),
}


@pytest.mark.parametrize(
    ("line", "kind"), [(line, kind) for kind, lines in KINDS.items() for line in lines]
)
def test_rows_that_are_no_patients(tmp_path: Path, line: str, kind: str) -> None:
    text = f"MRN;Surname;DOB;Side;Weeks\n1;A;1970-01-01;left;6\n{line}\n2;B;1970-01-01;left;6\n"
    found = rows(tmp_path, text)
    assert [row.kind for row in found] == ["patient", kind, "patient"]
    assert (found[1].values == {}) == (kind != "patient")


def test_text_that_would_do_harm_elsewhere_is_kept_as_it_is(tmp_path: Path) -> None:
    cells = ["1.23457E+11", "=1+1", "<b>", "MÃ¼ller", "a\u0007b", "#REF!"]
    text = "MRN,Surname,Given names,Notes,Side,Weeks\n" + ",".join(cells) + "\n"
    (row,) = values(tmp_path, text)
    assert list(row.values()) == cells
