"""Rows against each other: who is refused, who is warned of, and how files are told apart."""

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judge_checks import judge, row, task_of, told

from worksheets.batch.judging.relations import fold_number
from worksheets.rosters.rows import RosterRow

Changes = Mapping[str, str | None]

ANN = {"family_name": "Lee", "given_names": "Ann", "birth": "1980-01-01"}
BOB = {"family_name": "Ray", "given_names": "Bob", "birth": "1970-01-01"}
ANN_WITHOUT = {**ANN, "birth": None}
NOBODY = {"family_name": None, "given_names": None, "birth": None}
OTHER_PROGRAM = {"program": "achilles-rupture-weeks-9-16"}

TOGETHER: list[tuple[str, Sequence[Changes], str, str]] = [
    # What it is, the rows, how each ends (ok, warning, error), what is said of one of them.
    ("different", [{"number": "1", **ANN}, {"number": "2", **BOB}], "oo", ""),
    ("twice", [ANN, ANN, ANN], "oee", "once more"),
    ("twice but for spaces", [ANN, {**ANN, "given_names": "  ann"}], "oe", "once more"),
    ("two programs", [ANN, {**ANN, **OTHER_PROGRAM}], "oo", ""),
    ("program by id and title", [ANN, {**ANN, "program": "Achilles-Rupture"}], "ee", "else"),
    ("contradiction", [ANN, {**ANN, "side": "right"}], "ee", "says something else"),
    ("contradicting doses", [ANN, {**ANN, "heel-raise.reps": "5"}], "ee", "says something else"),
    ("a bad row contradicts too", [ANN, {**ANN, "side": "up"}], "ee", "says something else"),
    ("two people", [ANN, BOB], "ee", "another name or date of birth"),
    ("two births", [ANN, {**ANN, "birth": "1981-01-01"}], "ee", "another name or date of birth"),
    ("two of three", [ANN, ANN, BOB], "eee", "another name or date of birth"),
    ("accents", [ANN, {**ANN, "given_names": "Änn", "side": "L"}], "ee", "says something else"),
    ("unknown may be the same", [ANN, {**ANN, **NOBODY}], "ee", "says something else"),
    ("zeros", [{"number": "00012", **ANN}, {"number": "12", **ANN}], "ee", "nearly the same"),
    ("zeros, two", [{"number": "00012", **ANN}, {"number": "12", **BOB}], "ww", "another patient"),
    ("zeros, nobody", [{"number": "00012", **ANN}, {"number": "12", **NOBODY}], "ee", "nearly"),
    ("O and 0", [{"number": "AO1", **ANN}, {"number": "A01", **BOB}], "ww", "nearly the same"),
    ("l and 1", [{"number": "xl5", **ANN}, {"number": "x15", **ANN_WITHOUT}], "ee", "nearly"),
    ("I and 1", [{"number": "XI5", **ANN}, {"number": "X15", **BOB}], "ww", "nearly the same"),
    ("case", [{"number": "ab1", **ANN}, {"number": "AB1", **BOB}], "ww", "nearly the same"),
    ("hyphens", [{"number": "12-34", **ANN}, {"number": "12 34", **BOB}], "ww", "nearly"),
    ("width", [{"number": "１２", **ANN}, {"number": "12", **BOB}], "ww", "nearly the same"),
    ("script", [{"number": "АВ7", **ANN}, {"number": "AB7", **BOB}], "ww", "nearly the same"),
    ("digits", [{"number": "٤٢", **ANN}, {"number": "42", **BOB}], "ww", "nearly the same"),
    ("one person", [{"number": "1", **ANN}, {"number": "2", **ANN}], "ww", "another identifier"),
    (
        "one person, other spelling",
        [{"number": "1", **ANN}, {"number": "2", **ANN, "given_names": "ANN"}],
        "ww",
        "another identifier",
    ),
    (
        "one name",
        [{"number": "1", **ANN}, {"number": "2", **ANN_WITHOUT}],
        "ww",
        "no dates of birth tell",
    ),
    (
        "namesakes",
        [{"number": "1", **ANN}, {"number": "2", **ANN, "birth": "1999-09-09"}],
        "oo",
        "",
    ),
    (
        "whole names in any order",
        [
            {"number": "1", **NOBODY, "name": "Ann Lee", "birth": "1980-01-01"},
            {"number": "2", **NOBODY, "name": "Lee, Ann", "birth": "1980-01-01"},
        ],
        "ww",
        "another identifier",
    ),
]


@pytest.mark.parametrize(("rows", "ends", "said"), [case[1:] for case in TOGETHER])
def test_rows_are_judged_against_each_other(rows: Sequence[Changes], ends: str, said: str) -> None:
    # Others in between, so that nothing depends on being neighbours.
    others = [
        row(90 + place, {"number": f"q{place}", "family_name": f"Q{chr(97 + place)}"})
        for place in range(5)
    ]
    mixed: list[RosterRow] = []
    for place, changes in enumerate(rows):
        mixed += [row(10 + place, changes), others[place]]
    verdicts = [verdict for verdict in judge(mixed) if verdict.row < 90]
    assert "".join(verdict.status[0] for verdict in verdicts) == ends
    for verdict in verdicts:
        if verdict.status != "ok" and "no side" not in told(verdict):
            numbers = {f"row {one.row}" for one in verdicts if one is not verdict}
            assert any(number in told(verdict) for number in numbers), "it names another row"
    assert said in "".join(map(told, verdicts))


