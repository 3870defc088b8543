"""Arrows: which way things move, from the difference between two poses or as somebody wrote it."""

from math import atan2, cos, hypot, pi, radians, sin

from worksheets.figure.body import Body, part
from worksheets.figure.errors import FigureError
from worksheets.figure.scene import Camera, centre
from worksheets.figure.space import Circle, arc
from worksheets.model.figure import POINTS_PER_CM, Arrow, Figure

_AWAY_CM = 9.0
_BESIDE_CM = 9.0
_MIN_CM = 4.0
_ABOVE_FLOOR_CM = 2.5
_MOVERS = (
    "left toes", "right toes", "left heel", "right heel", "left knee", "right knee",
    "left fingertips", "right fingertips", "left elbow", "right elbow", "hips", "head", "chest",
)  # fmt: skip
_WAYS = {
    "up": (0, 1, 0), "down": (0, -1, 0), "forward": (1, 0, 0), "back": (-1, 0, 0),
    "left": (0, 0, -1), "right": (0, 0, 1),
}  # fmt: skip
Point = tuple[float, float]

Curve = tuple[Point, ...]
"""An arrow in the picture: its start, then two control points and the end of each cubic curve."""


def arrows_of(
    figure: Figure, index: int, bodies: list[Body], middles: list[Body], camera: Camera
) -> list[Curve]:
    """The arrows that are drawn in one pose.

    Args:
        figure: Says which arrows there are.
        index: Number of the pose, from 0.
        bodies: The body in every pose.
        middles: The body half-way to the next pose, for every pose but the last.
        camera: Where it is seen from.
    """
    last = len(bodies) - 1
    if figure.arrows is None:
        if index == 0:
            return []
        return [_movement(_mover(bodies, index, camera), index, bodies, middles, camera)]
    curves = []
    for number, arrow in enumerate(figure.arrows):
        keys = ("arrows", number)
        wanted = last if arrow.pose is None else arrow.pose - 1
        if wanted > last:
            raise FigureError(
                f"there is no pose {arrow.pose}",
                "Leave it out for the last pose, or add the pose.",
                (*keys, "pose"),
            )
        if wanted != index:
            continue
        if arrow.turn is not None:
            curve = _turn(arrow, bodies[index], camera)
        elif arrow.towards:
            curve = _straight(arrow, bodies[index], camera, keys)
        elif index == 0:
            raise FigureError(
                "an arrow in the first pose needs a way to go",
                "Add towards: or turn:, or a second pose.",
                keys,
            )
        else:
            curve = _movement(arrow.at, index, bodies, middles, camera)
        right, up = arrow.shift
        curves.append(tuple((x + right, y + up) for x, y in curve))
    return curves


def _see(name: str, body: Body, camera: Camera) -> Point:
    return camera.see(centre(part(body, name)))


def _mover(bodies: list[Body], index: int, camera: Camera) -> str:
    """The part that moves most, as it is seen."""

    def moves(name: str) -> float:
        (a, b), (c, d) = (_see(name, bodies[n], camera) for n in (index - 1, index))
        return hypot(c - a, d - b)

    return max(_MOVERS, key=moves)


def _movement(
    name: str, index: int, bodies: list[Body], middles: list[Body], camera: Camera
) -> Curve:
    """The way of a part from one pose to the next, beside the body."""
    start = _see(name, bodies[index - 1], camera)
    half = _see(name, middles[index - 1], camera)
    end = _see(name, bodies[index], camera)
    heart = _see("chest", bodies[index], camera)
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if length < _MIN_CM:
        stretch = _MIN_CM * 2.5 / max(length, 0.5)
        half = start[0] + dx * stretch / 2, start[1] + dy * stretch / 2
        end = start[0] + dx * stretch, start[1] + dy * stretch
        length = hypot(end[0] - start[0], end[1] - start[1])
    across = (-dy, dx)
    size = hypot(*across) or 1.0
    outwards = (half[0] - heart[0]) * across[0] + (half[1] - heart[1]) * across[1]
    away = (_AWAY_CM if outwards >= 0 else -_AWAY_CM) / size
    shift = across[0] * away, across[1] * away
    control = (
        2 * half[0] - (start[0] + end[0]) / 2,
        2 * half[1] - (start[1] + end[1]) / 2,
    )
    curve = (start, _towards(start, control, 2 / 3), _towards(end, control, 2 / 3), end)
    points = [(x + shift[0], y + shift[1]) for x, y in curve]
    lift = max(0.0, _ABOVE_FLOOR_CM - min(y for _, y in points)) if camera.is_level else 0.0
    return tuple((x, y + lift) for x, y in points)


def _towards(a: Point, b: Point, share: float) -> Point:
    """The point that lies a share of the way from one point to another."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _straight(arrow: Arrow, body: Body, camera: Camera, keys: tuple[str | int, ...]) -> Curve:
    at = _see(arrow.at, body, camera)
    ways = [camera.see(_WAYS[way]) for way in arrow.towards]
    dx, dy = sum(way[0] for way in ways), sum(way[1] for way in ways)
    size = hypot(dx, dy)
    if size < 0.1:
        raise FigureError(
            "from this view, the arrow would point straight at or away from you",
            "Choose another view or another way.",
            (*keys, "towards"),
        )
    length = arrow.length / POINTS_PER_CM if arrow.length else 20.0
    dx, dy = dx / size, dy / size
    start = at[0] + dx * _BESIDE_CM, at[1] + dy * _BESIDE_CM
    end = start[0] + dx * length, start[1] + dy * length
    return start, _towards(start, end, 1 / 3), _towards(start, end, 2 / 3), end


def _turn(arrow: Arrow, body: Body, camera: Camera) -> Curve:
    x, y = _see(arrow.at, body, camera)
    radius = arrow.length / POINTS_PER_CM if arrow.length else 11.0
    sweep = -radians(arrow.turn or 0)
    first = (pi / 2 if arrow.place == "above" else -pi / 2) - sweep / 2
    steps = arc(Circle(x, y, radius), first, sweep)
    points = [(x + radius * cos(first), y + radius * sin(first))]
    for _, numbers in steps:
        points += zip(numbers[::2], numbers[1::2], strict=True)
    return tuple(points)


def head_of(curve: Curve, size: float) -> tuple[Point, Point, Point]:
    """The two ends and the tip of an open arrow head."""
    (ax, ay), (bx, by) = curve[-2:]
    way = atan2(by - ay, bx - ax)
    wings = [(bx - size * cos(way + turn), by - size * sin(way + turn)) for turn in (0.55, -0.55)]
    return wings[0], (bx, by), wings[1]
