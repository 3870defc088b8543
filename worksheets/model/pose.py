"""A pose: joint angles as a clinician measures them, and what the body touches.

All angles are in degrees from the neutral standing position (feet together, arms hanging, eyes
ahead), as the neutral-zero method counts them. The limits catch typing errors: they are the
normal ranges of the American Academy of Orthopaedic Surgeons (*Joint Motion*, 1965), widened to
what a joint reaches with the body's weight on it or when a hand helps.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from worksheets.model.base import Model, Ratio, Table
from worksheets.problems import WrongValue

BodyPosition = Literal[
    "standing",
    "sitting",
    "sitting on the floor",
    "lying on the back",
    "lying on the front",
    "lying on the left side",
    "lying on the right side",
    "hands and knees",
    "kneeling",
]

BodyPart = Literal[
    "left foot", "right foot", "left toes", "right toes", "left heel", "right heel",
    "left ankle", "right ankle", "left knee", "right knee", "left shin", "right shin",
    "left thigh", "right thigh",
    "left hand", "right hand", "left fingertips", "right fingertips",
    "left forearm", "right forearm", "left elbow", "right elbow",
    "left shoulder", "right shoulder", "hips", "waist", "back", "front", "side", "chest", "head",
]  # fmt: skip
"""Parts of one body that can touch something, move along an arrow or hold a prop."""

Pair = Literal[
    "feet", "toes", "heels", "knees", "hands", "fingertips", "forearms", "elbows", "shoulders"
]
"""Both of two parts."""

Toucher = BodyPart | Pair

Touched = Literal[
    "floor", "wall", "chair", "chair back", "step", "bed", "rail", "table", "nothing",
    "thigh", "other thigh", "knee", "other knee", "shin", "other shin", "waist", "hips", "chest",
    "head", "foot", "other foot", "other shoulder", "other elbow", "other hand",
]  # fmt: skip
"""What a part can touch: a prop, or another part of the body; "nothing" lets go."""


RANGES = {
    "hip": (-35, 140),
    "hip_abduction": (-35, 50),
    "hip_rotation": (-50, 60),
    "knee": (-10, 155),
    "ankle": (-60, 45),
    "inversion": (-30, 45),
    "toes": (-60, 80),
    "shoulder": (-65, 185),
    "shoulder_abduction": (-60, 185),
    "shoulder_rotation": (-100, 100),
    "elbow": (-10, 155),
    "wrist": (-85, 85),
    "forearm": (-90, 90),
    "lean": (-120, 120),
    "tilt": (-90, 90),
    "turn": (-180, 180),
    "trunk": (-40, 100),
    "trunk_side": (-45, 45),
    "trunk_rotation": (-60, 60),
    "neck": (-70, 60),
    "neck_side": (-50, 50),
    "neck_rotation": (-90, 90),
    "head": (-35, 35),
    "shoulder_blades": (-25, 30),
    "shrug": (-10, 40),
}
"""Least and greatest angle of each joint in degrees."""


def _degrees(joint: str) -> BeforeValidator:
    least, most = RANGES[joint]

    def check(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            raise WrongValue("an angle is a whole number of degrees", "Write it like 30 or -10.")
        if not least <= value <= most:
            raise WrongValue(
                f"this joint goes from {least} to {most} degrees, not to {value}",
                "Check the number and its sign.",
            )
        return value

    limits = Annotated[int, Field(ge=least, le=most)]
    return BeforeValidator(check, json_schema_input_type=limits)


Angle = int | None

Hand = Literal["loose", "flat", "grip", "fist", "point", "pinch", "spread"]
"""The shape of a hand."""


class Joints(Model):
    """The joints of one leg and one arm, in degrees; what is left out stays as it was.

    Attributes:
        hip: Flexion; extension is negative.
        hip_abduction: The leg away from the other one; across it is negative.
        hip_rotation: The toes outwards; inwards is negative.
        knee: Flexion.
        ankle: Dorsiflexion, the toes towards the shin; plantarflexion is negative.
        inversion: The sole inwards; outwards is negative.
        toes: Extension, the toes up; curled is negative.
        shoulder: Flexion, the arm forward and up; extension is negative.
        shoulder_abduction: The arm out to the side and up; across the body is negative.
        shoulder_rotation: Outward rotation; inwards is negative.
        elbow: Flexion.
        wrist: Extension, the back of the hand towards the forearm; flexion is negative.
        forearm: Supination, the palm up; pronation, the palm down, is negative. From the thumb up.
    """

    hip: Annotated[Angle, _degrees("hip")] = None
    hip_abduction: Annotated[Angle, _degrees("hip_abduction")] = None
    hip_rotation: Annotated[Angle, _degrees("hip_rotation")] = None
    knee: Annotated[Angle, _degrees("knee")] = None
    ankle: Annotated[Angle, _degrees("ankle")] = None
    inversion: Annotated[Angle, _degrees("inversion")] = None
    toes: Annotated[Angle, _degrees("toes")] = None
    shoulder: Annotated[Angle, _degrees("shoulder")] = None
    shoulder_abduction: Annotated[Angle, _degrees("shoulder_abduction")] = None
    shoulder_rotation: Annotated[Angle, _degrees("shoulder_rotation")] = None
    elbow: Annotated[Angle, _degrees("elbow")] = None
    wrist: Annotated[Angle, _degrees("wrist")] = None
    forearm: Annotated[Angle, _degrees("forearm")] = None


class Limbs(Joints):
    """The leg and the arm of one side.

    Attributes:
        hand: The shape of the hand; None is what it touches or holds asks for.
    """

    hand: Hand | None = None


class View(Model):
    """Where the picture is seen from.

    Attributes:
        turn: Degrees round the person, from the person's right side (0) to the front (90), the left
            side (180) and the back (270 or -90).
        rise: Degrees above the floor.
    """

    turn: Ratio = Field(default=0, ge=-180, le=360)
    rise: Ratio = Field(default=0, ge=-10, le=80)

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `side`, `front`, `back` or `three-quarter`."""
        if not isinstance(value, str):
            return value
        if value not in _VIEWS:
            raise WrongValue(
                f"there is no view of this name: {', '.join(_VIEWS)}",
                "Choose one, or write {turn: 30, rise: 10}.",
            )
        turn, rise = _VIEWS[value]
        return {"turn": turn, "rise": rise}


