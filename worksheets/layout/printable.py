"""Finding what no font can print before anything is placed."""

from collections.abc import Iterator

from worksheets.booklet import Booklet
from worksheets.sheet import Sheet
from worksheets.text.shaping import unprintable


def missing_characters(sheet: Sheet | Booklet) -> tuple[str, ...]:
    """The characters of a document that no font has, in reading order, each once."""
    missing: dict[str, None] = {}
    for text in _texts(sheet, set()):
        # Plain letters are the rule and always there; asking costs a tenth of a sheet.
        if not (text.isascii() and text.isprintable()):
            missing |= dict.fromkeys(unprintable(text))
    return tuple(missing)


def _texts(value: object, seen: set[int]) -> Iterator[str]:
    """Every text in a part of a sheet; parts that are shared, as the cells of a week, only once."""
    if isinstance(value, str):
        yield value
    elif id(value) in seen:
        return
    elif isinstance(value, tuple):
        seen.add(id(value))
        for item in value:
            yield from _texts(item, seen)
