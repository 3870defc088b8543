"""A node that stands elsewhere than where it was made: where its marks are, and what is said."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets.plan import (
    Blank,
    Box,
    GlyphRun,
    Mark,
    Node,
    Picture,
    Placed,
    Role,
    Rule,
    Tag,
    make_drawing,
)

few = settings(max_examples=40)
INK = "#222222"
SQUARE = make_drawing(1, 1, ())
LENGTHS = st.integers(-5000, 5000).map(lambda tenths: tenths / 10)
MARKS: st.SearchStrategy[Mark] = st.one_of(
    st.builds(lambda x, y: Box(x, y, 9, 9, INK), LENGTHS, LENGTHS),
    st.builds(lambda x, y: Rule(x, y, x + 20, y, INK, 0.5), LENGTHS, LENGTHS),
    st.builds(lambda x, y: Blank(x, y, 40, 12, 9, INK), LENGTHS, LENGTHS),
    st.builds(lambda x, y: GlyphRun(x, y, 11, INK, ()), LENGTHS, LENGTHS),
    st.builds(lambda x, y: Picture(x, y, 30, 30, SQUARE), LENGTHS, LENGTHS),
)
WORDS = st.sampled_from(["", "", "one", "two", "three"])
TAGS = st.builds(
    Tag,
    st.sampled_from([Role.SECTION, Role.PARAGRAPH, Role.FIELD, Role.TICK_BOX, Role.TICK_BOX]),
    accessible_text=WORDS,
    name=WORDS,
    context=WORDS,
)


@st.composite
def put(draw: st.DrawFn, inner: st.SearchStrategy[Node]) -> Placed:
    """A node put somewhere, with words for some of the tick boxes that nothing is said of."""
    node = draw(inner)
    most = sum(is_silent(tag) for tag in tags_of(node))
    accessible_text = draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=min(most, 6)))
    within, context = draw(WORDS), draw(WORDS)
    return Placed(draw(LENGTHS), draw(LENGTHS), node, within, context, tuple(accessible_text))


def around(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    children = st.lists(MARKS | inner | put(inner), max_size=4).map(tuple)
    return st.builds(Node, TAGS, children)


NODES = st.recursive(st.builds(Node, TAGS, st.tuples(MARKS)), around, max_leaves=12)


def is_silent(tag: Tag) -> bool:
    return tag.role is Role.TICK_BOX and not tag.accessible_text


def tags_of(thing: Node | Placed | Mark) -> list[Tag]:
    """What everything in a node means, in reading order, worked out one tag after the other."""
    if isinstance(thing, Placed):
        accessible_text = iter(thing.accessible_text)
        return [filled_in(tag, thing, accessible_text) for tag in tags_of(thing.node)]
    if not isinstance(thing, Node):
        return []
    return [thing.tag, *(tag for child in thing.children for tag in tags_of(child))]


def filled_in(tag: Tag, moved: Placed, accessible_text: Iterator[str]) -> Tag:
    if tag.name and moved.name_prefix:
        tag = tag._replace(name=f"{moved.name_prefix}.{tag.name}")
    if tag.role is Role.TICK_BOX and not tag.context:
        tag = tag._replace(context=moved.context)
    return tag._replace(accessible_text=next(accessible_text, "")) if is_silent(tag) else tag


def is_settled(node: Node) -> bool:
    inner = [child for child in node.children if isinstance(child, Node)]
    return not any(isinstance(child, Placed) for child in node.children) and all(
        map(is_settled, inner)
    )


@few
@given(NODES)
def test_what_is_settled_has_the_same_marks_in_the_same_places(node: Node) -> None:
    flatten = node.flatten()
    assert is_settled(flatten)
    assert list(flatten.marks()) == list(node.marks())
    assert flatten.flatten() == flatten


@few
@given(NODES)
def test_names_contexts_and_spoken_words_are_filled_in_from_the_inside_out(node: Node) -> None:
    wanted = tags_of(node)
    assert [one.tag for one in node.flatten().nodes()] == wanted
    assert [one.tag for one in node.nodes()] == wanted


@few
@given(NODES)
def test_the_nodes_of_a_node_are_those_of_the_settled_one(node: Node) -> None:
    pairs = zip(node.nodes(), node.flatten().nodes(), strict=True)
    assert all(list(one.marks()) == list(other.marks()) for one, other in pairs)


@few
@given(NODES, LENGTHS)
def test_a_lowered_node_is_farther_down_and_says_the_same(node: Node, by: float) -> None:
    moved = Placed(0, 0, node)
    assert moved.flatten() == node.flatten()
    lowered = Placed(3, 4, node, "heel-raise", "Heel raise").lowered(by)
    assert lowered == Placed(3, 4 + by, node, "heel-raise", "Heel raise")
    assert [one.tag for one in lowered.flatten().nodes()] == tags_of(lowered)


@few
@given(NODES)
def test_more_spoken_words_than_boxes_are_refused_wherever_they_stand(node: Node) -> None:
    silent = sum(map(is_silent, tags_of(node)))
    moved = Placed(0, 0, node, accessible_text=("once too often",) * (silent + 1))
    assert moved._replace(accessible_text=moved.accessible_text[1:]).flatten()
    around_it = Node(Tag(Role.SECTION), (Placed(5, 5, Node(Tag(Role.SECTION), (moved,))),))
    with pytest.raises(ValueError, match="more is said"):
        moved.flatten()
    with pytest.raises(ValueError, match="more is said"):
        around_it.flatten()
    with pytest.raises(ValueError, match="more is said"):
        list(around_it.nodes())


def box(name: str, accessible_text: str = "") -> Node:
    return Node(Tag(Role.TICK_BOX, accessible_text, name=name), (Box(0, 0, 9, 9, INK),))


def test_two_exercises_with_such_boxes_share_them() -> None:
    """The boxes are one node, whatever they are for; one of them says by itself what it is."""
    shared = Node(Tag(Role.CELL), (box("mon.1"), box("mon.all", "all of it"), box("mon.2")))
    raise_row = Placed(0, 20, shared, "heel-raise", "Heel raise", ("set 1", "set 2"))
    balance_row = Placed(0, 40, shared, "balance", "Balance", ("30 seconds", "again"))
    row = Node(Tag(Role.ROW), (raise_row, balance_row))
    boxes = [one for one in row.flatten().nodes() if one.tag.role is Role.TICK_BOX]
    assert [(one.tag.context, one.tag.name, one.tag.accessible_text) for one in boxes] == [
        ("Heel raise", "heel-raise.mon.1", "set 1"),
        ("Heel raise", "heel-raise.mon.all", "all of it"),
        ("Heel raise", "heel-raise.mon.2", "set 2"),
        ("Balance", "balance.mon.1", "30 seconds"),
        ("Balance", "balance.mon.all", "all of it"),
        ("Balance", "balance.mon.2", "again"),
    ]
    assert [mark for one in boxes for mark in one.marks()] == [
        Box(0, y, 9, 9, INK) for y in (20, 20, 20, 40, 40, 40)
    ]


def test_what_is_put_into_what_is_put_has_both_names_and_the_nearer_words() -> None:
    inner = Placed(1, 2, box("1"), "mon", "Heel raise")
    both = Node(Tag(Role.CELL), (inner, box("2")))
    outer = Placed(10, 20, both, "week-03", "Week 3", ("first", "second"))
    first, second = (one for one in outer.flatten().nodes() if one.tag.role is Role.TICK_BOX)
    assert first == Node(
        Tag(Role.TICK_BOX, "first", name="week-03.mon.1", context="Heel raise"),
        (Box(11, 22, 9, 9, INK),),
    )
    assert second == Node(
        Tag(Role.TICK_BOX, "second", name="week-03.2", context="Week 3"),
        (Box(10, 20, 9, 9, INK),),
    )
