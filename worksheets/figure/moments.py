"""The poses of a figure with every angle filled in: each starts from the one before."""

from collections.abc import Iterator
from typing import NamedTuple

from worksheets.figure.body import POSITIONS, SIDES, Angles
from worksheets.model.figure import Figure, Thing
from worksheets.model.pose import Hand, Joints, Pose, Touched, Toucher

_CENTRAL = (
    "lean", "tilt", "turn", "trunk", "trunk_side", "trunk_rotation", "neck", "neck_side",
    "neck_rotation", "head", "shoulder_blades", "shrug",
)  # fmt: skip
_PLURALS = {"feet": "foot", "knees": "knee", "heels": "heel", "hands": "hand", "elbows": "elbow",
            "forearms": "forearm", "shoulders": "shoulder"}  # fmt: skip


_USUAL: dict[str, dict[Toucher, Touched]] = {
    "standing": {"feet": "floor"},
    "sitting": {"hips": "chair", "feet": "floor"},
    "sitting on the floor": {"hips": "floor"},
    "lying on the back": {"back": "floor"},
    "lying on the front": {"front": "floor"},
    "lying on the left side": {"side": "floor"},
    "lying on the right side": {"side": "floor"},
    "hands and knees": {"knees": "floor", "hands": "floor", "toes": "floor"},
    "kneeling": {"knees": "floor", "toes": "floor"},
}
"""What touches what in each position when the figure does not say."""


class Moment(NamedTuple):
    """One pose as it is written.

    Attributes:
        position: How the body is placed.
        angles: Degrees by joint, "lean" or "left hip".
        written: The joints that this pose names.
        contacts: Part of the body, what it touches, and the key under which that is written.
        hands: The shapes of the left and of the right hand, where they are written.
    """

    position: str
    angles: Angles
    written: frozenset[str]
    contacts: tuple[tuple[str, str, str], ...]
    hands: tuple[Hand | None, Hand | None]


def read_moments(figure: Figure) -> list[Moment]:
    """The poses of a figure, each with what it takes over from the one before."""
    moments: list[Moment] = []
    angles: Angles = {}
    contacts: dict[str, tuple[str, str]] = {}
    hands: tuple[Hand | None, Hand | None] = (None, None)
    position = "standing"
    pressed = {name: (kind, "props") for name, kind in _pressed(figure)}
    for index, pose in enumerate(figure.poses):
        if index == 0 or (pose.position and pose.position != position):
            position = pose.position or position
            angles, contacts = _start(position), {}
        written = _written(pose)
        angles = {**angles, **written}
        contacts = {**contacts, **_contacts(pose)} or _contacts(Pose(contacts=_USUAL[position]))
        contacts |= pressed
        hands = (
            pose.left.hand or pose.both.hand or hands[0],
            pose.right.hand or pose.both.hand or hands[1],
        )
        moments.append(Moment(position, angles, frozenset(written), _listed(contacts), hands))
    return moments


def _pressed(figure: Figure) -> Iterator[tuple[str, str]]:
    """The parts of both sides that press a thing between them, and what it is."""
    for prop in figure.props:
        parts = (isinstance(prop, Thing) and prop.between) or ()
        if {name.partition(" ")[0] for name in parts} == set(SIDES):
            yield from ((name, prop.kind) for name in parts)


def _start(position: str) -> Angles:
    angles: Angles = {}
    for joint, degrees in POSITIONS[position][1].items():
        if joint in Joints.model_fields:
            angles |= {f"{side} {joint}": degrees for side in SIDES}
        else:
            angles[joint] = degrees
    return angles


def _written(pose: Pose) -> Angles:
    written: Angles = {
        name: value for name in _CENTRAL if (value := getattr(pose, name)) is not None
    }
    for joints in (pose.both, None):
        for side in SIDES:
            for joint in Joints.model_fields:
                degrees = getattr(joints or getattr(pose, side), joint)
                if degrees is not None:
                    written[f"{side} {joint}"] = degrees
    return written


def _contacts(pose: Pose) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part, touched in pose.contacts.items():
        singular = _PLURALS.get(part, part)
        if part in _PLURALS or part in ("toes", "fingertips"):
            for side in SIDES:
                found[f"{side} {singular}"] = (touched, part)
        else:
            found[part] = (touched, part)
    return found


def _listed(contacts: dict[str, tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (part, touched, key) for part, (touched, key) in contacts.items() if touched != "nothing"
    )
