"""A node at an offset: its marks are moved, its meaning is not."""

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
    shifted,
)

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
TAGS = st.builds(Tag, st.sampled_from([Role.SECTION, Role.PARAGRAPH, Role.TICK_BOX]))


def around(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    placed = st.builds(Placed, LENGTHS, LENGTHS, inner)
    return st.builds(Node, TAGS, st.lists(MARKS | inner | placed, max_size=4).map(tuple))


NODES = st.recursive(st.builds(Node, TAGS, st.tuples(MARKS)), around, max_leaves=12)


@settings(max_examples=40)
@given(NODES)
def test_a_flat_node_has_the_same_marks_and_meaning(node: Node) -> None:
    flat = node.flatten()
    assert list(flat.marks()) == list(node.marks())
    assert [one.tag for one in flat.nodes()] == [one.tag for one in node.nodes()]
    assert not [one for one in flat.nodes() for child in one.children if isinstance(child, Placed)]


@settings(max_examples=40)
@given(NODES, LENGTHS, LENGTHS)
def test_a_placed_node_is_moved_with_all_that_is_in_it(node: Node, x: float, y: float) -> None:
    moved = Placed(x, y, node).flatten()
    assert list(moved.marks()) == [shifted(mark, x, y) for mark in node.flatten().marks()]
    assert [one.tag for one in moved.nodes()] == [one.tag for one in node.nodes()]


def test_a_node_at_two_places_is_drawn_at_both() -> None:
    box = Node(Tag(Role.TICK_BOX, "set 1"), (Box(1, 2, 9, 9, INK),))
    row = Node(Tag(Role.ROW), (Placed(10, 0, box), Placed(30, 5, box)))
    assert [(mark.x, mark.y) for mark in row.marks() if isinstance(mark, Box)] == [(11, 2), (31, 7)]
