"""Props: furniture where the body touches it, and things that hands and feet hold."""

from collections.abc import Iterator
from itertools import pairwise

from worksheets.figure.body import SIDES, Ball, Body, part
from worksheets.figure.scene import Camera, Mark, Shape, Stroke, box, centre
from worksheets.figure.space import Vector, add, middle
from worksheets.figure.stage import Stage, size_of
from worksheets.model.figure import Anchor, Cord, Figure, Surface, Thing

_TOWEL_CM, _POST_CM, _THINNEST_CM = 2.2, 1.3, 3.0
_LOW_CM, _UP_CM, _PIECE_CM = 45.0, 9.0, 13.0
_WALL_CM, _EDGE_ON = 8.0, 0.1
_HALF = 24.0
"""Half the width of furniture across the person, in centimetres."""


def furniture(figure: Figure, stage: Stage, body: Body, camera: Camera) -> list[Shape | Mark]:
    """Walls, seats, steps, beds and rails that a body touches or that the figure names."""
    named = {prop.kind for prop in figure.props if isinstance(prop, Surface)}
    shapes: list[Shape | Mark] = []
    if stage.wall_x is not None:
        shapes += _wall(stage, camera)
    if not camera.is_level:
        shapes.append(_ground(body))
    hips_x = centre(body.torso.hips)[0]
    for kind, make in _FURNITURE.items():
        if kind in stage.places or kind in named:
            x = stage.places.setdefault(kind, hips_x)
            hulls = make(x, stage)
            shapes += [Shape((hull,), "prop", camera.depth(hull)) for hull in hulls]
    return shapes


def _ground(body: Body) -> Shape:
    """The floor under a body that is seen from above."""
    names = ("foot", "knee", "hand", "elbow")
    balls = [ball for side in SIDES for name in names for ball in part(body, f"{side} {name}")]
    spots = [ball.at for ball in (*balls, *part(body, "head"), *body.torso.hips)]
    xs, zs = [at[0] for at in spots], [at[2] for at in spots]
    hull = box((min(xs) - 14, -0.4, min(zs) - 45), (max(xs) + 14, -0.4, max(zs) + 8))
    return Shape((hull,), "ground", -1000, "none")


def _wall(stage: Stage, camera: Camera) -> Iterator[Shape | Mark]:
    """A wall that goes on behind its face: only the face has a line."""
    face, way, top = stage.wall_x or 0.0, stage.wall_way, stage.height("wall")
    hull = box((face + way * 0.4, 0, -_HALF), (face + way * _WALL_CM, top, _HALF))
    depth = camera.depth(hull) - 40
    yield Shape((hull,), "prop", depth, "none")
    if abs(camera.towards[0]) < _EDGE_ON:
        yield Mark(((face, 0, 0), (face, top, 0)), "outline", depth + 0.1, 0.9)


def _legs(xs: tuple[float, float], top: float) -> Iterator[tuple[Ball, ...]]:
    """The four legs of a chair."""
    for x in xs:
        for z in (-_HALF + 4, _HALF - 4):
            yield (Ball((x, 0.9, z), 0.9), Ball((x, top, z), 0.9))


def _chair(x: float, stage: Stage) -> Iterator[tuple[Ball, ...]]:
    h = stage.height("chair")
    back, front = x - 17, x + 24
    yield from _legs((back, front - 1), h - 3)
    yield box((back - 1, h - 3.2, -_HALF + 3), (front, h - 0.6, _HALF - 3), 0.6)
    if stage.has_back:
        yield box((back - 1.4, h - 2, -_HALF + 3), (back - 0.6, h + 42, _HALF - 3), 0.9)


def _chair_back(x: float, stage: Stage) -> Iterator[tuple[Ball, ...]]:
    h = stage.height("chair back")
    yield from _legs((x, x + 40), 42)
    yield box((x, 40, -_HALF + 3), (x + 42, 43, _HALF - 3), 0.6)
    yield box((x - 0.4, 41, -_HALF + 3), (x + 0.4, h - 1, _HALF - 3), 0.9)


def _step(x: float, stage: Stage) -> Iterator[tuple[Ball, ...]]:
    yield box((x, 0.4, -_HALF), (x + 42, stage.height("step") - 0.4, _HALF))


def _bed(x: float, stage: Stage) -> Iterator[tuple[Ball, ...]]:
    h = stage.height("bed")
    for leg_x in (x - 92, x + 92):
        yield (Ball((leg_x, 1.5, 0), 1.5), Ball((leg_x, h - 12, 0), 1.5))
    yield box((x - 98, h - 14, -_HALF), (x + 98, h - 1, _HALF), 1.0)


def _rail(x: float, stage: Stage) -> Iterator[tuple[Ball, ...]]:
    h = stage.height("rail")
    yield (Ball((x + 1, 1.2, 0), 1.2), Ball((x + 1, h - 2, 0), 1.2))
    yield (Ball((x, h - 2.2, -_HALF - 8), 2.2), Ball((x, h - 2.2, _HALF + 8), 2.2))


