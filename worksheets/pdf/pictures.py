"""Pictures in a document, each stored once: images by ReportLab, drawings and outlines of boxes."""

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFImageXObject, PDFStream

from worksheets.pdf.content import Shape, ink_operator, operand, operands, outline_operators
from worksheets.pdf.file import File, packed, spell_stream
from worksheets.plan import Drawing, Image, Path, Pen

rl_config.useA85 = 0  # images as bytes: in ASCII they would be a quarter longer

_ENDS = {"butt": "0 J", "round": "1 J", "square": "2 J"}
_CORNERS = {"miter": "0 j", "round": "1 j", "bevel": "2 j"}


def embed_shapes(file: File, shapes: Mapping[str, Shape], stored: dict[str, int]) -> str:
    """Write the shapes of a page that are not stored yet; the entries of the page's resources.

    Args:
        file: The file that is being written.
        shapes: The shapes of the page by their names.
        stored: The object numbers of those that are stored; gets those of new ones.
    """
    for name, shape in shapes.items():
        if name not in stored:
            stored[name] = _embed(file, shape)
    return "".join([f"/{name} {stored[name]} 0 R" for name in shapes])


def _embed(file: File, shape: Shape) -> int:
    spelt, transparency = _spell(shape)
    if transparency:
        spelt = spelt.replace(_MASK, b"%d 0 R" % file.add(transparency), 1)
    return file.add(spelt)


_MASK = b"NUMBER-OF-MASK"


@lru_cache(maxsize=512)
def _spell(shape: Shape) -> tuple[bytes, bytes]:
    """A shape as a stream, with `_MASK` for a reference to its transparency; that, or b"".

    The cache saves unpacking images (50 ms for a photograph) and packing drawings at the best
    level for each document that shows them.
    """
    if isinstance(shape, Image):
        reader = ImageReader(BytesIO(shape.data))
        image, transparency = PDFImageXObject("", reader), b""
        if reader.jpeg_fh() is None and reader._dataA is not None:
            transparency = spell_stream(PDFImageXObject("", reader._dataA))
            image.smask = _MASK
        return spell_stream(image), transparency
    if isinstance(shape, Drawing):
        width, height, operators = shape.width, shape.height, drawing_operators(shape)
    else:
        width, height = shape.width + shape.line_width, shape.height + shape.line_width
        operators = outline_operators(shape)
    flip = f"[1 0 0 -1 0 {operand(height)}]"  # in a drawing, y runs down
    form = make_form(width, height, operators, Matrix=flip)
    return spell_stream(form), b""


def make_form(width: float, height: float, operators: str, **entries: Any) -> PDFStream:
    """Operators in a rectangle as a form, to be drawn by its name or as a field looks."""
    box = f"[{operands(0, 0, width, height)}]"
    entries |= {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": "<<>>"}
    return packed(operators.encode("ascii"), **entries)


def drawing_operators(drawing: Drawing) -> str:
    """The page content that draws the paths, in the units of the drawing."""
    operators = ["1 J 1 j"]
    state = {"ends": "1 J", "corners": "1 j", "dash": "[] 0 d"}

    def set_once(what: str, spelling: str) -> None:
        if state.get(what) != spelling:
            state[what] = spelling
            operators.append(spelling)

    for path in drawing.paths:
        if path.fill:
            set_once("fill", ink_operator(path.fill, "rg"))
        if path.stroke:
            set_once("stroke", ink_operator(path.stroke, "RG"))
            set_once("width", f"{operand(path.line_width)} w")
            for what, spelling in _pen_state(path.pen):
                set_once(what, spelling)
        operators.append(_path(path))
    return "\n".join(operators)


def _pen_state(pen: Pen) -> list[tuple[str, str]]:
    state = [("ends", _ENDS[pen.ends]), ("corners", _CORNERS[pen.corners])]
    if pen.corners == "miter":
        state.append(("miter", f"{operand(pen.miter)} M"))
    return [*state, ("dash", f"[{operands(*pen.dash)}] {operand(pen.dash_start)} d")]


def _path(path: Path) -> str:
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
    words = [" ".join([*map(operand, points), operator]) for operator, points in path.steps]
    rule = "*" if path.fill and path.even_odd else ""
    return " ".join([*words, paint[bool(path.fill), bool(path.stroke)] + rule])
