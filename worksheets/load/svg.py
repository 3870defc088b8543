"""SVG files to drawings: every shape as it looks, or a problem that says why not.

What is read is drawn exactly; what cannot be drawn exactly (type, gradients, see-through paint,
clips, filters, pictures) is refused, never left out.
"""

import math
from typing import NamedTuple
from xml.etree.ElementTree import Element

from worksheets.load.source import quoted
from worksheets.load.svg_shapes import (
    SHAPES,
    Matrix,
    Step,
    is_flat,
    length_of,
    numbers_of,
    size_of,
    transform_of,
)
from worksheets.load.svg_style import (
    INHERITED,
    Look,
    NotDrawn,
    Styles,
    ink_of,
    is_whole,
    see_through,
    share_of,
)
from worksheets.load.svg_tree import MAX_DEPTH, MAX_ELEMENTS, SVG, Tree, href_of, read_tree
from worksheets.plan import Drawing, Path, Pen, make_drawing
from worksheets.problems import Problem, WorksheetError

MAX_STEPS = 20_000
# A drawing is scaled to this many units on its longer side: the PDF writes hundredths of a unit.
UNITS = 1000.0
_FARTHEST = 100 * UNITS
_SMALLEST = 1e-3
_FINEST_DASH = 0.5
_MOST_PROBLEMS = 10

# Drawn only where something refers to them, and whatever refers to them is refused or is `use`.
_ASIDE = {
    *("defs", "title", "desc", "metadata", "style", "symbol", "clipPath", "mask", "filter"),
    *("linearGradient", "radialGradient", "pattern", "marker", "solidcolor", "view"),
}
_GROUPS = {"svg": ("x", "y", "width", "height", "viewBox", "preserveAspectRatio"), "g": ()}
_NO_TYPE = "In a drawing program, convert text to paths, then save as plain SVG."
_HINTS = {
    "text": _NO_TYPE,
    "flowRoot": _NO_TYPE,
    "image": "Use the picture itself as a PNG or JPEG file, or trace it to shapes.",
    "svg": "In a drawing program, ungroup everything and save as plain SVG.",
    "switch": "In a drawing program, ungroup everything and save as plain SVG.",
    "a": "In a drawing program, remove the link and keep the shapes.",
}
_SIMPLIFY = "In a drawing program, simplify the paths (fewer nodes)."
_REDRAW = "In a drawing program, redraw it as plain shapes, then save as plain SVG."


class _TooMuch(NotDrawn):
    """A drawing so large that the rest of it is not looked at."""


class _Place(NamedTuple):
    """Where an element is drawn: what scales it, how things look there, and how deep it lies."""

    matrix: Matrix
    look: Look
    depth: int


def read_svg(name: str, data: bytes) -> Drawing:
    """Read an SVG drawing.

    Args:
        name: The file as the user named it.
        data: All of it.

    Raises:
        WorksheetError: Unsafe, damaged or too large, or something that cannot be drawn.
    """
    tree = read_tree(name, data)
    mark = tree.marks[tree.root]
    try:
        width, height, matrix = _frame(tree.root)
        painter = _Painter(tree, Styles(tree))
        painter.draw(tree.root, _Place(matrix, INHERITED | {"display": "", "opacity": "1"}, 0))
        if not (painter.paths or painter.problems):
            raise NotDrawn("nothing in the drawing can be seen", "Check that this is the file.")
    except NotDrawn as error:
        raise WorksheetError([mark.problem(error.message, error.hint)]) from None
    except (OverflowError, RecursionError):
        raise WorksheetError([mark.problem("the drawing is damaged", _REDRAW)]) from None
    if painter.problems:
        raise WorksheetError(painter.problems.values())
    return make_drawing(width, height, painter.paths)


