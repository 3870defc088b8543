"""One file for the print room, read back by other programs."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from access_checks import structure_problems
from access_files import BOTH_SIDES, SIOBHAN, Case, complaints, loaded_for, order_for, plan_of
from access_tree import TaggedFile, all_objects, keys_of, read_tagged
from test_pdf_draw import make_figure, make_paragraph, make_png, make_square

from worksheets.app import parts_of
from worksheets.layout import lay_out
from worksheets.model import Patient
from worksheets.pdf import merge
from worksheets.pdf.draw import draw_plan
from worksheets.pdf.file import File
from worksheets.pdf.merge import Merger
from worksheets.pdf.trees import PageTree, write_number_tree
from worksheets.plan import Node, Page, Picture, Piece, Plan, Role, Tag
from worksheets.problems import WorksheetError
from worksheets.resolve import resolve_handout

MOMENT = datetime(2026, 12, 7)
BOOKMARKS = ["Siobhán (O'Connor) \\ </b>", "", "Λεωνίδας 000131", "=1+1", "d"]


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
        pieces = Piece(30, 50, 300, 40, words), Piece(30, 120, 300, 100, shared)
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
    plans: Sequence[Plan], bookmarks: Sequence[str] = BOOKMARKS, *, duplex: bool = True
) -> bytes:
    data = BytesIO()
    merger = Merger(data, "Sheets of a clinic", "en-GB", MOMENT, duplex=duplex)
    added = [merger.add(plan, text) for plan, text in zip(plans, bookmarks, strict=True)]
    counts = [len(plan.pages) for plan in plans]
    assert added == ([count + count % 2 for count in counts] if duplex else counts)
    merger.close()
    return data.getvalue()


@cache
def example(duplex: bool) -> bytes:
    return merged(five(), duplex=duplex)


def is_blank(page: pypdf.PageObject) -> bool:
    return "/Contents" not in page


# What readers see


@pytest.mark.parametrize("duplex", [False, True])
def test_the_validator_finds_nothing(duplex: bool) -> None:
    assert complaints(example(duplex)) == []


@pytest.mark.parametrize("duplex", [False, True])
def test_the_structure_hangs_together(duplex: bool) -> None:
    """Each document has its own heading of the first level, and blank pages have no elements."""
    file = read_tagged(example(duplex))
    blank = [n for n, page in enumerate(file.reader.pages, 1) if is_blank(page)]
    assert bool(blank) == duplex
    wanted = {f"page {n}: the page does not lead to its elements" for n in blank}
    wanted |= {f"page {n}: the tab key does not follow the structure" for n in blank}
    assert set(structure_problems(example(duplex))) == {
        *wanted,
        "there are 5 headings of the first level",
    }


def test_each_document_is_a_part_in_its_language_and_reads_as_it_does_alone() -> None:
    file = read_tagged(example(True))
    (document,) = file.roots
    assert [part.role for part in document.elements] == ["Part"] * 5
    assert [part.text_entry("/Lang") for part in document.elements] == [
        plan.language for plan in five()
    ]
    for part, plan in zip(document.elements, five(), strict=True):
        alone = TaggedFile(draw_plan(plan))
        assert file.text_of(part).split() == alone.words()


@pytest.mark.parametrize("duplex", [False, True])
def test_each_page_looks_as_it_does_alone(duplex: bool) -> None:
    reader = pypdf.PdfReader(BytesIO(example(duplex)), strict=True)
    printed = [n for n, page in enumerate(reader.pages) if not is_blank(page)]
    alone = [picture for plan in five() for picture in pictures(draw_plan(plan))]
    whole = pictures(example(duplex))
    assert [whole[n] for n in printed] == alone


def pictures(data: bytes) -> list[tuple[tuple[int, int], bytes]]:
    document = pypdfium2.PdfDocument(data)
    images = [page.render(scale=0.7).to_pil() for page in document]
    document.close()
    return [(image.size, image.tobytes()) for image in images]


def test_each_document_begins_on_a_front_side_and_blank_backs_have_its_size() -> None:
    reader = pypdf.PdfReader(BytesIO(example(True)), strict=True)
    assert reader.page_labels == [
        str(number)
        for plan in five()
        for number in range(1, len(plan.pages) + len(plan.pages) % 2 + 1)
    ]
    starts = [n for n, label in enumerate(reader.page_labels) if label == "1"]
    assert len(starts) == 5
    assert all(start % 2 == 0 for start in starts)
    for number, page in enumerate(reader.pages):
        if is_blank(page):
            assert number % 2 == 1
            assert page.mediabox == reader.pages[number - 1].mediabox
    simplex = pypdf.PdfReader(BytesIO(example(False)), strict=True)
    assert not any(map(is_blank, simplex.pages))
    assert len(simplex.pages) == sum(len(plan.pages) for plan in five())


def test_bookmarks_are_text_and_lead_to_the_first_pages() -> None:
    reader = pypdf.PdfReader(BytesIO(example(True)), strict=True)
    titles = [
        (str(item.title), reader.get_destination_page_number(item)) for item in outline(reader)
    ]
    starts = [n for n, label in enumerate(reader.page_labels) if label == "1"]
    wanted = [(text, start) for text, start in zip(BOOKMARKS, starts, strict=True) if text]
    assert titles == wanted


def outline(reader: pypdf.PdfReader) -> Any:
    return reader.outline


def test_links_lead_to_pages_of_their_own_document() -> None:
    reader = pypdf.PdfReader(BytesIO(example(True)), strict=True)
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


def test_the_file_says_what_it_is() -> None:
    reader = pypdf.PdfReader(BytesIO(example(True)), strict=True)
    assert reader.metadata is not None
    assert reader.metadata.title == "Sheets of a clinic"
    assert "Siobhán" not in str(dict(reader.metadata))
    assert str(reader.root_object["/Lang"]) == "en-GB"


# What is stored


def test_what_documents_share_is_stored_once() -> None:
    few, many = (
        [len(objects_with(merged([make_short("same")] * n, ["x"] * n), key)) for key in SHARED]
        for n in (1, 40)
    )
    assert few == many
    assert min(few) >= 1


SHARED = ("/FontFile2", "/SMask", "/Matrix", "/XObject", "/ToUnicode", "/Length1")


def objects_with(data: bytes, key: str) -> list[Any]:
    reader = pypdf.PdfReader(BytesIO(data), strict=True)
    return [thing for thing in all_objects(reader) if key in keys_of(thing)]


def test_a_page_shares_the_content_of_its_pieces_with_others() -> None:
    reader = pypdf.PdfReader(BytesIO(merged([make_short("a"), make_short("b")], ["", ""])))
    streams = [
        [one.idnum for one in page.get("/Contents", ())]
        for page in reader.pages
        if not is_blank(page)
    ]
    assert len(streams[0]) == len(streams[1]) == 2
    assert streams[0][0] != streams[1][0]
    assert streams[0][1] == streams[1][1]
    for page in reader.pages:
        for one in page.get("/Contents", ()):
            words = one.get_object().get_data().split()
            assert words.count(b"q") == words.count(b"Q")
            assert words.count(b"BDC") + words.count(b"BMC") == words.count(b"EMC")


@cache
def names(count: int) -> list[Plan]:
    """Handouts that differ in the patient."""
    case = Case()
    loaded, parts = loaded_for(case), parts_of(order_for(case), loaded_for(case))
    patients = [
        SIOBHAN.model_copy(update={"name": f"Patient {n * 7919 % 997}", "number": f"{n:06d}"})
        for n in range(count)
    ]
    sheets = [resolve_handout(replace(parts, patient=patient)) for patient in patients]
    return [lay_out(sheet, loaded.template, loaded.paper)[0] for sheet in sheets]


def test_a_patient_more_takes_six_kilobytes() -> None:
    plans = names(101)
    one = len(merged(plans[:1], ["Patient 000000"]))
    texts = [f"Patient {n:06d}" for n in range(len(plans))]
    assert (len(merged(plans, texts)) - one) / 100 < 6000


MEMORY = """
import io, tracemalloc
import test_pdf_merge as t

