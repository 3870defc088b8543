"""The picture of an exercise: an image file, or poses in clinical joint angles with props."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from worksheets.model.base import Line, Model, Passage, Ratio, Several, length
from worksheets.model.pose import BodyPart, Pose, View
from worksheets.problems import WrongValue

Limb = Literal["left leg", "right leg", "left arm", "right arm"]
Direction = Literal["up", "down", "forward", "back", "left", "right"]
Shown = Literal[
    "body", "upper body", "head", "legs", "lower legs", "left lower leg", "right lower leg",
]  # fmt: skip

Centimetres = Annotated[float, length("0.5 cm", "250 cm")]
"""A length written like `20 cm`, kept in points; the person in the picture is 170 cm tall."""

POINTS_PER_CM = 72 / 2.54
"""What a length of a figure is divided by to be in centimetres."""

MOST_POSES = 5

Offset = Annotated[Ratio, Field(ge=-200, le=200)]
"""A distance along an axis in centimetres, which may be negative."""


class Anchor(Model):
    """A point near a body part, where a band is tied.

    Attributes:
        near: The body part, as it is in the first pose: an anchor stays where it is.
        forward: How many centimetres in front of it; behind it when negative.
        up: How many centimetres above it.
        left: How many centimetres to the person's left of it.
    """

    near: BodyPart
    forward: Offset = 0
    up: Offset = 0
    left: Offset = 0


class Surface(Model):
    """Something to stand, sit, lie or lean on; what a contact names is there without this.

    Attributes:
        kind: What it is.
        height: How high its top, seat or rail is above the floor; None is the usual height.
    """

    kind: Literal[
        "floor", "mat", "wall", "chair", "stool", "chair back", "step", "bed", "rail", "table"
    ]
    height: Centimetres | None = None


class Cord(Model):
    """Something long that runs from one end to the next; a bar is stiff.

    Attributes:
        kind: What it is.
        through: Where it runs, from end to end.
    """

    kind: Literal["strap", "band", "towel", "bar"]
    through: tuple[BodyPart | Anchor, ...] = Field(min_length=2, max_length=6)


class Thing(Model):
    """Something small that lies under a part of the body, is held between two or in one.

    Attributes:
        kind: What it is.
        under: The part that rests on it.
        between: The two parts that hold it.
        held: The part that holds or wears it.
        size: How thick it is; None is the usual size.
    """

    kind: Literal["cushion", "roll", "ball", "weight"]
    under: BodyPart | None = None
    between: tuple[BodyPart, BodyPart] | None = None
    held: BodyPart | None = None
    size: Centimetres | None = None

    @model_validator(mode="after")
    def _is_in_one_place(self) -> Self:
        if sum(place is not None for place in (self.under, self.between, self.held)) != 1:
            raise WrongValue(
                f"a {self.kind} needs one place", "Give one of: under, between or held."
            )
        return self


def _from_kind(value: Any) -> Any:
    """Let the name of a prop stand for one without details."""
    return {"kind": value} if isinstance(value, str) else value


Prop = Annotated[
    Annotated[Surface | Cord | Thing, Field(discriminator="kind")],
    BeforeValidator(_from_kind, json_schema_input_type=Any),
]


class Arrow(Model):
    """Which way something moves.

    Attributes:
        at: The part that moves. Alone, it says: as from the pose before to this one.
        towards: The way it moves, when that does not follow from the poses; several are added up.
        turn: Degrees of a turn that goes round the part as it is seen; anticlockwise is negative.
        place: Whether a turn goes above the part or below it, as it is seen.
        length: How long a straight arrow is; the radius of a turn.
        shift: How many centimetres to the right and up the arrow stands from where it would.
        pose: Number of the pose in which it is drawn; None is the last.
    """

    at: BodyPart
    towards: Several[Direction] = ()
    turn: Ratio | None = Field(default=None, ge=-360, le=360)
    place: Literal["above", "below"] = "above"
    length: Centimetres | None = None
    shift: tuple[Offset, Offset] = (0, 0)
    pose: int | None = Field(default=None, ge=1, le=MOST_POSES)


class Figure(Model):
    """A picture of an exercise, and what it shows in words.

    Attributes:
        alt: What the picture shows, in words, for people who cannot see it.
        caption: A few words under the picture.
        image: Path of a PNG, JPEG or SVG file, relative to the YAML file that names it.
        affected: The limb that works, tinted. The picture is mirrored for a patient whose other
            side is affected. Left out where both sides do the same.
        view: Where it is seen from; a pose may say otherwise.
        shows: How much of the body is drawn.
        poses: One to five moments of the movement.
        arrange: How the poses are put together; None chooses.
        props: What is needed besides the props that contacts name.
        arrows: Which way things move; None draws the movement of the part that moves most, and an
            empty list draws none.
    """

    alt: Passage
    caption: Line | None = None
    image: Line | None = None
    affected: Limb | None = None
    view: View = View()
    shows: Shown = "body"
    poses: tuple[Pose, ...] = Field(default=(), max_length=MOST_POSES)
    arrange: Literal["row", "column", "overlay"] | None = None
    props: Several[Prop] = ()
    arrows: Several[Arrow] | None = None

    @model_validator(mode="after")
    def _is_one_picture(self) -> Self:
        if (self.image is None) == (not self.poses):
            raise WrongValue(
                "a figure is either an image file or poses", 'Write "image" or "poses".'
            )
        drawn = {"view", "shows", "arrange", "props", "arrows"} & self.model_fields_set
        if self.image and drawn:
            raise WrongValue(
                f'"{min(drawn)}" is for poses, not for an image file', "Delete one of them."
            )
        return self
