"""The shapes of an SVG file as steps of a pen, and what moves and scales them."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from svg.path import Arc, Close, CubicBezier, Line, Move, QuadraticBezier, parse_path

from worksheets.load.source import quoted
from worksheets.load.svg_style import NotDrawn

Step = tuple[str, tuple[float, ...]]

# How far the control points of a quarter circle lie from its ends, as a share of the radius.
_QUARTER = 0.5522847498
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?"
_PX = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}
_LENGTH = re.compile(rf"\s*({_NUMBER})({'|'.join(_PX)})\s*")
_NUMBERS = re.compile(rf"\s*(?:{_NUMBER}(?:\s*,\s*|\s+|(?=[+-])|\s*$|(?<=\d)(?=\.)))*")
_PATH_LETTERS = re.compile(r"[MmZzLlHhVvCcSsQqTtAaEe0-9+.,\s-]*")
_COMMAND = re.compile("([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_NUMBERS_A_STEP = dict(zip("mzlhvcsqta", (2, 1, 2, 1, 1, 6, 4, 4, 2, 7), strict=True))
_TRANSFORM = re.compile(r"([a-zA-Z]+)\s*\(([^()]*)\)")
_MAX_TRANSFORM = 2_000
_LARGEST = 1e12
_AGAIN = "Open it in a drawing program and save it again."
_PIXELS = "Write a number, or one with px, pt, mm, cm or in."


class Matrix(NamedTuple):
    """What moves, turns and scales: (x, y) becomes (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def after(self, inner: "Matrix") -> "Matrix":
        """First `inner`, then this one."""
        a, b, c, d, e, f = inner
        x, y = self.apply(e, f)
        return Matrix(
            self.a * a + self.c * b,
            self.b * a + self.d * b,
            self.a * c + self.c * d,
            self.b * c + self.d * d,
            x,
            y,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def scales(self) -> tuple[float, float]:
        """The most and the least by which it scales."""
        a, b, c, d, *_ = self
        most = math.hypot(a + d, b - c) / 2 + math.hypot(a - d, b + c) / 2
        least = abs(math.hypot(a + d, b - c) - math.hypot(a - d, b + c)) / 2
        return most, least


def numbers_of(text: str) -> list[float]:
    """The numbers of a list.

    Raises:
        NotDrawn: Something else is in it.
    """
    if not _NUMBERS.fullmatch(text):
        raise NotDrawn(f"{quoted(text)} is not a list of numbers", _AGAIN)
    return [_usable(number) for number in re.findall(_NUMBER, text)]


def _usable(text: str) -> float:
    """A number with which sums can be done."""
    number = float(text)
    if abs(number) > _LARGEST:
        raise NotDrawn(f"the number {quoted(text)} is too large", _AGAIN)
    return number


def length_of(attributes: Mapping[str, str], name: str, default: float = 0.0) -> float:
    """A length in units of the drawing.

    Raises:
        NotDrawn: Not a length, or one that depends on something else (%, em).
    """
    text = attributes.get(name)
    if text is None:
        return default
    found = _LENGTH.fullmatch(text)
    if not found:
        raise NotDrawn(f"{name} is {quoted(text)}, which is not a length", _PIXELS)
    return _usable(found[1]) * _PX[found[2]]


def _size_of(attributes: Mapping[str, str], name: str, default: float = 0.0) -> float:
    size = length_of(attributes, name, default)
    if size < 0:
        raise NotDrawn(f"{name} is negative", _AGAIN)
    return size


def transform_of(text: str) -> Matrix:
    """The matrix of a `transform` attribute.

    Raises:
        NotDrawn: Something that is no transform.
    """
    matrix = Matrix()
    if text.strip() == "none":
        return matrix
    if len(text) > _MAX_TRANSFORM:
        raise NotDrawn("a transform is too long", _AGAIN)
    for found in _TRANSFORM.finditer(text):
        made = _one_transform(found[1], numbers_of(found[2]))
        if made is None:
            raise NotDrawn(f"{quoted(found[0])} is not a transform that can be drawn", _AGAIN)
        matrix = matrix.after(made)
    if _TRANSFORM.sub("", text).strip(", \t\r\n"):
        raise NotDrawn(f"{quoted(text)} is not a transform that can be drawn", _AGAIN)
    return matrix


def _one_transform(name: str, values: list[float]) -> Matrix | None:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(a, b, c, d, e, f)
        case "translate", [x, *rest] if len(rest) < 2:
            return Matrix(e=x, f=rest[0] if rest else 0.0)
        case "scale", [x, *rest] if len(rest) < 2:
            return Matrix(a=x, d=rest[0] if rest else x)
        case "rotate", [angle]:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            return Matrix(cos, sin, -sin, cos)
        case "rotate", [angle, x, y]:
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            return Matrix(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
        case "skewX", [angle]:
            return Matrix(c=math.tan(math.radians(angle)))
        case "skewY", [angle]:
            return Matrix(b=math.tan(math.radians(angle)))
    return None


def _rectangle(shape: Mapping[str, str]) -> Iterator[Step]:
    x, y = length_of(shape, "x"), length_of(shape, "y")
    width, height = _size_of(shape, "width"), _size_of(shape, "height")
    if not (width and height):
        return
    given = {name: value for name, value in shape.items() if value.strip() != "auto"}
    rx = _size_of(given, "rx", _size_of(given, "ry"))
    ry = _size_of(given, "ry", rx)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, bottom = x + width, y + height
    if not (rx and ry):
        yield "m", (x, y)
        yield from (("l", point) for point in ((right, y), (right, bottom), (x, bottom)))
        yield "h", ()
        return
    near_x, near_y = rx * (1 - _QUARTER), ry * (1 - _QUARTER)
    yield "m", (x + rx, y)
    yield "l", (right - rx, y)
    yield "c", (right - near_x, y, right, y + near_y, right, y + ry)
    yield "l", (right, bottom - ry)
    yield "c", (right, bottom - near_y, right - near_x, bottom, right - rx, bottom)
    yield "l", (x + rx, bottom)
    yield "c", (x + near_x, bottom, x, bottom - near_y, x, bottom - ry)
    yield "l", (x, y + ry)
    yield "c", (x, y + near_y, x + near_x, y, x + rx, y)
    yield "h", ()


def _round(shape: Mapping[str, str]) -> Iterator[Step]:
    x, y = length_of(shape, "cx"), length_of(shape, "cy")
    both = _size_of(shape, "r")
    rx, ry = _size_of(shape, "rx", both), _size_of(shape, "ry", both)
    if not (rx and ry):
        return
    far_x, far_y = rx * _QUARTER, ry * _QUARTER
    yield "m", (x + rx, y)
    yield "c", (x + rx, y + far_y, x + far_x, y + ry, x, y + ry)
    yield "c", (x - far_x, y + ry, x - rx, y + far_y, x - rx, y)
    yield "c", (x - rx, y - far_y, x - far_x, y - ry, x, y - ry)
    yield "c", (x + far_x, y - ry, x + rx, y - far_y, x + rx, y)
    yield "h", ()


def _line(shape: Mapping[str, str]) -> Iterator[Step]:
    yield "m", (length_of(shape, "x1"), length_of(shape, "y1"))
    yield "l", (length_of(shape, "x2"), length_of(shape, "y2"))


def _polyline(shape: Mapping[str, str]) -> Iterator[Step]:
    values = numbers_of(shape.get("points", ""))
    if len(values) % 2:
        raise NotDrawn("a shape has a point with one coordinate only", _AGAIN)
    points = list(zip(values[::2], values[1::2], strict=True))
    yield from (("l" if index else "m", point) for index, point in enumerate(points))


def _polygon(shape: Mapping[str, str]) -> Iterator[Step]:
    steps = list(_polyline(shape))
    yield from steps
    if steps:
        yield "h", ()


def _path(shape: Mapping[str, str]) -> Iterator[Step]:
    data = shape.get("d", "").strip()
    if data in ("", "none"):
        return
    # The library ends quietly at a letter that it does not know.
    if not _PATH_LETTERS.fullmatch(data) or data[0] not in "Mm":
        raise NotDrawn(f"the path {quoted(data)} is damaged", _AGAIN)
    try:
        yield from [step for part in parse_path(data) for step in _segment(part)]
    except (ValueError, TypeError, AssertionError, IndexError, AttributeError, ArithmeticError):
        # The library lets through what Python raises; so do arcs with numbers beyond reason.
        raise NotDrawn(f"the path {quoted(data)} is damaged", _AGAIN) from None


def _segment(part: object) -> Iterator[Step]:
    match part:
        case Move():
            yield "m", _flat(part.end)
        case Close():
            yield "h", ()
        case Line():
            yield "l", _flat(part.end)
        case CubicBezier():
            yield "c", _flat(part.control1, part.control2, part.end)
        case QuadraticBezier():
            first = part.start + (part.control - part.start) * 2 / 3
            second = part.end + (part.control - part.end) * 2 / 3
            yield "c", _flat(first, second, part.end)
        case Arc():
            yield from _arc(part)


def _arc(arc: Arc) -> Iterator[Step]:
    """An arc as cubic curves of at most a quarter circle each."""
    if arc.start == arc.end:
        return
    if not (arc.radius.real and arc.radius.imag):
        yield "l", _flat(arc.end)
        return
    turn = complex(math.cos(math.radians(arc.rotation)), math.sin(math.radians(arc.rotation)))
    radius = arc.radius * arc.radius_scale

    def place(unit: complex) -> complex:
        return arc.center + turn * complex(unit.real * radius.real, unit.imag * radius.imag)

    count = max(1, math.ceil(abs(arc.delta) / 90 - 1e-9))
    share = math.radians(arc.delta) / count
    reach = 4 / 3 * math.tan(share / 4)
    for index in range(count):
        angle = math.radians(arc.theta) + index * share
        start = complex(math.cos(angle), math.sin(angle))
        end = complex(math.cos(angle + share), math.sin(angle + share))
        last = arc.end if index == count - 1 else place(end)
        yield "c", _flat(place(start * (1 + reach * 1j)), place(end * (1 - reach * 1j)), last)


def _flat(*points: complex) -> tuple[float, ...]:
    return tuple(part for point in points for part in (point.real, point.imag))


def size_of(shape: Mapping[str, str]) -> int:
    """About how many steps a shape will have at least, without reading it."""
    steps = len(re.findall(_NUMBER, shape.get("points", ""))) // 2
    for letter, numbers in _COMMAND.findall(shape.get("d", "")):
        steps += max(1, len(re.findall(_NUMBER, numbers)) // _NUMBERS_A_STEP[letter.lower()])
    return steps


def is_flat(steps: Iterable[Step]) -> bool:
    """Whether all points lie on one line, so that there is no inside."""
    values = [value for _, points in steps for value in points]
    if not values:
        return True
    points = [complex(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
    far = max(points, key=lambda point: abs(point - points[0])) - points[0]
    return all(abs((far.conjugate() * (point - points[0])).imag) < 1e-9 for point in points)


SHAPES: Mapping[str, tuple[Callable[[Mapping[str, str]], Iterable[Step]], tuple[str, ...]]] = {
    "rect": (_rectangle, ("x", "y", "width", "height", "rx", "ry")),
    "circle": (_round, ("cx", "cy", "r")),
    "ellipse": (_round, ("cx", "cy", "rx", "ry")),
    "line": (_line, ("x1", "y1", "x2", "y2")),
    "polyline": (_polyline, ("points",)),
    "polygon": (_polygon, ("points",)),
    "path": (_path, ("d",)),
}
"""What makes the steps of each kind of shape, and the attributes that say where it lies."""
