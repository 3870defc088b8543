"""Paragraphs to lines."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.text.breaks import clusters
from worksheets.text.lines import Line, Span, natural_width_em, place_line, set_lines

INK = "#000000"
letters = st.text(st.sampled_from("aWi 5×–\u00a0-.\nनि्षéễ🦵漢\u0301\u200d\u00ad"), max_size=40)


def set_plain(text: str, width_em: float) -> list[str]:
    return [line.text for line in set_lines((Span(text, INK),), width_em)]


def test_lines_are_filled_from_the_first_on() -> None:
    assert set_plain("Lower your heel slowly, 3 × 15 reps.", 8) == [
        "Lower your heel ",
        "slowly, ",
        "3 × 15 reps.",
    ]


def test_a_line_end_in_the_text_ends_a_line() -> None:
    assert set_plain("one\n\ntwo\n", 20) == ["one", "", "two"]
    assert set_plain("", 20) == []


def test_spaces_at_the_end_of_a_line_need_no_room() -> None:
    width = natural_width_em((Span("knee", INK),))
    assert set_plain("knee   toe", width) == ["knee   ", "toe"]
    assert natural_width_em((Span("knee   ", INK),)) == width


def test_a_word_wider_than_the_line_is_broken_between_characters() -> None:
    assert set_plain("überwachungsaufgabe x", 5) == ["überwachu", "ngsaufgab", "e x"]
    assert set_plain("3 × 30 s", 2) == ["3 × ", "30 s"], "first where Unicode allows it"
    assert set_plain("W W\n", 0.1) == ["W ", "W"], "one character always goes on"


def test_spans_may_meet_inside_a_word() -> None:
    spans = (Span("Do ", INK), Span("3", "#aa0000", bold=True), Span(" reps", INK))
    (line,) = set_lines(spans, 20)
    assert [(run.ink, run.words[0].font) for run in line.runs] == [
        (INK, "atkinson-regular"),
        ("#aa0000", "atkinson-bold"),
        (INK, "atkinson-regular"),
    ]
    assert [line.text for line in set_lines(spans, 3)] == ["Do ", "3 reps"], "the dose is glued"


def test_a_placed_line_is_scaled_to_its_size() -> None:
    (line,) = set_lines((Span("Go", INK), Span(" Αθήνα", "#aa0000")), 20)
    first, _, greek = place_line(line, x=100, y=50, size=10)
    assert (first.x, first.y, first.size, first.text) == (100, 50, 10, "Go")
    assert greek.x == pytest.approx(100 + line.runs[2].offset_em * 10)
    assert greek.size == pytest.approx(10 * 496 / 536)


@given(letters, letters, st.floats(1, 12))
def test_nothing_is_lost_and_no_line_is_too_wide(first: str, second: str, width: float) -> None:
    spans = (Span(first, INK), Span(second, "#aa0000", bold=True))
    lines = set_lines(spans, width)
    assert "".join(line.text for line in lines) == (first + second).replace("\n", "")
    assert all(fits(line, width) for line in lines)
    widest = natural_width_em(spans)
    assert [line.text for line in set_lines(spans, widest)] == [
        line.text for line in set_lines(spans, inf)
    ]


def fits(line: Line, width: float) -> bool:
    return line.width_em <= width + 1e-6 or len(clusters(line.text.rstrip())) == 1


def test_a_very_long_word_takes_no_more_than_its_share_of_time() -> None:
    assert sum(map(len, set_plain("x" * 20_000, 30))) == 20_000


def test_half_a_surrogate_pair_is_no_crash() -> None:
    assert set_plain("a\ud800b", 9) == ["a\ufffdb"]
