"""One line of a program: an exercise of the library, or a task."""

from typing import Self

from pydantic import Field, model_validator

from worksheets.model.base import Id, Line, Model, Passage, Prose
from worksheets.model.dose import Dose
from worksheets.problems import WrongValue


class ProgramItem(Model):
    """One line of a program: an exercise of the library, or a task such as ice or boot wear.

    Attributes:
        exercise: Id of an exercise.
        task: Id of something that is done but is no exercise.
        known_as: Id of this item, where the same exercise stands in the program a second time with
            another dose, to be done as well.
        name: Its name on the page; needed for a task, replaces the exercise's own otherwise.
        steps: What to do, for a task.
        dose: How much and how often; None prints a line to write on.
        only_if: For whom it is, where not for everybody: "you had surgery".
        note: Something to say about it in this program only.
    """

    exercise: Id | None = None
    task: Id | None = None
    known_as: Id | None = Field(default=None, alias="as")
    name: Line | None = None
    steps: Prose = ()
    dose: Dose | None = None
    only_if: Line | None = None
    note: Passage | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.exercise is None) == (self.task is None):
            raise WrongValue("an item is either an exercise or a task", "Give one of the two.")
        if self.task and not self.name:
            raise WrongValue("a task needs a name", "Add a line such as name: Ice your ankle.")
        if self.known_as and not (self.exercise and self.name):
            raise WrongValue(
                "as is for an exercise that stands in the program twice, under another name",
                "Add exercise: and a name: that tells the two apart.",
            )
        if self.exercise and self.steps:
            raise WrongValue(
                "the steps belong to the exercise file", "Change them there, or use note."
            )
        return self

    @property
    def id(self) -> str:
        """The id by which a clinician names the item, for example in `--set heel-raise.reps=15`."""
        return self.known_as or self.exercise or self.task or ""
