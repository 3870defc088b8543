"""A drawn Plan, read back by other programs."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path as FilePath
from typing import Any

import page as validation
import pypdfium2
import pytest
from access_tree import reader_of, run
from PIL import Image as PillowImage

from worksheets.pdf.draw import draw_plan
from worksheets.plan import (
    Box,
    Drawing,
    Image,
    Mark,
    Node,
    Page,
    Path,
    Picture,
    Piece,
    Plan,
    Role,
    Rule,
    Tag,
    make_drawing,
)
from worksheets.text.lines import Span, place_line, set_lines

INK = "#222222"


def make_plan(*nodes: Node, language: str = "en-GB") -> Plan:
    pieces = tuple(Piece(50, 50 + 60 * row, 480, 60, node) for row, node in enumerate(nodes))
    return Plan("Heel drops", language, "Exercises for the calf", (Page(595, 842, pieces),), 11)


def make_paragraph(text: str, bold: bool = False, role: Role = Role.PARAGRAPH) -> Node:
    lines = set_lines((Span(text, INK, bold),), 480 / 11)
    runs = [run for row, line in enumerate(lines) for run in place_line(line, 0, 14 * row, 11)]
    return Node(Tag(role), tuple(runs))


def make_figure(*marks: Mark, role: Role = Role.FIGURE) -> Node:
    return Node(Tag(role), marks)


def make_png() -> Image:
    pixels = PillowImage.new("RGBA", (8, 4), (200, 30, 30, 128))
    file = BytesIO()
    pixels.save(file, "PNG")
    return Image(file.getvalue(), 8, 4)


def read_operators(data: bytes) -> str:
    contents = reader_of(data).pages[0].get_contents()
    assert contents is not None
    return contents.get_data().decode("ascii")


def read_text(data: bytes) -> list[str]:
    """The lines of the first page as PDFium reads them, ActualText included."""
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    return [line.rstrip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "Siobhán O'Connor, Łódź",
        "Stop when <5 s & </b> ≥ 3/10",
        "office fi fl ffi To AV",
        "20–25 reps, 3 × 30 s · “slowly”",
        "Nguyễn Văn An, Ştefan, Αθήνα, Кириллица",
        "नमस्ते हिन्दी दुनिया र्कि",
        "q\u0301 x\u0302",
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_text_reads_back_exactly(text: str, bold: bool) -> None:
    assert read_text(draw_plan(make_plan(make_paragraph(text, bold)))) == [text]


def test_plain_text_needs_no_actual_text() -> None:
    data = draw_plan(make_plan(make_paragraph("Łukasz: ½ of 20–25 “To” reps")))
    assert "ActualText" not in read_operators(data)
    assert reader_of(data).pages[0].extract_text().strip() == "Łukasz: ½ of 20–25 “To” reps"


def test_a_decomposed_letter_keeps_its_characters() -> None:
    data = draw_plan(make_plan(make_paragraph("cafe\u0301")))
    assert "/ActualText <FEFF00630061006600650301>" in read_operators(data)


def test_kerning_reaches_the_page() -> None:
    assert re.search(
        r"\[<[0-9A-F]+>\d+<", read_operators(draw_plan(make_plan(make_paragraph("To"))))
    )


def test_every_font_is_embedded_and_tells_its_text() -> None:
    data = draw_plan(make_plan(make_paragraph("a Α"), make_paragraph("b", bold=True)))
    page: Any = reader_of(data).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert len(fonts) == 3
    for font in fonts:
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert len(descriptor["/FontFile2"].get_data()) > 400
        assert b"beginbfchar" in font["/ToUnicode"].get_data()
    assert b"Helvetica" not in data


def test_fonts_and_pictures_satisfy_the_validator(tmp_path: FilePath) -> None:
    picture = Picture(0, 0, 8, 4, make_png())
    file = tmp_path / "sheet.pdf"
    figure = Node(Tag(Role.FIGURE, accessible_text="A red square"), (picture,))
    plan = make_plan(make_paragraph("हिन्दी Łódź To"), figure)
    file.write_bytes(draw_plan(plan))
    report = str(validation.validate_pdf(file, profile=validation.ValidationProfile.PDF_UA_1))
    assert not re.findall(r"^\[PDFUA1-(\w+)", report, re.MULTILINE), report


def test_the_same_plan_gives_the_same_bytes_whatever_came_before() -> None:
    plan = make_plan(make_paragraph("हिन्दी and Łódź"), make_figure(Picture(0, 0, 8, 4, make_png())))
    first = draw_plan(plan)
    draw_plan(make_plan(make_paragraph("Ştefan हि र्कि", bold=True)))
    assert draw_plan(plan) == first


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import hashlib, test_pdf_draw as t;"
        "plan = t.make_plan(t.make_paragraph('हिन्दी Łódź'), t.make_paragraph('b', bold=True));"
        "print(hashlib.sha256(t.draw_plan(plan)).hexdigest())"
    )
    assert run(script, "1") == run(script, "2")


def test_an_image_used_twice_is_stored_once() -> None:
    png = make_png()
    again = Image(bytes(bytearray(png.data)), 8, 4)
    plan = make_plan(make_figure(Picture(0, 0, 80, 40, png), Picture(90, 0, 80, 40, again)))
    data = draw_plan(plan)
    assert data.count(b"/SMask") == 1
    assert data.count(b"/Subtype /Image") == 2, "the picture and its transparency"
    assert read_operators(data).count(" Do") == 2


def test_a_jpeg_is_stored_as_it_came() -> None:
    file = BytesIO()
    PillowImage.new("L", (9, 5), 90).save(file, "JPEG")
    picture = Picture(0, 0, 90, 50, Image(file.getvalue(), 9, 5))
    data = draw_plan(make_plan(make_figure(picture)))
    assert file.getvalue() in data
    assert [image.image.size for image in reader_of(data).pages[0].images if image.image] == [
        (9, 5)
    ]


def test_artifacts_are_wrapped_once() -> None:
    inner = make_paragraph("page 1", role=Role.ARTIFACT)
    outer = Node(Tag(Role.ARTIFACT), (Rule(0, 0, 90, 0, INK, 0.5), inner))
    operators = read_operators(draw_plan(make_plan(outer, make_paragraph("text"))))
    artifact, rest = operators.split("EMC", 1)
    assert artifact.count("/Artifact BMC") == 1
    assert " l S" in artifact
    assert " Tj" in artifact or "] TJ" in artifact
    assert "/Artifact" not in rest


def test_marks_are_placed_from_the_top_left_corner() -> None:
    box = Box(10, 20, 30, 40, stroke=INK, fill="#ffeedd", line_width=0.75, dash=(2, 1))
    operators = read_operators(draw_plan(make_plan(make_figure(box, box._replace(fill="")))))
    assert operators.splitlines() == [
        "q 1 0 0 1 50 792 cm",
        "/Figure <</MCID 0>> BDC",
        "1 0.933 0.867 rg",
        "0.133 G",
        "0.75 w",
        "[2 1] 0 d",
        "10 -60 30 40 re B",
        "10 -60 30 40 re S",
        "EMC",
        "Q",
    ]


def test_the_file_says_what_it_is() -> None:
    moment = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    reader = reader_of(draw_plan(make_plan(make_paragraph("x"), language="cy"), moment))
    information = reader.metadata
    assert information is not None
    assert (information.title, information.subject) == ("Heel drops", "Exercises for the calf")
    assert (information.creator, information.author) == ("worksheets", None)
    assert information.creation_date == moment
    catalog: Any = reader.root_object
    assert catalog["/Lang"] == "cy"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    first, other = (
        reader_of(draw_plan(make_plan(make_paragraph(text)))).trailer["/ID"] for text in "xy"
    )
    assert first != other


def test_every_page_is_drawn_at_its_own_size() -> None:
    plan = make_plan(make_paragraph("one"))
    second = Page(842, 595, make_plan(make_paragraph("two")).pages[0].pieces)
    pages = reader_of(draw_plan(replace(plan, pages=(*plan.pages, second)))).pages
    assert [page.extract_text().strip() for page in pages] == ["one", "two"]
    assert [tuple(page.mediabox) for page in pages] == [(0, 0, 595, 842), (0, 0, 842, 595)]


def test_a_title_may_be_in_any_script() -> None:
    plan = replace(make_plan(make_paragraph("x")), title="व्यायाम – Αθήνα", language="hi")
    information = reader_of(draw_plan(plan)).metadata
    assert information is not None
    assert information.title == "व्यायाम – Αθήνα"


def test_an_ink_that_is_no_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        draw_plan(make_plan(make_figure(Rule(0, 0, 1, 1, "black", 1))))


def test_a_full_sheet_is_a_small_file() -> None:
    boxes = tuple(
        Node(Tag(Role.TICK_BOX, f"set {column}"), (Box(20 * column, 0, 14, 14, INK, radius=2),))
        for column in range(18)
    )
    text = "Lower your heel slowly over the edge of a step, 3 × 15 reps. Siobhán, Łódź: "
    node = Node(Tag(Role.SECTION), (make_paragraph(text * 4), make_paragraph(text, True), *boxes))
    assert len(draw_plan(make_plan(*[node] * 12))) < 45_000


def make_square(ink: str) -> Drawing:
    steps = (("m", (1.0, 1.0)), ("l", (9.0, 1.0)), ("l", (9.0, 4.0)), ("l", (1.0, 4.0)), ("h", ()))
    return make_drawing(10, 20, [Path(steps, ink, "#ffffff", 0.5)])


def test_a_drawing_is_stored_once_however_often_it_is_used() -> None:
    twice = [Picture(x, 0, 40, 80, make_square("#00c800")) for x in (0, 50)]
    other = Picture(100, 0, 40, 80, make_square("#0000c8"))
    plan = make_plan(make_figure(*twice, other), make_figure(*twice))
    data = draw_plan(plan)
    assert data.count(b"/Subtype /Form") == 2
    assert len(draw_plan(make_plan(make_figure(other)))) < len(data)


def test_what_comes_after_a_dashed_box_is_solid() -> None:
    dashed = Box(0, 0, 10, 10, INK, "", 1.0, 0.0, (2.0, 1.6))
    rounded = Box(0, 20, 10, 10, INK, "", 1.0, 2.0)
    page = read_operators(draw_plan(make_plan(make_figure(dashed, rounded))))
    assert page.index("[2 1.6] 0 d") < page.index("[] 0 d") < page.index(" Do")


def test_a_drawing_stands_upright_where_it_was_placed() -> None:
    """The shape lies at the top of the drawing, so it must lie at the top of the picture."""
    plan = make_plan(make_figure(Picture(20, 40, 100, 200, make_square("#00c800"))))
    document = pypdfium2.PdfDocument(draw_plan(plan))
    pixels = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    green = [
        (x, y)
        for x in range(pixels.width)
        for y in range(pixels.height)
        if pixels.getpixel((x, y)) == (0, 200, 0)
    ]
    xs, ys = [x for x, _ in green], [y for _, y in green]
    page = plan.pages[0].pieces[0]
    assert min(xs) == pytest.approx(page.x + 20 + 10, abs=4)
    assert max(xs) == pytest.approx(page.x + 20 + 90, abs=4)
    assert min(ys) == pytest.approx(page.y + 40 + 10, abs=4)
    assert max(ys) == pytest.approx(page.y + 40 + 40, abs=4)


@pytest.mark.parametrize("role", [Role.SECTION, Role.LIST, Role.LIST_ITEM, Role.TABLE, Role.ROW])
def test_a_mark_that_says_nothing_is_refused(role: Role) -> None:
    """Whoever adds a block and forgets what it means finds out with the first page."""
    with pytest.raises(ValueError, match="says nothing"):
        draw_plan(make_plan(Node(Tag(role), make_paragraph("x").children)))
