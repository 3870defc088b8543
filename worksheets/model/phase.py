"""Phases of a program, and the gates that some of its exercises stand behind."""

from typing import Literal, Self

from pydantic import Field, model_validator

from worksheets.model.base import Id, Line, Model, Passage, Prose, Several, Source
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.kinds import SmallCount
from worksheets.model.span import Anchor, Moment, Span
from worksheets.problems import WrongValue


class Criteria(Model):
    """What must be true before a phase begins.

    Attributes:
        all_of: All of these.
        any_of: One of these, or more.
    """

    all_of: Prose = ()
    any_of: Prose = ()

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: object) -> object:
        """Let a list, or one sentence, stand for all of them."""
        return value if isinstance(value, dict) else {"all_of": value}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.all_of and not self.any_of:
            raise WrongValue("no criterion is given", "Write one, or delete the key.")
        return self


class Phase(Model):
    """A part of the recovery, with its own aims and exercises.

    Attributes:
        id: Its id.
        name: Its name on the page.
        begins: How long after the anchor it begins; left out, it begins when its criteria are met.
        ends: How long after the anchor it ends, or "next phase"; left out, it goes on to the end.
        since: The anchor; left out, that of the program.
        entry: What must be true before it begins.
        goals: What it is for.
        precautions: What to take care of. This and the three that follow hold in later phases, too,
            until one of those says otherwise; "none" ends those of earlier phases.
        device: Boot, wedges, brace or other device.
        weight_bearing: How much weight may be put on the leg.
        motion: How far a joint may move: "up to a right angle, and no further".
        frequency: How often, for every item of the phase that does not say it itself.
        exercises: What is done in it, beside what is done throughout.
        source: Where its facts come from.
    """

    id: Id
    name: Line
    begins: Span | None = Field(default=None, alias="from")
    ends: Span | Literal["next phase"] | None = Field(default=None, alias="to")
    since: Anchor | None = None
    entry: Criteria | None = None
    goals: Prose = ()
    precautions: Prose = ()
    device: Prose = ()
    weight_bearing: Passage | None = None
    motion: Prose = ()
    frequency: Frequency | None = None
    exercises: tuple[ProgramItem, ...] = Field(default=(), max_length=40)
    source: Several[Source] = ()

    @model_validator(mode="after")
    def _begins_somehow(self) -> Self:
        if [one.rstrip(".").lower() for one in self.motion] == ["none"]:
            raise WrongValue(
                "none can mean no movement, or no limit to it", "Write No movement. or No limit."
            )
        if self.begins is None and self.entry is None:
            raise WrongValue(
                "nothing says when the phase begins",
                "Write from: 2 weeks, or entry: with criteria.",
            )
        if self.ends is not None and self.begins is None:
            raise WrongValue('"to" stands without "from"', "Write from: as well.")
        if isinstance(self.ends, Span) and self.begins and self.ends.days <= self.begins.days:
            raise WrongValue('"to" is not later than "from"', "Check the two times.")
        return self


class Requirement(Model):
    """What must be so before something is done. An exercise file may have some: they go with it.

    Attributes:
        condition: For whom it holds, where not for everybody: "after a rupture of the tendon".
        cleared: Whether a clinician must have said so, by name and date.
        not_before: The earliest time: `8 weeks after surgery`.
        not_if: When it must not be done at all.
        warning: What is printed beside it.
        source: Why.
    """

    condition: Line | None = None
    cleared: bool = False
    not_before: Moment | None = None
    not_if: Prose = ()
    warning: Passage | None = None
    source: Several[Source] = ()

    @model_validator(mode="after")
    def _is_a_gate(self) -> Self:
        if not (self.cleared or self.not_before or self.not_if):
            raise WrongValue(
                "the gate asks for nothing",
                "Write cleared: true, not_before: 8 weeks after surgery, or not_if: with reasons.",
            )
        return self

    def covers(self, other: "Requirement") -> bool:
        """Whether whatever this one lets through is let through by another one as well."""
        return (
            self.cleared >= other.cleared
            and other.not_before in (None, self.not_before)
            and set(other.not_if) <= set(self.not_if)
        )


class Gate(Requirement):
    """What must be so before some of the items are done.

    Attributes:
        items: Ids of the items behind the gate.
    """

    items: Several[Id] = Field(alias="for", min_length=1)


class Opening(Model):
    """Items that a program does without the gates of their exercises, and who decided that.

    Attributes:
        items: Ids of the items.
        by: Who decided it.
        reason: Why.
    """

    items: Several[Id] = Field(alias="for", min_length=1)
    by: Line
    reason: Passage


class Group(Model):
    """Items of which the patient does some.

    Attributes:
        choose: How many of them.
        items: Ids of the items.
    """

    choose: SmallCount
    items: Several[Id] = Field(alias="for", min_length=2)

    @model_validator(mode="after")
    def _leaves_a_choice(self) -> Self:
        most = self.choose.most
        if self.choose.target or most is None or most >= len(self.items):
            raise WrongValue(
                "there is nothing to choose", "Write fewer than there are items, like choose: 2."
            )
        return self


class Measure(Model):
    """Something to measure once a week, and to plot.

    Attributes:
        id: Its id.
        name: What is measured: "Heel raises in a row".
        unit: What the numbers count: "degrees"; left out where the name says it.
        how: How to measure it.
        least: Lower end of the chart.
        most: Upper end of the chart.
        target: What to reach, or None for a line to write it on.
        target_to: Upper end of a target that is a range.
        begins: When it is first measured; left out, from the first week on.
        source: Where the target comes from.
    """

    id: Id
    name: Line
    unit: Line | None = None
    how: Passage | None = None
    least: int = Field(default=0, ge=-1000, le=100_000)
    most: int = Field(ge=-1000, le=100_000)
    target: int | None = None
    target_to: int | None = None
    begins: Moment | None = Field(default=None, alias="from")
    source: Several[Source] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.least >= self.most:
            raise WrongValue('"most" is not above "least"', "Check the two numbers.")
        if self.target_to is not None and self.target is None:
            raise WrongValue('"target_to" stands without "target"', "Write target: as well.")
        if self.target_to is not None and self.target is not None and self.target_to <= self.target:
            raise WrongValue('"target_to" is not above "target"', "Check the two numbers.")
        for name, number in (("target", self.target), ("target_to", self.target_to)):
            if number is not None and not self.least <= number <= self.most:
                raise WrongValue(
                    f'"{name}" is outside the chart, {self.least} to {self.most}',
                    "Check least, most and target.",
                )
        return self
