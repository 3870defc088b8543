"""What weeks of a booklet share: one node, drawn once, with names and keys for each week."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf
import pytest
from access_checks import field_name, structure_problems
from access_files import complaints
from access_tree import Element, Linked, Marked, TaggedFile, read_tagged
from hypothesis import given, settings
from hypothesis import strategies as st
from test_pdf_draw import make_paragraph

from worksheets.field_names import daily_name, read_name, week_name
from worksheets.layout.naming import with_unique_names
from worksheets.pdf.draw import DrawOptions, draw_plan
from worksheets.plan import Blank, Box, GlyphRun, Node, Page, Piece, Plan, Role, Scope, Tag
from worksheets.text.lines import Span, place_line, set_lines

INK = "#222222"
WIDE, HIGH = 400.0, 600.0
FILLABLE = DrawOptions(fillable=True)
TITLE = Node(
    Tag(Role.HEADING_1, bookmark="Title"), make_paragraph("A booklet", role=Role.HEADING_1).children
)


def cell(role: Role, text: str, scope: Scope = Scope.NONE) -> Node:
    return Node(Tag(role, scope=scope), make_paragraph(text).children)


def make_row(label: str, day: str, week: str) -> Node:
    name = Tag(Role.FIELD, f"{label}, {day}", name=within(week, daily_name(label.lower(), day)))
    tick = Tag(Role.TICK_BOX, f"set 1, {day}", name=within(week, f"heel-raise.{day}.1"))
    return Node(
        Tag(Role.ROW),
        (
            cell(Role.HEADER_CELL, f"{label} {day}", Scope.ROW),
            Node(Tag(Role.CELL), (Node(name, (Blank(100, 0, 40, 14, 9, INK),)),)),
            Node(Tag(Role.CELL), (Node(tick, (Box(150, 0, 12, 12, INK, line_width=1),)),)),
        ),
    )


def within(week: str, name: str) -> str:
    return f"{week}.{name}" if week else name


def make_tables(week: str = "") -> tuple[Node, Node]:
    """The two parts of a week's table, which have the same key."""
    tag = Tag(Role.TABLE, key=within(week, "week-grid"))
    return Node(tag, (HEAD, make_row("Pain", "mon", week))), Node(
        tag, (make_row("Effort", "tue", week),)
    )


def link(target: str, text: str, accessible_text: str = "") -> Node:
    inner = Node(Tag(Role.LINK, accessible_text, target=target), make_paragraph(text).children)
    return Node(Tag(Role.PARAGRAPH), (inner,))


HEAD = Node(
    Tag(Role.ROW),
    tuple(cell(Role.HEADER_CELL, text, Scope.COLUMN) for text in ("Row", "Write", "Tick")),
)


def make_page(*nodes: Node) -> Page:
    pieces = (Piece(20, 20 + 70 * row, 360, 60, node) for row, node in enumerate(nodes))
    return Page(WIDE, HIGH, tuple(pieces))


def make_plan(*pages: Page) -> Plan:
    first = pages[0]
    title = Piece(20, 550, 360, 40, TITLE)
    begun = first._replace(pieces=(title, *first.pieces))
    return Plan("A booklet", "en-GB", "Weeks", (begun, *pages[1:]), 11)


WEEKS = make_plan(*(make_page(part) for week in (1, 2, 3) for part in make_tables(week_name(week))))


def parts_of(element: Element) -> list[str]:
    return [kid.role for kid in element.elements]


def names_in(data: bytes) -> list[str]:
    notes = [note for _, note in read_tagged(data).annotations()]
    return [field_name(note) for note in notes if note["/Subtype"] == "/Widget"]


@pytest.mark.parametrize("options", [DrawOptions(), FILLABLE], ids=["print", "fillable"])
def test_a_table_of_each_week_is_one_table_over_its_pages(options: DrawOptions) -> None:
    data = draw_plan(WEEKS, options=options)
    assert structure_problems(data) == []
    assert complaints(data) == []
    file = read_tagged(data)
    tables = file.named("Table")
    assert [parts_of(table) for table in tables] == [["TR", "TR", "TR"]] * 3
    pages = [
        sorted({kid.page for cell in table.walk() for kid in cell.kids if isinstance(kid, Marked)})
        for table in tables
    ]
    assert pages == [[0, 1], [2, 3], [4, 5]]