_VIEWS = {"side": (0, 0), "front": (90, 0), "back": (-90, 0), "three-quarter": (40, 12)}


class Pose(Model):
    """One moment of an exercise; what is left out is as in the pose before.

    Attributes:
        position: How the body is placed; the first pose starts from standing when it does not say.
        view: Where it is seen from, when that is not as in the pose before.
        lean: The whole trunk forward from the position; backward is negative.
        tilt: The whole trunk to the person's left; to the right is negative.
        turn: The whole body about its upright axis, to the person's left; right is negative.
        trunk: Flexion of the spine; arching back is negative.
        trunk_side: Bend of the spine to the left; to the right is negative.
        trunk_rotation: Rotation of the shoulders over the hips to the left; right is negative.
        neck: Flexion; extension is negative.
        neck_side: The ear towards the left shoulder; the right one when negative.
        neck_rotation: The face to the left; to the right is negative.
        head: The nod of the head on the neck, the chin down; up is negative.
        shoulder_blades: Both shoulder blades together, backward; apart is negative.
        shrug: Both shoulders up.
        left: The joints of the left side.
        right: The joints of the right side.
        both: The joints of both sides, where `left` and `right` say nothing.
        contacts: What touches what. The first contact carries the body; the arms and legs of the
            others are bent until they touch.
    """

    position: BodyPosition | None = None
    view: View | None = None
    lean: Annotated[Angle, _degrees("lean")] = None
    tilt: Annotated[Angle, _degrees("tilt")] = None
    turn: Annotated[Angle, _degrees("turn")] = None
    trunk: Annotated[Angle, _degrees("trunk")] = None
    trunk_side: Annotated[Angle, _degrees("trunk_side")] = None
    trunk_rotation: Annotated[Angle, _degrees("trunk_rotation")] = None
    neck: Annotated[Angle, _degrees("neck")] = None
    neck_side: Annotated[Angle, _degrees("neck_side")] = None
    neck_rotation: Annotated[Angle, _degrees("neck_rotation")] = None
    head: Annotated[Angle, _degrees("head")] = None
    shoulder_blades: Annotated[Angle, _degrees("shoulder_blades")] = None
    shrug: Annotated[Angle, _degrees("shrug")] = None
    left: Limbs = Limbs()
    right: Limbs = Limbs()
    both: Limbs = Limbs()
    contacts: Annotated[dict[Toucher, Touched], AfterValidator(Table)] = Field(
        default_factory=Table
    )