class Nowhere(io.BytesIO):
    def write(self, data):
        return len(data)

plans = t.names(10)  # all that is kept has room, so that only growth is seen
merger = t.Merger(Nowhere(), "Many", "en-GB", t.MOMENT, duplex=True)
for n in range(200):
    merger.add(plans[n % 10], str(n))
tracemalloc.start()
for n in range(600):
    merger.add(plans[n % 10], str(n))
print(*tracemalloc.get_traced_memory())
merger.close()
print(tracemalloc.get_traced_memory()[1])
"""


def test_memory_does_not_grow_with_the_patients() -> None:
    """A patient takes 30 KB while it is added, and hardly anything then."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    growth, peak, peak_of_end = map(int, done.stdout.split())
    assert growth / 600 < 1500
    assert peak < 4_000_000
    assert peak_of_end < 6_000_000


# The same bytes


def test_the_same_documents_give_the_same_bytes_whatever_came_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = names(3), [make_short(f"other {n}") for n in range(60)]
    texts = ["a", "b", "c"]
    data = merged(first, texts)
    merged(second, [""] * 60)
    single = draw_plan(first[0])
    assert merged(first, texts) == data
    assert draw_plan(first[0]) == single
    assert merged(first[::-1], texts) != data


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import hashlib, sys, test_pdf_merge as t; from worksheets.pdf.draw import draw_plan;"
        "[draw_plan(t.make_short(str(n))) for n in range(int(sys.argv[1]))];"
        "data = t.merged(t.names(4), 'abcd') + draw_plan(t.names(4)[0]);"
        "print(hashlib.sha256(data).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script, before],
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": before},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for before in ("1", "30")
    }
    assert len(runs) == 1


