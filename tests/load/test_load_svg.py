"""SVG pictures: drawn as they look, or refused with a reason."""

import gzip
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path as File
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from worksheets.app import make_sheet
from worksheets.load.order import Order, load_order
from worksheets.load.pictures import load_picture
from worksheets.load.svg import MAX_STEPS, read_svg
from worksheets.load.svg_tree import MAX_BYTES
from worksheets.pdf.pictures import drawing_operators
from worksheets.plan import Drawing, Path, Pen
from worksheets.problems import WorksheetError

SQUARE = (("m", (0, 0)), ("l", (100, 0)), ("l", (100, 100)), ("l", (0, 100)), ("h", ()))
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, frame: str = 'viewBox="0 0 1000 500"') -> bytes:
    return f"<svg {NAMESPACES} {frame}>{inside}</svg>".encode()


def paths(inside: str, frame: str = 'viewBox="0 0 1000 500"') -> tuple[Path, ...]:
    return read_svg("a.svg", svg(inside, frame)).paths


def problems(data: bytes) -> str:
    with pytest.raises(WorksheetError) as caught:
        read_svg("a.svg", data)
    return str(caught.value)


@pytest.mark.parametrize(
    "shape",
    [
        '<rect width="100" height="100"/>',
        '<polygon points="0,0 100,0 100,100 0 100"/>',
        '<path d="M0 0h100v100H0z"/>',
        '<path d="m0,0 100,0 0,1e2-100,0Z"/>',
        '<g transform="translate(-10 -10)"><g transform="scale(2)">'
        '<rect x="5" y="5" width="50" height="50"/></g></g>',
        '<rect width="100" height="100" transform="matrix(1,0 0,1 30 0) translate(-30)"/>',
        '<rect x="-100" width="100" height="100" transform="rotate(0) scale(1 1) translate(100)"/>',
        '<defs><rect id="r" width="100" height="100"/></defs><use xlink:href="#r"/>',
        '<defs><rect id="r" x="-9" width="100" height="100"/></defs><use href="#r" x="9"/>',
    ],
)
def test_one_square_written_in_many_ways(shape: str) -> None:
    assert paths(shape) == (Path(SQUARE, "#000000"),)


def test_circles_arcs_and_round_corners_are_curves() -> None:
    circle, ellipse, arc, rect = paths(
        '<circle cx="100" cy="100" r="50"/><ellipse cx="100" cy="100" rx="50" ry="50"/>'
        '<path d="M150 100a50 50 0 1 1 0-.001z"/><rect width="100" height="40" rx="20"/>'
    )
    assert circle == ellipse
    assert circle.steps[1] == ("c", (150, 127.61, 127.61, 150, 100, 150))
    points = [point[-2:] for operator, point in arc.steps if operator == "c"]
    assert points == [(100, 150), (50, 100), (100, 50), (150, 100)]
    assert [operator for operator, _ in rect.steps].count("c") == 4
    (quadratic,) = paths('<path d="M0 0Q30 60 60 0T120 0l0 9z"/>')
    assert quadratic.steps[1:3] == (
        ("c", (20, 40, 40, 40, 60, 0)),
        ("c", (80, -40, 100, -40, 120, 0)),
    )


@pytest.mark.parametrize(
    ("style", "fill", "stroke"),
    [
        ("", "#000000", ""),
        ('fill="red"', "#ff0000", ""),
        ('fill="#1b6"', "#11bb66", ""),
        ('fill="rgb(10%, 100, 300)"', "#000000", ""),  # refused below
        ('style="fill: rgb(1, 2, 255); stroke: black"', "#0102ff", "#000000"),
        ('fill="none" stroke="currentColor" color="blue"', "", "#0000ff"),
        ('class="a"', "#008000", "#ffff00"),
        ('class="a" style="stroke:none"', "#008000", ""),
        ('class="a" fill="red"', "#008000", "#ffff00"),
        ('fill-opacity="0" stroke="red"', "", "#ff0000"),
    ],
)
def test_colours(style: str, fill: str, stroke: str) -> None:
    sheet = "<style>.a, #b { fill: green } .a { stroke: yellow; font-size: 3px }</style>"
    shape = f'{sheet}<g id="b"><rect width="100" height="100" {style}/></g>'
    if "10%" in style:
        assert "is not a colour" in problems(svg(shape))
        return
    shape = shape.replace(' id="b"', "")
    (path,) = paths(shape)
    assert (path.fill, path.stroke) == (fill, stroke)


