"""The stage: where floor, wall and furniture are, and what is between them and the body."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, NamedTuple

from worksheets.figure.body import HEIGHT_CM, SIDES, Arm, Ball, Body, Leg, part
from worksheets.figure.space import add, dot, middle, scale, subtract
from worksheets.model.figure import POINTS_PER_CM, Figure, Surface, Thing

HEIGHTS_CM: Mapping[str, float] = {
    "floor": 0,
    "mat": 0,
    "wall": HEIGHT_CM * 1.08,
    "chair": 42,
    "stool": 42,
    "chair back": 88,
    "step": 17,
    "bed": 48,
    "rail": 94,
    "table": 74,
}
"""Usual heights of tops, seats and rails."""


@dataclass
class Stage:
    """What stands where; lengths in centimetres. Places are None until something touches them.

    Attributes:
        heights: Height of each surface.
        wall_x: The face of the wall.
        wall_way: 1 for a wall in front of the person, -1 for one behind.
        places: Where the other surfaces are: x of the middle of a seat, of a rail, of the edge of
            a step.
        has_back: Whether the chair has a back; a stool has none.
        sizes: How thick the thing is that a part and another one have between them.
    """

    heights: dict[str, float]
    wall_x: float | None = None
    wall_way: int = 1
    places: dict[str, float] = field(default_factory=dict)
    has_back: bool = True
    sizes: dict[str, float] = field(default_factory=dict)

    def height(self, surface: str) -> float:
        """Height of a surface in centimetres."""
        return self.heights.get(surface, 0.0)


def make_stage(figure: Figure) -> Stage:
    """The stage before anybody is on it."""
    heights = dict(HEIGHTS_CM)
    for prop in figure.props:
        if isinstance(prop, Surface) and prop.height is not None:
            heights[prop.kind] = prop.height / POINTS_PER_CM
    has_back = all(prop.kind != "stool" for prop in figure.props)
    if not has_back:
        heights["chair"] = heights["stool"]
    sizes: dict[str, float] = {
        name: size_of(prop)
        for prop in figure.props
        if isinstance(prop, Thing)
        for name in prop.between or ()
    }
    return Stage(heights, has_back=has_back, sizes=sizes)


SIZES_CM = {"cushion": 8.0, "roll": 13.0, "ball": 20.0, "weight": 8.0}


def size_of(thing: Thing) -> float:
    """How thick a thing is, in centimetres."""
    return thing.size / POINTS_PER_CM if thing.size else SIZES_CM[thing.kind]


def raise_wall(stage: Stage, figure: Figure, bodies: Sequence[Body]) -> None:
    """Make a wall as high as the highest part of any pose, unless its height is written."""
    if not any(
        prop.kind == "wall" and prop.height for prop in figure.props if isinstance(prop, Surface)
    ):
        names = ("head", *(f"{side} {what}" for side in SIDES for what in ("hand", "toes", "heel")))
        balls = [ball for body in bodies for name in names for ball in part(body, name)]
        top = max(ball.at[1] + ball.radius for ball in balls) + _WALL_ABOVE_CM
        stage.heights["wall"] = max(stage.heights["wall"], top)


_WALL_ABOVE_CM = 6.0

LEVEL = ("floor", "chair", "step", "bed", "table")
"""What carries a body."""

STILL = (*LEVEL, "wall", "rail", "chair back")
"""What does not move with the body."""

ContactErrors = Callable[[Any], list[float]]
"""From a posed arm or leg to the distances in centimetres; all are zero when it touches."""

_ARM = ("shoulder", "shoulder_abduction", "shoulder_rotation", "elbow", "wrist")


class Joints(NamedTuple):
    """The joints of one limb that move a part of it to the stage, or to the body itself."""

    limb: str
    on_stage: tuple[str, ...]
    on_body: tuple[str, ...]


JOINTS = {
    "foot": Joints(
        "leg", ("hip", "knee", "ankle"), ("hip", "hip_abduction", "hip_rotation", "knee")
    ),
    "toes": Joints("leg", ("hip", "knee", "ankle", "toes"), ("hip", "hip_abduction", "knee")),
    "heel": Joints("leg", ("hip", "knee"), ("hip", "hip_abduction", "hip_rotation", "knee")),
    "knee": Joints("leg", ("hip",), ("hip", "hip_abduction")),
    "hand": Joints("arm", ("shoulder", "elbow", "wrist"), _ARM),
    "fingertips": Joints("arm", ("shoulder", "elbow"), _ARM),
    "forearm": Joints("arm", ("shoulder", "elbow"), _ARM),
    "elbow": Joints("arm", ("shoulder",), _ARM),
}

_TOUCHING: dict[str, Callable[[Any], tuple[Ball, ...]]] = {
    "foot": lambda leg: (leg.heel, leg.ball[1]),
    "toes": lambda leg: (leg.ball[1], leg.tip[1]),
    "heel": lambda leg: (leg.heel,),
    "knee": lambda leg: (leg.knee,),
    "hand": lambda arm: (arm.wrist, arm.tip),
    "fingertips": lambda arm: (arm.tip,),
    "forearm": lambda arm: (arm.elbow, arm.wrist),
    "elbow": lambda arm: (arm.elbow,),
}
_GRIPPING: dict[str, Callable[[Any], Ball]] = {
    "foot": lambda leg: leg.heel,
    "toes": lambda leg: leg.ball[1],
    "heel": lambda leg: leg.heel,
    "knee": lambda leg: leg.knee,
    "hand": lambda arm: arm.palm,
    "fingertips": lambda arm: arm.tip,
    "forearm": lambda arm: arm.wrist,
    "elbow": lambda arm: arm.elbow,
}


def contact_errors(
    name: str, touched: str, body: Body, stage: Stage, *, on_side: bool = False
) -> ContactErrors:
    """What must become zero for a contact to be met; a foot is put down on its edge or flat."""
    what = name.partition(" ")[2]
    touching = _TOUCHING[what]
    if on_side and what == "foot" and touched in LEVEL:
        floor = stage.height(touched)
        return lambda leg: [min(b.at[1] - b.radius for b in (leg.heel, *leg.ball)) - floor]
    if touched in LEVEL:
        height = stage.height(touched)
        return lambda limb: [ball.at[1] - ball.radius - height for ball in touching(limb)]
    if touched == "wall":
        face, way = stage.wall_x or 0.0, stage.wall_way
        return lambda limb: [way * (face - ball.at[0]) - ball.radius for ball in touching(limb)]
    if touched in ("rail", "chair back"):
        return _on_rail(what, stage.places[touched], stage.height(touched))
    if touched in SIZES_CM:
        return _pressing(name, stage.sizes[name] / 2, body)
    side = name.partition(" ")[0]
    if what == "hand" and touched.endswith(("thigh", "knee")):
        other = "left" if side == "right" else "right"
        leg = body.legs[other if touched.startswith("other") else side]  # type: ignore[index]
        return _on_thigh(leg, 0.55 if touched.endswith("thigh") else 0.85)
    return _at(_GRIPPING[what], _own_part(name, touched, body))


def _pressing(name: str, half: float, body: Body) -> ContactErrors:
    """Half the thickness of a thing away from the middle of the body, as far as it is wide."""
    side, _, what = name.partition(" ")
    frame, root = body.torso.frames["hips"]
    out = scale(frame[2], 1 if side == "right" else -1)

    def measure(limb: Any) -> list[float]:
        ball = _GRIPPING[what](limb)
        return [dot(subtract(ball.at, root), out) - ball.radius - half]

    return measure


def _on_rail(what: str, x: float, y: float) -> ContactErrors:
    """On top of a rail; a hand lies level on it."""
    grip = _GRIPPING[what]

    def measure(limb: Any) -> list[float]:
        ball = grip(limb)
        level = [limb.wrist.at[1] - limb.tip.at[1]] if what == "hand" else []
        return [ball.at[0] - x, ball.at[1] - ball.radius - y, *level]

    return measure


def _on_thigh(leg: Leg, share: float) -> ContactErrors:
    """Flat on the thigh of somebody who sits, a share of the way to the knee."""
    hip, knee = leg.hip, leg.knee
    along = subtract(knee.at, hip.at)
    x, y, z = add(hip.at, scale(along, share))
    top = y + hip.radius + (knee.radius - hip.radius) * share + 2.0
    slope = along[1] / max(1.0, abs(along[0]))

    def measure(arm: Arm) -> list[float]:
        palm, reach = arm.palm.at, arm.tip.at[0] - arm.wrist.at[0]
        drop = arm.tip.at[1] - arm.wrist.at[1] - slope * abs(reach)
        return [palm[0] - x, palm[1] - top, palm[2] - z, drop]

    return measure


def _at(grip: Callable[[Any], Ball], target: Ball) -> ContactErrors:
    """Against a part of the body, wherever it is nearest."""

    def measure(limb: Any) -> list[float]:
        ball = grip(limb)
        away = subtract(ball.at, target.at)
        return [sqrt(dot(away, away)) - target.radius - ball.radius * 0.4]

    return measure


def _own_part(name: str, touched: str, body: Body) -> Ball:
    """The part of the same body that is touched."""
    side = name.partition(" ")[0]
    other = "left" if side == "right" else "right"
    what = touched.removeprefix("other ")
    if touched in ("waist", "hips", "chest"):
        return part(body, touched)[SIDES.index(side)]
    if touched == "head":
        return body.torso.skull
    balls = part(body, f"{other if touched.startswith('other ') else side} {what}")
    return balls[0] if len(balls) == 1 else Ball(middle(*(b.at for b in balls)), balls[0].radius)
