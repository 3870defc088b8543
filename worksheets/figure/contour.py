"""Smooth outlines: a part of a body is a row of stations, its outline a few cubic curves.

A station is one or more circles in the picture. The outline touches each on its left and on its
right and runs round the ends, clockwise, so it may be hollow where a waist or an ankle is.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import acos, atan2, ceil, cos, dist, hypot, pi, sin
from typing import Literal, NamedTuple, TypeAlias

from worksheets.figure.space import Circle

Point: TypeAlias = tuple[float, float]
Cubic: TypeAlias = tuple[Point, Point, Point, Point]
Station: TypeAlias = tuple[Circle, ...]
Steps: TypeAlias = tuple[tuple[str, tuple[float, ...]], ...]
End = Literal["round", "hem", "cut"]
"""How an outline ends: round, straight across, or straight without a line."""

_TURN = 2 * pi
_SHORT = 0.9
_UNSEEN_CM = 0.3
_SAMPLES, _HALVINGS = 4, 5
_FLAT = (1 / 3, 2 / 3)


class Knot(NamedTuple):
    """A point of an outline and the direction in which the outline passes it."""

    at: Point
    way: Point


class Contour(NamedTuple):
    """A closed outline.

    Attributes:
        cubics: Its curves, one after the other.
        drawn: Which of them have a line.
        polygon: Points on it, to tell what is inside.
    """

    cubics: tuple[Cubic, ...]
    drawn: tuple[bool, ...]
    polygon: tuple[Point, ...]


def hull(circles: Sequence[Circle]) -> Contour:
    """The convex outline round circles."""
    knots = ring(circles, 0, _TURN)
    return _made([(curve, True) for curve in curves([*knots, knots[0]])])


def contour(stations: Sequence[Station], start: End = "round", end: End = "round") -> Contour:
    """The outline of a row of stations; the convex one where the row points at the eye."""
    middles = [_middle(station) for station in stations]
    (ax, ay), (bx, by) = middles[0], middles[-1]
    widest = max(_width(*pair) for pair in zip(stations, middles, strict=True))
    if hypot(bx - ax, by - ay) < _SHORT * widest:
        return hull([circle for station in stations for circle in station])
    ways = [_way(middles, index) for index in range(len(stations))]
    left = [_support(s, (-y, x)) for s, (x, y) in zip(stations, ways, strict=True)]
    right = [_support(s, (y, -x)) for s, (x, y) in zip(stations, ways, strict=True)]
    there, back = _side(left, ways), _side(right[::-1], [(-x, -y) for x, y in ways[::-1]])
    pieces: list[tuple[Cubic, bool]] = []
    for side, after, kind, station in (
        (there, back, end, stations[-1]),
        (back, there, start, stations[0]),
    ):
        pieces += [(curve, True) for curve in curves(side)]
        if kind == "round":
            (x, y) = ways[-1] if side is there else (-ways[0][0], -ways[0][1])
            cap = ring(station, atan2(y, x) + pi / 2, pi)[1:-1]
            pieces += [(curve, True) for curve in curves([side[-1], *cap, after[0]])]
        else:
            pieces.append((line(side[-1].at, after[0].at), kind == "hem"))
    return _made(pieces)


def _made(pieces: Iterable[tuple[Cubic, bool]]) -> Contour:
    cubics, drawn = zip(*pieces, strict=True)
    points = [
        point for curve in cubics for point in (curve[0], *(at_share(curve, t) for t in _FLAT))
    ]
    return Contour(cubics, drawn, tuple(points))


def _middle(station: Station) -> Point:
    n = len(station)
    return sum(c.x for c in station) / n, sum(c.y for c in station) / n


def _width(station: Station, middle: Point) -> float:
    x, y = middle
    return max(hypot(c.x - x, c.y - y) + c.radius for c in station)


def _way(middles: Sequence[Point], index: int) -> Point:
    """The direction of the row at a station."""
    (ax, ay), (bx, by) = middles[max(0, index - 1)], middles[min(len(middles) - 1, index + 1)]
    if hypot(bx - ax, by - ay) < 1e-6:
        (ax, ay), (bx, by) = middles[0], middles[-1]
    size = hypot(bx - ax, by - ay)
    return (bx - ax) / size, (by - ay) / size


def _support(circles: Sequence[Circle], towards: Point) -> Point:
    """The outermost point of circles in a direction."""
    x, y = towards
    best = _outermost(circles, x, y)
    return best.x + best.radius * x, best.y + best.radius * y


def _outermost(circles: Sequence[Circle], x: float, y: float) -> Circle:
    return max(circles, key=lambda c: c.x * x + c.y * y + c.radius)


def _side(points: Sequence[Point], ways: Sequence[Point]) -> list[Knot]:
    """One side of an outline; its direction at a knot follows the knots beside it."""
    knots = [Knot(point, way) for point, way in zip(points, ways, strict=True)]
    for n in range(1, len(points) - 1):
        (ax, ay), (bx, by) = points[n - 1], points[n + 1]
        if size := hypot(bx - ax, by - ay):
            knots[n] = Knot(points[n], ((bx - ax) / size, (by - ay) / size))
    return knots


def ring(circles: Sequence[Circle], first: float, turn: float) -> list[Knot]:
    """The knots of the convex outline, clockwise from one direction through a turn."""
    count = ceil(turn / (pi / 12) - 1e-6) if len(circles) > 1 else 1
    angles = [first - turn * n / count for n in range(count + 1)]
    best = [_outermost(circles, cos(angle), sin(angle)) for angle in angles]
    changes = [
        change
        for (a, p), (b, q) in pairwise(zip(angles, best, strict=True))
        for change in _changes(circles, p, q, a, b)
    ]
    knots = [_knot(best[0], first)]
    last = first
    for angle, circle, after in [*changes, (angles[-1], best[-1], None)]:
        sweep = last - angle
        parts = max(1, ceil(sweep / (pi / 3) - 1e-6)) if circle.radius > _UNSEEN_CM else 1
        if sweep * circle.radius > 1e-6:
            knots += [_knot(circle, last - sweep * n / parts) for n in range(1, parts + 1)]
        if after:
            knots.append(_knot(after, angle))
        last = angle
    return knots


def _changes(
    circles: Sequence[Circle], p: Circle, q: Circle, a: float, b: float
) -> list[tuple[float, Circle, Circle | None]]:
    """Where the outline leaves one circle for another, between two directions."""
    if p == q:
        return []
    dx, dy = q.x - p.x, q.y - p.y
    share = max(-1.0, min(1.0, (p.radius - q.radius) / max(hypot(dx, dy), 1e-9)))
    behind = (a - atan2(dy, dx) - acos(share)) % _TURN
    angle = max(b, a - (behind if behind < pi else 0.0))
    x, y = cos(angle), sin(angle)
    most = _outermost(circles, x, y)
    if (most.x - p.x) * x + (most.y - p.y) * y + most.radius - p.radius > 1e-4 and most != q:
        return [*_changes(circles, p, most, a, angle), *_changes(circles, most, q, angle, b)]
    return [(angle, p, q)]


def _knot(circle: Circle, angle: float) -> Knot:
    x, y = cos(angle), sin(angle)
    return Knot((circle.x + circle.radius * x, circle.y + circle.radius * y), (y, -x))


def curves(knots: Sequence[Knot]) -> list[Cubic]:
    """The curves through knots, round as arcs where they can be."""
    return [_curve(a, b) for a, b in pairwise(knots) if dist(a.at, b.at) > 1e-6]


def _curve(a: Knot, b: Knot) -> Cubic:
    ((ax, ay), (ux, uy)), ((bx, by), (vx, vy)) = a, b
    cosine = max(-1.0, min(1.0, ux * vx + uy * vy))
    reach = hypot(bx - ax, by - ay) / (3 * cos(acos(cosine) / 4) ** 2)
    return a.at, (ax + ux * reach, ay + uy * reach), (bx - vx * reach, by - vy * reach), b.at


def line(a: Point, b: Point) -> Cubic:
    """A straight curve."""
    return a, between(a, b, 1 / 3), between(a, b, 2 / 3), b


def between(a: Point, b: Point, share: float) -> Point:
    """The point that lies a share of the way from one point to another."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def at_share(cubic: Cubic, t: float) -> Point:
    """The point on a curve at a share of its parameter."""
    (a, b), (c, d), (e, f), (g, h) = cubic
    s = 1 - t
    p, q, r, u = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return a * p + c * q + e * r + g * u, b * p + d * q + f * r + h * u


