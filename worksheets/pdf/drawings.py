"""Drawings in a document: a form that holds the paths, stored once however often it is used."""

import zlib
from functools import lru_cache

from worksheets.pdf.file import File
from worksheets.pdf.numbers import ink_operator, number
from worksheets.plan import Drawing, Path, Pen

_ENDS = {"butt": "0 J", "round": "1 J", "square": "2 J"}
_CORNERS = {"miter": "0 j", "round": "1 j", "bevel": "2 j"}


def embed_drawing(file: File, drawing: Drawing) -> int:
    """Write a drawing; its object number."""
    return file.add_stream(*_pack(drawing))


@lru_cache(maxsize=512)
def _pack(drawing: Drawing) -> tuple[bytes, str]:
    """The drawing as it is stored, and the entries of its dictionary."""
    box = f"0 0 {number(drawing.width)} {number(drawing.height)}"
    flip = f"1 0 0 -1 0 {number(drawing.height)}"  # in a drawing, y runs down
    entries = f"/Type /XObject /Subtype /Form /BBox [{box}] /Matrix [{flip}] /Resources <<>>"
    packed = zlib.compress(drawing_operators(drawing).encode("ascii"), 9)
    return packed, f"/Filter/FlateDecode{entries}"


def drawing_operators(drawing: Drawing) -> str:
    """The page content that draws the paths, in the units of the drawing."""
    operators = ["1 J 1 j"]
    state = {"ends": "1 J", "corners": "1 j", "dash": "[] 0 d"}

    def say_once(what: str, spelling: str) -> None:
        if state.get(what) != spelling:
            state[what] = spelling
            operators.append(spelling)

    for path in drawing.paths:
        if path.fill:
            say_once("fill", ink_operator(path.fill, "rg"))
        if path.stroke:
            say_once("stroke", ink_operator(path.stroke, "RG"))
            say_once("width", f"{number(path.line_width)} w")
            for what, spelling in _pen_state(path.pen):
                say_once(what, spelling)
        operators.append(_outline(path))
    return "\n".join(operators)


@lru_cache(maxsize=64)
def _pen_state(pen: Pen) -> list[tuple[str, str]]:
    dashes = " ".join(map(number, pen.dash))
    state = [("ends", _ENDS[pen.ends]), ("corners", _CORNERS[pen.corners])]
    if pen.corners == "miter":
        state.append(("miter", f"{number(pen.miter)} M"))
    return [*state, ("dash", f"[{dashes}] {number(pen.dash_start)} d")]


def _outline(path: Path) -> str:
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
    words = [" ".join([*map(number, points), operator]) for operator, points in path.steps]
    rule = "*" if path.fill and path.even_odd else ""
    return " ".join([*words, paint[bool(path.fill), bool(path.stroke)] + rule])
