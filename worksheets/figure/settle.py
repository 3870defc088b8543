"""Contacts: the body is put down, and arms and legs are bent until they touch what they should.

The angles that a pose names are kept to within `_GIVE` degrees; those that it leaves out are free
within the range of the joint.
"""

from collections.abc import Sequence

from worksheets.figure.body import (
    SIDES,
    Angles,
    Ball,
    Body,
    Side,
    part,
    pose_arm,
    pose_body,
    pose_leg,
)
from worksheets.figure.errors import FigureError
from worksheets.figure.gaps import JOINTS, LEVEL, STILL, gaps
from worksheets.figure.moments import Moment
from worksheets.figure.solve import close
from worksheets.figure.space import Vector, middle
from worksheets.figure.stage import Stage

_GIVE = 15.0
_NEAR_CM = 0.4
_THROUGH_CM = 1.5
_AT_LEAST_CM = 40.0
_SINKINGS = 6
_BEHIND = (
    "back", "hips", "head", "waist", "left heel", "right heel", "left shoulder", "right shoulder",
)  # fmt: skip
_CHECKED = (
    "left foot", "right foot", "left toes", "right toes", "left knee", "right knee", "left hand",
    "right hand", "left elbow", "right elbow", "hips", "back", "head",
)  # fmt: skip


def settle(
    moment: Moment, stage: Stage, before: tuple[Moment, Body] | None, index: int
) -> tuple[Body, Angles]:
    """Put a body down on the stage.

    Args:
        moment: The pose as it is written.
        stage: What stands where; props that are touched for the first time get their place.
        before: The pose before, and its body.
        index: Number of the pose, from 0.

    Returns:
        The body, and its angles after arms and legs were bent to touch.

    Raises:
        FigureError: Nothing carries the body, or a contact cannot be met.
    """
    root = _put_down(moment, stage, before, index)
    _furnish(moment, pose_body(moment.angles, moment.position, root), stage)
    sinks = all(part.startswith(SIDES) for part, touched, _ in moment.contacts if touched in LEVEL)
    for _ in range(_SINKINGS):
        angles = dict(moment.angles)
        errors = []
        body = pose_body(angles, moment.position, root)
        for kind in ("leg", "arm"):
            for side in SIDES:
                limb = _Limb(side, kind, moment, index)
                errors += limb.bend(angles, body, stage)
            body = pose_body(angles, moment.position, root)
        short = max((error.short for error in errors), default=0)
        if not (sinks and short):
            break
        root = (root[0], root[1] - short, root[2])  # no leg is too short for a body that is low
    if errors:
        raise errors[0]
    _check_through(body, stage, index)
    return body, angles


def _put_down(
    moment: Moment, stage: Stage, before: tuple[Moment, Body] | None, index: int
) -> Vector:
    """Where the root of the body is when the first contacts carry it."""
    body = pose_body(moment.angles, moment.position, (0, 0, 0))
    x = y = z = None
    for _, touched, key in moment.contacts:
        balls = [
            ball for name, on, k in moment.contacts if k == key for ball in _carriers(body, name)
        ]
        if touched in LEVEL and y is None:
            y = stage.height(touched) - min(ball.at[1] - ball.radius for ball in balls)
        if touched == "wall" and stage.wall_x is not None and x is None:
            x = stage.wall_x - stage.wall_way * _reach(balls, stage.wall_way)
    if y is None:
        raise FigureError(
            "nothing carries the body",
            "Say what it rests on, like contacts: {feet: floor}.",
            ("poses", index, "contacts"),
        )
    if before:
        then_touched = {name for name, _, _ in before[0].contacts}
        shared = [name for name, _, _ in moment.contacts if name in then_touched]
        anchor = shared[0] if shared else "hips"
        then = middle(*(ball.at for ball in part(before[1], anchor)))
        now = middle(*(ball.at for ball in part(body, anchor)))
        x, z = then[0] - now[0] if x is None else x, then[2] - now[2]
    return (x or 0.0, y, z or 0.0)


def _carriers(body: Body, name: str) -> tuple[Ball, ...]:
    """The balls of a part that the weight is on: the toes bend until they lie flat."""
    balls = part(body, name)
    return balls[:2] if name.endswith("toes") else balls


def _reach(balls: Sequence[Ball], way: int) -> float:
    """How far balls reach forward (way 1) or back (way -1)."""
    return max(way * ball.at[0] + ball.radius for ball in balls)


