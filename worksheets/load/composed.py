"""Loading for many orders: what they share is read once, and changed doses are put together.

A batch changes doses from patient to patient. Reading a program anew for each of them would take
longer than making the sheet, so each item of a program is checked once with its own changes, by the
same models as in a file, and the items are put together. Whatever does not go this way is loaded as
for one order alone, so that its problems are the same.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from pydantic import ValidationError

from worksheets.kept import kept
from worksheets.load.library import Pool
from worksheets.load.order import Loaded, Order, load_order, path_of, warnings_of
from worksheets.load.overrides import apply_overrides
from worksheets.load.tree import Entry, Node
from worksheets.model import Program
from worksheets.model.dose import Dose
from worksheets.model.frequency import Frequency
from worksheets.model.item import ProgramItem
from worksheets.model.patient import Patient
from worksheets.model.phase import Phase
from worksheets.problems import Problem, WorksheetError

_OF_A_PATIENT = {
    "issued", "mark", "overrides", "override", "patient", "patient_in_metadata", "qr", "week",
    "whole_weeks", "window",
}  # fmt: skip
"""Parts of an order that no file follows from."""

_shared_part = attrgetter(
    *(one.name for one in fields(Order) if one.name not in _OF_A_PATIENT), "overrides"
)
_NOBODY = Patient()
_MOST_ORDERS, _MOST_ITEMS, _MOST_PHASES = 128, 3072, 1024

_Failure = tuple[Problem, ...]


class Shelf:
    """What many orders name, read once; one for each batch."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._pool = Pool()
        self._loaded: dict[Any, Loaded | _Failure] = {}

    def load(self, order: Order) -> Loaded:
        """Everything that an order names: the same as `load_order` gives.

        What several orders have in common are the same objects.

        Raises:
            WorksheetError: Every problem found in any of the files and in the changes to doses.
        """
        loaded = self._keep(order)
        warnings = warnings_of(order, loaded.program, loaded.clinic, loaded.exercises)
        return replace(loaded, warnings=warnings)

    def _keep(self, order: Order) -> Loaded:
        """What was loaded for a like order before, or is loaded now; a failure is kept as well."""
        key = _shared_part(order)
        found = self._loaded.pop(key, None)
        if found is None:
            try:
                found = self._composed(order)
            except WorksheetError as error:
                found = error.problems
        self._loaded[key] = found
        if len(self._loaded) > _MOST_ORDERS:
            del self._loaded[next(iter(self._loaded))]
        if isinstance(found, tuple):
            raise WorksheetError(found)
        return found

    def _composed(self, order: Order) -> Loaded:
        """The order without its changes to doses, and a program with them in it."""
        order = replace(order, patient=_NOBODY, override=None)
        if not order.overrides:
            return load_order(order, self._pool)
        try:
            base = self._keep(replace(order, overrides=()))
            path = path_of(base.library, "program", order.program)
            program = compose(base.program, base.library.tree_of(path), order.overrides)
        except (WorksheetError, _CannotCompose):
            return load_order(order, self._pool)
        return replace(base, program=program)


class _CannotCompose(Exception):
    """A change that only the whole program can be asked about."""


def compose(program: Program, tree: Node, overrides: Sequence[str]) -> Program:
    """A program with changes to its doses, equal to one that was loaded with them.

    Args:
        program: The program without changes.
        tree: What is written in its file.
        overrides: The changes, like `heel-raise.reps=15`.

    Raises:
        WorksheetError: Something is wrong with a change.
        _CannotCompose: The same, or a change is of another sort.
    """
    of_items: dict[str, list[str]] = {}
    of_program: list[str] = []
    for text in overrides:
        path = [part.strip() for part in text.partition("=")[0].split(".")]
        if len(path) > 1:
            of_items.setdefault(path[0], []).append(text)
        else:
            of_program.append(text)
    if not of_items.keys() <= set(program.item_ids):
        raise _CannotCompose
    changes = {item_id: tuple(texts) for item_id, texts in of_items.items()}
    update: dict[str, object] = {}
    if of_program:
        update["frequency"] = _frequency(tree, tuple(of_program))
    if changes:
        update["exercises"] = _changed(program.exercises, tree, changes)
        phases = tree.get("phases")
        update["phases"] = tuple(
            _phase(phase, _changed(phase.exercises, _at(phases, n), changes))
            for n, phase in enumerate(program.phases)
        )
    return program.model_copy(update=update)


def _changed(
    items: tuple[ProgramItem, ...], part: Node, changes: dict[str, tuple[str, ...]]
) -> tuple[ProgramItem, ...]:
    """The items of a program or a phase, with the changes to each of them."""
    nodes = part.get("exercises")
    return tuple(
        _item(item, _at(nodes, n), changes[item.id]) if item.id in changes else item
        for n, item in enumerate(items)
    )


def _at(nodes: Node | None, place: int) -> Node:
    if nodes is None or not isinstance(nodes.value, tuple) or place >= len(nodes.value):
        raise _CannotCompose  # what was read is not as it was written: one thing for a list of one
    node: Node = nodes.value[place]
    return node


@kept(_MOST_ITEMS, key=lambda item, node, changes: (id(item), changes))
def _item(item: ProgramItem, node: Node, changes: tuple[str, ...]) -> ProgramItem:
    """An item with its changes, checked as in a file."""
    alone = Node(node.mark, {"exercises": Entry(node.mark, Node(node.mark, (node,)))})
    changed = _at(apply_overrides(alone, changes).get("exercises"), 0).get("dose")
    plain = changed.plain() if changed else None
    return item.model_copy(update={"dose": _dose(repr(plain), plain)})  # nothing else changes


@kept(_MOST_ITEMS, key=lambda written, plain: written)
def _dose(written: str, plain: Any) -> Dose:
    """A dose, checked as in a file: the very same one for all exercises for which it is written."""
    try:
        return Dose.model_validate(plain)
    except ValidationError:
        raise _CannotCompose from None


@kept(_MOST_ITEMS, key=lambda tree, changes: (id(tree), changes))
def _frequency(tree: Node, changes: tuple[str, ...]) -> Frequency:
    """How often, for every item that does not say it itself."""
    changed = apply_overrides(tree, changes).get("frequency")
    try:
        return Frequency.model_validate(changed.plain() if changed else None)
    except ValidationError:
        raise _CannotCompose from None


@kept(_MOST_PHASES, key=lambda phase, items: (id(phase), *map(id, items)))
def _phase(phase: Phase, items: tuple[ProgramItem, ...]) -> Phase:
    if all(one is other for one, other in zip(items, phase.exercises, strict=True)):
        return phase
    return phase.model_copy(update={"exercises": items})