def test_looks_are_handed_down_and_hidden_things_are_not_drawn() -> None:
    found = paths(
        '<g fill="red" stroke="blue" stroke-width="3"><path d="M0 0h9v9" fill="inherit"/>'
        '<g display="none"><path d="M0 0h9v9"/></g><path d="M0 0h9v9" visibility="hidden"/>'
        '<path d="M0 0h9v9" opacity="0"/><path d="" stroke="red"/><path d="M0 0h9"/></g>'
    )
    assert [(path.fill, path.stroke, path.line_width) for path in found] == [
        ("#ff0000", "#0000ff", 3),
        ("", "#0000ff", 3),  # a line has no inside
    ]


def test_lines_keep_their_ends_corners_dashes_and_the_even_odd_rule() -> None:
    first, second = paths(
        '<path d="M0 0h9v9" stroke="red" stroke-linecap="round" stroke-dasharray="5, 3px 1"'
        ' stroke-dashoffset="-1" stroke-linejoin="bevel" transform="scale(2)"/>'
        '<path d="M0 0h9v9h-9z" fill-rule="evenodd" stroke="red" stroke-width="1mm"/>'
    )
    assert (first.line_width, first.pen) == (2, Pen("round", "bevel", 4, (10, 6, 2), 34))
    assert (second.line_width, second.pen) == (3.7795275590551185, Pen("butt", "miter", 4))
    drawn = drawing_operators(read_svg("a.svg", svg('<path d="M0 0h9v9z" fill-rule="evenodd"/>')))
    assert drawn.endswith("h f*")
    drawn = drawing_operators(Drawing("", 9, 9, (first, second)))
    for operator in ("2 j", "[10 6 2] 34 d", "0 J", "0 j", "4 M", "[] 0 d", "h B*"):
        assert operator in drawn


@pytest.mark.parametrize(
    ("frame", "size", "corner"),
    [
        ('viewBox="0 0 10 10"', (1000, 1000), (100, 100)),
        ('width="20mm" height="10mm" viewBox="0 0 10 10"', (1000, 500), (300, 50)),
        ('width="20" viewBox="0 0 10 10" height="100%"', (1000, 1000), (100, 100)),
        ('width="20" height="10"', (1000, 500), (50, 50)),
        (
            'width="20" height="10" viewBox="0 0 10 10" preserveAspectRatio="none"',
            (1000, 500),
            (100, 50),
        ),
        (
            'width="20" height="10" viewBox="0 0 10 10" preserveAspectRatio="xMinYMax slice"',
            (1000, 500),
            (100, -400),
        ),
        ('viewBox="1 1 10 5"', (1000, 500), (0, 0)),
    ],
)
def test_the_frame(frame: str, size: tuple[float, float], corner: tuple[float, float]) -> None:
    drawing = read_svg("a.svg", svg('<rect x="1" y="1" width="2" height="2"/>', frame))
    assert (drawing.width, drawing.height) == size
    assert drawing.paths[0].steps[0][1] == corner


def test_what_drawing_programs_add_is_passed_over() -> None:
    text = (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/x.dtd">'
        f'\n<svg {NAMESPACES} xmlns:inkscape="http://i" viewBox="0 0 9 9" version="1.1" id="x"'
        ' style="enable-background:new 0 0 9 9" xml:space="preserve"><title>A</title>'
        '<defs><linearGradient id="unused"/></defs><metadata><inkscape:x/></metadata>'
        '<inkscape:namedview a="b"/><path inkscape:label="a" d="M0 0h9v9" style="fill:#000;'
        '-inkscape-stroke:none;clip-path:none;font-family:x"/></svg>'
    )
    assert len(read_svg("a.svg", text.encode()).paths) == 1


