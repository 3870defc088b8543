"""A program: which exercises, in which order and dose, for what, and when to stop."""

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from worksheets.model.base import (
    Id,
    Label,
    LanguageTag,
    Line,
    Model,
    Passage,
    Prose,
    Several,
    Source,
)
from worksheets.model.course import Course
from worksheets.model.exercise import Exercise
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.phase import Gate, Group, Measure, Opening, Phase, Requirement
from worksheets.model.span import Anchor
from worksheets.problems import WrongValue


class StopAndCall(Model):
    """The signs that mean: stop, and get help.

    Attributes:
        call: Signs for which the patient calls the clinic.
        emergency: Signs for which the patient calls an ambulance.
    """

    call: Prose = Field(min_length=1)
    emergency: Prose = ()


class Program(Model):
    """A set of exercises for a condition.

    Attributes:
        id: The name of the file, without its ending.
        title: What it is for.
        subtitle: What kind of sheet it is.
        reference: Document reference printed at the foot.
        version: Version printed at the foot.
        status: "draft" until a clinician has reviewed it; a draft is marked at the foot.
        purpose: Why the patient does this, in about two lines.
        anchor: The event from which weeks are counted.
        event: What the anchor "event" is, as it is said after "after": "your stroke".
        frequency: How often, for every item that does not say it itself; it may go from week to
            week of the program.
        stop_and_call: The signs that mean stop.
        exercises: The items that are done throughout, in the order in which they are done.
        phases: The phases of the recovery, in order; they may overlap.
        gates: What must be so before some of the items are done, beside what exercises ask for.
        opens: Items that are done without the gates of their exercises, with a name and a reason.
        groups: Items of which the patient chooses some.
        measures: What is measured once a week in a booklet.
        language: Language of the words in this file.
        source: Where the facts come from.
    """

    kind: Literal["program"]
    id: Id
    title: Line
    subtitle: Line | None = None
    reference: Label | None = None
    version: Label
    status: Literal["draft", "reviewed"] | None = None
    purpose: Passage
    anchor: Literal["surgery", "injury", "boot off", "event"] | None = None
    event: Line | None = None
    frequency: Frequency | Course[Frequency] | None = None
    stop_and_call: StopAndCall
    exercises: tuple[ProgramItem, ...] = Field(
        default=(), max_length=40, json_schema_extra={"minItems": 1}
    )
    phases: tuple[Phase, ...] = Field(default=(), max_length=20, json_schema_extra={"minItems": 1})
    gates: Several[Gate] = ()
    opens: Several[Opening] = ()
    groups: Several[Group] = ()
    measures: Several[Measure] = Field(default=(), max_length=6)
    language: LanguageTag = "en"
    source: Several[Source] = ()

    @property
    def items(self) -> tuple[ProgramItem, ...]:
        """The items of the program and of its phases, in order; an id may stand there again."""
        return (*self.exercises, *(item for phase in self.phases for item in phase.exercises))

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The id of every item, each once, in the order in which they first stand there."""
        return tuple(dict.fromkeys(item.id for item in self.items))

    @model_validator(mode="after")
    def _ids_hang_together(self) -> Self:
        if not self.items:
            raise WrongValue("the program has no exercises", "Add exercises: with one or more.")
        in_phases = (
            (("phases", n, "exercises"), phase.exercises) for n, phase in enumerate(self.phases)
        )
        for at, items in ((("exercises",), self.exercises), *in_phases):
            _stand_once(
                {(*at, n): item.id for n, item in enumerate(items)},
                "the program",
                "Keep one, or give the second a name with as:.",
            )
        _stand_once(
            {("phases", n): phase.id for n, phase in enumerate(self.phases)},
            "the list of phases",
        )
        for phase in self.phases:
            if phase.id in self.item_ids:  # their boxes to tick would have the same names
                raise WrongValue(
                    f'"{phase.id}" is the id of a phase and of an exercise or task',
                    "Give the phase another id.",
                )
        _stand_once(
            {("measures", n): measure.id for n, measure in enumerate(self.measures)},
            "the list of measures",
        )
        grouped: dict[tuple[str | int, ...], str] = {
            ("groups", n, "items", place): one
            for n, group in enumerate(self.groups)
            for place, one in enumerate(group.items)
        }
        _stand_once(grouped, "the groups", "Keep it in one group.")
        for what, parts in (
            ("a gate", self.gates), ("opens", self.opens), ("a group", self.groups)
        ):  # fmt: skip
            for item_id in (one for part in parts for one in part.items):
                if item_id not in self.item_ids:
                    raise WrongValue(
                        f'{what} names "{item_id}", which the program does not contain',
                        f"Items: {', '.join(self.item_ids)}.",
                    )
        return self

    @property
    def counted_from(self) -> str:
        """What weeks are counted from, in words; "" is the first day of the exercises."""
        return (self.event if self.anchor == "event" else self.anchor) or ""

    @property
    def anchors(self) -> set[Anchor | None]:
        """The events from which something in it is counted."""
        moments = [
            *(gate.not_before for gate in self.gates), *(one.begins for one in self.measures)
        ]  # fmt: skip
        grown = [item.dose.progress for item in self.items if item.dose and item.dose.progress]
        return {
            self.anchor,
            *(phase.since for phase in self.phases),
            *(moment.after for moment in moments if moment),
            *(progress.since for progress in grown),
        }

    @model_validator(mode="after")
    def _names_its_event(self) -> Self:
        if (self.event is not None) != ("event" in self.anchors):
            raise WrongValue(
                "an event of its own has a name, and something is counted from it",
                "Write event: your stroke, and anchor: event or 8 weeks after event.",
            )
        return self

    def with_gates_of(self, exercises: Mapping[str, Exercise]) -> "Program":
        """The program with the gates of its exercises, but for those that it opens or has itself.

        Args:
            exercises: The exercises that it names, by id.
        """
        opened = {item_id for opening in self.opens for item_id in opening.items}
        behind: dict[Requirement, dict[str, None]] = {}
        for item in self.items:
            if item.exercise is None or item.id in opened:
                continue
            for needed in exercises[item.exercise].gates:
                own = (gate for gate in self.gates if item.id in gate.items)
                if not any(gate.covers(needed) for gate in own):
                    behind.setdefault(needed, {})[item.id] = None
        added = [Gate.model_construct(**dict(one), items=(*ids,)) for one, ids in behind.items()]
        return self.model_copy(update={"gates": (*self.gates, *added)}) if added else self


def _stand_once(ids: dict[tuple[str | int, ...], str], where: str, hint: str = "Keep one.") -> None:
    seen = set[str]()
    for at, one in ids.items():
        if one in seen:
            error = WrongValue(f'"{one}" stands twice in {where}', hint)
            error.at = at
            raise error
        seen.add(one)
