"""A program: which exercises, in which order and dose, for what, and when to stop."""

from typing import Literal, Self

from pydantic import Field, model_validator

from worksheets.model.base import Id, Label, LanguageTag, Line, Model, Passage, Several, Source
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.problems import WrongValue


class StopAndCall(Model):
    """The signs that mean: stop, and get help.

    Attributes:
        call: Signs for which the patient calls the clinic.
        emergency: Signs for which the patient calls an ambulance.
    """

    call: Several[Passage] = Field(min_length=1)
    emergency: Several[Passage] = ()


class ProgramItem(Model):
    """One line of a program: an exercise of the library, or a task such as ice or boot wear.

    Attributes:
        exercise: Id of an exercise.
        task: Id of something that is done but is no exercise.
        name: Its name on the page; needed for a task, replaces the exercise's own otherwise.
        steps: What to do, for a task.
        dose: How much and how often; None prints a line to write on.
        note: Something to say about it in this program only.
    """

    exercise: Id | None = None
    task: Id | None = None
    name: Line | None = None
    steps: Several[Passage] = ()
    dose: Dose | None = None
    note: Passage | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.exercise is None) == (self.task is None):
            raise WrongValue("an item is either an exercise or a task", "Give one of the two.")
        if self.task and not self.name:
            raise WrongValue("a task needs a name", "Add a line such as name: Ice your ankle.")
        if self.exercise and self.steps:
            raise WrongValue(
                "the steps belong to the exercise file", "Change them there, or use note."
            )
        return self

    @property
    def id(self) -> str:
        """The id by which a clinician names the item, for example in `--set heel-raise.reps=15`."""
        return self.exercise or self.task or ""


class Clearance(Model):
    """A gate: these items are done only when a clinician has said so, by name and date.

    Attributes:
        items: Ids of the items behind the gate.
        warning: What is printed beside them.
        source: Why.
    """

    items: Several[Id] = Field(alias="for", min_length=1)
    warning: Passage
    source: Several[Source] = ()


class Program(Model):
    """A set of exercises for a condition.

    Attributes:
        id: The name of the file, without its ending.
        title: What it is for.
        subtitle: What kind of sheet it is.
        reference: Document reference printed at the foot.
        version: Version printed at the foot.
        purpose: Why the patient does this, in about two lines.
        anchor: The event from which weeks are counted.
        frequency: How often, for every item that does not say it itself.
        stop_and_call: The signs that mean stop.
        exercises: The items in the order in which they are done.
        clearance: The gates.
        language: Language of the words in this file.
        source: Where the facts come from.
    """

    kind: Literal["program"]
    id: Id
    title: Line
    subtitle: Line | None = None
    reference: Label | None = None
    version: Label
    purpose: Passage
    anchor: Literal["surgery", "injury"] | None = None
    frequency: Frequency | None = None
    stop_and_call: StopAndCall
    exercises: tuple[ProgramItem, ...] = Field(min_length=1, max_length=40)
    clearance: Several[Clearance] = ()
    language: LanguageTag = "en"
    source: Several[Source] = ()

    @model_validator(mode="after")
    def _ids_hang_together(self) -> Self:
        ids = [item.id for item in self.exercises]
        for item_id in ids:
            if ids.count(item_id) > 1:
                raise WrongValue(
                    f'"{item_id}" stands twice in the program', "Keep one, with one dose."
                )
        for gate in self.clearance:
            for item_id in gate.items:
                if item_id not in ids:
                    raise WrongValue(
                        f'the clearance names "{item_id}", which the program does not contain',
                        f"Items: {', '.join(ids)}.",
                    )
        return self
