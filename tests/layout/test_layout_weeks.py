"""A week of a booklet: everything on one page, in order, in rows that serve every week."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from block_pages import body_of, check_order, draw_pages, nodes_of, style_of
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_checks import check_plan, text_of

from worksheets.document import (
    Cell,
    CheckList,
    Column,
    Field,
    Footer,
    Ladder,
    Measure,
    Row,
    TickBox,
    Week,
    WeekGrid,
    Words,
    WritingRow,
)
from worksheets.facts import BLANK, Fact
from worksheets.field_names import DAYS
from worksheets.layout.blocks.weeks import lay_week
from worksheets.layout.box import stacked_height
from worksheets.layout.flow import Geometry
from worksheets.load.library import Library
from worksheets.model import Template
from worksheets.model.base import Paper
from worksheets.plan import Blank, Box, Page, Plan, Role

MM = 72 / 25.4
TEMPLATE: Template = Library().load("template", "handout")
FOOT = Footer("General education, not medical advice. " * 6, "ACH-1", "page {page} of {pages}")
TEN = tuple(map(str, range(11)))
SPOKEN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def columns(first: int | None) -> tuple[Column, ...]:
    return tuple(
        Column(accessible_text[:3], "" if first is None else str(first + n), accessible_text, key)
        for n, (accessible_text, key) in enumerate(zip(SPOKEN, DAYS, strict=True))
    )


DOSE = Fact("Hold", "30 seconds", "hold"), Fact("", "3 times", "times"), Fact("Rest", BLANK, "rest")


def row(number: int, name: str, sets: int = 3, sessions: int = 1, off: Sequence[int] = ()) -> Row:
    boxes = tuple(
        TickBox("10", f"set {n} of {sets}", name=f"{s}.{n}" if sessions > 1 else f"{n}")
        for s in range(1, sessions + 1)
        for n in range(1, sets + 1)
    )
    due = Cell(due=True, boxes=boxes, in_session=sets)
    day_off = Cell(due=False, accessible_text="before the start")
    cells = tuple(day_off if day in off else due for day in range(7))
    item = name.lower().replace(" ", "-")
    return Row(number, item, name, DOSE, "", "", cells)


ROWS = (
    row(1, "Calf stretch", 3, 2)._replace(gate="Wait for the OK"),
    row(2, "Standing calf stretch", 3, 2),
    row(3, "Heel raise", off=(1, 3, 5)),
    row(4, "Balance on one leg"),
    row(5, "Walk", 1, off=(0, 6)),
)
WRITING = (
    WritingRow("Pain, 0 to 10", "pain", TEN, parts=2),
    WritingRow("How hard, 0 to 10", "effort", TEN, parts=2),
    WritingRow("Swelling", "swelling", ("none", "a little", "a lot")),
)
LEVELS = ("Two hands", "One hand", "One finger", "No hands")
SENTENCES = ("I walk 500 metres without a limp.", "I rise on my toes ten times. " * 4)
FULL = Week(
    key="week-03",
    title="Week 3",
    dates="21 to 27 December 2026",
    since="11 weeks after surgery",
    phases=(
        Words("Phase 2: Build strength", ("Boot or brace: two wedges.", "Weight: as you like.")),
        Words("Phase 3: Return", ("Weight: all of it.",)),
    ),
    news=Words("New this week:", ("Walk (exercise 5)", "Heel raise: 3 sets")),
    checks=(
        CheckList(
            "Begin phase 3 only when all of these are true:",
            tuple(TickBox(s, f"tick: {s}", name=f"check.x.{n}") for n, s in enumerate(SENTENCES)),
        ),
    ),
    grid=WeekGrid("Your week", "", columns(21), ROWS, WRITING, "Tick a box.", notes="Notes"),
    ladders=(
        Ladder(
            "Level of exercise 4:",
            tuple(TickBox(s, f"level {s}", name=f"x.level.{n}") for n, s in enumerate(LEVELS)),
            ("Move up when it is easy.", "Move down when you wobble."),
        ),
    ),
    measures=(
        Measure("Heel raises in a row", "", "Target: 20 to 25", "measure.raises"),
        Measure("Ankle angle", "degrees", "Target: 100", "measure.angle"),
        Measure("Calf girth", "cm", "Target: ____", "measure.girth"),
    ),
    bring=Field("Bring to visit on", "", "patient.bring-on"),
    stop="Warning signs: back page.",
    measures_heading="Measure once this week:",
)
BARE = FULL._replace(
    dates="", since="", phases=(), news=None, checks=(), ladders=(), measures=(), bring=Field(""),
    stop="", grid=WeekGrid("", "", columns(None), (), ()),
)  # fmt: skip


def pages_of(week: Week, paper: Paper = "a4", body: float = 11) -> tuple[Page, ...]:
    style = style_of(TEMPLATE, FOOT, paper, body)
    page = Geometry.of(TEMPLATE, paper)
    return draw_pages([lay_week(week, style).fill(style.height)], style, FOOT, page)


def check_pages(pages: tuple[Page, ...]) -> None:
    check_plan(Plan("Booklet", "en", "", pages, 11))


def said_on(page: Page) -> str:
    return " ".join(" ".join(text_of(piece.node, " ") for piece in body_of(page)).split())


def names_in(pages: Sequence[Page], role: Role) -> list[str]:
    return [node.tag.name for node in nodes_of(pages, role)]


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_a_week_says_everything_in_reading_order(paper: Paper) -> None:
    pages = pages_of(FULL, paper, 11 if paper == "a4" else 9)
    check_pages(pages)
    text = " ".join(map(said_on, pages)).replace("\u2002", " ")
    parts = [
        "Week 3", "21 to 27 December 2026", "11 weeks after surgery", "Phase 2: Build strength",
        "two wedges.", "Phase 3: Return", "New this week:", "Walk (exercise 5)", "Heel raise: 3",
        "Begin phase 3 only", "I walk 500 metres", "I rise on my toes", "Tick a box.",
        "Mon", "27", "Calf stretch", "Wait for the OK",
        "Hold 30 seconds · 3 times", "Standing", "Balance",
        "Pain, 0 to 10", "How hard", "Swelling", "Notes", "Level of exercise 4:", "Two hands",
        "No hands", "Move up", "Measure once this week:", "Heel raises in a row", "20 to 25",
        "Ankle angle", "degrees", "Calf girth", "cm", "Bring to visit on", "Warning signs",
    ]  # fmt: skip
    check_order(text, parts)
    (title,) = (node for node in nodes_of(pages) if node.tag.bookmark)
    assert (title.tag.role, title.tag.bookmark) == (Role.HEADING_2, "Week 3")


def test_every_box_and_every_place_to_write_stands_once() -> None:
    pages = pages_of(FULL)
    due = [
        f"{one.id}.{day}.{box.name}"
        for one in ROWS
        for cell, day in zip(one.cells, DAYS, strict=True)
        for box in cell.boxes
    ]
    levels = [f"x.level.{n}" for n in range(4)]
    boxes = [f"week-03.{name}" for name in ("check.x.0", "check.x.1", *due, *levels)]
    assert names_in(pages, Role.TICK_BOX) == boxes
    twice = [f"{name}.{day}.{n}" for name in ("pain", "effort") for day in DAYS for n in (1, 2)]
    once = [*(f"swelling.{day}" for day in DAYS), "notes"]
    measures = [measure.name for measure in FULL.measures]
    written = (*twice, *once, *measures, "patient.bring-on")
    fields = [f"week-03.{name}" for name in written]
    assert names_in(pages, Role.FIELD) == fields
    assert len(set(boxes + fields)) == len(boxes + fields)
    (tuesday,) = (node for node in nodes_of(pages) if node.tag.name == "week-03.pain.tue.2")
    assert tuesday.tag.accessible_text == "Pain, 0 to 10, Tuesday, 2"


def test_a_day_before_the_start_has_no_boxes_and_says_why() -> None:
    late = row(1, "Heel raise", off=(0, 1))
    pages = pages_of(FULL._replace(grid=FULL.grid._replace(rows=(late,))))
    assert not {name for name in names_in(pages, Role.TICK_BOX) if ".mon." in name}
    off = [node for node in nodes_of(pages) if node.tag.accessible_text == "before the start"]
    assert [node.tag.role for node in off] == [Role.CELL] * 2


def test_what_stays_the_same_looks_the_same_in_every_week() -> None:
    """News on one page must not change the rows below."""
    other = FULL._replace(
        key="week-04",
        title="Week 4",
        dates="28 December 2026 to 3 January 2027",
        grid=FULL.grid._replace(columns=columns(8)),
    )
    (one,), (two,) = pages_of(FULL), pages_of(other)
    new = [
        text_of(first.node, " ")[:15]
        for first, second in zip(body_of(one), body_of(two), strict=True)
        if list(first.node.marks()) != list(second.node.marks())
    ]
    assert new == ["Week 3 21 to 27", "Tick a box. Mon"]
    (quiet,) = pages_of(other._replace(news=None), body=10)
    (busy,) = pages_of(other, body=10)
    rows = [
        tuple(piece.node.marks()) for piece in body_of(busy) if piece.node.tag.role is Role.TABLE
    ]
    again = [piece for piece in body_of(quiet) if tuple(piece.node.marks()) in rows]
    assert len(again) >= 1 + len(ROWS)


def test_a_week_that_is_too_long_says_its_title_and_days_again() -> None:
    rows = tuple(row(n, f"Exercise {n}", 3, 2) for n in range(1, 31))
    week = FULL._replace(grid=FULL.grid._replace(rows=rows))
    style = style_of(TEMPLATE, FOOT, "a5", 10)
    assert lay_week(week, style).height > style.height
    pages = pages_of(week, "a5", 10)
    check_pages(pages)
    assert len(pages) > 2
    in_grid = [page for page in pages[1:] if "Hold" in said_on(page)]
    assert in_grid
    for page in pages[1:]:
        first = body_of(page)[0].node
        assert first.tag.role is Role.ARTIFACT
        assert text_of(first, " ").startswith("Week 3")
    for page in in_grid:
        assert "Mon" in text_of(body_of(page)[0].node, " ")
    names = names_in(pages, Role.TICK_BOX)
    assert len(names) == len(set(names)) == 30 * 42 + 4 + 2


def test_places_for_a_pen() -> None:
    """Boxes of 5 mm, 4.5 on half a sheet; 6 mm to write in."""
    for paper, body, side in (("a4", 12, 5 * MM), ("a5", 11, 4.5 * MM)):
        for node in nodes_of(pages_of(FULL, paper, body)):  # type: ignore[arg-type]
            for mark in node.children:
                if isinstance(mark, Box) and node.tag.role is Role.TICK_BOX:
                    assert mark.width >= (side if ".mon." in node.tag.name else 3.5 * MM) - 0.01
                if isinstance(mark, Blank) and node.tag.name.startswith(
                    ("week-03.pain", "week-03.notes")
                ):
                    assert mark.height >= 6 * MM - 3.1  # in its frame


@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize(("sets", "sessions"), [(2, 1), (6, 1), (1, 5), (1, 6), (2, 3), (3, 2)])
def test_the_boxes_of_two_days_stand_further_apart_than_those_of_one(
    paper: Paper, sets: int, sessions: int
) -> None:
    """So that nobody ticks the wrong day."""
    week = BARE._replace(grid=BARE.grid._replace(rows=(row(1, "Walk", sets, sessions),)))
    lines: dict[float, list[tuple[float, float, str]]] = {}
    for page in pages_of(week, paper):
        for piece in body_of(page):
            for node in piece.node.nodes():
                if node.tag.role is Role.TICK_BOX:
                    (box,) = (mark for mark in node.marks() if isinstance(mark, Box))
                    day = next(part for part in node.tag.name.split(".") if part in DAYS)
                    line = lines.setdefault(round(box.y, 3), [])
                    line.append((box.x, box.x + box.width, day))
    assert sum(map(len, lines.values())) == 7 * sets * sessions
    for line in lines.values():
        gaps = [(b[0] - a[1], a[2] == b[2]) for a, b in pairwise(sorted(line))]
        within = max((gap for gap, same_day in gaps if same_day), default=0.0)
        assert min(gap for gap, same_day in gaps if not same_day) >= 2 * within


words = st.text("abcdefgh  -'éß", min_size=1, max_size=120).map(lambda t: t.strip() or "x")
sayings = st.builds(Words, words, st.lists(words, max_size=5).map(tuple))
ticks = st.lists(words, min_size=1, max_size=9).map(
    lambda texts: tuple(TickBox(t, t, name=f"c.{n}") for n, t in enumerate(texts))
)
rows = st.lists(st.tuples(words, st.integers(1, 3), st.integers(1, 2)), max_size=14).map(
    lambda all_of: tuple(row(n, *one) for n, one in enumerate(all_of, 1))
)
weeks = st.builds(
    FULL._replace,
    title=words.map(lambda text: text[:40].strip() or "x"),
    dates=st.sampled_from(["", "21 to 27 December 2026"]),
    since=st.sampled_from(["", "11 weeks after surgery"]),
    phases=st.lists(sayings, max_size=3).map(tuple),
    news=st.none() | sayings,
    checks=st.lists(st.builds(CheckList, words, ticks), max_size=2).map(tuple),
    grid=st.builds(
        FULL.grid._replace,
        rows=rows,
        columns=st.sampled_from([columns(None), columns(21)]),
        writing=st.sampled_from([(), WRITING, WRITING[-1:]]),
        notes=st.sampled_from(["", "Notes"]),
    ),
    ladders=st.lists(
        st.builds(Ladder, words, ticks, st.lists(words, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    measures=st.lists(st.builds(Measure, words, words, words, st.just("m.x")), max_size=7).map(
        tuple
    ),
    bring=st.builds(Field, st.sampled_from(["", "Bring it on"]), st.sampled_from(["", "Monday"])),
    stop=st.just("") | words,
)


@settings(max_examples=12, deadline=None)
@given(weeks, st.sampled_from(["a4", "a5", "half-letter"]), st.sampled_from([10.5, 12.0, 14.0]))
def test_nothing_is_over_anything_else_and_heights_are_true(
    week: Week, paper: Paper, body: float
) -> None:
    style = style_of(TEMPLATE, FOOT, paper, body)
    pages = pages_of(week, paper, body)
    check_pages(pages)
    assert (len(pages) == 1) == (lay_week(week, style).height <= style.height)
    names = [*names_in(pages, Role.TICK_BOX), *names_in(pages, Role.FIELD)]
    assert all(name.startswith(f"{week.key}.") for name in names)
    laid = lay_week(week, style)
    assert stacked_height(laid.fill(style.height)) >= laid.height - 0.01
    printed = "".join(sorted("".join(map(said_on, pages))))
    for part in (week.title, week.stop, *(one.label for one in week.measures)):
        for character in set(part) - {" "}:
            assert printed.count(character) >= part.count(character)


def test_a_week_may_be_nearly_empty() -> None:
    (page,) = pages_of(BARE)
    check_pages((page,))
    assert said_on(page) == "Week 3"
