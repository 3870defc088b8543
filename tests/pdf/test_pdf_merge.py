"""One file of many documents, read back by other programs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, cast

import pypdf
import pypdfium2
import pytest
from access_checks import structure_problems
from access_files import Case, complaints, plan_of
from access_tree import TaggedFile, all_objects, keys_of, read_tagged, reader_of, run
from test_pdf_draw import make_figure, make_paragraph, make_png, make_square

from worksheets.pdf import merge
from worksheets.pdf.draw import draw_plan
from worksheets.pdf.merge import MergedFile
from worksheets.plan import Node, Page, Picture, Piece, Plan, Role, Tag
from worksheets.problems import WorksheetError

MOMENT = datetime(2026, 12, 7)
ABOUT = "Sheets of a clinic", "en-GB", MOMENT
BOOKMARKS = ["Siobhán (O'Connor) \\ </b>", "", "Λεωνίδας 000131", "=1+1", "d"]
SHARED = ("/FontFile2", "/SMask", "/Matrix", "/ToUnicode", "/Length1")


def make_short(text: str, pages: int = 1, language: str = "en-GB", link: str = "") -> Plan:
    """Pages with a heading, a picture and a drawing, each in its own words."""
    picture = Picture(0, 0, 80, 40, make_png())
    shared = make_figure(picture, Picture(90, 0, 40, 80, make_square("#00c800")))
    shared = shared._replace(tag=Tag(Role.FIGURE, "A square", bookmark="Square"))
    made = []
    for number in range(pages):
        role = Role.PARAGRAPH if number else Role.HEADING_1
        words = make_paragraph(f"{text} {number + 1}", role=role)
        if link:
            inner = Node(Tag(Role.LINK, target=link), words.children)
            words = Node(Tag(Role.PARAGRAPH), (inner,))
        pieces = Piece(30, 50, 300, 40, words, slot="strip"), Piece(30, 120, 300, 100, shared)
        made.append(Page(420 + number, 595, pieces))
    return Plan("A sheet", language, "", tuple(made), 11)


@cache
def five() -> tuple[Plan, ...]:
    """Sheets of different programs, templates, paper, languages and lengths, one with links."""
    long = plan_of(Case(content="long"))
    assert len(long.pages) > 2 and len(plan_of(Case()).pages) == 1
    linked = make_short("Λεωνίδας हिन्दी", 3, "el", "#2")
    heading = make_short("First").pages[0]
    linked = replace(linked, pages=(heading, *linked.pages[1:]))
    return plan_of(Case()), long, linked, plan_of(Case("grid", "letter")), plan_of(Case("compact"))


def merged(
    plans: Sequence[Plan],
    bookmarks: Sequence[str],
    *,
    duplex: bool = False,
    tagged: bool = False,
) -> bytes:
    data = BytesIO()
    file = MergedFile(data, *ABOUT, duplex=duplex, tagged=tagged)
    added = [file.add(plan, text) for plan, text in zip(plans, bookmarks, strict=True)]
    counts = [len(plan.pages) for plan in plans]
    assert added == ([count + count % 2 for count in counts] if duplex else counts)
    file.close()
    return data.getvalue()


@cache
def paper() -> bytes:
    """For the print room, on both sides of the paper."""
    return merged(five(), BOOKMARKS, duplex=True)


@cache
def screen() -> bytes:
    """With tags, as a proof sheet is."""
    return merged(five(), BOOKMARKS, tagged=True)


def is_blank(page: pypdf.PageObject) -> bool:
    return "/Contents" not in page


def pictures(data: bytes) -> list[tuple[tuple[int, int], bytes]]:
    document = pypdfium2.PdfDocument(data)
    images = [page.render(scale=0.5).to_pil() for page in document]
    document.close()
    return [(image.size, image.tobytes()) for image in images]


# With tags


def test_a_tagged_file_satisfies_the_validator() -> None:
    assert complaints(screen()) == []
    assert structure_problems(screen()) == ["there are 5 headings of the first level"]


def test_each_document_is_a_part_in_its_language_and_reads_as_it_does_alone() -> None:
    file = read_tagged(screen())
    (document,) = file.roots
    assert [part.role for part in document.elements] == ["Part"] * 5
    assert [part.text_entry("/Lang") for part in document.elements] == [
        plan.language for plan in five()
    ]
    for part, plan in zip(document.elements, five(), strict=True):
        assert file.text_of(part).split() == TaggedFile(draw_plan(plan)).words()


def test_links_lead_to_pages_of_their_own_document() -> None:
    reader = reader_of(screen())
    notes = [(n, note) for n, page in enumerate(reader.pages) for note in page.get("/Annots", ())]
    inner = [
        (n, note.get_object()["/Dest"][0]) for n, note in notes if "/Dest" in note.get_object()
    ]
    numbers = {page.indirect_reference: n for n, page in enumerate(reader.pages)}
    start = [n for n, label in enumerate(reader.page_labels) if label == "1"][2]
    assert [(n, numbers[page.indirect_reference]) for n, page in inner] == [
        (start + 1, start + 1),
        (start + 2, start + 1),
    ]


# For paper


def test_a_file_for_paper_has_no_tags_and_no_links() -> None:
    reader = reader_of(paper())
    keys = {key for thing in all_objects(reader) for key in keys_of(thing)}
    assert keys.isdisjoint({"/StructTreeRoot", "/StructParents", "/MarkInfo", "/Annots", "/Tabs"})
    root: Any = reader.root_object
    assert b"pdfuaid" not in root["/Metadata"].get_data()
    for page in reader.pages:
        contents = page.get("/Contents", [])
        for one in list(contents) if isinstance(contents, list) else [contents]:
            words = one.get_object().get_data().split()
            assert words.count(b"q") == words.count(b"Q")
            assert words.count(b"BDC") == words.count(b"EMC")


def test_each_page_looks_as_it_does_alone() -> None:
    alone = [picture for plan in five() for picture in pictures(draw_plan(plan))]
    assert pictures(screen()) == alone
    printed = [n for n, page in enumerate(reader_of(paper()).pages) if not is_blank(page)]
    whole = pictures(paper())
    assert [whole[n] for n in printed] == alone


def test_each_document_begins_on_a_front_side_and_blank_backs_have_its_size() -> None:
    reader = reader_of(paper())
    assert reader.page_labels == [
        str(number)
        for plan in five()
        for number in range(1, len(plan.pages) + len(plan.pages) % 2 + 1)
    ]
    starts = [n for n, label in enumerate(reader.page_labels) if label == "1"]
    assert len(starts) == 5
    assert all(start % 2 == 0 for start in starts)
    blank = [n for n, page in enumerate(reader.pages) if is_blank(page)]
    assert blank
    for number in blank:
        assert number % 2 == 1
        assert reader.pages[number].mediabox == reader.pages[number - 1].mediabox
    assert len(reader_of(screen()).pages) == sum(len(plan.pages) for plan in five())


def test_bookmarks_are_text_and_lead_to_the_first_pages() -> None:
    reader = reader_of(paper())
    titles = [
        (str(item.title), reader.get_destination_page_number(item))  # type: ignore[union-attr,arg-type]
        for item in reader.outline
    ]
    starts = [n for n, label in enumerate(reader.page_labels) if label == "1"]
    assert titles == [(text, at) for text, at in zip(BOOKMARKS, starts, strict=True) if text]


def test_two_documents_may_have_the_same_bookmark() -> None:
    plans = [make_short("a"), make_short("b")]
    reader = reader_of(merged(plans, ["1 of 2", "1 of 2"]))
    assert [str(item.title) for item in reader.outline] == ["1 of 2"] * 2  # type: ignore[union-attr]


def test_the_file_says_what_it_is() -> None:
    reader = reader_of(paper())
    assert reader.metadata is not None
    assert reader.metadata.title == "Sheets of a clinic"
    assert "Siobhán" not in str(dict(reader.metadata))
    assert str(reader.root_object["/Lang"]) == "en-GB"


# What is stored


def test_what_documents_share_is_stored_once() -> None:
    few, many = (
        [len(objects_with(merged([make_short("same")] * n, [""] * n), key)) for key in SHARED]
        for n in (1, 20)
    )
    assert few == many
    assert min(few) >= 1


def objects_with(data: bytes, key: str) -> list[Any]:
    return [thing for thing in all_objects(reader_of(data)) if key in keys_of(thing)]


def test_documents_share_the_content_of_what_is_no_slot() -> None:
    reader = reader_of(merged([make_short("a"), make_short("b")], ["", ""]))
    one, other = [[part.idnum for part in cast(Any, page["/Contents"])] for page in reader.pages]
    assert len(one) == len(other) == 2
    assert one[0] != other[0]
    assert one[1] == other[1]


def test_what_was_forgotten_is_stored_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = [make_short(f"{n}") for n in range(3)] * 2
    whole = merged(plans, [""] * 6)
    monkeypatch.setattr(merge, "_MAX_CONTENTS", 2)
    data = merged(plans, [""] * 6)
    assert len(data) > len(whole)
    assert pictures(data) == pictures(whole)


MEMORY = """
import io, tracemalloc
import test_pdf_merge as t

