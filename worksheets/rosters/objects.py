"""Patients as objects, of JSON and YAML files: keys and values to cells."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from worksheets.problems import Kind, WorksheetError
from worksheets.rosters.cells import Cell, tidy, wrong
from worksheets.rosters.files import refuse
from worksheets.rosters.json_items import JsonItem, Twice
from worksheets.rosters.names import usual_field

_MOST_KEYS = 500


class RawObject(NamedTuple):
    """A patient.

    Attributes:
        number: Its place in the list, from 1.
        cells: Its cells by the names of their columns.
        faults: What is wrong with it: keys of `FAULTS`.
    """

    number: int
    cells: Mapping[str, Cell]
    faults: tuple[str, ...] = ()


def listed(items: Iterable[JsonItem], name: str) -> Iterator[tuple[int, Any]]:
    """The entries of the one list of objects in a file, with their places from 1.

    Args:
        items: All values of the file.
        name: The file as the user named it.

    Raises:
        WorksheetError: There is no such list, or there are several.
    """
    key: str | None = None
    number = 0
    for item in items:
        if not item.is_listed:
            continue
        if key is None and (isinstance(item.value, dict) or not item.key):
            key = item.key
        if item.key == key:
            number += 1
            yield number, item.value
        elif isinstance(item.value, dict):
            hint = "Keep one list in the file, that of the patients."
            raise refuse(name, "there are several lists in the file", hint, Kind.INVALID)
    if key is None:
        raise _no_list(name)


def _no_list(name: str) -> WorksheetError:
    hint = "Write a list of objects, one for each patient, with keys like MRN, Surname and Side."
    return refuse(name, "there is no list of patients in the file", hint, Kind.INVALID)


def raw_object(number: int, value: Any) -> RawObject:
    """A patient's cells.

    Parts of a dose may stand in an object of their own: `{"heel-raise": {"reps": 10}}` is
    `heel-raise.reps`. Lines of an address may be a list.
    """
    if not isinstance(value, dict):
        return RawObject(number, {}, () if value is None else ("no object",))
    faults = ("twice",) if isinstance(value, Twice) else ()
    cells: dict[str, Cell] = {}
    for key, inner in value.items():
        name = " ".join(key.split())
        if isinstance(inner, dict) and not isinstance(inner, Twice):
            doses = {f"{name}.{part}": one for part, one in inner.items()}
            if doses and all(usual_field(one) for one in doses):
                cells |= {dose: _cell(one) for dose, one in doses.items()}
                continue
        if isinstance(inner, list) and usual_field(name) == "address":
            lines = [_cell(one) for one in inner]
            is_plain = all(isinstance(line, str) for line in lines)
            cells[name] = "\n".join(map(str, filter(None, lines))) if is_plain else wrong("nested")
            continue
        cells[name] = _cell(inner)
        if len(cells) > _MOST_KEYS:
            return RawObject(number, {}, ("no object",))
    return RawObject(number, cells, faults)


def _cell(value: Any) -> Cell:
    """A value as text: numbers are the text that was written already."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return tidy(value) if isinstance(value, str) else wrong("nested")