def is_inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Whether a point is inside a polygon."""
    x, y = point
    inside = False
    ax, ay = polygon[-1]
    for bx, by in polygon:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        ax, ay = bx, by
    return inside


class Opening(NamedTuple):
    """Where an outline has no line: inside of another part and near the joint of the two."""

    polygon: tuple[Point, ...]
    joint: Point
    reach: float

    def hides(self, point: Point) -> bool:
        """Whether a point of an outline is not drawn."""
        x, y = point[0] - self.joint[0], point[1] - self.joint[1]
        return x * x + y * y < self.reach * self.reach and is_inside(point, self.polygon)

    def is_near(self, cubic: Cubic) -> bool:
        """Whether part of a curve may be hidden."""
        xs, ys = zip(*cubic, strict=True)
        x, y = self.joint
        return (
            min(xs) < x + self.reach
            and max(xs) > x - self.reach
            and min(ys) < y + self.reach
            and max(ys) > y - self.reach
        )


def cut_runs(
    shape: Contour, openings: Sequence[Opening]
) -> tuple[list[list[Cubic]], list[list[Cubic]]]:
    """The pieces of an outline that have a line, and those between them that have none."""
    pieces: list[tuple[Cubic, bool]] = []
    for cubic, drawn in zip(shape.cubics, shape.drawn, strict=True):
        near = [opening for opening in openings if opening.is_near(cubic)] if drawn else []
        pieces += _cut(cubic, near) if near else [(cubic, drawn)]
    first = next((n for n, (_, drawn) in enumerate(pieces) if drawn and not pieces[n - 1][1]), 0)
    runs: tuple[list[list[Cubic]], list[list[Cubic]]] = ([], [])
    before = None
    for cubic, drawn in [*pieces[first:], *pieces[:first]]:
        found = runs[0 if drawn else 1]
        if drawn != before:
            found.append([])
        found[-1].append(cubic)
        before = drawn
    return runs


def _cut(cubic: Cubic, openings: Sequence[Opening]) -> list[tuple[Cubic, bool]]:
    """A curve in pieces with and without a line."""

    def hidden(t: float) -> bool:
        point = at_share(cubic, t)
        return any(opening.hides(point) for opening in openings)

    states = [hidden(n / _SAMPLES) for n in range(_SAMPLES + 1)]
    if len(set(states)) == 1:
        return [(cubic, not states[0])]
    cuts, kinds = [0.0], [not states[0]]
    for n, (now, then) in enumerate(pairwise(states)):
        if now != then:
            low, high = n / _SAMPLES, (n + 1) / _SAMPLES
            for _ in range(_HALVINGS):
                half = (low + high) / 2
                low, high = (half, high) if hidden(half) == now else (low, half)
            cuts.append((low + high) / 2)
            kinds.append(not then)
    return [
        (_part_of(cubic, a, b), kind)
        for (a, b), kind in zip(pairwise([*cuts, 1.0]), kinds, strict=True)
    ]


def _part_of(cubic: Cubic, start: float, end: float) -> Cubic:
    """The part of a curve between two shares of its parameter."""

    def blossom(*shares: float) -> Point:
        points: Sequence[Point] = cubic
        for t in shares:
            points = [between(a, b, t) for a, b in pairwise(points)]
        return points[0]

    return (
        blossom(start, start, start), blossom(start, start, end),
        blossom(start, end, end), blossom(end, end, end),
    )  # fmt: skip


def as_steps(cubics: Sequence[Cubic], *, closed: bool) -> Steps:
    """Curves as the steps of a path; what is straight becomes a line."""
    steps: list[tuple[str, tuple[float, ...]]] = [("m", cubics[0][0])]
    for a, b, c, d in cubics:
        dx, dy = d[0] - a[0], d[1] - a[1]
        limit = max(0.05 * hypot(dx, dy), 1e-3)
        is_line = all(abs((p[0] - a[0]) * dy - (p[1] - a[1]) * dx) < limit for p in (b, c))
        steps.append(("l", d) if is_line else ("c", (*b, *c, *d)))
    return (*steps, ("h", ())) if closed else tuple(steps)
