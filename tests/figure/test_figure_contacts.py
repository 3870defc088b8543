"""Contacts: what should touch touches, nobody sinks, and what cannot be is said."""

import pytest
from figure_checks import figure, library_figures, put_down

from worksheets.figure.body import SIDES, Body, part
from worksheets.figure.contacts import PosedBody
from worksheets.figure.errors import FigureError
from worksheets.figure.stage import JOINTS, LEVEL, Stage, contact_errors
from worksheets.model.pose import RANGES


@pytest.mark.parametrize("exercise", sorted(library_figures()))
def test_every_pose_of_the_library_is_met_and_within_range(exercise: str) -> None:
    flatten, stage = put_down(library_figures()[exercise])
    for one in flatten:
        for joint, degrees in one.angles.items():
            least, most = RANGES[joint.split(" ")[-1]]
            assert least - 0.01 <= degrees <= most + 0.01, joint
        for name, touched, _ in one.moment.contacts:
            check_contact(name, touched, one, stage)
        check_nobody_sinks(one.body)


def check_contact(name: str, touched: str, one: PosedBody, stage: Stage) -> None:
    side, _, what = name.partition(" ")
    if what in JOINTS:
        limbs = one.body.legs if JOINTS[what].limb == "leg" else one.body.arms
        measured = contact_errors(name, touched, one.body, stage)(limbs[side])  # type: ignore[index]
        assert max(map(abs, measured)) < 0.5, f"{name} on {touched}"
    elif touched in LEVEL:
        low = min(ball.at[1] - ball.radius for ball in part(one.body, name))
        assert low - stage.height(touched) == pytest.approx(0, abs=0.5), f"{name} on {touched}"


def check_nobody_sinks(body: Body) -> None:
    for side in ("left", "right"):
        for what in ("foot", "toes", "knee", "hand", "elbow"):
            for ball in part(body, f"{side} {what}"):
                assert ball.at[1] - ball.radius > -1.6


def test_feet_stay_where_they_are_when_the_body_goes_down() -> None:
    (start, end), _ = put_down(
        figure("poses: [{contacts: {feet: floor}}, {lean: 20, both: {hip: 60, knee: 60}}]")
    )
    for side in ("left", "right"):
        before, after = (part(one.body, f"{side} heel")[0].at for one in (start, end))
        assert after == pytest.approx(before, abs=1.0)
    assert end.body.torso.hips[0].at[1] < start.body.torso.hips[0].at[1] - 8


def test_the_wall_stands_where_the_hands_are() -> None:
    (one,), stage = put_down(
        figure("poses: [{both: {shoulder: 80}, contacts: {feet: floor, hands: wall}}]")
    )
    assert stage.wall_x is not None and stage.wall_x > 40
    for side in ("left", "right"):
        for ball in part(one.body, f"{side} hand"):
            assert ball.at[0] + ball.radius == pytest.approx(stage.wall_x, abs=0.5)


def test_a_chair_carries_the_hips_at_the_height_that_is_written() -> None:
    (one,), _ = put_down(
        figure("{poses: [{position: sitting}], props: [{kind: chair, height: 50 cm}]}")
    )
    low = min(ball.at[1] - ball.radius for ball in one.body.torso.hips)
    assert low == pytest.approx(50)


def test_angles_that_are_left_out_are_found() -> None:
    (one,), _ = put_down(figure("poses: [{lean: 20, both: {hip: 50, knee: 50}}]"))
    for side in ("left", "right"):  # the foot is flat when the shin leans by 20 degrees
        assert one.angles[f"{side} ankle"] == pytest.approx(20, abs=2)


def test_on_the_side_a_foot_and_a_forearm_carry_the_body() -> None:
    (one,), _ = put_down(
        figure("""
poses:
  - position: lying on the left side
    tilt: -18
    left: {shoulder_abduction: 85, elbow: 90}
    contacts: {left forearm: floor, left foot: floor}
""")
    )
    lowest = [
        min(b.at[1] - b.radius for b in part(one.body, f"left {p}")) for p in ("foot", "forearm")
    ]
    assert lowest == pytest.approx([0, 0], abs=0.5)
    assert min(ball.at[1] - ball.radius for ball in one.body.torso.hips) > 8


