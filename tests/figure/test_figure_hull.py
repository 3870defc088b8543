"""The outline round circles holds all of them and nothing more."""

from math import cos, hypot, pi, sin

from hypothesis import given
from hypothesis import strategies as st

from worksheets.figure.space import Circle, outline

CIRCLES = st.lists(
    st.builds(Circle, st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 20)),
    min_size=1,
    max_size=6,
)


def points_of(circles: list[Circle]) -> list[tuple[float, float]]:
    """Points along the outline, curves taken apart into short lines."""
    points: list[tuple[float, float]] = []
    for step, numbers in outline(circles):
        if step in "ml":
            points.append((numbers[0], numbers[1]))
        elif step == "c":
            (ax, ay), (bx, by, cx, cy, dx, dy) = points[-1], numbers
            for n in range(1, 9):
                t, u = n / 8, 1 - n / 8
                points.append(
                    (
                        u**3 * ax + 3 * u * u * t * bx + 3 * u * t * t * cx + t**3 * dx,
                        u**3 * ay + 3 * u * u * t * by + 3 * u * t * t * cy + t**3 * dy,
                    )
                )
    return points


def support(circles: list[Circle], angle: float) -> float:
    """How far the circles reach in a direction."""
    return max(x * cos(angle) + y * sin(angle) + radius for x, y, radius in circles)


@given(CIRCLES)
def test_the_outline_reaches_as_far_as_the_circles_in_every_direction(
    circles: list[Circle],
) -> None:
    points = points_of(circles)
    for n in range(24):
        angle = n * pi / 12
        reach = max(x * cos(angle) + y * sin(angle) for x, y in points)
        assert abs(reach - support(circles, angle)) < 0.35  # the points lie 11 degrees apart


@given(CIRCLES)
def test_the_outline_turns_one_way_only_and_comes_back(circles: list[Circle]) -> None:
    points = points_of(circles)
    area = sum(
        a[0] * b[1] - a[1] * b[0] for a, b in zip(points, [*points[1:], points[0]], strict=True)
    )
    assert area > 0
    assert hypot(points[0][0] - points[-1][0], points[0][1] - points[-1][1]) < 0.1
    for a, b, c in zip(points, points[1:], points[2:], strict=False):
        turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
        assert turn > -0.05
