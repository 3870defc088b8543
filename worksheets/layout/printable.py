"""Finding what no font can print before anything is placed."""

from collections.abc import Iterable

from worksheets.booklet import Booklet
from worksheets.kept import Kept
from worksheets.sheet import (
    Card,
    Column,
    Field,
    Footer,
    Row,
    Sheet,
    StopAndCall,
    TickBox,
    WritingRow,
)
from worksheets.text.shaping import unprintable

_SHARED = frozenset({Card, Column, Footer, Row, StopAndCall, WritingRow})
"""Parts of sheets that many patients share, so that they are looked through once."""

_TOGETHER = frozenset({Column, Row})
"""Those of which many patients share all that stand together."""

_LEAVES = frozenset({TickBox, Field})
"""Parts of these parts that are soon looked through."""

_KEPT_PARTS = 8192


def missing_characters(sheet: Sheet | Booklet) -> tuple[str, ...]:
    """The characters of a document that no font has, in reading order, each once."""
    missing: list[str] = []
    _gather(sheet, missing)
    return tuple(dict.fromkeys(missing))


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
    for item in part:
        if isinstance(item, tuple) and type(item) not in _LEAVES:
            missing += _missing_in(item)  # the boxes of a dose are on the cards of many exercises
        else:
            _gather((item,), missing)
    return tuple(dict.fromkeys(missing))


_missing_in = Kept(_look_through, _KEPT_PARTS)
