"""An exercise: what to do and how it should feel. Doses belong to programs, not here."""

from typing import Literal

from pydantic import Field

from worksheets.model.base import Id, Line, Model, Passage, Several, Source


class FigureFile(Model):
    """A picture of the exercise.

    Attributes:
        image: Path of a PNG or JPEG file, relative to the YAML file that names it.
        alt: What the picture shows, in words, for people who cannot see it.
    """

    image: Line
    alt: Passage


class Exercise(Model):
    """One movement, in words that a patient can follow.

    Attributes:
        id: The name of the file, without its ending.
        name: What the exercise is called on the page.
        position: How the body is placed at the start, for example "standing".
        equipment: What is needed; leave out when nothing is.
        muscles: What works or is stretched.
        steps: What to do, one action a step, in order.
        feel: What it should feel like.
        avoid: What not to do.
        precautions: When to take care, printed with the exercise.
        easier: Ids of easier exercises to fall back to.
        harder: Ids of harder exercises to move on to.
        figure: A picture, or None.
        source: Where the facts come from.
    """

    kind: Literal["exercise"]
    id: Id
    name: Line
    position: Line | None = None
    equipment: Several[Line] = ()
    muscles: Several[Line] = ()
    steps: Several[Passage] = Field(min_length=1)
    feel: Passage | None = None
    avoid: Several[Passage] = ()
    precautions: Several[Passage] = ()
    easier: Several[Id] = ()
    harder: Several[Id] = ()
    figure: FigureFile | None = None
    source: Several[Source] = ()
