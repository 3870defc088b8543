"""The body: how long its parts are, and where they lie for given joint angles.

Lengths of segments are the fractions of body height of Drillis and Contini (1966), as in Winter,
*Biomechanics and Motor Control of Human Movement*. How thick the parts are drawn is our choice.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from worksheets.figure.space import (
    WORLD,
    Matrix,
    Vector,
    about_x,
    about_y,
    about_z,
    middle,
    place,
)

HEIGHT_CM = 170.0
"""How tall the person in the pictures is."""

FOOT_LENGTH = 0.152 * HEIGHT_CM
ANKLE_HEIGHT = 0.039 * HEIGHT_CM
SHANK = 0.246 * HEIGHT_CM
THIGH = 0.245 * HEIGHT_CM
TRUNK = 0.288 * HEIGHT_CM
UPPER_ARM = 0.186 * HEIGHT_CM
FOREARM = 0.146 * HEIGHT_CM
HAND = 0.108 * HEIGHT_CM
HEAD = 0.182 * HEIGHT_CM
SHOULDER_WIDTH = 0.259 * HEIGHT_CM
HIP_WIDTH = 0.191 * HEIGHT_CM

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
Angles: TypeAlias = dict[str, float]
"""Degrees by joint: "lean", "left hip"."""

_HIP_X = HIP_WIDTH / 2 - 7.5
_SHOULDER_X = SHOULDER_WIDTH / 2 - 3.5
_WAIST_SHARE = 0.4
_BLADE = 9.0
_SIDE_LYING_X = 12.0


class Ball(NamedTuple):
    """A ball inside a part of the body; parts are drawn as the hull of two or more."""

    at: Vector
    radius: float


class Leg(NamedTuple):
    """Joints of a leg and ends of its foot; frames of thigh, shank, foot and toes."""

    hip: Ball
    knee: Ball
    ankle: Ball
    heel: Ball
    ball: tuple[Ball, Ball]
    tip: tuple[Ball, Ball]
    frames: tuple[Matrix, Matrix, Matrix, Matrix]


class Arm(NamedTuple):
    """Joints of an arm and its fingertips; frames of its three bones.

    The palm faces back where the pose does not say how the forearm is turned.
    """

    shoulder: Ball
    elbow: Ball
    wrist: Ball
    palm: Ball
    tip: Ball
    frames: tuple[Matrix, Matrix, Matrix]
    is_turned: bool


class Torso(NamedTuple):
    """Where the trunk and the head are, and how they are turned.

    Attributes:
        frames: The frame and the origin of "hips", "waist", "ribs", "top", "neck" and "head".
    """

    hips: tuple[Ball, Ball]
    waist: tuple[Ball, Ball]
    ribs: tuple[Ball, Ball]
    shoulders: tuple[Ball, Ball]
    neck: tuple[Ball, Ball]
    skull: Ball
    jaw: Ball
    nose: tuple[Ball, Ball]
    frames: Mapping[str, tuple[Matrix, Vector]]
    arm_roots: tuple[Vector, Vector]
    leg_roots: tuple[Vector, Vector]


class Body(NamedTuple):
    """A whole body in one pose."""

    torso: Torso
    legs: dict[Side, Leg]
    arms: dict[Side, Arm]


_STANDING: Angles = {"left elbow": 8, "right elbow": 8}
_PRONE = about_z(WORLD, -90)
POSITIONS: Mapping[str, tuple[Matrix, Angles]] = {
    "standing": (WORLD, _STANDING),
    "sitting": (WORLD, {"hip": 90, "knee": 90, "shoulder": 15, "elbow": 55}),
    "sitting on the floor": (WORLD, {"hip": 90, "shoulder": -20, "elbow": 10}),
    "lying on the back": (about_z(WORLD, 90), {"ankle": -15, "shoulder": -7, "elbow": 4}),
    "lying on the front": (_PRONE, {"ankle": -60, "neck": -14}),
    "lying on the left side": (((0, 0, 1), (1, 0, 0), (0, 1, 0)), {}),
    "lying on the right side": (((0, 0, 1), (-1, 0, 0), (0, -1, 0)), {}),
    "hands and knees": (
        _PRONE,
        {"lean": -9, "hip": 81, "knee": 90, "ankle": -50, "shoulder": 82, "wrist": 80, "neck": -15},
    ),
    "kneeling": (WORLD, {"knee": 90, "ankle": -50, "elbow": 8}),
}
"""How a body in each position is turned, and the angles it starts from; both sides alike."""


def pose_body(angles: Angles, position: str, root: Vector) -> Body:
    """Put a body together.

    Args:
        angles: Every joint that is not at its neutral position.
        position: A key of `POSITIONS`.
        root: The point between the hip joints.
    """
    torso = _pose_torso(angles, position, root)
    legs = {side: pose_leg(angles, side, torso) for side in SIDES}
    arms = {side: pose_arm(angles, side, torso) for side in SIDES}
    return Body(torso, legs, arms)


def _pose_torso(angles: Angles, position: str, root: Vector) -> Torso:
    get = angles.get
    base, _ = POSITIONS[position]
    turn = get("turn", 0)
    upright = about_y(WORLD, turn)
    pelvis: Matrix = tuple(place(upright, (0, 0, 0), column) for column in base)  # type: ignore[assignment]
    pelvis = about_x(about_z(pelvis, -get("lean", 0)), -get("tilt", 0))
    flexion, side, rotation = get("trunk", 0), get("trunk_side", 0), get("trunk_rotation", 0)
    low = TRUNK * _WAIST_SHARE
    loin = about_y(about_x(about_z(pelvis, -flexion / 2), -side / 2), rotation / 2)
    chest = about_y(about_x(about_z(loin, -flexion / 2), -side / 2), rotation / 2)
    waist = place(pelvis, root, (0, low * 0.75, 0))
    ribs = place(loin, waist, (0, low * 0.6, 0))
    top = place(chest, ribs, (0, TRUNK - low * 1.35, 0))
    shrug, blades = get("shrug", 0), get("shoulder_blades", 0)
    lift = (-_BLADE * blades / 25, _BLADE * shrug / 25, 0.0)
    narrow = _SHOULDER_X - 0.12 * max(0.0, blades)
    if position.endswith("side"):  # the lower shoulder is under the chest
        narrow = _SIDE_LYING_X
    neck_frame = about_z(chest, -get("neck", 0))
    neck_frame = about_x(neck_frame, -get("neck_side", 0))
    head = about_z(about_y(neck_frame, get("neck_rotation", 0)), -get("head", 0))
    joint = place(neck_frame, top, (0.8, HEAD * 0.36, 0))
    return Torso(
        hips=_both(pelvis, root, (0, 1.5, 0), 7.0, 8.4),
        waist=_both(loin, waist, (0, 0, 0), 5.5, 7.6),
        ribs=_both(chest, ribs, (0, 4, 0), 6.5, 8.2),
        shoulders=_both(chest, top, (lift[0] / 2, lift[1] / 2 - 4.5, 0), 9.5, 7.8),
        neck=(Ball(place(chest, top, (0, 0, 0)), 4.8), Ball(joint, 4.4)),
        skull=Ball(place(head, joint, (0.6, HEAD * 0.31, 0)), 8.8),
        jaw=Ball(place(head, joint, (2.2, HEAD * 0.04, 0)), 6.4),
        nose=(
            Ball(place(head, joint, (8.2, HEAD * 0.27, 0)), 0.6),
            Ball(place(head, joint, (9.2, HEAD * 0.15, 0)), 1.3),
        ),
        frames={
            "hips": (pelvis, root),
            "waist": (loin, waist),
            "ribs": (chest, ribs),
            "top": (chest, top),
            "neck": (neck_frame, top),
            "head": (head, joint),
        },
        arm_roots=tuple(
            ball.at for ball in _both(chest, top, (lift[0], lift[1] - 3, 0), narrow, 1)
        ),  # type: ignore[arg-type]
        leg_roots=tuple(ball.at for ball in _both(pelvis, root, (0, 0, 0), _HIP_X, 1)),  # type: ignore[arg-type]
    )


def _both(frame: Matrix, at: Vector, local: Vector, out: float, radius: float) -> tuple[Ball, Ball]:
    """A ball on the left and one on the right of a point."""
    x, y, z = local
    left, right = place(frame, at, (x, y, z - out)), place(frame, at, (x, y, z + out))
    return Ball(left, radius), Ball(right, radius)


def pose_leg(angles: Angles, side: Side, torso: Torso) -> Leg:
    """Put a leg together."""
    get, out = angles.get, (1 if side == "right" else -1)
    hip = torso.leg_roots[SIDES.index(side)]
    thigh = about_z(torso.frames["hips"][0], get(f"{side} hip", 0))
    thigh = about_x(thigh, -out * get(f"{side} hip_abduction", 0))
    thigh = about_y(thigh, -out * get(f"{side} hip_rotation", 0))
    knee = place(thigh, hip, (0, -THIGH, 0))
    shank = about_z(thigh, -get(f"{side} knee", 0))
    ankle = place(shank, knee, (0, -SHANK, 0))
    inversion = out * get(f"{side} inversion", 0)
    foot = about_z(shank, get(f"{side} ankle", 0))
    foot = about_y(about_x(foot, inversion), inversion * 0.7)
    sole = -ANKLE_HEIGHT
    heel = Ball(place(foot, ankle, (-3.9, sole + 2.9, 0)), 2.9)
    joint = place(foot, ankle, (11.0, sole + 2.1, 0))
    toes = about_z(foot, get(f"{side} toes", 0))
    return Leg(
        hip=Ball(hip, 8.6),
        knee=Ball(knee, 5.7),
        ankle=Ball(ankle, 3.5),
        heel=heel,
        ball=_both(foot, joint, (0, 0, 0), 2.4, 2.1),
        tip=_both(toes, joint, (FOOT_LENGTH - 19.4, -0.5, 0), 1.9, 1.6),
        frames=(thigh, shank, foot, toes),
    )


def pose_arm(angles: Angles, side: Side, torso: Torso) -> Arm:
    """Put an arm together."""
    get, out = angles.get, (1 if side == "right" else -1)
    shoulder = torso.arm_roots[SIDES.index(side)]
    upper = about_z(torso.frames["top"][0], get(f"{side} shoulder", 0))
    upper = about_x(upper, -out * get(f"{side} shoulder_abduction", 0))
    upper = about_y(upper, -out * get(f"{side} shoulder_rotation", 0))
    elbow = place(upper, shoulder, (0, -UPPER_ARM, 0))
    lower = about_z(upper, get(f"{side} elbow", 0))
    wrist = place(lower, elbow, (0, -FOREARM, 0))
    forearm = get(f"{side} forearm")
    turned = lower if forearm is None else about_y(lower, -out * (90 + forearm))
    hand = about_z(turned, get(f"{side} wrist", 0))
    return Arm(
        shoulder=Ball(shoulder, 5.4),
        elbow=Ball(elbow, 4.1),
        wrist=Ball(wrist, 3.0),
        palm=Ball(place(hand, wrist, (0, -HAND * 0.45, 0)), 2.8),
        tip=Ball(place(hand, wrist, (0, 1.9 - HAND, 0)), 1.9),
        frames=(upper, lower, hand),
        is_turned=forearm is not None,
    )


def part(body: Body, name: str) -> tuple[Ball, ...]:
    """The balls of a part by its name in a figure: "left foot", "hips", "head"."""
    torso = body.torso
    side, _, what = name.partition(" ")
    if side in ("left", "right"):
        leg, arm = body.legs[side], body.arms[side]  # type: ignore[index]
        return {
            "foot": (leg.heel, *leg.ball),
            "toes": (*leg.ball, *leg.tip),
            "heel": (leg.heel,),
            "ankle": (leg.ankle,),
            "knee": (leg.knee,),
            "shin": (_between(leg.knee, leg.ankle),),
            "thigh": (_between(leg.hip, leg.knee),),
            "hand": (arm.wrist, arm.tip),
            "fingertips": (arm.tip,),
            "forearm": (arm.elbow, arm.wrist),
            "elbow": (arm.elbow,),
            "shoulder": (torso.shoulders[SIDES.index(side)],),
        }[what]
    return {
        "hips": torso.hips,
        "waist": torso.waist,
        "chest": (*torso.ribs, *torso.shoulders),
        "head": (torso.skull, torso.jaw),
    }.get(name, (*torso.hips, *torso.waist, *torso.ribs, *torso.shoulders))


def _between(a: Ball, b: Ball) -> Ball:
    return Ball(middle(a.at, b.at), (a.radius + b.radius) / 2)
