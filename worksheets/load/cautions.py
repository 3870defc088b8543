"""What does not stop the work, and what the user should look at all the same.

No message holds a value: it may be a patient's.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from worksheets.model import Patient, Program
from worksheets.model.phase import Phase
from worksheets.problems import Kind, Problem

if TYPE_CHECKING:
    from worksheets.load.order import Order

_MAX_EXERCISES = 5
"""People perform two exercises better than eight; five did not differ from either (Henry et al.
1999, Physical Therapy 79:270-277)."""
_MAX_DAYS_TO_START = 366
_MAX_DAYS_BEFORE_SURGERY = 26 * 7


def cautions(
    order: "Order", program: Program, addresses: Iterable[str | None]
) -> tuple[Problem, ...]:
    """All warnings about an order that can be carried out.

    Args:
        order: What is wanted.
        program: The program.
        addresses: The clinic's website and the videos of the exercises, where they have one.
    """
    found = [*_of_program(order.patient, program), *_of_dates(order.patient, order.issued)]
    if order.qr and not any(addresses):
        hint = "Write video: in an exercise file, or website: in a clinic file."
        found.append(("no file names an address for a QR code", hint))
    return tuple(Problem(message, hint, kind=Kind.WARNING) for message, hint in found)


def _of_program(patient: Patient, program: Program) -> Iterator[tuple[str, str]]:
    at_once = len(program.exercises) + _max_at_once(program)
    if at_once > _MAX_EXERCISES:
        yield (
            f"the program has {at_once} exercises" + (" at once" if program.phases else ""),
            f"People keep up {_MAX_EXERCISES} or fewer better.",
        )
    if patient.cleared_by and not any(gate.cleared for gate in program.gates):
        yield "nothing in this program waits for a clearance", "--cleared-by has no effect."
    counted = {program.anchor, *(phase.since for phase in program.phases)}
    counted |= {gate.not_before.after for gate in program.gates if gate.not_before}
    for event in ("surgery", "injury", "boot off"):
        if event in patient.anchors and event not in counted:
            option = f"--{event.replace(' ', '-')}"
            message = f"this program does not count weeks from the {event}"
            if event == "boot off":
                message = "this program does not count weeks from when the boot came off"
            yield message, f"{option} has no effect."


def _max_at_once(program: Program) -> int:
    """How many exercises of phases overlap at most; phases begun by criteria may be any time."""

    def covers(phase: Phase, day: int) -> bool:
        begins = phase.begins.days if phase.begins else 0
        return begins <= day and (phase.ends is None or day < phase.ends.days)

    days = {phase.begins.days for phase in program.phases if phase.begins} | {0}
    return max(
        sum(len(phase.exercises) for phase in program.phases if covers(phase, day)) for day in days
    )


def _of_dates(patient: Patient, issued: date) -> Iterator[tuple[str, str]]:
    start = patient.start
    if patient.cleared_on and patient.cleared_on > issued:
        yield "the clearance is later than the date of issue", "Check --cleared-on."
    if start and abs((start - issued).days) > _MAX_DAYS_TO_START:
        yield "the start is more than a year from the date of issue", "Check --start."
    if start and patient.bring_on and patient.bring_on < start:
        yield "the next visit is before the start", "Check --bring-on and --start."
    if start and patient.surgery and (patient.surgery - start).days > _MAX_DAYS_BEFORE_SURGERY:
        yield "the surgery is more than 26 weeks after the start", "Check --surgery and --start."