@pytest.mark.parametrize(
    "contacts", ["hips: floor, forearms: floor", "forearms: floor, hips: floor"]
)
def test_the_order_of_contacts_does_not_matter(contacts: str) -> None:
    text = "poses: [{{position: lying on the front, trunk: -35, contacts: {{{}}}}}]"
    (one,), _ = put_down(figure(text.format(contacts)))
    assert min(ball.at[1] - ball.radius for ball in one.body.torso.hips) == pytest.approx(0)


def test_whoever_sits_stays_on_the_seat() -> None:
    seated = "position: sitting, lean: -30, both: {hip: 110, knee: 100}"
    start = f"{{{seated}, contacts: {{hips: chair, feet: wall}}}}"
    (before, after), _ = put_down(figure(f"poses: [{start}, {{neck: 20}}]"))
    assert after.body.torso.hips[0].at == pytest.approx(before.body.torso.hips[0].at, abs=1)
    with pytest.raises(FigureError, match="to put the foot on the wall, the hip would have to be"):
        put_down(figure(f"poses: [{start}, {{both: {{knee: 20, hip: 70}}}}]"))


def test_a_table_stands_under_the_forearms() -> None:
    (one,), stage = put_down(
        figure(
            "poses: [{position: sitting, contacts: {hips: chair, feet: floor, forearms: table}}]"
        )
    )
    assert stage.places["table"] > one.body.torso.hips[0].at[0] + 15
    for ball in part(one.body, "left forearm"):
        assert ball.at[1] - ball.radius == pytest.approx(stage.height("table"), abs=0.5)


@pytest.mark.parametrize("size", [15, 30])
def test_a_ball_between_the_knees_opens_them_by_its_size(size: int) -> None:
    ball = f"{{kind: ball, size: {size} cm, between: [left knee, right knee]}}"
    (one,), _ = put_down(figure(f"{{poses: [{{position: sitting}}], props: [{ball}]}}"))
    left, right = (one.body.legs[side].knee for side in SIDES)
    assert right.at[2] - left.at[2] - 2 * right.radius == pytest.approx(size, abs=1)


def test_all_that_is_wrong_is_said_at_once_with_advice_that_helps() -> None:
    with pytest.raises(FigureError) as caught:
        put_down(
            figure("poses: [{both: {hip: 90, knee: 0, shoulder: 120}, contacts: {feet: floor}}]")
        )
    assert caught.value.message.count("on both sides") == 1
    with pytest.raises(FigureError) as caught:
        put_down(figure("poses: [{contacts: {feet: floor}}, {contacts: {hands: floor}}]"))
    assert caught.value.hint == "Change the angles; another lean helps."


WRONG = [
    (
        "poses: [{contacts: {left hand: chest}}]",
        "nothing carries the body",
        ("poses", 0, "contacts"),
    ),
    (
        "poses: [{both: {hip: 90, knee: 0}, contacts: {feet: floor}}]",
        "would have to be",
        ("poses", 0, "left", "hip"),
    ),
    (
        "poses: [{contacts: {feet: floor}}, {contacts: {hands: floor}}]",
        "the hand does not reach the floor: .*\\(on both sides\\)",
        ("poses", 1, "contacts", "hands"),
    ),
    (
        "poses: [{contacts: {right foot: floor}, left: {hip: -10}}]",
        "below the floor",
        ("poses", 0),
    ),
    (
        "poses: [{both: {shoulder: 90}, contacts: {feet: floor, left hand: wall}, lean: 20}]",
        "inside the wall",
        ("poses", 0),
    ),
]


@pytest.mark.parametrize(("text", "message", "keys"), WRONG)
def test_what_no_body_can_do_is_told_with_its_place(
    text: str, message: str, keys: tuple[str | int, ...]
) -> None:
    with pytest.raises(FigureError, match=message) as caught:
        put_down(figure(text))
    assert caught.value.keys == keys
    assert caught.value.hint
