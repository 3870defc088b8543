"""What is found out quickly is what would be found out slowly."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.app import parts_of
from worksheets.document import Handout
from worksheets.kept import forget_all
from worksheets.layout import lay_out, missing_characters
from worksheets.layout.fit import Draft, Geometry, measure_blocks
from worksheets.layout.pages import fill_pages, fit_one_page
from worksheets.layout.sizes import sizes_of
from worksheets.layout.slab import Slab
from worksheets.load.order import Order, load_order
from worksheets.model import Patient
from worksheets.plan import Blank, GlyphRun, Node, Role, Tag
from worksheets.resolve import resolve_handout
from worksheets.text.shaping import unprintable

LENGTHS = st.floats(0, 120) | st.sampled_from([0.1, 0.2, 0.3, 100 / 3, 50.0, 100.0])


def build(final: float) -> Node:
    return Node(Tag(Role.SECTION), ())


@given(
    st.lists(st.tuples(LENGTHS, LENGTHS, st.booleans()), max_size=8),
    st.none() | st.integers(0, 8),
    st.floats(-2e-6, 2e-6),
)
def test_whether_slabs_fit_one_page_is_known_without_filling_it(
    lengths: list[tuple[float, float, bool]], count: int | None, off: float
) -> None:
    slabs = [Slab(height, build, gap=gap, keeps_next=keeps) for height, gap, keeps in lengths]
    page = 100.0
    if count is not None and slabs:  # as nearly as high as the page as numbers can be
        part = slabs[: count + 1]
        page = sum(slab.height for slab in part) + sum(slab.gap for slab in part[1:]) + off
    assert fit_one_page(slabs, page) == (len(fill_pages(slabs, page)) == 1)


def sheet_of(
    program: str, template: str, patient: Patient, *overrides: str
) -> tuple[Handout, Draft]:
    week = 9 if "weeks" in program else None
    order = Order(
        program, date(2026, 12, 7), template, patient=patient, overrides=overrides, week=week
    )
    loaded = load_order(order)
    sheet = resolve_handout(parts_of(order, loaded), week=week)
    size = sizes_of(loaded.template.type)[0]
    return sheet, Draft(sheet, loaded.template, Geometry(loaded.template, "a4"), size)


PATIENTS = [Patient(), Patient(name="Ann", side="both", injury=date(2026, 10, 1))]


@pytest.mark.parametrize("patient", PATIENTS, ids=["nobody", "somebody"])
@pytest.mark.parametrize("template", ["handout", "compact", "grid"])
@pytest.mark.parametrize("program", ["achilles-rupture", "achilles-rupture-weeks-9-16"])
def test_slabs_without_a_claim_in_common_have_no_name_in_common(
    program: str, template: str, patient: Patient
) -> None:
    changes = ("heel-raise.sets=4", "heel-raise.side=each", "heel-raise.frequency=3/day")
    _, draft = sheet_of(program, template, patient, *changes)
    slabs = [slab for page in draft.pages for slab in page]
    names = [
        {node.tag.name for node in slab.build(slab.height).nodes() if node.tag.name}
        for slab in slabs
    ]
    assert sum(map(len, names)) > 20
    assert all(slab.claims is not None for slab in slabs) or len(draft.pages) > 1
    for index, slab in enumerate(slabs):
        found = [node.tag.name for node in slab.build(slab.height).nodes() if node.tag.name]
        assert len(found) == len(set(found)) or slab.claims is None
        for before in range(index):
            claims = slabs[before].claims
            if (
                slab.claims is not None
                and claims is not None
                and not set(slab.claims) & set(claims)
            ):
                assert not names[index] & names[before]


def test_a_sheet_that_shows_the_boxes_of_a_row_twice_still_numbers_them() -> None:
    order = Order("achilles-rupture", date(2026, 12, 7), "grid")
    loaded = load_order(order)
    grid = next(setup for setup in loaded.template.blocks if setup.block == "week-grid")
    template = loaded.template.model_copy(update={"blocks": (*loaded.template.blocks, grid)})
    plan = lay_out(resolve_handout(parts_of(order, loaded)), template, "a4")[0]
    names = [
        node.tag.name
        for page in plan.pages
        for piece in page.pieces
        for node in piece.node.nodes()
        if node.tag.name
    ]
    assert len(names) == len(set(names))
    assert "heel-raise.mon.1#2" in names or "heel-raise.mon.all#2" in names


def test_values_that_take_two_lines_are_measured_as_they_are_set() -> None:
    """The strip is as high as what stands in it, whatever the length of the name."""
    heights = []
    for length in range(1, 40):
        name = " ".join(["Anna"] * length)
        sheet, draft = sheet_of("achilles-rupture", "handout", Patient(name=name))
        slab = measure_blocks(sheet, draft._template, draft._style).slabs[1]
        node = slab.build(slab.height)
        lowest = max(mark.y for mark in node.marks() if isinstance(mark, GlyphRun | Blank))
        assert lowest < slab.height
        heights.append(slab.height)
    assert heights == sorted(heights)
    assert len(set(heights)) > 2


@cache
def blank_sheet() -> Handout:
    return sheet_of("achilles-rupture", "handout", Patient())[0]


TEXTS = st.text(st.sampled_from("aZ0 é\u0416\u30c6\u0905\u0001\n"), max_size=12)


@given(TEXTS, TEXTS, TEXTS)
def test_missing_characters_are_found_wherever_they_stand(
    name: str, purpose: str, dose: str
) -> None:
    sheet = blank_sheet()
    cards = (*sheet.cards[:1], sheet.cards[1]._replace(dose=dose), *sheet.cards[2:])
    strip = (sheet.masthead.strip[0]._replace(value=name), *sheet.masthead.strip[1:])
    sheet = sheet._replace(
        masthead=sheet.masthead._replace(strip=strip),
        purpose=sheet.purpose._replace(value=purpose),
        cards=cards,
    )
    wanted = dict.fromkeys(one for text in (name, purpose, dose) for one in unprintable(text))
    assert missing_characters(sheet) == tuple(wanted)
    forget_all()
    assert missing_characters(sheet) == tuple(wanted)
