"""The outline round circles: the shadow of a limb is that of the two balls at its ends."""

from collections.abc import Iterable
from math import acos, atan2, ceil, cos, hypot, pi, sin, tan
from typing import NamedTuple

_TURN = 2 * pi
_TINY = 1e-9
_UNSEEN_CM = 0.02

Steps = tuple[tuple[str, tuple[float, ...]], ...]


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
