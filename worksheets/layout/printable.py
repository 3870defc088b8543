"""Finding what no font can print before anything is placed."""

from collections.abc import Iterator
from itertools import chain

from worksheets.booklet import Booklet
from worksheets.kept import Kept
from worksheets.sheet import Card, Column, Field, Footer, Row, Sheet, StopAndCall, WritingRow
from worksheets.text.shaping import unprintable

_SHARED = frozenset({Card, Column, Footer, Row, StopAndCall, WritingRow})
"""Parts of sheets that many patients share, so that they are looked through once."""

_KEPT_PARTS = 8192


def missing_characters(sheet: Sheet | Booklet) -> tuple[str, ...]:
    """The characters of a document that no font has, in reading order, each once."""
    return tuple(dict.fromkeys(_missing(sheet)))


def _missing(value: object) -> Iterator[str]:
    """The characters that no font has in a part of a sheet, some of them again and again."""
    if isinstance(value, str):
        # Plain letters are the rule and always there; asking costs a tenth of a sheet.
        if not (value.isascii() and value.isprintable()):
            yield from unprintable(value)
    elif type(value) in _SHARED:
        yield from _missing_in(value)
    elif type(value) is Field:
        joined = "".join(value)
        if not (joined.isascii() and joined.isprintable()):
            yield from chain.from_iterable(map(unprintable, value))
    elif isinstance(value, tuple):
        for item in value:
            yield from _missing(item)


def _look_through(part: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for text in _texts(part, set()) for one in _missing(text)))


def _texts(value: object, seen: set[int]) -> Iterator[str]:
    """Every text in a part; what it has several times, as a row its cells, only once."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and id(value) not in seen:
        seen.add(id(value))
        for item in value:
            yield from _texts(item, seen)


_missing_in = Kept(_look_through, _KEPT_PARTS)
