"""Random nodes for the tests of structures: with what depends on the document, and without."""

from functools import cache

from hypothesis import strategies as st
from test_pdf_draw import INK, make_paragraph

from worksheets.pdf.content import draw_part
from worksheets.plan import Box, Mark, Node, Placed, Role, Rule, Scope, Tag

PLACES = st.integers(0, 200).map(float)
"""Whole points, so that what is moved twice is rounded as if it were moved once."""
SAID = st.sampled_from(["", "set 1", "30 % (of it)\nor “less”", "हिन्दी"])
LANGUAGES = st.sampled_from(["", "", "hi"])


@cache
def text(words: str) -> tuple[Mark, ...]:
    return tuple(make_paragraph(words).marks())


RULE = Rule(0, 0, 9, 0, INK, 1)
TEXTS = st.sampled_from([text("up"), text("down, slowly"), (), (*text("rule"), RULE)])
BOXES = st.builds(lambda x, y: (Box(x, y, 9, 9, INK, line_width=1),), PLACES, PLACES)
TICK_BOXES = st.builds(
    lambda said, language, box: Node(Tag(Role.TICK_BOX, said, language=language), box),
    SAID,
    LANGUAGES,
    BOXES,
)
FIGURES = st.builds(lambda said, box: Node(Tag(Role.FIGURE, said), box), SAID, BOXES)
DAYS_OFF = st.builds(lambda said: Node(Tag(Role.CELL, said), ()), SAID)
ARTIFACTS = st.builds(lambda marks: Node(Tag(Role.ARTIFACT), marks), TEXTS)
LINKS = st.builds(lambda marks: Node(Tag(Role.LINK, "a page", target="#1"), marks), TEXTS)
PARAGRAPHS = st.builds(
    lambda language, marks, boxes: Node(Tag(Role.PARAGRAPH, language=language), (*marks, *boxes)),
    LANGUAGES,
    TEXTS,
    st.lists(TICK_BOXES, max_size=3),
)
HEADS = st.builds(
    lambda said, scope, marks: Node(Tag(Role.HEADER_CELL, said, scope), marks),
    SAID,
    st.sampled_from(list(Scope)),
    TEXTS,
)
FREE = TICK_BOXES | FIGURES | DAYS_OFF | ARTIFACTS | PARAGRAPHS | HEADS
GROUPS = st.sampled_from([Role.SECTION, Role.ROW, Role.CELL, Role.LIST, Role.LIST_BODY])


def put(node: Node, x: float, y: float, said: tuple[str, ...]) -> Placed:
    """A node put somewhere; where words are wanted, for all boxes that nothing is said of."""
    tree = draw_part(node).tree
    wanted = tree.silent if tree.is_free and not tree.has_parts else 0
    return Placed(x, y, node, "heel-raise", "Heel raise", (said * wanted)[:wanted])


def nodes(leaves: st.SearchStrategy[Node], keys: st.SearchStrategy[str]) -> st.SearchStrategy[Node]:
    """Groups of nodes, some of them moved."""
    words = st.sampled_from([(), ("left",), ("Monday", "Tuesday (off)")])

    def around(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        moved = st.builds(put, inner, PLACES, PLACES, words)
        children = st.lists(inner | moved | moved, min_size=1, max_size=4).map(tuple)
        return st.builds(
            lambda role, key, kids: Node(Tag(role, key=key), kids), GROUPS, keys, children
        )

    return around(st.recursive(leaves, around, max_leaves=10))


FREE_NODES = nodes(FREE, st.just(""))
"""Nothing in them depends on the document."""
ALL_NODES = nodes(FREE | LINKS, st.sampled_from(["", "", "", "week"]))