def test_without_a_week_parts_are_joined_over_the_whole_document() -> None:
    data = draw_plan(make_plan(*(make_page(part) for part in make_tables())))
    assert structure_problems(data) == []
    assert len(read_tagged(data).named("Table")) == 1


def test_a_field_is_called_by_its_week() -> None:
    data = draw_plan(WEEKS, options=FILLABLE)
    local = ["pain.mon", "heel-raise.mon.1", "effort.tue", "heel-raise.tue.1"]
    names = names_in(data)
    assert names == [f"week-0{week}.{name}" for week in (1, 2, 3) for name in local]
    assert [read_name(name).week for name in names] == [*"1111", *"2222", *"3333"]  # type: ignore[union-attr]
    found = pypdf.PdfReader(BytesIO(data)).get_fields() or {}
    assert set(names) <= set(found)


def test_what_stands_outside_of_weeks_is_called_as_on_a_sheet() -> None:
    plan = make_plan(make_page(make_tables()[0]), make_page(make_tables("week-01")[0]))
    data = draw_plan(plan, options=FILLABLE)
    assert structure_problems(data) == []
    assert names_in(data) == ["pain.mon", "heel-raise.mon.1", "week-01.pain.mon",
                              "week-01.heel-raise.mon.1"]  # fmt: skip


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from([*make_tables(), *make_tables("week-01")]), max_size=3),
                max_size=6))  # fmt: skip
def test_every_name_stands_once_whatever_stands_where(content: list[list[Node]]) -> None:
    pages = with_unique_names([make_page(*nodes) for nodes in content])
    found = [node for page in pages for piece in page.pieces for node in piece.node.nodes()]
    names = [node.tag.name for node in found if node.tag.name]
    assert len(set(names)) == len(names)
    assert [len(page.pieces) for page in pages] == [len(nodes) for nodes in content]


CONTENTS = [link("#2", "Week 1, page 2"), link("#3", "Week 2", "Week 2, on page 3")]


def annotations(file: TaggedFile) -> list[Any]:
    return [note for _, note in file.annotations()]


def test_a_link_leads_to_a_page() -> None:
    web = link("https://example.org", "Web")
    others = [make_page(make_paragraph(text)) for text in ("one", "two")]
    plan = make_plan(make_page(*CONTENTS, web), *others)
    data = draw_plan(plan)
    assert structure_problems(data) == []
    assert complaints(data) == []
    file = read_tagged(data)
    first, second, last = annotations(file)
    for note, page in ((first, 1), (second, 2)):
        assert note["/Dest"][0].get_object() == file.reader.pages[page].get_object()
        assert note["/Dest"][1] == "/Fit"
        assert "/A" not in note
    assert first["/Contents"] == "Week 1, page 2"
    assert second["/Contents"] == "Week 2, on page 3"
    assert (last["/A"]["/URI"], last["/Contents"]) == ("https://example.org", "https://example.org")
    owners = file.named("Link")
    kids = [[kid.number for kid in one.kids if isinstance(kid, Linked)] for one in owners]
    assert kids == [[note.indirect_reference.idnum] for note in (first, second, last)]
    assert [file.text_of(one).strip() for one in owners] == ["Week 1, page 2", "Week 2", "Web"]


def test_the_text_of_a_link_is_said_in_words() -> None:
    """Runs of a line that stand apart are words apart; a change of weight in a word is not."""
    runs = [*make_paragraph("Week 1").marks(), *make_paragraph("12").marks()]
    near, far = (run for run in runs if isinstance(run, GlyphRun))
    (line,) = set_lines((Span("Phase", INK), Span("s 2", INK, bold=True)), 40)
    mixed = place_line(line, 0, 0, 11)
    assert len(mixed) > 1, "two fonts"
    for marks, said in (((near, far._replace(x=300)), "Week 1 12"), (mixed, "Phases 2")):
        node = Node(Tag(Role.PARAGRAPH), (Node(Tag(Role.LINK, target="#1"), marks),))
        notes = annotations(read_tagged(draw_plan(make_plan(make_page(node)))))
        assert {note["/Contents"] for note in notes} == {said}


@pytest.mark.parametrize("target", ["#0", "#2", "#99", "#-1", "#", "#week"])
def test_a_link_to_a_page_that_is_not_there_is_refused(target: str) -> None:
    plan = make_plan(make_page(link(target, "nowhere")))
    with pytest.raises(ValueError, match=r"page|int"):
        draw_plan(plan)
    assert draw_plan(replace(plan, pages=(make_page(link("#1", "here")),)))