class Nowhere(io.BytesIO):
    def write(self, data):
        return len(data)

file = t.MergedFile(Nowhere(), *t.ABOUT, duplex=True)
def add(start, end):
    for n in range(start, end):
        file.add(t.make_short(f"Patient{n % 50}", 2), str(n))
add(0, 100)
tracemalloc.start()
add(100, 500)
print(*tracemalloc.get_traced_memory())
file.close()
print(tracemalloc.get_traced_memory()[1])
"""


def test_memory_does_not_grow_with_the_patients() -> None:
    done = run(MEMORY)
    growth, peak, peak_of_end = map(int, done.split())
    assert growth / 400 < 1500
    assert peak < 4_000_000
    assert peak_of_end < 6_000_000


def test_the_same_documents_give_the_same_bytes_whatever_came_before() -> None:
    script = (
        "import hashlib, test_pdf_merge as t;"
        "[t.draw_plan(t.make_short(str(n))) for n in range(%d)];"
        "plans = t.make_short('हिन्दी'), t.make_short('b');"
        "print(hashlib.sha256(t.merged(plans, 'ab')).hexdigest())"
    )
    assert run(script % 1, "1") == run(script % 9, "2")
    plans = [make_short("a"), make_short("b")]
    assert merged(plans, "ab") == merged(plans, "ab") != merged(plans[::-1], "ab")


# The ends


@pytest.mark.parametrize("tagged", [True, False])
def test_a_full_file_refuses_more_and_can_still_be_closed(
    tagged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "MAX_OBJECTS", merge.ROOM + 300)
    data = BytesIO()
    file = MergedFile(data, *ABOUT, tagged=tagged)
    added = 0
    with pytest.raises(WorksheetError, match="Divide the roster") as caught:
        for number in range(300):
            added += file.add(make_short(f"Patient {number}"), str(number))
    assert "Patient" not in str(caught.value)
    file.close()
    assert len(reader_of(data.getvalue()).pages) == added > 8
    assert not tagged or complaints(data.getvalue()) == []


def test_a_file_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        MergedFile(BytesIO(), *ABOUT, duplex=True).close()
