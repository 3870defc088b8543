"""Finding what no font can print before anything is placed."""

from worksheets.document import Booklet, Document, Handout, Strip
from worksheets.text.shaping import unprintable


def missing_characters(part: Document | Strip | Handout | Booklet) -> tuple[str, ...]:
    """The characters of a part of a document that no font has, in reading order, each once."""
    seen: dict[object, None] = {}
    _gather(part, seen)
    texts = [one for one in seen if isinstance(one, str)]
    odd = [one for one in texts if not (one.isascii() and one.isprintable())]
    return tuple(dict.fromkeys(one for text in odd for one in unprintable(text)))


def _gather(part: tuple[object, ...], seen: dict[object, None]) -> None:
    """Add all texts and tuples, each once: most cells of a week are the same."""
    for item in part:
        if isinstance(item, str | tuple) and item not in seen:
            seen[item] = None
            if isinstance(item, tuple):
                _gather(item, seen)
