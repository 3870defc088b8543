"""Another patient on the same pages: the slots alone give what laying out everything gives."""

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_plans import changed, letter_to, sheet_and_template
from plan_checks import text_of

from worksheets import layout
from worksheets.document import Document, Field, Strip, WeekDates
from worksheets.layout.fit import SlotFrame, lay_out_frame, place_strip
from worksheets.plan import Piece, Slots

NAMES = st.text("aeklnorst -éöΑβЖ.", min_size=1, max_size=90).map(lambda text: text.strip() or "x")
TEMPLATES = ("handout", "compact", "grid")


def with_values(document: Document, *values: str) -> Document:
    fields = document.strip.fields
    new = [field._replace(value=value) for field, value in zip(fields, values, strict=False)]
    return changed(document, fields=(*new, *fields[len(new) :]))


def flat(slots: Slots) -> list[list[Piece]]:
    """The same slots with every mark where it stands on its page."""
    return [[piece._replace(node=piece.node.flatten()) for piece in page] for page in slots]


def check_same(document: Document, frame: SlotFrame) -> bool:
    """What is placed is what a layout of the whole document gives; whether anything was placed."""
    placed = place_strip(document.strip, frame)
    if placed is None:
        return False
    whole = lay_out_frame(document, frame.template, "a4")
    assert flat(whole.plan.slots) == flat(placed)
    assert whole.frame.style == frame.style
    return True


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("many", [False, True], ids=["one page", "many pages"])
def test_another_patient_is_placed_as_if_the_whole_were_laid_out(template: str, many: bool) -> None:
    document, loaded = sheet_and_template(template, "a4")
    if many:
        grid = document.body.grid  # type: ignore[union-attr]
        document = changed(document, grid=grid._replace(rows=grid.rows * 6))
    frame = lay_out_frame(changed(document, mark="1 of 9"), loaded, "a4").frame
    assert (len(frame.slots) > 1) == many
    dates = WeekDates("Week of 28 December 2026", ("28", "29", "30", "31", "1", "2", "3"))
    other = changed(with_values(document, "Ann Other", "4711", "Right"), mark="2 of 9", dates=dates)
    assert check_same(other, frame)
    long = WeekDates("Week of 28 December in the year 2026 of our calendar, or so", dates.days)
    assert check_same(changed(other, dates=long), frame) == (template != "grid")
    wide = WeekDates(dates.week, ("28 December 2026",) * 7)
    assert check_same(changed(other, dates=wide), frame) is False


@settings(max_examples=25, deadline=None)
@given(NAMES, NAMES, NAMES, st.sampled_from(TEMPLATES))
def test_no_name_is_placed_otherwise_than_by_a_whole_layout(
    one: str, other: str, clinician: str, template: str
) -> None:
    """Also where a name takes several lines, at this size or at others."""
    document, loaded = sheet_and_template(template, "a4")
    frame = lay_out_frame(with_values(document, one), loaded, "a4").frame
    check_same(with_values(document, other, "7", "Left", clinician), frame)
    if len(one) < 20 and len(other) < 20:
        assert check_same(with_values(document, other), frame)


def test_a_letter_is_a_slot_too() -> None:
    document, loaded = sheet_and_template("handout", "a4")
    first = changed(document, letter=letter_to("1 Road", "TOWN"))
    frame = lay_out_frame(first, loaded, "a4").frame
    other = changed(document, letter=letter_to("22 Street", "Village", "CITY", name="Ann Other"))
    assert check_same(with_values(other, "Ann Other"), frame)
    assert place_strip(document.strip, frame) is None


@pytest.mark.parametrize(
    "changes", [{"mark": "1 of 2"}, {"note": Field("From:", "Slowly.")}, {"fields": ()}]
)
def test_patients_of_another_shape_have_no_place(changes: dict[str, Any]) -> None:
    document, loaded = sheet_and_template("handout", "a4")
    frame = lay_out_frame(document, loaded, "a4").frame
    assert place_strip(document.strip._replace(**changes), frame) is None
    empty = with_values(document, "", "")
    assert place_strip(empty.strip, frame) is None, "a line to write on is no value"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_word_of_the_patient_stands_in_slots_alone(template: str) -> None:
    document, loaded = sheet_and_template(template, "a4")
    strip = Strip(
        tuple(Field(field.label, "Xyzzy", field.name) for field in document.strip.fields),
        Field("Note:", "Xyzzy"),
        "Xyzzy",
        letter_to("Xyzzy", name="Xyzzy"),
    )
    plan = lay_out_frame(Document(strip, document.body), loaded, "a4").plan
    for page in plan.pages:
        for piece in page.pieces:
            is_slot = piece.slot != ""
            assert ("Xyzzy" in text_of(piece.node)) == is_slot or piece.slot in ("letter", "dates")
    assert {piece.slot for page in plan.pages for piece in page.pieces} == {
        "", "strip", "note", "mark", "letter", "dates",
    }  # fmt: skip


def test_only_the_tops_of_first_pages_are_blocks_that_know_a_patient() -> None:
    """Every other block gets the body, in which there is none."""
    blocks = Path(layout.__file__).parent / "blocks"
    knowing = {
        path.name
        for path in blocks.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.alias) and node.name in ("Strip", "Document")
    }
    assert knowing == {"cover.py", "masthead.py"}
