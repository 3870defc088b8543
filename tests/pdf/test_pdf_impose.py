"""The file for the printer: fold it and read it."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from access_files import Case, plan_of
from access_tree import all_objects, keys_of, reader_of
from hypothesis import given
from hypothesis import strategies as st
from test_pdf_draw import make_figure, make_paragraph, make_png, make_square

from worksheets.layout.flow import PAPERS_PT
from worksheets.pdf.draw import draw_plan
from worksheets.pdf.impose import MAX_PAGES, Imposed, Side, impose, saddle_order
from worksheets.pdf.merge import draw_imposed
from worksheets.plan import Node, Page, Picture, Piece, Plan, Role, Tag

A4, A5 = PAPERS_PT["a4"], PAPERS_PT["a5"]
LETTER, HALF_LETTER = PAPERS_PT["letter"], PAPERS_PT["half-letter"]
MOMENT = datetime(2026, 12, 7)
COUNTS = st.integers(1, MAX_PAGES)


def folded(sides: tuple[Side, ...]) -> Iterator[int | None]:
    """The pages as they are read: sheets laid on each other, folded once, leafed through."""
    sheets = [(sides[n], sides[n + 1]) for n in range(0, len(sides), 2)]
    for front, back in sheets:  # the right halves, from the outermost sheet inwards
        yield front[1]
        yield back[0]  # turned over at the short edge, the left of the back is behind it
    for front, back in reversed(sheets):
        yield back[1]
        yield front[0]


@given(COUNTS)
def test_a_folded_booklet_is_read_in_order_and_ends_in_blanks(pages: int) -> None:
    read = list(folded(saddle_order(pages)))
    assert read[:pages] == list(range(pages))
    assert set(read[pages:]) <= {None}
    assert len(read) % 4 == 0
    assert len(read) - pages < 4


@given(COUNTS)
def test_every_page_stands_once(pages: int) -> None:
    sides = saddle_order(pages)
    shown = [page for side in sides for page in side if page is not None]
    assert sorted(shown) == list(range(pages))
    assert len(sides) % 2 == 0


@given(COUNTS)
def test_on_a_side_odd_pages_stand_at_the_right(pages: int) -> None:
    """Page 1, counted as people do, is a right-hand page, and so is every odd one."""
    for left, right in saddle_order(pages):
        assert left is None or left % 2 == 1
        assert right is None or right % 2 == 0


def test_small_booklets_by_hand() -> None:
    assert saddle_order(1) == ((None, 0), (None, None))
    assert saddle_order(4) == ((3, 0), (1, 2))
    assert saddle_order(5) == ((None, 0), (1, None), (None, 2), (3, 4))
    assert saddle_order(8) == ((7, 0), (1, 6), (5, 2), (3, 4))


@pytest.mark.parametrize("pages", [0, -4, MAX_PAGES + 1])
def test_what_cannot_be_folded_is_refused(pages: int) -> None:
    with pytest.raises(ValueError, match=rf"1 to {MAX_PAGES} pages"):
        saddle_order(pages)


def make_pages(count: int, size: tuple[float, float]) -> Plan:
    """Pages that say their number and share a picture and a drawing."""
    shared = make_figure(
        Picture(0, 0, 80, 40, make_png()), Picture(90, 0, 40, 80, make_square("#00c800"))
    )
    shared = shared._replace(tag=Tag(Role.FIGURE, "A square"))
    link = Node(Tag(Role.LINK, target="#1"), make_paragraph("first").children)
    pieces = [
        (
            Piece(30, 50, 300, 40, make_paragraph(f"page {number} of {count} To Łódź हिन्दी")),
            Piece(30, 120, 300, 100, shared),
            Piece(30, 300, 300, 40, Node(Tag(Role.PARAGRAPH), (link,))),
        )
        for number in range(1, count + 1)
    ]
    pages = tuple(Page(*size, one) for one in pieces)
    return Plan("Heel (drops) – Άσκηση", "en-GB", "For \\ the /Title(calf)", pages, 11)


@cache
def drawn(count: int, size: tuple[float, float] = A5) -> bytes:
    return draw_plan(make_pages(count, size), MOMENT)


@cache
def imposed(count: int) -> Imposed:
    return impose(make_pages(count, A5), A4)


@cache
def printed(count: int) -> bytes:
    return draw_imposed(imposed(count).plan, MOMENT)


def halves(data: bytes) -> list[tuple[str, str]]:
    """What stands at the left and at the right of each page.

    For PDFium, text that replaces glyphs stands nowhere in particular.
    """
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        text, middle = page.get_textpage(), page.get_width() / 2
        sides = text.get_text_bounded(right=middle), text.get_text_bounded(left=middle)
        left, right = (side.replace("हिन्दी", "").strip() for side in sides)
        found.append((left, right))
    document.close()
    return found


@pytest.mark.parametrize("count", [1, 4, 5, 21, 64])
def test_every_page_is_printed_where_it_belongs(count: int) -> None:
    made = imposed(count)
    found = halves(printed(count))
    for side, texts in zip(saddle_order(count), found, strict=True):
        for page, text in zip(side, texts, strict=True):
            start = f"page {page + 1} of {count} To Łódź" if page is not None else ""
            assert text.startswith(start)
            assert bool(text) == (page is not None)
    assert (made.pages, made.sheets) == (count, -(-count // 4))
    assert len(found) == 2 * made.sheets


def test_all_sheets_are_one_size_and_turned() -> None:
    for page in reader_of(printed(21)).pages:
        assert tuple(page.mediabox) == pytest.approx((0, 0, A4[1], A4[0]), abs=0.01)
        assert page.rotation == 0


def first_letter(data: bytes, page: int) -> tuple[float, float, float]:
    """Where the first letter of a page stands, and how wide it is."""
    document = pypdfium2.PdfDocument(data)
    left, bottom, right, _ = document[page].get_textpage().get_charbox(0)
    document.close()
    return left, bottom, right - left


@pytest.mark.parametrize(
    ("size", "paper", "scale"),
    [
        (A5, A4, 1.0),
        (HALF_LETTER, LETTER, 1.0),
        (HALF_LETTER, A4, PAPERS_PT["a4"][0] / 612),
        (A4, A4, A4[1] / 2 / A4[0]),
        (LETTER, LETTER, 0.5 * 792 / 612),
        ((300.0, 400.0), A4, 1.0),
        (A4[::-1], A4, 0.5),
        (A5, (1190.55, 1683.78), 1.0),
    ],
)
def test_a_page_keeps_its_size_unless_it_is_too_large(
    size: tuple[float, float], paper: tuple[float, float], scale: float
) -> None:
    plan = make_pages(1, size)
    left, bottom, wide = first_letter(draw_plan(plan), 0)
    (x, y, w) = first_letter(draw_imposed(impose(plan, paper).plan), 0)
    half = paper[1] / 2, paper[0]
    assert w == pytest.approx(wide * scale, rel=0.01)
    assert x == pytest.approx(half[0] * 1.5 + scale * (left - size[0] / 2), abs=0.1)
    assert y == pytest.approx(half[1] * 0.5 + scale * (bottom - size[1] / 2), abs=0.1)


def test_what_is_printed_is_what_was_on_the_page() -> None:
    """Half a sheet of letter paper begins on a whole pixel: both are the same pixel by pixel."""
    plan = make_pages(1, HALF_LETTER)
    document, sheets = (
        pypdfium2.PdfDocument(draw_plan(plan)),
        pypdfium2.PdfDocument(draw_imposed(impose(plan, LETTER).plan)),
    )
    front = sheets[0].render(scale=1).to_pil()
    assert front.size == (792, 612)
    page = document[0].render(scale=1, may_draw_forms=False).to_pil()
    assert front.crop((396, 0, 792, 612)).tobytes() == page.tobytes()
    assert front.crop((0, 0, 396, 612)).getextrema() == ((255, 255),) * 3
    assert min(low for low, _ in page.getextrema()) < 100
    document.close()
    sheets.close()


def test_a_sheet_of_the_library_can_be_imposed() -> None:
    plan = plan_of(Case("handout", content="long"))
    made = impose(plan, A4)
    (front, *_) = halves(draw_imposed(made.plan))
    assert made.pages == len(plan.pages)
    assert "After a knee operation" in front[1]


def test_the_file_holds_nothing_for_readers_on_a_screen() -> None:
    reader = reader_of(printed(21))
    keys = {key for thing in all_objects(reader) for key in keys_of(thing)}
    tags = {"/StructTreeRoot", "/StructElem", "/StructParents", "/MarkInfo"}
    assert keys.isdisjoint(tags)
    assert keys.isdisjoint({"/Annots", "/AcroForm", "/Outlines", "/Dest", "/A"})


def test_the_file_says_what_it_is_and_how_to_print_it() -> None:
    data = printed(8)
    reader = reader_of(data)
    information, wishes = reader.metadata, reader.root_object["/ViewerPreferences"]
    assert information is not None
    assert information.title == "Heel (drops) – Άσκηση"
    assert information.subject == "For \\ the /Title(calf)"
    assert information.creation_date is not None
    assert information.creation_date.replace(tzinfo=None) == MOMENT
    assert dict(wishes) == {  # type: ignore[call-overload]
        "/DisplayDocTitle": True, "/Duplex": "/DuplexFlipShortEdge", "/PrintScaling": "/None",
    }  # fmt: skip


def test_fonts_and_pictures_are_stored_once() -> None:
    few, many = printed(4), printed(64)
    for key, least in (("/FontFile2", 2), ("/SMask", 1)):
        counts = [
            sum(key in keys_of(thing) for thing in all_objects(reader_of(data)))
            for data in (few, many)
        ]
        assert counts[0] == counts[1] >= least
    assert len([one for one in all_objects(reader_of(many)) if has_subtype(one, "/Form")]) == 1
    assert len([one for one in all_objects(reader_of(many)) if has_subtype(one, "/Image")]) == 2


def test_words_can_be_found_and_copied() -> None:
    document = pypdfium2.PdfDocument(printed(4))
    lines = document[1].get_textpage().get_text_range().split("\r\n")
    document.close()
    assert "page 2 of 4 To Łódź हिन्दी" in lines
    assert "page 3 of 4 To Łódź हिन्दी" in lines


def has_subtype(thing: Any, name: str) -> bool:
    return isinstance(thing, dict) and thing.get("/Subtype") == name


def test_the_file_is_no_larger_than_the_readers() -> None:
    assert len(printed(21)) < len(drawn(21))


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = make_pages(5, A5)
    first = draw_imposed(impose(plan, A4).plan, MOMENT)
    assert draw_imposed(impose(plan, A4[::-1]).plan, MOMENT) == first, "it is turned either way"
    assert draw_imposed(impose(plan, A4).plan, datetime(2027, 1, 1)) != first
    assert draw_imposed(impose(plan, LETTER).plan, MOMENT) != first
    assert reader_of(first).trailer["/ID"] != reader_of(drawn(5)).trailer["/ID"]


def test_the_innermost_pages_stick_out_by_the_sheets_around_them() -> None:
    assert imposed(4).creep == 0
    assert imposed(64).creep == pytest.approx(15 * 0.1 * 72 / 25.4)
    creeps = [imposed(count).creep for count in (1, 4, 5, 8, 21, 64)]
    assert all(less <= more for less, more in pairwise(creeps))


def test_too_many_pages_are_not_imposed() -> None:
    with pytest.raises(ValueError, match="65"):
        impose(make_pages(65, A5), A4)