BOMB = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
RECT = '<rect width="9" height="9"/>'
MANY = '<defs><g id="g0">' + RECT + "</g>"
for n in range(1, 9):
    MANY += f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>"

WRONG: dict[str, tuple[bytes, str]] = {
    "external picture": (svg('<image href="http://example.org/a.png"/>'), "outside it"),
    "external use": (svg('\n<use xlink:href="other.svg#a"/>'), ":2:1: the drawing refers to"),
    "file": (svg('<use href="file:///etc/passwd"/>'), "outside it"),
    "data": (svg('<image href=" DATA:image/png;base64,aaaa"/>'), "picture is embedded"),
    "import": (svg("<style>@import 'a.css';</style>"), "style of the drawing refers"),
    "at rule": (svg("<style>@media print{}</style>"), '"@media" in the style sheet'),
    "address in a style": (svg('<g style="fill:url( http://a )"/>'), "outside it"),
    "address in rules": (svg("<style>.a{fill:url('//a')}</style>"), "outside it"),
    "style sheet": (b'<?xml-stylesheet href="a.css"?>' + svg(RECT), "style sheet outside"),
    "base": (svg('<g xml:base="http://a"/>'), "outside it"),
    "script": (svg("<script>1</script>"), 'may not hold "script"'),
    "hidden script": (svg("<metadata><ScRipt/></metadata>"), 'may not hold "ScRipt"'),
    "event": (svg('<rect onload="a()"/>'), 'may not run "onload"'),
    "foreign": (svg("<foreignObject/>"), 'may not hold "foreignObject"'),
    "moving": (svg("<rect><animate/></rect>"), 'may not hold "animate"'),
    "bomb": (f"<!DOCTYPE svg [{BOMB}]>".encode() + svg("<title>&i;</title>"), "defines entities"),
    "external entity": (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
        "defines entities",
    ),
    "unread entity": (b'<!DOCTYPE svg SYSTEM "a.dtd">' + svg("<g id='&a;'/>"), "defined elsewhere"),
    "gzip": (gzip.compress(svg(RECT)), "compressed drawing"),
    "large": (svg(" " * MAX_BYTES), "larger than 1 MB"),
    "utf-16": (svg(RECT).decode().encode("utf-16"), "not written in UTF-8"),
    "damaged": (b"<svg>\n <g></svg>", "a.svg:2:7: the drawing is damaged: mismatched tag"),
    "empty": (b"", "damaged: no element found"),
    "other": (b"<html/>", "not an SVG drawing"),
    "no namespace": (b"<svg/>", "not an SVG drawing"),
    "no size": (svg(RECT, ""), "does not say how wide and high"),
    "zero size": (svg(RECT, 'width="0" height="9"'), "no width or height"),
    "negative size": (svg(RECT, 'width="-3" height="9"'), "no width or height"),
    "nan": (svg(RECT, 'viewBox="0 0 NaN 9"'), "not a list of numbers"),
    "huge": (svg(RECT, 'width="1e9" height="1e9"'), "no width or height"),
    "far": (svg('<rect width="1e9" height="9"/>'), "far outside"),
    "infinite": (svg('<rect width="9" height="9" transform="scale(1e99)"/>'), "too large"),
    "negative shape": (svg('<circle r="-1"/>'), "r is negative"),
    "share": (svg('<rect width="100%" height="9"/>'), "not a length"),
    "nothing": (svg("<g/>"), "nothing in the drawing"),
    "text": (svg("\n\n<text>a</text>"), 'a.svg:3:1: "text" cannot be drawn. In a drawing program'),
    "gradient": (svg('<path d="M0 0h1v1" fill="url(#a)"/>'), "gradient or a pattern"),
    "see-through": (svg('<g opacity="50%"/>'), "see-through"),
    "see-through paint": (svg('<path d="M0 0h1v1" fill="rgba(1,1,1,.5)"/>'), "opacity 0.5"),
    "filter": (svg('<g filter="url(#a)"/>'), '"filter" cannot be drawn'),
    "clip": (svg('<g style="clip-path:url(#a)"/>'), "release the clip"),
    "mask": (svg('<g mask="url(#a)"/>'), '"mask" cannot'),
    "marker": (svg('<path d="M0 0" marker-end="url(#a)"/>'), "convert markers"),
    "unknown look": (svg('<g style="transform: scale(2)"/>'), '"transform" cannot be drawn'),
    "nested": (svg("<svg/>"), '"svg" cannot be drawn'),
    "symbol": (svg('<symbol id="a"/><use href="#a"/>'), '"symbol" cannot be used'),
    "no such": (svg('<use href="#a"/>'), 'no "#a" to use'),
    "itself": (svg('<g id="a"><use href="#a"/></g>'), "more than 64 deep"),
    "deep": (svg("<g>" * 70 + "</g>" * 70), "more than 64 deep"),
    "many": (svg(MANY + '</defs><use href="#g8"/>'), "more than 5,000 elements"),
    "steps": (svg(f'<path d="M0 0{"l1 1" * MAX_STEPS}"/>'), "20,000 path steps"),
    "wide line": (svg('<path d="M0 0h1" stroke="red" transform="scale(1 3)"/>'), "wider in one"),
    "dashes": (svg('<path d="M0 0h9" stroke="red" stroke-dasharray=".01"/>'), "dashes"),
    "path": (svg('<path d="M0 0 L 1 1 ! 3 3"/>'), "path"),
    "arc": (svg('<path d="M0 0a1e200 1e200 0 1 1 1e99 1e99"/>'), "damaged"),
    "turn": (svg(f'<g transform="rotate({"9" * 400})"/>'), "too large"),
    "path start": (svg('<path d="L 1 1"/>'), "damaged"),
    "points": (svg('<polyline points="1 1 2"/>'), "one coordinate only"),
    "transform": (svg('<g transform="turn(3)"/>'), "not a transform"),
    "rule": (svg("<style>g > g {fill: red}</style>"), "more than a name"),
    "important": (svg('<g style="fill:red !important"/>'), "important"),
}


