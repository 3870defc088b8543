"""A figure becomes a drawing: shapes become inks, inks a panel for each pose, panels a picture."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from worksheets.figure.arrows import Curve, arrows_of, head_of
from worksheets.figure.body import HEIGHT_CM, Body, pose_body
from worksheets.figure.contacts import PosedBody, solve_contacts
from worksheets.figure.moments import read_moments
from worksheets.figure.props import furniture, things
from worksheets.figure.scene import Camera, Shape, Stroke, body_shapes, make_camera
from worksheets.figure.space import Steps, middle, outline
from worksheets.figure.stage import Stage, make_stage
from worksheets.model.figure import Figure
from worksheets.plan import Drawing, Path, make_drawing

_UNITS_A_CM = 5
_EDGE_CM, _OUTLINE_CM, _ARROW_CM, _HEAD_CM, _GROUND_CM = 1.0, 0.8, 1.9, 7.5, 1.0
_GAP_CM, _MARGIN_CM = 16.0, 2.0
_GROUND_BEYOND_CM = 8.0
_NEAR_FLOOR_CM = 3.0
_CASING = 1.9
_FINEST = 0.35
"""Lines become finer when only a part of the body is shown, down to this share."""


def draw_figure(figure: Figure, *, mirrored: bool = False) -> Drawing:
    """Draw a figure that has poses; its inks are the names of a template's colours.

    Args:
        figure: The figure.
        mirrored: Whether every pose is drawn as in a mirror, for the other affected side; the poses
            keep their order.

    Raises:
        FigureError: A contact cannot be met, or something would be in the floor or the wall.
    """
    stage = make_stage(figure)
    camera = make_camera(figure.view.turn, figure.view.rise)
    posed: list[PosedBody] = []
    for index, moment in enumerate(read_moments(figure)):
        posed.append(solve_contacts(moment, stage, posed[-1] if posed else None, index))
    bodies = [one.body for one in posed]
    needs_middles = figure.arrows is None or any(not arrow.towards for arrow in figure.arrows)
    middles = [_half_way(a, b) for a, b in pairwise(posed)] if needs_middles else []
    scenes = [_scene(figure, stage, camera, body, bodies[0]) for body in bodies]
    fine = max(_FINEST, min(1.0, max(_extent(scene, camera) for scene in scenes) / HEIGHT_CM))
    layers = []
    for index, scene in enumerate(scenes):
        inks = [ink for thing in scene for ink in _ink_thing(thing, camera, fine)]
        for curve in arrows_of(figure, index, bodies, middles, camera):
            inks += _ink_arrow(curve, fine)
        layers.append([_flipped(ink) for ink in inks] if mirrored else inks)
    if figure.arrange == "overlay":
        layers = [[*(_ghost(ink) for layer in layers[:-1] for ink in layer), *layers[-1]]]
    has_floor = figure.shows != "upper body" and camera.is_level
    panels = [_make_panel(inks, fine, has_floor=has_floor) for inks in layers]
    return _compose(panels, figure.arrange)


def _scene(
    figure: Figure, stage: Stage, camera: Camera, body: Body, first: Body
) -> list[Shape | Stroke]:
    """Everything that is seen in one pose, the farthest first."""
    seen: list[Shape | Stroke] = [*body_shapes(body, camera, figure.affected or "", figure.shows)]
    if figure.shows in ("body", "legs"):
        seen += furniture(figure, stage, body, camera)
    seen += things(figure, stage, (body, first), camera)
    return sorted(seen, key=lambda thing: round(thing.depth, 1))


def _extent(scene: list[Shape | Stroke], camera: Camera) -> float:
    """The greater of width and height of the body in the picture, in centimetres."""
    seen = [
        camera.see(ball.at)
        for shape in scene
        if isinstance(shape, Shape) and not shape.outlined and shape.tone != "ground"
        for hull in shape.hulls
        for ball in hull
    ]
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _half_way(first: PosedBody, second: PosedBody) -> Body:
    """The body half-way between two poses, for the way that things move."""
    a, b = first.angles, second.angles
    angles = {name: (a.get(name, 0) + b.get(name, 0)) / 2 for name in {**a, **b}}
    root = middle(*first.body.torso.leg_roots, *second.body.torso.leg_roots)
    return pose_body(angles, first.moment.position, root)


class _Ink(NamedTuple):
    """A path in the picture, x to the right and y up, in centimetres."""

    steps: Steps
    fill: str = ""
    stroke: str = ""
    width: float = 0.0


class _Panel(NamedTuple):
    """One pose, drawn."""

    inks: tuple[_Ink, ...]
    low: tuple[float, float]
    high: tuple[float, float]


def _ghost(ink: _Ink) -> _Ink:
    """A pale ink, for a pose that has passed."""
    if ink.fill in ("body", "far", "affected", "affected_far"):
        return ink._replace(fill="ghost")
    return ink


def _flipped(ink: _Ink) -> _Ink:
    """An ink as in a mirror."""
    steps = tuple(
        (step, tuple(n if index % 2 else -n for index, n in enumerate(numbers)))
        for step, numbers in ink.steps
    )
    return ink._replace(steps=steps)


def _ink_thing(thing: Shape | Stroke, camera: Camera, fine: float) -> Iterator[_Ink]:
    """The inks of a shape or a stroke; `fine` is the share to which lines are thinned."""
    if isinstance(thing, Stroke):
        line = _polyline([camera.see(point) for point in thing.points])
        yield from _cased(line, thing.tone, thing.width * fine)
        return
    outlines = [outline(camera.circle(ball) for ball in hull) for hull in thing.hulls]
    edge, width = ("outline", _OUTLINE_CM) if thing.outlined else ("edge", _EDGE_CM)
    if len(outlines) == 1:
        yield _Ink(outlines[0], thing.tone, edge, width * fine)
    else:  # one shape: first all the edges, then all that is inside them
        joined = tuple(step for steps in outlines for step in steps)
        yield _Ink(joined, "", edge, width * 1.5 * fine)
        yield _Ink(joined, thing.tone)


def _polyline(points: Sequence[tuple[float, float]]) -> Steps:
    return tuple(("l" if n else "m", point) for n, point in enumerate(points))


def _cased(line: Steps, tone: str, width: float) -> Iterator[_Ink]:
    """A line with a light edge, which shows in grey where it crosses a body."""
    yield _Ink(line, "", "edge", width * _CASING)
    yield _Ink(line, "", tone, width)


def _cubics(curve: Curve) -> Steps:
    first, *rest = curve
    pieces = [(*a, *b, *c) for a, b, c in zip(rest[::3], rest[1::3], rest[2::3], strict=True)]
    return (("m", first), *(("c", piece) for piece in pieces))


def _ink_arrow(curve: Curve, fine: float) -> list[_Ink]:
    """The line of an arrow and its head."""
    return [
        *_cased(_cubics(curve), "arrow", _ARROW_CM * fine),
        *_cased(_polyline(head_of(curve, _HEAD_CM * fine)), "arrow", _ARROW_CM * fine),
    ]


def _make_panel(inks: list[_Ink], fine: float, *, has_floor: bool) -> _Panel:
    """Everything of one pose, on the floor if it is near it."""
    points = [
        (x, y)
        for ink in inks
        for _, numbers in ink.steps
        for x, y in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    low = min(x for x, _ in points), min(y for _, y in points)
    high = max(x for x, _ in points), max(y for _, y in points)
    if has_floor and low[1] < _NEAR_FLOOR_CM:
        low = low[0] - _GROUND_BEYOND_CM, min(low[1], 0.0) - _GROUND_CM
        high = high[0] + _GROUND_BEYOND_CM, high[1]
        ground = _Ink(
            _polyline([(low[0], -_GROUND_CM / 2), (high[0], -_GROUND_CM / 2)]),
            "",
            "outline",
            _GROUND_CM,
        )
        inks = [ground, *inks]
    return _Panel(tuple(inks), low, high)


def _compose(panels: list[_Panel], arrange: str | None) -> Drawing:
    """Put panels side by side or one above the other, whichever is nearer to a square."""
    widths = [panel.high[0] - panel.low[0] for panel in panels]
    heights = [panel.high[1] - panel.low[1] for panel in panels]
    gaps = _GAP_CM * (len(panels) - 1)
    row = sum(widths) + gaps, max(heights)
    lowest = min(panel.low[0] for panel in panels)
    column = max(panel.high[0] for panel in panels) - lowest, sum(heights) + gaps
    if arrange is None:
        arrange = "row" if max(row) <= max(column) else "column"
    width, height = column if arrange == "column" else row
    inks: list[Path] = []
    x = y = 0.0
    for panel, wide, high in zip(panels, widths, heights, strict=True):
        if arrange == "column":
            left, bottom = -lowest, height - y - high - panel.low[1]
            y += high + _GAP_CM
        else:  # feet on one line
            left, bottom = x - panel.low[0], -min(panel.low[1] for panel in panels)
            x += wide + _GAP_CM
        inks += [_path(ink, left, height - bottom) for ink in panel.inks]
    margin = 2 * _MARGIN_CM
    return make_drawing(
        round((width + margin) * _UNITS_A_CM), round((height + margin) * _UNITS_A_CM), inks
    )


def _path(ink: _Ink, left: float, top: float) -> Path:
    """A path in drawing units, y down, rounded to whole units to keep the file small."""
    x_0, y_0 = (left + _MARGIN_CM) * _UNITS_A_CM, (top + _MARGIN_CM) * _UNITS_A_CM
    steps = []
    for step, numbers in ink.steps:
        xs = [round(x * _UNITS_A_CM + x_0) for x in numbers[::2]]
        ys = [round(y_0 - y * _UNITS_A_CM) for y in numbers[1::2]]
        pairs = zip(xs, ys, strict=True)
        steps.append((step, tuple([number for pair in pairs for number in pair])))
    return Path(tuple(steps), ink.fill, ink.stroke, ink.width * _UNITS_A_CM)
