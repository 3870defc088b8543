"""Boxes: how high they are, where they stand, how they grow and where a page may end."""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_plans import changed, sheet_and_template
from plan_checks import nodes_of

from worksheets.document import Field, Handout
from worksheets.layout import box as box_model
from worksheets.layout import compose, lay_out, registry
from worksheets.layout.box import (
    SECTION,
    Area,
    Box,
    Frame,
    Pad,
    Row,
    Space,
    Stack,
    Stroke,
)
from worksheets.layout.compose import field_row, numbered, text
from worksheets.layout.fit import handout_of
from worksheets.layout.flow import Table, draw_box, fill_pages, parts_of, place_boxes
from worksheets.layout.leaves import RunOn
from worksheets.layout.style import Style
from worksheets.model.template import BlockSetup, Colours
from worksheets.plan import Blank, GlyphRun, Node, Role, Rule, Tag

STYLE = Style(400.0, 300.0, 10.0, 8.0, 12.0, 18.0, 12.5, Colours(), 80.0, 120.0)
LENGTHS = st.floats(0, 120) | st.sampled_from([0.1, 0.2, 0.3, 100 / 3, 50.0, 100.0])


def texts(node: Node) -> list[str]:
    return [mark.text.strip() for mark in node.marks() if isinstance(mark, GlyphRun)]


def tops(box: Box, width: float, height: float) -> list[float]:
    node = draw_box(box, width, height)
    return [mark.y for mark in node.marks() if isinstance(mark, GlyphRun)]


def test_a_stack_is_as_high_as_its_boxes_and_the_gaps_between_them() -> None:
    boxes = tuple(text(STYLE, word, gap=5.0) for word in ("one", "two", "three"))
    assert Stack(boxes).height(100) == 3 * 12.5 + 2 * 5
    assert tops(Stack(boxes), 100, 200) == pytest.approx([n * 17.5 + tops(boxes[0], 100, 0)[0]
                                                          for n in range(3)])  # fmt: skip


def test_columns_are_read_by_their_order_and_not_by_their_place() -> None:
    left = Stack((text(STYLE, "name", order=1), text(STYLE, "steps", order=4)))
    right = Stack((text(STYLE, "dose", order=3), text(STYLE, "boxes", order=5)), order=0)
    assert texts(draw_box(Row((left, right), (50, 50), tag=SECTION), 100, 30)) == [
        "name", "dose", "steps", "boxes",
    ]  # fmt: skip
    outer = Row((replace(left, order=10), right), (50, 50), tag=SECTION)
    assert texts(draw_box(outer, 100, 30)) == ["dose", "boxes", "name", "steps"]


@pytest.mark.parametrize(("place", "off"), [("top", 0.0), ("middle", 25.0), ("bottom", 50.0)])
def test_a_box_stands_where_it_is_told_to_in_a_high_row(place: str, off: float) -> None:
    word = text(STYLE, "word", place=place)
    row = Row((word, Space(62.5)), (50, 50))
    assert tops(row, 100, 62.5)[0] - tops(word, 50, 12.5)[0] == pytest.approx(off)


@given(st.lists(st.tuples(LENGTHS, LENGTHS), min_size=1, max_size=6), LENGTHS)
def test_what_can_grow_shares_the_room_that_is_left(
    sizes: list[tuple[float, float]], room: float
) -> None:
    boxes = [Space(tall, grow=grow, turn=turn % 2) for turn, (tall, grow) in enumerate(sizes)]
    area = Area(0, 0, 100, sum(tall for tall, _ in sizes) + room)
    pieces = place_boxes(parts_of(boxes, 100), area)
    more = [piece.height - box.tall for piece, box in zip(pieces, boxes, strict=True)]
    assert sum(more) == pytest.approx(min(room, sum(box.grow for box in boxes)), abs=1e-6)
    assert all(-1e-9 <= one <= box.grow + 1e-6 for one, box in zip(more, boxes, strict=True))
    if any(one > 1e-6 for one, box in zip(more, boxes, strict=True) if box.turn):
        firsts = [(one, box) for one, box in zip(more, boxes, strict=True) if not box.turn]
        assert all(one == pytest.approx(box.grow, abs=1e-6) for one, box in firsts)


@given(
    st.lists(st.tuples(LENGTHS, LENGTHS, st.booleans()), min_size=1, max_size=8),
    st.floats(120, 400),
)
def test_no_page_is_too_full_and_nothing_is_lost(
    lengths: list[tuple[float, float, bool]], height: float
) -> None:
    boxes = [Space(tall, gap=gap, keep_next=keep) for tall, gap, keep in lengths]
    pages = fill_pages(parts_of(boxes, 100), replace(STYLE, height=height))
    assert [one.box for page in pages for one in page] == boxes
    for page in pages:
        used = sum(one.height for one in page) + sum(one.box.gap for one in page[1:])
        assert used <= height + 1e-5


def words(count: int) -> str:
    return " ".join(f"word{n}" for n in range(count))


def joined(pages: Sequence[Sequence[Node]]) -> list[str]:
    return [word for page in pages for node in page for word in " ".join(texts(node)).split()]


