"""The objects in a YAML file, read by the rules of all YAML files here: 000123 and NO are text."""

import re
from decimal import Decimal
from typing import IO, Any

from worksheets.load import tree
from worksheets.load.source import Source, check_characters
from worksheets.load.tree import Node
from worksheets.problems import Kind
from worksheets.rosters.encodings import Encoding
from worksheets.rosters.files import refuse
from worksheets.rosters.json_items import JsonItem

LARGEST = 1_000_000
_HOW = "Write a list, one patient an item: - {MRN: 000123, Surname: ..., Side: left}."


def yaml_items(file: IO[bytes], encoding: Encoding, name: str) -> list[JsonItem]:
    """The values in the outermost list, or under the keys of the outermost mapping.

    Args:
        file: The bytes.
        encoding: How they become characters.
        name: The file as the user named it.

    Raises:
        WorksheetError: All that is wrong with its form; no text of the file is told.
    """
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        message = "a roster in YAML has at most 1 MB"
        raise refuse(name, message, "Save a longer one as CSV or JSON.")
    source = Source(name, data.decode(encoding.codec, encoding.errors), is_private=True)
    check_characters(source)
    root = tree._Builder(source).build()
    if root is None or not isinstance(root.value, tuple | dict):
        raise refuse(name, "there is no list of patients in the file", _HOW, Kind.INVALID)
    if isinstance(root.value, tuple):
        return [JsonItem("", True, _plain(node)) for node in root.value]
    items = []
    for key, entry in root.value.items():
        if isinstance(entry.node.value, tuple):
            items += [JsonItem(key, True, _plain(node)) for node in entry.node.value]
        else:
            items.append(JsonItem(key, False, _plain(entry.node)))
    return items


def _plain(node: Node) -> Any:
    """A value as it was written: a surname may be Null, and a ward True."""
    value = node.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(entry.node) for key, entry in value.items()}
    if isinstance(value, bool) or value is None:
        line = node.mark.source.lines[node.mark.line - 1 : node.mark.line] or [""]
        word = re.match(r"[A-Za-z]*", line[0][node.mark.column - 1 :])
        written = word[0] if word else ""
        return written if written not in ("", "null") else None
    return str(value) if isinstance(value, int | Decimal) else value
