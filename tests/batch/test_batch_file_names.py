"""Names of files: safe on every disk, different for different identifiers, never formatted."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.batch.file_names import (
    is_reserved,
    read_pattern,
    safe_number,
    with_digest,
    with_program,
)
from worksheets.problems import Kind, WorksheetError

SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")

NUMBERS = [
    # What is plain stays; the rest keeps what is plain and gets a digest.
    ("000123", "000123"),
    ("MRN-12.b_3", "MRN-12.b_3"),
    ("x" * 64, "x" * 64),
    ("../..", "id~"),
    ("../../etc/passwd", "etc-passwd~"),
    ("CON", "CON~"),
    ("proof", "proof~"),
    ("Proof", "Proof~"),
    ("proof.pdf", "proof-pdf~"),
    ("proofs", "proofs"),
    ("manifest", "manifest"),  # manifests are no PDF files
    ("manifest.csv", "manifest.csv"),
    ("nul.txt", "nul-txt~"),
    ("com1", "com1~"),
    ("trailing.", "trailing~"),
    ("trailing ", "trailing~"),
    ("a b", "a-b~"),
    ("a..b", "a-b~"),
    ("a:b*?", "a-b~"),
    (".hidden", "hidden~"),
    ("-rf", "rf~"),
    ("é", "e~"),
    ("王", "id~"),
    ("{row}", "row~"),
    ("x.pdf", "x-pdf~"),
    ("x" * 65, "x" * 40 + "~"),
]


@pytest.mark.parametrize(("number", "expected"), NUMBERS)
def test_identifiers_become_parts_of_names(number: str, expected: str) -> None:
    made = safe_number(number)
    if expected.endswith("~"):
        assert re.fullmatch(re.escape(expected) + "[0-9a-f]{12}", made)
    else:
        assert made == expected


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_two_identifiers_have_two_safe_names(one: str, other: str) -> None:
    pattern = read_pattern("{number}")
    names = [pattern.fill(2, number, "program", None) for number in (one, other)]
    for name in names:
        assert SAFE.fullmatch(name)
        assert not is_reserved(name)
        assert not is_reserved(f"{name}.pdf")
        assert not name.endswith(".")
        assert len(name) <= 64
    composed = [text.encode("utf-8", "surrogatepass") for text in (one, other)]
    assert (names[0] == names[1]) == (composed[0] == composed[1]) or _are_composed_alike(one, other)


def _are_composed_alike(one: str, other: str) -> bool:
    import unicodedata

    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


FILLED = [
    ("{number}", "12~achilles"),
    ("{number}.PDF", "12~achilles"),
    ("sheet {row}", "sheet 7~achilles"),
    ("{start}-{number}", "2026-12-07-12~achilles"),
    ("{program}_{number}", "achilles_12~achilles"),
]


@pytest.mark.parametrize(("pattern", "expected"), FILLED)
def test_patterns_are_filled(pattern: str, expected: str) -> None:
    name = read_pattern(pattern).fill(7, "12", "achilles", date(2026, 12, 7))
    assert with_program(name, "achilles") == expected
    assert with_digest(name, "12") != with_digest(name, "13")


def test_what_is_not_known_has_a_word_of_its_own() -> None:
    assert read_pattern("{number}-{start}").fill(7, None, "p", None) == "row-7-no-start"
    for pattern in ("com{row}", "lpt{number}"):
        assert not is_reserved(read_pattern(pattern).fill(1, "1", "p", None))


REFUSED = [
    ("", "same name"),
    ("sheet", "same name"),
    ("{program}", "same name"),
    ("{name}", "not known"),
    ("{number.__class__}", "not known"),
    ("{number!r}", "not known"),
    ("{}", "not known"),
    ("{number", "same name"),
    ("{number}}", "may not have"),
    ("{number}/{row}", "may not have"),
    ("../{number}", "may not have"),
    (".{number}", "may not have"),
    ("-{number}", "may not have"),
    ("{number} ", "may not have"),
    ("{number}~", "may not have"),
    ("%s{number}", "may not have"),
    ("{number}{row}", "touch"),
    ("{row}-{row}", "twice"),
    ("x" * 41 + "{row}", "Shorten"),
]


@pytest.mark.parametrize(("pattern", "said"), REFUSED)
def test_patterns_that_cannot_be_are_refused(pattern: str, said: str) -> None:
    with pytest.raises(WorksheetError) as stopped:
        read_pattern(pattern)
    assert said in str(stopped.value)
    assert stopped.value.exit_code == Kind.USAGE
