"""Arrows: which way things move, from the difference between two poses or as somebody wrote it."""

from collections.abc import Sequence
from math import hypot, pi, radians
from typing import NamedTuple

from worksheets.figure.body import Body, part
from worksheets.figure.contour import Point, between, curves, is_inside, line, ring
from worksheets.figure.errors import FigureError
from worksheets.figure.scene import Camera, centre
from worksheets.figure.space import Circle
from worksheets.model.figure import POINTS_PER_CM, Arrow, Figure

_AWAY_CM = 9.0
_BESIDE_CM = 9.0
_LEAST_CM, _SHOWN_CM, _STEP_CM = 9.0, 14.0, 1.5
_ABOVE_FLOOR_CM = 2.5
_MOVERS = (
    "left toes", "right toes", "left heel", "right heel", "left knee", "right knee",
    "left fingertips", "right fingertips", "left elbow", "right elbow", "hips", "head", "chest",
)  # fmt: skip
_WAYS = {
    "up": (0, 1, 0), "down": (0, -1, 0), "forward": (1, 0, 0), "back": (-1, 0, 0),
    "left": (0, 0, -1), "right": (0, 0, 1),
}  # fmt: skip


class Curve(NamedTuple):
    """An arrow in the picture.

    Attributes:
        points: Its start, then two control points and the end of each cubic curve.
        away: The direction in which it may be moved to stand clear of the body, if it may.
    """

    points: tuple[Point, ...]
    away: Point | None = None


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
    found = []
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
        away = None if right or up else curve.away
        found.append(Curve(tuple((x + right, y + up) for x, y in curve.points), away))
    return found


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
    if length < _LEAST_CM:  # a short way is shown longer, about its middle, and straight
        half = between(start, end, 1 / 2)
        stretch = _SHOWN_CM / max(length, 0.5) / 2
        start = half[0] - dx * stretch, half[1] - dy * stretch
        end = half[0] + dx * stretch, half[1] + dy * stretch
    across = (-dy, dx)
    size = hypot(*across) or 1.0
    outwards = (half[0] - heart[0]) * across[0] + (half[1] - heart[1]) * across[1]
    away = (1 if outwards >= 0 else -1) / size
    away_x, away_y = across[0] * away, across[1] * away
    control = (
        2 * half[0] - (start[0] + end[0]) / 2,
        2 * half[1] - (start[1] + end[1]) / 2,
    )
    curve = (start, between(start, control, 2 / 3), between(end, control, 2 / 3), end)
    points = [(x + away_x * _AWAY_CM, y + away_y * _AWAY_CM) for x, y in curve]
    lift = max(0.0, _ABOVE_FLOOR_CM - min(y for _, y in points)) if camera.is_level else 0.0
    return Curve(tuple((x, y + lift) for x, y in points), (away_x, away_y))


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
    return Curve(line(start, end))


def _turn(arrow: Arrow, body: Body, camera: Camera) -> Curve:
    x, y = _see(arrow.at, body, camera)
    radius = arrow.length / POINTS_PER_CM if arrow.length else 11.0
    turn = radians(arrow.turn or 0)
    top = pi / 2 if arrow.place == "above" else -pi / 2
    way = ring([Circle(x, y, radius)], top + abs(turn) / 2, abs(turn))
    points = [way[0].at, *(point for curve in curves(way) for point in curve[1:])]
    return Curve(tuple(points if turn > 0 else points[::-1]))


def cleared(
    curve: Curve, outlines: Sequence[Sequence[Point]], room: float, furthest: float
) -> tuple[Point, ...]:
    """The points of an arrow, moved aside until it has room from every part of the body.

    Args:
        curve: The arrow.
        outlines: The outlines of all parts.
        room: How much of it, in centimetres.
        furthest: How far it may be moved; if that is not enough, it stays where it is.
    """
    if curve.away is None:
        return curve.points
    dx, dy = curve.away
    points = [point for outline in outlines for point in outline]
    for step in range(int(furthest / _STEP_CM)):
        moved = step * _STEP_CM
        spots = tuple((x + dx * moved, y + dy * moved) for x, y in curve.points)
        if all(hypot(x - px, y - py) >= room for x, y in spots for px, py in points) and not any(
            is_inside(spot, outline) for spot in spots for outline in outlines
        ):
            return spots
    return curve.points
