"""A drawing as an SVG file, for use outside a worksheet."""

from collections.abc import Iterator

from worksheets.markup import escape
from worksheets.plan import Drawing, Path


def write_svg(drawing: Drawing, title: str, description: str) -> bytes:
    """The drawing as an SVG file that says what it shows.

    Args:
        drawing: The drawing, its inks being colours.
        title: Its name.
        description: What it shows, in words.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img" aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(description)}</desc>',
        '<g fill="none" stroke-linecap="round" stroke-linejoin="round">',
        *map(_element, drawing.paths),
        "</g>",
        "</svg>",
    ]
    return "\n".join([*lines, ""]).encode()


def _element(path: Path) -> str:
    return f'<path d="{" ".join(_steps(path))}"{"".join(_looks(path))}/>'


def _steps(path: Path) -> Iterator[str]:
    for step, numbers in path.steps:
        yield f"{'Z' if step == 'h' else step.upper()}{' '.join(map(_number, numbers))}"


def _looks(path: Path) -> Iterator[str]:
    if path.fill:
        yield f' fill="{path.fill}"'
        if path.even_odd:
            yield ' fill-rule="evenodd"'
    if path.stroke:
        pen = path.pen
        yield f' stroke="{path.stroke}" stroke-width="{_number(path.line_width)}"'
        yield f' stroke-linecap="{pen.ends}"' if pen.ends != "round" else ""
        yield f' stroke-linejoin="{pen.corners}"' if pen.corners != "round" else ""
        if pen.corners == "miter":
            yield f' stroke-miterlimit="{_number(pen.miter)}"'
        if pen.dash:
            yield f' stroke-dasharray="{" ".join(map(_number, pen.dash))}"'
            yield f' stroke-dashoffset="{_number(pen.dash_start)}"'


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
