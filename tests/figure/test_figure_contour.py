"""Outlines: the convex one holds its circles and nothing more; a row of stations may be hollow."""

from math import cos, hypot, pi, sin

from hypothesis import given
from hypothesis import strategies as st

from worksheets.figure.contour import Contour, Opening, at_share, contour, cut_runs, hull
from worksheets.figure.space import Circle

CIRCLES = st.lists(
    st.builds(Circle, st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 20)),
    min_size=1,
    max_size=6,
)


def points_of(shape: Contour) -> list[tuple[float, float]]:
    """Points along an outline."""
    return [at_share(cubic, n / 8) for cubic in shape.cubics for n in range(8)]


@given(CIRCLES)
def test_the_convex_outline_reaches_as_far_as_the_circles(circles: list[Circle]) -> None:
    points = points_of(hull(circles))
    for n in range(24):
        x, y = cos(n * pi / 12), sin(n * pi / 12)
        reach = max(a * x + b * y for a, b in points)
        assert abs(reach - max(c.x * x + c.y * y + c.radius for c in circles)) < 0.35


@given(CIRCLES)
def test_an_outline_comes_back_to_where_it_began(circles: list[Circle]) -> None:
    for shape in (hull(circles), contour([(circle,) for circle in circles])):
        ends = [cubic[3] for cubic in shape.cubics]
        for (x, y), cubic in zip([ends[-1], *ends], shape.cubics, strict=False):
            assert hypot(cubic[0][0] - x, cubic[0][1] - y) < 0.1


def test_a_row_of_stations_has_a_waist() -> None:
    row = [(Circle(0, 0, 8),), (Circle(0, 20, 3),), (Circle(0, 40, 8),)]
    half_way_up = [x for x, y in points_of(contour(row)) if abs(y - 20) < 1]
    assert max(half_way_up) < 3.5
    assert max(x for x, y in points_of(hull([c for s in row for c in s])) if abs(y - 20) < 6) > 7


def test_an_outline_has_no_line_inside_its_neighbour_near_their_joint() -> None:
    arm = contour([(Circle(0, 0, 4),), (Circle(30, 0, 4),)])
    neighbour = hull([Circle(30, 0, 6), Circle(60, 0, 6)]).polygon
    (run,), (hidden,) = cut_runs(arm, [Opening(neighbour, (30, 0), 8)])
    points = [at_share(cubic, n / 4) for cubic in run for n in range(5)]
    assert max(x for x, _ in points) < 28
    assert min(x for x, _ in points) < -3.9
    assert min(at_share(cubic, 0.5)[0] for cubic in hidden) > 24
    (whole,), none = cut_runs(arm, [Opening(neighbour, (90, 0), 8)])
    assert len(whole) == len(arm.cubics) and not none, "away from the joint it keeps its line"
