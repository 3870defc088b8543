"""Finding what no font can print before anything is placed."""

from collections.abc import Iterable, Iterator

from worksheets.document import Booklet, Document, Handout, Strip
from worksheets.text.shaping import unprintable


def missing_characters(part: Document | Handout | Booklet | Strip) -> tuple[str, ...]:
    """The characters of a document, or a part of it, that no font has, in order, each once."""
    return tuple(dict.fromkeys(one for text in _odd_texts(part) for one in unprintable(text)))


def _odd_texts(part: Iterable[object]) -> Iterator[str]:
    """All texts with other than plain letters."""
    for item in part:
        if isinstance(item, str):
            if not (item.isascii() and item.isprintable()):
                yield item
        elif isinstance(item, tuple):
            yield from _odd_texts(item)
