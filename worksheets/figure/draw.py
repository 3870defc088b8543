"""A figure becomes a drawing: a panel for each pose, or the start dashed behind the end."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, dist, hypot, radians
from typing import NamedTuple

from worksheets.figure.arrows import arrows_of, cleared
from worksheets.figure.body import SIDES, Body, Side, pose_body
from worksheets.figure.contacts import PosedBody, solve_contacts
from worksheets.figure.contour import Point, is_inside
from worksheets.figure.errors import FigureError
from worksheets.figure.ink import (
    BADGE,
    Bounds,
    Ink,
    bounds,
    ink_all,
    ink_arrow,
    ink_badge,
    points_of,
)
from worksheets.figure.moments import Moment, read_moments
from worksheets.figure.props import furniture, things
from worksheets.figure.scene import Camera, Layer, Look, Seen, Shape, body_layers, make_camera
from worksheets.figure.space import dot, middle
from worksheets.figure.stage import LEVEL, Stage, make_stage, raise_wall
from worksheets.model.figure import Cord, Figure, Thing
from worksheets.plan import Drawing, Path, Pen, make_drawing

_UNITS = 560
"""The greater side of a drawing: a unit is 0.08 mm where a figure is printed 45 mm wide."""

_PEN, _THINNEST_CM, _THICKEST_CM = 0.007, 0.22, 1.5
"""An outline is this share of the greater side of the picture, within limits."""

_GROUND, _GAP, _ROOM = 0.75, 10.0, 4.0
"""In pens: the line of the floor, the gap between poses, and what an arrow keeps from the body."""

_GAP_CM, _MARGIN_CM, _BEYOND_CM, _NEAR_FLOOR_CM, _FURTHEST_CM = 13.0, 1.0, 8.0, 3.0, 40.0
_STILL_CM, _APART_CM, _COVERED = 3.0, 10.0, 0.5
_BEHIND_ALL = -500
_END_ON = cos(radians(35))
_VIEW: tuple[str | int, ...] = ("view",)
_TRUNK = ("hips", "back", "front", "side", "waist", "chest")
_HELD = ("foot", "shin", "toes", "ankle", "hand", "elbow", "heel", "rail", "chair back")


def draw_figure(figure: Figure, *, mirrored: bool = False) -> Drawing:
    """Draw a figure that has poses; its inks are the names of a template's colours.

    Args:
        figure: The figure.
        mirrored: Whether every pose is drawn as in a mirror, for the other affected side; the poses
            keep their order.

    Raises:
        FigureError: A contact cannot be met, or something would be in the floor or the wall.
    """
    stage, posed = _pose_all(figure)
    cameras = _cameras(figure, posed)
    bodies = [one.body for one in posed]
    needs_middles = figure.arrows is None or any(not arrow.towards for arrow in figure.arrows)
    middles = [_half_way(a, b) for a, b in pairwise(posed)] if needs_middles else []
    scenes = [
        _scene(figure, stage, camera, one, bodies[0])
        for one, camera in zip(posed, cameras, strict=True)
    ]
    ghosts: list[Layer] = []
    if _is_overlay(figure, scenes, cameras):
        ghosts = [layer for scene in scenes[:-1] for layer in _moved(scene, scenes[-1])]
        scenes, cameras = scenes[-1:], cameras[-1:]
    boxes = [
        bounds(_points([*ghosts, *scene], camera))
        for scene, camera in zip(scenes, cameras, strict=True)
    ]
    is_row = _is_row(boxes, figure.arrange)
    pen = min(_THICKEST_CM, max(_THINNEST_CM, _PEN * max(_size(boxes, is_row, _GAP_CM))))
    panels = []
    for index, scene in enumerate(scenes, len(posed) - len(scenes)):
        camera = cameras[index - len(posed)]
        inks = [
            *ink_all([thing for thing in scene if thing.depth < _BEHIND_ALL], camera, pen),
            *ink_all(ghosts, camera, pen, ghost=True),
            *ink_all([thing for thing in scene if thing.depth >= _BEHIND_ALL], camera, pen),
        ]
        outlines = [thing.shape.polygon for thing in scene if isinstance(thing, Layer)]
        for curve in arrows_of(figure, index, bodies, middles, camera):
            inks += ink_arrow(cleared(curve, outlines, _ROOM * pen, _FURTHEST_CM), pen)
        inks = [_flipped(ink) for ink in inks] if mirrored else inks
        has_floor = figure.shows not in ("upper body", "head") and camera.is_level
        panel = _make_panel(inks, pen, has_floor=has_floor)
        panels.append(_numbered(panel, index + 1, pen, is_row) if len(scenes) > 1 else panel)
    return _compose(panels, is_row, pen)


def _pose_all(figure: Figure) -> tuple[Stage, list[PosedBody]]:
    """All poses, with everything that they touch."""
    stage = make_stage(figure)
    posed: list[PosedBody] = []
    for index, moment in enumerate(read_moments(figure)):
        posed.append(solve_contacts(moment, stage, posed[-1] if posed else None, index))
    raise_wall(stage, figure, [one.body for one in posed])
    return stage, posed


def _cameras(figure: Figure, posed: list[PosedBody]) -> list[Camera]:
    """Where each pose is seen from; somebody who lies is not seen from the feet or the head."""
    cameras: list[Camera] = []
    view, keys = figure.view, _VIEW
    for index, (pose, one) in enumerate(zip(figure.poses, posed, strict=True)):
        if pose.view:
            view, keys = pose.view, ("poses", index, "view")
        camera = make_camera(view.turn, view.rise)
        along = abs(dot(one.body.torso.frames["hips"][0][1], camera.towards))
        if one.moment.position.startswith("lying") and along > _END_ON and figure.shows == "body":
            raise FigureError(
                "somebody who lies cannot be recognised from the feet or the head",
                "Take view: side, or another turn.",
                keys,
            )
        cameras.append(camera)
    return cameras


def _scene(
    figure: Figure, stage: Stage, camera: Camera, posed: PosedBody, first: Body
) -> list[Seen]:
    """Everything that is seen in one pose, the farthest first."""
    contacts = posed.moment.contacts
    levels = [stage.height(on) for name, on, _ in contacts if on in LEVEL and name in _TRUNK]
    look = Look(
        affected=figure.affected or "",
        shows=figure.shows,
        hands=(_hand(figure, posed.moment, "left"), _hand(figure, posed.moment, "right")),
        rest=max(levels, default=None),
        fine=figure.shows != "body" or len(figure.poses) == 1,
        blades=any(pose.shoulder_blades is not None for pose in figure.poses),
    )
    seen = body_layers(posed.body, camera, look)
    if figure.shows in ("body", "legs"):
        seen += furniture(figure, stage, posed.body, camera)
    seen += things(figure, stage, (posed.body, first), camera)
    return sorted(seen, key=lambda thing: round(thing.depth, 1))


def _hand(figure: Figure, moment: Moment, side: Side) -> str:
    """The shape of a hand: what is written, or what it holds or touches, says so."""
    if written := moment.hands[SIDES.index(side)]:
        return written
    names = (f"{side} hand", f"{side} fingertips")
    for prop in figure.props:
        ends = prop.through if isinstance(prop, Cord) else ()
        if any(end in names for end in ends) or (isinstance(prop, Thing) and prop.held in names):
            return "grip"
    for name, touched, _ in moment.contacts:
        if name in (*names, f"{side} forearm"):
            return "grip" if touched.removeprefix("other ") in _HELD else "flat"
    return "loose"


def _half_way(first: PosedBody, second: PosedBody) -> Body:
    """The body half-way between two poses, for the way that things move."""
    a, b = first.angles, second.angles
    angles = {name: (a.get(name, 0) + b.get(name, 0)) / 2 for name in {**a, **b}}
    root = middle(*first.body.torso.leg_roots, *second.body.torso.leg_roots)
    return pose_body(angles, first.moment.position, root)


def _is_overlay(figure: Figure, scenes: list[list[Seen]], cameras: list[Camera]) -> bool:
    """Whether the start is dashed behind the end.

    So it is where trunk and head stay where they are, a limb moves far enough to be seen apart,
    and most of where it was is not behind the body.
    """
    if len(set(cameras)) > 1:
        if figure.arrange == "overlay":
            hint = "Delete arrange, or the view of a pose."
            raise FigureError("poses seen from different sides cannot overlay", hint, ("arrange",))
        return False
    if figure.arrange is not None or len(scenes) != 2:
        return figure.arrange == "overlay" and len(scenes) > 1
    start, end = scenes
    now = {thing.name: thing for thing in end if isinstance(thing, Layer)}
    moved = _moved(start, end)
    ways = [_way(layer, now[layer.name]) for layer in moved]
    if max(ways, default=0) < _APART_CM or {"shirt", "hair", "pelvis"} & {
        one.name for one in moved
    }:
        return False
    points = [point for layer in moved for point in layer.shape.polygon[::3]]
    over = [(bounds(layer.shape.polygon), layer.shape.polygon) for layer in now.values()]
    covered = sum(
        any(a < x < c and b < y < d and is_inside((x, y), p) for (a, b, c, d), p in over)
        for x, y in points
    )
    return covered < _COVERED * len(points)


def _moved(scene: list[Seen], last: list[Seen]) -> list[Layer]:
    """The layers of an earlier pose that are elsewhere in the last one."""
    now = {thing.name: thing for thing in last if isinstance(thing, Layer)}
    return [
        thing
        for thing in scene
        if isinstance(thing, Layer)
        and thing.name in now
        and _way(thing, now[thing.name]) > _STILL_CM
    ]


def _way(a: Layer, b: Layer) -> float:
    """How far a part is from where it was, at the end that moved most."""
    return max(hypot(p[0] - q[0], p[1] - q[1]) for p, q in zip(a.ends, b.ends, strict=False))


class _Panel(NamedTuple):
    """One pose, drawn."""

    inks: tuple[Ink, ...]
    box: Bounds


def _points(things: Sequence[Seen], camera: Camera) -> list[Point]:
    """Points that enclose what is seen."""
    points: list[Point] = []
    for thing in things:
        if isinstance(thing, Layer):
            points += thing.shape.polygon
        elif isinstance(thing, Shape):
            points += [camera.see(ball.at) for hull in thing.hulls for ball in hull]
        else:
            points += [camera.see(point) for point in thing.points]
    return points


def _flipped(ink: Ink) -> Ink:
    """An ink as in a mirror."""
    steps = tuple(
        (step, tuple(n if index % 2 else -n for index, n in enumerate(numbers)))
        for step, numbers in ink.steps
    )
    return ink._replace(steps=steps)


def _make_panel(inks: list[Ink], pen: float, *, has_floor: bool) -> _Panel:
    """Everything of one pose, on the floor if it is near it."""
    left, bottom, right, top = bounds(points_of(inks))
    if has_floor and bottom < _NEAR_FLOOR_CM:
        left, bottom, right = left - _BEYOND_CM, min(bottom, 0.0) - pen, right + _BEYOND_CM
        line = (("m", (left, -pen / 2)), ("l", (right, -pen / 2)))
        inks = [Ink(line, "", "outline", _GROUND * pen), *inks]
    return _Panel(tuple(inks), (left, bottom, right, top))


def _numbered(panel: _Panel, number: int, pen: float, is_row: bool) -> _Panel:
    """A panel with the number of its pose at its top left, or beside what is there."""
    left, bottom, right, top = panel.box
    radius = BADGE * pen
    x, y = left + radius, top - radius
    points = [point for point in points_of(panel.inks) if point[1] > top - 3 * radius]
    while min(dist(point, (x, y)) for point in points) < radius * 1.5:
        x, y = (x - radius / 4, y) if is_row else (x, y + radius / 4)
    box = (min(left, x - radius), bottom, right, max(top, y + radius))
    return _Panel((*panel.inks, *ink_badge(number, (x, y), pen)), box)


def _is_row(boxes: Sequence[Bounds], arrange: str | None) -> bool:
    """Whether poses stand side by side, or one above the other: whichever is nearer to a square."""
    if arrange in ("row", "column"):
        return arrange == "row"
    return max(_size(boxes, True, _GAP_CM)) <= max(_size(boxes, False, _GAP_CM))


def _size(boxes: Sequence[Bounds], is_row: bool, gap: float) -> Point:
    """The width and height of panels put together."""
    widths, heights = [box[2] - box[0] for box in boxes], [box[3] - box[1] for box in boxes]
    gaps = gap * (len(boxes) - 1)
    if is_row:
        return sum(widths) + gaps, max(box[3] for box in boxes) - min(box[1] for box in boxes)
    return max(box[2] for box in boxes) - min(box[0] for box in boxes), sum(heights) + gaps


def _compose(panels: list[_Panel], is_row: bool, pen: float) -> Drawing:
    """Put panels side by side, feet on one line, or one above the other."""
    boxes = [panel.box for panel in panels]
    gap = _GAP * pen
    width, height = _size(boxes, is_row, gap)
    scale = _UNITS / (max(width, height) + 2 * _MARGIN_CM)
    lowest, leftmost = min(box[1] for box in boxes), min(box[0] for box in boxes)
    inks: list[Path] = []
    x = y = _MARGIN_CM
    for panel, (left, bottom, right, top) in zip(panels, boxes, strict=True):
        if is_row:
            origin = x - left, _MARGIN_CM + height + lowest
            x += right - left + gap
        else:
            origin = _MARGIN_CM - leftmost, y + top
            y += top - bottom + gap
        inks += [_path(ink, origin, scale) for ink in panel.inks]
    wide, high = (round((side + 2 * _MARGIN_CM) * scale) for side in (width, height))
    return make_drawing(wide, high, inks)


def _path(ink: Ink, origin: Point, scale: float) -> Path:
    """A path in drawing units, y down, rounded to whole units to keep the file small."""
    x, y = origin
    steps: list[tuple[str, tuple[float, ...]]] = []
    last: tuple[int, ...] = ()
    for step, numbers in ink.steps:
        whole = [0] * len(numbers)
        whole[::2] = [round((n + x) * scale) for n in numbers[::2]]
        whole[1::2] = [round((y - n) * scale) for n in numbers[1::2]]
        rounded = tuple(whole)
        if step in "lc" and rounded == last * (len(rounded) // 2):
            continue  # too short to be seen
        last = rounded[-2:] or last
        steps.append((step, rounded))
    pen = Pen(ends="butt", dash=tuple(float(round(n * scale)) for n in ink.dash))
    return Path(
        tuple(steps), ink.fill, ink.stroke, round(ink.width * scale, 1), pen if ink.dash else Pen()
    )
