"""Names can be read back: what they were made from comes out again, and no two are the same."""

import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.field_names import (
    ALL,
    DAILY,
    DAYS,
    Named,
    box_name,
    check_name,
    daily_name,
    goal_name,
    level_name,
    measure_name,
    numbered,
    read_name,
    repeated,
    week_name,
)

few = settings(max_examples=40)
OURS = [*DAILY, "check", "clearance", "goals", "level", "measure", "patient"]
LIKE_WEEKS = ["week-00", "week-03", "week-104", "week-999"]
ODD = ["mon", "left", "all", "1", "one-way", "pain-1", "week", "week-3", "week-003", "week-1000"]
IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True) | st.sampled_from(
    [*OURS, *LIKE_WEEKS, *ODD]
)
NUMBERS = st.integers(1, 12)
SIDES = st.sampled_from(["", "left", "right", "one-way", "other-way"])
SETS = NUMBERS.map(str) | st.just(ALL)
WEEKS = st.none() | st.integers(0, 999)


class Made(NamedTuple):
    """A name, and what is to be read from it."""

    name: str
    says: Named


def protected(item_id: str) -> str:
    like_week = re.fullmatch("week-[0-9]{2}|week-[1-9][0-9]{2}", item_id)
    return f"{item_id}-" if item_id in OURS or like_week else item_id


@st.composite
def boxes(draw: st.DrawFn, *, sessions: bool) -> Made:
    item, day, side, number = draw(IDS), draw(st.sampled_from(["", *DAYS])), draw(SIDES), draw(SETS)
    session = str(draw(NUMBERS)) if day and sessions else ""
    name = box_name(item, ".".join(filter(None, (session, side, number))), day)
    return Made(name, Named(protected(item), day, session, side, number))


@st.composite
def others(draw: st.DrawFn, *, sessions: bool) -> Made:
    """What is no box for a set."""
    number, one = draw(NUMBERS), draw(IDS)
    row, day = draw(st.sampled_from(DAILY)), draw(st.sampled_from(DAYS))
    session = str(number) if sessions else ""
    return draw(
        st.sampled_from(
            [
                Made(daily_name(row, day, session), Named(row, day, session)),
                Made(level_name(one, number), Named("level", set=str(number), of=protected(one))),
                Made(check_name(one, number), Named("check", set=str(number), of=one)),
                Made(measure_name(one), Named("measure", of=one)),
                Made(goal_name(number), Named("goals", set=str(number))),
                Made("patient.name", Named("patient")),
                Made(f"clearance.{number}.by", Named("clearance")),
            ]
        )
    )


@st.composite
def places(draw: st.DrawFn, sessions: bool | None = None) -> Made:
    several = draw(st.booleans()) if sessions is None else sessions
    name, says = draw(boxes(sessions=several) | others(sessions=several))
    week = draw(WEEKS)
    if week is None:
        return Made(name, says)
    return Made(f"{week_name(week)}.{name}", says._replace(week=str(week)))


@few
@given(places())
def test_a_name_says_what_it_was_made_from(made: Made) -> None:
    assert re.fullmatch(r"[a-z0-9.#-]+", made.name)
    assert read_name(made.name) == made.says
    assert read_name(f"{made.name}#2") == made.says


@few
@given(places(), places())
def test_different_places_have_different_names(one: Made, other: Made) -> None:
    if "clearance" not in (one.says.subject, other.says.subject):  # its number is not told
        assert (one.name == other.name) == (one.says == other.says)


@few
@given(st.booleans().flatmap(lambda several: st.lists(places(several), max_size=12)))
def test_no_name_is_the_beginning_of_another_one(made: list[Made]) -> None:
    """As long as every item and row has one session a day, or every one has several."""
    names = {one.name for one in made}
    branches = {name[:end] for name in names for end, letter in enumerate(name) if letter == "."}
    assert not branches & names


@pytest.mark.parametrize(
    ("number", "name"), [(0, "week-00"), (3, "week-03"), (12, "week-12"), (104, "week-104")]
)
def test_names_of_weeks_can_be_sorted(number: int, name: str) -> None:
    assert week_name(number) == name


@pytest.mark.parametrize("number", [-1, 1000])
def test_weeks_that_no_booklet_has(number: int) -> None:
    with pytest.raises(ValueError, match="0 to 999"):
        week_name(number)


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
        ("effort.mon", ("effort", "mon", "", "", "")),
        ("pain.mon.2", ("pain", "mon", "2", "", "")),
        ("swelling.sat.3#2", ("swelling", "sat", "3", "", "")),
        ("measure.heel-raises", ("measure", "", "", "", "", "heel-raises")),
        ("heel-raise.level.2", ("level", "", "", "", "2", "heel-raise")),
        ("pain-.level.2", ("level", "", "", "", "2", "pain-")),
        ("check.phase-2.1", ("check", "", "", "", "1", "phase-2")),
        ("check.level.1", ("check", "", "", "", "1", "level")),
        ("goals.3", ("goals", "", "", "", "3")),
        ("heel-raise.mon.affected.2", ("heel-raise", "mon", "", "affected", "2")),
        ("level-.1", ("level-", "", "", "", "1")),
        ("week-03.heel-raise.mon.1", ("heel-raise", "mon", "", "", "1", "", "3")),
        ("week-03.pain.mon.2", ("pain", "mon", "2", "", "", "", "3")),
        ("week-12.measure.girth#2", ("measure", "", "", "", "", "girth", "12")),
        ("week-104.heel-raise.level.1", ("level", "", "", "", "1", "heel-raise", "104")),
        ("week-03-.mon.1", ("week-03-", "mon", "", "", "1")),
        ("week-03.week-03-.mon.1", ("week-03-", "mon", "", "", "1", "", "3")),
        ("week-03.mon.1", ("mon", "", "", "", "1", "", "3")),
        ("week-003.mon.1", ("week-003", "mon", "", "", "1")),
        ("patient.bring-on", ("patient", "", "", "", "")),
        ("clearance.2.by", ("clearance", "", "", "", "")),
    ],
)
def test_names_of_every_sort(name: str, said: tuple[str, ...]) -> None:
    assert read_name(name) == Named(*said)


@pytest.mark.parametrize(
    "name",
    ["", "pain", "pain.1", "pain.mon.1.1", "pain.left.1", "effort.1", "patient", "patient.1",
     "clearance.1", "heel-raise", "heel-raise.mon", "heel-raise.1.1", "Heel.1", "heel raise.1",
     "heel-raise.1#", "heel--up.1", "heel-raise.١", "heel-raise.1\n",
     "measure", "measure.a.1", "check.1", "check.phase-2", "check.phase-2.all", "goals",
     "goals.all", "goals.mon.1", "level.1", "level.level.1", "pain.level.1", "heel-raise.level",
     "heel-raise.level.all", "week-03", "week-03.1", "week-03.", "week-03.Name",
     "week-03.week-04.1", "week-03.week-04.pain.mon", "heel-raise.week-03.1",
     "week-03#2.pain.mon", "topmostSubform[0].Page1[0].f1[0]"],
)  # fmt: skip
def test_names_of_others(name: str) -> None:
    assert read_name(name) is None


def test_what_stands_again_is_numbered() -> None:
    seen: dict[str, int] = {}
    names = ["a.1", "", "a.2", "a.1", "", "a.1"]
    assert repeated(names)
    assert [numbered(name, seen) for name in names] == ["a.1", "", "a.2", "a.1#2", "", "a.1#3"]
    assert not repeated(["a.1", "", "", "a.2"])