def _table(x: float, stage: Stage) -> Iterator[tuple[Ball, ...]]:
    h = stage.height("table")
    yield from _legs((x + 4, x + 66), h - 4)
    yield box((x, h - 3.6, -_HALF - 6), (x + 70, h - 0.6, _HALF + 6), 0.6)


_FURNITURE = {
    "chair": _chair,
    "chair back": _chair_back,
    "step": _step,
    "bed": _bed,
    "rail": _rail,
    "table": _table,
}


def things(
    figure: Figure, stage: Stage, bodies: tuple[Body, Body], camera: Camera
) -> list[Shape | Stroke]:
    """Cushions, balls, weights, straps and bands.

    Args:
        figure: Names them.
        stage: What the body lies on.
        bodies: The body that holds them, and that of the first pose: what is anchored does not
            move.
        camera: Where they are seen from.
    """
    body, first = bodies
    found: list[Shape | Stroke] = []
    for prop in figure.props:
        if isinstance(prop, Cord):
            found.append(_cord(prop, body, first, camera))
            if prop.kind == "band":
                found += _hooks(prop, first, camera)
        elif isinstance(prop, Thing):
            shape = _thing(prop, stage, body, camera)
            found.append(shape)
            if prop.between:  # limbs hide most of it
                found.append(shape._replace(tone="", depth=shape.depth + 200, line="dashed"))
        elif isinstance(prop, Surface) and prop.kind == "mat":
            x = centre((*body.torso.hips, *body.torso.shoulders))[0]
            mat = box((x - 95, -1.6, -32), (x + 95, -0.6, 32), 0.6)
            found.append(Shape((mat,), "prop", -1000))
    return found


def _cord(prop: Cord, body: Body, first: Body, camera: Camera) -> Shape | Stroke:
    points = tuple(
        _anchor(end, first) if isinstance(end, Anchor) else _end(end, body) for end in prop.through
    )
    depth = max(camera.depth([Ball(point, 0)]) for point in points) + 1
    if prop.kind in ("strap", "band"):
        return Stroke(points, "arrow", depth)
    balls = [Ball(point, _TOWEL_CM) for point in points]
    return Shape(tuple(pairwise(balls)), "prop", depth)


def _hooks(prop: Cord, first: Body, camera: Camera) -> Iterator[Shape]:
    """What a band is tied to, at each end that no part of the body holds: an upright.

    A low one stands on the floor, a high one is a piece of a post.
    """
    for end in (prop.through[0], prop.through[-1]):
        if isinstance(end, Anchor):
            x, y, z = _anchor(end, first)
            low, high = (0.0, y + _UP_CM) if y < _LOW_CM else (y - _PIECE_CM, y + _PIECE_CM)
            post = tuple(Ball((x, max(level, _POST_CM), z), _POST_CM) for level in (low, high))
            yield Shape((post,), "prop", camera.depth(post) - 1)


def _anchor(anchor: Anchor, body: Body) -> Vector:
    at = _end(anchor.near, body)
    return add(at, (anchor.forward, anchor.up, -anchor.left))


def _end(name: str, body: Body) -> Vector:
    """Where a cord is held: by the hand's palm, round the ball of the foot."""
    side, _, what = name.partition(" ")
    if what == "hand":
        return body.arms[side].palm.at  # type: ignore[index]
    if what in ("foot", "toes"):
        leg = body.legs[side]  # type: ignore[index]
        return middle(*(ball.at for ball in leg.ball))
    return centre(part(body, name))


def _thing(prop: Thing, stage: Stage, body: Body, camera: Camera) -> Shape:
    size = size_of(prop)
    if prop.between:
        at = middle(*(_end(name, body) for name in prop.between))
        return Shape(((Ball(at, size / 2),),), "prop", camera.depth([Ball(at, 0)]))
    if prop.held:
        at = _end(prop.held, body)
        hull = _dumbbell(at, size) if prop.kind == "weight" else (Ball(at, size / 2),)
        return Shape((hull,), "prop", camera.depth(hull) + 6)
    low = min(part(body, prop.under or ""), key=lambda ball: ball.at[1] - ball.radius)
    x, y, z = low.at
    level = stage.height("bed") if "bed" in stage.places else 0.0
    top = max(y - low.radius + 0.5, level + _THINNEST_CM)
    if prop.kind == "cushion":
        r = min(size, top - level) / 2
        hull = tuple(Ball((x + dx, top - r, z), r) for dx in (-13, 11))
    else:
        r = size / 2
        hull = (Ball((x, max(top - r, level + r), z), r),)
    return Shape((hull,), "prop", camera.depth(hull) - 1)


def _dumbbell(at: Vector, size: float) -> tuple[Ball, ...]:
    x, y, z = at
    return (Ball((x, y, z - 6), size / 2), Ball((x, y, z + 6), size / 2))
