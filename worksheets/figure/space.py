"""Points, directions and turns in space; circles in the picture.

The world: x runs the way a standing person faces, y up, z to the person's right, which is the near
side of a side view; lengths are centimetres, angles degrees.
"""

from math import cos, radians, sin
from typing import NamedTuple, TypeAlias

Vector: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[Vector, Vector, Vector]
"""Three columns: where x, y and z of a frame point in the world."""

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
