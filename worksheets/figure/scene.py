"""From space to the picture: a camera, and shapes that know how near they are."""

from collections.abc import Iterable, Sequence
from math import cos, radians, sin
from typing import NamedTuple

from worksheets.figure.body import SIDES, Ball, Body
from worksheets.figure.space import Circle, Vector, dot, middle

_FAR_CM, _FACING_CM = 4.0, 5.0
_LEVEL = 0.02


class Camera(NamedTuple):
    """A camera very far away: nothing becomes smaller with distance."""

    right: Vector
    up: Vector
    towards: Vector

    @property
    def is_level(self) -> bool:
        """Whether the floor is seen as a line."""
        return self.towards[1] < _LEVEL

    def level(self) -> "Camera":
        """The same camera, not looking down: it tells the near side from the far one."""
        x, _, z = self.towards
        return self._replace(towards=(x, 0.0, z))

    def see(self, point: Vector) -> tuple[float, float]:
        """Where a point is in the picture, x to the right and y up, in centimetres."""
        return dot(point, self.right), dot(point, self.up)

    def circle(self, ball: Ball) -> Circle:
        """How a ball is seen."""
        return Circle(*self.see(ball.at), ball.radius)

    def depth(self, balls: Iterable[Ball]) -> float:
        """How near things are; the nearest have the greatest value."""
        found = [dot(ball.at, self.towards) for ball in balls]
        return sum(found) / len(found)


def make_camera(turn: float, rise: float) -> Camera:
    """A camera that looks from the person's right (turn 0) or from elsewhere round them."""
    a, e = radians(turn), radians(rise)
    return Camera(
        (cos(a), 0.0, -sin(a)),
        (-sin(a) * sin(e), cos(e), -cos(a) * sin(e)),
        (sin(a) * cos(e), sin(e), cos(a) * cos(e)),
    )


class Shape(NamedTuple):
    """Hulls of balls that are drawn as one.

    Attributes:
        hulls: The balls of each hull.
        tone: Name of its colour.
        depth: How near it is.
        outlined: Whether it has a dark outline; parts of the body have a white one.
    """

    hulls: tuple[tuple[Ball, ...], ...]
    tone: str
    depth: float
    outlined: bool = False


class Stroke(NamedTuple):
    """A line through points in space, as thick as a cord."""

    points: tuple[Vector, ...]
    tone: str
    depth: float
    width: float


_LIMB_OF = {
    "body": ("trunk", "legs", "arms"),
    "upper body": ("trunk", "arms"),
    "head": ("trunk",),
    "legs": ("legs",),
}


def body_shapes(body: Body, camera: Camera, affected: str, shows: str) -> list[Shape]:
    """The shapes of a body, or of the part of it that is shown."""
    torso = body.torso
    level = camera.level()
    heart = level.depth((*torso.hips, *torso.shoulders))
    shapes: list[Shape] = []
    groups = _LIMB_OF.get(shows, ())
    if "trunk" in groups:
        shapes += _trunk(body, camera, whole=shows != "head")
    for side in SIDES:
        if "legs" in groups or shows in ("lower legs", f"{side} lower leg"):
            tone = _tone(f"{side} leg", affected, level.depth([body.legs[side].hip]) - heart)
            shapes += _leg(body, side, camera, tone, whole=shows in ("body", "legs"))
        if "arms" in groups:
            away = level.depth([body.arms[side].shoulder]) - heart
            shapes += _arm(body, side, camera, _tone(f"{side} arm", affected, away))
    return shapes


def _tone(limb: str, affected: str, away: float) -> str:
    if limb == affected:
        return "affected" if away > -_FAR_CM else "affected_far"
    return "body" if away > -_FAR_CM else "far"


def _trunk(body: Body, camera: Camera, *, whole: bool) -> list[Shape]:
    torso = body.torso
    chest = ((*torso.ribs, *torso.shoulders), torso.neck)
    belly = ((*torso.hips, *torso.waist), (*torso.waist, *torso.ribs))
    trunk = (*belly, *chest) if whole else chest
    head = (torso.skull, torso.jaw)
    depth = camera.depth((*torso.hips, *torso.shoulders))
    front = max(camera.depth(head), depth) + 0.5
    shapes = [Shape(trunk, "body", depth)]
    if camera.depth(torso.nose) - camera.depth([torso.skull]) < _FACING_CM:
        return [*shapes, Shape((head, torso.nose), "body", front)]
    return [*shapes, Shape((head,), "body", front), Shape((torso.nose,), "body", front + 1)]


def _leg(body: Body, side: str, camera: Camera, tone: str, *, whole: bool) -> list[Shape]:
    leg = body.legs[side]  # type: ignore[index]
    sole = (leg.ankle, leg.heel, *leg.ball)
    toes = (*leg.ball, *leg.tip)
    shapes = [
        Shape(((leg.knee, leg.ankle),), tone, camera.depth((leg.knee, leg.ankle))),
        Shape((sole, toes), tone, camera.depth(sole)),
    ]
    if whole:
        thigh = (leg.hip, leg.knee)
        shapes.insert(0, Shape((thigh,), tone, camera.depth(thigh)))
    return shapes


def _arm(body: Body, side: str, camera: Camera, tone: str) -> list[Shape]:
    arm = body.arms[side]  # type: ignore[index]
    parts = ((arm.shoulder, arm.elbow), (arm.elbow, arm.wrist), (arm.wrist, arm.palm, arm.tip))
    return [Shape((balls,), tone, camera.depth(balls)) for balls in parts]


def box(low: Vector, high: Vector, radius: float = 0.4) -> tuple[Ball, ...]:
    """The corners of a box with rounded edges."""
    (a, b, c), (d, e, f) = low, high
    return tuple(Ball((x, y, z), radius) for x in (a, d) for y in (b, e) for z in (c, f))


def centre(balls: Sequence[Ball]) -> Vector:
    """The middle of some balls."""
    return middle(*(ball.at for ball in balls))