def test_what_was_forgotten_is_stored_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = merged(five())
    monkeypatch.setattr(merge, "_MOST_KNOWN", 3)
    data = merged(five())
    assert len(data) > len(whole)
    assert pictures(data) == pictures(whole)
    assert complaints(data) == []


# Large files


def test_tags_are_left_out_when_there_would_be_no_room_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plans = names(40)
    merger = Merger(BytesIO(), "Many", "en-GB", MOMENT, duplex=True)
    assert merger.expect(plans[0], 25_000)
    assert not merger.expect(plans[0], 100_000)
    monkeypatch.setattr(merge, "MOST_OBJECTS", 9000)
    data = BytesIO()
    merger = Merger(data, "Many", "en-GB", MOMENT, duplex=True)
    assert not merger.expect(plans[0], len(plans))
    for number, plan in enumerate([*five(), *plans]):
        merger.add(plan, str(number))
    merger.close()
    reader = pypdf.PdfReader(BytesIO(data.getvalue()), strict=True)
    assert int(str(reader.trailer["/Size"])) < 9000
    keys = {key for thing in all_objects(reader) for key in keys_of(thing)}
    assert keys.isdisjoint({"/StructTreeRoot", "/StructParents", "/MarkInfo", "/Annots", "/S/Part"})
    root: Any = reader.root_object
    assert b"pdfuaid" not in root["/Metadata"].get_data()
    assert len(reader.outline) == 45
    assert [pictures(data.getvalue())[n] for n in (0, 2, 3)] == [
        pictures(draw_plan(plan))[n] for plan, n in ((five()[0], 0), (five()[1], 0), (five()[1], 1))
    ]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_full_file_refuses_more_and_can_still_be_closed(
    tagged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = names(40)
    monkeypatch.setattr(merge, "MOST_OBJECTS", 6000 if tagged else 2600)
    data = BytesIO()
    merger = Merger(data, "Many", "en-GB", MOMENT, duplex=True)
    if not tagged:
        assert not merger.expect(plans[0], 1000)
    added = 0
    with pytest.raises(WorksheetError, match="Divide the roster") as caught:
        for number, plan in enumerate(plans * 3):
            added += merger.add(plan, str(number))
    assert "Patient" not in str(caught.value)
    merger.close()
    reader = pypdf.PdfReader(BytesIO(data.getvalue()), strict=True)
    assert len(reader.pages) == added > 8
    assert int(str(reader.trailer["/Size"])) <= (6000 if tagged else 2600)
    assert len(complaints(data.getvalue())) == 0 if tagged else True


@pytest.mark.parametrize("before", [0, 2, 70])
def test_a_page_that_was_left_is_filled_at_the_end(before: int) -> None:
    others = names(80)
    data = BytesIO()
    merger = Merger(data, "Sheets of a clinic", "en-GB", MOMENT, duplex=False)
    for plan in others[:before]:
        merger.add(plan, "")
    left = merger.leave_page()
    for plan in others[before:]:
        merger.add(plan, "")
    cover = make_short("Counted", language="el")
    merger.fill(left, cover)
    merger.close()
    plans = [*others[:before], cover, *others[before:]]
    file = read_tagged(data.getvalue())
    assert complaints(data.getvalue()) == []
    said = [page.extract_text().split() for page in file.reader.pages]
    assert said == [words_of(plan) for plan in plans]
    parts = file.roots[0].elements
    assert [part.text_entry("/Lang") for part in parts] == [plan.language for plan in plans]
    assert [file.text_of(part).split() for part in parts] == [
        TaggedFile(draw_plan(plan)).words() for plan in plans
    ]


def words_of(plan: Plan) -> list[str]:
    (page,) = pypdf.PdfReader(BytesIO(draw_plan(plan))).pages
    return page.extract_text().split()


def test_no_page_is_left_among_sheets_printed_on_both_sides() -> None:
    merger = Merger(BytesIO(), "Two sides", "en-GB", MOMENT, duplex=True)
    with pytest.raises(ValueError, match="the back of a page"):
        merger.leave_page()


def test_a_page_that_was_left_must_be_filled_with_one_page() -> None:
    merger = Merger(BytesIO(), "Cover", "en-GB", MOMENT, duplex=False)
    left = merger.leave_page()
    merger.add(make_short("Other"), "")
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        merger.fill(left, make_short("Long", 2))
    with pytest.raises(ValueError, match="never written"):
        merger.close()


def test_a_file_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        Merger(BytesIO(), "None", "en-GB", MOMENT, duplex=True).close()


@pytest.mark.parametrize("count", [1, 64, 65, 4096, 4097, 4200])
def test_no_node_has_many_kids(count: int) -> None:
    data = merged([make_short("x")] * count, [""] * count, duplex=False)
    with pikepdf.open(BytesIO(data)) as document:
        root: Any = document.Root
        for tree in (root.Pages, root.PageLabels, root.StructTreeRoot.ParentTree):
            assert widest(tree) <= 128
        assert leaves(root.Pages) == count == len(document.pages)
        labels = pikepdf.NumberTree(root.PageLabels)
        assert list(labels.keys()) == list(range(count))
        parents = pikepdf.NumberTree(root.StructTreeRoot.ParentTree)
        assert len(parents) == count
        assert parents[count - 1][0].Pg.objgen == document.pages[-1].obj.objgen
    if count < 100:
        reader = pypdf.PdfReader(BytesIO(data), strict=True)
        assert reader.page_labels == ["1"] * count
        assert complaints(data) == []


def widest(node: Any) -> int:
    kids = list(node.get("/Kids", []))
    return max([len(kids), len(node.get("/Nums", [])) // 2, *map(widest, kids)])


def leaves(node: Any) -> int:
    """The pages below a node, all of which lead back to it."""
    kids = list(node.get("/Kids", []))
    assert all(kid.Parent.objgen == node.objgen for kid in kids)
    found = sum(map(leaves, kids)) if node.Type == "/Pages" else 1
    assert node.get("/Count", 1) == found
    return found


@pytest.mark.parametrize(
    ("count", "depth"), [(1, 3), (4096, 3), (4096 * 64, 3), (4096 * 64 + 1, 4)]
)
def test_a_tree_of_pages_may_be_deep(count: int, depth: int) -> None:
    """The pages themselves are no matter here: all are one."""
    parts: list[bytes] = []
    file = File(parts.append, late=100)
    tree, page = PageTree(file, file.reserve_late()), file.add("<</Type/Page>>")
    for _ in range(count):
        tree.parent()
        tree.add(page)
    tree.close()
    root = file.add(f"<</Type/Catalog/Pages {tree.root} 0 R>>")
    file.close(root, root)
    with pikepdf.open(BytesIO(b"".join(parts))) as document:
        node: Any = document.Root.Pages
        assert node.Count == count
        levels = 0
        while node.Type == "/Pages":
            assert len(node.Kids) <= 64
            node, levels = node.Kids[-1], levels + 1
    assert levels == depth


@pytest.mark.parametrize("count", [0, 1, 127, 128, 129, 128 * 64 + 1, 600_000])
def test_a_tree_of_numbers_is_searched_by_its_limits(count: int) -> None:
    parts: list[bytes] = []
    file = File(parts.append)
    number = write_number_tree(file, ((2 * key, f"({key})") for key in range(count)))
    root = file.add("<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>")
    file.close(root, root)
    with pikepdf.open(BytesIO(b"".join(parts))) as document:
        tree: Any = document.get_object(number, 0)
        assert widest(tree) <= 128
        for key in {0, 1, count // 3, count - 1} & set(range(count)):
            node = tree
            while "/Kids" in node:
                (node,) = [kid for kid in node.Kids if kid.Limits[0] <= 2 * key <= kid.Limits[1]]
            listed = dict(zip(list(node.Nums)[::2], list(node.Nums)[1::2], strict=True))
            assert str(listed[2 * key]) == str(key)


def test_other_patients_have_other_sheets() -> None:
    """Else the tests above would say less than they seem to."""
    assert len({plan.pages[0].pieces[1].node for plan in names(40)}) == 40
    assert BOTH_SIDES.name != SIOBHAN.name
    assert isinstance(SIOBHAN, Patient) and SIOBHAN.start == date(2026, 12, 7)