def _furnish(moment: Moment, body: Body, stage: Stage) -> None:
    """Put what is touched for the first time where the body touches it."""
    torso = body.torso
    hips_x = middle(*(ball.at for ball in torso.hips))[0]
    for name, touched, _ in moment.contacts:
        balls = part(body, name)
        x = middle(*(ball.at for ball in balls))[0]
        if touched == "wall" and stage.wall_x is None:
            stage.wall_way = -1 if name in _BEHIND else 1
            reach = _reach(balls[:1], stage.wall_way)  # of a hand, the wrist
            if stage.wall_way == 1 and ("hand" in name or "finger" in name):
                reach = max(reach, hips_x + _AT_LEAST_CM)
            stage.wall_x = stage.wall_way * reach
        elif touched in ("rail", "chair back"):
            stage.places.setdefault(touched, max(x, hips_x + _AT_LEAST_CM))
        elif touched in ("chair", "bed"):
            stage.places.setdefault(touched, hips_x)
        elif touched == "step":
            edge = min(ball.at[0] - ball.radius for ball in balls)
            stage.places.setdefault(touched, edge - (1 if name.endswith("toes") else 4))


class _Limb:
    """An arm or a leg with all that it touches."""

    def __init__(self, side: Side, kind: str, moment: Moment, index: int) -> None:
        self.side, self.kind, self.moment, self.index = side, kind, moment, index
        self.contacts = [
            (name, touched, key)
            for name, touched, key in moment.contacts
            if name.startswith(side) and name.partition(" ")[2] in JOINTS
            if JOINTS[name.partition(" ")[2]].limb == kind
        ]

    def bend(self, angles: Angles, body: Body, stage: Stage) -> list[FigureError]:
        """Change `angles` until everything touches; what went wrong."""
        if not self.contacts:
            return []
        measures = [gaps(name, touched, body, stage) for name, touched, _ in self.contacts]
        names = self._free()
        start = {name: angles.get(name, 0.0) for name in names}
        pose = pose_leg if self.kind == "leg" else pose_arm

        def measure() -> list[float]:
            limb = pose(angles, self.side, body.torso)
            return [gap for gaps_of in measures for gap in gaps_of(limb)]

        close(names, self.moment.written, angles, measure)
        limb = pose(angles, self.side, body.torso)
        errors = []
        for (name, touched, key), gaps_of in zip(self.contacts, measures, strict=True):
            left = max(gaps_of(limb), key=abs)
            if abs(left) > _NEAR_CM:
                errors.append(self._unmet(name, touched, key, left))
        return errors or self._forced(start, angles)

    def _free(self) -> list[str]:
        found: dict[str, None] = {}
        for name, touched, _ in self.contacts:
            joints = JOINTS[name.partition(" ")[2]]
            for joint in joints.on_stage if touched in STILL else joints.on_body:
                found[f"{self.side} {joint}"] = None
        return list(found)

    def _unmet(self, name: str, touched: str, key: str, left: float) -> "FigureError":
        short = max(left, 0.0) if touched in LEVEL else 0.0
        return FigureError(
            f"the {name} does not reach the {touched}: {max(abs(left), 1):.0f} cm are missing",
            "Change the angles, or lean the trunk.",
            ("poses", self.index, "contacts", key),
            short,
        )

    def _forced(self, start: Angles, angles: Angles) -> list[FigureError]:
        """Joints that had to leave the angle which the pose names."""
        name, touched, _ = self.contacts[0]
        return [
            FigureError(
                f"to put the {name} on the {touched}, {_said(joint)} would have to be "
                f"{angles[joint]:.0f} degrees, not {start[joint]:.0f}",
                "Write that, leave the joint out, or change another one.",
                ("poses", self.index, self.side, joint.partition(" ")[2]),
            )
            for joint in start
            if joint in self.moment.written and abs(angles[joint] - start[joint]) > _GIVE
        ]


def _said(joint: str) -> str:
    return f"the {joint.replace('_', ' ')}"


def _check_through(body: Body, stage: Stage, index: int) -> None:
    """No part of the body may be in the floor or in the wall."""
    for name in _CHECKED:
        for ball in part(body, name):
            below = ball.radius - ball.at[1]
            if below > _THROUGH_CM:
                raise FigureError(
                    f"the {name} would be {below:.0f} cm below the floor",
                    "Change the angles, or say that it touches the floor.",
                    ("poses", index),
                )
            if stage.wall_x is not None:
                into = stage.wall_way * (ball.at[0] - stage.wall_x) + ball.radius
                if into > _THROUGH_CM:
                    raise FigureError(
                        f"the {name} would be {into:.0f} cm inside the wall",
                        "Change the angles, or say that it touches the wall.",
                        ("poses", index),
                    )
