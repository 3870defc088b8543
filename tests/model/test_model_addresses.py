"""Addresses of pages: what can be opened by anybody is kept as it is, the rest is refused."""

from typing import Any

import pytest
from model_checks import refusals

from worksheets.model import Clinic, Exercise, Program

EXERCISE: dict[str, Any] = {"kind": "exercise", "id": "heel-raise", "name": "x", "steps": ["Rise."]}
LIKE = " Write it like https://example.org/heel-raise."
NO_SITE = "the address names no website." + LIKE
NO_SCHEME = "an address begins with https:// or http://." + LIKE
SECRET = "the address has a user name or password in it. Leave out what stands before the @."


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a%20b/?v=1&w=(2)#t=10",
        "https://www.xn--bcher-kva.example/" + "a" * 260,
        "https://example.org/@clinic/video",
    ],
)
def test_an_address_is_kept_as_it_is(address: str) -> None:
    assert Exercise.model_validate({**EXERCISE, "video": address}).video == address
    clinic = Clinic.model_validate({"kind": "clinic", "id": "c", "name": "C", "website": address})
    assert clinic.website == address


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", NO_SCHEME),
        ("example.org/heel-raise", NO_SCHEME),
        ("javascript:alert(1)", NO_SCHEME),
        ("javascript://example.org/%0aalert(1)", NO_SCHEME),
        ("ftp://example.org", NO_SCHEME),
        ("//example.org", NO_SCHEME),
        ("https://", NO_SITE),
        ("https:///path", NO_SITE),
        ("https://video", NO_SITE),
        ("https://-example.org", NO_SITE),
        ("https://example..org", NO_SITE),
        ("https://example.org:0/", NO_SITE),
        ("https://example.org:port/", "this is not an address." + LIKE),
        ("https://[::1/", "this is not an address." + LIKE),
        ("https://me@example.org/", SECRET),
        ("https://me:secret@example.org/", SECRET),
        ("https://example.org/a b", "an address has no spaces or line ends." + LIKE),
        ("https://example.org/\n", "an address has no spaces or line ends." + LIKE),
        ("https://exa\u200bmple.org/", "an address has no spaces or line ends." + LIKE),
        (
            "https://example.org/<b>",
            "an address has no <. Copy it from the address bar of a browser.",
        ),
        (
            "https://bücher.example",
            "an address has no ü. Copy it from the address bar of a browser.",
        ),
        (
            "https://example.org/" + "a" * 281,
            "the address has 301 characters; 300 is the most that fits. Use a shorter one.",
        ),
        (5, "video: string_type"),
    ],
)
def test_what_is_no_address_is_refused(address: Any, said: str) -> None:
    assert refusals(Exercise, {**EXERCISE, "video": address}) == [said]


def test_languages_are_tags_and_english_unless_something_is_said() -> None:
    assert Exercise.model_validate(EXERCISE).language == "en"
    assert Exercise.model_validate({**EXERCISE, "language": "pt-BR"}).language == "pt-BR"
    wrong = "this is not a language tag. Write it like en-GB or pt-BR."
    assert refusals(Exercise, {**EXERCISE, "language": "German"}) == [wrong]
    assert Program.model_fields["language"].default == "en"
