"""Figures as drawings: mirrored for the other side, small, quick to recognise."""

import re
from typing import Any

import pytest
from figure_checks import figure, library_figures

from worksheets.figure.draw import draw_figure
from worksheets.figure.errors import FigureError
from worksheets.model.figure import Figure
from worksheets.plan import Drawing

_SIGNED = ("tilt", "turn", "trunk_side", "trunk_rotation", "neck_side", "neck_rotation")


def swap_words(value: Any) -> Any:
    """Left for right and right for left, in all keys and texts."""
    if isinstance(value, str):
        return re.sub(r"\b(left|right)\b", lambda m: "left" if m[0] == "right" else "right", value)
    if isinstance(value, dict):
        return {swap_words(key): swap_words(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [swap_words(inner) for inner in value]
    return value


def other_side(drawn: Figure) -> Figure:
    """The same exercise written for the other side, seen from the other side."""
    written = swap_words(drawn.model_dump(exclude_unset=True, exclude={"view", "props", "arrows"}))
    lies_on_side = any("side" in pose.get("position", "") for pose in written["poses"])
    for pose in written["poses"]:
        pose |= {name: -pose[name] for name in _SIGNED if name in pose}
    props = swap_words([prop.model_dump(exclude_none=True) for prop in drawn.props])
    for prop in props:
        points_cm = 72 / 2.54
        for name in ("height", "size"):
            if name in prop:
                prop[name] = f"{prop[name] / points_cm:.6f} cm"
        for end in prop.get("through", ()):
            if isinstance(end, dict):  # "left" is also the name of the distance
                end["left"] = -end.pop("right")
    written["props"] = props
    written["arrows"] = []
    turn = -drawn.view.turn if lies_on_side else 180 - drawn.view.turn
    written["view"] = {"turn": (turn + 180) % 360 - 180, "rise": drawn.view.rise}
    return Figure.model_validate(written)


def extents(drawing: Drawing) -> dict[str, tuple[float, ...]]:
    """What encloses all that is filled or drawn in each ink."""
    points: dict[str, list[tuple[float, float]]] = {}
    for path in drawing.paths:
        for ink in {path.fill, path.stroke} - {""}:
            for _, numbers in path.steps:
                points.setdefault(ink, []).extend(zip(numbers[::2], numbers[1::2], strict=True))
    return {
        ink: tuple(of(at[axis] for at in found) for axis in (0, 1) for of in (min, max))
        for ink, found in points.items()
    }


@pytest.mark.parametrize("exercise", sorted(library_figures()))
def test_the_mirrored_picture_is_that_of_the_other_side(exercise: str) -> None:
    drawn = library_figures()[exercise].model_copy(update={"arrows": ()})
    mirrored, other = draw_figure(drawn, mirrored=True), draw_figure(other_side(drawn))
    here, there = extents(mirrored), extents(other)
    near = {ink for ink in here if not ink.endswith("_far")}  # the far side may just be hidden
    assert near == {ink for ink in there if not ink.endswith("_far")}
    for ink in near:
        assert here[ink] == pytest.approx(there[ink], abs=6), f"{ink}: more than rounding"


def test_poses_keep_their_order_in_the_mirror() -> None:
    drawn = figure("{poses: [{contacts: {feet: floor}}, {lean: 40}], arrange: row, arrows: []}")
    plain, mirrored = draw_figure(drawn), draw_figure(drawn, mirrored=True)

    def top(drawing: Drawing, left_half: bool) -> float:
        return min(
            number
            for path in drawing.paths
            for _, numbers in path.steps
            for number, x in zip(numbers[1::2], numbers[::2], strict=True)
            if (x < drawing.width * 0.35) == left_half
        )

    assert top(plain, left_half=True) == top(mirrored, left_half=True) < top(mirrored, False)


def test_the_working_limb_is_tinted_on_the_near_side_and_marked_on_the_far_side() -> None:
    near = draw_figure(figure("{poses: [{contacts: {feet: floor}}], affected: right leg}"))
    far = draw_figure(figure("{poses: [{contacts: {feet: floor}}], affected: left leg}"))
    assert {"affected", "skin_far"} <= {path.fill for path in near.paths}
    assert "affected_far" in {path.fill for path in far.paths}


def test_an_arrow_says_how_a_part_came_where_it_is() -> None:
    drawn = figure("{poses: [{contacts: {feet: floor}}, {right: {shoulder: 90}}]}")
    (arrow,) = [path for path in draw_figure(drawn).paths if path.fill == "arrow"]
    points = [
        (x, y)
        for _, numbers in arrow.steps
        for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    (left, start), (right, end) = min(points), max(points)
    assert end < start - 100 and right > left + 50, "the hand goes forward and up; y runs down"
    plain = draw_figure(drawn.model_copy(update={"arrows": ()}))
    assert "arrow" not in {path.fill for path in plain.paths}


def test_an_arrow_towards_the_reader_is_refused() -> None:
    drawn = figure(
        "{poses: [{contacts: {feet: floor}}], arrows: [{at: head, towards: right}], view: side}"
    )
    with pytest.raises(FigureError, match="straight at or away") as caught:
        draw_figure(drawn)
    assert caught.value.keys == ("arrows", 0, "towards")


@pytest.mark.parametrize("shows", ["legs", "lower legs", "upper body", "head"])
def test_less_of_the_body_is_drawn_larger(shows: str) -> None:
    whole = draw_figure(figure("poses: [{contacts: {feet: floor}}]"))
    less = draw_figure(figure(f"{{poses: [{{contacts: {{feet: floor}}}}], shows: {shows}}}"))
    assert max(less.width, less.height) == max(whole.width, whole.height) == 560
    assert len(less.paths) < len(whole.paths)


def test_the_same_figure_is_the_same_drawing() -> None:
    text = "{poses: [{contacts: {feet: floor}}, {lean: 30}], affected: left arm}"
    assert draw_figure(figure(text)) == draw_figure(figure(text))
    assert draw_figure(figure(text)).key != draw_figure(figure(text), mirrored=True).key


def test_a_hand_has_the_shape_that_is_written_or_that_it_needs() -> None:
    pose = "{{poses: [{{contacts: {{feet: floor}}, right: {{elbow: 90{0}}}}}], props: [{1}]}}"

    def paths(hand: str, prop: str = "") -> int:
        return len(draw_figure(figure(pose.format(hand, prop))).paths)

    assert paths(", hand: spread") > paths(", hand: point") > paths(", hand: fist")
    held = draw_figure(figure(pose.format("", "{kind: weight, held: right hand}")))
    grip = draw_figure(figure(pose.format(", hand: grip", "{kind: weight, held: right hand}")))
    assert held == grip


def test_a_wall_is_higher_than_the_hands_of_every_pose() -> None:
    drawn = figure("""
poses:
  - {right: {shoulder: 60, elbow: 40}, contacts: {feet: floor, right fingertips: wall}}
  - right: {shoulder: 140, elbow: 20}
arrows: []
""")
    drawing = draw_figure(drawn)
    tops = {
        tone: min(
            n for path in drawing.paths if tone in (path.fill, path.stroke)
            for _, numbers in path.steps for n in numbers[1::2]
        )
        for tone in ("prop", "skin")
    }  # fmt: skip
    assert tops["prop"] < tops["skin"]


def test_somebody_who_lies_is_not_drawn_from_the_feet() -> None:
    with pytest.raises(FigureError, match="from the feet") as caught:
        draw_figure(figure("{view: front, poses: [{position: lying on the back}]}"))
    assert caught.value.keys == ("view",)
    with pytest.raises(FigureError) as caught:
        draw_figure(figure("poses: [{position: lying on the back}, {view: front}]"))
    assert caught.value.keys == ("poses", 1, "view")


def test_five_poses_each_with_a_view_are_numbered() -> None:
    poses = ["{contacts: {feet: floor}}", *(f"{{lean: {n}}}" for n in (10, 20, 30))]
    drawing = draw_figure(figure(f"poses: [{', '.join(poses)}, {{view: front}}]"))
    digits = [path for path in drawing.paths if path.stroke == "edge" and not path.fill]
    assert len([path for path in digits if path.line_width > 0]) >= 5
    with pytest.raises(FigureError, match="different sides"):
        draw_figure(figure("{poses: [{lean: 5}, {view: front}], arrange: overlay}"))