@pytest.mark.parametrize(("data", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_files_are_refused(data: bytes, said: str) -> None:
    message = problems(data)
    assert said in message
    assert message.startswith("a.svg")


def test_all_that_cannot_be_drawn_is_said_at_once() -> None:
    found = problems(svg('<text>a</text><text>b</text><image href="#a"/><g opacity=".3"/>'))
    assert found.count("\n") == 2, "a line for each sort"


@pytest.mark.parametrize(
    "inside",
    [
        f'<path d="M0 0h{"1 " * 119_000}"/>',
        f'<path d="M0 0{"c1 2 3 4 5 6" * 60_000}"/>',
        f'<polygon points="{"1" * 900_000}x"/>',
        f'<g transform="{" " * 900_000}x"/>',
        f'<g transform="{"a" * 900_000}"/>',
        f'<g style="fill:{"(" * 49_000}"/>',
        "<style>" + "*{fill:red}" * 199 + "</style>" + '<g class="a b"/>' * 4_990,
        f'<path id="p" d="M0 0{"l1 1" * 15_000}"/>' + '<use href="#p"/>' * 4_000,
        f'<path id="p" d="M0 0{"l1 1" * 15_000}x"/>' + '<use href="#p"/>' * 4_000,
    ],
)
def test_hostile_files_are_refused(inside: str) -> None:
    """Each would take minutes or gigabytes if it were followed."""
    assert problems(svg(inside))


def test_load_picture_reads_svg_by_content(tmp_path: File) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(svg(RECT))
    assert isinstance(load_picture(file), Drawing)
    file.write_bytes(svg(RECT, 'viewBox="0 0 90 10"'))
    with pytest.raises(WorksheetError, match="8 times as wide as it is high"):
        load_picture(file)
    other = tmp_path / "a.svgz"
    other.write_bytes(gzip.compress(svg(RECT)))
    with pytest.raises(WorksheetError, match="compressed drawing"):
        load_picture(other)


@pytest.mark.parametrize("missing", ["svg", "tinycss2", "cssselect2"])
def test_without_the_libraries_the_user_is_told_how_to_get_them(
    tmp_path: File, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(svg(RECT))
    for name in [name for name in sys.modules if name.startswith("worksheets.load.svg")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, _absent())
    with pytest.raises(WorksheetError, match=r"pip install 'worksheets\[svg\]'"):
        load_picture(file)


def _absent() -> ModuleType:
    return None  # type: ignore[return-value]  # what Python takes for "not there"


EXERCISE = """kind: exercise
name: Heel raise
region: ankle
steps: [Rise.]
source: {title: A book}
figure: {alt: A green square, image: square.svg}
"""
PROGRAM = """kind: program
title: Ankle
version: 1
purpose: To get stronger.
stop_and_call: {call: [It hurts.]}
exercises: [{exercise: rise}]
"""


def test_a_handout_shows_the_drawing(tmp_path: File) -> None:
    (tmp_path / "rise.yaml").write_text(EXERCISE)
    (tmp_path / "program.yaml").write_text(PROGRAM)
    (tmp_path / "clinic.yaml").write_text("kind: clinic\nname: Clinic\nlogo: square.svg\n")
    square = '<rect x="10" y="10" width="80" height="80" style="fill:#00c800"/>'
    (tmp_path / "square.svg").write_bytes(svg(square, 'viewBox="0 0 100 100"'))
    clinic = tmp_path / "clinic.yaml"
    order = Order(str(tmp_path / "program.yaml"), date(2026, 12, 7), clinic=clinic)
    loaded = load_order(order)
    assert loaded.figures["rise"] == loaded.logo
    data = make_sheet(order).data
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=1).to_pil()
    document.close()
    green = sum(count for count, colour in picture.getcolors(1 << 24) if colour == (0, 200, 0))
    assert green > 1500, "the figure alone is 50 points wide"
    assert data.count(b"/Subtype /Form") == 3, "the drawing once, and boxes of two sizes"


SEED = (
    '<?xml version="1.0"?><style>.a{fill:red}</style><defs><g id="g"><rect width="9" height="9"'
    ' rx="2"/></g></defs><g transform="rotate(3 1 1)" stroke="#123" opacity="1"><path d="M1 1a2 3'
    ' 0 1 1 4.5.5Q1 1 2 2tzS1 1 2 2" style="stroke-dasharray:3,4"/><use href="#g" x="3"/></g>'
    '<polygon class="a" points="1,2 3,4 5 6"/><circle r="3"/>'
)
GOOD = svg(SEED.partition("?>")[2])
WORDS = [b'"', b"<", b"/>", b"-", b"1e99", b"url(#a)", b"&#0;", b"%", b"\xff", b"none", b"inherit"]


@st.composite
def mutated(draw: Callable[[st.SearchStrategy[Any]], Any]) -> bytes:
    data = bytearray(GOOD)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        data[start:end] = draw(st.sampled_from(WORDS) | st.binary(max_size=4))
    return bytes(data)


@given(mutated() | st.binary(max_size=300))
@example(GOOD)
def test_any_bytes_are_a_drawing_or_a_problem(data: bytes) -> None:
    try:
        drawing = read_svg("a.svg", data)
    except WorksheetError as error:
        assert all(problem.message and problem.hint for problem in error.problems)
    else:
        assert drawing.paths
        drawing_operators(drawing)
