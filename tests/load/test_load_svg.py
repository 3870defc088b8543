"""SVG pictures: drawn on white paper, or refused with a reason before they are drawn."""

import gzip
import io
import random
import re
import sys
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image as Pillow

from worksheets.app import make_document
from worksheets.load import svg as module
from worksheets.load.order import Order, load_order
from worksheets.load.pictures import load_picture
from worksheets.load.svg import MAX_BYTES, check_svg, read_svg
from worksheets.problems import WorksheetError

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SIDE_PX = 200
ROOM = (SIDE_PX / 600 * 25.4, SIDE_PX / 600 * 25.4)
RECT = '<rect width="9" height="9"/>'
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"  # noqa: E501


def svg(inside: str, frame: str = 'viewBox="0 0 1000 500"') -> bytes:
    return f"<svg {NAMESPACES} {frame}>{inside}</svg>".encode()


def drawn(inside: str, frame: str = 'viewBox="0 0 1000 500"') -> Pillow.Image:
    image = read_svg("a.svg", svg(inside, frame), ROOM)
    picture = Pillow.open(io.BytesIO(image.data))
    assert picture.size == (image.width_px, image.height_px)
    assert picture.mode == "RGB", "a PDF needs no mask for it"
    return picture


def problems(data: bytes) -> str:
    with pytest.raises(WorksheetError) as caught:
        read_svg("a.svg", data, ROOM)
    assert all(problem.hint for problem in caught.value.problems)
    return str(caught.value)


