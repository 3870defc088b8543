"""The front door: a figure becomes a drawing."""

from itertools import pairwise

from worksheets.figure.arrows import arrows_of
from worksheets.figure.body import HEIGHT_CM, Body, pose_body
from worksheets.figure.compose import compose, flipped, ghost, ink_arrow, ink_thing, make_panel
from worksheets.figure.contacts import PosedBody, solve_contacts
from worksheets.figure.moments import read_moments
from worksheets.figure.props import furniture, things
from worksheets.figure.scene import Camera, Shape, Stroke, body_shapes, make_camera
from worksheets.figure.space import middle
from worksheets.figure.stage import Stage, make_stage
from worksheets.model.figure import Figure
from worksheets.plan import Drawing

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
    flatten: list[PosedBody] = []
    for index, moment in enumerate(read_moments(figure)):
        flatten.append(solve_contacts(moment, stage, flatten[-1] if flatten else None, index))
    bodies = [one.body for one in flatten]
    needs_middles = figure.arrows is None or any(not arrow.towards for arrow in figure.arrows)
    middles = [_half_way(a, b) for a, b in pairwise(flatten)] if needs_middles else []
    scenes = [_scene(figure, stage, camera, body, bodies[0]) for body in bodies]
    fine = max(_FINEST, min(1.0, max(_extent(scene, camera) for scene in scenes) / HEIGHT_CM))
    layers = []
    for index, scene in enumerate(scenes):
        inks = [ink for thing in scene for ink in ink_thing(thing, camera, fine)]
        for curve in arrows_of(figure, index, bodies, middles, camera):
            inks += ink_arrow(curve, fine)
        layers.append([flipped(ink) for ink in inks] if mirrored else inks)
    if figure.arrange == "overlay":
        layers = [[*(ghost(ink) for layer in layers[:-1] for ink in layer), *layers[-1]]]
    has_floor = figure.shows != "upper body" and camera.is_level
    panels = [make_panel(inks, fine, has_floor=has_floor) for inks in layers]
    return compose(panels, figure.arrange)


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
