"""The front door: a figure becomes a drawing."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from worksheets.figure.arrows import Curve, arrows_of, head_of
from worksheets.figure.body import HEIGHT_CM, Body, pose_body
from worksheets.figure.hull import Steps, outline
from worksheets.figure.moments import read_moments
from worksheets.figure.props import furniture, things
from worksheets.figure.scene import Camera, Shape, Stroke, body_shapes, make_camera
from worksheets.figure.settle import settle
from worksheets.figure.stage import Stage, make_stage
from worksheets.model.figure import Figure
from worksheets.plan import Drawing, Path, make_drawing

_UNITS_A_CM = 5
_EDGE_CM, _OUTLINE_CM, _ARROW_CM, _HEAD_CM, _GROUND_CM = 1.0, 0.8, 1.9, 7.5, 1.0
_GAP_CM, _MARGIN_CM = 16.0, 2.0
_GROUND_BEYOND_CM = 8.0
_NEAR_FLOOR_CM = 3.0
_FINEST = 0.35
"""Lines become finer when only a part of the body is shown, down to this share."""


class Ink(NamedTuple):
    """A path in the picture, x to the right and y up, in centimetres."""

    steps: Steps
    fill: str = ""
    stroke: str = ""
    width: float = 0.0


class Panel(NamedTuple):
    """One pose, drawn."""

    inks: tuple[Ink, ...]
    low: tuple[float, float]
    high: tuple[float, float]


def draw_figure(figure: Figure) -> Drawing:
    """Draw a figure that has poses; its inks are the names of a template's colours.

    Raises:
        FigureError: A contact cannot be met, or something would be in the floor or the wall.
    """
    stage = make_stage(figure)
    camera = make_camera(figure.view.turn, figure.view.rise)
    moments = read_moments(figure)
    bodies: list[Body] = []
    settled = []
    for index, moment in enumerate(moments):
        body, angles = settle(
            moment, stage, (moments[index - 1], bodies[-1]) if bodies else None, index
        )
        bodies.append(body)
        settled.append(angles)
    middles = [
        _half_way(settled[n], settled[n + 1], moments[n].position, bodies[n], bodies[n + 1])
        for n in range(len(bodies) - 1)
    ]
    scenes = [_scene(figure, stage, camera, body, bodies[0]) for body in bodies]
    fine = max(_FINEST, min(1.0, max(_extent(scene, camera) for scene in scenes) / HEIGHT_CM))
    layers = []
    for index, scene in enumerate(scenes):
        inks = [ink for thing in scene for ink in _ink(thing, camera, fine)]
        for curve in arrows_of(figure, index, bodies, middles, camera):
            inks += _ink_arrow(curve, fine)
        layers.append(inks)
    if figure.arrange == "overlay":
        layers = [[*(_ghost(ink) for layer in layers[:-1] for ink in layer), *layers[-1]]]
    has_floor = figure.shows != "upper body" and figure.view.rise < 1
    return _compose([_panel(inks, fine, has_floor=has_floor) for inks in layers], figure.arrange)


def _scene(
    figure: Figure, stage: Stage, camera: Camera, body: Body, first: Body
) -> list[Shape | Stroke]:
    """Everything that is seen in one pose, the farthest first."""
    seen: list[Shape | Stroke] = [*body_shapes(body, camera, figure.affected or "", figure.shows)]
    if figure.shows in ("body", "legs"):
        seen += furniture(figure, stage, body, camera)
    seen += things(figure, body, first, camera)
    return sorted(seen, key=lambda thing: thing.depth)


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


def _half_way(
    a: dict[str, float], b: dict[str, float], position: str, first: Body, second: Body
) -> Body:
    angles = {name: (a.get(name, 0) + b.get(name, 0)) / 2 for name in {**a, **b}}
    roots = [
        [sum(point) / 2 for point in zip(*body.torso.leg_roots, strict=True)]
        for body in (first, second)
    ]
    x, y, z = ((p + q) / 2 for p, q in zip(*roots, strict=True))
    return pose_body(angles, position, (x, y, z))


def _ghost(ink: Ink) -> Ink:
    if ink.fill in ("body", "far", "affected", "affected_far"):
        return ink._replace(fill="ghost")
    return ink


def _ink(thing: Shape | Stroke, camera: Camera, fine: float) -> Iterable[Ink]:
    if isinstance(thing, Stroke):
        yield Ink(
            _polyline([camera.see(point) for point in thing.points]), "", thing.tone, thing.width * fine
        )
        return
    outlines = [outline(camera.circle(ball) for ball in hull) for hull in thing.hulls]
    if thing.outlined:
        yield Ink(outlines[0], thing.tone, "outline", _OUTLINE_CM * fine)
    elif len(outlines) == 1:
        yield Ink(outlines[0], thing.tone, "edge", _EDGE_CM * fine)
    else:  # one shape: first all the edges, then all that is inside them
        joined = tuple(step for steps in outlines for step in steps)
        yield Ink(joined, "", "edge", _EDGE_CM * 1.5 * fine)
        yield Ink(joined, thing.tone)


def _polyline(points: Sequence[tuple[float, float]]) -> Steps:
    return tuple(("l" if n else "m", point) for n, point in enumerate(points))


def _ink_arrow(curve: Curve, fine: float) -> list[Ink]:
    return [
        Ink(_polyline(curve.points), "", "arrow", _ARROW_CM * fine),
        Ink(_polyline(head_of(curve, _HEAD_CM * fine)), "", "arrow", _ARROW_CM * fine),
    ]


def _panel(inks: list[Ink], fine: float, *, has_floor: bool) -> Panel:
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
        ground = Ink(
            _polyline([(low[0], -_GROUND_CM / 2), (high[0], -_GROUND_CM / 2)]),
            "",
            "outline",
            _GROUND_CM,
        )
        inks = [ground, *inks]
    return Panel(tuple(inks), low, high)


def _compose(panels: list[Panel], arrange: str | None) -> Drawing:
    """Put panels side by side or one above the other, whichever is nearer to a square."""
    widths = [panel.high[0] - panel.low[0] for panel in panels]
    heights = [panel.high[1] - panel.low[1] for panel in panels]
    gaps = _GAP_CM * (len(panels) - 1)
    row = sum(widths) + gaps, max(heights)
    column = max(widths), sum(heights) + gaps
    if arrange is None:
        arrange = "row" if max(row) <= max(column) else "column"
    width, height = column if arrange == "column" else row
    inks: list[Path] = []
    x = y = 0.0
    for panel, wide, high in zip(panels, widths, heights, strict=True):
        if arrange == "column":
            left, bottom = (width - wide) / 2 - panel.low[0], height - y - high - panel.low[1]
            y += high + _GAP_CM
        else:  # feet on one line
            left, bottom = x - panel.low[0], -min(panel.low[1] for panel in panels)
            x += wide + _GAP_CM
        inks += [_path(ink, left, height - bottom) for ink in panel.inks]
    margin = 2 * _MARGIN_CM
    return make_drawing(
        round((width + margin) * _UNITS_A_CM), round((height + margin) * _UNITS_A_CM), inks
    )


def _path(ink: Ink, left: float, top: float) -> Path:
    """A path in drawing units, y down, rounded to whole units to keep the file small."""
    steps = tuple(
        (
            step,
            tuple(
                round(((top - n if index % 2 else n + left) + _MARGIN_CM) * _UNITS_A_CM)
                for index, n in enumerate(numbers)
            ),
        )
        for step, numbers in ink.steps
    )
    return Path(steps, ink.fill, ink.stroke, ink.width * _UNITS_A_CM)


def mirror(drawing: Drawing) -> Drawing:
    """The drawing as in a mirror: the other side is the affected one."""
    width = drawing.width
    paths = [
        path._replace(
            steps=tuple(
                (
                    step,
                    tuple(n if index % 2 else width - n for index, n in enumerate(numbers)),
                )
                for step, numbers in path.steps
            )
        )
        for path in drawing.paths
    ]
    return make_drawing(drawing.width, drawing.height, paths)
