"""Masters: what a group of documents shares is drawn once, and each file is as if drawn alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO

import pypdf
import pytest
from access_checks import structure_problems
from access_files import SIOBHAN, Case, complaints, document_of, loaded_for
from access_tree import all_objects
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pdf_draw import INK, make_paragraph

from worksheets.layout import lay_out
from worksheets.pdf.draw import DrawOptions, ShapeDiffers, draw_plan, make_master
from worksheets.plan import Blank, Box, Mark, Node, Page, Piece, Placed, Plan, Role, Tag

MOMENT = datetime(2026, 12, 7)
PLAIN, FILLABLE, ARCHIVE = DrawOptions(), DrawOptions(fillable=True), DrawOptions(archive=True)
NAMES = ["Ann Example", "Zoë Łukasz", "Ελένη", "हिन्दी", "endstream", "%d \\) (", "%%EOF", "q\u0301"]


def make_plan(name: str, number: str = "000130", pages: int = 2) -> Plan:
    """A strip on the first page, the number on others, a body around them."""
    empty = Node(Tag(Role.FIELD, "Clinician", name="clinician"), (Blank(0, 20, 90, 14, 9, INK),))
    strip = Node(Tag(Role.SECTION), (make_paragraph(name), make_paragraph(number), empty))
    tick = Node(Tag(Role.TICK_BOX, "set 1", name="x.1"), (Box(0, 20, 9, 9, INK, radius=2),))
    body = Node(Tag(Role.SECTION), (make_paragraph("Lower your heel", bold=True), tick))
    title = Node(Tag(Role.HEADING_1, bookmark="Heels"), make_paragraph("Heels").children)
    foot = Piece(50, 790, 480, 20, make_paragraph("For education only"), last=True)
    first = (
        Piece(50, 50, 480, 40, title),
        Piece(50, 120, 480, 40, strip, slot="strip"),
        Piece(50, 200, 480, 40, body),
        foot,
    )
    owner = Piece(50, 50, 480, 40, make_paragraph(number), slot="owner")
    rest = owner, Piece(50, 90, 480, 40, make_paragraph("More")), foot
    made = [Page(595, 842, first), *[Page(595, 842, rest)] * (pages - 1)]
    return Plan("Heels", "en-GB", "", tuple(made), 11)


@pytest.mark.parametrize("options", [PLAIN, FILLABLE, ARCHIVE], ids=["print", "form", "archive"])
@settings(max_examples=12)
@given(name=st.sampled_from(NAMES) | st.text("aZ ßŁ\u0301Ωह", min_size=1).filter(str.strip))
def test_a_file_is_the_same_by_any_master(options: DrawOptions, name: str) -> None:
    master = make_master(make_plan("Nobody", "0"), MOMENT, options)
    plan = make_plan(name)
    assert master.fill(plan.slots) == draw_plan(plan, MOMENT, options)
    assert master.fill(plan.slots) == master.fill(plan.slots)


@pytest.mark.parametrize("options", [PLAIN, FILLABLE, ARCHIVE], ids=["print", "form", "archive"])
@pytest.mark.parametrize("name", NAMES)
def test_a_filled_file_satisfies_the_validator(name: str, options: DrawOptions) -> None:
    data = make_master(make_plan("Nobody"), MOMENT, options).fill(make_plan(name).slots)
    assert complaints(data) == []
    assert structure_problems(data) == []
    first = pypdf.PdfReader(BytesIO(data), strict=True).pages[0].extract_text().splitlines()
    assert first[0] == "Heels"


def test_nothing_of_one_patient_is_in_the_file_of_another() -> None:
    master = make_master(make_plan("Bartholomew", "777777"), MOMENT)
    master.fill(make_plan("Cassandra", "888888").slots)
    data = master.fill(make_plan("Ann", "000130").slots)
    said = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages)
    assert "Ann" in said
    kept = repr([str(thing) for thing in all_objects(pypdf.PdfReader(BytesIO(data)))]) + said
    for word in ("Bartholomew", "777777", "Cassandra", "888888"):
        assert word not in kept


def test_what_is_shared_is_the_same_bytes() -> None:
    master = make_master(make_plan("Nobody"), MOMENT)
    one, other = (master.fill(make_plan(name).slots) for name in ("Ann", "Bea"))
    same = next(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    assert same > 0.9 * len(one)


def changed(change: Callable[[Piece], Piece]) -> Plan:
    plan = make_plan("Ann")
    pieces = tuple(change(one) if one.slot else one for one in plan.pages[0].pieces)
    return replace(plan, pages=(plan.pages[0]._replace(pieces=pieces), *plan.pages[1:]))


def with_children(piece: Piece, *children: Node | Mark | Placed) -> Piece:
    return piece._replace(node=Node(piece.node.tag, children))


SHAPES: dict[str, Callable[[Piece], Piece]] = {
    "one paragraph fewer": lambda one: with_children(one, *one.node.children[1:]),
    "another role": lambda one: with_children(
        one, make_paragraph("Ann", role=Role.CAPTION), make_paragraph("1", role=Role.HEADING_2)
    ),
    "lower down": lambda one: one._replace(y=one.y + 1),
    "higher": lambda one: one._replace(height=one.height + 14),
    "a box that is nowhere else": lambda one: with_children(
        one,
        *one.node.children,
        Node(Tag(Role.ARTIFACT), (Box(0, 0, 7, 7, INK, radius=1),)),
    ),
    "no slot": lambda one: one._replace(slot=""),
}


@pytest.mark.parametrize("options", [PLAIN, FILLABLE], ids=["print", "form"])
@pytest.mark.parametrize("name", SHAPES)
def test_slots_of_another_shape_need_another_master(name: str, options: DrawOptions) -> None:
    master = make_master(make_plan("Nobody"), MOMENT, options)
    before = master.fill(make_plan("Ann").slots)
    with pytest.raises(ShapeDiffers) as caught:
        master.fill(changed(SHAPES[name]).slots)
    assert "Ann" not in str(caught.value)
    assert complaints(draw_plan(changed(SHAPES[name]), MOMENT, options)) == []
    assert master.fill(make_plan("Ann").slots) == before


def test_another_number_of_pages_needs_another_master() -> None:
    master = make_master(make_plan("Nobody"), MOMENT)
    with pytest.raises(ShapeDiffers):
        master.fill(make_plan("Ann", pages=3).slots)


@cache
def handout(name: str) -> Plan:
    """A real sheet; the piece behind the title is made a slot where layout does not do it."""
    case = Case()
    document = document_of(case)
    fields = tuple(
        field._replace(value=name) if field.value == SIOBHAN.name else field
        for field in document.strip.fields
    )
    document = document._replace(strip=document.strip._replace(fields=fields))
    plan, _ = lay_out(document, loaded_for(case).template, case.paper)
    (page,) = plan.pages
    if any(piece.slot for piece in page.pieces):
        return plan
    pieces = [one._replace(slot="strip" * (n == 1)) for n, one in enumerate(page.pieces)]
    return replace(plan, pages=(page._replace(pieces=tuple(pieces)),))


def test_a_sheet_of_the_library_is_filled() -> None:
    master = make_master(handout("Siobhán O'Connor"), MOMENT)
    plan = handout("Nguyễn Văn An")
    data = master.fill(plan.slots)
    assert data == draw_plan(plan, MOMENT)
    assert complaints(data) == []
    assert structure_problems(data) == []
    assert "Nguyễn Văn An" in pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()
