"""Where a line may end: doses stay together, everything else follows Unicode."""

import pytest

from worksheets.text.breaks import break_units, clusters, last_resorts


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Stand on one leg", ["Stand ", "on ", "one ", "leg"]),
        ("20–25 reps", ["20–25 reps"]),
        ("hold 30-60 s.", ["hold ", "30-60 s."]),
        ("20 – 25 times", ["20 – 25 ", "times"]),
        ("3 × 30 s", ["3 × 30 s"]),
        ("3 x 10 repetitions", ["3 x 10 ", "repetitions"]),
        ("4.5 min, then 2 kg", ["4.5 min, ", "then ", "2 kg"]),
        ("10 % of 5 °C", ["10 % ", "of ", "5 °C"]),
        ("30 seconds", ["30 ", "seconds"]),
        ("week 2 begins", ["week ", "2 ", "begins"]),
        ("a\u00a0b c", ["a\u00a0b ", "c"]),
        ("well-known", ["well-", "known"]),
        ("one\ntwo", ["one\n", "two"]),
        ("physio\u00adtherapy", ["physio\u00adtherapy"]),
        ("你好世界。", ["你", "好", "世", "界。"]),
        ("ภาษาไทย", ["ภาษา", "ไทย"]),
        ("", []),
    ],
)
def test_units(text: str, units: list[str]) -> None:
    assert list(break_units(text)) == units


def test_characters_outside_the_basic_plane_count_as_one() -> None:
    assert list(break_units("🦵 bend 🦵 20–25 s 🦵 rest")) == [
        "🦵 ", "bend ", "🦵 ", "20–25 s ", "🦵 ", "rest",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a.org/b-c?d=1&e", ["a.", "org/", "b-", "c?", "d=", "1&", "e"]),
        ("v1.5x", ["v1.5x"]),
        ("word", ["word"]),
    ],
)
def test_addresses_are_broken_at_their_signs(text: str, pieces: list[str]) -> None:
    ends = last_resorts(text)
    assert [text[start:end] for start, end in zip((0, *ends), ends, strict=False)] == pieces


def test_clusters_are_what_a_reader_counts() -> None:
    assert clusters("e\u0301a🦵👩‍🦽क्षि") == ["e\u0301", "a", "🦵", "👩‍🦽", "क्षि"]