def test_colours_and_transparency_are_right_on_white_paper() -> None:
    """A gradient, a clip, an embedded picture, a style sheet, a symbol: none is left out."""
    picture = drawn(
        "<style>.a { fill: #0080ff }</style>"
        '<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
        '<clipPath id="c"><rect x="600" width="100" height="500"/></clipPath>'
        '<symbol id="s"><rect width="100" height="500" fill="lime"/></symbol>'
        '<rect width="100" height="500" class="a"/>'
        '<rect x="200" width="100" height="500" fill="black" opacity="0.5"/>'
        '<rect x="400" width="100" height="500" fill="url(#g)"/>'
        '<rect x="500" width="500" height="500" fill="blue" clip-path="url(#c)"/>'
        f'<image x="800" width="100" height="500" preserveAspectRatio="none" href="{PIXEL}"/>'
        '<use xlink:href="#s" x="900"/>'
    )
    assert picture.size == (SIDE_PX, SIDE_PX // 2)
    at = [picture.getpixel((SIDE_PX * x // 1000, 50)) for x in (50, 150, 250, 650, 750, 850, 950)]
    white = (255, 255, 255)
    assert at[:5] == [(0, 128, 255), white, (128, 128, 128), (0, 0, 255), white]
    assert at[5:] == [(255, 0, 0), (0, 255, 0)]
    reds = picture.getchannel(0).crop((400 * SIDE_PX // 1000, 50, SIDE_PX // 2, 51)).tobytes()
    assert reds[1] > 200 > 50 > reds[-2]


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        ('width="20mm" height="10mm" viewBox="0 0 10 10"', (SIDE_PX, SIDE_PX // 2)),
        ('width="10" height="20"', (SIDE_PX // 2, SIDE_PX)),
        ('viewBox="-1,-1,10,10" width="100%" height="100%"', (SIDE_PX, SIDE_PX)),
    ],
)
def test_the_longer_side_has_the_pixels_of_600_dpi(frame: str, size: tuple[int, int]) -> None:
    assert drawn(RECT, frame).size == size


def test_what_drawing_programs_add_is_passed_over() -> None:
    text = (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/x.dtd">'
        f'\n<svg {NAMESPACES} xmlns:inkscape="http://i" viewBox="0 0 9 9" version="1.1" id="x"'
        ' style="enable-background:new 0 0 9 9" xml:space="preserve"><title>A</title>'
        "<metadata><inkscape:x/></metadata>"
        '<inkscape:namedview a="b"/><path inkscape:label="a" d="M0 0h9v9" style="fill:#000"/></svg>'
    )
    assert read_svg("a.svg", text.encode(), ROOM).width_px == SIDE_PX


BOMB = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

WRONG: dict[str, tuple[bytes, str]] = {
    "external picture": (svg('<image href="http://example.org/a.png"/>'), "outside it"),
    "external use": (svg('\n<use xlink:href="other.svg#a"/>'), ":2:1: the drawing refers to"),
    "file": (svg('<use href="file:///etc/passwd"/>'), "outside it"),
    "data": (svg('<image href=" DATA:image/svg+xml;base64,aaaa"/>'), "that is no picture"),
    "import": (svg("<style>@import 'a.css';</style>"), '"@import" in the style sheet'),
    "address in a style": (svg('<g style="fill:url( http://a )"/>'), "outside it"),
    "address in rules": (svg("<style>.a{fill:<![CDATA[u]]>rl('//a')}</style>"), "outside it"),
    "rules and elements": (svg("<style>.a{fill:url(//a)}<g/></style>"), "may not hold elements"),
    "style sheet": (b'<?xml-stylesheet href="a.css"?>' + svg(RECT), "style sheet outside"),
    "base": (svg('<g xml:base="http://a"/>'), "outside it"),
    "script": (svg("<script>1</script>"), 'may not hold "script"'),
    "hidden script": (svg("<metadata><ScRipt/></metadata>"), 'may not hold "ScRipt"'),
    "event": (svg('<rect onload="a()"/>'), 'may not run "onload"'),
    "foreign": (svg("<foreignObject/>"), 'may not hold "foreignObject"'),
    "moving": (svg("<rect><animate/></rect>"), 'may not hold "animate"'),
    "text": (svg("\n\n<text>a</text>"), 'a.svg:3:1: "text" cannot be drawn. In a drawing program'),
    "bomb": (f"<!DOCTYPE svg [{BOMB}]>".encode() + svg("<title>&i;</title>"), "defines entities"),
    "external entity": (
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
        "defines entities",
    ),
    "unread entity": (b'<!DOCTYPE svg SYSTEM "a.dtd">' + svg("<g id='&a;'/>"), "damaged"),
    "gzip": (gzip.compress(svg(RECT)), "compressed drawing"),
    "large": (svg(" " * MAX_BYTES), "larger than 1 MB"),
    "utf-16": (svg(RECT).decode().encode("utf-16"), "not written in UTF-8"),
    "damaged": (svg("\n <g>"), "a.svg:2:7: the drawing is damaged: mismatched tag"),
    "empty": (b"", "damaged: no element found"),
    "other": (b"<html/>", "not an SVG drawing"),
    "no namespace": (b"<svg/>", "not an SVG drawing"),
    "no size": (svg(RECT, ""), "does not say how wide and high"),
    "zero size": (svg(RECT, 'width="0" height="9"'), "does not say how wide"),
    "negative size": (svg(RECT, 'width="-3" height="9"'), "does not say how wide"),
    "nan": (svg(RECT, 'viewBox="0 0 NaN 9"'), "does not say how wide"),
    "nothing": (svg('<rect width="9" height="9" fill="white"/>'), "nothing in the drawing"),
    "deep": (svg("<g>" * 70 + "</g>" * 70), "more than 64 deep"),
    "many": (svg("<g/>" * 5_001), "more than 5,000 elements"),
}


@pytest.mark.parametrize(("data", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_files_are_refused(data: bytes, said: str) -> None:
    message = problems(data)
    assert said in message
    assert message.startswith("a.svg")


def test_hostile_files_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each would take minutes or gigabytes if it were followed."""
    uses = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
    pattern = '<pattern id="p" width="1e6" height="1e6" patternUnits="userSpaceOnUse">'
    pattern += (
        '<rect width="1e6" height="1e6"/></pattern><rect width="9" height="9" fill="url(#p)"/>'
    )
    steps = f'<path id="p" d="M0 0{"l1 1" * 15_000}" stroke="red"/>' + '<use href="#p"/>' * 4_000
    assert "too large to draw" in problems(svg(f'<g id="g0">{RECT}</g>{uses}'))
    assert "too large to draw" in problems(svg(pattern))
    monkeypatch.setattr(module, "MAX_SECONDS", 0.5)
    assert "takes too long" in problems(svg(steps))


def test_load_picture_reads_svg_by_content(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(svg(RECT))
    assert load_picture(file, (30, 20)).width_px == round(30 / 25.4 * 600)
    file.write_bytes(svg(RECT, 'viewBox="0 0 90 10"'))
    with pytest.raises(WorksheetError, match="8 times as wide as it is high"):
        load_picture(file)
    other = tmp_path / "a.svgz"
    other.write_bytes(gzip.compress(svg(RECT)))
    with pytest.raises(WorksheetError, match="compressed drawing"):
        load_picture(other)


def test_without_the_library_the_user_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(svg(RECT))
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(WorksheetError, match=r"pip install 'worksheets\[svg\]'"):
        load_picture(file)


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


def test_a_handout_shows_the_drawing(tmp_path: Path) -> None:
    (tmp_path / "rise.yaml").write_text(EXERCISE)
    (tmp_path / "program.yaml").write_text(PROGRAM)
    (tmp_path / "clinic.yaml").write_text("kind: clinic\nname: Clinic\nlogo: square.svg\n")
    square = '<rect x="10" y="10" width="80" height="80" style="fill:#00c800"/>'
    (tmp_path / "square.svg").write_bytes(svg(square, 'viewBox="0 0 100 100"'))
    clinic = tmp_path / "clinic.yaml"
    order = Order(str(tmp_path / "program.yaml"), date(2026, 12, 7), clinic=clinic)
    loaded = load_order(order)
    assert loaded.figures["rise"].width_px == round(42 / 25.4 * 600)
    assert loaded.logo
    assert loaded.logo.height_px == round(20 / 25.4 * 600)
    data = make_document(order).data
    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=1).to_pil()
    document.close()
    green = sum(count for count, colour in picture.getcolors(1 << 24) if colour == (0, 200, 0))
    assert green > 1500, "the figure alone is 50 points wide"
    assert len(re.findall(rb"/Subtype ?/Image", data)) == 2


GOOD = svg(
    '<style>.a{fill:red}</style><g transform="rotate(3 1 1)" stroke="#123" opacity="1"><path '
    'd="M1 1a2 3 0 1 1 4.5.5Q1 1 2 2tzS1 1 2 2" style="stroke-dasharray:3,4"/></g><circle r="3"/>'
)
WORDS = (b'"', b"<", b"/>", b"-", b"1e99", b"url(#a)", b"&#0;", b"%", b"\xff", b"none", b"xlink:")


def test_mutated_bytes_are_checked_or_a_problem() -> None:
    chance = random.Random(1)
    refused = 0
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(data))
            data[start : start + chance.randint(0, 12)] = chance.choice(WORDS)
        try:
            check_svg("a.svg", bytes(data))
        except WorksheetError as error:
            refused += 1
            assert all(problem.message and problem.hint for problem in error.problems)
    assert refused > 100
