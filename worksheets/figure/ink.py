"""Layers, arrows and badges become inks; widths are in pens, which follow the picture's size."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin
from typing import NamedTuple, TypeAlias

from worksheets.figure.contour import (
    Cubic,
    Knot,
    Opening,
    Point,
    Steps,
    as_steps,
    at_share,
    between,
    curves,
    cut_runs,
    hull,
    is_inside,
    ring,
)
from worksheets.figure.scene import Camera, Layer, Mark, Seen, Shape, Stroke
from worksheets.figure.space import Circle

_FAR, _PROP, _GHOST, _HALO = 0.75, 0.65, 0.8, 1.3
_CORD = ((3.6, "edge"), (2.5, "ink"), (1.3, ""))
_DASH = (3.2, 2.6)
_SHAFT, _HEAD_LONG, _HEAD_WIDE = (1.1, 2.7), 7.4, 4.2
_DIGIT, _DIGIT_SHARE = 1.45, 0.56
BADGE = 5.9
"""Radius of a badge in pens."""

Bounds: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top."""


class Ink(NamedTuple):
    """A path in the picture, x to the right and y up, in centimetres."""

    steps: Steps
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    dash: tuple[float, ...] = ()


def bounds(points: Iterable[Point]) -> Bounds:
    """What encloses points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def points_of(inks: Iterable[Ink]) -> list[Point]:
    """Every point of inks, those that draw curves towards them too."""
    return [
        point
        for ink in inks
        for _, numbers in ink.steps
        for point in zip(numbers[::2], numbers[1::2], strict=True)
    ]


def ink_all(
    things: Sequence[Seen], camera: Camera, pen: float, *, ghost: bool = False
) -> Iterator[Ink]:
    """The inks of all that is seen, the farthest first; a ghost is where a limb was before."""
    drawn: dict[str, Layer] = {}
    hidden = _hidden([thing for thing in things if isinstance(thing, Layer)])
    for thing in things:
        if isinstance(thing, Layer):
            if thing.name not in hidden:
                yield from _ink_layer(thing, drawn, camera, pen, ghost=ghost)
                drawn[thing.name] = thing
        elif isinstance(thing, Mark):
            yield _ink_mark(thing, camera, pen)
        elif isinstance(thing, Stroke):
            steps = _polyline([camera.see(point) for point in thing.points])
            for width, tone in _CORD:
                yield Ink(steps, "", tone or thing.tone, width * pen)
        else:
            yield from _ink_shape(thing, camera, pen)


def _hidden(layers: list[Layer]) -> set[str]:
    """The parts that lie wholly behind one that is drawn after them."""
    around = [bounds(layer.shape.polygon) for layer in layers]
    found = set()
    for n, layer in enumerate(layers):
        left, bottom, right, top = around[n]
        for over, (x, y, u, v) in zip(layers[n + 1 :], around[n + 1 :], strict=True):
            if x <= left and y <= bottom and u >= right and v >= top:
                polygon = over.shape.polygon
                if all(is_inside(point, polygon) for point in layer.shape.polygon[::2]):
                    found.add(layer.name)
    return found


def _ink_layer(
    layer: Layer, drawn: Mapping[str, Layer], camera: Camera, pen: float, *, ghost: bool
) -> Iterator[Ink]:
    openings = [
        Opening(drawn[join.other].shape.polygon, camera.see(join.joint), join.reach)
        for join in layer.part.joins
        if join.other in drawn
    ]
    drawn_runs, hidden = cut_runs(layer.shape, openings)
    fill, line = ("edge", "ink_far") if ghost else (layer.tone, layer.line)
    width = pen * (_GHOST if ghost else _FAR if line == "ink_far" else 1)
    dash = tuple(pen * part for part in _DASH) if ghost else ()
    if not hidden:
        yield Ink(as_steps(layer.shape.cubics, closed=True), fill, line, width, dash)
    elif len(drawn_runs) == 1:  # filled as far as its line goes; the end without one is added
        (run,), (end,) = drawn_runs, hidden
        inside = (("l", run[0][3]), ("l", run[-1][0]), ("h", ()))
        yield Ink((*as_steps(end, closed=False), *inside), fill)
        yield Ink(as_steps(run, closed=False), fill, line, width, dash)
    else:
        yield Ink(as_steps(layer.shape.cubics, closed=True), fill)
        steps = tuple(step for run in drawn_runs for step in as_steps(run, closed=False))
        yield Ink(steps, "", line, width, dash)


def _ink_mark(mark: Mark, camera: Camera, pen: float) -> Ink:
    points = [camera.see(point) for point in mark.points]
    steps = _polyline(points)
    if mark.fill:
        steps = (*steps[:-1], ("h", ()))
    elif len(points) == 3:
        a, b, c = points
        peak = 2 * b[0] - (a[0] + c[0]) / 2, 2 * b[1] - (a[1] + c[1]) / 2
        steps = (("m", a), ("c", (*between(a, peak, 2 / 3), *between(c, peak, 2 / 3), *c)))
    return Ink(steps, mark.fill, mark.tone, pen * mark.weight)


def _ink_shape(shape: Shape, camera: Camera, pen: float) -> Iterator[Ink]:
    outlines = [
        as_steps(hull([camera.circle(ball) for ball in balls]).cubics, closed=True)
        for balls in shape.hulls
    ]
    joined = tuple(step for steps in outlines for step in steps)
    if shape.line == "dashed":
        yield Ink(joined, "", "outline", _PROP * pen, tuple(pen * part for part in _DASH))
    elif len(outlines) == 1:
        yield Ink(joined, shape.tone, "" if shape.line == "none" else "outline", _PROP * pen)
    else:  # one shape: first all the edges, then all that is inside them
        yield Ink(joined, "", "outline", 2 * _PROP * pen)
        yield Ink(joined, shape.tone)


def _polyline(points: Sequence[Point]) -> Steps:
    return tuple(("l" if n else "m", point) for n, point in enumerate(points))


def ink_arrow(points: Sequence[Point], pen: float) -> list[Ink]:
    """An arrow along curves, which grows towards its head, with a light edge.

    Args:
        points: Its start, then for each curve its two control points and its end.
        pen: The width of an outline.
    """
    cubics = [(points[n], *points[n + 1 : n + 4]) for n in range(0, len(points) - 1, 3)]
    fine = [at_share(cubic, n / 12) for cubic in cubics for n in range(12)]  # type: ignore[arg-type]
    fine.append(points[-1])
    lengths = [0.0]
    for (ax, ay), (bx, by) in pairwise(fine):
        lengths.append(lengths[-1] + hypot(bx - ax, by - ay))
    total = lengths[-1]

    def at(length: float) -> Point:
        n = next((n for n in range(1, len(lengths)) if lengths[n] >= length), len(lengths) - 1)
        share = (length - lengths[n - 1]) / max(1e-6, lengths[n] - lengths[n - 1])
        return between(fine[n - 1], fine[n], share)

    head = min(_HEAD_LONG * pen, total * 0.6)
    (ax, ay), (bx, by) = points[0], points[-1]
    bends = any(abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) > 0.01 * total for x, y in fine)
    count = max(3, min(9, round(total / (12 * pen)) + 2)) if bends else 2
    left: list[Knot] = []
    right: list[Knot] = []
    for n in range(count):
        length = (total - head * 0.8) * n / (count - 1)
        (ax, ay), (bx, by) = at(max(0.0, length - 0.5)), at(min(total, length + 0.5))
        size = hypot(bx - ax, by - ay) or 1.0
        u, v = (bx - ax) / size, (by - ay) / size
        half = pen * (_SHAFT[0] + (_SHAFT[1] - _SHAFT[0]) * n / (count - 1)) / 2
        x, y = at(length)
        left.append(Knot((x - v * half, y + u * half), (u, v)))
        right.insert(0, Knot((x + v * half, y - u * half), (-u, -v)))
    (fx, fy), tip = at(total - head), points[-1]
    ahead, wide = atan2(tip[1] - fy, tip[0] - fx), min(_HEAD_WIDE * pen, head * 0.6)
    dx, dy = -sin(ahead) * wide, cos(ahead) * wide
    corners = ((fx + dx, fy + dy), tip, (fx - dx, fy - dy), right[0].at)
    steps = (
        *as_steps(curves(left), closed=False),
        *(("l", corner) for corner in corners),
        *as_steps(curves(right), closed=True)[1:],
    )
    return [Ink(steps, "", "edge", 2 * _HALO * pen), Ink(steps, "arrow")]


def ink_badge(number: int, at: Point, pen: float) -> list[Ink]:
    """The number of a pose in a disc."""
    x, y = at
    radius = BADGE * pen
    disc: list[Cubic] = curves(ring([Circle(x, y, radius)], 0, 2 * pi))
    size = radius * _DIGIT_SHARE
    digit = tuple(
        (step, tuple(n * size + (y if index % 2 else x) for index, n in enumerate(numbers)))
        for step, numbers in _DIGITS[number]
    )
    return [Ink(as_steps(disc, closed=True), "ink"), Ink(digit, "", "edge", _DIGIT * pen)]


_DIGITS: Mapping[int, Steps] = {
    1: (("m", (-0.4, 0.6)), ("l", (0.1, 1.0)), ("l", (0.1, -1.0))),
    2: (
        ("m", (-0.58, 0.5)), ("c", (-0.55, 1.2, 0.62, 1.2, 0.56, 0.42)),
        ("c", (0.52, -0.05, -0.3, -0.4, -0.62, -1.0)), ("l", (0.64, -1.0)),
    ),
    3: (
        ("m", (-0.55, 0.72)), ("c", (-0.35, 1.15, 0.55, 1.15, 0.52, 0.52)),
        ("c", (0.5, 0.2, 0.2, 0.06, -0.15, 0.06)), ("c", (0.3, 0.06, 0.62, -0.14, 0.6, -0.5)),
        ("c", (0.57, -1.18, -0.5, -1.18, -0.62, -0.62)),
    ),
    4: (
        ("m", (0.32, -1.0)), ("l", (0.32, 1.0)), ("l", (-0.7, -0.4)), ("l", (0.7, -0.4)),
    ),
    5: (
        ("m", (0.5, 1.0)), ("l", (-0.4, 1.0)), ("l", (-0.5, 0.15)),
        ("c", (0.0, 0.45, 0.62, 0.2, 0.6, -0.4)), ("c", (0.55, -1.15, -0.4, -1.2, -0.65, -0.7)),
    ),
}  # fmt: skip
