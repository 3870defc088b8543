"""Flesh and clothes: the smooth parts that are drawn round the joints of a body.

Nothing here moves a joint or a contact. Lengths are centimetres; `out` is 1 on the right and
-1 on the left.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from worksheets.figure.body import (
    ANKLE_HEIGHT,
    FOREARM,
    SHANK,
    SIDES,
    THIGH,
    UPPER_ARM,
    Arm,
    Ball,
    Leg,
    Torso,
)
from worksheets.figure.contour import End
from worksheets.figure.space import Matrix, Vector, about_y, place

Balls: TypeAlias = tuple[tuple[float, float, float, float], ...]
"""Forward, up, outward and radius of each."""
Row: TypeAlias = tuple[float, float, float, float]
"""A share of the length of a bone, then forward, outward and radius."""


class Join(NamedTuple):
    """Two parts that are one body: the line between them is left out near their joint."""

    other: str
    joint: Vector
    reach: float


class Part(NamedTuple):
    """A part with an outline of its own.

    Attributes:
        name: Its name, "thigh".
        stations: Balls from one end to the other.
        start: How it begins.
        end: How it ends.
        joins: What it is joined to.
    """

    name: str
    stations: tuple[tuple[Ball, ...], ...]
    start: End = "round"
    end: End = "round"
    joins: tuple[Join, ...] = ()


_CLOTH_CM, _UNDER = 0.7, 0.08
_SHORTS, _SLEEVE, _STUB, _CUT = 0.42, 0.46, 0.36, 0.42
"""The share of thigh or arm that clothes cover, of a sleeve in a bust, and where a shank is cut."""

_KNEE_CM, _ANKLE_CM, _WRIST_CM, _SHOULDER_CM, _HIP_CM, _BUST_CM = 8.0, 5.6, 4.2, 9.0, 12.0, 14.0
"""How far from a joint two parts have no line between them; an elbow is like an ankle."""

_THIGH: tuple[Row, ...] = (
    (0.0, 0.0, 0.0, 8.4), (0.22, 0.5, 0.4, 8.2), (0.55, 0.6, 0.2, 6.9), (0.88, 0.2, 0.0, 5.6),
    (1.0, 0.1, 0.0, 5.6),
)  # fmt: skip
_SHANK: tuple[Row, ...] = (
    (0.0, 0.1, 0.0, 5.5), (0.3, -1.1, 0.2, 5.7), (0.6, -0.8, 0.0, 4.4), (0.86, 0.0, 0.0, 3.2),
    (1.0, 0.0, 0.0, 3.4),
)  # fmt: skip
_UPPER_ARM: tuple[Row, ...] = (
    (0.1, 0.0, -1.5, 4.9), (0.24, 0.0, -0.7, 5.0), (0.48, 0.3, -0.1, 4.5), (0.8, 0.0, 0.0, 3.9),
    (1.0, 0.0, 0.0, 3.9),
)  # fmt: skip
_FOREARM: tuple[Row, ...] = (
    (0.0, 0.0, 0.0, 3.9), (0.22, 0.3, 0.2, 4.2), (0.68, 0.0, 0.0, 3.0), (1.0, 0.0, 0.0, 2.6),
)  # fmt: skip


def _between(rows: tuple[Row, ...], start: float, end: float) -> list[Row]:
    """The rows between two shares of the length, with one at each."""
    first, *_, last = rows

    def at(share: float) -> Row:
        a = [row for row in rows if row[0] <= share][-1]
        b = next(row for row in rows if row[0] > share)
        t = (share - a[0]) / (b[0] - a[0])
        p, q, r, s = (x + (y - x) * t for x, y in zip(a, b, strict=True))
        return p, q, r, s

    return [
        first if start <= first[0] else at(start),
        *(row for row in rows if start + 0.03 < row[0] < end - 0.03),
        last if end >= last[0] else at(end),
    ]


def _along(
    rows: Iterable[Row], bone: tuple[Matrix, Vector, float], out: int, wider: float = 0.0
) -> tuple[tuple[Ball, ...], ...]:
    """The stations along a bone: its frame, where it begins, and its length downwards."""
    frame, at, length = bone
    return tuple(
        (Ball(place(frame, at, (x, -share * length, out * z)), radius + wider),)
        for share, x, z, radius in rows
    )


def _placed(frame: Matrix, at: Vector, balls: Balls, out: int = 1) -> tuple[Ball, ...]:
    """Balls in a frame."""
    return tuple(Ball(place(frame, at, (x, y, out * z)), radius) for x, y, z, radius in balls)


def leg_parts(leg: Leg, out: int, *, whole: bool, toes: bool) -> list[Part]:
    """Thigh, shorts, shank, foot and perhaps each toe; not whole, the lower leg alone."""
    thigh, shank, *_ = leg.frames
    bone, lower = (thigh, leg.hip.at, THIGH), (shank, leg.knee.at, SHANK)
    knee, ankle = leg.knee.at, Join("foot", leg.ankle.at, _ANKLE_CM)
    foot = _foot(leg, out, toes=toes)
    if not whole:
        rows = _between(_SHANK, _CUT, 1)
        return [Part("shank", _along(rows, lower, out), "cut", joins=(ankle,)), *foot]
    return [
        Part(
            "thigh", _along(_between(_THIGH, _SHORTS - _UNDER, 1), bone, out), "cut",
            joins=(Join("shank", knee, _KNEE_CM),),
        ),
        Part(
            "shorts", _along(_between(_THIGH, 0, _SHORTS), bone, out, _CLOTH_CM), end="hem",
            joins=(Join("pelvis", leg.hip.at, _HIP_CM),),
        ),
        Part(
            "shank", _along(_SHANK, lower, out),
            joins=(Join("thigh", knee, _KNEE_CM), ankle),
        ),
        *foot,
    ]  # fmt: skip


_TOES = ((6.6, -2.5, 1.65), (6.3, -0.55, 1.2), (5.5, 0.9, 1.15), (4.6, 2.2, 1.1), (3.6, 3.4, 1.1))
"""How far toes reach beyond the ball of the foot and outward, radius; the big one first."""

_FOOT: tuple[Balls, ...] = (
    ((-3.7, 2.9, 0, 2.9), (-3.2, 4.6, 0, 2.6)),
    ((0.2, 6.9, 0, 3.3), (-0.5, 2.4, 0.4, 2.4)),
    ((4.6, 5.0, -0.6, 2.7), (4.4, 2.9, 1.2, 2.3)),
    ((11.0, 2.5, -2.4, 2.2), (9.6, 1.9, 3.0, 1.9)),
)
"""Heel, ankle, instep and ball of the foot, above the sole."""


def _foot(leg: Leg, out: int, *, toes: bool) -> list[Part]:
    """A foot, with its toes as one end or each by itself."""
    _, _, frame, front = leg.frames
    sole = place(frame, leg.ankle.at, (0, -ANKLE_HEIGHT, 0))
    joint = place(frame, sole, (11.0, 2.1, 0))
    stations = tuple(_placed(frame, sole, balls, out) for balls in _FOOT)
    joins = (Join("shank", leg.ankle.at, _ANKLE_CM),)
    if not toes:
        tip = _placed(front, joint, ((6.4, -0.5, -2.2, 1.6), (3.4, -0.7, 3.0, 1.4)), out)
        return [Part("foot", (*stations, tip), joins=joins)]
    parts = [Part("foot", stations, joins=joins)]
    for n, (x, z, r) in enumerate(_TOES):
        row = _placed(front, joint, (
            (x * 0.12 - 1.2, 0.1, z * 0.95, r + 0.3), (x * 0.6, 0.1, z, r + 0.1), (x, r - 2.1, z, r)
        ), out)  # fmt: skip
        parts.append(
            Part(f"toe {n}", tuple((b,) for b in row), joins=(Join("foot", row[0].at, 4.4),))
        )
    return parts


def arm_parts(arm: Arm, out: int, hand: str, *, skin: bool) -> list[Part]:
    """Upper arm, sleeve, forearm, hand and thumb; without skin, the stub of a sleeve alone."""
    upper, lower, palm = arm.frames
    bone = (upper, arm.shoulder.at, UPPER_ARM)
    share, end, reach = (_SLEEVE, "hem", _SHOULDER_CM) if skin else (_STUB, "cut", _BUST_CM)
    sleeve = Part(
        "sleeve", _along(_between(_UPPER_ARM, 0, share), bone, out, _CLOTH_CM),
        end=end, joins=(Join("shirt", arm.shoulder.at, reach),),  # type: ignore[arg-type]
    )  # fmt: skip
    if not skin:
        return [sleeve]
    elbow, wrist = arm.elbow.at, arm.wrist.at
    shown = arm.is_turned or hand in ("flat", "grip")
    frame = palm if shown else about_y(palm, -90 * out)
    palm_of_it, thumb, *fingers = (
        tuple(_placed(frame, wrist, balls, out) for balls in rows) for rows in _HANDS[hand]
    )
    return [
        Part(
            "upper arm", _along(_between(_UPPER_ARM, _SLEEVE - _UNDER, 1), bone, out), "cut",
            joins=(Join("forearm", elbow, _ANKLE_CM),),
        ),
        sleeve,
        Part(
            "forearm", _along(_FOREARM, (lower, elbow, FOREARM), out),
            joins=(
                Join("upper arm", elbow, _ANKLE_CM), Join("hand", wrist, _WRIST_CM),
                Join("thumb", wrist, _WRIST_CM),
            ),
        ),
        Part("hand", palm_of_it, joins=(Join("forearm", wrist, _WRIST_CM),)),
        Part(
            "thumb", thumb,
            joins=(Join("hand", thumb[0][0].at, 3.4), Join("forearm", wrist, _WRIST_CM)),
        ),
        *(
            Part(f"finger {n}", finger, joins=(Join("hand", finger[0][0].at, 2.6),))
            for n, finger in enumerate(fingers)
        ),
    ]  # fmt: skip


Hand: TypeAlias = tuple[tuple[Balls, ...], ...]
"""The stations of the hand itself, then those of its thumb and of fingers apart from the others."""

_FIST: Hand = (
    (
        ((0, 0, 0, 2.5),),
        ((0.6, -3.4, -1.6, 2.1), (0.6, -3.4, 1.6, 2.1)),
        ((0.5, -7.4, -2.6, 2.0), (0.5, -7.0, 2.6, 1.8), (-2.6, -6.6, -2.2, 2.0)),
        ((-1.2, -9.0, -2.4, 1.9), (-1.2, -8.6, 2.4, 1.8), (-3.0, -8.0, -2.2, 1.7)),
    ),
    (((-0.6, -2.8, -2.6, 1.5),), ((-3.2, -5.0, -3.6, 1.4),), ((-4.4, -7.2, -1.4, 1.2),)),
)
_LOOSE: Hand = (
    (
        ((0, 0, 0, 2.4),),
        ((0.1, -3.4, -1.9, 1.9), (0.1, -3.4, 1.5, 1.9)),
        ((-0.2, -8.8, -2.4, 1.7), (-0.2, -8.4, 2.2, 1.6)),
        ((-1.8, -12.6, -1.6, 1.4), (-1.6, -11.8, 1.8, 1.3)),
        ((-3.9, -15.2, -1.0, 1.1), (-3.6, -14.2, 1.4, 1.0)),
    ),
    (((-0.3, -2.8, -2.0, 1.4),), ((-1.0, -6.2, -4.0, 1.2),), ((-1.8, -9.2, -4.2, 1.0),)),
)
_PALM: tuple[Balls, ...] = (
    ((0, 0, 0, 2.4),),
    ((0.1, -3.2, -1.6, 1.9), (0.1, -3.2, 1.4, 1.9)),
    ((0, -9.0, -2.8, 1.5), (0, -8.6, 2.6, 1.4)),
)
_HANDS: dict[str, Hand] = {
    "loose": _LOOSE,
    "flat": (
        (*_PALM, ((0, -16.8, -1.6, 1.0), (0, -14.6, 2.6, 0.9))),
        (((-0.2, -2.6, -1.8, 1.4),), ((-0.5, -6.2, -4.6, 1.2),), ((-0.6, -9.4, -5.4, 1.0),)),
    ),
    "grip": _FIST,
    "fist": _FIST,
    "point": (
        *_FIST,
        (((0.4, -7.4, -2.4, 1.3),), ((0.4, -12.0, -2.5, 1.15),), ((0.3, -16.6, -2.5, 0.95),)),
    ),
    "pinch": (
        _LOOSE[0],
        (((-0.6, -2.8, -2.4, 1.5),), ((-3.6, -7.0, -4.2, 1.3),), ((-5.6, -12.2, -3.4, 1.0),)),
        (((-0.4, -8.4, -2.4, 1.3),), ((-2.4, -13.0, -3.0, 1.15),), ((-5.4, -13.8, -3.4, 0.95),)),
    ),
    "spread": (
        _PALM,
        (((-0.2, -2.6, -2.0, 1.5),), ((-0.5, -5.8, -5.4, 1.25),), ((-0.6, -8.4, -7.8, 1.0),)),
        (((0, -8.6, -2.7, 1.3),), ((0, -12.6, -4.0, 1.15),), ((0, -16.4, -5.2, 0.95),)),
        (((0, -8.8, -0.9, 1.3),), ((0, -13.4, -1.2, 1.15),), ((0, -17.6, -1.5, 0.95),)),
        (((0, -8.8, 0.9, 1.25),), ((0, -13.0, 1.6, 1.1),), ((0, -16.8, 2.3, 0.9),)),
        (((0, -8.4, 2.7, 1.2),), ((0, -11.6, 4.0, 1.05),), ((0, -14.4, 5.3, 0.85),)),
    ),
}
"""Along the hand from the wrist; the palm faces back, the thumb is on the inner side."""


def _pair(x: float, y: float, z: float, radius: float) -> Balls:
    return ((x, y, -z, radius), (x, y, z, radius))


Rows: TypeAlias = tuple[tuple[str, Balls], ...]
"""Stations, each with the frame of the trunk in which it lies."""

_SHIRT: Rows = (
    ("hips", _pair(-0.3, 0.5, 7.9, 8.9)),
    ("hips", _pair(-0.1, 7.5, 6.9, 8.2)),
    ("waist", _pair(0.7, 1.0, 6.0, 8.0)),
    ("ribs", _pair(0.8, 3.0, 6.5, 8.6)),
    ("top", _pair(1.2, -13.0, 7.8, 9.2)),
    ("top", _pair(0.3, -7.5, 9.4, 8.2)),
    ("top", (*_pair(-0.4, -1.8, 13.0, 4.9), *_pair(-1.4, 2.2, 4.4, 2.4))),
)
"""From hem to shoulders and collar."""

_PELVIS: Rows = (
    ("hips", _pair(-0.2, 5.0, 7.0, 8.2)),
    ("hips", _pair(-0.8, 0.0, 7.4, 8.7)),
    ("hips", _pair(-2.0, -3.8, 7.2, 7.8)),
)


def _on_trunk(torso: Torso, rows: Rows) -> tuple[tuple[Ball, ...], ...]:
    return tuple(_placed(*torso.frames[spot], balls) for spot, balls in rows)


def trunk_parts(torso: Torso, *, pelvis: bool, low: bool) -> list[Part]:
    """Pelvis and shirt; the shirt goes low, to the hips, or ends without a line at the chest."""
    arms, legs = (
        tuple(Join(f"{side} {cloth}", at, reach) for side, at in zip(SIDES, roots, strict=True))
        for cloth, roots, reach in (
            ("sleeve", torso.arm_roots, _SHOULDER_CM), ("shorts", torso.leg_roots, _HIP_CM)
        )
    )  # fmt: skip
    rows, start = (_SHIRT, "hem") if low else (_SHIRT[3:], "cut")
    shirt = Part("shirt", _on_trunk(torso, rows), start, joins=arms)  # type: ignore[arg-type]
    return [*([Part("pelvis", _on_trunk(torso, _PELVIS), joins=legs)] if pelvis else []), shirt]


_NECK: Rows = (
    ("top", (*_pair(1.4, 0.4, 1.6, 2.8), (-2.0, 3.6, 0, 2.4))),
    ("neck", ((-0.5, 5.2, 0, 4.5),)),
    ("head", ((-1.4, 2.0, 0, 4.7),)),
)
_HEAD: dict[str, tuple[Balls, ...]] = {
    "hair": (
        (*_pair(-1.0, 9.3, 0.3, 7.8), *_pair(1.6, 10.9, 0.0, 7.0), *_pair(-3.6, 5.2, 2.6, 3.9)),
    ),
    "face": (
        (*_pair(3.0, 8.3, 1.5, 5.7), *_pair(3.3, 1.9, 2.1, 4.0), *_pair(6.0, -1.9, 1.0, 2.4)),
    ),
    "nose": (((7.8, 7.4, 0, 0.6), (9.1, 3.7, 0, 1.3), *_pair(7.8, 3.2, 0.6, 1.2)),),
    "ear": (((-0.8, 7.0, 7.3, 1.6),), ((-1.2, 4.8, 7.3, 1.4),), ((-0.8, 3.3, 7.1, 0.9),)),
}


def head_parts(torso: Torso) -> list[Part]:
    """Neck, hair, face, nose and both ears."""
    frame, at = torso.frames["head"]
    joins = {"nose": (Join("face", place(frame, at, (6.0, 5.0, 0)), 30.0),)}
    parts = [Part("neck", _on_trunk(torso, _NECK))]
    for name, rows in _HEAD.items():
        for side, out in (("left ", -1), ("right ", 1)) if name == "ear" else (("", 1),):
            stations = tuple(_placed(frame, at, balls, out) for balls in rows)
            parts.append(Part(f"{side}{name}", stations, joins=joins.get(name, ())))
    return parts


def pressed(part: Part, level: float) -> Part:
    """A part pressed flat, so that nothing of it lies below a level."""
    return part._replace(
        stations=tuple(
            tuple(
                Ball((x, max(y, level + radius), z), radius) for (x, y, z), radius in station
            )
            for station in part.stations
        )
    )  # fmt: skip
