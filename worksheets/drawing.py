"""What is drawn in a rectangle of a page: pictures from files, and drawings of paths."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Image:
    """A picture file, checked when it was loaded.

    Attributes:
        data: The bytes of the file, PNG or JPEG.
        width_px: Width in pixels.
        height_px: Height in pixels.
    """

    data: bytes = field(repr=False)
    width_px: int
    height_px: int


class Pen(NamedTuple):
    """How a line begins, bends and ends; the values are those of SVG.

    Attributes:
        ends: "butt", "round" or "square".
        corners: "miter", "round" or "bevel".
        miter: How long a mitred corner may be, as a multiple of the width; longer ones are cut.
        dash: Lengths of dashes and gaps by turns, or nothing for a line without gaps.
        dash_start: Where in that pattern the line begins.
    """

    ends: str = "round"
    corners: str = "round"
    miter: float = 10.0
    dash: tuple[float, ...] = ()
    dash_start: float = 0.0


_ROUND = Pen()


class Path(NamedTuple):
    """An outline of lines and curves, filled, stroked or both; "" as an ink means not at all.

    Attributes:
        steps: What a pen does: ("m", (x, y)) and ("l", (x, y)) move and draw to a point,
            ("c", (x1, y1, x2, y2, x, y)) draws a cubic curve, ("h", ()) closes the outline.
        fill: Ink of the inside.
        stroke: Ink of the line.
        line_width: Width of the line.
        pen: Ends and corners of the line: round ones unless something else is said.
        even_odd: Whether the inside is found by the even-odd rule, not by the nonzero one.
    """

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    fill: str = ""
    stroke: str = ""
    line_width: float = 0.0
    pen: Pen = _ROUND
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths in units of their own, the first one at the bottom; made by `make_drawing`.

    Attributes:
        key: Names what is drawn: two drawings with the same key are the same.
        width: Width in units.
        height: Height in units. The origin is the top left corner, y runs down.
        paths: The paths. An ink is "#rrggbb" or, until layout, the name of a template's colour.
    """

    key: str
    width: float = field(compare=False)
    height: float = field(compare=False)
    paths: tuple[Path, ...] = field(repr=False, compare=False)


def make_drawing(width: float, height: float, paths: Iterable[Path]) -> Drawing:
    """A drawing, named after what it shows."""
    content = (float(width), float(height), tuple(paths))
    key = sha256(repr(content).encode()).hexdigest()[:16]
    return Drawing(key, *content)
