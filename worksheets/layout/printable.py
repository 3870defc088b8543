"""Finding what no font can print before anything is placed."""

from collections.abc import Iterable

from worksheets.document import (
    Card,
    Cell,
    Column,
    Document,
    Footer,
    Row,
    StopAndCall,
    TickBox,
    WritingRow,
)
from worksheets.kept import Kept
from worksheets.text.shaping import unprintable

_SHARED = frozenset({Card, Cell, Column, Footer, Row, StopAndCall, WritingRow})
"""Parts of sheets that many patients share, so that they are looked through once."""

_TOGETHER = frozenset({Cell, Column, Row, TickBox})
"""Parts of which many patients, or many exercises, share all that stand together."""

_KEPT_PARTS = 8192


def missing_characters(document: Document) -> tuple[str, ...]:
    """The characters of a document that no font has, in reading order, each once."""
    return _look_through(document)


def _gather(part: Iterable[object], missing: list[str]) -> None:
    """Add the characters of a part that no font has, some of them again and again."""
    for item in part:
        if isinstance(item, str):
            # Plain letters are the rule and always there; asking costs a tenth of a sheet.
            if not (item.isascii() and item.isprintable()):
                missing += unprintable(item)
        elif isinstance(item, tuple):
            if type(item) in _SHARED or (item and type(item[0]) in _TOGETHER):
                missing += _missing_in(item)
            else:
                _gather(item, missing)


def _look_through(part: Iterable[object]) -> tuple[str, ...]:
    missing: list[str] = []
    _gather(part, missing)
    return tuple(dict.fromkeys(missing))


_missing_in = Kept(_look_through, _KEPT_PARTS)
