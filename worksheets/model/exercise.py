"""An exercise: what to do and how it should feel. Doses belong to programs, not here."""

from typing import Literal, Self

from pydantic import Field, model_validator

from worksheets.model.base import (
    Id,
    LanguageTag,
    Line,
    Model,
    Passage,
    Prose,
    Several,
    Source,
    WebAddress,
)
from worksheets.model.figure import Figure
from worksheets.model.phase import Requirement
from worksheets.problems import WrongValue

Region = Literal[
    "ankle", "foot", "knee", "hip", "back", "shoulder", "neck", "elbow", "wrist", "hand", "balance"
]
"""What an exercise is for; balance counts as one, because people look for it."""

Position = Literal[
    "standing",
    "sitting",
    "sitting on the floor",
    "lying on the back",
    "lying on the front",
    "lying on the side",
    "hands and knees",
    "kneeling",
]


class Exercise(Model):
    """One movement, in words that a patient can follow.

    Attributes:
        id: The name of the file, without its ending.
        name: What the exercise is called on the page.
        region: What it is for, to find it by.
        position: How the body is placed; several when the patient may choose.
        equipment: What is needed; leave out when nothing is.
        muscles: What works or is stretched.
        steps: What to do, one action a step, in order.
        feel: What it should feel like.
        avoid: What not to do.
        precautions: When to take care, printed with the exercise.
        gates: What must be so before it is done, in every program that does not open them.
        easier: Ids of easier exercises to fall back to.
        harder: Ids of harder exercises to move on to.
        figure: A picture, or None.
        video: Address of a video that shows it, printed as the last line and as a link.
        language: Language of the words in this file.
        source: Where the facts come from.
    """

    kind: Literal["exercise"]
    id: Id
    name: Line
    region: Several[Region] = ()
    position: Several[Position] = ()
    equipment: Several[Line] = ()
    muscles: Several[Line] = ()
    steps: Prose = Field(min_length=1)
    feel: Passage | None = None
    avoid: Prose = ()
    precautions: Prose = ()
    gates: Several[Requirement] = ()
    easier: Several[Id] = ()
    harder: Several[Id] = ()
    figure: Figure | None = None
    video: WebAddress | None = None
    language: LanguageTag = "en"
    source: Several[Source] = ()

    @model_validator(mode="after")
    def _counts_from_known_events(self) -> Self:
        if any(gate.not_before and gate.not_before.after == "event" for gate in self.gates):
            raise WrongValue(
                "only a program can name an event of its own",
                "Count from surgery, injury or boot off.",
            )
        return self
