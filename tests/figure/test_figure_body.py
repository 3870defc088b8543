"""The body: segments keep their lengths, and every angle means what a clinician means by it."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.figure.body import (
    FOREARM,
    HEIGHT_CM,
    POSITIONS,
    SHANK,
    SIDES,
    THIGH,
    UPPER_ARM,
    Body,
    part,
    pose_body,
)
from worksheets.figure.space import Vector, subtract
from worksheets.model.pose import RANGES, Joints

LIMB_JOINTS = [f"{side} {joint}" for side in SIDES for joint in Joints.model_fields]
CENTRAL = [joint for joint in RANGES if joint not in Joints.model_fields]
ANGLES = st.fixed_dictionaries(
    {},
    optional={
        joint: st.integers(*RANGES[joint.split(" ")[-1]]) for joint in (*LIMB_JOINTS, *CENTRAL)
    },
)


@given(ANGLES, st.sampled_from(sorted(POSITIONS)))
def test_segments_are_as_long_as_the_table_of_drillis_and_contini_says(
    angles: dict[str, float], position: str
) -> None:
    body = pose_body(angles, position, (0, 0, 0))
    for leg in body.legs.values():
        assert dist(leg.hip.at, leg.knee.at) == pytest.approx(THIGH)
        assert dist(leg.knee.at, leg.ankle.at) == pytest.approx(SHANK)
    for arm in body.arms.values():
        assert dist(arm.shoulder.at, arm.elbow.at) == pytest.approx(UPPER_ARM)
        assert dist(arm.elbow.at, arm.wrist.at) == pytest.approx(FOREARM)
    assert pytest.approx(0.245 * HEIGHT_CM) == THIGH
    assert pytest.approx(0.246 * HEIGHT_CM) == SHANK


def test_somebody_who_stands_is_as_tall_as_they_should_be() -> None:
    body = pose_body({}, "standing", (0, 0, 0))
    top = body.torso.skull.at[1] + body.torso.skull.radius
    sole = body.legs["right"].heel.at[1] - body.legs["right"].heel.radius
    assert top - sole == pytest.approx(HEIGHT_CM, abs=3)


def way(body: Body, end: str, start: str) -> Vector:
    return subtract(part(body, end)[-1].at, part(body, start)[0].at)


FORWARD, UP, OUT = 0, 1, 2
MEANINGS = [
    ("right hip", 90, "right knee", "hips", FORWARD, +1),
    ("right hip", -30, "right knee", "hips", FORWARD, -1),
    ("right hip_abduction", 40, "right ankle", "hips", OUT, +1),
    ("left hip_abduction", 40, "left ankle", "hips", OUT, -1),
    ("right knee", 90, "right ankle", "right knee", FORWARD, -1),
    ("right ankle", 30, "right toes", "right heel", UP, +1),
    ("right ankle", -40, "right toes", "right heel", UP, -1),
    ("right hip_rotation", 40, "right toes", "right heel", OUT, +1),
    ("left hip_rotation", 40, "left toes", "left heel", OUT, -1),
    ("right inversion", 30, "right toes", "right heel", OUT, -1),
    ("right shoulder", 90, "right elbow", "right shoulder", FORWARD, +1),
    ("right shoulder", -50, "right elbow", "right shoulder", FORWARD, -1),
    ("left shoulder_abduction", 90, "left elbow", "left shoulder", OUT, -1),
    ("right elbow", 90, "right hand", "right elbow", FORWARD, +1),
    ("lean", 45, "head", "hips", FORWARD, +1),
    ("tilt", 45, "head", "hips", OUT, -1),
    ("trunk", 60, "head", "hips", FORWARD, +1),
    ("trunk_side", 30, "head", "hips", OUT, -1),
    ("neck", 40, "head", "chest", FORWARD, +1),
    ("neck_side", 40, "head", "chest", OUT, -1),
    ("turn", 90, "right toes", "right heel", OUT, -1),
]


@pytest.mark.parametrize(("joint", "degrees", "end", "start", "axis", "sign"), MEANINGS)
def test_an_angle_moves_what_it_names(
    joint: str, degrees: float, end: str, start: str, axis: int, sign: int
) -> None:
    neutral = way(pose_body({}, "standing", (0, 0, 0)), end, start)
    moved = way(pose_body({joint: degrees}, "standing", (0, 0, 0)), end, start)
    assert (moved[axis] - neutral[axis]) * sign > 3


def test_turning_the_arm_out_needs_a_bent_elbow_to_be_seen() -> None:
    bent = {"right elbow": 90.0}
    neutral = pose_body(bent, "standing", (0, 0, 0))
    out = pose_body({**bent, "right shoulder_rotation": 60}, "standing", (0, 0, 0))
    assert way(out, "right hand", "right elbow")[OUT] > 15
    assert way(neutral, "right hand", "right elbow")[OUT] == pytest.approx(0, abs=0.1)


def test_a_turned_forearm_turns_what_the_wrist_does() -> None:
    bent = {"right elbow": 90.0, "right wrist": 60.0}
    palm_down = pose_body({**bent, "right forearm": -90}, "standing", (0, 0, 0))
    palm_up = pose_body({**bent, "right forearm": 90}, "standing", (0, 0, 0))
    palm_in = pose_body({**bent, "right forearm": 0}, "standing", (0, 0, 0))
    assert way(palm_down, "right fingertips", "right elbow")[UP] > 8
    assert way(palm_up, "right fingertips", "right elbow")[UP] < -8
    assert way(palm_in, "right fingertips", "right elbow")[OUT] > 8


def test_the_face_turns_to_the_left() -> None:
    body = pose_body({"neck_rotation": 70}, "standing", (0, 0, 0))
    assert body.torso.nose[0].at[OUT] < -5