def _frame(root: Element) -> tuple[float, float, Matrix]:
    """The width and height of a drawing, and what takes its units there."""
    view = [float(n) for n in numbers_of(root.get("viewBox", ""))]
    if view and (len(view) != 4 or not min(view[2:]) > _SMALLEST):
        raise NotDrawn('the "viewBox" has no size', "Write four numbers: 0 0 width height.")
    left, top, *size = view or (0.0, 0.0)
    # A share of the window means nothing on paper.
    given = {name: text for name, text in root.items() if not text.strip().endswith("%")}
    sides = [length_of(given, name, math.nan) for name in ("width", "height")]
    if not size:
        size = sides
        if any(map(math.isnan, sides)):
            hint = 'Write both in the first line: <svg viewBox="0 0 400 300" ...>.'
            raise NotDrawn("the drawing does not say how wide and high it is", hint)
    wide, high = sides
    if math.isnan(wide) and math.isnan(high):
        wide, high = size
    elif math.isnan(wide):
        wide = high * size[0] / size[1]
    elif math.isnan(high):
        high = wide * size[1] / size[0]
    if not (min(wide, high) > _SMALLEST and max(wide, high) < 1e6 and max(size) < 1e9):
        hint = "Choose a size of some centimetres."
        raise NotDrawn("the drawing has no width or height that can be used", hint)
    scale = UNITS / max(wide, high)
    wide, high = wide * scale, high * scale
    fit = _fit(root.get("preserveAspectRatio", ""), wide / size[0], high / size[1])
    scale_x, scale_y, share_x, share_y = fit
    x = (wide - size[0] * scale_x) * share_x - left * scale_x
    y = (high - size[1] * scale_y) * share_y - top * scale_y
    return round(wide, 2), round(high, 2), Matrix(scale_x, 0, 0, scale_y, x, y)


def _fit(text: str, scale_x: float, scale_y: float) -> tuple[float, float, float, float]:
    """How a drawing fills a frame of another shape: its scales, and where the room is left."""
    words = text.split() or ["xMidYMid"]
    if words == ["none"]:
        return scale_x, scale_y, 0, 0
    shares = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    align = words[0]
    known = align[:1] == "x" and align[4:5] == "Y" and {align[1:4], align[5:]} <= set(shares)
    if not known or words[1:] not in ([], ["meet"], ["slice"]):
        hint = "Delete it from the first line."
        raise NotDrawn(f'"preserveAspectRatio" cannot be {quoted(text)}', hint)
    scale = max(scale_x, scale_y) if words[1:] == ["slice"] else min(scale_x, scale_y)
    return scale, scale, shares[align[1:4]], shares[align[5:]]


class _Painter:
    """Draws the elements one after the other and gathers what cannot be drawn."""

    def __init__(self, tree: Tree, styles: Styles) -> None:
        self.tree = tree
        self.styles = styles
        self.paths: list[Path] = []
        self.problems: dict[str, Problem] = {}
        self.steps = 0
        self.elements = 0
        self.failures = 0
        self.read: dict[Element, list[Step]] = {}
        self.by_id = {element.get("id", ""): element for element in reversed(list(tree.marks))}

    def draw(self, element: Element, place: _Place) -> None:
        """Draw an element and all that lies in it."""
        kind = element.tag.removeprefix(SVG)
        if kind in _ASIDE or "}" in kind:  # what is not SVG draws nothing
            return
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise _TooMuch(f"the drawing has more than {MAX_ELEMENTS:,} elements", _SIMPLIFY)
        if self.failures >= _MOST_PROBLEMS:
            return
        try:
            self._draw(kind, element, place)
        except _TooMuch:
            raise
        except NotDrawn as error:
            self.failures += 1
            problem = self.tree.marks[element].problem(error.message, error.hint)
            self.problems.setdefault(error.message, problem)  # the first of each sort will do

    def _draw(self, kind: str, element: Element, place: _Place) -> None:
        is_root = element is self.tree.root
        if (kind == "svg" and not is_root) or kind not in (*_GROUPS, *SHAPES, "use"):
            hint = _HINTS.get(kind, _REDRAW)
            raise NotDrawn(f'"{quoted(kind)[1:-1]}" cannot be drawn', hint)
        known = _GROUPS.get(kind) or (SHAPES[kind][1] if kind in SHAPES else ())
        known = (*known, "x", "y", "width", "height", "href") if kind == "use" else known
        known = known if is_root else (*known, "transform")
        look = self.styles.look(element, place.look, known)
        opacity = share_of(look, "opacity")
        if look["display"] == "none" or opacity == 0:
            return
        if not is_whole(opacity):
            raise see_through(opacity)
        matrix = place.matrix.after(transform_of(element.get("transform", "")))
        inner = _Place(matrix, look, place.depth + 1)
        if inner.depth > MAX_DEPTH:
            raise NotDrawn(f"groups lie more than {MAX_DEPTH} deep in each other", _SIMPLIFY)
        if kind in SHAPES:
            self._paint(self._steps(kind, element), inner)
        elif kind == "use":
            self._use(element, inner)
        else:
            for child in element:
                self.draw(child, inner)

    def _use(self, element: Element, place: _Place) -> None:
        """Draw once more what has been drawn or defined elsewhere in the file."""
        meant = self.by_id.get(href_of(element).strip().removeprefix("#"))
        if meant is None:
            raise NotDrawn(f"there is no {quoted(href_of(element))} to use", _REDRAW)
        if meant.tag.removeprefix(SVG) in (*_ASIDE, "svg"):
            hint = "In a drawing program, unlink clones and symbols."
            raise NotDrawn(f'"{quoted(meant.tag.removeprefix(SVG))[1:-1]}" cannot be used', hint)
        moved = Matrix(e=length_of(element.attrib, "x"), f=length_of(element.attrib, "y"))
        self.draw(meant, place._replace(matrix=place.matrix.after(moved)))

    def _steps(self, kind: str, element: Element) -> list[Step]:
        """The steps of a shape; reading them is dear, and it may be used a thousand times."""
        if element not in self.read:
            self._count(size_of(element.attrib))
            self.read[element] = list(SHAPES[kind][0](element.attrib))
        steps = self.read[element]
        self._count(len(steps))
        self.steps += len(steps)
        return steps

    def _count(self, steps: int) -> None:
        if self.steps + steps > MAX_STEPS:
            raise _TooMuch(f"the drawing has more than {MAX_STEPS:,} path steps", _SIMPLIFY)

    def _paint(self, steps: list[Step], place: _Place) -> None:
        look, matrix = place.look, place.matrix
        if look["visibility"] != "visible":
            return
        if look["fill-rule"] not in ("nonzero", "evenodd"):
            raise NotDrawn(f"there is no fill rule {quoted(look['fill-rule'])}", _REDRAW)
        # A PDF would show the inside of what has none as a hair line.
        fill = "" if is_flat(steps) else ink_of(look, "fill")
        stroke = ink_of(look, "stroke") if steps else ""
        width, pen = _line_of(look, matrix) if stroke else (0.0, Pen())
        stroke = stroke if width else ""
        if not (fill or stroke):
            return
        moved = tuple((operator, _move(points, matrix)) for operator, points in steps)
        self.paths.append(Path(moved, fill, stroke, width, pen, look["fill-rule"] == "evenodd"))


