"""The stage: where the floor, the wall, the chair and the rest of the furniture stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from worksheets.figure.body import HEIGHT_CM
from worksheets.model.figure import Figure, Surface

_POINTS_A_CM = 72 / 2.54

HEIGHTS_CM: Mapping[str, float] = {
    "floor": 0,
    "mat": 0,
    "wall": HEIGHT_CM * 1.08,
    "chair": 42,
    "stool": 42,
    "chair back": 88,
    "step": 17,
    "bed": 48,
    "rail": 94,
}
"""Usual heights of tops, seats and rails."""


@dataclass
class Stage:
    """What stands where; lengths in centimetres. Places are None until something touches them.

    Attributes:
        heights: Height of each surface.
        wall_x: The face of the wall.
        wall_way: 1 for a wall in front of the person, -1 for one behind.
        places: Where the other surfaces are: x of the middle of a seat, of a rail, of the edge of
            a step.
    """

    heights: dict[str, float]
    wall_x: float | None = None
    wall_way: int = 1
    places: dict[str, float] = field(default_factory=dict)

    def height(self, surface: str) -> float:
        """Height of a surface in centimetres."""
        return self.heights.get(surface, 0.0)


def make_stage(figure: Figure) -> Stage:
    """The stage before anybody is on it."""
    heights = dict(HEIGHTS_CM)
    for prop in figure.props:
        if isinstance(prop, Surface) and prop.height is not None:
            heights[prop.kind] = prop.height / _POINTS_A_CM
    if any(prop.kind == "stool" for prop in figure.props):
        heights["chair"] = heights["stool"]
    return Stage(heights)
