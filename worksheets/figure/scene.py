"""From space to the picture: a camera, and layers that know how near they are."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, radians, sin
from typing import Literal, NamedTuple, TypeAlias

from worksheets.figure.body import SIDES, Ball, Body, Leg, Side, Torso
from worksheets.figure.contour import Contour, contour
from worksheets.figure.flesh import (
    Part,
    arm_parts,
    head_parts,
    leg_parts,
    pressed,
    trunk_parts,
)
from worksheets.figure.space import Circle, Vector, dot, middle, place, scale, subtract

_FAR_CM, _BEFORE_SHIRT_CM, _NOWHERE = 4.0, 14.0, 1e3
_LEVEL = 0.02
_TOES_SEEN, _EAR_SEEN, _EAR_HIDDEN, _EYE_SEEN, _MOUTH_SEEN = 0.3, 0.3, -0.4, 0.25, -0.1
_FACING, _FROM_BEHIND = 0.8, -0.7
_OUT = {"left": -1, "right": 1}

_EYE, _FINE = 1.5, 0.8
_FEATURES: tuple[tuple[tuple[Vector, ...], Vector, float], ...] = tuple(
    feature
    for z in (-1, 1)
    for feature in (
        (((8.0, 7.3, z * 3.3), (8.0, 6.5, z * 3.3)), (0.9, 0, z * 0.42), _EYE),
        (
            ((8.0, 9.2, z * 1.7), (8.2, 9.6, z * 3.1), (7.5, 9.2, z * 4.6)),
            (0.9, 0, z * 0.42),
            _FINE,
        ),
        (((8.3, -0.3, 0.0), (7.0, 0.1, z * 2.2)), (0.85, 0, z * 0.5), _FINE),
    )
)
"""Eyes, brows and the halves of a mouth in the frame of the head; the way each looks; its line."""

_BLADE = ((4.8, -6.0), (4.9, -13.0), (7.4, -21.0), (13.6, -9.6), (12.6, -7.4))
"""A shoulder blade: outward and up from the top of the chest."""


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
    """A thing that is the hull of balls, or several of them drawn as one.

    Attributes:
        hulls: The balls of each hull.
        tone: Name of its colour.
        depth: How near it is.
        line: How it is outlined.
    """

    hulls: tuple[tuple[Ball, ...], ...]
    tone: str
    depth: float
    line: Literal["thin", "dashed", "none"] = "thin"


class Stroke(NamedTuple):
    """A strap or a band, which runs through points in space."""

    points: tuple[Vector, ...]
    tone: str
    depth: float


class Layer(NamedTuple):
    """A part of a body as it is seen.

    Attributes:
        part: What it is.
        shape: Its outline in the picture.
        tone: Name of its colour.
        line: Name of the colour of its outline.
        depth: How near it is.
        ends: Where the first ball of each of its stations is seen.
    """

    part: Part
    shape: Contour
    tone: str
    line: str
    depth: float
    ends: tuple[tuple[float, float], ...]

    @property
    def name(self) -> str:
        """What it is."""
        return self.part.name


class Mark(NamedTuple):
    """A fine line on a body or a prop: an eye, a mouth, a shoulder blade, the face of a wall.

    Attributes:
        points: Points in space; three are a curve through them.
        tone: Name of its colour.
        depth: How near it is.
        weight: How heavy its line is, as a share of the pen.
        fill: Colour of the inside, if it is closed.
    """

    points: tuple[Vector, ...]
    tone: str
    depth: float
    weight: float
    fill: str = ""


Seen: TypeAlias = Layer | Mark | Shape | Stroke


class Look(NamedTuple):
    """What a figure says about how a body is drawn.

    Attributes:
        affected: The limb that works, or "".
        shows: How much of the body is drawn.
        hands: The shape of the left and of the right hand.
        rest: How high the trunk rests, if it does.
        fine: Whether thumbs and brows are drawn.
        blades: Whether the shoulder blades are what moves.
    """

    affected: str
    shows: str
    hands: tuple[str, str]
    rest: float | None
    fine: bool
    blades: bool


_LIMBS_OF = {
    "body": ("trunk", "legs", "arms"),
    "upper body": ("trunk", "arms"),
    "head": ("trunk", "arms"),
    "legs": ("legs",),
}


def body_layers(body: Body, camera: Camera, look: Look) -> list[Seen]:
    """The layers of a body, or of the part of it that is shown."""
    torso, groups = body.torso, _LIMBS_OF.get(look.shows, ())
    trunk = shirt = camera.depth((*torso.hips, *torso.shoulders))
    layers: list[Seen] = []
    for side in SIDES:
        leg = body.legs[side]
        if "legs" in groups or look.shows in ("lower legs", f"{side} lower leg"):
            thigh = camera.depth((leg.hip, leg.knee))
            if look.shows == "body" and thigh - trunk < _BEFORE_SHIRT_CM:
                shirt = max(shirt, thigh + 0.3)
            layers += _leg(leg, side, body, camera, look)
    for side in SIDES:
        if "arms" in groups:
            layers += _arm(side, body, camera, look, (trunk, shirt))
    if "trunk" in groups:
        layers += _trunk(body, camera, look, shirt)
        layers += _head(torso, camera, look, max(shirt, _sleeves(body, camera)))
        if look.blades and dot(torso.frames["top"][0][0], camera.towards) <= _FROM_BEHIND:
            layers += _blades(torso, shirt)
    return layers


def _is_far(joint: Ball, torso: Torso, camera: Camera) -> bool:
    level = camera.level()
    return level.depth([joint]) - level.depth((*torso.hips, *torso.shoulders)) <= -_FAR_CM


def _leg(leg: Leg, side: Side, body: Body, camera: Camera, look: Look) -> Iterator[Layer]:
    whole = look.shows in ("body", "legs")
    foot = leg.frames[2]
    toes = not whole and dot(foot[0], camera.towards) > _TOES_SEEN
    thigh, sole = camera.depth((leg.hip, leg.knee)), camera.depth((leg.ankle, leg.heel, *leg.ball))
    depths = {
        "thigh": thigh,
        "shorts": thigh + 0.1,
        "shank": camera.depth((leg.knee, leg.ankle)),
        "foot": sole,
    }
    far = _is_far(leg.hip, body.torso, camera)
    for part in leg_parts(leg, _OUT[side], whole=whole, toes=toes):
        depth = depths.get(part.name)
        if depth is None:  # a toe
            depth = max(sole - 0.5, camera.depth(part.stations[-1]))
            depth = max(depth, sole + 0.1) if dot(foot[1], camera.towards) > 0.1 else depth
        flat = _flat(part, look.rest if part.name in ("thigh", "shorts") else None)
        yield _limb(flat, (side, "leg"), camera, look, (far, depth))


def _arm(
    side: Side, body: Body, camera: Camera, look: Look, trunk_and_shirt: tuple[float, float]
) -> Iterator[Layer]:
    arm = body.arms[side]
    trunk, shirt = trunk_and_shirt
    upper, palm = camera.depth((arm.shoulder, arm.elbow)), camera.depth((arm.wrist, arm.tip))
    inner = scale(arm.frames[2][2], -_OUT[side])
    depths = {
        "upper arm": upper,
        "sleeve": upper + 0.1,
        "forearm": camera.depth((arm.elbow, arm.wrist)),
        "hand": palm,
        "thumb": palm + (0.1 if dot(inner, camera.towards) > -0.3 else -0.1),
    }
    far = _is_far(arm.shoulder, body.torso, camera)
    hand = look.hands[SIDES.index(side)]
    for part in arm_parts(arm, _OUT[side], hand, skin=look.shows != "head"):
        if part.name == "thumb" and not look.fine and hand == "loose":
            continue
        depth = depths.get(part.name, palm + 0.05)  # a finger
        if depth > trunk - 1:  # an arm before the trunk stays before the shirt
            depth += shirt - trunk
        yield _limb(_flat(part, None), (side, "arm"), camera, look, (far, depth))


def _limb(
    part: Part, limb: tuple[Side, str], camera: Camera, look: Look, where: tuple[bool, float]
) -> Layer:
    """A part of a limb, in its colour; `where` is whether it is on the far side, and its depth."""
    (side, kind), (far, depth) = limb, where
    cloth = {"shorts": "shorts", "sleeve": "shirt"}.get(part.name)
    tone = cloth or ("affected" if f"{side} {kind}" == look.affected else "skin")
    joins = tuple(
        join if join.other in ("shirt", "pelvis") else join._replace(other=f"{side} {join.other}")
        for join in part.joins
    )
    if part.end == "hem" and _points_at_eye(part, camera):  # its open end is before what it covers
        joins = ()
    ending = "_far" if far else ""
    named = part._replace(name=f"{side} {part.name}", joins=joins)
    return _layer(named, camera, tone + ending, "ink" + ending, depth)


def _points_at_eye(part: Part, camera: Camera) -> bool:
    near, far = (camera.depth(part.stations[n]) for n in (-1, 0))
    (ax, ay), (bx, by) = (camera.see(part.stations[n][0].at) for n in (-1, 0))
    return near - far > 1.5 * hypot(ax - bx, ay - by)


def _layer(part: Part, camera: Camera, tone: str, line: str, depth: float) -> Layer:
    stations = [tuple(camera.circle(ball) for ball in station) for station in part.stations]
    ends = tuple((station[0].x, station[0].y) for station in stations)
    return Layer(part, contour(stations, part.start, part.end), tone, line, depth, ends)


def _flat(part: Part, rest: float | None) -> Part:
    """A part pressed flat on the floor, and on a seat."""
    return pressed(part, max(0.0, rest or 0.0))


def _trunk(body: Body, camera: Camera, look: Look, shirt: float) -> Iterator[Layer]:
    torso = body.torso
    far = {
        f"{side} {cloth}"
        for side in SIDES
        for cloth, joint in (("sleeve", body.arms[side].shoulder), ("shorts", body.legs[side].hip))
        if _is_far(joint, torso, camera)
    }
    pelvis = min(camera.depth(torso.hips), shirt - 0.1)
    whole = look.shows == "body"
    for part in trunk_parts(torso, pelvis=whole, low=look.shows != "head"):
        joins = tuple(join for join in part.joins if join.other not in far)
        tone, depth = ("shirt", shirt) if part.name == "shirt" else ("shorts", pelvis)
        yield _layer(_flat(part._replace(joins=joins), look.rest), camera, tone, "ink", depth)


def _sleeves(body: Body, camera: Camera) -> float:
    """The depth of the nearest sleeve that neck and head lie over, because its arm hangs."""
    torso = body.torso
    front, up, _ = torso.frames["top"][0]
    if abs(dot(front, camera.towards)) >= _FACING:
        return -_NOWHERE
    depths = [
        camera.depth((arm.shoulder, arm.elbow)) + 0.06
        for arm in body.arms.values()
        if dot(subtract(arm.elbow.at, arm.shoulder.at), up) < -8
    ]
    near = camera.depth(torso.shoulders) + 24
    return max((depth for depth in depths if depth < near), default=-_NOWHERE)


def _head(torso: Torso, camera: Camera, look: Look, shirt: float) -> Iterator[Seen]:
    frame, at = torso.frames["head"]
    facing, chest = (dot(f[0], camera.towards) for f in (frame, torso.frames["top"][0]))
    front = max(camera.depth((torso.skull, torso.jaw)), shirt) + 0.5
    before = 1 if facing > -0.55 else -1
    depths = {
        "neck": shirt + (0.1 if chest > -0.5 else -0.1),
        "hair": front,
        "face": front + 0.1 * before,
        "nose": front + 0.2 * before,
    }
    for part in head_parts(torso):
        part = pressed(part, 0.0)
        depth = depths.get(part.name)
        if depth is None:  # an ear, above the hair only where it is seen from its side
            out = 1 if part.name == "right ear" else -1
            side_on = out * dot(frame[2], camera.towards)
            if side_on > _EAR_HIDDEN:
                depth = front + (0.3 if side_on > _EAR_SEEN else -0.2)
                yield _layer(part, camera, "skin", "ink", depth)
            continue
        yield _layer(part, camera, "hair" if part.name == "hair" else "skin", "ink", depth)
    for row, way, weight in _FEATURES:
        if (weight == _EYE or look.fine) or row[0][1] < 1:
            seen = dot(place(frame, (0, 0, 0), way), camera.towards)
            if seen > (_EYE_SEEN if row[0][1] > 1 else _MOUTH_SEEN):
                points = tuple(place(frame, at, spot) for spot in row)
                yield Mark(points, "ink", front + 0.4, weight)


def _blades(torso: Torso, shirt: float) -> Iterator[Mark]:
    """The shoulder blades, tinted."""
    frame, top = torso.frames["top"]
    for side, root in zip(SIDES, torso.arm_roots, strict=True):
        moved = subtract(root, top)
        apart, up = dot(moved, frame[0]) * 0.32, dot(moved, frame[1]) + 3
        points = tuple(
            place(frame, top, (-8.0, y + up, _OUT[side] * (z + apart))) for z, y in _BLADE
        )
        yield Mark((*points, points[0]), "ink", shirt + 60, 0.8, "affected")


def box(low: Vector, high: Vector, radius: float = 0.4) -> tuple[Ball, ...]:
    """The corners of a box with rounded edges."""
    (a, b, c), (d, e, f) = low, high
    return tuple(Ball((x, y, z), radius) for x in (a, d) for y in (b, e) for z in (c, f))


def centre(balls: Sequence[Ball]) -> Vector:
    """The middle of some balls."""
    return middle(*(ball.at for ball in balls))
