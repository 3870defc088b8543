"""The stage: where the floor, the wall, the chair and the rest of the furniture stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from worksheets.figure.body import HEIGHT_CM
from worksheets.model.figure import POINTS_A_CM, Figure, Surface

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
        has_back: Whether the chair has a back; a stool has none.
    """

    heights: dict[str, float]
    wall_x: float | None = None
    wall_way: int = 1
    places: dict[str, float] = field(default_factory=dict)
    has_back: bool = True

    def height(self, surface: str) -> float:
        """Height of a surface in centimetres."""
        return self.heights.get(surface, 0.0)


def make_stage(figure: Figure) -> Stage:
    """The stage before anybody is on it."""
    heights = dict(HEIGHTS_CM)
    for prop in figure.props:
        if isinstance(prop, Surface) and prop.height is not None:
            heights[prop.kind] = prop.height / POINTS_A_CM
    has_back = all(prop.kind != "stool" for prop in figure.props)
    if not has_back:
        heights["chair"] = heights["stool"]
    return Stage(heights, has_back=has_back)