def _move(points: tuple[float, ...], matrix: Matrix) -> tuple[float, ...]:
    moved: list[float] = []
    for x, y in zip(points[::2], points[1::2], strict=True):
        moved += matrix.apply(x, y)
    if not all(abs(value) < _FARTHEST for value in moved):  # not a number is not less either
        hint = "In a drawing program, delete what lies outside the page."
        raise NotDrawn("something lies far outside the drawing", hint)
    return tuple(round(value, 2) for value in moved)


def _line_of(look: Look, matrix: Matrix) -> tuple[float, Pen]:
    """The width of a line in units of the drawing, and its pen."""
    most, least = matrix.scales()
    width = length_of(look, "stroke-width") * most
    if width < 0 or not width < _FARTHEST:
        raise NotDrawn('the "stroke-width" cannot be drawn', "Choose a width of some pixels.")
    if not width:
        return 0.0, Pen()
    if least < 0.99 * most:
        hint = "In a drawing program, convert lines to paths (outlines)."
        raise NotDrawn("a line is wider in one direction than in another", hint)
    dash: tuple[float, ...] = ()
    if look["stroke-dasharray"] not in ("none", "0"):
        # Drawing programs write both "5,3" and "5px, 3px".
        words = look["stroke-dasharray"].replace(",", " ").split()
        dash = tuple(length_of({"dash": word}, "dash") * most for word in words)
    start = length_of(look, "stroke-dashoffset") * most
    period = sum(dash) * (1 + len(dash) % 2)
    if dash and (min(dash) < 0 or len(dash) > 20 or 0 < period < _FINEST_DASH or period > 1e6):
        hint = "In a drawing program, choose longer dashes or a plain line."
        raise NotDrawn("the dashes of a line cannot be drawn", hint)
    ends, corners = look["stroke-linecap"], look["stroke-linejoin"]
    miter = length_of(look, "stroke-miterlimit")
    if ends not in ("butt", "round", "square") or corners not in ("miter", "round", "bevel"):
        message = f"a line cannot have {quoted(f'{ends} {corners}')} ends and corners"
        raise NotDrawn(message, _REDRAW)
    if not 1 <= miter < 1000:
        raise NotDrawn('the "stroke-miterlimit" cannot be drawn', "Choose a number from 1 to 100.")
    if not period:
        return max(width, 0.01), Pen(ends, corners, miter)
    dash = tuple(round(length, 2) for length in dash)
    return max(width, 0.01), Pen(ends, corners, miter, dash, round(start % period, 2))