def test_rows_without_identifiers_are_told_apart_by_name_and_birth() -> None:
    def without(place: int, changes: Changes) -> RosterRow:
        return row(place, {**changes, "number": None})

    columns = {"name": "A", "family_name": "B", "given_names": "C", "birth": "D", "side": "E"}
    rows = [without(2, ANN), without(3, ANN), without(4, BOB), without(5, {**BOB, "side": "right"})]
    assert [one.status[0] for one in judge(rows, columns)] == ["o", "e", "e", "e"]
    rows = [without(2, ANN_WITHOUT), without(3, ANN_WITHOUT)]
    assert [one.status[0] for one in judge(rows, columns)] == ["w", "w"]


def test_two_programs_of_a_patient_are_two_files_whatever_the_order() -> None:
    two = [ANN, {**ANN, **OTHER_PROGRAM}]
    for order in permutations([*two, {"number": "9", **BOB}]):
        verdicts = judge([row(place, changes) for place, changes in enumerate(order, 2)])
        assert {task_of(one).file for one in verdicts} == {
            "000123~achilles-rupture.pdf",
            "000123~achilles-rupture-weeks-9-16.pdf",
            "9.pdf",
        }
    named = judge([row(2, two[0]), row(3, two[1])], file_name="{number}-{program}.pdf")
    assert {task_of(one).file for one in named} == {
        "000123-achilles-rupture.pdf",
        "000123-achilles-rupture-weeks-9-16.pdf",
    }


def test_names_that_some_disks_take_for_one_are_different_files() -> None:
    rows = [row(2, {"number": "abc", **ANN}), row(3, {"number": "ABC", **BOB})]
    files = [task_of(one).file for one in judge(rows)]
    assert len({file.lower() for file in files}) == 2
    backwards = [task_of(one).file for one in judge(rows[::-1])]
    assert backwards == files[::-1], "the names do not depend on the order"


TRICKS = ["../..", "CON", "nul.txt", "x.", "a/b", "a\\b", "~", "C:x", "é", "e\u0301x", "-x" * 90]


@pytest.mark.parametrize("number", TRICKS)
def test_tricky_identifiers_stay_inside_the_folder(number: str) -> None:
    (verdict,) = judge([row(2, {"number": number})])
    if number.startswith("-"):
        assert "formula" in told(verdict)
    else:
        task = task_of(verdict)
        assert task.file.isascii()
        assert not set("/\\:") & set(task.file)
        assert task.order.patient.number == task.number


ALPHABET = st.sampled_from("0O1lIaA-. 2")
SOME = st.fixed_dictionaries(
    {
        "number": st.text(ALPHABET, min_size=1, max_size=3),
        "family_name": st.sampled_from(["Lee", "lee", "Ray", None]),
        "given_names": st.sampled_from(["Ann", None]),
        "birth": st.sampled_from(["1980-01-01", "1990-01-01", None]),
        "side": st.sampled_from(["left", "L", "up", None]),
        "program": st.sampled_from([None, "achilles-rupture-weeks-9-16", "nonsense"]),
    }
)


@given(st.lists(SOME, min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_rows_does_not_change_who_is_refused(
    changes: list[dict[str, str | None]], random: "object"
) -> None:
    rows = [row(place, one) for place, one in enumerate(changes, 2)]
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    before = {one.row: one for one in judge(rows)}
    after = {one.row: one for one in judge(shuffled)}
    for place, verdict in before.items():
        same = after[place]
        if "once more" in told(verdict) + told(same):
            continue  # of equal rows the first is printed, and equal files have equal names
        assert verdict.status == same.status
        assert (verdict.task and verdict.task.file) == (same.task and same.task.file)
    printed = [one.task.file.lower() for one in before.values() if one.task]
    assert len(set(printed)) == len(printed)


NUMBERS = [
    ("O-00123", "o0 123"),
    ("1l|I", "1111"),
    ("MRN 007", "mrn7"),
    ("é1", "É-1"),
    ("ＡＢ１", "ab1"),
]


@pytest.mark.parametrize(("one", "other"), NUMBERS)
def test_identifiers_that_look_alike_fold_to_one(one: str, other: str) -> None:
    assert fold_number(one) == fold_number(other)


def test_identifiers_of_signs_and_zeros_stay_apart() -> None:
    apart = ["000", "-", "--", "100", "10", "1001"]
    assert len({fold_number(one) for one in apart}) == len(apart)


def test_half_a_name_makes_one_person_of_nobody() -> None:
    garbled = {**ANN, "number": "1", "family_name": "SiobhÃ¡n"}
    other = {**ANN, "number": "2", "family_name": "Zoë\N{RIGHT-TO-LEFT OVERRIDE}"}
    unread = {**ANN_WITHOUT, "number": "3", "family_name": "=A1"}
    first, second, third = judge([row(2, garbled), row(3, other), row(4, unread)])
    for verdict in (first, second, third):
        assert verdict.status == "error"
        assert "has the same name" not in told(verdict)
