"""Patients as objects, of JSON and YAML files: keys and values to cells; FHIR is in `fhir.py`."""

import json
from collections.abc import Sequence
from typing import Any, TextIO

from worksheets.load.source import Source, quoted
from worksheets.load.tree import parse_value
from worksheets.problems import Kind, Problem, WorksheetError
from worksheets.rosters.columns import IDENTITY, Context, usual_field
from worksheets.rosters.fhir import fhir_table, resource_of
from worksheets.rosters.files import refuse
from worksheets.rosters.rows import Cell, RawRow, RawTable, RowKind, tidy, wrong

_MAX_KEYS = 2000
_SAVE_AGAIN = "Save it again from the program that it comes from."


class Twice(dict[str, Any]):
    """An object in which a key occurs twice."""


def read_json(text: TextIO, context: Context) -> Sequence[RawTable]:
    """The list of patients in a JSON file; numbers stay the text that was written.

    Raises:
        WorksheetError: It is no JSON, or there is no such list.
    """
    data = text.read()
    try:
        root = json.loads(
            data,
            object_pairs_hook=_object,
            parse_int=str,
            parse_float=str,
            parse_constant=lambda _: None,  # programs write NaN where a value is missing
        )
    except RecursionError:
        raise refuse(context.name, "values are nested too deeply", _SAVE_AGAIN) from None
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and data.lstrip()[0] == data[error.pos] == "{":
            message = "there is one object after the other (JSON lines), not one list of them"
            hint = "Save or export it as one list, or as a FHIR Bundle."
            raise refuse(context.name, message, hint) from None
        place = context.name, error.lineno, error.colno, Kind.UNREADABLE
        raise WorksheetError([Problem("the file is not valid JSON", _SAVE_AGAIN, *place)]) from None
    return [object_table(root, context)]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else Twice(made)


def read_yaml(text: TextIO, context: Context) -> Sequence[RawTable]:
    """The list of patients in a YAML file, by the rules of all YAML files: 000123 and NO are text.

    Raises:
        WorksheetError: All that is wrong with its form, without any text of the file.
    """
    source = Source(context.name, text.read(), is_private=True)
    # A surname may be Null, and a ward True.
    root = parse_value(source, lambda word: None if word in ("", "~", "null") else word)
    return [object_table(root.plain() if root else None, context)]


def object_table(root: Any, context: Context) -> RawTable:
    """The table of patients in the value that a file holds."""
    if isinstance(root, dict) and root.get("resourceType") in ("Patient", "Bundle"):
        return fhir_table([root], context)
    entries = _entries(root, context)
    if any(map(resource_of, entries)):
        return fhir_table(entries, context)
    rows = [_cells(entry) for entry in entries]
    names = list(dict.fromkeys(name for cells, _ in rows for name in cells))
    if len(names) > _MAX_KEYS:
        hint = "Give each patient the same keys, like MRN, Surname and Side."
        message = f"there are more than {_MAX_KEYS:,} different keys"
        raise refuse(context.name, message, hint, Kind.INVALID)
    columns = context.namer.columns([(name, f"key {quoted(name)}") for name in names])
    if columns and not any(column.key in IDENTITY for column in columns):
        hint = "Use keys like MRN, Surname and Side."
        raise refuse(context.name, "no key is known", hint, Kind.INVALID)
    numbered = []
    for number, (cells, faults) in enumerate(rows, 1):
        kind: RowKind = "patient" if faults or any(cells.values()) else "blank"
        numbered.append(RawRow(number, [cells.get(name, "") for name in names], faults, kind))
    return RawTable(numbered, columns)


def _entries(root: Any, context: Context) -> Sequence[Any]:
    """The one list in a file that has objects, or the list that the file is."""
    if isinstance(root, list) and root:
        return root
    values = root.values() if isinstance(root, dict) else ()
    lists = [
        one
        for one in values
        if isinstance(one, list) and any(isinstance(entry, dict) for entry in one)
    ]
    if len(lists) == 1:
        return lists[0]
    if lists:
        hint = "Keep one list in the file, that of the patients."
        raise refuse(context.name, "there are several lists in the file", hint, Kind.INVALID)
    hint = "Write a list of objects, one for each patient, with keys like MRN, Surname and Side."
    raise refuse(context.name, "there is no list of patients in the file", hint, Kind.INVALID)


def _cells(value: Any) -> tuple[dict[str, Cell], Sequence[str]]:
    """A patient's cells by the names of their columns, and the faults of the entry.

    Parts of a dose may be in an object of their own: `{"heel-raise": {"reps": 10}}` is
    `heel-raise.reps`. Lines of an address may be a list.
    """
    if not isinstance(value, dict):
        return {}, () if value is None else ("no object",)
    cells: dict[str, Cell] = {}
    for key, inner in value.items():
        name = " ".join(key.split())
        if isinstance(inner, dict) and inner and not isinstance(inner, Twice):
            doses = {f"{name}.{part}": _cell(one) for part, one in inner.items()}
            if all(map(usual_field, doses)):
                cells |= doses
                continue
        if isinstance(inner, list) and usual_field(name) == "address":
            lines = [_cell(one) for one in inner]
            texts = [line for line in lines if line and isinstance(line, str)]
            is_plain = all(isinstance(line, str) for line in lines)
            cells[name] = "\n".join(texts) if is_plain else wrong("nested")
        else:
            cells[name] = _cell(inner)
    return cells, ("twice",) if isinstance(value, Twice) else ()


def _cell(value: Any) -> Cell:
    """A value as text: numbers are the text that was written already."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else tidy(value) if isinstance(value, str) else wrong("nested")
