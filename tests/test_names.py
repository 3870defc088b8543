"""Names can be read back: what they were made from comes out again, and no two are the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.names import ALL, DAYS, Named, box_name, numbered, read_name, repeated

IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True) | st.sampled_from(
    ["pain", "notes", "patient", "clearance", "mon", "left", "all", "1", "one-way", "pain-1"]
)
DAILY = st.sampled_from(["", *DAYS])
NUMBERS = st.integers(1, 12).map(str)
SIDES = st.sampled_from(["", "left", "right", "one-way", "other-way"])
SETS = NUMBERS | st.just(ALL)


@st.composite
def places(draw: st.DrawFn) -> Named:
    day = draw(DAILY)
    session = draw(NUMBERS | st.just("")) if day else ""
    return Named(draw(IDS), day, session, draw(SIDES), draw(SETS))


def name_of(place: Named) -> str:
    box = ".".join(filter(None, (place.session, place.side, place.set)))
    return box_name(place.subject, box, place.day)


@given(places())
def test_a_name_says_what_it_was_made_from(place: Named) -> None:
    name = name_of(place)
    assert re.fullmatch(r"[a-z0-9.#-]+", name)
    read = read_name(name)
    assert read is not None
    assert read._replace(subject=read.subject.removesuffix("-")) == place
    assert read_name(f"{name}#2") == read


@given(places(), places())
def test_different_places_have_different_names(one: Named, other: Named) -> None:
    assert (name_of(one) == name_of(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("calf-stretch-strap.1", ("calf-stretch-strap", "", "", "", "1")),
        ("calf-stretch-strap.mon.1", ("calf-stretch-strap", "mon", "", "", "1")),
        ("calf-stretch-strap.mon.2.1", ("calf-stretch-strap", "mon", "2", "", "1")),
        ("calf-stretch-strap.mon.2.all", ("calf-stretch-strap", "mon", "2", "", "all")),
        ("calf-stretch-strap.mon.all", ("calf-stretch-strap", "mon", "", "", "all")),
        ("heel-raise.left.1", ("heel-raise", "", "", "left", "1")),
        ("heel-raise.sun.3.other-way.12#2", ("heel-raise", "sun", "3", "other-way", "12")),
        ("mon.mon.1", ("mon", "mon", "", "", "1")),
        ("pain.mon", ("pain", "mon", "", "", "")),
        ("pain.mon#2", ("pain", "mon", "", "", "")),
        ("pain-.mon.1", ("pain-", "mon", "", "", "1")),
        ("notes.sun", ("notes", "sun", "", "", "")),
        ("patient.bring-on", ("patient", "", "", "", "")),
        ("clearance.2.by", ("clearance", "", "", "", "")),
    ],
)
def test_names_of_every_sort(name: str, said: tuple[str, ...]) -> None:
    assert read_name(name) == Named(*said)


@pytest.mark.parametrize(
    "name",
    ["", "pain", "pain.1", "pain.mon.1", "patient", "patient.1", "clearance.1", "heel-raise",
     "heel-raise.mon", "heel-raise.1.1", "Heel.1", "heel raise.1", "heel-raise.1#", "heel--up.1",
     "heel-raise.١", "heel-raise.1\n", "topmostSubform[0].Page1[0].f1[0]"],
)  # fmt: skip
def test_names_of_others(name: str) -> None:
    assert read_name(name) is None


def test_what_stands_again_is_numbered() -> None:
    seen: dict[str, int] = {}
    names = ["a.1", "", "a.2", "a.1", "", "a.1"]
    assert repeated(names)
    assert [numbered(name, seen) for name in names] == ["a.1", "", "a.2", "a.1#2", "", "a.1#3"]
    assert not repeated(["a.1", "", "", "a.2"])
