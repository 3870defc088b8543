"""Contacts: the body is put down, and arms and legs are bent until they touch what they should.

The angles that a pose names are kept to within `_GIVE` degrees; those that it leaves out are free
within the range of the joint.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

from worksheets.figure.body import (
    ANKLE_HEIGHT,
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
from worksheets.figure.moments import Moment
from worksheets.figure.solve import close
from worksheets.figure.space import Vector, middle
from worksheets.figure.stage import JOINTS, LEVEL, STILL, Stage, contact_errors

_GIVE, _CM_A_DEGREE = 15.0, 0.5
_NEAR_CM = 0.4
_THROUGH_CM = 1.5
_AT_LEAST_CM = 40.0
_TABLE_CM = 20.0
_SINKINGS = 6
_SINKS_CM = 15.0
_STARTS = (0.0, 55.0)
_UPRIGHT, _ON_SIDE, _TRIED_DEGREES, _LESS = ("lean", "trunk"), ("tilt", "trunk_side"), 30.0, 0.95
_BEHIND = (
    "back", "hips", "head", "waist", "left heel", "right heel", "left shoulder", "right shoulder",
)  # fmt: skip
_CHECKED = (
    "left foot", "right foot", "left toes", "right toes", "left knee", "right knee", "left hand",
    "right hand", "left elbow", "right elbow", "hips", "back", "head",
)  # fmt: skip


class PosedBody(NamedTuple):
    """A pose with the body put down.

    Attributes:
        moment: The pose as it is written.
        body: The body.
        angles: Its angles after arms and legs were bent to touch.
    """

    moment: Moment
    body: Body
    angles: Angles


def solve_contacts(moment: Moment, stage: Stage, before: PosedBody | None, index: int) -> PosedBody:
    """Put a body down on the stage.

    Args:
        moment: The pose as it is written.
        stage: What stands where; props that are touched for the first time get their place.
        before: The pose before.
        index: Number of the pose, from 0.

    Raises:
        FigureError: Nothing carries the body, or a contact cannot be met.
    """
    if before and before.moment.position == moment.position:  # what is not named stays as it is
        kept = {k: v for k, v in before.angles.items() if k not in moment.written}
        moment = moment._replace(angles={**moment.angles, **kept})
    untouched = deepcopy(stage)
    posed, errors = _solve(moment, stage, before, index)
    if errors:
        gap = max(error.gap for error in errors)
        helps = []
        for name in _ON_SIDE if _is_on_side(moment) else _UPRIGHT:
            for change in (-_TRIED_DEGREES, _TRIED_DEGREES):
                other = {**moment.angles, name: moment.angles.get(name, 0.0) + change}
                tried = moment._replace(angles=other)
                _, left = _solve(tried, deepcopy(untouched), before, index)
                if max((error.gap for error in left), default=0.0) < gap * _LESS:
                    helps.append(name)
        raise _joined(errors, helps)
    return posed


def _solve(
    moment: Moment, stage: Stage, before: PosedBody | None, index: int
) -> tuple[PosedBody, list[FigureError]]:
    """A body as well put down as it can be, and everything that is wrong with it."""
    root = _put_down(moment, stage, before, index)
    _place_props(moment, pose_body(moment.angles, moment.position, root), stage)
    sinks = all(name.startswith(SIDES) for name, touched, _ in moment.contacts if touched in LEVEL)
    lowest = root[1] - _SINKS_CM
    for _ in range(_SINKINGS):
        angles = dict(moment.angles)
        errors = []
        body = pose_body(angles, moment.position, root)
        for kind in ("leg", "arm"):
            for side in SIDES:
                limb = _Limb(side, kind, moment, index)
                errors += limb.bend(angles, body, stage)
            body = pose_body(angles, moment.position, root)
        short = max((error.short for error in errors), default=0) if sinks else 0.0
        x, z = _drift(moment, body, before)
        if root[1] - short < lowest or max(short, abs(x), abs(z)) < _NEAR_CM:
            break
        root = (root[0] + x, root[1] - short, root[2] + z)  # lower, no leg is too short
    errors += _wrong_trunk(moment, body, stage, index)
    errors = errors or _inside(moment, body, stage, index)
    return PosedBody(moment, body, angles), errors


def _joined(errors: list[FigureError], helps: list[str]) -> FigureError:
    """All errors as one: what would have to change, and advice that changes something."""
    first = errors[0]
    said: dict[str, str] = {}
    for error in errors:  # the same on the left and on the right is said once
        plain = error.message.replace("left ", "").replace("right ", "")
        said[plain] = f"{plain} (on both sides)" if plain in said else error.message
    hint = first.hint
    if helps:
        names = " or ".join(dict.fromkeys(helps)).replace("_", " ")
        hint = f"{hint.removesuffix('.')}; another {names} helps."
    return FigureError("; ".join(said.values()), hint, first.keys, first.short)


def _put_down(moment: Moment, stage: Stage, before: PosedBody | None, index: int) -> Vector:
    """Where the root of the body is when the first contacts carry it."""
    body = pose_body(moment.angles, moment.position, (0, 0, 0))
    x = y = z = None
    seated = _stays_seated(moment, before)
    for _, touched, key in sorted(moment.contacts, key=lambda contact: _is_limb(contact[0])):
        balls = [
            ball
            for one, _, k in moment.contacts
            if k == key
            for ball in _carriers(body, one, on_side=_is_on_side(moment))
        ]
        if touched in LEVEL and y is None:
            y = stage.height(touched) - min(ball.at[1] - ball.radius for ball in balls)
        if touched == "wall" and stage.wall_x is not None and x is None and not seated:
            x = stage.wall_x - stage.wall_way * _reach(balls, stage.wall_way)
    if y is None:
        raise FigureError(
            "nothing carries the body",
            "Say what it rests on, like contacts: {feet: floor}.",
            ("poses", index, "contacts"),
        )
    if before:
        drift, z = _drift(moment, body, before)
        x = drift if x is None else x
    return (x or 0.0, y, z or 0.0)


def _drift(moment: Moment, body: Body, before: PosedBody | None) -> tuple[float, float]:
    """How far along x and z the part that stays must go back to where it was."""
    if before is None:
        return 0.0, 0.0
    anchor = _anchor(before.moment, moment)
    then = middle(*(ball.at for ball in part(before.body, anchor)))
    now = middle(*(ball.at for ball in part(body, anchor)))
    at_wall = any(touched == "wall" for _, touched, _ in moment.contacts)
    at_wall = at_wall and not _stays_seated(moment, before)
    return 0.0 if at_wall else then[0] - now[0], then[2] - now[2]


def _is_limb(name: str) -> bool:
    """Whether the joints of a limb bring a part to what it touches; otherwise the body has to."""
    return name.partition(" ")[2] in JOINTS


def _stays_seated(moment: Moment, before: PosedBody | None) -> bool:
    """Whether the hips stay on the seat where they are."""
    seats = {("hips", "chair"), ("hips", "bed")}
    return before is not None and bool(
        seats & {c[:2] for c in moment.contacts} & {c[:2] for c in before.moment.contacts}
    )


def _anchor(before: Moment, moment: Moment) -> str:
    """The part that stays where it was from one pose to the next: rather the body than a limb."""
    then = {name: touched for name, touched, _ in before.contacts}
    stays = [name for name, touched, _ in moment.contacts if then.get(name) == touched]
    shared = [name for name, _, _ in moment.contacts if name in then]
    return min((*stays, *shared), key=_is_limb, default="hips")


def _carriers(body: Body, name: str, *, on_side: bool) -> tuple[Ball, ...]:
    """What the weight is on: a foot becomes flat, and toes bend until they lie flat."""
    side, _, what = name.partition(" ")
    if what == "foot" and not on_side:
        return (Ball(body.legs[side].ankle.at, ANKLE_HEIGHT),)  # type: ignore[index]
    balls = part(body, name)
    return balls[:2] if what == "toes" else balls


def _reach(balls: Sequence[Ball], way: int) -> float:
    """How far balls reach forward (way 1) or back (way -1)."""
    return max(way * ball.at[0] + ball.radius for ball in balls)


def _place_props(moment: Moment, body: Body, stage: Stage) -> None:
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
        elif touched == "table":
            edge = min(ball.at[0] - ball.radius for ball in balls)
            stage.places.setdefault(touched, max(edge, hips_x + _TABLE_CM))
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
        on_side = _is_on_side(self.moment)
        measures = [
            contact_errors(name, touched, body, stage, on_side=on_side)
            for name, touched, _ in self.contacts
        ]
        names = self._free()
        start = {name: angles.get(name, 0.0) for name in names}
        pose = pose_leg if self.kind == "leg" else pose_arm

        def measure() -> list[float]:
            limb = pose(angles, self.side, body.torso)
            return [error for errors_of in measures for error in errors_of(limb)]

        first: list[FigureError] = []
        for flexion in _STARTS:  # a straight limb can be stuck where a bent one is not
            angles |= {
                name: start[name] + (flexion if self._may_bend(name) else 0) for name in names
            }
            close(names, self.moment.written, angles, measure)
            limb = pose(angles, self.side, body.torso)
            errors = self._errors([errors_of(limb) for errors_of in measures], start, angles)
            if not errors:
                return []
            first = first or errors
        return first

    def _may_bend(self, name: str) -> bool:
        return name.endswith(("knee", "elbow")) and name not in self.moment.written

    def _errors(
        self, measured: list[list[float]], start: Angles, angles: Angles
    ) -> list[FigureError]:
        """The contacts that are not met, or the joints that were forced to meet them."""
        errors = []
        for (name, touched, key), left in zip(self.contacts, measured, strict=True):
            worst = max(left, key=abs)
            if abs(worst) > _NEAR_CM:
                errors.append(self._unmet(name, touched, key, worst))
        return errors or self._forced(start, angles)

    def _free(self) -> list[str]:
        found: dict[str, None] = {}
        for name, touched, _ in self.contacts:
            joints = JOINTS[name.partition(" ")[2]]
            for joint in joints.on_stage if touched in STILL else joints.on_body:
                found[f"{self.side} {joint}"] = None
        if _is_on_side(self.moment):  # up and down is abduction
            found[f"{self.side} {'hip' if self.kind == 'leg' else 'shoulder'}_abduction"] = None
        return list(found)

    def _unmet(self, name: str, touched: str, key: str, left: float) -> FigureError:
        short = max(left, 0.0) if touched in LEVEL else 0.0
        return FigureError(
            f"the {name} does not reach the {touched}: {max(abs(left), 1):.0f} cm are missing",
            "Change the angles.",
            ("poses", self.index, "contacts", key),
            short,
            abs(left),
        )

    def _forced(self, start: Angles, angles: Angles) -> list[FigureError]:
        """Joints that had to leave the angle which the pose names."""
        name, touched, _ = self.contacts[0]
        forced = [
            joint
            for joint in start
            if joint in self.moment.written and abs(angles[joint] - start[joint]) > _GIVE
        ]
        if not forced:
            return []
        wishes = [
            f"{_said(joint)} would have to be {angles[joint]:.0f} degrees, not {start[joint]:.0f}"
            for joint in forced
        ]
        return [
            FigureError(
                f"to put the {name} on the {touched}, {' and '.join(wishes)}",
                "Write that, leave the joint out, or change another one.",
                ("poses", self.index, self.side, forced[0].partition(" ")[2]),
                gap=sum(abs(angles[joint] - start[joint]) for joint in forced) * _CM_A_DEGREE,
            )
        ]


def _is_on_side(moment: Moment) -> bool:
    return moment.position.endswith("side")


def _said(joint: str) -> str:
    return f"the {joint.replace('_', ' ')}"


def _wrong_trunk(moment: Moment, body: Body, stage: Stage, index: int) -> list[FigureError]:
    """Parts that no joint of a limb moves must touch as the body lies."""
    errors = []
    for name, touched, key in moment.contacts:
        if _is_limb(name) or touched not in STILL:
            continue
        balls = part(body, name)
        if touched in LEVEL:
            away = min(ball.at[1] - ball.radius for ball in balls) - stage.height(touched)
        elif touched == "wall":
            face = stage.wall_way * (stage.wall_x or 0.0)
            away = face - _reach(balls, stage.wall_way)
        else:
            away = stage.places[touched] - _reach(balls, 1)
        if abs(away) > _THROUGH_CM:
            do = "do" if name == "hips" else "does"
            errors.append(
                FigureError(
                    f"the {name} {do} not touch the {touched}: {abs(away):.0f} cm "
                    f"{'are missing' if away > 0 else 'too far'}",
                    "Change the angles of the legs, or of the trunk.",
                    ("poses", index, "contacts", key),
                    gap=abs(away),
                )
            )
    return errors


def _inside(moment: Moment, body: Body, stage: Stage, index: int) -> list[FigureError]:
    """Parts of the body that would be in the floor or in the wall."""
    deepest: dict[tuple[str, str], float] = {}
    for name in _CHECKED:
        for ball in part(body, name):
            below = {"floor": ball.radius - ball.at[1]}
            if stage.wall_x is not None:
                below["wall"] = stage.wall_way * (ball.at[0] - stage.wall_x) + ball.radius
            for surface, depth in below.items():
                if depth > max(_THROUGH_CM, deepest.get((name, surface), 0.0)):
                    deepest[name, surface] = depth
    touching = {name for name, _, _ in moment.contacts}
    return [
        FigureError(
            f"the {name} would be {depth:.0f} cm {'below' if on == 'floor' else 'inside'} the {on}",
            "Change the angles."
            if name in touching
            else f"Change the angles, or say that it touches the {on}.",
            ("poses", index),
            gap=depth,
        )
        for (name, on), depth in deepest.items()
    ]
