"""What is spelt from a stock is what is spelt element by element."""

import re

import pytest
from access_tree import read_tagged
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from random_nodes import ALL_NODES, FREE_NODES
from structure_outline import apart, flatten, outline
from test_pdf_draw import INK, make_paragraph, make_plan

from worksheets.kept import forget_all
from worksheets.pdf.compound import Place, spell_element, spell_tree
from worksheets.pdf.content import draw_part
from worksheets.pdf.draw import draw_plan
from worksheets.pdf.objects import Group
from worksheets.pdf.stock import Spelt, spell_anew, spell_kept, spell_once, stock_of_tree
from worksheets.pdf.tree import Element, Tree
from worksheets.plan import Box, Node, Placed, Role, Tag

few = settings(max_examples=25, phases=[Phase.generate])
PLACES = st.builds(
    lambda page, first, left, top: Place(0, page, first, left, top),
    st.integers(1, 9),
    st.sampled_from([0, 7, 4090]),
    st.sampled_from([0.0, 36.0]),
    st.sampled_from([800.0, 12.0]),
)
FIRSTS = st.sampled_from([10, 4000, 70_000])


def element_by_element(tree: Tree, first: int, parent: int, place: Place) -> Spelt:
    """A tree without parts, spelt without any stock."""
    lines: list[str] = []
    owners: list[str] = []
    roots: list[int] = []
    for element in tree.elements:
        assert isinstance(element, Element)
        roots.append(first + len(lines))
        spelt = spell_element(element, roots[-1], parent, place)
        assert list(spelt.roots) == roots[-1:]
        lines += spelt.group.spellings
        owners.append(spelt.owners)
    return Spelt(Group(first, tuple(lines)), " ".join(filter(None, owners)), roots)


HOLDS_NO_CONTENT = re.compile(r"/Pg \d+ 0 R(?=(/K\[[\d R]*R\])?>>$)")


def facts(spelt: Spelt) -> tuple[object, ...]:
    """What is spelt, without the pages of elements that hold only others: nobody needs them."""
    lines = [HOLDS_NO_CONTENT.sub("", line) for line in spelt.group.spellings]
    return spelt.group.first, lines, spelt.owners, list(spelt.roots)


def same(one: Spelt, other: Spelt) -> bool:
    return facts(one) == facts(other)


def spoken_of(tree: Tree) -> tuple[str, ...]:
    return tuple(f"set {n} (100 %)\nओ" for n in range(tree.silent))


@few
@given(FREE_NODES, PLACES, FIRSTS, st.booleans())
def test_a_stock_spells_what_its_elements_spell_one_by_one(
    node: Node, place: Place, first: int, says: bool
) -> None:
    """Also what is said of tick boxes of which their elements say nothing."""
    tree = draw_part(node.flatten()).tree
    assume(tree.elements)
    said = spoken_of(tree) if says else ()
    stock = stock_of_tree(tree)
    assert stock
    filled_in = draw_part(Placed(0, 0, node.flatten(), accessible_text=said).flatten()).tree
    wanted = element_by_element(filled_in, first, 3, place)
    base = place._replace(accessible_text=said).base(stock, first, 3)
    for spell in (spell_once, spell_kept, spell_kept, spell_anew, spell_anew):
        assert same(spell(stock, base), wanted)


@few
@given(FREE_NODES, PLACES, FIRSTS)
def test_parts_spell_what_the_whole_spells(node: Node, place: Place, first: int) -> None:
    whole = draw_part(node.flatten()).tree
    assume(whole.elements)
    wanted = element_by_element(whole, first, 3, place)
    tree = draw_part(node).tree
    assert tree.is_free
    for _ in range(3):
        assert same(spell_tree(tree, first, 3, place), wanted)
    forget_all()
    assert same(spell_tree(draw_part(node).tree, first, 3, place), wanted)


@settings(max_examples=15, phases=[Phase.generate])
@given(st.lists(ALL_NODES, min_size=1, max_size=3))
def test_documents_of_moved_nodes_read_like_those_of_settled_ones(nodes: list[Node]) -> None:
    """With links, and with elements that a key joins."""
    plan = make_plan(make_paragraph("Begin", role=Role.HEADING_1), *nodes)
    data = draw_plan(plan)
    found, wanted = (outline(read_tagged(one)) for one in (data, draw_plan(flatten(plan))))
    assert found.lines == wanted.lines
    assert apart(found.rectangles, wanted.rectangles) < 0.011
    forget_all()
    assert draw_plan(plan) == data


BOX = Node(Tag(Role.TICK_BOX), (Box(0, 0, 9, 9, INK, line_width=1),))
LINK = Node(Tag(Role.LINK, target="#1"), make_paragraph("here").children)


@pytest.mark.parametrize(
    ("children", "said"),
    [((BOX,), 2), ((BOX, BOX), 1), ((), 1), ((BOX, Placed(9, 0, BOX)), 1), ((BOX, LINK), 1)],
    ids=["too much", "too little", "no box", "a part in it", "a link in it"],
)
def test_words_that_would_be_lost_are_refused(children: tuple[Node, ...], said: int) -> None:
    cell = Node(Tag(Role.CELL), (*children, make_paragraph("x")))
    row = Node(Tag(Role.ROW), (Placed(0, 0, cell, accessible_text=("a box",) * said),))
    with pytest.raises(ValueError, match="said of tick boxes"):
        draw_plan(make_plan(row))
