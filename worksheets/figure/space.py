"""Points, directions and turns in space; circles in the picture and the outline round them.

The world: x runs the way a standing person faces, y up, z to the person's right, which is the near
side of a side view; lengths are centimetres, angles degrees.
"""

from collections.abc import Iterable
from math import acos, atan2, ceil, cos, hypot, pi, radians, sin, tan
from typing import NamedTuple, TypeAlias

Vector: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[Vector, Vector, Vector]
"""Three columns: where x, y and z of a frame point in the world."""

Steps: TypeAlias = tuple[tuple[str, tuple[float, ...]], ...]

_TURN = 2 * pi
_TINY = 1e-9
_UNSEEN_CM = 0.02

WORLD: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def add(a: Vector, b: Vector) -> Vector:
    """The sum of two vectors."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def subtract(a: Vector, b: Vector) -> Vector:
    """The vector from `b` to `a`."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def scale(a: Vector, by: float) -> Vector:
    """A vector that is `by` times as long."""
    return (a[0] * by, a[1] * by, a[2] * by)


def dot(a: Vector, b: Vector) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def middle(*points: Vector) -> Vector:
    """The mean of points."""
    n = len(points)
    return (
        sum(point[0] for point in points) / n,
        sum(point[1] for point in points) / n,
        sum(point[2] for point in points) / n,
    )


def place(frame: Matrix, at: Vector, local: Vector) -> Vector:
    """The world point of a point in a frame whose origin is `at`."""
    (x, y, z), (a, b, c) = local, at
    p, q, r = frame
    return (
        a + p[0] * x + q[0] * y + r[0] * z,
        b + p[1] * x + q[1] * y + r[1] * z,
        c + p[2] * x + q[2] * y + r[2] * z,
    )


def about_x(frame: Matrix, angle: float) -> Matrix:
    """A frame turned about its own x axis; y goes towards z."""
    if not angle:
        return frame
    x, y, z = frame
    return (x, _mix(y, z, angle), _mix(z, y, -angle))


def about_y(frame: Matrix, angle: float) -> Matrix:
    """A frame turned about its own y axis; z goes towards x."""
    if not angle:
        return frame
    x, y, z = frame
    return (_mix(x, z, -angle), y, _mix(z, x, angle))


def about_z(frame: Matrix, angle: float) -> Matrix:
    """A frame turned about its own z axis; x goes towards y."""
    if not angle:
        return frame
    x, y, z = frame
    return (_mix(x, y, angle), _mix(y, x, -angle), z)


def _mix(a: Vector, b: Vector, angle: float) -> Vector:
    """The direction `a` turned by an angle towards `b`, or away from it when negative."""
    c, s = cos(radians(angle)), sin(radians(angle))
    return (a[0] * c + b[0] * s, a[1] * c + b[1] * s, a[2] * c + b[2] * s)


class Circle(NamedTuple):
    """A circle in the picture."""

    x: float
    y: float
    radius: float


def outline(circles: Iterable[Circle]) -> Steps:
    """The convex outline round circles, as steps of a `plan.Path`."""
    kept = _outermost(circles)
    current = min(range(len(kept)), key=lambda n: (kept[n].y - kept[n].radius, kept[n].x))
    first, normal, turned = current, -pi / 2, 0.0
    circle = kept[current]
    steps: list[tuple[str, tuple[float, ...]]] = [("m", (circle.x, circle.y - circle.radius))]
    while True:
        turn, follower = _next(kept, current, normal)
        turn = min(turn, _TURN - turned)
        steps += arc(kept[current], normal, turn)
        normal, turned = normal + turn, turned + turn
        if turned >= _TURN - _TINY or follower is None:
            break
        current = follower
        circle = kept[current]
        x, y = circle.x + circle.radius * cos(normal), circle.y + circle.radius * sin(normal)
        steps.append(("l", (x, y)))
        if current == first and turned >= _TURN - _TINY:
            break
    steps.append(("h", ()))
    return tuple(steps)


def _outermost(circles: Iterable[Circle]) -> list[Circle]:
    """The circles that lie in no other one."""
    kept: list[Circle] = []
    for circle in sorted(circles, key=lambda circle: -circle.radius):
        if not any(
            hypot(circle.x - other.x, circle.y - other.y) <= other.radius - circle.radius + 1e-6
            for other in kept
        ):
            kept.append(circle)
    return kept


def _next(circles: list[Circle], current: int, normal: float) -> tuple[float, int | None]:
    """How far the outline follows a circle, and to which one it goes then."""
    here, best, follower = circles[current], _TURN, None
    for index, there in enumerate(circles):
        if index == current:
            continue
        dx, dy = there.x - here.x, there.y - here.y
        lean = (here.radius - there.radius) / hypot(dx, dy)
        if not -1 < lean < 1:
            continue
        turn = (atan2(dy, dx) - acos(lean) - normal) % _TURN
        if turn > _TURN - 1e-6:
            turn = 0.0
        if turn < best - _TINY or (follower is not None and abs(turn - best) <= _TINY):
            farther = follower is None or hypot(dx, dy) > hypot(
                circles[follower].x - here.x, circles[follower].y - here.y
            )
            if turn < best - _TINY or farther:
                best, follower = turn, index
    return best, follower


def arc(circle: Circle, start: float, turn: float) -> list[tuple[str, tuple[float, ...]]]:
    """Part of a circle as curves of at most a quarter turn; a negative turn goes clockwise."""
    count = ceil(abs(turn) / (pi / 2) - 1e-6)
    if abs(turn) * circle.radius < _UNSEEN_CM:
        return []
    part = turn / count
    reach = circle.radius * 4 / 3 * tan(part / 4)
    steps: list[tuple[str, tuple[float, ...]]] = []
    for n in range(count):
        a, b = start + n * part, start + (n + 1) * part
        ax, ay = circle.x + circle.radius * cos(a), circle.y + circle.radius * sin(a)
        bx, by = circle.x + circle.radius * cos(b), circle.y + circle.radius * sin(b)
        points = (
            ax - reach * sin(a), ay + reach * cos(a), bx + reach * sin(b), by - reach * cos(b),
            bx, by,
        )  # fmt: skip
        steps.append(("c", points))
    return steps