def test_a_sentence_is_cut_between_lines_and_its_parts_are_one_element_without_a_gap() -> None:
    card = Frame(
        Row((Stack((text(STYLE, "Name"), text(STYLE, words(200)))), Space(10)), (150, 50)),
        Pad(4, 4),
        above=Stroke("#000000", 1),
        tag=SECTION,
        key="card.1",
        grow=10,
        gap=6,
        cuts=(100, 60),
        again=text(STYLE, "Name"),
    )
    laid = parts_of([card], 200)
    assert len(laid) > 3
    assert all(one.height <= 60 + 8 for one in laid)
    assert [one.box.gap for one in laid] == [6] + [0] * (len(laid) - 1)
    nodes = [draw_box(one.box, 200, one.height) for one in laid]
    assert joined([nodes]) == ["Name", *words(200).split()]
    assert {node.tag.key for node in nodes} == {"card.1"}
    cut = {child.tag.key for node in nodes for child in node.nodes() if "word" in "".join(
        mark.text for mark in child.children if isinstance(mark, GlyphRun))}  # fmt: skip
    assert len(cut) == 1 and cut != {""}
    rules = [[mark for mark in node.marks() if isinstance(mark, Rule)] for node in nodes]
    assert [len(one) for one in rules] == [1] + [0] * (len(nodes) - 1)
    first = [min(mark.y for mark in node.marks() if isinstance(mark, GlyphRun)) for node in nodes]
    assert first[1] == pytest.approx(first[0] - 4), "no room at a cut"
    pages = fill_pages(laid, replace(STYLE, height=130))
    assert all(texts(draw_box(page[0].box, 200, 50)) == ["Name"] for page in pages[1:])
    assert draw_box(pages[1][0].box, 200, 50).tag.role is Role.ARTIFACT


def test_a_card_that_is_cut_is_still_read_in_order() -> None:
    document, template = sheet_and_template("handout", "a4")
    (card, *_) = handout_of(document).cards
    long = card._replace(steps=(words(600),))
    plan, _ = lay_out(changed(document, cards=(long,)), template, "a4")
    nodes = nodes_of(plan, Role.HEADING_2, Role.FIGURE, Role.LIST)
    roles = [node.tag.role for node in nodes]
    assert roles[1:5] == [Role.HEADING_2, Role.FIGURE, Role.LIST, Role.LIST], roles


def test_items_of_a_list_that_is_cut_keep_their_labels_and_their_names() -> None:
    steps = numbered(STYLE, [words(30), words(30)], 150, key="steps", cuts=(0, 40))
    nodes = [draw_box(one.box, 150, one.height) for one in parts_of([steps], 150)]
    labels = [node for one in nodes for node in one.nodes() if node.tag.role is Role.LIST_LABEL]
    assert [texts(label) for label in labels] == [["1."], ["2."]]
    items = [
        node.tag.key for one in nodes for node in one.nodes() if node.tag.role is Role.LIST_ITEM
    ]
    assert len(set(items)) == 2
    assert {node.tag.key for node in nodes} == {"steps"}


def test_a_table_is_parted_between_rows_and_repeats_its_head() -> None:
    def row(word: str) -> Row:
        cell = Frame(text(STYLE, word, tag=None), tag=Tag(Role.CELL))
        return Row((cell,), (100,), tag=Tag(Role.ROW), below=Stroke("#000000", 1))

    tag = Tag(Role.TABLE, key="week")
    table = Table((row("head"), *(row(f"row {n}") for n in range(30))), tag=tag, gap=3)
    pages = fill_pages(parts_of([Space(40), table], 100), replace(STYLE, height=100))
    assert len(pages) > 3
    for page in pages[1:]:
        drawn = [draw_box(one.box, 100, one.height) for one in page]
        assert texts(drawn[0]) == ["head"]
        assert drawn[0].tag.role is Role.ARTIFACT
        assert all(node.tag == tag for node in drawn[1:])
    small = Table((row("head"), row("one"), row("two")), tag=tag, together=100)
    assert [one.box.keep_next for one in parts_of([small], 100)] == [True, True, False]
    whole = draw_box(Stack((small,)), 100, 60)
    assert [node.tag.role for node in whole.nodes()].count(Role.TABLE) == 1


@pytest.mark.parametrize(("width", "lines"), [(200, 1), (60, 2)])
def test_a_remark_stands_behind_a_name_or_under_it(width: float, lines: int) -> None:
    box = RunOn(text(STYLE, "A name", 12), text(STYLE, "a remark", 8), 6)
    y = tops(box, width, box.height(width))
    assert (y[0] == pytest.approx(y[1])) == (lines == 1)


def test_a_field_without_a_value_is_a_line_to_write_on() -> None:
    known, unknown = (
        field_row(STYLE, Field("Name", value, "n"), 40, 100, 20) for value in ("Ann", "")
    )
    assert known.height(100) < unknown.height(100) == 20
    node = draw_box(unknown, 100, unknown.height(100))
    (blank,) = [mark for mark in node.marks() if isinstance(mark, Blank)]
    assert blank.y + blank.height < unknown.height(100)
    assert [one.tag.name for one in node.nodes() if one.tag.role is Role.FIELD] == ["n"]


def test_the_example_of_the_box_model_is_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for line in (box_model.__doc__ or "").splitlines() if line.startswith("    ")]
    names: dict[str, Any] = {**vars(box_model), **vars(compose)}
    names |= {"Handout": Handout, "BlockSetup": BlockSetup}
    exec(dedent("\n".join(lines)), names)  # our own docstring
    monkeypatch.setitem(registry.BLOCKS, "list", names["place_warning"])
    document, template = sheet_and_template("compact", "a4")
    (page,) = lay_out(document, template, "a4")[0].pages
    said = [" ".join(texts(piece.node)) for piece in page.pieces]
    assert "Stop if it hurts." in said
